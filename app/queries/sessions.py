"""Build sessions and plans."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from app.domain.errors import BadQuestion
from app.domain.injuries import RedFlag
from app.formats.origin import Origin
from app.queries.names import known_names
from app.queries.recommendations import NOTE, Asked, named, understand_goal
from app.queries.snapshots import Snapshot
from app.queries.speaker import DAYS, Speaker, sources
from app.recommend.model import GENERAL
from app.recommend.plan import Frame, plan
from app.recommend.rules import Rule
from app.recommend.session import Infeasible, TrainingSession, build
from app.recommend.task import Task, Wish
from app.schemas.paging import Named
from app.schemas.recommendations import RecommendationParams, RunnerParams
from app.schemas.sessions import (
    CoverageParams,
    PlanParams,
    PlanRead,
    Referral,
    SessionMeta,
    SessionParams,
    SessionRead,
    SessionShape,
    WorkoutLinks,
)


def read_session(at: Snapshot, params: SessionParams) -> SessionRead:
    """Build one session and say it."""
    asked = understand_task(at, params)
    referral = _referral(at, params)
    include = known_names(at).resolve("exercise", "include", params.include)
    wish = Wish(
        minutes=params.minutes,
        include=frozenset(include),
        hours_to_next_key_run=params.hours_to_next_key_run,
        race_in_days=params.race_in_days,
        weekly_distance_jump_pct=params.weekly_distance_jump_pct,
        seed=params.seed,
    )
    with _refusing():
        built = TrainingSession() if referral else build(_task(asked, wish))
    said = Speaker(at, asked)
    origin = Origin("", "/v1/sessions", known_names(at).in_slugs(params))
    blocks = said.blocks(built)
    return SessionRead(
        goal=named(asked.goal),
        minutes=round(built.seconds / 60, 1),
        blocks=blocks,
        coverage=[] if referral else said.coverage(built.items),
        left_out=said.left_out(built.left_out),
        rules=said.teller.rules(
            [Rule.red_flag] if referral else sorted({*built.rules, Rule.no_promise})
        ),
        sources=sources(blocks),
        referral=referral,
        links=None if referral else WorkoutLinks(fit=origin.address(".fit")),
        meta=SessionMeta(
            gap=built.gap,
            contacts=sum(item.dose.contacts for item in built.items),
            uses_minutes=built.full and not referral,
            unmet=built.unmet,
        ),
        note=NOTE,
        revision=at.release.number,
    )


def read_plan(at: Snapshot, params: PlanParams) -> PlanRead:
    """Plan weeks of sessions and say them."""
    asked = understand_task(at, params)
    referral = _referral(at, params)
    wish = Wish(
        minutes=params.minutes,
        weekly_distance_jump_pct=params.weekly_distance_jump_pct,
        seed=params.seed,
    )
    monday = None
    if params.start is not None:
        monday = params.start - timedelta(days=params.start.weekday())
    frame = Frame(
        weeks=params.weeks,
        per_week=params.sessions_per_week,
        key_days=frozenset(DAYS.index(day) for day in params.key_run_day),
        race_day=(params.race - monday).days if params.race and monday else None,
    )
    with _refusing():
        weeks = [] if referral else plan(_task(asked, wish), frame)
    said = Speaker(at, asked)
    origin = Origin("", "/v1/plans", known_names(at).in_slugs(params))
    used = {rule for week in weeks for rule in week.rules}
    return PlanRead(
        goal=named(asked.goal),
        weeks=[said.week(week, monday, origin) for week in weeks],
        rules=said.teller.rules(
            [Rule.red_flag] if referral else sorted({*used, Rule.frequency, Rule.no_promise})
        ),
        referral=referral,
        note=NOTE,
        revision=at.release.number,
    )


def _as_question(params: RunnerParams) -> RecommendationParams:
    """Ask of the runner and the goal alone."""
    shared = RecommendationParams.model_fields.keys() & type(params).model_fields.keys()
    return RecommendationParams(**{name: getattr(params, name) for name in shared})


def understand_task(at: Snapshot, params: SessionShape | CoverageParams) -> Asked:
    """Turn the goal and the runner into facts; no goal: all of running."""
    question = _as_question(params)
    if not question.goal:
        question = question.model_copy(update={"goal": [GENERAL]})
    return understand_goal(at, question)


def _task(asked: Asked, wish: Wish) -> Task:
    return Task(wish, asked.demand, asked.knowledge, asked.runner, asked.goal)


def _referral(at: Snapshot, params: SessionShape) -> Referral | None:
    """Send to a clinician where a red flag is named; the most urgent one counts."""
    slugs = known_names(at).resolve("red-flag", "red_flag", params.red_flag)
    flags = [flag for slug in slugs if (flag := at.session.get(RedFlag, slug)) is not None]
    if not flags:
        return None
    order = ("emergency", "urgent", "clinician")
    flag = min(flags, key=lambda flag: (order.index(flag.urgency), flag.position))
    return Referral(
        red_flag=Named(slug=flag.slug, name=flag.name),
        signs=flag.signs,
        action=flag.action,
        urgency=flag.urgency,
    )


def refuse_referral(referral: Referral | None) -> None:
    """Refuse to write a workout where a clinician comes first; raises BadQuestion."""
    if referral is not None:
        raise BadQuestion(
            "red_flag",
            f"{referral.red_flag.name}: no workout is written. {referral.action}",
            code="referral",
        )


@contextmanager
def _refusing() -> Iterator[None]:
    """Say what to relax where nothing keeps to what was asked."""
    try:
        yield
    except Infeasible as nothing:
        raise _refuse(nothing) from nothing


def _refuse(nothing: Infeasible) -> BadQuestion:
    """Say which constraint to relax; each that is named was tried."""
    ways = " or ".join(nothing.relax) or "two of these at once, or another goal"
    about = f"{nothing.about!r} must appear and may not. " if nothing.about else ""
    return BadQuestion(
        nothing.relax[-1] if nothing.relax else "available_equipment",
        f"No session keeps to all that was asked. {about}To relax: {ways}.",
        code="infeasible",
        valid=nothing.relax,
    )
