"""Names beside the body, each led to its muscle, none over another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import dist
from typing import TypeAlias

from app.pictures.body_drawing import HEIGHT, Drawing, Part, drawing_of
from app.pictures.curves import Point
from app.pictures.svg import Element, element
from app.schemas.pictures import View

LABELS_WIDTH = 262.0
LINE = 18.0
"""Between the baselines of two labels."""
ELBOW = 18.0
MARGIN = 12.0
"""Units around a muscle in which its neighbours are looked at."""

Shape: TypeAlias = tuple[Point, ...]
"""Points around a closed border, the first and the last the same."""


@dataclass(frozen=True)
class Label:
    """What to write beside a muscle."""

    muscle: str
    text: str


def labels_of(view: Drawing, labels: Sequence[Label]) -> list[Element]:
    """Write labels down the right side of a view, in the order of their muscles from the top."""
    anchors = anchors_of(view.view)
    placed = sorted(
        ((*anchors[label.muscle], label) for label in labels),
        key=lambda one: (one[1], one[0], one[2].muscle),
    )
    heights = _spread([y for _, y, _ in placed])
    return [
        written
        for (x, y, label), at in zip(placed, heights, strict=True)
        for written in _written(label.text, (x, y), at, view.width / 2)
    ]


@cache
def anchors_of(view: View) -> dict[str, Point]:
    """Give a point of each muscle of a view that no other muscle covers, far from its borders.

    A muscle that is covered everywhere is pointed to in its middle.
    """
    drawing = drawing_of(view)
    shapes = [
        (part.muscle, tuple(border.points(4)))
        for part in [*_layer(drawing, deep=False), *_layer(drawing, deep=True)]
        for border in part.borders
    ]
    best: dict[str, tuple[float, Point]] = {}
    for at, (muscle, shape) in enumerate(shapes):
        if muscle is None:
            continue
        above = [other for name, other in shapes[at + 1 :] if name != muscle]
        found = max((_room(point, shape, above), point) for point in _inside(shape))
        best[muscle] = max(best.get(muscle, found), found)
    return {muscle: point for muscle, (_, point) in best.items()}


def _layer(drawing: Drawing, *, deep: bool) -> list[Part]:
    return [part for part in drawing.parts if part.deep is deep and part.tissue != "cord"]


def _inside(shape: Shape) -> Iterator[Point]:
    """Give points on lines across a shape, from border to border."""
    half = len(shape) // 2
    for one, other in zip(shape[:half:2], shape[::-2], strict=False):
        for share in (0.5, 0.3, 0.7):
            yield (
                one[0] + (other[0] - one[0]) * share,
                one[1] + (other[1] - one[1]) * share,
            )


def _room(point: Point, shape: Shape, above: Sequence[Shape]) -> float:
    """Measure how far a point is from the nearest border; less than 0: it cannot be seen."""
    if not holds(shape, point):
        return -2
    near = [other for other in above if _is_near(other, point)]
    if any(holds(other, point) for other in near):
        return -1
    return min(dist(point, border) for other in (shape, *near) for border in other)


def _is_near(shape: Shape, point: Point) -> bool:
    """Whether a point lies in the box around a shape, or by it."""
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    return (
        min(xs) - MARGIN <= point[0] <= max(xs) + MARGIN
        and min(ys) - MARGIN <= point[1] <= max(ys) + MARGIN
    )


def holds(shape: Shape, point: Point) -> bool:
    """Whether a point lies in a shape: a ray from it crosses the border an odd number of times."""
    x, y = point
    crossings = sum(
        (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax)
        for (ax, ay), (bx, by) in pairwise(shape)
    )
    return crossings % 2 == 1


def _spread(wanted: Sequence[float]) -> list[float]:
    """Move heights apart as little as it takes, and keep all of them inside the view.

    Labels that meet form a block around the mean of where they want to be.
    """
    blocks: list[tuple[float, int]] = []  # The middle of each block, and how many it holds.
    for height in wanted:
        blocks.append((height, 1))
        while len(blocks) > 1 and _meet(*blocks[-2:]):
            (one, many), (other, more) = blocks.pop(), blocks.pop()
            blocks.append(((one * many + other * more) / (many + more), many + more))
    heights = [
        middle + (at - (count - 1) / 2) * LINE for middle, count in blocks for at in range(count)
    ]
    over = max(0.0, heights[-1] - (HEIGHT - LINE)) if heights else 0.0
    return [height - over for height in heights]


def _meet(above: tuple[float, int], below: tuple[float, int]) -> bool:
    return below[0] - above[0] < (above[1] + below[1]) / 2 * LINE


def _written(text: str, anchor: Point, height: float, edge: float) -> Iterator[Element]:
    x, y = (round(value) for value in anchor)
    right, at = round(edge), round(height)
    yield element("path", class_="pm-l", d=f"M{x} {y}L{right - ELBOW:g} {at}H{right}")
    yield element("text", text, class_="pm-text pm-label", x=right + 5, y=at + 5)
