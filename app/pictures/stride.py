"""The runner at each moment of the cycle, running to the right, the near leg in colour.

Angles of hip, knee and ankle follow what is typical of the sagittal plane at an easy to steady
pace, from the definitions of the phases; they are our own drawing's judgement and no measurement.
The far leg is the near one half a cycle later, and arms swing against legs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, pi

from app.domain.figures import ContactText, Figure, Limbs, Pose, View
from app.pictures.figure.screen import Film, Moment, Part, Spot, body_parts
from app.pictures.figure.shapes import outlines_of
from app.pictures.figure.stance import set_scene
from app.pictures.svg import Element, element

CYCLE = 100.0
NAMES = ("hip", "knee", "ankle", "toes")
LEG = (
    (0.0, (35, 17, 6, 12)),
    (9.0, (36, 38, 12, 0)),
    (18.0, (28, 43, 24, 0)),
    (27.0, (6, 30, 16, 17)),
    (35.2, (-13, 17, -22, 40)),
    (46.0, (-6, 64, -14, 0)),
    (56.0, (14, 96, -6, 0)),
    (67.6, (40, 102, 0, 0)),
    (78.0, (54, 84, 2, 0)),
    (89.2, (49, 40, 4, 5)),
    (95.5, (41, 20, 5, 8)),
)
"""Degrees of `NAMES` over % of the cycle: flexion of hip and knee, dorsiflexion, toes up."""
LEAN, SPINE, NECK = 9.0, 3.0, -7.0
SHOULDER, SWING = -12.0, 36.0
"""Degrees: where an arm hangs in the middle of its swing, and how far it swings to either side."""
ELBOW, ELBOW_SWING, WRIST = 94.0, 12.0, 12.0
TALL = 172.0
"""Height of the tallest pose above the ground, cm."""
BACK, AHEAD = 64.0, 56.0
"""How far poses reach behind and ahead of the hip, cm."""


@dataclass(frozen=True)
class Instant:
    """When a phase is drawn, on what the runner is then, and how high above the ground."""

    at_pct: float
    contacts: tuple[ContactText, ...] = ()
    rise_cm: float = 0.0


INSTANTS = {
    "initial-contact": Instant(0.0, ("right_heel",)),
    "loading": Instant(9.0, ("right_foot",)),
    "midstance": Instant(18.0, ("right_foot",)),
    "push-off": Instant(27.0, ("right_toes",)),
    "toe-off": Instant(35.2, ("right_toes",)),
    "early-swing": Instant(46.0, rise_cm=7.0),
    "mid-swing": Instant(67.6, ("left_foot",)),
    "late-swing": Instant(89.2, rise_cm=7.0),
}
"""The phases that are drawn."""
LIMBS = {-40: "pm-far", -30: "pm-far", 0: "pm-near", 30: "pm-leg", 40: "pm-near"}
"""The classes of far arm, far leg, trunk, near leg and near arm, by their layer."""
KINDS = tuple(outlines_of(View.side))
"""The kinds of segments, whose numbers are their ids: each stands in a picture many times."""
HALOED = (30, 40)
"""Near limbs have a line around them, so that they stand out from what is behind."""


def leg_at(pct: float) -> dict[str, float]:
    """Give the angles of a leg, in degrees, between the two nearest points of the cycle."""
    pct %= CYCLE
    points = [*LEG, (LEG[0][0] + CYCLE, LEG[0][1])]
    for (start, one), (end, other) in pairwise(points):
        if pct < end:
            done = (pct - start) / (end - start)
            between = (a + done * (b - a) for a, b in zip(one, other, strict=True))
            return dict(zip(NAMES, between, strict=True))
    raise AssertionError("The last point of the cycle is its end.")


def arm_at(pct: float) -> dict[str, float]:
    """Give the angles of an arm, in degrees: it is furthest back when its own foot lands."""
    swung = cos(2 * pi * pct / CYCLE)
    return {
        "shoulder": SHOULDER - SWING * swung,
        "elbow": ELBOW - ELBOW_SWING * swung,
        "wrist": WRIST,
    }


def pose_of(instant: Instant) -> Pose:
    """Give the pose at an instant; the right side is the near one."""
    near, far = instant.at_pct, instant.at_pct + CYCLE / 2
    return Pose(
        name="start",
        contacts=instant.contacts,
        lean=LEAN,
        spine=SPINE,
        neck=NECK,
        right=Limbs(**leg_at(near), **arm_at(near)),
        left=Limbs(**leg_at(far), **arm_at(far)),
        rise=instant.rise_cm,
        moving=True,
    )


def outlines() -> Element:
    """Define the shapes that runners are made of."""
    shapes = outlines_of(View.side)
    return element("defs", *(element("path", id=_id(kind), d=shapes[kind].path) for kind in KINDS))


def _id(kind: str) -> str:
    return f"gt{KINDS.index(kind)}"


@cache
def runner_of(phase: str) -> tuple[Element, ...]:
    """Draw the runner of a phase, in cm, from a point on the ground below the hip."""
    stance = set_scene(Figure(poses=(pose_of(INSTANTS[phase]),))).stances[0]
    film = Film(View.side, (Moment(0.0, stance.body),), 0.0)
    limbs: dict[int, list[Part]] = {}
    for part in body_parts(film):
        limbs.setdefault(int(part.layer // 10) * 10, []).append(part)
    return tuple(
        drawn
        for layer in sorted(limbs)
        for drawn in _limb(f"gt-{phase}{layer}", layer, limbs[layer], stance.root[0])
    )


def _limb(name: str, layer: int, parts: list[Part], hip: float) -> Iterator[Element]:
    """Draw a limb, over a line around all of it where it is a near one."""
    haloed = layer in HALOED
    shapes = [_shape(part, hip) for part in sorted(parts, key=lambda part: part.layer)]
    limb = element("g", *shapes, class_=LIMBS[layer], id=name if haloed else None)
    if haloed:
        yield element("use", href=f"#{name}", class_="pm-halo")
    yield limb


def _shape(part: Part, hip: float) -> Element:
    spot = part.spots[0]
    return element(
        "use",
        href=f"#{_id(part.attributes['outline'])}",
        class_="pm-shoe" if part.paint == "shoe" else None,
        transform=Spot(round(spot.x - hip), round(spot.y), round(spot.turn)).said(),
    )
