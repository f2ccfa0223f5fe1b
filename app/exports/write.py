"""Write all files of an edition into a folder, the manifest last."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app import __version__
from app.exports.compress import compress
from app.exports.database import copy_tables, open_database
from app.exports.documents import list_files, write_documents
from app.exports.editions import LICENCE_URL, SCHEMA_VERSION, attribution_of, edition_of
from app.queries.releases import LICENCE, count_documents
from app.queries.snapshots import Snapshot
from app.schemas.exports import Encoding, ExportFile, ExportFormat, ExportsRead

MANIFEST = "manifest.json"
MEDIA_TYPES: dict[ExportFormat | Encoding, str] = {
    ExportFormat.sqlite: "application/vnd.sqlite3",
    ExportFormat.json: "application/json",
    ExportFormat.ndjson: "application/x-ndjson",
    ExportFormat.csv: "text/csv; charset=utf-8; header=present",
    Encoding.gzip: "application/gzip",
    Encoding.zstd: "application/zstd",
}


def write_edition(at: Snapshot, folder: Path) -> ExportsRead:
    """Write the data of a snapshot as files; the same data give the same bytes."""
    about = _about(at)
    with open_database(folder / "pushoff.sqlite", about) as database:
        copy_tables(at, database)
        write_documents(at, folder, about, database)
    counts = count_documents(at)
    files = sorted(_finish(folder, about["edition"], counts), key=lambda file: file.name)
    manifest = ExportsRead(**about, counts=counts, files=files)
    (folder / MANIFEST).write_bytes(manifest.model_dump_json().encode())
    for path in (folder / MANIFEST, folder):
        _flush(path)
    return manifest


def _about(at: Snapshot) -> dict[str, Any]:
    """Say what the files are."""
    return {
        "release": at.release.id,
        "revision": at.release.number,
        "digest": at.release.digest,
        "edition": edition_of(at.release),
        "schema_version": SCHEMA_VERSION,
        "version": __version__,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "attribution": attribution_of(at.release),
    }


def _finish(folder: Path, edition: str, counts: dict[str, int]) -> Iterator[ExportFile]:
    """Compress each file and describe it and its variants."""
    for name, kind in list_files():
        rows = counts.get(kind, 0) if kind else sum(counts.values())
        plain = folder / name
        for path, encoding in ((plain, None), *compress(plain)):
            held = ExportFormat(plain.suffix[1:])
            yield ExportFile(
                name=path.name,
                format=held,
                media_type=MEDIA_TYPES[encoding or held],
                encoding=encoding,
                kind=kind,
                rows=rows,
                size=path.stat().st_size,
                sha256=_hash(path),
                url=f"/v1/exports/{edition}/{path.name}",
            )


def _hash(path: Path) -> str:
    """Hash a file, and see that it is on the disk before anything says that it is whole."""
    _flush(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
