"""The jointed body: its segments, how they hang together, how far its joints go.

Lengths are those of an adult of 170 cm by the fractions of stature of Drillis and Contini, masses
those of Dempster, both as Winter adapts them (Biomechanics and Motor Control of Human Movement);
docs/pictures.md says where we read them. Where the trunk bends, and where the foot does, are our
own drawing's. Every segment has a frame: x forward, y to the left, z up in one who
stands; limbs reach down from their joint, trunk and head up, the foot forward.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.domain.figures import Limbs, Pose
from app.pictures.figure.space import (
    Matrix,
    Vector,
    add,
    apply,
    compose,
    scale,
    turn,
)

STATURE = 170.0
THIGH = 0.245 * STATURE
SHANK = 0.246 * STATURE
SOLE = 0.039 * STATURE
UPPER_ARM = 0.186 * STATURE
FOREARM = 0.146 * STATURE
PELVIS = 16.0
THORAX = 0.288 * STATURE - PELVIS
HIP_Y, SHOULDER_Y = 8.5, 17.5
NECK = THORAX + 2.5
BALL: Vector = (12.5, 0.0, 2.0 - SOLE)
HEEL: Vector = (-3.6, 0.0, 3.4 - SOLE)
TOES, HAND = 6.2, 12.5

SIDES = {"right": -1.0, "left": 1.0}
"""The sides, and where they lie on the y axis."""
TRUNK = ("lean", "roll", "spine", "spine_bend", "spine_turn", "neck")
LIMB = tuple(Limbs.model_fields)

Angles = dict[str, float]
"""Every angle of the body by name; those of limbs begin with their side."""


class Frame(NamedTuple):
    """Where a segment begins, and how it is turned."""

    origin: Vector
    turned: Matrix

    def at(self, local: Vector) -> Vector:
        """Give the place of a point that the segment has in its own frame."""
        return add(self.origin, apply(self.turned, local))

    def joint(self, local: Vector, *turns: Matrix) -> "Frame":
        """Give the frame of a segment that begins at a point of this one, turned against it."""
        return Frame(self.at(local), compose(self.turned, *turns))


Body = Mapping[str, Frame]
"""The frame of every segment, by name."""

ENDS: dict[str, Vector] = {
    "pelvis": (0.0, 0.0, PELVIS),
    "thorax": (0.0, 0.0, NECK),
    "head": (0.0, 0.0, 27.0),
    "thigh": (0.0, 0.0, -THIGH),
    "shank": (0.0, 0.0, -SHANK),
    "foot": BALL,
    "toes": (TOES, 0.0, 0.0),
    "upper_arm": (0.0, 0.0, -UPPER_ARM),
    "forearm": (0.0, 0.0, -FOREARM),
    "hand": (0.0, 0.0, -HAND),
}
"""Where each segment ends, in its own frame."""


class Mass(NamedTuple):
    """The share of the body's mass that a segment has, and where along it."""

    share: float
    at: float


MASSES = {
    "pelvis": Mass(0.142, 0.1),
    "thorax": Mass(0.355, 0.5),
    "head": Mass(0.081, 0.6),
    "thigh": Mass(0.100, 0.433),
    "shank": Mass(0.0465, 0.433),
    "foot": Mass(0.0145, 0.4),
    "upper_arm": Mass(0.028, 0.436),
    "forearm": Mass(0.016, 0.430),
    "hand": Mass(0.006, 0.5),
}
LIMITS: dict[str, tuple[float, float]] = {
    "lean": (-180, 180),
    "roll": (-100, 100),
    "spine": (-40, 75),
    "spine_bend": (-40, 40),
    "spine_turn": (-60, 60),
    "neck": (-60, 60),
    "hip": (-30, 135),
    "hip_abduction": (-35, 60),
    "hip_rotation": (-45, 60),
    "knee": (-5, 155),
    "ankle": (-75, 42),
    "inversion": (-30, 40),
    "foot_abduction": (-30, 25),
    "toes": (-40, 95),
    "shoulder": (-65, 185),
    "shoulder_abduction": (-50, 180),
    "shoulder_rotation": (-90, 130),
    "elbow": (-5, 150),
    "wrist": (-80, 95),
}
"""How far joints go, in degrees: our own judgement, and wide, since we draw a trunk and a foot of
two segments each and a shoulder of one joint; the ankle's range is that under load."""
LIMITS_SEEN_NEAR = LIMITS | {"inversion": (-15, 30), "foot_abduction": (-20, 15)}
"""How far they go in a close-up, where a foot is drawn as it is: the subtalar joint's own range."""


def angles_in(pose: Pose) -> Angles:
    """Give every angle of a pose; what a side does not name, both sides may, else it is 0."""
    angles: Angles = {name: getattr(pose, name) for name in TRUNK}
    for side in SIDES:
        for name in LIMB:
            own, shared = getattr(getattr(pose, side), name), getattr(pose.both, name)
            angles[f"{side}_{name}"] = next((a for a in (own, shared) if a is not None), 0.0)
    return angles


def place(angles: Angles, root: Vector) -> Body:
    """Put the body together, with the middle between its hip joints at `root`."""
    a = angles
    pelvis = Frame(root, compose(turn("y", a["lean"]), turn("x", a["roll"])))
    thorax = pelvis.joint(
        (0.0, 0.0, PELVIS),
        turn("y", a["spine"]), turn("x", a["spine_bend"]), turn("z", a["spine_turn"]),
    )  # fmt: skip
    body = {
        "pelvis": pelvis,
        "thorax": thorax,
        "head": thorax.joint((0.0, 0.0, NECK), turn("y", a["neck"])),
    }
    for side, y in SIDES.items():
        body |= _leg(side, y, a, pelvis) | _arm(side, y, a, thorax)
    return body


def _leg(side: str, y: float, a: Angles, pelvis: Frame) -> dict[str, Frame]:
    thigh = pelvis.joint(
        (0.0, y * HIP_Y, 0.0),
        *ball(y, a[f"{side}_hip"], a[f"{side}_hip_abduction"], a[f"{side}_hip_rotation"]),
    )
    shank = thigh.joint(ENDS["thigh"], turn("y", a[f"{side}_knee"]))
    foot = shank.joint(
        ENDS["shank"],
        turn("y", -a[f"{side}_ankle"]),
        turn("z", y * a[f"{side}_foot_abduction"]),
        turn("x", -y * a[f"{side}_inversion"]),
    )
    toes = foot.joint(BALL, turn("y", -a[f"{side}_toes"]))
    return {
        f"{side}_thigh": thigh, f"{side}_shank": shank, f"{side}_foot": foot, f"{side}_toes": toes,
    }  # fmt: skip


def _arm(side: str, y: float, a: Angles, thorax: Frame) -> dict[str, Frame]:
    upper_arm = thorax.joint(
        (0.0, y * SHOULDER_Y, THORAX),
        *ball(
            y,
            a[f"{side}_shoulder"],
            a[f"{side}_shoulder_abduction"],
            a[f"{side}_shoulder_rotation"],
        ),
    )
    forearm = upper_arm.joint(ENDS["upper_arm"], turn("y", -a[f"{side}_elbow"]))
    hand = forearm.joint(ENDS["forearm"], turn("y", -a[f"{side}_wrist"]))
    return {f"{side}_upper_arm": upper_arm, f"{side}_forearm": forearm, f"{side}_hand": hand}


def ball(y: float, flexion: float, abduction: float, rotation: float) -> tuple[Matrix, ...]:
    """Turn a ball joint: about the axis from side to side, then to the side, then about itself."""
    return (turn("y", -flexion), turn("x", y * abduction), turn("z", y * rotation))


def kind_of(segment: str) -> str:
    """Name a segment without its side."""
    return segment.removeprefix("right_").removeprefix("left_")


def end_of(body: Body, segment: str) -> Vector:
    """Give the place where a segment ends."""
    return body[segment].at(ENDS[kind_of(segment)])


def centre_of_mass(body: Body, loads: Sequence[tuple[float, Vector]] = ()) -> Vector:
    """Give the centre of mass of the body and of loads: shares of the body's mass, and where."""
    parts = list(loads)
    for name, frame in body.items():
        kind = kind_of(name)
        if kind in MASSES:
            at = frame.at(scale(ENDS[kind], MASSES[kind].at))
            parts.append((MASSES[kind].share, at))
    whole: Vector = (0.0, 0.0, 0.0)
    for share, at in parts:
        whole = add(whole, scale(at, share))
    return scale(whole, 1 / sum(share for share, _ in parts))
