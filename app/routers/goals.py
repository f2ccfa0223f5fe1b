"""What runners train for."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, goals
from app.schemas.goals import GoalPage, GoalParams, GoalRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/goals", "Training")


@router.get("", response_model=GoalPage, responses=documented())
def list_goals(session: SessionDep, params: Annotated[GoalParams, Query()]) -> Response:
    """List the goals that recommendations, sessions and plans can be made for."""
    return respond(goals.list_goals(session, params))


@router.get("/{slug}", response_model=GoalRead, responses=documented(404, 410))
def get_goal(
    session: SessionDep, slug: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one goal with what of running it needs."""
    return respond(documents.get_document(session, "goals", slug, params))
