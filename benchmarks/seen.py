"""Measure what it costs to be seen from outside: servers in turn, unseen and seen in some ways."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, astuple, dataclass, field
from typing import Any

from benchmarks.capture import Captured, Case
from benchmarks.measure import Cost, Spread, costs_of, spread, times_of
from benchmarks.report import align
from benchmarks.servers import serving_app

OFF = "off"
WAYS: Mapping[str, Mapping[str, str]] = {
    OFF: {},
    "metrics": {"PUSHOFF_METRICS": "true"},
    "lines": {"PUSHOFF_LOG": "json"},
    "both": {"PUSHOFF_LOG": "json", "PUSHOFF_METRICS": "true"},
}
QUESTIONS = ("50 muscles", "304 to push-off")
AIM = 0.15
"""Part of a hot answer that both together may cost."""
HEADINGS = ("question", "seen by", "off µs", "on µs", "cost (min–max)", "aim", "reached")


@dataclass(frozen=True)
class Row:
    """One question and one way to see it, with the costs of every round."""

    case: Case
    way: str
    off: list[Cost] = field(default_factory=list)
    seen: list[Cost] = field(default_factory=list)

    @property
    def cost(self) -> Spread:
        """CPU time more than unseen, as a part of it."""
        return Spread(*(times - 1 for times in astuple(times_of(self.seen, self.off))))


def measure_seen(captured: Captured, database_url: str, rounds: int) -> list[Row]:
    """Measure the hot questions in every way in every round, on servers that are new in each."""
    cases = [case for case in captured.cases if case.name in QUESTIONS and case.asked == "hot"]
    rows = [Row(case, way) for case in cases for way in WAYS if way != OFF]
    for turn in range(rounds):
        with ExitStack() as stack:
            servers = {
                way: stack.enter_context(serving_app(database_url, settings))
                for way, settings in WAYS.items()
            }
            for case in cases:
                asked = [(server, case.urls) for server in servers.values()]
                costs = costs_of(asked if turn % 2 == 0 else asked[::-1], captured, case)
                for row in rows:
                    if row.case is case:
                        row.off.append(costs[servers[OFF]])
                        row.seen.append(costs[servers[row.way]])
    return rows


def seen_table(rows: Sequence[Row]) -> str:
    """Write the rows as an aligned table; µs are CPU time per request."""
    return align([HEADINGS, *(_cells(row) for row in rows)], 2)


def _cells(row: Row) -> tuple[str, ...]:
    cost = row.cost
    return (
        row.case.name,
        row.way,
        f"{spread([one.cpu_us for one in row.off]).median:,.1f}",
        f"{spread([one.cpu_us for one in row.seen]).median:,.1f}",
        f"{cost.median:.1%} ({cost.least:.1%}–{cost.greatest:.1%})",
        f"{AIM:.0%}",
        "yes" if cost.median < AIM else "no",
    )


def seen_as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Give every figure of every round, for a file."""
    return [
        {
            "question": row.case.name,
            "seen_by": row.way,
            "cost": asdict(row.cost),
            "rounds": [
                {"off": asdict(off), "on": asdict(seen)}
                for off, seen in zip(row.off, row.seen, strict=True)
            ],
        }
        for row in rows
    ]
