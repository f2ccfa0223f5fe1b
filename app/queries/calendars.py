"""Write sessions and plans as calendars."""

from functools import cache

from sqlmodel import Session

from app.domain.base import fold, shown
from app.domain.errors import BadQuestion
from app.formats.zones import zone_names
from app.queries.names import known_names, nearest
from app.queries.sessions import read_plan, read_session, refuse_referral
from app.queries.snapshots import open_snapshot
from app.schemas.calendars import CalendarShape, PlanCalendarParams, SessionCalendarParams
from app.schemas.paging import Release, Rendered
from app.schemas.sessions import PlanRead

MEDIA_TYPE = "text/calendar"

# app.formats.calendar is loaded when first needed: with icalendar it takes 4 MB and 0.03 s.


def get_session_calendar(session: Session, params: SessionCalendarParams, base: str) -> Rendered:
    """Write a session as a calendar; `base` is the address of the service.

    Raises BadQuestion for an unknown time zone, and with a red flag.
    """
    from app.formats.calendar import write_session_calendar  # noqa: PLC0415

    _check_zone(params)
    with open_snapshot(session) as at:
        asked = known_names(at).in_slugs(params)
        read = read_session(at, asked)
    refuse_referral(read.referral)
    return _serve(at.release, "session", write_session_calendar(read, asked, base))


def get_plan_calendar(session: Session, params: PlanCalendarParams, base: str) -> Rendered:
    """Write a plan as a calendar; `base` is the address of the service.

    Raises BadQuestion for an unknown time zone, with a red flag, and where no session is left.
    """
    from app.formats.calendar import write_plan_calendar  # noqa: PLC0415

    _check_zone(params)
    with open_snapshot(session) as at:
        asked = known_names(at).in_slugs(params)
        read = read_plan(at, asked)
    refuse_referral(read.referral)
    refuse_empty(read)
    return _serve(at.release, "plan", write_plan_calendar(read, asked, base))


def refuse_empty(read: PlanRead) -> None:
    """Refuse to write a calendar where no day has anything to do; raises BadQuestion."""
    if not any(session.blocks for week in read.weeks for session in week.sessions):
        raise BadQuestion(
            "race",
            "Nothing is left to do before the race. To relax: race or start.",
            code="infeasible",
            valid=["race", "start"],
        )


def _serve(release: Release, name: str, calendar: bytes) -> Rendered:
    headers = {"Content-Disposition": f'inline; filename="pushoff-{name}.ics"'}
    return Rendered(calendar, release, media_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def _check_zone(params: CalendarShape) -> None:
    """Refuse a time zone that the database does not name so; raises BadQuestion."""
    name = params.time_zone
    if name is not None and name not in zone_names():
        raise BadQuestion(
            "time_zone",
            f"There is no time zone {shown(name)} in the IANA database.",
            valid=zone_names(),
            nearest=nearest(name, _folded()),
        )


@cache
def _folded() -> dict[str, str]:
    return {fold(name): name for name in zone_names()}
