"""Every document as a line of NDJSON, a row of CSV and a part of one JSON."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pydantic_core import from_json, to_json

from app.exports.database import DatabaseFile
from app.exports.stream import read_documents
from app.queries.formats import Table
from app.queries.snapshots import Snapshot
from app.schemas.kinds import READS


def write_documents(
    at: Snapshot, folder: Path, about: dict[str, Any], database: DatabaseFile
) -> None:
    """Write the documents of a snapshot in every form, reading each of them once."""
    with (folder / "pushoff.json").open("wb") as whole:
        whole.write(to_json(about)[:-1] + b',"kinds":{')
        for place, kind in enumerate(sorted(READS)):
            whole.write(b"," * bool(place) + b'\n"%s":[' % kind.encode())
            _write_kind(at, kind, folder, whole, database)
            whole.write(b"]")
        whole.write(b"\n}}\n")


def _write_kind(
    at: Snapshot, kind: str, folder: Path, whole: IO[bytes], database: DatabaseFile
) -> None:
    """Write the documents of one kind."""
    with (
        (folder / f"{kind}.ndjson").open("wb") as lines,
        (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as cells,
    ):
        table = Table(cells, list(READS[kind].model_fields))
        for place, row in enumerate(read_documents(at, kind)):
            body = row[1].encode()
            document: dict[str, Any] = from_json(body)
            lines.write(body + b"\n")
            whole.write(b"," * bool(place) + b"\n" + body)
            table.add(document)
            database.add_document(kind, tuple(row), document)


def list_files() -> Iterator[tuple[str, str | None]]:
    """Name every file that documents are written to, and its kind (None: all kinds)."""
    yield "pushoff.json", None
    yield "pushoff.sqlite", None
    for kind in sorted(READS):
        yield f"{kind}.csv", kind
        yield f"{kind}.ndjson", kind
