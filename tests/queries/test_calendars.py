"""Calendars of sessions and plans: what the API says, on days, and what is refused."""

import httpx
import pytest
from ical.calendar_stream import IcsCalendarStream
from inline_snapshot import snapshot

from tests.problems import fault_in
from tests.queries.training import ask, items_of

WHEN = "time=18:30&time_zone=Europe/Berlin"


def test_a_session_is_a_calendar_of_one_event(world: httpx.Client) -> None:
    answer = world.get(f"/v1/sessions.ics?minutes=20&goal=general&date=2027-03-02&{WHEN}")

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'inline; filename="pushoff-session.ics"'
    (event,) = IcsCalendarStream.calendar_from_ics(answer.text).events
    said = ask(world, "sessions?minutes=20&goal=general")
    assert event.computed_duration.total_seconds() == round(said["minutes"]) * 60
    assert event.start.isoformat() == "2027-03-02T18:30:00+01:00"
    assert all(one["exercise"]["name"] in str(event.description) for one in items_of(said))
    assert answer.text.replace("\r\n", "\n") == snapshot("""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Pushoff//Pushoff//EN
DESCRIPTION:Exercises are chosen from evidence and coaching judgement\\; st
 rength work is no promise against injury\\, and nothing here clears anybody
  for training.
X-WR-CALDESC:Exercises are chosen from evidence and coaching judgement\\; s
 trength work is no promise against injury\\, and nothing here clears anybod
 y for training.
NAME:Strength for running: General strength
X-WR-CALNAME:Strength for running: General strength
LAST-MODIFIED:20260101T000001Z
REFRESH-INTERVAL;VALUE=DURATION:P1D
SOURCE;VALUE=URI:http://localhost:8000/v1/sessions.ics?date=2027-03-02&goa
 l=general&minutes=20&time=18%3A30&time_zone=Europe%2FBerlin
UID:bae1001f-975a-55a5-b9fa-bb03bd67c1e6
URL:http://localhost:8000/v1/sessions?format=html&goal=general&minutes=20
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
SUMMARY:Strength: General strength\\, 17 min
DTSTART;TZID=Europe/Berlin:20270302T183000
DURATION:PT17M
DTSTAMP:20260101T000001Z
UID:81e42255-adbc-5471-8701-27371036c06e
SEQUENCE:1
CATEGORIES:Strength,Running
DESCRIPTION:Plyometric\\n• Pogo: 3 × 13 contacts\\, rest 60 s. Full effor
 t with clean landings\\; stop when contacts get slow or loud.\\n\\nCalf and f
 oot\\n• Single-leg heel raise: 3 × 12 reps per side\\, rest 60 s. A load \n\
 with which 2 good repetitions would be left at the end of a set.\\n• Heel
  raise: 3 × 10 reps\\, rest 60 s. A load with which 2 good repetitions wou
 ld be left at the end of a set.\\n• Loaded heel raise: 4 × 6 reps per si
 de\\, rest 30 s. A load with which 2 good repetitions would be left at the \n\
 end of a set.\\n\\nExercises are chosen from evidence and coaching judgement
 \\; strength work is no promise against injury\\, and nothing here clears an
 ybody for training.\\nhttp://localhost:8000/v1/sessions?format=html&goal=ge
 neral&minutes=20
LAST-MODIFIED:20260101T000001Z
URL:http://localhost:8000/v1/sessions?format=html&goal=general&minutes=20
END:VEVENT
END:VCALENDAR
""")


def test_a_plan_is_a_calendar_of_its_sessions(world: httpx.Client) -> None:
    question = "minutes=20&weeks=3&sessions_per_week=2&start=2027-03-01&race=2027-03-20"

    answer = world.get(f"/v1/plans.ics?{question}")

    assert answer.headers["content-disposition"] == 'inline; filename="pushoff-plan.ics"'
    events = IcsCalendarStream.calendar_from_ics(answer.text).events
    sessions = [
        one for week in ask(world, f"plans?{question}")["weeks"] for one in week["sessions"]
    ]
    assert [event.start.isoformat() for event in events] == [one["date"] for one in sessions]
    assert len({event.uid for event in events}) == len(sessions) > 3


def test_a_subscriber_that_has_it_is_told_so(world: httpx.Client) -> None:
    path = f"/v1/plans.ics?minutes=20&weeks=2&start=2027-03-01&{WHEN}"
    first = world.get(path)

    again = world.get(path, headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert world.head(path).headers["etag"] == first.headers["etag"]
    assert world.get(path).content == first.content


def test_an_alias_makes_the_same_calendar(world: httpx.Client) -> None:
    by_slug, by_alias = (
        world.get(f"/v1/sessions.ics?date=2027-03-02&minutes=20&exclude={name}")
        for name in ("single-leg-heel-raise", "Single leg heel raise")
    )

    assert by_slug.content == by_alias.content


@pytest.mark.parametrize(
    ("question", "code", "parameter"),
    [
        ("sessions.ics", "missing_parameter", "date"),
        ("plans.ics", "missing_parameter", "start"),
        ("sessions.ics?date=9999-12-31", "invalid_value", "date"),
        ("sessions.ics?date=1969-12-31", "invalid_value", "date"),
        ("plans.ics?start=2200-01-01", "invalid_value", "start"),
        ("sessions.ics?date=2027-03-02&time=24:00", "invalid_value", "time"),
        ("sessions.ics?date=2027-03-02&time_zone=UTC", "invalid_value", "time_zone"),
        ("sessions.ics?date=2027-03-02&red_flag=night-pain", "referral", "red_flag"),
        ("plans.ics?start=2027-03-01&red_flag=night-pain", "referral", "red_flag"),
        ("plans.ics?start=2027-03-01&weeks=1&race=2027-03-02", "infeasible", "race"),
    ],
)
def test_what_makes_no_calendar_is_refused(
    world: httpx.Client, question: str, code: str, parameter: str
) -> None:
    assert fault_in(world.get(f"/v1/{question}"), code)["parameter"] == parameter


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("New_York", "America/New_York"),
    ],
)
def test_a_time_zone_is_written_as_the_database_does(
    world: httpx.Client, name: str, nearest: str
) -> None:
    answer = world.get(f"/v1/plans.ics?start=2027-03-01&time=06:00&time_zone={name}")

    fault = fault_in(answer, "unknown_value")
    assert fault["parameter"] == "time_zone"
    assert fault["nearest"][0] == nearest
    assert {"Europe/Kiev", "Europe/Kyiv"} < set(fault["valid"])
