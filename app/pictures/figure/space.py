"""Vectors and rotations in space: x points forward, y to the left, z up; lengths in cm."""

from math import acos, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Literal, TypeAlias

Vector: TypeAlias = tuple[float, float, float]
Matrix: TypeAlias = tuple[Vector, Vector, Vector]
Axis: TypeAlias = Literal["x", "y", "z"]

ORIGIN: Vector = (0.0, 0.0, 0.0)
UP: Vector = (0.0, 0.0, 1.0)
UPRIGHT: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
NOTHING = 1e-9


def add(a: Vector, b: Vector) -> Vector:
    """Add two vectors."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def subtract(a: Vector, b: Vector) -> Vector:
    """Give the way from b to a."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vector, by: float) -> Vector:
    """Stretch a vector."""
    return (a[0] * by, a[1] * by, a[2] * by)


def dot(a: Vector, b: Vector) -> float:
    """Give the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Give the vector product."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def length(a: Vector) -> float:
    """Give the length of a vector."""
    return sqrt(dot(a, a))


def unit(a: Vector) -> Vector:
    """Give the direction of a vector that is not zero."""
    return scale(a, 1 / length(a))


def flatten(a: Vector, normal: Vector) -> Vector:
    """Give the part of a vector that lies in the plane with a unit normal."""
    return subtract(a, scale(normal, dot(a, normal)))


def turn(about: Axis, angle: float) -> Matrix:
    """Rotate about an axis by degrees, counter-clockwise for one whom the axis points at."""
    c, s = cos(radians(angle)), sin(radians(angle))
    if about == "x":
        return ((1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c))
    if about == "y":
        return ((c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c))
    return ((c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0))


def apply(m: Matrix, a: Vector) -> Vector:
    """Rotate a vector."""
    return (dot(m[0], a), dot(m[1], a), dot(m[2], a))


def transpose(m: Matrix) -> Matrix:
    """Give the rotation back."""
    x, y, z = m
    return ((x[0], y[0], z[0]), (x[1], y[1], z[1]), (x[2], y[2], z[2]))


def compose(*rotations: Matrix) -> Matrix:
    """Give the rotation that does the last one first."""
    whole = rotations[0]
    for m in rotations[1:]:
        columns = transpose(m)
        whole = (apply(columns, whole[0]), apply(columns, whole[1]), apply(columns, whole[2]))
    return whole


def turn_about(axis: Vector, angle: float) -> Matrix:
    """Rotate about a unit vector by degrees (Rodrigues)."""
    x, y, z = axis
    c, s = cos(radians(angle)), sin(radians(angle))
    k = 1 - c
    return (
        (c + x * x * k, x * y * k - z * s, x * z * k + y * s),
        (y * x * k + z * s, c + y * y * k, y * z * k - x * s),
        (z * x * k - y * s, z * y * k + x * s, c + z * z * k),
    )


def turn_towards(a: Vector, b: Vector) -> Matrix:
    """Give the shortest rotation that takes the direction of a to that of b."""
    axis = cross(a, b)
    reach = length(axis)
    if reach < NOTHING:
        return UPRIGHT
    return turn_about(scale(axis, 1 / reach), degrees(atan2(reach, dot(a, b))))


def angles_of(m: Matrix) -> Vector:
    """Take a rotation apart: the angles about y, then the new x, then the new z, in degrees."""
    about_x = atan2(-m[1][2], hypot(m[1][0], m[1][1]))
    about_y = atan2(m[0][2], m[2][2])
    about_z = atan2(m[1][0], m[1][1])
    return (degrees(about_y), degrees(about_x), degrees(about_z))


def solve_turn(a: float, b: float, c: float) -> tuple[float, float]:
    """Solve a cos t + b sin t = c: give both solutions, in degrees.

    Where there is none, they are one: where the left side comes closest to c.
    """
    size = hypot(a, b)
    if size < NOTHING:
        return (0.0, 0.0)
    middle = degrees(atan2(b, a))
    half = degrees(acos(max(-1.0, min(1.0, c / size))))
    return (wrap(middle - half), wrap(middle + half))


def nearest_turn(turns: tuple[float, float], to: float) -> float:
    """Choose the turn that is nearest to another."""
    return min(turns, key=lambda t: abs(wrap(t - to)))


def wrap(angle: float) -> float:
    """Write an angle between -180 and 180 degrees."""
    return (angle + 180) % 360 - 180
