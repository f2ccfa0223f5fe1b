"""What a page is asked for: its address, which can be shared, says all of what it shows."""

from typing import Annotated

from pydantic import Field as Bound

from app.domain.base import SpeedMS
from app.schemas.calendars import CalendarDay
from app.schemas.paging import Asked, Params
from app.schemas.search import Findable
from app.schemas.sessions import SessionParams


class StrideParams(Params):
    """The query string of the stride."""

    phase: Asked = Bound(default="push-off", description="Phase of the running cycle.")
    role: Asked = Bound(default="power", description="Running role.")
    speed: SpeedMS | None = Bound(default=None, description="Running speed, m/s.")


class BuilderParams(SessionParams):
    """The query string of the session builder: that of a session, and a day for the calendar."""

    date: CalendarDay | None = Bound(default=None, description="Day of the session.")


class FinderParams(Params):
    """The query string of the search."""

    q: Asked | None = Bound(default=None, description="What to look for.")
    kind: Annotated[list[Findable], Bound(max_length=6)] = Bound(
        default_factory=list, description="Only these kinds."
    )
