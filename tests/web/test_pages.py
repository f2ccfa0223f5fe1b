"""The pages of the explorer: whole without a browser, honest about faults, deaf to hostile text."""

import asyncio
import gzip
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import quote

import httpx
import pytest
from fastapi import Request, Response

from app.inside import Answer
from app.schemas.paging import Release
from app.schemas.search import Findable
from app.settings import Settings
from app.web.assets import ADDRESSES, ASSETS
from app.web.finder import PAGES
from app.web.page import POLICY
from app.web.page import Page as Shown
from app.web.reader import Reader, Refused
from app.web.route import View, show
from tests.conftest import serving
from tests.web.reading import Page

VIEWS = {
    "stride": "/?phase=push-off&role=power",
    "nothing known": "/?phase=loading&role=power",
    "muscles": "/muscles",
    "muscle": "/muscles/soleus",
    "exercise": "/exercises/heel-raise",
    "session": "/session?minutes=20",
    "referral": "/session?red_flag=night-pain",
    "search": "/search?q=calf",
    "words": "/search",
    "refused": "/muscles/soleuss",
}
ANSWERED = {name: path for name, path in VIEWS.items() if name != "refused"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "\ud7ff\x00\x1f",
    "x" * 3_000,
]
LARGEST = 120_000  # Bytes of a page with all that it loads, compressed.


ON_ONE_DATABASE = pytest.mark.parametrize("world_database", ["sqlite"], indirect=True)
"""What a page is made of is tested on both; pages themselves cannot tell them apart."""


def test_the_stride_ranks_what_drives_and_what_opposes(world: httpx.Client) -> None:
    page = Page(world.get("/?phase=push-off&role=power").text)

    rows = [one for one in page.texts["a"] if one in {"Calf", "Soleus", "Rectus femoris"}]
    assert page.texts["h2"][0] == "Power in push-off"
    assert page.texts["h3"] == ["Propulsion", "Work generation", "Propulsion"]
    assert rows == ["Calf", "Soleus", "Soleus", "Rectus femoris"]
    ways = [one for one in page.texts["span"] if one in {"drives", "opposes"}]
    assert ways == ["drives", "drives", "opposes"]
    assert [one for one in page.texts["span"] if "runners" in one][:2] == [
        "50–95 %, 10 runners",
        "10–50 %, 4 runners",
    ]
    assert page.calls[0] == "/v1/muscle-roles?phase=push-off&role=power&limit=200"
    chosen = [given["value"] for given in page.of("input") if "checked" in given]
    assert chosen == ["push-off", "power"]


@ON_ONE_DATABASE
def test_a_name_is_understood_as_the_api_understands_it(world: httpx.Client) -> None:
    page = Page(world.get("/?phase=Propulsion&role=POWER").text)
    same = Page(world.get("/").text)

    assert page.texts["h2"] == same.texts["h2"]


@ON_ONE_DATABASE
def test_where_nothing_is_known_the_stride_says_so_and_where_something_is(
    world: httpx.Client,
) -> None:
    page = Page(world.get(VIEWS["nothing known"]).text)

    assert "Nothing is known of power in loading" in " ".join(page.texts["p"])
    assert "/?phase=push-off&role=power" in page.values("href")


@ON_ONE_DATABASE
def test_a_muscle_says_what_it_does_how_sure_that_is_and_what_trains_it(
    world: httpx.Client,
) -> None:
    page = Page(world.get(VIEWS["muscle"]).text)

    assert page.texts["h1"] == ["Soleus"]
    assert page.texts["h2"][:3] == ["Anatomy", "What it does in running", "What trains it"]
    assert page.texts["h3"] == ["Loading", "Push-off"]
    assert {"30 %", "50 %"} <= set(page.texts["strong"])
    assert "/exercises/heel-raise" in page.values("href")
    assert any(address.startswith("/v1/sources/") for address in page.values("href"))


@ON_ONE_DATABASE
def test_a_session_has_doses_reasons_and_files(world: httpx.Client) -> None:
    page = Page(world.get("/session?minutes=20&injury=calf-strain&stage=late&date=2027-03-02").text)
    asked = "injury=calf-strain&stage=late&minutes=20"

    assert page.calls[0] == f"/v1/sessions?{asked}"
    assert f"/v1/sessions.fit?{asked}" in page.values("href")
    assert f"/v1/sessions?{asked}&format=markdown" in page.values("href")
    assert ("date", "2027-03-02") in [
        (given.get("id"), given.get("value")) for given in page.of("input")
    ]
    assert [given["value"] for given in page.of("input") if "checked" in given] == ["calf-strain"]
    assert any("×" in said for said in page.texts["p"])
    for address in page.values("href"):
        if address.startswith("/v1/sessions"):
            assert world.get(address).status_code == 200, address


@ON_ONE_DATABASE
def test_with_a_red_flag_there_is_a_referral_and_no_training(world: httpx.Client) -> None:
    page = Page(world.get(VIEWS["referral"]).text)

    assert page.texts["h2"][0] == "No training now: see a clinician first"
    assert not [address for address in page.values("href") if ".fit" in address]
    assert not [given for given in page.of("form") if given["action"].endswith(".ics")]


@ON_ONE_DATABASE
def test_a_form_may_leave_fields_empty(world: httpx.Client) -> None:
    filled, empty = (
        world.get(f"/session?minutes=20{rest}") for rest in ("", "&stage=&date=&goal=")
    )

    assert empty.status_code == 200
    assert empty.text == filled.text


@ON_ONE_DATABASE
def test_every_hit_of_a_search_leads_to_an_answer(world: httpx.Client) -> None:
    page = Page(world.get("/search?q=soleuss").text)
    hits = [one for one in page.values("href") if re.match(r"/(muscles|exercises|session|\?)", one)]

    assert "Found for “soleuss”" in page.texts["h1"]
    assert "/muscles/soleus" in hits
    for address in hits:
        assert world.get(address).status_code == 200, address


def test_every_kind_that_search_finds_has_a_page() -> None:
    assert set(PAGES) == set(Findable)


@ON_ONE_DATABASE
@pytest.mark.parametrize("path", ANSWERED.values(), ids=ANSWERED)
def test_every_call_behind_a_page_is_one_that_the_api_answers(
    world: httpx.Client, path: str
) -> None:
    calls = Page(world.get(path).text).calls

    assert calls
    for call in calls:
        assert call.startswith("/v1/")
        assert world.get(call).status_code == 200, call


@ON_ONE_DATABASE
@pytest.mark.parametrize("path", VIEWS.values(), ids=VIEWS)
def test_everybody_can_read_a_page(world: httpx.Client, path: str) -> None:
    """One first heading, no level left out, landmarks, names for controls, nothing inline."""
    answer = world.get(path)
    page = Page(answer.text)
    count = Counter(tag for tag, _ in page.elements)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    ids = page.values("id")

    assert page.elements[0] == ("html", {"lang": "en"})
    assert [count[tag] for tag in ("title", "h1", "main", "header", "footer")] == [1] * 5
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(set(ids)) == len(ids)
    assert {*page.values("aria-labelledby"), *page.values("for")} <= set(ids)
    assert all("aria-label" in given for given in page.of("nav"))
    assert all({"width", "height", "alt"} <= given.keys() for given in page.of("img"))
    assert not [one for one in page.values("href") if one.startswith(("http", "//"))]
    handlers = [name for _, given in page.elements for name in given if name.startswith("on")]
    assert count["style"] == 0
    assert page.values("style") == handlers == []
    assert all("src" in given for given in page.of("script"))
    assert answer.headers["content-security-policy"] == POLICY


@ON_ONE_DATABASE
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    "path",
    [
        "/?phase={}",
        "/?{}=1",
        "/search?q={}",
        "/session?injury={}",
        "/muscles/{}",
        "/session?goal={}",
    ],
)
def test_hostile_text_is_shown_as_text(world: httpx.Client, path: str, hostile: str) -> None:
    text = hostile.replace("/", "")[:1_000] if path.startswith("/muscles") else hostile
    answer = world.get(path.format(quote(text, safe="")))

    page = Page(answer.text)
    assert answer.status_code in {200, 404, 422}
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert not {given.get("src") for given in page.of("img")} & {"x"}
    assert len(page.of("script")) == 1
    assert "alert" not in "".join(page.values("onerror") + page.values("onload"))
    assert not [one for one in page.values("href") if one.startswith("javascript")]


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("path", "status", "said", "meant"),
    [
        ("/?phase=pushof", 422, "There is no phase 'pushof'.", "/?phase=push-off"),
        (
            "/?role=power&phse=loading",
            422,
            "There is no parameter 'phse'",
            "/?role=power&phase=loading",
        ),
        ("/muscles/soleuss", 404, "There is no 'soleuss' among the muscles.", "/muscles/soleus"),
        ("/session?injury=calfstrain", 422, "There is no injury", "/session?injury=calf-strain"),
        ("/session?minutes=5", 422, "'minutes'", "/session"),
        ("/search?q=a&q=b", 422, "Parameter 'q' takes one value", "/search"),
    ],
)
def test_a_fault_is_told_in_the_page_with_a_link_to_what_was_meant(
    world: httpx.Client, path: str, status: int, said: str, meant: str
) -> None:
    answer = world.get(path)

    page = Page(answer.text)
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert said in " ".join(page.texts["p"])
    assert meant in page.values("href")
    assert world.get(meant).status_code == 200


@ON_ONE_DATABASE
def test_a_page_is_kept_like_every_answer(world: httpx.Client) -> None:
    first = world.get("/")
    again = world.get("/", headers={"If-None-Match": first.headers["etag"]})
    head = world.head("/")

    assert first.headers["content-type"] == "text/html; charset=utf-8"
    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == first.headers["etag"]
    assert first.headers["x-pushoff-release"].startswith("1-")
    assert first.headers["cache-control"].startswith("public, max-age=60")


@ON_ONE_DATABASE
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("coding", ["", "gzip", "br", "zstd"])
def test_a_file_is_kept_for_ever_under_the_name_of_its_content(
    world: httpx.Client, name: str, coding: str
) -> None:
    asked = {"Accept-Encoding": coding or "identity"}
    file = world.get(ADDRESSES[name], headers=asked)
    again = world.get(ADDRESSES[name], headers=asked | {"If-None-Match": file.headers["etag"]})

    assert file.content == ASSETS[ADDRESSES[name].rsplit("/", 1)[1]].body
    assert file.headers.get("content-encoding", "") == coding
    assert again.status_code == 304
    for answer in (file, again):
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["vary"] == "Accept-Encoding"


@ON_ONE_DATABASE
@pytest.mark.parametrize("name", ["explorer.css", "explorer.0.css", "..%2Fpage.py"])
def test_a_file_of_another_content_is_not_found(world: httpx.Client, name: str) -> None:
    assert world.get(f"/explorer/{name}").status_code == 404


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", ["/", "/muscles/hamstrings", "/session", "/exercises/nordic-curl"])
def test_a_page_of_the_real_data_is_light(client: httpx.Client, path: str) -> None:
    page = Page(client.get(path).text)
    loads = [path, *page.values("src"), *ADDRESSES.values()]

    sizes = {one: len(gzip.compress(client.get(one).content, 6)) for one in loads}

    assert sum(sizes.values()) <= LARGEST, sizes


def test_without_data_a_page_says_when_to_come_back() -> None:
    with serving(Settings(database_url="postgresql://nobody@127.0.0.1:1/nothing")) as client:
        answer = client.get("/")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert Page(answer.text).texts["h1"] == ["Not now"]


def shown(see: View) -> Response:
    """Show a view by itself."""
    scope = {"type": "http", "app": None, "path": "/muscles/old", "query_string": b""}
    return asyncio.run(show(Request(scope), see))


def test_a_moved_slug_leads_to_the_page_of_the_new_one() -> None:
    async def see(_reader: Reader) -> Shown:
        raise Refused(Answer("/v1/muscles/old", 301, {"location": "/v1/muscles/new"}, None))

    answer = shown(see)

    assert (answer.status_code, answer.headers["location"]) == (301, "/muscles/new")


@ON_ONE_DATABASE
def test_a_page_is_made_once_a_release(
    world: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_ever, asked = Reader._ask, list[str]()

    async def noted(reader: Reader, target: str) -> Answer:
        asked.append(target)
        return await as_ever(reader, target)

    monkeypatch.setattr(Reader, "_ask", noted)
    first = world.get("/session?minutes=21")
    needed = len(asked)
    again = world.get("/session?minutes=21")

    assert needed > 0
    assert len(asked) == needed
    assert again.content == first.content


def test_a_page_is_of_one_release() -> None:
    """Where a revision comes between two answers, all of it is asked again."""
    came = iter([{Release(1, "a"), Release(2, "b")}, {Release(2, "b")}])

    async def see(reader: Reader) -> Shown:
        reader.releases = next(came)
        return Shown("refused", "Title", {"faults": [], "again": "/"})

    assert shown(see).headers["x-pushoff-release"] == "2-b"
