"""On the real seed, grown: what choosing does for each exercise does not grow with the catalogue.

Calls of functions are counted, which are the same in every run; `benchmarks/` measures the time.
"""

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from app.recommend.model import Knowledge
from app.recommend.need import demand_of
from app.recommend.score import rank
from benchmarks.catalogue import grow
from tests.queries.training import ANYONE, GOALS

SIZES = (250, 500, 1_000, 2_000)
SLACK = 1.02  # Sorting takes no calls, but how many exercises serve varies a little.


def calls_of(work: Callable[[], Any]) -> int:
    """Count the calls of functions, ours and built-in ones, while something is done."""
    counted: Counter[str] = Counter()

    def count(_frame: FrameType, event: str, _arg: Any) -> None:
        counted[event] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted["call"] + counted["c_call"]


@pytest.mark.parametrize("goal", GOALS)
def test_ranking_does_no_more_for_each_exercise_of_a_larger_catalogue(
    known: Knowledge, goal: str
) -> None:
    calls = []
    for size in SIZES:
        grown = grow(known, size)
        facts = grown.goals[goal]
        demand = demand_of(facts.aims, grown)
        rank(demand, grown, ANYONE, facts)  # What is worked out once a release is worked out now.
        calls.append(calls_of(lambda: rank(demand, grown, ANYONE, facts)) / size)  # noqa: B023

    assert max(calls[1:]) <= SLACK * calls[0], calls
