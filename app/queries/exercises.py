"""Questions about exercises and equipment."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Dialect, bindparam, or_
from sqlmodel import Session, col, select

from app.domain.exercises import (
    Equipment,
    Exercise,
    ExerciseMuscle,
    ExerciseMuscleRole,
    ExerciseRole,
    Need,
    Way,
)
from app.domain.injuries import Gate
from app.domain.running import MuscleRole
from app.domain.search import SearchWord
from app.domain.vocabulary import GateKind, GateStage, RoleMode, Stage
from app.queries.documents import require_document
from app.queries.facets import count_by
from app.queries.lexicon import understand
from app.queries.links import Links, asked_once, linked
from app.queries.muscles import near
from app.queries.names import KnownNames, known_names
from app.queries.paging import NUMBER, By, Lanes, Listing, render_page
from app.queries.search import find
from app.queries.snapshots import Snapshot, once_a_release, open_snapshot
from app.queries.statements import (
    Asked,
    Binds,
    Condition,
    Prepared,
    always,
    ask,
    conditions_of,
    filled_up,
    is_one_of,
    keep_shapes,
    prepare,
)
from app.schemas.exercises import (
    Caution,
    ChosenParams,
    EquipmentParams,
    EquipmentSort,
    ExerciseParams,
    ExercisesOfMuscleParams,
    ExerciseSort,
    OwnedParams,
)
from app.schemas.injuries import JUDGEMENT
from app.schemas.paging import Rendered
from app.schemas.search import Findable

EXERCISES = Listing("exercises", col(Exercise.slug))
WORKING = Listing(
    "exercises",
    col(ExerciseMuscle.exercise),
    ((Exercise, col(Exercise.slug) == col(ExerciseMuscle.exercise)),),
)
"""The exercises as their links to muscles hold them: each once for each muscle."""
EQUIPMENT = Listing("equipment", col(Equipment.slug))

_SLUG = By(col(Exercise.slug))
_NAME = By(col(Exercise.name))
ORDER = {
    ExerciseSort.name: (_NAME, _SLUG),
    ExerciseSort.name_descending: (
        By(col(Exercise.name), descending=True),
        By(col(Exercise.slug), descending=True),
    ),
    ExerciseSort.slug: (_SLUG,),
    ExerciseSort.level: (By(col(Exercise.level), holds=NUMBER), _NAME, _SLUG),
    ExerciseSort.level_descending: (
        By(col(Exercise.level), descending=True, holds=NUMBER),
        _NAME,
        _SLUG,
    ),
    ExerciseSort.impact: (By(col(Exercise.impact), holds=NUMBER), _NAME, _SLUG),
}
WORKING_ORDER = {
    sort: tuple(
        By(col(getattr(ExerciseMuscle, column)), descending=sort is ExerciseSort.name_descending)
        for column in ("name", "exercise")
    )
    for sort in (ExerciseSort.name, ExerciseSort.name_descending)
}
"""The orders that the index of those links holds."""
EQUIPMENT_ORDER = {
    EquipmentSort.slug: (By(col(Equipment.slug)),),
    EquipmentSort.slug_descending: (By(col(Equipment.slug), descending=True),),
}

CATEGORY = is_one_of(col(Exercise.category))
PATTERN = is_one_of(col(Exercise.pattern))
LATERALITY = is_one_of(col(Exercise.laterality))
CONTRACTION = is_one_of(col(Exercise.contraction))
MEASURE = is_one_of(col(Exercise.measure))
MAX_LEVEL = Condition(lambda binds: col(Exercise.level) <= binds[0])
MAX_IMPACT = Condition(lambda binds: col(Exercise.impact) <= binds[0])
TRAINS = Links(
    col(ExerciseRole.exercise),
    lambda roles: select(ExerciseRole.exercise).where(
        col(ExerciseRole.role).in_(roles), ExerciseRole.mode == RoleMode.trains
    ),
).walked
"""Every role is trained by many exercises, and something can be done with nearly everything."""
OWNED = Links(
    col(Way.exercise),
    lambda things: select(Way.exercise).where(
        ~select(Need.way)
        .where(
            col(Need.exercise) == Way.exercise,
            col(Need.way) == Way.way,
            col(Need.equipment).not_in(things),
        )
        .correlate(Way)
        .exists()
    ),
).walked
INVOLVED = is_one_of(col(ExerciseMuscle.involvement))
FOUND = Condition(
    lambda words: col(Exercise.slug).in_(
        select(SearchWord.key).where(
            SearchWord.kind == EXERCISES.kind, col(SearchWord.word).in_(words)
        )
    )
)
MOST_LANES = 8
"""Nodes whose exercises are read side by side; a judgement: each more is looked into for a page."""
NOTHING = always(col(Exercise.slug).is_(None))


@cache
def _works(nodes: int) -> Links:
    """Link exercises with one of `nodes` nodes that they work, then with involvements."""

    def build(binds: Binds) -> Any:
        worked = select(ExerciseMuscle.exercise).where(
            col(ExerciseMuscle.muscle).in_(binds[:nodes])
        )
        if binds[nodes:]:
            worked = worked.where(col(ExerciseMuscle.involvement).in_(binds[nodes:]))
        return worked

    return Links(col(ExerciseMuscle.exercise), build)


@cache
def _works_node(place: int) -> Condition:
    """Make the condition that a link is one to a node: of those asked for, the one at a place."""
    return Condition(lambda nodes: col(ExerciseMuscle.muscle) == nodes[place])


@cache
def _serves(phases: int) -> Links:
    """Link exercises with what they train and matters in `phases`, then in roles."""

    def build(binds: Binds) -> Any:
        served = (
            select(ExerciseMuscleRole.exercise)
            .join(MuscleRole, col(MuscleRole.id) == ExerciseMuscleRole.muscle_role)
            .where(col(MuscleRole.phase).in_(binds[:phases]))
        )
        if binds[phases:]:
            served = served.where(col(MuscleRole.role).in_(binds[phases:]))
        return served

    return Links(col(ExerciseMuscleRole.exercise), build)


@cache
def _gated(injuries: int, stage: Stage | None) -> Links:
    """Link exercises with what `injuries` ask of them at a stage, then with kinds of gates."""

    def build(binds: Binds) -> Any:
        asked = [col(Gate.injury).in_(binds[:injuries]), *_holds_at(stage)]
        if binds[injuries:]:
            asked.append(col(Gate.gate).in_(binds[injuries:]))
        return select(Gate.exercise).where(*asked)

    return Links(col(Gate.exercise), build)


@cache
def _not_to_avoid(stage: Stage | None) -> Condition:
    """Make the condition that no gate of some injuries says to avoid an exercise at a stage."""
    stages = _holds_at(stage)
    return Condition(
        lambda injuries: col(Exercise.slug).not_in(
            select(Gate.exercise).where(
                col(Gate.injury).in_(injuries), Gate.gate == GateKind.avoid, *stages
            )
        )
    )


def list_exercises(session: Session, params: ExerciseParams) -> Rendered:
    """List the exercises."""
    with open_snapshot(session) as at:
        muscles = known_names(at).resolve("muscle", "muscle", params.muscle)
        return _answer(at, "/v1/exercises", params, muscles)


def list_exercises_of_muscle(
    session: Session, slug: str, params: ExercisesOfMuscleParams
) -> Rendered:
    """List the exercises that work one node; raises NotFound, Moved or Gone."""
    with open_snapshot(session) as at:
        require_document(at, "muscles", slug)
        return _answer(at, f"/v1/muscles/{slug}/exercises", params, [slug])


def list_equipment(session: Session, params: EquipmentParams) -> Rendered:
    """List equipment."""
    order = EQUIPMENT_ORDER[params.sort]
    with open_snapshot(session) as at:
        return render_page(at, EQUIPMENT, params, path="/v1/equipment", order=order)


def _answer(at: Snapshot, path: str, params: ChosenParams, muscles: list[str]) -> Rendered:
    names = known_names(at)
    roles = names.resolve("role", "role", params.role)
    phases = names.resolve("phase", "phase", params.phase)
    injuries = names.resolve("injury", "gated_by", params.gated_by)
    serves = _serves(len(phases))
    gated = _gated(len(injuries), params.stage)
    rest = [
        *([linked(at, serves, [*phases, *roles])] if phases else []),
        *([linked(at, gated, [*injuries, *params.gate])] if injuries else []),
        *ask(
            {
                TRAINS: roles,
                CATEGORY: params.category,
                PATTERN: names.resolve("pattern", "pattern", params.pattern),
                LATERALITY: params.laterality,
                CONTRACTION: params.contraction,
                MEASURE: params.measure,
            }
        ),
        *owned_conditions(at, names, params),
        *(_found(at, params.q) if params.q else ()),
    ]

    nodes = _worked_nodes(at, muscles)
    works = _works(len(nodes))
    worked = [linked(at, works, [*nodes, *params.involvement])] if nodes else []
    where = [*worked, *rest] if nodes or not muscles else [NOTHING]

    def about(keys: list[str]) -> dict[str, Any]:
        asked = [*where, EXERCISES.has_id(*params.ids.split(","))] if params.ids else where
        return {
            "facets": count_by(at, params.facets, asked) if params.facets else None,
            "cautions": cautions_of(at, names, params, keys) if params.injuries else None,
        }

    order = ORDER[params.sort]
    walks = [asked for asked in worked if asked.condition is works.walked]
    lanes = _lanes(params, nodes, rest) if walks else None
    return render_page(
        at, EXERCISES, params, path=path, order=order, where=where, lanes=lanes, about=about
    )


def _lanes(params: ChosenParams, nodes: Sequence[str], rest: list[Asked]) -> Lanes | None:
    """Read the exercises of each node in order, past all that work none of them.

    Not where many nodes are worked: whatever does not work one of them then works another.
    """
    different = {*nodes}
    if params.sort not in WORKING_ORDER or params.ids or len(different) > MOST_LANES:
        return None
    rest = [*ask({INVOLVED: params.involvement}), *rest]
    each = [[_works_node(place)(*nodes), *rest] for place in range(len(different))]
    return Lanes(WORKING, WORKING_ORDER[params.sort], each)


def _worked_nodes(at: Snapshot, muscles: list[str]) -> tuple[str, ...]:
    """Give the nodes that exercises work where they work one of these, up to a power of two.

    A node is worked wherever a part of it, or a whole that it is in, is worked.
    """

    def read() -> tuple[str, ...]:
        nodes = sorted(row[0] for row in at.run(_nodes(at.dialect, len(muscles)), muscles))
        return filled_up(nodes) if nodes else ()

    return asked_once(at, (_nodes, *muscles), read) if muscles else ()


@keep_shapes
def _nodes(dialect: Dialect, muscles: int) -> Prepared:
    """Build the statement that names what is worked of some nodes, or together with them."""
    binds: Binds = [bindparam(f"v{at}", required=True) for at in range(muscles)]
    node = near(binds).subquery().c.part
    worked = select(ExerciseMuscle.muscle).where(col(ExerciseMuscle.muscle) == node).exists()
    return prepare(select(node).where(worked), dialect)


def owned_conditions(at: Snapshot, names: KnownNames, params: OwnedParams) -> list[Asked]:
    """Say what the runner has and must not be asked for as conditions."""
    things = names.resolve("equipment", "available_equipment", params.available_equipment)
    injuries = names.resolve("injury", "safe_for", params.safe_for)
    levels = [] if params.max_level is None else [params.max_level]
    impacts = [] if params.max_impact is None else [params.max_impact]
    return ask(
        {
            OWNED: owned_things(at, things),
            _not_to_avoid(params.stage): injuries,
            MAX_LEVEL: levels,
            MAX_IMPACT: impacts,
        }
    )


def owned_things(at: Snapshot, asked: list[str]) -> list[str]:
    """Give every single thing that the things and sets asked for come to."""
    sets = equipment_sets(at)
    return sorted({thing for slug in asked for thing in (slug, *sets[slug])})


@once_a_release
def equipment_sets(session: Session) -> dict[str, list[str]]:
    """Read what each piece of equipment includes."""
    return {thing.slug: thing.includes for thing in session.exec(select(Equipment))}


def _found(at: Snapshot, text: str) -> list[Asked]:
    """Ask that each word of a text finds the exercise."""
    tokens = find(at, understand(at, text), [Findable.exercises], 1).tokens
    return [FOUND(*sorted(token)) for token in tokens] if tokens else [NOTHING]


def cautions_of(
    at: Snapshot, names: KnownNames, params: OwnedParams, keys: Sequence[str]
) -> list[dict[str, Any]]:
    """Say what the injuries asked for ask of some exercises."""
    injuries = sorted({*names.resolve("injury", "safe_for", params.injuries)})
    if not keys or not injuries:
        return []
    statement = _gates(at.dialect, len(injuries), len(keys), params.stage)
    rows = at.run(statement, [*injuries, *keys])
    order = {key: place for place, key in enumerate(keys)}
    in_order = sorted(rows, key=lambda row: (order[row[0]], row[1], row[3]))
    return [
        dict(zip(Caution.model_fields, (*row, JUDGEMENT if row[-1] is None else None), strict=True))
        for row in in_order
    ]


@keep_shapes
def _gates(dialect: Dialect, injuries: int, keys: int, stage: Stage | None) -> Prepared:
    columns: list[Any] = [getattr(Gate, name) for name in CAUTION]
    where = conditions_of(((GATE_INJURY, injuries), (GATE_EXERCISE, keys)))
    return prepare(select(*columns).where(*where, *_holds_at(stage)), dialect)


def _holds_at(stage: Stage | None) -> list[ColumnElement[bool]]:
    """Build the condition that a gate holds at a stage; with the stage unknown, all of them do."""
    if stage is None:
        return []
    return [or_(col(Gate.stage) == GateStage.any, col(Gate.stage) == GateStage(stage.value))]


CAUTION = [name for name in Caution.model_fields if name in Gate.model_fields]
GATE_INJURY = is_one_of(col(Gate.injury))
GATE_EXERCISE = is_one_of(col(Gate.exercise))
