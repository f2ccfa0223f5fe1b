"""Statements: few shapes for any number of values."""

import pytest
from sqlmodel import col

from app.domain.muscles import Muscle
from app.queries.statements import filled_up, is_one_of, shape_of


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
