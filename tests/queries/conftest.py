"""What tests of queries stand on: a snapshot of the world, and all that is known of the seed."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from app.database import open_engine
from app.queries.cache import DocumentCache
from app.queries.knowledge import knowledge
from app.queries.snapshots import Snapshot, open_snapshot
from app.recommend.model import Knowledge
from app.settings import ROOT
from tests.conftest import NewDatabase, seeded


@pytest.fixture(scope="session")
def known(new_database: NewDatabase) -> Iterator[Knowledge]:
    """Give the knowledge of the real seed; it is the same from either database."""
    engine = open_engine(seeded(new_database("sqlite"), ROOT / "seed"))
    with open_snapshot(Session(engine, info={"documents": DocumentCache(0)})) as at:
        yield knowledge(at)
    engine.dispose()


@pytest.fixture(scope="module")
def at(world_database: str) -> Iterator[Snapshot]:
    """Open a snapshot of the world."""
    engine = open_engine(world_database)
    with open_snapshot(Session(engine, info={"documents": DocumentCache(1)})) as snapshot:
        yield snapshot
    engine.dispose()
