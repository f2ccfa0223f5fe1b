"""Write many rows quickly: `executemany` on SQLite, `COPY` on PostgreSQL."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from sqlmodel import SQLModel

CACHE_KIB = 262_144
"""Pages of the file that SQLite keeps in memory while it writes."""


class Writer(Protocol):
    """Writes rows to one database, and trusts that they fit together."""

    def add(
        self, table: type[SQLModel], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        """Add rows to a table."""

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run one statement, its values marked `?`, and give its rows."""


@contextmanager
def bulk_writer(engine: Engine) -> Iterator[Writer]:
    """Open a writer; what it wrote stays when the block ends without an error.

    On SQLite without a journal: a file that is not finished is damaged, and to be thrown away. On
    PostgreSQL as a superuser, who alone may leave foreign keys unchecked.
    """
    engine.dispose()  # Nobody else may have the file open when its journal changes.
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode=OFF")
            file.execute("PRAGMA synchronous=OFF")
            file.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
            file.execute("BEGIN")
            yield _SQLite(file)
            file.execute("COMMIT")
            file.execute("PRAGMA journal_mode=WAL")
    else:
        plain = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain) as connection:
            connection.execute("SET session_replication_role = replica")
            yield _PostgreSQL(connection)


class _SQLite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(
        self, table: type[SQLModel], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        marks = ", ".join("?" * len(columns))
        into = f'"{table.__tablename__}" ({", ".join(columns)})'
        self._connection.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608  (our own names)

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._connection.execute(statement, values).fetchall()


class _PostgreSQL:
    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def add(
        self, table: type[SQLModel], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(str(table.__tablename__)),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
        )
        with self._connection.cursor().copy(into) as copy:
            for row in rows:
                copy.write_row(row)

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        cursor = self._connection.execute(statement.replace("?", "%s"), values)
        return cursor.fetchall() if cursor.description else []
