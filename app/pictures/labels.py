"""Names beside the body, each led to its muscle, none over another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.pictures.body_drawing import HEIGHT, Drawing
from app.pictures.curves import Point
from app.pictures.svg import Element, element

LABELS_WIDTH = 230.0
LINE = 18.0
"""Between the baselines of two labels."""
ELBOW = 18.0


@dataclass(frozen=True)
class Label:
    """What to write beside a muscle."""

    muscle: str
    text: str


def labels_of(view: Drawing, labels: Sequence[Label]) -> list[Element]:
    """Write labels down the right side of a view, in the order of their muscles from the top."""
    placed = sorted(
        ((*_anchor(view, label.muscle), label) for label in labels),
        key=lambda one: (one[1], one[0], one[2].muscle),
    )
    heights = _spread([y for _, y, _ in placed])
    return [
        written
        for (x, y, label), at in zip(placed, heights, strict=True)
        for written in _written(label.text, (x, y), at, view.width / 2)
    ]


def _anchor(view: Drawing, muscle: str) -> Point:
    """Give a point on a muscle: the middle of its largest visible piece."""
    parts = [part for part in view.parts if part.muscle == muscle]
    borders = [border.points(4) for part in parts for border in part.borders]
    largest = max(borders, key=_extent)
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    return (sum(xs) / len(xs), sum(ys) / len(ys))


def _extent(points: Sequence[Point]) -> float:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


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
