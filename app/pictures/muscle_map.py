"""Draw the muscle map: the body, coloured by what a question found, with a legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from app.pictures.body_drawing import HEIGHT, Drawing, Part, drawing_of
from app.pictures.curves import Point
from app.pictures.labels import LABELS_WIDTH, Label, labels_of
from app.pictures.legend import LEAST_WIDTH, Scale, header_of, legend_of
from app.pictures.palette import style_of
from app.pictures.shades import Shade
from app.pictures.steps import KEY_STEP, hatching_of, step_of
from app.pictures.svg import Element, drawing, element, write
from app.schemas.pictures import Labels, MuscleMapParams

MARGIN = 14.0
PREFIX = "pm"
"""Before every id and class, so that a page may hold the picture beside its own."""


@dataclass(frozen=True)
class MuscleMap:
    """A question to the body, and what was found."""

    title: str
    subtitle: str
    scale: Scale
    names: Mapping[str, str]
    """Names of the muscles; one that is not here is drawn as no more than a part of the body."""
    shades: Mapping[str, Shade]
    notes: Sequence[str] = ()
    marked: frozenset[str] = field(default_factory=frozenset)
    """Muscles that get a rim."""


def draw_muscle_map(found: MuscleMap, params: MuscleMapParams) -> bytes:
    """Draw what was found, in the views, the theme and with the labels asked for."""
    views = [drawing_of(view) for view in params.view.shown]
    beside = 0.0 if params.labels is Labels.none else LABELS_WIDTH
    widths = [view.width + beside for view in views]
    width = max(sum(widths) + 2 * MARGIN, LEAST_WIDTH)
    header, top = header_of(found.title, found.subtitle, MARGIN, width)
    legend, bottom = legend_of(found.scale, found.notes, MARGIN, top + HEIGHT, width)
    body = _views(found, params.labels, views, widths, ((width - sum(widths)) / 2, top))
    return write(
        drawing(
            ceil(width),
            ceil(bottom),
            element("title", found.title, id="pm-title"),
            element("desc", _described(found), id="pm-desc"),
            element("style", style_of(params.theme)),
            *hatching_of(_hatched(found)),
            element("rect", class_="pm-ground", width="100%", height="100%"),
            *header,
            *body,
            *legend,
            labelled_by="pm-title pm-desc",
            class_=PREFIX,
        )
    )


def _views(
    found: MuscleMap,
    labels: Labels,
    views: Sequence[Drawing],
    widths: Sequence[float],
    corner: Point,
) -> list[Element]:
    """Draw views side by side, each with its labels."""
    canvas = _Canvas(found)
    left, top = corner
    drawn = []
    for view, wide in zip(views, widths, strict=True):
        beside = _labels(found, view, labels)
        drawn.append(_view(canvas, view, (left + view.width / 2, top), beside))
        left += wide
    return drawn


def _described(found: MuscleMap) -> str:
    """Say in words what the colours say: the most first."""
    ranked = sorted(found.shades.items(), key=lambda item: (-item[1].level, found.names[item[0]]))
    said = [f"{found.names[muscle]}: {shade.value}" for muscle, shade in ranked]
    return ". ".join([found.subtitle.rstrip("."), *([", ".join(said)] if said else [])]) + "."


def _hatched(found: MuscleMap) -> set[int]:
    """Name the steps of the scale that are hatched somewhere."""
    steps = {step_of(shade.level) for shade in found.shades.values() if shade.opposes}
    return steps | {KEY_STEP} if found.scale.hatched else steps


@dataclass(frozen=True)
class _Canvas:
    """What has been written so far: words are said once, and an outline is drawn once."""

    found: MuscleMap
    told: set[str] = field(default_factory=set)
    outlines: dict[str, str] = field(default_factory=dict)


def _view(canvas: _Canvas, view: Drawing, at: Point, labels: Sequence[Element]) -> Element:
    """Draw one view: the skin, the muscles inside it, its edge, and what lies deep."""
    name = f"pm-{view.view}"
    outline, skin = _skin(canvas, view)
    surface = _painted(canvas, view, [part for part in view.parts if not part.deep])
    deep = _painted(canvas, view, [part for part in view.parts if part.deep])
    rest = canvas.found.scale.rest
    lines = "".join(line.path for line in view.lines)
    return element(
        "g",
        *skin,
        element(
            "g",
            element("g", *surface, id=f"{name}-s", class_=f"pm-p pm-{rest}"),
            *_other_half(view, f"{name}-s"),
            *_both(view, outline, "pm-rim"),
            clip_path=f"url(#{name}-c)",
        ),
        *_both(view, outline, "pm-edge"),
        element("path", id=f"{name}-l", class_="pm-edge", d=lines),
        *_other_half(view, f"{name}-l"),
        element("g", *deep, id=f"{name}-d", class_=f"pm-d pm-{rest}"),
        *_other_half(view, f"{name}-d"),
        *_marked(canvas.found, view),
        *labels,
        transform=f"translate({at[0]:g} {at[1]:g})",
    )


def _skin(canvas: _Canvas, view: Drawing) -> tuple[str, list[Element]]:
    """Fill the body, and make of it what clips its muscles; gives the id of its outline first."""
    name = f"pm-{view.view}-o"
    path = "".join(curve.path for curve in view.outline)
    outline = canvas.outlines.setdefault(path, name)
    new = [element("defs", element("path", id=name, d=path))] if outline == name else []
    return outline, [
        *new,
        *_both(view, outline, "pm-skin"),
        *_seam(view),
        element("clipPath", *_both(view, outline), id=f"pm-{view.view}-c"),
    ]


def _seam(view: Drawing) -> list[Element]:
    """Close the hair's breadth that shows between two halves of skin."""
    if not view.mirrored:
        return []
    (half,) = view.outline
    top, bottom = half.cubics[0][0][1], half.cubics[-1][3][1]
    return [element("path", class_="pm-skin", d=f"M0 {top:g}V{bottom:g}")]


def _both(view: Drawing, name: str, class_: str | None = None) -> list[Element]:
    """Use a half and its mirror image, or a whole."""
    return [element("use", href=f"#{name}", class_=class_), *_other_half(view, name, class_)]


def _other_half(view: Drawing, name: str, class_: str | None = None) -> list[Element]:
    """Mirror what is drawn of one half."""
    if not view.mirrored:
        return []
    return [element("use", href=f"#{name}", class_=class_, transform="scale(-1 1)")]


def _painted(canvas: _Canvas, view: Drawing, parts: Sequence[Part]) -> list[Element]:
    """Paint parts and their fibres."""
    painted = []
    for part in parts:
        border = "".join(curve.path for curve in part.borders)
        if part.muscle is not None and part.muscle in canvas.found.names:
            painted.append(_muscle(canvas, view, part.muscle, border))
        else:
            painted.append(element("path", class_=f"pm-{part.tissue or 'other'}", d=border))
        if part.fibres:
            painted.append(element("path", class_="pm-f", d=part.fibres))
    return painted


def _muscle(canvas: _Canvas, view: Drawing, muscle: str, border: str) -> Element:
    """Paint a muscle; its first part in a view carries its id, its first part of all its words."""
    found = canvas.found
    here = f"pm-{view.view}-{muscle}"
    shade = found.shades.get(muscle)
    said = [element("title", _named(found, muscle, shade))]
    if shade and muscle not in canvas.told:
        said.append(element("desc", shade.said))
    first = here if here not in canvas.told else None
    canvas.told.update((muscle, here))
    return element("path", *said, id=first, class_=_class_of(shade), d=border)


def _named(found: MuscleMap, muscle: str, shade: Shade | None) -> str:
    said = shade.value if shade else found.scale.silence
    return f"{found.names[muscle]}: {said}" if said else found.names[muscle]


def _class_of(shade: Shade | None) -> str | None:
    """Name the class of a muscle; one without a shade is coloured as its whole layer is."""
    return f"pm-{'o' if shade.opposes else 's'}{step_of(shade.level)}" if shade else None


def _marked(found: MuscleMap, view: Drawing) -> list[Element]:
    """Draw a rim around muscles, over all that covers them."""
    name = f"pm-{view.view}-k"
    borders = (
        border for part in view.parts if part.muscle in found.marked for border in part.borders
    )
    rims = "".join(border.path for border in borders)
    if not rims:
        return []
    return [element("path", id=name, class_="pm-k", d=rims), *_other_half(view, name)]


def _labels(found: MuscleMap, view: Drawing, labels: Labels) -> list[Element]:
    """Write names, or names and values, beside the muscles that are coloured, or beside all."""
    if labels is Labels.none:
        return []
    wanted = [m for m in view.muscles if m in (found.shades or found.names) or m in found.marked]
    texts = []
    for muscle in wanted:
        shade = found.shades.get(muscle)
        valued = shade is not None and labels is Labels.values
        text = f"{found.names[muscle]} {shade.value}" if shade and valued else found.names[muscle]
        texts.append(Label(muscle, text))
    return labels_of(view, texts)
