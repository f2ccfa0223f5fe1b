"""Ranking for a demand: scores, reasons, and what is left out."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import GateKind, GateStage, Stage
from app.recommend.gain import best_match, gains, total_of
from app.recommend.gates import Refusal, refuse
from app.recommend.model import ExerciseFacts, LinkFacts, Runner
from app.recommend.score import (
    DIGITS,
    GATED,
    LEAST_MATCH,
    PARTS,
    SURENESS,
    TOO_EASY,
    Enough,
    Ranking,
    Scored,
    care_of,
    left_out_of,
    rank,
    score,
)
from tests.recommend.facts import (
    ANYBODY,
    EXERCISES,
    GENERAL,
    KNOWN,
    REHAB,
    demand,
    dose,
    exercise,
    gate,
    know,
    of,
)
from tests.recommend.generated import CASES, SOME, Case

LEVEL_3 = Runner(max_level=3)
INJURED = Runner(injuries=("calf-strain",))
ROUNDED = 1.5 * 10**-DIGITS


def ranking(runner: Runner = ANYBODY) -> Ranking:
    """Rank the small catalogue."""
    return rank(demand(), KNOWN, runner, GENERAL)


def alone(one: ExerciseFacts, runner: Runner = ANYBODY) -> Scored:
    """Score one exercise against the small catalogue."""
    needed = demand()
    most = best_match(needed, KNOWN, GENERAL)
    return score(one, gains(one, needed, GENERAL), needed, runner, most)


def parts(slug: str, runner: Runner) -> dict[str, float]:
    """Give the parts of the score of one exercise."""
    return dict(alone(of(slug), runner).parts)


def test_the_best_match_at_the_runners_level_has_all_of_both_parts() -> None:
    best = max((parts(slug, LEVEL_3) for slug in KNOWN.exercises), key=lambda found: found["match"])

    assert best["match"] == pytest.approx(PARTS["match"] / (1 - PARTS["care"]), abs=ROUNDED)
    assert parts("back-squat", LEVEL_3)["level"] == pytest.approx(1 / 9, abs=ROUNDED)


def test_an_easier_exercise_fits_less() -> None:
    gaps = (0, 1, 2, 4)
    levels = [parts("bridge", Runner(max_level=1 + gap))["level"] for gap in gaps]

    whole = PARTS["level"] / (1 - PARTS["care"])
    assert levels == [
        pytest.approx(max(0.0, 1 - TOO_EASY * gap) * whole, abs=ROUNDED) for gap in gaps
    ]


def test_evidence_is_that_of_what_the_exercise_serves() -> None:
    # The gluteus alone, whose role has grade C.
    found = parts("side-plank", ANYBODY)["evidence"]

    (reason,) = alone(of("side-plank")).reasons
    assert found == pytest.approx(SURENESS[reason.because.grade] * 0.15 / 0.9, abs=ROUNDED)


def test_care_counts_where_an_injury_is_named_and_only_there() -> None:
    assert "care" not in parts("heel-raise", ANYBODY)
    assert parts("heel-raise", INJURED)["care"] == PARTS["care"]
    assert parts("one-leg-raise", INJURED)["care"] == 0


@pytest.mark.parametrize(
    ("stages", "stage", "cares"),
    [
        (("early",), Stage.acute, True),
        (("early",), Stage.late, False),
        (("mid",), Stage.acute, False),
        (("late",), Stage.late, True),
        (("late",), None, True),
        ((), Stage.acute, True),
        ((), Stage.late, True),
    ],
)
def test_care_is_that_of_the_stage(
    stages: tuple[str, ...], stage: Stage | None, cares: bool
) -> None:
    one = exercise("one", links={"calf-strain": (replace(REHAB, stages=stages),)})

    assert bool(care_of(one, replace(INJURED, stage=stage))) == cares


def test_only_rehabilitation_is_care() -> None:
    roles = [LinkFacts(role.value, role, ()) for role in type(REHAB.role)]
    one = exercise("one", links={"calf-strain": tuple(roles), "knee-pain": (REHAB,)})

    assert [link.id for _, link in care_of(one, INJURED)] == ["rehab"]


@pytest.mark.parametrize("kind", [GateKind.caution, GateKind.modify])
def test_what_asks_for_care_matches_less(kind: GateKind) -> None:
    free = exercise("one")
    gated = replace(free, gates={"calf-strain": (gate(kind, GateStage.any),)})

    before, after = (alone(one, INJURED).parts["match"] for one in (free, gated))

    assert after == pytest.approx(GATED[kind] * before, abs=ROUNDED)


def test_reasons_are_what_it_serves_the_most_first() -> None:
    scored = alone(of("split-squat"))

    adds = [reason.adds for reason in scored.reasons]
    assert adds == sorted(adds, reverse=True)
    assert {(reason.muscle, reason.role) for reason in scored.reasons} == {
        *of("split-squat").serves
    }
    for reason in scored.reasons:
        assert reason.importance == demand()[reason.muscle, reason.role].importance


def test_what_is_refused_is_left_out_with_its_reason_and_not_offered() -> None:
    found = ranking(Runner(equipment=frozenset(), max_level=2, injuries=("calf-strain",)))

    offered = {one.exercise.slug for one in found.offered}
    refused = {one.exercise.slug: one.code for one in found.left_out}
    assert refused == {
        "pogo": Refusal.injury,
        "back-squat": Refusal.level,
        "seated-raise": Refusal.equipment,
    }
    assert not offered & refused.keys()


def test_of_two_that_do_the_same_the_better_is_offered_and_the_other_says_which() -> None:
    twins = [exercise("a"), exercise("b"), exercise("c", pattern="lunge")]
    small = know(twins)

    found = rank(demand(small), small, ANYBODY, GENERAL)

    assert [one.exercise.slug for one in found.offered] == ["a", "c"]
    assert [(one.exercise.slug, better) for one, better in found.aside] == [("b", "a")]
    assert [(one.exercise.slug, one.code, one.about) for one in left_out_of(found, 5)] == [
        ("b", Refusal.same_work, "a")
    ]


def test_activity_breaks_a_tie_and_nothing_else() -> None:
    tied = [exercise("a"), replace(exercise("b", pattern="lunge"), activity=1.0)]
    better = exercise("z", [("soleus", "power"), ("gastrocnemius", "power")], pattern="step")
    small = know([*tied, better])

    found = rank(demand(small), small, ANYBODY, GENERAL)

    assert [one.exercise.slug for one in found.offered] == ["z", "b", "a"]


def test_what_serves_almost_nothing_is_not_named() -> None:
    little = exercise("little", [("quadriceps", "power")], pattern="step")
    heavy = exercise(
        "much",
        [("soleus", "power"), ("gastrocnemius", "power"), ("soleus", "elastic-storage")],
        pattern="calf-raise",
        dose=dose(heavy=True),
    )
    aims = replace(GENERAL, aims=(replace(GENERAL.aims[0], within="calf"), GENERAL.aims[1]))
    small = know([little, heavy, *EXERCISES], aims)

    found = rank(demand(small, aims), small, ANYBODY, aims)

    assert LEAST_MATCH > 0
    assert "little" not in [one.exercise.slug for one in found.offered]


@SOME
@given(case=CASES)
def test_a_score_is_the_sum_of_its_parts_0_to_1(case: Case) -> None:
    found = rank(demand(case.knowledge, case.goal), case.knowledge, case.runner, case.goal)

    for one in (*found.offered, *(one for one, _ in found.aside)):
        assert one.score == pytest.approx(sum(one.parts.values()), abs=1e-9)
        assert all(part >= 0 for part in one.parts.values())
        assert 0 <= one.score <= 1
    scores = [one.score for one in found.offered]
    assert scores == sorted(scores, reverse=True)


@SOME
@given(case=CASES)
def test_nothing_that_is_refused_is_offered_and_nothing_is_said_twice(case: Case) -> None:
    found = rank(demand(case.knowledge, case.goal), case.knowledge, case.runner, case.goal)

    named = [
        *(one.exercise.slug for one in found.offered),
        *(one.exercise.slug for one, _ in found.aside),
        *(one.exercise.slug for one in found.left_out),
    ]
    assert len(named) == len(set(named))
    for one in (*found.offered, *(one for one, _ in found.aside)):
        assert refuse(one.exercise, case.runner) is None
    for refused in found.left_out:
        assert refuse(refused.exercise, case.runner) == refused


@SOME
@given(case=CASES, chance=st.randoms(use_true_random=False))
def test_the_order_in_which_exercises_are_known_does_not_matter(case: Case, chance: Random) -> None:
    others = list(case.knowledge.exercises.values())
    chance.shuffle(others)
    shuffled = know(others, case.goal)

    first = rank(demand(case.knowledge, case.goal), case.knowledge, case.runner, case.goal)
    second = rank(demand(shuffled, case.goal), shuffled, case.runner, case.goal)

    assert second == first


@SOME
@given(case=CASES, offered=st.integers(1, 4), others=st.integers(0, 3))
def test_who_wants_few_gets_the_first_of_all(case: Case, offered: int, others: int) -> None:
    asked = demand(case.knowledge, case.goal), case.knowledge, case.runner, case.goal

    every = rank(*asked)
    few = rank(*asked, Enough(offered, others))

    assert few.offered[:offered] == every.offered[:offered]
    assert few.best == every.best
    assert left_out_of(few, others) == left_out_of(every, others)


@SOME
@given(case=CASES)
def test_the_best_match_is_that_of_the_exercise_that_meets_most(case: Case) -> None:
    needed = demand(case.knowledge, case.goal)

    met = [gains(one, needed, case.goal) for one in case.knowledge.exercises.values()]

    assert best_match(needed, case.knowledge, case.goal) == max(map(total_of, met), default=0.0)
