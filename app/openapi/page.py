"""The page that shows the OpenAPI document, with all that it needs served from here."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from app.formats.page import OF_EVERY_PAGE

ASSETS = "/docs/assets"
FILES = Path(__file__).parent / "static"
KEPT = "public, max-age=3600, stale-while-revalidate=86400"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""What the page may load: its own files, the document, and answers of this server."""


class Whole(FileResponse):
    """A file that is always sent whole."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await super().__call__(_without_range(scope), receive, send)


class Assets(StaticFiles):
    """Files that a browser may keep for a while."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a whole file."""
        await super().__call__(_without_range(scope), receive, send)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Answer with a file, or with 304."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = KEPT
        return response


def show_page(app: FastAPI) -> None:
    """Serve the page and its files."""
    app.mount(ASSETS, Assets(directory=FILES, packages=[("fastapi_offline", "static")]))
    app.add_api_route("/docs", _show_documentation, include_in_schema=False)


def _show_documentation() -> Response:
    """Show the documentation, with assets of our own: it works without a network."""
    headers = {"Cache-Control": KEPT, "Content-Security-Policy": POLICY, **OF_EVERY_PAGE}
    return Whole(FILES / "docs.html", headers=headers)


def _without_range(scope: Scope) -> Scope:
    """Leave out Range, as a server may: Starlette refuses one that it does not understand."""
    return {**scope, "headers": [(n, value) for n, value in scope["headers"] if n != b"range"]}
