"""The drawing: all of the tree, closed, inside the body, and one half for both sides."""

import tomllib
from functools import cache
from itertools import pairwise
from math import dist

import pytest
from pydantic import ValidationError

from app.pictures.body_drawing import HEIGHT, Part, PartRecord, drawing_of, unseen
from app.pictures.curves import Curve, Point
from app.schemas.pictures import View
from app.settings import ROOT

OVERHANG = 4.0
"""Units by which a muscle may reach over the outline, where the skin cuts it off."""
DRAWINGS = {view: drawing_of(view) for view in View}
TREE = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "seed/muscles").glob("*.toml"))
}
PARTS = [(view, part) for view, drawing in DRAWINGS.items() for part in drawing.parts]


def name_of(value: object) -> str:
    return f"{value.muscle or value.tissue}" if isinstance(value, Part) else str(value)


@cache
def outlines_of(view: View) -> list[list[Point]]:
    """Give the polygons of a body's outline, both halves of it."""
    drawing = DRAWINGS[view]
    polygons = [outline.points() for outline in drawing.outline]
    if not drawing.mirrored:
        return polygons
    return [[*half, *((-x, y) for x, y in reversed(half))] for half in polygons]


def is_inside(point: Point, polygon: list[Point]) -> bool:
    """Whether a ray to the right of a point leaves a polygon once more than it enters it."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in pairwise([*polygon, polygon[0]]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def beyond(view: View, point: Point) -> float:
    """Measure how far a point lies outside the body."""
    polygons = outlines_of(view)
    if any(is_inside(point, polygon) for polygon in polygons):
        return 0
    return min(way_to(point, a, b) for polygon in polygons for a, b in pairwise(polygon))


def way_to(point: Point, a: Point, b: Point) -> float:
    """Measure the way from a point to the line between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy or 1)
    share = min(1.0, max(0.0, along))
    return dist(point, (a[0] + share * dx, a[1] + share * dy))


def area_of(curve: Curve) -> float:
    points = curve.points()
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(points))) / 2


def wholes_of(slug: str) -> set[str]:
    parent = TREE[slug].get("parent")
    return {slug, *wholes_of(parent)} if parent else {slug}


def parts_of(slug: str) -> set[str]:
    """Name every node inside a node, through groups and functional groups."""
    inside = [s for s, record in TREE.items() if record.get("parent") == slug]
    inside += TREE[slug].get("members", [])
    return {slug}.union(*(parts_of(part) for part in inside))


@pytest.mark.parametrize(
    "record",
    [
        {"muscle": "soleus"},
        {"loop": "0,0 1,0 1,1"},
        {"muscle": "soleus", "tissue": "bone", "loop": "0,0 1,0 1,1"},
        {"muscle": "soleus", "loop": "0,0 1,0 1,1", "cord": "0,0 1,1"},
        {"muscle": "soleus", "edges": ["0,0 1,0 1,1"]},
        {"muscle": "soleus", "loop": "0,0 1,0 1,1", "colour": "red"},
    ],
)
def test_a_part_that_is_not_one_thing_in_one_form_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PartRecord.model_validate(record)


def test_every_drawn_muscle_is_in_the_tree() -> None:
    drawn = {muscle for drawing in DRAWINGS.values() for muscle in drawing.muscles}

    assert drawn <= TREE.keys()
    assert len(drawn) > 60


def test_what_is_drawn_has_no_parts_of_its_own() -> None:
    drawn = {muscle for drawing in DRAWINGS.values() for muscle in drawing.muscles}
    parents = {record.get("parent") for record in TREE.values()}

    assert drawn & parents == set()


def test_every_muscle_of_the_tree_is_drawn_or_told_why_not() -> None:
    drawn = {muscle for drawing in DRAWINGS.values() for muscle in drawing.muscles}
    shown = {whole for muscle in drawn for whole in wholes_of(muscle)}
    silent = {
        slug
        for slug, record in TREE.items()
        if slug not in shown and record["kind"] != "functional"
    }

    told = {slug for slug in silent if wholes_of(slug) & unseen().keys()}
    empty = {
        slug
        for slug in silent - told
        if all(part in told for part in TREE if slug in wholes_of(part) and part != slug)
    }

    assert silent - told - empty == set()
    assert unseen().keys() <= silent


def test_every_functional_group_shows_in_a_member() -> None:
    drawn = {muscle for drawing in DRAWINGS.values() for muscle in drawing.muscles}
    shown = {whole for muscle in drawn for whole in wholes_of(muscle)}
    shown |= {slug for muscle in drawn for slug in TREE if muscle in parts_of(slug)}
    functional = {slug for slug, record in TREE.items() if record.get("members")}

    assert functional - shown == set()


@pytest.mark.parametrize(("view", "part"), PARTS, ids=name_of)
def test_a_part_is_closed_not_empty_and_inside_the_body(view: View, part: Part) -> None:
    drawing = DRAWINGS[view]

    for border in part.borders:
        points = border.points(3)
        assert border.closed == (part.tissue != "cord")
        assert border.path.endswith("z") == border.closed
        assert not border.closed or points[0] == points[-1]
        assert not border.closed or area_of(border) > 20
        assert all(abs(x) <= drawing.width / 2 and 0 <= y <= HEIGHT for x, y in points)
        assert [p for p in points if beyond(view, p) > OVERHANG] == []
        if drawing.mirrored:
            assert all(x >= 0 for x, _ in points)  # Else it would lie over its mirror image.


@pytest.mark.parametrize("view", [View.front, View.back])
def test_half_an_outline_runs_from_midline_to_midline(view: View) -> None:
    (half,) = DRAWINGS[view].outline
    points = half.points()

    assert points[0][0] == points[-1][0] == 0
    assert all(x >= 0 for x, _ in points)
    assert points[0][1] == 0


def test_a_runner_is_seven_and_a_half_heads_tall_and_half_of_it_legs() -> None:
    (half,) = DRAWINGS[View.front].outline
    crotch = half.points()[-1][1]
    chin = max(y for line in DRAWINGS[View.front].lines[:1] for _, y in line.points())
    sole = max(y for _, y in half.points())

    assert 7.3 < sole / chin < 7.7
    assert 0.47 < 1 - crotch / sole < 0.5  # The hip joint lies above the crotch: half and half.


def test_the_views_agree_on_where_muscles_lie() -> None:
    """A muscle that two views show at the surface has its middle at about one height in both."""
    heights: dict[tuple[str, bool, View], list[float]] = {}
    for view, part in PARTS:
        ys = [y for border in part.borders for _, y in border.points()]
        heights.setdefault((part.muscle or "", part.deep, view), []).extend(ys)
    both = [
        (muscle, ys, heights[muscle, deep, View.back])
        for (muscle, deep, view), ys in heights.items()
        if muscle and view is View.front and (muscle, deep, View.back) in heights
    ]

    apart = [
        muscle
        for muscle, one, other in both
        if max(min(one), min(other)) > min(max(one), max(other))
    ]

    assert len(both) > 10
    assert apart == []
