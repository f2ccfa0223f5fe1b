"""The command: `python -m benchmarks [--only PART] [--rounds N] [--requests N] [--json PATH]`."""

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from benchmarks import __doc__ as method
from benchmarks.capture import Captured, Wrong, capture
from benchmarks.choosing import choosing_as_json, choosing_table, measure_choosing
from benchmarks.growth import growth_as_json, growth_table, measure_growth, memory_table
from benchmarks.holding import Part as Traffic
from benchmarks.holding import (
    holding_as_json,
    holding_faults,
    holding_table,
    measure_overload,
    measure_soak,
)
from benchmarks.load import CONNECTIONS
from benchmarks.measure import Row, measure
from benchmarks.references.measure import measure_references, reference_json, reference_table
from benchmarks.report import as_json, table, warning
from benchmarks.seen import measure_seen, seen_as_json, seen_table
from benchmarks.servers import keep_client_aside, serving_app
from benchmarks.sizes import measure_sizes, sizes_as_json, sizes_table
from benchmarks.start import measure_start, start_as_json, start_table
from benchmarks.streams import measure_streams, streams_as_json, streams_table

ROUNDS = 7
REQUESTS = 3000
MINUTES, MOST_MINUTES = 10.0, 60.0
FRESH_SHARE = 1 / 8
"""Never-asked requests for each hot one: about as many as there are ways to ask most questions."""
GROWN = [250, 1_000, 10_000]
STREAMED = [1_000, 10_000]
WAYS = 40
"""Ways to ask each question of a grown catalogue, a quarter of them to warm up."""
BACKENDS = ["sqlite", "postgresql"]
SHOWN_VERSIONS = ("fastapi", "sqlmodel", "uvicorn", "uvloop", "httptools", "highspy")


@dataclass(frozen=True)
class Part:
    """What one part of the run found: a table, and its figures for a file."""

    title: str
    table: str
    figures: Any
    faults: Sequence[str] = ()
    """What makes the run a failure."""


def main() -> int:
    """Measure, show and save; give the exit code: 0 measured, 1 a response was wrong or refused."""
    asked = _arguments()
    started = time.monotonic()
    about = {"python": platform.python_version()}
    about |= {name: version(name) for name in SHOWN_VERSIONS}
    figures: dict[str, Any] = {}
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="pushoff-benchmarks-") as folder:
        try:
            for name in [asked.only] if asked.only else DEFAULT:
                part = PARTS[name](asked, Path(folder))
                print(f"{part.title}\n\n{part.table}\n", flush=True)
                figures[name] = part.figures
                faults += part.faults
        except Wrong as wrong:
            print(wrong, file=sys.stderr)
            return 1
    took_s = time.monotonic() - started
    print(f"Python {about['python']}, {asked.rounds} rounds, {took_s:.0f} s.")
    if asked.json:
        asked.json.write_text(json.dumps(about | figures, indent=1) + "\n")
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=method,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--rounds", type=int, default=ROUNDS, help=f"rounds (default {ROUNDS})")
    add(
        "--requests",
        type=int,
        default=REQUESTS,
        help=f"requests of a hot case in a round (default {REQUESTS}); never asked: a thirtieth",
    )
    add("--json", type=Path, help="file for every figure of every round")
    add(
        "--database-url",
        help="database to measure on; it is migrated and seeded (default: a new SQLite file)",
    )
    add(
        "--only",
        choices=list(PARTS),
        help=f"one part alone (default: {', '.join(DEFAULT)}, one after the other)",
    )
    add("--minutes", type=float, default=MINUTES, help=f"length of the soak (default {MINUTES:g})")
    add("--sizes", type=int, nargs="+", help="exercises of growth and streams")
    add("--ways", type=int, default=WAYS, help=f"ways to ask a grown catalogue (default {WAYS})")
    add("--backends", nargs="+", choices=BACKENDS, default=BACKENDS, help="databases of growth")
    add(
        "--grown",
        type=Path,
        help="folder in which grown SQLite files stay for the next run; 26 kB for each exercise",
    )
    add("--datasette", type=Path, help="folder of an environment for Datasette, kept for the next")
    asked = parser.parse_args()
    if not sys.platform.startswith("linux"):
        parser.error("Only Linux shows the CPU clock of another process.")
    if min(asked.rounds, asked.requests, asked.ways, *(asked.sizes or [1])) < 1:
        parser.error("Rounds, requests, ways and sizes are at least 1.")
    if not 0 < asked.minutes <= MOST_MINUTES:
        parser.error(f"--minutes is at most {MOST_MINUTES:g}.")
    return asked


def _captured(asked: argparse.Namespace, folder: Path) -> Captured:
    keep_client_aside()
    # A process of its own asks beforehand, so that nothing is kept where it is measured.
    with serving_app(_url(asked, folder)) as server:
        fresh = max(1, round(asked.requests * FRESH_SHARE))
        return capture(server.port, asked.requests, fresh)


def _serving(asked: argparse.Namespace, folder: Path) -> Part:
    url, answers = _url(asked, folder), folder / "answers.json"
    captured = _captured(asked, folder)
    captured.save_answers(answers)
    rows: list[Row] = measure(captured, url, answers, asked.rounds)
    title = f"Serving, {make_url(url).get_backend_name()}; ratios: 1 is as cheap as raw."
    return Part(title, table(rows) + warning(rows), as_json(rows))


def _seen(asked: argparse.Namespace, folder: Path) -> Part:
    rows = measure_seen(_captured(asked, folder), _url(asked, folder), asked.rounds)
    title = "Seen from outside; CPU time more than unseen."
    return Part(title, seen_table(rows), seen_as_json(rows))


def _start(asked: argparse.Namespace, folder: Path) -> Part:
    measured = measure_start(_url(asked, folder), folder, asked.rounds)
    title = "Start, and memory of the worker."
    return Part(title, start_table(measured), start_as_json(measured))


def _soak(asked: argparse.Namespace, folder: Path) -> Part:
    return _held(measure_soak(_url(asked, folder), asked.minutes))


def _overload(asked: argparse.Namespace, folder: Path) -> Part:
    return _held(measure_overload(_url(asked, folder)))


def _held(parts: list[Traffic]) -> Part:
    faults = holding_faults(parts)
    return Part("Mixed traffic held.", holding_table(parts), holding_as_json(parts), faults)


def _choosing(asked: argparse.Namespace, folder: Path) -> Part:
    rows = measure_choosing(_url(asked, folder), asked.rounds)
    title = "Choosing; ms of CPU time, medians of all goals."
    return Part(title, choosing_table(rows), choosing_as_json(rows))


def _growth(asked: argparse.Namespace, folder: Path) -> Part:
    keep_client_aside()
    place = asked.grown or folder
    rows, memories = measure_growth(asked.sizes or GROWN, asked.ways, place, asked.backends)
    title = "Growth; medians for each answer, of the database: CPU time of its own processes."
    shown = f"{growth_table(rows)}\n\nMemory of the server process:\n\n{memory_table(memories)}"
    return Part(title, shown, growth_as_json(rows, memories))


def _references(asked: argparse.Namespace, folder: Path) -> Part:
    keep_client_aside()
    environment = asked.datasette or folder / "datasette"
    rows, left_out = measure_references(_url(asked, folder), folder, environment, asked.rounds)
    if left_out:
        print(left_out, file=sys.stderr)
    at_once = f"{CONNECTIONS} requests at once"
    title = f"References; CPU time of each server for what it was never asked, {at_once}."
    return Part(title, reference_table(rows), reference_json(rows))


def _sizes(asked: argparse.Namespace, folder: Path) -> Part:
    sizes = measure_sizes(_url(asked, folder))
    return Part("On the wire; bytes for each exercise.", sizes_table(sizes), sizes_as_json(sizes))


def _streams(asked: argparse.Namespace, folder: Path) -> Part:
    streamed = measure_streams(asked.sizes or STREAMED, asked.grown or folder)
    title = "Streams; memory of the process that streams."
    return Part(title, streams_table(streamed), streams_as_json(streamed))


def _url(asked: argparse.Namespace, folder: Path) -> str:
    return asked.database_url or f"sqlite:///{folder}/pushoff.sqlite"


PARTS = {
    "serving": _serving,
    "choosing": _choosing,
    "sizes": _sizes,
    "references": _references,
    "growth": _growth,
    "streams": _streams,
    "seen": _seen,
    "start": _start,
    "soak": _soak,
    "overload": _overload,
}
DEFAULT = ("choosing", "serving", "sizes", "references", "seen", "start")
"""The parts that take minutes; the others fill a disk, and are asked for by name."""


if __name__ == "__main__":
    sys.exit(main())
