"""The running cycle as a strip: a runner for each phase, led to its place on an axis in %."""

from collections.abc import Iterator, Sequence

from app.pictures.cycle import LEFT, WIDE, At, Phase, lanes_of, x_of
from app.pictures.letters import width_of
from app.pictures.stride import AHEAD, BACK, TALL, outlines, runner_of
from app.pictures.svg import Element, element

RUNNER, NAME = 78.0, 12.0
"""Height of a runner, and of the letters below, px."""
BAR, THIN = 15.0, 6.0
"""Heights of a phase on the axis, and of one that overlaps it, px."""
LEADERS = 30.0
TICKS = (0, 20, 40, 60, 80, 100)


def strip_of(
    phases: Sequence[Phase], marked: frozenset[str], top: float
) -> tuple[list[Element], float]:
    """Draw the runners, their names and the axis; gives what is drawn, and where it ends."""
    shown = [phase for phase in phases if phase.drawn]
    ground = top + RUNNER + 6
    axis = ground + 2 * NAME + 12 + LEADERS
    drawn = [outlines(), *_runners(shown, marked, top, ground)]
    written, bottom = _axis(phases, marked, axis)
    return [*drawn, *_leaders(shown, axis), *written], bottom


def _slot(shown: Sequence[Phase], number: int) -> float:
    """Give the middle of the place of a runner."""
    return LEFT + WIDE * (number + 0.5) / len(shown)


def _runners(
    shown: Sequence[Phase], marked: frozenset[str], top: float, ground: float
) -> Iterator[Element]:
    """Draw each runner with the name of its phase below."""
    scale = RUNNER / TALL
    aside = scale * (BACK - AHEAD) / 2
    wide = WIDE / max(len(shown), 1)
    for number, (phase, lines) in enumerate(zip(shown, _names(shown), strict=True)):
        x = _slot(shown, number)
        if phase.slug in marked:
            place = {"x": x - wide / 2 + 1, "y": top - 6, "width": wide - 2}
            high = RUNNER + 2 * NAME + 20
            yield element("rect", class_="pm-mark", **place, height=high, rx=6)
        yield element(
            "g",
            element("title", phase.name),
            *runner_of(phase.slug),
            transform=f"translate({x + aside:g} {ground:g})scale({scale:.3f})",
        )
        for row, line in enumerate(lines):
            y = ground + NAME + 4 + row * (NAME + 1)
            yield _centred(line, x, y, "pm-text pm-name")
    yield element("path", class_="pm-line", d=f"M{LEFT:g} {ground:g}h{WIDE:g}")


def _centred(text: str, x: float, y: float, class_: str) -> Element:
    return element("text", text, class_=class_, x=x, y=y, text_anchor="middle")


def _names(shown: Sequence[Phase]) -> list[list[str]]:
    """Break all names between their words where one of them is too wide."""
    room = WIDE / max(len(shown), 1)
    if all(width_of(phase.name, NAME) <= room for phase in shown):
        return [[phase.name] for phase in shown]
    return [phase.name.split(" ", 1) for phase in shown]


def _leaders(shown: Sequence[Phase], axis: float) -> Iterator[Element]:
    """Lead each name to the middle of its phase."""
    lanes = lanes_of(At(phase) for phase in shown if not phase.is_instant)
    raised = {at.phase.slug for lane in lanes[1:] for at in lane}
    path = ""
    names = _names(shown)
    for number, phase in enumerate(shown):
        start = axis - LEADERS - (2 - len(names[number])) * (NAME + 1)
        end = axis - THIN - 3 if phase.slug in raised or phase.is_instant else axis
        x, to = _slot(shown, number), x_of(phase.middle)
        path += f"M{x:g} {start:g}V{axis - LEADERS + 3:g}L{to:g} {axis - THIN - 5:g}V{end:g}"
    yield element("path", class_="pm-line", d=path)


def _axis(
    phases: Sequence[Phase], marked: frozenset[str], top: float
) -> tuple[list[Element], float]:
    """Draw the phases that runners show, the longer ones that hold them, and the percentages."""
    stretches = [At(phase) for phase in phases if not phase.is_instant]
    first, *over = lanes_of(at for at in stretches if at.phase.drawn) or [[]]
    drawn = [_segment(at.phase, marked, top, BAR) for at in first]
    drawn += [_segment(at.phase, marked, top - THIN - 1, THIN) for lane in over for at in lane]
    drawn += [_instant(phase, top) for phase in phases if phase.is_instant]
    y = top + BAR
    holding = [at for at in stretches if not at.phase.drawn and not at.phase.is_all]
    for lane in lanes_of(holding):
        y += 2
        for at in lane:
            drawn += _named(at.phase, marked, y)
        y += BAR
    return [*drawn, *_percentages(y)], y + 18


def _instant(phase: Phase, top: float) -> Element:
    """Draw an instant through the phases around it."""
    path = f"M{x_of(phase.start):g} {top + BAR:g}V{top - THIN - 3:g}"
    return element("path", element("title", phase.name), class_="pm-event", d=path)


def _percentages(y: float) -> Iterator[Element]:
    """Write the numbers below the axis."""
    for pct in TICKS:
        text = f"{pct} %" if pct == TICKS[-1] else f"{pct}"
        yield _centred(text, x_of(pct), y + 15, "pm-soft pm-small")
    ticks = "".join(f"M{x_of(pct):g} {y:g}v4" for pct in TICKS)
    yield element("path", class_="pm-line", d=ticks)


def _segment(phase: Phase, marked: frozenset[str], y: float, height: float) -> Element:
    """Draw a phase on the axis."""
    return element(
        "rect",
        element("title", f"{phase.name}: {phase.start:g} to {phase.end:g} %"),
        class_="pm-part pm-on" if phase.slug in marked else "pm-part",
        x=x_of(phase.start),
        y=y,
        width=x_of(phase.end) - x_of(phase.start),
        height=height,
    )


def _named(phase: Phase, marked: frozenset[str], y: float) -> Iterator[Element]:
    """Draw a longer phase with its name inside."""
    yield _segment(phase, marked, y, BAR)
    text = f"{phase.name}, {phase.start:g} to {phase.end:g} %"
    yield _centred(text, x_of(phase.middle), y + 11.5, "pm-text pm-small")
