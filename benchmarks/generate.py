"""Grow a database: the real catalogue, and exercises made of it, written as seeding writes them.

The new exercises are a second revision, as if a later seed had brought them. Each is a shape
(`benchmarks/shapes.py`) under a name of its own (`benchmarks/naming.py`). Some real exercises have
many more relatives than others.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from random import Random
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Engine, update
from sqlmodel import Session, func, select

from app.database import open_engine, writing
from app.domain.base import fold
from app.domain.exercises import Equipment, Exercise, ExerciseMuscle, Progression
from app.domain.muscles import Alias
from app.domain.revisions import Document, Revision
from app.domain.search import SearchEntry, SearchForm, SearchWord
from app.domain.tables import ORDER
from app.migrate import migrate
from app.seeding.load import seed_database
from app.seeding.outcome import fingerprint
from app.seeding.render.pages import Page
from app.seeding.rows.words import entry_of, ranks_of
from app.settings import ROOT
from benchmarks.bulk import Writer, bulk_writer
from benchmarks.catalogue import SEED
from benchmarks.gated import count_gated
from benchmarks.naming import Named, name_all
from benchmarks.shapes import SHAPES, Pair, Shape, Shapes, Table, columns_of, make_shapes

PIECE = 1_000
"""Exercises that are written at once: some 50 MB in memory."""
WRITTEN = {
    Alias: ["kind", "alias", "slug", "name"],
    Document: ["kind", "key", "created", "revision", "digest", "body", "summary"],
    SearchEntry: ["kind", "key", "name", "hint", "names", "about"],
    SearchWord: ["word", "kind", "key", "rank", "place"],
}
"""Columns of the tables that shapes hold no rows of."""
DIGEST = WRITTEN[Document].index("digest")
KIND = "exercises"
PLACED = """
UPDATE search_word SET place = placed.place FROM (
    SELECT
        word, kind, key,
        row_number() OVER (PARTITION BY word, kind ORDER BY rank, key) - 1 AS place
    FROM search_word
) AS placed
WHERE (placed.word, placed.kind, placed.key) = (search_word.word, search_word.kind, search_word.key)
"""
COUNTED = """
UPDATE search_form SET entries = (
    SELECT count(*) FROM search_word WHERE search_word.word = search_form.word
)
"""
"""What seeding knows of each word when it has seen all names."""
TABLES: list[Table] = [*ORDER, Document]

Rows = dict[Table, list[tuple[Any, ...]]]


def grow_database(url: str, size: int, shapes: int = SHAPES) -> int:
    """Migrate, seed and grow a database to `size` exercises; give how many it then has.

    The real catalogue is the least. The database must be new.
    """
    migrate(url)
    engine = open_engine(url, statement_timeout_ms=0)
    try:
        seed_database(engine, ROOT / "seed")
        with Session(engine) as session:
            real = session.exec(select(func.count()).select_from(Exercise)).one()
            sets = {t.slug: {t.slug, *t.includes} for t in session.exec(select(Equipment))}
        if size > real:
            with bulk_writer(engine) as writer:
                _grow(writer, make_shapes(ROOT / "seed", shapes), size - real, sets)
            _settle(engine)
        return max(size, real)
    finally:
        engine.dispose()


def _settle(engine: Engine) -> None:
    """Bring statistics up to date, as seeding does.

    On PostgreSQL also clear away what `PLACED` wrote over, as autovacuum does within minutes: else
    each word finds all its entries once more at place 0.
    """
    if engine.dialect.name == "sqlite":
        with writing(engine) as session:
            session.connection().exec_driver_sql("ANALYZE")
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def mark_as_seeded(url: str) -> None:
    """Let a server take a grown database as it is, though its own code has changed since."""
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(update(Revision).values(seed=fingerprint(ROOT / "seed")))
    engine.dispose()


def _grow(writer: Writer, shapes: Shapes, wanted: int, sets: Mapping[str, set[str]]) -> None:
    """Write a revision that brings `wanted` exercises, in pairs."""
    newest = "SELECT number, digest, seed FROM revision ORDER BY number DESC LIMIT 1"
    [(before, digest, mark)] = writer.run(newest)
    number, digests = before + 1, hashlib.sha256(digest.encode())
    writer.add(Revision, ["number", "digest", "seed"], [(number, "", mark)])
    used: Counter[str] = Counter()
    forms: dict[str, str] = {}
    made = exercises(shapes, wanted)
    while piece := list(islice(made, PIECE // 2)):
        rows: Rows = defaultdict(list)
        for pair, (one, two) in piece:
            used.update((pair.easier.slug, pair.harder.slug))
            _add(rows, forms, number, (pair.easier, one), (pair.harder, two))
            _add(rows, forms, number, (pair.harder, two), (pair.easier, one))
        for row in rows[Document]:
            digests.update(row[DIGEST].encode())
        for table in TABLES:
            if rows[table]:
                writer.add(table, WRITTEN.get(table) or columns_of(table), rows[table])
    _count_equipment(writer, number, shapes.count_doable(used, sets))
    for changed in count_gated(writer, number, shapes, used):
        digests.update(changed.encode())
    _place_words(writer, forms)
    writer.run("UPDATE revision SET digest = ? WHERE number = ?", (digests.hexdigest(), number))


def exercises(shapes: Shapes, wanted: int) -> Iterator[tuple[Pair, tuple[Named, Named]]]:
    """Give pairs of shapes with names, the same in every run, and nearly in the order of slugs."""
    chance = Random(SEED)  # noqa: S311  (the same in every run is what is wanted)
    for slug, named in name_all(shapes.names, wanted, chance):
        for one, two in zip(named[::2], named[1::2], strict=True):
            yield chance.choice(shapes.pairs[slug]), (one, two)


def _add(
    rows: Rows,
    forms: dict[str, str],
    number: int,
    this: tuple[Shape, Named],
    other: tuple[Shape, Named],
) -> None:
    """Add everything that is said of one exercise; the other one is its pair."""
    shape, named = this
    slug, name = named.slug, named.name
    called = (slug, name)
    keys = {Progression: (slug, other[1].slug), Exercise: called, ExerciseMuscle: called}
    for table, said in shape.rows.items():
        rows[table] += [(*keys.get(table, (slug,)), *row) for row in said]
    rows[Alias] += [("exercise", fold(alias), slug, alias) for alias in named.aliases]
    entry = found_by(forms, named, shape)
    rows[SearchEntry].append((KIND, slug, name, shape.hint, entry.names, entry.about))
    rows[SearchWord] += [(w, KIND, slug, rank, 0) for w, rank in ranks_of(entry).items()]
    body = shape.body.replace('"aliases":[]', f'"aliases":{to_json(named.aliases).decode()}', 1)
    page = Page(KIND, slug, _put(body, this, other), _put(shape.summary, this, other))
    rows[Document].append((KIND, slug, number, number, page.digest, page.body, page.summary))


def _put(text: str, *named: tuple[Shape, Named]) -> str:
    """Put names in the place of those of shapes."""
    for shape, name in named:
        text = text.replace(shape.slug, name.slug).replace(shape.name, name.name)
    return text


def found_by(forms: dict[str, str], named: Named, shape: Shape) -> SearchEntry:
    """Give what an exercise is found by, as seeding does, and note how its words are written."""
    entry = entry_of(forms, KIND, named.slug, [named.name, *named.aliases], shape.hint)
    known = {*entry.names.split()}
    entry.about = " ".join(word for word in shape.about if word not in known)
    return entry


def _place_words(writer: Writer, forms: Mapping[str, str]) -> None:
    """Put the entries of each word in order, and tell of each form how many it finds."""
    written = {form for (form,) in writer.run("SELECT form FROM search_form")}
    new = [(form, word, 0) for form, word in forms.items() if form not in written]
    writer.add(SearchForm, ["form", "word", "entries"], new)
    writer.run(PLACED)
    writer.run(COUNTED)


def _count_equipment(writer: Writer, number: int, doable: Mapping[str, int]) -> None:
    """Say in the documents of equipment how many exercises there are now."""
    for key, body in writer.run("SELECT key, body FROM document WHERE kind = 'equipment'"):
        if doable[key]:
            document = from_json(body)
            document["exercises"] += doable[key]
            page = Page("equipment", key, to_json(document).decode())
            writer.run(
                "UPDATE document SET body = ?, digest = ?, revision = ? "
                "WHERE kind = 'equipment' AND key = ?",
                (page.body, page.digest, number, key),
            )
