"""Single figures and statements of single sources."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, evidence
from app.schemas.evidence import FindingPage, FindingParams, FindingRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/findings", "Evidence")


@router.get("", response_model=FindingPage, responses=documented())
def list_findings(session: SessionDep, params: Annotated[FindingParams, Query()]) -> Response:
    """List the findings, by muscle, topic, phase, source or grade."""
    return respond(evidence.list_findings(session, params))


@router.get("/{key}", response_model=FindingRead, responses=documented(404, 410))
def get_finding(
    session: SessionDep, key: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one finding."""
    return respond(documents.get_document(session, "findings", key, params))
