"""From the body in space to shapes on the screen, moment by moment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any, NamedTuple

from app.domain.figures import Motion, View
from app.pictures.figure.shapes import Outline, outlines_of
from app.pictures.figure.skeleton import ENDS, Body, kind_of
from app.pictures.figure.space import Vector, apply, length, scale, wrap
from app.pictures.figure.stance import Scene, between
from app.pictures.svg import text_of

ABOVE = radians(30)  # How high the oblique camera stands.
TILT = {View.front: (0.0, 1.0), View.oblique: (sin(ABOVE), cos(ABOVE))}
"""Sine and cosine of the height of a camera in front of the body."""
SHORT = 0.15  # From this foreshortening on, a limb points at the camera and keeps its turn.
STEPS = {1: 5, 2: 3}
"""Frames on the way from a pose to the next, by the number of ways; 2 where there are more."""
GROUPS = {
    "trunk": ("pelvis", "thorax", "head"),
    "leg": ("toes", "foot", "shank", "thigh"),
    "arm": ("hand", "forearm", "upper_arm"),
}
"""The segments that are drawn one after the other, those on top last."""
OVER_LEGS = {"leg": 0.0, "trunk": 8.0, "arm": 17.0}
"""Seen from the front, how much nearer to the camera trunk and arms count as than they are."""


ROUNDING = 0.015  # A shape that looks shorter by less than this is drawn as it is.


class Spot(NamedTuple):
    """Where a shape is on the screen: its place, its turn in degrees, how long it looks."""

    x: float
    y: float
    turn: float = 0.0
    stretch: float = 1.0

    @property
    def unseen(self) -> tuple[float, ...]:
        """How far off it may be on its way: cm across and up, degrees, share of its length."""
        return (0.6, 0.6, 0.9, 0.02)

    def said(self, *, in_style: bool = False) -> str:
        """Write it as a transform of an attribute, or of a style sheet, which wants units."""
        px, gap, deg = ("px", ",", "deg") if in_style else ("", " ", "")
        text = f"translate({short(self.x)}{px}{gap}{short(self.y)}{px})"
        if short(self.turn) != "0":
            text += f"rotate({short(self.turn)}{deg})"
        if abs(self.stretch - 1) > ROUNDING:
            text += f"scale({text_of(self.stretch)}{gap}1)"
        return text


def short(number: float) -> str:
    """Write a number with one decimal at most."""
    return text_of(round(number, 1))


@dataclass(frozen=True)
class Part:
    """A shape of the picture: what it is, how it is painted, and where it is at each moment."""

    tag: str
    attributes: dict[str, Any]
    paint: str
    layer: float
    spots: tuple[Spot, ...]
    """One for each moment, or one for all."""
    reach: float = 0.0
    """How far it reaches around its spot, cm."""


class Moment(NamedTuple):
    """One frame: when it is shown, in seconds from the start, and the body."""

    at: float
    body: Body


@dataclass(frozen=True)
class Film:
    """A figure in motion."""

    view: View
    moments: tuple[Moment, ...]
    lasts: float
    """Seconds of one way, or of one round."""

    @property
    def bodies(self) -> list[Body]:
        """The body at each moment."""
        return [moment.body for moment in self.moments]


def film_of(scene: Scene) -> Film:
    """Let a figure move from pose to pose, at each one quick in the middle of the way."""
    poses = [stance.pose for stance in scene.stances]
    is_round = scene.figure.motion is Motion.round and len(poses) > 1
    ways = len(poses) - 1 + is_round
    moments: list[Moment] = []
    clock = 0.0
    for number, share, body in between(scene, _eased(STEPS.get(ways, 2))):
        pose = poses[number % len(poses)]
        if share == 0.0:
            if number:
                clock += pose.takes_s
            moments.append(Moment(clock, body))
            ends = number in (0, len(poses) - 1) and scene.figure.motion is Motion.back
            holds = pose.holds_s / 2 if ends else pose.holds_s
            if number < len(poses) and holds and ways:
                clock += holds
                moments.append(Moment(clock, body))
        else:
            after = poses[(number + 1) % len(poses)]
            moments.append(Moment(clock + _time_of(share) * after.takes_s, body))
    return Film(scene.figure.view, tuple(moments), clock)


def _eased(steps: int) -> list[float]:
    """Give how much of a way is done after each step of equal time."""
    return [(3 - 2 * t) * t * t for t in (step / steps for step in range(steps))]


def _time_of(share: float) -> float:
    """Give the share of the time that a share of the way takes: the inverse of `_eased`."""
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        if (3 - 2 * middle) * middle * middle < share:
            low = middle
        else:
            high = middle
    return round(low, 4)


def project(view: View, at: Vector) -> tuple[float, float]:
    """Put a point on the screen."""
    if view is View.side:
        return (at[0], -at[2])
    return (at[1], at[0] * TILT[view][0] - at[2] * TILT[view][1])


def depth(view: View, at: Vector) -> float:
    """Say how near a point is to the camera."""
    if view is View.side:
        return -at[1]
    return at[0] * TILT[view][1] + at[2] * TILT[view][0]


def body_parts(film: Film) -> Iterator[Part]:
    """Give the shapes of the body: far limbs, trunk, near limbs."""
    bodies = film.bodies
    for name, order in GROUPS.items():
        for side in ("",) if name == "trunk" else ("left_", "right_"):
            kinds = [kind for kind in order if kind in outlines_of(film.view)]
            if name == "trunk" and film.view is View.side:
                kinds.reverse()  # The pelvis, which bends most, is over the rest.
            segments = [f"{side}{kind}" for kind in kinds]
            layer = _layer(film, name, side, segments)
            far = film.view is View.side and side == "left_"
            for n, segment in enumerate(segments):
                yield Part(
                    tag="use",
                    attributes={"outline": kind_of(segment)},
                    paint=_paint(kind_of(segment), far=far),
                    layer=layer + n / 100,
                    spots=tuple(_spots(film.view, segment, bodies)),
                    reach=12.0,
                )


def _paint(kind: str, *, far: bool) -> str:
    if kind in ("foot", "toes"):
        return "shoe-far" if far else "shoe"
    return "far" if far else "near"


def _layer(film: Film, name: str, side: str, segments: Sequence[str]) -> float:
    """Say how near a part of the body is; seen from the side, each side has its place."""
    if film.view is View.side:
        legs, arms = (30.0, 40.0) if side == "right_" else (-30.0, -40.0)
        return {"trunk": 0.0, "leg": legs, "arm": arms}[name]
    middles = [_middle(body, segment) for body in film.bodies for segment in segments]
    nearness = sum(depth(film.view, at) for at in middles) / len(middles)
    return nearness + OVER_LEGS[name]


def _middle(body: Body, segment: str) -> Vector:
    return body[segment].at(scale(ENDS[kind_of(segment)], 0.5))


def _spots(view: View, segment: str, bodies: Iterable[Body]) -> Iterator[Spot]:
    """Place one segment at each moment; its turn goes on from one to the next."""
    kind = kind_of(segment)
    outline = outlines_of(view)[kind]
    down = view is not View.side and kind == "foot"  # A foot that points at the camera hangs down.
    axis: Vector = (0.0, 0.0, -1.0) if down else _axis(kind)
    turn = 0.0
    for body in bodies:
        frame = body[segment]
        x, y = project(view, frame.origin)
        across, upward = project(view, apply(frame.turned, axis))
        looks = hypot(across, upward)
        if looks > SHORT:
            turn += wrap(degrees(atan2(upward, across)) - turn)
        yield Spot(x, y, turn) if down else _shortened(outline, x, y, turn, looks)


def _axis(kind: str) -> Vector:
    """Give the direction of a segment in its own frame; that of a foot is along its sole."""
    if kind == "foot":
        return (1.0, 0.0, 0.0)
    return scale(ENDS[kind], 1 / length(ENDS[kind]))


def _shortened(outline: Outline, x: float, y: float, turn: float, looks: float) -> Spot:
    """Shorten a shape between its joints and keep its ends as round as they are."""
    ends = outline.before + outline.after
    stretch = (outline.length * min(looks, 1.0) + ends) / (outline.length + ends)
    shift = outline.before * (stretch - 1)
    return Spot(x + shift * cos(radians(turn)), y + shift * sin(radians(turn)), turn, stretch)
