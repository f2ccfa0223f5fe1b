"""Answers as they go out: the head of a kept one is written once, not each time it is sent."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import (
    HEADER_RE,
    HEADER_VALUE_RE,
    STATUS_LINE,
    RequestResponseCycle,
)

from app.headers import ALWAYS, Header, KeptHeaders
from app.problems import internal

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent

LINES_KEPT = 256  # Most headers of an answer are those of the one before.


class Cycle(RequestResponseCycle):
    """A request and its response, as uvicorn has it, with a short way for `KeptHeaders`.

    Whoever adds a header to them makes other ones, and the answer goes out the usual way; so does
    any other than the first answer to a client that takes it and stays. What fails outside of all
    layers gets a problem of the one shape, too.
    """

    async def send(self, message: "ASGISendEvent") -> None:
        """Take a message of the application."""
        headers: Any = message.get("headers")
        if (
            type(headers) is not KeptHeaders
            or self.response_started
            or self.disconnected
            or self.flow.write_paused
            or self.access_log
            or not self.keep_alive
        ):
            await super().send(message)
            return
        headers.written = headers.written or write_headers(headers)
        self.response_started = True
        self.waiting_for_100_continue = self.chunked_encoding = False
        self.expected_content_length = headers.length
        status: Any = message.get("status")
        now = [b"%s: %s\r\n" % header for header in self.default_headers]  # The date is one.
        self.transport.write(b"".join((STATUS_LINE[status], *now, headers.written, b"\r\n")))

    async def send_500_response(self) -> None:
        """Answer where the application failed before it began to."""
        answer = internal()
        end = (b"connection", b"close")
        headers = [*answer.raw_headers, *ALWAYS, end]
        await self.send({"type": "http.response.start", "status": 500, "headers": headers})
        await self.send(
            {"type": "http.response.body", "body": bytes(answer.body), "more_body": False}
        )


def write_headers(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Write headers as they are sent; raises RuntimeError where one would break out of its line."""
    return b"".join(map(_line, headers))


@lru_cache(LINES_KEPT)
def _line(header: Header) -> bytes:
    name, value = header
    if HEADER_RE.search(name) or HEADER_VALUE_RE.search(value):
        raise RuntimeError(f"The header {name!r} cannot be sent.")
    return b"%s: %s\r\n" % header
