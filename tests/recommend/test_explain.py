"""What is chosen and why, in sentences."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from app.domain.vocabulary import Category, GateKind, Measure
from app.recommend.explain import EFFORT, FUNCTION, HEAVY, caution, explain, load, refused
from app.recommend.gates import Refusal, Refused, refuse
from app.recommend.model import Runner
from app.recommend.score import Reason
from tests.recommend.facts import ANYBODY, DRILL, JUMP, KNOWN, ROLES, dose, exercise, of
from tests.recommend.generated import CASES, SOME, Case

SOLEUS = ROLES["soleus.push-off.power.propulsion"]
INJURED = Runner(injuries=("calf-strain",))


def reason(**changes: Any) -> str:
    """Explain why a heel raise serves the push of the soleus."""
    role = replace(SOLEUS, **changes)
    return explain(Reason("soleus", "power", role, 0.3, 0.2), of("heel-raise"), KNOWN)


def test_a_reason_tells_figure_phase_grade_and_what_the_exercise_adds() -> None:
    assert reason() == (
        "Soleus: about 50 % of the forward impulse in push-off (evidence grade A). "
        "heel-raise works soleus. heel-raise trains power."
    )


@pytest.mark.parametrize(
    "changes",
    [{"share": None}, {"function": "unheard-of"}, {"sources": ()}],
    ids=["no figure", "no words for the function", "no source beside it"],
)
def test_without_a_figure_that_can_be_told_the_role_is(changes: dict[str, Any]) -> None:
    assert reason(**changes).startswith("Soleus: a part in power in push-off (evidence grade A).")


def test_every_function_reads_as_a_part_of_something() -> None:
    assert {text.split()[0] for text in FUNCTION.values()} == {"of"}


@pytest.mark.parametrize(
    ("slug", "runner", "text"),
    [
        ("pogo", Runner(exclude=frozenset({"pogo"})), "You asked to leave it out."),
        ("pogo", Runner(max_impact=1), "Its impact is 2, above 1."),
        ("pogo", Runner(max_level=1), "It is for level 2, above 1."),
        ("back-squat", Runner(equipment=frozenset()), "It needs smith machine."),
        ("pogo", INJURED, "Calf strain: It is to avoid (acute)."),
    ],
)
def test_what_is_refused_is_told_why(slug: str, runner: Runner, text: str) -> None:
    one = refuse(of(slug), runner)

    assert one is not None
    assert refused(one, KNOWN, runner) == text


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ("heel-raise", "Heel raise does the same work and ranks higher."),
        ("gone", "Another one does the same work and ranks higher."),
    ],
)
def test_the_better_one_is_named(about: str, text: str) -> None:
    assert refused(Refused(of("seated-raise"), Refusal.same_work, about), KNOWN, ANYBODY) == text


@pytest.mark.parametrize("code", Refusal)
def test_every_refusal_has_words(code: Refusal) -> None:
    one = Refused(of("pogo"), code, "calf-strain", of("pogo").gates["calf-strain"][0])

    assert refused(one, KNOWN, ANYBODY).endswith(".")


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "A load with which 2 good repetitions would be left at the end of a set."),
        (
            {"dose": dose(reps_in_reserve=3)},
            "A load with which 3 good repetitions would be left at the end of a set.",
        ),
        ({"dose": dose(heavy=True, reps_in_reserve=3)}, HEAVY),
        ({"measure": Measure.metres}, "A steady effort with good posture to the end."),
        ({"measure": Measure.seconds}, "A steady effort with good posture to the end."),
        (JUMP, EFFORT[Category.plyometric]),
        (JUMP | {"measure": Measure.reps}, "Fast and crisp; stop when the speed drops."),
        (DRILL, EFFORT[Category.drill]),
        (DRILL | {"impact": 2}, "Fast and relaxed; stop when form or speed drops."),
        *(
            ({"category": category}, EFFORT[category])
            for category in (
                Category.foot_core,
                Category.mobility,
                Category.isometric,
            )
        ),
    ],
)
def test_how_hard_to_work_is_said(more: dict[str, Any], text: str) -> None:
    assert load(exercise("one", **more)) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (GateKind.modify, "Only with this change: Go halfway."),
        (GateKind.caution, "Watch: Go halfway."),
    ],
)
def test_what_care_asks_for_is_said(kind: GateKind, text: str) -> None:
    assert caution(kind, "Go halfway.") == text


@SOME
@given(case=CASES)
def test_whatever_is_refused_is_told_in_a_sentence(case: Case) -> None:
    for one in case.knowledge.sorted_exercises:
        refusal = refuse(one, case.runner)
        if refusal is not None:
            text = refused(refusal, case.knowledge, case.runner)
            assert text[0].isupper()
            assert text.endswith(".")
            assert "  " not in text
            assert "None" not in text
