"""The whole data of a release, as files to take away."""

from typing import Annotated

from fastapi import Query, Request, Response

from app.answers import respond
from app.deps import EditionPath, FilePath, SessionDep, SlowRoute, router_of
from app.downloads import DOWNLOADED, LED, lead_to, send_file
from app.exports import shelf
from app.problems import documented
from app.schemas.exports import ExportsRead
from app.schemas.paging import NoParams

router = router_of("/v1/exports", "Exports", SlowRoute)


@router.get("", response_model=ExportsRead, responses=documented())
def get_exports(
    session: SessionDep, request: Request, _params: Annotated[NoParams, Query()]
) -> Response:
    """List the files of the current release, each with its size, hash and permanent address."""
    return respond(shelf.get_manifest(session, request.app.state.shelf))


@router.get("/{file}", status_code=307, response_class=Response, responses=LED)
def download_current_export(
    session: SessionDep, request: Request, file: FilePath, _params: Annotated[NoParams, Query()]
) -> Response:
    """Lead to a file of the current release."""
    return lead_to(shelf.find_current(session, request.app.state.shelf, file))


@router.get("/{edition}/{file}", response_class=Response, responses=DOWNLOADED)
def download_export(
    session: SessionDep,
    request: Request,
    edition: EditionPath,
    file: FilePath,
    _params: Annotated[NoParams, Query()],
) -> Response:
    """Download a file, or with `Range` a part of it; what stands here never changes."""
    return send_file(request, shelf.find_file(session, request.app.state.shelf, edition, file))
