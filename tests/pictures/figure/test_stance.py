"""Bodies on their contacts: lengths that stay, parts that touch, feet that do not slide."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.figures import Figure
from app.pictures.figure.contacts import centre_of, lowest_points
from app.pictures.figure.skeleton import (
    ENDS,
    LIMITS,
    SIDES,
    SOLE,
    STATURE,
    Angles,
    centre_of_mass,
    end_of,
    kind_of,
    place,
)
from app.pictures.figure.space import ORIGIN, length, subtract
from app.pictures.figure.stance import Scene, between, set_scene
from app.seeding.read import read_seed
from app.settings import ROOT

NAMES = [name for name in LIMITS if name in ("lean", "roll", "neck") or name.startswith("spine")]
NAMES += [f"{side}_{name}" for side in SIDES for name in LIMITS if name not in NAMES]
DRAWN = {
    exercise.slug: exercise.figure
    for exercise in read_seed(ROOT / "seed").exercises
    if exercise.figure is not None
}


@st.composite
def possible_angles(draw: st.DrawFn) -> Angles:
    """Draw any angles that joints can have."""
    return {name: draw(st.floats(*LIMITS[kind_of(name)])) for name in NAMES}


def scene_of(*poses: dict[str, Any], things: list[dict[str, Any]] | None = None) -> Scene:
    named = [{"name": "start" if n == 0 else f"pose-{n}", **p} for n, p in enumerate(poses)]
    return set_scene(Figure.model_validate({"poses": named, "things": things or []}))


@given(possible_angles())
def test_no_pose_changes_the_length_of_a_segment(angles: Angles) -> None:
    body = place(angles, (3.0, 2.0, 90.0))

    for parent, child in (("thigh", "shank"), ("shank", "foot"), ("upper_arm", "forearm")):
        for side in SIDES:
            bone = subtract(body[f"{side}_{child}"].origin, body[f"{side}_{parent}"].origin)
            assert length(bone) == pytest.approx(length(ENDS[parent]))
    assert len(body) == 3 + 2 * 7


def test_a_body_at_rest_stands_upright_and_is_as_tall_as_it_should_be() -> None:
    (stance,) = scene_of({"contacts": ["feet"]}).stances

    assert stance.body["right_foot"].origin[2] == pytest.approx(SOLE)
    assert min(low for _, low in lowest_points(stance.body)) == pytest.approx(0, abs=0.01)
    assert end_of(stance.body, "head")[2] == pytest.approx(STATURE, rel=0.02)
    assert centre_of_mass(stance.body)[2] == pytest.approx(0.57 * STATURE, rel=0.03)


@pytest.mark.parametrize(
    ("angle", "segment", "axis", "sign"),
    [
        ("right_hip", "right_shank", 0, 1),
        ("right_hip_abduction", "right_shank", 1, -1),
        ("left_hip_abduction", "left_shank", 1, 1),
        ("right_knee", "right_foot", 0, -1),
        ("right_ankle", "right_toes", 2, 1),
        ("right_foot_abduction", "right_toes", 1, -1),
        ("left_foot_abduction", "left_toes", 1, 1),
        ("right_shoulder", "right_hand", 0, 1),
        ("left_shoulder_abduction", "left_hand", 1, 1),
        ("right_elbow", "right_hand", 0, 1),
        ("lean", "head", 0, 1),
        ("roll", "head", 1, -1),
        ("spine", "head", 0, 1),
        ("spine_bend", "head", 1, -1),
    ],
)
def test_a_positive_angle_bends_the_way_that_is_written(
    angle: str, segment: str, axis: int, sign: int
) -> None:
    at_rest = dict.fromkeys(NAMES, 0.0)

    before = place(at_rest, ORIGIN)[segment].origin
    after = place(at_rest | {angle: 30.0}, ORIGIN)[segment].origin

    assert (after[axis] - before[axis]) * sign > 1


def test_outward_rotation_turns_toes_and_forearms_outwards() -> None:
    turned = dict.fromkeys(NAMES, 0.0)
    turned |= {f"{s}_{j}_rotation": 30.0 for s in SIDES for j in ("hip", "shoulder")}
    turned |= {f"{side}_elbow": 90.0 for side in SIDES}

    body = place(turned, ORIGIN)

    for side, y in SIDES.items():
        assert (end_of(body, f"{side}_foot")[1] - body[f"{side}_foot"].origin[1]) * y > 1
        assert (body[f"{side}_hand"].origin[1] - body[f"{side}_forearm"].origin[1]) * y > 1


def test_a_flat_foot_stays_where_it_is_while_the_knees_bend() -> None:
    bent = {"contacts": ["feet"], "lean": 35, "both": {"hip": 100, "knee": 100}}

    start, down = scene_of({"contacts": ["feet"]}, bent).stances

    for side in SIDES:
        assert down.body[f"{side}_foot"].origin == pytest.approx(start.body[f"{side}_foot"].origin)
        assert down.angles[f"{side}_ankle"] == pytest.approx(35)
    assert max(far for _, far in down.slides()) < 0.01


def test_the_heels_rise_over_toes_that_stay() -> None:
    start, top = scene_of(
        {"contacts": ["feet"]}, {"contacts": ["toes"], "both": {"ankle": -30}}
    ).stances

    assert centre_of(top.body, "left_toes") == pytest.approx(centre_of(start.body, "left_toes"))
    assert centre_of(top.body, "left_heel")[2] > centre_of(start.body, "left_heel")[2] + 5
    assert top.angles["left_toes"] == pytest.approx(30)


@pytest.mark.parametrize(("side", "inwards"), [("right", 1), ("left", -1)])
def test_a_foot_tilts_over_its_inner_edge_which_stays(side: str, inwards: int) -> None:
    tilted = {"contacts": [f"{side}_inner_edge"], side: {"inversion": -10}}
    start, tilt = scene_of({"contacts": [f"{side}_foot"]}, tilted).stances

    edge = f"{side}_inner_edge"
    assert centre_of(tilt.body, edge) == pytest.approx(centre_of(start.body, edge))
    assert centre_of(tilt.body, edge)[2] == pytest.approx(0)
    foot = tilt.body[f"{side}_foot"]
    assert foot.at((8.0, -4.2 * inwards, -SOLE))[2] == pytest.approx(8.4 * 0.174, abs=0.01)
    assert foot.origin[1] * inwards > start.body[f"{side}_foot"].origin[1] * inwards


def test_a_limb_that_stays_bends_to_where_it_was() -> None:
    start, low = scene_of(
        {"contacts": ["right_foot", "left_toes"], "right": {"hip": 30}, "left": {"hip": -25}},
        {"contacts": ["right_foot", "left_toes"], "right": {"hip": 85, "knee": 80}},
    ).stances

    assert centre_of(low.body, "left_toes") == pytest.approx(centre_of(start.body, "left_toes"))
    assert low.angles["left_knee"] > 30


def test_a_limb_swings_to_what_it_touches_first() -> None:
    scene = scene_of(
        {"contacts": ["left_foot", "right_foot on step"], "right": {"hip": 40, "knee": 70}},
        things=[{"thing": "step", "height": 30}],
    )

    (stance,) = scene.stances
    assert stance.body["right_foot"].origin[2] == pytest.approx(30 + SOLE)
    assert stance.angles["right_knee"] == 70
    assert scene.room["step"].point[0] == pytest.approx(stance.body["right_foot"].origin[0])


def test_a_hand_takes_what_the_trunk_carries() -> None:
    scene = scene_of(
        {"contacts": ["feet", "hands on barbell"]},
        things=[{"thing": "barbell", "at": "shoulders"}],
    )

    (stance,) = scene.stances
    shoulder = stance.body["right_upper_arm"].origin
    assert centre_of(stance.body, "right_grip")[2] > shoulder[2] - 5
    assert stance.body["right_hand"].origin[1] < -20


def test_a_body_hangs_from_its_hands() -> None:
    (stance,) = scene_of(
        {"contacts": ["hands on pull-up-bar"], "both": {"shoulder": 178}},
        things=[{"thing": "pull-up-bar", "height": 230}],
    ).stances

    assert centre_of(stance.body, "left_grip")[2] == pytest.approx(230)
    assert min(low for _, low in lowest_points(stance.body)) > 5


def test_a_wall_is_where_the_back_meets_it_and_a_foot_may_lie_against_it() -> None:
    scene = scene_of(
        {"contacts": ["feet", "back on wall"], "both": {"hip": 90, "knee": 90}},
        things=[{"thing": "wall", "slope": -90}],
    )

    assert max(abs(gap) for _, gap in scene.gaps(scene.stances[0])) < 0.01
    assert scene.room["wall"].normal == pytest.approx((1, 0, 0))


def test_what_flies_has_its_lowest_point_at_its_height() -> None:
    (stance,) = scene_of({"rise": 12}).stances

    assert min(low for _, low in lowest_points(stance.body)) == pytest.approx(12)


@pytest.mark.parametrize("slug", DRAWN)
def test_a_drawn_exercise_keeps_its_feet_where_they_are_on_the_way(slug: str) -> None:
    scene = set_scene(DRAWN[slug])
    stays = [
        [part for part, thing in b.touched if (part, thing) in a.touched and part in b.stays]
        for a, b in zip(scene.stances, scene.stances[1:], strict=False)
    ]

    for number, _, body in between(scene, (0.0, 0.3, 0.7)):
        for part in stays[number] if number < len(stays) else ():
            was = centre_of(scene.stances[number].body, part)
            assert length(subtract(centre_of(body, part), was)) < 2.5, (part, number)
