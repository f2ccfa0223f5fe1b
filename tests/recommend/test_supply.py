"""What an exercise gives to each muscle and role."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from app.domain.vocabulary import Category, Contraction, Involvement, Laterality
from app.recommend.model import Knowledge
from app.recommend.supply import INVOLVED, LOADED, REHEARSED, SUITED, TWO_LEGS, UNLOADED, supply_of
from tests.recommend.facts import GENERAL, ONE_LEG, SECONDARY, STABILISER, dose, exercise, of
from tests.recommend.generated import SOME, knowledges

STABLE = [("gluteus", "stability")]
HEAVY = dose(heavy=True)
"""Heavy work is worth most; what less load is worth is told below."""


def test_a_primary_muscle_gets_all_that_the_contraction_gives() -> None:
    assert supply_of(of("heel-raise", dose=HEAVY)) == {
        ("gastrocnemius", "power"): 1.0,
        ("soleus", "elastic-storage"): SUITED["elastic-storage"][Contraction.mixed],
        ("soleus", "power"): 1.0,
    }


@pytest.mark.parametrize(
    ("involvement", "given"), [(SECONDARY, {("soleus", "power"): 0.5}), (STABILISER, {})]
)
def test_a_muscle_that_helps_gets_half_and_one_that_holds_nothing(
    involvement: Involvement, given: dict[tuple[str, str], float]
) -> None:
    raised = exercise("raise", muscles={"soleus": involvement}, dose=HEAVY)

    assert supply_of(raised) == given


@pytest.mark.parametrize("role", SUITED)
@pytest.mark.parametrize("contraction", Contraction)
def test_each_contraction_fits_each_role_by_the_table(role: str, contraction: Contraction) -> None:
    one = exercise("one", [("soleus", role)], contraction=contraction, dose=HEAVY, **ONE_LEG)

    fit = SUITED[role][contraction]

    assert supply_of(one) == ({("soleus", role): fit} if fit else {})


def test_stability_gets_less_on_two_legs_and_other_roles_do_not() -> None:
    squat = exercise("squat", [*STABLE, ("soleus", "power")], dose=HEAVY)

    given = supply_of(squat)
    on_one = supply_of(replace(squat, laterality=Laterality.unilateral))
    in_turn = supply_of(replace(squat, laterality=Laterality.alternating))

    assert given["gluteus", "stability"] == pytest.approx(TWO_LEGS * on_one["gluteus", "stability"])
    assert given["soleus", "power"] == on_one["soleus", "power"]
    assert in_turn == on_one


BARBELL, BAND = frozenset({"barbell"}), frozenset({"band"})


@pytest.mark.parametrize(
    ("more", "worth"),
    [
        ({"dose": HEAVY}, 1.0),
        ({"ways": (BARBELL, frozenset({"dumbbell", "band"}))}, LOADED),
        ({"ways": (BARBELL, BAND)}, UNLOADED),
        ({"ways": (BAND,)}, UNLOADED),
        ({"laterality": Laterality.unilateral}, LOADED),
        ({"laterality": Laterality.alternating}, LOADED),
        ({}, UNLOADED),
        ({"category": Category.isometric}, UNLOADED),
        # What is fast, or light by its nature, is not held against its load.
        ({"category": Category.plyometric}, 1.0),
        ({"category": Category.trunk}, 1.0),
        ({"category": Category.foot_core}, 1.0),
    ],
)
@pytest.mark.parametrize("role", ["power", "elastic-storage"])
def test_slow_work_for_strength_is_worth_what_its_load_is(
    role: str, more: dict[str, Any], worth: float
) -> None:
    one = exercise("one", [("soleus", role)], **more)

    assert supply_of(one)["soleus", role] == pytest.approx(worth * SUITED[role][Contraction.mixed])


def test_control_needs_no_load() -> None:
    light = exercise("light", [("quadriceps", "deceleration"), *STABLE])

    assert supply_of(light) == supply_of(replace(light, dose=HEAVY))


def test_a_drill_rehearses() -> None:
    assert supply_of(exercise("march", category=Category.drill)) == {("soleus", "power"): REHEARSED}


def test_a_goal_takes_less_from_what_suits_it_less() -> None:
    goal = replace(GENERAL, suits={Category.strength: 0.5, Category.trunk: 0.1})

    assert supply_of(exercise("raise", dose=HEAVY), goal) == {("soleus", "power"): 0.5}
    assert supply_of(exercise("raise"), GENERAL) == supply_of(exercise("raise"))


@SOME
@given(knowledge=knowledges())
def test_a_supply_is_of_what_is_served_alone_and_never_negative(knowledge: Knowledge) -> None:
    for one in knowledge.sorted_exercises:
        given = supply_of(one)

        assert set(given) <= set(one.serves)
        assert list(given) == sorted(given)
        assert all(0 < amount <= 1 for amount in given.values())


def test_a_stabiliser_is_not_trained() -> None:
    assert INVOLVED[STABILISER] == 0
