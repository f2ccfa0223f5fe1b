"""Choose a set that is worth most, exactly: a mixed-integer linear programme.

What any set is worth at most comes from the programme solved with parts of options. A set that is
nearly as good is found by making the parts whole and exchanging; then options that could only be in
a set that is hardly better are left aside, and the solver has a small programme and a good start.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from app.recommend.model import Pair
from app.recommend.programme import Limits, Option, programme_of

GAP_DIGITS = 4
NEAR = 0.02
"""Part of the upper end that an option may cost and still be exchanged for another one; wider finds
hardly better sets to start from, more slowly."""


@dataclass(frozen=True)
class Choice:
    """What was chosen, and how near the best possible it is."""

    options: tuple[Option, ...]
    worth: float
    gap: float
    """Part of the best possible that could be missing: 0 is proven best."""


def choose(
    options: Sequence[Option], demand: Mapping[Pair, float], limits: Limits
) -> Choice | None:
    """Choose the options that are worth most within the limits; None: nothing keeps to them."""
    from app.recommend import exchange, solver  # noqa: PLC0415  (highspy and numpy are heavy)

    relaxed = solver.relax(programme_of(options, demand, limits))
    if relaxed is None:
        return None
    near = relaxed.within(NEAR * abs(relaxed.worth))
    taken = [relaxed.taken[at] for at in near]
    first = exchange.first_set([options[at] for at in near], demand, limits, taken)
    begun = [near[at] for at in first.chosen] if first else []
    kept, beyond = [*range(len(options))], -inf
    if first:
        enough = first.worth + solver.NEAR_ENOUGH * abs(first.worth)
        kept = sorted({*relaxed.within(relaxed.worth - enough), *begun})
        beyond = relaxed.bound_without(kept)
    few = [options[at] for at in kept]
    solved = solver.solve(programme_of(few, demand, limits), [kept.index(at) for at in begun])
    if solved is None:
        return None
    gap = _gap(solved.worth, max(solved.bound, beyond))
    return Choice(tuple(few[at] for at in solved.chosen), solved.worth, gap)


def _gap(worth: float, bound: float) -> float:
    """Say which part of a worth could be missing, up to all of it."""
    missing = max(0.0, bound - worth)
    return round(min(1.0, missing / abs(worth)), GAP_DIGITS) if worth else float(missing > 0)
