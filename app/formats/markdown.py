"""A session or a plan as Markdown (CommonMark): for training logs, messages and notes."""

import re
from collections.abc import Iterator, Sequence

from app.formats import links
from app.formats.origin import Origin
from app.formats.words import (
    caution,
    dose,
    lacking,
    session_title,
    titled,
    week_title,
    what_it_is,
)
from app.schemas.paging import SourceRef
from app.schemas.recommendations import CautionRead
from app.schemas.sessions import PlanRead, Referral, SessionBlock, SessionItem, SessionRead

SIGNS = re.compile(r"[\\`*_\[\]<>&#|~$^]")
"""What means something wherever it stands, in CommonMark or in its usual dialects."""
AT_FIRST = re.compile(r"^([0-9]*)([-+=.)])")
"""What opens a list, or makes a heading of the line above, at the beginning of a line."""


def escaped(text: str) -> str:
    """Write a text on one line, so that it means itself and nothing else."""
    plain = SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
    return AT_FIRST.sub(r"\1\\\2", plain)


def write_markdown(read: SessionRead | PlanRead, origin: Origin) -> str:
    """Write a whole session or plan, with reasons and sources; with a referral no training."""
    paragraphs = [
        f"# {escaped(read.goal.name)}",
        escaped(what_it_is(read)),
        *_body(read, origin.base),
        escaped(read.note),
        f"[Open it again]({origin.address(format='html')})",
    ]
    return "\n\n".join(paragraphs) + "\n"


def _body(read: SessionRead | PlanRead, base: str) -> Iterator[str]:
    if read.referral is not None:
        yield from _referral(read.referral)
    elif isinstance(read, SessionRead):
        yield from _blocks(read.blocks, base, "##")
        if read.meta.unmet:
            yield escaped(lacking(read.meta.unmet))
    else:
        yield from _weeks(read, base)


def _referral(referral: Referral) -> Iterator[str]:
    yield f"## {escaped(referral.red_flag.name)}"
    yield escaped(referral.signs)
    yield f"**What to do:** {escaped(referral.action)}"


def _weeks(read: PlanRead, base: str) -> Iterator[str]:
    for week in read.weeks:
        yield f"## {escaped(week_title(week))}"
        yield from map(escaped, week.changes)
        for session in week.sessions:
            yield f"### {escaped(session_title(session))}"
            yield from _blocks(session.blocks, base, "####")


def _blocks(blocks: Sequence[SessionBlock], base: str, level: str) -> Iterator[str]:
    for block in blocks:
        yield f"{level} {escaped(titled(block.kind))}"
        numbered = enumerate(block.items, start=1)
        yield "\n".join(line for number, item in numbered for line in _item(number, item, base))


def _item(number: int, item: SessionItem, base: str) -> Iterator[str]:
    """Write an exercise as an entry of a numbered list, and what belongs to it as a list inside."""
    mark = f"{number}. "
    inside = f"{' ' * len(mark)}- "
    name = _link(item.exercise.name, links.exercise(base, item.exercise.slug))
    yield f"{mark}**{name}**: {dose(item)}. {escaped(item.load)}"
    for one in item.cautions:
        yield inside + escaped(caution(one)) + _sources(_caution_source(one), base)
    for reason in item.reasons:
        yield inside + escaped(reason.text) + _sources(reason.sources, base)


def _caution_source(one: CautionRead) -> list[SourceRef]:
    return [SourceRef(key=one.source, label=one.source)] if one.source else []


def _sources(sources: Sequence[SourceRef], base: str) -> str:
    """Name sources behind what they bear out; nothing where there is none."""
    named = ", ".join(_link(one.label, links.source(base, one.key)) for one in sources)
    return f" ({named})" if named else ""


def _link(text: str, address: str) -> str:
    return f"[{escaped(text)}]({address})"
