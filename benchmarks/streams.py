"""Measure the memory of what is streamed: the whole change feed, and the export of everything."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func
from sqlmodel import Session, select

from app.database import open_engine
from app.domain.exercises import Exercise
from app.exports.tables import TABLES
from app.settings import ROOT
from benchmarks.capture import Wrong
from benchmarks.places import grown_file
from benchmarks.report import align
from benchmarks.servers import memory_mb_of, serving_app

SIZES = (1_000, 10_000)
FEED = "/v1/changes?since=0&limit=200&include=document"
FEED_PAGES = 200
"""Pages of the feed that are read, at most: 40,000 changes with their documents."""
LOOK_S = 0.05  # Between two looks at the memory of a process.
HEADINGS = (
    "exercises",
    "rows",
    "feed pages",
    "peak MB after 10",
    "after all",
    "export MB",
    "peak MB",
)


@dataclass(frozen=True)
class Streamed:
    """The memory that streaming took at one size."""

    size: int
    rows: int
    pages: int
    feed_first_mb: float
    feed_mb: float
    """Peak of the server process after ten pages, and after all of them."""
    export_mb: float
    """Size of all files."""
    export_peak_mb: float
    """Peak of the process that wrote them."""


def measure_streams(sizes: Sequence[int], folder: Path) -> list[Streamed]:
    """Read the feed and write the export at each size, on SQLite."""
    return [_measure(grown_file(folder, size)) for size in sizes]


def _measure(url: str) -> Streamed:
    engine = open_engine(url)
    with Session(engine) as session:
        size = session.exec(select(func.count()).select_from(Exercise)).one()
        counts = [session.exec(select(func.count()).select_from(t)).one() for t in TABLES.values()]
    engine.dispose()
    pages, first_mb, last_mb = _read_feed(url)
    export_mb, peak_mb = _export(url)
    return Streamed(size, sum(counts), pages, first_mb, last_mb, export_mb, peak_mb)


def _read_feed(url: str) -> tuple[int, float, float]:
    with (
        serving_app(url) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as client,
    ):
        following, pages, first_mb = FEED, 0, 0.0
        while following and pages < FEED_PAGES:
            answer = client.get(following)
            if answer.status_code != httpx.codes.OK:
                raise Wrong(f"{following} gave {answer.status_code}")
            following, pages = answer.json()["next"], pages + 1
            if pages == 10:  # noqa: PLR2004  (by then everything of the feed has been used)
                first_mb = server.memory_mb(peak=True)
        return pages, first_mb, server.memory_mb(peak=True)


def _export(url: str) -> tuple[float, float]:
    """Write the export as `pushoff export` does; give the size of the files and the peak memory."""
    with tempfile.TemporaryDirectory(prefix="pushoff-export-") as exports:
        settings = {"DATABASE_URL": url, "PUSHOFF_EXPORTS": exports}
        command = [sys.executable, "-m", "app", "export"]
        with subprocess.Popen(  # noqa: S603  (our own command)
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL
        ) as process:
            peak_mb = 0.0
            # What the system tells of a process that ended holds the memory of its parent, too.
            while process.poll() is None:
                peak_mb = max(peak_mb, memory_mb_of(process.pid, peak=True))
                time.sleep(LOOK_S)
        if process.returncode:
            raise Wrong(f"pushoff export ended with {process.returncode}")
        size = sum(file.stat().st_size for file in Path(exports).rglob("*") if file.is_file())
    return size / 1e6, peak_mb


def streams_table(streamed: Sequence[Streamed]) -> str:
    """Write the figures as an aligned table."""
    return align([HEADINGS, *(_cells(one) for one in streamed)], 0)


def _cells(one: Streamed) -> tuple[str, ...]:
    figures = (
        one.size,
        one.rows,
        one.pages,
        one.feed_first_mb,
        one.feed_mb,
        one.export_mb,
        one.export_peak_mb,
    )
    return tuple(f"{figure:,.0f}" for figure in figures)


def streams_as_json(streamed: Sequence[Streamed]) -> list[dict[str, Any]]:
    """Give every figure, for a file."""
    return [asdict(one) for one in streamed]
