"""What the gait timeline shows: what is known of muscles over the running cycle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from app.domain.exercises import Exercise, ExerciseMuscleRole
from app.domain.muscles import Muscle, MusclePart
from app.domain.running import MechanicalFunction, MuscleRole, Phase, Role
from app.domain.vocabulary import MuscleKind
from app.pictures import cycle
from app.pictures.bands import Section
from app.pictures.gait_timeline import Timeline, draw_gait_timeline
from app.pictures.legend import OPPOSES, Scale
from app.pictures.legend import WEIGHTS as BODY_WEIGHTS
from app.pictures.svg import MEDIA_TYPE, POLICY
from app.pictures.timeline_rows import (
    Fact,
    rows_by_function,
    rows_by_muscle,
    rows_of_leaders,
    shorten,
)
from app.queries.names import known_names
from app.queries.snapshots import Snapshot, once_a_release, open_snapshot
from app.schemas.paging import Rendered
from app.schemas.pictures import GaitTimelineParams

BLANK = ("pm-track", "blank: not known, which is not zero")
WEIGHTS = replace(
    BODY_WEIGHTS,
    keys=(OPPOSES, ("pm-q", "?: how much is not known"), BLANK),
    silence="",
)
SHARES = Scale(
    title="Share of all that the muscles do for the function in the phase",
    numbers=True,
    keys=(BLANK,),
)
GRADES = "Letter: grade of the evidence, from A (measured) to E (inferred)."
LEG = "The coloured leg is the one whose cycle it is."
NOTHING = "Nothing is known to this question."


@dataclass(frozen=True)
class Book:
    """All that timelines are about."""

    phases: tuple[cycle.Phase, ...]
    names: dict[str, dict[str, str]]
    """Names of muscles, roles and phases, by slug."""
    summaries: dict[str, str]
    """What is said of each muscle and each role."""
    facts: tuple[Fact, ...]
    """Every muscle role, in the rank of the API."""


def get_gait_timeline(session: Session, params: GaitTimelineParams) -> Rendered:
    """Show what a question finds over the running cycle; raises BadQuestion for unknown names."""
    with open_snapshot(session) as at:
        found = _find(at, _book(at), known_names(at).in_slugs(params))
    picture = draw_gait_timeline(found, params.theme)
    headers = {"Content-Security-Policy": POLICY}
    return Rendered(picture, at.release, media_type=MEDIA_TYPE, headers=headers)


@once_a_release
def _book(session: Session) -> Book:
    phases = session.exec(select(Phase).order_by(col(Phase.position), col(Phase.slug))).all()
    muscles = session.exec(select(Muscle.slug, Muscle.name, Muscle.summary)).all()
    roles = session.exec(select(Role.slug, Role.name, Role.definition)).all()
    drawn = {
        one.slug: cycle.Phase(one.slug, one.name, one.start_pct, one.end_pct) for one in phases
    }
    return Book(
        phases=tuple(drawn.values()),
        names={
            "muscle": {slug: name for slug, name, _ in muscles},
            "role": {slug: name for slug, name, _ in roles},
            "phase": {phase.slug: phase.name for phase in phases},
        },
        summaries={slug: said for slug, _, said in [*muscles, *roles]},
        facts=tuple(_facts(session, drawn)),
    )


def _facts(session: Session, phases: dict[str, cycle.Phase]) -> list[Fact]:
    """Read every muscle role in the rank of the API: what drives first, function by function."""
    rows = (
        select(MuscleRole, Muscle, Role, MechanicalFunction)
        .join(Muscle, col(Muscle.slug) == col(MuscleRole.muscle))
        .join(Role, col(Role.slug) == col(MuscleRole.role))
        .join(MechanicalFunction, col(MechanicalFunction.slug) == col(MuscleRole.function))
    )
    facts = [
        Fact(
            id=one.id,
            muscle=muscle.slug,
            muscle_name=muscle.name,
            kind=muscle.kind,
            phase=phases[one.phase],
            role=role.slug,
            role_name=role.name,
            role_position=role.position,
            function=function.slug,
            function_name=function.name,
            function_position=function.position,
            direction=one.direction,
            weight=one.weight,
            share=one.share,
            grade=one.grade,
            derivation=one.derivation,
        )
        for one, muscle, role, function in session.exec(rows)
    ]
    return sorted(facts, key=_rank)


def _rank(fact: Fact) -> tuple[bool, int, float, float, str]:
    known = [-1.0 if figure is None else figure for figure in (fact.weight, fact.share)]
    return (fact.opposes, fact.function_position, -known[0], -known[1], fact.id)


def _find(at: Snapshot, book: Book, asked: GaitTimelineParams) -> Timeline:
    facts = _asked_for(at, book, asked)
    if asked.is_open:
        sections, scale = rows_of_leaders(facts), SHARES
    elif asked.muscle:
        sections, scale = rows_by_function(facts), WEIGHTS
    else:
        sections, scale = rows_by_muscle(facts, headed=len(asked.role) != 1), WEIGHTS
    shown = shorten(sections, asked.limit)
    title, subtitle = _said(at, book, asked)
    return Timeline(
        title=title,
        subtitle=subtitle if shown else NOTHING,
        phases=book.phases,
        sections=shown,
        scale=scale,
        notes=[*_left_out(sections, asked.limit), *_elsewhere(at, book, asked.muscle), GRADES, LEG],
        marked=frozenset(asked.phase),
    )


def _asked_for(at: Snapshot, book: Book, asked: GaitTimelineParams) -> list[Fact]:
    """Choose facts: of a muscle by name all, else those that were measured in the tree."""
    trained = _trained(at, asked.exercise) if asked.exercise else None
    by_name = bool(asked.muscle or asked.exercise)
    return [
        fact
        for fact in book.facts
        if (by_name or fact.ranks)
        and (trained is None or fact.id in trained)
        and (not asked.muscle or fact.muscle in asked.muscle)
        and (not asked.role or fact.role in asked.role)
    ]


def _elsewhere(at: Snapshot, book: Book, muscles: Sequence[str]) -> Iterator[str]:
    """Name the smallest known group that holds a muscle of which nothing is known by itself."""
    known = {fact.muscle for fact in book.facts}
    wholes = select(MusclePart.part, MusclePart.whole)
    wholes = wholes.join(Muscle, col(Muscle.slug) == col(MusclePart.whole)).where(
        col(MusclePart.part).in_({*muscles} - known), Muscle.kind != MuscleKind.functional
    )
    nearest: dict[str, str] = {}
    for part, whole in at.session.exec(wholes.order_by(col(MusclePart.depth))):
        if whole in known:
            nearest.setdefault(part, whole)
    names = book.names["muscle"]
    for part, whole in sorted(nearest.items()):
        yield f"Of {names[part]} alone nothing is known; ask for {names[whole]}."


def _trained(at: Snapshot, exercises: Sequence[str]) -> set[str]:
    """Name the muscle roles that exercises train."""
    trained = select(ExerciseMuscleRole.muscle_role).where(
        col(ExerciseMuscleRole.exercise).in_(exercises)
    )
    return set(at.session.exec(trained))


def _said(at: Snapshot, book: Book, asked: GaitTimelineParams) -> tuple[str, str]:
    """Say what a question is about: a title, and a sentence."""
    muscles = [book.names["muscle"][slug] for slug in asked.muscle]
    roles = [book.names["role"][slug] for slug in asked.role]
    exercises = _names_of(at, asked.exercise)
    parts = [_listed(names) for names in (exercises, muscles, roles) if names]
    title = ": ".join([parts[0], ", ".join(parts[1:]).lower()]) if parts[1:] else "".join(parts)
    if exercises:
        return title, "The muscles that it trains, in the roles that it trains them for."
    alone = {*asked.muscle, *asked.role}
    if len(alone) == 1:
        return title, book.summaries[alone.pop()]
    if muscles:
        return title, "What each muscle does, function by function."
    if roles:
        return title, "The leading muscles of each role."
    return "The running cycle", "The muscle that leads each running role in each phase."


def _names_of(at: Snapshot, exercises: Sequence[str]) -> list[str]:
    if not exercises:
        return []
    named = select(Exercise.name).where(col(Exercise.slug).in_(exercises))
    return sorted(at.session.exec(named))  # Databases differ in how they order letters.


def _left_out(sections: Sequence[Section], limit: int) -> list[str]:
    rows = sum(len(section.rows) for section in sections)
    if rows <= limit:
        return []
    return [f"The leading {limit} of {rows} rows."]


def _listed(names: Sequence[str]) -> str:
    """List names as a sentence does."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
