"""A small invented Knowledge that the tests of choosing are about.

Weights are powers of two, so that sums are exact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.domain.vocabulary import (
    Category,
    Contraction,
    GateKind,
    GateStage,
    Grade,
    Involvement,
    Laterality,
    LinkRole,
    Measure,
)
from app.recommend.model import (
    Aim,
    DoseFacts,
    ExerciseFacts,
    GateFacts,
    GoalFacts,
    Knowledge,
    LinkFacts,
    MuscleRoleFacts,
    Pair,
    Runner,
    WorkFacts,
)
from app.recommend.need import Demand, demand_of
from app.recommend.task import Task, Wish

PRIMARY, SECONDARY, STABILISER = Involvement


def muscle_role(
    id_: str, weight: float | None, share: float | None, grade: Grade
) -> MuscleRoleFacts:
    """Say what a muscle does in a phase; the id names muscle, phase, role and function."""
    muscle, phase, role, function = id_.split(".")
    return MuscleRoleFacts(id_, muscle, role, phase, function, weight, share, grade, (f"s-{id_}",))


ROLES = {
    role.id: role
    for role in (
        muscle_role("soleus.push-off.power.propulsion", 1.0, 0.5, Grade.A),
        muscle_role("soleus.push-off.power.work-generation", 0.5, None, Grade.C),
        muscle_role("gastrocnemius.push-off.power.propulsion", 0.5, 0.25, Grade.B),
        muscle_role("soleus.stance.elastic-storage.tendon-strain-energy", 1.0, 0.6, Grade.B),
        muscle_role("quadriceps.loading.deceleration.work-absorption", 1.0, 0.4, Grade.A),
        muscle_role("quadriceps.push-off.power.propulsion", 0.25, 0.1, Grade.D),
        muscle_role("hamstrings.late-swing.deceleration.work-absorption", None, None, Grade.E),
        muscle_role("hamstrings.push-off.power.propulsion", 0.5, 0.2, Grade.C),
        muscle_role("gluteus.loading.stability.frontal-plane-pelvis", 1.0, 0.8, Grade.C),
    )
}
"""The muscle roles by id."""


def ids_of(muscle: str, role: str) -> tuple[str, ...]:
    """Give the muscle roles of a pair."""
    return tuple(id_ for id_, of in ROLES.items() if (of.muscle, of.role) == (muscle, role))


def dose(
    sets: tuple[int, int] = (2, 3), amount: tuple[int, int] = (8, 12), **more: Any
) -> DoseFacts:
    """Give a dose."""
    usual: dict[str, Any] = {
        "contacts": None, "hold_s": 0, "rest_s": 60, "heavy": False, "reps_in_reserve": None,
    }  # fmt: skip
    return DoseFacts(*sets, *amount, **(usual | more))


def exercise(
    slug: str, pairs: Iterable[Pair] = (("soleus", "power"),), **more: Any
) -> ExerciseFacts:
    """Give an exercise that trains pairs of muscle and role, each muscle as a primary one.

    `muscles` names the involvement of muscles; everything else is a field of the facts.
    """
    pairs = tuple(pairs)
    contraction = more.get("contraction", Contraction.mixed)
    muscles: Mapping[str, Involvement] = dict.fromkeys((m for m, _ in pairs), PRIMARY) | more.pop(
        "muscles", {}
    )
    usual: dict[str, Any] = {
        "name": slug.replace("-", " ").capitalize(),
        "category": Category.strength,
        "pattern": "squat",
        "laterality": Laterality.bilateral,
        "contraction": contraction,
        "level": 1,
        "impact": 0,
        "measure": Measure.reps,
        "per_side": False,
        "ways": (frozenset(),),
        "works": {
            muscle: WorkFacts(involvement, contraction, f"{slug} works {muscle}.")
            for muscle, involvement in muscles.items()
        },
        "reasons": {role: f"{slug} trains {role}." for _, role in pairs},
        "serves": {pair: ids_of(*pair) for pair in pairs},
        "dose": dose(),
    }
    return ExerciseFacts(slug=slug, **(usual | more))


def gate(kind: GateKind, stage: GateStage = GateStage.any) -> GateFacts:
    """Give a gate."""
    return GateFacts(kind, stage, f"It is to {kind.value} ({stage.value}).", None)


ONE_LEG = {"laterality": Laterality.unilateral, "per_side": True}
JUMP: dict[str, Any] = {
    "category": Category.plyometric,
    "contraction": Contraction.ballistic,
    "measure": Measure.contacts,
    "pattern": "hop",
}
DRILL: dict[str, Any] = {
    "category": Category.drill,
    "contraction": Contraction.ballistic,
    "measure": Measure.metres,
    "pattern": "locomotion",
}
REHAB = LinkFacts("link-1", LinkRole.rehab, ("early", "mid"))

EXERCISES = (
    exercise(
        "heel-raise",
        [("soleus", "power"), ("gastrocnemius", "power"), ("soleus", "elastic-storage")],
        pattern="calf-raise",
        links={"calf-strain": (REHAB,)},
        harder=("one-leg-raise",),
    ),
    exercise(
        "one-leg-raise",
        [("soleus", "power"), ("gastrocnemius", "power"), ("soleus", "elastic-storage")],
        pattern="calf-raise",
        level=2,
        gates={"calf-strain": (gate(GateKind.caution, GateStage.acute),)},
        **ONE_LEG,
    ),
    exercise(
        "seated-raise",
        [("soleus", "power"), ("soleus", "elastic-storage")],
        pattern="calf-raise",
        ways=(frozenset({"chair"}),),
    ),
    exercise(
        "pogo",
        [("soleus", "elastic-storage"), ("soleus", "power")],
        level=2,
        impact=2,
        dose=dose(contacts=(20, 60), rest_s=0),
        gates={
            "calf-strain": (
                gate(GateKind.avoid, GateStage.acute),
                gate(GateKind.modify, GateStage.late),
            )
        },
        **JUMP,
    ),
    exercise(
        "back-squat",
        [("quadriceps", "deceleration"), ("quadriceps", "power")],
        level=3,
        ways=(frozenset({"barbell", "rack"}), frozenset({"smith-machine"})),
        dose=dose(sets=(3, 4), amount=(4, 6), rest_s=120, heavy=True),
    ),
    exercise(
        "split-squat",
        [("quadriceps", "deceleration"), ("quadriceps", "power"), ("gluteus", "stability")],
        pattern="lunge",
        level=2,
        gates={"knee-pain": (gate(GateKind.avoid),)},
        **ONE_LEG,
    ),
    exercise(
        "nordic",
        [("hamstrings", "deceleration")],
        pattern="knee-flexion",
        contraction=Contraction.eccentric,
        level=3,
    ),
    exercise("bridge", [("hamstrings", "power")], pattern="bridge"),
    exercise(
        "side-plank",
        [("gluteus", "stability")],
        category=Category.trunk,
        pattern="side-bridge",
        contraction=Contraction.isometric,
        measure=Measure.seconds,
        dose=dose(amount=(20, 40), rest_s=0),
        **ONE_LEG,
    ),
    exercise(
        "ankle-rock",
        [],
        muscles={"soleus": PRIMARY},
        category=Category.mobility,
        pattern="ankle-dorsiflexion",
        contraction=Contraction.mobility,
        dose=dose(sets=(1, 2), rest_s=0),
    ),
)

GENERAL = GoalFacts(
    slug="general",
    name="General",
    aims=(
        Aim("power", 1.0, phase="push-off"),
        Aim("elastic-storage", 0.5),
        Aim("deceleration", 0.5, phase="loading"),
        Aim("stability", 0.5),
    ),
)
"""The goal that most tests train for."""

NAMES = {
    "soleus": "Soleus",
    "gastrocnemius": "Gastrocnemius",
    "quadriceps": "Quadriceps",
    "hamstrings": "Hamstrings",
    "gluteus": "Gluteus medius",
    "push-off": "Push-off",
    "loading": "Loading",
    "stance": "Stance",
    "late-swing": "Late swing",
    "power": "Power",
    "elastic-storage": "Elastic storage",
    "deceleration": "Deceleration",
    "stability": "Stability",
    "calf-strain": "Calf strain",
    "knee-pain": "Knee pain",
}
MUSCLES = ("soleus", "gastrocnemius", "quadriceps", "hamstrings", "gluteus")
PARTS = {muscle: frozenset({muscle}) for muscle in MUSCLES} | {
    "calf": frozenset({"calf", "soleus", "gastrocnemius"})
}


def know(exercises: Iterable[ExerciseFacts] = EXERCISES, goal: GoalFacts = GENERAL) -> Knowledge:
    """Give a Knowledge of some exercises."""
    return Knowledge(
        exercises={one.slug: one for one in exercises},
        muscle_roles=ROLES,
        goals={goal.slug: goal},
        parts=PARTS,
        names=NAMES,
        injury_muscles={"calf-strain": ("gastrocnemius", "soleus"), "knee-pain": ("quadriceps",)},
    )


KNOWN = know()
ANYBODY = Runner()


def demand(knowledge: Knowledge = KNOWN, goal: GoalFacts = GENERAL) -> Demand:
    """Give the demand of a goal."""
    return demand_of(goal.aims, knowledge)


def task(
    wish: Wish,
    runner: Runner = ANYBODY,
    knowledge: Knowledge = KNOWN,
    goal: GoalFacts = GENERAL,
) -> Task:
    """Ask for a session of the goal."""
    return Task(wish, demand(knowledge, goal), knowledge, runner, goal)


def of(slug: str, **changes: Any) -> ExerciseFacts:
    """Give an exercise by its slug, with changes."""
    return replace(KNOWN.exercises[slug], **changes)
