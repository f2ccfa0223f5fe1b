"""Say sessions, plans and coverage in the shapes of the API."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from app.domain.vocabulary import Measure
from app.formats.origin import Origin
from app.queries.recommendations import Asked, Teller, named
from app.queries.snapshots import Snapshot
from app.recommend import explain
from app.recommend.cover import Coverage, cover
from app.recommend.gates import Refused
from app.recommend.plan import PlannedSession, PlanWeek
from app.recommend.session import Item, TrainingSession
from app.schemas.paging import SourceRef
from app.schemas.recommendations import LeftOut
from app.schemas.sessions import (
    CoverageOf,
    PlanSession,
    PlanWeekRead,
    SessionBlock,
    SessionItem,
    Weekday,
    WorkoutLinks,
)

REASONS = 2
LEFT_OUT = 8
DAYS = list(Weekday)


def places(covered: Coverage) -> list[CoverageOf]:
    """Say how much of what each role needs in each phase is met."""
    return [
        CoverageOf(role=role, phase=phase, met=round(met, 4))
        for (role, phase), met in covered.places.items()
    ]


def sources(blocks: Iterable[SessionBlock]) -> list[SourceRef]:
    """Name every source of the reasons once."""
    named_once = {
        source.key: source
        for block in blocks
        for item in block.items
        for reason in item.reasons
        for source in reason.sources
    }
    return [named_once[key] for key in sorted(named_once)]


class Speaker:
    """Says sessions in the shapes of the API."""

    def __init__(self, at: Snapshot, asked: Asked) -> None:
        """Take what was asked, and the snapshot that it is answered from."""
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
        return places(cover(routine, self._asked.demand, self._asked.goal))

    def week(self, week: PlanWeek, monday: date | None, origin: Origin) -> PlanWeekRead:
        """Say one week of the plan that answers a question."""
        return PlanWeekRead(
            week=week.number,
            kind=week.kind,
            changes=week.changes,
            rules=week.rules,
            sessions=[self._planned(planned, week, monday, origin) for planned in week.sessions],
        )

    def _planned(
        self, one: PlannedSession, week: PlanWeek, monday: date | None, origin: Origin
    ) -> PlanSession:
        day = None
        if monday is not None:
            day = monday + timedelta(days=7 * (week.number - 1) + one.day)
        file = origin.address(".fit", week=week.number, day=DAYS[one.day].value)
        return PlanSession(
            day=DAYS[one.day],
            date=day,
            letter=one.letter,
            hours_to_key_run=one.hours_to_key_run,
            minutes=round(one.session.seconds / 60, 1),
            blocks=self.blocks(one.session, reasons=REASONS if week.is_new else 0),
            left_out=self.left_out(one.session.left_out) if week.number == 1 else [],
            links=WorkoutLinks(fit=file) if one.session.items else None,
        )
