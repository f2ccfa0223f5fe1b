"""Rules of the poses of figures: joints, contacts, balance, and what is drawn with them."""

from collections.abc import Iterator
from typing import NamedTuple

from app.domain.figures import Place, Thing
from app.pictures.figure.contacts import BASES, lowest_points, segment_of
from app.pictures.figure.screen import project
from app.pictures.figure.skeleton import (
    LIMITS,
    LIMITS_SEEN_NEAR,
    SIDES,
    Body,
    centre_of_mass,
    kind_of,
)
from app.pictures.figure.space import Vector, length
from app.pictures.figure.stance import Scene, Stance, between, set_scene
from app.pictures.figure.things import IN_PAIRS, middle_of, places_of
from app.seeding.read import Seed

# All of these are judgements: what the eye does not see in a picture two metres wide.
GAP_CM, SLIDE_CM, SUNK_CM, SUNK_ON_THE_WAY_CM = 1.5, 2.0, 1.0, 3.0
GRIP_CM = 4.0  # From one hand to the other on a bar, across it.
LEANING_CM = 3.0  # How far the centre of mass may be outside what the body stands on.
NEARLY_LEVEL = 0.9  # The cosine of a slope that one can stand on.
ON_THE_WAY = (0.25, 0.5, 0.75)
LOADS = {Thing.barbell: 0.5, Thing.dumbbell: 0.15, Thing.kettlebell: 0.2, Thing.backpack: 0.15}
"""What things weigh, as shares of the body's mass; a judgement."""
ANYWHERE = {Thing.wall, Thing.mat, Thing.seat, Thing.pad, Thing.plate}
"""Things that stand everywhere, and parts of machines, which no exercise names."""


class Drawn(NamedTuple):
    """An exercise's figure, and where its record stands."""

    place: str
    scene: Scene


def _drawn(seed: Seed) -> Iterator[Drawn]:
    for exercise in seed.exercises:
        if exercise.figure is not None:
            yield Drawn(exercise.place, set_scene(exercise.figure))


def _poses(seed: Seed) -> Iterator[tuple[str, Scene, Stance]]:
    for place, scene in _drawn(seed):
        for stance in scene.stances:
            yield f"{place}: pose {stance.pose.name!r}", scene, stance


def joints_stay_in_range(seed: Seed) -> Iterator[str]:
    """No joint is bent further than joints go, or the wrong way."""
    for place, scene, stance in _poses(seed):
        limits = LIMITS_SEEN_NEAR if scene.figure.close_up else LIMITS
        for name, angle in stance.angles.items():
            low, high = limits[kind_of(name)]
            if not low - 0.5 <= angle <= high + 0.5:
                yield f"{place}: {name} {angle:.0f}, where {low:g} to {high:g} can be"


def soles_turn_with_their_toes(seed: Seed) -> Iterator[str]:
    """A sole that turns inwards takes the toes along: the axis that both turn about is oblique."""
    for place, _, stance in _poses(seed):
        for side in SIDES:
            inwards = stance.angles[f"{side}_inversion"]
            outwards = stance.angles[f"{side}_foot_abduction"]
            if inwards * outwards > 0:
                yield (
                    f"{place}: the {side} sole turns by {inwards:.0f} and its toes by "
                    f"{-outwards:.0f}: one of them inwards, the other outwards"
                )


def contacts_touch(seed: Seed) -> Iterator[str]:
    """What is said to touch something does."""
    for place, scene, stance in _poses(seed):
        for (part, thing), gap in scene.gaps(stance):
            if abs(gap) > GAP_CM:
                side = "above" if gap > 0 else "below"
                yield f"{place}: {part} is {abs(gap):.1f} cm {side} the surface of {thing}"


def contacts_do_not_slide(seed: Seed) -> Iterator[str]:
    """What stays down from one pose to the next stays where it is."""
    for place, _, stance in _poses(seed):
        for part, far in stance.slides():
            if far > SLIDE_CM:
                yield f"{place}: {part} slides by {far:.1f} cm"


def nothing_sinks_into_the_ground(seed: Seed) -> Iterator[str]:
    """No part of the body is below the floor, in a pose or on the way to the next."""
    for place, _, stance in _poses(seed):
        for segment, low in _sunk(stance.body, SUNK_CM).items():
            yield f"{place}: {segment} is {-low:.1f} cm below the floor"
    for place, scene in _drawn(seed):
        for number, share, body in between(scene, ON_THE_WAY):
            if not share:
                continue
            pose = scene.stances[number].pose.name
            for segment, low in _sunk(body, SUNK_ON_THE_WAY_CM).items():
                yield (
                    f"{place}: {share:.0%} of the way from {pose!r}: {segment} is {-low:.1f} cm "
                    "below the floor"
                )


def _sunk(body: Body, most: float) -> dict[str, float]:
    """Give how high the segments are that are deeper than they may be."""
    sunk: dict[str, float] = {}
    for segment, low in lowest_points(body):
        if low < min(-most, sunk.get(segment, 0.0)):
            sunk[segment] = low
    return sunk


def still_poses_balance(seed: Seed) -> Iterator[str]:
    """The centre of mass of a pose that is not moving is over what the body stands on."""
    for place, scene, stance in _poses(seed):
        base = list(_base(scene, stance))
        if stance.pose.moving or not base or not _stands_alone(scene, stance):
            continue
        middle, _ = project(scene.figure.view, centre_of_mass(stance.body, _loads(scene, stance)))
        behind, ahead = min(base) - middle, middle - max(base)
        if max(behind, ahead) > LEANING_CM:
            far, side = (behind, "behind") if behind > ahead else (ahead, "ahead of")
            yield f"{place}: the centre of mass is {far:.0f} cm {side} what carries the body"


def _stands_alone(scene: Scene, stance: Stance) -> bool:
    """Whether nothing but what lies under the body holds it up."""
    level = all(scene.room[thing].normal[2] > NEARLY_LEVEL for _, thing in stance.touched)
    grips = any(part.endswith("_grip") for part, _ in stance.touched)
    pulled = any(item.pulls_from is not None for item in scene.figure.things)
    return level and not grips and not pulled


def _base(scene: Scene, stance: Stance) -> Iterator[float]:
    """Give how far what the body stands on reaches, across the picture."""
    for part, _ in stance.touched:
        for kind, local, around in BASES.get(kind_of(part), ()):
            segment = stance.body[segment_of(stance.body, part, kind)]
            middle, _ = project(scene.figure.view, segment.at(local))
            yield from (middle - around, middle + around)


def _loads(scene: Scene, stance: Stance) -> list[tuple[float, Vector]]:
    return [
        (LOADS[item.thing], at)
        for item in scene.figure.things
        if item.at is not None and item.thing in LOADS
        for at in [middle_of(places_of(stance.body, item.at))]
    ]


def hands_meet_what_they_hold(seed: Seed) -> Iterator[str]:
    """Two hands on one thing are where it is, seen along the way that it lies."""
    for place, scene, stance in _poses(seed):
        for item in scene.figure.things:
            if item.at is Place.hands and item.pulls_from is None and item.thing not in IN_PAIRS:
                right, left = places_of(stance.body, Place.hands)
                apart = length((right[0] - left[0], 0.0, right[2] - left[2]))
                if apart > GRIP_CM:
                    yield f"{place}: the hands on the {item.thing.value} are {apart:.1f} cm apart"


def drawn_things_are_needed(seed: Seed) -> Iterator[str]:
    """What is drawn belongs to the exercise, but for what stands everywhere."""
    for exercise in seed.exercises:
        if exercise.figure is None:
            continue
        known = {slug for way in exercise.equipment for slug in way} | {*exercise.helpful}
        for item in exercise.figure.things:
            if item.thing not in ANYWHERE and item.thing.value not in known:
                yield f"{exercise.place}: {item.thing.value!r} is drawn, and is no equipment of it"
