"""Calendars: read again by two libraries, in every time zone, with nothing from a clock."""

import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import pairwise

import icalendar
import pytest
from dateutil.tz import tzical
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from inline_snapshot import snapshot

from app.formats.calendar import write_plan_calendar, write_session_calendar
from app.formats.zones import load_zone, zone_names
from app.schemas.calendars import PlanCalendarParams, SessionCalendarParams
from app.schemas.paging import Named
from app.schemas.sessions import PlanRead, SessionBlock, SessionRead
from tests.formats.reads import BASE, item, plan, planned, session

DAY = "2027-03-02"
EVENING: dict[str, str] = {"time": "18:30", "time_zone": "Europe/Berlin"}
TELLING = [
    "Africa/Casablanca", "America/New_York", "Asia/Calcutta", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Pacific/Apia", "Pacific/Chatham",
    "UTC",
]  # fmt: skip
"""Zones with summer time and without, with odd offsets, with old names, and with winter time."""


def written(read: SessionRead | None = None, /, *, base: str = BASE, **asked: object) -> str:
    params = SessionCalendarParams.model_validate({"date": DAY} | asked)
    return write_session_calendar(read or session(), params, base).decode()


def written_plan(read: PlanRead | None = None, /, **asked: object) -> str:
    params = PlanCalendarParams.model_validate({"start": DAY} | asked)
    return write_plan_calendar(read or plan(), params, BASE).decode()


def parsed(text: str) -> Calendar:
    """Read a calendar with a library that did not write it."""
    return IcsCalendarStream.calendar_from_ics(text)


def event_in(text: str) -> tuple[icalendar.Event, Event]:
    """Give the only event of a calendar as both libraries read it."""
    (one,) = icalendar.Calendar.from_ical(text).events
    (other,) = parsed(text).events
    return one, other


def lines_of(text: str, name: str) -> list[str]:
    """Give the unfolded lines of a property."""
    return re.findall(rf"^{name}[;:].*$", text.replace("\r\n ", ""), re.MULTILINE)


def test_a_session_is_told_whole() -> None:
    assert written(goal=["late-race-form"]).replace("\r\n", "\n") == snapshot("""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Pushoff//Pushoff//EN
DESCRIPTION:Nothing here clears anybody for training.
X-WR-CALDESC:Nothing here clears anybody for training.
NAME:Strength for running: Form late in a race
X-WR-CALNAME:Strength for running: Form late in a race
LAST-MODIFIED:20260101T000001Z
REFRESH-INTERVAL;VALUE=DURATION:P1D
SOURCE;VALUE=URI:https://api.example.org/v1/sessions.ics?date=2027-03-02&g
 oal=late-race-form
UID:4df7e4a9-8aec-56cb-8569-85182ad56b0e
URL:https://api.example.org/v1/sessions?format=html&goal=late-race-form
X-PUBLISHED-TTL:P1D
BEGIN:VEVENT
SUMMARY:Strength: Form late in a race\\, 25 min
DTSTART;VALUE=DATE:20270302
DTSTAMP:20260101T000001Z
UID:c2e4f3b9-12ae-5f90-98bf-1d9e7a883b4a
SEQUENCE:1
CATEGORIES:Strength,Running
DESCRIPTION:Prepare\\n• Heel walk: 1 × 30 m. Relaxed.\\n\\nCalf and foot\\n
 • Heel raise: 3 × 8 reps per side\\, rest 60 s. Hard\\, with 2 left.\\n  C
 alf strain (acute stage). Watch: The tendon takes load.\\n\\nNothing here cl
 ears anybody for training.\\nhttps://api.example.org/v1/sessions?format=htm
 l&goal=late-race-form
LAST-MODIFIED:20260101T000001Z
TRANSP:TRANSPARENT
URL:https://api.example.org/v1/sessions?format=html&goal=late-race-form
END:VEVENT
END:VCALENDAR
""")


def test_a_plan_is_told_whole() -> None:
    assert written_plan(**EVENING).replace("\r\n", "\n") == snapshot("""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Pushoff//Pushoff//EN
DESCRIPTION:Nothing here clears anybody for training.
X-WR-CALDESC:Nothing here clears anybody for training.
NAME:Strength for running: Form late in a race
X-WR-CALNAME:Strength for running: Form late in a race
LAST-MODIFIED:20260101T000001Z
REFRESH-INTERVAL;VALUE=DURATION:P1D
SOURCE;VALUE=URI:https://api.example.org/v1/plans.ics?start=2027-03-02&tim
 e=18%3A30&time_zone=Europe%2FBerlin
UID:b9f758b8-ae02-5e0f-88e1-c4b62c0cfaae
URL:https://api.example.org/v1/plans?format=html&start=2027-03-02
X-PUBLISHED-TTL:P1D
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:20270101T000000
TZNAME:CET
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20270328T020000
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20271031T030000
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Strength A: Form late in a race\\, 20 min
DTSTART;TZID=Europe/Berlin:20270302T183000
DURATION:PT20M
DTSTAMP:20260101T000001Z
UID:8fec4aa9-5ae0-5497-9ace-8a3161469f04
SEQUENCE:1
CATEGORIES:Strength,Running
DESCRIPTION:Week 1: build\\nLearn the exercises.\\n\\nPrepare\\n• Heel walk:
  1 × 30 m. Relaxed.\\n\\nCalf and foot\\n• Heel raise: 3 × 8 reps per sid
 e\\, rest 60 s. Hard\\, with 2 left.\\n  Calf strain (acute stage). Watch: Th
 e tendon takes load.\\n\\nNothing here clears anybody for training.\\nhttps:/
 /api.example.org/v1/plans?format=html&start=2027-03-02
LAST-MODIFIED:20260101T000001Z
URL:https://api.example.org/v1/plans?format=html&start=2027-03-02
END:VEVENT
END:VCALENDAR
""")


def test_without_a_time_it_is_on_the_whole_day_and_blocks_none() -> None:
    one, other = event_in(written())

    assert one.start == other.start == date(2027, 3, 2)
    assert (other.end, one.transparency) == (date(2027, 3, 3), icalendar.TRANSP.TRANSPARENT)


def test_without_a_time_zone_it_is_at_that_hour_anywhere() -> None:
    text = written(time="06:05")

    one, other = event_in(text)
    assert one.start == other.start == datetime(2027, 3, 2, 6, 5)
    assert "VTIMEZONE" not in text


def test_it_lasts_as_long_as_the_session() -> None:
    one, other = event_in(written(session(minutes=28.5), **EVENING))

    assert one.duration == other.duration == timedelta(minutes=28)


def two_years(zone: str) -> str:
    """Write sessions at the beginning and the end of two years."""
    read = plan(planned(date(2026, 1, 1)), planned(date(2027, 12, 31)))
    return written_plan(read, time="18:30", time_zone=zone)


@pytest.mark.parametrize("zone", TELLING)
def test_clocks_are_told_to_change_when_they_do(zone: str) -> None:
    (described,) = icalendar.Calendar.from_ical(two_years(zone)).timezones
    (_, *changes) = described.subcomponents

    offsets = [
        datetime.fromtimestamp(hour * 3600, load_zone(zone)).utcoffset()
        for hour in range(490_900, 508_400)  # From 2026 on, two years long.
    ]
    assert len(changes) == sum(one != other for one, other in pairwise(offsets))
    for change in changes:
        onset = (change.DTSTART - change.TZOFFSETFROM).replace(tzinfo=UTC)
        then, now = onset - timedelta(seconds=1), onset
        assert then.astimezone(load_zone(zone)).utcoffset() == change.TZOFFSETFROM
        assert now.astimezone(load_zone(zone)).utcoffset() == change.TZOFFSETTO


@pytest.mark.parametrize("zone", TELLING)
def test_another_library_reads_the_clocks_so(zone: str) -> None:
    described = tzical(StringIO(two_years(zone))).get(zone)

    for hour in range(2, 2 * 365 * 24, 5):
        shown = datetime(2026, 1, 1) + timedelta(hours=hour)  # Its zone follows.
        first, second = (shown.replace(tzinfo=load_zone(zone), fold=fold) for fold in (0, 1))
        if first.utcoffset() == second.utcoffset():  # Else libraries disagree on which is meant.
            assert shown.replace(tzinfo=described).utcoffset() == first.utcoffset()


@pytest.mark.parametrize(
    ("day", "time", "begins", "ends"),
    [
        ("2027-03-28", "01:45", "2027-03-28T00:45Z", "2027-03-28T01:10Z"),  # Into summer time.
        ("2027-10-31", "01:45", "2027-10-30T23:45Z", "2027-10-31T00:10Z"),
        ("2027-10-31", "03:00", "2027-10-31T02:00Z", "2027-10-31T02:25Z"),
        ("2027-12-31", "23:45", "2027-12-31T22:45Z", "2027-12-31T23:10Z"),  # Into a new year.
        ("2028-02-28", "23:50", "2028-02-28T22:50Z", "2028-02-28T23:15Z"),  # Into a leap day.
        ("2028-02-29", "23:50", "2028-02-29T22:50Z", "2028-02-29T23:15Z"),
        ("1970-01-01", "00:00", "1969-12-31T23:00Z", "1969-12-31T23:25Z"),
        ("2199-12-31", "23:59", "2199-12-31T22:59Z", "2199-12-31T23:24Z"),
    ],
)
def test_it_begins_and_ends_at_one_moment(day: str, time: str, begins: str, ends: str) -> None:
    one, other = event_in(written(date=day, time=time, time_zone="Europe/Berlin"))

    moments = [datetime.fromisoformat(begins), datetime.fromisoformat(ends)]
    assert isinstance(one.start, datetime)
    start = one.start.astimezone(UTC)
    assert [start, start + one.duration] == moments
    assert [at.astimezone(UTC) for at in (other.start_datetime, other.end_datetime)] == moments


@pytest.mark.parametrize(
    "name", ["Heel; raise, \\n or two", "Schritt\nfür 🏃‍♀️ Schritt" * 9, "END:VEVENT"]
)
def test_text_is_told_as_it_is_whatever_is_in_it(name: str) -> None:
    odd = Named.model_construct(slug="odd", name=name)
    read = session(blocks=[SessionBlock(kind="main", items=[item(exercise=odd)])])
    read.goal, read.note = odd, name

    text = written(read)

    for event in event_in(text):
        assert f"• {name}: 3 × 8 reps" in str(event.description)
        assert f"\n\n{name}\n{BASE}" in str(event.description)
        assert event.summary == f"Strength: {name}, 25 min"
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text.count("\nEND:VEVENT") == 1


def test_a_session_of_which_nothing_is_left_is_no_event() -> None:
    days = [date(2027, 3, 2), date(2027, 3, 4)]
    both = parsed(written_plan(plan(*map(planned, days))))

    (left,) = parsed(written_plan(plan(planned(days[0], blocks=[]), planned(days[1])))).events

    assert left.uid == both.events[1].uid


def test_an_id_lasts_and_is_of_one_session() -> None:
    days = [date(2027, 3, day) for day in (2, 4)]
    first = parsed(written_plan(plan(*map(planned, days))))
    moved = parsed(written_plan(plan(*map(planned, days), revision=2), **EVENING))

    ids = [event.uid for event in first.events]
    assert ids == [event.uid for event in moved.events]
    assert len({*ids, event_in(written())[1].uid, event_in(written(date="2027-03-03"))[1].uid}) == 4
    assert event_in(written(base="http://localhost:8000"))[1].uid == event_in(written())[1].uid


def test_a_newer_revision_is_a_newer_event() -> None:
    old, new = (event_in(written(session(revision=number)))[0] for number in (1, 62))

    assert (old.sequence, new.sequence) == (1, 62)
    assert old.stamp == old.last_modified == datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert new.stamp == new.last_modified == datetime(2026, 1, 1, 0, 1, 2, tzinfo=UTC)


def test_a_subscriber_is_told_where_and_how_often_to_ask() -> None:
    text = written_plan(**EVENING)

    assert lines_of(text, "SOURCE") == [
        f"SOURCE;VALUE=URI:{BASE}/v1/plans.ics?start={DAY}&time=18%3A30&time_zone=Europe%2FBerlin\r"
    ]
    assert lines_of(text, "REFRESH-INTERVAL") == ["REFRESH-INTERVAL;VALUE=DURATION:P1D\r"]
    assert lines_of(text, "X-PUBLISHED-TTL") == ["X-PUBLISHED-TTL:P1D\r"]
    assert lines_of(text, "METHOD") == []


def test_every_time_zone_can_be_read_but_the_one_that_is_none() -> None:
    names = zone_names()

    assert len(names) > 500
    assert {"Europe/Kyiv", "Europe/Kiev", "US/Eastern", "UTC"} < set(names)
    assert "Factory" not in names
    assert [name for name in names if load_zone(name).key != name] == []
