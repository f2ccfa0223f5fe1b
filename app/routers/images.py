"""Pictures as images: they take a third of a second each."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import SessionDep, SlowRoute, router_of
from app.downloads import attached
from app.pictures import png
from app.problems import documented
from app.queries import pictures
from app.schemas.pictures import MuscleMapImageParams

router = router_of("/v1", "Pictures", SlowRoute)


@router.get(
    "/muscle-map.png", response_class=Response, responses=attached(png.MEDIA_TYPE) | documented(406)
)
def download_muscle_map_image(
    session: SessionDep, params: Annotated[MuscleMapImageParams, Query()]
) -> Response:
    """Draw the muscle map as an image, for programs that show no SVG; on an optional extra."""
    return respond(pictures.get_muscle_map_image(session, params))
