"""The headers that every response carries, and the answer to OPTIONS."""

from collections.abc import Iterable

from fastapi.responses import Response
from starlette.types import Message, Send

Header = tuple[bytes, bytes]
Headers = list[Header]
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=86400, stale-if-error=604800"
EXPOSED = (
    "Accept-Ranges, Content-Disposition, Content-Range, Deprecation, ETag, Link, RateLimit, "
    "RateLimit-Policy, Retry-After, Sunset, X-Pushoff-Missing, X-Pushoff-Release, "
    "X-Pushoff-Revision, X-Pushoff-Total, X-Request-Id"
)
ALWAYS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED.encode()),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"x-content-type-options", b"nosniff"),
)
ASKED_WITH = (
    "Accept, Content-Type, If-None-Match, If-Range, Last-Event-ID, Mcp-Method, Mcp-Name, "
    "MCP-Protocol-Version, Mcp-Session-Id, Range, traceparent, tracestate, X-Request-Id"
)
"""Headers that a page of another origin may send: those of the API, and those of MCP."""
PREFLIGHT = (
    (b"access-control-allow-headers", ASKED_WITH.encode()),
    (b"access-control-max-age", b"86400"),
)
"""What the answer to a preflight carries beside."""


def options(allowed: str) -> Response:
    """Answer a preflight, or the question which methods a path has."""
    headers = {"Allow": allowed, "Access-Control-Allow-Methods": allowed}
    response = Response(status_code=204, headers=headers)
    response.raw_headers.extend(PREFLIGHT)
    return response


class KeptHeaders(tuple[Header, ...]):
    """The headers of an answer that is sent again and again: the server writes them once."""

    written: bytes = b""
    """As they are sent; empty until they are for the first time."""
    length: int
    """Bytes of the body that they announce; 0 where they announce none."""

    def __new__(cls, headers: Iterable[Header]) -> "KeptHeaders":
        """Take headers that will not change."""
        kept = super().__new__(cls, headers)
        kept.length = int(dict(kept).get(b"content-length", 0))
        return kept


def adding(headers: Headers, send: Send) -> Send:
    """Add headers to a response, where there are any to add."""
    if not headers:
        return send

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *headers]}
        await send(message)

    return add
