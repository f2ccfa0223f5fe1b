"""Editions are written whole or not at all, once, the same everywhere, and only so many."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.database import open_engine
from app.domain.errors import NotKept, NotWritten
from app.exports import shelf as shelves
from app.exports.editions import SHAPES_FILES
from app.exports.shelf import ABANDONED_S, ASIDE, KEPT, Shelf, export_release, find_file
from app.exports.write import write_edition
from app.schemas.exports import ExportsRead
from app.settings import ROOT, Settings
from tests.conftest import NewDatabase, seeded, serving
from tests.exports.conftest import manifest_of
from tests.world import MUSCLES, write_world

SMALL_FILE = 100_000  # Bytes; less than the exported file of the world, more than is read.


@pytest.fixture
def world_engine(world_database: str) -> Iterator[Engine]:
    """Open the database of the world."""
    engine = open_engine(world_database)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def embedded(new_database: NewDatabase, world_folder: Path) -> str:
    """Give an embedded database with the world, for other processes."""
    return seeded(new_database("sqlite"), world_folder)


def start_export(database: str, folder: Path, limit: int | None = None) -> subprocess.Popen[str]:
    """Start the command; `limit` is the largest file that it may write, as on a full disk."""
    setting = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
    start = "from app.cli import main; raise SystemExit(main(['export']))"
    return subprocess.Popen(
        [sys.executable, "-c", (setting if limit else "") + start],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database, "PUSHOFF_EXPORTS": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def editions_in(folder: Path) -> list[str]:
    """Name what lies in a folder, under way or in its place."""
    return sorted(place.name for place in folder.iterdir()) if folder.exists() else []


def world_with(summary: str, folder: Path) -> Path:
    """Write the world with another summary of one muscle."""
    text = MUSCLES["soleus"].replace("Lifts the body from the ankle.", summary)
    return write_world(folder, {"muscles/soleus.toml": text})


def test_both_databases_give_the_same_bytes(
    new_database: NewDatabase, tmp_path: Path, world_folder: Path
) -> None:
    manifests = []
    for backend in ("sqlite", "postgresql"):
        engine = open_engine(seeded(new_database(backend), world_folder))
        manifests.append(export_release(engine, tmp_path / backend))
        engine.dispose()

    one, other = manifests
    assert one == other
    assert len({file.sha256 for file in one.files}) > len(one.files) / 2


def test_the_real_seed_gives_the_same_bytes_twice(
    client: httpx.Client, database: str, tmp_path: Path
) -> None:
    engine = open_engine(database)
    again = export_release(engine, tmp_path)
    engine.dispose()

    assert again == manifest_of(client)


def test_the_files_are_written_once(world_engine: Engine, tmp_path: Path) -> None:
    manifest = export_release(world_engine, tmp_path)
    written = (tmp_path / manifest.edition / "pushoff.sqlite").stat().st_ino

    again = export_release(world_engine, tmp_path)

    assert again == manifest
    assert (tmp_path / manifest.edition / "pushoff.sqlite").stat().st_ino == written
    assert editions_in(tmp_path) == [manifest.edition]


def test_everybody_may_read_what_is_written(world_engine: Engine, tmp_path: Path) -> None:
    """A proxy of another user may serve the files."""
    manifest = export_release(world_engine, tmp_path)

    place = tmp_path / manifest.edition
    assert place.stat().st_mode & 0o777 == 0o755
    assert all(file.stat().st_mode & 0o444 == 0o444 for file in place.iterdir())


@pytest.mark.parametrize("wait_s", [0.0, 0.02, 0.05, 0.1])
def test_a_killed_process_leaves_no_half_edition(
    wait_s: float, embedded: str, tmp_path: Path
) -> None:
    process = start_export(embedded, tmp_path)
    while not editions_in(tmp_path) and process.poll() is None:
        time.sleep(0.001)
    time.sleep(wait_s)
    process.kill()
    _, told = process.communicate()

    assert process.returncode in (0, -signal.SIGKILL), told
    for name in editions_in(tmp_path):
        place = tmp_path / name
        assert name.startswith(ASIDE) or shelves.read_edition(tmp_path, name), list(place.iterdir())
    second = start_export(embedded, tmp_path)
    assert "files of release" in second.communicate()[0]
    assert second.returncode == 0


def test_two_processes_at_once_do_no_harm(embedded: str, tmp_path: Path) -> None:
    processes = [start_export(embedded, tmp_path) for _ in range(3)]

    told = {process.communicate()[0] for process in processes}

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(told) == 1
    assert len(editions_in(tmp_path)) == 1


def test_threads_write_once_and_few_of_them_wait(
    world_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = []

    def slowly(*arguments: object) -> ExportsRead:
        writes.append(arguments)
        time.sleep(0.3)
        return write_edition(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(shelves, "write_edition", slowly)
    shelf = Shelf(tmp_path)

    def ask() -> str:
        try:
            shelves.get_manifest(Session(world_engine, info={"documents": None}), shelf)
        except NotWritten as refused:
            return refused.reason
        return "written"

    with ThreadPoolExecutor(12) as threads:
        told = sorted(threads.map(lambda _: ask(), range(12)))

    assert len(writes) == 1
    assert told == ["The files of this release are being written."] * 8 + ["written"] * 4


def test_writing_holds_up_nobody_else(
    world_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_go_on = Event(), Event()

    def patiently(*arguments: object) -> ExportsRead:
        begun.set()
        assert may_go_on.wait(30)
        return write_edition(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(shelves, "write_edition", patiently)
    settings = Settings(database_url=world_database, exports=tmp_path)
    with serving(settings) as client, ThreadPoolExecutor(1) as thread:
        asked = thread.submit(manifest_of, client)
        assert begun.wait(30)
        answers = [client.get(f"/v1/muscles?limit={limit}") for limit in range(1, 9)]
        may_go_on.set()

    assert [answer.status_code for answer in answers] == [200] * 8
    assert asked.result().files


def test_a_full_disk_is_said_and_leaves_nothing(embedded: str, tmp_path: Path) -> None:
    process = start_export(embedded, tmp_path, limit=SMALL_FILE)
    _, told = process.communicate()

    assert process.returncode == 1
    assert "The files of this release cannot be written: " in told
    assert editions_in(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_a_503(
    world_database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")

    settings = Settings(database_url=world_database, exports=tmp_path / "file" / "exports")
    with serving(settings) as client:
        refused = client.get("/v1/exports")
        others = client.get("/v1/muscles")

    assert refused.status_code == 503
    assert refused.json()["code"] == "unavailable"
    assert "cannot be written: Not a directory" in refused.json()["detail"]
    assert str(tmp_path) not in refused.text
    assert refused.headers["retry-after"]
    assert others.status_code == 200
    assert "The exports cannot be written" in caplog.text


def test_a_damaged_edition_is_written_again(world_engine: Engine, tmp_path: Path) -> None:
    manifest = export_release(world_engine, tmp_path)
    place = tmp_path / manifest.edition
    (place / "roles.csv").write_bytes(b"")
    (place / "phases.csv").unlink()
    session = Session(world_engine, info={"documents": None})

    found = find_file(session, Shelf(tmp_path), manifest.edition, "roles.csv")

    assert found.path.stat().st_size == found.file.size > 0
    assert (place / "phases.csv").exists()
    assert editions_in(tmp_path) == [manifest.edition]


def test_only_the_newest_editions_are_kept_and_nothing_else_is_touched(
    engine: Engine, empty_database: str, tmp_path: Path
) -> None:
    exports = tmp_path / "exports"
    strangers = [exports / name for name in ("mine", "9-0123456789abcdef-01234567", ".git")]
    for stranger in strangers:
        stranger.mkdir(parents=True)
    abandoned, under_way = exports / f"{ASIDE}dead", exports / f"{ASIDE}alive"
    for place in (abandoned, under_way):
        place.mkdir()
    os.utime(abandoned, (1, time.time() - ABANDONED_S - 1))

    manifests = []
    for number in range(KEPT + 2):
        seeded(empty_database, world_with(f"Summary {number}.", tmp_path / str(number)))
        manifests.append(export_release(engine, exports))

    kept = {manifest.edition for manifest in manifests[-KEPT:]}
    assert set(editions_in(exports)) == kept | {place.name for place in (*strangers, under_way)}
    session = Session(engine, info={"documents": None})
    with pytest.raises(NotKept) as gone:
        find_file(session, Shelf(exports), manifests[0].edition, "roles.csv")
    assert gone.value.newest == manifests[-1].edition


def test_an_old_address_works_on_while_a_newer_release_is_there(
    empty_database: str, world_folder: Path, tmp_path: Path
) -> None:
    seeded(empty_database, world_folder)
    settings = Settings(database_url=empty_database, exports=tmp_path / "exports", refresh_s=0.05)

    with serving(settings) as client:
        old = manifest_of(client)
        before = client.get(f"/v1/exports/{old.edition}/muscles.ndjson")
        seeded(empty_database, world_with("Lifts and drives.", tmp_path / "newer"))
        deadline = time.monotonic() + 5
        while (new := manifest_of(client)).edition == old.edition:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        after = client.get(f"/v1/exports/{old.edition}/muscles.ndjson")
        newer = client.get("/v1/exports/muscles.ndjson", follow_redirects=True)

    assert new.revision == old.revision + 1
    assert after.content == before.content
    assert after.headers["x-pushoff-revision"] == "1"
    assert b"Lifts and drives." in newer.content
    assert newer.headers["x-pushoff-revision"] == "2"


def test_export_needs_a_database(tmp_path: Path) -> None:
    process = start_export(f"sqlite:///{tmp_path}/none.sqlite", tmp_path / "exports")
    _, told = process.communicate()

    assert process.returncode == 1
    assert "pushoff seed" in told
    assert "Traceback" not in told


def test_all_of_our_code_that_writes_files_is_in_the_mark_of_an_edition() -> None:
    """Else an address that never changes what it gives would give other bytes one day."""
    lines = "\n".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "app" / "exports").glob("*.py")
    )

    parts = set(re.findall(r"^from app\.(\w+)", lines, re.MULTILINE))

    assert parts >= {"exports", "queries"}
    assert parts <= set(SHAPES_FILES)
