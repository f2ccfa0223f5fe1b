"""What a seeded database holds, as the tests compare it."""

from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from app.domain.revisions import Document, Revision, Tombstone

Contents = dict[str, list[tuple[Any, ...]]]


def documents(engine: Engine) -> dict[str, Document]:
    """Read the documents by kind and key."""
    with Session(engine) as session:
        return {f"{d.kind}/{d.key}": d for d in session.exec(select(Document))}


def tombstones(engine: Engine) -> dict[str, str | None]:
    """Read where each retired slug leads."""
    with Session(engine) as session:
        return {f"{t.kind}/{t.key}": t.replaced_by for t in session.exec(select(Tombstone))}


def revisions(engine: Engine) -> list[Revision]:
    """Read the revisions in their order."""
    with Session(engine) as session:
        return list(session.exec(select(Revision).order_by(col(Revision.number))))


def contents(engine: Engine) -> Contents:
    """Read every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


def said(engine: Engine) -> dict[str, tuple[str, str | None]]:
    """Read what the documents say, whatever revision said it first."""
    return {key: (d.body, d.summary) for key, d in documents(engine).items()}


def changed_since(before: dict[str, Document], engine: Engine) -> set[str]:
    """Name the documents that are there now and said something else before, or nothing."""
    return {
        key
        for key, document in documents(engine).items()
        if key not in before or before[key].digest != document.digest
    }
