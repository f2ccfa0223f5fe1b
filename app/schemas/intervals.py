"""What the calendar of Intervals.icu takes."""

from typing import Literal

from pydantic import Field as Bound

from app.schemas.shape import Shape


class IntervalsEvent(Shape):
    """A planned workout, as the bulk upsert of Intervals.icu takes it."""

    category: Literal["WORKOUT"] = "WORKOUT"
    start_date_local: str = Bound(description="Day of the session, at midnight.")
    type: Literal["WeightTraining"] = Bound(
        default="WeightTraining", description="Their word for strength training."
    )
    name: str = Bound(description="Title of the session.")
    description: str = Bound(description="The session in plain text.")
    moving_time: int = Bound(description="Time that the session takes, s.")
    external_id: str = Bound(
        description="Permanent id of the session: the same question asked again updates it."
    )
    filename: str = Bound(description="Name of the file.")
    file_contents_base64: str = Bound(description="The session as a FIT workout, in base64.")
