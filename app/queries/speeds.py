"""Shares at a speed: between the speeds at which a cohort ran, and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlmodel import Session, col, select

from app.domain.muscles import Muscle
from app.domain.running import SHARE_DIGITS, JointWork, MuscleRole, RoleShare
from app.domain.vocabulary import Derivation, MuscleKind
from app.queries.snapshots import once_a_release
from app.schemas.running import AtSpeed, CohortAtSpeed


@dataclass(frozen=True, order=True)
class Point:
    """The share in one cohort at one speed, m/s."""

    cohort: str
    speed: float
    share: float
    low: float | None
    high: float | None
    n: int


Group = tuple[str, str, str]
"""Phase, function and direction: the shares of one group have one total."""


@dataclass(frozen=True)
class SpeedTable:
    """All shares by speed of one release, of muscle roles and of joint work alike."""

    points: dict[str, list[Point]]
    groups: dict[Group, list[str]]
    """For each group, the ids of its measured roles in the tree: what weights are relative to."""
    speeds: tuple[float, ...]

    def at(self, key: str, speed: float) -> AtSpeed:
        """Say what is known of a muscle role or a joint at a speed."""
        return at_speed(self.points.get(key, ()), speed)

    def mean(self, key: str, speed: float) -> float | None:
        """Give the mean share of a muscle role at a speed; None: not measured around it."""
        points = self.points.get(key)
        return mean_at(points, speed) if points else None

    def largest(self, group: Group, speed: float) -> float:
        """Give the largest share in a group at a speed; 0 where nothing was measured."""
        known = (mean_at(self.points[key], speed) for key in self.groups.get(group, ()))
        return max((share for share in known if share is not None), default=0.0)

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


def at_speed(points: Iterable[Point], speed: float) -> AtSpeed:
    """Say what all cohorts together know at a speed (m/s)."""
    ordered = sorted(points)
    cohorts = (list(group) for _, group in groupby(ordered, key=attrgetter("cohort")))
    known = [share for cohort in cohorts if (share := share_at(cohort, speed))]
    exact = sum(len(share.between_m_s) == 1 for share in known)
    if not known:
        text = _nothing(speed, sorted({point.speed for point in ordered}))
    elif exact == len(known):
        text = f"Measured at {speed:g} m/s."
    elif exact:
        text = f"Measured at {speed:g} m/s in {exact} of {len(known)} cohorts, between in the rest."
    else:
        text = f"On the line between the measured speeds around {speed:g} m/s, cohort by cohort."
    return AtSpeed(speed_m_s=speed, measured=bool(known), text=text, cohorts=known)


def share_at(points: Sequence[Point], speed: float) -> CohortAtSpeed | None:
    """Give a cohort's share at `speed` (m/s): as measured, or on the line between neighbours.

    `points` are one cohort's, by rising speed. None where the cohort ran only slower or faster:
    nothing is continued beyond the measured speeds.
    """
    below = [point for point in points if point.speed <= speed]
    above = [point for point in points if point.speed >= speed]
    if not below or not above:
        return None
    first, last = below[-1], above[0]
    span = last.speed - first.speed
    part = (speed - first.speed) / span if span else 0.0
    return CohortAtSpeed(
        cohort=first.cohort,
        share=_between(first.share, last.share, part),
        low=_between_known(first.low, last.low, part),
        high=_between_known(first.high, last.high, part),
        n=min(first.n, last.n),
        between_m_s=sorted({first.speed, last.speed}),
    )


def mean_share(found: AtSpeed) -> float:
    """Give the mean of the cohorts' shares, each cohort counted once."""
    return round(sum(one.share for one in found.cohorts) / len(found.cohorts), SHARE_DIGITS)


def mean_at(points: Sequence[Point], speed: float) -> float | None:
    """Give what `mean_share` gives, without the cohorts behind it; `points` are in order."""
    shares = []
    for first, last in zip(points, [*points[1:], points[-1]], strict=True):
        if first.speed == speed:
            shares.append(first.share)
        elif first.cohort == last.cohort and first.speed < speed < last.speed:
            part = (speed - first.speed) / (last.speed - first.speed)
            shares.append(_between(first.share, last.share, part))
    return round(sum(shares) / len(shares), SHARE_DIGITS) if shares else None


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
    points = {key: sorted(known) for key, known in points.items()}
    groups: dict[Group, list[str]] = {}
    measured = (
        select(MuscleRole.id, MuscleRole.phase, MuscleRole.function, MuscleRole.direction)
        .join(Muscle, col(Muscle.slug) == MuscleRole.muscle)
        .where(MuscleRole.derivation == Derivation.measured, Muscle.kind != MuscleKind.functional)
    )
    for role, phase, function, direction in session.exec(measured):
        if role in points:
            groups.setdefault((phase, function, direction), []).append(role)
    speeds = sorted({point.speed for known in points.values() for point in known})
    return SpeedTable(points, groups, tuple(speeds))
