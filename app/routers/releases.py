"""The data as a whole: its release, what changed since another one, and the words it uses."""

from typing import Annotated

from fastapi import Query, Request, Response

from app.answers import respond
from app.deps import SessionDep, router_of
from app.problems import documented
from app.queries import changes, releases
from app.schemas.changes import ChangeParams, ChangesPage
from app.schemas.paging import NoParams
from app.schemas.releases import ReleaseRead, VocabularyRead

router = router_of("/v1", "Release")


@router.get("/release", response_model=ReleaseRead, responses=documented())
def get_release(session: SessionDep, _params: Annotated[NoParams, Query()]) -> Response:
    """Describe the data that answers come from: revision, digest, counts, licence."""
    return respond(releases.get_release(session))


@router.get("/changes", response_model=ChangesPage, responses=documented(410))
def list_changes(
    request: Request, session: SessionDep, params: Annotated[ChangeParams, Query()]
) -> Response:
    """List what was created, changed, moved or removed since a release: each resource once."""
    return respond(changes.list_changes(session, params, request.app.state.changes_kept))


@router.get("/vocabulary", response_model=VocabularyRead, responses=documented())
def get_vocabulary(session: SessionDep, _params: Annotated[NoParams, Query()]) -> Response:
    """List every word that parameters and fields can take, with definitions and aliases."""
    return respond(releases.get_vocabulary(session))
