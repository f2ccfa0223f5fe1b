"""What the catalogue covers of running, and where it has gaps."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.running import MATTERS
from app.domain.vocabulary import Category, Direction, Involvement, MuscleKind
from app.seeding.read import Seed
from app.seeding.records import ExerciseRecord
from app.seeding.roles import RoleFacts, work_out_roles
from app.seeding.training import MuscleRoleFinder
from app.seeding.tree import Tree

EASY = 2  # Highest level at which anyone may start; a judgement.
ENOUGH = 5  # Exercises that a muscle which matters must have.
PHASES = ("loading", "midstance", "push-off", "stance", "late-swing")
"""Phases in which muscles matter most: stance, and the swing before it."""


@dataclass
class Demand:
    """A running role in a gait phase, and the exercises that train what matters there."""

    role: str
    phase: str
    exercises: list[str] = field(default_factory=list)
    at_home: list[str] = field(default_factory=list)
    """Those at level 1 or 2 that need nothing."""


@dataclass
class Coverage:
    """What the catalogue covers."""

    demands: list[Demand]
    muscles: dict[str, list[str]]
    """For each muscle that matters, the exercises that work it as primary or secondary."""


def coverage_of(seed: Seed) -> Coverage:
    """Work out what the exercises of a seed cover; the seed must keep the other rules."""
    tree = Tree(seed.muscles)
    roles = work_out_roles(seed)
    known = {role.id: role for role in roles}
    finder = MuscleRoleFinder(tree, roles)
    demands = {
        (role.role, role.phase): Demand(role.role, role.phase) for role in roles if _matters(role)
    }
    for exercise in seed.exercises:
        met = {
            (known[id_].role, known[id_].phase)
            for _, id_ in finder.trained_by(exercise)
            if _matters(known[id_])
        }
        for place in met:
            demands[place].exercises.append(exercise.slug)
            if exercise.level <= EASY and [] in exercise.equipment:
                demands[place].at_home.append(exercise.slug)
    needed = {
        role.muscle
        for role in roles
        if _matters(role) and role.phase in PHASES and tree.kind(role.muscle) is MuscleKind.muscle
    }
    return Coverage(
        demands=[demand for _, demand in sorted(demands.items())],
        muscles={muscle: _working(seed, tree, muscle) for muscle in sorted(needed)},
    )


def _matters(role: RoleFacts) -> bool:
    """Whether a muscle drives a function enough, or is known to without a figure."""
    heavy = role.weight is None or role.weight >= MATTERS
    return heavy and role.direction is Direction.drives


def _working(seed: Seed, tree: Tree, muscle: str) -> list[str]:
    """Name the exercises that work a muscle, a part of it or a whole that it is in."""
    near = {muscle, *dict(tree.parts(muscle)), *tree.path(muscle)}
    near |= set(tree.functional_groups(muscle))
    return [exercise.slug for exercise in seed.exercises if _moves(exercise, near)]


def _moves(exercise: ExerciseRecord, near: set[str]) -> bool:
    return exercise.category is not Category.mobility and any(
        work.muscle in near and work.involvement is not Involvement.stabiliser
        for work in exercise.works
    )


def report(seed: Seed) -> Iterator[str]:
    """Tell what the catalogue covers, line by line."""
    covered = coverage_of(seed)
    yield f"{len(seed.exercises)} exercises"
    for name, values in (
        ("category", [exercise.category.value for exercise in seed.exercises]),
        ("level", [str(exercise.level) for exercise in seed.exercises]),
        ("impact", [str(exercise.impact) for exercise in seed.exercises]),
        ("FIT match", [garmin.match.value for garmin in seed.garmin]),
    ):
        counts = sorted(Counter(values).items())
        yield f"  {name}: " + ", ".join(f"{value} {count}" for value, count in counts)
    nothing = sum([] in exercise.equipment for exercise in seed.exercises)
    yield f"  with the body alone: {nothing}"
    measured = {row.exercise for row in seed.emg if row.exercise}
    yield f"  with measured muscle activity: {len(measured)}"
    lit = {row.muscle for row in seed.highlights}
    yield f"  nodes of the tree that a body-highlighter package can light up: {len(lit)}"
    yield ""
    yield "Role and phase: exercises, and those at level 1 or 2 with the body alone"
    for demand in covered.demands:
        counts_of = f"{len(demand.exercises):4} {len(demand.at_home):4}"
        yield f"{counts_of}  {demand.role} in {demand.phase}"
    yield ""
    yield f"Muscles that matter in {', '.join(PHASES)}: exercises that work them"
    for muscle, exercises in sorted(covered.muscles.items(), key=lambda pair: len(pair[1])):
        yield f"{len(exercises):4}  {muscle}"
