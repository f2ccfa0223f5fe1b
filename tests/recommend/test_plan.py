"""Weeks of sessions up to a race: examples first, then what always holds."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.vocabulary import Contraction
from app.recommend.blocks import Block
from app.recommend.model import Runner
from app.recommend.plan import (
    BLOCK_WEEKS,
    CONTACTS_STEP,
    DAY_H,
    EVE_D,
    WEEK_D,
    Frame,
    PlannedSession,
    PlanWeek,
    choose_days,
    days_to_key,
    plan,
)
from app.recommend.rules import Rule
from app.recommend.session import Infeasible
from app.recommend.task import ECCENTRIC_H, HEAVY_H, RACE_D, Wish
from tests.recommend.facts import ANYBODY, EXERCISES, JUMP, dose, exercise, know, task
from tests.recommend.generated import CASES, FEW, Case

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
TWO_A_WEEK = Frame(8, 2)
SMALL = task(Wish(30))


def weeks(frame: Frame, runner: Runner = ANYBODY, **more: Any) -> list[PlanWeek]:
    """Plan with the small catalogue."""
    return plan(task(Wish(30, **more), runner), frame)


def slugs(planned: PlannedSession) -> list[str]:
    """Name the exercises of a session."""
    return [item.scored.exercise.slug for item in planned.session.items]


def sets(planned: PlannedSession) -> int:
    """Count the sets of a session."""
    return sum(item.dose.sets for item in planned.session.items)


def contacts(planned: PlannedSession) -> int:
    """Count the contacts of a session."""
    return sum(item.dose.contacts for item in planned.session.items)


def day_of(week: PlanWeek, planned: PlannedSession) -> int:
    """Count the days from the first Monday."""
    return (week.number - 1) * WEEK_D + planned.day


@pytest.mark.parametrize(
    ("per_week", "keys", "days"),
    [
        (1, set(), (MON,)),
        (2, set(), (MON, THU)),
        (3, set(), (MON, WED, FRI)),
        # After the key run of the same day, or two days before the next one.
        (1, {TUE}, (MON + 1,)),
        (2, {TUE, SUN}, (TUE, FRI)),
    ],
)
def test_sessions_keep_their_distance_from_key_runs_and_each_other(
    per_week: int, keys: set[int], days: tuple[int, ...]
) -> None:
    chosen = choose_days(Frame(4, per_week, frozenset(keys)))

    if keys:
        assert all(days_to_key(day, Frame(4, per_week, frozenset(keys))) >= 2 for day in chosen)
    else:
        assert chosen == days


@pytest.mark.parametrize(
    ("day", "keys", "gap"),
    [
        (MON, {TUE}, 1),
        (TUE, {TUE}, 7),
        (WED, {TUE}, 6),
        (SUN, {TUE, WED}, 2),
        (TUE, {TUE, WED}, 1),
        (MON, set(), 7),
    ],
)
def test_a_key_run_of_the_same_day_comes_first(day: int, keys: set[int], gap: int) -> None:
    assert days_to_key(day, Frame(1, 1, frozenset(keys))) == gap


def test_a_plan_is_blocks_whose_last_week_is_light() -> None:
    kinds = [week.kind for week in weeks(TWO_A_WEEK)]

    assert kinds == ["build", "build", "build", "light"] * 2
    assert [week.number for week in weeks(TWO_A_WEEK) if week.is_new] == [1, 1 + BLOCK_WEEKS]


def test_exercises_stay_in_a_block() -> None:
    planned = weeks(TWO_A_WEEK)

    for block in (planned[:BLOCK_WEEKS], planned[BLOCK_WEEKS:]):
        for place in range(2):
            assert len({tuple(slugs(week.sessions[place])) for week in block}) == 1


def test_a_light_week_has_fewer_sets() -> None:
    planned = weeks(TWO_A_WEEK)

    for place in range(2):
        assert sets(planned[3].sessions[place]) < sets(planned[2].sessions[place])


def test_repetitions_rise_in_a_block() -> None:
    planned = weeks(Frame(3, 1))

    amounts = [
        [item.dose.amount for item in week.sessions[0].session.items if not item.dose.contacts]
        for week in planned
    ]
    for before, after in pairwise(amounts):
        assert all(one <= two for one, two in zip(before, after, strict=True))
    assert amounts[0] != amounts[-1]


def test_the_next_block_takes_the_next_step_where_it_is_allowed() -> None:
    steps = know([one for one in EXERCISES if one.slug in ("heel-raise", "one-leg-raise")])
    first = replace(SMALL, knowledge=steps, wish=Wish(10))
    beginner = replace(first, runner=Runner(max_level=1))
    able = replace(first, runner=Runner(exclude=frozenset()))

    for asked, reached in ((beginner, False), (able, True)):
        planned = plan(asked, Frame(5, 1))
        started = slugs(planned[0].sessions[0])
        told = [change for change in planned[4].changes if "is the next step" in change]
        assert ("one-leg-raise" in slugs(planned[4].sessions[0])) == reached
        assert bool(told) == (reached and "heel-raise" in started)


def test_what_changes_is_said_each_week() -> None:
    planned = weeks(TWO_A_WEEK)

    assert all(week.changes for week in planned)
    assert planned[0].changes == ["The first block: learn the exercises, stop well before failure."]
    assert Rule.variety in planned[0].rules
    assert Rule.double_progression in planned[1].rules
    assert Rule.double_progression not in planned[3].rules


def test_before_a_race_weeks_are_light_and_there_is_nothing_on_its_eve() -> None:
    race = 5 * WEEK_D + SUN

    planned = weeks(Frame(6, 2, race_day=race))

    assert [week.kind for week in planned[-2:]] == ["light", "race"]
    days = [day_of(week, one) for week in planned for one in week.sessions]
    assert max(days) < race - EVE_D
    assert Rule.race_near in planned[-1].rules


def test_a_race_that_is_far_changes_nothing() -> None:
    far = weeks(Frame(4, 2, race_day=52 * WEEK_D))

    assert [[slugs(one) for one in week.sessions] for week in far] == [
        [slugs(one) for one in week.sessions] for week in weeks(Frame(4, 2))
    ]


def test_after_the_race_there_is_nothing() -> None:
    planned = weeks(Frame(4, 2, race_day=WEEK_D + WED))

    assert [week.sessions for week in planned[2:]] == [[], []]
    assert all("A little more" not in change for week in planned[2:] for change in week.changes)


def test_key_runs_of_every_day_leave_no_heavy_work() -> None:
    planned = weeks(Frame(2, 2, frozenset(range(7))))

    assert all(week.sessions for week in planned)
    for one in (one for week in planned for one in week.sessions):
        assert one.same_day
        assert "nordic" not in slugs(one)
    assert Rule.same_day in planned[0].rules


def test_two_jumps_of_a_session_share_its_contacts() -> None:
    hops = [
        exercise(
            f"hop-{muscle}",
            [(muscle, "power")],
            impact=1,
            level=5,
            dose=dose((3, 3), contacts=(20, 30)),
            **(JUMP | {"pattern": pattern}),
        )
        for muscle, pattern in (("soleus", "hop"), ("quadriceps", "jump"), ("hamstrings", "bound"))
    ]
    planned = plan(task(Wish(20), knowledge=know(hops)), Frame(8, 1))

    counts = [contacts(week.sessions[0]) for week in planned]
    assert len(slugs(planned[0].sessions[0])) > 1
    assert counts[0] < counts[2]
    for before, after in pairwise(counts[: BLOCK_WEEKS - 1]):
        assert before <= after <= before + CONTACTS_STEP


FRAMES = st.builds(
    Frame,
    weeks=st.integers(1, 10),
    per_week=st.integers(1, 4),
    key_days=st.frozensets(st.integers(0, 6), max_size=3),
    race_day=st.none() | st.integers(0, 80),
)


def made(case: Case, frame: Frame) -> list[PlanWeek]:
    """Plan a case; a plan has no key run or race of its own in the wish."""
    wish = replace(case.wish, hours_to_next_key_run=None, race_in_days=None)
    try:
        return plan(replace(case.task, wish=wish), frame)
    except Infeasible:
        assume(False)
        raise


@FEW
@given(case=CASES, frame=FRAMES)
def test_a_plan_has_its_weeks_and_sessions(case: Case, frame: Frame) -> None:
    planned = made(case, frame)

    assert [week.number for week in planned] == [*range(1, frame.weeks + 1)]
    for week in planned:
        days = [one.day for one in week.sessions]
        assert days == sorted(set(days))
        assert len(days) <= frame.per_week
        assert frame.race_day is not None or len(days) == frame.per_week
        for one in week.sessions:
            assert one.session.seconds <= case.wish.minutes * 60 + 1e-6


@FEW
@given(case=CASES, frame=FRAMES)
def test_there_is_no_session_on_the_eve_or_day_of_the_race_or_after_it(
    case: Case, frame: Frame
) -> None:
    race = frame.race_day

    for week in made(case, frame):
        for one in week.sessions:
            assert race is None or day_of(week, one) < race - 1


@FEW
@given(case=CASES, frame=FRAMES)
def test_within_7_days_of_the_race_there_is_no_heavy_and_no_eccentric_work(
    case: Case, frame: Frame
) -> None:
    for week in made(case, frame):
        for one in week.sessions:
            near = frame.race_day is not None and frame.race_day - day_of(week, one) < RACE_D
            for item in one.session.items if near else []:
                if item.block is not Block.prepare:
                    assert not item.scored.exercise.dose.heavy
                    assert item.scored.exercise.contraction is not Contraction.eccentric


@FEW
@given(case=CASES, frame=FRAMES)
def test_work_before_a_key_run_is_held_back(case: Case, frame: Frame) -> None:
    for week in made(case, frame):
        for one in week.sessions:
            hours = days_to_key(one.day, frame) * DAY_H
            assert one.hours_to_key_run == (hours if frame.key_days else None)
            for item in one.session.items if frame.key_days else []:
                if item.block is not Block.prepare:
                    assert hours >= HEAVY_H or not item.scored.exercise.dose.heavy
                    lowering = item.scored.exercise.contraction is Contraction.eccentric
                    assert hours >= ECCENTRIC_H or not lowering


@FEW
@given(case=CASES, frame=FRAMES)
def test_contacts_rise_by_no_more_than_a_step_a_week_in_a_block(case: Case, frame: Frame) -> None:
    planned = made(case, frame)

    for before, after in pairwise(planned):
        if after.is_new:
            continue
        for one in after.sessions:
            earlier = [e for e in before.sessions if e.letter == one.letter]
            for e in earlier:
                assert contacts(one) <= contacts(e) + CONTACTS_STEP


@FEW
@given(case=CASES, frame=FRAMES)
def test_light_weeks_have_no_more_sets_and_fewer_where_there_are_some(
    case: Case, frame: Frame
) -> None:
    planned = made(case, frame)

    for before, after in pairwise(planned):
        if (before.kind, after.kind) != ("build", "light") or after.is_new:
            continue
        for one in after.sessions:
            (earlier,) = [e for e in before.sessions if e.letter == one.letter]
            if slugs(one) != slugs(earlier):
                continue
            assert sets(one) <= sets(earlier)
            if any(item.dose.sets > 1 for item in earlier.session.items):
                assert sets(one) < sets(earlier)


@FEW
@given(case=CASES, frame=FRAMES)
def test_amounts_stay_inside_their_range(case: Case, frame: Frame) -> None:
    for week in made(case, frame):
        for one in week.sessions:
            for item in one.session.items:
                usual = item.scored.exercise.dose
                if usual.contacts is None:
                    assert usual.amount_low <= item.dose.amount <= usual.amount_high
                else:
                    assert 0 < item.dose.contacts <= usual.contacts[1]


@FEW
@given(case=CASES, frame=FRAMES)
def test_the_same_plan_comes_again(case: Case, frame: Frame) -> None:
    assert made(case, frame) == made(case, frame)
