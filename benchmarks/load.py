"""A client that keeps one server busy and costs little itself."""

import re
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Self

from benchmarks.capture import Answer, Wrong

CONNECTIONS = 16
TIMEOUT_S = 30
SHOWN = 5
"""Wrong responses that are told one by one."""
BUFFER = bytearray(1 << 18)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: chunked\r\n", re.IGNORECASE)
LAST_CHUNK = b"0\r\n\r\n"


@dataclass(frozen=True)
class Request:
    """A request in the form in which it is sent, and what its response must be."""

    sent: bytes
    status: bytes
    length: int | None
    """Bytes of the body; None: as many as there are, in chunks."""

    def fault(self, status: bytes, length: int, surplus: int) -> str | None:
        """Say what is wrong with a response."""
        if status == self.status and (self.length is None or length == self.length) and not surplus:
            return None
        return (
            f"{self.sent.split(b' HTTP', 1)[0].decode()} gave {status.decode()} with {length} bytes"
            f" and {surplus} after them, instead of {self.status.decode()} with {self.length}"
        )


def prepare(url: str, answer: Answer, *, known: bool) -> Request:
    """Write the request for a URL, with the ETag of its answer where that is `known`."""
    if known:
        return Request(_written(url, f"If-None-Match: {answer.etag}\r\n"), b"304", 0)
    return Request(_written(url), b"200", len(answer.body.encode()))


def prepare_any(url: str) -> Request:
    """Write the request for a URL whose answer may be of any length."""
    return Request(_written(url), b"200", None)


def _written(url: str, more: str = "") -> bytes:
    return (
        f"GET {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
        f"User-Agent: pushoff-benchmarks\r\n{more}\r\n"
    ).encode()


class Connection:
    """One keep-alive connection with at most one request in flight."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._asked = Request(b"", b"", 0)
        self._head = b""
        self._status = b""
        self._length = 0
        self._rest = 0
        self._tail = b""

    def ask(self, asked: Request) -> None:
        """Send a request."""
        self._asked = asked
        self.socket.sendall(asked.sent)

    def receive(self) -> bool:
        """Take what has arrived; say whether the response is whole."""
        got = self.socket.recv_into(BUFFER)
        if not got:
            raise Wrong("A server closed a connection before a response was whole")
        if not self._status:
            self._begin(got)
        elif self._tail:
            self._look_for_end(bytes(BUFFER[:got]))
        else:
            self._rest -= got
        return bool(self._status) and self._rest <= 0

    def _look_for_end(self, arrived: bytes) -> None:
        """Read a part of a body in chunks, which alone says where it ends."""
        self._tail = (self._tail + arrived)[-len(LAST_CHUNK) :]
        self._rest = 0 if self._tail == LAST_CHUNK else 1

    def _begin(self, got: int) -> None:
        """Read the head of a response, once all of it is there."""
        data = self._head + BUFFER[:got] if self._head else BUFFER
        size = len(self._head) + got
        end = data.find(b"\r\n\r\n", 0, size)
        if end < 0:
            self._head = bytes(data[:size])
            return
        length = LENGTH.search(data, 0, end + 2)
        self._head = b""
        self._status = bytes(data[9:12])
        self._length = int(length[1]) if length else 0
        self._rest = end + 4 + self._length - size
        if CHUNKED.search(data, 0, end + 2):
            self._look_for_end(bytes(data[end:size]))

    def finish(self) -> str | None:
        """End a response; say what is wrong with it."""
        status, self._status, self._tail = self._status, b"", b""
        return self._asked.fault(status, self._length, -self._rest)


class Client:
    """Connections to one server, open as long as the client is."""

    def __init__(self, port: int) -> None:
        """Talk to the server on a port."""
        self._port = port
        self._opened = ExitStack()
        self._connections: list[Connection] = []

    def __enter__(self) -> Self:
        """Open the connections."""
        self._selector = self._opened.enter_context(selectors.DefaultSelector())
        for _ in range(CONNECTIONS):
            connection = Connection(self._port)
            self._opened.enter_context(connection.socket)
            self._selector.register(connection.socket, selectors.EVENT_READ, connection)
            self._connections.append(connection)
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self._opened.close()

    def load(self, requests: Sequence[Request]) -> float:
        """Send every request once; give the wall time, s. Raises Wrong for any wrong response."""
        started = time.perf_counter()
        faults = list(self._exchange(iter(requests)))
        took = time.perf_counter() - started
        if faults:
            shown = "\n".join(faults[:SHOWN])
            raise Wrong(f"{len(faults)} of {len(requests)} responses were wrong:\n{shown}")
        return took

    def _exchange(self, waiting: Iterator[Request]) -> Iterator[str]:
        """Keep every connection busy until all is answered; yield what is wrong."""
        running = 0
        for connection, asked in zip(self._connections, waiting, strict=False):
            connection.ask(asked)
            running += 1
        while running:
            ready = self._selector.select(TIMEOUT_S)
            if not ready:
                raise Wrong(f"A server did not answer for {TIMEOUT_S} s")
            for key, _ in ready:
                connection = key.data
                if not connection.receive():
                    continue
                fault = connection.finish()
                if fault:
                    yield fault
                following = next(waiting, None)
                if following is None:
                    running -= 1
                else:
                    connection.ask(following)
