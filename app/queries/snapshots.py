"""One moment of the database: everything that an answer reads, it reads from one snapshot."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Engine, PoolProxiedConnection
from sqlmodel import Session, col, select

from app.database import begin_snapshot
from app.domain.errors import NotReady
from app.domain.revisions import Revision
from app.queries.cache import DocumentCache
from app.queries.statements import Prepared, keep_shapes, prepare
from app.schemas.paging import Release

Read = TypeVar("Read")
UNDEFINED_TABLE = "42P01"  # As PostgreSQL says it.
RELEASES_KEPT = 4  # The newest, the one before it while workers follow, and two to spare.


@dataclass(frozen=True)
class Snapshot:
    """An open snapshot, and the release that all of it belongs to."""

    engine: Engine
    driver: PoolProxiedConnection
    release: Release
    documents: DocumentCache

    @property
    def dialect(self) -> Dialect:
        """The dialect that the database speaks."""
        return self.engine.dialect

    @property
    def session(self) -> Session:
        """A session inside the snapshot, for what is read seldom or once a release."""
        return Session(Connection(self.engine, self.driver))

    def run(self, prepared: Prepared, values: Sequence[Any] = ()) -> Sequence[Any]:
        """Run a prepared statement with the values of its shape."""
        return _run(self.driver, prepared, values)


@contextmanager
def open_snapshot(session: Session) -> Iterator[Snapshot]:
    """Open a snapshot on a connection of the session's engine, and give it back at the end.

    Raises NotReady where the database holds no revision.
    """
    engine = session.get_bind().engine
    driver = engine.raw_connection()
    try:
        begin_snapshot(engine, driver.dbapi_connection)
        try:
            rows = _run(driver, _newest(engine.dialect), ())
        except engine.dialect.loaded_dbapi.ProgrammingError as refused:
            if getattr(refused, "sqlstate", None) == UNDEFINED_TABLE:
                raise NotReady from refused
            raise
        if not rows:
            raise NotReady
        yield Snapshot(engine, driver, Release(*rows[0]), session.info["documents"])
    finally:
        driver.close()  # Back to the pool, which ends the transaction.


@keep_shapes
def _newest(dialect: Dialect) -> Prepared:
    newest = select(Revision.number, Revision.digest).order_by(col(Revision.number).desc())
    return prepare(newest.limit(1), dialect)


def _run(driver: PoolProxiedConnection, prepared: Prepared, values: Sequence[Any]) -> Sequence[Any]:
    """Run a statement with the driver itself: SQLAlchemy has done its part when it compiled it."""
    connection: Any = driver.dbapi_connection
    rows: Sequence[Any] = connection.execute(prepared.sql, prepared.bind(values)).fetchall()
    return rows


def once_a_release(read: Callable[[Session], Read]) -> Callable[[Snapshot], Read]:
    """Make a reading that is done once for each release, and kept for the newest few."""
    kept: dict[str, Read] = {}
    lock = Lock()

    @wraps(read)
    def of(at: Snapshot) -> Read:
        known = kept.get(at.release.digest)
        if known is None:
            known = read(at.session)
            with lock:
                kept[at.release.digest] = known
                for oldest in [*kept][:-RELEASES_KEPT]:
                    del kept[oldest]
        return known

    return of
