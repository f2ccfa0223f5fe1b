"""A database of every earlier schema, with data in it, is brought up by a start like a new one."""

import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, delete, inspect, update
from sqlalchemy.engine import make_url
from sqlmodel import Session, SQLModel, col, select

from app.cli.database import prepare
from app.database import open_engine, writing
from app.domain.revisions import Document, Revision, Tombstone
from app.migrate import downgrade, known_versions
from app.settings import Settings
from tests.conftest import BACKENDS, NewDatabase, seeded, serving
from tests.queries.histories import applied, newest, pages, snapshot
from tests.seeding.changes import edited, moved
from tests.seeding.stored import Contents, contents, said
from tests.world import write_world

TABLES = {
    "sources": "source",
    "phases": "phase",
    "roles": "role",
    "muscles": "muscle",
    "findings": "finding",
    "effects": "effect",
    "muscle-roles": "muscle_role",
    "joint-work": "joint_work",
    "claims": "claim",
    "equipment": "equipment",
    "exercises": "exercise",
    "emg-studies": "emg",
    "injuries": "injury",
    "red-flags": "red_flag",
    "goals": "goal",
    "training-rules": "training_rule",
}
"""The table that the documents of a kind came with: an older schema had none of them."""
OLD = edited("muscles/soleus.toml", ("Lifts the body", "Raises the body"))
NEWER = edited("equipment.toml", ('slug = "home"', 'slug = "flat"')) | moved(
    "equipment", "home", "flat"
)
NOW = NEWER | edited("red_flags.toml", ("Pain that wakes you.", "Pain at rest."))
HISTORY = {"revision", "document", "tombstone"}
ASKED = ("/v1/muscles", "/v1/exercises", "/v1/muscle-roles", "/v1/crosswalk", "/v1/sessions")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write what older versions held, one after the other, and what is held now."""
    folder = tmp_path_factory.mktemp("history")
    states = {"old": OLD, "newer": NEWER, "now": NOW}
    return {name: write_world(folder / name, changes) for name, changes in states.items()}


@pytest.fixture(scope="module", params=BACKENDS)
def lived_in(
    request: pytest.FixtureRequest, new_database: NewDatabase, folders: dict[str, Path]
) -> str:
    """Give a database of two revisions with a tombstone; it is copied, never used."""
    url = seeded(seeded(new_database(request.param), folders["old"]), folders["newer"])
    with opened(url) as engine, writing(engine) as session:
        session.execute(update(Revision).values(seed="of an older version"))
    return url


@pytest.fixture(scope="module")
def fresh(lived_in: str, new_database: NewDatabase, folders: dict[str, Path]) -> str:
    """Give a new database with what is held now."""
    backend = make_url(lived_in).get_backend_name()
    return seeded(new_database(backend), folders["now"])


@pytest.fixture
def url(lived_in: str, new_database: NewDatabase) -> str:
    """Give a copy of it."""
    place = make_url(lived_in)
    if place.drivername == "sqlite":
        copy = new_database("sqlite")
        shutil.copy(place.database or "", make_url(copy).database or "")
        return copy
    name = f"pushoff_{uuid.uuid4().hex[:12]}"
    plain = place.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True, dbname="postgres") as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{place.database}"')  # type: ignore[arg-type,unused-ignore]
    return place.set(database=name).render_as_string(hide_password=False)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Open a database for a while: nobody may hold one that is copied."""
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def become(url: str, version: str) -> None:
    """Bring a database to what an older version left: its schema, and what that has a place for."""
    downgrade(url, version)
    with opened(url) as engine, writing(engine) as session:
        there = inspect(session.connection()).get_table_names()
        unknown = [kind for kind, name in TABLES.items() if name not in there]
        session.execute(delete(Document).where(col(Document.kind).in_(unknown)))


def history(engine: Engine) -> tuple[list[Any], list[Any]]:
    """Read the revisions and the tombstones that there are."""
    with Session(engine) as session:
        revisions = session.exec(select(Revision).order_by(col(Revision.number))).all()
        tombstones = session.exec(select(Tombstone).order_by(Tombstone.kind, Tombstone.key)).all()
    return [it.model_dump() for it in revisions], [it.model_dump() for it in tombstones]


def facts(engine: Engine) -> Contents:
    """Read every row but those that tell when something changed."""
    return {name: rows for name, rows in contents(engine).items() if name not in HISTORY}


def answers_of(url: str, exports: Path) -> dict[str, bytes]:
    """Ask a service over a database; the number of the revision is left out of what it says."""
    with serving(Settings(database_url=url, exports=exports)) as client:
        given = {path: client.get(path).raise_for_status().content for path in ASKED}
    return {path: re.sub(rb'"revision":\d+', b"", body) for path, body in given.items()}


def test_every_kind_is_known_to_come_with_a_table(fresh: str) -> None:
    with opened(fresh) as engine, Session(engine) as session:
        kinds = set(session.exec(select(Document.kind)))

    assert kinds == set(TABLES)
    assert set(TABLES.values()) <= set(SQLModel.metadata.tables)


@pytest.mark.parametrize("version", known_versions())
def test_a_start_brings_an_older_database_up_to_a_new_one_and_keeps_its_history(
    version: str, url: str, fresh: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    become(url, version)
    with opened(url) as engine:
        revisions, tombstones = history(engine)
        copy, since = snapshot(engine), newest(engine)

    outcome = prepare(Settings(database_url=url, seed=folders["now"]))

    assert (outcome.is_new, outcome.revision) == (True, 3)
    with opened(url) as engine, opened(fresh) as other:
        assert facts(engine) == facts(other)
        assert said(engine) == said(other)
        assert history(engine) == (revisions + history(engine)[0][2:], tombstones)
        assert (len(revisions), len(tombstones)) == (2, 1)
        assert applied(copy, [*pages(engine, since, 200, include=["document"])]) == snapshot(other)
    if version in {known_versions()[0], known_versions()[-1]}:
        assert answers_of(url, tmp_path / "a") == answers_of(fresh, tmp_path / "b")
