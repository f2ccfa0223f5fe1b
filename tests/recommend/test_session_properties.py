"""A session: what always holds, whatever is known and asked."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.vocabulary import Contraction, GateKind
from app.recommend import session as sessions
from app.recommend.blocks import Block
from app.recommend.choose import Choice, choose
from app.recommend.gates import gates_at
from app.recommend.model import Pair, Runner
from app.recommend.options import CONTACTS, CUT, FULL, JUMP_PCT
from app.recommend.programme import Limits, Option
from app.recommend.score import rank
from app.recommend.session import Infeasible, TrainingSession, build
from app.recommend.solver import NEAR_ENOUGH
from app.recommend.task import ECCENTRIC_H, HEAVY_H, RACE_D, Task, Wish
from tests.recommend.facts import demand, know
from tests.recommend.generated import CASES, FEW, SOME, THINGS, Case

TINY = 1e-6
EASIER = {
    "available_equipment": {"equipment": None},
    "max_level": {"max_level": 5},
    "max_impact": {"max_impact": 3},
    "exclude": {"exclude": frozenset()},
}
EASIER_WISHES = {
    "include": {"include": frozenset()},
    "weekly_distance_jump_pct": {"weekly_distance_jump_pct": None},
    "hours_to_next_key_run": {"hours_to_next_key_run": None},
    "race_in_days": {"race_in_days": None},
}


def built(task: Task) -> TrainingSession | None:
    """Build a session; None: nothing keeps to the wish."""
    try:
        return build(task)
    except Infeasible:
        return None


def asked(task: Task) -> tuple[TrainingSession | None, list[str]]:
    """Build a session, or give what is said to help."""
    try:
        return build(task), []
    except Infeasible as nothing:
        return None, nothing.relax


def told(session: TrainingSession | None) -> object:
    """Say everything about a session that an answer may hold."""
    if session is None:
        return None
    return (
        [(item.scored.exercise.slug, item.block, item.dose) for item in session.items],
        session.unmet,
        session.rules,
        session.full,
        sorted((one.exercise.slug, one.code) for one in session.left_out),
    )


@SOME
@given(case=CASES)
def test_a_session_keeps_to_all_that_was_asked(case: Case) -> None:
    session = built(case.task)

    assume(session is not None)
    assert session is not None
    runner, wish = case.runner, case.wish
    slugs = [item.scored.exercise.slug for item in session.items]
    assert len(slugs) == len(set(slugs))
    assert session.seconds <= wish.minutes * 60 + TINY
    assert session.seconds >= wish.minutes * 60 * FULL - TINY or not session.full
    blocks = [item.block for item in session.items]
    assert blocks == sorted(blocks, key=list(Block).index)
    for exercise in (item.scored.exercise for item in session.items):
        assert exercise.level <= runner.max_level
        assert exercise.impact <= runner.max_impact
        assert exercise.slug not in runner.exclude
        assert runner.equipment is None or any(way <= runner.equipment for way in exercise.ways)


@SOME
@given(case=CASES)
def test_a_gate_never_leaks_and_what_asks_for_care_says_so(case: Case) -> None:
    session = built(case.task)

    for item in session.items if session else []:
        for injury in case.runner.injuries:
            held = gates_at(item.scored.exercise, injury, case.runner.stage)
            assert GateKind.avoid not in [gate.gate for gate in held]
            for gate in held:
                assert (injury, gate) in item.scored.cautions


@SOME
@given(case=CASES)
def test_where_the_stage_is_unknown_the_stricter_one_counts(case: Case) -> None:
    runner = replace(case.runner, stage=None)

    session = built(replace(case.task, runner=runner))

    for item in session.items if session else []:
        gates = item.scored.exercise.gates
        kinds = [gate.gate for injury in runner.injuries for gate in gates.get(injury, ())]
        assert GateKind.avoid not in kinds


@SOME
@given(case=CASES)
def test_contacts_stay_within_their_limit(case: Case) -> None:
    session = built(case.task)

    most = CONTACTS[case.runner.max_level]
    jump = case.wish.weekly_distance_jump_pct
    if jump is not None and jump > JUMP_PCT:
        most = round(most * CUT)
    contacts = sum(item.dose.contacts for item in session.items) if session else 0
    assert contacts <= most


@SOME
@given(case=CASES)
def test_what_a_key_run_or_a_race_is_too_near_for_is_held_back(case: Case) -> None:
    session = built(case.task)

    hours = case.wish.hours_to_next_key_run
    days = case.wish.race_in_days
    for item in session.items if session else []:
        exercise = item.scored.exercise
        if item.block is Block.prepare:
            continue
        if (hours is not None and hours < HEAVY_H) or (days is not None and days < RACE_D):
            assert not exercise.dose.heavy
        if (hours is not None and hours < ECCENTRIC_H) or (days is not None and days < RACE_D):
            assert exercise.contraction is not Contraction.eccentric


@SOME
@given(case=CASES)
def test_a_session_is_not_empty_and_doses_are_in_range(case: Case) -> None:
    session = built(case.task)

    assert session is None or session.items
    for item in session.items if session else []:
        dose, usual = item.dose, item.scored.exercise.dose
        assert 1 <= dose.sets <= usual.sets_high + 1
        if usual.contacts is None:
            assert usual.amount_low <= dose.amount <= usual.amount_high
        else:
            assert 0 < dose.contacts <= usual.contacts[1]


@SOME
@given(case=CASES)
def test_the_same_question_has_the_same_session(case: Case) -> None:
    assert told(built(case.task)) == told(built(case.task))


@SOME
@given(case=CASES, chance=st.randoms(use_true_random=False))
def test_the_order_of_what_is_known_and_asked_does_not_matter(case: Case, chance: Random) -> None:
    others = list(case.knowledge.exercises.values())
    aims = list(case.goal.aims)
    injuries = list(case.runner.injuries)
    for shuffled in (others, aims, injuries):
        chance.shuffle(shuffled)
    goal = replace(case.goal, aims=tuple(aims))
    shuffled_case = Case(
        know(others, goal), replace(case.runner, injuries=tuple(injuries)), case.wish
    )

    assert told(built(shuffled_case.task)) == told(built(case.task))


@SOME
@given(case=CASES)
def test_everything_that_serves_is_in_the_session_or_left_out_with_a_reason(case: Case) -> None:
    session = built(case.task)

    assume(session is not None)
    assert session is not None
    ranking = rank(demand(case.knowledge, case.goal), case.knowledge, case.runner, case.goal)
    named = Counter(one.exercise.slug for one in session.left_out)
    taken = {item.scored.exercise.slug for item in session.items if item.block is not Block.prepare}
    assert not taken & named.keys()
    assert {one.exercise.slug for one in ranking.left_out} <= named.keys()


@SOME
@given(case=CASES, place=st.integers(0, 24))
def test_what_must_appear_appears_or_what_is_named_truly_helps(case: Case, place: int) -> None:
    slugs = sorted(case.knowledge.exercises)
    wanted = slugs[place % len(slugs)]
    task = replace(case.task, wish=replace(case.wish, include=frozenset({wanted})))

    session, helpful = asked(task)

    if session is not None:
        assert wanted in [item.scored.exercise.slug for item in session.items]
    for name in helpful:
        assert built(relaxed(task, name)) is not None, name


@SOME
@given(case=CASES)
def test_what_is_named_truly_helps_and_what_helps_is_named(case: Case) -> None:
    session, helpful = asked(case.task)

    if session is not None:
        assert not helpful
        return
    helps = {
        name
        for name in {*EASIER, *EASIER_WISHES, "minutes"}
        if relaxed(case.task, name) != case.task and built(relaxed(case.task, name)) is not None
    }
    assert {*helpful} == helps


def relaxed(task: Task, name: str) -> Task:
    """Relax one thing, as an answer says it."""
    if name in EASIER:
        return replace(task, runner=replace(task.runner, **EASIER[name]))  # type: ignore[arg-type]
    if name == "minutes":
        longer = min(120, task.wish.minutes * 2)
        return replace(task, wish=replace(task.wish, minutes=longer))
    return replace(task, wish=replace(task.wish, **EASIER_WISHES[name]))  # type: ignore[arg-type]


def worth(task: Task) -> float | None:
    """Say what the solver can reach; None: there is no session.

    Quotas and the use of all minutes are set aside: longer sessions ask for more of both.
    """
    choices: list[Choice | None] = []

    def reach(options: list[Option], needs: dict[Pair, float], limits: Limits) -> Choice | None:
        choices.append(choose(options, needs, replace(limits, seconds_low=0.0, at_least={})))
        return choices[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sessions, "choose", reach)
        if built(task) is None:
            return None
    return choices[-1].worth if choices[-1] else None


def not_worse(before: float | None, after: float | None) -> bool:
    """Say whether a worth is no less than another, but for the gap."""
    if before is None:
        return True
    return after is not None and after >= before - NEAR_ENOUGH * abs(after) - TINY


@FEW
@given(case=CASES, owned=st.frozensets(st.sampled_from(THINGS)))
def test_more_equipment_is_never_worse(case: Case, owned: frozenset[str]) -> None:
    less = replace(case.runner, equipment=owned)
    more = [Runner(**(vars(less) | {"equipment": e})) for e in (owned | {THINGS[0]}, None)]

    before = worth(replace(case.task, runner=less))

    for runner in more:
        assert not_worse(before, worth(replace(case.task, runner=runner)))


@FEW
@given(case=CASES, minutes=st.sampled_from(((10, 12), (15, 25), (30, 40), (45, 60), (60, 90))))
def test_more_minutes_are_never_worse(case: Case, minutes: tuple[int, int]) -> None:
    wishes = [Wish(**(vars(case.wish) | {"minutes": number})) for number in minutes]

    before, after = (worth(replace(case.task, wish=wish)) for wish in wishes)

    assert not_worse(before, after)
