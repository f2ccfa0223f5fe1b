"""Sessions and plans for the calendar of Intervals.icu, and what makes no event."""

from base64 import b64decode

import httpx
import pytest
from ical.calendar_stream import IcsCalendarStream

from app.schemas.paging import MEDIA_TYPES
from tests.problems import fault_in
from tests.queries.training import Answer, ask

SESSION = "minutes=20&goal=general"
PLAN = "minutes=20&weeks=2&sessions_per_week=2&start=2027-03-01"


def events_of(world: httpx.Client, question: str) -> list[Answer]:
    answer = world.get(f"/v1/{question}&format=intervals")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES["intervals"]
    return list(answer.json())


def test_a_session_is_an_event_with_its_file(world: httpx.Client) -> None:
    (event,) = events_of(world, f"sessions?{SESSION}&date=2027-03-02")

    said = ask(world, f"sessions?{SESSION}")
    assert event["start_date_local"] == "2027-03-02T00:00:00"
    assert event["moving_time"] == round(said["minutes"]) * 60
    assert event["filename"] == "pushoff-2027-03-02.fit"
    file = world.get(f"/v1/sessions.fit?{SESSION}").content
    assert b64decode(event["file_contents_base64"]) == file


def test_a_plan_is_an_event_for_each_session(world: httpx.Client) -> None:
    events = events_of(world, f"plans?{PLAN}")

    weeks = ask(world, f"plans?{PLAN}")["weeks"]
    sessions = [(week["week"], one) for week in weeks for one in week["sessions"]]
    assert len(events) == len(sessions) == 4
    for event, (week, one) in zip(events, sessions, strict=True):
        file = world.get(f"/v1/plans.fit?{PLAN}&week={week}&day={one['day']}").content
        assert event["start_date_local"] == f"{one['date']}T00:00:00"
        assert b64decode(event["file_contents_base64"]) == file


def test_an_event_has_the_id_that_it_has_in_a_calendar(world: httpx.Client) -> None:
    for question in (f"sessions?{SESSION}&date=2027-03-02", f"plans?{PLAN}"):
        calendar = world.get(f"/v1/{question.replace('?', '.ics?')}&time=06:00").text
        ids = [event.uid for event in IcsCalendarStream.calendar_from_ics(calendar).events]

        assert [event["external_id"] for event in events_of(world, question)] == ids


@pytest.mark.parametrize(
    ("question", "code", "parameter"),
    [
        ("sessions?format=intervals", "invalid_value", "date"),
        ("sessions?date=2027-03-02", "invalid_value", "date"),
        ("sessions?date=2027-03-02&format=text", "invalid_value", "date"),
        ("plans?format=intervals", "invalid_value", "start"),
        ("plans?date=2027-03-02&format=intervals", "unknown_parameter", "date"),
        ("sessions?date=2027-03-02&format=intervals&red_flag=night-pain", "referral", "red_flag"),
        ("plans?start=2027-03-01&format=intervals&red_flag=night-pain", "referral", "red_flag"),
        ("plans?start=2027-03-01&format=intervals&weeks=1&race=2027-03-02", "infeasible", "race"),
    ],
)
def test_what_makes_no_event_is_refused(
    world: httpx.Client, question: str, code: str, parameter: str
) -> None:
    assert fault_in(world.get(f"/v1/{question}"), code)["parameter"] == parameter


@pytest.mark.parametrize("accept", ["*/*", "application/*", "application/json, text/plain, */*"])
def test_nobody_gets_events_who_does_not_name_them(world: httpx.Client, accept: str) -> None:
    answer = world.get(f"/v1/plans?{PLAN}", headers={"Accept": accept})

    assert answer.headers["content-type"] == MEDIA_TYPES["json"]


def test_events_can_be_asked_for_by_their_media_type(world: httpx.Client) -> None:
    answer = world.get(f"/v1/plans?{PLAN}", headers={"Accept": MEDIA_TYPES["intervals"]})

    assert answer.json() == events_of(world, f"plans?{PLAN}")
    assert answer.headers["vary"].startswith("Accept")
