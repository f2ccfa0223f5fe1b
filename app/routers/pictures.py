"""Pictures: the body, coloured by what the data says."""

from typing import Annotated, Any

from fastapi import Query, Response

from app.answers import respond
from app.deps import SessionDep, router_of
from app.pictures.svg import MEDIA_TYPE
from app.problems import documented
from app.queries import pictures
from app.schemas.pictures import MuscleMapParams

router = router_of("/v1", "Pictures")
MUSCLE_MAP: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The picture: an SVG that stands by itself, with its words in it.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    },
    **documented(),
}


@router.get("/muscle-map.svg", response_class=Response, responses=MUSCLE_MAP)
def download_muscle_map(
    session: SessionDep, params: Annotated[MuscleMapParams, Query()]
) -> Response:
    """Draw the body, its muscles coloured by what they do in running or in an exercise."""
    return respond(pictures.get_muscle_map(session, params))
