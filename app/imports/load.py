"""Bring a foreign catalogue in: one transaction, and one revision where anything differs."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col

from app.crosswalk.systems import FREE_EXERCISE_DB, WGER
from app.database import writing
from app.domain.crosswalk import ForeignCatalogue, ForeignExercise
from app.imports import free_exercise_db, wger
from app.schemas.crosswalk import ImportReport
from app.seeding.crosswalk import Progress
from app.seeding.load import recross
from app.seeding.sync import sync

LARGEST_BYTES = 64_000_000
MOST_ENTRIES = 20_000
READERS: dict[str, Callable[[Any, list[str]], list[ForeignExercise]]] = {
    FREE_EXERCISE_DB: free_exercise_db.read,
    WGER: wger.read,
}
"""For each catalogue, what reads a file of it."""
TABLES = (ForeignCatalogue, ForeignExercise)


class BadCatalogue(Exception):
    """The file cannot be imported; `faults` names everything that is wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        """Take one line a fault."""
        super().__init__(f"Faults of the file: {len(faults)}.")
        self.faults = faults


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    revision: int
    is_new: bool
    """Whether it made the revision; else the database held all of it already."""
    entries: int
    report: ImportReport


def import_catalogue(engine: Engine, system: str, file: Path, progress: Progress) -> Imported:
    """Import a file of a catalogue: afterwards the database holds of it what the file holds.

    Raises BadCatalogue before anything is touched, and NotReady where there is no revision yet.
    """
    content = _content(file)
    exercises = _exercises(system, content)
    with writing(engine) as session:
        known = session.get(ForeignCatalogue, system)
        catalogue = ForeignCatalogue(
            system=system,
            sha256=hashlib.sha256(content).hexdigest(),
            entries=len(exercises),
            report=known.report if known else {},
        )
        sync(session, [catalogue, *exercises], TABLES, lambda table: _within(table, system))
        outcome = recross(session, progress)
        report = ImportReport.model_validate(_stored(session, system).report)
    return Imported(outcome.revision, outcome.is_new, len(exercises), report)


def _content(file: Path) -> bytes:
    """Read the file, unless it is larger than any catalogue."""
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise BadCatalogue([f"The file has more than {LARGEST_BYTES:,} bytes."])
        return file.read_bytes()
    except OSError as error:
        raise BadCatalogue([f"The file cannot be read: {error.strerror}."]) from error


def _exercises(system: str, content: bytes) -> list[ForeignExercise]:
    """Read the exercises; raises BadCatalogue with every fault."""
    try:
        parsed = from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise BadCatalogue([f"The file is not JSON: {error}."]) from error
    faults: list[str] = []
    exercises = READERS[system](parsed, faults)
    if len(exercises) > MOST_ENTRIES:
        faults.append(f"The file holds more than {MOST_ENTRIES:,} exercises.")
    if not exercises and not faults:
        faults.append("The file holds no exercise.")
    if faults:
        raise BadCatalogue(faults)
    return exercises


def _within(table: type[SQLModel], system: str) -> list[Any]:
    return [col(table.system) == system]  # type: ignore[attr-defined]  # Both tables have one.


def _stored(session: Session, system: str) -> ForeignCatalogue:
    return session.get_one(ForeignCatalogue, system)
