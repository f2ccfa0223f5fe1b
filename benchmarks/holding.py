"""Load that is held: mixed traffic below capacity for minutes, and far above it for a while."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from threading import Event, Thread
from typing import Any

from app.settings import ROOT
from benchmarks.arrivals import Tally, Task
from benchmarks.capture import Wrong
from benchmarks.measure import spread
from benchmarks.report import align
from benchmarks.servers import Server, keep_client_aside, serving_app

CAPACITY_S = 20.0
CLOSED = 16
"""Connections that ask again at once, to measure what the service can do."""
OPEN = 256
"""Connections at most where questions come when they are due."""
SOAKED, FLOODED = 0.8, 5.0
"""Shares of the capacity that are offered."""
FLOOD_S = 20.0
AFTER_S = 10.0
SAMPLED_EACH_S = 2.0
WARM_SHARE = 0.25
"""Share of a soak in which caches may still fill up; growth is counted from there."""
HEADINGS = ("part", "s", "asked", "per s", "answered", "refused", "wrong", "given up")
LATENCY = ("kind", "answers", "p50 ms", "p99 ms", "greatest ms")


@dataclass(frozen=True)
class Memory:
    """Resident memory of the worker, MB, as it went."""

    at_s: list[float]
    mb: list[float]

    @property
    def growth_mb(self) -> float:
        """How much more it is in the last quarter than in the second."""
        quarter = max(1, round(len(self.mb) * WARM_SHARE))
        return spread(self.mb[-quarter:]).median - spread(self.mb[quarter : 2 * quarter]).median


@dataclass(frozen=True)
class Part:
    """One stretch of load and what came of it."""

    name: str
    task: Task
    tally: Tally
    memory: Memory = field(default_factory=lambda: Memory([], []))


def measure_soak(database_url: str, minutes: float) -> list[Part]:
    """Measure the capacity, then offer most of it for so long."""
    keep_client_aside()
    with serving_app(database_url) as server:
        capacity = _capacity(server)
        offered = _per_s(capacity) * SOAKED
        soak = Task(server.port, minutes * 60, OPEN, offered, seed=2, start=_next(capacity))
        return [capacity, _do("soak", soak, server)]


def measure_overload(database_url: str) -> list[Part]:
    """Measure the capacity, offer a multiple of it for a while, and then what is normal."""
    keep_client_aside()
    with serving_app(database_url) as server:
        capacity = _capacity(server)
        per_s = _per_s(capacity)
        flood = Task(server.port, FLOOD_S, OPEN, per_s * FLOODED, seed=3, start=_next(capacity))
        flooded = _do("overload", flood, server)
        normal = replace(flood, seconds=AFTER_S, per_s=per_s / 2, seed=4, start=_next(flooded))
        return [capacity, flooded, _do("after", normal, server)]


def _capacity(server: Server) -> Part:
    """Ask as fast as answers come; what is popular is kept by then."""
    warm = Task(server.port, CAPACITY_S / 2, CLOSED)
    warmed = _do("warm", warm, server)
    return _do("capacity", replace(warm, seconds=CAPACITY_S, start=_next(warmed)), server)


def _per_s(part: Part) -> float:
    answered = part.tally.asked - part.tally.shed - part.tally.wrong - part.tally.given_up
    return answered / part.tally.took_s


def _next(part: Part) -> int:
    return part.task.start + part.tally.asked


def _do(name: str, task: Task, server: Server) -> Part:
    """Do a task in a process of its own, and watch the memory of the server meanwhile."""
    with _watched(server) as memory:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.arrivals"],
            cwd=ROOT,
            input=json.dumps(asdict(task)),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise Wrong(f"The client ended with {done.returncode}:\n{done.stderr}")
    return Part(name, task, Tally(**json.loads(done.stdout)), memory)


@contextmanager
def _watched(server: Server) -> Iterator[Memory]:
    memory, ended = Memory([], []), Event()
    began = time.monotonic()

    def watch() -> None:
        while True:
            memory.at_s.append(round(time.monotonic() - began, 1))
            memory.mb.append(round(server.memory_mb(), 1))
            if ended.wait(SAMPLED_EACH_S):
                return

    watching = Thread(target=watch)
    watching.start()
    try:
        yield memory
    finally:
        ended.set()
        watching.join()


def holding_faults(parts: list[Part]) -> list[str]:
    """Say what is wrong: answers that are, and refusals where there is no overload."""
    faults = [f"{part.name}: {fault}" for part in parts for fault in part.tally.faults]
    return faults + [
        f"{part.name}: {part.tally.shed} refused, {part.tally.given_up} given up"
        for part in parts
        if part.name != "overload" and (part.tally.shed or part.tally.given_up)
    ]


def holding_table(parts: list[Part]) -> str:
    """Write what came of each part, the latencies by kind of question, and the memory."""
    rows = [HEADINGS, *(_cells(part) for part in parts)]
    shown = [align(rows)]
    for part in parts:
        latencies = [
            (kind, f"{n:,}", *(f"{one:,.1f}" for one in ms))
            for kind, (n, *ms) in part.tally.latency.items()
        ]
        shown.append(f"{part.name}:\n{align([LATENCY, *latencies])}")
        mb, growth = part.memory.mb, part.memory.growth_mb
        shown.append(
            f"{part.name}, memory of the worker: {mb[0]:.0f} MB at first, {max(mb):.0f} at most, "
            f"{mb[-1]:.0f} at last; {growth:+.1f} MB from the second quarter to the last."
        )
    return "\n\n".join(shown)


def holding_as_json(parts: list[Part]) -> list[dict[str, Any]]:
    """Give every figure, for a file."""
    return [asdict(part) | {"growth_mb": part.memory.growth_mb} for part in parts]


def _cells(part: Part) -> tuple[str, ...]:
    tally = part.tally
    answered = tally.asked - tally.shed - tally.wrong - tally.given_up
    counts = (
        tally.asked,
        round(tally.asked / tally.took_s),
        answered,
        tally.shed,
        tally.wrong,
        tally.given_up,
    )
    return (part.name, f"{tally.took_s:.0f}", *(f"{count:,}" for count in counts))
