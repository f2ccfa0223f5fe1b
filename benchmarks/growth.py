"""Measure how answers grow with the catalogue: CPU time and wall time of each, one by one."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import zip_longest
from math import inf
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import psycopg
from sqlalchemy.engine import make_url

from app.database import open_engine
from benchmarks.capture import SHOWN, Wrong
from benchmarks.growth_questions import (
    FEED_PAGES,
    GrowthQuestion,
    growth_questions,
    read_catalogue,
)
from benchmarks.places import grown_databases
from benchmarks.report import align
from benchmarks.servers import Server, cpu_s_of, serving_app

SIZES = (250, 1_000, 10_000)
"""Exercises, unless others are asked for; the real catalogue is the least."""
WARM_SHARE = 0.25
"""Walks of each question that warm up, and are not measured."""
HEADINGS = (
    "database", "question", "exercises", "CPU ms", "of the database", "wall ms", "growth", "aim",
    "reached",
)  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """What one answer took, ms."""

    server_ms: float
    """CPU time of the server process."""
    database_ms: float
    """CPU time of the processes that PostgreSQL serves it with; 0: the database is in a file."""
    wall_ms: float

    @property
    def cpu_ms(self) -> float:
        """Both together."""
        return self.server_ms + self.database_ms


@dataclass(frozen=True)
class GrowthRow:
    """One question at one size: medians of its answers."""

    backend: str
    question: str
    asked_for: int
    """Exercises that were asked for; the real catalogue is the least."""
    size: int
    answers: int
    cost: Cost
    growth: float
    """CPU time against that of the smallest size."""
    aim: str
    reached: bool


@dataclass(frozen=True)
class Memory:
    """What readings of the whole catalogue take, once a release."""

    backend: str
    size: int
    started_mb: float
    """Memory of the server process when it is ready."""
    asked_mb: float
    """The same after all questions."""
    first_list_ms: float
    first_search_ms: float
    """CPU time of the first answer, which reads what is kept for the release."""


@dataclass(frozen=True)
class Side:
    """A server over one grown database, and what it is asked."""

    backend: str
    asked_for: int
    size: int
    questions: list[GrowthQuestion]
    server: Server
    client: httpx.Client
    pids: "_Pids"
    started_mb: float
    first_list_ms: float
    first_search_ms: float

    def ask(self, walk: Sequence[str]) -> Cost:
        """Ask what is answered as one, and tell what it took."""
        return _ask(self.client, self.server, self.pids, walk)

    def memory(self) -> Memory:
        """Tell what the server has read by now."""
        first = self.first_list_ms, self.first_search_ms
        asked_mb = self.server.memory_mb()
        return Memory(self.backend, self.size, self.started_mb, asked_mb, *first)


def measure_growth(
    sizes: Sequence[int], number: int, folder: Path, backends: Sequence[str]
) -> tuple[list[GrowthRow], list[Memory]]:
    """Grow a database to each size and ask everything of it, `number` times in other ways.

    The sizes are asked in turns, so that whatever else the machine does meets all of them alike.
    """
    rows: list[GrowthRow] = []
    memories: list[Memory] = []
    for backend in backends:
        ordered = sorted(sizes)
        with grown_databases(backend, folder, ordered) as urls, ExitStack() as opened:
            placed = zip(ordered, urls, strict=True)
            sides = [opened.enter_context(_side(url, backend, n, number)) for n, url in placed]
            rows += _measure(sides)
            memories += [side.memory() for side in sides]
    return sorted(rows, key=lambda row: (backends.index(row.backend), row.size)), memories


@contextmanager
def _side(url: str, backend: str, asked_for: int, number: int) -> Iterator[Side]:
    engine = open_engine(url, statement_timeout_ms=0)
    known = read_catalogue(engine)
    engine.dispose()
    questions = growth_questions(known, number)
    with serving_app(url) as server, _client(server) as client, _backends(url) as pids:
        started = server.memory_mb()
        first_list = _ask(client, server, pids, ["/v1/exercises?limit=1"]).server_ms
        first_search = _ask(client, server, pids, ["/v1/search?q=squat&limit=1"]).server_ms
        read = (started, first_list, first_search)
        yield Side(backend, asked_for, known.size, questions, server, client, pids, *read)


def _measure(sides: Sequence[Side]) -> Iterator[GrowthRow]:
    """Ask each question of every side in turns; the growth of a row is that against the first."""
    for questions in zip(*(side.questions for side in sides), strict=True):
        costs: list[list[Cost]] = [[] for _ in sides]
        for walks in zip_longest(*(question.walks for question in questions)):
            for side, walk, taken in zip(sides, walks, costs, strict=True):
                if walk is not None:
                    taken.append(side.ask(walk))
        first: dict[str, float] = {}
        for side, question, taken in zip(sides, questions, costs, strict=True):
            about = {"backend": side.backend, "asked_for": side.asked_for, "size": side.size}
            warm = round(len(taken) * WARM_SHARE)
            yield _row(question, taken[warm:], first, about)


def _row(
    question: GrowthQuestion, costs: Sequence[Cost], first: dict[str, float], about: dict[str, Any]
) -> GrowthRow:
    """Summarise the answers to one question, and compare them with those at the first size."""
    cost = Cost(
        median(cost.server_ms for cost in costs),
        median(cost.database_ms for cost in costs),
        median(cost.wall_ms for cost in costs),
    )
    growth = cost.cpu_ms / first.setdefault(question.name, cost.cpu_ms)
    limit_ms = question.aim_ms.get(about["asked_for"], inf)
    aims = [] if limit_ms == inf else [f"{limit_ms:g} ms"]
    aims += [] if question.growth_aim == inf else [f"×{question.growth_aim:g}"]
    return GrowthRow(
        **about,
        question=question.name,
        answers=len(costs),
        cost=cost,
        growth=growth,
        aim=", ".join(aims),
        reached=cost.cpu_ms <= limit_ms and growth <= question.growth_aim,
    )


def _ask(client: httpx.Client, server: Server, pids: "_Pids", walk: Sequence[str]) -> Cost:
    """Ask some URLs, or follow the pages of a feed, and tell what all of it took."""
    before = server.cpu_s(), pids.cpu_s(), time.perf_counter()
    for url in walk:
        page = client.get(url)
        if page.status_code != httpx.codes.OK:
            raise Wrong(f"{url} gave {page.status_code} instead of 200: {page.text[:SHOWN]}")
        if url.startswith("/v1/changes"):
            for _ in range(FEED_PAGES - 1):
                page = client.get(page.json()["next"])
    after = server.cpu_s(), pids.cpu_s(), time.perf_counter()
    taken = [(then - now) * 1e3 for now, then in zip(before, after, strict=True)]
    return Cost(*taken)


@contextmanager
def _client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=120) as client:
        yield client


class _Pids:
    """The processes that a database serves connections with."""

    def __init__(self, connection: "psycopg.Connection[Any] | None") -> None:
        self._connection = connection
        self._seen: dict[int, float] = {}

    def cpu_s(self) -> float:
        """Give the CPU time that they have taken together; one that ends keeps its last figure."""
        if self._connection is None:
            return 0.0
        others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        for (pid,) in self._connection.execute(f"{others} AND pid <> pg_backend_pid()"):
            self._seen[pid] = cpu_s_of(pid)
        return sum(self._seen.values())


@contextmanager
def _backends(url: str) -> Iterator[_Pids]:
    """Watch the processes of a PostgreSQL server on this machine; SQLite has none."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        yield _Pids(None)
        return
    plain = place.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        yield _Pids(connection)


def growth_table(rows: Sequence[GrowthRow]) -> str:
    """Write the rows as an aligned table."""
    return align([HEADINGS, *(_cells(row) for row in rows)], 2)


def _cells(row: GrowthRow) -> tuple[str, ...]:
    return (
        row.backend,
        row.question,
        f"{row.size:,}",
        f"{row.cost.cpu_ms:,.2f}",
        f"{row.cost.database_ms:,.2f}",
        f"{row.cost.wall_ms:,.2f}",
        f"×{row.growth:.1f}",
        row.aim,
        "yes" if row.reached else "no",
    )


def memory_table(memories: Sequence[Memory]) -> str:
    """Write what is read once a release as an aligned table."""
    headings = ("database", "exercises", "ready MB", "asked MB", "first list ms", "first search ms")
    return align([headings, *(_memory_cells(memory) for memory in memories)])


def _memory_cells(memory: Memory) -> tuple[str, ...]:
    figures = (memory.started_mb, memory.asked_mb, memory.first_list_ms, memory.first_search_ms)
    return (memory.backend, f"{memory.size:,}", *(f"{figure:,.0f}" for figure in figures))


def growth_as_json(rows: Sequence[GrowthRow], memories: Sequence[Memory]) -> dict[str, Any]:
    """Give every figure, for a file."""
    return {"rows": [asdict(row) for row in rows], "memory": [asdict(m) for m in memories]}
