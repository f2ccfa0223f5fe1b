"""Small knowledges, goals, runners and wishes that hypothesis makes up."""

from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from app.domain.vocabulary import (
    Category,
    Contraction,
    GateKind,
    GateStage,
    Laterality,
    Measure,
    Stage,
)
from app.recommend.model import Aim, ExerciseFacts, GoalFacts, Knowledge, Pair, Runner
from app.recommend.task import Task, Wish
from tests.recommend.facts import ROLES, demand, dose, exercise, gate, know

SOME = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""What fails is shown as it was found: to shrink a catalogue takes minutes."""
FEW = settings(SOME, max_examples=15)
"""For what solves many sessions."""

INJURIES = ("calf-strain", "knee-pain")
THINGS = ("band", "chair", "barbell")
PAIRS: list[Pair] = sorted({(role.muscle, role.role) for role in ROLES.values()})
KINDS = (
    (
        Category.strength,
        ("squat", "lunge", "bridge", "calf-raise", "hip-abduction", "knee-flexion"),
    ),
    (Category.isometric, ("squat", "calf-raise")),
    (Category.plyometric, ("hop", "jump", "bound")),
    (Category.drill, ("march", "skip")),
    (Category.trunk, ("plank", "side-bridge")),
    (Category.foot_core, ("foot-intrinsic",)),
    (Category.mobility, ("stretch", "ankle-dorsiflexion")),
)
CONTRACTIONS = {
    Category.isometric: Contraction.isometric,
    Category.plyometric: Contraction.ballistic,
    Category.mobility: Contraction.mobility,
}
MEASURES = {
    Category.plyometric: Measure.contacts,
    Category.drill: Measure.metres,
    Category.isometric: Measure.seconds,
}


@st.composite
def exercises(draw: st.DrawFn, number: int) -> ExerciseFacts:
    """Make up one exercise."""
    category, patterns = draw(st.sampled_from(KINDS))
    jumps = category is Category.plyometric
    sets = draw(st.integers(1, 3))
    amount = draw(st.sampled_from((5, 8, 20)))
    more: dict[str, Any] = {
        "pattern": draw(st.sampled_from(patterns)),
        "contraction": CONTRACTIONS.get(category)
        or draw(st.sampled_from((Contraction.mixed, Contraction.eccentric))),
        "laterality": draw(st.sampled_from(Laterality)),
        "per_side": draw(st.booleans()),
        "level": draw(st.integers(1, 5)),
        "impact": draw(st.integers(1, 3)) if jumps else draw(st.integers(0, 1)),
        "measure": MEASURES.get(category, Measure.reps),
        "ways": draw(
            st.lists(st.frozensets(st.sampled_from(THINGS), max_size=2), min_size=1, max_size=2)
        ),
        "gates": draw(
            st.dictionaries(
                st.sampled_from(INJURIES),
                st.builds(gate, st.sampled_from(GateKind), st.sampled_from(GateStage)).map(
                    lambda one: (one,)
                ),
                max_size=1,
            )
        ),
        "dose": dose(
            sets=(sets, sets + draw(st.integers(0, 2))),
            amount=(amount, amount + draw(st.integers(0, 10))),
            contacts=(10 * sets, 10 * sets + draw(st.integers(0, 40))) if jumps else None,
            rest_s=draw(st.sampled_from((0, 60, 120))),
            heavy=category is Category.strength and draw(st.booleans()),
        ),
    }
    more["ways"] = tuple(more["ways"])
    pairs = draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=3, unique=True))
    return exercise(f"e{number:02}", pairs, category=category, **more)


@st.composite
def knowledges(draw: st.DrawFn, most: int = 25) -> Knowledge:
    """Make up what is known: 5 exercises or more, each maybe with a harder one."""
    number = draw(st.integers(5, most))
    return know((draw(exercises(place)) for place in range(number)), draw(goals()))


@st.composite
def goals(draw: st.DrawFn) -> GoalFacts:
    """Make up a goal that asks for every role, each a little."""
    roles = sorted({role for _, role in PAIRS})
    aims = [
        Aim(role, draw(st.sampled_from((0.1, 0.3, 0.7, 1.0))))
        for role in roles * draw(st.integers(1, 2))
    ]
    return GoalFacts(
        slug="general",
        name="General",
        aims=tuple(aims),
        heavy=draw(st.booleans()),
        suits=draw(
            st.dictionaries(st.sampled_from(Category), st.sampled_from((0.5, 0.8, 1.2)), max_size=2)
        ),
    )


RUNNERS = st.builds(
    Runner,
    equipment=st.none() | st.frozensets(st.sampled_from(THINGS)),
    max_level=st.integers(1, 5),
    max_impact=st.integers(0, 3),
    injuries=st.lists(st.sampled_from(INJURIES), unique=True, max_size=2).map(tuple),
    stage=st.none() | st.sampled_from(Stage),
    exclude=st.frozensets(st.sampled_from([f"e{place:02}" for place in range(5)]), max_size=2),
)
WISHES = st.builds(
    Wish,
    minutes=st.sampled_from((10, 12, 15, 20, 30, 45, 60, 90)),
    hours_to_next_key_run=st.none() | st.sampled_from((0, 23, 24, 47, 48, 100)),
    race_in_days=st.none() | st.sampled_from((0, 3, 6, 7, 30)),
    weekly_distance_jump_pct=st.none() | st.sampled_from((0, 30, 31, 80)),
    seed=st.integers(0, 3),
)


@dataclass(frozen=True)
class Case:
    """Something asked of something known."""

    knowledge: Knowledge
    runner: Runner
    wish: Wish

    @property
    def goal(self) -> GoalFacts:
        """The goal that is trained for."""
        return self.knowledge.goals["general"]

    @property
    def task(self) -> Task:
        """The same as a task."""
        return Task(
            self.wish, demand(self.knowledge, self.goal), self.knowledge, self.runner, self.goal
        )


CASES = st.builds(Case, knowledges(), RUNNERS, WISHES)
