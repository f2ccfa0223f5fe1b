"""Labels: each leads to a place where its muscle can be seen, and none lies over another."""

from itertools import pairwise

import pytest

from app.pictures.body_drawing import HEIGHT, drawing_of
from app.pictures.labels import LINE, Label, anchors_of, holds, labels_of
from app.schemas.pictures import View


@pytest.mark.parametrize("view", View)
def test_a_label_leads_to_its_muscle_and_to_no_other(view: View) -> None:
    drawing = drawing_of(view)

    for muscle, point in anchors_of(view).items():
        painted = sorted(drawing.parts, key=lambda part: part.deep)
        seen = [
            part.muscle
            for part in painted
            if part.tissue != "cord" and any(holds(tuple(b.points(4)), point) for b in part.borders)
        ]
        assert seen[-1] == muscle, (muscle, seen)


@pytest.mark.parametrize("view", View)
def test_every_drawn_muscle_can_be_led_to(view: View) -> None:
    assert anchors_of(view).keys() == set(drawing_of(view).muscles)


@pytest.mark.parametrize("view", View)
def test_labels_stand_apart_and_inside_the_view(view: View) -> None:
    drawing = drawing_of(view)

    written = labels_of(drawing, [Label(muscle, muscle) for muscle in drawing.muscles])

    heights = [float(one.attributes["y"]) for one in written if one.name == "text"]
    assert len(heights) == len(drawing.muscles)
    assert all(below - above >= LINE - 1 for above, below in pairwise(heights))
    assert heights[0] > 0
    assert heights[-1] < HEIGHT
