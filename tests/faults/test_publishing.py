"""New revisions are published while clients ask: each answer is wholly of one of them."""

import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from app.settings import ROOT
from tests.conftest import BACKENDS, NewDatabase, seeded
from tests.faults.processes import CONTEXT, Service, asking, ready, until
from tests.seeding.test_load import HANGS_BEFORE_THE_END
from tests.world import MUSCLES, write_world

DOCUMENT, LIST, PAGE = "/v1/muscles/soleus", "/v1/muscles?limit=200", "/muscles/soleus"
RELEASE = "/v1/release"
PATHS = [DOCUMENT, LIST, PAGE, RELEASE]
TELL_IT = (LIST, RELEASE)  # Their bodies name the revision.
TIMES = 3


class Said(NamedTuple):
    """All of an answer that belongs to a release."""

    release: str
    revision: str
    etag: str
    body: bytes


def said_by(response: httpx.Response) -> Said:
    """Take from an answer what belongs to a release."""
    sent = response.headers
    return Said(
        sent["x-pushoff-release"], sent["x-pushoff-revision"], sent["etag"], response.content
    )


class Heard:
    """Every different answer to each path that any client has got."""

    def __init__(self) -> None:
        """Begin with none."""
        self.answers: dict[str, set[Said]] = defaultdict(set)

    def __call__(self, response: httpx.Response) -> str:
        """Remember an answer; say what is wrong with it by itself."""
        path = response.request.url.raw_path.decode()
        if response.status_code != 200:
            return f"{path}: {response.status_code} {response.text}"
        said = said_by(response)
        self.answers[path].add(said)
        inside = json.loads(said.body)["revision"] if path in TELL_IT else int(said.revision)
        agree = inside == int(said.revision) == int(said.release.partition("-")[0])
        return "" if agree else f"{path}: {inside}, {said.revision}, {said.release}"


def edition(folder: Path, number: int) -> Path:
    """Write the world with another summary in it."""
    soleus = MUSCLES["soleus"].replace("Lifts", f"Lifts, as edition {number} says,")
    return write_world(folder / f"edition-{number}", {"muscles/soleus.toml": soleus})


def publish(url: str, seed: Path) -> None:
    """Bring a database to a seed, as an operator does beside the running service."""
    subprocess.run(
        [sys.executable, "-m", "app", "seed"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "PUSHOFF_SEED": str(seed)},
        check=True,
        capture_output=True,
        timeout=120,
    )


@pytest.fixture(scope="module", params=BACKENDS)
def database(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """Give a database for the services of this module."""
    return new_database(request.param)


@pytest.fixture(scope="module")
def services(
    database: str, tmp_path_factory: pytest.TempPathFactory, world_folder: Path
) -> Iterator[list[Service]]:
    """Give two processes that answer from one database."""
    settings = {"DATABASE_URL": database, "PUSHOFF_SEED": str(world_folder)}
    with ExitStack() as stack:
        both = []
        for name in ("one", "other"):
            folder = tmp_path_factory.mktemp(name)
            both.append(stack.enter_context(ready(folder, **settings)))
        yield both


def answer_from(services: list[Service], revision: int) -> bool:
    """Whether all services answer from a revision."""
    told = {service.get(DOCUMENT).headers["x-pushoff-revision"] for service in services}
    return told == {str(revision)}


def test_a_publication_that_is_killed_changes_nothing(
    services: list[Service], database: str, tmp_path: Path
) -> None:
    before = {path: said_by(services[0].get(path)) for path in PATHS}
    heard = Heard()

    with (
        asking(services[0].url, PATHS, check=heard) as answers,
        subprocess.Popen(
            [sys.executable, "-c", HANGS_BEFORE_THE_END, database, edition(tmp_path, 0)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as publishing,
    ):
        assert publishing.stdout is not None
        assert publishing.stdout.readline() == b"published\n"
        answers.grows("200", 50)
        publishing.send_signal(signal.SIGKILL)
        publishing.wait()
        answers.grows("200", 50)

    assert answers.odd == []
    assert answers.failures == {}
    assert heard.answers == {path: {said} for path, said in before.items()}


def test_each_answer_is_wholly_of_one_revision_and_all_workers_follow(
    services: list[Service], database: str, tmp_path: Path
) -> None:
    one, other = services
    heard = Heard()
    true: dict[str, set[Said]] = {path: {said_by(one.get(path))} for path in PATHS}
    first = int(one.get(DOCUMENT).headers["x-pushoff-revision"])

    with (
        asking(one.url, PATHS, clients=2, check=heard) as answers,
        asking(other.url, PATHS, clients=2, check=heard) as others,
    ):
        for number in range(1, TIMES + 1):
            publish(database, edition(tmp_path, number))
            until("both follow", partial(answer_from, services, first + number))
            answers.grows("200")
            others.grows("200")
            for path in PATHS:
                told = {said_by(service.get(path)) for service in services}
                assert len(told) == 1, path
                true[path] |= told

    assert answers.odd == others.odd == []
    assert answers.failures == others.failures == {}
    assert {path: len(said) for path, said in true.items()} == dict.fromkeys(PATHS, TIMES + 1)
    assert all(heard.answers[path] <= true[path] for path in PATHS)
    assert all(
        len({said.etag for said in of_one}) == len({said.body for said in of_one}) == TIMES + 1
        for of_one in true.values()
    )


def test_an_old_copy_is_never_confirmed_under_a_new_release(
    services: list[Service], database: str, tmp_path: Path
) -> None:
    old = said_by(services[0].get(DOCUMENT))

    def is_true(response: httpx.Response) -> str:
        release = response.headers["x-pushoff-release"]
        confirmed, new = response.status_code == 304, release != old.release
        told = f"{response.status_code} {release}"
        return told if confirmed == new or (new and response.content == old.body) else ""

    known = {"If-None-Match": old.etag}
    with (
        asking(services[0].url, [DOCUMENT], 2, is_true, known) as answers,
        asking(services[1].url, [DOCUMENT], 2, is_true, known) as others,
    ):
        answers.grows("304")
        seeded(database, edition(tmp_path, 9))
        answers.grows("200")
        others.grows("200")
    with httpx.Client(base_url=services[0].url, verify=CONTEXT) as client:
        new = client.get(DOCUMENT)
        again = client.get(DOCUMENT, headers={"If-None-Match": new.headers["etag"]})

    assert answers.odd == others.odd == []
    assert answers.failures == others.failures == {}
    assert answers.counts.keys() == {"200", "304"}
    assert again.status_code == 304
