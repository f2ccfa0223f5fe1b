"""What is said of sessions, plans and coverage."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Bound
from pydantic_core import PydanticCustomError

from app.domain.base import Line, Name, Prose, Share, Slug
from app.domain.vocabulary import Measure, Urgency
from app.schemas.paging import Asked, Named, SourceRef, alone, names
from app.schemas.recommendations import (
    CautionRead,
    LeftOut,
    Reason,
    Recommended,
    RuleRef,
    RunnerParams,
)
from app.schemas.shape import Shape

Minutes = Annotated[int, Bound(ge=10, le=120)]
Goal = Annotated[list[Asked], Bound(max_length=1)]


class SessionShape(RunnerParams):
    """What every session and plan is asked with."""

    goal: Goal = names("goal", "What to train for; see /v1/goals. Left out: general.")
    minutes: Minutes = Bound(default=30, description="Minutes there are, 10 to 120.")
    weekly_distance_jump_pct: Annotated[int, Bound(ge=0, le=1_000)] | None = Bound(
        default=None,
        description="Rise of the weekly running distance over the last two weeks, %: above 30, "
        "jumps are cut as a precaution.",
    )
    seed: Annotated[int, Bound(ge=0, le=1_000_000)] = Bound(
        default=0, description="Another number gives another choice of the same worth."
    )
    red_flag: list[Asked] = names(
        "red-flag", "A red flag that is there: no plan then, a referral; see /v1/red-flags."
    )


class SessionParams(SessionShape):
    """The query string of a session."""

    include: list[Asked] = names(
        "exercise", "Exercises that must appear.", "Repeat it for several."
    )
    hours_to_next_key_run: Annotated[int, Bound(ge=0, le=336)] | None = Bound(
        default=None,
        description="Hours to the next hard or long run: no heavy work within 24, no eccentric "
        "work within 48.",
    )
    race_in_days: Annotated[int, Bound(ge=0, le=365)] | None = Bound(
        default=None, description="Days to a race: no heavy or eccentric work within 7."
    )


class SessionItem(Shape):
    """An exercise in a session."""

    exercise: Named
    sets: int
    reps: int | None = Bound(description="Repetitions in a set; null: not counted so.")
    hold_s: int | None = Bound(description="Seconds of a set; null: not timed.")
    metres: int | None = Bound(description="Metres of a set; null: not measured so.")
    contacts: int | None = Bound(description="Ground contacts in a set; null: not counted.")
    per_side: bool
    measure: Measure
    load: Line = Bound(description="How hard to work.")
    rest_s: int = Bound(description="Rest between sets, s.")
    minutes: float = Bound(description="Time that all of it takes, rests included.")
    score: float | None = Bound(description="Its own score for the goal; null: it prepares.")
    reasons: list[Reason] = Bound(
        description="What it serves, the most first; at most two; empty in "
        "the later weeks of a block of a plan."
    )
    cautions: list[CautionRead]


class SessionBlock(Shape):
    """A part of a session."""

    kind: Slug = Bound(description="prepare, plyometric, main, accessory, calf-and-foot or trunk.")
    items: list[SessionItem]


class CoverageOf(Shape):
    """How much of what a role needs in a phase is met."""

    role: Slug
    phase: Slug
    met: Share


class Referral(Shape):
    """Why there is no plan, and what to do."""

    red_flag: Named
    signs: Line
    action: Line
    urgency: Urgency


class SessionMeta(Shape):
    """How a session came about."""

    gap: float = Bound(
        description="Part of the best possible worth that could be missing: 0.005 at most, unless "
        "the search gave up."
    )
    contacts: int = Bound(description="Ground contacts in all.")
    uses_minutes: bool = Bound(description="Whether at least 85 % of the minutes are used.")
    unmet: list[Slug] = Bound(description="Families of movement that it should have and has not.")


class WorkoutLinks(Shape):
    """Where the same session is as a file: path and query, on this server."""

    fit: str = Bound(description="As a FIT workout for a Garmin watch.")


class SessionRead(Shape):
    """A session, explained."""

    goal: Named
    minutes: float = Bound(description="Minutes that it takes.")
    blocks: list[SessionBlock] = Bound(description="In the order to do them; empty: a referral.")
    coverage: list[CoverageOf] = Bound(description="What of the goal it covers.")
    left_out: list[LeftOut] = Bound(description="Why the next best are not there.")
    rules: list[RuleRef] = Bound(description="Rules that shaped it.")
    sources: list[SourceRef] = Bound(description="Every source that is named in it.")
    referral: Referral | None = Bound(description="With a red flag: see a clinician, no plan.")
    links: WorkoutLinks | None = Bound(description="The session as a file; null: a referral.")
    meta: SessionMeta
    note: Line
    revision: int


class Weekday(StrEnum):
    """Days of the week."""

    mon = "mon"
    tue = "tue"
    wed = "wed"
    thu = "thu"
    fri = "fri"
    sat = "sat"
    sun = "sun"


def as_written(value: object) -> object:
    """Take a day in one spelling alone: a number or a time of day is no day."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise PydanticCustomError("day", "Give a day as YYYY-MM-DD.")
    return value


DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Day = Annotated[date, BeforeValidator(as_written)]


class PlanParams(SessionShape):
    """The query string of a plan."""

    weeks: Annotated[int, Bound(ge=1, le=24)] = Bound(default=8, description="Weeks, 1 to 24.")
    sessions_per_week: Annotated[int, Bound(ge=1, le=4)] = Bound(
        default=2, description="Sessions a week, 1 to 4."
    )
    key_run_day: Annotated[list[Weekday], Bound(max_length=7)] = Bound(
        default_factory=list,
        description="Days of hard or long runs: strength stays away from them. Repeat it.",
    )
    start: Day | None = Bound(
        default=None,
        description="A day of the first week, YYYY-MM-DD; left out: no dates.",
        examples=["2027-03-01"],
    )
    race: Day | None = Bound(
        default=None,
        description="Day of the race, YYYY-MM-DD, inside the plan; needs `start`.",
        examples=["2027-03-07"],
    )

    @model_validator(mode="after")
    def a_race_lies_in_the_plan(self) -> Self:
        """A race needs a start, and lies in the weeks that are planned; all of them have dates."""
        if self.start and self.start.toordinal() + 7 * self.weeks > date.max.toordinal():
            raise alone("start", "Give start only with weeks that end before the year 10000.")
        if self.race is None:
            return self
        if self.start is None:
            raise alone("race", "Give race only with start: it is a day of the plan.")
        monday = self.start.toordinal() - self.start.weekday()
        if not 0 <= self.race.toordinal() - monday < 7 * self.weeks:
            raise alone("race", "Give race only with weeks that reach it, from start on.")
        return self


class PlanWorkoutParams(PlanParams):
    """The query string of one session of a plan."""

    week: Annotated[int, Bound(ge=1, le=24)] = Bound(description="Week of the plan, 1 to 24.")
    day: Weekday = Bound(description="Day of the week that has the session.")


class PlanSession(Shape):
    """A session of a plan."""

    day: Weekday
    date: date | None
    letter: Name = Bound(description="A, B …: the same letter is the same session in a block.")
    hours_to_key_run: int | None
    minutes: float
    blocks: list[SessionBlock]
    left_out: list[LeftOut]
    links: WorkoutLinks | None = Bound(
        description="The session as a file; null: a race is too near for all that was planned."
    )


class PlanWeekRead(Shape):
    """A week of a plan."""

    week: int
    kind: Slug = Bound(description="build, light, race, or after it.")
    changes: list[Prose] = Bound(description="What this week changes, and why.")
    rules: list[Slug] = Bound(description="Ids of the rules behind it.")
    sessions: list[PlanSession]


class PlanRead(Shape):
    """Weeks of sessions."""

    goal: Named
    weeks: list[PlanWeekRead] = Bound(description="Empty: a referral.")
    rules: list[RuleRef]
    referral: Referral | None
    note: Line
    revision: int


class CoverageParams(RunnerParams):
    """The query string of coverage."""

    exercise: Annotated[list[Asked], Bound(min_length=1, max_length=40)] = Bound(
        description="Exercises of the routine. Repeat it.",
        json_schema_extra={"x-vocabulary": "exercise"},
    )
    goal: Goal = names("goal", "Against what to measure; see /v1/goals. Left out: general.")


class GapRead(Shape):
    """A need that is met too little."""

    muscle: Slug
    role: Slug
    phase: Slug
    importance: Share
    met: Share


class Addition(Shape):
    """An exercise that would close gaps."""

    exercise: Recommended
    adds: Share = Bound(description="Part of the whole demand that it would bring.")


class CoverageRead(Shape):
    """What a routine covers of what running needs."""

    goal: Named
    covered: Share = Bound(description="Part of the whole demand that is met.")
    by_place: list[CoverageOf]
    gaps: list[GapRead] = Bound(description="Needs that are met least, the most important first.")
    imbalances: list[Line]
    additions: list[Addition] = Bound(description="The fewest exercises that close most.")
    note: Line
    revision: int
