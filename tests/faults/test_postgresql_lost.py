"""PostgreSQL is stopped, killed, frozen or too slow while clients ask."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from app.settings import Settings
from tests.conftest import seeded, serving
from tests.faults.postgresql import Server, own_server
from tests.faults.processes import Service, asking, ready, until

KEPT = ["/v1/muscles/soleus", "/v1/muscles"]
ASKED_ANEW = ["/v1/muscles/none-such", "/health/ready"]  # Neither answer is ever kept.
LOST: dict[str, Callable[[Server], None]] = {
    "stopped": lambda server: server.end(signal.SIGINT),
    "without power": lambda server: server.end(signal.SIGQUIT),
    "killed": lambda server: server.end(signal.SIGKILL),
    "frozen": lambda server: server.freeze(),
}


@pytest.fixture(scope="module")
def server(world_folder: Path) -> Iterator[Server]:
    """Give a server of our own, with the world."""
    with own_server() as server:
        seeded(server.url, world_folder)
        yield server


@pytest.fixture(scope="module")
def service(
    server: Server, world_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """Give one running service: each of these tests must leave it as well as it was."""
    settings = {
        "DATABASE_URL": server.url,
        "PUSHOFF_SEED": str(world_folder),
        "PUSHOFF_STATEMENT_TIMEOUT_MS": "300",
    }
    with ready(tmp_path_factory.mktemp("service"), **settings) as service:
        yield service


def is_as_kept(response: httpx.Response) -> str:
    """Say what is wrong with an answer that takes no database."""
    plain = response.status_code == 200 and "warning" not in response.headers
    return "" if plain else f"{response.status_code} {response.headers} {response.text}"


def is_honest(response: httpx.Response) -> str:
    """Say what is wrong with an answer that takes a database, which may be away."""
    if response.status_code in (200, 404):
        return ""
    refused = (
        response.status_code == 503
        and response.headers["content-type"] == "application/problem+json"
        and response.json()["code"] == "unavailable"
        and int(response.headers["retry-after"]) > 0
    )
    return "" if refused else f"{response.status_code} {response.headers} {response.text}"


@pytest.mark.parametrize("way", LOST)
def test_a_lost_database_costs_only_what_must_ask_it_and_comes_back_by_itself(
    service: Service, server: Server, way: str
) -> None:
    with (
        asking(service.url, KEPT, check=is_as_kept) as kept,
        asking(service.url, ASKED_ANEW, check=is_honest) as anew,
    ):
        kept.grows("200")
        anew.grows("404")
        LOST[way](server)
        anew.grows("503")
        kept.grows("200", 100)
        alive = httpx.get(f"{service.url}/health/live")
        server.start()
        until("ready again", service.is_ready)
    with asking(service.url, ASKED_ANEW) as after:
        after.grows("404", 100)

    assert alive.status_code == 200
    assert kept.odd == anew.odd == []
    assert kept.failures == anew.failures == {}
    assert after.counts.keys() == {"200", "404"}
    assert "Traceback" not in service.said()


def connections_of(server: Server) -> set[int]:
    """Give the processes behind the connections of the service."""
    with psycopg.connect(server.url) as connection:
        rows = connection.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in rows}


def test_a_slow_statement_is_cancelled_and_its_connection_goes_on(
    service: Service, server: Server
) -> None:
    with (
        asking(service.url, KEPT, check=is_as_kept) as kept,
        asking(service.url, ["/v1/muscles/none-such"], check=is_honest) as anew,
    ):
        anew.grows("404")
        with psycopg.connect(server.url) as blocker:
            blocker.execute("LOCK TABLE document IN ACCESS EXCLUSIVE MODE")
            anew.grows("503")
            kept.grows("200")
        before = connections_of(server)
        anew.grows("404")

    assert kept.odd == anew.odd == []
    assert kept.failures == anew.failures == {}
    assert len(before) >= 4
    assert connections_of(server) >= before
    assert "Traceback" not in service.said()


def test_who_finds_all_connections_at_work_is_told_so_in_time(server: Server) -> None:
    settings = Settings(
        database_url=server.url, database_connections=2, statement_timeout_ms=60_000
    )
    with serving(settings) as client:
        path = "/v1/muscles/none-such"
        assert client.get(path).status_code == 404

        with asking(str(client.base_url), [path], check=is_honest) as answers:
            with psycopg.connect(server.url) as blocker:
                blocker.execute("LOCK TABLE document IN ACCESS EXCLUSIVE MODE")
                answers.grows("503", 2)
            answers.grows("404", 100)

    assert answers.odd == []
    assert answers.failures == {}
