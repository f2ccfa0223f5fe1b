"""What is asked of a session as a mixed-integer linear programme, in plain numbers.

What a set is worth has diminishing returns: the first work for a muscle in a role counts in full,
more of it counts less. So a session covers what is needed before it repeats.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from app.recommend.model import Pair

STEPS = ((0.5, 1.0), (0.5, 0.6), (1.0, 0.2))
"""How much supply each step takes, and what a unit of it is worth; a judgement."""
SHORT = 2.0
"""What each missing exercise of a family costs, against the whole demand of 1: more than all
exercises bring, so that a quota gives way only where it cannot be kept; a judgement."""


@dataclass(frozen=True)
class Option:
    """One way to take an exercise into a session: how many sets, and what that takes and gives."""

    slug: str
    sets: int
    seconds: float
    supply: Mapping[Pair, float]
    contacts: int = 0
    bonus: float = 0.0
    """What it is worth beside the demand: its score and variety, both small."""
    families: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """What a session must keep to."""

    seconds_low: float
    seconds_high: float
    at_least: Mapping[str, int] = field(default_factory=dict)
    """For each family of exercises, how many it should have: to have fewer costs much."""
    at_most: Mapping[str, int] = field(default_factory=dict)
    contacts: int | None = None
    include: frozenset[str] = frozenset()


Term = tuple[int, float]
"""A column and what it counts."""


@dataclass
class Programme:
    """A programme as columns from 0 up and rows between two ends, in plain numbers.

    highspy's own expressions say the same in seven times the time.
    """

    options: int
    """The first columns, which are whole: taken or not."""
    worths: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def column(self, most: float, worth: float) -> int:
        """Add a column and give its number."""
        self.most.append(most)
        self.worths.append(worth)
        return len(self.most) - 1

    def row(self, low: float, terms: Sequence[Term], high: float) -> None:
        """Add a row."""
        for column, value in sorted(terms):
            self.columns.append(column)
            self.values.append(value)
        self.starts.append(len(self.columns))
        self.low.append(low)
        self.high.append(high)


def programme_of(
    options: Sequence[Option], demand: Mapping[Pair, float], limits: Limits
) -> Programme:
    """Write what is asked: the options first, then the steps of each need, then what is short."""
    made = Programme(len(options))
    of: dict[Pair, list[Term]] = {}
    for option in options:
        at = made.column(1.0, option.bonus)
        for pair, amount in option.supply.items():
            of.setdefault(pair, []).append((at, amount))
    families = members_of(options)
    for pair in sorted(demand):
        if given := of.get(pair):
            steps = [made.column(size, demand[pair] * value) for size, value in STEPS]
            made.row(0.0, [*given, *((step, -1.0) for step in steps)], inf)
    for low, terms, high in bounds_of(options, limits):
        made.row(low, terms, high)
    for family, least in sorted(limits.at_least.items()):
        short = made.column(float(least), -SHORT)
        made.row(float(least), [*families.get(family, ()), (short, 1.0)], inf)
    if not made.most:
        made.column(0.0, 0.0)  # To the solver, a programme without columns is none.
    return made


def members_of(options: Sequence[Option]) -> dict[str, list[Term]]:
    """Give the options of each family, each counting as one."""
    families: dict[str, list[Term]] = {}
    for at, option in enumerate(options):
        for family in option.families:
            families.setdefault(family, []).append((at, 1.0))
    return families


def bounds_of(
    options: Sequence[Option], limits: Limits
) -> Iterator[tuple[float, list[Term], float]]:
    """Give every limit that must be kept as a low end, the terms between, and a high end."""
    families = members_of(options)
    seconds = [(at, option.seconds) for at, option in enumerate(options)]
    yield limits.seconds_low, seconds, limits.seconds_high
    ways: dict[str, list[Term]] = {}
    for at, option in enumerate(options):
        ways.setdefault(option.slug, []).append((at, 1.0))
    for slug, terms in sorted(ways.items()):
        yield float(slug in limits.include), terms, 1.0
    for family, most in sorted(limits.at_most.items()):
        if family in families:
            yield 0.0, families[family], float(most)
    landing = [(at, float(option.contacts)) for at, option in enumerate(options) if option.contacts]
    if limits.contacts is not None and landing:
        yield 0.0, landing, float(limits.contacts)
