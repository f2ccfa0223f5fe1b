"""The muscle map: one well-formed picture, whatever the names, that says all it shows in words."""

import re
from itertools import pairwise
from xml.etree import ElementTree as Xml

import pytest

from app.pictures.body_drawing import drawing_of
from app.pictures.legend import Scale
from app.pictures.muscle_map import MuscleMap, draw_muscle_map
from app.pictures.shades import Shade
from app.pictures.steps import step_of
from app.schemas.pictures import MuscleMapParams, View

HOSTILE = '</title><script>alert("1")</script>\x00&'
SVG = "{http://www.w3.org/2000/svg}"
NAMES = {
    muscle: muscle.replace("-", " ").capitalize()
    for view in View
    for muscle in drawing_of(view).muscles
}
FOUND = MuscleMap(
    title="Push-off: power",
    subtitle="What each muscle does.",
    scale=Scale("Weight", keys=(("pm-u", "no share known"),), numbers=True, silence="not known"),
    names=NAMES,
    shades={
        "soleus": Shade(1.0, "1.00", "Drives propulsion."),
        "rectus-femoris": Shade(0.31, "0.31", "Opposes propulsion.", opposes=True),
        "iliacus": Shade(0.2, "0.20", "Drives hip flexion."),
    },
    notes=["Not drawn: Levator ani."],
    marked=frozenset({"gracilis"}),
)


def picture(found: MuscleMap = FOUND, **asked: str) -> Xml.Element:
    """Draw a map and read it."""
    return Xml.fromstring(draw_muscle_map(found, MuscleMapParams(**asked)))  # noqa: S314


def by_id(root: Xml.Element, name: str) -> Xml.Element:
    (found,) = [one for one in root.iter() if one.get("id") == name]
    return found


@pytest.mark.parametrize(
    ("level", "step"), [(0, 1), (0.2, 1), (0.201, 2), (0.6, 3), (0.61, 4), (0.8, 4), (1, 5)]
)
def test_a_level_has_a_step(level: float, step: int) -> None:
    assert step_of(level) == step


def test_it_is_an_image_with_a_name_and_a_description() -> None:
    root = picture()

    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert root.get("aria-labelledby") == "pm-title pm-desc"
    assert by_id(root, "pm-title").text == "Push-off: power"
    assert by_id(root, "pm-desc").text == (
        "What each muscle does. Soleus: 1.00, Rectus femoris: 0.31, Iliacus: 0.20."
    )


def test_a_muscle_carries_its_slug_its_name_and_what_is_known() -> None:
    soleus = by_id(picture(), "pm-front-soleus")

    assert soleus.get("class") == "pm-s5"
    assert soleus.findtext(f"{SVG}title") == "Soleus: 1.00"
    assert soleus.findtext(f"{SVG}desc") == "Drives propulsion."


def test_what_opposes_is_hatched() -> None:
    root = picture()

    assert by_id(root, "pm-front-rectus-femoris").get("class") == "pm-o2"
    assert by_id(root, "pm-x2").tag == f"{SVG}pattern"


def test_what_is_not_known_is_neutral_and_says_so() -> None:
    root = picture()
    deltoid = by_id(root, "pm-front-deltoid")

    assert deltoid.get("class") is None
    assert by_id(root, "pm-front-s").get("class") == "pm-p pm-u"
    assert deltoid.findtext(f"{SVG}title") == "Deltoid: not known"


def test_a_marked_muscle_gets_a_rim_over_all_that_covers_it() -> None:
    root = picture(view="back")
    ids = [one.get("id") for one in root.iter()]

    rim, gracilis = by_id(root, "pm-back-k"), by_id(root, "pm-back-gracilis")

    assert (rim.get("class"), rim.get("d")) == ("pm-k", gracilis.get("d"))
    assert ids.index("pm-back-k") > ids.index("pm-back-d") > ids.index("pm-back-gracilis")


def test_a_muscle_without_a_name_is_a_part_of_the_body_and_no_more() -> None:
    names = {slug: name for slug, name in NAMES.items() if slug != "deltoid"}
    found = MuscleMap(FOUND.title, FOUND.subtitle, FOUND.scale, names, FOUND.shades)

    ids = {one.get("id") for one in picture(found).iter()}

    assert "pm-front-deltoid" not in ids
    assert "pm-front-soleus" in ids


@pytest.mark.parametrize("view", View)
def test_a_view_shows_every_muscle_that_it_draws(view: View) -> None:
    ids = {one.get("id") for one in picture(view=view).iter()}

    assert {f"pm-{view}-{muscle}" for muscle in drawing_of(view).muscles} <= ids
    assert not [name for name in ids for other in View if other != view and name == f"pm-{other}-s"]


@pytest.mark.parametrize("view", ["all", *View])
@pytest.mark.parametrize("labels", ["none", "names", "values"])
@pytest.mark.parametrize("theme", ["light", "dark", "high-contrast", "auto"])
def test_every_reference_stays_inside_and_every_id_is_one(
    view: str, labels: str, theme: str
) -> None:
    root = picture(view=view, labels=labels, theme=theme)
    ids = [name for one in root.iter() if (name := one.get("id"))]
    written = Xml.tostring(root, encoding="unicode")

    assert len(ids) == len(set(ids))
    assert all(name.startswith("pm-") for name in ids)
    assert {ref[1:] for one in root.iter() if (ref := one.get("href"))} <= set(ids)
    assert set(re.findall(r'clip-path="url\(#([^)]*)\)', written)) <= set(ids)
    assert not re.search(
        r"<(ns0:)?(script|image|foreignObject|a)\b|\son\w+=|https?://(?!www\.w3\.org/2000/svg)",
        written,
    )


def test_labels_name_what_is_coloured_and_do_not_meet() -> None:
    root = picture(view="front", labels="values")

    labels = [one for one in root.iter(f"{SVG}text") if "pm-label" in (one.get("class") or "")]

    texts = [one.text for one in labels]
    heights = sorted(float(one.get("y") or 0) for one in labels)
    assert sorted(map(str, texts)) == [
        "Gracilis",
        "Iliacus 0.20",
        "Rectus femoris 0.31",
        "Soleus 1.00",
    ]
    assert all(b - a >= 17 for a, b in pairwise(heights))


def test_hostile_names_stay_text() -> None:
    names = dict.fromkeys(NAMES, HOSTILE)
    shades = {"soleus": Shade(1.0, HOSTILE, HOSTILE)}
    scale = Scale(HOSTILE, keys=(("pm-u", HOSTILE),), silence=HOSTILE)
    found = MuscleMap(HOSTILE, HOSTILE, scale, names, shades, notes=[HOSTILE])

    root = picture(found, labels="values")

    seen = HOSTILE.replace("\x00", "\ufffd")
    assert root.find(f".//{SVG}script") is None
    assert by_id(root, "pm-title").text == seen
    assert by_id(root, "pm-back-soleus").findtext(f"{SVG}title") == f"{seen}: {seen}"


def test_the_same_question_gives_the_same_bytes() -> None:
    params = MuscleMapParams(labels="names")

    assert draw_muscle_map(FOUND, params) == draw_muscle_map(FOUND, params)


def test_the_other_half_is_the_mirror_image_of_the_one_that_is_drawn() -> None:
    root = picture(view="back")

    halves = [one for one in root.iter(f"{SVG}use") if one.get("transform") == "scale(-1 1)"]

    assert {one.get("href") for one in halves} == {
        f"#pm-back-{what}" for what in ("o", "s", "d", "k", "l")
    }
