"""What sends a person to a clinician."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, injuries
from app.schemas.injuries import RedFlagPage, RedFlagParams, RedFlagRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/red-flags", "Injuries")


@router.get("", response_model=RedFlagPage, responses=documented())
def list_red_flags(session: SessionDep, params: Annotated[RedFlagParams, Query()]) -> Response:
    """List the signs that need a clinician before any training plan."""
    return respond(injuries.list_red_flags(session, params))


@router.get("/{slug}", response_model=RedFlagRead, responses=documented(404, 410))
def get_red_flag(
    session: SessionDep, slug: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one red flag: signs, concern, and what to do."""
    return respond(documents.get_document(session, "red-flags", slug, params))
