"""What is no clean request of HTTP is refused with a problem, and nothing after it is read."""

import json
from collections.abc import Callable

import httpx
import pytest

from app.limits import (
    LONGEST_BODY,
    LONGEST_HEADERS,
    LONGEST_PATH,
    LONGEST_QUERY,
    LONGEST_TARGET,
    MOST_HEADERS,
    MOST_PARAMETERS,
)
from app.problems import MOST_FAULTS
from app.wire import MOST_AHEAD
from tests.attack.raw import HOST, ask, get
from tests.problems import problem_in

PLAIN = get(b"/v1/roles")
HIDDEN = b"GET /v1/phases HTTP/1.1\r\n" + HOST + b"\r\n"
"""What is smuggled: it must never be answered."""
ALREADY = len("HostXConnection") + len("api.example.orgclose")
POST = b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
POST += b"Accept: application/json\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 5\r\nContent-Length: 5\r\n",
        b"Content-Length: 5, 5\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: -5\r\n",
        b"Content-Length: 0x5\r\n",
        b"Content-Length: 99999999999999999999999\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: identity, chunked, gzip\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Transfer-Encoding:\x0bchunked\r\n",
        b"X-A: a\r\n b\r\n",
        b"X-A: a\rX-B: b\r\n",
        b"X-A: a\nX-B: b\r\n",
        b"X-A: a\0b\r\n",
        b"X A: a\r\n",
        b": a\r\n",
        b"Host: other.example\r\n",
        b"\0: a\r\n",
    ],
)
@pytest.mark.parametrize("start", [b"GET /v1/roles", b"POST /mcp"])
def test_what_two_servers_could_read_in_two_ways_is_refused(
    server: httpx.Client, start: bytes, headers: bytes
) -> None:
    body = b"0\r\n\r\n" + HIDDEN

    answers = ask(server, start + b" HTTP/1.1\r\n" + HOST + headers + b"\r\n" + body)

    assert [answer.status for answer in answers] == [400]
    assert answers[0].problem["code"] == "malformed_request"
    assert answers[0].headers["connection"] == "close"


@pytest.mark.parametrize(
    "line",
    [
        b"FOO /v1/roles HTTP/1.1\r\n",
        b"get /v1/roles HTTP/1.1\r\n",
        b"GET /v1/roles HTTP/1.9\r\n",
        b"GET /v1/roles HTTP/1.1\n",
        b"GET /v1/ro\0les HTTP/1.1\r\n",
        b"GET /v1/r\xc3\xb6les HTTP/1.1\r\n",
        b"GET http://evil.example HTTP/1.1\r\n",
        b"GET v1/roles HTTP/1.1\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\n",
        b"PRI * HTTP/2.0\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_a_first_line_that_is_none_is_refused(server: httpx.Client, line: bytes) -> None:
    answers = ask(server, line + HOST + b"\r\n" + HIDDEN)

    assert [answer.problem["code"] for answer in answers] == ["malformed_request"]


def test_a_request_names_its_host_once(server: httpx.Client) -> None:
    (unnamed,) = ask(server, b"GET /v1/roles HTTP/1.1\r\n\r\n")
    (old,) = ask(server, b"GET /v1/roles HTTP/1.0\r\n\r\n")

    assert unnamed.problem["code"] == "malformed_request"
    assert "one Host" in unnamed.problem["detail"]
    assert old.status == 200


def test_another_version_is_not_spoken(server: httpx.Client) -> None:
    (answer,) = ask(server, b"GET /v1/roles HTTP/2.0\r\n" + HOST + b"\r\n")

    assert (answer.status, answer.problem["code"]) == (505, "http_version_not_supported")


def test_a_bad_request_never_takes_the_place_of_an_answer(server: httpx.Client) -> None:
    first = PLAIN.replace(b"Connection: close\r\n", b"")

    answers = ask(server, first + b"FOO\r\n\r\n" + HIDDEN)

    assert [answer.status for answer in answers] == [200]
    assert b'"power"' in answers[0].body


def test_requests_in_a_row_are_answered_in_their_order(server: httpx.Client) -> None:
    paths = [b"/v1/roles", b"/v1/nope", b"/v1/phases", b"/v1/muscles?nope=1", b"/health/live"]
    sent = b"".join(b"GET %s HTTP/1.1\r\n" % path + HOST + b"\r\n" for path in paths)

    answers = ask(server, sent)

    assert [answer.status for answer in answers] == [200, 404, 200, 422, 200]
    assert [answer.body for answer in answers] == [
        server.get(path.decode()).content for path in paths
    ]


def test_too_many_requests_in_a_row_end_it(server: httpx.Client) -> None:
    answers = ask(server, HIDDEN * 1_000)

    assert MOST_AHEAD < len(answers) < 1_000
    assert {answer.status for answer in answers} == {200}
    assert [answer.headers.get("connection") for answer in answers[-2:]] == [None, "close"]


@pytest.mark.parametrize("protocol", [b"h2c", b"websocket", b"TLS/1.3"])
def test_another_protocol_is_not_begun(server: httpx.Client, protocol: bytes) -> None:
    asked = b"Connection: Upgrade\r\nUpgrade: " + protocol + b"\r\nSec-WebSocket-Version: 13\r\n"

    answers = ask(server, b"GET /v1/roles HTTP/1.1\r\n" + HOST + asked + b"\r\n" + HIDDEN)

    assert [answer.status for answer in answers] == [200]
    assert answers[0].headers["connection"] == "close"
    assert answers[0].body == server.get("/v1/roles").content


@pytest.mark.parametrize(
    "target",
    [b"http://evil.example/v1/roles", b"/v1/roles#fragment", b"https://evil.example:1/v1/roles"],
)
def test_the_server_in_a_target_changes_nothing(server: httpx.Client, target: bytes) -> None:
    (answer,) = ask(server, get(target))

    assert answer.body == server.get("/v1/roles").content


@pytest.mark.parametrize(
    "target",
    [
        b"//evil.example/v1/roles", b"/v1//roles", b"/v1/../v1/roles", b"/v1/%2e%2e/v1/roles",
        b"/v1/roles%2f", b"/v1/roles/", b"/v1%2froles/x", b"/v1/roles;x=1", b"/V1/roles",
        b"/v1/ro%00les", b"/v1/roles%0d%0aX-Evil:%201", b"/v1\\roles", b"/v1/roles%20",
        b"/v1/roles%c0%af", b"/v1/roles%ff", b"/docs/assets/..%2fdocs.html", b"/.git/config",
    ],
)  # fmt: skip
def test_no_path_is_another_path(server: httpx.Client, target: bytes) -> None:
    (answer,) = ask(server, get(target))

    assert answer.status in {404, 422}
    assert answer.problem
    assert {"location", "x-evil"} & answer.headers.keys() == set()


@pytest.mark.parametrize(
    "name", [b"X-HTTP-Method-Override", b"X-HTTP-Method", b"X-Method-Override", b"_method"]
)
def test_no_header_changes_the_method(server: httpx.Client, name: bytes) -> None:
    (answer,) = ask(server, get(b"/v1/roles?", name + b": DELETE"))

    assert answer.body == server.get("/v1/roles").content


@pytest.mark.parametrize("method", [b"TRACE", b"PURGE", b"PROPFIND", b"DELETE", b"PUT"])
def test_a_method_that_is_not_there_repeats_nothing(server: httpx.Client, method: bytes) -> None:
    secret = b"Cookie: secret=1"

    (answer,) = ask(server, get(b"/v1/roles", secret).replace(b"GET", method, 1))

    assert (answer.status, answer.problem["code"]) == (405, "method_not_allowed")
    assert b"secret" not in answer.body


# Limits of what is read.
@pytest.mark.parametrize(
    ("told", "question"),
    [
        ((414, "uri_too_long", LONGEST_PATH), lambda n: get(b"/" + b"x" * (n - 1))),
        (
            (414, "uri_too_long", LONGEST_QUERY),
            lambda n: get(b"/v1/roles?a=" + b"x" * (n - 2)),
        ),
        (
            (414, "too_many_parameters", MOST_PARAMETERS),
            lambda n: get(b"/v1/roles?" + b"&".join([b"a=1"] * n)),
        ),
        (
            (431, "headers_too_large", MOST_HEADERS),
            lambda n: get(b"/v1/roles", *[b"X-A: a"] * (n - 2)),
        ),
        (
            (431, "headers_too_large", LONGEST_HEADERS),
            lambda n: get(b"/v1/roles", b"X: " + b"a" * (n - ALREADY)),
        ),
        (
            (413, "body_too_large", LONGEST_BODY),
            lambda n: get(b"/v1/roles", b"Content-Length: %d" % n) + b"x" * n,
        ),
    ],
    ids=["path", "query", "parameters", "headers", "bytes of headers", "body"],
)  # fmt: skip
def test_a_limit_is_told_and_holds_to_the_byte(
    server: httpx.Client, told: tuple[int, str, int], question: Callable[[int], bytes]
) -> None:
    status, code, limit = told

    (within,) = ask(server, question(limit))
    (beyond,) = ask(server, question(limit + 1))

    assert within.status in {200, 404, 422}
    assert (beyond.status, beyond.problem["code"]) == (status, code)
    assert str(limit) in beyond.problem["detail"]


def test_a_target_that_no_query_could_have_is_refused_as_it_comes(server: httpx.Client) -> None:
    (answer,) = ask(server, get(b"/v1/roles?a=" + b"x" * LONGEST_TARGET))

    assert (answer.status, answer.problem["code"]) == (414, "uri_too_long")
    assert str(LONGEST_TARGET) in answer.problem["detail"]


@pytest.mark.parametrize(
    ("start", "more", "status"),
    [
        (b"GET /", b"x" * 5_000, 414),
        (b"GET /v1/roles?", b"x" * 5_000, 414),
        (b"GET /v1/roles HTTP/1.1\r\n" + HOST + b"X-A: ", b"x" * 5_000, 431),
        (b"GET /v1/roles HTTP/1.1\r\n" + HOST, b"X-A: a\r\n" * 600, 431),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b" " * 4096 + b"\r\n", 413),
        (POST + b"Content-Length: 1000000000\r\n\r\n", b" " * 5_000, 413),
        (POST + b"Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n", b"", 413),
    ],
)
def test_what_has_no_end_is_refused_before_it_ends(
    server: httpx.Client, start: bytes, more: bytes, status: int
) -> None:
    answers = ask(server, [start, *[more] * 40])

    assert [answer.status for answer in answers] == [status]
    assert answers[0].problem


def test_a_long_body_where_none_is_wanted_is_not_read(server: httpx.Client) -> None:
    endless = b"GET /v1/roles HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"

    (answer,) = ask(server, [endless, *[b"1000\r\n" + b"x" * 4096 + b"\r\n"] * 40])

    assert answer.status in {200, 413}  # Answered before the body was too long, or not.


@pytest.mark.parametrize("deep", [b"[" * 60_000, b'{"a":' * 12_000, b'{"a":[' * 9_000 + b"1"])
def test_json_that_is_too_deep_is_refused(server: httpx.Client, deep: bytes) -> None:
    length = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(deep)

    (answer,) = ask(server, POST + length + deep)

    assert answer.status == 400
    assert json.loads(answer.body)["error"]["code"] == -32700


def test_a_question_with_many_faults_is_told_the_first_of_them(server: httpx.Client) -> None:
    asked = "&".join(f"nope{number}=1" for number in range(MOST_PARAMETERS))

    response = server.get(f"/v1/muscles?{asked}")

    assert len(problem_in(response, 422, "invalid_query")["errors"]) == MOST_FAULTS
    assert len(response.content) < 20_000
