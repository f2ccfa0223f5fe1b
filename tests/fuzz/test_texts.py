"""All of Unicode and all numbers: answered alike on both databases, and never markup."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.base import fold
from app.domain.words import stem, words_of
from app.settings import Settings
from tests.conftest import BACKENDS, NewDatabase, seeded, serving
from tests.fuzz.conftest import Asker
from tests.fuzz.effort import examples

NAMES = ("calf", "soleus", "gastroc", "heel raise", "hop", "push-off", "power", "knee pain", "step")
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(NAMES) | st.text(max_size=6)).map(" ".join)
"""Any text, and texts that find something."""
MOST_BYTES = 150_000  # Of a picture; a judgement, four times what the heaviest has.
OUTSIDE = {"script", "foreignObject", "iframe", "image", "a"}
"""Elements that load, run or lead to something else."""
PICTURES = ("/v1/muscle-map.svg", "/v1/gait-timeline.svg", "/v1/exercises/hop/figure.svg")


@pytest.fixture(scope="module")
def both(
    new_database: NewDatabase, world_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Asker]]:
    """Ask the world on both databases at once."""
    with ExitStack() as open_servers:
        askers = []
        for backend in BACKENDS:
            url = seeded(new_database(backend), world_folder)
            settings = Settings(database_url=url, exports=tmp_path_factory.mktemp("exports"))
            askers.append(Asker(open_servers.enter_context(serving(settings))))
        yield askers
        for asker in askers:
            asker.close()


@pytest.mark.parametrize("path", ["/v1/search", "/v1/suggest"])
@examples(100)
@given(text=TEXTS)
@example(text="")
@example(text="\x00")
@example(text="calf " * 20)
@example(text="ﬁgastroc\u0301")
def test_any_text_is_answered_alike_on_both_databases(
    both: list[Asker], path: str, text: str
) -> None:
    target = f"{path}?q={quote(text, safe='')}"

    first, second = (asker.ask(target) for asker in both)

    assert first.status in (200, 422)
    assert (first.status, first.body) == (second.status, second.body)
    if first.status == 200:
        found = [(item["kind"], item["slug"]) for item in json.loads(first.body)["items"]]
        assert len(set(found)) == len(found)


@examples(60)
@given(text=TEXTS, few=st.integers(1, 5))
def test_fewer_hits_are_the_first_ones(both: list[Asker], text: str, few: int) -> None:
    asked = f"/v1/search?q={quote(text, safe='')}"

    whole, short = both[0].ask(asked), both[0].ask(f"{asked}&limit={few}")

    if whole.status == 200:
        items = json.loads(whole.body)["items"]
        assert json.loads(short.body)["items"] == items[:few]


@examples(60)
@given(text=TEXTS)
def test_case_and_spaces_find_nothing_else(both: list[Asker], text: str) -> None:
    plain = text.strip()
    loud = f"  {plain.upper()}  "
    if not plain or fold(loud) != fold(plain):  # Not all letters have one way back: ß, ŉ, ﬁ.
        return

    one, other = (both[0].ask(f"/v1/search?q={quote(q, safe='')}") for q in (plain, loud))

    if {one.status, other.status} == {200}:  # With spaces it may be too long.
        assert one.body == other.body


@examples(300)
@given(text=st.text(max_size=80))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded
    assert folded.isascii()
    assert words_of(folded) == words_of(text)
    assert all(stem(word) for word in words_of(text))


@examples(100)
@given(
    name=st.sampled_from(("speed", "pace")),
    value=st.floats().map(repr)
    | st.floats(1, 7).map(repr)
    | st.integers().map(str)
    | st.from_regex(r"[0-9]{1,3}:[0-9]{1,3}", fullmatch=True)
    | st.text(max_size=8),
)
@example(name="speed", value="2.0000000000000001")
@example(name="pace", value="５:33")
def test_any_speed_is_answered_alike_on_both_databases(
    both: list[Asker], name: str, value: str
) -> None:
    for path in ("/v1/muscle-roles", "/v1/joint-work"):
        target = f"{path}?{urlencode({name: value, 'limit': 3})}"

        first, second = (asker.ask(target) for asker in both)

        assert first.status in (200, 422)
        assert (first.status, first.body) == (second.status, second.body)


@examples(60)
@given(
    path=st.sampled_from(PICTURES),
    names=st.lists(
        st.sampled_from(
            ("muscle", "role", "phase", "exercise", "theme", "labels", "view", "still")
        ),
        max_size=3,
    ),
    values=st.lists(
        st.sampled_from((*NAMES, "auto", "dark", "names", "values")) | TEXTS, min_size=3
    ),
)
def test_a_picture_is_well_formed_small_and_always_the_same(
    both: list[Asker], path: str, names: list[str], values: list[str]
) -> None:
    target = f"{path}?{urlencode(list(zip(names, values, strict=False)))}"

    first, second = (asker.ask(target) for asker in both)

    assert (first.status, first.body) == (second.status, second.body)
    if first.status == 200:
        assert first.headers["content-type"] == "image/svg+xml"
        assert len(first.body) < MOST_BYTES
        root = ElementTree.fromstring(first.body)  # noqa: S314  (We wrote it.)
        assert not {part.tag.rpartition("}")[2] for part in root.iter()} & OUTSIDE
        for part in root.iter():
            assert all(v.startswith("#") for k, v in part.items() if k.endswith("href"))


@examples(60)
@given(text=st.text(min_size=1, max_size=60))
@example(text="<svg onload=alert(1)>")
@example(text='"><script>alert(1)</script>')
@example(text="{{7*7}}")
def test_a_page_repeats_no_text_as_markup(both: list[Asker], text: str) -> None:
    for name, path in (("q", "/search"), ("muscle", "/"), ("equipment", "/session")):
        answer = both[0].ask(f"{path}?{urlencode({name: f'<b>{text}</b>'})}")

        assert b"<b>" not in answer.body, (path, text)
        assert f"<b>{text}".encode() not in answer.body
