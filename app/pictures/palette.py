"""The colours of the muscle map, theme by theme, as one style sheet.

The sequential scale has five steps of steadily changing lightness: from light to dark on a light
ground, from dark to light on a dark one. So it reads the same in grey print and without colour
vision, and its hues (dull rose, red, plum; rose, orange, yellow) keep their order in every common
kind of colour blindness. The first step is the dullest, so that what does little does not shout.
Every step has a contrast of at least 3 to 1 with the ground, with the body, and with the muscles of
which nothing is known (WCAG 2.2, criterion 1.4.11); the tests measure both.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.schemas.pictures import Theme

STEPS = 5
"""Steps of the scale, each a fifth of the way from 0 to 1."""


@dataclass(frozen=True)
class Palette:
    """The colours of one theme."""

    ground: str
    text: str
    """Title, legend and labels; the dashes around deep muscles."""
    soft: str
    """What is said by the way."""
    skin: str
    edge: str
    """The outline of the body, and lines on it."""
    gap: str
    """Between muscles, and the fibres on them."""
    bone: str
    tendon: str
    other: str
    """Muscles that the tree does not hold, drawn so that the body is whole."""
    unknown: str
    plain: str
    """Muscles of a map that asks nothing."""
    mark: str
    """The rim around muscles that are highlighted beside another question."""
    scale: tuple[str, str, str, str, str]
    inks: tuple[str, ...]
    """What is written on each step of the scale."""


PALETTES = {
    Theme.light: Palette(
        ground="#fff",
        text="#22252b",
        soft="#5c6068",
        skin="#f4f1ec",
        edge="#a29b90",
        gap="#fff",
        bone="#fbfaf7",
        tendon="#f9f7f3",
        other="#e9e4db",
        unknown="#e6e2da",
        plain="#b9584b",
        mark="#0072b2",
        scale=("#a57166", "#b9503f", "#a3213c", "#701048", "#380a33"),
        inks=("#000", "#fff", "#fff", "#fff", "#fff"),
    ),
    Theme.dark: Palette(
        ground="#14171c",
        text="#eceef2",
        soft="#a9afba",
        skin="#242931",
        edge="#626a78",
        gap="#14171c",
        bone="#333944",
        tendon="#303640",
        other="#2b313a",
        unknown="#323a45",
        plain="#cf7a6c",
        mark="#56b4e9",
        scale=("#bd7067", "#df7c56", "#f59c57", "#fcc872", "#fdf6bd"),
        inks=("#000",) * STEPS,
    ),
    Theme.high_contrast: Palette(
        ground="#000",
        text="#fff",
        soft="#fff",
        skin="#000",
        edge="#fff",
        gap="#fff",
        bone="#000",
        tendon="#000",
        other="#000",
        unknown="#262626",
        plain="#bdbdbd",
        mark="#0ff",
        scale=("#b07a00", "#cf9500", "#ebb400", "#ffd83d", "#fffbc2"),
        inks=("#000",) * STEPS,
    ),
}


def style_of(theme: Theme) -> str:
    """Write the style sheet of a theme."""
    return SHAPES + themed(theme, _rules)


def themed(theme: Theme, rules: Callable[[Palette], str]) -> str:
    """Write rules with the colours of a theme; where it follows who looks, with those of two."""
    if theme is not Theme.auto:
        return rules(PALETTES[theme])
    light, dark = rules(PALETTES[Theme.light]), rules(PALETTES[Theme.dark])
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _rules(colours: Palette) -> str:
    """Write the rules that hold the colours: each class is named in the renderer."""
    fills = {
        "ground": colours.ground,
        "skin": colours.skin,
        "bone": colours.bone,
        "tendon": colours.tendon,
        "other": colours.other,
        "u": colours.unknown,
        "m": colours.plain,
        "soft": colours.soft,
        "text": colours.text,
        "w": colours.skin,
        **{f"s{step}": colour for step, colour in enumerate(colours.scale, start=1)},
        **{f"o{step}": f"url(#pm-x{step})" for step in range(1, STEPS + 1)},
    }
    strokes = {
        "skin,.pm-rim": colours.skin,
        "edge": colours.edge,
        "p": colours.gap,
        "d,.pm-l": colours.text,
        "k": colours.mark,
    }
    return "".join(f".pm-{name}{{fill:{colour}}}" for name, colour in fills.items()) + "".join(
        f".pm-{name}{{stroke:{colour}}}" for name, colour in strokes.items()
    )


SHAPES = (
    ".pm text{font:15px system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}"
    ".pm .pm-title{font-size:25px;font-weight:600}"
    ".pm .pm-label{font-size:14px}"
    ".pm-p{stroke-width:1.5;stroke-linejoin:round}"
    ".pm-rim,.pm-edge,.pm-f,.pm-l,.pm-k,.pm-cord{fill:none;stroke-linecap:round}"
    ".pm-rim{stroke-width:4}"
    ".pm-cord{stroke-width:2.4}"
    ".pm-edge{stroke-width:1.1}"
    ".pm-f{stroke-width:.7;stroke-opacity:.45}"
    ".pm-l{stroke-width:.6;stroke-opacity:.6}"
    ".pm-d{stroke-dasharray:3.5 2.5}"
    ".pm-d{fill-opacity:0;stroke-opacity:.5}"
    ".pm-d [class]{fill-opacity:1;stroke-opacity:1}"
    ".pm-k{stroke-width:3}"
)
"""What all themes share: letters, and how wide and how full lines are."""
