"""More is asked than can be answered: some are refused, in one shape, and it ends by itself."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults.processes import Service, asking, ready
from tests.problems import problem_in

LONG = "/v1/muscle-map.svg"  # Made on the event loop, and takes longer than anybody may wait.
SLOW = [f"/v1/sessions?minutes={minutes}" for minutes in range(20, 60)]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, world_folder: Path) -> Iterator[Service]:
    """Run a service that keeps no answers, so that all are made, and lets nobody wait long."""
    folder = tmp_path_factory.mktemp("overload")
    settings = {
        "DATABASE_URL": f"sqlite:///{folder}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
        "PUSHOFF_ANSWERS_MB": "0",
        "PUSHOFF_LONGEST_WAIT_MS": "1",
    }
    with ready(folder, **settings) as service:
        yield service


def wrong(response: httpx.Response) -> str:
    """Say what is wrong with an answer under overload; a refusal has the shape of every error."""
    if response.status_code == 503:
        problem_in(response, 503, "overloaded")
        return "" if response.headers["retry-after"] == "2" else "no Retry-After"
    return "" if response.status_code == 200 else response.text


def test_some_are_refused_and_the_rest_answered_until_it_ends(service: Service) -> None:
    with asking(service.url, [LONG], clients=8, check=wrong) as got:
        got.grows("503")
        got.grows("200")
        live = [httpx.get(f"{service.url}/health/live", timeout=20) for _ in range(20)]
    after = [httpx.get(f"{service.url}/v1/muscles") for _ in range(20)]

    assert got.odd == []
    assert got.failures == {}
    assert {response.status_code for response in (*live, *after)} == {200}


def test_slow_questions_take_nothing_from_quick_ones(service: Service) -> None:
    with asking(service.url, SLOW, clients=16, check=wrong) as slow:
        slow.grows("503")
        with asking(service.url, ["/v1/muscles"], clients=1) as quick:
            quick.grows("200", 100)

    assert slow.odd == []
    assert slow.counts["200"] > 0
    assert set(quick.counts) == {"200"}


def test_without_overload_nobody_is_refused(tmp_path: Path, world_folder: Path) -> None:
    settings = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
        "PUSHOFF_ANSWERS_MB": "0",
    }
    paths = ["/v1/muscles", "/v1/muscles/calf", "/v1/muscle-roles", "/health/live"]

    with (
        ready(tmp_path, **settings) as service,
        asking(service.url, paths, 16) as quick,
        asking(service.url, SLOW, 1) as slow,
    ):
        quick.grows("200", 300)
        slow.grows("200", 5)

    assert set(quick.counts) == set(slow.counts) == {"200"}
