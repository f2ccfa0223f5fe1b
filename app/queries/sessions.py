"""Build sessions and plans, and say what a routine covers."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import groupby

from pydantic_core import to_json
from sqlmodel import Session

from app.domain.errors import BadQuestion
from app.domain.injuries import RedFlag
from app.domain.vocabulary import Measure
from app.queries.names import known_names
from app.queries.recommendations import (
    NOTE,
    Asked,
    Teller,
    named,
    understand_goal,
)
from app.queries.snapshots import Snapshot, open_snapshot
from app.recommend import explain
from app.recommend.cover import Coverage, additions, cover
from app.recommend.gates import Refused
from app.recommend.model import GENERAL
from app.recommend.plan import Frame, PlannedSession, PlanWeek, plan
from app.recommend.rules import Rule
from app.recommend.score import best_match, gains, score
from app.recommend.session import Infeasible, Item, TrainingSession, build
from app.recommend.task import Task, Wish
from app.schemas.paging import Named, Rendered, SourceRef
from app.schemas.recommendations import LeftOut, RecommendationParams, RunnerParams
from app.schemas.sessions import (
    Addition,
    CoverageOf,
    CoverageParams,
    CoverageRead,
    GapRead,
    PlanParams,
    PlanRead,
    PlanSession,
    PlanWeekRead,
    Referral,
    SessionBlock,
    SessionItem,
    SessionMeta,
    SessionParams,
    SessionRead,
    SessionShape,
    Weekday,
)

REASONS = 2
LEFT_OUT = 8
DAYS = list(Weekday)


def get_session_plan(session: Session, params: SessionParams) -> Rendered:
    """Build one session; with a red flag a referral, and no plan."""
    with open_snapshot(session) as at:
        asked = _understand(at, params)
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
        said = _Speaker(at, asked)
        blocks = said.blocks(built)
        read = SessionRead(
            goal=named(asked.goal),
            minutes=round(built.seconds / 60, 1),
            blocks=blocks,
            coverage=[] if referral else said.coverage(built.items),
            left_out=said.left_out(built.left_out),
            rules=said.teller.rules(
                [Rule.red_flag] if referral else sorted({*built.rules, Rule.no_promise})
            ),
            sources=_sources(blocks),
            referral=referral,
            meta=SessionMeta(
                gap=built.gap,
                contacts=sum(item.dose.contacts for item in built.items),
                uses_minutes=built.full and not referral,
                unmet=built.unmet,
            ),
            note=NOTE,
            revision=at.release.number,
        )
    return Rendered(to_json(read), at.release)


def get_plan(session: Session, params: PlanParams) -> Rendered:
    """Plan weeks of sessions; with a red flag a referral, and no plan."""
    with open_snapshot(session) as at:
        asked = _understand(at, params)
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
        said = _Speaker(at, asked)
        used = {rule for week in weeks for rule in week.rules}
        read = PlanRead(
            goal=named(asked.goal),
            weeks=[said.week(week, monday) for week in weeks],
            rules=said.teller.rules(
                [Rule.red_flag] if referral else sorted({*used, Rule.frequency, Rule.no_promise})
            ),
            referral=referral,
            note=NOTE,
            revision=at.release.number,
        )
    return Rendered(to_json(read), at.release)


def get_coverage(session: Session, params: CoverageParams) -> Rendered:
    """Say what a routine covers of a goal, what it misses, and what would close the gaps."""
    with open_snapshot(session) as at:
        asked = _understand(at, params)
        slugs = known_names(at).resolve("exercise", "exercise", params.exercise)
        known = asked.knowledge
        routine = [known.exercises[slug] for slug in dict.fromkeys(slugs)]
        covered = cover(routine, asked.demand, asked.goal)
        teller = Teller(at, known, asked.runner)
        most = best_match(asked.demand, known, asked.goal)
        added = [
            Addition(
                exercise=teller.recommend(
                    score(
                        exercise,
                        gains(exercise, asked.demand, asked.goal),
                        asked.demand,
                        asked.runner,
                        most,
                    )
                ),
                adds=round(gain, 4),
            )
            for exercise, gain in additions(routine, asked.demand, known, asked.runner, asked.goal)
        ]
        read = CoverageRead(
            goal=named(asked.goal),
            covered=round(covered.whole, 4),
            by_place=_places(covered),
            gaps=[
                GapRead(
                    muscle=gap.pair[0],
                    role=gap.pair[1],
                    phase=gap.need.because.phase,
                    importance=round(gap.need.importance, 4),
                    met=round(gap.met, 4),
                )
                for gap in covered.gaps
            ],
            imbalances=covered.imbalances,
            additions=added,
            note=NOTE,
            revision=at.release.number,
        )
    return Rendered(to_json(read), at.release)


def _as_question(params: RunnerParams) -> RecommendationParams:
    """Ask of the runner and the goal alone."""
    shared = RecommendationParams.model_fields.keys() & type(params).model_fields.keys()
    return RecommendationParams(**{name: getattr(params, name) for name in shared})


def _understand(at: Snapshot, params: SessionShape | CoverageParams) -> Asked:
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


def _places(covered: Coverage) -> list[CoverageOf]:
    return [
        CoverageOf(role=role, phase=phase, met=round(met, 4))
        for (role, phase), met in covered.places.items()
    ]


def _sources(blocks: Iterable[SessionBlock]) -> list[SourceRef]:
    """Name every source of the reasons once."""
    named_once = {
        source.key: source
        for block in blocks
        for item in block.items
        for reason in item.reasons
        for source in reason.sources
    }
    return [named_once[key] for key in sorted(named_once)]


class _Speaker:
    """Says sessions in the shapes of the API."""

    def __init__(self, at: Snapshot, asked: Asked) -> None:
        self.teller = Teller(at, asked.knowledge, asked.runner)
        self._asked = asked

    def blocks(self, built: TrainingSession, reasons: int = REASONS) -> list[SessionBlock]:
        """Say the blocks in their order, each exercise with so many reasons."""
        return [
            SessionBlock(kind=block.value, items=[self._item(item, reasons) for item in items])
            for block, items in groupby(built.items, key=lambda item: item.block)
        ]

    def _item(self, item: Item, reasons: int) -> SessionItem:
        exercise, dose = item.scored.exercise, item.dose
        amounts = dict.fromkeys(("reps", "hold_s", "metres", "contacts"))
        unit = {
            Measure.reps: "reps",
            Measure.seconds: "hold_s",
            Measure.metres: "metres",
            Measure.contacts: "contacts",
        }[exercise.measure]
        amounts |= {unit: dose.amount}
        cautions = [self.teller.caution(*one) for one in item.scored.cautions]
        return SessionItem(
            exercise=named(exercise),
            sets=dose.sets,
            **amounts,
            per_side=exercise.per_side,
            measure=exercise.measure,
            load=explain.load(exercise),
            rest_s=dose.rest_s,
            minutes=round(dose.seconds / 60, 1),
            score=item.scored.score if item.scored.parts else None,
            reasons=self.teller.reasons(item.scored)[:reasons],
            cautions=cautions,
        )

    def left_out(self, refused: Iterable[Refused]) -> list[LeftOut]:
        """Say why the next best are not there, a few of each kind."""
        counts: Counter[str] = Counter()
        told = []
        for one in refused:
            counts[one.code] += 1
            if counts[one.code] <= LEFT_OUT // 2:
                told.append(self.teller.refuse(one))
        return told

    def coverage(self, items: Iterable[Item]) -> list[CoverageOf]:
        """Say what of the goal the exercises of a session cover."""
        routine = [item.scored.exercise for item in items]
        return _places(cover(routine, self._asked.demand, self._asked.goal))

    def week(self, week: PlanWeek, monday: date | None) -> PlanWeekRead:
        """Say one week."""
        return PlanWeekRead(
            week=week.number,
            kind=week.kind,
            changes=week.changes,
            rules=week.rules,
            sessions=[self._planned(planned, week, monday) for planned in week.sessions],
        )

    def _planned(self, one: PlannedSession, week: PlanWeek, monday: date | None) -> PlanSession:
        day = None
        if monday is not None:
            day = monday + timedelta(days=7 * (week.number - 1) + one.day)
        return PlanSession(
            day=DAYS[one.day],
            date=day,
            letter=one.letter,
            hours_to_key_run=one.hours_to_key_run,
            minutes=round(one.session.seconds / 60, 1),
            blocks=self.blocks(one.session, reasons=REASONS if week.is_new else 0),
            left_out=self.left_out(one.session.left_out) if week.number == 1 else [],
        )
