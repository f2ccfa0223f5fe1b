"""The crosswalk as the API tells it: worked out from the rows, and stored beside the documents."""

import hashlib
from collections.abc import Callable

from sqlmodel import Session

from app.domain.crosswalk import CrosswalkEntry, CrosswalkLink, ForeignCatalogue
from app.seeding.crosswalk.facts import Facts
from app.seeding.crosswalk.foreign import imported_entries
from app.seeding.crosswalk.ours import Entry, known_entries
from app.seeding.sync import sync

ENTRY, SYSTEM = "crosswalk", "crosswalk-system"
"""Kinds under which what is told of the crosswalk counts in the digest of a release."""
__all__ = ["Progress", "cross"]

Progress = Callable[[int, int], None]
"""Is told how many exercises have been compared with ours, and of how many."""
Digest = tuple[str, str, str]
"""Kind, key and digest of something that is told."""
TABLES = (CrosswalkEntry, CrosswalkLink)


def cross(session: Session, progress: Progress = lambda _done, _all: None) -> list[Digest]:
    """Bring the crosswalk to what the rows say, and give the digests of all that is told of it."""
    facts = Facts(session)
    entries = list(known_entries(facts))
    digests: list[Digest] = []
    for catalogue in facts.rows(ForeignCatalogue, ForeignCatalogue.system):
        found, report = imported_entries(facts, catalogue.system, progress)
        entries += found
        catalogue.report = report.model_dump(mode="json")
        told = f"{catalogue.system} {catalogue.sha256} {report.model_dump_json()}"
        digests.append((SYSTEM, catalogue.system, hashlib.sha256(told.encode()).hexdigest()))
    session.flush()
    sync(session, [row for entry in entries for row in _rows(entry)], TABLES)
    return digests + [(ENTRY, entry.read.key, entry.digest) for entry in entries]


def _rows(entry: Entry) -> list[CrosswalkEntry | CrosswalkLink]:
    """Turn an entry into the rows that it is stored in."""
    read = entry.read
    row = CrosswalkEntry(
        key=read.key,
        system=read.system,
        id=read.id,
        also=read.also,
        kind=read.kind.value,
        digest=entry.digest,
        body=entry.body,
    )
    links = [
        CrosswalkLink(entry=read.key, kind=read.kind.value, slug=match.slug, match=match.match)
        for match in read.matches
    ]
    return [row, *links]
