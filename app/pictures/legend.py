"""What stands above and below the body: the question, the scale with its numbers, and notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.pictures.letters import broken, width_of
from app.pictures.palette import STEPS
from app.pictures.svg import Element, element

LEAST_WIDTH = 520.0
"""Of a picture: below it a legend would be too narrow to read."""
LETTER, TITLE_LETTER = 15.0, 27.0
"""Sizes of letters for breaking lines; bold ones take more than their size."""
LINE, TITLE_LINE = 21.0, 31.0
SWATCH, GAP = 20.0, 26.0


@dataclass(frozen=True)
class Scale:
    """What the colours of a picture mean."""

    title: str
    """What the scale measures; empty: nothing is measured."""
    keys: Sequence[tuple[str, str]] = ()
    """Classes of colour and what each means, in order."""
    numbers: bool = False
    """Whether the steps of the scale stand with their numbers before the keys."""
    hatched: bool = False
    """Whether the keys show a hatched colour."""
    rest: str = "u"
    """The class of muscles that have no colour of their own."""
    silence: str = ""
    """What is said of those."""


def header_of(title: str, subtitle: str, left: float, width: float) -> tuple[list[Element], float]:
    """Write the question; gives what is written, and the height that it takes."""
    y = 12.0
    written = []
    for line in broken(title, width - 2 * left, TITLE_LETTER):
        y += TITLE_LINE
        written.append(element("text", line, class_="pm-text pm-title", x=left, y=y))
    for line in broken(subtitle, width - 2 * left, LETTER):
        y += LINE + 2
        written.append(element("text", line, class_="pm-soft", x=left, y=y))
    return written, y + 18


def legend_of(
    scale: Scale, notes: Sequence[str], left: float, top: float, width: float
) -> tuple[list[Element], float]:
    """Write the legend; gives what is written, and where it ends."""
    y = top + 34
    written = []
    if scale.title:
        for line in broken(scale.title, width - 2 * left, LETTER):
            written.append(element("text", line, class_="pm-text", x=left, y=y))
            y += LINE
    x = left
    if scale.numbers:
        written += _numbers(left, y)
        x = left + STEPS * 46 + GAP + 14
    for name, text in scale.keys:
        wide = SWATCH + 8 + width_of(text, LETTER)
        if x > left and x + wide > width - left:
            x, y = left, y + (48 if scale.numbers and y < top + 80 else LINE + 8)
        written += _key(name, text, x, y)
        x += wide + GAP
    y += 52 if scale.numbers else 46
    for note in notes:
        for line in broken(note, width - 2 * left, LETTER):
            written.append(element("text", line, class_="pm-soft", x=left, y=y))
            y += LINE
    return written, y


def _numbers(left: float, y: float) -> Iterator[Element]:
    """Draw the steps of the scale side by side, with the number at each bound."""
    for step in range(STEPS):
        yield element(
            "rect", class_=f"pm-s{step + 1}", x=left + step * 46, y=y - 8, width=45, height=SWATCH
        )
    for step in range(STEPS + 1):
        anchor = "start" if step == 0 else "middle"
        number = f"{step / STEPS:g}"
        x = left + step * 46
        yield element("text", number, class_="pm-text", x=x, y=y + 29, text_anchor=anchor)


def _key(name: str, text: str, x: float, y: float) -> Iterator[Element]:
    """Draw one colour, and write what it means."""
    yield element("rect", class_=f"{name}", x=x, y=y - 8, width=SWATCH, height=SWATCH, rx=3)
    yield element("text", text, class_="pm-text", x=x + SWATCH + 8, y=y + 7)
