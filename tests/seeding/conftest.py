"""How the tests seed: the world with changes, into this database or a new one."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.database import open_engine
from app.seeding.load import seed_database
from app.seeding.outcome import Outcome
from tests.conftest import NewDatabase, seeded
from tests.seeding.changes import Changes
from tests.world import write_world

Folder = Callable[..., Path]
Load = Callable[..., Outcome]
Fresh = Callable[..., Engine]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Write the world with changes, each time into a new folder."""

    def write(changes: Changes | None = None) -> Path:
        return write_world(Path(tempfile.mkdtemp(dir=tmp_path)), changes)

    return write


@pytest.fixture
def load(engine: Engine, folder: Folder) -> Load:
    """Seed the database with the world and changes."""

    def load(changes: Changes | None = None) -> Outcome:
        return seed_database(engine, folder(changes))

    return load


@pytest.fixture
def fresh(new_database: NewDatabase) -> Iterator[Fresh]:
    """Seed a new database."""
    opened: list[Engine] = []

    def seed_fresh(folder: Path, backend: str = "sqlite") -> Engine:
        opened.append(open_engine(seeded(new_database(backend), folder)))
        return opened[-1]

    yield seed_fresh
    for engine in opened:
        engine.dispose()
