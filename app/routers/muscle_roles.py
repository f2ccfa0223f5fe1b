"""What muscles do in running: the coach's question."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, muscle_roles
from app.schemas.paging import FieldsParams
from app.schemas.running import MuscleRolePage, MuscleRoleParams, MuscleRoleRead

router = router_of("/v1/muscle-roles", "Muscle roles")


@router.get("", response_model=MuscleRolePage, responses=documented())
def list_muscle_roles(
    session: SessionDep, params: Annotated[MuscleRoleParams, Query()]
) -> Response:
    """Rank muscles by what they do, by phase, role and function, at any speed or at one."""
    return respond(muscle_roles.list_muscle_roles(session, params))


@router.get("/{key}", response_model=MuscleRoleRead, responses=documented(404, 410))
def get_muscle_role(
    session: SessionDep, key: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one muscle role with every figure behind it."""
    return respond(documents.get_document(session, "muscle-roles", key, params))
