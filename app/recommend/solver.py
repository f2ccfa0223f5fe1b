"""Ask HiGHS: what a programme is worth at most, and which set is worth that.

A module of its own, since highspy takes 22 MB and 0.14 s: `choose` imports it when first needed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import highspy
import numpy as np

from app.recommend.programme import Programme

MOST_NODES = 2_000
"""Nodes of the search, after which the best so far stands with its gap; a count, not a time, so
that the same question gives the same answer."""
NEAR_ENOUGH = 0.005  # Part of the best possible at which the search may stop.
INTEGER = 0.5  # Above it, the solver has chosen an option.
SILENT = {"log_to_console": False, "output_flag": False, "threads": 1, "random_seed": 0}
SEARCH: Mapping[str, object] = SILENT | {
    "mip_max_nodes": MOST_NODES,
    "mip_rel_gap": NEAR_ENOUGH,
    "mip_pool_soft_limit": 50,
    # A good set is given; what else looks for one takes most of the time and finds little.
    "mip_heuristic_run_rens": True,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
    "mip_allow_cut_separation_at_nodes": False,
}


@dataclass(frozen=True)
class Relaxed:
    """A programme solved with parts of options: an upper end of what any set is worth."""

    worth: float
    taken: Sequence[float]
    """How much of each option, 0 to 1."""
    losses: Sequence[float]
    """For each option that is not taken, what the upper end loses if it must be."""

    def within(self, loss: float) -> list[int]:
        """Give the options without which no set can be that near the upper end."""
        return [at for at, one in enumerate(self.losses) if one <= loss]

    def bound_without(self, kept: Collection[int]) -> float:
        """Give the upper end of all sets that take an option beside those that are kept."""
        losses = [loss for at, loss in enumerate(self.losses) if at not in kept]
        return self.worth - min(losses, default=inf)


@dataclass(frozen=True)
class Solved:
    """A programme solved with whole options."""

    chosen: list[int]
    worth: float
    bound: float
    """No set of these options is worth more."""


def relax(programme: Programme) -> Relaxed | None:
    """Solve a programme with parts of options; None: not even parts keep to it."""
    solver = _solver(programme, SILENT, whole=False)
    solver.run()
    info, solution = solver.getInfo(), solver.getSolution()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    taken = solution.col_value[: programme.options]
    prices = solution.col_dual[: programme.options]
    losses = [0.0 if part else max(0.0, -price) for part, price in zip(taken, prices, strict=True)]
    return Relaxed(info.objective_function_value, taken, losses)


def solve(programme: Programme, start: Sequence[int]) -> Solved | None:
    """Solve a programme with whole options, from a set to start from; None: nothing keeps to it."""
    solver = _solver(programme, SEARCH, whole=True)
    if start:
        first = np.zeros(programme.options)
        first[[*start]] = 1.0
        solver.setSolution(programme.options, np.arange(programme.options, dtype=np.int32), first)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = solver.getSolution().col_value[: programme.options]
    chosen = [at for at, value in enumerate(values) if value > INTEGER]
    return Solved(chosen, info.objective_function_value, info.mip_dual_bound)


def _solver(programme: Programme, settings: Mapping[str, object], *, whole: bool) -> Any:
    """Put a programme before the solver: options are whole or not, all else is not."""
    # `Highs` above it adds callbacks, and prints its name where only answers belong.
    solver: Any = highspy._Highs()  # type: ignore[attr-defined]
    for setting, value in settings.items():
        solver.setOptionValue(setting, value)
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
    if whole:
        integer, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        rest = number - programme.options
        model.integrality_ = [integer] * programme.options + [part] * rest
    solver.passModel(model)
    return solver
