"""Requests as bytes: what no client library would send."""

import contextlib
import json
import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

import httpx

HOST = b"Host: api.example.org\r\n"
WITHIN_S = 20.0


class Answer(NamedTuple):
    """One answer, read from a connection."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, Any]:
        """The body, which must be a problem of the one shape."""
        assert self.headers["content-type"] == "application/problem+json"
        said: dict[str, Any] = json.loads(self.body)
        assert list(said) == ["type", "title", "status", "code", "detail", "replaced_by", "errors"]
        assert said["status"] == self.status
        return said


def connected(server: httpx.Client) -> socket.socket:
    """Open a connection to a server."""
    port = server.base_url.port or 0
    return socket.create_connection((server.base_url.host, port), timeout=WITHIN_S)


@contextmanager
def crowd(server: httpx.Client, size: int, sends: bytes) -> Iterator[list[socket.socket]]:
    """Open many connections that send the same bytes, and no more."""
    with ExitStack() as stack:
        many = []
        for _ in range(size):
            one = stack.enter_context(connected(server))
            one.sendall(sends)  # At once: the server does not wait for long.
            many.append(one)
        yield many


def read_all(one: socket.socket) -> bytes:
    """Read to the end of a connection."""
    received = b""
    while piece := one.recv(65_536):
        received += piece
    return received


def answers_in(received: bytes) -> Iterator[Answer]:
    """Take apart the answers that came over a connection; each tells its length."""
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = [line.partition(": ")[::2] for line in lines]
        headers = {name.lower(): value for name, value in pairs}
        length = int(headers.get("content-length", 0))
        yield Answer(int(first.split()[1]), headers, rest[:length])
        received = rest[length:]


def ask(server: httpx.Client, sent: bytes | Iterable[bytes]) -> list[Answer]:
    """Send bytes, say that there are no more, and give all answers that come."""
    with connected(server) as one:
        for piece in [sent] if isinstance(sent, bytes) else sent:
            # Refused already: the answer is read below.
            with contextlib.suppress(ConnectionResetError, BrokenPipeError):
                one.sendall(piece)
        with contextlib.suppress(OSError):  # The server was faster.
            one.shutdown(socket.SHUT_WR)
        return list(answers_in(read_all(one)))


def get(target: bytes, *headers: bytes) -> bytes:
    """Write a question; each header without its end."""
    lines = b"".join(header + b"\r\n" for header in headers)
    return b"GET " + target + b" HTTP/1.1\r\n" + HOST + lines + b"Connection: close\r\n\r\n"
