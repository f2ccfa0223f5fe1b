"""Hostile names and texts stay text in every format: parsed back, nothing has come in."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import httpx
import icalendar
import pytest
from markdown_it import MarkdownIt

from app.seeding.read import read_seed
from app.seeding.rules import check
from app.settings import Settings
from tests.attack.hostile import HOSTILE, hostile_world
from tests.conftest import NewDatabase, seeded, serving
from tests.seeding.changes import file_of
from tests.web.reading import Page
from tests.world import write_world

Shape = list[Any]
SESSION = "minutes=20&max_level=5&max_impact=3"


def shape_of_page(text: str) -> Shape:
    """Give the elements of a page, each with the names of its attributes, and its addresses."""
    page = Page(text)
    schemes = {address.partition(":")[0] for address in page.values("href") if ":" in address}
    assert schemes <= {"http", "https"}
    return [(name, *sorted(given)) for name, given in page.elements]


def shape_of_picture(text: str) -> Shape:
    """Give the kinds of elements of a picture: a longer text takes more lines."""
    elements = Xml.fromstring(text).iter()  # noqa: S314  (Our own bytes.)
    return sorted({(str(element.tag), *sorted(element.attrib)) for element in elements})


def shape_of_markdown(text: str) -> Shape:
    """Give what a reader of Markdown makes of it: no link, and nothing of HTML, that was not."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inner = [one.type for token in tokens for one in token.children or [] if one.type != "text"]
    return [token.type for token in tokens] + inner


def shape_of_calendar(text: str) -> Shape:
    """Give the components of a calendar, each with the names of its properties."""
    calendar = icalendar.Calendar.from_ical(text)
    return [(part.name, *sorted(part.keys())) for part in calendar.walk()]


def shape_of_json(text: str) -> Shape:
    """Give the paths of values."""

    def paths(value: Any, at: str = "") -> Iterator[str]:
        match value:
            case dict():
                for name, part in value.items():
                    yield from paths(part, f"{at}.{name}")
            case list():
                for part in value:
                    yield from paths(part, f"{at}[]")
            case _:
                yield at

    return sorted(set(paths(json.loads(text))))


def shape_of_table(text: str) -> Shape:
    """Give the number of cells of each row."""
    return [len(row) for row in csv.reader(io.StringIO(text))]


def shape_of_text(text: str) -> Shape:
    """Say that no line holds a sign that steers a terminal."""
    return [set(text) & set(map(chr, range(32))) - {"\n"}]


Read = Callable[[str], Shape]
ASKED: list[tuple[str, Read]] = [
    ("/?phase=push-off&role=power", shape_of_page),
    ("/muscles", shape_of_page),
    ("/muscles/soleus", shape_of_page),
    ("/exercises/heel-raise", shape_of_page),
    (f"/session?{SESSION}", shape_of_page),
    ("/session?red_flag=night-pain", shape_of_page),
    ("/search?q=soleus", shape_of_page),
    (f"/v1/sessions?format=html&{SESSION}", shape_of_page),
    ("/v1/sessions?format=html&red_flag=night-pain", shape_of_page),
    ("/v1/plans?format=html&weeks=2&minutes=20", shape_of_page),
    ("/v1/muscle-map.svg?phase=push-off&labels=values", shape_of_picture),
    ("/v1/muscle-map.svg?exercise=heel-raise", shape_of_picture),
    ("/v1/gait-timeline.svg?muscle=soleus", shape_of_picture),
    ("/v1/gait-timeline.svg?exercise=heel-raise", shape_of_picture),
    ("/v1/exercises/heel-raise/figure.svg", shape_of_picture),
    (f"/v1/sessions?format=markdown&{SESSION}", shape_of_markdown),
    ("/v1/plans?format=markdown&weeks=2&minutes=20", shape_of_markdown),
    (f"/v1/sessions.ics?date=2026-03-04&{SESSION}", shape_of_calendar),
    ("/v1/plans.ics?weeks=2&minutes=20&start=2026-03-02", shape_of_calendar),
    (f"/v1/sessions?format=jsonld&{SESSION}", shape_of_json),
    ("/v1/exercises/heel-raise?format=jsonld", shape_of_json),
    ("/v1/muscles?limit=200&fields=slug,name,summary,aliases", shape_of_json),
    ("/v1/muscles?format=csv", shape_of_table),
    ("/v1/exercises?format=csv", shape_of_table),
    (f"/v1/sessions?format=text&{SESSION}", shape_of_text),
]


@pytest.fixture(scope="module")
def spoilt(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """Talk to a server over the world with hostile names."""
    folder = write_world(tmp_path_factory.mktemp("hostile"), hostile_world())
    with serving(Settings(database_url=seeded(new_database("sqlite"), folder))) as client:
        yield client


@pytest.mark.parametrize(("path", "read"), ASKED, ids=[path for path, _ in ASKED])
def test_a_hostile_name_is_a_name(
    server: httpx.Client, spoilt: httpx.Client, path: str, read: Read
) -> None:
    tame, hostile = server.get(path), spoilt.get(path)

    assert (tame.status_code, hostile.status_code) == (200, 200)
    assert len(hostile.content) > len(tame.content)
    assert read(hostile.text) == read(tame.text)


def test_what_is_shown_is_the_name_itself(spoilt: httpx.Client) -> None:
    named = f"{HOSTILE}Soleus"

    page = Page(spoilt.get("/muscles/soleus").text)
    picture = Xml.fromstring(spoilt.get("/v1/gait-timeline.svg?muscle=soleus").content)  # noqa: S314
    document = spoilt.get("/v1/muscles/soleus").json()

    assert document["name"] == named
    assert any(" ".join(named.split()) in text for text in page.texts["h1"])
    assert any(HOSTILE in "".join(element.itertext()) for element in picture.iter())


@pytest.mark.parametrize(
    "sign", ["\\u0000", "\\u0007", "\\u001b", "\\r", "\\n", "\\u007f", "\\ufffd"]
)
def test_a_name_with_a_sign_that_steers_is_no_name(tmp_path: Path, sign: str) -> None:
    soleus = file_of("muscles/soleus.toml").replace("Lifts the", f"Lifts{sign} the")

    faults = check(read_seed(write_world(tmp_path, {"muscles/soleus.toml": soleus})))

    assert any(fault.startswith("muscles/soleus.toml: summary:") for fault in faults)
