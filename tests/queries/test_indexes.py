"""A page is read where it begins, and filters are asked as the list is walked: on SQLite."""

import sqlite3
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from app.migrate import migrate
from app.queries import links
from app.queries.exercises import EXERCISES, ORDER, OWNED, TRAINS
from app.queries.paging import _keys
from app.queries.statements import Condition
from app.schemas.exercises import ExerciseSort
from tests.conftest import NewDatabase

ONE_WAY = [sort for sort in ExerciseSort if sort is not ExerciseSort.level_descending]


def plan(new_database: NewDatabase, conditions: list[Condition], sort: ExerciseSort) -> list[str]:
    """Tell how SQLite reads a page in the middle of a list."""
    url = new_database("sqlite")
    migrate(url)
    order = ORDER[sort]
    shape = tuple((condition, 1) for condition in conditions)
    prepared = _keys(sqlite.dialect(), EXERCISES, shape, order, after=True)
    values: list[Any] = ["x"] * (len(shape) + len(order))
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        found = connection.execute(
            f"EXPLAIN QUERY PLAN {prepared.sql}", prepared.bind([*values, 51])
        ).fetchall()
    finally:
        connection.close()
    return [row[3] for row in found]


@pytest.mark.parametrize("sort", ONE_WAY)
def test_a_page_is_read_where_it_begins(new_database: NewDatabase, sort: ExerciseSort) -> None:
    steps = plan(new_database, [], sort)

    assert len(steps) == 1
    assert steps[0].startswith("SEARCH exercise USING")
    assert "(" in steps[0]


def test_filters_do_not_keep_a_page_from_being_read_in_order(new_database: NewDatabase) -> None:
    steps = plan(new_database, [TRAINS, OWNED], ExerciseSort.name)

    assert steps[0].startswith("SEARCH exercise USING COVERING INDEX ix_exercise_name_slug")
    assert not [step for step in steps if "TEMP B-TREE" in step]


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
