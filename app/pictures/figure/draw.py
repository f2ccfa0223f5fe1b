"""Write a figure as SVG: every shape moves by keyframes of its own, in a style sheet inside.

In-between frames are so near to one another that joints stay together while a browser goes
straight from one to the next.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from string import ascii_lowercase, digits
from zlib import crc32

from app.domain.figures import Figure, Motion, View
from app.pictures.figure.close_up import RADIUS, Lens, Sheet, Slant, lens_of
from app.pictures.figure.screen import Film, Part, Spot, body_parts, film_of, project
from app.pictures.figure.shapes import outlines_of
from app.pictures.figure.skeleton import end_of
from app.pictures.figure.stance import set_scene
from app.pictures.figure.things import draw_things
from app.pictures.svg import NAMESPACE, Element, element, text_of, write
from app.schemas.pictures import FixedTheme

WIDE, HIGH = 216.0, 180.0  # The least that a picture shows, cm, so that bodies are of one size.
MARGIN = 10.0
FLOOR_EDGE = -45.0  # Where the floor ends that is seen from above.
RIM = 3.0  # What is shown below the lowest part of a lens, cm.
GROUND = 8.0  # What is shown of the ground, cm.
COLOURS = {
    FixedTheme.light: {
        "paper": "#fff", "near": "#2f5d8a", "far": "#a9c0d6", "shoe": "#1c3a57",
        "shoe-far": "#7f9cb8", "ground": "#8b93a0", "earth": "#eef1f5",
        "wood": "#d3c2a5", "iron": "#3d4450", "bright": "#d9543f",
    },
    FixedTheme.dark: {
        "paper": "#11161d", "near": "#8fc2ee", "far": "#41607f", "shoe": "#d9ecfb",
        "shoe-far": "#6d8dac", "ground": "#7d8794", "earth": "#1c232d",
        "wood": "#6d5f48", "iron": "#c5ccd6", "bright": "#ff8a70",
    },
    FixedTheme.high_contrast: {
        "paper": "#fff", "near": "#000", "far": "#8a8a8a", "shoe": "#000",
        "shoe-far": "#5c5c5c", "ground": "#000", "earth": "#e6e6e6",
        "wood": "#c9c9c9", "iron": "#4a0d66", "bright": "#b00020",
    },
}  # fmt: skip
UNLINED = frozenset({"paper", "earth", "ground", "wood", "bright"})
BARE = {"sole": "shoe", "sole-far": "shoe-far", "glass": "earth"}
"""Paints without a line around that have the colour of another."""
GLASS = {"glass", "rim"}
"""The paints of a lens."""
Frame = tuple[float, float, float, float]


@dataclass(frozen=True)
class Told:
    """What is said of the exercise to those who cannot see the picture."""

    slug: str
    name: str
    summary: str


def draw_figure(figure: Figure, told: Told, still: str | None, theme: FixedTheme) -> bytes:
    """Draw a figure; `still` is the name of one of its poses, None lets it move.

    Where nothing moves, or may, the last pose is shown.
    """
    scene = set_scene(figure)
    film = film_of(scene)
    shown = next((s for s in scene.stances if s.pose.name == still), scene.stances[-1])
    at = next(n for n, moment in enumerate(film.moments) if moment.body is shown.body)
    parts = sorted([*body_parts(film), *draw_things(scene, film)], key=lambda part: part.layer)
    lens = lens_of(figure, film)
    enlarged = lens.parts if lens else ()
    mark = _mark_of(told.slug)
    x, y, wide, high = frame = _frame_of(film, parts, lens)
    edge = FLOOR_EDGE if figure.view is View.oblique else 0.0
    moves = still is None and len(film.moments) > 1
    drawn: list[Part | Sheet] = [*parts, *enlarged]
    rules = [_keyframes(f"{mark}{n}", film, part) for n, part in enumerate(drawn)] if moves else []
    paints = {part.paint for part in drawn} | (GLASS if lens else set())
    sheet = _paints(mark, theme, paints) + _motion(mark, film, figure.motion, rules)
    shapes = [
        _shape(part, at, mark, f"{mark}{n}" if moves and rules[n] else None)
        for n, part in enumerate(drawn)
    ]
    return write(
        element(
            "svg",
            element("title", told.name, id=f"{mark}t"),
            element("desc", told.summary, id=f"{mark}d"),
            element("style", sheet),
            element("defs", *_outlines(mark, film, drawn, lens)),
            element("rect", x=x, y=y, width=wide, height=high, class_=f"{mark}paper"),
            element("rect", x=x, y=edge, width=wide, height=y + high - edge, class_=f"{mark}earth"),
            element("rect", x=x, y=edge - 0.1, width=wide, height=1, class_=f"{mark}ground"),
            *shapes[: len(parts)],
            *(_lens(mark, lens, shapes[len(parts) :]) if lens else ()),
            xmlns=NAMESPACE,
            viewBox=" ".join(map(text_of, frame)),
            width=2 * wide,
            height=2 * high,
            role="img",
            aria_labelledby=f"{mark}t {mark}d",
        )
    )


SIGNS = ascii_lowercase + digits


def _mark_of(slug: str) -> str:
    """Make what names begin with: pictures inside one page must not meet in their names."""
    number, mark = crc32(slug.encode()), "f"
    for _ in range(4):
        number, digit = divmod(number, len(SIGNS))
        mark += SIGNS[digit]
    return mark


def _lens(mark: str, lens: Lens, shapes: Sequence[Element]) -> Iterator[Element]:
    """Draw a lens, a line to the spot that it shows, and a ring around that."""
    (x, y), far = lens.of, hypot(lens.x - lens.of[0], lens.y - lens.of[1])
    across, down = (lens.x - x) / far, (lens.y - y) / far
    start, end = lens.shown, far - RADIUS
    rim = f"{mark}rim"
    yield element("circle", cx=x, cy=y, r=lens.shown, class_=rim)
    yield element(
        "line",
        x1=x + across * start, y1=y + down * start, x2=x + across * end, y2=y + down * end,
        class_=rim,
    )  # fmt: skip
    yield element("circle", cx=lens.x, cy=lens.y, r=RADIUS, class_=f"{mark}glass")
    yield element("g", *shapes, clip_path=f"url(#{mark}lens)")
    yield element("circle", cx=lens.x, cy=lens.y, r=RADIUS, class_=rim)


def _frame_of(film: Film, parts: Sequence[Part], lens: Lens | None) -> Frame:
    """Frame the whole motion, with the ground below."""
    spots = [
        (*project(film.view, end_of(body, segment)), 10.0)
        for body in film.bodies
        for segment in body
    ]
    spots += [(spot.x, spot.y, part.reach) for part in parts for spot in part.spots]
    left = min(x - reach for x, _, reach in spots) - MARGIN
    right = max(x + reach for x, _, reach in spots) + MARGIN
    top = min(y - reach for _, y, reach in spots) - MARGIN
    bottom = max(GROUND, *(y for _, y, _ in spots)) + (MARGIN if film.view is View.oblique else 0)
    if lens:
        left, right = min(left, lens.x - RADIUS - MARGIN), max(right, lens.x + RADIUS + MARGIN)
        top = min(top, lens.y - RADIUS - MARGIN)
        bottom = max(bottom, lens.of[1] + lens.shown + RIM)
    high = max(HIGH, bottom - top)
    wide = max(WIDE * high / HIGH, right - left)
    high = max(high, wide * HIGH / WIDE)
    return (round((left + right - wide) / 2, 1), round(bottom - high, 1), wide, high)


def _outlines(
    mark: str, film: Film, parts: Sequence[Part | Sheet], lens: Lens | None
) -> Iterator[Element]:
    """Give the outline of every segment that is drawn, once, and that of a lens."""
    paths = {kind: outline.path for kind, outline in outlines_of(film.view).items()}
    if lens:
        paths |= lens.outlines
        cut = element("circle", cx=lens.x, cy=lens.y, r=RADIUS)
        yield element("clipPath", cut, id=f"{mark}lens")
    for kind in dict.fromkeys(p.attributes["outline"] for p in parts if p.tag == "use"):
        yield element("path", id=f"{mark}{kind}", d=paths[kind])


def _shape(part: Part | Sheet, at: int, mark: str, moved_by: str | None) -> Element:
    """Give one shape as it is at one moment, and the keyframes that move it."""
    attributes = dict(part.attributes)
    if part.tag == "use":
        attributes = {"href": f"#{mark}{attributes['outline']}"}
    spot = part.spots[min(at, len(part.spots) - 1)]
    return element(
        part.tag,
        **attributes,
        class_=f"{mark}{part.paint}" + (f" {mark}m" if moved_by else ""),
        transform=spot.said(),
        style=f"animation-name:{moved_by}" if moved_by else None,
    )


def _keyframes(name: str, film: Film, part: Part | Sheet) -> str:
    """Write the keyframes of one shape; nothing where it does not move."""
    if len({spot.said() for spot in part.spots}) == 1:
        return ""
    times: dict[str, list[str]] = {}
    for n in _needed(film, part.spots):
        when = f"{round(100 * film.moments[n].at / film.lasts)}%"
        times.setdefault(part.spots[n].said(in_style=True), []).append(when)
    frames = "".join(f"{','.join(when)}{{transform:{text}}}" for text, when in times.items())
    return f"@keyframes {name}{{{frames}}}"


def _needed(film: Film, spots: Sequence[Spot] | Sequence[Slant]) -> list[int]:
    """Name the moments that a shape needs: where it is not on the straight way between others."""
    kept = [0]
    for n in range(1, len(spots) - 1):
        passed = range(kept[-1] + 1, n + 1)
        if any(_strays(film, spots, kept[-1], m, n + 1) for m in passed):
            kept.append(n)
    return [*kept, len(spots) - 1]


def _strays(
    film: Film, spots: Sequence[Spot] | Sequence[Slant], before: int, at: int, after: int
) -> bool:
    """Whether a shape would be seen elsewhere if it went straight past a moment."""
    start, end = film.moments[before].at, film.moments[after].at
    share = (film.moments[at].at - start) / (end - start) if end > start else 0.0
    off = [
        abs(a + share * (b - a) - here)
        for a, here, b in zip(spots[before], spots[at], spots[after], strict=True)
    ]
    return any(one > most for one, most in zip(off, spots[at].unseen, strict=True))


def _paints(mark: str, theme: FixedTheme, paints: Collection[str]) -> str:
    """Write the paints that are used."""
    c = COLOURS[theme]
    line = f"stroke:{c['paper']};stroke-width:.8"
    used = ("paper", "earth", "ground", *sorted(paints))
    return "".join(f".{mark}{name}{{{_painted(name, c, line)}}}" for name in used)


def _motion(mark: str, film: Film, motion: Motion, rules: Sequence[str]) -> str:
    """Write what moves; nothing does for those who prefer that."""
    if not any(rules):
        return ""
    back = " alternate" if motion is Motion.back else ""
    moving = f".{mark}m{{animation:{text_of(film.lasts)}s linear infinite{back}}}"
    return "".join([f"@media (prefers-reduced-motion:no-preference){{{moving}}}", *rules])


def _painted(name: str, colours: Mapping[str, str], line: str) -> str:
    """Say how a paint looks; body and iron have a line around that tells them apart."""
    if name == "ring":
        iron = colours["iron"]
        return f"fill:{iron};fill-opacity:.22;stroke:{iron};stroke-width:2.4"
    if name == "open":
        return f"fill:none;stroke:{colours['iron']};stroke-width:2.4"
    if name == "rim":
        return f"fill:none;stroke:{colours['ground']};stroke-width:1.2"
    if name == "print":
        return f"fill:{colours['ground']};fill-opacity:.45"
    if name in BARE:
        return f"fill:{colours[BARE[name]]}"
    plain = f"fill:{colours[name]}"
    return plain if name in UNLINED else f"{plain};{line}"
