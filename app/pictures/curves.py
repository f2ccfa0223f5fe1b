"""Smooth curves through knots, as drawings are written down, and the SVG paths that they become.

Knots are written as `x,y x,y …`; a `!` behind one marks a corner. Everywhere else a curve is
smooth: it passes each knot in the direction that its neighbours give, the nearer one the more, with
a handle of the same length on both sides (a Catmull-Rom spline in which no short way next to a long
one makes a loop). Handles are whole numbers, as knots are, so that a path says little: of the whole
numbers near by those are taken that keep the direction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist, hypot
from typing import NamedTuple, TypeAlias

HANDLE = 0.37  # Of the way to the next knot; a third is a circle's, a little more is fuller.
LONGEST_HANDLE = 0.6  # Of the shorter way: longer ones would bend back.


class Knot(NamedTuple):
    """A point that a curve goes through."""

    x: float
    y: float
    corner: bool = False


Point: TypeAlias = tuple[float, float]
Cubic: TypeAlias = tuple[Point, Point, Point, Point]
"""A segment: where it starts, its two handles, and where it ends."""


def knots_of(text: str) -> list[Knot]:
    """Read knots; raises ValueError where one is no pair of numbers."""
    return [_knot(word) for word in text.split()]


def _knot(word: str) -> Knot:
    x, y = word.removesuffix("!").split(",")
    return Knot(float(x), float(y), word.endswith("!"))


def mirrored(knots: Sequence[Knot]) -> list[Knot]:
    """Mirror knots at x = 0, and turn them around, so that a loop can go on with them."""
    return [Knot(-knot.x, knot.y, knot.corner) for knot in reversed(knots)]


@dataclass(frozen=True)
class Curve:
    """A smooth curve, closed or open."""

    cubics: tuple[Cubic, ...]
    closed: bool

    @property
    def path(self) -> str:
        """The curve as the data of an SVG path, in relative whole numbers."""
        start = self.cubics[0][0]
        said = [f"M{_joined(start)}"]
        expected = start  # The first handle that `s` implies: the last one, mirrored.
        for from_, first, second, end in self.cubics:
            if first == from_ and second == end:
                said.append(f"l{_joined(_to(from_, end))}")
            elif first == expected:
                said.append(f"s{_joined(_to(from_, second), _to(from_, end))}")
            else:
                ways = [_to(from_, point) for point in (first, second, end)]
                said.append(f"c{_joined(*ways)}")
            expected = (2 * end[0] - second[0], 2 * end[1] - second[1])
        return "".join(said) + ("z" if self.closed else "")

    def points(self, steps: int = 8) -> list[Point]:
        """Give points on the curve, `steps` for each segment and the last end."""
        along = [_at(cubic, step / steps) for cubic in self.cubics for step in range(steps)]
        return [*along, self.cubics[-1][3]]


def closed_curve(knots: Sequence[Knot]) -> Curve:
    """Draw a closed curve through knots."""
    count = len(knots)
    around = [knots[at % count] for at in range(-1, count + 2)]
    return Curve(tuple(_segments(around)), closed=True)


def open_curve(knots: Sequence[Knot]) -> Curve:
    """Draw an open curve through knots."""
    ends = [knots[0]._replace(corner=True), *knots[1:-1], knots[-1]._replace(corner=True)]
    return Curve(tuple(_segments([ends[0], *ends, ends[-1]])), closed=False)


def arc(a: Point, middle: Point, b: Point) -> str:
    """Write the path of the arc (a parabola) from a to b that is at `middle` half way."""
    handle = (2 * middle[0] - (a[0] + b[0]) / 2, 2 * middle[1] - (a[1] + b[1]) / 2)
    start = _rounded(a)
    ways = [_to(start, _rounded(point)) for point in (handle, b)]
    return f"M{_joined(start)}q{_joined(*ways)}"


def arc_between(first: Curve, second: Curve, share: float) -> str:
    """Write the path of the arc that runs between two curves, at a share of the way across."""
    pairs = zip(_spread(first, 3), _spread(second, 3), strict=True)
    a, middle, b = ((p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share) for p, q in pairs)
    return arc(a, middle, b)


def _segments(around: Sequence[Knot]) -> list[Cubic]:
    """Draw segments between all knots but the first and the last, which only lead in and out."""
    tangents = [
        _tangent(before, at, after)
        for before, at, after in zip(around, around[1:], around[2:], strict=False)
    ]
    return [
        ((a.x, a.y), (a.x + out[0], a.y + out[1]), (b.x - in_[0], b.y - in_[1]), (b.x, b.y))
        for (a, b), (out, in_) in zip(pairwise(around[1:-1]), pairwise(tangents), strict=True)
    ]


def _tangent(before: Knot, at: Knot, after: Knot) -> Point:
    """Give the handle of a knot towards the next one; towards the last one it is the opposite."""
    back, on = dist(before[:2], at[:2]), dist(at[:2], after[:2])
    if at.corner or not back or not on:
        return (0, 0)
    dx = (at.x - before.x) / back * on + (after.x - at.x) / on * back
    dy = (at.y - before.y) / back * on + (after.y - at.y) / on * back
    reach = min(HANDLE * (back * on) ** 0.5, LONGEST_HANDLE * min(back, on))
    return _whole(dx, dy, reach)


def _whole(dx: float, dy: float, reach: float) -> Point:
    """Give the whole numbers whose direction is most like (dx, dy), about as long as `reach`."""
    length = hypot(dx, dy)
    if not length:
        return (0, 0)
    x, y = dx / length * reach, dy / length * reach
    near = [(round(x) + i, round(y) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    # Twice the way off to the side, and once that along the direction.
    return min(
        near,
        key=lambda p: (
            2 * abs(p[0] * dy - p[1] * dx) / length + abs((p[0] * dx + p[1] * dy) / length - reach),
            p,
        ),
    )


def _spread(curve: Curve, count: int) -> list[Point]:
    """Give points at equal ways along a curve, both ends among them."""
    points = curve.points()
    ways = [0.0]
    for one, other in pairwise(points):
        ways.append(ways[-1] + dist(one, other))
    wanted = [ways[-1] * at / (count - 1) for at in range(count)]
    nearest = [min(range(len(ways)), key=lambda at: abs(ways[at] - way)) for way in wanted]
    return [points[at] for at in nearest]


def _at(cubic: Cubic, t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x = sum(weight * point[0] for weight, point in zip(weights, cubic, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, cubic, strict=True))
    return (x, y)


def _rounded(point: Point) -> Point:
    return (round(point[0]), round(point[1]))


def _to(from_: Point, to: Point) -> Point:
    return (to[0] - from_[0], to[1] - from_[1])


def _joined(*points: Point) -> str:
    """Write whole numbers with nothing between them that SVG does not need."""
    texts = [f"{value:g}" for point in points for value in point]
    return texts[0] + "".join(text if text[0] == "-" else f" {text}" for text in texts[1:])
