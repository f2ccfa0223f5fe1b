"""What exercises need."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, exercises
from app.schemas.exercises import EquipmentPage, EquipmentParams, EquipmentRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/equipment", "Exercises")


@router.get("", response_model=EquipmentPage, responses=documented())
def list_equipment(session: SessionDep, params: Annotated[EquipmentParams, Query()]) -> Response:
    """List equipment, and the sets that one has together."""
    return respond(exercises.list_equipment(session, params))


@router.get("/{slug}", response_model=EquipmentRead, responses=documented(404, 410))
def get_equipment(
    session: SessionDep, slug: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one piece of equipment, or one set."""
    return respond(documents.get_document(session, "equipment", slug, params))
