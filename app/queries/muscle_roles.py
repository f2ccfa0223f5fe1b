"""The coach's question: which muscles do what, when, and how sure are we."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import String, case, cast, func, literal_column, or_
from sqlmodel import Session, col, select

from app.domain.muscles import Muscle
from app.domain.running import MechanicalFunction, MuscleRole
from app.domain.vocabulary import Derivation, Direction, MuscleKind
from app.queries.documents import change_fields, fetch_documents, require_document
from app.queries.muscles import parts_of, wholes_of
from app.queries.names import KnownNames, known_names
from app.queries.paging import NUMBER, By, Listing, list_keys, page_of, render_page
from app.queries.snapshots import Snapshot, open_snapshot
from app.queries.speeds import Figures, Place, speed_table
from app.queries.statements import Asked, Condition, always, ask, is_one_of
from app.schemas.paging import Rendered
from app.schemas.running import (
    MuscleRoleParams,
    MuscleRoleSort,
    RolesOfMuscleParams,
    Scope,
)

UNKNOWN = -1.0  # Sorts after every known share; never shown.

MUSCLE_ROLES = Listing(
    "muscle-roles",
    col(MuscleRole.id),
    join=((MechanicalFunction, col(MechanicalFunction.slug) == col(MuscleRole.function)),),
)
UNJOINED = Listing(MUSCLE_ROLES.kind, MUSCLE_ROLES.key)
"""The same, where it is not ranked by the database."""
_WEIGHT = func.coalesce(MuscleRole.weight, literal_column("-1.0"))
_SHARE = func.coalesce(MuscleRole.share, literal_column("-1.0"))
_DRIVES_FIRST = By(
    case(
        (col(MuscleRole.direction) == Direction.drives, literal_column("0")),
        else_=literal_column("1"),
    ),
    holds=NUMBER,
)
_FUNCTION = By(col(MechanicalFunction.position), holds=NUMBER)
_HEAVIEST = By(_WEIGHT, descending=True, holds=NUMBER)
_LARGEST = By(_SHARE, descending=True, holds=NUMBER)
_ID = By(col(MuscleRole.id))
ORDER = {
    MuscleRoleSort.rank: (_DRIVES_FIRST, _FUNCTION, _HEAVIEST, _LARGEST, _ID),
    MuscleRoleSort.weight_descending: (_HEAVIEST, _ID),
    MuscleRoleSort.weight: (By(_WEIGHT, holds=NUMBER), _ID),
    MuscleRoleSort.share_descending: (_LARGEST, _ID),
    MuscleRoleSort.grade: (By(cast(MuscleRole.grade, String)), _HEAVIEST, _ID),
    MuscleRoleSort.id: (_ID,),
}
ROLE = is_one_of(col(MuscleRole.role))
PHASE = is_one_of(col(MuscleRole.phase))
FUNCTION = is_one_of(col(MuscleRole.function))
DIRECTION = is_one_of(col(MuscleRole.direction))
GRADE = is_one_of(col(MuscleRole.grade))
LEVEL = Condition(
    lambda kinds: col(MuscleRole.muscle).in_(select(Muscle.slug).where(col(Muscle.kind).in_(kinds)))
)
MUSCLE = is_one_of(col(MuscleRole.muscle))
PART_OF = parts_of(col(MuscleRole.muscle))
WHOLE_OF = wholes_of(col(MuscleRole.muscle))
REACH = {Scope.parts: PART_OF, Scope.wholes: WHOLE_OF, Scope.exact: MUSCLE}
HEAVY = Condition(lambda binds: col(MuscleRole.weight) >= binds[0])
MEASURED = always(col(MuscleRole.derivation) == Derivation.measured)
_IN_TREE = col(MuscleRole.muscle).not_in(
    select(Muscle.slug).where(Muscle.kind == MuscleKind.functional)
)
IN_TREE = always(_IN_TREE)
IN_TREE_OR_NAMED = Condition(lambda named: or_(_IN_TREE, col(MuscleRole.muscle).in_(named)))


def list_muscle_roles(session: Session, params: MuscleRoleParams) -> Rendered:
    """List muscle roles by rank; at a speed, by the shares at that speed."""
    with open_snapshot(session) as at:
        names = known_names(at)
        named = names.resolve("muscle", "muscle", params.muscle)
        groups = names.resolve("group", "group", params.group)
        where = [
            *ask({REACH[params.scope]: named}),
            *ask({PART_OF: groups}),
            *_filters(names, params, [*named, *groups]),
        ]
        return _answer(at, "/v1/muscle-roles", params, where)


def list_roles_of_muscle(session: Session, slug: str, params: RolesOfMuscleParams) -> Rendered:
    """List what is known of one node, of its parts, or of what it is part of."""
    with open_snapshot(session) as at:
        require_document(at, "muscles", slug)
        names = known_names(at)
        where = [REACH[params.scope](slug), *_filters(names, params, [slug])]
        return _answer(at, f"/v1/muscles/{slug}/roles", params, where)


def _filters(names: KnownNames, params: RolesOfMuscleParams, named: list[str]) -> list[Asked]:
    asked = ask(
        {
            ROLE: names.resolve("role", "role", params.role),
            PHASE: names.resolve("phase", "phase", params.phase),
            FUNCTION: names.resolve("function", "function", params.function),
            DIRECTION: [*params.direction],
            GRADE: [*params.grade],
        }
    )
    return [*asked, *_depths(params, named)]


def _depths(params: RolesOfMuscleParams, named: list[str]) -> list[Asked]:
    """Choose the depths to answer at: those asked for, or those at which something is known.

    Functional groups overlap the tree, so they would be counted beside their own members: they
    are listed where a level, a name or an id asks for them, or where the question is about wholes.
    """
    if params.level:
        return [LEVEL(*params.level)]
    if params.ids is not None:
        return []
    if params.scope is Scope.wholes:
        return [MEASURED]
    return [MEASURED, IN_TREE_OR_NAMED(*named) if named else IN_TREE]


def _answer(at: Snapshot, path: str, params: RolesOfMuscleParams, where: list[Asked]) -> Rendered:
    if params.speed_m_s is not None:
        return _answer_at_speed(at, path, params, where, params.speed_m_s)
    if params.min_weight is not None:
        where = [*where, HEAVY(params.min_weight)]
    order = ORDER[params.sort]
    return render_page(
        at,
        MUSCLE_ROLES,
        params,
        path=path,
        order=order,
        where=where,
        about=lambda _: {"speed": None},
    )


def _answer_at_speed(
    at: Snapshot, path: str, params: RolesOfMuscleParams, where: list[Asked], speed: float
) -> Rendered:
    """Put the shares of one speed in the place of the general ones, and rank by them."""
    if params.ids is not None:
        where = [*where, MUSCLE_ROLES.has_id(*params.ids.split(","))]
    table = speed_table(at)
    figures = Figures(table, speed)
    rows = [
        AtSpeedRow(id_, *figures.of(id_), table.places[id_])
        for (id_,) in list_keys(at, UNJOINED, (_ID,), where)
    ]
    least = params.min_weight
    ranked = sorted(
        (row for row in rows if least is None or row.known_weight >= least), key=RANK[params.sort]
    )
    by_id = {row.id: row for row in ranked}

    def show(page: list[str]) -> list[bytes]:
        bodies = fetch_documents(at, MUSCLE_ROLES.kind, page)
        return [
            change_fields(body, _at(by_id[key], table.at(key, speed)))
            for key, body in zip(page, bodies, strict=True)
        ]

    keys = [row.id for row in ranked]
    whole = {"speed": table.whole(speed)}
    return page_of(at, path, MUSCLE_ROLES.kind, keys, params, show=show, extra=whole)


class AtSpeedRow(NamedTuple):
    """A muscle role with the figures of one speed in the place of the general ones."""

    id: str
    weight: float | None
    share: float | None
    place: Place

    @property
    def known_weight(self) -> float:
        """The weight at the speed; below every other where it is unknown."""
        return _known(self.weight)

    @property
    def known_share(self) -> float:
        """The share at the speed; below every other where it is unknown."""
        return _known(self.share)


def _known(value: float | None) -> float:
    return UNKNOWN if value is None else value


RANK: dict[MuscleRoleSort, Callable[[AtSpeedRow], Any]] = {
    MuscleRoleSort.rank: lambda row: (
        row.place.opposes,
        row.place.position,
        -row.known_weight,
        -row.known_share,
        row.id,
    ),
    MuscleRoleSort.weight_descending: lambda row: (-row.known_weight, row.id),
    MuscleRoleSort.weight: lambda row: (row.known_weight, row.id),
    MuscleRoleSort.share_descending: lambda row: (-row.known_share, row.id),
    MuscleRoleSort.grade: lambda row: (row.place.grade, -row.known_weight, row.id),
    MuscleRoleSort.id: lambda row: row.id,
}


def _at(row: AtSpeedRow, found: dict[str, Any]) -> dict[str, Any]:
    """Give the fields of a muscle role that a speed changes; unknown is null, never zero."""
    cohorts = found["cohorts"]
    lows = [one["low"] for one in cohorts if one["low"] is not None]
    highs = [one["high"] for one in cohorts if one["high"] is not None]
    return {
        "weight": row.weight,
        "share": row.share,
        "share_low": min(lows, default=None),
        "share_high": max(highs, default=None),
        "n": sum(one["n"] for one in cohorts) if cohorts else None,
        "at_speed": found,
    }
