"""The folder of editions: each is written once, aside, and put in its place in one step."""

import logging
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Lock

from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.base import fold
from app.domain.errors import NotFound, NotKept, NotWritten
from app.exports.editions import EDITION, edition_of
from app.exports.write import MANIFEST, write_edition
from app.queries.names import nearest
from app.queries.snapshots import Snapshot, open_snapshot
from app.schemas.exports import ExportFile, ExportsRead
from app.schemas.paging import Rendered

KEPT = 3  # Editions: the newest, the one before it for downloads under way, and one to spare.
WAITING = 4  # Threads that wait for the files at most; the others answer everybody else.
ASIDE = ".pushoff-"  # How folders begin that are being written or removed.
ABANDONED_S = 3_600  # Age at which such a folder is of a process that died.

log = logging.getLogger("pushoff")


@dataclass(frozen=True)
class Shelf:
    """The folder of editions, and what keeps the threads of this process apart in it."""

    folder: Path
    writing: Lock = field(default_factory=Lock)
    waiting: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(WAITING))


@dataclass(frozen=True)
class Found:
    """A file, where it lies, and the revision that it is of."""

    file: ExportFile
    path: Path
    revision: int


def get_manifest(session: Session, shelf: Shelf) -> Rendered:
    """Describe the files of the current release; they are written if they are not there.

    Raises NotWritten where they cannot be.
    """
    with open_snapshot(session) as at:
        return Rendered(_current(at, shelf).model_dump_json().encode(), at.release)


def find_current(session: Session, shelf: Shelf, name: str) -> ExportFile:
    """Find a file of the current release; raises NotFound or NotWritten."""
    with open_snapshot(session) as at:
        return _named(_current(at, shelf), name)


def find_file(session: Session, shelf: Shelf, edition: str, name: str) -> Found:
    """Find a file of an edition and where it lies; raises NotKept, NotFound or NotWritten.

    The database is asked only where the edition is not there, or is damaged.
    """
    manifest = read_edition(shelf.folder, edition)
    if manifest is None:
        with open_snapshot(session) as at:
            newest = edition_of(at.release)
            if not EDITION.fullmatch(edition):
                raise NotFound("editions", edition, [newest])
            if edition != newest:
                raise NotKept(edition, newest)
            manifest = _current(at, shelf)
    file = _named(manifest, name)
    return Found(file, shelf.folder / manifest.edition / file.name, manifest.revision)


def export_release(engine: Engine, folder: Path) -> ExportsRead:
    """Write the files of the current release ahead of the first question for them."""
    with open_snapshot(Session(engine, info={"documents": None})) as at:
        return _current(at, Shelf(folder))


def _named(manifest: ExportsRead, name: str) -> ExportFile:
    files = {file.name: file for file in manifest.files}
    if name not in files:
        raise NotFound("exports", name, nearest(name, {fold(known): known for known in files}))
    return files[name]


def _current(at: Snapshot, shelf: Shelf) -> ExportsRead:
    """Give the edition of a snapshot; of those who ask at once, the first writes it."""
    edition = edition_of(at.release)
    found = read_edition(shelf.folder, edition)
    if found is not None:
        return found
    if not shelf.waiting.acquire(blocking=False):
        raise NotWritten("The files of this release are being written.")
    try:
        with shelf.writing:
            return read_edition(shelf.folder, edition) or _write(at, shelf.folder, edition)
    except (OSError, sqlite3.Error) as error:
        log.exception("The exports cannot be written to %s.", shelf.folder)
        reason = getattr(error, "strerror", None) or str(error)
        raise NotWritten(f"The files of this release cannot be written: {reason}.") from error
    finally:
        shelf.waiting.release()


def _write(at: Snapshot, folder: Path, edition: str) -> ExportsRead:
    """Write an edition aside, put it in its place, and remove what is no longer kept."""
    folder.mkdir(parents=True, exist_ok=True)
    with _aside(folder) as new:
        manifest = write_edition(at, new)
        new.chmod(0o755)
        _put(new, folder / edition)
    _tidy(folder, edition)
    return manifest


def _put(new: Path, place: Path) -> None:
    """Put a whole edition in its place, unless another process was faster."""
    if place.exists() and read_edition(place.parent, place.name) is None:
        _remove(place)  # Damaged: it would be in the way for ever.
    try:
        new.rename(place)
    except OSError:
        if read_edition(place.parent, place.name) is None:
            raise


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Give a folder to write in, on the same disk; nothing of it is left after an error."""
    new = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def read_edition(folder: Path, edition: str) -> ExportsRead | None:
    """Give the manifest of an edition that lies in a folder, whole; None where none does."""
    if not EDITION.fullmatch(edition):
        return None
    place = folder / edition
    try:
        manifest = ExportsRead.model_validate_json((place / MANIFEST).read_bytes())
        whole = all((place / file.name).stat().st_size == file.size for file in manifest.files)
    except (OSError, ValidationError):
        return None
    return manifest if whole and manifest.edition == edition else None


def _tidy(folder: Path, newest: str) -> None:
    """Remove our editions beyond those kept, and what processes left that died; nothing else."""
    ours = [place for place in folder.iterdir() if EDITION.fullmatch(place.name)]
    older = [place for place in ours if place.name != newest and (place / MANIFEST).is_file()]
    for place in sorted(older, key=_written, reverse=True)[KEPT - 1 :]:
        _remove(place)
    for place in folder.glob(f"{ASIDE}*"):
        if time.time() - _written(place) > ABANDONED_S:
            shutil.rmtree(place, ignore_errors=True)


def _written(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except FileNotFoundError:  # Another process was faster.
        return 0.0


def _remove(place: Path) -> None:
    """Take a folder out of sight in one step, and then apart."""
    with _aside(place.parent) as grave:
        try:
            place.rename(grave / place.name)
        except FileNotFoundError:
            log.info("%s was removed by another process.", place.name)
