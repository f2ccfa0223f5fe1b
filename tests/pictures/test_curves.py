"""Curves: through their knots, smooth where they should be, and short as paths."""

from itertools import pairwise
from math import atan2, degrees

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pictures.curves import Knot, arc, closed_curve, knots_of, mirrored, open_curve

NUMBERS = st.integers(min_value=-500, max_value=500)
KNOTS = st.lists(st.builds(Knot, NUMBERS, NUMBERS, st.booleans()), min_size=3, max_size=9)


def test_knots_are_read_with_their_corners() -> None:
    assert knots_of("1,2 -3,4! 5,-6") == [Knot(1, 2), Knot(-3, 4, True), Knot(5, -6)]


@pytest.mark.parametrize("text", ["1", "1,2,3", "a,b", "1,2!!"])
def test_what_is_no_knot_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        knots_of(text)


def test_corners_all_around_make_straight_lines() -> None:
    square = closed_curve(knots_of("0,0! 10,0! 10,10! 0,10!"))

    assert square.path == "M0 0l10 0l0 10l-10 0l0-10z"


def test_a_smooth_curve_says_each_handle_once() -> None:
    bow = open_curve(knots_of("0,0 20,10 40,0"))

    assert bow.path == "M0 0s12 10 20 10s20-10 20-10"


def test_an_arc_is_half_way_where_it_was_told() -> None:
    assert arc((0, 0), (10, 10), (20, 0)) == "M0 0q10 20 20 0"


@given(KNOTS)
def test_a_curve_goes_through_its_knots_and_closes(knots: list[Knot]) -> None:
    curve = closed_curve(knots)

    assert [cubic[0] for cubic in curve.cubics] == [(k.x, k.y) for k in knots]
    assert all(one[3] == other[0] for one, other in pairwise([*curve.cubics, curve.cubics[0]]))


@given(KNOTS)
def test_a_curve_is_smooth_but_at_corners(knots: list[Knot]) -> None:
    curve = closed_curve(knots)

    for (before, after), knot in zip(
        pairwise([*curve.cubics, curve.cubics[0]]), [*knots[1:], knots[0]], strict=True
    ):
        (x1, y1), (x2, y2), (x3, y3) = before[2], after[0], after[1]
        if not knot.corner:
            assert (x2 - x1, y2 - y1) == (x3 - x2, y3 - y2)


def test_a_mirror_image_goes_on_where_a_half_ends() -> None:
    half = knots_of("0,0 5,1! 0,9")

    assert mirrored(half) == knots_of("0,9 -5,1! 0,0")


def test_handles_keep_the_direction_that_the_neighbours_give() -> None:
    curve = open_curve(knots_of("0,0 30,7 60,14"))
    _, _, handle, at = curve.cubics[0]

    assert degrees(atan2(at[1] - handle[1], at[0] - handle[0])) == pytest.approx(13.1, abs=3)
