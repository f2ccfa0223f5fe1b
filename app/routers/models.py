"""What language models are told of the service; no part of the API that programs are made from."""

from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.responses import PlainTextResponse

from app.answers import respond
from app.deps import SessionDep, router_of
from app.queries import releases
from app.schemas.paging import NoParams

router = router_of("", "Release")


@router.get("/llms.txt", response_class=PlainTextResponse, include_in_schema=False)
def get_guide(
    request: Request, session: SessionDep, _params: Annotated[NoParams, Query()]
) -> Response:
    """Say what the service is, where to start, and how to cite it, as llmstxt.org proposes."""
    return respond(releases.get_guide(session, request.app.state.base_url))
