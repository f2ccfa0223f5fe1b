"""The four running roles and their functions."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, running
from app.schemas.paging import PlainFieldsParams
from app.schemas.running import RolePage, RoleParams, RoleRead

router = router_of("/v1/roles", "Vocabulary")


@router.get("", response_model=RolePage, responses=documented())
def list_roles(session: SessionDep, params: Annotated[RoleParams, Query()]) -> Response:
    """List the running roles with the mechanical functions that each covers."""
    return respond(running.list_roles(session, params))


@router.get("/{slug}", response_model=RoleRead, responses=documented(404, 410))
def get_role(
    session: SessionDep, slug: KeyPath, params: Annotated[PlainFieldsParams, Query()]
) -> Response:
    """Give one running role."""
    return respond(documents.get_document(session, "roles", slug, params))
