"""Sessions on days as events of Intervals.icu: the body of its bulk upsert."""

from base64 import b64encode
from collections.abc import Iterable

from pydantic_core import to_json

from app.formats.appointments import Appointment
from app.formats.fit import Watch, write_fit
from app.schemas.intervals import IntervalsEvent

MIDNIGHT = "T00:00:00"  # Their planned workouts have a day and no time of day.


def write_events(appointments: Iterable[Appointment], watch: Watch) -> bytes:
    """Write events; `watch` has the entries of their exercises in the FIT profile, by slug."""
    return to_json([_event(one, watch) for one in appointments])


def _event(one: Appointment, watch: Watch) -> IntervalsEvent:
    file = write_fit(one.short, one.blocks, watch)
    return IntervalsEvent(
        start_date_local=f"{one.day.isoformat()}{MIDNIGHT}",
        name=one.title,
        description=one.text,
        moving_time=one.minutes * 60,
        external_id=one.uid,
        filename=f"pushoff-{one.day.isoformat()}.fit",
        file_contents_base64=b64encode(file).decode(),
    )
