"""Read the data of a snapshot in pieces: memory is bounded, whatever there is."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, Table, collate
from sqlmodel import col, select

from app.domain.revisions import Document
from app.queries.snapshots import Snapshot

PIECE = 500  # Rows; of the largest documents, 20 MB.


def read_documents(at: Snapshot, kind: str) -> Iterator[Sequence[Any]]:
    """Give key, body and summary of every document of a kind, by key."""
    chosen = select(Document.key, Document.body, Document.summary)
    yield from _stream(at, chosen.where(Document.kind == kind).order_by(col(Document.key)))


def read_rows(at: Snapshot, table: Table) -> Iterator[Sequence[Any]]:
    """Give every row of a table, by its primary key."""
    order = [_in_bytes(at, column) for column in table.primary_key]
    yield from _stream(at, table.select().order_by(*order))


def _in_bytes(at: Snapshot, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Order text by its bytes, as the embedded database does, whatever the server's locale."""
    if at.dialect.name == "postgresql" and isinstance(column.type, String):
        return collate(column, "C")
    return column


def _stream(at: Snapshot, statement: Any) -> Iterator[Sequence[Any]]:
    session = at.session
    found = session.connection().execute(statement, execution_options={"yield_per": PIECE})
    for piece in found.partitions():
        yield from piece
