"""The relational tables of the whole data, and what each of them and each column means."""

from collections.abc import Iterator
from inspect import cleandoc, getmro

from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from app.domain.search import SearchEntry, SearchForm, SearchWord
from app.domain.tables import ORDER

INDEX = (SearchEntry, SearchWord, SearchForm)
TABLES: dict[str, type[SQLModel]] = {
    str(model.__tablename__): model for model in ORDER if model not in INDEX
}
"""Every table of facts; the word index of the server is left out, `search` takes its place."""

OURS: dict[str, tuple[str, dict[str, str]]] = {
    "document": (
        "The JSON of every resource, as the API answers with it.",
        {
            "kind": "Kind of the resource, as in the path of the API.",
            "key": "Slug, key or id of the resource.",
            "body": "JSON of the whole resource.",
            "summary": "JSON of what a list shows, where that is less than the whole; else null.",
        },
    ),
    "search": (
        "Full-text search (FTS5) over names, aliases and texts, best first by rank.",
        {
            "kind": "Kind of the resource.",
            "key": "Slug, key or id of the resource.",
            "name": "Name, title or statement.",
            "aliases": "Other names, one a line.",
            "text": "Everything that it says in words, and the muscles that it speaks of.",
        },
    ),
    "about": (
        "What this file is: one row.",
        {
            "release": "The release that the data are of; cite it.",
            "revision": "Number of its revision.",
            "digest": "SHA-256 over every document of the release, and the crosswalk.",
            "edition": "The release, and a mark of the software that wrote the file.",
            "schema_version": "Counts up when a table or column is renamed, removed or means "
            "something else; PRAGMA user_version has it too.",
            "version": "Version of the software that wrote the file.",
            "licence": "Licence of the data.",
            "licence_url": "Text of the licence.",
            "attribution": "The sentence that gives credit.",
        },
    ),
    "documentation": (
        "What every table and every column of this file means.",
        {
            "table_name": "Name of the table.",
            "column_name": "Name of the column; null: the text is about the table.",
            "text": "What it means.",
        },
    ),
}
"""Tables that only the exported file has."""


def table_of(model: type[SQLModel]) -> Table:
    """Give the table of a model."""
    table: Table = model.metadata.tables[str(model.__tablename__)]
    return table


def document_tables() -> Iterator[tuple[str, str | None, str]]:
    """Give table, column (None: the table itself) and text, of all of the exported file."""
    for name, model in sorted(TABLES.items()):
        yield name, None, _text_of(model)
        for column in table_of(model).columns:
            yield name, column.name, _text_of_column(model, column)
    for name, (text, columns) in sorted(OURS.items()):
        yield name, None, text
        for column_name, said in columns.items():
            yield name, column_name, said


def _text_of(model: type[SQLModel]) -> str:
    """Say what a row is, and what the fields tell that it shares with answers."""
    shared = [base for base in getmro(model) if base.__name__.endswith("Base")]
    return _on_one_line("\n".join(told.__doc__ or "" for told in (model, *shared[:1])))


def _text_of_column(model: type[SQLModel], column: Column[object]) -> str:
    """Take the text of a column from its field; of a reference, from what it refers to."""
    said = model.model_fields[column.name].description or ""
    for key in column.foreign_keys:
        where = f"References {key.column.table.name}.{key.column.name}."
        said = f"{said} {where}".strip()
    return _on_one_line(said)


def _on_one_line(text: str) -> str:
    return " ".join(cleandoc(text).split())
