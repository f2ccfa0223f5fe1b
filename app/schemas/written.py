"""How sessions and plans are asked for in one of their formats."""

from typing import Self

from pydantic import Field as Bound
from pydantic import model_validator

from app.schemas.calendars import CalendarDay
from app.schemas.paging import Params, SessionFormat, alone
from app.schemas.sessions import PlanParams, SessionParams


class WrittenParams(Params):
    """How a session or a plan is written, where its path writes several formats."""

    format: SessionFormat = Bound(
        default=SessionFormat.json, description="How the answer is written."
    )


class WrittenSessionParams(SessionParams, WrittenParams):
    """The query string of a session in one of its formats."""

    date: CalendarDay | None = Bound(
        default=None,
        description="Day of the session, YYYY-MM-DD, from 1970 to 2199: needed with "
        "format=intervals, and with no other format.",
        examples=["2027-03-02"],
    )

    @model_validator(mode="after")
    def only_an_event_has_a_day(self) -> Self:
        """An event of a calendar has a day, and a session by itself has none."""
        if self.format is SessionFormat.intervals and self.date is None:
            raise alone("date", "Give date with format=intervals: an event has a day.")
        if self.format is not SessionFormat.intervals and self.date is not None:
            raise alone("date", "Give date only with format=intervals: a session has no day.")
        return self


class WrittenPlanParams(PlanParams, WrittenParams):
    """The query string of a plan in one of its formats."""

    @model_validator(mode="after")
    def events_have_days(self) -> Self:
        """An event of a calendar has a day, and a plan without a start has none."""
        if self.format is SessionFormat.intervals and self.start is None:
            raise alone("start", "Give start with format=intervals: an event has a day.")
        return self
