"""A process that may only read the database: it serves what is there, and writes nothing."""

import threading
from pathlib import Path

import httpx
import pytest

from app.cli import main
from app.cli.database import prepare
from app.cli.refused import Refused
from app.database import may_write, open_engine
from app.seeding.outcome import Outcome
from app.settings import Settings, get_settings
from tests.conftest import NewDatabase, seeded, serving
from tests.deploy.conftest import Deployed
from tests.world import write_world


def writable(url: str) -> bool:
    engine = open_engine(url)
    try:
        return may_write(engine)
    finally:
        engine.dispose()


def test_only_the_role_that_writes_may_write(
    deployed: Deployed, new_database: NewDatabase, world_folder: Path
) -> None:
    empty = writable(deployed.writer), writable(deployed.reader)
    seeded(deployed.writer, world_folder)
    full = writable(deployed.writer), writable(deployed.reader)

    assert empty == full == (True, False)
    assert writable(deployed.admin)
    assert writable(new_database("sqlite"))


def test_a_role_that_may_only_select_is_known_without_its_default(
    deployed: Deployed, world_folder: Path
) -> None:
    seeded(deployed.writer, world_folder)
    reader = deployed.reader.partition("//")[2].partition(":")[0]

    deployed.run(f"ALTER ROLE {reader} RESET default_transaction_read_only")

    assert not writable(deployed.reader)


def test_a_reader_takes_the_database_as_it_is(
    deployed: Deployed, world_folder: Path, newer_world: Path
) -> None:
    seeded(deployed.writer, world_folder)

    same = prepare(Settings(database_url=deployed.reader, seed=world_folder))
    other = prepare(Settings(database_url=deployed.reader, seed=newer_world))

    assert same == other == Outcome(1, may_write=False)


def test_a_reader_refuses_an_empty_database_in_a_sentence(deployed: Deployed) -> None:
    with pytest.raises(Refused) as refused:
        prepare(Settings(database_url=deployed.reader))

    assert "may only be read here, and is not ready. Its schema is not the one" in str(
        refused.value
    )
    assert "pushoff seed" in str(refused.value)
    assert "example" not in str(refused.value)  # The password.


@pytest.mark.parametrize("command", [["seed"], ["import", "wger", "none.json"]], ids=lambda c: c[0])
def test_what_changes_data_refuses_a_reader(
    deployed: Deployed,
    world_folder: Path,
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    seeded(deployed.writer, world_folder)
    monkeypatch.setenv("DATABASE_URL", deployed.reader)
    get_settings.cache_clear()

    code = main(command)
    get_settings.cache_clear()

    assert code == 1
    assert "may only be read here. DATABASE_URL must name" in capsys.readouterr().err


def test_a_reader_waits_for_who_fills_the_database(
    deployed: Deployed, world_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filling = threading.Timer(1.5, seeded, (deployed.writer, world_folder))
    filling.start()

    outcome = prepare(Settings(database_url=deployed.reader), wait_s=60)
    filling.join()

    assert outcome.revision == 1
    assert "Waiting for it." in capsys.readouterr().err


def test_answers_come_from_the_read_database_and_changes_go_to_the_other(
    new_database: NewDatabase, world_folder: Path, newer_world: Path
) -> None:
    behind, ahead = new_database("sqlite"), new_database("sqlite")
    seeded(behind, world_folder)
    settings = Settings(database_url=ahead, read_database_url=behind, seed=newer_world)

    prepare(settings)
    with serving(settings) as client:
        answer = client.get("/v1/muscles/soleus")

    assert answer.json()["summary"].startswith("Lifts the body")
    assert prepare(Settings(database_url=ahead, seed=newer_world)) == Outcome(1)


def test_a_replica_that_is_behind_answers_wholly_of_its_revision(
    new_database: NewDatabase, tmp_path: Path, newer_world: Path
) -> None:
    behind, ahead = new_database("postgresql"), new_database("postgresql")
    for url in (behind, ahead):
        seeded(url, write_world(tmp_path / "world"))
    seeded(ahead, newer_world)
    settings = Settings(database_url=ahead, read_database_url=behind, refresh_s=0.05)

    def ask(client: httpx.Client) -> tuple[httpx.Response, ...]:
        paths = ("/v1/muscles/soleus", "/v1/muscles", "/v1/changes?since=0")
        return tuple(client.get(path) for path in paths)

    with serving(settings) as client:
        old = ask(client)
        seeded(behind, newer_world)  # The replica catches up.
        new = old
        while {answer.headers["x-pushoff-revision"] for answer in new} != {"2"}:
            new = ask(client)
    with serving(Settings(database_url=ahead)) as client:
        there = ask(client)

    assert {answer.headers["x-pushoff-revision"] for answer in old} == {"1"}
    assert old[0].json()["summary"].startswith("Lifts the body")
    assert [a.content for a in new] == [a.content for a in there]
    for name in ("etag", "x-pushoff-revision", "x-pushoff-release", "cache-control"):
        assert [a.headers[name] for a in new] == [a.headers[name] for a in there]
        assert name == "cache-control" or {a.headers[name] for a in old}.isdisjoint(
            a.headers[name] for a in new
        )
