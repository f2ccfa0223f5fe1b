"""A session: examples on a small catalogue."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.vocabulary import Category, Contraction, GateKind, Measure, Stage
from app.recommend.blocks import Block
from app.recommend.gates import Refusal
from app.recommend.model import ExerciseFacts, Knowledge, Runner
from app.recommend.options import FULL
from app.recommend.rules import Rule
from app.recommend.session import Infeasible, TrainingSession, build
from app.recommend.task import Wish
from tests.recommend.facts import (
    ANYBODY,
    EXERCISES,
    JUMP,
    KNOWN,
    ONE_LEG,
    dose,
    exercise,
    gate,
    know,
    task,
)

CALF = [("soleus", "power"), ("soleus", "elastic-storage")]
INJURED = Runner(injuries=("calf-strain",))


def session(
    minutes: int = 45, runner: Runner = ANYBODY, knowledge: Knowledge = KNOWN, **more: Any
) -> TrainingSession:
    """Build a session of the small catalogue."""
    return build(task(Wish(minutes, **more), runner, knowledge))


def slugs(session: TrainingSession) -> list[str]:
    """Name the exercises in their order."""
    return [item.scored.exercise.slug for item in session.items]


def why_not(session: TrainingSession) -> dict[str, Refusal]:
    """Say why exercises are not there."""
    return {one.exercise.slug: one.code for one in session.left_out}


def test_a_session_has_its_blocks_in_order() -> None:
    blocks = [item.block for item in session().items]

    assert blocks == sorted(blocks, key=list(Block).index)
    assert {Block.prepare, Block.plyometric, Block.main, Block.calf_and_foot, Block.trunk} <= {
        *blocks
    }


def test_a_session_covers_the_families_that_there_are() -> None:
    built = session(60)

    assert {"back-squat", "bridge", "seated-raise", "side-plank"} <= {*slugs(built)}
    # Nothing in the small catalogue works the side of the hip.
    assert "lateral-hip" in built.unmet
    assert not {"knee", "hip", "trunk", "unilateral"} & {*built.unmet}
    assert {Rule.balance, Rule.minutes} <= {*built.rules}


def test_it_says_how_long_it_takes() -> None:
    built = session(30)

    assert built.full
    assert built.seconds == sum(item.dose.seconds for item in built.items)
    assert 30 * 60 * FULL <= built.seconds <= 30 * 60


def test_where_the_catalogue_is_too_small_for_the_minutes_it_says_so() -> None:
    built = session(120)

    assert not built.full
    assert built.items


def test_what_is_not_allowed_is_not_there_and_it_says_why() -> None:
    at_home = Runner(equipment=frozenset(), max_level=2, exclude=frozenset({"bridge"}))

    built = session(runner=at_home)

    assert not {"back-squat", "seated-raise", "nordic", "bridge"} & {*slugs(built)}
    assert why_not(built) | {
        "back-squat": Refusal.level,
        "seated-raise": Refusal.equipment,
        "nordic": Refusal.level,
        "bridge": Refusal.excluded,
    } == why_not(built) | {"nordic": Refusal.level}


@pytest.mark.parametrize("stage", [Stage.acute, None])
def test_what_an_injury_forbids_is_not_there(stage: Stage | None) -> None:
    built = session(runner=replace(INJURED, stage=stage))

    assert "pogo" not in slugs(built)
    assert why_not(built)["pogo"] is Refusal.injury


def test_what_an_injury_asks_for_is_told() -> None:
    built = session(runner=replace(INJURED, stage=Stage.late), include=frozenset({"pogo"}))

    (pogo,) = [item.scored for item in built.items if item.scored.exercise.slug == "pogo"]
    assert [(injury, asked.gate) for injury, asked in pogo.cautions] == [
        ("calf-strain", GateKind.modify)
    ]


@pytest.mark.parametrize(
    ("hours", "heavy", "lowering"),
    [(0, False, False), (23, False, False), (24, True, False), (47, True, False), (48, True, True)],
)
def test_before_a_key_run_there_is_no_heavy_and_no_eccentric_work(
    hours: int, heavy: bool, lowering: bool
) -> None:
    built = session(60, hours_to_next_key_run=hours)

    held_back = [slug for slug, code in why_not(built).items() if code is Refusal.timing]
    assert ("back-squat" not in held_back) == heavy
    assert ("nordic" not in held_back) == lowering
    assert not {*held_back} & {*slugs(built)}
    assert (Rule.key_run_near in built.rules) == bool(held_back)


@pytest.mark.parametrize(("days", "near"), [(0, True), (6, True), (7, False), (100, False)])
def test_in_the_week_before_a_race_there_is_no_heavy_and_no_eccentric_work(
    days: int, near: bool
) -> None:
    built = session(60, race_in_days=days)

    held_back = {slug for slug, code in why_not(built).items() if code is Refusal.timing}
    assert ({"back-squat", "nordic"} <= held_back) == near
    assert not held_back & {*slugs(built)}
    assert (Rule.race_near in built.rules) == near


def test_what_must_appear_appears() -> None:
    for one in EXERCISES:
        assert one.slug in slugs(session(30, include=frozenset({one.slug})))


STILL = exercise(
    "still-stretch",
    [],
    muscles={"gluteus": EXERCISES[0].works["soleus"].involvement},
    category=Category.mobility,
    contraction=Contraction.mobility,
    pattern="stretch",
    measure=Measure.seconds,
    dose=dose(sets=(1, 1), amount=(30, 30)),
)
MARCH = exercise(
    "march", category=Category.drill, pattern="march", measure=Measure.metres, dose=dose((1, 2))
)


@pytest.mark.parametrize("minutes", [10, 30])
@pytest.mark.parametrize("one", [STILL, MARCH], ids=["a stretch", "a drill"])
def test_what_prepares_may_be_what_must_appear(one: ExerciseFacts, minutes: int) -> None:
    built = session(minutes, knowledge=know((*EXERCISES, one)), include=frozenset({one.slug}))

    assert one.slug in slugs(built)
    assert built.seconds <= minutes * 60


@pytest.mark.parametrize("kind", [GateKind.caution, GateKind.modify])
def test_what_prepares_with_care_may_be_what_must_appear(kind: GateKind) -> None:
    march = replace(MARCH, gates={"calf-strain": (gate(kind),)})

    built = session(30, INJURED, know((*EXERCISES, march)), include=frozenset({"march"}))

    (item,) = [item for item in built.items if item.scored.exercise.slug == "march"]
    assert [asked.gate for _, asked in item.scored.cautions] == [kind]


@pytest.mark.parametrize(
    ("slug", "runner", "more", "relax"),
    [
        (
            "back-squat",
            Runner(equipment=frozenset()),
            {},
            ["available_equipment", "include"],
        ),
        ("back-squat", Runner(max_level=2), {}, ["max_level", "include"]),
        ("pogo", Runner(max_impact=1), {}, ["max_impact", "include"]),
        ("pogo", Runner(exclude=frozenset({"pogo"})), {}, ["exclude", "include"]),
        # Two things at once: neither alone helps.
        ("back-squat", Runner(equipment=frozenset(), max_level=2), {}, ["include"]),
        # Safety is never relaxed.
        ("pogo", INJURED, {}, ["include"]),
        ("nordic", ANYBODY, {"hours_to_next_key_run": 10}, ["hours_to_next_key_run", "include"]),
        ("nordic", ANYBODY, {"race_in_days": 3}, ["race_in_days", "include"]),
        # A key run and a race are near: neither alone helps.
        ("nordic", ANYBODY, {"hours_to_next_key_run": 10, "race_in_days": 3}, ["include"]),
        # A race is far: it is not what is in the way.
        (
            "nordic",
            ANYBODY,
            {"hours_to_next_key_run": 10, "race_in_days": 30},
            ["hours_to_next_key_run", "include"],
        ),
    ],
)
def test_what_must_appear_and_may_not_is_named_with_what_helps(
    slug: str, runner: Runner, more: dict[str, Any], relax: list[str]
) -> None:
    with pytest.raises(Infeasible) as nothing:
        session(runner=runner, include=frozenset({slug}), **more)

    assert nothing.value.about == slug
    assert sorted(nothing.value.relax) == sorted(relax)


LONG = exercise("long-raise", CALF, pattern="calf-raise", dose=dose((4, 4), (60, 60), rest_s=240))


def test_what_must_appear_and_takes_too_long_needs_more_minutes() -> None:
    with pytest.raises(Infeasible) as nothing:
        session(20, knowledge=know((*EXERCISES, LONG)), include=frozenset({"long-raise"}))

    assert sorted(nothing.value.relax) == ["include", "minutes"]


def test_where_nothing_can_be_had_what_would_help_is_named() -> None:
    lifts = know([one for one in EXERCISES if one.slug == "back-squat"])

    for runner, name in (
        (Runner(equipment=frozenset({"chair"})), "available_equipment"),
        (Runner(max_level=2), "max_level"),
        (Runner(exclude=frozenset({"back-squat"})), "exclude"),
    ):
        with pytest.raises(Infeasible) as nothing:
            session(30, runner, lifts)
        assert nothing.value.relax == [name]


def test_a_session_is_never_empty() -> None:
    with pytest.raises(Infeasible) as nothing:
        session(20, knowledge=know([LONG]))

    assert nothing.value.relax == ["minutes"]


@pytest.mark.parametrize(("jump", "named"), [(None, False), (30, False), (31, True)])
def test_after_a_jump_of_distance_contacts_are_cut(jump: int | None, named: bool) -> None:
    hops = [exercise(f"hop-{n}", CALF, dose=dose((2, 4), contacts=(20, 60)), **JUMP) for n in "ab"]
    usual = session(30, knowledge=know((*EXERCISES, *hops)), contacts=60)

    built = session(
        30, knowledge=know((*EXERCISES, *hops)), contacts=60, weekly_distance_jump_pct=jump
    )

    contacts = sum(item.dose.contacts for item in built.items)
    assert (Rule.distance_jump in built.rules) == named
    assert contacts <= (30 if named else 60)
    assert named or contacts == sum(item.dose.contacts for item in usual.items)


def test_a_number_gives_variety_and_the_same_number_the_same_session() -> None:
    small = know(
        exercise(f"e-{pattern}", [("quadriceps", "deceleration")], pattern=pattern, level=5)
        for pattern in ("squat", "lunge", "step", "hinge", "bridge")
    )

    sessions = [session(10, knowledge=small, seed=number) for number in (0, 1, 2, 3, 4, 5)]

    assert len({tuple(slugs(one)) for one in sessions}) > 1
    assert [slugs(session(10, knowledge=small, seed=n)) for n in range(6)] == [
        slugs(one) for one in sessions
    ]


def test_heavy_lifts_are_for_goals_that_ask_for_them() -> None:
    built = build(replace(task(Wish(60)), goal=replace(KNOWN.goals["general"], heavy=True)))

    assert Rule.heavy_and_jumps in built.rules
    assert any(item.scored.exercise.dose.heavy for item in built.items)
    assert Rule.heavy_and_jumps not in session(60).rules


def test_exercises_that_a_plan_keeps_stay() -> None:
    pair = [exercise(f"raise-{n}", CALF, pattern="calf-raise", **ONE_LEG) for n in "ab"]
    small = know(pair)

    for one in pair:
        built = session(10, knowledge=small, keep=frozenset({one.slug}))
        assert one.slug in slugs(built)
