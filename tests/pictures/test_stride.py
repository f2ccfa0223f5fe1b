"""The runner: whole joints, feet on the ground in stance, and each phase what it is called."""

from itertools import pairwise

import pytest

from app.domain.figures import Figure
from app.pictures.figure.contacts import lowest_points
from app.pictures.figure.skeleton import LIMITS, Body, end_of
from app.pictures.figure.stance import Stance, set_scene
from app.pictures.stride import INSTANTS, LEG, arm_at, leg_at, pose_of, runner_of

ON_GROUND = 0.6  # cm


def stance_of(phase: str) -> Stance:
    return set_scene(Figure(poses=(pose_of(INSTANTS[phase]),))).stances[0]


def lowest(body: Body, side: str) -> float:
    return min(height for part, height in lowest_points(body) if part.startswith(side))


def test_the_cycle_is_closed_and_has_no_jumps() -> None:
    assert leg_at(100) == leg_at(0)
    assert leg_at(-50) == leg_at(50)

    for one, other in pairwise(range(101)):
        for name, angle in leg_at(one).items():
            assert abs(leg_at(other)[name] - angle) < 6, (name, one)


def test_points_of_the_cycle_are_in_order() -> None:
    times = [pct for pct, _ in LEG]

    assert times == sorted(set(times))
    assert (times[0], times[-1] < 100) == (0, True)


@pytest.mark.parametrize("phase", INSTANTS)
def test_no_joint_goes_further_than_it_can(phase: str) -> None:
    for name, angle in stance_of(phase).angles.items():
        low, high = LIMITS[name.removeprefix("right_").removeprefix("left_")]
        assert low <= angle <= high, name


@pytest.mark.parametrize(
    "phase", ["initial-contact", "loading", "midstance", "push-off", "toe-off"]
)
def test_in_stance_the_near_foot_alone_is_on_the_ground(phase: str) -> None:
    body = stance_of(phase).body

    assert abs(lowest(body, "right")) < ON_GROUND
    assert lowest(body, "left") > 3


@pytest.mark.parametrize("phase", ["early-swing", "late-swing"])
def test_in_flight_no_foot_is_on_the_ground(phase: str) -> None:
    body = stance_of(phase).body

    assert min(lowest(body, "right"), lowest(body, "left")) > 3


def test_the_leg_does_what_the_phases_are_called() -> None:
    knees = {phase: stance_of(phase).angles["right_knee"] for phase in INSTANTS}
    ahead = {
        phase: end_of(stance_of(phase).body, "right_shank")[0] - stance_of(phase).root[0]
        for phase in INSTANTS
    }

    assert ahead["initial-contact"] > ahead["loading"] > ahead["midstance"] > ahead["push-off"]
    assert ahead["push-off"] > ahead["toe-off"]
    assert abs(ahead["midstance"]) < 8  # cm: the foot is below the body.
    assert max(knees, key=knees.__getitem__) == "mid-swing"
    assert knees["midstance"] > knees["initial-contact"]
    assert knees["midstance"] > knees["toe-off"]


def test_arms_swing_against_legs() -> None:
    assert arm_at(0)["shoulder"] < arm_at(25)["shoulder"] < arm_at(50)["shoulder"]
    assert leg_at(0)["hip"] > leg_at(50)["hip"]


@pytest.mark.parametrize("phase", INSTANTS)
def test_a_runner_is_drawn_once_and_then_kept(phase: str) -> None:
    assert runner_of(phase) is runner_of(phase)
    assert [limb.attributes.get("class") for limb in runner_of(phase)] == [
        "pm-far", "pm-far", "pm-near", "pm-halo", "pm-leg", "pm-halo", "pm-near",
    ]  # fmt: skip
