"""The running service is asked to stop, restarted, and loses workers, while clients ask."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from app.database import open_engine
from app.settings import Settings
from tests.conftest import NewDatabase, seeded, serving
from tests.faults.balancer import balancing
from tests.faults.processes import (
    CONTEXT,
    ENDS_WITHIN_S,
    Service,
    asking,
    free_port,
    ready,
    started,
    until,
)

PATHS = ["/v1/muscles", "/v1/muscles/calf", "/health/live"]
LONG_S = "300"


@pytest.fixture
def settings(tmp_path: Path, world_folder: Path) -> dict[str, str]:
    """Give the settings of a service over the world, in an embedded database."""
    return {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
    }


def refuses_connections(service: Service) -> bool:
    """Whether nobody listens there any more."""
    try:
        service.get("/health/live")
    except httpx.ConnectError:
        return True
    return False


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_drain_says_so_and_goes_on_answering_until_ctrl_c_ends_it_at_once(
    tmp_path: Path, settings: dict[str, str], workers: str
) -> None:
    settings |= {"PUSHOFF_WORKERS": workers, "PUSHOFF_DRAIN_S": LONG_S}
    with ready(tmp_path, **settings) as service:
        assert "connection" not in service.get("/v1/muscles").headers
        with asking(service.url, PATHS) as answers:
            answers.grows("200")
            service.process.send_signal(signal.SIGTERM)
            until("not ready", lambda: not any(service.is_ready() for _ in range(8)))
            service.process.send_signal(signal.SIGTERM)  # As service managers do: no matter.
            answers.grows("200", 100)
            refused = service.get("/health/ready")
            drained = [service.get(path) for path in PATHS]
        os.killpg(service.process.pid, signal.SIGINT)
        service.process.wait(10)

    assert answers.failures == {}
    assert answers.counts.keys() == {"200"}
    assert refused.json()["code"] == "unavailable"
    assert refused.json()["detail"].startswith("The service is about to stop.")
    assert {answer.headers["connection"] for answer in (refused, *drained)} == {"close"}
    assert {answer.headers["x-pushoff-revision"] for answer in (refused, *drained)} == {"1"}
    assert "Traceback" not in service.said()


def test_a_drain_ends_by_itself_when_its_clients_have_gone_elsewhere(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    def ask(_client: int) -> int:
        with httpx.Client(base_url=service.url, verify=CONTEXT) as client:
            for asked in count(1):
                if client.get("/v1/muscles").headers.get("connection") == "close":
                    return asked
        raise AssertionError

    with ready(tmp_path, **settings, PUSHOFF_DRAIN_S="3") as service:
        with ThreadPoolExecutor() as pool:
            clients = [pool.submit(ask, number) for number in range(4)]
            service.get("/v1/muscles")
            ended = service.stop()
        asked = [client.result() for client in clients]

    assert ended == -signal.SIGTERM  # Uvicorn ends by the signal itself, once all is answered.
    assert min(asked) > 1
    assert "Traceback" not in service.said()


def test_a_request_under_way_is_answered_before_the_end(
    tmp_path: Path, world_folder: Path, new_database: NewDatabase
) -> None:
    url = seeded(new_database("postgresql"), world_folder)
    settings = {"DATABASE_URL": url, "PUSHOFF_SEED": str(world_folder)}
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    plain = url.replace("+psycopg", "")
    with ready(tmp_path, **settings, PUSHOFF_STATEMENT_TIMEOUT_MS="60000") as service:
        with psycopg.connect(plain) as blocker, psycopg.connect(plain, autocommit=True) as seeing:
            blocker.execute("LOCK TABLE document IN ACCESS EXCLUSIVE MODE")
            with asking(service.url, ["/v1/muscles/none-such"], clients=1) as answers:
                until("it waits", lambda: bool(seeing.execute(waiting).fetchall()[0][0]))
                service.process.send_signal(signal.SIGTERM)
                until("no more connections are taken", lambda: refuses_connections(service))
                blocker.rollback()
                answers.grows("404", 1)
        service.process.wait(20)

    assert answers.counts["404"] == 1
    assert answers.failures.keys() <= {"ConnectError"}
    assert "Traceback" not in service.said()


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory, world_folder: Path) -> Iterator[Service]:
    """Give a service of two workers; each test must leave two."""
    folder = tmp_path_factory.mktemp("workers")
    settings = {
        "DATABASE_URL": f"sqlite:///{folder}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
        "PUSHOFF_WORKERS": "2",
        "PUSHOFF_DRAIN_S": "1",
    }
    with ready(folder, **settings) as service:
        yield service


def test_workers_are_replaced_one_by_one_and_no_request_fails(two_workers: Service) -> None:
    until("both work", lambda: len(two_workers.workers()) == 2)
    before = two_workers.workers()

    with asking(two_workers.url, PATHS) as answers:
        answers.grows("200")
        two_workers.process.send_signal(signal.SIGHUP)
        until("none of them is left", lambda: not two_workers.workers() & before)
        until("both are replaced", lambda: len(two_workers.workers()) == 2)
        answers.grows("200", 100)

    assert answers.failures == {}
    assert answers.counts.keys() == {"200"}
    assert "Traceback" not in two_workers.said()


def worker_of(client: httpx.Client, service: Service) -> int:
    """Give the process id of the worker at the other end of a client's one connection."""
    answer = client.get("/health/live")
    _, port = answer.extensions["network_stream"].get_extra_info("client_addr")
    for pid in service.workers():
        connections = psutil.Process(pid).net_connections("tcp4")
        if any(one.raddr and one.raddr.port == port for one in connections):
            return pid
    raise LookupError(f"No worker has the connection from port {port}.")


def test_a_killed_worker_is_replaced_and_the_clients_of_the_other_notice_nothing(
    two_workers: Service,
) -> None:
    until("both work", lambda: len(two_workers.workers()) == 2)
    before = two_workers.workers()

    with httpx.Client(base_url=two_workers.url, verify=CONTEXT) as client:
        spared = worker_of(client, two_workers)
        (victim,) = before - {spared}
        os.kill(victim, signal.SIGKILL)
        until("there are two again", lambda: len(two_workers.workers() - {victim}) == 2)
        statuses = {client.get(path).status_code for path in PATHS for _ in range(20)}
        still = worker_of(client, two_workers)
    with asking(two_workers.url, PATHS) as answers:
        answers.grows("200", 100)

    assert statuses == {200}
    assert still == spared
    assert answers.counts.keys() == {"200"}


def test_services_behind_a_balancer_are_replaced_one_by_one_and_no_request_fails(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    ports = [free_port(), free_port()]
    settings |= {"PUSHOFF_DRAIN_S": LONG_S}
    old, new = ({**settings, "PUSHOFF_PORT": str(port)} for port in ports)
    with (
        started(tmp_path, **old) as first,
        balancing(ports) as balancer,
        asking(balancer.url, PATHS) as answers,
    ):
        answers.grows("200")
        with started(tmp_path, **new) as second:
            until("both are ready", lambda: len(balancer.ready) == 2)
            answers.grows("200")
            first.process.send_signal(signal.SIGTERM)
            until("one is left", lambda: len(balancer.ready) == 1)
            answers.grows("200", 100)
            first.process.send_signal(signal.SIGINT)  # All have gone: no need to drain for longer.
            first.process.wait(ENDS_WITHIN_S)
            answers.grows("200", 100)
            left = first.said() + second.said()
            seen = Counter(answers.counts)

    assert {name: seen[name] for name in seen if name != "200"} == {}
    assert "Traceback" not in left


def test_a_file_that_is_being_written_to_for_long_goes_on_being_read(
    new_database: NewDatabase, world_folder: Path
) -> None:
    url = seeded(new_database("sqlite"), world_folder)
    writer = open_engine(url)
    with (
        serving(Settings(database_url=url)) as client,
        writer.connect().execution_options(pushoff_writes=True) as connection,
    ):
        connection.exec_driver_sql("DELETE FROM document")
        with asking(str(client.base_url), ["/v1/muscles/none-such", "/health/ready"]) as answers:
            answers.grows("404", 200)
        connection.rollback()
    writer.dispose()

    assert answers.failures == {}
    assert answers.counts.keys() == {"200", "404"}
