"""A page is read where it begins, and filters are asked as the list is walked: on SQLite."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from app.migrate import migrate
from app.queries import exercises, links, muscle_roles, muscles
from app.queries.exercises import (
    EXERCISES,
    ORDER,
    OWNED,
    TRAINS,
    WORKING,
    WORKING_ORDER,
    _works_node,
)
from app.queries.paging import By, Listing, _keys
from app.queries.statements import Condition
from app.schemas.exercises import ExerciseSort
from app.schemas.muscles import MuscleSort
from app.schemas.running import MuscleRoleSort

ONE_WAY = [sort for sort in ExerciseSort if sort is not ExerciseSort.level_descending]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database with all tables and indexes, and nothing in them."""
    file = tmp_path_factory.mktemp("indexes") / "empty.sqlite"
    migrate(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def plan(
    empty: sqlite3.Connection,
    conditions: list[Condition],
    order: tuple[By, ...],
    listing: Listing = EXERCISES,
) -> list[str]:
    """Tell how SQLite reads a page in the middle of a list."""
    shape = tuple((condition, 1) for condition in conditions)
    prepared = _keys(sqlite.dialect(), listing, (shape,), order, after=True)
    values: list[Any] = ["x"] * (len(shape) + len(order))
    explained = f"EXPLAIN QUERY PLAN {prepared.sql}"
    return [row[3] for row in empty.execute(explained, prepared.bind([*values, 51]))]


@pytest.mark.parametrize("sort", ONE_WAY)
def test_a_page_is_read_where_it_begins(empty: sqlite3.Connection, sort: ExerciseSort) -> None:
    steps = plan(empty, [], ORDER[sort])

    assert len(steps) == 1
    assert steps[0].startswith("SEARCH exercise USING")
    assert "(" in steps[0]


def test_a_page_of_an_order_that_turns_is_read_in_two_places(empty: sqlite3.Connection) -> None:
    steps = plan(empty, [], ORDER[ExerciseSort.level_descending])

    index = "SEARCH exercise USING COVERING INDEX ix_exercise_level_descending_name_slug"
    assert [step for step in steps if " exercise " in step] == [
        f"{index} (level<?)",
        f"{index} (level=? AND (name,slug)>(?,?))",
    ]


def test_filters_do_not_keep_a_page_from_being_read_in_order(empty: sqlite3.Connection) -> None:
    steps = plan(empty, [TRAINS, OWNED], ORDER[ExerciseSort.name])

    assert steps[0].startswith("SEARCH exercise USING COVERING INDEX ix_exercise_name_slug")
    assert not [step for step in steps if "TEMP B-TREE" in step]


@pytest.mark.parametrize("sort", MuscleSort)
@pytest.mark.parametrize("condition", [muscles.KIND, muscles.REGION])
def test_a_list_of_muscles_reads_no_table(
    empty: sqlite3.Connection, condition: Condition, sort: MuscleSort
) -> None:
    steps = plan(empty, [condition], muscles.ORDER[sort], muscles.MUSCLES)

    assert [step for step in steps if "muscle" in step] == [steps[0]]
    assert "COVERING INDEX ix_muscle" in steps[0]


@pytest.mark.parametrize("sort", MuscleRoleSort)
def test_what_is_asked_of_a_role_is_in_an_index(
    empty: sqlite3.Connection, sort: MuscleRoleSort
) -> None:
    conditions = [muscle_roles.PHASE, muscle_roles.ROLE, muscle_roles.DIRECTION]

    steps = plan(empty, conditions, muscle_roles.ORDER[sort], muscle_roles.MUSCLE_ROLES)

    (read,) = [step for step in steps if step.split()[1] == "muscle_role"]
    assert read.startswith("SEARCH muscle_role USING COVERING INDEX ix_muscle_role_ranked (")


@pytest.mark.parametrize("sort", WORKING_ORDER)
def test_exercises_of_a_muscle_are_read_in_order_past_all_others(
    empty: sqlite3.Connection, sort: ExerciseSort
) -> None:
    """The list is entered behind the cursor, and behind whatever does not work the muscle."""
    shapes = tuple(((_works_node(place), 2), (OWNED, 1)) for place in range(2))
    order = WORKING_ORDER[sort]
    prepared = _keys(sqlite.dialect(), WORKING, shapes, order, after=True)
    explained = f"EXPLAIN QUERY PLAN {prepared.sql}"
    values = prepared.bind(["soleus", "vasti", "bench", "x", "x", 51])

    steps = [row[3] for row in empty.execute(explained, values)]

    behind = "<" if sort is ExerciseSort.name_descending else ">"
    index = "SEARCH exercise_muscle USING COVERING INDEX ix_exercise_muscle_listed"
    assert [step for step in steps if " exercise_muscle " in step] == 2 * [
        f"{index} (muscle=? AND (name,exercise){behind}(?,?))"
    ]
    sorts = [n for n, step in enumerate(steps) if "TEMP B-TREE" in step]
    assert all(steps[n - 1].startswith("SCAN page") for n in sorts)  # A page is full by then.


@pytest.mark.parametrize(("lanes", "limit"), [(0, 7), (8, 6)])  # Another limit is another answer.
@pytest.mark.parametrize(
    "asked",
    [
        "muscle=quadriceps&muscle=soleus&sort=name",
        "muscle=hip-extensors&involvement=primary&sort=-name&available_equipment=band",
        "muscle=calf&max_level=3&category=strength&safe_for=calf-strain",
    ],
)
def test_exercises_of_a_muscle_are_the_same_however_they_are_read(
    client: Any, monkeypatch: pytest.MonkeyPatch, asked: str, lanes: int, limit: int
) -> None:
    """Read first, asked one by one, or read in order: each page ends where the next begins."""
    question = f"/v1/exercises?{asked}&fields=slug,name"
    read_first = client.get(f"{question}&limit=200").json()["items"]
    links._known.clear()
    monkeypatch.setattr(links, "FEW", 0)
    links._number.cache_clear()
    monkeypatch.setattr(exercises, "MOST_LANES", lanes)
    items, url = [], f"{question}&limit={limit}"

    while url:
        page = client.get(url).json()
        items += page["items"]
        url = page["next"]

    assert items == read_first
    assert len(items) > limit


@pytest.mark.parametrize("few", [0, 1_000])
def test_few_links_and_many_give_the_same_exercises(
    client: Any, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Which way a filter is asked depends on how much there is, and must not show."""
    question = "/v1/exercises?muscle=soleus&phase=push-off&role=power&fields=slug&limit="
    read_first = client.get(f"{question}200").json()["items"]
    links._number.cache_clear()
    links._known.clear()
    monkeypatch.setattr(links, "FEW", few)

    items = client.get(f"{question}199").json()["items"]

    assert items == read_first
    assert items
