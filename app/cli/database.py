"""Make the database ready: migrated, and at the seed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import DatabaseError

from app.cli.progress import working
from app.cli.reading import find_readable
from app.cli.refused import Refused
from app.database import BadDatabase, address_of, may_write, open_engine, outages
from app.embedded import Damaged, check_file, fault_of, file_of
from app.migrate import is_newest, migrate
from app.seeding.outcome import BadSeed, Outcome, find_seeded
from app.settings import Settings

Filled = TypeVar("Filled")
DENIED = {
    "42501",  # insufficient_privilege
    "25006",  # read_only_sql_transaction
    "42P07",  # duplicate_table
}
"""How PostgreSQL says that others gave no right to write, or took the names of our tables."""


def name_of(settings: Settings) -> str:
    """Name the database without its password."""
    return make_url(settings.database_url).render_as_string(hide_password=True)


@contextmanager
def database_of(settings: Settings, failed: Callable[[str], str]) -> Iterator[URL]:
    """Read the address of the database; raises Refused whatever is wrong with it.

    `failed` says what could not be done with the database of this name; the reason follows.
    """
    address = _address_in("DATABASE_URL", settings.database_url)
    _address_in("READ_DATABASE_URL", settings.answers_from)
    try:
        yield address
    except BadDatabase as refused:
        raise Refused(f"{failed(name_of(settings))}: {refused}") from refused


def _address_in(variable: str, url: str) -> URL:
    try:
        return address_of(url)
    except BadDatabase as refused:
        raise Refused(f"{variable} cannot be used: {refused}") from refused


def prepare(settings: Settings, wait_s: float = 0) -> Outcome:
    """Migrate and seed, where there is anything to do; raises Refused where it cannot be done.

    A database that may only be read is taken as it is, as soon as it can be answered from.
    """
    return _prepare(settings, wait_s, _fill)


def prepare_apart(settings: Settings, wait_s: float = 0) -> Outcome | None:
    """Do the same, but fill the database in a process of its own, which tells what it did: None."""
    return _prepare(settings, wait_s, _fill_apart)


def _prepare(
    settings: Settings, wait_s: float, fill: Callable[[Engine, Settings], Filled]
) -> Outcome | Filled:
    with database_of(settings, lambda name: f"The database {name} cannot be used") as address:
        try:
            if address.drivername == "sqlite":
                check_file(file_of(address))
            return _ready(settings, wait_s, fill)
        except Damaged as damaged:
            raise BadDatabase(f"{damaged} Restore a backup: pushoff restore FILE.") from damaged


def _ready(
    settings: Settings, wait_s: float, fill: Callable[[Engine, Settings], Filled]
) -> Outcome | Filled:
    engine = open_engine(settings.database_url)
    try:
        if not may_write(engine):
            return find_readable(engine, name_of(settings), wait_s)
        if is_newest(engine) and (seeded := find_seeded(engine, settings.seed)) is not None:
            return seeded
        return fill(engine, settings)
    except BadSeed as refused:
        raise Refused(told(refused.faults)) from refused
    except DatabaseError as refused:
        why = refused.orig
        sqlstate = getattr(why, "sqlstate", None)  # SQLite gives none.
        is_its_own = isinstance(refused, outages(engine)) or sqlstate in DENIED
        if not is_its_own and type(refused) is not DatabaseError:
            raise  # A fault of ours, not a database that is away or a file that is none.
        line = " ".join(str(why).split())  # Whatever a server says.
        raise (fault_of(why) if isinstance(why, sqlite3.Error) else BadDatabase(line)) from refused
    finally:
        engine.dispose()


def _fill(engine: Engine, settings: Settings) -> Outcome:
    from app.seeding.load import seed_database

    if not is_newest(engine):
        migrate(settings.database_url)
        if (seeded := find_seeded(engine, settings.seed)) is not None:
            return seeded
    with working("Filling the database; this takes about ten seconds"):
        return seed_database(engine, settings.seed)


def _fill_apart(engine: Engine, settings: Settings) -> None:
    from app.cli.apart import seed_apart

    engine.dispose()
    seed_apart(name_of(settings))


def told(faults: list[str]) -> str:
    """Tell the faults of a seed, a line each, and how many they are."""
    return "\n".join([*faults, f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}."])
