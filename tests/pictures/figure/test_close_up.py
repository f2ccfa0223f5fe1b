"""Close-ups: the feet of the same body, larger, right way round, and seen to tilt."""

import re
from math import cos, hypot, radians, sin, tan
from typing import Any

import pytest

from app.domain.figures import Figure
from app.pictures.figure.close_up import (
    RADIUS,
    SHIN,
    STRAP_DRAWN,
    TOES,
    Lens,
    Sheet,
    Slant,
    lens_of,
)
from app.pictures.figure.draw import Told, draw_figure
from app.pictures.figure.screen import film_of, project
from app.pictures.figure.skeleton import SHANK, end_of
from app.pictures.figure.stance import set_scene
from app.schemas.pictures import FixedTheme
from tests.pictures.figure.test_stance import DRAWN

SITS: dict[str, Any] = {
    "name": "start",
    "contacts": ["seat"],
    "both": {"hip": 82, "knee": 4, "shoulder": 30},
}
STANDS: dict[str, Any] = {"name": "start", "contacts": ["right_foot"], "left": {"knee": 40}}
SHOWN = [slug for slug, figure in DRAWN.items() if figure.close_up]


def figure_of(*poses: dict[str, Any], **more: Any) -> Figure:
    """Make a figure with a lens on both feet."""
    return Figure.model_validate({"close_up": "feet", "poses": list(poses), **more})


def seen(figure: Figure) -> Lens:
    """Look through the lens of a figure."""
    lens = lens_of(figure, film_of(set_scene(figure)))
    assert lens is not None
    return lens


def sheet_of(lens: Lens, outline: str, paint: str) -> Sheet:
    """Find a flat shape, the topmost of its outline and paint."""
    found = [s for s in lens.parts if (s.attributes.get("outline"), s.paint) == (outline, paint)]
    return found[-1]


def at(slant: Slant, along: float, across: float) -> tuple[float, float]:
    """Put a point of a flat shape on the screen."""
    v = across * slant.broad
    u, turned = along * slant.long + v * tan(radians(slant.skew)), radians(slant.turn)
    return (
        slant.x + u * cos(turned) - v * sin(turned),
        slant.y + u * sin(turned) + v * cos(turned),
    )


def test_a_figure_has_a_lens_only_where_it_says_so() -> None:
    plain = Figure.model_validate({"poses": [SITS]})

    assert lens_of(plain, film_of(set_scene(plain))) is None
    assert b"lens" not in draw_figure(plain, Told("a", "A", "Sits."), None, FixedTheme.light)


def test_seated_feet_are_seen_with_their_own_eyes_and_standing_ones_from_ahead() -> None:
    sits = sheet_of(seen(figure_of(SITS)), "plan", "near").spots[0]
    stands = sheet_of(seen(figure_of(STANDS, view="front")), "plan", "near").spots[0]

    assert at(sits, 10, 0)[1] < at(sits, 0, 0)[1]  # The toes are at the top …
    assert at(stands, 10, 0)[1] > at(stands, 0, 0)[1]  # … or at the bottom;
    assert at(sits, 0, 1)[0] < at(sits, 0, 0)[0]  # the inner side of the right foot is at the left
    assert at(stands, 0, 1)[0] > at(stands, 0, 0)[0]  # … or at the right.


def test_both_feet_have_their_big_toes_inside() -> None:
    lens = seen(figure_of(SITS))
    right, left = (sheet_of(lens, "digits", paint).spots[0] for paint in ("near", "far"))

    assert TOES[0][2:] == max(toe[2:] for toe in TOES)  # The broadest toe lies furthest inwards.
    assert left.x < at(left, 0, 1)[0] < at(right, 0, 1)[0] < right.x


def test_the_inner_ankle_bone_is_higher_than_the_outer_one() -> None:
    below = [row for row in SHIN if row[0] > 38]
    outer, inner = (max(below, key=lambda row: row[n])[0] for n in (1, 2))

    assert inner < SHANK < outer


def test_a_foot_that_turns_out_lifts_its_outer_edge_and_nothing_of_its_shank() -> None:
    turns = {**SITS, "name": "out", "right": {"inversion": -12, "foot_abduction": 10}}
    lens = seen(figure_of(SITS, turns))

    start, *_, end = sheet_of(lens, "plan", "near").spots
    assert at(end, 12, 0)[0] > at(start, 12, 0)[0] + 1  # The toes go outwards, to the right.
    for name, paint in (("shin", "near"), ("plan", "far"), ("instep", "far")):
        assert len(set(sheet_of(lens, name, paint).spots)) == 1, name


def test_a_foot_tilts_over_the_inner_edge_that_stays_on_its_print() -> None:
    tilts = {"contacts": ["right_inner_edge"], "right": {"inversion": -9}, "left": {"knee": 40}}
    lens = seen(figure_of(STANDS, {"name": "tilt", **tilts}, view="front", close_up="right_foot"))

    (mark,) = sheet_of(lens, "plan", "print").spots
    start, *_, end = sheet_of(lens, "plan", "sole").spots
    zoom = RADIUS / lens.shown
    assert start == mark
    assert at(end, 8 * zoom, 4.2 * zoom) == pytest.approx(at(mark, 8 * zoom, 4.2 * zoom), abs=0.1)
    assert at(end, 8 * zoom, -4 * zoom)[1] < at(mark, 8 * zoom, -4 * zoom)[1] - 3


def test_one_foot_is_shown_without_the_other() -> None:
    both, one = seen(figure_of(SITS)), seen(figure_of(SITS, close_up="right_foot"))

    assert len(both.parts) == 2 * len(one.parts)
    assert not any("far" in part.paint for part in one.parts)
    assert one.shown < both.shown


def test_a_band_reaches_around_both_feet_and_grows_as_they_part() -> None:
    turns = {**SITS, "name": "out", "right": {"inversion": -12, "foot_abduction": 10}}
    lens = seen(figure_of(SITS, turns, things=[{"thing": "band", "at": "feet"}]))

    (band,) = (part for part in lens.parts if part.tag == "rect")
    start, *_, end = band.spots
    left, right = (sheet_of(lens, "plan", paint).spots[0].x for paint in ("far", "near"))
    assert start.x < left < right < at(start, STRAP_DRAWN, 0)[0]
    assert end.long > start.long * 1.04


@pytest.mark.parametrize("slug", SHOWN)
def test_the_feet_stay_inside_their_lens_and_the_lens_inside_the_picture(slug: str) -> None:
    lens = seen(DRAWN[slug])
    text = draw_figure(DRAWN[slug], Told(slug, "A", "B"), None, FixedTheme.light).decode()

    left, top, wide, high = map(float, re.findall(r'viewBox="([^"]*)"', text)[0].split())
    assert left < lens.x - RADIUS < lens.x + RADIUS < left + wide
    assert top < lens.y - RADIUS < lens.y + RADIUS < top + high
    assert lens.of[1] + lens.shown < top + high
    zoom = RADIUS / lens.shown
    for part in lens.parts:
        if part.attributes.get("outline") == "digits":
            for x, y in (at(spot, (toe[1] - 12.5) * zoom, toe[2] * zoom)
                         for spot in part.spots for toe in TOES):  # fmt: skip
                assert hypot(x - lens.x, y - lens.y) < RADIUS


@pytest.mark.parametrize("slug", SHOWN)
def test_no_flat_shape_is_seen_from_its_edge_or_turned_over(slug: str) -> None:
    for part in seen(DRAWN[slug]).parts:
        broad = [spot.broad for spot in part.spots]
        assert min(broad) > 0.3 or max(broad) < -0.3, part.attributes
        assert min(spot.long for spot in part.spots) > 0.3, part.attributes


@pytest.mark.parametrize("slug", SHOWN)
def test_a_lens_hides_nothing_of_the_body(slug: str) -> None:
    film, lens = film_of(set_scene(DRAWN[slug])), seen(DRAWN[slug])

    ends = [end_of(body, segment) for body in film.bodies for segment in body]
    for x, y in (project(film.view, end) for end in ends):
        assert hypot(x - lens.x, y - lens.y) > RADIUS + 5


def test_what_is_cut_off_and_what_cuts_it_have_one_name() -> None:
    text = draw_figure(figure_of(SITS), Told("a", "A", "B"), None, FixedTheme.dark).decode()

    (name,) = re.findall(r'<clipPath id="(\w+)"', text)
    assert f'clip-path="url(#{name})"' in text
    assert set(re.findall(r'class="(\w[\w-]*)', text)) <= set(re.findall(r"\.([\w-]+)\{", text))
    assert set(re.findall(r'href="#(\w+)"', text)) <= set(re.findall(r'id="(\w+)"', text))
