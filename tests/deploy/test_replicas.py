"""Two processes of the service on one PostgreSQL, by a role that may only read."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import httpx

from tests.conftest import NewDatabase
from tests.deploy.conftest import Deployed, publish
from tests.faults.processes import Service, asking, ready, started, until

PATHS = (
    "/v1/muscles", "/v1/muscles/soleus", "/v1/muscle-roles?phase=push-off&role=power",
    "/v1/release", "/v1/exercises?limit=2", "/v1/sessions?minutes=20",
    "/v1/sessions.ics?date=2027-03-02&time=18:30&time_zone=Europe/Berlin",
    "/v1/changes?since=0", "/v1/muscle-map.svg", "/muscles",
)  # fmt: skip
COSTLY = ("/v1/exports",)  # Written once by each process.
OF_A_PROCESS = {"date"}
"""Headers that tell nothing of the answer."""


@contextmanager
def two_replicas(folder: Path, deployed: Deployed) -> Iterator[tuple[Service, Service]]:
    """Start two processes that know the reading role only, and keep their files apart."""
    settings = {
        "DATABASE_URL": deployed.reader,
        "PUSHOFF_PUBLIC_URL": "https://api.example.org",
        "PUSHOFF_REFRESH_S": "0.1",
    }
    for name in ("one", "two"):
        (folder / name).mkdir()
    with (
        started(folder / "one", **settings) as one,
        started(folder / "two", **settings) as two,
    ):
        until("both ready", lambda: one.is_ready() and two.is_ready())
        yield one, two


def asked(service: Service, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Ask once; give the status, the body as it was sent, and the headers."""
    with httpx.stream("GET", service.url + path, headers=headers, timeout=30) as answer:
        body = b"".join(answer.iter_raw())
    told = {name: value for name, value in answer.headers.items() if name not in OF_A_PROCESS}
    return answer.status_code, body, told


def walk(services: tuple[Service, Service], path: str) -> list[str]:
    """Take a list page by page, each page from the other process."""
    slugs: list[str] = []
    turn = 0
    following: str | None = path
    while following:
        page = httpx.get(services[turn % 2].url + following, timeout=30).json()
        slugs += [item["slug"] for item in page["items"]]
        following, turn = page["next"], turn + 1
    return slugs


def revision_of(service: Service) -> str:
    """Give the revision that a process answers from."""
    return str(httpx.get(f"{service.url}/v1/release").headers["x-pushoff-revision"])


def test_two_replicas_answer_as_one_follow_a_revision_and_outlive_each_other(
    deployed: Deployed, tmp_path: Path, world_folder: Path, newer_world: Path
) -> None:
    publish(deployed.writer, world_folder)

    with two_replicas(tmp_path, deployed) as (one, two):
        answers = [[asked(s, path) for path in (*PATHS, *COSTLY)] for s in (one, two)]
        coded = [asked(s, PATHS[0], **{"accept-encoding": "br"}) for s in (one, two)]
        known = asked(two, PATHS[0], **{"if-none-match": answers[0][0][2]["etag"]})
        whole = [item["slug"] for item in httpx.get(f"{one.url}/v1/exercises").json()["items"]]

        assert [status for status, _, _ in chain(*answers)] == [200] * len([*PATHS, *COSTLY]) * 2
        assert answers[0] == answers[1]
        assert coded[0] == coded[1]
        assert known[0] == 304
        assert walk((one, two), "/v1/exercises?limit=2") == whole

        mixed: set[tuple[str, str]] = set()

        def of_one_revision(answer: httpx.Response) -> str:
            text = answer.json()["summary"]
            mixed.add((answer.headers["x-pushoff-revision"], text.split(" the ")[1][:5]))
            return ""

        with (
            asking(one.url, ["/v1/muscles/soleus"], 1, of_one_revision) as first,
            asking(two.url, ["/v1/muscles/soleus"], 1, of_one_revision) as second,
        ):
            publish(deployed.writer, newer_world)
            until("both follow", lambda: revision_of(one) == revision_of(two) == "2")
            followed = [[asked(s, path) for path in PATHS] for s in (one, two)]
            one.kill()
            second.grows("200", 100)

        assert mixed == {("1", "body "), ("2", "whole")}
        assert followed[0] == followed[1]
        assert followed[0] != answers[0][: len(PATHS)]
        assert first.counts.keys() - {"200"} == first.failures.keys()
        assert second.counts.keys() == {"200"}
        assert f"{deployed.reader.partition('@')[0]}" not in two.said()
        assert "taken as it is" in two.said()


def test_workers_of_one_machine_answer_alike(
    new_database: NewDatabase, tmp_path: Path, world_folder: Path
) -> None:
    settings = {
        "DATABASE_URL": new_database("sqlite"),
        "PUSHOFF_SEED": str(world_folder),
        "PUSHOFF_WORKERS": "2",
    }

    with ready(tmp_path, **settings) as service:
        # A connection stays with the worker that took it: new ones reach all of them.
        answers = [asked(service, path) for path in PATHS for _ in range(4)]

    assert {status for status, _, _ in answers} == {200}
    assert len({(body, told["etag"]) for _, body, told in answers}) == len(PATHS)
