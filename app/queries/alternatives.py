"""What else does the same work, and what comes before and after an exercise."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Dialect, Integer, String, bindparam, cast, literal_column, select
from sqlmodel import Session, col
from sqlmodel import select as pick

from app.domain.exercises import (
    Exercise,
    ExerciseMuscle,
    ExerciseRole,
    ExerciseRoleMuscle,
    Progression,
)
from app.domain.muscles import Muscle, MusclePart
from app.domain.vocabulary import RoleMode
from app.queries.documents import fetch_documents, require_document
from app.queries.exercises import (
    EXERCISES,
    MAX_IMPACT,
    ORDER,
    cautions_of,
    owned_conditions,
    owned_things,
)
from app.queries.names import known_names
from app.queries.paging import list_keys
from app.queries.snapshots import Snapshot, once_a_release, open_snapshot
from app.queries.statements import Prepared, keep_shapes, prepare
from app.recommend.overlap import OVERLAP_DIGITS, Anatomy, Comparison, Supply, rank
from app.schemas.alternatives import (
    Alternative,
    AlternativeParams,
    AlternativesRead,
    ChainStep,
    Overlap,
    ProgressionsRead,
)
from app.schemas.exercises import (
    Caution,
    ExerciseRef,
    ExerciseSort,
    ExerciseSummary,
)
from app.schemas.paging import NoParams, Rendered

LEAST = 0.5  # An exercise that does less than half of the work is no alternative; a judgement.


@dataclass(frozen=True)
class Catalogue:
    """What every exercise of a release works and trains."""

    supplies: dict[str, Supply]
    anatomy: Anatomy


@once_a_release
def catalogue(session: Session) -> Catalogue:
    """Read what every exercise works and trains."""
    works: dict[str, dict[str, Any]] = defaultdict(dict)
    for work in session.exec(pick(ExerciseMuscle).order_by(col(ExerciseMuscle.position))):
        works[work.exercise][work.muscle] = work.involvement
    roles: dict[str, dict[str, list[str]]] = defaultdict(dict)
    trained = pick(ExerciseRole).where(ExerciseRole.mode == RoleMode.trains)
    for role in session.exec(trained.order_by(col(ExerciseRole.role))):
        roles[role.exercise][role.role] = []
    for link in session.exec(pick(ExerciseRoleMuscle).order_by(col(ExerciseRoleMuscle.muscle))):
        if link.role in roles[link.exercise]:
            roles[link.exercise][link.role].append(link.muscle)
    parts: dict[str, set[str]] = defaultdict(set)
    for part in session.exec(pick(MusclePart).where(col(MusclePart.depth) > 0)):
        parts[part.whole].add(part.part)
    parents = {muscle.slug: muscle.parent for muscle in session.exec(pick(Muscle))}
    return Catalogue(
        supplies={
            exercise.slug: Supply(
                slug=exercise.slug,
                muscles=works[exercise.slug],
                roles=roles[exercise.slug],
                category=exercise.category,
                pattern=exercise.pattern,
                contraction=exercise.contraction,
                level=exercise.level,
                impact=exercise.impact,
            )
            for exercise in session.exec(pick(Exercise))
        },
        anatomy=Anatomy(parents, {slug: frozenset(parts[slug]) for slug in parents}),
    )


def list_alternatives(session: Session, slug: str, params: AlternativeParams) -> Rendered:
    """Rank what does much of the same work with what the runner has.

    Raises NotFound, Moved or Gone.
    """
    with open_snapshot(session) as at:
        require_document(at, EXERCISES.kind, slug)
        names = known_names(at)
        known = catalogue(at)
        where = owned_conditions(at, names, params)
        if params.max_impact is None:
            where.append(MAX_IMPACT(catalogue(at).supplies[slug].impact))
        allowed = [row[-1] for row in list_keys(at, EXERCISES, ORDER[ExerciseSort.slug], where)]
        original = known.supplies[slug]
        others = [known.supplies[key] for key in allowed]
        ranked = rank(original, others, known.anatomy, LEAST)[: params.limit]
        keys = [other.slug for other, _ in ranked]
        bodies = fetch_documents(at, EXERCISES.kind, [slug, *keys], whole=False)
        first, *rest = (ExerciseSummary.model_validate(from_json(body)) for body in bodies)
        cautions = defaultdict(list)
        for caution in cautions_of(at, names, params, keys):
            cautions[caution["exercise"]].append(Caution.model_validate(caution))
        things = names.resolve("equipment", "available_equipment", params.available_equipment)
        owned = set(owned_things(at, things)) if things else None
        items = [
            _alternative(first, other, comparison, owned, cautions[other.slug])
            for other, (_, comparison) in zip(rest, ranked, strict=True)
        ]
    read = AlternativesRead(exercise=_ref(first), items=items, revision=at.release.number)
    return Rendered(to_json(read), at.release)


def _ref(exercise: ExerciseSummary) -> ExerciseRef:
    return ExerciseRef(slug=exercise.slug, name=exercise.name, level=exercise.level)


def _alternative(
    original: ExerciseSummary,
    other: ExerciseSummary,
    comparison: Comparison,
    owned: set[str] | None,
    cautions: list[Caution],
) -> Alternative:
    """Say what one alternative keeps, loses, needs and changes."""
    return Alternative(
        exercise=other,
        overlap=comparison.overlap,
        parts={part: round(share, OVERLAP_DIGITS) for part, share in comparison.parts.items()},
        kept=Overlap(muscles=comparison.kept_muscles, roles=comparison.kept_roles),
        lost=Overlap(muscles=comparison.lost_muscles, roles=comparison.lost_roles),
        needs=[way for way in other.equipment if owned is None or set(way) <= owned],
        level_change=other.level - original.level,
        impact_change=other.impact - original.impact,
        text=_told(original, other, comparison),
        cautions=cautions,
    )


def _told(original: ExerciseSummary, other: ExerciseSummary, comparison: Comparison) -> str:
    """Tell the trade in a sentence."""
    lost = [*comparison.lost_muscles, *comparison.lost_roles]
    parts = [
        f"Does {comparison.overlap * 100:.0f} % of the work",
        f"loses {_listed(lost)}" if lost else "loses none of its muscles and roles",
    ]
    for name, change in (
        ("level", other.level - original.level),
        ("impact", other.impact - original.impact),
    ):
        if change:
            parts.append(f"{name} {abs(change)} {'higher' if change > 0 else 'lower'}")
    return ", ".join(parts) + "."


def _listed(words: Sequence[str]) -> str:
    plain = [word.replace("-", " ") for word in words]
    return plain[0] if len(plain) == 1 else f"{', '.join(plain[:-1])} and {plain[-1]}"


def get_progressions(session: Session, slug: str, _params: NoParams) -> Rendered:
    """Give the whole chain of easier and harder exercises; raises NotFound, Moved or Gone."""
    with open_snapshot(session) as at:
        require_document(at, EXERCISES.kind, slug)
        easier = _chain(at, slug, upward=False)
        harder = _chain(at, slug, upward=True)
        (body,) = fetch_documents(at, EXERCISES.kind, [slug], whole=False)
    itself = ExerciseSummary.model_validate(from_json(body))
    read = ProgressionsRead(
        exercise=_ref(itself), easier=easier, harder=harder, revision=at.release.number
    )
    return Rendered(to_json(read), at.release)


def _chain(at: Snapshot, slug: str, *, upward: bool) -> list[ChainStep]:
    """Follow the steps one way; an exercise that is reached twice stands at its nearest place."""
    rows = sorted(
        at.run(_steps(at.dialect, upward), [slug]), key=lambda row: (row[3], row[0], row[2])
    )
    chain: dict[str, ChainStep] = {}
    for key, name, near, steps, level, change, because in rows:
        if key not in chain:
            chain[key] = ChainStep(
                exercise=ExerciseRef(slug=key, name=name, level=level),
                steps=steps,
                next_to=near,
                change=change,
                same_level_because=because,
            )
    return list(chain.values())


@keep_shapes
def _steps(dialect: Dialect, upward: bool) -> Prepared:
    """Build the statement that follows the steps up or down from an exercise."""
    near, far = (
        (col(Progression.easier), col(Progression.harder))
        if upward
        else (col(Progression.harder), col(Progression.easier))
    )
    about = (col(Progression.change), col(Progression.same_level_because))
    first: Any = select(
        far.label("key"), near.label("near"), literal_column("1", Integer).label("steps"), *about
    ).where(near == bindparam("v0", type_=String))
    chain = first.cte("chain", recursive=True)
    chain = chain.union_all(select(far, near, chain.c.steps + 1, *about).where(near == chain.c.key))
    statement = select(
        chain.c.key,
        col(Exercise.name),
        chain.c.near,
        cast(chain.c.steps, Integer),
        col(Exercise.level),
        chain.c.change,
        chain.c.same_level_because,
    ).join(Exercise, col(Exercise.slug) == chain.c.key)
    return prepare(statement, dialect)
