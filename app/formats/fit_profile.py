"""The numbers of the FIT profile that a strength workout needs, in one table.

Source: the profile of Garmin's official SDK, version 21.218.0 (`garmin-fit-sdk`); tests compare
every number and name here with it. Numbers of exercises stand in `seed/links/garmin.csv`.
Lengths of texts are no part of the profile: they are those that Garmin Connect gives to its own
workouts (`docs/workouts.md`), but for the name of a step, which it leaves empty.
"""

from dataclasses import dataclass
from enum import IntEnum

PROFILE_VERSION = 21_218
PROTOCOL_VERSION = 0x10  # 1.0: a workout needs nothing of 2.0.


@dataclass(frozen=True)
class Base:
    """A kind of number, or of text."""

    number: int
    """By which definitions name it."""
    code: str
    """By which the module `struct` names it; empty: a text of UTF-8 with a zero byte at its end."""
    unsaid: int = 0
    """The number that means that nothing is said."""


ENUM = Base(0x00, "B", 0xFF)
UINT16 = Base(0x84, "H", 0xFFFF)
UINT32 = Base(0x86, "I", 0xFFFF_FFFF)
UINT32Z = Base(0x8C, "I", 0)
STRING = Base(0x07, "")


@dataclass(frozen=True)
class Field:
    """A field of a message; a text has its `size` in bytes, the zero byte at its end included."""

    name: str
    number: int
    base: Base
    size: int


@dataclass(frozen=True)
class Message:
    """A kind of message, with the fields that we write, in their order."""

    name: str
    number: int
    fields: tuple[Field, ...]


FILE_ID = Message("file_id", 0, (
    Field("type", 0, ENUM, 1),
    Field("manufacturer", 1, UINT16, 2),
    Field("product", 2, UINT16, 2),
    Field("serial_number", 3, UINT32Z, 4),
    Field("time_created", 4, UINT32, 4),
))  # fmt: skip
WORKOUT = Message("workout", 26, (
    Field("wkt_name", 8, STRING, 32),
    Field("num_valid_steps", 6, UINT16, 2),
    Field("sport", 4, ENUM, 1),
    Field("sub_sport", 11, ENUM, 1),
))  # fmt: skip
WORKOUT_STEP = Message("workout_step", 27, (
    Field("message_index", 254, UINT16, 2),
    Field("wkt_step_name", 0, STRING, 64),
    Field("duration_type", 1, ENUM, 1),
    Field("duration_value", 2, UINT32, 4),
    Field("target_type", 3, ENUM, 1),
    Field("target_value", 4, UINT32, 4),
    Field("intensity", 7, ENUM, 1),
    Field("notes", 8, STRING, 200),
    Field("exercise_category", 10, UINT16, 2),
    Field("exercise_name", 11, UINT16, 2),
))  # fmt: skip
EXERCISE_TITLE = Message("exercise_title", 264, (
    Field("message_index", 254, UINT16, 2),
    Field("exercise_category", 0, UINT16, 2),
    Field("exercise_name", 1, UINT16, 2),
    Field("wkt_step_name", 2, STRING, 200),
))  # fmt: skip


class File(IntEnum):
    """What a file holds; `file` in the profile."""

    workout = 5


class Manufacturer(IntEnum):
    """Who made a file; `manufacturer` in the profile."""

    development = 255


class Sport(IntEnum):
    """What is trained; `sport` in the profile."""

    training = 10


class SubSport(IntEnum):
    """How it is trained; `sub_sport` in the profile."""

    strength_training = 20


class Duration(IntEnum):
    """What ends a step, and so what its value counts; `wkt_step_duration` in the profile."""

    time = 0  # Milliseconds.
    distance = 1  # Centimetres.
    repeat_until_steps_cmplt = 6  # The step to go back to; the target says how often it is done.
    reps = 29


class Target(IntEnum):
    """What to aim at in a step; `wkt_step_target` in the profile."""

    open = 2


class Intensity(IntEnum):
    """What a step is for; `intensity` in the profile."""

    active = 0
    rest = 1
    warmup = 2


SCALES = {Duration.time: 1_000, Duration.distance: 100}
"""Units of a duration in a second, and in a metre; others are counted one by one."""
