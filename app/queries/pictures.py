"""What pictures show: what is known of the muscles that a question is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.domain.errors import BadQuestion
from app.domain.exercises import Exercise, ExerciseMuscle
from app.domain.muscles import Muscle, MusclePart
from app.domain.running import MechanicalFunction, MuscleRole, Phase, Role
from app.domain.vocabulary import Derivation, Involvement, MuscleKind
from app.pictures.body_drawing import drawing_of, unseen
from app.pictures.legend import HIGHLIGHT, INVOLVEMENT, PLAIN, WEIGHTS
from app.pictures.muscle_map import MuscleMap, draw_muscle_map
from app.pictures.png import MEDIA_TYPE as PNG
from app.pictures.png import as_png
from app.pictures.shades import (
    Anatomy,
    RoleFact,
    Shade,
    WorkFact,
    not_drawn,
    shade_parts,
    shade_roles,
    shade_work,
)
from app.pictures.svg import MEDIA_TYPE, POLICY
from app.queries.names import KnownNames, known_names
from app.queries.snapshots import Snapshot, once_a_release, open_snapshot
from app.schemas.paging import Release, Rendered
from app.schemas.pictures import MuscleMapImageParams, MuscleMapParams, View


@dataclass(frozen=True)
class Body:
    """The tree as a drawing needs it, and the muscles that are drawn and known."""

    anatomy: Anatomy
    summaries: dict[str, str]
    drawn: tuple[str, ...]


def get_muscle_map(session: Session, params: MuscleMapParams) -> Rendered:
    """Colour the body by what a question finds.

    Raises BadQuestion for an unknown name, or a function that none of the roles asked for covers.
    """
    picture, release = _draw(session, params)
    headers = {"Content-Security-Policy": POLICY}
    return Rendered(picture, release, media_type=MEDIA_TYPE, headers=headers)


def get_muscle_map_image(session: Session, params: MuscleMapImageParams) -> Rendered:
    """Colour the body, and make an image of it.

    Raises what `get_muscle_map` raises, and NotInstalled without the extra `png`.
    """
    picture, release = _draw(session, params.picture)
    image = as_png(picture.decode(), params.width, "/v1/muscle-map.svg")
    headers = {"Content-Disposition": 'inline; filename="pushoff-muscle-map.png"'}
    return Rendered(image, release, media_type=PNG, headers=headers)


def _draw(session: Session, params: MuscleMapParams) -> tuple[bytes, Release]:
    with open_snapshot(session) as at:
        names = known_names(at)
        found = _find(at, names, _body(at), names.in_slugs(params))
    return draw_muscle_map(found, params), at.release


def _find(at: Snapshot, names: KnownNames, body: Body, params: MuscleMapParams) -> MuscleMap:
    """Find what a question is about."""
    muscles = names.resolve("muscle", "muscle", params.muscle)
    highlighted = shade_parts(body.drawn, body.anatomy, muscles)
    if params.asks_for_roles:
        found = _roles(at, names, body, params)
    elif params.exercise:
        found = _work(at, body, params.exercise)
    elif muscles:
        return _highlight(body, muscles, highlighted)
    else:
        return _plain(body)
    silent = _unseen(body, not_drawn(body.drawn, body.anatomy, muscles))
    return MuscleMap(
        title=found.title,
        subtitle=found.subtitle,
        scale=found.scale,
        names=found.names,
        shades=found.shades,
        notes=[*found.notes, *silent],
        marked=frozenset(highlighted),
    )


@once_a_release
def _body(session: Session) -> Body:
    """Read the tree."""
    muscles = session.exec(select(Muscle.slug, Muscle.name, Muscle.kind, Muscle.summary)).all()
    across = {slug for slug, _, kind, _ in muscles if kind is MuscleKind.functional}
    parts = select(MusclePart.part, MusclePart.whole, MusclePart.depth).where(
        col(MusclePart.depth) > 0
    )
    above: dict[str, list[tuple[bool, int, str]]] = {slug: [] for slug, *_ in muscles}
    for part, whole, depth in session.exec(parts):
        above[part].append((whole in across, depth, whole))
    wholes = {part: [whole for *_, whole in sorted(found)] for part, found in above.items()}
    names = {slug: name for slug, name, *_ in muscles}
    drawn = dict.fromkeys(muscle for view in View for muscle in drawing_of(view).muscles)
    return Body(
        anatomy=Anatomy(names, wholes),
        summaries={slug: summary for slug, _, _, summary in muscles},
        drawn=tuple(muscle for muscle in drawn if muscle in names),
    )


@dataclass(frozen=True)
class _Words:
    """Names of phases, roles and functions in their order, and the role of each function."""

    names: dict[str, dict[str, str]]
    role_of: dict[str, str]


@dataclass(frozen=True)
class _Asked:
    """What is asked of muscle roles; an empty set asks for all."""

    phases: set[str]
    roles: set[str]
    functions: set[str]


@once_a_release
def _words(session: Session) -> _Words:
    phases = session.exec(select(Phase.slug, Phase.name).order_by(col(Phase.position)))
    roles = session.exec(select(Role.slug, Role.name).order_by(col(Role.position)))
    functions = session.exec(
        select(MechanicalFunction.slug, MechanicalFunction.name, MechanicalFunction.role).order_by(
            col(MechanicalFunction.position)
        )
    ).all()
    return _Words(
        names={
            "phase": dict(phases.all()),
            "role": dict(roles.all()),
            "function": {slug: name for slug, name, _ in functions},
        },
        role_of={slug: role for slug, _, role in functions},
    )


@once_a_release
def _role_rows(session: Session) -> list[MuscleRole]:
    """Read every measured role of the tree; functional groups would be counted beside it."""
    rows = (
        select(MuscleRole)
        .join(Muscle, col(Muscle.slug) == col(MuscleRole.muscle))
        .where(MuscleRole.derivation == Derivation.measured, Muscle.kind != MuscleKind.functional)
    )
    return list(session.exec(rows.order_by(col(MuscleRole.id))))


def _roles(at: Snapshot, names: KnownNames, body: Body, params: MuscleMapParams) -> MuscleMap:
    """Colour by the weights of muscle roles."""
    asked = _Asked(
        phases=set(names.resolve("phase", "phase", params.phase)),
        roles=set(names.resolve("role", "role", params.role)),
        functions=set(names.resolve("function", "function", params.function)),
    )
    words = _words(at)
    _check_functions(words, asked)
    facts = _facts(at, words, asked)
    shades = shade_roles(body.drawn, body.anatomy, facts)
    weighed = [fact.muscle for fact in facts if fact.weight is not None]
    unseen_too = _unseen(body, not_drawn(body.drawn, body.anatomy, weighed))
    return MuscleMap(
        title=_titled(words, asked),
        subtitle="What each muscle does, and how much of it." if shades else NOTHING,
        scale=WEIGHTS,
        names=body.anatomy.names,
        shades=shades,
        notes=[*_groups(body, shades), *unseen_too],
    )


def _facts(at: Snapshot, words: _Words, asked: _Asked) -> list[RoleFact]:
    """Give what is known to a question, in the order of the ids."""
    return [
        RoleFact(
            muscle=row.muscle,
            about=(row.phase, row.function, row.direction),
            weight=row.weight,
            grade=row.grade,
            phase_name=words.names["phase"][row.phase],
            function_name=words.names["function"][row.function],
        )
        for row in _role_rows(at)
        if (not asked.phases or row.phase in asked.phases)
        and (not asked.roles or row.role in asked.roles)
        and (not asked.functions or row.function in asked.functions)
    ]


def _titled(words: _Words, asked: _Asked) -> str:
    """Write a question as a title, its phases and what happens in them in their own order."""
    kind, what = ("function", asked.functions) if asked.functions else ("role", asked.roles)
    doing = _listed(name for slug, name in words.names[kind].items() if slug in what)
    when = _listed(name for slug, name in words.names["phase"].items() if slug in asked.phases)
    return f"{when or 'Running'}: {doing.lower()}" if doing else when


NOTHING = "Nothing is known to this question: no share has been measured."


def _check_functions(words: _Words, asked: _Asked) -> None:
    """Refuse a function that none of the roles asked for covers: nothing could be coloured."""
    for function in sorted(asked.functions):
        role = words.role_of[function]
        if asked.roles and role not in asked.roles:
            reason = (
                f"Give function {function!r} only with its role, {role!r}, or leave out role: "
                "nothing else that was asked for has it."
            )
            covered = sorted(slug for slug, of in words.role_of.items() if of in asked.roles)
            raise BadQuestion("function", reason, valid=covered, nearest=[])


def _work(at: Snapshot, body: Body, exercises: list[str]) -> MuscleMap:
    """Colour by involvement in exercises, which are named by their slugs."""
    rows = (
        select(ExerciseMuscle.muscle, ExerciseMuscle.involvement, Exercise.slug, Exercise.name)
        .join(Exercise, col(Exercise.slug) == col(ExerciseMuscle.exercise))
        .where(col(Exercise.slug).in_(exercises))
        .order_by(col(Exercise.slug), col(ExerciseMuscle.position))
    )
    found = at.session.exec(rows).all()
    facts = [
        WorkFact(muscle, Involvement(involvement), name) for muscle, involvement, _, name in found
    ]
    shades = shade_work(body.drawn, body.anatomy, facts)
    worked = [fact.muscle for fact in facts]
    return MuscleMap(
        title=_listed(dict.fromkeys(name for *_, name in found)),
        subtitle="How much it involves each muscle.",
        scale=INVOLVEMENT,
        names=body.anatomy.names,
        shades=shades,
        notes=[*_groups(body, shades), *_unseen(body, not_drawn(body.drawn, body.anatomy, worked))],
    )


def _highlight(body: Body, muscles: Sequence[str], shades: dict[str, Shade]) -> MuscleMap:
    """Show where muscles are."""
    names = body.anatomy.names
    alone = body.summaries[muscles[0]] if len(set(muscles)) == 1 else ""
    return MuscleMap(
        title=_listed(dict.fromkeys(names[muscle] for muscle in muscles)),
        subtitle=alone or "With all their parts.",
        scale=HIGHLIGHT,
        names=names,
        shades=shades,
        notes=_unseen(body, not_drawn(body.drawn, body.anatomy, muscles)),
    )


def _plain(body: Body) -> MuscleMap:
    return MuscleMap(
        title="The muscles of a runner",
        subtitle="Front, back, and the side of the leg; the sole is drawn larger.",
        scale=PLAIN,
        names=body.anatomy.names,
        shades={},
    )


def _groups(body: Body, shades: dict[str, Shade]) -> list[str]:
    """Say of which groups something is known as wholes only."""
    groups = sorted({body.anatomy.names[s.group] for s in shades.values() if s.group})
    if not groups:
        return []
    return [f"Known as a whole only, so that all parts have one colour: {_listed(groups)}."]


def _unseen(body: Body, muscles: Sequence[str]) -> list[str]:
    """Say what no view shows, and why."""
    names, why = body.anatomy.names, unseen()
    return [f"Not drawn: {names[muscle]}. {why.get(muscle, '')}".rstrip() for muscle in muscles]


def _listed(names: Iterable[str]) -> str:
    """List names as a sentence does."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last
