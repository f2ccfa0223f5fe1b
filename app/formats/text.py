"""A session or a plan as plain text: for messages, calendars and notes, read on a phone."""

from collections.abc import Iterator, Sequence

from app.formats.origin import Origin
from app.formats.words import (
    caution,
    dose,
    session_title,
    titled,
    week_title,
    what_it_is,
)
from app.schemas.sessions import PlanRead, Referral, SessionBlock, SessionItem, SessionRead


def describe_blocks(blocks: Sequence[SessionBlock]) -> str:
    """Say what to do, in order: a paragraph for each block, a line for each exercise.

    A line begins with `•` and not with a hyphen, which some tools read as a step of a workout of
    their own; what an injury asks of an exercise stands in lines below it.
    """
    return "\n\n".join(_paragraph(block) for block in blocks)


def _paragraph(block: SessionBlock) -> str:
    lines = [line for item in block.items for line in _lines(item)]
    return "\n".join([titled(block.kind), *lines])


def _lines(item: SessionItem) -> Iterator[str]:
    yield f"• {item.exercise.name}: {dose(item)}. {item.load}"
    for one in item.cautions:
        yield f"  {caution(one)}"


def describe_referral(referral: Referral) -> str:
    """Say which sign comes before any training, and what to do."""
    return f"{referral.red_flag.name}\n{referral.signs}\nWhat to do: {referral.action}"


def write_text(read: SessionRead | PlanRead, origin: Origin) -> str:
    """Write a whole session or plan; with a referral what to do, and no training."""
    head = f"{read.goal.name}\n{what_it_is(read)}"
    foot = f"{read.note}\n{origin.address(format='html')}"
    return "\n\n".join([head, *_body(read), foot]) + "\n"


def _body(read: SessionRead | PlanRead) -> Iterator[str]:
    if read.referral is not None:
        yield describe_referral(read.referral)
    elif isinstance(read, SessionRead):
        yield describe_blocks(read.blocks)
    else:
        for week in read.weeks:
            yield "\n".join([week_title(week), *week.changes])
            for session in week.sessions:
                yield f"{session_title(session)}\n\n{describe_blocks(session.blocks)}"
