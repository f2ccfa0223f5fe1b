"""Answer sessions and plans in the format asked for."""

from collections.abc import Callable, Sequence

from sqlmodel import Session

from app.formats.appointments import Appointment, appoint_plan, appoint_session
from app.formats.intervals import write_events
from app.formats.linked import write_linked
from app.formats.markdown import write_markdown
from app.formats.origin import Origin
from app.formats.page import HEADERS as OF_PAGE
from app.formats.page import write_page
from app.formats.text import write_text
from app.queries.calendars import refuse_empty
from app.queries.names import known_names
from app.queries.sessions import read_plan, read_session, refuse_referral
from app.queries.snapshots import Snapshot, open_snapshot
from app.queries.workouts import watch_entries
from app.schemas.paging import MEDIA_TYPES, Release, Rendered, SessionFormat
from app.schemas.sessions import PlanRead, SessionRead
from app.schemas.written import WrittenPlanParams, WrittenSessionParams

Writer = Callable[[SessionRead | PlanRead, Origin], str]
WRITERS: dict[SessionFormat, Writer] = {
    SessionFormat.json: lambda read, _origin: read.model_dump_json(),
    SessionFormat.jsonld: write_linked,
    SessionFormat.text: write_text,
    SessionFormat.markdown: write_markdown,
    SessionFormat.html: write_page,
}
"""What writes a session or a plan in each format that holds all of it."""
HEADERS = {SessionFormat.html: OF_PAGE}
"""Headers that a format has beside its media type."""


def get_session_plan(session: Session, params: WrittenSessionParams, base_url: str) -> Rendered:
    """Build one session; with a red flag a referral, and no plan.

    As an event a session needs a day; raises BadQuestion with a red flag.
    """
    with open_snapshot(session) as at:
        asked = known_names(at).in_slugs(params)
        read = read_session(at, asked)
        origin = Origin(base_url, "/v1/sessions", asked)
        if asked.date is None:
            return _written(read, at.release, origin, asked.format)
        refuse_referral(read.referral)
        return _as_events(at, [appoint_session(read, origin, asked.date, asked.minutes)])


def get_plan(session: Session, params: WrittenPlanParams, base_url: str) -> Rendered:
    """Plan weeks of sessions; with a red flag a referral, and no plan.

    As events; raises BadQuestion with a red flag, and where no session is left.
    """
    with open_snapshot(session) as at:
        asked = known_names(at).in_slugs(params)
        read = read_plan(at, asked)
        origin = Origin(base_url, "/v1/plans", asked)
        if asked.format is not SessionFormat.intervals:
            return _written(read, at.release, origin, asked.format)
        refuse_referral(read.referral)
        refuse_empty(read)
        return _as_events(at, list(appoint_plan(read, origin)))


def _written(
    read: SessionRead | PlanRead, release: Release, origin: Origin, how: SessionFormat
) -> Rendered:
    """Write an answer in the format asked for."""
    body = WRITERS[how](read, origin).encode()
    return Rendered(body, release, media_type=MEDIA_TYPES[how], headers=HEADERS.get(how, {}))


def _as_events(at: Snapshot, appointments: Sequence[Appointment]) -> Rendered:
    """Write sessions on days for the calendar of Intervals.icu."""
    watch = watch_entries(at, [block for one in appointments for block in one.blocks])
    body = write_events(appointments, watch)
    return Rendered(body, at.release, media_type=MEDIA_TYPES[SessionFormat.intervals])
