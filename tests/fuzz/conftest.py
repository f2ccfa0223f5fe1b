"""The world, asked byte by byte, and what its server logs meanwhile."""

import http.client
import json
import logging
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import pytest

from tests.contract.kit import Kit
from tests.fuzz.effort import TIMES

PATIENCE_S = 60  # How long an answer may take on a machine that is busy; a judgement.
SHAPE = ["type", "title", "status", "code", "detail", "replaced_by", "errors"]


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Asker:
    """Asks for whatever target and headers it is told to, over one connection."""

    def __init__(self, client: httpx.Client) -> None:
        """Ask the server of a client."""
        for slow in ("/openapi.json", "/v1/exports"):  # Made once, which takes seconds.
            client.get(slow, timeout=PATIENCE_S)
        self._server = http.client.HTTPConnection(
            client.base_url.host, client.base_url.port or 80, timeout=PATIENCE_S
        )
        self.kit = Kit(client)
        self.asked = 0

    def ask(self, target: str, headers: dict[str, bytes] | None = None) -> Answer:
        """Ask, and check what holds of every answer: no 5xx, and each refusal of the one shape."""
        self._server.putrequest("GET", target, skip_host="Host" in (headers or {}))
        for name, value in (headers or {}).items():
            self._server.putheader(name, value)
        self._server.endheaders()
        response = self._server.getresponse()
        answer = Answer(response.status, response.msg, response.read())
        self.asked += 1
        assert answer.status < 500, (target, headers, answer)
        media_type = answer.headers["content-type"] or ""
        if answer.status >= 400 and not media_type.startswith("text/html"):
            problem: dict[str, Any] = json.loads(answer.body)
            assert media_type == "application/problem+json", (target, headers, answer)
            assert list(problem) == SHAPE, (target, headers, answer)
            assert problem["status"] == answer.status
            assert problem["detail"].isprintable(), (target, problem)
        assert "x-injected" not in answer.headers
        return answer

    def close(self) -> None:
        """Close the connection."""
        self._server.close()


@pytest.fixture(scope="module")
def asker(world: httpx.Client) -> Iterator[Asker]:
    """Ask the world, once on each database; nothing may be logged meanwhile."""
    told: list[str] = []
    listening = logging.Handler()
    listening.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("pushoff", "uvicorn.error", "asyncio")]
    for logger in loggers:
        logger.addHandler(listening)
    asker = Asker(world)
    yield asker
    asker.close()
    for logger in loggers:
        logger.removeHandler(listening)
    # What h11 and httptools say of a broken request is theirs.
    assert [line for line in told if line != "Invalid HTTP request received."] == []


def spread(corpus: list[str], number: int, few: int) -> list[str]:
    """Give a few of a corpus, other ones for each number: together they are all of it, often."""
    few *= TIMES
    start = number * few
    return [corpus[n % len(corpus)] for n in range(start, start + min(few, len(corpus)))]
