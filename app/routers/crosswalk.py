"""The ids of other catalogues, and which of ours they are."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import SessionDep, router_of
from app.problems import documented
from app.queries import crosswalk
from app.schemas.crosswalk import CrosswalkPage, CrosswalkParams, SystemsRead
from app.schemas.paging import NoParams

router = router_of("/v1/crosswalk", "Crosswalk")


@router.get("", response_model=CrosswalkPage, responses=documented())
def list_crosswalk(session: SessionDep, params: Annotated[CrosswalkParams, Query()]) -> Response:
    """List ids of other catalogues with what of ours they are, from either side."""
    return respond(crosswalk.list_crosswalk(session, params))


@router.get("/systems", response_model=SystemsRead, responses=documented())
def list_crosswalk_systems(session: SessionDep, _params: Annotated[NoParams, Query()]) -> Response:
    """List the catalogues that the crosswalk knows, with licence, credit and what is not mapped."""
    return respond(crosswalk.list_systems(session))
