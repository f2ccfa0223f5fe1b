"""The guide for language models: its form, its links, and that it is kept like every answer."""

import re

import httpx
import pytest

from app.formats.llms import guide
from app.settings import Settings
from tests.conftest import serving
from tests.contract.kit import DESCRIBED
from tests.problems import fault_in

PATH = "/llms.txt"
BASE = "https://api.example.org"
LINK = re.compile(r"^- \[[^\]]+\]\((\S+)\): .+$")


def test_it_has_the_form_that_is_proposed() -> None:
    lines = guide(BASE, "1-abc", {"muscles": 3}).splitlines()

    assert lines[0] == "# Pushoff"
    assert lines[2].startswith("> What every muscle does in running")
    sections = [line for line in lines if line.startswith("## ")]
    assert sections == ["## Start here", "## Words", "## Evidence", "## Optional"]
    listed = lines[lines.index(sections[0]) :]
    assert all(line in ["", *sections] or LINK.match(line) for line in listed)


def test_it_tells_what_there_is_where_and_how_to_cite_it() -> None:
    text = guide(BASE, "1-abc", {"muscles": 3, "exercises": 4})

    assert "3 muscles and groups, 4 exercises, 0 findings" in text
    assert f"asks {BASE}/mcp (streamable HTTP)" in text
    assert f'"Pushoff, release 1-abc, {BASE} (CC BY 4.0)"' in text
    assert "no medical advice" in text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_link_leads_to_an_answer(client: httpx.Client) -> None:
    first, _, optional = client.get(PATH).text.partition("## Optional")

    for line in first.splitlines():
        if found := LINK.match(line):
            answer = client.get(found[1].removeprefix("http://localhost:8000"))
            assert answer.status_code == 200, line
    for (
        line
    ) in optional.strip().splitlines():  # They take long to make, and have tests of their own.
        path = LINK.findall(line)[0].removeprefix("http://localhost:8000").partition("?")[0]
        assert path in [*DESCRIBED["paths"], "/openapi.json"], line


@pytest.mark.parametrize("world_database", ["sqlite"], indirect=True)
def test_it_is_kept_like_every_answer(world: httpx.Client) -> None:
    first = world.get(PATH)
    again = world.get(PATH, headers={"If-None-Match": first.headers["etag"]})
    head = world.head(PATH)

    assert first.status_code == 200
    assert first.headers["content-type"] == "text/plain; charset=utf-8"
    assert first.headers["x-pushoff-release"] in first.text
    assert again.status_code == 304
    assert (head.headers["etag"], head.content) == (first.headers["etag"], b"")
    assert world.get(PATH, headers={"Accept": "text/plain"}).status_code == 200


@pytest.mark.parametrize("world_database", ["sqlite"], indirect=True)
def test_it_takes_no_parameters_and_is_no_part_of_the_document(world: httpx.Client) -> None:
    assert fault_in(world.get(f"{PATH}?a=1"), "unknown_parameter")
    assert PATH not in world.get("/openapi.json").json()["paths"]


@pytest.mark.parametrize("world_database", ["sqlite"], indirect=True)
def test_links_lead_to_where_clients_reach_the_service(world_database: str) -> None:
    settings = Settings(database_url=world_database, public_url=f"{BASE}/pushoff")
    with serving(settings) as client:
        text = client.get(PATH, headers={"Host": "evil.example"}).text

    assert f"]({BASE}/pushoff/v1/claims)" in text
    assert "evil" not in text
    assert "localhost" not in text
