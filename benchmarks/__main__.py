"""The command: `python -m benchmarks [--only PART] [--rounds N] [--minutes N] [--json PATH]`."""

import argparse
import json
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from benchmarks import __doc__ as method
from benchmarks.capture import Captured, Wrong, capture
from benchmarks.choosing import choosing_as_json, choosing_table, measure_choosing
from benchmarks.holding import (
    holding_as_json,
    holding_faults,
    holding_table,
    measure_overload,
    measure_soak,
)
from benchmarks.measure import Row, measure
from benchmarks.report import as_json, table, warning
from benchmarks.seen import measure_seen, seen_as_json, seen_table
from benchmarks.servers import keep_client_aside, serving_app
from benchmarks.start import measure_start, start_as_json, start_table

ROUNDS = 7
REQUESTS = 3000
PARTS = ("serving", "choosing", "seen", "start", "soak", "overload")
TOGETHER = PARTS[:4]
"""Parts that are measured where none is named."""
MINUTES, MOST_MINUTES = 10.0, 60.0
FRESH_SHARE = 1 / 30
"""Never-asked requests for each hot one: they take much longer."""
NOTHING = Captured([], {})
SHOWN_VERSIONS = ("fastapi", "sqlmodel", "uvicorn", "uvloop", "httptools", "highspy")


def main() -> int:
    """Measure, show and save; give the exit code: 0 measured, 1 a response was wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=method,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds (default {ROUNDS})")
    parser.add_argument(
        "--requests",
        type=int,
        default=REQUESTS,
        help=f"requests of a hot case in a round (default {REQUESTS}); never asked: a thirtieth",
    )
    parser.add_argument("--json", type=Path, help="file for every figure of every round")
    parser.add_argument(
        "--database-url",
        help="database to measure on; it is migrated and seeded (default: a new SQLite file)",
    )
    parser.add_argument(
        "--only", choices=PARTS, help="one part alone (default: all but soak and overload)"
    )
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, help=f"length of the soak (default {MINUTES:g})"
    )
    asked = parser.parse_args()
    if not sys.platform.startswith("linux"):
        parser.error("Only Linux shows the CPU clock of another process.")
    if asked.rounds < 1 or asked.requests < 1:
        parser.error("--rounds and --requests are at least 1.")
    if not 0 < asked.minutes <= MOST_MINUTES:
        parser.error(f"--minutes is at most {MOST_MINUTES}.")
    parts = [asked.only] if asked.only else TOGETHER
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pushoff-benchmarks-") as folder:
        url = asked.database_url or f"sqlite:///{folder}/pushoff.sqlite"
        try:
            chosen = measure_choosing(url, asked.rounds) if "choosing" in parts else []
            captured = _captured(url, asked.requests) if {"serving", "seen"} & {*parts} else NOTHING
            rows = _measure(captured, url, Path(folder), asked.rounds) if "serving" in parts else []
            seen = measure_seen(captured, url, asked.rounds) if "seen" in parts else []
            start = measure_start(url, Path(folder), asked.rounds) if "start" in parts else None
            held = measure_soak(url, asked.minutes) if "soak" in parts else []
            held += measure_overload(url) if "overload" in parts else []
        except Wrong as wrong:
            print(wrong, file=sys.stderr)
            return 1
    backend = make_url(url).get_backend_name()
    print(
        f"{backend}, Python {platform.python_version()}, {asked.rounds} rounds, "
        f"{time.monotonic() - started:.0f} s."
    )
    sections = {
        "Serving; ratios: 1 is as cheap as raw.": rows and table(rows) + warning(rows),
        "Choosing; ms of CPU time, medians of all goals.": chosen and choosing_table(chosen),
        "Seen from outside; CPU time more than unseen.": seen and seen_table(seen),
        "Start, and memory of the worker.": start and start_table(start),
        "Mixed traffic held.": held and holding_table(held),
    }
    for heading, shown in sections.items():
        if shown:
            print(f"\n{heading}\n\n{shown}")
    if asked.json:
        about: dict[str, Any] = {"database": backend, "python": platform.python_version()}
        about |= {name: version(name) for name in SHOWN_VERSIONS}
        figures = {"cases": as_json(rows), "choosing": choosing_as_json(chosen)}
        figures |= {"seen": seen_as_json(seen), "held": holding_as_json(held)}
        about |= {"start": start_as_json(start)} if start else {}
        asked.json.write_text(json.dumps(about | figures, indent=1) + "\n")
    faults = holding_faults(held)
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


def _captured(database_url: str, requests: int) -> Captured:
    keep_client_aside()
    # A process of its own asks beforehand, so that nothing is kept where it is measured.
    with serving_app(database_url) as server:
        return capture(server.port, requests, max(1, round(requests * FRESH_SHARE)))


def _measure(captured: Captured, database_url: str, folder: Path, rounds: int) -> list[Row]:
    answers = folder / "answers.json"
    captured.save_answers(answers)
    return measure(captured, database_url, answers, rounds)


if __name__ == "__main__":
    sys.exit(main())
