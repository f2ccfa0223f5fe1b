"""Write a session as a FIT workout, which a Garmin watch shows step by step.

A file is a header, messages and a checksum. A definition names the fields of the messages behind
it. The messages are those of the strength workouts that Garmin Connect writes: what the file is,
the workout, its steps in order, and the titles of its exercises. `docs/workouts.md` says what a
step looks like, and where we read it.
"""

import hashlib
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.vocabulary import MatchQuality, Measure
from app.formats.fit_profile import (
    EXERCISE_TITLE,
    FILE_ID,
    PROFILE_VERSION,
    PROTOCOL_VERSION,
    SCALES,
    WORKOUT,
    WORKOUT_STEP,
    Duration,
    Field,
    File,
    Intensity,
    Manufacturer,
    Message,
    Sport,
    SubSport,
    Target,
)
from app.recommend.blocks import Block
from app.schemas.exercises import GarminRead
from app.schemas.sessions import SessionBlock, SessionItem

MEDIA_TYPE = "application/vnd.ant.fit"  # Registered nowhere; the one that programs use.
SETTLED = 1_164_585_600
"""Time at which every file says that it was made, seconds since 1989-12-31: 2026-11-26, when this
way of writing was settled. The true one would make the same question give other bytes each time."""
HEADER_SIZE, DEFINITION = 14, 0x40
CUT = "..."  # Three full stops: not every watch has a sign for them.
Row = Mapping[str, int | str]
Watch = Mapping[str, GarminRead]
Pair = tuple[int, int]


def write_fit(name: str, blocks: Sequence[SessionBlock], watch: Watch) -> bytes:
    """Write a workout; `watch` has the entries of its exercises in the profile, by slug.

    A text that is too long is cut behind a whole word. The serial number follows from all that the
    file says, so that a watch tells two workouts apart. Raises ValueError where there is nothing to
    do: a workout has at least one step.
    """
    steps = list(_steps(blocks, watch))
    if not steps:
        raise ValueError("A workout needs at least one exercise.")
    workout: Row = {
        "wkt_name": name,
        "num_valid_steps": len(steps),
        "sport": Sport.training,
        "sub_sport": SubSport.strength_training,
    }
    content = (
        _section(WORKOUT, [workout])
        + _section(WORKOUT_STEP, _numbered(steps))
        + _section(EXERCISE_TITLE, _numbered(_titles(blocks, watch)))
    )
    file_id: Row = {
        "type": File.workout,
        "manufacturer": Manufacturer.development,
        "product": 0,
        "serial_number": int.from_bytes(hashlib.sha256(content).digest()[:4]) or 1,
        "time_created": SETTLED,
    }
    return _enclosed(_section(FILE_ID, [file_id]) + content)


def _steps(blocks: Sequence[SessionBlock], watch: Watch) -> Iterator[Row]:
    """Give the steps: of each exercise the work of a set and its rest, and how often both come."""
    first = 0
    for block in blocks:
        intensity = Intensity.warmup if block.kind == Block.prepare else Intensity.active
        for item in block.items:
            steps = list(_set(item, watch.get(item.exercise.slug), intensity))
            if item.sets > 1:
                steps.append(_repeat(first, item.sets))
            yield from steps
            first += len(steps)


def _set(item: SessionItem, entry: GarminRead | None, intensity: Intensity) -> Iterator[Row]:
    """Give the steps of one set: a hold for each side of the body where it has sides, and rest."""
    category, name = _pair(entry)
    sides = ("Left", "Right") if item.per_side and item.measure is Measure.seconds else ("",)
    for side in sides:
        yield {
            "wkt_step_name": f"{side}: {item.exercise.name}" if side else item.exercise.name,
            **_lasting(*_work(item)),
            "intensity": intensity,
            "notes": " ".join(_notes(item, entry, side)),
            "exercise_category": category,
            "exercise_name": name,
        }
    if item.rest_s:
        rest = _lasting(Duration.time, item.rest_s)
        yield {"wkt_step_name": "Rest", **rest, "intensity": Intensity.rest}


def _work(item: SessionItem) -> tuple[Duration, int]:
    """Say what ends the work of a set, and how much of it; both sides, but for holds."""
    sides = 2 if item.per_side else 1
    if item.measure is Measure.seconds:
        return Duration.time, item.hold_s or 0
    if item.measure is Measure.metres:
        return Duration.distance, sides * (item.metres or 0)
    return Duration.reps, sides * (item.reps or item.contacts or 0)


def _lasting(duration: Duration, amount: int) -> Row:
    return {
        "duration_type": duration,
        "duration_value": amount * SCALES.get(duration, 1),
        "target_type": Target.open,
        "target_value": 0,
    }


def _repeat(first: int, sets: int) -> Row:
    """Go back to the first step of a set, until there were so many sets in all."""
    return {
        "duration_type": Duration.repeat_until_steps_cmplt,
        "duration_value": first,
        "target_value": sets,
    }


def _notes(item: SessionItem, entry: GarminRead | None, side: str) -> Iterator[str]:
    """Say what numbers cannot: what to watch comes before the load, in case a watch shows less."""
    if entry is None or entry.match is not MatchQuality.exact:
        yield f"{item.exercise.name}."
    if side:
        yield f"{side} side."
    yield from (caution.text for caution in item.cautions)
    if item.measure is not Measure.seconds:
        yield f"{_counted(item)} on each side." if item.per_side else f"{_counted(item)}."
    yield item.load


def _counted(item: SessionItem) -> str:
    """Say a set in words: the number that a watch shows has no unit, and counts both sides."""
    if item.measure is Measure.metres:
        return f"{item.metres} m"
    if item.measure is Measure.contacts:
        return f"{item.contacts} ground contacts"
    return f"{item.reps} reps"


def _titles(blocks: Sequence[SessionBlock], watch: Watch) -> Iterator[Row]:
    """Give each entry of the profile our name; its own where it stands for several exercises."""
    named: defaultdict[Pair, dict[str, GarminRead]] = defaultdict(dict)
    for block in blocks:
        for item in block.items:
            if entry := watch.get(item.exercise.slug):
                named[_pair(entry)][item.exercise.name] = entry
    for (category, name), entries in named.items():
        title, entry = next(iter(entries.items()))
        if len(entries) > 1:
            title = (entry.name or entry.category).replace("_", " ").capitalize()
        yield {"exercise_category": category, "exercise_name": name, "wkt_step_name": title}


def _pair(entry: GarminRead | None) -> Pair:
    """Give category and name in the profile; what means that nothing is said, without an entry."""
    return (entry.category_id, entry.name_id) if entry else (0xFFFF, 0xFFFF)


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    return ({"message_index": index, **row} for index, row in enumerate(rows))


def _section(message: Message, rows: Iterable[Row]) -> bytes:
    """Write a definition, and the messages that keep to it; a field that is not there is unsaid."""
    fields = message.fields
    parts = [struct.pack("<BxBHB", DEFINITION, 0, message.number, len(fields))]
    parts += [bytes((field.number, field.size, field.base.number)) for field in fields]
    for row in rows:
        parts.append(bytes(1))
        parts += [_value(field, row.get(field.name)) for field in fields]
    return b"".join(parts)


def _value(field: Field, value: int | str | None) -> bytes:
    if field.base.code:
        return struct.pack(f"<{field.base.code}", field.base.unsaid if value is None else value)
    return shorten(str(value or ""), field.size - 1).encode().ljust(field.size, b"\0")


def shorten(text: str, most: int) -> str:
    """Cut a text to at most so many bytes of UTF-8: never inside a character, and behind a word.

    Where no word ends in the later half, as in a script without spaces, behind any character.
    """
    whole = text.encode()
    if len(whole) <= most:
        return text
    start = whole[: most - len(CUT)].decode(errors="ignore")
    words = start.rpartition(" ")[0].rstrip()
    return (words if 2 * len(words) >= len(start) else start) + CUT


def _enclosed(messages: bytes) -> bytes:
    """Put the header before the messages, with a checksum of its own, and the checksum of all."""
    header = struct.pack(
        "<BBHI4s", HEADER_SIZE, PROTOCOL_VERSION, PROFILE_VERSION, len(messages), b".FIT"
    )
    whole = header + struct.pack("<H", checksum(header)) + messages
    return whole + struct.pack("<H", checksum(whole))


def _remainders() -> Iterator[int]:
    """Give the remainder of each byte, for the polynomial of CRC-16/ARC."""
    for remainder in range(256):
        for _ in range(8):
            remainder = remainder >> 1 ^ (0xA001 if remainder & 1 else 0)  # noqa: PLW2901
        yield remainder


REMAINDERS = tuple(_remainders())


def checksum(content: bytes) -> int:
    """Compute the CRC-16 of FIT: CRC-16/ARC."""
    remainder = 0
    for byte in content:
        remainder = remainder >> 8 ^ REMAINDERS[(remainder ^ byte) & 0xFF]
    return remainder
