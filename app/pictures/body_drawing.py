"""The drawing of the runner's body, read once from the files in `body/`.

Each view is a file of knots (see `curves`): an outline, the parts inside it in the order in which
they are painted, and a few lines for the eye. In the views from the front and from behind only one
half is drawn, and the other is its mirror image.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Bound

from app.domain.base import Slug
from app.pictures.curves import (
    Curve,
    Knot,
    arc,
    arc_between,
    closed_curve,
    knots_of,
    mirrored,
    open_curve,
)
from app.schemas.pictures import View

HEIGHT = 1010.0
"""Height of every view in its own units, thousandths of the runner's height, toes included."""
FOLDER = files("app.pictures") / "body"


class PartRecord(BaseModel):
    """A part as its file has it: a muscle or a tissue.

    Its form is given by two edges, by its whole border, or, of a thin tendon, by the line along it.
    """

    model_config = ConfigDict(extra="forbid")

    muscle: Slug | None = None
    tissue: Literal["bone", "tendon", "cord", "other"] | None = None
    deep: bool = False
    edges: Annotated[list[str], Bound(min_length=2, max_length=2)] | None = None
    loop: str | None = None
    cord: str | None = None
    fibres: int | list[str] = 0

    @model_validator(mode="after")
    def one_thing_in_one_form(self) -> Self:
        """A part is a muscle or a tissue, and its form is given once."""
        forms = [form for form in (self.edges, self.loop, self.cord) if form is not None]
        if (self.muscle is None) == (self.tissue is None) or len(forms) != 1:
            raise ValueError("Give a muscle or a tissue, and edges, loop or cord.")
        return self


class LineRecord(BaseModel):
    """A line for the eye as its file has it."""

    model_config = ConfigDict(extra="forbid")

    through: str


class ViewRecord(BaseModel):
    """A view as its file has it."""

    model_config = ConfigDict(extra="forbid")

    width: float
    mirrored: bool
    outline: list[str] | View
    """Its own, or the view whose outline it shares: from behind, a body has that of its front."""
    part: list[PartRecord]
    line: list[LineRecord]


@dataclass(frozen=True)
class Part:
    """A muscle, or a tissue that is none, as it is painted at one place in the order."""

    muscle: str | None
    tissue: str | None
    deep: bool
    borders: tuple[Curve, ...]
    """Closed; of a cord, open."""
    fibres: str
    """The path of lines along the fibres; empty: none are drawn."""


@dataclass(frozen=True)
class Drawing:
    """One view of the body; x = 0 stands in the middle of its width."""

    view: View
    width: float
    mirrored: bool
    outline: tuple[Curve, ...]
    """Of the half that is drawn, where the other is its mirror image."""
    parts: tuple[Part, ...]
    lines: tuple[Curve, ...]

    @property
    def muscles(self) -> list[str]:
        """The muscles that are drawn, in the order in which they are first painted."""
        return list(dict.fromkeys(part.muscle for part in self.parts if part.muscle))


@cache
def drawing_of(view: View) -> Drawing:
    """Read and draw one view."""
    record = ViewRecord.model_validate(tomllib.loads(_text_of(f"{view}.toml")))
    return Drawing(
        view=view,
        width=record.width,
        mirrored=record.mirrored,
        outline=_outlines(record),
        parts=tuple(_parts(record.part)),
        lines=tuple(open_curve(knots_of(line.through)) for line in record.line),
    )


@cache
def unseen() -> dict[str, str]:
    """Give the muscles that no view can show, each with the reason."""
    reasons: dict[str, str] = tomllib.loads(_text_of("unseen.toml"))
    return reasons


def _text_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _outlines(record: ViewRecord) -> tuple[Curve, ...]:
    if isinstance(record.outline, View):
        return drawing_of(record.outline).outline
    return tuple(_outline(knots_of(one), record) for one in record.outline)


def _outline(knots: list[Knot], record: ViewRecord) -> Curve:
    """Draw an outline; a half is the part of a whole one that runs from midline to midline."""
    if not record.mirrored:
        return closed_curve(knots)
    whole = closed_curve([*knots, *mirrored(knots)[1:-1]])
    return Curve(whole.cubics[: len(knots) - 1], closed=False)


def _parts(records: Sequence[PartRecord]) -> Iterator[Part]:
    """Draw the parts; neighbours of one muscle or tissue in the order are one part."""
    for (muscle, tissue, deep), run in groupby(records, lambda r: (r.muscle, r.tissue, r.deep)):
        same = list(run)
        fibres = "".join(fibre for record in same for fibre in _fibres(record))
        yield Part(muscle, tissue, deep, tuple(_border(record) for record in same), fibres)


def _border(record: PartRecord) -> Curve:
    if record.cord is not None:
        return open_curve(knots_of(record.cord))
    if record.edges is None:
        return closed_curve(knots_of(record.loop or ""))
    there, back = (knots_of(edge) for edge in record.edges)
    return closed_curve(_around(there, back[::-1]))


def _around(there: list[Knot], back: list[Knot]) -> list[Knot]:
    """Join two edges, the second turned around; where they meet in one point, it is a tip."""
    if there[-1][:2] == back[0][:2]:
        there = [*there[:-1], there[-1]._replace(corner=True)]
        back = back[1:]
    if there[0][:2] == back[-1][:2]:
        there = [there[0]._replace(corner=True), *there[1:]]
        back = back[:-1]
    return [*there, *back]


def _fibres(record: PartRecord) -> list[str]:
    """Draw the fibres: as they are given, by two or three points each, or evenly between edges."""
    if isinstance(record.fibres, list):
        return [_fibre(*knots_of(fibre)) for fibre in record.fibres]
    if record.edges is None:
        return []
    first, second = (open_curve(knots_of(edge)) for edge in record.edges)
    count = record.fibres
    return [arc_between(first, second, at / (count + 1)) for at in range(1, count + 1)]


def _fibre(start: Knot, *more: Knot) -> str:
    """Draw a fibre through three points, or a straight one between two."""
    end = more[-1]
    middle = more[0] if len(more) > 1 else Knot((start.x + end.x) / 2, (start.y + end.y) / 2)
    return arc(start[:2], middle[:2], end[:2])
