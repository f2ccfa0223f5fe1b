"""Say in lines what an import did, and what of it fits ours."""

from collections.abc import Iterator

from app.imports.load import Imported
from app.schemas.crosswalk import UnmappedWord

MOST_WORDS = 20  # Words told of each kind; all of them are in /v1/crosswalk/systems.


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
