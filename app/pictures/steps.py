"""The steps of the scale of colours, plain and hatched."""

from collections.abc import Iterable, Iterator
from math import ceil

from app.pictures.palette import STEPS
from app.pictures.svg import Element, element

KEY_STEP = 3
"""The step in which legends show what hatching means."""


def step_of(level: float) -> int:
    """Give the step of the scale, 1 to 5; a bound belongs to the step below it."""
    return max(1, ceil(round(level * STEPS, 6)))


def hatching_of(steps: Iterable[int]) -> Iterator[Element]:
    """Define the hatched steps of the scale."""
    for step in sorted(steps):
        yield element(
            "pattern",
            element("rect", class_=f"pm-s{step}", width=9, height=9),
            element("rect", class_="pm-w", width=3, height=9),
            id=f"pm-x{step}",
            width=9,
            height=9,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
