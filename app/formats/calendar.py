"""Sessions and plans as calendars (RFC 5545 and RFC 7986): one event for each session.

Nothing in a calendar comes from a clock. Ids follow from the question, and how new it is follows
from the revision of the data: SEQUENCE is its number, and what was changed last was changed as many
seconds after `EPOCH`.
"""

from datetime import UTC, datetime, time, timedelta

from icalendar import TRANSP, Calendar, Event, vDuration, vText, vUri

from app.formats.appointments import Appointment, appoint_plan, appoint_session, link_of
from app.formats.observances import describe_zone
from app.formats.origin import Origin
from app.schemas.calendars import CalendarShape, PlanCalendarParams, SessionCalendarParams
from app.schemas.sessions import PlanRead, SessionRead

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
REFRESH = timedelta(days=1)  # How often a subscriber should ask again; a judgement.
MAKER = "-//Pushoff//Pushoff//EN"
CATEGORIES = ("Strength", "Running")


def write_session_calendar(read: SessionRead, asked: SessionCalendarParams, base: str) -> bytes:
    """Write a session as a calendar of one event; `base` is the address of the service."""
    origin = Origin(base, "/v1/sessions", asked)
    return _write(read, asked, origin, [appoint_session(read, origin, asked.date, asked.minutes)])


def write_plan_calendar(read: PlanRead, asked: PlanCalendarParams, base: str) -> bytes:
    """Write a plan that has dates as a calendar; `base` is the address of the service."""
    origin = Origin(base, "/v1/plans", asked)
    return _write(read, asked, origin, list(appoint_plan(read, origin)))


def _write(
    read: SessionRead | PlanRead,
    asked: CalendarShape,
    origin: Origin,
    appointments: list[Appointment],
) -> bytes:
    when = asked.model_dump(include={"time", "time_zone"}, exclude_none=True)
    changed = EPOCH + timedelta(seconds=read.revision)
    calendar = Calendar.new(
        prodid=MAKER, uid=origin.uid(), url=link_of(origin), last_modified=changed
    )
    # Given its type by hand is what icalendar 7.3 writes without the escapes of a text, or without
    # the VALUE that RFC 7986 wants.
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, vText(f"Strength for running: {read.goal.name}"))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        calendar.add(name, vText(read.note))
    calendar.add("SOURCE", vUri(origin.address(".ics", **when)), {"VALUE": "URI"})
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), {"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    if asked.time_zone is not None:
        years = [one.day.year for one in appointments]
        calendar.add("X-WR-TIMEZONE", asked.time_zone)
        calendar.add_component(describe_zone(asked.time_zone, min(years), max(years)))
    for one in appointments:
        calendar.add_component(_event(one, asked, link_of(origin), read.revision, changed))
    written: bytes = calendar.to_ical()
    return written


def _event(
    one: Appointment, asked: CalendarShape, link: str, revision: int, changed: datetime
) -> Event:
    """Write a session at its time of day, or on the whole day, where it blocks no time."""
    event = Event.new(
        uid=one.uid,
        summary=one.title,
        description=one.text,
        url=link,
        categories=CATEGORIES,
        sequence=revision,
        stamp=changed,
        last_modified=changed,
    )
    if asked.time is None:
        event.start = one.day
        event.transparency = TRANSP.TRANSPARENT
        return event
    zone = {} if asked.time_zone is None else {"TZID": asked.time_zone}
    event.add("DTSTART", datetime.combine(one.day, time.fromisoformat(asked.time)), zone)
    event.DURATION = timedelta(minutes=one.minutes)
    return event
