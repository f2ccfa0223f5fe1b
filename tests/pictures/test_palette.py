"""Colours: told apart from what is behind them, from each other, and without colour vision."""

import re
from itertools import pairwise

import pytest

from app.pictures.palette import PALETTES, STEPS, Palette, style_of
from app.schemas.pictures import Theme

SEEN = 3.0  # WCAG 2.2, 1.4.11: shapes against what is next to them.
READ = 4.5  # WCAG 2.2, 1.4.3: text.
COLOUR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")


def channels(colour: str) -> list[float]:
    """Give the linear red, green and blue of a colour."""
    assert COLOUR.fullmatch(colour), colour
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    values = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def luminance(colour: str) -> float:
    red, green, blue = channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def without_red_cones(colour: str) -> float:
    """Give the lightness that a protanope sees: nearly all of it comes from green and blue."""
    red, green, blue = channels(colour)
    return 0.11 * red + 0.82 * green + 0.07 * blue


@pytest.mark.parametrize("palette", PALETTES.values(), ids=str)
def test_every_step_stands_out_from_all_that_is_not_coloured(palette: Palette) -> None:
    for step in palette.scale:
        for behind in (palette.ground, palette.skin, palette.unknown):
            assert contrast(step, behind) >= SEEN, (step, behind)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=str)
def test_steps_change_lightness_in_one_direction_for_every_eye(palette: Palette) -> None:
    away = 1 if luminance(palette.ground) < 0.5 else -1

    for one, other in pairwise(palette.scale):
        assert contrast(one, other) > 1.15
        assert away * (luminance(other) - luminance(one)) > 0
        assert away * (without_red_cones(other) - without_red_cones(one)) > 0


@pytest.mark.parametrize("palette", PALETTES.values(), ids=str)
def test_words_and_rims_can_be_read(palette: Palette) -> None:
    assert contrast(palette.text, palette.ground) >= READ
    assert contrast(palette.soft, palette.ground) >= READ
    assert contrast(palette.mark, palette.ground) >= SEEN
    assert contrast(palette.plain, palette.skin) >= SEEN
    assert len(palette.scale) == len(palette.inks) == STEPS
    for ink, step in zip(palette.inks, palette.scale, strict=True):
        assert contrast(ink, step) >= READ, step


def test_the_style_follows_the_reader_only_where_asked() -> None:
    assert "@media(prefers-color-scheme:dark)" in style_of(Theme.auto)
    assert "@media" not in style_of(Theme.light) + style_of(Theme.dark)


@pytest.mark.parametrize("theme", Theme)
def test_the_style_asks_for_nothing_from_elsewhere(theme: Theme) -> None:
    style = style_of(theme)

    assert "@import" not in style
    assert set(re.findall(r"url\(([^)]*)\)", style)) <= {f"#pm-x{step}" for step in range(1, 6)}
    assert style.count("{") == style.count("}")
