"""The path of MCP: who may ask, what is refused, and what it costs those who never ask."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from mcp import Client
from pydantic import ValidationError

from app.limits import LONGEST_BODY
from app.settings import ROOT, Settings
from tests.conftest import NewDatabase, serving
from tests.mcp.talk import address_of
from tests.problems import problem_in

PATH = "/mcp"
ASKING = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
LIST: dict[str, Any] = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def calling(name: str, arguments: Any) -> dict[str, Any]:
    """Write the call of a tool."""
    return LIST | {"method": "tools/call", "params": {"name": name, "arguments": arguments}}


def ask(client: httpx.Client, body: Any = LIST, **headers: str) -> httpx.Response:
    """Ask as a client that knows no handshake does."""
    content = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(PATH, content=content, headers=ASKING | headers)


def test_a_question_is_answered_with_json_and_no_session(server: httpx.Client) -> None:
    answer = ask(server)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in answer.headers
    assert len(answer.json()["result"]["tools"]) == 8


def test_who_never_asks_never_loads_it() -> None:
    program = "import sys, app.main; print('mcp' in sys.modules, 'app.mcp.server' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_there_is_no_stream_and_no_session_to_end(server: httpx.Client, method: str) -> None:
    refused = server.request(method, PATH, headers={"Accept": "text/event-stream"})

    problem_in(refused, 405, "method_not_allowed")
    assert refused.headers["allow"] == "OPTIONS, POST"


def test_a_head_is_refused_without_a_body(server: httpx.Client) -> None:
    refused = server.head(PATH)

    assert (refused.status_code, refused.content) == (405, b"")


def test_a_page_of_another_origin_may_ask_to_ask(server: httpx.Client) -> None:
    preflight = server.options(PATH, headers={"Origin": "http://localhost:6274"})

    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-methods"] == "OPTIONS, POST"
    allowed = preflight.headers["access-control-allow-headers"].split(", ")
    assert {"Content-Type", "MCP-Protocol-Version", "Mcp-Session-Id", "Mcp-Method"} <= set(allowed)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost.evil.example"])
def test_another_host_is_refused(server: httpx.Client, host: str) -> None:
    refused = ask(server, Host=host)

    assert "PUSHOFF_MCP_HOSTS" in problem_in(refused, 421, "host_not_allowed")["detail"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_page_of_another_host_is_refused(server: httpx.Client, origin: str) -> None:
    refused = ask(server, Origin=origin)

    assert "PUSHOFF_MCP_HOSTS" in problem_in(refused, 403, "origin_not_allowed")["detail"]


@pytest.mark.parametrize("host", ["localhost", "localhost:1", "127.0.0.1:9", "[::1]:8000"])
def test_this_machine_may_always_ask(server: httpx.Client, host: str) -> None:
    assert ask(server, Host=host, Origin=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    ("settings", "allowed", "refused"),
    [
        ({"public_url": "https://API.example.org"}, "api.example.org", "example.org"),
        ({"mcp_hosts": "a.example,B.example:8443"}, "b.example:8443", "b.example"),
        ({"mcp_hosts": "a.example"}, "a.example:80", "localhost"),
        ({"mcp_hosts": "*"}, "anything.example", None),
    ],
)
def test_hosts_are_set(
    address: str, settings: dict[str, str], allowed: str, refused: str | None
) -> None:
    with serving(Settings(database_url=address, **settings)) as client:  # type: ignore[arg-type]
        well = ask(client, Host=allowed, Origin=f"https://{allowed}")
        badly = ask(client, Host=refused) if refused else None

    assert well.status_code == 200
    assert badly is None or badly.status_code == 421


@pytest.mark.parametrize("hosts", ["a b", "http://a.example", "a.example/x", "a.example,", "a:b"])
def test_hosts_that_are_none_stop_the_start(hosts: str) -> None:
    with pytest.raises(ValidationError, match="mcp_hosts"):
        Settings(mcp_hosts=hosts)


def test_a_huge_question_is_refused(server: httpx.Client) -> None:
    huge = json.dumps(calling("explain_muscle", {"muscle": "x" * LONGEST_BODY})).encode()

    def in_parts() -> Iterator[bytes]:
        yield from (huge[start : start + 1_000] for start in range(0, len(huge), 1_000))

    at_once = ask(server, huge)
    streamed = server.post(PATH, content=in_parts(), headers=ASKING)

    problem_in(at_once, 413, "body_too_large")
    problem_in(streamed, 413, "body_too_large")


def test_what_is_not_sent_or_taken_as_json_is_refused(server: httpx.Client) -> None:
    form = server.post(PATH, content=b"a=b", headers=ASKING | {"Content-Type": "text/plain"})
    taken = ask(server, Accept="text/html")

    problem_in(form, 415, "unsupported_media_type")
    assert taken.status_code == 406


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"jsonrpc": "2.0"}', b"[" * 50_000,
        b'[{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}]',
    ],
)  # fmt: skip
@pytest.mark.parametrize("age", [{}, {"MCP-Protocol-Version": "2026-07-28"}])
def test_what_is_no_question_is_a_fault_of_the_protocol(
    server: httpx.Client, body: bytes, age: dict[str, str]
) -> None:
    refused = ask(server, body, **age)

    assert refused.status_code == 400
    assert refused.json()["error"]["code"] in (-32700, -32600, -32602)


@pytest.mark.parametrize(
    "arguments",
    [
        b'{"muscle": "\\ud800"}',
        b'{"muscle": "\\u0000"}',
        b'{"muscle": NaN}',
        b'{"muscle": "soleus", "muscle": 1}',
        b'{"muscle": "soleus", "phase": "\\ud800"}',
        b'{"muscle": "soleus", "\\ud800": 1}',
        b"[]",
        b'"soleus"',
        b"9" * 400,
    ],
)
def test_no_argument_breaks_the_server(server: httpx.Client, arguments: bytes) -> None:
    body = json.dumps(calling("explain_muscle", "@")).encode().replace(b'"@"', arguments)

    answer = ask(server, body)

    assert answer.status_code in (200, 400)
    said = answer.json()
    assert "error" in said or said["result"]["isError"]
    assert "Traceback" not in answer.text


def test_a_notification_is_taken_and_answered_by_nothing(server: httpx.Client) -> None:
    answer = ask(server, {"jsonrpc": "2.0", "method": "notifications/initialized"})

    assert (answer.status_code, answer.content) == (202, b"")


def test_an_unknown_method_is_a_fault_of_the_protocol(server: httpx.Client) -> None:
    assert ask(server, LIST | {"method": "prompts/list"}).json()["error"]["code"] == -32601


def test_an_unknown_version_is_a_fault_of_the_protocol(server: httpx.Client) -> None:
    refused = ask(server, **{"MCP-Protocol-Version": "1999-01-01"})

    assert refused.status_code == 400
    assert refused.json()["error"]["code"] < 0


def test_questions_count_and_what_a_tool_asks_does_not(address: str) -> None:
    with serving(Settings(database_url=address, rate_limit="2/hour")) as client:
        answers = [ask(client, calling("explain_muscle", {"muscle": "soleus"})) for _ in range(3)]
        api = client.get("/v1/muscles?limit=1")

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["ratelimit"].split(";")[1] for answer in answers[:2]] == ["r=1", "r=0"]
    problem_in(answers[2], 429, "too_many_requests")
    assert api.status_code == 429


def test_many_first_questions_at_once_start_it_once(address: str) -> None:
    async def talk(client: httpx.Client) -> list[int]:
        async def list_tools() -> int:
            async with Client(address_of(client)) as mcp:
                return len((await mcp.list_tools()).tools)

        return await asyncio.gather(*(list_tools() for _ in range(8)))

    with serving(Settings(database_url=address)) as client:
        assert asyncio.run(talk(client)) == [8] * 8


def test_an_empty_database_is_told(new_database: NewDatabase) -> None:
    with serving(Settings(database_url=new_database("sqlite"))) as client:
        answer = ask(client, calling("check_claim", {})).json()["result"]

    assert answer["isError"]
    assert "Try again in 2 seconds" in answer["content"][0]["text"]
