"""Copies of the embedded database: a backup is made under writes, and comes back in one step."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from errno import EEXIST
from itertools import count
from pathlib import Path

from app.database import VERSION_TABLE, BadDatabase
from app.embedded import check_pages, reading
from app.migrate import check_version
from app.schemas.paging import Release

LOGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file: a log left beside another file would be written into it."""
LOCKED_FROM, LOCKED_BYTES = 0x4000_0002, 510  # Where each connection to a file holds a lock.


@dataclass(frozen=True)
class Copy:
    """A whole copy, and what it holds."""

    size: int
    release: Release
    schema: str


def back_up(place: Path, to: Path) -> Copy:
    """Copy a database into a new file: one moment of it, whoever writes meanwhile.

    Raises BadDatabase where what is copied is damaged or holds no data, FileExistsError where the
    file is there, and OSError where it cannot be written. No half of a file is left.
    """
    if not place.is_file():
        raise BadDatabase("there is no such file.")
    if to.exists():
        raise FileExistsError(EEXIST, "There is a file already", str(to))
    with _copied(place, to) as (aside, copy):
        aside.replace(to)
    _keep(to.parent)
    return copy


def restore(backup: Path, place: Path) -> tuple[Copy, Path | None]:
    """Put a backup in the place of a database; give it, and where the replaced file is kept.

    Until the last step the old file is in its place and whole, and nobody ever finds none. Raises
    BadDatabase where the backup is damaged, holds no data or is of a newer schema, or where a
    process holds the database; OSError where something cannot be written.
    """
    if place.exists():
        if backup.samefile(place):
            raise BadDatabase("it is the database itself.")
        with _alone(place):
            pass  # Known before anything is copied.
    with _copied(backup, place) as (aside, copy):
        _fold(place)
        with _alone(place):
            kept = _set_aside(place, aside)
            aside.replace(place)
    _keep(place.parent)
    return copy, kept


@contextmanager
def _copied(place: Path, to: Path) -> Iterator[tuple[Path, Copy]]:
    """Copy a database beside where it shall stand, checked; it is gone at the end if not moved."""
    aside = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        aside.touch(exist_ok=False)
        with reading(place) as database:
            database.execute("BEGIN")
            found = _describe(database)
            with closing(sqlite3.connect(aside, isolation_level=None)) as copy:
                database.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")  # One file, without a log beside it.
                check_pages(copy, "integrity_check")
        _keep(aside)
        yield aside, Copy(aside.stat().st_size, *found)
    finally:
        for name in ("", *LOGS):
            aside.with_name(aside.name + name).unlink(missing_ok=True)


def _describe(database: sqlite3.Connection) -> tuple[Release, str]:
    """Give the newest release and the schema; raises BadDatabase where one is missing."""
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    if not {VERSION_TABLE, "revision"} <= tables:
        raise BadDatabase("it is no database of Pushoff's service.")
    newest = "SELECT number, digest FROM revision ORDER BY number DESC LIMIT 1"
    found = database.execute(newest).fetchone()
    stands = f"SELECT version_num FROM {VERSION_TABLE}"  # noqa: S608  (a name of ours)
    schema = database.execute(stands).fetchone()
    if found is None or schema is None:
        raise BadDatabase("it holds no data.")
    return Release(*found), check_version(*schema)


def _set_aside(place: Path, fresh: Path) -> Path | None:
    """Keep the file that is about to be replaced under another name too, and move its logs there.

    The fresh file takes over its owner and mode.
    """
    names = (place.with_name(f"{place.name}.replaced-{number}") for number in count(1))
    kept = next(name for name in names if not name.exists())
    was_there = place.exists()
    if was_there:
        stands = place.stat()
        shutil.copymode(place, fresh)
        os.chown(fresh, stands.st_uid, stands.st_gid)
        os.link(place, kept)
    for name in LOGS:
        log = place.with_name(place.name + name)
        if log.exists():
            log.rename(kept.with_name(kept.name + name))
    return kept if was_there else None


def _fold(place: Path) -> None:
    """Write the log of a file that is there into it, where both can still be read."""
    if place.exists():
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(place)) as old:
            old.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Keep every other process from opening the file as a database.

    Raises BadDatabase where one has it open, also where the file is damaged by now.
    """
    if not place.exists():
        yield
        return
    with place.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCKED_BYTES, LOCKED_FROM)
        except OSError as held:
            raise BadDatabase(f"a process holds {place}. Stop the service first.") from held
        yield


def _keep(place: Path) -> None:
    """Have the disk keep a file, or the names in a folder."""
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
