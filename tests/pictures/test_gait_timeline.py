"""The gait timeline: one well-formed picture that says all it shows in words."""

import re
from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from app.pictures.bands import Band, Row, Section
from app.pictures.cycle import Phase, x_of
from app.pictures.gait_timeline import Timeline, draw_gait_timeline
from app.pictures.legend import Scale
from app.schemas.pictures import Theme
from tests.pictures.boxes import SVG, meetings

HOSTILE = '</title><script>alert("1")</script>\x00&'
LOADING = Phase("loading", "Loading", 0, 18.5)
PUSH_OFF = Phase("push-off", "Push-off", 18.5, 35.2)
TOE_OFF = Phase("toe-off", "Toe-off", 35.2, 35.2)
STANCE = Phase("stance", "Stance", 0, 35.2)
CYCLE = Phase("whole-cycle", "Whole cycle", 0, 100)
FOUND = Timeline(
    title="Soleus",
    subtitle="Lifts the body.",
    phases=[LOADING, PUSH_OFF, TOE_OFF, STANCE, CYCLE],
    sections=[
        Section(
            "Power",
            (
                Row(
                    "Propulsion",
                    (
                        Band(PUSH_OFF, ("0.46 D",), "Drives propulsion, share 39 %", 0.46),
                        Band(PUSH_OFF, ("0.90 C",), "Opposes it", 0.9, opposes=True),
                        Band(STANCE, ("? A",), "Drives it, how much is not known", None),
                    ),
                    "group",
                ),
            ),
        )
    ],
    scale=Scale("Weight", keys=(("pm-o3", "hatched: opposes"),), numbers=True, hatched=True),
    notes=["Letter: grade."],
    marked=frozenset({"push-off"}),
)


def picture(found: Timeline = FOUND, theme: Theme = Theme.light) -> Xml.Element:
    """Draw a timeline and read it."""
    return Xml.fromstring(draw_gait_timeline(found, theme))  # noqa: S314  (Our own bytes.)


def bands(root: Xml.Element) -> list[tuple[str, str, float, float]]:
    """Give what is said of each band, its class, and where it begins and ends."""
    return [
        (
            group.findtext(f"{SVG}title") or "",
            rect.get("class", ""),
            float(rect.get("x", 0)),
            float(rect.get("x", 0)) + float(rect.get("width", 0)),
        )
        for group in root.iter(f"{SVG}g")
        if (rect := group.find(f"{SVG}rect")) is not None
    ]


def test_it_is_an_image_with_a_name_and_a_description() -> None:
    root = picture()

    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "gt-title gt-desc")
    assert root.findtext(f"{SVG}title") == "Soleus"
    assert root.findtext(f"{SVG}desc") == (
        "Lifts the body. Power: Propulsion: push-off 0.46 D, push-off against it 0.90 C, "
        "stance ? A."
    )


def test_bands_are_coloured_hatched_or_only_outlined() -> None:
    assert [(said, how) for said, how, _, _ in bands(picture())] == [
        ("Drives propulsion, share 39 %", "pm-s3"),
        ("Drives it, how much is not known", "pm-q"),
        ("Opposes it", "pm-o5"),
    ]


def test_bands_are_inside_their_phases() -> None:
    (pushes, _, left, right), *_ = bands(picture())

    assert pushes.startswith("Drives")
    assert x_of(18.5) <= left < right <= x_of(35.2)


def test_the_band_of_an_instant_can_be_seen() -> None:
    band = Band(TOE_OFF, ("1.00 A",), "Leaves", 1.0)
    found = replace(FOUND, sections=[Section("", (Row("", (band,)),))])

    ((_, _, left, right),) = bands(picture(found))

    assert (right - left) == pytest.approx(6)


def test_what_is_marked_is_marked_at_the_runner_on_the_axis_and_over_the_rows() -> None:
    marks = [
        r for r in picture().iter(f"{SVG}rect") if r.get("class") in ("pm-mark", "pm-part pm-on")
    ]

    assert len(marks) == 3
    assert not [
        r
        for r in picture(replace(FOUND, marked=frozenset())).iter(f"{SVG}rect")
        if "pm-mark" in r.get("class", "")
    ]


def test_the_axis_names_stance_and_not_the_whole() -> None:
    texts = ["".join(one.itertext()) for one in picture().iter(f"{SVG}text")]

    assert "Stance, 0 to 35.2 %" in texts
    assert not [text for text in texts if "Whole" in text]
    assert {"0", "20", "40", "60", "80", "100 %"} <= set(texts)


@pytest.mark.parametrize("theme", Theme)
def test_every_reference_stays_inside_and_every_id_is_one(theme: Theme) -> None:
    written = draw_gait_timeline(FOUND, theme).decode()
    root = picture(theme=theme)
    ids = [name for one in root.iter() if (name := one.get("id"))]
    used = {ref[1:] for one in root.iter() if (ref := one.get("href"))}
    hatched = {name for name in ids if name.startswith("pm-x")}

    assert len(ids) == len(set(ids))
    assert used <= set(ids)
    assert hatched == {"pm-x3", "pm-x5"}
    assert not re.search(
        r"<(script|image|foreignObject|a)\b|\son\w+=|@import|https?://(?!www\.w3\.org/2000/svg)",
        written,
    )
    assert ("@media(prefers-color-scheme:dark)" in written) == (theme is Theme.auto)


def test_hostile_texts_stay_text() -> None:
    band = Band(replace(PUSH_OFF, name=HOSTILE), (HOSTILE,), HOSTILE, 0.5)
    found = Timeline(
        title=HOSTILE,
        subtitle=HOSTILE,
        phases=[replace(LOADING, name=HOSTILE)],
        sections=[Section(HOSTILE, (Row(HOSTILE, (band,), HOSTILE),))],
        scale=Scale(HOSTILE, keys=(("pm-q", HOSTILE),)),
        notes=[HOSTILE],
    )

    root = picture(found)

    assert root.find(f".//{SVG}script") is None
    assert root.findtext(f"{SVG}title") == HOSTILE.replace("\x00", "\ufffd")


def test_a_cycle_without_phases_or_rows_is_still_a_picture() -> None:
    root = picture(replace(FOUND, phases=[], sections=[]))

    assert root.findtext(f"{SVG}desc") == "Lifts the body."
    assert meetings(root) == []


def test_texts_do_not_meet() -> None:
    assert meetings(picture()) == []


def test_the_same_question_gives_the_same_bytes() -> None:
    assert draw_gait_timeline(FOUND, Theme.auto) == draw_gait_timeline(FOUND, Theme.auto)
