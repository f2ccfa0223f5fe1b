"""What is counted of requests, and how Prometheus reads it: of all workers of a service together.

A request costs one look into a dictionary; everything else happens when it is read. A scrape
reaches any one of several workers, so each leaves its counts in a folder every second, and the one
that is asked adds them up; the counts of a worker that has ended stay, or rates would break.
"""

import asyncio
import json
import os
import platform
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import accumulate
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

from fastapi import FastAPI, Query, Response
from starlette.datastructures import State

from app import __version__
from app.lines import Lines
from app.schemas.paging import NoParams
from app.watch import Watch

if TYPE_CHECKING:
    from prometheus_client.core import Metric

PATH = "/metrics"
EVERY_S = 1.0  # How often a worker leaves its counts for the others.
BOUNDS_S = (
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5,
    5.0, 10.0,
)  # fmt: skip
"""Upper ends of durations: a kept answer takes under 0.1 ms, a session up to 1 s."""
LABELS = ("route", "method", "status", "cache")
GAUGES = {
    "requests_under_way": "Requests that are being answered.",
    "answers_kept": "Finished answers that are kept.",
    "answers_kept_bytes": "Memory that finished answers take.",
    "documents_kept_bytes": "Memory that documents take.",
    "revision": "Revision of the data that is answered from; 0: none yet.",
    "database_seen_seconds": "Time since the database last told its revision; -1: never.",
    "log_lines_lost": "Lines of requests that nobody took in time, since the start.",
}
"""What is told of each worker, under `pushoff_`, and what it means."""
Gauges = dict[str, float]
Series = list[float]
"""Seconds, bytes, and how many requests took up to each bound."""
Key = tuple[str, str, int, str]
"""What a request is counted under: its values of `LABELS`."""
Named = TypeVar("Named", str, Key)


def new_series() -> Series:
    """Make a series that nothing is counted in."""
    return [0.0, 0, *[0] * (len(BOUNDS_S) + 1)]


def count_in(series: Series, seconds: float, sent: int) -> None:
    """Count a request, how long it took, and the bytes of its body."""
    series[0] += seconds
    series[1] += sent
    series[2 + bisect_left(BOUNDS_S, seconds)] += 1


class Told(NamedTuple):
    """What one worker has counted; once it has ended, without gauges."""

    pid: int
    counts: list[tuple[Key, Series]]
    gauges: Gauges


class Metrics:
    """The counts of this worker, and through a folder those of the others."""

    def __init__(self, gauges: Callable[[], Gauges], folder: Path | None = None) -> None:
        """Count; `gauges` tells what is so at a moment; no `folder`: there are no others."""
        self._counts: dict[Key, Series] = {}
        self._gauges = gauges
        self._folder = folder
        self._stopped = asyncio.Event()

    def series_of(self, key: Key) -> Series:
        """Give where requests of a kind are counted (`count_in`)."""
        return self._counts.setdefault(key, new_series())

    async def run(self) -> None:
        """Leave the counts for the others, again and again, until told to stop."""
        if self._folder is None:
            return
        while not self._stopped.is_set():
            _leave(self._folder, self._own())
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), EVERY_S)
        _leave(self._folder, self._own()._replace(gauges={}))

    def stop(self) -> None:
        """End `run` after the counts are left a last time."""
        self._stopped.set()

    def collect(self) -> Iterator["Metric"]:
        """Give the metrics of all workers, as prometheus_client asks for them."""
        workers = [self._own(), *self._others()]
        alive = [worker for worker in workers if worker.gauges]
        yield from _requests(workers)
        yield from _gauges(alive)
        yield from _processes([worker.pid for worker in alive])

    def _own(self) -> Told:
        return Told(os.getpid(), list(self._counts.items()), self._gauges())

    def _others(self) -> Iterator[Told]:
        for path in sorted(self._folder.glob("*.json")) if self._folder else []:
            pid, counts, gauges = json.loads(path.read_text())
            if pid != os.getpid():
                counts = [(tuple(key), series) for key, series in counts]
                yield Told(pid, counts, gauges if _lives(pid) else {})


def gauges_of(state: State, watch: Watch, lines: Lines | None) -> Gauges:
    """Tell what is so at this moment: `state` is that of the application."""
    kept, size = state.answers.kept
    return {
        "requests_under_way": state.access.under_way,
        "answers_kept": kept,
        "answers_kept_bytes": size,
        "documents_kept_bytes": state.documents.size,
        "revision": watch.release.number if watch.release else 0,
        "database_seen_seconds": -1 if watch.seen_at is None else monotonic() - watch.seen_at,
        "log_lines_lost": lines.lost if lines else 0,
    }


def mount_metrics(app: FastAPI, metrics: Metrics) -> None:
    """Serve the metrics; for whoever runs the service, so that no document names the path."""
    from prometheus_client import (  # noqa: PLC0415  (loaded only where it is switched on)
        CONTENT_TYPE_LATEST,
        CollectorRegistry,
        generate_latest,
    )

    registry = CollectorRegistry()
    registry.register(metrics)

    def show_metrics(_params: Annotated[NoParams, Query()]) -> Response:
        """Answer with the metrics of all workers."""
        said = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST}
        return Response(generate_latest(registry), headers=said)

    app.add_api_route(PATH, show_metrics, include_in_schema=False)


def _requests(workers: Sequence[Told]) -> Iterator["Metric"]:
    """Add up what workers have counted; durations and bytes by route alone."""
    from prometheus_client import core, utils  # noqa: PLC0415

    counts = _sums((key, series) for worker in workers for key, series in worker.counts)
    routes = _sums((key[0], series) for key, series in counts.items())
    answered = core.CounterMetricFamily("pushoff_requests", "Requests answered.", labels=LABELS)
    sent = core.CounterMetricFamily("pushoff_sent_bytes", "Bytes of bodies.", labels=LABELS[:1])
    took = core.HistogramMetricFamily(
        "pushoff_request_duration_seconds", "Time to answer a request.", labels=LABELS[:1]
    )
    for key, (_, _, *reached) in counts.items():
        answered.add_metric([str(part) for part in key], sum(reached))
    for route, (seconds, size, *reached) in routes.items():
        ends = map(utils.floatToGoString, (*BOUNDS_S, inf))
        sent.add_metric([route], size)
        took.add_metric([route], list(zip(ends, accumulate(reached), strict=True)), seconds)
    yield from (answered, sent, took)


def _gauges(alive: Sequence[Told]) -> Iterator["Metric"]:
    """Tell what is so in each worker, and what runs."""
    from prometheus_client import core  # noqa: PLC0415

    for name, meaning in GAUGES.items():
        gauge = core.GaugeMetricFamily(f"pushoff_{name}", meaning, labels=["worker"])
        for worker in alive:
            gauge.add_metric([str(worker.pid)], worker.gauges[name])
        yield gauge
    about = {"version": __version__, "python": platform.python_version()}
    yield core.InfoMetricFamily("pushoff_build", "What runs.", value=about)


def _processes(pids: Sequence[int]) -> Iterator["Metric"]:
    """Tell memory, CPU time, start and open files of each worker, where the system says them."""
    from prometheus_client import ProcessCollector, core  # noqa: PLC0415

    families: dict[str, Any] = {}
    for pid in pids:
        for one in ProcessCollector(pid=partial(int, pid), registry=None).collect():
            family = families.setdefault(
                one.name, core.Metric(one.name, one.documentation, one.type)
            )
            for sample in one.samples:
                family.add_sample(sample.name, {"worker": str(pid)}, sample.value)
    yield from families.values()


def _sums(counted: Iterable[tuple[Named, Series]]) -> dict[Named, Series]:
    sums: dict[Named, Series] = {}
    for key, series in counted:
        before = sums.get(key)
        sums[key] = [a + b for a, b in zip(before, series, strict=True)] if before else series
    return dict(sorted(sums.items()))


def _leave(folder: Path, told: Told) -> None:
    """Write what is told to a file that others read whole or not at all."""
    written = folder / f"{told.pid}.new"
    written.write_text(json.dumps(told))
    written.replace(folder / f"{told.pid}.json")


def _lives(pid: int) -> bool:
    """Whether a process of this machine still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
