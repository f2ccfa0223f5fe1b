"""What training does."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, evidence
from app.schemas.evidence import EffectPage, EffectParams, EffectRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/effects", "Evidence")


@router.get("", response_model=EffectPage, responses=documented())
def list_effects(session: SessionDep, params: Annotated[EffectParams, Query()]) -> Response:
    """List the effects of training that studies and reviews report."""
    return respond(evidence.list_effects(session, params))


@router.get("/{key}", response_model=EffectRead, responses=documented(404, 410))
def get_effect(
    session: SessionDep, key: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one effect of training."""
    return respond(documents.get_document(session, "effects", key, params))
