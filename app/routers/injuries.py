"""What injuries ask of exercises."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, injuries
from app.schemas.injuries import InjuryPage, InjuryParams, InjuryRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/injuries", "Injuries")


@router.get("", response_model=InjuryPage, responses=documented())
def list_injuries(session: SessionDep, params: Annotated[InjuryParams, Query()]) -> Response:
    """List the injuries of runners, with how many exercises each one gates."""
    return respond(injuries.list_injuries(session, params))


@router.get("/{slug}", response_model=InjuryRead, responses=documented(404, 410))
def get_injury(
    session: SessionDep, slug: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one injury with its exercises, gates and red flags. It informs; it is no diagnosis."""
    return respond(documents.get_document(session, "injuries", slug, params))
