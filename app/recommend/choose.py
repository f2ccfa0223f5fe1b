"""Choose a set that is worth most: exactly, as a mixed-integer linear programme solved by HiGHS.

What a set is worth has diminishing returns: the first work for a muscle in a role counts in full,
more of it counts less. So a session covers what is needed before it repeats.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from app.recommend.model import Pair

STEPS = ((0.5, 1.0), (0.5, 0.6), (1.0, 0.2))
"""How much supply each step takes, and what a unit of it is worth; a judgement."""
MOST_NODES = 2_000
"""Nodes of the search, after which the best so far stands with its gap; a count, not a time, so
that the same question gives the same answer."""
SHORT = 2.0
"""What each missing exercise of a family costs, against the whole demand of 1: more than all
exercises bring, so that a quota gives way only where it cannot be kept; a judgement."""
INTEGER = 0.5  # Above it, the solver has chosen an option.
NEAR_ENOUGH = 0.003  # Part of the best possible at which the search may stop.
GAP_DIGITS = 4
SETTINGS = {
    "log_to_console": False,
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_max_nodes": MOST_NODES,
    "mip_rel_gap": NEAR_ENOUGH,
    # A session is found at once, by few cuts and by shifting.
    "mip_heuristic_run_shifting": True,
    "mip_pool_soft_limit": 50,
    # What these try takes most of the time and finds nothing better.
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
    "mip_allow_cut_separation_at_nodes": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
}


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
    import highspy  # noqa: PLC0415  (22 MB and 0.14 s: loaded when first needed)

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for setting, value in SETTINGS.items():
        solver.setOptionValue(setting, value)
    solver.passModel(_as_model(_programme(options, demand, limits), highspy))
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = solver.getSolution().col_value[: len(options)]
    chosen = [option for option, x in zip(options, values, strict=True) if x > INTEGER]
    return Choice(tuple(chosen), info.objective_function_value, round(info.mip_gap, GAP_DIGITS))


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


def _programme(
    options: Sequence[Option], demand: Mapping[Pair, float], limits: Limits
) -> Programme:
    """Write what is asked: the options first, then the steps of each need, then what is short."""
    made = Programme(len(options))
    of: dict[Pair, list[Term]] = {}
    families: dict[str, list[Term]] = {}
    for option in options:
        at = made.column(1.0, option.bonus)
        for pair, amount in option.supply.items():
            of.setdefault(pair, []).append((at, amount))
        for family in option.families:
            families.setdefault(family, []).append((at, 1.0))
    for pair in sorted(demand):
        if given := of.get(pair):
            steps = [made.column(size, demand[pair] * value) for size, value in STEPS]
            made.row(0.0, [*given, *((step, -1.0) for step in steps)], inf)
    for low, terms, high in _bounds(options, families, limits):
        made.row(low, terms, high)
    for family, least in sorted(limits.at_least.items()):
        short = made.column(float(least), -SHORT)
        made.row(float(least), [*families.get(family, ()), (short, 1.0)], inf)
    return made


def _bounds(
    options: Sequence[Option], families: Mapping[str, list[Term]], limits: Limits
) -> Iterator[tuple[float, list[Term], float]]:
    """Give every limit as a low end, the terms between, and a high end."""
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


def _as_model(programme: Programme, highspy: Any) -> Any:
    """Put a programme in the form of the solver: options are whole, all else is not."""
    model = highspy.HighsLp()
    number = len(programme.most)
    model.num_col_, model.num_row_ = number, len(programme.low)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = programme.worths
    model.col_lower_ = [0.0] * number
    model.col_upper_ = programme.most
    model.row_lower_, model.row_upper_ = programme.low, programme.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = programme.starts
    model.a_matrix_.index_ = programme.columns
    model.a_matrix_.value_ = programme.values
    whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [whole] * programme.options + [part] * (number - programme.options)
    return model
