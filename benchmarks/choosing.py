"""Measure what it costs to choose: one recommendation and one session, over growing catalogues."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from math import inf
from statistics import median
from typing import Any, TypeVar
from unittest.mock import patch

from sqlmodel import Session

from app.database import open_engine
from app.migrate import migrate
from app.queries import recommendations
from app.queries.cache import DocumentCache
from app.queries.knowledge import knowledge
from app.queries.recommendations import LEFT_OUT, Asked, list_recommendations, understand_goal
from app.queries.snapshots import open_snapshot
from app.queries.written import get_session_plan
from app.recommend.model import Knowledge
from app.recommend.score import Enough, rank
from app.recommend.session import build
from app.recommend.task import Task, Wish
from app.schemas.recommendations import RecommendationParams
from app.schemas.written import WrittenSessionParams
from app.seeding.load import seed_database
from app.settings import ROOT
from benchmarks.catalogue import grow
from benchmarks.report import align

SIZES = (250, 1_000, 10_000)
MINUTES = (30, 60)
SESSION_AIMS_MS = {250: 50.0, 10_000: 1_000.0}
"""CPU time that a session should stay under, by the number of exercises."""
RECOMMENDATION_AIMS_MS = {250: 5.0, 10_000: 40.0}
"""The same of a recommendation."""
GAP_AIM = 0.02
"""Part of the best possible that may be missing from a session."""
RECOMMENDATION = "recommendation"
CACHE_BYTES = 1 << 24
HEADINGS = (
    "question", "exercises", "choosing ms", "growth", "answer ms", "growth", "hardest goal", "ms",
    "gap", "aim", "reached",
)  # fmt: skip
Made = TypeVar("Made")


@dataclass(frozen=True)
class Cost:
    """What a question costs for one goal, ms of CPU time, and how near the best the choice is."""

    goal: str
    choosing_ms: float
    """`rank` or `build` alone."""
    answer_ms: float
    """The whole answer in process: the demand, the choice, its words and its JSON."""
    gap: float = 0.0


@dataclass(frozen=True)
class Row:
    """One question at one size of the catalogue, for every goal."""

    question: str
    size: int
    costs: list[Cost]
    choosing_growth: float = 1.0
    """Time of the choice against that of the smallest catalogue, the median of the goals."""
    answer_growth: float = 1.0
    """The same for the whole answer."""

    @property
    def choosing_ms(self) -> float:
        """The median of the goals."""
        return median(cost.choosing_ms for cost in self.costs)

    @property
    def answer_ms(self) -> float:
        """The median of the goals."""
        return median(cost.answer_ms for cost in self.costs)

    @property
    def hardest(self) -> Cost:
        """The goal whose answer costs most."""
        return max(self.costs, key=lambda cost: cost.answer_ms)

    @property
    def gap(self) -> float:
        """The largest gap of any goal."""
        return max(cost.gap for cost in self.costs)

    @property
    def aim_ms(self) -> float:
        """What the median answer should stay under; infinite: nothing is asked of this row."""
        aims = RECOMMENDATION_AIMS_MS if self.question == RECOMMENDATION else SESSION_AIMS_MS
        return aims.get(self.size, inf)

    @property
    def aim(self) -> str:
        """The same in words."""
        return "" if self.aim_ms == inf else f"{self.aim_ms:,.0f} ms"

    @property
    def reached(self) -> bool:
        """Whether the median answer is as cheap as it should be, and every gap small enough."""
        return self.answer_ms < self.aim_ms and self.gap < GAP_AIM


def measure_choosing(database_url: str, rounds: int) -> list[Row]:
    """Measure every question over every catalogue, on a database that is brought to the seed."""
    migrate(database_url)
    engine = open_engine(database_url)
    rows: list[Row] = []
    try:
        seed_database(engine, ROOT / "seed")
        with Session(engine, info={"documents": DocumentCache(CACHE_BYTES)}) as session:
            with open_snapshot(session) as at:
                real = knowledge(at)
            for size in SIZES:
                with _known(grow(real, size)):
                    rows += [_recommend(session, size, list(real.goals), rounds)]
                    rows += [_train(session, size, list(real.goals), n, rounds) for n in MINUTES]
    finally:
        engine.dispose()
    first = {row.question: row for row in rows if row.size == SIZES[0]}
    return [_with_growth(row, first[row.question]) for row in rows]


def _with_growth(row: Row, first: Row) -> Row:
    pairs = list(zip(row.costs, first.costs, strict=True))
    return replace(
        row,
        choosing_growth=median(cost.choosing_ms / small.choosing_ms for cost, small in pairs),
        answer_growth=median(cost.answer_ms / small.answer_ms for cost, small in pairs),
    )


@contextmanager
def _known(grown: Knowledge) -> Iterator[None]:
    """Let the queries know a grown catalogue; the database holds the real one."""
    with patch.object(recommendations, "knowledge", new=lambda _at: grown):
        gc.collect()
        gc.freeze()  # As the queries do with what they know.
        yield
        gc.unfreeze()


def _recommend(session: Session, size: int, goals: list[str], rounds: int) -> Row:
    costs = []
    for goal in goals:
        params = RecommendationParams(goal=[goal])
        asked = _ask(session, params)
        enough = Enough(params.limit, LEFT_OUT)
        ask = partial(rank, asked.demand, asked.knowledge, asked.runner, asked.goal, enough)
        choosing, _ = _cpu_ms(ask, rounds)
        answer, _ = _cpu_ms(partial(list_recommendations, session, params), rounds)
        costs.append(Cost(goal, choosing, answer))
    return Row(RECOMMENDATION, size, costs)


def _train(session: Session, size: int, goals: list[str], minutes: int, rounds: int) -> Row:
    costs = []
    for goal in goals:
        params = WrittenSessionParams(goal=[goal], minutes=minutes)
        asked = _ask(session, RecommendationParams(goal=[goal]))
        task = Task(Wish(minutes), asked.demand, asked.knowledge, asked.runner, asked.goal)
        choosing, built = _cpu_ms(partial(build, task), rounds)
        answer, _ = _cpu_ms(partial(get_session_plan, session, params, ""), rounds)
        costs.append(Cost(goal, choosing, answer, built.gap))
    return Row(f"session, {minutes} min", size, costs)


def _ask(session: Session, params: RecommendationParams) -> Asked:
    with open_snapshot(session) as at:
        return understand_goal(at, params)


def _cpu_ms(work: Callable[[], Made], rounds: int) -> tuple[float, Made]:
    """Give the median CPU time of some rounds, after one to warm up, and what was made."""
    made = work()
    taken = []
    for _ in range(rounds):
        before = time.process_time()
        made = work()
        taken.append(time.process_time() - before)
    return median(taken) * 1e3, made


def choosing_table(rows: Sequence[Row]) -> str:
    """Write the rows as an aligned table; ms are CPU time, the medians of the goals."""
    return align([HEADINGS, *(_cells(row) for row in rows)])


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.question,
        f"{row.size:,}",
        f"{row.choosing_ms:,.1f}",
        f"×{row.choosing_growth:.1f}",
        f"{row.answer_ms:,.1f}",
        f"×{row.answer_growth:.1f}",
        row.hardest.goal,
        f"{row.hardest.answer_ms:,.1f}",
        "" if row.question == RECOMMENDATION else f"{row.gap:.2%}",
        row.aim,
        "yes" if row.reached else "no",
    )


def choosing_as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Give every figure of every goal, for a file."""
    return [
        asdict(row)
        | {
            "choosing_ms": row.choosing_ms,
            "answer_ms": row.answer_ms,
            "gap": row.gap,
            "aim": row.aim,
            "reached": row.reached,
        }
        for row in rows
    ]
