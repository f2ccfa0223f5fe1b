"""Shares at a speed: between the speeds at which a cohort ran, and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from app.domain.muscles import Muscle
from app.domain.running import (
    SHARE_DIGITS,
    JointWork,
    MechanicalFunction,
    MuscleRole,
    RoleShare,
    weight_of,
)
from app.domain.vocabulary import Derivation, Direction, MuscleKind
from app.queries.snapshots import once_a_release
from app.schemas.running import AtSpeed


@dataclass(frozen=True, order=True)
class Point:
    """The share in one cohort at one speed, m/s."""

    cohort: str
    speed: float
    share: float
    low: float | None
    high: float | None
    n: int


Cohort = Sequence[Point]
"""The points of one cohort, one or more, by rising speed."""
Group = tuple[str, str, str]
"""Phase, function and direction: the shares of one group have one total."""


class Place(NamedTuple):
    """Where a muscle role stands among others, whatever the speed."""

    opposes: bool
    """Whether it works against the movement, or holds it."""
    position: int
    """That of its function."""
    grade: str
    group: Group


@dataclass(frozen=True)
class SpeedTable:
    """All shares by speed of one release, of muscle roles and of joint work alike."""

    cohorts: dict[str, list[Cohort]]
    places: dict[str, Place]
    groups: dict[Group, list[str]]
    """For each group, the ids of its measured roles in the tree: what weights are relative to."""
    speeds: tuple[float, ...]

    def at(self, key: str, speed: float) -> dict[str, Any]:
        """Say what is known of a muscle role or a joint at a speed, as `AtSpeed` describes it."""
        return at_speed(self.cohorts.get(key, ()), speed)

    def mean(self, key: str, speed: float) -> float | None:
        """Give the mean share of a muscle role at a speed; None: not measured around it."""
        return mean_at(self.cohorts.get(key, ()), speed)

    def largest(self, group: Group, speed: float) -> float:
        """Give the largest share in a group at a speed; 0 where nothing was measured."""
        return largest_of(self.mean(key, speed) for key in self.groups.get(group, ()))

    def whole(self, speed: float) -> AtSpeed:
        """Say whether anything at all was measured at a speed."""
        measured = bool(self.speeds) and self.speeds[0] <= speed <= self.speeds[-1]
        text = (
            f"Cohorts ran at {', '.join(f'{s:g}' for s in self.speeds)} m/s; between them, shares "
            "lie on the line between neighbours."
            if measured
            else _nothing(speed, self.speeds)
        )
        return AtSpeed(speed_m_s=speed, measured=measured, text=text, cohorts=[])


class Figures:
    """The shares and weights of muscle roles at one speed, each worked out once."""

    def __init__(self, table: SpeedTable, speed: float) -> None:
        """Ask a table for a speed (m/s)."""
        self._table = table
        self._speed = speed
        self._shares: dict[str, float | None] = {}
        self._largest: dict[Group, float] = {}

    def of(self, key: str) -> tuple[float | None, float | None]:
        """Give weight and share of a muscle role; None: not measured around the speed."""
        share = self._share(key)
        if share is None:
            return None, None
        group = self._table.places[key].group
        largest = self._largest.get(group)
        if largest is None:
            largest = largest_of(map(self._share, self._table.groups.get(group, ())))
            self._largest[group] = largest
        return weight_of(share, largest) if largest else None, share

    def _share(self, key: str) -> float | None:
        if key not in self._shares:
            self._shares[key] = self._table.mean(key, self._speed)
        return self._shares[key]


def largest_of(shares: Iterable[float | None]) -> float:
    """Give the largest of some shares that are known; 0 where none is."""
    return max((share for share in shares if share is not None), default=0.0)


def cohorts_of(points: Iterable[Point]) -> list[Cohort]:
    """Part points into cohorts, each by rising speed."""
    return [list(cohort) for _, cohort in groupby(sorted(points), key=attrgetter("cohort"))]


def at_speed(cohorts: Sequence[Cohort], speed: float) -> dict[str, Any]:
    """Say what all cohorts together know at a speed (m/s), as `AtSpeed` describes it."""
    known = [share for cohort in cohorts if (share := share_at(cohort, speed))]
    exact = sum(len(share["between_m_s"]) == 1 for share in known)
    if not known:
        text = _nothing(speed, sorted({point.speed for cohort in cohorts for point in cohort}))
    elif exact == len(known):
        text = f"Measured at {speed:g} m/s."
    elif exact:
        text = f"Measured at {speed:g} m/s in {exact} of {len(known)} cohorts, between in the rest."
    else:
        text = f"On the line between the measured speeds around {speed:g} m/s, cohort by cohort."
    return {"speed_m_s": speed, "measured": bool(known), "text": text, "cohorts": known}


def share_at(cohort: Cohort, speed: float) -> dict[str, Any] | None:
    """Give a cohort's share at `speed` (m/s), as `CohortAtSpeed` describes it.

    It is as measured, or on the line between neighbours. None where the cohort ran only slower or
    faster: nothing is continued beyond the measured speeds.
    """
    around = _around(cohort, speed)
    if around is None:
        return None
    first, last = around
    part = _part(first, last, speed)
    return {
        "cohort": first.cohort,
        "share": _between(first.share, last.share, part),
        "low": _between_known(first.low, last.low, part),
        "high": _between_known(first.high, last.high, part),
        "n": min(first.n, last.n),
        "between_m_s": [first.speed] if first is last else [first.speed, last.speed],
    }


def mean_at(cohorts: Sequence[Cohort], speed: float) -> float | None:
    """Give the mean of the cohorts' shares at a speed, each cohort counted once."""
    shares = []
    for cohort in cohorts:
        if around := _around(cohort, speed):
            first, last = around
            shares.append(_between(first.share, last.share, _part(first, last, speed)))
    return round(sum(shares) / len(shares), SHARE_DIGITS) if shares else None


def _around(cohort: Cohort, speed: float) -> tuple[Point, Point] | None:
    """Give the neighbours of a speed, twice the same where it was measured; None: beyond them."""
    before = cohort[0]
    if speed < before.speed:
        return None
    for point in cohort:
        if point.speed == speed:
            return point, point
        if point.speed > speed:
            return before, point
        before = point
    return None


def _part(first: Point, last: Point, speed: float) -> float:
    """Say how far a speed lies on the way between its neighbours, 0 to 1."""
    span = last.speed - first.speed
    return (speed - first.speed) / span if span else 0.0


def _between(first: float, last: float, part: float) -> float:
    return round(first + (last - first) * part, SHARE_DIGITS)


def _between_known(first: float | None, last: float | None, part: float) -> float | None:
    return None if first is None or last is None else _between(first, last, part)


def _widest(share: RoleShare) -> tuple[float | None, float | None]:
    """Give the extremes over runners and over ways to share force among muscles."""
    lows = [end for end in (share.low, share.method_low) if end is not None]
    highs = [end for end in (share.high, share.method_high) if end is not None]
    return min(lows, default=None), max(highs, default=None)


def _nothing(speed: float, speeds: Sequence[float]) -> str:
    if not speeds:
        return f"Nothing was measured at {speed:g} m/s: no cohort gives this share by speed."
    known = f"the measured speeds run from {speeds[0]:g} to {speeds[-1]:g} m/s"
    if len(speeds) == 1:
        known = f"the only measured speed is {speeds[0]:g} m/s"
    return f"Nothing was measured at {speed:g} m/s: {known}."


PLACED: list[Any] = [
    *(MuscleRole.id, MuscleRole.phase, MuscleRole.function, MuscleRole.direction),
    *(MuscleRole.grade, MuscleRole.derivation, MechanicalFunction.position, Muscle.kind),
]
"""What says where a muscle role stands, and whether others are weighed against it."""


@once_a_release
def speed_table(session: Session) -> SpeedTable:
    """Read the shares by speed."""
    points: dict[str, list[Point]] = {}
    for s in session.exec(select(RoleShare)):
        low, high = _widest(s)
        point = Point(s.source, s.speed_m_s, s.share, low, high, s.n)
        points.setdefault(s.muscle_role, []).append(point)
    for w in session.exec(select(JointWork)):
        point = Point(w.source, w.speed_m_s, w.share, w.low, w.high, w.n)
        points.setdefault(w.work_id, []).append(point)
    places: dict[str, Place] = {}
    groups: dict[Group, list[str]] = {}
    everywhere = (
        select(*PLACED)
        .join(Muscle, col(Muscle.slug) == MuscleRole.muscle)
        .join(MechanicalFunction, col(MechanicalFunction.slug) == MuscleRole.function)
    )
    for role, phase, function, direction, *rest in session.exec(everywhere):
        grade, derivation, position, kind = rest
        group = (phase, function, direction)
        places[role] = Place(direction != Direction.drives, position, grade, group)
        in_tree = derivation == Derivation.measured and kind != MuscleKind.functional
        if in_tree and role in points:
            groups.setdefault(group, []).append(role)
    speeds = sorted({point.speed for known in points.values() for point in known})
    cohorts = {key: cohorts_of(known) for key, known in points.items()}
    return SpeedTable(cohorts, places, groups, tuple(speeds))
