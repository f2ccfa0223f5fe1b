"""Phases of the running cycle."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, running
from app.schemas.paging import FieldsParams
from app.schemas.running import PhasePage, PhaseParams, PhaseRead

router = router_of("/v1/phases", "Vocabulary")


@router.get("", response_model=PhasePage, responses=documented())
def list_phases(session: SessionDep, params: Annotated[PhaseParams, Query()]) -> Response:
    """List the gait phases in the order of the cycle."""
    return respond(running.list_phases(session, params))


@router.get("/{slug}", response_model=PhaseRead, responses=documented(404, 410))
def get_phase(
    session: SessionDep, slug: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one gait phase."""
    return respond(documents.get_document(session, "phases", slug, params))
