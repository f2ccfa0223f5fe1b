"""Statements: few shapes for any number of values."""

import re

import pytest
from sqlalchemy import Integer, and_, bindparam, or_, select
from sqlmodel import col

from app.database import open_engine
from app.domain.muscles import Muscle
from app.queries import muscle_roles
from app.queries.muscle_roles import MUSCLE_ROLES, ORDER
from app.queries.paging import _after, _joined, _keys
from app.queries.statements import conditions_of, filled_up, is_one_of, prepare, shape_of
from app.schemas.running import MuscleRoleSort


@pytest.mark.parametrize(("given", "filled"), [(1, 1), (2, 2), (3, 4), (4, 4), (5, 8), (200, 256)])
def test_alternatives_are_filled_up_to_a_power_of_two(given: int, filled: int) -> None:
    values = [str(number) for number in range(given)]

    found = filled_up(values)

    assert len(found) == filled
    assert set(found) == set(values)


def test_three_alternatives_and_four_have_one_shape() -> None:
    region = is_one_of(col(Muscle.region))

    three, values = shape_of([region("hip", "thigh", "leg")])
    four, _ = shape_of([region("hip", "thigh", "leg", "foot")])

    assert three == four == ((region, 4),)
    assert values == ["hip", "thigh", "leg", "leg"]


@pytest.mark.parametrize("sort", MuscleRoleSort)
@pytest.mark.parametrize("url", ["sqlite:///no.sqlite", "postgresql://nobody@nowhere/nothing"])
def test_a_statement_put_together_says_what_one_compiled_whole_says(
    url: str, sort: MuscleRoleSort
) -> None:
    dialect, order = open_engine(url).dialect, ORDER[sort]
    shape, values = shape_of(
        [
            muscle_roles.PHASE("push-off", "loading"),
            muscle_roles.IN_TREE_OR_NAMED("soleus"),
            muscle_roles.MEASURED,
            muscle_roles.PART_OF("quadriceps", "hamstrings", "soleus"),
        ]
    )
    values += [*(f"after-{at}" for at in range(len(order))), 51]
    cursor = [
        bindparam(f"v{len(values) - 1 - len(order) + at}", type_=by.column.type)
        for at, by in enumerate(order)
    ]
    statement = (
        _joined(select(*(by.column for by in order)), MUSCLE_ROLES)
        .where(*conditions_of(shape), or_(*(and_(*place) for place in _after(order, cursor))))
        .order_by(*(by.clause() for by in order))
        .limit(bindparam(f"v{len(values) - 1}", type_=Integer))
    )

    whole = prepare(statement, dialect)
    parts = _keys(dialect, MUSCLE_ROLES, (shape,), order, after=True)

    assert plain(parts.sql) == plain(whole.sql)
    assert parts.bind(values) == whole.bind(values)


def plain(sql: str) -> str:
    """Leave out spaces and brackets: a condition of a statement put together stands in its own."""
    return re.sub(r"[\s()]", "", sql)
