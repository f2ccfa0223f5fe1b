"""Show the measured rows: a table for people, JSON for machines."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.measure import Row, Spread, spread

HEADINGS = (
    "question", "asked", "bytes", "raw µs", "ours µs", "CPU ratio (min–max)",
    "throughput ratio (min–max)", "aim", "reached",
)  # fmt: skip
TEXT_COLUMNS = 2
"""The first columns hold words and are aligned to the left."""
BUSY_ENOUGH = 0.8
"""Share of the wall time below which throughput says more of the machine than of the servers."""


def warning(rows: Sequence[Row]) -> str:
    """Say where throughput cannot be trusted; empty where it can."""
    busy = spread([cost.busy for row in rows for cost in (*row.raw, *row.ours)]).median
    if busy >= BUSY_ENOUGH:
        return ""
    return (
        f"\n\nThe servers computed for {busy:.0%} of the time only: something held them up. "
        "Read the CPU ratios; throughput is rough."
    )


def table(rows: Sequence[Row]) -> str:
    """Write the rows as an aligned table; µs are CPU time per request."""
    return align([HEADINGS, *(_cells(row) for row in rows)], TEXT_COLUMNS)


def align(lines: Sequence[Sequence[str]], text_columns: int = 1) -> str:
    """Put cells under one another; the first columns hold words, the others figures."""
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at < text_columns else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.case.name,
        row.case.asked,
        f"{row.bytes:,}",
        f"{spread([cost.cpu_us for cost in row.raw]).median:,.0f}",
        f"{spread([cost.cpu_us for cost in row.ours]).median:,.0f}",
        _show(row.cpu_ratio),
        _show(row.throughput_ratio),
        f"{row.case.aim}",
        "yes" if row.reached else "no",
    )


def _show(ratio: Spread) -> str:
    return f"{ratio.median:.3f} ({ratio.least:.3f}–{ratio.greatest:.3f})"


def as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Give every figure of every round, for a file."""
    return [
        {
            "question": row.case.name,
            "asked": row.case.asked,
            "requests": len(row.case.urls),
            "bytes": row.bytes,
            "aim": row.case.aim,
            "reached": row.reached,
            "cpu_ratio": asdict(row.cpu_ratio),
            "throughput_ratio": asdict(row.throughput_ratio),
            "rounds": [
                {
                    "raw": asdict(raw) | {"busy": raw.busy},
                    "ours": asdict(ours) | {"busy": ours.busy},
                }
                for raw, ours in zip(row.raw, row.ours, strict=True)
            ],
        }
        for row in rows
    ]
