"""A session or a plan as JSON-LD: the JSON, with what its names mean and what its parts are.

What schema.org types otherwise than the JSON does is added under its own name, such as
`schema:activityDuration`; nothing that the JSON says is left out or changed.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_json

from app.formats.origin import Origin
from app.formats.words import dose, session_title, week_title, what_it_is
from app.schemas.jsonld import PLAN, SESSION
from app.schemas.sessions import (
    PlanRead,
    PlanSession,
    PlanWeekRead,
    SessionBlock,
    SessionItem,
    SessionRead,
)

Node = dict[str, Any]
PARTS = {"weeks", "sessions", "blocks", "items"}
"""Fields that hold parts, which are said one by one."""
DURATION = "schema:activityDuration"
SECOND = "SEC"  # The second, among the common codes of UN/CEFACT.


def write_linked(read: SessionRead | PlanRead, origin: Origin) -> str:
    """Write a session or a plan; its `@id` is the path and query that it answers."""
    if isinstance(read, SessionRead):
        context, parts = SESSION, {**_lasting(read.minutes), "blocks": _blocks(read.blocks)}
    else:
        context, parts = PLAN, {"weeks": [_week(week) for week in read.weeks]}
    what: Node = {
        "@context": context,
        "@id": Origin("", origin.path, origin.asked).address(),
        "@type": "schema:ExercisePlan",
        "schema:name": read.goal.name,
        "schema:description": what_it_is(read),
    }
    if read.referral is not None:
        what["@type"] = "Referral"
        parts.pop(DURATION, None)
    return to_json(what | _own(read) | parts).decode()


def _week(week: PlanWeekRead) -> Node:
    sessions = [_planned(at, session) for at, session in enumerate(week.sessions, start=1)]
    return _part(week.week, week, {"schema:name": week_title(week)}) | {"sessions": sessions}


def _planned(at: int, session: PlanSession) -> Node:
    beside = {"schema:name": session_title(session), **_lasting(session.minutes)}
    return _part(at, session, beside) | {"blocks": _blocks(session.blocks)}


def _blocks(blocks: Iterable[SessionBlock]) -> list[Node]:
    return [
        _part(at, block, {})
        | {"items": [_item(place, item) for place, item in enumerate(block.items, start=1)]}
        for at, block in enumerate(blocks, start=1)
    ]


def _item(at: int, item: SessionItem) -> Node:
    beside = {
        "schema:name": item.exercise.name,
        "schema:description": dose(item),
        **_lasting(item.minutes),
    }
    if item.sets > 1:
        rest = {"@type": "schema:QuantitativeValue", "schema:value": item.rest_s}
        beside["schema:restPeriods"] = rest | {"schema:unitCode": SECOND}
    return _part(at, item, beside)


def _part(at: int, read: BaseModel, beside: Node) -> Node:
    """Say a part of a plan, which is a plan itself, with its place among the others."""
    what = {"@type": "schema:ExercisePlan", "schema:position": at}
    return what | beside | _own(read)


def _own(read: BaseModel) -> Node:
    return read.model_dump(mode="json", exclude=PARTS)


def _lasting(minutes: float) -> Node:
    return {DURATION: timedelta(minutes=minutes)}
