"""Who asks from elsewhere: other sites may read and no more, and nobody asks in another's name."""

import httpx
import pytest

from app.settings import Settings
from tests.conftest import serving

ASKED = "/v1/muscles?limit=1"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "file://", "", "*"])
@pytest.mark.parametrize("path", ["/v1/muscles", "/", "/v1/muscle-map.svg", "/nope", "/v1/exports"])
def test_any_site_may_read_what_all_may_read_and_none_with_credentials(
    server: httpx.Client, path: str, origin: str
) -> None:
    answer = server.get(path, headers={"Origin": origin, "Cookie": "session=1"})

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "Origin" not in answer.headers.get("vary", "")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "X"])
def test_a_preflight_allows_what_is_there_and_repeats_nothing(
    server: httpx.Client, method: str
) -> None:
    asked = {
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization, x-evil",
    }

    answer = server.options("/v1/muscles", headers=asked)

    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "authorization" not in answer.headers["access-control-allow-headers"].lower()
    assert "evil" not in str(answer.headers)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_page_of_another_site_asks_no_tool(server: httpx.Client) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json", "Host": "localhost"}

    foreign = server.post("/mcp", json=asked, headers=headers | {"Origin": "https://evil.example"})
    rebound = server.post("/mcp", json=asked, headers=headers | {"Host": "evil.example"})
    simple = server.post(
        "/mcp", content=b"{}", headers=headers | {"Content-Type": "text/plain;charset=UTF-8"}
    )

    assert [one.status_code for one in (foreign, rebound, simple)] == [403, 421, 415]


def asking_as(client: httpx.Client, *addresses: str) -> list[int]:
    """Ask once in each name, and give what came."""
    names = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Client-IP", "CF-Connecting-IP")
    return [
        client.get(
            ASKED,
            headers={name: f"for={one}" if name == "Forwarded" else one for name in names},
        ).status_code
        for one in addresses
    ]


def test_a_peer_that_is_not_trusted_cannot_ask_in_other_names(attacked: str) -> None:
    settings = Settings(database_url=attacked, rate_limit="2/hour")

    with serving(settings, proxies="192.0.2.1") as client:
        statuses = asking_as(client, "203.0.113.1", "203.0.113.2", "203.0.113.3", "127.0.0.1")

    assert statuses == [200, 200, 429, 429]


def test_behind_a_trusted_proxy_each_client_counts_for_itself(attacked: str) -> None:
    settings = Settings(database_url=attacked, rate_limit="1/hour")

    with serving(settings, proxies="127.0.0.1") as client:
        first = asking_as(client, "203.0.113.1", "203.0.113.2", "203.0.113.1")
        # A proxy adds the address that it saw at the end; what a client wrote before is no one's.
        forged = asking_as(client, "198.51.100.7, 203.0.113.1", "127.0.0.1, 203.0.113.2")

    assert first == [200, 200, 429]
    assert forged == [429, 429]
