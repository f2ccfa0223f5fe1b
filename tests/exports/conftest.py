"""The files of the world and of the real seed, as a client downloads them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from app.schemas.exports import ExportsRead


def manifest_of(client: httpx.Client) -> ExportsRead:
    """Ask for the manifest; on the real seed, the files are written first."""
    answer = client.get("/v1/exports", timeout=60)
    assert answer.status_code == 200, answer.text
    return ExportsRead.model_validate_json(answer.content)


def download(client: httpx.Client, name: str) -> bytes:
    """Download a file of the current release, through the address without an edition."""
    answer = client.get(f"/v1/exports/{name}", follow_redirects=True, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.content


def open_read_only(path: Path) -> sqlite3.Connection:
    """Open an exported file as a phone does: read-only, and nothing beside it."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


@pytest.fixture
def world_file(world: httpx.Client, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Open the exported file of the world."""
    path = tmp_path / "pushoff.sqlite"
    path.write_bytes(download(world, path.name))
    with closing(open_read_only(path)) as connection:
        yield connection


@pytest.fixture
def seed_file(client: httpx.Client, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Open the exported file of the real seed."""
    manifest_of(client)
    path = tmp_path / "pushoff.sqlite"
    path.write_bytes(download(client, path.name))
    with closing(open_read_only(path)) as connection:
        yield connection
