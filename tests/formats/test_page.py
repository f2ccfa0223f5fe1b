"""The page of a session or a plan: whole, readable by all, and deaf to hostile text."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from app.formats.page import POLICY, STYLE, write_page
from app.openapi.page import POLICY as POLICY_OF_THE_DOCUMENTATION
from app.schemas.paging import Named
from app.schemas.sessions import PlanRead, SessionBlock, SessionRead
from tests.formats import reads

VOID = {"meta", "link", "input"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "<!--",
    "]]>&lt;&#60;",
    "javascript:alert(1)",
]


class Page(HTMLParser):
    """What a page holds: elements with their attributes, and the text inside each."""

    def __init__(self, text: str) -> None:
        """Read a page; every element must be closed in its turn."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what stands in an element."""
        if self.open and data.strip():
            self.texts.setdefault(self.open[-1], []).append(" ".join(data.split()))

    def values(self, name: str) -> list[str]:
        """Give the values of an attribute, wherever it is."""
        return [given[name] for _, given in self.elements if name in given]

    @property
    def shape(self) -> list[tuple[str, list[str]]]:
        """Give every element with the names of its attributes."""
        return [(tag, list(given)) for tag, given in self.elements]


def of_session(**asked: Any) -> Page:
    return Page(write_page(reads.session(), reads.asked(**asked)))


def of_plan(**asked: Any) -> Page:
    return Page(write_page(reads.plan(), reads.asked_plan(**asked)))


def test_a_session_says_what_to_do_and_why() -> None:
    page = of_session(minutes=25)

    assert page.texts["h1"] == ["Form late in a race"]
    assert page.texts["title"] == ["Form late in a race · Strength session for runners, 25 min"]
    assert page.texts["h2"] == ["Prepare", "Calf and foot", "What it covers and leaves out"]
    assert page.texts["a"][:2] == ["Heel walk", "Heel raise"]
    said = page.texts["p"]
    for line in (
        "3 × 8 reps per side, rest 60 s",
        "Hard, with 2 left.",
        "Watch: The tendon takes load.",
        "It should have and has not: lateral hip.",
        reads.NOTE,
    ):
        assert line in said
    assert page.texts["strong"] == ["Calf strain (acute stage)."]
    assert "Calf: about 80 % of the forward impulse in push-off." in page.texts["li"]
    assert [page.texts[cell][-1] for cell in ("caption", "td")] == [
        "How much of what each role of muscles needs in a phase of running is met",
        "50 %",
    ]


def test_a_plan_says_its_weeks_and_days() -> None:
    page = of_plan(weeks=1)

    assert page.texts["h2"] == ["Week 1: build"]
    assert page.texts["h3"] == ["Tuesday 2027-03-02: session A, 20 min"]
    assert page.texts["h4"] == ["Prepare", "Calf and foot"]
    assert "Learn the exercises." in page.texts["p"]
    assert "#week-1" in page.values("href")


@pytest.mark.parametrize("read", [reads.referred(), reads.referred_plan()], ids=["one", "plan"])
def test_a_referral_says_what_to_do_and_no_training(read: SessionRead | PlanRead) -> None:
    page = Page(write_page(read, reads.asked(red_flag=["night-pain"])))

    assert page.texts["h2"] == ["Night pain"]
    assert "See a clinician." in page.texts["p"]
    assert "No training now: see a clinician first." in page.texts["p"]
    assert ("input", ["type"]) not in page.shape
    assert not [address for address in page.values("href") if ".fit" in address]


@pytest.mark.parametrize("page", [of_session(), of_plan()], ids=["session", "plan"])
def test_everybody_can_read_it(page: Page) -> None:
    """One first heading, no level left out, landmarks, a language, and a name for each control."""
    count = Counter(tag for tag, _ in page.elements)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    ids = page.values("id")

    assert page.elements[0] == ("html", {"lang": "en"})
    assert {
        name: count[name] for name in ("title", "h1", "main", "header", "footer")
    } == dict.fromkeys(("title", "h1", "main", "header", "footer"), 1)
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(set(ids)) == len(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)
    assert {address[1:] for address in page.values("href") if address[0] == "#"} <= set(ids)
    assert count["input"] == count["label"] == 4
    assert count["fieldset"] == count["legend"] == 2
    assert count["table"] == count["caption"]
    assert all("aria-label" in given for tag, given in page.elements if tag == "nav")
    assert "width=device-width, initial-scale=1" in page.values("content")


def test_links_hold_under_every_name_of_the_service() -> None:
    page = of_session(minutes=25, goal=["general"])
    asked = "goal=general&minutes=25"

    assert page.values("href") == [
        f"{reads.BASE}/v1/sessions?format=html&{asked}",
        "../v1/exercises/heel-walk",
        "../v1/exercises/heel-raise",
        "../v1/sources/brown-2001",
        "../v1/sources/brown-2001",
        "../v1/exercises/back-squat",
        "../v1/sources/brown-2001",
        f"../v1/sessions.fit?{asked}",
        *(
            f"../v1/sessions?format={name}&{asked}"
            for name in ("text", "markdown", "json", "jsonld")
        ),
    ]


def test_a_plan_with_dates_leads_to_its_calendar() -> None:
    def calendars(page: Page) -> list[str]:
        return [address for address in page.values("href") if ".ics" in address]

    assert calendars(of_plan(start="2027-03-01")) == ["../v1/plans.ics?start=2027-03-01"]
    assert calendars(of_plan()) == []


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    text = write_page(reads.session(), reads.asked())
    (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    allowed = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    documentation = dict(rule.split(" ", 1) for rule in POLICY_OF_THE_DOCUMENTATION.split("; "))

    assert style == STYLE
    assert allowed.pop("style-src") == (
        f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    )
    assert set(allowed.values()) == {"'none'"}
    assert set(documentation) - set(allowed) == {
        "script-src",
        "style-src",
        "img-src",
        "connect-src",
    }
    names = {name for _, given in Page(text).shape for name in given}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    assert not {"script", "img", "form", "iframe"} & {tag for tag, _ in Page(text).elements}
    assert "@import" not in style
    assert "url(" not in style


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_a_text(text: str) -> None:
    def written(words: str) -> list[Page]:
        source = reads.SOURCE.model_copy(update={"label": words})
        item = reads.item(
            exercise=Named.model_construct(slug=words, name=words),
            load=words,
            reasons=[reads.reason(words).model_copy(update={"sources": [source]})],
            cautions=[
                reads.caution(words, injury=Named(slug="calf-strain", name=words)).model_copy(
                    update={"source": words}
                )
            ],
        )
        goal = Named(slug="general", name=words)
        blocks = [SessionBlock.model_construct(kind="main", items=[item])]
        rule = reads.RULE.model_copy(update={"text": words, "label": words, "sources": [words]})
        omitted = reads.OMITTED.model_copy(update={"exercise": item.exercise, "text": words})
        week = (
            reads.plan()
            .weeks[0]
            .model_copy(
                update={
                    "kind": words,
                    "changes": [words],
                    "sessions": [reads.planned(blocks=blocks, letter=words)],
                }
            )
        )
        referral = reads.REFERRAL.model_copy(
            update={"red_flag": goal, "signs": words, "action": words}
        )
        common = {"goal": goal, "rules": [rule], "note": words}
        answers: list[SessionRead | PlanRead] = [
            reads.session(**common, left_out=[omitted]).model_copy(update={"blocks": blocks}),
            reads.plan(**common).model_copy(update={"weeks": [week]}),
            reads.session(**common, referral=referral),
        ]
        return [Page(write_page(one, reads.asked(goal=[words]))) for one in answers]

    for hostile, harmless in zip(written(text), written("harmless"), strict=True):
        assert hostile.shape == harmless.shape
        assert hostile.texts["h1"] == [text]
        assert all(
            re.match(r"(\.\.|https://api\.example\.org)/v1/|#", address)
            for address in hostile.values("href")
        )
