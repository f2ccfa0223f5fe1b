"""Editions: what a set of files is known by, and what stands in each of them."""

import hashlib
import re
import sqlite3
import zlib
from functools import cache
from pathlib import Path

import zstandard

from app import __version__
from app.queries.releases import LICENCE
from app.schemas.paging import Release

SCHEMA_VERSION = 1
"""Counts up when a table, column or field is renamed, removed or means something else."""
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
EDITION = re.compile(r"[0-9]{1,10}-[0-9a-f]{16}-[0-9a-f]{8}")
SHAPES_FILES = ("domain", "schemas", "seeding", "queries", "exports")
"""Parts of our code that decide the bytes of files; `queries` writes the rows of tables."""


def edition_of(release: Release) -> str:
    """Name the edition of a release that this software writes.

    Two versions of the software write the same release in different bytes. An address that never
    changes what it gives must tell them apart.
    """
    return f"{release.id}-{_mark()}"


@cache
def _mark() -> str:
    """Hash all that shapes the files beside the data: our code, and the libraries that write."""
    writers = (
        __version__, sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION, zstandard.ZSTD_VERSION,
    )  # fmt: skip
    digest = hashlib.sha256(repr(writers).encode())
    code = Path(__file__).resolve().parent.parent
    for part in SHAPES_FILES:
        for file in sorted((code / part).rglob("*.py")):
            digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:8]


def attribution_of(release: Release) -> str:
    """Give the sentence that gives credit, as DATA-LICENSE asks for it."""
    return f"Pushoff: what every muscle does in running (release {release.id}), {LICENCE}."
