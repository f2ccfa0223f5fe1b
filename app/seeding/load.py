"""Bring the tables to what the seed says: one transaction, one revision, only what differs."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, insert, update
from sqlmodel import Session, select

from app.database import writing
from app.domain.errors import NotReady
from app.domain.revisions import Document, Revision, Tombstone
from app.domain.tables import ORDER
from app.seeding.crosswalk import Digest, Progress, cross
from app.seeding.outcome import BadSeed, Outcome, find_seeded, fingerprint, newest_revision
from app.seeding.read import Seed, read_seed
from app.seeding.render import Page, render
from app.seeding.rows import table_rows
from app.seeding.rules import check
from app.seeding.sync import is_row, sync


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
            # Without statistics the planner starts from the largest table.
            session.connection().exec_driver_sql("ANALYZE")
    return outcome


def recross(session: Session, progress: Progress) -> Outcome:
    """Bring the crosswalk to what was imported; where it is another one, that is a revision.

    Raises NotReady where the database holds no revision yet.
    """
    newest = newest_revision(session)
    if newest is None:
        raise NotReady
    number, seed = newest.number, newest.seed
    stored = [(d.kind, d.key, d.digest) for d in _digests(session)]
    digest = _digest([*stored, *cross(session, progress)])
    if digest == newest.digest:
        return Outcome(number)
    session.add(Revision(number=number + 1, digest=digest, seed=seed))
    return Outcome(number + 1, is_new=True)


def _load(session: Session, seed: Seed, mark: str) -> Outcome:
    """Write the rows and documents that differ, and a revision where any did."""
    rows = list(table_rows(seed))
    moved_rows = sync(session, rows, ORDER)
    session.expire_all()
    newest = newest_revision(session)
    number = newest.number if newest else 0
    pages = render(session)
    stored = {(d.kind, d.key): d.digest for d in _digests(session)}
    created = [page for page in pages if page.place not in stored]
    changed = [p for p in pages if p.place in stored and stored[p.place] != p.digest]
    removed = sorted(stored.keys() - {page.place for page in pages})
    graves = _graves(session, removed, seed)
    digest = _digest([*((*page.place, page.digest) for page in pages), *cross(session)])
    if newest is not None and newest.digest == digest and not (moved_rows or graves):
        newest.seed = mark
        session.add(newest)
        return Outcome(number)
    number += 1
    session.add(Revision(number=number, digest=digest, seed=mark))
    session.flush()
    _publish(session, number, created, changed)
    _bury(session, number, removed, graves)
    return Outcome(number, len(created), len(changed), len(removed), is_new=True)


def _digests(session: Session) -> Sequence[Any]:
    return session.exec(select(Document.kind, Document.key, Document.digest)).all()


def _digest(told: Sequence[Digest]) -> str:
    """Hash all documents and the crosswalk together, in the order of their keys."""
    digest = hashlib.sha256()
    for one in sorted(told):
        digest.update("\0".join(one).encode() + b"\n")
    return digest.hexdigest()


def _publish(
    session: Session, number: int, created: Sequence[Page], changed: Sequence[Page]
) -> None:
    """Store the documents that are new or differ."""
    fresh = [{**page.columns, "created": number, "revision": number} for page in created]
    if fresh:
        session.execute(insert(Document), fresh)
    for page in changed:
        here = is_row(Document, page.place)
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
        session.execute(delete(Document).where(*is_row(Document, place)))
    for (kind, key), successor in sorted(graves.items()):
        session.merge(Tombstone(kind=kind, key=key, revision=number, replaced_by=successor))
    session.flush()
    for tombstone in session.exec(select(Tombstone)).all():
        if session.get(Document, (tombstone.kind, tombstone.key)) is not None:
            session.delete(tombstone)
