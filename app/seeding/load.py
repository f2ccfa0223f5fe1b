"""Bring the tables to what the seed says: one transaction, one revision, only what differs."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, insert, inspect, update
from sqlmodel import Session, SQLModel, col, select

from app import __version__
from app.database import writing
from app.domain.revisions import Document, Revision, Tombstone
from app.seeding.read import Seed, read_seed
from app.seeding.render import Page, render
from app.seeding.rows import ORDER, table_rows
from app.seeding.rules import check


class BadSeed(Exception):
    """The seed breaks rules; `faults` names every breach."""

    def __init__(self, faults: list[str]) -> None:
        """Take one line a breach."""
        super().__init__(f"The seed has {len(faults)} faults.")
        self.faults = faults


@dataclass(frozen=True)
class Outcome:
    """What seeding did: the revision that holds now, and what was done to get there."""

    revision: int
    created: int = 0
    changed: int = 0
    removed: int = 0
    is_new: bool = False


def fingerprint(folder: Path) -> str:
    """Hash the seed files and the software that renders them: equal means nothing to do."""
    digest = hashlib.sha256(__version__.encode())
    code = Path(__file__).resolve().parent.parent
    files = [
        *(file for file in folder.rglob("*") if file.suffix in {".toml", ".csv"}),
        *(
            file
            for part in ("domain", "schemas", "seeding")
            for file in (code / part).rglob("*.py")
        ),
    ]
    for file in sorted(files, key=lambda file: file.as_posix()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def find_seeded(engine: Engine, folder: Path) -> Outcome | None:
    """Give the revision that holds this very seed; None where there is something to do."""
    with Session(engine) as session, session.begin():
        newest = _newest(session)
        if newest is None or newest.seed != fingerprint(folder):
            return None
        return Outcome(newest.number)


def seed_database(engine: Engine, folder: Path) -> Outcome:
    """Load the seed in one transaction; raises BadSeed before anything is touched.

    Nothing happens where the database already holds this very seed.
    """
    if (seeded := find_seeded(engine, folder)) is not None:
        return seeded
    mark = fingerprint(folder)
    seed = read_seed(folder)
    faults = check(seed)
    if faults:
        raise BadSeed(faults)
    with writing(engine) as session:
        outcome = _load(session, seed, mark)
    if outcome.is_new:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # Without statistics the planner starts from the largest table.
            connection.exec_driver_sql("ANALYZE")
    return outcome


def _newest(session: Session) -> Revision | None:
    return session.exec(select(Revision).order_by(col(Revision.number).desc()).limit(1)).first()


def _load(session: Session, seed: Seed, mark: str) -> Outcome:
    """Write the rows and documents that differ, and a revision where any did."""
    rows = list(table_rows(seed))
    moved_rows = _sync(session, rows)
    session.expire_all()
    newest = _newest(session)
    number = newest.number if newest else 0
    pages = render(session)
    stored = {(d.kind, d.key): d.digest for d in _digests(session)}
    created = [page for page in pages if page.place not in stored]
    changed = [p for p in pages if p.place in stored and stored[p.place] != p.digest]
    removed = sorted(stored.keys() - {page.place for page in pages})
    graves = _graves(session, removed, seed)
    if newest is not None and not (created or changed or removed or moved_rows or graves):
        newest.seed = mark
        session.add(newest)
        return Outcome(number)
    number += 1
    session.add(Revision(number=number, digest=_digest(pages), seed=mark))
    session.flush()
    _publish(session, number, created, changed)
    _bury(session, number, removed, graves)
    return Outcome(number, len(created), len(changed), len(removed), is_new=True)


def _digests(session: Session) -> Sequence[Any]:
    return session.exec(select(Document.kind, Document.key, Document.digest)).all()


def _digest(pages: Sequence[Page]) -> str:
    """Hash all documents together, in the order of their keys."""
    digest = hashlib.sha256()
    for page in sorted(pages, key=lambda page: page.place):
        digest.update("\0".join((*page.place, page.digest)).encode() + b"\n")
    return digest.hexdigest()


def _publish(
    session: Session, number: int, created: Sequence[Page], changed: Sequence[Page]
) -> None:
    """Store the documents that are new or differ."""
    fresh = [{**page.columns, "created": number, "revision": number} for page in created]
    if fresh:
        session.execute(insert(Document), fresh)
    for page in changed:
        here = _is(Document, page.place)
        session.execute(update(Document).where(*here).values(**page.columns, revision=number))


def _graves(
    session: Session, removed: Sequence[tuple[str, str]], seed: Seed
) -> dict[tuple[str, str], str | None]:
    """Give the tombstones to set or to change: what is removed now, and what moved.toml says.

    moved.toml counts in a database that never held the old slug, too: its clients may.
    """
    successors = {(moved.kind, moved.key): moved.to for moved in seed.moved}
    for kind, key in removed:
        muscle, _, rest = key.partition(".")
        heir = successors.get(("muscles", muscle))
        if kind == "muscle-roles" and heir:
            successors[kind, key] = f"{heir}.{rest}"  # The roles of a muscle move with it.
        if kind == "emg-studies" and ("sources", key) in successors:
            successors[kind, key] = successors["sources", key]  # A study is named by its source.
    standing = {(t.kind, t.key): t.replaced_by for t in session.exec(select(Tombstone))}
    wanted = {place: successors.get(place) for place in removed} | successors
    return {
        place: successor
        for place, successor in wanted.items()
        if place not in standing or standing[place] != successor
    }


def _bury(
    session: Session,
    number: int,
    removed: Sequence[tuple[str, str]],
    graves: dict[tuple[str, str], str | None],
) -> None:
    """Turn the documents that are gone into tombstones, and raise those that came back."""
    for place in removed:
        session.execute(delete(Document).where(*_is(Document, place)))
    for (kind, key), successor in sorted(graves.items()):
        session.merge(Tombstone(kind=kind, key=key, revision=number, replaced_by=successor))
    session.flush()
    for tombstone in session.exec(select(Tombstone)).all():
        if session.get(Document, (tombstone.kind, tombstone.key)) is not None:
            session.delete(tombstone)


def _sync(session: Session, rows: Sequence[SQLModel]) -> bool:
    """Insert, update and delete until the tables hold exactly these rows; say if any differed."""
    wanted: dict[type[SQLModel], dict[tuple[Any, ...], dict[str, Any]]] = {t: {} for t in ORDER}
    for row in rows:
        wanted[type(row)][_identity(row)] = _values(row)
    stored = {
        table: {_identity(row): _values(row) for row in session.exec(select(table))}
        for table in ORDER
    }
    session.expunge_all()
    differs = False
    for table in ORDER:
        fresh = [row for key, row in wanted[table].items() if key not in stored[table]]
        if fresh:
            differs = True
            session.execute(insert(table), fresh)
        for identity, values in wanted[table].items():
            if identity in stored[table] and stored[table][identity] != values:
                differs = True
                session.execute(update(table).where(*_is(table, identity)).values(**values))
    for table in reversed(ORDER):  # Last, when nothing points at them any more.
        gone = stored[table].keys() - wanted[table].keys()
        differs = differs or bool(gone)
        for identity in gone:
            if inward := _pointers_inward(table):
                session.execute(update(table).where(*_is(table, identity)).values(inward))
        for identity in gone:
            session.execute(delete(table).where(*_is(table, identity)))
    return differs


def _pointers_inward(table: type[SQLModel]) -> dict[str, None]:
    """Name the columns by which rows of a table point at one another, to be let go of."""
    mapped = inspect(table)
    return {
        column.key: None
        for column in mapped.columns
        if any(key.column.table is mapped.local_table for key in column.foreign_keys)
    }


def _values(row: SQLModel) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).columns}


def _keys(table: type[SQLModel]) -> list[str]:
    return [column.key for column in inspect(table).primary_key]


def _identity(row: SQLModel) -> tuple[Any, ...]:
    return tuple(getattr(row, key) for key in _keys(type(row)))


def _is(table: type[SQLModel], identity: tuple[Any, ...]) -> list[Any]:
    pairs = zip(_keys(table), identity, strict=True)
    return [getattr(table, key) == value for key, value in pairs]
