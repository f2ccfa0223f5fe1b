"""How a database is opened: one engine, snapshots for reading, one lock for writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""The databases that there are, as they may be named, and the driver that each is opened with."""
ADDRESSES = "Give sqlite:///FILE or postgresql://USER@HOST/NAME."

POOL_SIZE = 40  # One connection for each thread that the server runs handlers in.
POOL_WAIT_S = 5  # Longest wait for one of them, where all are at work.
CONNECT_S = 5  # Longest wait for a server to open one.
MARGIN_S = 2  # Past the time of a statement, in which PostgreSQL says itself that it gave up.
STATEMENTS = 256  # Kept prepared by a connection of SQLite, 8 kB each; anew, one takes 30 µs.
READ_WAIT_S = 0.25  # In WAL mode a reader waits for nobody but a recovery after a crash.
WRITE_WAIT_S = 30  # A second writer waits for the first.
IDLE = 0  # Outside of any transaction, as libpq counts them (PQTRANS_IDLE).
VERSION_TABLE = "alembic_version"
SEEDING_LOCK = 7_036_874  # Any number will do, as long as every process takes the same.
MAY_WRITE = """
    SELECT current_setting('transaction_read_only') = 'off' AND coalesce(
        has_table_privilege(to_regclass('revision'), 'INSERT'),
        has_schema_privilege(current_schema(), 'CREATE')
    )
"""


class BadDatabase(Exception):
    """A database cannot be used as it is; the text, without a password, says why and what to do."""


def address_of(url: str) -> URL:
    """Read the address of a database; raises BadDatabase where Pushoff can use none such."""
    try:
        place = make_url(url)
    except (ArgumentError, ValueError) as error:  # A port may be no number.
        raise BadDatabase(f"it is no address of a database. {ADDRESSES}") from error
    if place.drivername not in DRIVERS:
        raise BadDatabase(f"there is no driver {place.drivername!r} here. {ADDRESSES}")
    place = place.set(drivername=DRIVERS[place.drivername])
    if place.drivername == "sqlite":
        if place.host or place.query:
            raise BadDatabase(f"an SQLite file has no host and no parameters. {ADDRESSES}")
        if place.database in (None, "", ":memory:"):
            raise BadDatabase(
                "a database in memory would be another one for each connection. "
                "Name a file: sqlite:///pushoff.sqlite."
            )
    return place


def open_engine(
    url: str,
    statement_timeout_ms: int = 5_000,
    *,
    connections: int = POOL_SIZE,
    patience_s: float | None = None,
) -> Engine:
    """Open the database at `url`; nothing is connected before the first question.

    Of PostgreSQL at most so many `connections` are open, and a server that does not answer within
    `patience_s` is given up; None: it is waited for without end, as a second writer must. Raises
    BadDatabase where the address names none that can be.
    """
    place = address_of(url)
    if place.drivername == "sqlite":
        return _open_sqlite(place)
    return _open_postgresql(place, statement_timeout_ms, connections, patience_s)


def outages(engine: Engine) -> tuple[type[Exception], ...]:
    """Name what a database that is down, busy or slow raises, through SQLAlchemy or straight."""
    raised: tuple[type[Exception], ...] = (OperationalError, InterfaceError, PoolTimeout)
    if engine.dialect.name == "sqlite":
        return (*raised, sqlite3.OperationalError)
    driver = engine.dialect.loaded_dbapi
    return (*raised, driver.OperationalError, driver.InterfaceError)


def schema_version(engine: Engine) -> str | None:
    """Give the revision of the schema, as Alembic keeps it; None: the database has none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return None
        version: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608  (a name of ours)
        return version


def may_write(engine: Engine) -> bool:
    """Whether the database can be changed here: not on a replica, nor by a role that may only read.

    Where there are no tables yet, whether they can be created.
    """
    if engine.dialect.name != "postgresql":
        return True
    with engine.connect() as connection:
        return bool(connection.scalar(text(MAY_WRITE)))


def _open_postgresql(
    place: URL, statement_timeout_ms: int, connections: int, patience_s: float | None
) -> Engine:
    """Open a server, or a pooler before it: nothing is set that outlives a transaction."""
    from app.patience import wait_no_longer  # noqa: PLC0415  (psycopg takes 12 MB)

    engine = create_engine(
        place,
        isolation_level="REPEATABLE READ",
        pool_pre_ping=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=POOL_WAIT_S,
        pool_reset_on_return=None,  # As `wait_no_longer` does it.
        paramstyle="format",  # Parameters by position, as SQLite takes them.
        connect_args={"connect_timeout": CONNECT_S, "prepare_threshold": None},
        execution_options={"pushoff_timeout_ms": statement_timeout_ms},
    )
    wait_no_longer(engine, patience_s)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("pushoff_writes", False):
            begin_snapshot(engine, connection.connection.dbapi_connection)

    return engine


def _open_sqlite(place: URL) -> Engine:
    engine = create_engine(
        place,
        connect_args={
            "check_same_thread": False,
            "timeout": READ_WAIT_S,
            "cached_statements": STATEMENTS,
        },
        pool_size=POOL_SIZE,
        pool_use_lifo=True,  # The connection that was last in use knows pages and statements.
        max_overflow=0,
        pool_timeout=POOL_WAIT_S,
    )

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # The driver's own transactions start too late for a snapshot: we begin them ourselves.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A read that turns into a write fails at once, so a writer says so from the start.
        if connection.get_execution_options().get("pushoff_writes", False):
            connection.exec_driver_sql(f"PRAGMA busy_timeout={WRITE_WAIT_S * 1000}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            begin_snapshot(engine, connection.connection.dbapi_connection)

    return engine


def begin_snapshot(engine: Engine, driver: Any) -> None:
    """Begin to read one moment of the database, unless it has begun."""
    if engine.dialect.name == "sqlite":
        if not driver.in_transaction:
            driver.execute("BEGIN")
    elif driver.pgconn.transaction_status == IDLE and not driver.autocommit:
        longest_ms = engine.get_execution_options()["pushoff_timeout_ms"]
        # A pooler refuses it at the start of a session, and lends a session to the next client.
        driver.execute(f"SET LOCAL statement_timeout = {longest_ms}")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open the one transaction that may write; a second writer waits for the first."""
    options: dict[str, Any] = {"pushoff_writes": True}
    if engine.dialect.name == "postgresql":
        # A snapshot taken while waiting for the lock would be older than the writer before us.
        options["isolation_level"] = "READ COMMITTED"
    with (
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({SEEDING_LOCK})"))
        with Session(connection) as session:
            yield session
            session.flush()
