"""A seeded world to import into, on both databases or on SQLite alone."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from app.database import open_engine
from app.imports.load import Imported, import_catalogue
from app.seeding.load import seed_database
from tests.conftest import NewDatabase, seeded
from tests.imports.files import written

Import = Callable[..., Imported]


def silent(_done: int, _all: int) -> None:
    """Tell no progress."""


@pytest.fixture
def both(engine: Engine, world_folder: Path) -> Engine:
    """Give a database with the world, once on each backend."""
    seed_database(engine, world_folder)
    return engine


@pytest.fixture(scope="session")
def seeded_file(new_database: NewDatabase, world_folder: Path) -> Path:
    """Seed an SQLite database with the world, to be copied."""
    return Path(seeded(new_database("sqlite"), world_folder).removeprefix("sqlite:///"))


@pytest.fixture
def local(seeded_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """Give an SQLite database with the world."""
    engine = open_engine(f"sqlite:///{shutil.copy(seeded_file, tmp_path / 'local.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def bring(tmp_path: Path) -> Import:
    """Import content, written to a file."""

    def bring(engine: Engine, system: str, content: Any) -> Imported:
        return import_catalogue(engine, system, written(tmp_path, content), silent)

    return bring
