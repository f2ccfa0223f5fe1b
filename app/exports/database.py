"""`pushoff.sqlite`: every table as it is, every document, and full-text search, in one file."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic_core import to_json
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app.exports.editions import SCHEMA_VERSION
from app.exports.stream import PIECE, read_rows
from app.exports.tables import OURS, TABLES, document_tables, table_of
from app.queries.snapshots import Snapshot

PAGE_BYTES = 4_096  # SQLite's own default, held to so that a file is the same everywhere.
DIALECT = sqlite.dialect()
OPENING = f"""
PRAGMA page_size = {PAGE_BYTES};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = {SCHEMA_VERSION};
"""
"""A file that is not finished is thrown away: it needs no journal."""
OWN_TABLES = """
BEGIN;
CREATE TABLE about (
    release TEXT NOT NULL, revision INTEGER NOT NULL, digest TEXT NOT NULL, edition TEXT NOT NULL,
    schema_version INTEGER NOT NULL, version TEXT NOT NULL, licence TEXT NOT NULL,
    licence_url TEXT NOT NULL, attribution TEXT NOT NULL
);
CREATE TABLE documentation (table_name TEXT NOT NULL, column_name TEXT, text TEXT NOT NULL);
CREATE TABLE document (
    kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, summary TEXT, PRIMARY KEY (kind, key)
);
CREATE VIRTUAL TABLE search USING fts5(
    kind UNINDEXED, key UNINDEXED, name, aliases, text,
    tokenize = 'porter unicode61', prefix = '2 3'
);
INSERT INTO search(search, rank) VALUES ('rank', 'bm25(0, 0, 10, 10, 1)');
"""
NAMED_BY = {
    "claims": "statement",
    "effects": "outcome",
    "emg-studies": "source",
    "equipment": "name",
    "exercises": "name",
    "findings": "subject",
    "goals": "name",
    "injuries": "name",
    "joint-work": "joint",
    "muscle-roles": "muscle",
    "muscles": "name",
    "phases": "name",
    "red-flags": "name",
    "roles": "name",
    "sources": "label",
    "training-rules": "area",
}
"""For each kind, the field that names a resource, or holds what does."""


class DatabaseFile:
    """A file under way."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Fill the file behind `connection`."""
        self._connection = connection

    def run(self, statement: str) -> None:
        """Run one statement of the schema."""
        self._connection.execute(statement)

    def add(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows to a table, piece by piece."""
        left = iter(rows)
        while piece := list(islice(left, PIECE)):
            marks = ", ".join("?" * len(piece[0]))
            adding = f'INSERT INTO "{table}" VALUES ({marks})'  # noqa: S608  (a table of ours)
            self._connection.executemany(adding, piece)

    def add_document(self, kind: str, row: tuple[Any, ...], document: dict[str, Any]) -> None:
        """Add one document, and the words that find it."""
        self.add("document", [(kind, *row)])
        self.add("search", [(kind, row[0], *_words_of(kind, document))])


@contextmanager
def open_database(path: Path, about: dict[str, Any]) -> Iterator[DatabaseFile]:
    """Begin a file; it is at `path`, whole, when the block ends without an error."""
    draft = path.with_suffix(".draft")
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.executescript(OPENING)
        connection.executescript(OWN_TABLES)
        file = DatabaseFile(connection)
        file.add("about", [tuple(about[name] for name in OURS["about"][1])])
        file.add("documentation", document_tables())
        yield file
        connection.execute("INSERT INTO search(search) VALUES ('optimize')")
        connection.execute("COMMIT")
        # Packs the pages, and needs no folder for temporary files, as VACUUM alone does.
        connection.execute("VACUUM INTO ?", (str(path),))
    draft.unlink()


def copy_tables(at: Snapshot, file: DatabaseFile) -> None:
    """Copy every table of facts, with its keys and indexes."""
    for name, model in TABLES.items():
        table = table_of(model)
        file.run(str(CreateTable(table).compile(dialect=DIALECT)))
        # An index made beforehand is filled without sorting, and so without temporary files.
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            file.run(str(CreateIndex(index).compile(dialect=DIALECT)))
        file.add(name, (tuple(map(_plain, row)) for row in read_rows(at, table)))


def _plain(value: Any) -> Any:
    """Turn a value into what SQLite holds: words as text, lists and maps as JSON."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | dict):
        return to_json(value).decode()
    return value


def _words_of(kind: str, document: dict[str, Any]) -> tuple[str, str, str]:
    """Give the name, the aliases and the text by which a document is found."""
    named = document[NAMED_BY[kind]]
    if isinstance(named, dict):
        named = named.get("name") or named["label"]
    texts = [value for field, value in document.items() if field not in ("aliases", NAMED_BY[kind])]
    told = [text for value in texts for text in _texts(value)]
    told += [node.get("muscle", node)["name"] for node in document.get("muscles", ())]
    return str(named), "\n".join(document.get("aliases", ())), "\n".join(told)


def _texts(value: Any) -> list[str]:
    """Give the text of a field, or of each item of a list of texts."""
    return [
        text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)
    ]
