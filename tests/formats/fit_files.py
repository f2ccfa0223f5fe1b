"""Read FIT workouts with two programs that are not ours: Garmin's official SDK, and fit-tool."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fit_tool.fit_file import FitFile
from garmin_fit_sdk import Decoder, Stream

from app.schemas.exercises import GarminRead
from app.schemas.sessions import SessionBlock, SessionItem

Fields = dict[str, Any]
KINDS = ("file_id", "workout", "workout_step", "exercise_title")
UNSAID = {0xFF, 0xFFFF, 0xFFFF_FFFF, "[]"}
"""What fit-tool gives for a number or a text that says nothing."""
PLAIN = ("duration_value", "target_value")
EPOCH = datetime(1989, 12, 31, tzinfo=UTC).timestamp()


@dataclass(frozen=True)
class Workout:
    """A file as both programs read it: numbers of the profile, without what is unsaid."""

    file_id: Fields
    workout: Fields
    steps: list[Fields]
    titles: list[Fields]


def read_fit(content: bytes) -> Workout:
    """Read a file; fails where a program finds an error, or the two do not agree."""
    official, other = _by_sdk(content), _by_fit_tool(content)
    for kind in KINDS:
        for one, same in zip(official[kind], other[kind], strict=True):
            assert {name: same.pop(name) for name in one} == one
            assert set(same.values()) <= UNSAID
    (file_id,), (workout,) = official["file_id"], official["workout"]
    return Workout(file_id, workout, official["workout_step"], official["exercise_title"])


def _by_sdk(content: bytes) -> dict[str, list[Fields]]:
    assert Decoder(Stream.from_byte_array(bytearray(content))).check_integrity()
    found, errors = Decoder(Stream.from_byte_array(bytearray(content))).read(
        convert_types_to_strings=False, convert_datetimes_to_dates=False
    )
    messages: dict[str, Any] = {**found}
    assert errors == []
    read = {kind: [_as_meant(one) for one in messages.pop(f"{kind}_mesgs", [])] for kind in KINDS}
    assert messages == {}
    return read


def _as_meant(fields: Fields) -> Fields:
    """Leave out the plain number of a duration or target; what it means stands beside it."""
    return {name: value for name, value in fields.items() if name not in PLAIN}


def _by_fit_tool(content: bytes) -> dict[str, list[Fields]]:
    read: dict[str, list[Fields]] = {kind: [] for kind in KINDS}
    for record in FitFile.from_bytes(content).records:
        if not record.is_definition:
            kind, *row = record.message.to_row()
            read[kind].append(_as_meant(dict(zip(row[::3], row[1::3], strict=True))))
    for fields in read["file_id"]:
        fields["time_created"] = fields["time_created"] / 1_000 - EPOCH
    return read


def expected_steps(blocks: list[SessionBlock], watch: dict[str, GarminRead]) -> list[Fields]:
    """Say by hand what the steps of a session must be, but for what their notes say."""
    steps: list[Fields] = []
    for block in blocks:
        for item in block.items:
            first = len(steps)
            intensity = 2 if block.kind == "prepare" else 0
            exercise = _exercise(watch.get(item.exercise.slug))
            for side in ("Left: ", "Right: ") if item.hold_s and item.per_side else ("",):
                name = {"wkt_step_name": side + item.exercise.name}
                steps.append(name | _amount(item) | exercise | {"intensity": intensity})
            if item.rest_s:
                rest = {"duration_type": 0, "duration_time": float(item.rest_s), "intensity": 1}
                steps.append({"wkt_step_name": "Rest", "target_type": 2} | rest)
            if item.sets > 1:
                again = {"duration_step": first, "repeat_steps": item.sets}
                steps.append({"duration_type": 6} | again)
    return [{"message_index": index} | step for index, step in enumerate(steps)]


def _amount(item: SessionItem) -> Fields:
    open_ended = {"target_type": 2}
    sides = 1 + item.per_side
    if item.hold_s:
        return open_ended | {"duration_type": 0, "duration_time": float(item.hold_s)}
    if item.metres:
        return open_ended | {"duration_type": 1, "duration_distance": float(item.metres * sides)}
    counted = item.reps or item.contacts or 0
    return open_ended | {"duration_type": 29, "duration_reps": counted * sides}


def _exercise(entry: GarminRead | None) -> Fields:
    numbers = {} if entry is None else {"exercise_category": entry.category_id}
    if entry is not None and entry.name is not None:
        numbers["exercise_name"] = entry.name_id
    return numbers


def without_notes(steps: list[Fields]) -> list[Fields]:
    """Leave the notes out of steps."""
    return [{name: value for name, value in one.items() if name != "notes"} for one in steps]
