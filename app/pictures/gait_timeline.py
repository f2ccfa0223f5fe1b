"""Draw the gait timeline: the running cycle, and over it who does what when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from app.pictures.bands import VALUE, Section, rows_of
from app.pictures.cycle import LEFT, WIDTH, Phase
from app.pictures.legend import Scale, header_of, legend_of
from app.pictures.palette import STEPS, Palette, style_of, themed
from app.pictures.steps import KEY_STEP, hatching_of, step_of
from app.pictures.strip import NAME, strip_of
from app.pictures.svg import drawing, element, write
from app.schemas.pictures import Theme

SHAPES = (
    f".pm .pm-name{{font-size:{NAME}px}}"
    ".pm .pm-small{font-size:12px}"
    ".pm .pm-head{font-size:16px;font-weight:600}"
    ".pm .pm-row{font-size:14px;font-weight:500}"
    f"{','.join(f'.pm .pm-i{step}' for step in range(STEPS + 1))}{{font-size:{VALUE}px;"
    "text-anchor:middle}"
    ".pm-line,.pm-grid,.pm-event,.pm-q{fill:none}"
    ".pm-grid{stroke-dasharray:2 3}"
    ".pm-event{stroke-width:2}"
    ".pm-q{stroke-dasharray:4 3}"
    ".pm-far{opacity:.5}"
    ".pm-halo{stroke-width:4;stroke-linejoin:round}"
    ".pm-mark{fill-opacity:.14}"
    ".pm-on{fill-opacity:.45}"
    ".pm-at{stroke-width:3}"
    ".pm-track{fill-opacity:.6}"
)
"""What all themes share, beside the shapes of every picture."""


@dataclass(frozen=True)
class Timeline:
    """A question to the running cycle, and what was found."""

    title: str
    subtitle: str
    phases: Sequence[Phase]
    sections: Sequence[Section]
    scale: Scale
    notes: Sequence[str] = ()
    marked: frozenset[str] = field(default_factory=frozenset)
    """Phases that are highlighted."""


def draw_gait_timeline(found: Timeline, theme: Theme) -> bytes:
    """Draw what was found."""
    header, top = header_of(found.title, found.subtitle, LEFT, WIDTH)
    strip, top = strip_of(found.phases, found.marked, top)
    rows, bottom = rows_of(found.sections, found.phases, found.marked, top + 16)
    legend, bottom = legend_of(found.scale, found.notes, LEFT, bottom - 6, WIDTH)
    return write(
        drawing(
            WIDTH,
            ceil(bottom),
            element("title", found.title, id="gt-title"),
            element("desc", _described(found), id="gt-desc"),
            element("style", style_of(theme) + SHAPES + themed(theme, _rules)),
            *hatching_of(_hatched(found)),
            element("rect", class_="pm-ground", width="100%", height="100%"),
            *header,
            *strip,
            *rows,
            *legend,
            labelled_by="gt-title gt-desc",
            class_="pm",
            color_scheme="light dark" if theme is Theme.auto else None,
        )
    )


def _described(found: Timeline) -> str:
    """Say in words what the bands say, row by row."""
    said = [
        f"{': '.join(name for name in (section.heading, row.label) if name)}: "
        + ", ".join(
            f"{band.phase.name.lower()} {'against it ' if band.opposes else ''}"
            f"{' '.join(band.lines)}"
            for band in row.bands
        )
        for section in found.sections
        for row in section.rows
    ]
    return ". ".join([found.subtitle.rstrip("."), *said]) + "."


def _hatched(found: Timeline) -> set[int]:
    """Name the steps of the scale that are hatched somewhere."""
    bands = [band for section in found.sections for row in section.rows for band in row.bands]
    steps = {step_of(band.level) for band in bands if band.opposes and band.level is not None}
    return steps | {KEY_STEP} if found.scale.hatched else steps


def _rules(colours: Palette) -> str:
    """Write the rules that hold colours, beside those of every picture."""
    fills = {
        "track": colours.unknown,
        "part": colours.unknown,
        "near": colours.soft,
        "far": colours.soft,
        "leg": colours.mark,
        "shoe": colours.text,
        "mark": colours.mark,
        "on": colours.mark,
        "i0": colours.soft,
        **{f"i{step}": ink for step, ink in enumerate(colours.inks, start=1)},
    }
    strokes = {
        "halo": colours.ground,
        "part": colours.ground,
        "line": colours.edge,
        "grid": colours.edge,
        "event": colours.text,
        "at": colours.mark,
        "q": colours.soft,
    }
    return "".join(f".pm-{name}{{fill:{colour}}}" for name, colour in fills.items()) + "".join(
        f".pm-{name}{{stroke:{colour}}}" for name, colour in strokes.items()
    )
