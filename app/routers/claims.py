"""Popular claims about leg muscles in running, and what the evidence says."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, evidence
from app.schemas.evidence import ClaimPage, ClaimParams, ClaimRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/claims", "Evidence")


@router.get("", response_model=ClaimPage, responses=documented())
def list_claims(session: SessionDep, params: Annotated[ClaimParams, Query()]) -> Response:
    """List the claims with verdict, explanation and the evidence both ways."""
    return respond(evidence.list_claims(session, params))


@router.get("/{slug}", response_model=ClaimRead, responses=documented(404, 410))
def get_claim(
    session: SessionDep, slug: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one claim with its evidence."""
    return respond(documents.get_document(session, "claims", slug, params))
