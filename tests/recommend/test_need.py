"""From a goal or an injury to a demand over muscles and running roles."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recommend.model import Aim, Knowledge, Pair
from app.recommend.need import (
    INJURED_ROLES,
    SMALL,
    UNKNOWN_WEIGHT,
    Demand,
    aims_of_injury,
    demand_of,
    merge,
)
from tests.recommend.facts import GENERAL, KNOWN, demand, know, of
from tests.recommend.generated import SOME, knowledges


def importances(demand: Demand) -> dict[Pair, float]:
    """Give the importance of each pair."""
    return {pair: need.importance for pair, need in demand.items()}


def test_a_goal_becomes_a_demand_by_what_muscles_weigh() -> None:
    needed = demand()

    # 3.75 is all of it: 2.25 of power, and 0.5 of each of the others.
    assert importances(needed) == {
        ("gastrocnemius", "power"): 0.5 / 3.75,
        ("gluteus", "stability"): 0.5 / 3.75,
        ("hamstrings", "power"): 0.5 / 3.75,
        ("quadriceps", "deceleration"): 0.5 / 3.75,
        ("quadriceps", "power"): 0.25 / 3.75,
        ("soleus", "elastic-storage"): 0.5 / 3.75,
        ("soleus", "power"): 1 / 3.75,
    }


def test_of_the_functions_of_one_phase_the_largest_counts() -> None:
    needed = demand_of([Aim("power", 1.0, within="soleus")], KNOWN)

    assert importances(needed) == {("soleus", "power"): 1.0}
    assert needed["soleus", "power"].because.function == "propulsion"


def test_an_aim_may_be_about_one_function() -> None:
    needed = demand_of([Aim("power", 1.0, function="work-generation")], KNOWN)

    assert importances(needed) == {("soleus", "power"): 1.0}
    assert needed["soleus", "power"].because.weight == 0.5


def test_an_aim_is_about_one_phase_or_all() -> None:
    anywhere = demand_of([Aim("deceleration", 1.0)], KNOWN)
    swinging = demand_of([Aim("deceleration", 1.0, phase="late-swing")], KNOWN)

    assert importances(anywhere) == {
        ("hamstrings", "deceleration"): pytest.approx(UNKNOWN_WEIGHT / (1 + UNKNOWN_WEIGHT)),
        ("quadriceps", "deceleration"): pytest.approx(1 / (1 + UNKNOWN_WEIGHT)),
    }
    assert importances(swinging) == {("hamstrings", "deceleration"): 1.0}


def test_an_aim_within_a_node_is_about_its_parts_alone() -> None:
    needed = demand_of([Aim("power", 1.0, within="calf")], KNOWN)

    assert importances(needed) == {
        ("gastrocnemius", "power"): 0.5 / 1.5,
        ("soleus", "power"): 1.0 / 1.5,
    }


def test_aims_add_up_and_the_heaviest_gives_the_reason() -> None:
    aims = [Aim("deceleration", 0.25, phase="late-swing"), Aim("deceleration", 1.0)]

    needed = demand_of(aims, KNOWN)

    hamstrings = 1.25 * UNKNOWN_WEIGHT
    assert needed["hamstrings", "deceleration"].importance == pytest.approx(
        hamstrings / (1 + hamstrings)
    )
    assert needed["quadriceps", "deceleration"].because.phase == "loading"


def test_what_no_exercise_serves_is_not_asked_for() -> None:
    without_bridge = know(one for one in KNOWN.exercises.values() if one.slug != "bridge")

    assert ("hamstrings", "power") in demand()
    assert ("hamstrings", "power") not in demand(without_bridge)


def test_weights_at_a_speed_take_the_place_of_the_usual_ones() -> None:
    aims = [Aim("power", 1.0, phase="push-off", function="propulsion", within="calf")]
    weights = {
        "soleus.push-off.power.propulsion": 0.25,
        "gastrocnemius.push-off.power.propulsion": None,
    }

    needed = demand_of(aims, KNOWN, weights)

    assert importances(needed) == {
        ("gastrocnemius", "power"): pytest.approx(UNKNOWN_WEIGHT / (0.25 + UNKNOWN_WEIGHT)),
        ("soleus", "power"): pytest.approx(0.25 / (0.25 + UNKNOWN_WEIGHT)),
    }


def test_a_muscle_role_that_is_not_in_the_weights_keeps_its_own() -> None:
    needed = demand_of([Aim("power", 1.0)], KNOWN, {"soleus.push-off.power.propulsion": 0.0})

    # Its other function is 0.5 as before.
    assert needed["soleus", "power"].because.function == "work-generation"
    assert importances(needed)["soleus", "power"] == pytest.approx(0.5 / 1.75)


@pytest.mark.parametrize(
    "aims",
    [
        [],
        [Aim("power", 0.0)],
        [Aim("speed", 1.0)],
        [Aim("power", 1.0, phase="flight")],
        [Aim("power", 1.0, within="arm")],
    ],
    ids=["no aim", "of no importance", "no such role", "no such phase", "no such node"],
)
def test_aims_that_nothing_serves_are_no_demand(aims: list[Aim]) -> None:
    assert demand_of(aims, KNOWN) == {}


def test_coming_back_from_an_injury_needs_all_that_its_muscles_do() -> None:
    aims = aims_of_injury("calf-strain", KNOWN)

    assert aims == [
        Aim(role, 1.0, within=muscle)
        for muscle in ("gastrocnemius", "soleus")
        for role in INJURED_ROLES
    ]
    assert {muscle for muscle, _ in demand_of(aims, KNOWN)} == {"gastrocnemius", "soleus"}
    assert aims_of_injury("cold", KNOWN) == []


def test_two_demands_are_mixed_by_their_parts() -> None:
    calf = demand_of([Aim("power", 1.0, within="calf")], KNOWN)
    spring = demand_of([Aim("elastic-storage", 1.0), Aim("power", 1.0, within="soleus")], KNOWN)

    mixed = merge(calf, spring, 0.25)

    assert importances(mixed) == {
        ("gastrocnemius", "power"): pytest.approx(0.75 / 3),
        ("soleus", "elastic-storage"): pytest.approx(0.25 / 2),
        ("soleus", "power"): pytest.approx(0.75 * 2 / 3 + 0.25 / 2),
    }


@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
def test_a_demand_mixed_with_none_stays(part: float) -> None:
    assert merge(demand(), {}, part) == demand()
    assert merge({}, demand(), part) == demand()


PARTS = st.sampled_from((0.0, 0.25, 0.5, 0.9, 1.0))


@SOME
@given(knowledge=knowledges(), part=PARTS)
def test_a_demand_adds_up_to_1(knowledge: Knowledge, part: float) -> None:
    needed = demand_of(knowledge.goals["general"].aims, knowledge)
    cared = demand_of(aims_of_injury("calf-strain", knowledge), knowledge)

    for one in (needed, cared, merge(needed, cared, part)):
        assert not one or sum(importances(one).values()) == pytest.approx(1)
        assert all(0 <= need.importance <= 1 + SMALL for need in one.values())
        assert list(one) == sorted(one)


@SOME
@given(knowledge=knowledges(), chance=st.randoms(use_true_random=False))
def test_the_order_of_aims_and_exercises_does_not_matter(
    knowledge: Knowledge, chance: Random
) -> None:
    aims = list(knowledge.goals["general"].aims)
    others = list(knowledge.exercises.values())
    before = demand_of(aims, knowledge)

    chance.shuffle(aims)
    chance.shuffle(others)

    assert demand_of(aims, know(others)) == before


def test_the_order_of_three_aims_does_not_move_the_last_digit() -> None:
    aims = [Aim("power", importance, within="calf") for importance in (0.1, 0.2, 0.3)]
    aims.append(Aim("elastic-storage", 1.0))

    assert demand_of(aims[::-1], KNOWN) == demand_of(aims, KNOWN)


def test_needs_name_the_muscle_role_that_matters_most() -> None:
    needed = demand(know([of("split-squat")]), replace(GENERAL, aims=(Aim("power", 1.0),)))

    assert needed["quadriceps", "power"].because.id == "quadriceps.push-off.power.propulsion"
