"""Events of Intervals.icu: what their guide names, with the FIT file inside."""

import json
from base64 import b64decode
from datetime import date

from inline_snapshot import snapshot

from app.formats.appointments import appoint_plan, appoint_session
from app.formats.fit import write_fit
from app.formats.intervals import write_events
from tests.formats.reads import BLOCKS, asked, asked_plan, plan, planned, session

DAY = date(2027, 3, 2)


def test_an_event_is_told_whole() -> None:
    (event,) = json.loads(
        write_events([appoint_session(session(), asked(minutes=25), DAY, 25)], {})
    )

    file = b64decode(event.pop("file_contents_base64"))
    assert file == write_fit("25 min: Form late in a race", BLOCKS, {})
    assert event == snapshot(
        {
            "category": "WORKOUT",
            "start_date_local": "2027-03-02T00:00:00",
            "type": "WeightTraining",
            "name": "Strength: Form late in a race, 25 min",
            "description": """\
Prepare
• Heel walk: 1 × 30 m. Relaxed.

Calf and foot
• Heel raise: 3 × 8 reps per side, rest 60 s. Hard, with 2 left.
  Calf strain (acute stage). Watch: The tendon takes load.

Nothing here clears anybody for training.
https://api.example.org/v1/sessions?format=html&minutes=25\
""",
            "moving_time": 1500,
            "external_id": "49fa6560-2fb6-509b-bd7f-8747a87a46ee",
            "filename": "pushoff-2027-03-02.fit",
        }
    )


def test_a_plan_has_an_event_for_each_session() -> None:
    read = plan(planned(DAY), planned(date(2027, 3, 4), minutes=30.4))

    events = json.loads(write_events(appoint_plan(read, asked_plan(start="2027-03-01")), {}))

    assert [one["start_date_local"] for one in events] == [
        "2027-03-02T00:00:00",
        "2027-03-04T00:00:00",
    ]
    assert [one["moving_time"] for one in events] == [1200, 1800]
    assert len({one["external_id"] for one in events}) == 2


def test_no_line_of_a_description_is_a_step_of_their_workout_builder() -> None:
    read = plan(planned(DAY, blocks=BLOCKS * 3))

    (event,) = json.loads(write_events(appoint_plan(read, asked_plan(start="2027-03-01")), {}))

    assert not [line for line in event["description"].splitlines() if line.lstrip().startswith("-")]
