"""Answers as they go out: head and body in one write, the head of a kept one written down once."""

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
LENGTH = b"content-length"
ONE_BY_ONE = frozenset({b"connection", b"transfer-encoding"})
"""Headers that say how an answer is sent: uvicorn reads them."""


class Cycle(RequestResponseCycle):
    """A request and its response, as uvicorn has it, in one write where head and body are whole.

    That takes a sixth less than two, and no end of the process comes between them. The head waits
    for the body that it announces; of `KeptHeaders` it is written down once. Parts, and answers to
    clients that do not take them or will not stay, go out the usual way. What fails outside of all
    layers gets a problem of the one shape, also where a head waited.
    """

    head = b""
    """The head that waits; empty: none does."""

    async def send(self, message: "ASGISendEvent") -> None:
        """Take a message of the application."""
        if self.head:
            await self._send_body(message)
        elif (headers := self._may_wait(message)) is None:
            await super().send(message)
        else:
            headers.written = headers.written or write_headers(headers)
            self.waiting_for_100_continue = self.chunked_encoding = False
            self.expected_content_length = headers.length
            status: Any = message.get("status")
            now = [b"%s: %s\r\n" % header for header in self.default_headers]  # The date is one.
            self.head = b"".join((STATUS_LINE[status], *now, headers.written, b"\r\n"))

    def _may_wait(self, message: "ASGISendEvent") -> KeptHeaders | None:
        """Give the headers of a head that can wait for its body; None: it goes out at once."""
        headers: Any = message.get("headers")
        if (
            not headers
            or self.response_started
            or self.disconnected
            or self.flow.write_paused
            or self.access_log
            or not self.keep_alive
        ):
            return None
        if type(headers) is KeptHeaders:
            return headers
        names = {name for name, _ in headers}
        return KeptHeaders(headers) if LENGTH in names and not names & ONE_BY_ONE else None

    async def _send_body(self, message: "ASGISendEvent") -> None:
        """Send a body, or its beginning, behind the head that waits for it."""
        head, self.head = self.head, b""
        self.response_started = True
        body: Any = message.get("body", b"")
        if (
            len(body) != self.expected_content_length
            or message.get("more_body")
            or self.scope["method"] == "HEAD"
            or self.disconnected
            or self.flow.write_paused
            or not self.keep_alive
        ):
            if not self.disconnected:
                self.transport.write(head)
            await super().send(message)
            return
        self.transport.writelines((head, body) if body else (head,))
        self.expected_content_length = 0
        self.response_complete = True
        self.message_event.set()
        self.on_response()

    async def send_500_response(self) -> None:
        """Answer where the application failed before anything went out."""
        self.head, self.chunked_encoding = b"", None
        answer = internal()
        end = (b"connection", b"close")
        headers = [*answer.raw_headers, *ALWAYS, end]
        await self.send({"type": "http.response.start", "status": 500, "headers": headers})
        await self.send(
            {"type": "http.response.body", "body": bytes(answer.body), "more_body": False}
        )


def write_headers(headers: Iterable[Header]) -> bytes:
    """Write headers as they are sent; raises RuntimeError where one would break out of its line."""
    return b"".join(map(_line, headers))


@lru_cache(LINES_KEPT)
def _line(header: Header) -> bytes:
    name, value = header
    if HEADER_RE.search(name) or HEADER_VALUE_RE.search(value):
        raise RuntimeError(f"The header {name!r} cannot be sent.")
    return b"%s: %s\r\n" % header
