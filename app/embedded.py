"""The embedded database as a file: whether it can be used, told before anything is written."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from app.database import WRITE_WAIT_S, BadDatabase

READ_ONLY = "it is read-only. The file and its folder must be writable."
FAULTS = {
    "SQLITE_BUSY": f"another process held it for {WRITE_WAIT_S} s. Try again when that has ended.",
    "SQLITE_CANTOPEN": "it cannot be opened. Its folder must be there, and be writable.",
    "SQLITE_FULL": "the disk is full; what was there is kept. Make room, and try again.",
    "SQLITE_IOERR": "the disk fails or is full; what was there is kept. Make room, and try again.",
    "SQLITE_READONLY": READ_ONLY,
}
CHECKED_BYTES = 250_000_000
"""Up to this length a start looks at all of a file, for half a second at most; a judgement."""
DAMAGE = {
    "SQLITE_CORRUPT": "it is damaged.",
    "SQLITE_NOTADB": "it is no SQLite database, or its head is damaged.",
}
"""What is wrong, and what to do, by the kind of error that SQLite gives."""


class Damaged(BadDatabase):
    """A file holds no whole database any more, or never did."""


def fault_of(error: sqlite3.Error) -> BadDatabase:
    """Tell an error of SQLite in a sentence with the way out; others in SQLite's own words."""
    kind = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    if kind in DAMAGE:
        return Damaged(DAMAGE[kind])
    return BadDatabase(FAULTS.get(kind, f"{error}."))


def file_of(address: URL) -> Path:
    """Give the file of an embedded database; a link stays a link, and leads to it."""
    return Path(address.database or "").resolve()


@contextmanager
def reading(place: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that is there for reading alone: nothing of it is changed.

    But for what a crash left half done: SQLite undoes that first. Raises BadDatabase where SQLite
    cannot read it.
    """
    crashed = place.with_name(f"{place.name}-journal").exists()
    try:
        address = f"{place.as_uri()}?mode={'rw' if crashed else 'ro'}"
        with closing(sqlite3.connect(address, WRITE_WAIT_S, isolation_level=None, uri=True)) as it:
            yield it
    except sqlite3.Error as error:
        raise fault_of(error) from error


def check_file(place: Path) -> None:
    """Check that a file can be written, and is whole; one that is not there yet can be made.

    Every page is looked at, one or two milliseconds a megabyte: what is damaged is neither served
    nor written to. Of a file that is too large for that, head and length. Raises BadDatabase.
    """
    check_place(place)
    size = place.stat().st_size if place.exists() else 0
    if size:
        with reading(place) as database:
            if size <= CHECKED_BYTES:
                check_pages(database)
            else:
                database.execute("SELECT count(*) FROM sqlite_master").fetchone()


def check_place(place: Path) -> None:
    """Check that a database can stand in a place, and be written there; raises BadDatabase."""
    if place.is_dir():
        raise BadDatabase("it is a folder. Name a file in it.")
    if not place.parent.is_dir():
        raise BadDatabase(f"there is no folder {str(place.parent)!r}.")
    if not all(os.access(part, os.W_OK) for part in (place, place.parent) if part.exists()):
        raise BadDatabase(READ_ONLY)


def check_pages(database: sqlite3.Connection, check: str = "quick_check") -> None:
    """Look at every page; raises BadDatabase where one is damaged."""
    (found,) = database.execute(f"PRAGMA {check}(1)").fetchone()
    if found != "ok":
        raise Damaged(DAMAGE["SQLITE_CORRUPT"])
