"""Connections: how much of a request is read, how long that may take, and how many there are.

A subclass of Uvicorn's protocol, which has no such limits. Whatever is refused before it is a
request gets a problem of the one shape, and the connection ends after it.
"""

import asyncio
from typing import NoReturn
from weakref import WeakKeyDictionary

from fastapi.responses import Response
from uvicorn.protocols.http import httptools_impl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE
from uvicorn.server import ServerState

from app.cycle import Cycle, write_headers
from app.headers import ALWAYS
from app.limits import (
    LONGEST_BODY,
    LONGEST_HEADERS,
    LONGEST_TARGET,
    MOST_HEADERS,
    REQUEST_S,
    body_too_large,
    headers_too_large,
    malformed,
    target_too_long,
    too_slow,
    version_not_supported,
)
from app.linger import LingeringProtocol
from app.problems import unavailable
from app.settings import get_settings

LINGER_S = 2  # For a client to read a refusal while it still sends; an immediate end may lose it.
READ_S = 20  # How often a client is looked at that does not take its answer.
SLOWEST_READER = 1_000  # Bytes a second; a judgement: far below any phone.
MOST_AHEAD = 100  # Requests in a row behind the one that is answered, about 3 kB each.
HEAD, BODY, NOTHING = "head", "body", ""
VERSIONS = ("1.1", "1.0")

# Uvicorn lets nobody say otherwise what its cycles are; as `__class__` of each it costs 0.5 µs.
httptools_impl.RequestResponseCycle = Cycle  # type: ignore[misc]

_waiting: WeakKeyDictionary[ServerState, dict["Wire", None]] = WeakKeyDictionary()
"""Of each server the connections that owe it a whole request, the longest waiting first."""


class Beyond(Exception):
    """What the parser reads is beyond a limit: it stops."""


class Wire(LingeringProtocol):
    """One connection."""

    request_s: float = REQUEST_S
    read_s: float = READ_S

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection; where there are too many, one that owes a request ends for it."""
        super().connection_made(transport)
        self.reading = NOTHING
        self.head_bytes = self.body_bytes = 0
        self.refusal: Response | None = None
        self.ended = False
        self.late: asyncio.TimerHandle | None = None
        self.slow: asyncio.TimerHandle | None = None
        self.waiting = _waiting.setdefault(self.server_state, {})
        if len(self.connections) > get_settings().connections:
            oldest = next(iter(self.waiting), None)
            if oldest is None:
                self._write(unavailable("There are too many connections."))
                self._end()
                return
            oldest.give_way()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection, and what was to happen to it."""
        self._wait_no_more()
        self._unset_keepalive_if_required()
        self._look_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read; nothing after a refusal."""
        if self.ended:
            return
        was = self.reading
        super().data_received(data)
        if self.reading == HEAD and not self.ended:
            self.head_bytes += len(data) if was == HEAD else 0
            self._watch_head()
        if self.ended:
            return
        if self.reading or self.cycle is None or self.cycle.response_complete:
            self._wait()
        else:
            self._wait_no_more()

    def eof_received(self) -> bool:  # type: ignore[override]
        """Answer a client that says that it sends no more; True: the connection stays for that."""
        under_way = self.cycle is not None and not self.cycle.response_complete
        if not under_way or self.reading == BODY:
            return False
        self.cycle.keep_alive = False
        return True

    # What the parser finds.
    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self.reading = HEAD
        self.head_bytes = self.body_bytes = 0

    def on_headers_complete(self) -> None:
        """Take a request, if its head is within the limits and says one thing."""
        length = hosts = body = 0
        for name, value in self.headers:
            length += len(name) + len(value)
            if name == b"host":
                hosts += 1
            elif name == b"content-length":
                body = int(value)
        version = self.parser.get_http_version()
        if version not in VERSIONS:
            self._stop(version_not_supported())
        if len(self.url) > LONGEST_TARGET:
            self._stop(target_too_long("address", LONGEST_TARGET))
        if len(self.headers) > MOST_HEADERS or length > LONGEST_HEADERS:
            self._stop(headers_too_large())
        if hosts > 1 or (not hosts and version == "1.1"):
            self._stop(malformed())
        if body > LONGEST_BODY:
            self._stop(body_too_large())
        if len(self.pipeline) >= MOST_AHEAD:
            self._stop(unavailable("There are too many requests in a row."))
        super().on_headers_complete()
        self.reading = BODY

    def on_body(self, body: bytes) -> None:
        """Take a part of a body; nothing asks for more than the longest question."""
        self.body_bytes += len(body)
        if self.body_bytes > LONGEST_BODY:
            self._stop(body_too_large())
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self.reading = NOTHING
        super().on_message_complete()

    def _stop(self, refusal: Response) -> NoReturn:
        self.refusal = refusal
        raise Beyond

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  (We have our own words.)
        """Answer what the parser, or one of the functions above, refused."""
        self._refuse(self.refusal or malformed())

    def _unsupported_upgrade_warning(self) -> None:
        """Answer in HTTP/1.1 and end: what comes next is not read, it may be another protocol."""
        self.ended = True
        self.cycle.keep_alive = False
        self._wait_no_more()

    def _watch_head(self) -> None:
        """Refuse a head that has no end."""
        if len(self.url) > LONGEST_TARGET:
            self._refuse(target_too_long("address", LONGEST_TARGET))
        elif self.head_bytes > LONGEST_TARGET + LONGEST_HEADERS:
            self._refuse(headers_too_large())

    # What a client does not do.
    def on_response_complete(self) -> None:
        """Wait for the next request, or for the client to take the last answer."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._look_at_reader()
        elif self.timeout_keep_alive_task is not None:
            self.waiting[self] = None

    def timeout_keep_alive_handler(self) -> None:
        """End an idle connection."""
        self._end()

    def pause_writing(self) -> None:
        """Begin to look at a client that does not take its answer as fast as it is given."""
        super().pause_writing()
        self._look_at_reader()

    def resume_writing(self) -> None:
        """Stop to look at a client that takes its answer."""
        super().resume_writing()
        self._look_no_more()
        if self.transport.is_closing():
            self._look_at_reader()

    def shutdown(self) -> None:
        """End with the server; who still owes a body has little time left."""
        super().shutdown()
        if self.reading and not self.transport.is_closing():
            self._wait_no_more()
            self.late = self.loop.call_later(LINGER_S, self._end_late)

    def give_way(self) -> None:
        """End for another connection."""
        if self.reading:
            self._refuse(too_slow())
        self._end()

    def _wait(self) -> None:
        """Wait for a whole request; not anew for each of its bytes."""
        if self.late is None and not self.transport.is_closing():
            self.waiting[self] = None
            self.late = self.loop.call_later(self.request_s, self._end_late)

    def _wait_no_more(self) -> None:
        self.waiting.pop(self, None)
        if self.late is not None:
            self.late.cancel()
            self.late = None

    def _end_late(self) -> None:
        if self.reading:
            self._refuse(too_slow())
        else:
            self._end()

    def _look_at_reader(self) -> None:
        if self.slow is None:
            left = self.transport.get_write_buffer_size()
            self.slow = self.loop.call_later(self.read_s, self._end_slow, left)

    def _look_no_more(self) -> None:
        if self.slow is not None:
            self.slow.cancel()
            self.slow = None

    def _end_slow(self, before: int) -> None:
        """Cut off a client that took too little since it was last looked at."""
        self.slow = None
        left = self.transport.get_write_buffer_size()
        if before - left < SLOWEST_READER * self.read_s:
            self.transport.abort()
        elif left:
            self._look_at_reader()

    # How a connection ends.
    def _end(self) -> None:
        """End a connection, once what was written is taken."""
        self.ended = True
        self.transport.close()
        self._look_at_reader()

    def _refuse(self, refusal: Response) -> None:
        """Answer in the place of the request that is being read, and end the connection."""
        self.ended = True
        self._wait_no_more()
        under_way = self.cycle is not None and not self.cycle.response_complete
        if self.reading == BODY:
            self._refuse_body(refusal, under_way=under_way)
        elif under_way:  # The answer to an earlier request comes first, and is the last.
            self.cycle.keep_alive = False
        else:
            self._write(refusal)
            self._linger()

    def _refuse_body(self, refusal: Response, *, under_way: bool) -> None:
        """Refuse the rest of a body that the application may be waiting for."""
        if not under_way:  # It was answered already.
            self._linger()
        elif self.cycle.response_started or self.pipeline:
            self._end()
        else:
            self._write(refusal)
            self._linger()
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def _write(self, refusal: Response) -> None:
        headers = [*self.server_state.default_headers, *refusal.raw_headers, *ALWAYS]
        head = write_headers([*headers, (b"connection", b"close")])
        parts = (STATUS_LINE[refusal.status_code], head, b"\r\n", bytes(refusal.body))
        self.transport.write(b"".join(parts))

    def _linger(self) -> None:
        """Take what a client still sends: else the end could reach it before the answer does."""
        self._unset_keepalive_if_required()
        self.flow.resume_reading()
        self.transport.write_eof()
        self.waiting[self] = None
        self.late = self.loop.call_later(LINGER_S, self.transport.abort)
