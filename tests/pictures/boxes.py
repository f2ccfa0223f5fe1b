"""Where the texts of a gait timeline are: boxes on the safe side."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from app.pictures.letters import width_of

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"pm-title": 25, "pm-head": 16, "pm-row": 14, "pm-name": 12, "pm-small": 12}
VALUE, USUAL = 12, 15
MOVED = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")


class Box(NamedTuple):
    """A text, and the rectangle that holds it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two texts are over one another."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def boxes_in(root: Xml.Element, x: float = 0.0, y: float = 0.0) -> Iterator[Box]:
    """Give the box of every text, where its groups have moved it."""
    found = MOVED.match(root.get("transform", ""))
    if found:
        x, y = x + float(found[1]), y + float(found[2])
    if root.tag == f"{SVG}text":
        yield _box(root, x, y)
    for child in root:
        yield from boxes_in(child, x, y)


def meetings(root: Xml.Element) -> list[tuple[str, str]]:
    """Name the texts that are over one another."""
    pairs = combinations(list(boxes_in(root)), 2)
    return [(one.text, other.text) for one, other in pairs if one.meets(other)]


def _box(text: Xml.Element, x: float, y: float) -> Box:
    size = _size(text)
    wide = width_of(text.text or "", size)
    for aside in text:
        wide += float(aside.get("dx", 0)) + width_of(aside.text or "", _size(aside))
    left, baseline = x + float(text.get("x", 0)), y + float(text.get("y", 0))
    if text.get("text-anchor") == "middle" or "pm-i" in text.get("class", ""):
        left -= wide / 2
    said = "".join(text.itertext())
    return Box(said, left, baseline - 0.75 * size, left + wide, baseline + 0.2 * size)


def _size(text: Xml.Element) -> float:
    classes = text.get("class", "").split()
    if any(name.startswith("pm-i") for name in classes):
        return VALUE
    return next((SIZES[name] for name in classes if name in SIZES), USUAL)
