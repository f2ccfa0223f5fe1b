"""Measure the two servers in turn, and say how they compare."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.capture import Captured, Case, compare
from benchmarks.load import Client, Request, prepare
from benchmarks.servers import Server, serving_app, serving_raw

SLICE = 600
"""Requests after which the servers take turns: what else the machine does then hits both."""


@dataclass(frozen=True)
class Cost:
    """What one server took for the requests of one case in one round."""

    cpu_us: float
    """CPU time of the server process per request, µs."""
    per_s: float
    """Requests per second of wall time."""

    @property
    def busy(self) -> float:
        """How much of the wall time the server computed; far below 1, it waited or was held up."""
        return self.cpu_us * self.per_s / 1e6


@dataclass(frozen=True)
class Spread:
    """Median, least and greatest of the rounds."""

    median: float
    least: float
    greatest: float


def spread(values: Sequence[float]) -> Spread:
    """Summarise one figure of every round."""
    return Spread(median(values), min(values), max(values))


def times_of(costs: Sequence[Cost], base: Sequence[Cost]) -> Spread:
    """Say how many times the CPU time of another server it takes, inside each round."""
    pairs = zip(costs, base, strict=True)
    return spread([cost.cpu_us / other.cpu_us for cost, other in pairs])


@dataclass(frozen=True)
class Row:
    """One case with the costs of every round."""

    case: Case
    bytes: int
    raw: list[Cost] = field(default_factory=list)
    ours: list[Cost] = field(default_factory=list)

    @property
    def cpu_ratio(self) -> Spread:
        """CPU time of raw over ours: 1 is as cheap as raw."""
        return times_of(self.raw, self.ours)

    @property
    def throughput_ratio(self) -> Spread:
        """Throughput of ours over raw: 1 is as fast as raw."""
        pairs = zip(self.raw, self.ours, strict=True)
        return spread([ours.per_s / raw.per_s for raw, ours in pairs])

    @property
    def reached(self) -> bool:
        """Whether the median CPU ratio is as high as it should be."""
        return self.cpu_ratio.median >= self.case.aim


def measure(captured: Captured, database_url: str, answers: Path, rounds: int) -> list[Row]:
    """Measure every case in every round, on servers that are new in each."""
    rows = [Row(case, captured.bytes_of(case)) for case in captured.cases]
    for turn in range(rounds):
        with ExitStack() as stack:
            raw = stack.enter_context(serving_raw(answers, captured.cases[0].urls[0]))
            ours = stack.enter_context(serving_app(database_url))
            for row in rows:
                asked = [(raw, row.case.urls * row.case.raw_times), (ours, row.case.urls)]
                asked = asked if turn % 2 == 0 else asked[::-1]
                costs = costs_of(asked, captured, row.case)
                row.raw.append(costs[raw])
                row.ours.append(costs[ours])
            if turn == rounds - 1:
                compare(raw.port, captured)
                compare(ours.port, captured)
    return rows


def costs_of(
    asked: Sequence[tuple[Server, list[str]]], captured: Captured, case: Case
) -> dict[Server, Cost]:
    """Warm the servers up, then load them in turn, a slice of the requests at a time."""
    slices = max(1, len(case.urls) // SLICE)
    cpu_s = {server: 0.0 for server, _ in asked}
    took_s = {server: 0.0 for server, _ in asked}
    with ExitStack() as stack:
        loads = []
        for server, urls in asked:
            client = stack.enter_context(Client(server.port))
            client.load(_prepared(case.warm, captured, case))
            loads.append((server, client, _prepared(urls, captured, case)))
        for at in range(slices):
            for server, client, requests in loads:
                before = server.cpu_s()
                took_s[server] += client.load(requests[at::slices])
                cpu_s[server] += server.cpu_s() - before
    return {
        server: Cost(cpu_s[server] / len(urls) * 1e6, len(urls) / took_s[server])
        for server, urls in asked
    }


def _prepared(urls: Sequence[str], captured: Captured, case: Case) -> list[Request]:
    return [prepare(url, captured.answers[url], known=case.known) for url in urls]
