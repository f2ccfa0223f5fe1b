"""Draw what an exercise is done with: things of the room, things that are held, and what pulls."""

from collections.abc import Iterator
from math import atan2, degrees, hypot, radians, tan
from typing import Any

from app.domain.figures import Item, Place, Thing, View
from app.pictures.figure.contacts import HELD
from app.pictures.figure.screen import Film, Part, Spot, project
from app.pictures.figure.skeleton import ENDS, THIGH, Body
from app.pictures.figure.space import ORIGIN, Vector, add, apply, scale
from app.pictures.figure.stance import Scene
from app.pictures.svg import text_of

BEHIND, FRONT, FAR = -90.0, 90.0, -60.0
"""Layers: behind the body, before it, and with the far limbs."""
WALL_TOP, WALL, SLAB, POST = 210.0, 7.0, 6.0, 4.0
IN_PAIRS = frozenset({Thing.dumbbell, Thing.slider, Thing.ankle_weight})
"""Things that there are two of: one in each hand, or on each foot."""
LEFT = frozenset({Place.left_hand, Place.left_ankle, Place.left_foot})
UPRIGHT = frozenset({Place.chest, Place.lap})
"""Where a dumbbell stands on end."""
LIMB_POINTS: dict[Place, tuple[str, Vector]] = {
    Place.lap: ("thigh", (9.5, 0.0, -0.8 * THIGH)),
    Place.thighs: ("thigh", scale(ENDS["thigh"], 0.82)),
    Place.knees: ("shank", ORIGIN),
    Place.shins: ("shank", scale(ENDS["shank"], 0.75)),
    Place.ankles: ("shank", scale(ENDS["shank"], 0.9)),
    Place.feet: ("foot", (6.0, 0.0, -2.0)),
    Place.hands: ("hand", (0.0, 0.0, -6.0)),
}
"""Where a thing is on both limbs."""
ONE = {
    Place.right_hand: ("right", Place.hands), Place.left_hand: ("left", Place.hands),
    Place.right_ankle: ("right", Place.ankles), Place.left_ankle: ("left", Place.ankles),
    Place.right_foot: ("right", Place.feet), Place.left_foot: ("left", Place.feet),
}  # fmt: skip


def draw_things(scene: Scene, film: Film) -> Iterator[Part]:
    """Draw every thing of a figure."""
    for item in scene.figure.things:
        if item.pulls_from is not None:
            yield from _pulling(item, film)
        elif item.thing is Thing.band:
            yield _loop(item, film)
        elif item.at is not None:
            yield from _held(item, film)
        else:
            yield from _standing(item, scene, film)


def places_of(body: Body, place: Place) -> list[Vector]:
    """Say where a thing is held: one point on the trunk or a limb, or one on each side."""
    if place in HELD:
        segment, local = HELD[place]
        return [body[segment].at(local)]
    side, both = ONE.get(place, ("", place))
    segment, local = LIMB_POINTS[both]
    return [body[f"{one}_{segment}"].at(local) for one in ([side] if side else ["right", "left"])]


def middle_of(points: list[Vector]) -> Vector:
    """Give the middle of some points."""
    whole = ORIGIN
    for point in points:
        whole = add(whole, point)
    return scale(whole, 1 / len(points))


def _span(film: Film, ends: list[tuple[Vector, Vector]], thick: float, layer: float) -> Part:
    """Draw what is stretched from one point to another."""
    spots = []
    for a, b in ends:
        (x, y), (to_x, to_y) = project(film.view, a), project(film.view, b)
        far = max(hypot(to_x - x, to_y - y), 0.1)
        spots.append(Spot(x, y, degrees(atan2(to_y - y, to_x - x)), far))
    shape = {"y": -thick / 2, "width": 1, "height": thick}
    return Part("rect", shape, "bright", layer, tuple(spots))


def _pulling(item: Item, film: Film) -> Iterator[Part]:
    """Draw a band or cable from where it is fixed, on a post, to the body."""
    out, up = item.pulls_from or 0.0, item.height or 0.0
    fixed: Vector = (out, 0.0, up) if film.view is View.side else (0.0, out, up)
    place = item.at or Place.hands
    ends = [(fixed, middle_of(places_of(body, place))) for body in film.bodies]
    yield _span(film, ends, 2.2, FRONT if film.view is View.side else BEHIND)
    post = {"x": -POST / 2, "y": -POST, "width": POST, "height": up + POST}
    yield Part("rect", post, "iron", BEHIND, (Spot(out, -up),), reach=POST)


def _loop(item: Item, film: Film) -> Part:
    """Draw a band around both limbs."""
    place = item.at or Place.thighs
    ends = [(points[0], points[1]) for body in film.bodies if (points := places_of(body, place))]
    if film.view is not View.side:
        ends = [_wider(a, b, 6.0 if place is Place.thighs else 4.0) for a, b in ends]
        return _span(film, ends, 4.0, FRONT)
    ends = [((a[0] - 6.5, a[1], a[2]), (b[0] + 6.5, b[1], b[2])) for a, b in ends]
    return _span(film, ends, 4.0, FRONT)


def _wider(a: Vector, b: Vector, by: float) -> tuple[Vector, Vector]:
    """Let a band reach around the outside of both limbs."""
    across, up = b[1] - a[1], b[2] - a[2]
    far = max(hypot(across, up), 0.1)
    step: Vector = (0.0, across / far * by, up / far * by)
    return add(a, scale(step, -1)), add(b, step)


def _held(item: Item, film: Film) -> Iterator[Part]:
    """Draw what the body holds or wears, where it is at each moment."""
    place = item.at or Place.hands
    points = [places_of(body, place) for body in film.bodies]
    if item.thing in IN_PAIRS and place is not Place.lap:
        apart = [list(track) for track in zip(*points, strict=True)]  # One for each side.
    else:
        apart = [[middle_of(one) for one in points]]
    for n, track in enumerate(apart):
        far = film.view is View.side and (n == 1 or place in LEFT)
        turns = [_turn_of(item.thing, place, body, film.view) for body in film.bodies]
        spots = tuple(
            Spot(*project(film.view, at), turn) for at, turn in zip(track, turns, strict=True)
        )
        layer = BEHIND if place is Place.back else FAR if far else FRONT
        for tag, attributes, paint in _shapes_held(item.thing, place, film.view):
            yield Part(tag, attributes, paint, layer, spots, reach=12.0)


def _turn_of(thing: Thing, place: Place, body: Body, view: View) -> float:
    """Say how a thing is turned that is held: most hang as they are."""
    if thing is Thing.dumbbell and place in UPRIGHT:
        return 90.0
    if place is Place.back:
        along = apply(body["thorax"].turned, (0.0, 0.0, 1.0))
    elif thing is Thing.plate:
        along = apply(body["right_foot"].turned, (1.0, 0.0, 0.0))
    else:
        return 0.0
    across, up = project(view, along)
    return degrees(atan2(up, across))


Shape = tuple[str, dict[str, Any], str]
"""An element around the point that a thing is held at: its name, attributes, and paint."""
_PLATES = "M-62-21h6v42h-6zM56-21h6v42h-6z"
HELD_SHAPES: dict[Thing, list[Shape]] = {
    Thing.barbell: [("circle", {"r": 21}, "ring"), ("circle", {"r": 3.2}, "iron")],
    Thing.trap_bar: [("circle", {"r": 21}, "ring"), ("circle", {"r": 3.2}, "iron")],
    Thing.sled: [("path", {"d": "M4-46h5v46h22v8h-50v-8h23z"}, "iron")],
    Thing.dumbbell: [("path", {"d": "M-11-4.5h6v3h10v-3h6v9h-6v-3h-10v3h-6z"}, "iron")],
    Thing.kettlebell: [
        ("path", {"d": "M-5 4.5C-7-3 7-3 5 4.5z"}, "open"),
        ("circle", {"r": 8.6, "cy": 11}, "iron"),
    ],
    Thing.medicine_ball: [("circle", {"r": 12}, "bright")],
    Thing.small_ball: [("circle", {"r": 8}, "bright")],
    Thing.slider: [("path", {"d": "M-9 3.6h18v2h-18z"}, "bright")],
    Thing.anchor: [("circle", {"r": 4.2}, "iron")],
    Thing.pad: [("circle", {"r": 4.2}, "iron")],
    Thing.plate: [("path", {"d": "M-22 4.8h40v5h-40z"}, "iron")],
    Thing.backpack: [("path", {"d": "M-16-4h13v34h-13z"}, "iron")],
}
"""Things that are held, as they look from the side."""
FROM_AHEAD: dict[Thing, list[Shape]] = {
    Thing.barbell: [("path", {"d": f"M-70-1.4h140v2.8h-140z{_PLATES}"}, "iron")],
    Thing.dumbbell: [("circle", {"r": 5}, "iron")],
}
"""Those that look otherwise from ahead."""
PLAIN: list[Shape] = [("path", {"d": "M-7-4h14v8h-14z"}, "iron")]


def _shapes_held(thing: Thing, place: Place, view: View) -> list[Shape]:
    """Give the shapes of a thing around the point that it is held at."""
    if place is Place.back and thing is Thing.pad:
        return [("path", {"d": "M-34-3.5h64v7h-64z"}, "wood")]
    ahead = {} if view is View.side else FROM_AHEAD
    return ahead.get(thing) or HELD_SHAPES.get(thing, PLAIN)


BLOCKS = {
    Thing.mat: (150.0, 2.0),
    Thing.towel: (40.0, 2.0),
    Thing.balance_pad: (40.0, 6.0),
    Thing.step: (46.0, None),
    Thing.stairs: (60.0, None),
    Thing.box: (50.0, None),
    Thing.hurdles: (4.0, None),
    Thing.decline_board: (46.0, None),
}
"""How wide things are that are one block, and how thick where that is not their height."""
SLABS = {Thing.bench: 110.0, Thing.seat: 46.0, Thing.chair: 42.0}
"""How wide things are that stand on legs."""
BACKREST = 42.0


def _standing(item: Item, scene: Scene, film: Film) -> Iterator[Part]:
    """Draw what stands in the room, under or beside the part that touches it first."""
    surface = scene.room.get(item.thing.value)
    point = surface.point if surface else scene.stances[0].root
    x, top = project(film.view, point)[0] + item.ahead, item.height or 0.0
    if item.thing is Thing.wall:
        behind = item.slope is not None and item.slope < 0
        shape = {"y": -WALL_TOP, "width": WALL, "height": WALL_TOP}
        yield Part("rect", shape, "wood", BEHIND, (Spot(x - WALL if behind else x, 0.0),))
    elif item.thing is Thing.mat and film.view is View.oblique:
        shape = {"x": -95, "y": -16, "width": 190, "height": 46, "rx": 3}
        yield Part("rect", shape, "wood", BEHIND, (Spot(x, 0.0),))
    elif item.thing is Thing.pull_up_bar:
        yield Part("circle", {"r": 2.4}, "iron", FRONT, (Spot(x, -top),), reach=6.0)
    elif item.thing is Thing.swiss_ball:
        points = [middle_of(places_of(body, item.at or Place.feet)) for body in film.bodies]
        spots = tuple(Spot(project(film.view, at)[0] + item.ahead, -top / 2) for at in points)
        yield Part("circle", {"r": top / 2}, "bright", BEHIND, spots, reach=top / 2)
    elif item.thing in SLABS:
        yield from _on_legs(item, Spot(x, -top), top)
    else:
        wide, thick = BLOCKS.get(item.thing, (46.0, None))
        yield (
            _wedge(item, Spot(x, 0.0), wide)
            if item.slope
            else _block(Spot(x, -top), wide, top if thick is None else thick)
        )


def _block(spot: Spot, wide: float, high: float) -> Part:
    """Draw a block with its top at a spot."""
    shape = {"x": -wide / 2, "width": wide, "height": high, "rx": min(1.6, high / 2)}
    return Part("rect", shape, "wood", BEHIND, (spot,), reach=wide / 2)


def _wedge(item: Item, spot: Spot, wide: float) -> Part:
    """Draw a board that slopes."""
    middle, rise = item.height or 0.0, wide / 2 * tan(radians(item.slope or 0.0))
    low, high = text_of(rise - middle), text_of(-rise - middle)
    d = f"M{text_of(-wide / 2)} 0V{low}L{text_of(wide / 2)} {high}V0z"
    return Part("path", {"d": d}, "wood", BEHIND, (spot,), reach=wide / 2)


def _on_legs(item: Item, spot: Spot, top: float) -> Iterator[Part]:
    """Draw a bench, a seat or a chair."""
    wide = SLABS[item.thing]
    yield _block(spot, wide, SLAB)
    out, leg = text_of(wide / 2 - 6), f"h3v{text_of(top - SLAB)}h-3z"
    legs = f"M-{out} {text_of(SLAB)}{leg}M{text_of(wide / 2 - 9)} {text_of(SLAB)}{leg}"
    yield Part("path", {"d": legs}, "iron", BEHIND, (spot,))
    if item.thing is Thing.chair:
        shape = {"x": -wide / 2, "y": -BACKREST, "width": 4, "height": BACKREST}
        yield Part("rect", shape, "wood", BEHIND, (spot,))
