"""Serve files that never change: validators, one range, and a redirect to the newest."""

import os
import re
from typing import Any

from fastapi import Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from app.answers import ASKED_HEAD
from app.domain.base import shown
from app.exports.shelf import Found
from app.kept import matches
from app.problems import documented, problem
from app.schemas.exports import ExportFile

IMMUTABLE = "public, max-age=31536000, immutable"
RANGE = re.compile(r"bytes=(?:([0-9]{1,100})-([0-9]{0,100})|-([0-9]{1,100}))")
_TEXT = {"schema": {"type": "string"}}
_CONTENT: dict[str, Any] = {
    "application/vnd.sqlite3": {},
    "application/json": {"schema": {"type": "object"}},
    "application/x-ndjson": _TEXT,
    "text/csv": _TEXT,
    "application/gzip": {},
    "application/zstd": {},
}
"""What OpenAPI 3.1 is told of files: bytes have no schema."""
DOWNLOADED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole file.", "content": _CONTENT},
    206: {
        "description": "The part that `Range` asked for.",
        "content": {media_type: {} for media_type in _CONTENT},
    },
    304: {"description": "The file is the one that `If-None-Match` names."},
    **documented(404, 410, 416),
}
LED: dict[int | str, dict[str, Any]] = {
    307: {
        "description": "Where that file of the current release is.",
        "headers": {"Location": {"description": "Path of the file.", "schema": _TEXT["schema"]}},
    },
    **documented(404),
}


_KEPT: dict[str, Any] = {
    name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "X-Pushoff-Release")
}
DRAWN: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The picture, with a title, a description and all that it needs inside.",
        "content": {"image/svg+xml": _TEXT},
        "headers": _KEPT,
    },
    301: {
        "description": "The resource lives on under another slug.",
        "headers": {"Location": {"$ref": "#/components/headers/Location"}},
    },
    304: {"description": "The picture is the one that `If-None-Match` names.", "headers": _KEPT},
    **documented(404, 410),
}
"""What is said of a picture, which is kept like any other answer."""


class Download(FileResponse):
    """A file, or one range of it, streamed by Starlette.

    What to send is decided before. Starlette refuses a range that it does not understand, where it
    must be ignored (RFC 9110, 14.2), and takes the time at which a file was written for a
    validator, though it differs between servers that hold the same file.
    """

    def __init__(self, found: Found, headers: dict[str, str], part: range | None = None) -> None:
        """Send what was found, or `part` of it: numbers of bytes."""
        file = found.file
        super().__init__(
            found.path, headers=headers, media_type=file.media_type, filename=file.name
        )
        self._part = [(b"range", b"bytes=%d-%d" % (part[0], part[-1]))] if part else []

    def set_stat_headers(self, stat_result: os.stat_result) -> None:
        """Give the size, and neither a date nor a validator of the file system."""
        self.headers["content-length"] = str(stat_result.st_size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what was decided on; a HEAD reads nothing of the file."""
        method = "HEAD" if scope.get(ASKED_HEAD) else scope["method"]
        await super().__call__({**scope, "headers": self._part, "method": method}, receive, send)


def send_file(request: Request, found: Found) -> Response:
    """Answer with a file, with a range of it, or that the client has it already."""
    etag = f'"{found.file.sha256}"'
    headers = {
        "ETag": etag,
        "Cache-Control": IMMUTABLE,
        "X-Pushoff-Revision": str(found.revision),
    }
    known = request.headers.get("if-none-match", "")
    if known and matches(known.encode("latin-1"), etag.encode()):
        return Response(status_code=304, headers=headers)
    asked = request.headers.get("range", "").strip().lower()
    part = _read_range(asked, found.file.size)
    if part is None or request.headers.get("if-range", etag) != etag:
        return Download(found, headers)
    if not part:
        return beyond(asked, found.file.size)
    return Download(found, headers, part)


def lead_to(file: ExportFile) -> Response:
    """Lead to a file of the current release; tomorrow it may be another one."""
    return RedirectResponse(file.url, 307, {"Cache-Control": "no-store"})


def _read_range(asked: str, size: int) -> range | None:
    """Give the bytes of one well-formed range; None for all else, which HTTP lets us ignore."""
    wanted = RANGE.fullmatch(asked)
    if not wanted:
        return None
    first, last, suffix = (int(number) if number else None for number in wanted.groups())
    if first is None:
        return range(size - min(suffix or 0, size), size)
    if last is not None and last < first:
        return None
    return range(first, size if last is None else min(last + 1, size))


def beyond(asked: str, size: int) -> Response:
    """Refuse a range that lies behind the end of a file."""
    detail = f"The file has {size} bytes; {shown(asked)} asks for none of them."
    ends = {"Content-Range": f"bytes */{size}"}
    return problem(416, "range_not_satisfiable", detail, headers=ends)
