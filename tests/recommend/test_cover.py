"""What a routine covers: examples first, then what always holds."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recommend.cover import ADDITIONS, GAP, WORTH_ADDING, Coverage, additions, cover, worth
from app.recommend.gates import refuse
from app.recommend.model import ExerciseFacts, Runner
from tests.recommend.facts import ANYBODY, GENERAL, KNOWN, demand, exercise, know, of
from tests.recommend.generated import CASES, SOME, Case

TINY = 1e-9


def covered(*slugs: str) -> Coverage:
    """Cover the general goal with exercises of the small catalogue."""
    return cover([of(slug) for slug in slugs], demand(), GENERAL)


def imbalances(*routine: ExerciseFacts) -> list[str]:
    """Name what is out of balance."""
    return cover(routine, demand(), GENERAL).imbalances


def test_nothing_covers_nothing() -> None:
    nothing = covered()

    assert nothing.whole == 0
    assert {one.met for one in nothing.pairs} == {0}
    assert {*nothing.places.values()} == {0}
    assert nothing.imbalances == []
    assert nothing.gaps[0].pair == ("soleus", "power")


@pytest.mark.parametrize(
    ("supply", "value"),
    [(0, 0), (0.25, 0.25), (0.5, 0.5), (1, 0.8), (1.5, 0.9), (2, 1), (9, 1), (-1, 0)],
)
def test_the_first_of_a_supply_counts_most(supply: float, value: float) -> None:
    assert worth(supply) == pytest.approx(value)


def test_what_is_met_and_by_what_is_named() -> None:
    plank = covered("side-plank")

    pairs = {one.pair: one for one in plank.pairs}
    assert pairs["gluteus", "stability"].met == pytest.approx(0.8)
    assert pairs["gluteus", "stability"].by == ("side-plank",)
    assert (pairs["soleus", "power"].met, pairs["soleus", "power"].by) == (0, ())
    assert plank.whole == pytest.approx(0.8 * demand()["gluteus", "stability"].importance)
    assert plank.places["stability", "loading"] == pytest.approx(0.8)


def test_gaps_are_the_needs_that_are_met_least_the_most_important_first() -> None:
    gaps = covered("heel-raise", "side-plank").gaps

    assert all(gap.met < GAP for gap in gaps)
    assert ("soleus", "power") not in [gap.pair for gap in gaps]
    missing = [gap.need.importance * (1 - gap.met) for gap in gaps]
    assert missing == sorted(missing, reverse=True)


def test_additions_are_few_allowed_and_worth_it() -> None:
    at_home = Runner(equipment=frozenset(), exclude=frozenset({"split-squat"}))

    added = additions([of("heel-raise")], demand(), KNOWN, at_home, GENERAL)

    assert 0 < len(added) <= ADDITIONS
    for one, gain in added:
        assert refuse(one, at_home) is None
        assert one.slug != "heel-raise"
        assert gain >= WORTH_ADDING


def test_a_routine_of_everything_needs_no_addition() -> None:
    assert additions([*KNOWN.exercises.values()], demand(), KNOWN, ANYBODY, GENERAL) == []


FRONT = "Nothing works the knee and the front of the thigh."
TWO_LEGS = "Everything is on two legs; running is on one."


def test_front_and_back_are_weighed() -> None:
    assert imbalances(of("split-squat"), of("bridge")) == []
    assert FRONT in imbalances(of("bridge"))
    (told, *_) = imbalances(of("split-squat"), of("back-squat"), of("bridge"))
    assert told.startswith("2 for the front of the thigh and 1 for its back and the hip")


def test_knees_straight_and_bent_are_weighed() -> None:
    straight = "The calf is worked with a straight knee alone."
    bent = "The calf is worked with a bent knee alone."

    assert straight in imbalances(of("heel-raise"))
    assert bent in imbalances(of("seated-raise"))
    assert not {straight, bent} & {*imbalances(of("heel-raise"), of("seated-raise"))}


def test_sides_of_the_hip_are_weighed() -> None:
    outside = exercise("outside", [("gluteus", "stability")], pattern="hip-abduction")
    inside = exercise("inside", [("gluteus", "stability")], pattern="hip-adduction")

    assert imbalances(outside) == ["The outside of the hip is worked, the inside not."]
    assert imbalances(inside) == ["The inside of the hip is worked, the outside not."]
    assert imbalances(outside, inside) == []


def test_one_leg_is_asked_for() -> None:
    assert TWO_LEGS in imbalances(of("back-squat"), of("bridge"))
    assert TWO_LEGS not in imbalances(of("split-squat"), of("bridge"))


def of_case(case: Case, routine: list[ExerciseFacts]) -> Coverage:
    """Cover a case with a routine."""
    needed = demand(case.knowledge, case.goal)
    return cover(routine, needed, case.goal)


def added_to(case: Case, routine: list[ExerciseFacts]) -> list[tuple[ExerciseFacts, float]]:
    """Add to a routine of a case."""
    needed = demand(case.knowledge, case.goal)
    return additions(routine, needed, case.knowledge, case.runner, case.goal)


@SOME
@given(case=CASES, number=st.integers(0, 8))
def test_coverage_is_a_share(case: Case, number: int) -> None:
    found = of_case(case, list(case.knowledge.exercises.values())[:number])

    shares = [found.whole, *found.places.values(), *(one.met for one in found.pairs)]
    assert all(0 <= share <= 1 + TINY for share in shares)
    whole = sum(one.need.importance * one.met for one in found.pairs)
    assert found.whole == pytest.approx(whole)


@SOME
@given(case=CASES, number=st.integers(0, 6))
def test_coverage_never_falls_when_an_exercise_is_added(case: Case, number: int) -> None:
    routine = list(case.knowledge.exercises.values())

    before, after = of_case(case, routine[:number]), of_case(case, routine[: number + 1])

    assert after.whole >= before.whole - TINY
    for less, more in zip(before.pairs, after.pairs, strict=True):
        assert less.pair == more.pair
        assert more.met >= less.met - TINY
    for place, met in before.places.items():
        assert after.places[place] >= met - TINY


@SOME
@given(case=CASES, number=st.integers(0, 6), chance=st.randoms(use_true_random=False))
def test_the_order_of_a_routine_does_not_matter(case: Case, number: int, chance: Random) -> None:
    routine = list(case.knowledge.exercises.values())[:number]
    before = of_case(case, routine), added_to(case, routine)

    chance.shuffle(routine)

    assert (of_case(case, routine), added_to(case, routine)) == before


@SOME
@given(case=CASES, number=st.integers(0, 6))
def test_an_addition_brings_what_it_says(case: Case, number: int) -> None:
    routine = list(case.knowledge.exercises.values())[:number]
    for one, gain in added_to(case, routine):
        assert refuse(one, case.runner) is None
        assert one not in routine
        before = of_case(case, routine).whole
        routine = [*routine, one]
        assert of_case(case, routine).whole - before == pytest.approx(gain)


def test_nothing_is_added_from_an_empty_catalogue() -> None:
    assert additions([], demand(), know([]), ANYBODY, GENERAL) == []
