"""What of the body touches what: points of segments, and surfaces of the room."""

from collections.abc import Iterator
from typing import NamedTuple

from app.domain.figures import Item, Place, Thing, View
from app.pictures.figure.skeleton import BALL, ENDS, HEEL, SOLE, Body, kind_of
from app.pictures.figure.space import ORIGIN, UP, Vector, apply, turn


class Point(NamedTuple):
    """A point of a segment, and how thick the body is around it."""

    segment: str
    local: Vector
    radius: float


POINTS = {
    "foot": Point("foot", ORIGIN, SOLE),
    "toes": Point("foot", BALL, 2.0),
    "heel": Point("foot", HEEL, 3.4),
    "instep": Point("foot", BALL, 2.0),
    "edge": Point("foot", (2.0, 0.0, -3.0), 4.2),
    "inner_edge": Point("foot", (8.0, 4.2, -SOLE), 0.0),
    "shin": Point("shank", ORIGIN, 5.2),
    "knee": Point("shank", ORIGIN, 5.2),
    "hand": Point("hand", ORIGIN, 2.4),
    "grip": Point("hand", (0.0, 0.0, -6.0), 0.0),
    "forearm": Point("forearm", ORIGIN, 3.6),
    "seat": Point("pelvis", ORIGIN, 9.5),
    "back": Point("thorax", (0.0, 0.0, 17.0), 10.5),
    "chest": Point("thorax", (0.0, 0.0, 17.0), 10.5),
    "shoulders": Point("thorax", (0.0, 0.0, 31.0), 9.0),
    "side": Point("pelvis", ORIGIN, 15.5),
    "head": Point("head", (0.0, 0.0, 16.0), 9.5),
}
"""Where each part touches, on the right side; `grip` is a hand that holds on."""
HELD: dict[Place, tuple[str, Vector]] = {
    Place.shoulders: ("thorax", (-9.5, 0.0, 32.0)),
    Place.chest: ("thorax", (15.0, 0.0, 26.0)),
    Place.back: ("thorax", (-14.0, 0.0, 12.0)),
    Place.hips: ("pelvis", (11.5, 0.0, 1.0)),
}
"""Where on the trunk a thing is held."""
GRIP_Y = {Thing.barbell: 42.0}
"""How far the hands on a thing are from its middle, cm; 5 where it is not named."""
GRIPPED = frozenset({Thing.pull_up_bar, Thing.anchor, Thing.barbell})
"""What hands hold on to; on all else they lie flat."""
BASES: dict[str, tuple[tuple[str, Vector, float], ...]] = {
    "foot": (("foot", HEEL, 3.4), ("toes", ENDS["toes"], 1.5)),
    "toes": (("foot", BALL, 2.0), ("toes", ENDS["toes"], 1.5)),
    "heel": (("foot", HEEL, 3.4),),
    "instep": (("toes", ENDS["toes"], 1.5), ("foot", ORIGIN, 3.0)),
    "edge": (("foot", HEEL, 3.4), ("toes", ENDS["toes"], 1.5)),
    "inner_edge": (("foot", HEEL, 3.4), ("toes", ENDS["toes"], 1.5)),
    "shin": (("shank", ORIGIN, 5.2), ("foot", ORIGIN, 3.0)),
    "knee": (("shank", ORIGIN, 4.0),),
    "hand": (("hand", ORIGIN, 2.4), ("hand", ENDS["hand"], 1.5)),
    "forearm": (("forearm", ORIGIN, 3.6), ("hand", ORIGIN, 2.0)),
    "seat": (("pelvis", ORIGIN, 11.0),),
    "back": (("thorax", ORIGIN, 4.0), ("thorax", ENDS["thorax"], 4.0)),
    "chest": (("thorax", ORIGIN, 4.0), ("thorax", ENDS["thorax"], 4.0)),
    "shoulders": (("thorax", ENDS["thorax"], 6.0),),
    "side": (("pelvis", ORIGIN, 10.0), ("thorax", ENDS["thorax"], 6.0)),
    "head": (("head", (0.0, 0.0, 16.0), 5.0),),
}
"""What each part rests on: points of segments, and how far around each it carries."""
SLIDING = frozenset({Thing.slider.value, Thing.swiss_ball.value, Thing.ab_wheel.value})
"""What moves along under the part that is on it."""
FOOT_POINTS = ("foot", "toes", "heel", "inner_edge")


class Surface(NamedTuple):
    """What a part can rest on: a plane, or for a hand that holds on, a bar in it."""

    point: Vector
    normal: Vector


def centre_of(body: Body, part: str) -> Vector:
    """Give the middle of what touches."""
    segment, (x, y, z), _ = POINTS[kind_of(part)]
    mirror = -1.0 if part.startswith("left_") else 1.0
    return body[segment_of(body, part, segment)].at((x, mirror * y, z))


def segment_of(body: Body, part: str, kind: str) -> str:
    """Name the segment of a kind on the side of a part; the trunk has no sides."""
    name = f"{part.partition('_')[0]}_{kind}"
    return name if name in body else kind


def parts_of(part: str) -> list[str]:
    """Name a part, and of a flat foot also those of its parts that can stay without the rest."""
    side, _, kind = part.partition("_")
    return [f"{side}_{one}" for one in FOOT_POINTS] if kind == "foot" else [part]


def normal_of(item: Item | None, view: View) -> Vector:
    """Say where the surface of a thing faces; slopes rise along the picture."""
    if item is None:
        return UP
    slope = item.slope
    if slope is None:
        slope = 90.0 if item.thing is Thing.wall else 0.0
    return apply(turn("y", -slope) if view is View.side else turn("x", slope), UP)


LOW = (
    Point("foot", HEEL, 3.4), Point("foot", BALL, 2.0), Point("toes", ENDS["toes"], 1.6),
    Point("shank", ORIGIN, 5.0), Point("foot", ORIGIN, 3.4), Point("forearm", ORIGIN, 3.4),
    Point("hand", ORIGIN, 2.2), Point("hand", ENDS["hand"], 1.8), Point("pelvis", ORIGIN, 9.0),
    Point("thorax", (0.0, 0.0, 17.0), 9.5), Point("head", (0.0, 0.0, 16.0), 8.5),
)  # fmt: skip


def lowest_points(body: Body) -> Iterator[tuple[str, float]]:
    """Say how high the underside of each part of the body is, in cm."""
    for segment, frame in body.items():
        for point in LOW:
            if point.segment == kind_of(segment):
                yield segment, frame.at(point.local)[2] - point.radius
