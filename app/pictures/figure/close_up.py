"""A lens beside the figure: its feet once more, larger, as flat shapes that lie in space.

The lens looks from where the shin and the instep are both seen: at one who stands from ahead and
above, at one who sits with straight legs as with their own eyes. A foot is a pile of outlines, so
that it has a thickness and its sole is seen to tilt; they hang on the frames of the same body that
the figure shows. The outlines are our own drawing's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan, atan2, degrees, hypot
from typing import Any, NamedTuple

from app.domain.figures import FLOOR, CloseUp, Contact, Figure, Place, Thing, View
from app.pictures.figure.screen import Film, project, short
from app.pictures.figure.shapes import Profile, said, smooth
from app.pictures.figure.skeleton import BALL, SHANK, SIDES, SOLE, Body, Frame
from app.pictures.figure.space import (
    ORIGIN,
    UP,
    Vector,
    add,
    apply,
    cross,
    dot,
    scale,
    subtract,
    unit,
)
from app.pictures.figure.things import middle_of
from app.pictures.svg import text_of

RADIUS = 54.0  # Of the lens, in cm of the picture.
ZOOM = {CloseUp.feet: 2.65, CloseUp.right_foot: 4.2}
"""How much larger it shows things."""
SIDES_SHOWN = {CloseUp.feet: ("right", "left"), CloseUp.right_foot: ("right",)}
OVER_INSTEP = {View.side: 1.2, View.front: 0.6, View.oblique: 0.6}
"""How much it looks from over the instep, against 1 from before the shin: a foot on the floor tilts
little, and is seen to do so from low down."""
ABOVE, BESIDE = 32.0, 26.0
"""How far the lens is from the spot that it shows, where it hangs above it, or stands beside it."""
UNDER, OVER = -999.0, 999.0
"""Layers: under the feet, and over them."""

PLAN: Profile = (
    (-7.2, 0, 0), (-6.6, 1.8, 1.8), (-4, 2.8, 2.6), (0, 2.9, 2.5), (5, 3.8, 2.5), (9, 4.6, 3.5),
    (11.2, 4.8, 4.5), (13, 4.3, 4.8), (14.4, 2.6, 4.0), (15, 0, 0),
)  # fmt: skip
"""A foot from above, without its toes, along its length: its width to the outer and inner side."""
INSTEP: Profile = (
    (-3.4, 0, 0), (-2.6, 2.2, 2.2), (0, 3.0, 3.0), (5, 3.0, 2.8), (10, 3.9, 3.9), (12.4, 3.2, 3.8),
    (13.2, 0, 0),
)  # fmt: skip
SHIN: Profile = (
    (9.8, 0, 0), (10, 5.5, 5.5), (22, 4.6, 4.6), (33, 3.3, 3.3), (38.5, 3.0, 3.1),
    (SHANK - 1.6, 3.0, 3.9), (SHANK, 3.4, 3.6), (SHANK + 1, 3.7, 2.9), (SHANK + 2.6, 2.2, 1.8),
    (SHANK + 3.2, 0, 0),
)  # fmt: skip
"""The shank from ahead, downwards; its outer ankle bone is lower than the inner one."""
TOES = (
    (13.2, 18.6, 2.9, 1.45), (13.6, 18.3, 0.8, 0.85), (13.3, 17.4, -0.9, 0.8),
    (12.7, 16.3, -2.45, 0.75), (11.8, 14.9, -3.85, 0.75),
)  # fmt: skip
"""Toes, the big one first: where each begins and ends, how far inwards, half its width."""


class Slant(NamedTuple):
    """How a flat shape that lies in space looks: its place, its turn and skew, how long and broad.

    These go from one moment to the next each by itself: a matrix would be taken apart by browsers,
    and one that mirrors collapses on its way.
    """

    x: float
    y: float
    turn: float
    skew: float
    long: float
    broad: float

    @property
    def unseen(self) -> tuple[float, ...]:
        """How far off it may be on its way: cm across and up, degrees, shares of its size."""
        return (0.6, 0.6, 1.5, 1.5, 0.02, 0.02)

    def said(self, *, in_style: bool = False) -> str:
        """Write it as a transform of an attribute, or of a style sheet, which wants units."""
        px, gap, deg = ("px", ",", "deg") if in_style else ("", " ", "")
        return (
            f"translate({short(self.x)}{px}{gap}{short(self.y)}{px})rotate({short(self.turn)}{deg})"
            f"skewX({short(self.skew)}{deg})scale({text_of(self.long)}{gap}{text_of(self.broad)})"
        )


@dataclass(frozen=True)
class Sheet:
    """A flat shape of the picture: what it is, its paint, and how it lies at each moment."""

    tag: str
    attributes: dict[str, Any]
    paint: str
    layer: float
    spots: tuple[Slant, ...]
    """One for each moment, or one for all."""


class Plate(NamedTuple):
    """A flat shape of a leg: its segment, outline and paint, and where its axis begins and points.

    Across, it lies as the segment does, from its outer to its inner side.
    """

    segment: str
    outline: str
    paint: str
    origin: Vector
    along: Vector


FORWARD: Vector = (1.0, 0.0, 0.0)
DOWN: Vector = (0.0, 0.0, -1.0)
FOREFOOT = BALL[2] + 0.4  # How high the top of the forefoot is, in the frame of the foot.
ANKLE: Vector = (-0.5, 0.0, 1.6)
"""Where the instep begins, which falls from there to the forefoot."""
PLATES = (
    Plate("foot", "plan", "sole", (0.0, 0.0, -SOLE), FORWARD),
    Plate("toes", "digits", "sole", (0.0, 0.0, -1.1), FORWARD),
    Plate("toes", "digits", "near", (0.0, 0.0, 0.2), FORWARD),
    Plate("foot", "plan", "near", (0.0, 0.0, FOREFOOT), FORWARD),
    Plate("foot", "instep", "near", ANKLE, unit(subtract((12.5, 0.0, FOREFOOT + 0.2), ANKLE))),
    Plate("shank", "shin", "near", ORIGIN, DOWN),
)
"""A leg, from the sole up."""
FAR = {"near": "far", "sole": "sole-far"}
"""The paints of the leg that does not work."""
STRAP_AT, STRAP_EDGE, STRAP = (9.5, FOREFOOT), 4.9, 3.6
"""Where a band is on a foot: how far ahead and how high, how far to both sides, how broad."""
STRAP_DRAWN = 40.0  # How long it is drawn; then it is stretched, less than would blur its ends.


class Camera(NamedTuple):
    """Where a lens looks from, and where on the picture what it looks at is seen, how enlarged."""

    right: Vector
    up: Vector
    near: Vector
    at: Vector
    middle: tuple[float, float]
    zoom: float

    def way(self, way: Vector) -> tuple[float, float]:
        """Put a direction on the screen."""
        return (dot(self.right, way), -dot(self.up, way))

    def place(self, at: Vector) -> tuple[float, float]:
        """Put a point on the screen."""
        x, y = self.way(subtract(at, self.at))
        return (self.middle[0] + x * self.zoom, self.middle[1] + y * self.zoom)

    def slant(self, frame: Frame, plate: Plate, side: str) -> Slant:
        """Put a plate on the screen."""
        a, b = self.way(apply(frame.turned, plate.along))
        c, d = self.way(apply(frame.turned, (0.0, -SIDES[side], 0.0)))
        long = hypot(a, b)
        skew, broad = (a * c + b * d) / long, (a * d - b * c) / long
        turned, skewed = degrees(atan2(b, a)), degrees(atan(skew / broad))
        return Slant(*self.place(frame.at(plate.origin)), turned, skewed, long, broad)


@dataclass(frozen=True)
class Lens:
    """A lens on the picture."""

    x: float
    y: float
    of: tuple[float, float]
    """The middle of the spot that it shows."""
    shown: float
    """The radius of that spot, cm."""
    parts: tuple[Sheet, ...]
    outlines: dict[str, str]
    """The paths of its parts, by their names."""


def lens_of(figure: Figure, film: Film) -> Lens | None:
    """Give the lens of a figure, if it has one."""
    if figure.close_up is None:
        return None
    sides, zoom = SIDES_SHOWN[figure.close_up], ZOOM[figure.close_up]
    feet = [body[f"{side}_foot"] for body in film.bodies for side in sides]
    at = middle_of([foot.at((5.0, 0.0, -3.0)) for foot in feet])
    across, down = of = project(film.view, at)
    shown = RADIUS / zoom
    if film.view is View.side:
        middle = (across, down - shown - ABOVE - RADIUS)
    else:
        middle = (across + shown + BESIDE + RADIUS, down + shown - RADIUS)
    camera = _camera(film.bodies[0], OVER_INSTEP[film.view], at, middle, zoom)
    parts = [
        *_prints(figure, camera, film.bodies[0], sides),
        *_legs(camera, film, sides),
        *_straps(figure, camera, film),
    ]
    parts.sort(key=lambda part: part.layer)
    return Lens(*middle, of, shown, tuple(parts), _outlines(zoom))


def _camera(
    body: Body, over_instep: float, at: Vector, middle: tuple[float, float], zoom: float
) -> Camera:
    """Look from before the shin and from over the instep at once, with what is up at the top."""
    before, over = apply(body["right_shank"].turned, FORWARD), apply(body["right_foot"].turned, UP)
    x, _, z = add(before, scale(over, over_instep))
    near = unit((x, 0.0, z))
    right = unit(cross(UP, near))
    return Camera(right, cross(near, right), near, at, middle, zoom)


def _outlines(zoom: float) -> dict[str, str]:
    """Give the path of each outline, as large as it is shown."""
    profiles = {"plan": PLAN, "instep": INSTEP, "shin": SHIN}
    return {"digits": "".join(_toe(zoom, *toe) for toe in TOES)} | {
        name: smooth(tuple((u * zoom, outer * zoom, inner * zoom) for u, outer, inner in profile))
        for name, profile in profiles.items()
    }


def _toe(zoom: float, start: float, end: float, inwards: float, half: float) -> str:
    """Draw a toe, round at its end, in the frame of the toes."""
    r, long = half * zoom, (end - start - half) * zoom
    at = said((start - BALL[0]) * zoom, (inwards - half) * zoom)
    return f"M{at}h{said(long)}a{said(r, r)} 0 0 1 0 {said(2 * r)}h{said(-long)}z"


def _prints(figure: Figure, camera: Camera, start: Body, sides: Sequence[str]) -> Iterator[Sheet]:
    """Leave a print on the floor where a foot stands flat, so that it is seen to tilt."""
    for side in sides:
        if Contact(f"{side}_foot", FLOOR) in figure.poses[0].touches:
            spot = camera.slant(start[f"{side}_foot"], PLATES[0], side)
            yield Sheet("use", {"outline": PLATES[0].outline}, "print", UNDER, (spot,))


def _legs(camera: Camera, film: Film, sides: Sequence[str]) -> Iterator[Sheet]:
    """Draw the legs, the nearer one over the other."""
    for side in sides:
        layer = dot(camera.near, film.bodies[0][f"{side}_foot"].origin)
        for n, plate in enumerate(PLATES):
            frames = [body[f"{side}_{plate.segment}"] for body in film.bodies]
            yield Sheet(
                tag="use",
                attributes={"outline": plate.outline},
                paint=plate.paint if side == "right" else FAR[plate.paint],
                layer=layer + n / 100,
                spots=tuple(camera.slant(frame, plate, side) for frame in frames),
            )


def _straps(figure: Figure, camera: Camera, film: Film) -> Iterator[Sheet]:
    """Draw a band around both feet, as far as their outermost edges."""
    if not any(item.thing is Thing.band and item.at is Place.feet for item in figure.things):
        return
    spots = []
    for body in film.bodies:
        ahead, high = STRAP_AT
        edges = [
            camera.place(body[f"{side}_foot"].at((ahead, y, high)))
            for side in SIDES
            for y in (-STRAP_EDGE, STRAP_EDGE)
        ]
        (x, y), (to_x, to_y) = min(edges), max(edges)
        across, down = to_x - x, to_y - y
        turned = degrees(atan2(down, across))
        spots.append(Slant(x, y, turned, 0.0, hypot(across, down) / STRAP_DRAWN, 1.0))
    broad = STRAP * camera.zoom
    yield Sheet(
        "rect",
        {"y": -broad / 2, "width": STRAP_DRAWN, "height": broad},
        "bright",
        OVER,
        tuple(spots),
    )
