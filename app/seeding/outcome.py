"""What a database holds of the seed; asked at every start, so without what fills a database."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app import __version__
from app.domain.revisions import Revision


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
    may_write: bool = True
    """Whether the database may be changed here; where not, it is taken as it is."""


def fingerprint(folder: Path) -> str:
    """Hash the seed files and the software that renders them: equal means nothing to do."""
    digest = hashlib.sha256(__version__.encode())
    code = Path(__file__).resolve().parent.parent
    files = [
        # A folder or a pipe by such a name is told as a fault where the seed is read.
        *(f for f in folder.rglob("*") if f.suffix in {".toml", ".csv"} and f.is_file()),
        *(
            file
            for part in ("domain", "schemas", "crosswalk", "seeding")
            for file in (code / part).rglob("*.py")
        ),
    ]
    for file in sorted(files, key=lambda file: file.as_posix()):
        digest.update(os.fsencode(file.name) + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def find_seeded(engine: Engine, folder: Path) -> Outcome | None:
    """Give the revision that holds this very seed; None where there is something to do."""
    with Session(engine) as session, session.begin():
        newest = newest_revision(session)
        if newest is None or newest.seed != fingerprint(folder):
            return None
        return Outcome(newest.number)


def find_held(engine: Engine) -> Outcome | None:
    """Give the revision of a database that may only be read; None: it holds none yet."""
    with Session(engine) as session:
        newest = newest_revision(session)
        return Outcome(newest.number, may_write=False) if newest else None


def newest_revision(session: Session) -> Revision | None:
    """Give the newest revision; None: there is none."""
    return session.exec(select(Revision).order_by(col(Revision.number).desc()).limit(1)).first()
