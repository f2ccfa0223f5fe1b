"""What must not be offered, and why: the gates of injuries first."""

import pytest
from hypothesis import given

from app.domain.vocabulary import GateKind, GateStage, Stage
from app.recommend.gates import Refusal, Refused, cautions, gates_at, refuse, ways_owned
from app.recommend.model import Knowledge, Runner
from tests.recommend.facts import ANYBODY, KNOWN, exercise, gate, of
from tests.recommend.generated import RUNNERS, SOME, knowledges

ACUTE, LATE = Stage.acute, Stage.late
POGO = of("pogo")
AVOID, MODIFY = POGO.gates["calf-strain"]


def refusal(slug: str, runner: Runner) -> Refusal | None:
    """Give the code alone."""
    refused = refuse(of(slug), runner)
    return None if refused is None else refused.code


def test_nothing_speaks_against_anything_for_whoever_has_and_can_everything() -> None:
    assert [refuse(one, ANYBODY) for one in KNOWN.sorted_exercises] == [None] * 10


@pytest.mark.parametrize(
    ("stage", "gates"), [(ACUTE, [AVOID]), (LATE, [MODIFY]), (None, [AVOID, MODIFY])]
)
def test_the_gates_of_a_stage_hold_and_all_of_them_where_it_is_unknown(
    stage: Stage | None, gates: list[object]
) -> None:
    assert gates_at(POGO, "calf-strain", stage) == gates
    assert gates_at(POGO, "knee-pain", stage) == []


@pytest.mark.parametrize("stage", [ACUTE, LATE, None])
def test_a_gate_for_any_stage_holds_at_each(stage: Stage | None) -> None:
    (avoid,) = of("split-squat").gates["knee-pain"]

    assert gates_at(of("split-squat"), "knee-pain", stage) == [avoid]


@pytest.mark.parametrize(
    ("stage", "refused"),
    [
        (ACUTE, Refused(POGO, Refusal.injury, "calf-strain", AVOID)),
        (None, Refused(POGO, Refusal.injury, "calf-strain", AVOID)),
        (LATE, None),
    ],
)
def test_what_must_be_avoided_is_refused_and_the_stricter_counts_where_the_stage_is_unknown(
    stage: Stage | None, refused: Refused | None
) -> None:
    assert refuse(POGO, Runner(injuries=("calf-strain",), stage=stage)) == refused


def test_an_injury_that_has_no_gate_refuses_nothing() -> None:
    assert refusal("pogo", Runner(injuries=("knee-pain",))) is None


@pytest.mark.parametrize(
    ("runner", "code"),
    [
        (Runner(max_impact=1), Refusal.impact),
        (Runner(max_impact=2), None),
        (Runner(max_level=1), Refusal.level),
        (Runner(max_level=2), None),
        (Runner(exclude=frozenset({"pogo"})), Refusal.excluded),
        (Runner(exclude=frozenset({"bridge"})), None),
        (Runner(equipment=frozenset()), None),
    ],
)
def test_a_runner_is_offered_what_is_in_reach(runner: Runner, code: Refusal | None) -> None:
    assert refusal("pogo", runner) == code


@pytest.mark.parametrize(
    ("owned", "about"),
    [
        (frozenset(), "smith-machine"),
        (frozenset({"barbell"}), "rack"),
        (frozenset({"barbell", "rack"}), None),
        (frozenset({"smith-machine", "chair"}), None),
        (None, None),
    ],
    ids=["nothing", "a part of one way", "one way", "another way", "everything"],
)
def test_what_is_missing_is_that_of_the_nearest_way(
    owned: frozenset[str] | None, about: str | None
) -> None:
    refused = refuse(of("back-squat"), Runner(equipment=owned))

    assert (refused.about if refused else None) == about


def test_ways_are_those_that_are_owned() -> None:
    squat = of("back-squat")

    assert ways_owned(squat, ANYBODY) == list(squat.ways)
    assert ways_owned(squat, Runner(equipment=frozenset({"barbell", "rack"}))) == [squat.ways[0]]
    assert ways_owned(squat, Runner(equipment=frozenset({"rack"}))) == []


def test_safety_is_the_reason_that_is_told_first() -> None:
    unfit = Runner(
        equipment=frozenset(),
        max_level=1,
        max_impact=0,
        injuries=("calf-strain",),
        exclude=frozenset({"jump"}),
    )
    jump = exercise(
        "jump",
        level=5,
        impact=3,
        ways=(frozenset({"box"}),),
        gates={"calf-strain": (gate(GateKind.caution), gate(GateKind.avoid))},
    )

    refused = refuse(jump, unfit)

    assert refused is not None
    assert refused.code is Refusal.injury


@pytest.mark.parametrize(
    ("stage", "kinds"),
    [
        (LATE, [GateKind.modify]),
        (ACUTE, []),
        (None, [GateKind.modify]),
    ],
)
def test_what_is_not_forbidden_may_ask_for_care(stage: Stage | None, kinds: list[GateKind]) -> None:
    asked = cautions(POGO, Runner(injuries=("knee-pain", "calf-strain"), stage=stage))

    assert [(injury, one.gate) for injury, one in asked] == [("calf-strain", k) for k in kinds]


@SOME
@given(knowledge=knowledges(), runner=RUNNERS)
def test_what_is_let_through_is_safe_and_in_reach(knowledge: Knowledge, runner: Runner) -> None:
    for one in knowledge.sorted_exercises:
        forbidden = any(
            one_gate.gate is GateKind.avoid
            and (
                runner.stage is None
                or one_gate.stage is GateStage.any
                or one_gate.stage.value == runner.stage.value
            )
            for injury in runner.injuries
            for one_gate in one.gates.get(injury, ())
        )
        reached = (
            one.level <= runner.max_level
            and one.impact <= runner.max_impact
            and one.slug not in runner.exclude
            and (runner.equipment is None or any(way <= runner.equipment for way in one.ways))
        )

        assert (refuse(one, runner) is None) == (reached and not forbidden)
