"""The short way of an answer, in one write: the same bytes as the long one, or the long one."""

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.server import ServerState

from app.cycle import Cycle
from app.headers import KeptHeaders
from app.wire import Wire

DATE = (b"date", b"Thu, 26 Nov 2026 10:00:00 GMT")
SAID = [(b"content-type", b"application/json"), (b"content-length", b"5"), (b"etag", b'"a"')]
OK = (200, SAID, b"hello")
UNCHANGED = (304, SAID[2:], b"")


class Transport(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.written = b""
        self.writes = 0
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep it."""
        self.written += data
        self.writes += 1

    def close(self) -> None:
        """Note it."""
        self.closed = True

    def is_closing(self) -> bool:
        """Tell whether it was closed."""
        return self.closed

    def pause_reading(self) -> None:
        """Nothing is read."""

    def resume_reading(self) -> None:
        """Nothing is read."""


def cycle_of(kind: Any, method: str, *, keep_alive: bool) -> Any:
    transport = Transport()
    return kind(
        scope={"type": "http", "method": method},
        transport=transport,
        flow=FlowControl(transport),
        logger=logging.getLogger("test"),
        access_logger=logging.getLogger("test"),
        access_log=False,
        default_headers=[DATE],
        message_event=asyncio.Event(),
        expect_100_continue=False,
        keep_alive=keep_alive,
        on_response=lambda: None,
    )


def messages(status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> list[Message]:
    start = {"type": "http.response.start", "status": status, "headers": headers}
    return [start, {"type": "http.response.body", "body": body}]


async def sent_by(cycle: Any, told: list[Message]) -> tuple[bytes, bool, bool]:
    for message in told:
        await cycle.send(message)
    return cycle.transport.written, cycle.transport.closed, cycle.response_complete


@pytest.mark.parametrize("keep_alive", [True, False], ids=["stays", "ends"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("answer", [OK, UNCHANGED], ids=["200", "304"])
def test_a_kept_answer_is_written_as_uvicorn_writes_it(
    answer: tuple[int, list[tuple[bytes, bytes]], bytes], method: str, keep_alive: bool
) -> None:
    status, headers, body = answer
    body = b"" if method == "HEAD" else body
    kept = KeptHeaders(headers)
    usual = cycle_of(Cycle.__base__, method, keep_alive=keep_alive)
    short = [cycle_of(Cycle, method, keep_alive=keep_alive) for _ in range(2)]

    expected = asyncio.run(sent_by(usual, messages(status, headers, body)))

    for cycle in short:  # The first writes the headers, the second finds them written.
        assert asyncio.run(sent_by(cycle, messages(status, kept, body))) == expected
    assert bool(kept.written) is keep_alive


@pytest.mark.parametrize("headers", [KeptHeaders(SAID), SAID], ids=["kept", "any"])
def test_an_answer_is_one_write(headers: Sequence[tuple[bytes, bytes]]) -> None:
    """So the end of the process leaves all of it or nothing to a proxy, which then asks another."""
    cycle = cycle_of(Cycle, "GET", keep_alive=True)

    asyncio.run(sent_by(cycle, messages(200, headers, b"hello")))

    assert cycle.transport.writes == 1


@pytest.mark.parametrize("parts", [[b"hel", b"lo"], [b"hello", b""], [b"", b"hello"], [b"hello"]])
@pytest.mark.parametrize("length", [True, False], ids=["told", "not told"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_parts_are_written_as_uvicorn_writes_them(
    parts: list[bytes], method: str, *, length: bool
) -> None:
    start: Message = {"type": "http.response.start", "status": 200}
    start["headers"] = SAID if length else SAID[2:]
    told = [start, *({"type": "http.response.body", "body": p, "more_body": True} for p in parts)]
    told[-1]["more_body"] = False

    usual, ours = (
        asyncio.run(sent_by(cycle_of(kind, method, keep_alive=True), told))
        for kind in (Cycle.__base__, Cycle)
    )

    assert ours == usual


def test_a_connection_that_must_end_meanwhile_ends_with_its_answer() -> None:
    cycle = cycle_of(Cycle, "GET", keep_alive=True)
    start, body = messages(200, SAID, b"hello")

    asyncio.run(cycle.send(start))
    cycle.keep_alive = False
    written, closed, complete = asyncio.run(sent_by(cycle, [body]))

    assert written.endswith(b"\r\n\r\nhello")
    assert closed
    assert complete


def test_a_header_beside_the_kept_ones_is_sent_too() -> None:
    status, headers, body = OK
    kept = KeptHeaders(headers)
    added = [*kept, (b"x-request-id", b"a1")]

    written, _, _ = asyncio.run(
        sent_by(cycle_of(Cycle, "GET", keep_alive=True), messages(status, added, body))
    )

    assert b"\r\nx-request-id: a1\r\n" in written


@pytest.mark.parametrize(
    "header",
    [(b"etag", b'"a"\r\nset-cookie: b'), (b"e tag", b"a"), (b"etag\r\n", b"a")],
    ids=["value", "name", "end of line"],
)
def test_a_header_that_would_break_out_of_its_line_is_never_sent(
    header: tuple[bytes, bytes],
) -> None:
    cycle = cycle_of(Cycle, "GET", keep_alive=True)

    with pytest.raises(RuntimeError, match="cannot be sent"):
        asyncio.run(sent_by(cycle, messages(200, KeptHeaders([*SAID, header]), b"hello")))

    assert not cycle.transport.written


def test_a_body_of_another_length_than_was_said_is_refused() -> None:
    cycle = cycle_of(Cycle, "GET", keep_alive=True)

    with pytest.raises(RuntimeError, match="longer than Content-Length"):
        asyncio.run(sent_by(cycle, messages(200, KeptHeaders(SAID), b"hello!")))


def test_a_client_that_reads_slowly_is_waited_for() -> None:
    async def wait_for_reader() -> tuple[bytes, bytes]:
        cycle = cycle_of(Cycle, "GET", keep_alive=True)
        cycle.flow.pause_writing()
        sending = asyncio.create_task(sent_by(cycle, messages(200, KeptHeaders(SAID), b"hello")))
        await asyncio.sleep(0)
        before = cycle.transport.written
        cycle.flow.resume_writing()
        return before, (await sending)[0]

    before, after = asyncio.run(wait_for_reader())

    assert before == b""
    assert after.endswith(b"\r\n\r\nhello")


async def ask(app: ASGIApp) -> tuple[type, bytes]:
    """Ask on a connection of its own: give what its cycle is, and what was written."""
    config = Config(app, ws="none", server_header=False, access_log=False)
    config.load()
    wire, transport = Wire(config, ServerState(), {}), Transport()
    wire.connection_made(transport)
    wire.data_received(b"GET /v1/muscles HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await asyncio.sleep(0)
    wire.connection_lost(None)
    return type(wire.cycle), transport.written


def test_a_connection_answers_the_short_way() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        for message in messages(200, KeptHeaders(SAID), b"hello"):
            await send(message)

    kind, written = asyncio.run(ask(app))

    assert kind is Cycle
    assert written.startswith(b"HTTP/1.1 200 OK\r\n")
    assert written.endswith(b"\r\n\r\nhello")


@pytest.mark.parametrize("begun", [False, True], ids=["at once", "behind a head"])
def test_what_fails_outside_of_all_layers_is_a_problem_of_the_one_shape(*, begun: bool) -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        if begun:
            await send(messages(200, SAID, b"hello")[0])
        raise RuntimeError("a secret")

    _, written = asyncio.run(ask(app))
    head, _, body = written.partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 500 Internal Server Error\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    assert b"connection: close" in head
    assert json.loads(body)["code"] == "internal"
    assert b"secret" not in written
