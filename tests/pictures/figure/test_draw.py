"""Figures as SVG: small, named, still for those who want it, the same every time."""

import re
from xml.etree import ElementTree as Tree

import pytest

from app.domain.figures import Figure, Place, Thing, View
from app.pictures.figure.draw import Told, draw_figure
from app.pictures.figure.screen import film_of
from app.pictures.figure.shapes import outlines_of
from app.pictures.figure.stance import set_scene
from app.pictures.figure.things import draw_things
from app.schemas.pictures import FixedTheme
from app.settings import ROOT
from tests.pictures.figure.test_stance import DRAWN

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 12_288
TOLD = Told("heel-raise", "Heel & <toe>", 'Says "up" & <down>.')
RAISE = Figure.model_validate(
    {
        "poses": [
            {"name": "start", "contacts": ["feet"]},
            {"name": "top", "contacts": ["toes"], "lean": 5, "both": {"ankle": -30}},
        ]
    }
)


def drawn(figure: Figure, still: str | None = None, theme: FixedTheme = FixedTheme.light) -> str:
    return draw_figure(figure, TOLD, still, theme).decode()


def read(text: str) -> Tree.Element:
    return Tree.fromstring(text)  # noqa: S314  (It is our own.)


def test_a_figure_says_its_name_and_what_it_shows() -> None:
    root = read(drawn(RAISE))

    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert (title.text, described.text) == (TOLD.name, TOLD.summary)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"


def test_a_figure_moves_only_for_those_who_like_it() -> None:
    text = drawn(RAISE)

    outside = re.sub(r"@media \(prefers-reduced-motion:no-preference\)\{\.\w+\{[^}]*\}\}", "", text)
    assert "@keyframes" in text
    assert "alternate" in text
    assert "animation:" not in outside
    assert "<script" not in text


def test_a_still_does_not_move_and_differs_from_the_other() -> None:
    start, top = drawn(RAISE, "start"), drawn(RAISE, "top")

    assert "animation" not in start + top
    assert start != top
    at_rest = re.sub(r' style="[^"]*"| f\w+m(?=")|<style>.*</style>', "", drawn(RAISE))
    assert re.sub(r"<style>.*</style>", "", top) == at_rest


def test_feet_that_stay_need_no_keyframes() -> None:
    squat = Figure.model_validate(
        {
            "poses": [
                {"name": "start", "contacts": ["feet"]},
                {"name": "low", "contacts": ["feet"], "lean": 30, "both": {"hip": 90, "knee": 90}},
            ]
        }
    )

    feet = re.findall(r'<use href="#f\w+(?:foot|toes)"[^>]*>', drawn(squat))

    assert len(feet) == 4
    assert not any("animation" in foot for foot in feet)


def test_a_round_goes_on_to_the_first_pose() -> None:
    text = drawn(RAISE.model_copy(update={"motion": "round"}))

    assert "infinite}" in text
    assert "alternate" not in text


def test_each_theme_has_colours_of_its_own() -> None:
    texts = {drawn(RAISE, theme=theme) for theme in FixedTheme}

    assert len(texts) == len(FixedTheme)
    for text in texts:
        assert set(re.findall(r'class="(\w[\w-]*)', text)) <= set(re.findall(r"\.([\w-]+)\{", text))


def test_figures_inside_one_page_do_not_meet_in_their_names() -> None:
    other = draw_figure(RAISE, Told("squat", "Squat", "Sits."), None, FixedTheme.light).decode()

    ours, theirs = (set(re.findall(r'id="(\w+)"', text)) for text in (drawn(RAISE), other))
    assert ours
    assert not ours & theirs


@pytest.mark.parametrize("view", View)
def test_a_camera_sees_the_whole_body(view: View) -> None:
    text = drawn(RAISE.model_copy(update={"view": view}), "top")

    assert set(re.findall(r'href="#f[a-z0-9]{4}(\w+)"', text)) == set(outlines_of(view))


@pytest.mark.parametrize("thing", Thing)
@pytest.mark.parametrize("view", [View.side, View.front])
def test_each_thing_can_be_drawn_held_and_standing(thing: Thing, view: View) -> None:
    for item in (
        {"thing": thing, "at": Place.hands},
        {"thing": thing, "height": 30},
        {"thing": thing, "at": Place.right_foot, "pulls_from": 80, "height": 90},
    ):
        data = {"view": view, "things": [item], "poses": RAISE.model_dump()["poses"]}
        scene = set_scene(Figure.model_validate(data))

        assert list(draw_things(scene, film_of(scene))), item


@pytest.mark.parametrize("slug", DRAWN)
def test_a_drawn_exercise_is_a_small_document_that_repeats(slug: str) -> None:
    told = Told(slug, "Name", "Summary.")

    first = draw_figure(DRAWN[slug], told, None, FixedTheme.light)

    set_scene.cache_clear()
    assert draw_figure(DRAWN[slug], told, None, FixedTheme.light) == first
    assert len(first) <= MOST_BYTES
    assert read(first.decode()).tag == f"{SVG}svg"
    assert not re.search(rb"\bnan\b", first)


def test_no_two_exercises_share_the_names_of_their_parts() -> None:
    slugs = [path.stem for path in (ROOT / "seed" / "exercises").glob("*.toml")]

    drawn = [draw_figure(RAISE, Told(slug, "a", "b"), None, FixedTheme.light) for slug in slugs]
    marks = {mark for one in drawn for mark in re.findall(rb'<title id="(f[a-z0-9]+)"', one)}

    assert len(marks) == len(slugs) > 250
