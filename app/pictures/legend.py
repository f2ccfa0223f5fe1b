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
SWATCH, GAP = 20.0, 20.0
STEP = 46.0
"""From one step of the scale to the next."""
ROW, NUMBERED_ROW = 32.0, 46.0


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


OPPOSES = ("pm-o3", "hatched: opposes")
_DEEP = ("pm-d pm-u", "dashed: lies under other muscles")
WEIGHTS = Scale(
    title="Weight: the share of the muscle over the largest share in the same phase, function and "
    "direction",
    numbers=True,
    keys=(OPPOSES, ("pm-u", "no share known"), _DEEP),
    hatched=True,
    silence="not known",
)
INVOLVEMENT = Scale(
    title="How much of the work of the exercise the muscle does",
    keys=(
        ("pm-s5", "primary"),
        ("pm-s3", "secondary"),
        ("pm-s1", "stabiliser"),
        ("pm-u", "not named"),
        _DEEP,
    ),
    silence="not named",
)
HIGHLIGHT = Scale(title="", keys=(("pm-s3", "highlighted"), ("pm-u", "other"), _DEEP))
PLAIN = Scale(title="", keys=(("pm-d pm-m", "dashed: lies under other muscles"),), rest="m")


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
    keys, y = _keys(scale, left, y, width)
    for note in notes:
        for line in broken(note, width - 2 * left, LETTER):
            written.append(element("text", line, class_="pm-soft", x=left, y=y))
            y += LINE
    return [*written, *keys], y


def _keys(scale: Scale, left: float, y: float, width: float) -> tuple[list[Element], float]:
    """Draw the scale and the keys, in as many rows as they take, and give where notes begin."""
    written: list[Element] = []
    x = left
    row = ROW
    if scale.numbers:
        written += _numbers(left, y)
        x = left + STEPS * STEP + 2 * GAP
        row = NUMBERED_ROW
    for name, text in scale.keys:
        wide = SWATCH + 8 + width_of(text, LETTER)
        if x > left and x + wide > width - left:
            x, y = left, y + row
        written += _key(name, text, x, y)
        x += wide + GAP
    return written, y + row + 8


def _numbers(left: float, y: float) -> Iterator[Element]:
    """Draw the steps of the scale side by side, with the number at each bound."""
    for step in range(STEPS):
        yield element(
            "rect",
            class_=f"pm-s{step + 1}",
            x=left + step * STEP,
            y=y - 8,
            width=STEP - 1,
            height=SWATCH,
        )
    for step in range(STEPS + 1):
        anchor = "start" if step == 0 else "middle"
        number = f"{step / STEPS:g}"
        x = left + step * STEP
        yield element("text", number, class_="pm-text", x=x, y=y + 29, text_anchor=anchor)


def _key(name: str, text: str, x: float, y: float) -> Iterator[Element]:
    """Draw one colour, and write what it means."""
    yield element("rect", class_=name, x=x, y=y - 8, width=SWATCH, height=SWATCH, rx=3)
    yield element("text", text, class_="pm-text", x=x + SWATCH + 8, y=y + 7)
