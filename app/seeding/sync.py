"""Bring tables to exactly the rows that they must hold, changing only what differs."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import delete, insert, inspect, update
from sqlmodel import Session, SQLModel, select

Table = type[SQLModel]


def sync(
    session: Session,
    rows: Sequence[SQLModel],
    tables: Sequence[Table],
    within: Callable[[Table], Sequence[Any]] = lambda _: (),
) -> bool:
    """Insert, update and delete until the tables hold exactly these rows; say if any differed.

    `tables` stand in the order in which they may be filled. `within` gives conditions that hold
    for the rows of a table that this is about; all others are left as they are.
    """
    wanted: dict[Table, dict[tuple[Any, ...], dict[str, Any]]] = {t: {} for t in tables}
    for row in rows:
        wanted[type(row)][_identity(row)] = _values(row)
    stored = {
        table: {
            _identity(row): _values(row)
            for row in session.exec(select(table).where(*within(table)))
        }
        for table in tables
    }
    session.expunge_all()
    differs = False
    for table in tables:
        fresh = [row for key, row in wanted[table].items() if key not in stored[table]]
        if fresh:
            differs = True
            session.execute(insert(table), fresh)
        for identity, values in wanted[table].items():
            if identity in stored[table] and stored[table][identity] != values:
                differs = True
                session.execute(update(table).where(*is_row(table, identity)).values(**values))
    for table in reversed(tables):  # Last, when nothing points at them any more.
        gone = stored[table].keys() - wanted[table].keys()
        differs = differs or bool(gone)
        for identity in gone:
            if inward := _pointers_inward(table):
                session.execute(update(table).where(*is_row(table, identity)).values(inward))
        for identity in gone:
            session.execute(delete(table).where(*is_row(table, identity)))
    return differs


def is_row(table: Table, identity: tuple[Any, ...]) -> list[Any]:
    """Build the conditions that a row of a table is the one with this key."""
    pairs = zip(_keys(table), identity, strict=True)
    return [getattr(table, key) == value for key, value in pairs]


def _pointers_inward(table: Table) -> dict[str, None]:
    """Name the columns by which rows of a table point at one another, to be let go of."""
    mapped = inspect(table)
    return {
        column.key: None
        for column in mapped.columns
        if any(key.column.table is mapped.local_table for key in column.foreign_keys)
    }


def _values(row: SQLModel) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).columns}


def _keys(table: Table) -> list[str]:
    return [column.key for column in inspect(table).primary_key]


def _identity(row: SQLModel) -> tuple[Any, ...]:
    return tuple(getattr(row, key) for key in _keys(type(row)))
