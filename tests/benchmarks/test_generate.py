"""A grown catalogue is what seeding would have written, and the same in every run."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import httpx
import pytest
from sqlalchemy import inspect
from sqlmodel import Session, select

from app.database import open_engine
from app.domain.base import KEY_LENGTH
from app.domain.revisions import Document
from app.domain.search import SearchEntry, SearchForm, SearchWord
from app.schemas.exercises import ExerciseRead, ExerciseSummary
from app.seeding.render.injuries import InjuryShelf
from app.seeding.render.pages import Commons
from app.seeding.rows.words import entry_of, placed
from app.settings import ROOT, Settings
from benchmarks.generate import TABLES, exercises, found_by, grow_database
from benchmarks.naming import WORDS, Named, word
from benchmarks.shapes import Shape, Shapes, make_shapes
from tests.conftest import BACKENDS, NewDatabase, serving

REAL = len(list((ROOT / "seed" / "exercises").glob("*.toml")))
SIZE = REAL + 112  # An even number more: exercises come in pairs.


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    """Make one pair of shapes of each real exercise."""
    return make_shapes(ROOT / "seed", 1)


@pytest.fixture(scope="module", params=BACKENDS)
def grown(request: pytest.FixtureRequest, new_database: NewDatabase, shapes: Shapes) -> str:
    """Grow a database by some hundred exercises, once on each backend."""
    url = new_database(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("benchmarks.generate.make_shapes", lambda *_: shapes)
        assert grow_database(url, SIZE) == SIZE
    return url


@pytest.fixture(scope="module")
def api(grown: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Talk to a server over it."""
    exports = tmp_path_factory.mktemp("exports")
    with serving(Settings(database_url=grown, exports=exports, refresh_s=60)) as client:
        yield client


def every(client: httpx.Client, url: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    while url:
        page = client.get(url)
        assert page.status_code == 200, page.text
        items += page.json()["items"]
        url = page.json()["next"]
    return items


def test_names_are_the_same_in_every_run_and_each_is_given_once(shapes: Shapes) -> None:
    once, again = (list(exercises(shapes, 3_000)) for _ in range(2))

    assert once == again
    named = [one for _, both in once for one in both]
    assert len(named) == len({one.slug for one in named}) == 3_000
    assert len({one.name for one in named}) == 3_000
    aliases = [alias for one in named for alias in one.aliases]
    assert len(aliases) == len(set(aliases)) > 1_000
    assert max(len(alias) for alias in aliases) <= KEY_LENGTH


def test_no_word_of_a_variation_is_in_the_slug_of_a_real_exercise(shapes: Shapes) -> None:
    known = {part for slug, _ in shapes.names for part in slug.split("-")}

    assert not known & {one for row in WORDS for one in row}
    assert not known & {word(rank) for rank in range(1, 2_000)}


def test_shapes_are_the_same_in_every_run(shapes: Shapes) -> None:
    assert make_shapes(ROOT / "seed", 1) == shapes


def test_words_are_those_that_seeding_writes() -> None:
    named = Named("squat-sand-kadan", "Squat, sand kadan", ("Sand kadan squats",))
    shape = Shape("shape", "Shape", hint="hint", about=("squat", "strength"))
    forms: dict[str, str] = {}
    seeded_forms: dict[str, str] = {}

    entry = found_by(forms, named, shape)

    names = [named.name, *named.aliases]
    written = entry_of(
        seeded_forms, "exercises", named.slug, names, "hint", about=["strength", "squatting"]
    )
    assert entry.model_dump() == written.model_dump()
    assert forms | {"strength": "strength"} == seeded_forms


def told(words: Iterable[SearchWord]) -> list[tuple[Any, ...]]:
    return sorted((row.word, row.kind, row.key, row.rank, row.place) for row in words)


def test_words_know_their_places_as_seeding_gives_them(grown: str) -> None:
    engine = open_engine(grown)
    with Session(engine) as session:
        words = session.exec(select(SearchWord)).all()
        entries = session.exec(select(SearchEntry)).all()
        forms = session.exec(select(SearchForm)).all()
    engine.dispose()

    assert told(words) == told(placed(entries))
    found = Counter(row.word for row in words)
    assert {form.word: form.entries for form in forms} == {
        word: entries for word, entries in found.items() if not word.startswith("^")
    }


def test_the_same_tables_are_filled_and_documents_have_the_same_shape(grown: str) -> None:
    engine = open_engine(grown)
    with Session(engine) as session:
        new = session.exec(select(Document).where(Document.revision == 2)).all()
        made = {one.key for one in new if one.kind == "exercises"}
        for table in TABLES:
            names = [c.key for c in inspect(table).columns]
            column = next((c for c in ("exercise", "easier") if c in names), None)
            if column and str(table.__tablename__) not in OF_THE_REAL:
                owners = {getattr(row, column) for row in session.exec(select(table))}
                assert made & owners, f"{table.__tablename__} holds nothing of the new exercises"
        real = session.get(Document, ("exercises", "back-squat"))
    engine.dispose()

    assert real is not None
    for document in new:
        if document.kind == "exercises":
            ExerciseRead.model_validate_json(document.body)
            ExerciseSummary.model_validate_json(str(document.summary))
            assert list(json.loads(document.body)) == list(json.loads(real.body))
            assert "xqz" not in document.body.lower()


OF_THE_REAL = {
    "emg", "emg_ranking_exercise", "injury_exercise", "foreign_link",
}  # fmt: skip
"""Tables of measurements and links, which made exercises have none of."""


def test_the_api_answers_from_it(api: httpx.Client) -> None:
    listed = every(api, "/v1/exercises?limit=200&count=true")
    by_slug = {item["slug"]: item for item in listed}
    new = [slug for slug in by_slug if not (ROOT / "seed" / "exercises" / f"{slug}.toml").exists()]

    assert len(by_slug) == SIZE
    assert len(new) == SIZE - REAL
    assert [item["name"] for item in listed] == sorted(item["name"] for item in listed)
    for slug in islice(new, 5):
        whole = api.get(f"/v1/exercises/{slug}").json()
        assert (whole["slug"], whole["name"]) == (slug, by_slug[slug]["name"])
        for step in whole["harder"]:
            harder = api.get(f"/v1/exercises/{step['exercise']['slug']}").json()
            assert slug in [easier["exercise"]["slug"] for easier in harder["easier"]]
        found = api.get("/v1/search", params={"q": whole["name"]}).json()["items"]
        assert found[0]["slug"] == slug
        if whole["aliases"]:
            found = api.get("/v1/search", params={"q": whole["aliases"][0]}).json()["items"]
            assert slug in [hit["slug"] for hit in found]


def test_facets_and_filters_count_the_same(api: httpx.Client) -> None:
    page = api.get("/v1/exercises?facets=category&facets=role&limit=1").json()
    counts = page["facets"]["category"]

    assert sum(counts.values()) == SIZE
    for category, count in counts.items():
        counted = api.get(f"/v1/exercises?category={category}&count=true&limit=1").json()
        assert counted["total"] == count


def test_equipment_counts_the_new_exercises_too(api: httpx.Client) -> None:
    for slug in ("band", "home-basics"):
        told = api.get(f"/v1/equipment/{slug}").json()["exercises"]
        able = every(
            api, f"/v1/exercises?available_equipment={slug}&limit=200&fields=slug,equipment"
        )
        needing = [one for one in able if [] not in one["equipment"]]

        assert told == len([one for one in needing if _takes(one, slug, api)])


def _takes(exercise: dict[str, Any], slug: str, api: httpx.Client) -> bool:
    owned = {slug, *api.get(f"/v1/equipment/{slug}").json()["includes"]}
    ways = [{thing["slug"] for thing in way} for way in exercise["equipment"]]
    return any(way and way <= owned for way in ways)


def test_injuries_count_the_new_exercises_too(grown: str) -> None:
    engine = open_engine(grown)
    with Session(engine) as session:
        rendered = {page.key: page for page in InjuryShelf(Commons(session)).injuries()}
        stored = session.exec(select(Document).where(Document.kind == "injuries")).all()
    engine.dispose()

    assert len(stored) == len(rendered)
    for document in stored:
        page = rendered[document.key]
        assert (document.body, document.summary) == (page.body, page.summary)
        assert (document.digest, document.revision) == (page.digest, 2)


def test_the_planner_knows_how_much_there_is(grown: str) -> None:
    engine = open_engine(grown)
    sqlite = engine.dialect.name == "sqlite"
    asked = (
        "SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_exercise_name_slug'"
        if sqlite
        else "SELECT reltuples FROM pg_class WHERE relname = 'exercise'"
    )
    with engine.connect() as connection:
        counted = connection.exec_driver_sql(asked).scalar_one()
    engine.dispose()

    assert int(str(counted).split()[0].partition(".")[0]) == SIZE


def test_the_change_feed_tells_what_is_new(api: httpx.Client) -> None:
    changes = every(api, "/v1/changes?since=1&kind=exercises&limit=200")

    assert len(changes) == SIZE - REAL
    assert {change["change"] for change in changes} == {"created"}
