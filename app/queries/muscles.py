"""Questions about the tree of muscles."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, union
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.domain.muscles import Muscle, MusclePart
from app.domain.running import MuscleRole
from app.domain.vocabulary import Derivation, MuscleKind
from app.queries.names import known_names
from app.queries.paging import By, Listing, render_page
from app.queries.snapshots import open_snapshot
from app.queries.statements import Binds, Condition, ask, is_one_of
from app.schemas.muscles import MuscleParams, MuscleSort
from app.schemas.paging import Rendered

MUSCLES = Listing("muscles", col(Muscle.slug))
ORDER = {
    MuscleSort.slug: (By(col(Muscle.slug)),),
    MuscleSort.slug_descending: (By(col(Muscle.slug), descending=True),),
    MuscleSort.name: (By(col(Muscle.name)), By(col(Muscle.slug))),
    MuscleSort.name_descending: (
        By(col(Muscle.name), descending=True),
        By(col(Muscle.slug), descending=True),
    ),
}


def parts_of(column: Any) -> Condition:
    """Make the condition that a column names a part of some nodes, themselves included."""
    return Condition(
        lambda wholes: column.in_(select(MusclePart.part).where(col(MusclePart.whole).in_(wholes)))
    )


def wholes_of(column: Any) -> Condition:
    """Make the condition that a column names a whole of some nodes, themselves included."""
    return Condition(
        lambda parts: column.in_(select(MusclePart.whole).where(col(MusclePart.part).in_(parts)))
    )


def near(nodes: Sequence[Any]) -> Any:
    """Select every node that has work in common with some nodes.

    These are their parts, their wholes, and in the tree the wholes of their parts: who works the
    vasti works the knee extensors, which hold the vasti only in pieces.
    """
    inside, around = aliased(MusclePart), aliased(MusclePart)
    return union(
        select(MusclePart.part).where(col(MusclePart.whole).in_(nodes)),
        select(MusclePart.whole).where(col(MusclePart.part).in_(nodes)),
        select(around.whole)
        .join(inside, col(inside.part) == col(around.part))
        .join(Muscle, col(Muscle.slug) == col(around.whole))
        .where(col(inside.whole).in_(nodes), col(Muscle.kind) != MuscleKind.functional),
    )


@cache
def _plays(roles: int) -> Condition:
    """Make the condition that a muscle has a measured role: one of `roles` roles, then phases."""

    def build(binds: Binds) -> ColumnElement[bool]:
        measured = select(MuscleRole.muscle).where(MuscleRole.derivation == Derivation.measured)
        if binds[:roles]:
            measured = measured.where(col(MuscleRole.role).in_(binds[:roles]))
        if binds[roles:]:
            measured = measured.where(col(MuscleRole.phase).in_(binds[roles:]))
        return col(Muscle.slug).in_(measured)

    return Condition(build)


KIND = is_one_of(col(Muscle.kind))
REGION = is_one_of(col(Muscle.region))
WITHIN = parts_of(col(Muscle.slug))


def list_muscles(session: Session, params: MuscleParams) -> Rendered:
    """List the nodes of the tree."""
    with open_snapshot(session) as at:
        names = known_names(at)
        roles = names.resolve("role", "role", params.role)
        phases = names.resolve("phase", "phase", params.phase)
        within = names.resolve("muscle", "within", params.within)
        where = ask(
            {
                KIND: [*params.kind],
                REGION: [*params.region],
                WITHIN: within,
                _plays(len(roles)): [*roles, *phases],
            }
        )
        order = ORDER[params.sort]
        return render_page(at, MUSCLES, params, path="/v1/muscles", order=order, where=where)
