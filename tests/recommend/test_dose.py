"""How much of an exercise, and how long that takes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import Category, Measure
from app.recommend.blocks import CALM
from app.recommend.dose import (
    CHANGE_S,
    FAST_REP_S,
    HOP_S,
    JUMP_S,
    LIGHT_REST_S,
    METRE_S,
    MOST_IN_A_SET,
    REP_S,
    REST_S,
    SPRINT_REST_S,
    Dose,
    dose_of,
)
from app.recommend.model import ExerciseFacts
from tests.recommend.facts import JUMP, dose, exercise, of
from tests.recommend.generated import SOME, exercises


def test_sets_take_their_work_the_rest_between_them_and_a_change() -> None:
    assert dose_of(of("bridge"), 3) == Dose(
        sets=3,
        amount=8,
        rest_s=60,
        contacts=0,
        seconds=CHANGE_S + 3 * 8 * REP_S + 2 * 60,
    )


def test_few_sets_are_of_more_repetitions() -> None:
    assert [dose_of(of("bridge"), sets).amount for sets in (1, 2, 3)] == [12, 12, 8]


def test_each_side_takes_its_time() -> None:
    both, one = exercise("both"), exercise("one", per_side=True)

    assert dose_of(one, 1).amount == dose_of(both, 1).amount
    assert dose_of(one, 1).seconds - CHANGE_S == 2 * (dose_of(both, 1).seconds - CHANGE_S)


@pytest.mark.parametrize(
    ("more", "seconds"),
    [
        ({}, 12 * REP_S),
        ({"measure": Measure.seconds}, 12),
        ({"measure": Measure.metres}, 12 * METRE_S),
        ({"dose": dose(hold_s=5)}, 12 * 5),
        ({"category": Category.plyometric}, 12 * FAST_REP_S),
    ],
    ids=["repetitions", "seconds", "metres", "holds", "fast repetitions"],
)
def test_what_is_counted_takes_its_time(more: dict[str, Any], seconds: float) -> None:
    assert dose_of(exercise("one", **more), 1).seconds == round(CHANGE_S + seconds, 1)


@pytest.mark.parametrize(
    ("category", "impact", "rest"),
    [
        (Category.strength, 0, REST_S),
        (Category.plyometric, 1, REST_S),
        (Category.trunk, 0, LIGHT_REST_S),
        (Category.foot_core, 0, LIGHT_REST_S),
        (Category.mobility, 0, LIGHT_REST_S),
        (Category.drill, CALM, LIGHT_REST_S),
        (Category.drill, CALM + 1, SPRINT_REST_S),
    ],
)
def test_where_no_rest_is_named_what_tires_little_rests_less(
    category: Category, impact: int, rest: int
) -> None:
    one = exercise(
        "one", category=category, impact=impact, measure=Measure.metres, dose=dose(rest_s=0)
    )

    assert dose_of(one, 2).rest_s == rest


def test_contacts_are_shared_out_over_the_sets() -> None:
    low = of("pogo", impact=1)

    given = dose_of(low, 3)

    assert (given.sets, given.amount, given.contacts) == (3, 20, 60)
    assert given.seconds == CHANGE_S + 60 * HOP_S + 2 * REST_S


@pytest.mark.parametrize(("cap", "contacts"), [(100, 60), (60, 60), (45, 45), (44, 42), (10, 9)])
def test_contacts_may_be_capped(cap: int, contacts: int) -> None:
    assert dose_of(of("pogo", impact=1), 3, cap).contacts == contacts


@pytest.mark.parametrize("impact", MOST_IN_A_SET)
def test_a_set_of_harder_jumps_is_shorter(impact: int) -> None:
    assert dose_of(of("pogo", impact=impact), 2).amount == MOST_IN_A_SET[impact]


def test_both_sides_count() -> None:
    given = dose_of(of("pogo", impact=1, per_side=True), 2)

    assert (given.amount, given.contacts) == (15, 60)
    assert given.seconds == CHANGE_S + 60 * HOP_S + LIGHT_REST_S


def test_a_jump_takes_its_reset() -> None:
    assert dose_of(of("pogo", pattern="jump", impact=2), 1).seconds == CHANGE_S + 10 * JUMP_S


def test_what_is_not_counted_in_contacts_has_none() -> None:
    assert dose_of(exercise("one"), 3, 5).contacts == 0


@SOME
@given(one=exercises(0), more=st.integers(0, 5), cap=st.none() | st.integers(10, 150))
def test_a_dose_is_inside_its_range(one: ExerciseFacts, more: int, cap: int | None) -> None:
    sets = min(one.dose.sets_low + more, one.dose.sets_high)

    given = dose_of(one, sets, cap)

    assert given.sets == sets
    assert given.seconds > CHANGE_S
    if one.dose.contacts is None:
        assert one.dose.amount_low <= given.amount <= one.dose.amount_high
        assert given.contacts == 0
    else:
        assert 0 < given.contacts <= one.dose.contacts[1]
        assert cap is None or given.contacts <= cap


def test_jumps_are_counted_in_contacts() -> None:
    assert dose_of(exercise("jump", dose=dose(contacts=(10, 20)), **JUMP), 2).contacts == 20
