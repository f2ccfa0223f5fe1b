"""What sessions and plans say in words, the same in every format that people read."""

from collections.abc import Sequence

from app.domain.vocabulary import GateStage, Measure
from app.schemas.recommendations import CautionRead
from app.schemas.sessions import (
    PlanRead,
    PlanSession,
    PlanWeekRead,
    SessionItem,
    SessionRead,
    Weekday,
)

LONG_REST_S = 120  # Seconds from which whole minutes are easier to read; a judgement.
MINUTE_S = 60
FAMILIES = {
    "care": "what the care of the injury names",
    "heavy": "heavy work",
    "loaded": "work with a load",
}
"""Families of a session that are no movements, in a runner's words."""
DAYS = {
    Weekday.mon: "Monday",
    Weekday.tue: "Tuesday",
    Weekday.wed: "Wednesday",
    Weekday.thu: "Thursday",
    Weekday.fri: "Friday",
    Weekday.sat: "Saturday",
    Weekday.sun: "Sunday",
}


def spoken(slug: str) -> str:
    """Write a slug as words."""
    return slug.replace("-", " ")


def titled(slug: str) -> str:
    """Write a slug as the words of a heading."""
    return spoken(slug).capitalize()


def amount(item: SessionItem) -> str:
    """Say what a set is: repetitions, seconds, metres or ground contacts."""
    count, one, many = {
        Measure.reps: (item.reps, "rep", "reps"),
        Measure.seconds: (item.hold_s, "s", "s"),
        Measure.metres: (item.metres, "m", "m"),
        Measure.contacts: (item.contacts, "contact", "contacts"),
    }[item.measure]
    return f"{count} {one if count == 1 else many}"


def dose(item: SessionItem) -> str:
    """Say the sets, what one is, and the rest between them: `3 × 8 reps per side, rest 60 s`."""
    sides = " per side" if item.per_side else ""
    rest = f", rest {lasting(item.rest_s)}" if item.sets > 1 else ""
    return f"{item.sets} × {amount(item)}{sides}{rest}"


def lasting(seconds: int) -> str:
    """Say a time in seconds, or in minutes where it is long and they are whole."""
    minutes, left = divmod(seconds, MINUTE_S)
    return f"{minutes} min" if seconds >= LONG_REST_S and not left else f"{seconds} s"


def minutes(value: float) -> str:
    """Say minutes as people plan them."""
    return f"{value:.0f} min"


def percent(share: float) -> str:
    """Say a share."""
    return f"{100 * share:.0f} %"


def concerning(one: CautionRead) -> str:
    """Name the injury that asks something of an exercise, and the stage where it asks it."""
    stage = "" if one.stage is GateStage.any else f" ({one.stage} stage)"
    return f"{one.injury.name}{stage}"


def caution(one: CautionRead) -> str:
    """Say what an injury asks of an exercise."""
    return f"{concerning(one)}. {one.text}"


def what_it_is(read: SessionRead | PlanRead) -> str:
    """Say in a line what stands below: a session of some minutes, or a plan of some weeks."""
    if read.referral is not None:
        return "No training now: see a clinician first."
    if isinstance(read, SessionRead):
        return f"Strength session for runners, {minutes(read.minutes)}"
    weeks = len(read.weeks)
    return f"Strength plan for runners, {weeks} {'week' if weeks == 1 else 'weeks'}"


def week_title(week: PlanWeekRead) -> str:
    """Name a week."""
    return f"Week {week.week}: {spoken(week.kind)}"


def session_title(session: PlanSession) -> str:
    """Name a session of a plan by its day, its letter and its minutes."""
    day = DAYS[session.day] + (f" {session.date.isoformat()}" if session.date else "")
    return f"{day}: session {session.letter}, {minutes(session.minutes)}"


def lacking(families: Sequence[str]) -> str:
    """Say what a session should have and has not."""
    return f"It should have and has not: {', '.join(FAMILIES.get(f, spoken(f)) for f in families)}."


def session_on_watch(goal: str, most: int) -> str:
    """Name a session where there is little room, by the minutes that were asked for."""
    return f"{most} min: {goal}"


def planned_on_watch(goal: str, week: int, day: Weekday) -> str:
    """Name a session of a plan where there is little room."""
    return f"W{week} {day.title()}: {goal}"
