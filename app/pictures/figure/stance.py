"""Stand the body on its contacts: from what poses say to where every segment is.

The first contact carries the body. A limb that touches something else swings from hip or shoulder
until it does; one that touched it in the pose before bends to stay where it was. Feet, palms, shins
and forearms that are on something lie flat on it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.domain.figures import FLOOR, Contact, Figure, Item, Motion, Pose
from app.pictures.figure.contacts import (
    GRIPPED,
    POINTS,
    SLIDING,
    Surface,
    centre_of,
    parts_of,
)
from app.pictures.figure.skeleton import Angles, Body, angles_in, kind_of
from app.pictures.figure.solve import Room, Solver
from app.pictures.figure.space import ORIGIN, UP, Vector, add, dot, length, scale, subtract


@dataclass(frozen=True)
class Stance:
    """A pose on its contacts."""

    pose: Pose
    angles: Angles
    root: Vector
    body: Body
    touched: tuple[Contact, ...]
    """What its parts touch in the room."""
    stays: Mapping[str, Vector]
    """Where the parts were in the pose before that stay on what they touch."""

    def slides(self) -> Iterator[tuple[str, float]]:
        """Say how far each part that stays down has moved, in cm."""
        for part, before in self.stays.items():
            yield part, length(subtract(centre_of(self.body, part), before))


@dataclass(frozen=True)
class Scene:
    """All poses of a figure on their contacts, and where the things of the room are."""

    figure: Figure
    stances: tuple[Stance, ...]
    room: Mapping[str, Surface]

    def gaps(self, stance: Stance) -> Iterator[tuple[Contact, float]]:
        """Say how far each part is above (below: negative) what it touches, in cm."""
        for contact in stance.touched:
            surface, radius = self.room[contact.thing], POINTS[kind_of(contact.part)].radius
            away = subtract(centre_of(stance.body, contact.part), surface.point)
            yield contact, dot(surface.normal, away) - radius


@lru_cache(maxsize=512)
def set_scene(figure: Figure) -> Scene:
    """Put every pose of a figure on its contacts, each after the one before."""
    items = {item.thing.value: item for item in figure.things}
    room = Room({FLOOR: Surface(ORIGIN, UP)}, items, figure.view)
    stances: list[Stance] = []
    for pose in figure.poses:
        stances.append(_stand(pose, stances[-1] if stances else None, room))
    return Scene(figure, tuple(stances), room.surfaces)


def _stand(pose: Pose, before: Stance | None, room: Room) -> Stance:
    """Put one pose on its contacts; a thing that is touched for the first time gets its place."""
    touched, held = [], []
    for contact in pose.touches:
        item = room.items.get(contact.thing)
        if item is None or item.at is None:
            touched.append(contact._replace(part=_as_gripped(contact.part, item)))
        else:
            held.append((contact, item))
    stays = _resting(before, touched) if before else {}
    solver = Solver(angles_in(pose), stays)
    solver.settle(touched, room, before.root if before else None, pose.rise)
    for contact, item in held:
        solver.grasp(contact, item)
    return Stance(pose, solver.angles, solver.root, solver.body, tuple(touched), stays)


def _as_gripped(part: str, item: Item | None) -> str:
    """Name a hand on a bar as what it is: a hand that holds on."""
    if item is not None and item.thing in GRIPPED:
        return part.replace("_hand", "_grip")
    return part


def _resting(before: Stance, touched: Sequence[Contact]) -> dict[str, Vector]:
    """Say where the parts are that rested already on what they touch; of a foot, each part."""
    stays: dict[str, Vector] = {}
    for part, thing in touched:
        for other, other_thing in before.touched:
            if thing == other_thing and thing not in SLIDING:
                same = [one for one in parts_of(part) if one in parts_of(other)]
                stays |= {one: centre_of(before.body, one) for one in same}
    return stays


def between(scene: Scene, shares: Sequence[float]) -> Iterator[tuple[int, float, Body]]:
    """Give the body on its way: the number of the pose that it left, how far it is, and the body.

    `shares` say how far, 0 first; what touches the same thing in both poses stays there.
    """
    stances = list(scene.stances)
    if scene.figure.motion is Motion.round and len(stances) > 1:
        stances.append(stances[0])
    for number, (a, b) in enumerate(pairwise(stances)):
        for share in shares:
            yield number, share, _on_the_way(scene, a, b, share) if share else a.body
    yield len(stances) - 1, 0.0, stances[-1].body


def _on_the_way(scene: Scene, a: Stance, b: Stance, share: float) -> Body:
    """Give the body between two poses: angles half-way, what stays down where it was."""
    angles = {name: one + share * (b.angles[name] - one) for name, one in a.angles.items()}
    root = add(scale(a.root, 1 - share), scale(b.root, share))
    touched = list(_shared(a, b))
    solver = Solver(angles, _resting(a, touched), root)
    if touched:
        items = {item.thing.value: item for item in scene.figure.things}
        solver.settle(touched, Room(dict(scene.room), items, scene.figure.view), root)
    return solver.body


def _shared(a: Stance, b: Stance) -> Iterator[Contact]:
    """Give what stays down from one pose to another; of a foot, the part of it that does."""
    for one in a.touched:
        for other in b.touched:
            if one.thing == other.thing and one.part in parts_of(other.part):
                yield one
            elif one.thing == other.thing and other.part in parts_of(one.part):
                yield other
