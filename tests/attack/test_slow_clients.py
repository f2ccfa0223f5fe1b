"""Clients that are slow, or do nothing: others are answered, and what they hold comes back."""

import os
import select
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import psutil
import pytest

from app import wire
from app.settings import Settings
from app.wire import Wire
from tests.attack.raw import HOST, answers_in, connected, crowd, read_all
from tests.conftest import serving
from tests.faults.processes import ready, until
from tests.problems import problem_in

MANY = 300
HALF_A_HEAD = b"GET /v1/roles HTTP/1.1\r\n" + HOST + b"X-Slow: a"
HALF_A_BODY = b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
HALF_A_BODY += b"Accept: application/json\r\nContent-Length: 1000\r\n\r\n{"
UNWANTED_BODY = b"GET /v1/roles HTTP/1.1\r\n" + HOST + b"Content-Length: 1000\r\n\r\nx"
UNREAD = (b"GET /openapi.json HTTP/1.1\r\n" + HOST + b"\r\n") * 40


class Impatient(Wire):
    """A connection that waits for a moment where the others wait for many seconds."""

    request_s = 1.5
    read_s = 1.5


@pytest.fixture(scope="module")
def impatient(attacked: str) -> Iterator[httpx.Client]:
    """Talk to a server that does not wait for long."""
    with serving(Settings(database_url=attacked), Impatient) as client:
        client.post("/mcp")  # Its library is loaded with the first question,
        client.get("/openapi.json")  # and this document is made then.
        yield client


def open_files() -> int:
    """Count what this process holds open, the server and its clients alike."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208  (Counted, not walked.)


def is_over(one: socket.socket) -> bool:
    """Whether there is something to read, or the end; nothing is waited for."""
    return bool(select.select([one], [], [], 0)[0])


@pytest.mark.parametrize(
    ("sends", "statuses"),
    [
        (b"", []),
        (b"\r\n", []),
        (b"G", [408]),
        (HALF_A_HEAD, [408]),
        (HALF_A_BODY, [408]),
        (UNWANTED_BODY, [200]),
    ],
    ids=["nothing", "an empty line", "a letter", "half a head", "half a body", "an unwanted body"],
)
def test_others_are_answered_while_hundreds_are_slow(
    impatient: httpx.Client, sends: bytes, statuses: list[int]
) -> None:
    impatient.get("/health/live")
    before = open_files()

    with crowd(impatient, MANY, sends) as slow:
        others = [impatient.get("/v1/roles").status_code for _ in range(20)]
        received = [read_all(one) for one in slow]

    assert others == [200] * 20
    answers = [list(answers_in(one)) for one in received]
    assert {tuple(answer.status for answer in one) for one in answers} == {tuple(statuses)}
    if statuses == [408]:
        assert answers[0][0].problem["code"] == "request_timeout"
    until("all files are closed", lambda: open_files() <= before + 2)


def test_a_byte_now_and_then_buys_no_time(impatient: httpx.Client) -> None:
    with connected(impatient) as one:
        while not is_over(one):
            one.sendall(b"X")
            select.select([one], [], [], 0.05)
        (answer,) = answers_in(read_all(one))

    assert (answer.status, answer.problem["code"]) == (400, "malformed_request")


def test_a_header_now_and_then_buys_no_time(impatient: httpx.Client) -> None:
    with connected(impatient) as one:
        one.sendall(HALF_A_HEAD)
        while not is_over(one):
            one.sendall(b"\r\nX-Slow: a")
            select.select([one], [], [], 0.05)
        (answer,) = answers_in(read_all(one))

    assert (answer.status, answer.problem["code"]) == (408, "request_timeout")


def test_a_client_that_does_not_take_its_answers_is_cut_off(impatient: httpx.Client) -> None:
    impatient.get("/health/live")
    before = open_files()

    with crowd(impatient, 20, UNREAD) as slow:
        others = [impatient.get("/v1/roles").status_code for _ in range(20)]
        until("the server ends them", lambda: open_files() <= before + len(slow))

    assert others == [200] * 20


def test_a_client_that_reads_slowly_gets_all_of_it(impatient: httpx.Client) -> None:
    asked = UNREAD + b"GET /v1/roles HTTP/1.0\r\n\r\n"
    expected = impatient.get("/openapi.json").content

    with connected(impatient) as one:
        one.sendall(asked)
        received = b""
        while piece := one.recv(200_000):
            received += piece
            select.select([], [], [], 0.001)

    answers = list(answers_in(received))
    assert len(answers) == 41
    assert {answer.body for answer in answers[:-1]} == {expected}


def test_one_connection_too_many_ends_the_one_that_waits_for_the_longest_time(
    attacked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "get_settings", lambda: Settings(connections=10))

    with serving(Settings(database_url=attacked)) as client, crowd(client, 30, b"") as idle:
        answer = client.get("/v1/roles")
        until("the oldest are ended", lambda: sum(map(is_over, idle)) == 21)
        over = [is_over(one) for one in idle]

    assert answer.status_code == 200
    assert over == [True] * 21 + [False] * 9


def test_where_all_connections_are_busy_one_more_is_told_so(
    attacked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "get_settings", lambda: Settings(connections=10))

    with serving(Settings(database_url=attacked)) as client, crowd(client, 10, UNREAD) as busy:
        until("all are being answered", lambda: all(map(is_over, busy)))

        def refused() -> bool:
            with httpx.Client(base_url=client.base_url) as other:
                answer = other.get("/v1/roles")
            if answer.status_code == 200:
                return False
            assert "too many connections" in problem_in(answer, 503, "unavailable")["detail"]
            return answer.headers["retry-after"] == "2"

        until("all are busy", refused)


def test_slow_clients_do_not_hold_up_the_end(tmp_path: Path, world_folder: Path) -> None:
    settings = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
    }

    with ready(tmp_path, **settings) as service, ExitStack() as stack:
        server = stack.enter_context(httpx.Client(base_url=service.url, timeout=60))
        server.post("/mcp")  # Its library is loaded with the first question.
        for sends in (b"", HALF_A_HEAD):
            stack.enter_context(crowd(server, 50, sends))
        owing = stack.enter_context(crowd(server, 50, HALF_A_BODY))
        process = psutil.Process(service.process.pid)
        until("all are taken", lambda: len(process.net_connections("tcp4")) > 150)
        assert server.get("/v1/roles").status_code == 200
        ended = service.stop()
        told = [answer.status for one in owing for answer in answers_in(read_all(one))]

    assert ended == -signal.SIGTERM  # Uvicorn ends by the signal itself, once all is answered.
    assert told == [408] * 50
    assert "Cancel" not in service.said()
