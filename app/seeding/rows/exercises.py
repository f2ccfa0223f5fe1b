"""Rows of exercises, equipment, EMG, and what exercises are called elsewhere."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import SQLModel

from app.domain.crosswalk import ForeignLink
from app.domain.emg import Emg, EmgRanking, EmgRankingExercise, EmgRankingMuscle
from app.domain.exercises import (
    Dose,
    Equipment,
    Exercise,
    ExerciseMuscle,
    ExerciseMuscleRole,
    ExerciseRole,
    ExerciseRoleMuscle,
    Garmin,
    Need,
    Pattern,
    Progression,
    Way,
)
from app.domain.figures import Figure
from app.seeding.read import Seed
from app.seeding.roles import RoleFacts
from app.seeding.training import MuscleRoleFinder, mode_of
from app.seeding.tree import Tree

ELSEWHERE = {"aliases", "equipment", "dose", "works", "trains", "harder", "figure"}
"""Fields of an exercise's record that are rows of other tables, or written in another way."""


def equipment_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give equipment and movement patterns."""
    for thing in seed.equipment:
        yield Equipment(**thing.model_dump(exclude={"aliases"}))
    for pattern in seed.patterns:
        yield Pattern(**pattern.model_dump(exclude={"aliases"}))


def exercise_rows(seed: Seed, roles: Sequence[RoleFacts]) -> Iterator[SQLModel]:
    """Give the exercises with everything that their own files say."""
    finder = MuscleRoleFinder(Tree(seed.muscles), roles)
    for exercise in seed.exercises:
        slug = exercise.slug
        yield Exercise(**exercise.model_dump(exclude=ELSEWHERE), figure=_poses_of(exercise.figure))
        yield Dose(exercise=slug, **exercise.dose.model_dump())
        for way, things in enumerate(exercise.equipment, 1):
            yield Way(exercise=slug, way=way)
            for thing in things:
                yield Need(exercise=slug, way=way, equipment=thing)
        for position, work in enumerate(exercise.works, 1):
            said = work.model_dump()
            yield ExerciseMuscle(exercise=slug, name=exercise.name, position=position, **said)
        for training in exercise.trains:
            mode = mode_of(exercise)
            yield ExerciseRole(exercise=slug, mode=mode, role=training.role, reason=training.reason)
            for muscle in training.muscles:
                yield ExerciseRoleMuscle(exercise=slug, role=training.role, muscle=muscle)
        for muscle, muscle_role in finder.trained_by(exercise):
            yield ExerciseMuscleRole(exercise=slug, muscle=muscle, muscle_role=muscle_role)
        for step in exercise.harder:
            plain = step.model_dump(exclude={"exercise"})
            yield Progression(easier=slug, harder=step.exercise, **plain)


def _poses_of(figure: Figure | None) -> dict[str, Any] | None:
    """Give the poses of a figure as JSON, without what goes without saying."""
    return None if figure is None else figure.model_dump(mode="json", exclude_defaults=True)


def link_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give EMG, the numbers of the FIT profile, and what other catalogues call ours."""
    for measurement in seed.emg:
        yield Emg(**measurement.model_dump())
    for ranking in seed.emg_rankings:
        yield EmgRanking(**ranking.model_dump(exclude={"muscles", "exercises"}))
        for muscle in ranking.muscles:
            yield EmgRankingMuscle(ranking=ranking.id, muscle=muscle)
        for exercise in ranking.exercises:
            yield EmgRankingExercise(ranking=ranking.id, exercise=exercise)
    for garmin in seed.garmin:
        yield Garmin(**garmin.model_dump())
    for link in seed.foreign:
        yield ForeignLink(**link.model_dump())
