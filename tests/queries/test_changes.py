"""The change feed over HTTP: what it tells of a small history, and what it refuses."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot
from sqlalchemy.dialects import postgresql

from app.database import open_engine
from app.domain.revisions import Document, Tombstone
from app.queries.changes import _page
from app.schemas.changes import ChangeRead, ChangesPage
from app.schemas.kinds import READS, Kind
from app.settings import Settings
from tests.conftest import NewDatabase, seeded, serving
from tests.problems import fault_in, problem_in
from tests.queries import histories
from tests.queries.histories import applied, items_of
from tests.seeding.changes import Changes, added, edited, moved
from tests.world import write_world

RENAMED = edited("equipment.toml", ('slug = "home"', 'slug = "flat"'))
BETTER = edited("muscles/soleus.toml", ("Lifts the body", "Raises the body"))
NO_FLAG: Changes = edited("red_flags.toml", ('slug = "night-pain"', 'slug = "rest-pain"'))
NEVER_HELD = moved("exercises", "calf-lift", "heel-raise")
STEPS: tuple[Changes, ...] = (
    {},
    NEVER_HELD,
    NEVER_HELD | BETTER | NO_FLAG,
    BETTER | NO_FLAG | RENAMED | moved("equipment", "home", "flat"),
)
"""Four revisions: a move of what was never held, a change with a removal, and a move."""
NO_RELEASES = ("x", "", "-1", "+1", "01", "1.0", "1e3", " 1", "１", "0-0123456789abcdef",
                   "1-0123456789ABCDEF", "1-0123456789abcde", "1-0123456789abcdef0", "1-", "-",
                   "newest", "12345678901", str(10**20), "%00", "1%0A", "1;2")  # fmt: skip


def grow(url: str, folder: Path) -> list[str]:
    """Seed the steps one after another; give the release ids."""
    engine = open_engine(url)
    releases = []
    for at, changes in enumerate(STEPS):
        seeded(url, write_world(folder / str(at), changes))
        releases.append(histories.newest(engine))
    engine.dispose()
    return releases


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def history(
    request: pytest.FixtureRequest,
    new_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, list[str]]:
    """Give a database that lived through the steps, and its releases."""
    url = new_database(request.param)
    return url, grow(url, tmp_path_factory.mktemp("steps"))


@pytest.fixture(scope="module")
def releases(history: tuple[str, list[str]]) -> list[str]:
    """Give the ids of the releases of the history."""
    return history[1]


@pytest.fixture(scope="module")
def grown(history: tuple[str, list[str]]) -> Iterator[httpx.Client]:
    """Talk to a server over the history, whose feed reaches two revisions back."""
    with serving(Settings(database_url=history[0], changes_kept=2)) as client:
        yield client


def walk(client: httpx.Client, question: str) -> list[httpx.Response]:
    """Follow the feed to its end."""
    answers = [client.get(question)]
    while following := answers[-1].json()["next"]:
        answers.append(client.get(following))
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return answers


def test_the_feed_tells_what_changed_once_and_in_order(
    grown: httpx.Client, releases: list[str]
) -> None:
    answer = grown.get("/v1/changes?since=2&count=true")

    body = answer.json()
    assert body.pop("release") == releases[3] == answer.headers["x-pushoff-release"]
    assert body == snapshot(
        {
            "items": [
                {
                    "kind": "muscles",
                    "key": "soleus",
                    "change": "changed",
                    "revision": 3,
                    "replaced_by": None,
                    "path": "/v1/muscles/soleus",
                },
                {
                    "kind": "red-flags",
                    "key": "night-pain",
                    "change": "removed",
                    "revision": 3,
                    "replaced_by": None,
                    "path": None,
                },
                {
                    "kind": "red-flags",
                    "key": "rest-pain",
                    "change": "created",
                    "revision": 3,
                    "replaced_by": None,
                    "path": "/v1/red-flags/rest-pain",
                },
                {
                    "kind": "equipment",
                    "key": "flat",
                    "change": "created",
                    "revision": 4,
                    "replaced_by": None,
                    "path": "/v1/equipment/flat",
                },
                {
                    "kind": "equipment",
                    "key": "home",
                    "change": "moved",
                    "revision": 4,
                    "replaced_by": "flat",
                    "path": None,
                },
            ],
            "next": None,
            "total": 5,
            "missing": [],
            "revision": 4,
            "included": None,
        }
    )


def test_whoever_holds_nothing_is_told_everything(grown: httpx.Client) -> None:
    items = grown.get("/v1/changes?since=0&limit=200").json()["items"]

    told: dict[str, list[str]] = {}
    for item in items:
        told.setdefault(item["change"], []).append(f"{item['kind']}/{item['key']}")
    created = told.pop("created")
    assert len(created) == 77
    assert {"equipment/flat", "red-flags/rest-pain", "muscles/soleus"} <= set(created)
    assert told == {
        "moved": ["exercises/calf-lift", "equipment/home"],
        "removed": ["red-flags/night-pain"],
    }


def test_an_item_fits_its_model_with_and_without_the_document(grown: httpx.Client) -> None:
    bare = grown.get("/v1/changes?since=0&limit=200")
    whole = grown.get("/v1/changes?since=0&limit=200&include=document")

    fields = list(ChangeRead.model_fields)
    assert list(bare.json()) == [
        "items",
        "next",
        "total",
        "missing",
        "revision",
        "release",
        "included",
    ]
    assert all(list(item) == fields[:-1] for item in bare.json()["items"])
    assert all(list(item) == fields for item in whole.json()["items"])
    assert [item for item, _ in items_of(bare.content)] == [
        {name: value for name, value in item.items() if name != "document"}
        for item, _ in items_of(whole.content)
    ]
    ChangesPage.model_validate_json(whole.content)


def test_the_newest_release_has_no_changes(grown: httpx.Client, releases: list[str]) -> None:
    for since in (releases[-1], "4"):
        answer = grown.get(f"/v1/changes?since={since}&count=true")

        assert answer.status_code == 200
        assert answer.json() == {
            "items": [],
            "next": None,
            "total": 0,
            "missing": [],
            "revision": 4,
            "release": releases[-1],
            "included": None,
        }
        assert "link" not in answer.headers


def test_the_document_is_what_its_path_answers(client: httpx.Client) -> None:
    told: dict[str, list[tuple[dict[str, Any], bytes]]] = {}
    for answer in walk(client, "/v1/changes?since=0&include=document&limit=200"):
        for item, document in items_of(answer.content):
            if item["path"] is not None:
                told.setdefault(item["kind"], []).append((item, document))

    assert told.keys() == READS.keys()
    assert {kind: len(items) for kind, items in sorted(told.items())} == client.get(
        "/v1/release"
    ).json()["counts"]
    for items in told.values():
        for item, document in (items[0], items[-1]):
            answer = client.get(item["path"])
            assert answer.status_code == 200
            if "?" in item["path"]:
                (only,) = answer.json()["items"]
                assert only == json.loads(document)
            else:
                assert answer.content == document


def test_the_kinds_are_those_of_the_documents() -> None:
    assert set(Kind) == READS.keys()


def test_a_walk_over_http_brings_a_copy_up_to_date(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    url = new_database("sqlite")
    seeded(url, write_world(tmp_path / "0", STEPS[0]))
    question = "/v1/changes?include=document&limit=2&since="

    with serving(Settings(database_url=url, refresh_s=0.05)) as client:
        first = walk(client, f"{question}0")
        copy = applied({}, [answer.content for answer in first])
        since = first[-1].json()["release"]
        grow(url, tmp_path)
        rest = walk(client, f"{question}{since}")

    engine = open_engine(url)
    assert applied(copy, [answer.content for answer in rest]) == histories.snapshot(engine)
    engine.dispose()
    assert rest[-1].json()["revision"] == 4


@pytest.mark.parametrize("since", ["5", "9999999999", "5-0123456789abcdef"])
def test_a_release_newer_than_the_newest_is_gone(grown: httpx.Client, since: str) -> None:
    answer = grown.get(f"/v1/changes?since={since}")

    body = problem_in(answer, 410, "resync_required")
    assert body["detail"].startswith(f"Release {since} is newer than the newest one here, 4-")
    assert "/v1/exports" in body["detail"]
    assert "since=0" in body["detail"]
    assert [fault["parameter"] for fault in body["errors"]] == ["since"]
    assert answer.headers["link"] == '</v1/exports>; rel="alternate"'


@pytest.mark.parametrize("number", [2, 3, 4])
def test_a_release_of_another_history_is_gone(grown: httpx.Client, number: int) -> None:
    answer = grown.get(f"/v1/changes?since={number}-0123456789abcdef")

    assert problem_in(answer, 410, "resync_required")["detail"].startswith(
        f"Release {number}-0123456789abcdef is not of this history: revision {number} is another"
    )


def test_the_feed_reaches_back_as_far_as_it_is_set(
    grown: httpx.Client, releases: list[str]
) -> None:
    for since in ("1", releases[0]):
        body = problem_in(grown.get(f"/v1/changes?since={since}"), 410, "resync_required")
        assert body["detail"].startswith(
            f"Release {since} is too old: changes are told back to revision 2."
        )

    assert grown.get(f"/v1/changes?since={releases[1]}").status_code == 200
    # The beginning needs no history: whoever holds nothing can always start here.
    assert grown.get("/v1/changes?since=0").status_code == 200


@pytest.mark.parametrize("since", NO_RELEASES)
def test_what_is_no_release_is_refused(world: httpx.Client, since: str) -> None:
    fault = fault_in(world.get(f"/v1/changes?since={since}"), "invalid_value")

    assert fault["parameter"] == "since"
    assert "12-0123456789abcdef" in fault["detail"]
    assert len(fault["detail"]) < 250


def test_since_is_needed_and_stands_once(world: httpx.Client) -> None:
    missing = fault_in(world.get("/v1/changes"), "missing_parameter")
    twice = fault_in(world.get("/v1/changes?since=0&since=1"), "duplicate_parameter")

    assert missing["parameter"] == twice["parameter"] == "since"


@pytest.mark.parametrize("parameter", ["fields=key", "ids=soleus", "sort=key", "after=1"])
def test_the_feed_takes_no_other_parameter(world: httpx.Client, parameter: str) -> None:
    fault = fault_in(world.get(f"/v1/changes?since=0&{parameter}"), "unknown_parameter")

    assert fault["valid"] == ["limit", "cursor", "count", "since", "kind", "include"]


@pytest.mark.parametrize("limit", ["0", "201", "-1", str(10**20), "x", ""])
def test_the_limit_has_bounds(world: httpx.Client, limit: str) -> None:
    answer = world.get(f"/v1/changes?since=0&limit={limit}")

    assert fault_in(answer, "invalid_value")["parameter"] == "limit"


def test_a_cursor_from_before_the_beginning_of_the_walk_is_refused(grown: httpx.Client) -> None:
    given: str = grown.get("/v1/changes?since=2&limit=1").json()["next"]
    question, _, cursor = given.partition("&cursor=")
    binding, _, *place = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    forged = urlsafe_b64encode(json.dumps([binding, 1, *place]).encode()).decode().rstrip("=")

    assert grown.get(given).status_code == 200
    assert fault_in(grown.get(f"{question}&cursor={forged}"), "bad_cursor")["parameter"] == "cursor"


def test_the_limit_and_the_total_may_change_on_the_way(grown: httpx.Client) -> None:
    following = grown.get("/v1/changes?since=0&limit=10").json()["next"]

    wider = grown.get(following.replace("limit=10", "limit=200") + "&count=true").json()

    assert wider["total"] == 80
    assert len(wider["items"]) == 70
    assert wider["next"] is None


def test_the_feed_is_kept_and_revalidated_like_any_answer(grown: httpx.Client) -> None:
    question = "/v1/changes?since=2&include=document"
    answer = grown.get(question)
    etag = answer.headers["etag"]

    same = grown.get(question, headers={"If-None-Match": etag})
    other = grown.get("/v1/changes?since=3&include=document", headers={"If-None-Match": etag})
    head = grown.head(question)
    options = grown.options(question)

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == etag
    assert head.headers["content-length"] == str(answer.num_bytes_downloaded)
    assert options.headers["allow"] == "GET, HEAD, OPTIONS"
    assert grown.head("/v1/changes?since=9").status_code == 410


@pytest.mark.parametrize("kinds", [0, 2])
@pytest.mark.parametrize("whole", [False, True])
def test_a_page_is_read_from_an_index_in_order(
    world_database: str, kinds: int, whole: bool
) -> None:
    engine = open_engine(world_database)
    small = engine.dialect.name == "postgresql"
    statement = _page(engine.dialect, kinds, whole)
    values = [*([1, "muscles", "soleus"] * max(kinds, 1)), 51]
    with engine.connect() as connection:
        if small:  # A small table is read as a whole unless that is forbidden.
            for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
                connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        asked = connection.connection.cursor()
        explain = "EXPLAIN" if small else "EXPLAIN QUERY PLAN"
        asked.execute(f"{explain} {statement.sql}", statement.bind(values))
        plan = "\n".join(str(row[-1]) for row in asked.fetchall())
    engine.dispose()

    order = "kind_revision_key" if kinds else "revision_kind_key"
    columns = order.split("_")
    for table in ("document", "tombstone"):
        reads = re.findall(rf"ix_{table}_{order}\b[^(]*(?:\(cost.*\n +Index Cond: )?(.*)", plan)
        assert len(reads) == max(kinds, 1), plan
        assert all(columns == re.findall("kind|revision|key", read)[:3] for read in reads), plan


@pytest.mark.parametrize("table", [Document, Tombstone])
def test_the_order_does_not_hang_on_the_locale_of_the_database(table: Any) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]

    texts = [table.__table__.c[name].type.dialect_impl(dialect) for name in ("kind", "key")]

    assert [text.collation for text in texts] == ["C", "C"]


def test_a_database_that_starts_again_is_told_by_its_release_id(
    new_database: NewDatabase, tmp_path: Path, releases: list[str]
) -> None:
    """A bare number cannot tell two histories apart; the id can."""
    again = seeded(new_database("sqlite"), write_world(tmp_path, STEPS[-1]))

    with serving(Settings(database_url=again)) as client:
        by_id = client.get(f"/v1/changes?since={releases[0]}")
        by_number = client.get("/v1/changes?since=1")

    problem_in(by_id, 410, "resync_required")
    assert by_number.json()["items"] == []


def test_a_resource_that_came_back_is_told_as_one_that_stands(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    url = new_database("sqlite")
    steps: tuple[Changes, ...] = ({}, NO_FLAG, added("red_flags.toml", ""))
    for at, changes in enumerate(steps):
        seeded(url, write_world(tmp_path / str(at), changes))

    with serving(Settings(database_url=url)) as client:
        before = client.get("/v1/changes?since=1").json()["items"]
        while_gone = client.get("/v1/changes?since=2").json()["items"]

    assert [(item["key"], item["change"]) for item in before] == [
        ("night-pain", "created"),
        ("rest-pain", "removed"),
    ]
    assert while_gone == before
