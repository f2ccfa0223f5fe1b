"""What can be asked, whether the service lives, and whether it can answer."""

from typing import Annotated

from fastapi import Query, Request, Response

from app.answers import respond_now
from app.deps import SessionDep, router_of
from app.drain import readiness
from app.openapi import index_of
from app.problems import documented
from app.schemas.paging import NoParams
from app.schemas.releases import Health, Index

router = router_of("", "Health")


@router.get("/v1", response_model=Index, responses=documented())
def list_paths(request: Request, _params: Annotated[NoParams, Query()]) -> Response:
    """List the paths of the API, each with a sentence."""
    return respond_now(index_of(request.app))


@router.get("/health/live", response_model=Health, responses=documented())
def check_live(_params: Annotated[NoParams, Query()]) -> Response:
    """Say that the process runs; asks nothing of the database, and waits for nobody who does."""
    return respond_now(Health(status="live"))


@router.get("/health/ready", response_model=Health, responses=documented())
def check_ready(
    request: Request, session: SessionDep, _params: Annotated[NoParams, Query()]
) -> Response:
    """Say that the database answers and holds a revision; 503 where not, or about to stop."""
    return respond_now(readiness(request.app, session))
