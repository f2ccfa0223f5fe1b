"""The OpenAPI document, with real examples, and the page that shows it."""

import asyncio
from collections.abc import Callable
from functools import cache, partial
from threading import Lock
from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session

from app.answers import respond
from app.domain.errors import NotReady
from app.inside import ask
from app.openapi.document import document_of, index_of, structure_of
from app.openapi.examples import Sheet, add_examples
from app.openapi.page import show_page
from app.queries.names import Names, all_names
from app.queries.snapshots import open_snapshot
from app.schemas.paging import NoParams, Rendered

__all__ = ["describe", "index_of"]


def describe(app: FastAPI, open_session: Callable[[], Session], address: str) -> None:
    """Describe the application; the document is made once a release."""
    structure = cache(lambda: structure_of(app))
    made: dict[str, bytes] = {}
    making = Lock()

    def whole() -> Rendered:
        """Give the document of the newest release.

        Raises NotReady where there is no data, or the database does not answer all questions.
        """
        with making:
            while True:
                with open_snapshot(open_session()) as at:
                    release, names = at.release, all_names(at)
                if release.id in made:
                    return Rendered(made[release.id], release)
                sheet = Sheet(document_of(structure(), names), names, partial(ask, app), address)
                asyncio.run(add_examples(sheet))  # This thread has no loop of its own.
                if sheet.broken:
                    raise NotReady
                if sheet.releases <= {release.id}:  # Else a revision came in between.
                    made.clear()
                    made[release.id] = bytes(JSONResponse(sheet.document).body)

    def show_document(_params: Annotated[NoParams, Query()]) -> Response:
        """Answer with the document; where examples cannot be made now, without them."""
        try:
            return respond(whole())
        except NotReady:
            plain = document_of(structure(), Names({}))
            return JSONResponse(plain, headers={"Cache-Control": "no-store"})

    app.openapi = structure  # type: ignore[method-assign]
    app.add_api_route("/openapi.json", show_document, include_in_schema=False)
    show_page(app)
