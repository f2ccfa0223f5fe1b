"""Rules of numbers: ranges, totals and grades."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from app.domain.vocabulary import MuscleKind, PhaseKind, Quantity
from app.seeding.read import Seed
from app.seeding.records import JointTrendRecord, TrendRecord
from app.seeding.rules.common import ancestors_of, nodes_of, place_of, records_of, said

ROUNDING = 0.02  # Shares are rounded to four digits, and a total may hold forty of them.


def ranges_hold_their_values(seed: Seed) -> Iterator[str]:
    """Low ≤ share or value ≤ high, and a range of speeds or of the cycle does not run backwards."""
    for record in records_of(seed):
        low, high = getattr(record, "low", None), getattr(record, "high", None)
        middle = getattr(record, "share", None)
        middle = getattr(record, "value", None) if middle is None else middle
        known = [number for number in (low, middle, high) if number is not None]
        if known != sorted(known):
            yield f"{record.place}: not low ≤ value ≤ high: {' > '.join(f'{k:g}' for k in known)}"
        slow, fast = (getattr(record, f"speed_{end}_m_s", None) for end in ("low", "high"))
        if slow is not None and fast is not None and slow > fast:
            yield f"{record.place}: speeds run backwards: {slow:g} to {fast:g} m/s"


def phases_run_forward(seed: Seed) -> Iterator[str]:
    """An interval ends after it starts; an event does not last."""
    for phase in seed.phases:
        lasts = phase.end_pct - phase.start_pct
        if lasts < 0 or (phase.kind is PhaseKind.event) != (lasts == 0):
            yield (
                f"{phase.place}: an {phase.kind} from {phase.start_pct:g} to "
                f"{phase.end_pct:g} % of the cycle"
            )


def shares_of_one_total_do_not_exceed_it(seed: Seed) -> Iterator[str]:
    """In one source and place, the shares of parts that do not overlap add up to 1 at most."""
    nodes = nodes_of(seed)
    totals: dict[Any, dict[str, float]] = defaultdict(dict)
    for share in seed.shares:
        if share.muscle in nodes and nodes[share.muscle].kind is not MuscleKind.functional:
            place = (share.phase, share.function, share.direction, share.source, share.speed_m_s)
            totals[place][share.muscle] = share.share
    for place, shares in totals.items():
        whole = sum(
            share
            for muscle, share in shares.items()
            if not set(ancestors_of(nodes, muscle)) & shares.keys()
        )
        if whole > 1 + ROUNDING:
            yield f"measurements/shares.csv: {said(place)}: shares add up to {whole:.3f}"


def a_role_has_one_grade(seed: Seed) -> Iterator[str]:
    """The shares of one muscle role have one grade at all speeds."""
    grades: dict[Any, set[str]] = defaultdict(set)
    for share in seed.shares:
        grades[place_of(share)].add(share.grade)
    for place, given in grades.items():
        if len(given) > 1:
            yield f"measurements/shares.csv: {said(place)}: grades {', '.join(sorted(given))}"


def trends_have_shares(seed: Seed) -> Iterator[str]:
    """A trend is the slope of shares that the same source gives at several speeds."""
    known = {(*place_of(share), share.source) for share in seed.shares}
    functions = {function.slug for role in seed.roles for function in role.function}
    for trend in seed.trends:
        if trend.function in functions and (*place_of(trend), trend.source) not in known:
            yield f"{trend.place}: no shares of {trend.source!r} that could have this trend"


def absolute_trends_have_units(seed: Seed) -> Iterator[str]:
    """An absolute quantity has a unit; a share has none."""
    trends: list[TrendRecord | JointTrendRecord] = [*seed.trends, *seed.joint_trends]
    for trend in trends:
        if (trend.quantity is Quantity.absolute) != (trend.unit is not None):
            yield f"{trend.place}: a trend of quantity {trend.quantity!s} and unit {trend.unit!r}"
