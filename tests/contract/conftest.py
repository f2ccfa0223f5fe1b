"""What the contract is tested on: both databases, with the world or the real seed."""

from collections.abc import Iterator

import httpx
import pytest

from app.settings import Settings
from tests.conftest import serving
from tests.contract.kit import Kit


@pytest.fixture(scope="session")
def kit(world: httpx.Client) -> Kit:
    """Ask a server over the world."""
    return Kit(world)


@pytest.fixture(scope="session")
def real(client: httpx.Client) -> Kit:
    """Ask a server over the real seed."""
    return Kit(client)


@pytest.fixture(scope="session")
def forgetful(world_database: str) -> Iterator[Kit]:
    """Ask a server over the world that keeps no answer: it has to make each one anew."""
    with serving(Settings(database_url=world_database, answers_mb=0)) as client:
        yield Kit(client)
