"""`pushoff import`: import a file, tell how far it is, and say what fits ours and what does not."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from app.database import open_engine
from app.imports.load import BadCatalogue, Imported, import_catalogue
from app.schemas.crosswalk import UnmappedWord
from app.seeding.crosswalk import Progress

BAR = 30  # Characters of the bar.
MOST_WORDS = 20  # Words told of each kind; all of them are in /v1/crosswalk/systems.


def run_import(url: str, system: str, file: Path) -> bool:
    """Import a file into a migrated and seeded database; say what was done, or why not."""
    engine = open_engine(url)
    try:
        imported = import_catalogue(engine, system, file, progress_on(sys.stderr))
    except BadCatalogue as refused:
        for fault in refused.faults:
            print(f"{file}: {fault}", file=sys.stderr)
        print("Nothing was changed.", file=sys.stderr)
        return False
    finally:
        engine.dispose()
    print("\n".join(told(system, imported)))
    return True


def progress_on(stream: TextIO) -> Progress:
    """Make what draws a bar on a terminal, and nothing anywhere else."""
    if not stream.isatty():
        return lambda _done, _all: None
    drawn = -1

    def draw(done: int, of: int) -> None:
        nonlocal drawn
        full = BAR * done // of
        if full != drawn or done == of:
            drawn = full
            end = "\n" if done == of else ""
            bar = "#" * full + "." * (BAR - full)
            print(f"\rcompared with ours [{bar}] {done}/{of}", end=end, file=stream, flush=True)

    return draw


def told(system: str, imported: Imported) -> Iterator[str]:
    """Say in lines what an import did, and what of it fits ours."""
    report = imported.report
    state = "new" if imported.is_new else "up to date"
    yield f"{system}: {imported.entries} exercises, revision {imported.revision} ({state})."
    yield f"{report.linked:>6} with a reviewed link to ours"
    yield f"{report.proposed:>6} with a proposal that is not reviewed"
    yield f"{report.with_muscles:>6} with muscles that are mapped to ours"
    yield from _words("muscles", report.unmapped_muscles)
    yield from _words("equipment", report.unmapped_equipment)
    if report.gone:
        yield f"With a reviewed link, and not in the file: {', '.join(report.gone)}"
    yield f"Read them: /v1/crosswalk?system={system}&match=proposed"


def _words(kind: str, words: list[UnmappedWord]) -> Iterator[str]:
    """Say which words for muscles or things are not mapped, the most used first."""
    if words:
        yield f"Words for {kind} that are not mapped to ours, and the exercises that use them:"
    for one in words[:MOST_WORDS]:
        yield f"{one.exercises:>6} {one.word}"
    if len(words) > MOST_WORDS:
        yield f"       and {len(words) - MOST_WORDS} more, in /v1/crosswalk/systems"
