"""A good set for the solver to start from: parts of options made whole, then exchanged.

It imports numpy, which takes a while: `choose` imports it when first needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recommend.model import Pair
from app.recommend.programme import SHORT, STEPS, Limits, Option, bounds_of, members_of

Numbers = NDArray[np.float64]
TINY = 1e-9  # Less than this is no gain, but the end of what numbers can tell.


@dataclass(frozen=True)
class First:
    """A set that keeps to the limits, and what it is worth."""

    chosen: list[int]
    worth: float


def first_set(
    options: Sequence[Option],
    demand: Mapping[Pair, float],
    limits: Limits,
    taken: Sequence[float],
) -> First | None:
    """Make parts of options whole, the largest first, and exchange one at a time while it pays.

    `taken` is how much of each option, 0 to 1. None: it found no set that keeps to the limits.
    """
    sums = Sums(options, demand, limits)
    chosen: list[int] = []
    for at in sorted(range(len(options)), key=lambda at: (-taken[at], at)):
        if taken[at] > TINY and sums.fits([*chosen, at]):
            chosen.append(at)
    while better := sums.exchange(chosen):
        chosen = better
    worth = float(sums.worth(sums.total(chosen)))
    return First(chosen, worth) if sums.is_allowed(chosen) else None


class Sums:
    """What sets of options add up to, and what that is worth, for many sets at once."""

    def __init__(
        self, options: Sequence[Option], demand: Mapping[Pair, float], limits: Limits
    ) -> None:
        """Write what each option adds as a row: its supply, families, uses of limits and bonus."""
        needs = {pair: at for at, pair in enumerate(sorted(demand))}
        quotas = sorted(limits.at_least.items())
        bounds = [*bounds_of(options, limits)]
        members = members_of(options)
        ends = np.cumsum([len(needs), len(quotas), len(bounds)])
        self._ends = [int(end) for end in ends]
        self._importance = np.array([demand[pair] for pair in needs])
        self._least = np.array([float(least) for _, least in quotas])
        self._low = np.array([low for low, _, _ in bounds])
        self._high = np.array([high for _, _, high in bounds])
        self._floors = np.flatnonzero(self._low > 0)
        # The last row is no option at all: to take it is to take nothing.
        self._each = np.zeros((len(options) + 1, self._ends[-1] + 1))
        supply, held, used, bonus = self._parts(self._each)
        for at, option in enumerate(options):
            bonus[at] = option.bonus
            for pair in option.supply.keys() & needs.keys():
                supply[at, needs[pair]] = option.supply[pair]
        for column, (family, _) in enumerate(quotas):
            for at, count in members.get(family, ()):
                held[at, column] = count
        for column, (_, terms, _) in enumerate(bounds):
            for at, count in terms:
                used[at, column] = count

    def _parts(self, rows: Numbers) -> list[Any]:
        return np.split(rows, self._ends, axis=-1)

    def total(self, chosen: Sequence[int]) -> Numbers:
        """Add up a set."""
        total: Numbers = self._each[[*chosen]].sum(axis=0)
        return total

    def worth(self, totals: Numbers) -> Numbers:
        """Say what sets are worth by what they add up to; too much of anything: minus infinity.

        What is short of a low end costs as what is short of a quota, by its part.
        """
        supply, held, used, bonus = self._parts(totals)
        below, worth = 0.0, bonus[..., 0] - SHORT * _short(self._least, held).sum(axis=-1)
        for size, value in STEPS:
            worth = worth + value * (np.clip(supply - below, 0.0, size) @ self._importance)
            below += size
        missing = _short(self._low[self._floors], used[..., self._floors])
        worth = worth - SHORT * (missing / self._low[self._floors]).sum(axis=-1)
        too_much = (used > self._high + TINY).any(axis=-1)
        result: Numbers = np.where(too_much, -np.inf, worth)
        return result

    def fits(self, chosen: Sequence[int]) -> bool:
        """Whether a set has too much of nothing."""
        used = self._parts(self.total(chosen))[2]
        return bool((used <= self._high + TINY).all())

    def is_allowed(self, chosen: Sequence[int]) -> bool:
        """Whether a set keeps to every limit; quotas are none."""
        used = self._parts(self.total(chosen))[2]
        return self.fits(chosen) and bool((used >= self._low - TINY).all())

    def exchange(self, chosen: Sequence[int]) -> list[int] | None:
        """Add, drop or exchange the one option that pays most; None: nothing pays."""
        nothing = len(self._each) - 1
        out = [nothing, *chosen]
        total = self.total(chosen)
        tried = self.worth((total - self._each[out])[:, None] + self._each)
        dropped, added = np.unravel_index(tried.argmax(), tried.shape)
        if tried[dropped, added] <= self.worth(total) + TINY:
            return None
        kept = [at for at in chosen if at != out[dropped]]
        return kept if added == nothing else [*kept, int(added)]


def _short(least: Numbers, held: Numbers) -> Numbers:
    """Say how much is missing."""
    missing: Numbers = np.maximum(least - held, 0.0)
    return missing
