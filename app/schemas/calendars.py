"""What sessions and plans are asked with when they go into a calendar."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic import Field as Bound
from pydantic_core import PydanticCustomError

from app.schemas.paging import Params, alone
from app.schemas.sessions import PlanParams, SessionParams, as_written

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
"""Days that calendar programs agree on; a judgement."""


def _agreed_on(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        reason = "Give a day only with a year from 1970 to 2199: calendar programs agree on those."
        raise PydanticCustomError("day", reason)
    return day


CalendarDay = Annotated[date, BeforeValidator(as_written), AfterValidator(_agreed_on)]
TimeOfDay = Annotated[str, Bound(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
TimeZone = Annotated[str, Bound(pattern=r"^[A-Za-z0-9_+/-]+$", max_length=40)]


class CalendarShape(Params):
    """When in the day a session begins."""

    time: TimeOfDay | None = Bound(
        default=None,
        description="Time of day, HH:MM, 00:00 to 23:59; left out: events of the whole day that "
        "block no time.",
        examples=["18:30"],
    )
    time_zone: TimeZone | None = Bound(
        default=None,
        description="Name of the time zone of `time` in the IANA database, as it is written there; "
        "left out: the time of day wherever the reader is.",
        examples=["Europe/Berlin"],
    )

    @model_validator(mode="after")
    def a_time_zone_belongs_to_a_time(self) -> Self:
        """A whole day has no time zone."""
        if self.time_zone is not None and self.time is None:
            raise alone("time_zone", "Give time_zone only with time: a whole day has no time zone.")
        return self


class SessionCalendarParams(CalendarShape, SessionParams):
    """The query string of a session in a calendar."""

    date: CalendarDay = Bound(
        description="Day of the session, YYYY-MM-DD, from 1970 to 2199.", examples=["2027-03-02"]
    )


class PlanCalendarParams(CalendarShape, PlanParams):
    """The query string of a plan in a calendar."""

    start: CalendarDay = Bound(
        description="A day of the first week, YYYY-MM-DD, from 1970 to 2199.",
        examples=["2027-03-01"],
    )
