"""Sessions as workouts for a watch."""

from collections.abc import Sequence

from pydantic_core import from_json
from sqlmodel import Session

from app.domain.errors import BadQuestion
from app.formats import fit
from app.formats.words import planned_on_watch, session_on_watch
from app.queries.documents import fetch_documents
from app.queries.sessions import read_plan, read_session, refuse_referral
from app.queries.snapshots import Snapshot, open_snapshot
from app.schemas.exercises import GarminRead
from app.schemas.paging import Release, Rendered
from app.schemas.sessions import (
    PlanRead,
    PlanSession,
    PlanWorkoutParams,
    SessionBlock,
    SessionParams,
)


def get_session_workout(session: Session, params: SessionParams) -> Rendered:
    """Build one session and write it for a watch; raises BadQuestion with a red flag."""
    with open_snapshot(session) as at:
        read = read_session(at, params)
        refuse_referral(read.referral)
        watch = watch_entries(at, read.blocks)
    name = session_on_watch(read.goal.name, params.minutes)
    file = f"{read.goal.slug}-{params.minutes}-min"
    return _as_file(at.release, file, fit.write_fit(name, read.blocks, watch))


def get_plan_workout(session: Session, params: PlanWorkoutParams) -> Rendered:
    """Plan weeks and write one session for a watch; raises BadQuestion where there is none."""
    with open_snapshot(session) as at:
        read = read_plan(at, params)
        refuse_referral(read.referral)
        blocks = find_session(read, params).blocks
        watch = watch_entries(at, blocks)
    name = planned_on_watch(read.goal.name, params.week, params.day)
    file = f"{read.goal.slug}-week-{params.week}-{params.day}"
    return _as_file(at.release, file, fit.write_fit(name, blocks, watch))


def find_session(plan: PlanRead, params: PlanWorkoutParams) -> PlanSession:
    """Give the session of a day; raises BadQuestion with the days, or the weeks, that have one."""
    weeks = {
        week.week: {one.day.value: one for one in week.sessions if one.blocks}
        for week in plan.weeks
    }
    week = weeks.get(params.week)
    if not week:
        with_some = [str(number) for number, sessions in weeks.items() if sessions]
        raise _no_session("week", f"Week {params.week} of this plan has no session.", with_some)
    if params.day not in week:
        nothing = f"Week {params.week} of this plan has no session on {params.day}."
        raise _no_session("day", nothing, list(week))
    return week[params.day]


def _no_session(parameter: str, reason: str, valid: list[str]) -> BadQuestion:
    choices = f" Choose {' or '.join(valid)}." if valid else ""
    return BadQuestion(parameter, f"{reason}{choices}", code="no_session", valid=valid)


def watch_entries(at: Snapshot, blocks: Sequence[SessionBlock]) -> dict[str, GarminRead]:
    """Give the entry of each exercise in the FIT profile, by slug, where it has one."""
    slugs = sorted({item.exercise.slug for block in blocks for item in block.items})
    entries = {
        slug: from_json(document)["garmin"]
        for slug, document in zip(slugs, fetch_documents(at, "exercises", slugs), strict=True)
    }
    return {slug: GarminRead(**entry) for slug, entry in entries.items() if entry}


def _as_file(release: Release, name: str, body: bytes) -> Rendered:
    disposition = f'attachment; filename="pushoff-{name}.fit"'
    return Rendered(
        body,
        release,
        media_type=fit.MEDIA_TYPE,
        headers={"Content-Disposition": disposition},
    )
