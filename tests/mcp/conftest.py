"""A server over the world, on SQLite alone: the tools ask the API, which is tested on both."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from tests.conftest import NewDatabase, seeded, serving


@pytest.fixture(scope="session")
def address(new_database: NewDatabase, world_folder: Path) -> str:
    """Give a database with the world."""
    return seeded(new_database("sqlite"), world_folder)


@pytest.fixture(scope="session")
def server(address: str) -> Iterator[httpx.Client]:
    """Talk to a server over the world."""
    with serving(Settings(database_url=address, refresh_s=0.1)) as client:
        yield client
