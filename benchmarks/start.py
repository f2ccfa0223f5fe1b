"""Measure a start, from nothing to the first answer, and the memory of a worker as it is asked."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.engine import make_url

from app.memory import EVERY_S
from benchmarks.capture import SHOWN, Wrong
from benchmarks.measure import spread
from benchmarks.questions import PUSH_OFF, questions
from benchmarks.report import align
from benchmarks.servers import Server, keep_client_aside, serving_app
from benchmarks.traffic import HOT, WORDS

READY_AIM_S, EMPTY_AIM_S, MEMORY_AIM_MB = 1.0, 8.0, 110
EMPTY_ROUNDS = 3
"""Rounds at most that fill an empty database."""
PATIENCE_S = 60
HOT_TIMES = 20
REST_S = EVERY_S + 2  # Then what was freed has been given back.
LENGTHS = (20, 30, 45)
PLAN = "weeks=8&sessions_per_week=3&minutes=30&start=2027-03-01"
STARTS = ("start of a database", "rounds", "CPU s (min–max)", "aim", "reached")
HELD = ("asked so far", "requests", "CPU s", "RSS MB", "PSS MB", "own MB")


@dataclass(frozen=True)
class Start:
    """CPU time from the start of the process to the end of its first answer, by rounds, s.

    With that of what filled its database.
    """

    database: str
    aim_s: float
    cpu_s: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """Memory of the worker after one more class of questions, MB, and what these cost together."""

    asked: str
    requests: int
    cpu_s: float
    rss_mb: float
    pss_mb: float
    """Where a page is shared by many processes, its part of it."""
    own_mb: float
    """What no other process shares."""


@dataclass(frozen=True)
class Started:
    """The starts, and the memory of one worker."""

    starts: list[Start]
    held: list[Held]


def measure_start(database_url: str, folder: Path, rounds: int) -> Started:
    """Start in rounds on a ready database, and on none where it is a file; then ask the last."""
    keep_client_aside()
    settings = {
        # As it is installed: modules are compiled once, not at each start.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PUSHOFF_EXPORTS": str(folder / "exports"),
    }
    _start(database_url, settings)
    starts = [Start("ready", READY_AIM_S, [_start(database_url, settings) for _ in range(rounds)])]
    if make_url(database_url).get_backend_name() == "sqlite":
        urls = [f"sqlite:///{folder}/empty-{n}.sqlite" for n in range(min(rounds, EMPTY_ROUNDS))]
        starts.append(Start("empty", EMPTY_AIM_S, [_start(url, settings) for url in urls]))
    with serving_app(database_url, settings) as server:
        return Started(starts, list(_ask_all(server)))


def _start(database_url: str, settings: dict[str, str]) -> float:
    with serving_app(database_url, settings) as server, _client(server) as client:
        _ask(client, PUSH_OFF)
        return server.cpu_s() + _cpu_s_of_ended(server.pid)


def _cpu_s_of_ended(pid: int) -> float:
    """Give the CPU time of what a process started and waited for, as what fills its database."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def _ask_all(server: Server) -> Iterator[Held]:
    """Ask class by class, and give the memory after each."""
    with _client(server) as client:
        for name, urls in _classes(client):
            before = server.cpu_s()
            for url in urls:
                _ask(client, url)
            yield Held(name, len(urls), server.cpu_s() - before, *_memory_of(server))
        time.sleep(REST_S)
        yield Held("a rest", 0, 0.0, *_memory_of(server))


def _classes(client: httpx.Client) -> Iterator[tuple[str, Sequence[str]]]:
    """Give the classes of questions, those that need the least first."""
    yield "the first answer", [PUSH_OFF]
    yield "popular links", HOT * HOT_TIMES
    slugs, exercises, goals = (
        [item["slug"] for item in _ask(client, f"/v1/{kind}?fields=slug&limit=200").json()["items"]]
        for kind in ("muscles", "exercises", "goals")
    )
    yield (
        "every muscle and exercise",
        _each("/v1/muscles/", slugs) + _each("/v1/exercises/", exercises),
    )
    yield "searches", _each("/v1/search?q=", WORDS)
    yield "recommendations", _each("/v1/recommendations?goal=", goals)
    yield (
        "sessions",
        [f"/v1/sessions?goal={goal}&minutes={long}" for goal in goals for long in LENGTHS],
    )
    yield "plans", [f"/v1/plans?goal={goal}&{PLAN}" for goal in goals]
    yield "the change feed", ["/v1/changes?since=0&include=document&limit=200"]
    yield "the whole data as files", ["/v1/exports"]
    yield "the description of the API", ["/openapi.json"]
    for question in questions(slugs, exercises):
        if not question.known:
            yield f"{question.name}, never asked", question.fresh[: len(slugs) * 4]


def _each(path: str, words: Sequence[str]) -> list[str]:
    return [f"{path}{word}" for word in words]


def _client(server: Server) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=PATIENCE_S)


def _ask(client: httpx.Client, url: str) -> httpx.Response:
    answer = client.get(url)
    if answer.status_code != httpx.codes.OK:
        raise Wrong(f"{url} gave {answer.status_code}: {answer.text[:SHOWN]}")
    return answer


def _memory_of(server: Server) -> tuple[float, float, float]:
    """Give the memory of a process as Linux counts it: all, its part, its own; MB."""
    told = Path(f"/proc/{server.pid}/smaps_rollup").read_text()
    kb = {name: int(size) for name, size in re.findall(r"^(\w+):\s+(\d+) kB", told, re.MULTILINE)}
    own = kb["Private_Clean"] + kb["Private_Dirty"]
    return _mb(kb["Rss"]), _mb(kb["Pss"]), _mb(own)


def _mb(kb: int) -> float:
    return kb * 1024 / 1e6


def start_table(started: Started) -> str:
    """Write the starts, then the memory as it grew."""
    starts = [STARTS, *(_cells(start) for start in started.starts)]
    held = [HELD, *(_held_cells(held) for held in started.held)]
    most = started.held[-1].rss_mb
    reached = "reached" if most <= MEMORY_AIM_MB else "not reached"
    return (
        f"{align(starts)}\n\n{align(held)}\n\n"
        f"Memory after all: {most:.0f} MB; the aim of {MEMORY_AIM_MB} MB is {reached}."
    )


def start_as_json(started: Started) -> dict[str, Any]:
    """Give every figure, for a file."""
    return asdict(started)


def _cells(start: Start) -> tuple[str, ...]:
    cpu = spread(start.cpu_s)
    return (
        start.database,
        f"{len(start.cpu_s)}",
        f"{cpu.median:.2f} ({cpu.least:.2f}–{cpu.greatest:.2f})",
        f"{start.aim_s:g}",
        "yes" if cpu.median <= start.aim_s else "no",
    )


def _held_cells(held: Held) -> tuple[str, ...]:
    sizes = (held.rss_mb, held.pss_mb, held.own_mb)
    return (
        held.asked,
        f"{held.requests:,}",
        f"{held.cpu_s:.2f}",
        *(f"{size:.1f}" for size in sizes),
    )
