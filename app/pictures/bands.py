"""Rows of bands over the running cycle: who does what when, how much of it, and how surely."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.pictures.cycle import LEFT, WIDE, Phase, grid_of, lanes_of, x_of
from app.pictures.letters import width_of
from app.pictures.steps import step_of
from app.pictures.svg import Element, element

VALUE, LINE = 12.0, 14.0
"""Size of the letters in a band, and the height of a line of them, px."""
PAD, GAP = 3.0, 2.0
"""Around what stands in a band, and between bands, px."""
LABEL, HEAD, BETWEEN = 19.0, 28.0, 9.0
"""Heights of the label of a row and of the heading of a section, and the space after a row, px."""
LEAST = 6.0
"""Width of the band of an instant, px."""


@dataclass(frozen=True)
class Band:
    """What is known in one phase."""

    phase: Phase
    lines: tuple[str, ...]
    """What stands in it."""
    said: str
    """The same as a sentence."""
    level: float | None
    """From 0 to 1; None: that it is so is known, and not how much."""
    opposes: bool = False


@dataclass(frozen=True)
class Row:
    """A muscle, a function or a role over the cycle."""

    label: str
    bands: tuple[Band, ...]
    aside: str = ""
    """What is said of it by the way."""


@dataclass(frozen=True)
class Section:
    """Rows under a heading; an empty one is not written."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Placed:
    """A row in its place."""

    row: Row
    top: float
    lanes: list[list[Band]]
    high: float
    """Height of a lane."""

    @property
    def track(self) -> float:
        """Where its lanes begin."""
        return self.top + (LABEL if self.row.label else 0)

    @property
    def bottom(self) -> float:
        """Where its lanes end."""
        return self.track + len(self.lanes) * (self.high + GAP) - GAP


def rows_of(
    sections: Sequence[Section], phases: Sequence[Phase], marked: frozenset[str], top: float
) -> tuple[list[Element], float]:
    """Draw rows of bands; gives what is drawn, and where it ends."""
    headings, placed, bottom = _place(sections, top)
    tracks = [(one.track, one.bottom) for one in placed]
    return [
        *(_track(track, end) for track, end in tracks),
        *grid_of(phases, marked, tracks),
        *headings,
        *(drawn for one in placed for drawn in _row(one)),
    ], bottom


def _place(sections: Sequence[Section], top: float) -> tuple[list[Element], list[_Placed], float]:
    """Put headings and rows one below the other."""
    headings, placed, y = [], [], top
    for section in sections:
        if section.heading:
            y += HEAD
            place = {"x": LEFT, "y": y - 8}
            headings.append(element("text", section.heading, class_="pm-text pm-head", **place))
        for row in section.rows:
            ordered = sorted(row.bands, key=lambda band: (band.opposes, not band.phase.drawn))
            high = LINE * max(len(band.lines) for band in row.bands) + 2 * PAD
            placed.append(_Placed(row, y, lanes_of(ordered), high))
            y = placed[-1].bottom + BETWEEN
    return headings, placed, y


def _track(top: float, bottom: float) -> Element:
    """Draw the ground of a row, which shows where nothing is known."""
    return element("rect", class_="pm-track", x=LEFT, y=top, width=WIDE, height=bottom - top)


def _row(placed: _Placed) -> Iterator[Element]:
    row = placed.row
    if row.label:
        aside = element("tspan", f" {row.aside}", class_="pm-soft pm-small", dx=4)
        words = (row.label, aside) if row.aside else (row.label,)
        yield element("text", *words, class_="pm-text pm-row", x=LEFT, y=placed.track - 5)
    for number, lane in enumerate(placed.lanes):
        y = placed.track + number * (placed.high + GAP)
        bands = [_band(band, placed.high) for band in lane]
        yield element("g", *bands, transform=f"translate(0 {y:g})")


def _band(band: Band, high: float) -> Element:
    """Draw a band with what fits into it."""
    left, right = x_of(band.phase.start) + 1, x_of(band.phase.end) - 1
    if right - left < LEAST:
        left, right = x_of(band.phase.middle) - LEAST / 2, x_of(band.phase.middle) + LEAST / 2
    middle = round((left + right) / 2)
    step = None if band.level is None else step_of(band.level)
    lines = [line for line in band.lines if width_of(line, VALUE) <= right - left]
    place = {"x": left, "width": right - left, "height": high, "rx": 3}
    return element(
        "g",
        element("title", band.said),
        element("rect", class_=_class_of(band, step), **place),
        *(_plate(lines, step, middle, high) if band.opposes and step else []),
        *_written(lines, step or 0, middle, high),
    )


def _class_of(band: Band, step: int | None) -> str:
    if step is None:
        return "pm-q"
    return f"pm-o{step}" if band.opposes else f"pm-s{step}"


def _plate(lines: Sequence[str], step: int, middle: float, high: float) -> Iterator[Element]:
    """Draw what text stands on where hatching would run through it."""
    wide = max((width_of(line, VALUE) for line in lines), default=0.0)
    if wide:
        place = {"x": middle - wide / 2, "y": 1, "width": wide, "height": high - 2}
        yield element("rect", class_=f"pm-s{step}", **place)


def _written(lines: Sequence[str], step: int, middle: float, high: float) -> Iterator[Element]:
    """Write lines in the middle of a band, in the ink of its step; of none, 0."""
    first = round((high - LINE * len(lines)) / 2 + LINE - 3)
    for number, line in enumerate(lines):
        yield element("text", line, class_=f"pm-i{step}", x=middle, y=first + number * LINE)
