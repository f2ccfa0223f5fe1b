"""Bring a body to its contacts, limb by limb."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, atan2, degrees
from typing import NamedTuple

from app.domain.figures import Contact, Item, View
from app.pictures.figure.contacts import (
    GRIP_Y,
    HELD,
    POINTS,
    Surface,
    centre_of,
    lowest_points,
    normal_of,
    parts_of,
)
from app.pictures.figure.skeleton import BALL, ENDS, FOREARM, SHANK, SIDES, Angles, kind_of, place
from app.pictures.figure.space import (
    NOTHING,
    ORIGIN,
    Matrix,
    Vector,
    add,
    angles_of,
    apply,
    compose,
    cross,
    dot,
    flatten,
    length,
    nearest_turn,
    scale,
    solve_turn,
    subtract,
    transpose,
    turn_about,
    turn_towards,
)

STRAIGHT = -5.0  # Degrees: a knee or elbow that must give way bends and does not buckle.
LYING = 0.7  # From this cosine on, the body lies on its side, and limbs swing sideways.


class Limb(NamedTuple):
    """An arm or a leg: what it hangs on, its two bones and joints, and which way it bends."""

    base: str
    upper: str
    lower: str
    ball: str
    hinge: str
    bends: float


LEG = Limb("pelvis", "thigh", "shank", "hip", "knee", 1.0)
ARM = Limb("thorax", "upper_arm", "forearm", "shoulder", "elbow", -1.0)
LIMBS = dict.fromkeys(("foot", "toes", "heel", "edge", "inner_edge", "instep", "shin", "knee"), LEG)
LIMBS |= dict.fromkeys(("hand", "grip", "forearm"), ARM)
"""The limb of each part; what is not here is of the trunk, and never moved by itself."""
HALF_WAY = frozenset({"shin", "knee", "forearm"})
"""Parts at the end of the upper bone: the lower one has no say in where they are."""


@dataclass
class Room:
    """What stands in the room; a thing gets its place where it is touched for the first time."""

    surfaces: dict[str, Surface]
    items: Mapping[str, Item]
    view: View

    def normal(self, thing: str) -> Vector:
        """Say where the surface of a thing faces."""
        return normal_of(self.items.get(thing), self.view)

    def surface(self, thing: str, near: Vector) -> Surface:
        """Give the surface of a thing; one that is new is put under, or behind, a point."""
        if thing not in self.surfaces:
            normal = self.normal(thing)
            if abs(normal[2]) > NOTHING:
                near = (near[0], near[1], self.items[thing].height or 0.0)
            self.surfaces[thing] = Surface(near, normal)
        return self.surfaces[thing]


class Solver:
    """A body on its way to its contacts."""

    def __init__(self, angles: Angles, stays: Mapping[str, Vector], root: Vector = ORIGIN) -> None:
        """Start from written angles; `stays` says where the parts are that must not move."""
        self.angles = dict(angles)
        self.root = root
        self._stays = stays
        self.body = place(self.angles, root)

    def _set(self, **changed: float) -> None:
        self.angles |= changed
        self.body = place(self.angles, self.root)

    def _move(self, by: Vector) -> None:
        self.root = add(self.root, by)
        self.body = place(self.angles, self.root)

    def settle(
        self, touched: Sequence[Contact], room: Room, before: Vector | None, rise: float = 0.0
    ) -> None:
        """Put the body on what carries it, then every other part on what it touches.

        What does not stay where it was keeps the place of the pelvis `before`; what touches
        nothing has its lowest point `rise` cm above the floor.
        """
        for part, thing in touched:
            self._level(part, room.normal(thing))
        carriers = [one for one in touched if abs(room.normal(one.thing)[2]) > NOTHING]
        carriers.sort(key=lambda one: self._place_kept(one.part) is None)
        carrier = next(iter(carriers), None)
        if carrier is None:
            low = min(low for _, low in lowest_points(self.body))
            self._move((before[0] if before else 0.0, 0.0, rise - low))
        else:
            self._carry(carrier, room, before)
        shins = {part for part, _ in touched if part.endswith("_shin")}
        for one in touched:
            if one.part.replace("_instep", "_shin") in shins and one.part not in shins:
                self._lay_instep(one.part, room.surface(one.thing, self.root))
            elif one != carrier:
                self._touch(one, room)

    def _place_kept(self, part: str) -> Vector | None:
        """Say where a part has to be because it, or another part of its foot, stays down."""
        for one in parts_of(part):
            if one in self._stays:
                away = subtract(centre_of(self.body, part), centre_of(self.body, one))
                return add(self._stays[one], away)
        return None

    def _carry(self, contact: Contact, room: Room, before: Vector | None) -> None:
        """Move the whole body so that a part is on what carries it."""
        centre, radius = centre_of(self.body, contact.part), POINTS[kind_of(contact.part)].radius
        at = self._place_kept(contact.part)
        if at is None:
            x = centre[0] - self.root[0] + before[0] if before else 0.0
            surface = room.surface(contact.thing, (x, centre[1], 0.0))
            level = dot(surface.normal, subtract((x, centre[1], 0.0), surface.point)) - radius
            at = (x, centre[1], -level / surface.normal[2])
        self._move(subtract(at, centre))

    def _touch(self, contact: Contact, room: Room) -> None:
        """Bring one more part to what it touches."""
        part, kind = contact.part, kind_of(contact.part)
        is_new = contact.thing not in room.surfaces
        surface = room.surface(contact.thing, self._underside(part, room.normal(contact.thing)))
        kept = self._place_kept(part)
        if kind in LIMBS and kept is None:
            self._swing(part, LIMBS[kind], surface, POINTS[kind].radius)
        elif kind in HALF_WAY and kept is not None:
            self._point(part, LIMBS[kind], kept)
        elif kind in LIMBS and kept is not None:
            self._reach(part, LIMBS[kind], kept)
        self._level(part, surface.normal)
        if is_new:
            room.surfaces[contact.thing] = Surface(
                self._underside(part, surface.normal), surface.normal
            )

    def _underside(self, part: str, normal: Vector) -> Vector:
        """Give the point by which a part touches what has this normal."""
        return add(centre_of(self.body, part), scale(normal, -POINTS[kind_of(part)].radius))

    def grasp(self, contact: Contact, item: Item) -> None:
        """Bring a hand to a thing that the trunk holds."""
        if item.at not in HELD:
            return
        segment, local = HELD[item.at]
        y = SIDES[contact.part.partition("_")[0]]
        target = self.body[segment].at((local[0], y * GRIP_Y.get(item.thing, 5.0), local[2]))
        self._reach(contact.part.replace("_hand", "_grip"), ARM, target)

    def _turned(self, limb: Limb, side: str, rotation: Matrix) -> None:
        """Turn a whole limb in its ball joint."""
        y, name = SIDES[side], f"{side}_{limb.ball}"
        turned = compose(rotation, self.body[f"{side}_{limb.upper}"].turned)
        about = angles_of(compose(transpose(self.body[limb.base].turned), turned))
        self._set(
            **{
                name: -about[0],
                f"{name}_abduction": y * about[1],
                f"{name}_rotation": y * about[2],
            }
        )

    def _swing(self, part: str, limb: Limb, surface: Surface, radius: float) -> None:
        """Swing a limb until a part of it touches a surface."""
        side = part.partition("_")[0]
        columns = transpose(self.body[limb.base].turned)
        axis = columns[0] if abs(dot(columns[1], surface.normal)) > LYING else columns[1]
        start = self.body[f"{side}_{limb.upper}"].origin
        arm = subtract(centre_of(self.body, part), start)
        along = scale(axis, dot(axis, arm))
        across = subtract(arm, along)
        n = surface.normal
        wanted = dot(n, subtract(surface.point, add(start, along))) + radius
        sideways = cross(axis, across)
        angle = nearest_turn(solve_turn(dot(n, across), dot(n, sideways), wanted), 0.0)
        self._turned(limb, side, turn_about(axis, angle))

    def _point(self, part: str, limb: Limb, target: Vector) -> None:
        """Point the upper bone of a limb at a place."""
        side = part.partition("_")[0]
        start = self.body[f"{side}_{limb.upper}"].origin
        arm = subtract(centre_of(self.body, part), start)
        self._turned(limb, side, turn_towards(arm, subtract(target, start)))

    def _reach(self, part: str, limb: Limb, target: Vector) -> None:
        """Bend a limb so that a part of it is at a place, its middle joint staying on its side."""
        side = part.partition("_")[0]
        hinge = f"{side}_{limb.hinge}"
        start, middle = self.body[f"{side}_{limb.upper}"].origin, self.body[f"{side}_{limb.lower}"]
        end = apply(transpose(middle.turned), subtract(centre_of(self.body, part), middle.origin))
        upper = -ENDS[limb.upper][2]
        far = length(subtract(target, start))
        now = self.angles[hinge]
        turns = solve_turn(
            -upper * end[2],
            upper * end[0],
            (far * far - upper * upper - dot(end, end)) / 2,
        )
        bends = [limb.bends * turn for turn in turns]
        bend = min(bends, key=lambda one: (one < STRAIGHT, abs(one - now)))
        self._set(**{hinge: bend})
        self._point(part, limb, target)

    def _level(self, part: str, normal: Vector) -> None:
        """Lay a foot, a hand, a shin or a forearm flat on what it touches."""
        side, _, kind = part.partition("_")
        if kind == "foot":
            m = self._in_frame(f"{side}_shank", normal)
            tilt = degrees(asin(max(-1.0, min(1.0, -m[1]))))
            self._set(
                **{
                    f"{side}_ankle": -degrees(atan2(m[0], m[2])),
                    f"{side}_inversion": -SIDES[side] * tilt,
                    f"{side}_foot_abduction": 0.0,
                    f"{side}_toes": 0.0,
                }
            )
        elif kind == "toes":
            way = self._along(f"{side}_foot", (1.0, 0.0, 1.0), normal)
            self._set(**{f"{side}_toes": degrees(atan2(way[2], way[0]))})
        elif kind == "instep":
            way = self._along(f"{side}_foot", (1.0, 0.0, 0.0), normal)
            self._set(**{f"{side}_toes": degrees(atan2(way[2], way[0]))})
        elif kind == "hand":
            way = self._along(f"{side}_forearm", (1.0, 0.0, -1.0), normal)
            self._set(**{f"{side}_wrist": degrees(atan2(way[0], -way[2]))})
        elif kind == "shin":
            m = self._in_frame(f"{side}_thigh", normal)
            near = self.angles[f"{side}_knee"] or 90.0
            bend = nearest_turn(solve_turn(-m[2], -m[0], -0.7 / SHANK), near)
            self._set(**{f"{side}_knee": bend})
        elif kind == "forearm":
            m = self._in_frame(f"{side}_upper_arm", normal)
            near = self.angles[f"{side}_elbow"] or 90.0
            bend = nearest_turn(solve_turn(-m[2], m[0], -0.8 / FOREARM), near)
            self._set(**{f"{side}_elbow": bend})

    def _lay_instep(self, part: str, surface: Surface) -> None:
        """Point the foot until the ball of it, sole up, is on the floor."""
        side = part.partition("_")[0]
        ankle = self.body[f"{side}_foot"].origin
        m = self._in_frame(f"{side}_shank", surface.normal)
        wanted = dot(surface.normal, subtract(surface.point, ankle)) + POINTS["instep"].radius
        across, up = BALL[0], BALL[2]
        turns = solve_turn(m[0] * across + m[2] * up, m[2] * across - m[0] * up, wanted)
        self._set(**{f"{side}_ankle": nearest_turn(turns, -60.0)})
        self._level(part, surface.normal)

    def _in_frame(self, segment: str, way: Vector) -> Vector:
        return apply(transpose(self.body[segment].turned), way)

    def _along(self, segment: str, way: Vector, normal: Vector) -> Vector:
        """Give what of a way of a segment lies in a plane, in the frame of the segment."""
        return self._in_frame(segment, flatten(apply(self.body[segment].turned, way), normal))
