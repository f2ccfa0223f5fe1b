"""The outlines of the segments: each lies along its own axis, which starts at its joint.

A profile gives points along the axis with the width to either side of it, in cm. Seen from the
side, limbs have their front on the first side, and trunk and head on the second; the foot has its
sole on the second. Widths are our own drawing's.
"""

from typing import NamedTuple

from app.domain.figures import View
from app.pictures.figure.skeleton import (
    FOREARM,
    HAND,
    NECK,
    PELVIS,
    SHANK,
    SOLE,
    THIGH,
    TOES,
    UPPER_ARM,
)
from app.pictures.svg import text_of

Profile = tuple[tuple[float, float, float], ...]
"""Points along the axis: how far, and the widths to both sides."""


class Outline(NamedTuple):
    """The path of a segment, and how far it reaches past its two joints."""

    path: str
    length: float
    before: float
    after: float


def smooth(profile: Profile) -> str:
    """Draw a closed curve through the points of a profile (Catmull-Rom, as Bézier curves)."""
    points = [(u, -first) for u, first, _ in profile]
    points += [(u, second) for u, _, second in reversed(profile)]
    ring = [point for n, point in enumerate(points) if point != points[n - 1]]
    path = f"M{said(*ring[0])}"
    for n, here in enumerate(ring):
        before, after, then = ring[n - 1], ring[(n + 1) % len(ring)], ring[(n + 2) % len(ring)]
        first = (here[0] + (after[0] - before[0]) / 6, here[1] + (after[1] - before[1]) / 6)
        second = (after[0] - (then[0] - here[0]) / 6, after[1] - (then[1] - here[1]) / 6)
        # Each curve goes on in the direction of the last, which `S` need not be told.
        path += f"S{said(*second, *after)}" if n else f"C{said(*first, *second, *after)}"
    return f"{path}Z"


def said(*numbers: float) -> str:
    """Write numbers of a path."""
    return " ".join(text_of(round(number, 1)) for number in numbers)


def _outline(length: float, *profile: tuple[float, float, float]) -> Outline:
    return Outline(smooth(profile), length, -profile[0][0], profile[-1][0] - length)


def _limb(length: float, top: float, bottom: float) -> Outline:
    """Draw a limb that tapers, with round ends."""
    path = (
        f"M{said(0, -top)}L{said(length, -bottom)}A{said(bottom, bottom)} 0 0 1 "
        f"{said(length, bottom)}L{said(0, top)}A{said(top, top)} 0 0 1 {said(0, -top)}Z"
    )
    return Outline(path, length, top, bottom)


_ARM = {
    "upper_arm": _limb(UPPER_ARM, 5.3, 4.1),
    "forearm": _limb(FOREARM, 4.2, 2.9),
    "hand": _outline(
        HAND, (-2.2, 0, 0), (-1.2, 2.0, 2.0), (4, 3.4, 3.2), (9, 3.0, 2.6), (HAND, 0.8, 0.8),
        (HAND + 0.4, 0, 0),
    ),
}  # fmt: skip
OUTLINES: dict[View, dict[str, Outline]] = {
    View.side: {
        **_ARM,
        "thigh": _outline(
            THIGH, (-7, 0, 0), (-5.2, 5.4, 5.2), (2, 8.4, 8.2), (16, 8.4, 7.6), (30, 6.8, 6.0),
            (THIGH, 5.4, 5.2), (THIGH + 4, 3.4, 3.4), (THIGH + 5.3, 0, 0),
        ),
        "shank": _outline(
            SHANK, (-5.2, 0, 0), (-3.6, 3.9, 3.4), (2, 5.2, 4.9), (12, 4.3, 6.9), (24, 3.7, 5.2),
            (35, 3.1, 3.2), (SHANK, 3.3, 3.2), (SHANK + 2.8, 1.8, 1.8), (SHANK + 3.3, 0, 0),
        ),
        "foot": _outline(
            12.5, (-7.2, -2.6, 4.6), (-5.4, 0.8, SOLE), (-2, 3.6, SOLE), (2.5, 3.4, SOLE - 0.5),
            (8, -0.2, SOLE - 0.3), (12.5, -2.3, SOLE), (14.4, -3.8, SOLE - 0.8), (14.7, -5, 5),
        ),
        "toes": _limb(TOES - 0.6, 2.0, 1.5),
        "pelvis": _outline(
            PELVIS, (-9.5, 0, 0), (-8, 6, 4.5), (-1, 11.2, 8.6), (7, 10.2, 9.6), (PELVIS, 8.6, 9.4),
            (PELVIS + 3.4, 6, 6.6), (PELVIS + 4.4, 0, 0),
        ),
        "thorax": _outline(
            NECK, (-8, 0, 0), (-6, 5.2, 5.8), (0, 8.2, 9.0), (12, 9.6, 10.4),
            (22, 10.4, 10.8), (30, 8.6, 8.2), (NECK, 4.6, 4.2), (NECK + 3, 3.6, 3.0),
            (NECK + 4, 0, 0),
        ),
        "head": _outline(
            27, (-2, 0, 0), (-1.4, 4.6, 3.6), (4, 4.8, 4.4), (7.5, 6.4, 9.0), (12, 8.8, 9.2),
            (14, 9.2, 10.6), (17.5, 9.6, 9.3), (23, 7.6, 7.6), (27, 0, 0),
        ),
    },
    View.front: {
        **_ARM,
        "thigh": _limb(THIGH, 8.2, 5.3),
        "shank": _outline(
            SHANK, (-5.2, 0, 0), (-3.6, 3.6, 3.6), (2, 5.0, 5.0), (12, 5.5, 5.5), (24, 4.4, 4.4),
            (35, 3.1, 3.1), (SHANK, 3.2, 3.2), (SHANK + 3.2, 0, 0),
        ),
        "foot": _outline(
            12.5, (-3, 0, 0), (-2, 2.6, 2.6), (2, 4.2, 4.2), (4.5, 5.2, 5.2),
            (SOLE - 0.3, 4.6, 4.6), (SOLE, 0, 0),
        ),
        "pelvis": _outline(
            PELVIS, (-9, 0, 0), (-7.5, 9, 9), (0, 16.4, 16.4), (8, 15, 15), (PELVIS, 13.4, 13.4),
            (PELVIS + 5, 9, 9), (PELVIS + 7, 0, 0),
        ),
        "thorax": _outline(
            NECK, (-7, 0, 0), (-5, 9, 9), (0, 13.4, 13.4), (14, 16, 16), (25, 17.6, 17.6),
            (31, 16.4, 16.4), (NECK, 7, 7), (NECK + 3, 5, 5), (NECK + 4, 0, 0),
        ),
        "head": _outline(
            27, (-2, 0, 0), (-1.2, 4.8, 4.8), (4, 4.8, 4.8), (8, 6.2, 6.2), (14, 7.8, 7.8),
            (20, 7.6, 7.6), (25, 4.8, 4.8), (27, 0, 0),
        ),
    },
}  # fmt: skip
"""The outline of each segment by view; seen from the front, a foot is drawn from its ankle down."""


def outlines_of(view: View) -> dict[str, Outline]:
    """Give the outlines of a view: from the side, or from ahead."""
    return OUTLINES[View.side if view is View.side else View.front]
