"""Count the exercises of a list by what they are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Dialect, func
from sqlmodel import select

from app.domain.exercises import Exercise, ExerciseMuscle, ExerciseRole, Need
from app.domain.vocabulary import Involvement, RoleMode
from app.queries.snapshots import Snapshot
from app.queries.statements import (
    Asked,
    Prepared,
    Shape,
    conditions_of,
    keep_shapes,
    prepare,
    shape_of,
)
from app.schemas.exercises import Facet

_IN_EXERCISE = {
    Facet.category: Exercise.category,
    Facet.pattern: Exercise.pattern,
    Facet.laterality: Exercise.laterality,
    Facet.level: Exercise.level,
    Facet.impact: Exercise.impact,
    Facet.measure: Exercise.measure,
}
_IN_LINKS: dict[Facet, tuple[Any, Any, tuple[Any, ...]]] = {
    Facet.equipment: (Need.equipment, Need.exercise, ()),
    Facet.muscle: (
        ExerciseMuscle.muscle,
        ExerciseMuscle.exercise,
        (ExerciseMuscle.involvement == Involvement.primary,),
    ),
    Facet.role: (ExerciseRole.role, ExerciseRole.exercise, (ExerciseRole.mode == RoleMode.trains,)),
}


def count_by(
    at: Snapshot, facets: Sequence[Facet], where: Sequence[Asked]
) -> dict[str, dict[str, int]]:
    """Count the exercises that meet the conditions by each facet, the most frequent value first."""
    shape, values = shape_of(where)
    counted = {}
    for facet in dict.fromkeys(facets):
        rows = at.run(_counted_by(at.dialect, facet, shape), values)
        ordered = sorted(rows, key=lambda row: (-row[1], str(row[0])))
        counted[facet.value] = {str(value): number for value, number in ordered}
    return counted


@keep_shapes
def _counted_by(dialect: Dialect, facet: Facet, shape: Shape) -> Prepared:
    """Build the statement that counts exercises by the values of a facet."""
    chosen = select(Exercise.slug).where(*conditions_of(shape))
    if facet in _IN_EXERCISE:
        value: Any = _IN_EXERCISE[facet]
        statement = select(value, func.count()).where(*conditions_of(shape)).group_by(value)
    else:
        value, exercise, conditions = _IN_LINKS[facet]
        statement = (
            select(value, func.count(exercise.distinct()))
            .where(exercise.in_(chosen), *conditions)
            .group_by(value)
        )
    return prepare(statement, dialect)
