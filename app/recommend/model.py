"""What choosing is about, loaded and plain: exercises, muscle roles, goals, and what is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

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
    Stage,
    Stance,
)

Made = TypeVar("Made")
GENERAL = "general"
"""The goal of those who name none."""
Pair = tuple[str, str]
"""A muscle, as exercises name it, and a running role."""


@dataclass(frozen=True)
class MuscleRoleFacts:
    """What a muscle does in a phase, and how well that is known."""

    id: str
    muscle: str
    role: str
    phase: str
    function: str
    weight: float | None
    share: float | None
    grade: Grade
    sources: tuple[str, ...]
    findings: tuple[tuple[Stance, str], ...] = ()
    """What bears on it: the stance and the id of each finding, what supports it first."""


@dataclass(frozen=True)
class WorkFacts:
    """What a muscle does in an exercise."""

    involvement: Involvement
    contraction: Contraction
    reason: str


@dataclass(frozen=True)
class GateFacts:
    """What an injury asks of an exercise."""

    gate: GateKind
    stage: GateStage
    reason: str
    source: str | None


@dataclass(frozen=True)
class LinkFacts:
    """What an exercise is to an injury."""

    id: str
    role: LinkRole
    stages: tuple[str, ...]


@dataclass(frozen=True)
class DoseFacts:
    """How much of an exercise is usual."""

    sets_low: int
    sets_high: int
    amount_low: int
    amount_high: int
    contacts: tuple[int, int] | None
    hold_s: int
    rest_s: int
    heavy: bool
    reps_in_reserve: int | None


@dataclass(frozen=True)
class ExerciseFacts:
    """An exercise, as choosing sees it."""

    slug: str
    name: str
    category: Category
    pattern: str
    laterality: Laterality
    contraction: Contraction
    level: int
    impact: int
    measure: Measure
    per_side: bool
    ways: tuple[frozenset[str], ...]
    works: Mapping[str, WorkFacts]
    reasons: Mapping[str, str]
    """For each running role that it trains, why."""
    serves: Mapping[Pair, tuple[str, ...]]
    """For each muscle and role that it trains, the ids of the muscle roles."""
    dose: DoseFacts
    gates: Mapping[str, tuple[GateFacts, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[LinkFacts, ...]] = field(default_factory=dict)
    harder: tuple[str, ...] = ()
    activity: float = 0.0
    """Best place of its primary muscles inside an EMG study, 0 to 1: for breaking ties alone."""


@dataclass(frozen=True)
class Aim:
    """One part of a goal: a running role, in a phase and function or in any, and its importance."""

    role: str
    importance: float
    phase: str | None = None
    function: str | None = None
    within: str | None = None
    """Only muscles that are parts of this node."""


@dataclass(frozen=True)
class GoalFacts:
    """A goal: what of running it needs, and which kinds of training suit it."""

    slug: str
    name: str
    aims: tuple[Aim, ...]
    heavy: bool = False
    """Whether heavy lifting is a part of it."""
    suits: Mapping[Category, float] = field(default_factory=dict)
    """How well a category suits the goal, 0 to 1; one that is not named suits it fully."""


@dataclass(frozen=True)
class Runner:
    """What the runner has, can and must not do."""

    equipment: frozenset[str] | None = None
    """What is owned; None: everything."""
    max_level: int = 5
    max_impact: int = 3
    injuries: tuple[str, ...] = ()
    stage: Stage | None = None
    exclude: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Knowledge:
    """Everything that choosing needs to know, of one release."""

    exercises: Mapping[str, ExerciseFacts]
    muscle_roles: Mapping[str, MuscleRoleFacts]
    goals: Mapping[str, GoalFacts]
    parts: Mapping[str, frozenset[str]]
    """For each node of the tree, everything inside it, itself included."""
    names: Mapping[str, str]
    """For each muscle, phase, role and injury, its name."""
    injury_muscles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: "Callable[[Knowledge], Made]") -> Made:
        """Give what is made of it, which is made only once."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @cached_property
    def sorted_exercises(self) -> Sequence[ExerciseFacts]:
        """The exercises in one order, whatever the order they were loaded in."""
        return [self.exercises[slug] for slug in sorted(self.exercises)]

    @cached_property
    def served(self) -> Mapping[Pair, Sequence[str]]:
        """Every pair that any exercise serves, with its muscle roles, in order."""
        served: dict[Pair, set[str]] = {}
        for exercise in self.sorted_exercises:
            for pair, ids in exercise.serves.items():
                served.setdefault(pair, set()).update(ids)
        return {pair: sorted(served[pair]) for pair in sorted(served)}
