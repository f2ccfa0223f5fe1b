"""A session and a plan as Markdown, read back by a CommonMark parser."""

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from markdown_it import MarkdownIt

from app.formats.markdown import escaped, write_markdown
from app.schemas.paging import Named
from app.schemas.sessions import SessionBlock
from tests.formats import reads

COMMONMARK = MarkdownIt("commonmark")
DIALECT = MarkdownIt("js-default", {"html": True, "linkify": False})
"""Tables and strikethrough too, as GitHub and many notes have them."""
HOSTILE = [
    "<script>alert(1)</script>", "![x](http://evil.example/x.png)", "[x](javascript:alert(1))",
    "<http://evil.example>", "a `code` b", "**bold** _it_", "a\\", "# head", "x #", "1. one",
    "2) b",
    "- a", "+ a", "* a", "===", "---", "> quote", "~~~", "a | b", "~~x~~", "&lt;b&gt;", "&#60;",
    "[ref]: /x", "    code", "a  ", "<!-- x -->", "]]>", "$x$", "^1", "`", "][", "\\`",
]  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60)


def test_a_session_is_written_as_markdown() -> None:
    text = write_markdown(reads.session(), reads.asked(minutes=25))

    assert text.replace(reads.BASE, "") == snapshot("""\
# Form late in a race

Strength session for runners, 25 min

## Prepare

1. **[Heel walk](/v1/exercises/heel-walk)**: 1 × 30 m. Relaxed.

## Calf and foot

1. **[Heel raise](/v1/exercises/heel-raise)**: 3 × 8 reps per side, rest 60 s. Hard, with 2 left.
   - Calf strain (acute stage). Watch: The tendon takes load. ([brown-2001](/v1/sources/brown-2001))
   - Calf: about 80 % of the forward impulse in push-off. ([Brown 2001](/v1/sources/brown-2001))

It should have and has not: lateral hip.

Nothing here clears anybody for training.

[Open it again](/v1/sessions?format=html&minutes=25)
""")


def test_a_plan_is_written_as_markdown() -> None:
    text = write_markdown(reads.plan(), reads.asked_plan(weeks=1))

    assert text.replace(reads.BASE, "") == snapshot("""\
# Form late in a race

Strength plan for runners, 1 week

## Week 1: build

Learn the exercises.

### Tuesday 2027-03-02: session A, 20 min

#### Prepare

1. **[Heel walk](/v1/exercises/heel-walk)**: 1 × 30 m. Relaxed.

#### Calf and foot

1. **[Heel raise](/v1/exercises/heel-raise)**: 3 × 8 reps per side, rest 60 s. Hard, with 2 left.
   - Calf strain (acute stage). Watch: The tendon takes load. ([brown-2001](/v1/sources/brown-2001))
   - Calf: about 80 % of the forward impulse in push-off. ([Brown 2001](/v1/sources/brown-2001))

Nothing here clears anybody for training.

[Open it again](/v1/plans?format=html&weeks=1)
""")


def test_a_referral_says_what_to_do_and_no_training() -> None:
    text = write_markdown(reads.referred(), reads.asked(red_flag=["night-pain"]))

    assert text.replace(reads.BASE, "") == snapshot("""\
# Form late in a race

No training now: see a clinician first.

## Night pain

Pain that wakes you.

**What to do:** See a clinician.

Nothing here clears anybody for training.

[Open it again](/v1/sessions?format=html&red_flag=night-pain)
""")


def tags_of(tokens: list[Any]) -> list[str]:
    """Name every element that a parser finds, in order."""
    found = []
    for token in tokens:
        found += [token.type, *tags_of(token.children or [])]
    return [name for name in found if name not in ("text", "text_special")]


def text_of(tokens: list[Any]) -> str:
    """Give the text that a reader sees."""
    return "".join(t.content if not t.children else text_of(t.children) for t in tokens)


@settings(max_examples=300, deadline=None)
@given(text=TEXT)
@example(text="1.")
@example(text="\u00a0#")
def test_an_escaped_text_means_itself(text: str) -> None:
    for parser in (COMMONMARK, DIALECT):
        for line in (escaped(text), f"# {escaped(text)}", f"- {escaped(text)}"):
            tokens = parser.parse(line)
            assert text_of([t for t in tokens if t.type == "inline"]) == " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_changes_nothing_but_the_text(text: str) -> None:
    def written(name: str, words: str) -> str:
        source = reads.SOURCE.model_copy(update={"label": name})
        reason = reads.reason(words).model_copy(update={"sources": [source]})
        caution = reads.caution(words, injury=Named(slug="calf-strain", name=name))
        item = reads.item(
            exercise=Named(slug="heel-raise", name=name),
            load=words,
            reasons=[reason],
            cautions=[caution],
        )
        goal = Named(slug="general", name=name)
        blocks = [SessionBlock(kind="main", items=[item, item])]
        week = (
            reads.plan()
            .weeks[0]
            .model_copy(update={"changes": [words], "sessions": [reads.planned(blocks=blocks)]})
        )
        referral = reads.REFERRAL.model_copy(
            update={"red_flag": goal, "signs": words, "action": words}
        )
        session = reads.session(goal=goal, blocks=blocks, note=words)
        plan = reads.plan(goal=goal, weeks=[week], note=words)
        told = reads.session(goal=goal, blocks=[], referral=referral, note=words)
        return "\n\n".join(write_markdown(read, reads.asked()) for read in (session, plan, told))

    for parser in (COMMONMARK, DIALECT):
        assert tags_of(parser.parse(written(text, text))) == (
            tags_of(parser.parse(written("Harmless", "Harmless")))
        )


def test_links_lead_to_exercises_sources_and_the_page() -> None:
    html = COMMONMARK.render(write_markdown(reads.session(), reads.asked(minutes=25)))

    assert re.findall(r'href="([^"]+)"', html) == [
        f"{reads.BASE}/v1/exercises/heel-walk",
        f"{reads.BASE}/v1/exercises/heel-raise",
        f"{reads.BASE}/v1/sources/brown-2001",
        f"{reads.BASE}/v1/sources/brown-2001",
        f"{reads.BASE}/v1/sessions?format=html&amp;minutes=25",
    ]
