"""Studies of muscle activity."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, emg
from app.schemas.emg import EmgStudyPage, EmgStudyParams, EmgStudyRead
from app.schemas.paging import FieldsParams

router = router_of("/v1/emg-studies", "Evidence")


@router.get("", response_model=EmgStudyPage, responses=documented())
def list_emg_studies(session: SessionDep, params: Annotated[EmgStudyParams, Query()]) -> Response:
    """List studies of muscle activity; figures compare inside one study and metric only."""
    return respond(emg.list_emg_studies(session, params))


@router.get("/{key}", response_model=EmgStudyRead, responses=documented(404, 410))
def get_emg_study(
    session: SessionDep, key: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give what one study says of muscle activity, ranked where it may be."""
    return respond(documents.get_document(session, "emg-studies", key, params))
