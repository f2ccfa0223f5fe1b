"""Find anything by words."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import SessionDep, router_of
from app.problems import documented
from app.queries import search
from app.schemas.search import SearchParams, SearchRead, Suggestions, SuggestParams

router = router_of("/v1", "Search")


@router.get("/search", response_model=SearchRead, responses=documented())
def search_everything(session: SessionDep, params: Annotated[SearchParams, Query()]) -> Response:
    """Find exercises, muscles, phases, roles, injuries and claims, whatever the spelling."""
    return respond(search.search(session, params))


@router.get("/suggest", response_model=Suggestions, responses=documented())
def suggest_completions(session: SessionDep, params: Annotated[SuggestParams, Query()]) -> Response:
    """Complete what has been typed so far, at most ten times."""
    return respond(search.suggest(session, params))
