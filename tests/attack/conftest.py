"""A server that is attacked: nothing here can differ between databases."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from tests.conftest import NewDatabase, seeded, serving


@pytest.fixture(scope="session")
def attacked(new_database: NewDatabase, world_folder: Path) -> str:
    """Give the URL of a database with the world."""
    return seeded(new_database("sqlite"), world_folder)


@pytest.fixture(scope="session")
def server(attacked: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Talk to a server over the world."""
    exports = tmp_path_factory.mktemp("exports")
    with serving(Settings(database_url=attacked, exports=exports, refresh_s=0.1)) as client:
        yield client
