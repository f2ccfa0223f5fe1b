"""Choose a set that is worth most: exactly, as a mixed-integer linear programme solved by HiGHS.

What a set is worth has diminishing returns: the first work for a muscle in a role counts in full,
more of it counts less. So a session covers what is needed before it repeats.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    # A session is found at once; what these try takes most of the time and finds nothing better.
    "mip_allow_restart": False,
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

    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in SETTINGS.items():
        model.setOptionValue(option, value)
    pairs = [(option, model.addBinary()) for option in options]
    parts = [option.bonus * x for option, x in pairs]
    for pair in sorted(demand):
        given = [option.supply[pair] * x for option, x in pairs if pair in option.supply]
        if given:
            steps = [model.addVariable(lb=0.0, ub=size) for size, _ in STEPS]
            model.addConstr(_sum(steps) <= _sum(given))
            parts += [demand[pair] * value * s for s, (_, value) in zip(steps, STEPS, strict=True)]
    for low, terms, high in _bounds(pairs, limits):
        model.addConstr(_sum(terms) <= high)
        model.addConstr(_sum(terms) >= low)
    for family, least in sorted(limits.at_least.items()):
        terms = [1.0 * x for option, x in pairs if family in option.families]
        short = model.addVariable(lb=0.0, ub=float(least))
        model.addConstr(_sum([*terms, 1.0 * short]) >= least)
        parts.append(-SHORT * short)
    model.maximize(_sum(parts))
    info = model.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    chosen = [o for o, x in pairs if model.val(x) > INTEGER]
    return Choice(tuple(chosen), info.objective_function_value, round(info.mip_gap, GAP_DIGITS))


def _sum(terms: Sequence[Any]) -> Any:
    return sum(terms[1:], 1.0 * terms[0])


def _bounds(
    pairs: Sequence[tuple[Option, Any]], limits: Limits
) -> Iterator[tuple[float, list[Any], float]]:
    """Give every limit as a low end, the terms between, and a high end."""
    yield (
        limits.seconds_low,
        [option.seconds * x for option, x in pairs],
        limits.seconds_high,
    )
    for slug in sorted({option.slug for option, _ in pairs}):
        must = float(slug in limits.include)
        yield must, [1.0 * x for option, x in pairs if option.slug == slug], 1.0
    for family, most in sorted(limits.at_most.items()):
        terms = [1.0 * x for option, x in pairs if family in option.families]
        if terms:
            yield 0.0, terms, most
    landing = [option.contacts * x for option, x in pairs if option.contacts]
    if limits.contacts is not None and landing:
        yield 0.0, landing, limits.contacts
