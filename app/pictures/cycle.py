"""The running cycle as an axis: where a phase is, and what is at the same time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.pictures.stride import CYCLE, INSTANTS
from app.pictures.svg import Element, element

LEFT = 20.0
"""The margin on both sides, px: half of the last number of the axis stands in it."""
WIDE = 540.0
"""Of the whole cycle, px."""
WIDTH = WIDE + 2 * LEFT
BOUND = 0.05
"""How much phases may overlap, in % of the cycle, and still stand side by side."""


@dataclass(frozen=True)
class Phase:
    """A phase of the cycle; an instant ends where it starts."""

    slug: str
    name: str
    start: float
    end: float

    @property
    def middle(self) -> float:
        """The middle, % of the cycle."""
        return (self.start + self.end) / 2

    @property
    def drawn(self) -> bool:
        """Whether there is a runner of it."""
        return self.slug in INSTANTS

    @property
    def is_all(self) -> bool:
        """Whether it is the whole cycle."""
        return self.end - self.start >= CYCLE

    @property
    def is_instant(self) -> bool:
        """Whether it takes no time."""
        return self.start == self.end


class Timed(Protocol):
    """What has a phase."""

    @property
    def phase(self) -> Phase:
        """The phase."""


T = TypeVar("T", bound=Timed)


def x_of(pct: float) -> float:
    """Give the place of a % of the cycle."""
    return round(LEFT + WIDE * pct / 100, 1)


def lanes_of(timed: Iterable[T]) -> list[list[T]]:
    """Put each into the first lane in which nothing is at the same time."""
    lanes: list[list[T]] = []
    for one in timed:
        free = (lane for lane in lanes if not any(_meet(one.phase, it.phase) for it in lane))
        lane = next(free, None)
        if lane is None:
            lanes.append([one])
        else:
            lane.append(one)
    return lanes


def _meet(one: Phase, other: Phase) -> bool:
    return one.start < other.end - BOUND and other.start < one.end - BOUND


@dataclass(frozen=True)
class At:
    """A phase alone, where lanes are sought for it."""

    phase: Phase


def grid_of(
    phases: Sequence[Phase], marked: frozenset[str], tracks: Sequence[tuple[float, float]]
) -> Iterator[Element]:
    """Draw a line at each bound of a phase through all rows, and a column for marked phases."""
    if not tracks:
        return
    top, bottom = tracks[0][0], tracks[-1][1]
    for phase in phases:
        x, end = x_of(phase.start), x_of(phase.end)
        if phase.slug in marked and phase.is_instant:
            yield element("path", class_="pm-at", d=_uprights([x], tracks))
        elif phase.slug in marked:
            place = {"x": x, "y": top, "width": end - x, "height": bottom - top}
            yield element("rect", class_="pm-mark", **place)
    bounds = {0.0, CYCLE}.union(*((phase.start, phase.end) for phase in _main(phases)))
    yield element("path", class_="pm-grid", d=_uprights(map(x_of, sorted(bounds)), tracks))


def _uprights(places: Iterable[float], tracks: Sequence[tuple[float, float]]) -> str:
    """Draw lines through rows, and not through what is written between them."""
    lines = [(x, start, end) for x in places for start, end in tracks]
    return "".join(f"M{x:g} {start:g}V{end:g}" for x, start, end in lines)


def _main(phases: Sequence[Phase]) -> list[Phase]:
    """Give the phases that follow one another along the cycle."""
    lanes = lanes_of(At(phase) for phase in phases if phase.drawn and not phase.is_instant)
    return [at.phase for at in lanes[0]] if lanes else []
