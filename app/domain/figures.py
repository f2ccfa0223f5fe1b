"""What an exercise looks like: poses of a jointed figure, in joint angles, contacts and things.

Angles are in degrees and 0 in a person who stands at rest, so that a pose names only what differs.
Where the body is follows from what it touches: a pose holds no coordinates.
"""

import re
from enum import StrEnum
from typing import Annotated, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic import Field as Bound

from app.domain.base import Slug

Angle = Annotated[float, Bound(ge=-180, le=180, allow_inf_nan=False)]
HeightCm = Annotated[float, Bound(ge=0, le=300, allow_inf_nan=False)]
ShiftCm = Annotated[float, Bound(ge=-150, le=150, allow_inf_nan=False)]
Seconds = Annotated[float, Bound(ge=0, le=10, allow_inf_nan=False)]


class View(StrEnum):
    """From where the figure is seen: its right side, the front, or the front and above."""

    side = "side"
    front = "front"
    oblique = "oblique"


class Motion(StrEnum):
    """How it moves on from its last pose: back the way it came, on to the first, or anew."""

    back = "back"
    round = "round"
    again = "again"


class CloseUp(StrEnum):
    """What is shown once more beside the figure, larger."""

    feet = "feet"
    right_foot = "right_foot"


class Thing(StrEnum):
    """What is drawn beside the body; most are slugs of equipment."""

    ab_wheel = "ab-wheel"
    anchor = "anchor"
    ankle_weight = "ankle-weight"
    back_extension_bench = "back-extension-bench"
    backpack = "backpack"
    balance_pad = "balance-pad"
    band = "band"
    barbell = "barbell"
    bench = "bench"
    box = "box"
    cable_machine = "cable-machine"
    chair = "chair"
    decline_board = "decline-board"
    dumbbell = "dumbbell"
    hurdles = "hurdles"
    kettlebell = "kettlebell"
    mat = "mat"
    medicine_ball = "medicine-ball"
    pull_up_bar = "pull-up-bar"
    seat = "seat"
    pad = "pad"
    plate = "plate"
    sled = "sled"
    slider = "slider"
    small_ball = "small-ball"
    stairs = "stairs"
    step = "step"
    swiss_ball = "swiss-ball"
    towel = "towel"
    trap_bar = "trap-bar"
    wall = "wall"


class Place(StrEnum):
    """Where on the body a thing is held, worn or pushed."""

    hands = "hands"
    right_hand = "right_hand"
    left_hand = "left_hand"
    shoulders = "shoulders"
    chest = "chest"
    back = "back"
    hips = "hips"
    lap = "lap"
    thighs = "thighs"
    knees = "knees"
    shins = "shins"
    ankles = "ankles"
    right_ankle = "right_ankle"
    left_ankle = "left_ankle"
    feet = "feet"
    right_foot = "right_foot"
    left_foot = "left_foot"


PAIRS = {
    "feet": "foot",
    "toes": "toes",
    "heels": "heel",
    "insteps": "instep",
    "edges": "edge",
    "inner_edges": "inner_edge",
    "shins": "shin",
    "knees": "knee",
    "hands": "hand",
    "forearms": "forearm",
}
"""Words for a part of both sides, and the word for one of them, after `right_` or `left_`."""
MIDDLE = ("seat", "back", "shoulders", "chest", "right_side", "left_side", "head")
"""Parts that there is one of; a side is that of the hip, in one who lies on it."""
FLOOR = "floor"
_ONE = [f"{side}_{part}" for side in ("right", "left") for part in PAIRS.values()]
_CONTACT = re.compile(rf"(?P<part>{'|'.join([*PAIRS, *MIDDLE, *_ONE])})(?: on (?P<thing>[a-z-]+))?")


class Contact(NamedTuple):
    """A part of the body that touches something."""

    part: str
    thing: str


def contacts_in(text: str) -> list[Contact]:
    """Read a contact; a word for both sides is the right one and the left one."""
    found = _CONTACT.fullmatch(text)
    if found is None:
        parts = ", ".join([*PAIRS, *MIDDLE])
        raise ValueError(
            f"{text!r} is no contact: name a part ({parts}; one side as right_foot), and what it "
            "touches where that is not the floor, as in 'feet on step'."
        )
    part, thing = found["part"], found["thing"] or FLOOR
    if part in PAIRS:
        return [Contact(f"{side}_{PAIRS[part]}", thing) for side in ("right", "left")]
    return [Contact(part, thing)]


def _readable(text: str) -> str:
    contacts_in(text)
    return text


ContactText = Annotated[str, Bound(max_length=60), AfterValidator(_readable)]


class _Strict(BaseModel):
    """A part of a figure: no key that is not named here, and the same for ever."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Limbs(_Strict):
    """Angles of an arm and a leg; what is not named is 0."""

    hip: Angle | None = Bound(default=None, description="Flexion; extension is negative.")
    hip_abduction: Angle | None = Bound(default=None, description="Away from the midline.")
    hip_rotation: Angle | None = Bound(default=None, description="Outwards; inwards is negative.")
    knee: Angle | None = Bound(default=None, description="Flexion.")
    ankle: Angle | None = Bound(
        default=None, description="Dorsiflexion; plantarflexion is negative."
    )
    inversion: Angle | None = Bound(default=None, description="Sole inwards; eversion: negative.")
    foot_abduction: Angle | None = Bound(
        default=None, description="Toes outwards, in the ankle; adduction is negative."
    )
    toes: Angle | None = Bound(default=None, description="Extension: toes towards the shin.")
    shoulder: Angle | None = Bound(default=None, description="Flexion: the arm forward and up.")
    shoulder_abduction: Angle | None = Bound(
        default=None, description="Out to the side; of a raised arm (shoulder 90): outwards."
    )
    shoulder_rotation: Angle | None = Bound(default=None, description="Outwards.")
    elbow: Angle | None = Bound(default=None, description="Flexion.")
    wrist: Angle | None = Bound(
        default=None, description="The way the elbow bends; for palms on the floor, extension."
    )


class Pose(_Strict):
    """One position: the angles that differ from standing at rest, and what the body touches."""

    name: Slug = Bound(description="Its name, for stills; the first is called start.")
    contacts: tuple[ContactText, ...] = Bound(
        default=(),
        max_length=8,
        description="Parts that touch something, what carries the body first; none: in the air.",
    )
    lean: Angle = Bound(
        default=0.0, description="Pelvis tipped forward; 90: face down, -90: on the back."
    )
    roll: Angle = Bound(
        default=0.0, description="Pelvis tipped to the right; 90: on the right side."
    )
    spine: Angle = Bound(default=0.0, description="Flexion of the trunk; extension is negative.")
    spine_bend: Angle = Bound(default=0.0, description="Bend to the right.")
    spine_turn: Angle = Bound(default=0.0, description="Turn to the left.")
    neck: Angle = Bound(default=0.0, description="Flexion of the neck; extension is negative.")
    both: Limbs = Bound(default=Limbs(), description="Angles of both sides.")
    right: Limbs = Bound(
        default=Limbs(),
        description="Those of the right side, the one near to a camera at the side.",
    )
    left: Limbs = Bound(default=Limbs(), description="Those of the left side.")
    rise: HeightCm = Bound(
        default=0.0, description="Height of the lowest point above the floor in the air, cm."
    )
    moving: bool = Bound(
        default=False, description="Whether speed holds the body up here: it need not balance."
    )
    takes_s: Seconds = Bound(default=1.0, gt=0, description="Time on the way to this pose, s.")
    holds_s: Seconds = Bound(default=0.4, description="Time that it is held, s.")

    @property
    def touches(self) -> list[Contact]:
        """Its contacts, side by side, in their order."""
        return [contact for text in self.contacts for contact in contacts_in(text)]


class Item(_Strict):
    """A thing that is drawn: one that stands in the room, or one that the body holds."""

    thing: Thing = Bound(description="What it is.")
    height: HeightCm | None = Bound(
        default=None, description="Height of its top, or of the point that it pulls from, cm."
    )
    slope: Angle | None = Bound(
        default=None,
        description="Slope of its top, rising forward; of a wall: 90 ahead, -90 behind.",
    )
    ahead: ShiftCm = Bound(
        default=0.0, description="How far its middle lies ahead of where it is first touched, cm."
    )
    at: Place | None = Bound(
        default=None, description="Where the body holds it; none: it stands in the room."
    )
    pulls_from: ShiftCm | None = Bound(
        default=None,
        description="Of a band or cable: where its other end is fixed, cm ahead of the body in the "
        "first pose; seen from the front, cm to the body's left.",
    )


class Figure(_Strict):
    """The drawing of an exercise, as poses."""

    view: View = Bound(default=View.side, description="From where it is seen.")
    motion: Motion = Bound(default=Motion.back, description="How it moves on from its last pose.")
    close_up: CloseUp | None = Bound(
        default=None, description="What a lens beside the figure shows; none: there is no lens."
    )
    things: tuple[Item, ...] = Bound(default=(), max_length=6, description="What is drawn with it.")
    poses: tuple[Pose, ...] = Bound(
        min_length=1, max_length=8, description="Poses in their order; one alone is held still."
    )

    @model_validator(mode="after")
    def poses_have_names_of_their_own(self) -> Self:
        """The first pose is called start, and no name stands twice."""
        names = [pose.name for pose in self.poses]
        if names[0] != "start":
            raise ValueError(f"The first pose is called start, not {names[0]!r}.")
        if len(set(names)) < len(names):
            raise ValueError(f"Each pose has a name of its own: {', '.join(names)}.")
        return self

    @model_validator(mode="after")
    def things_are_drawn_that_poses_touch(self) -> Self:
        """What a contact names is drawn, once; in the room it has a height, unless it is a wall."""
        drawn = {item.thing.value: item for item in self.things}
        if len(drawn) < len(self.things):
            raise ValueError("Each thing is drawn once.")
        for pose in self.poses:
            for contact in pose.touches:
                item = drawn.get(contact.thing)
                if contact.thing != FLOOR and item is None:
                    raise ValueError(f"{contact.thing!r} is touched and not among the things.")
                stands = item is not None and item.at is None and item.thing is not Thing.wall
                if item is not None and stands and item.height is None:
                    raise ValueError(f"{contact.thing!r} is touched and has no height.")
        return self
