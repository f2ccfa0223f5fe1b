"""Sessions on days, as calendars of every kind take them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.formats.origin import Origin
from app.formats.text import describe_blocks
from app.formats.words import minutes, planned_on_watch, session_on_watch, week_title
from app.schemas.sessions import PlanRead, SessionBlock, SessionRead


@dataclass(frozen=True)
class Appointment:
    """A session on a day."""

    uid: str
    """Permanent: the same question asked tomorrow has the same sessions under the same ids."""
    day: date
    title: str
    short: str
    """The name on a watch."""
    minutes: int
    text: str
    blocks: Sequence[SessionBlock]


def link_of(origin: Origin) -> str:
    """Give the address of the page of what a calendar shows; a session itself has no day."""
    return origin.address(without=frozenset({"date"}), format="html")


def appoint_session(read: SessionRead, origin: Origin, day: date, most: int) -> Appointment:
    """Put a session on a day; `most` is how many minutes were asked for."""
    return Appointment(
        uid=origin.uid("session"),
        day=day,
        title=f"Strength: {read.goal.name}, {minutes(read.minutes)}",
        short=session_on_watch(read.goal.name, most),
        minutes=round(read.minutes),
        text=_text(describe_blocks(read.blocks), read.note, origin),
        blocks=read.blocks,
    )


def appoint_plan(read: PlanRead, origin: Origin) -> Iterator[Appointment]:
    """Give the sessions of a plan that have a date and something to do, in order."""
    for week in read.weeks:
        head = "\n".join([week_title(week), *week.changes])
        for place, session in enumerate(week.sessions, start=1):
            if session.date is not None and session.blocks:
                yield Appointment(
                    uid=origin.uid(week.week, place),
                    day=session.date,
                    title=f"Strength {session.letter}: {read.goal.name}, "
                    f"{minutes(session.minutes)}",
                    short=planned_on_watch(read.goal.name, week.week, session.day),
                    minutes=round(session.minutes),
                    text=_text(f"{head}\n\n{describe_blocks(session.blocks)}", read.note, origin),
                    blocks=session.blocks,
                )


def _text(body: str, note: str, origin: Origin) -> str:
    return f"{body}\n\n{note}\n{link_of(origin)}"
