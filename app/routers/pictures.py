"""Pictures: the body and the running cycle, coloured by what the data says."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import SessionDep, router_of
from app.downloads import drawn
from app.queries import gait_timeline, pictures
from app.schemas.pictures import GaitTimelineParams, MuscleMapParams

router = router_of("/v1", "Pictures")


@router.get("/muscle-map.svg", response_class=Response, responses=drawn())
def download_muscle_map(
    session: SessionDep, params: Annotated[MuscleMapParams, Query()]
) -> Response:
    """Draw the body, its muscles coloured by what they do in running or in an exercise."""
    return respond(pictures.get_muscle_map(session, params))


@router.get("/gait-timeline.svg", response_class=Response, responses=drawn())
def download_gait_timeline(
    session: SessionDep, params: Annotated[GaitTimelineParams, Query()]
) -> Response:
    """Draw the running cycle, and over it what muscles do when, or what an exercise trains."""
    return respond(gait_timeline.get_gait_timeline(session, params))
