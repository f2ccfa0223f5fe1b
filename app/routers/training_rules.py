"""The rules by which sessions are built."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, goals
from app.schemas.goals import TrainingRulePage, TrainingRuleParams, TrainingRuleRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/training-rules", "Training")


@router.get("", response_model=TrainingRulePage, responses=documented())
def list_training_rules(
    session: SessionDep, params: Annotated[TrainingRuleParams, Query()]
) -> Response:
    """List the rules for choosing and dosing, with sources and how sure each is."""
    return respond(goals.list_training_rules(session, params))


@router.get("/{key}", response_model=TrainingRuleRead, responses=documented(404, 410))
def get_training_rule(
    session: SessionDep, key: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one rule."""
    return respond(documents.get_document(session, "training-rules", key, params))
