"""Where facts come from."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, evidence
from app.schemas.evidence import SourcePage, SourceParams, SourceRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/sources", "Evidence")


@router.get("", response_model=SourcePage, responses=documented())
def list_sources(session: SessionDep, params: Annotated[SourceParams, Query()]) -> Response:
    """List the sources with what was seen of each."""
    return respond(evidence.list_sources(session, params))


@router.get("/{key}", response_model=SourceRead, responses=documented(404, 410))
def get_source(
    session: SessionDep, key: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one source."""
    return respond(documents.get_document(session, "sources", key, params))
