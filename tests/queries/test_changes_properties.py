"""The change feed, whatever the history: an old copy and the feed make the new one."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.database import open_engine
from app.domain.revisions import Tombstone
from app.migrate import migrate
from app.schemas.kinds import Kind
from tests.conftest import BACKENDS, NewDatabase
from tests.queries.histories import (
    HISTORIES,
    STATES,
    Copy,
    State,
    applied,
    ask,
    become,
    empty,
    items_of,
    pages,
    snapshot,
)

MANY = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
"""What fails is shown as it was found: to shrink a history seeds it over and over."""
SOME = settings(MANY, max_examples=12)
LIMITS = st.integers(1, 30)
KINDS = st.lists(st.sampled_from(Kind), min_size=1, max_size=4)
WHOLE = {"include": ["document"]}


@pytest.fixture(scope="module")
def engines(new_database: NewDatabase) -> Iterator[dict[str, Engine]]:
    """Open an empty database of each kind."""
    opened = {}
    for backend in BACKENDS:
        url = new_database(backend)
        migrate(url)
        opened[backend] = open_engine(url)
    yield opened
    for engine in opened.values():
        engine.dispose()


def lived(engine: Engine, history: list[State]) -> dict[str, Copy]:
    """Let a history happen; give the copy that a client could take at each release."""
    empty(engine)
    copies = {}
    for state in history:
        release = become(engine, state)
        copies[release] = snapshot(engine)
    return copies


def check_copies(engine: Engine, copies: dict[str, Copy], limit: int) -> None:
    """Each copy of the past, and the feed since then, make what stands now, byte for byte."""
    newest, now = list(copies.items())[-1]
    for release, copy in ({"0": Copy()} | copies).items():
        for since in {release, release.partition("-")[0]}:
            walk = list(pages(engine, since, limit, **WHOLE))
            assert applied(copy, walk) == now
            assert {page.release.id for page in walk} == {newest}
    assert items_of(ask(engine, since=newest)) == []


def check_items(engine: Engine, copies: dict[str, Copy], limit: int) -> None:
    """A walk tells each resource once, in order, and what became of it."""
    now = list(copies.values())[-1]
    with Session(engine) as session:
        graves = {(t.kind, t.key): t.replaced_by for t in session.exec(select(Tombstone))}
    for at, (release, copy) in enumerate(copies.items()):
        since = list(copies.values())[at:]
        items = [item for page in pages(engine, release, limit) for item, _ in items_of(page)]
        places = [(item["revision"], item["kind"], item["key"]) for item in items]
        assert places == sorted(places)
        assert all(int(release.partition("-")[0]) < revision for revision, _, _ in places)
        assert len({place[1:] for place in places}) == len(items)
        total = b'"total":%d,' % len(items)
        assert total in ask(engine, since=release, limit=1, count=True).body
        for item in items:
            place = item["kind"], item["key"]
            stands = item["change"] in ("created", "changed")
            assert stands == (place in now) == (item["path"] is not None)
            assert item["change"] != "changed" or place in copy
            # Only what was not there at some time since then can have been created.
            assert item["change"] != "created" or any(place not in later for later in since)
            assert item["replaced_by"] == (None if stands else graves[place])
            assert (item["change"] == "moved") == (item["replaced_by"] is not None)


def check_kinds(engine: Engine, copies: dict[str, Copy], limit: int, kinds: list[Kind]) -> None:
    """The feed of some kinds is the part of the feed that tells of them."""
    for since in ("0", *copies):
        walk = [one for page in pages(engine, since, 200, **WHOLE) for one in items_of(page)]
        part = pages(engine, since, limit, kind=kinds, **WHOLE)
        wanted = [one for one in walk if one[0]["kind"] in kinds]
        assert [one for page in part for one in items_of(page)] == wanted
        total = b'"total":%d,' % len(wanted)
        assert total in ask(engine, since=since, kind=kinds, count=True).body


@MANY
@given(history=HISTORIES, limit=LIMITS, kinds=KINDS)
def test_an_old_copy_and_the_feed_make_the_new_one(
    engines: dict[str, Engine], history: list[State], limit: int, kinds: list[Kind]
) -> None:
    engine = engines["sqlite"]

    copies = lived(engine, history)

    check_copies(engine, copies, limit)
    check_items(engine, copies, limit)
    check_kinds(engine, copies, limit, kinds)


@SOME
@given(history=HISTORIES, limit=LIMITS, kinds=KINDS)
def test_both_databases_tell_the_same_history_in_the_same_bytes(
    engines: dict[str, Engine], history: list[State], limit: int, kinds: list[Kind]
) -> None:
    told = []
    for engine in engines.values():
        copies = lived(engine, history)
        told.append(
            [
                [(page.body, page.links) for page in pages(engine, since, limit, **asked)]
                for since in ("0", *copies)
                for asked in (WHOLE, {"kind": kinds}, {"count": True})
            ]
        )

    assert told[0] == told[1]
    check_copies(engines["postgresql"], copies, limit)


@SOME
@given(
    history=HISTORIES,
    during=st.dictionaries(st.integers(0, 5), STATES, min_size=1, max_size=3),
    limit=st.integers(1, 10),
)
def test_a_walk_leads_to_the_release_of_its_last_page_whatever_changes_meanwhile(
    engines: dict[str, Engine], history: list[State], during: dict[int, State], limit: int
) -> None:
    engine = engines["sqlite"]
    copies = lived(engine, history)
    first, copy = next(iter(copies.items()))
    walk = []

    for at, page in enumerate(pages(engine, first, limit, **WHOLE)):
        walk.append(page)
        if at in during:
            release = become(engine, during[at])
            copies[release] = snapshot(engine)

    reached = walk[-1].release.id
    assert applied(copy, walk) == copies[reached]
    rest = list(pages(engine, reached, limit, **WHOLE))
    assert applied(copies[reached], rest) == snapshot(engine)
