"""The routes of pages: what a form leaves empty is not asked, and a refusal is a page, too."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse

from app.answers import respond
from app.deps import StrictRoute
from app.inside import Answer
from app.problems import Fault, faults_of
from app.schemas.paging import Rendered
from app.web.page import HEADERS, MEDIA_TYPE, Page, write_page
from app.web.reader import Reader, Refused

API = "/v1"
NOT_KEPT = {"Cache-Control": "no-store"}
TITLES = {
    HTTPStatus.NOT_FOUND: "There is no such thing",
    HTTPStatus.GONE: "It was removed",
    HTTPStatus.UNPROCESSABLE_ENTITY: "This address is not understood",
    HTTPStatus.SERVICE_UNAVAILABLE: "Not now",
}
"""What a person is told first of a refusal."""
View = Callable[[Reader], Awaitable[Page]]


class PageRoute(StrictRoute):
    """A route of a page: it reads its query strictly, and says in a page what is wrong with it."""

    def build_answer(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Make the function that reads a request and answers it."""
        answer = super().build_answer()

        async def show(request: Request) -> Response:
            try:
                return await answer(_filled_in(request))
            except RequestValidationError as error:
                faults = list(faults_of(error.errors(), self.params_model))
                return _refuse(request, HTTPStatus.UNPROCESSABLE_ENTITY, faults)

        return show


async def show(request: Request, see: View) -> Response:
    """Show what a view finds; where the API refuses, say why and lead to what was meant."""
    while True:
        reader = Reader(request.app)
        try:
            page = await see(reader)
        except Refused as refused:
            return _pass_on(request, refused)
        if len(reader.releases) == 1:  # Else a revision came in between.
            body = write_page(page, reader.calls).encode()
            release = reader.releases.pop()
            return respond(Rendered(body, release, media_type=MEDIA_TYPE, headers=HEADERS))


def _filled_in(request: Request) -> Request:
    """Leave out the parameters without a value: a form sends all that it has."""
    query = parse_qsl(request.scope["query_string"].decode("latin-1"))
    return Request({**request.scope, "query_string": urlencode(query).encode()}, request.receive)


def _pass_on(request: Request, refused: Refused) -> Response:
    """Answer as the API did, in a page."""
    answer = refused.answer
    if answer.status == HTTPStatus.MOVED_PERMANENTLY:
        return RedirectResponse(answer.headers["location"].removeprefix(API), answer.status)
    faults = [Fault(**fault) for fault in answer.body["errors"]]
    return _refuse(request, answer.status, faults, answer)


def _refuse(
    request: Request, status: int, faults: Sequence[Fault], answer: Answer | None = None
) -> Response:
    """Say what is wrong, and link to the same page with what was probably meant."""
    said = [
        (fault.detail, [_meant(request, fault, one) for one in fault.nearest]) for fault in faults
    ]
    if answer is not None and not faults:
        said = [(answer.body["detail"], [])]
    page = Page(
        "refused",
        TITLES.get(HTTPStatus(status), "That failed"),
        {"faults": said, "again": request.url.path},
    )
    calls = [answer.target] if answer is not None else []
    again = answer.headers.get("retry-after") if answer is not None else None
    headers = HEADERS | NOT_KEPT | ({"Retry-After": again} if again else {})
    return Response(write_page(page, calls), status, headers, MEDIA_TYPE)


def _meant(request: Request, fault: Fault, nearest: str) -> tuple[str, str]:
    """Give a word that was probably meant, and the address with it in the place of the other."""
    if fault.parameter in request.path_params:
        parts = request.url.path.split("/")
        return nearest, "/".join([*parts[:-1], nearest])
    query = parse_qsl(request.scope["query_string"].decode("latin-1"))
    given = [(name, value) for name, value in query if name != fault.parameter]
    if fault.code == "unknown_parameter":
        renamed = [(nearest, value) for name, value in query if name == fault.parameter]
    else:
        renamed = [(fault.parameter, nearest)]
    return nearest, f"{request.url.path}?{urlencode(given + renamed)}"
