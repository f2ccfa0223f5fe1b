"""How long PostgreSQL is waited for: a server that is away or stands still holds up nobody.

`statement_timeout` is kept by the server itself. One that has stopped (a machine without memory, a
disk that hangs, a network that swallows packets) keeps nothing, and its connections look alive: the
kernel of its machine goes on acknowledging them. So this side watches the clock, too.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

POLLED_S = 0.1  # As psycopg itself does: how soon an interrupt is seen.


class Connection(psycopg.Connection[Any]):
    """A connection that is given up where the server does not answer in time."""

    patience_s: float | None = None
    """Longest wait for one answer; None: without end."""

    def wait(self, gen: PQGen[RV], interval: float = POLLED_S, timeout: float | None = None) -> RV:
        """Wait for an answer of the server; raises OperationalError where none comes in time."""
        try:
            return super().wait(gen, interval, self.patience_s if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()  # The answer may still come, and would be taken for another.
            raise


class Door:
    """Opens connections; while the server is away, one tries at a time and the others go on."""

    def __init__(self) -> None:
        """Begin with a server that is thought to be there."""
        self._opened_at = self._failed_at = 0.0
        self._trying = Lock()

    def open(self, connect: Callable[[], Connection]) -> Connection:
        """Open a connection; raises OperationalError, at once where another is trying."""
        if self._opened_at >= self._failed_at:
            return self._try(connect)
        if not self._trying.acquire(blocking=False):
            raise psycopg.OperationalError("The database is away; another is trying to reach it.")
        try:
            return self._try(connect)
        finally:
            self._trying.release()

    def _try(self, connect: Callable[[], Connection]) -> Connection:
        began = monotonic()
        try:
            connection = connect()
        except psycopg.OperationalError:
            # By when it began: one that took long must not shut what another has opened since.
            self._failed_at = max(self._failed_at, began)
            raise
        self._opened_at = monotonic()
        return connection


def wait_no_longer(engine: Engine, patience_s: float | None) -> None:
    """Hold the connections of a PostgreSQL engine, which resets none itself, to a patience."""
    door = Door()

    @event.listens_for(engine, "do_connect")
    def connect(
        _dialect: Dialect, _record: ConnectionPoolEntry, place: Any, options: Any
    ) -> Connection:
        connection = door.open(lambda: Connection.connect(*place, **options))
        connection.patience_s = patience_s
        return connection

    @event.listens_for(engine, "reset")
    def end_transaction(
        connection: Connection, record: ConnectionPoolEntry, state: PoolResetState
    ) -> None:
        try:
            if not state.transaction_was_reset:
                connection.rollback()
        except psycopg.OperationalError as lost:
            record.invalidate(lost)  # Nothing is lost with it; the pool opens another.
