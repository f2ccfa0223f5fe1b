"""The rules of poses, each shown failing on a figure that breaks it and nothing else."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.domain.figures import Figure
from app.pictures.figure.skeleton import LIMB, LIMITS, TRUNK
from app.seeding.read import read_seed
from app.seeding.rules import Rule, check, poses
from tests.seeding.breaches import Breach, faults_of, named
from tests.seeding.changes import Changes, edited
from tests.world import write_world

HEEL_RAISE = "exercises/heel-raise.toml"
TOP = "both = { ankle = -30 }"
START = 'contacts = ["feet"]'
MAT = 'things = [{ thing = "mat" }]'

CASES: list[Breach] = [
    (
        poses.drawn_things_are_needed,
        edited(
            HEEL_RAISE, (MAT, 'things = [{ thing = "mat" }, { thing = "band", at = "thighs" }]')
        ),
        [f"{HEEL_RAISE}: 'band' is drawn, and is no equipment of it"],
    ),
    (
        poses.joints_stay_in_range,
        edited(HEEL_RAISE, (TOP, "both = { ankle = -30, elbow = -20 }\nneck = 70")),
        [
            f"{HEEL_RAISE}: pose 'top': neck 70, where -60 to 60 can be",
            f"{HEEL_RAISE}: pose 'top': right_elbow -20, where -5 to 150 can be",
            f"{HEEL_RAISE}: pose 'top': left_elbow -20, where -5 to 150 can be",
        ],
    ),
    (
        poses.joints_stay_in_range,
        edited(
            HEEL_RAISE,
            (MAT, f'{MAT}\nclose_up = "feet"'),
            (TOP, "both = { ankle = -30, inversion = -18 }"),
        ),
        [
            f"{HEEL_RAISE}: pose 'top': right_inversion -18, where -15 to 30 can be",
            f"{HEEL_RAISE}: pose 'top': left_inversion -18, where -15 to 30 can be",
        ],
    ),
    (
        poses.soles_turn_with_their_toes,
        edited(HEEL_RAISE, (TOP, f"{TOP}\nleft = {{ inversion = 8, foot_abduction = 5 }}")),
        [
            f"{HEEL_RAISE}: pose 'top': the left sole turns by 8 and its toes by -5: one of them "
            "inwards, the other outwards"
        ],
    ),
    (
        poses.contacts_touch,
        edited(HEEL_RAISE, (START, 'contacts = ["feet", "seat"]')),
        [f"{HEEL_RAISE}: pose 'start': seat is 80.6 cm above the surface of floor"],
    ),
    (
        poses.contacts_do_not_slide,
        edited(
            HEEL_RAISE, (f'["toes"]\nlean = 5\n{TOP}', '["feet"]\nboth = { hip_rotation = 30 }')
        ),
        [
            f"{HEEL_RAISE}: pose 'top': right_toes slides by 6.5 cm",
            f"{HEEL_RAISE}: pose 'top': right_inner_edge slides by 4.7 cm",
            f"{HEEL_RAISE}: pose 'top': left_toes slides by 6.5 cm",
            f"{HEEL_RAISE}: pose 'top': left_inner_edge slides by 4.7 cm",
        ],
    ),
    (
        poses.nothing_sinks_into_the_ground,
        edited(HEEL_RAISE, (START, 'contacts = ["right_foot"]\nleft = { ankle = -20 }')),
        [
            f"{HEEL_RAISE}: pose 'start': left_foot is 4.0 cm below the floor",
            f"{HEEL_RAISE}: pose 'start': left_toes is 5.7 cm below the floor",
            f"{HEEL_RAISE}: 25% of the way from 'start': left_toes is 4.0 cm below the floor",
        ],
    ),
    (
        poses.still_poses_balance,
        edited(HEEL_RAISE, ("lean = 5\n", "")),
        [f"{HEEL_RAISE}: pose 'top': the centre of mass is 6 cm behind what carries the body"],
    ),
    (
        poses.hands_meet_what_they_hold,
        edited(
            HEEL_RAISE,
            (MAT, 'things = [{ thing = "mat", at = "hands" }]'),
            (TOP, "both = { ankle = -30 }\nleft = { elbow = 40 }"),
        ),
        [f"{HEEL_RAISE}: pose 'top': the hands on the mat are 21.1 cm apart"],
    ),
]


@pytest.mark.parametrize(("rule", "changes", "faults"), CASES, ids=named(CASES))
def test_a_figure_that_breaks_one_rule_shows_that_fault_alone(
    rule: Rule, changes: Changes, faults: list[str], tmp_path: Path
) -> None:
    assert faults_of(rule, changes, tmp_path) == (faults, faults)


def test_every_angle_has_a_range() -> None:
    assert set(LIMITS) == {*TRUNK, *LIMB}


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        ({"poses": []}, "at least 1 item"),
        ({"poses": [{"name": "top"}]}, "The first pose is called start, not 'top'."),
        (
            {"poses": [{"name": "start"}, {"name": "start"}]},
            "Each pose has a name of its own: start, start.",
        ),
        ({"poses": [{"name": "start", "contacts": ["nose"]}]}, "'nose' is no contact"),
        (
            {"poses": [{"name": "start", "contacts": ["feet on step"]}]},
            "'step' is touched and not among the things.",
        ),
        (
            {
                "things": [{"thing": "step"}],
                "poses": [{"name": "start", "contacts": ["feet on step"]}],
            },
            "'step' is touched and has no height.",
        ),
        (
            {"things": [{"thing": "mat"}, {"thing": "mat"}], "poses": [{"name": "start"}]},
            "Each thing is drawn once.",
        ),
        ({"poses": [{"name": "start", "both": {"hips": 3}}]}, "Extra inputs are not permitted"),
        ({"poses": [{"name": "start", "lean": 181}]}, "less than or equal to 180"),
    ],
)
def test_what_is_no_figure_is_refused(figure: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(fault)):
        Figure.model_validate(figure)


def test_a_figure_may_be_so(tmp_path: Path) -> None:
    flying = edited(HEEL_RAISE, ('["toes"]\nlean = 5', "[]\nrise = 9\nmoving = true"))

    assert check(read_seed(write_world(tmp_path, flying))) == []
