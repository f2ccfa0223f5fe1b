"""A start that is killed, or that finds a database which it cannot use."""
# ruff: noqa: E501  (What is said stands on one line.)

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
import pytest
from inline_snapshot import snapshot
from sqlalchemy import inspect, select, table, text
from sqlalchemy.engine import make_url

from app import cli, embedded
from app import database as opening
from app.cli.database import prepare
from app.database import BadDatabase, address_of, open_engine, schema_version
from app.migrate import downgrade, known_versions
from app.seeding.outcome import Outcome
from app.settings import ROOT, Settings, get_settings
from tests.conftest import BACKENDS, NewDatabase, seeded
from tests.faults.processes import ENDS_WITHIN_S, PAUSE_S, asking, ready, started, until
from tests.seeding.changes import edited
from tests.seeding.stored import Contents, contents
from tests.world import write_world

OLDER = edited("muscles/soleus.toml", ("Lifts the body", "Raises the body"))
KILLED = -signal.SIGKILL
NO_TMPFS = "THE FULL DISK WAS NOT TRIED: nobody may mount here. The limit of a file was."


@pytest.fixture(scope="module")
def older_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the world as it was before."""
    return write_world(tmp_path_factory.mktemp("older"), OLDER)


@pytest.fixture(scope="module")
def older_file(new_database: NewDatabase, older_folder: Path) -> Path:
    """Give an embedded database with the older world; it is copied, never used."""
    return file_of(seeded(new_database("sqlite"), older_folder))


@pytest.fixture
def file(older_file: Path, tmp_path: Path) -> Path:
    """Give a copy of it."""
    return Path(shutil.copy(older_file, tmp_path / "x.sqlite"))


def file_of(url: str) -> Path:
    return Path(make_url(url).database or "")


def rows_of(url: str) -> Contents:
    """Read every row of a database."""
    engine = open_engine(url)
    try:
        return contents(engine)
    finally:
        engine.dispose()


def version_of(url: str) -> str | None:
    engine = open_engine(url)
    try:
        return schema_version(engine)
    finally:
        engine.dispose()


def pushoff(
    url: str, seed: Path, *words: str, dies: str = "", before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, which may be a moment at which it is killed."""
    module = ["tests.faults.dying", dies] if dies else ["app"]
    return subprocess.run(
        [*before, sys.executable, "-m", *module, *words],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "PUSHOFF_SEED": str(seed)},
        capture_output=True,
        text=True,
        check=False,
    )


def killed_at(moment: str, url: str, seed: Path) -> int:
    """Start on a database, be killed at a moment, and give the exit code."""
    return pushoff(url, seed, "seed", dies=moment).returncode


def start_anew(url: str, seed: Path) -> Outcome:
    """Make a database ready, as every start does."""
    return prepare(Settings(database_url=url, seed=seed))


def every_table(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Read every row of every table that there is, whatever the models say."""
    engine = open_engine(url)
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = {
            name: sorted(
                map(tuple, connection.execute(select(text("*")).select_from(table(name)))),
                key=repr,
            )
            for name in tables
        }
    engine.dispose()
    return rows


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_first_start_that_is_killed_is_finished_by_the_next(
    backend: str, new_database: NewDatabase, world_folder: Path
) -> None:
    url, undisturbed = new_database(backend), seeded(new_database(backend), world_folder)

    ended = [killed_at("CREATE TABLE foreign_link", url, world_folder)]
    versions = [version_of(url)]
    ended.append(killed_at("INSERT INTO document", url, world_folder))
    versions.append(version_of(url))
    left = {name for name, rows in rows_of(url).items() if rows}
    finished = start_anew(url, world_folder)

    assert ended == [KILLED, KILLED]
    assert versions == [None, known_versions()[-1]]  # All of the schema or nothing.
    assert left == set()
    assert (finished.is_new, finished.revision) == (True, 1)
    assert rows_of(url) == rows_of(undisturbed)


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_old_revision_is_served_until_a_killed_seeding_is_finished(
    backend: str, new_database: NewDatabase, older_folder: Path, world_folder: Path, tmp_path: Path
) -> None:
    url = seeded(new_database(backend), older_folder)
    undisturbed = seeded(seeded(new_database(backend), older_folder), world_folder)
    before = rows_of(url)

    def wrong(answer: httpx.Response) -> str:
        time.sleep(PAUSE_S)  # Others want to work, too.
        said = answer.headers["X-Pushoff-Revision"], answer.json()["summary"]
        return "" if said == ("1", "Raises the body from the ankle.") else str(said)

    settings = {"DATABASE_URL": url, "PUSHOFF_SEED": str(older_folder), "PUSHOFF_REFRESH_S": "0.1"}
    with ready(tmp_path, **settings) as service:
        with asking(service.url, ["/v1/muscles/soleus"], 1, wrong) as answers:
            ended = [killed_at(at, url, world_folder) for at in ("UPDATE document", "COMMIT")]
            answers.grows("200")
        left = rows_of(url)
        finished = start_anew(url, world_folder)
        with httpx.Client(base_url=service.url) as client:
            until(
                "the new revision",
                lambda: "Lifts" in client.get("/v1/muscles/soleus").json()["summary"],
            )

    assert ended == [KILLED, KILLED]
    assert answers.odd == []
    assert answers.counts.keys() == {"200"}
    assert left == before
    assert (finished.revision, finished.created, finished.removed) == (2, 0, 0)
    assert rows_of(url) == rows_of(undisturbed)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_migration_that_is_killed_changes_nothing_and_is_finished_by_the_next_start(
    backend: str, new_database: NewDatabase, older_folder: Path, world_folder: Path
) -> None:
    url = seeded(new_database(backend), older_folder)
    downgrade(url, "0012")
    before = every_table(url)

    ended = killed_at("COMMIT", url, world_folder)  # All five migrations are done, and not kept.
    left = every_table(url)
    finished = start_anew(url, world_folder)

    assert ended == KILLED
    assert left == before
    assert left["alembic_version"] == [("0012",)]
    assert version_of(url) == known_versions()[-1]
    assert (finished.is_new, finished.revision) == (True, 2)


@pytest.fixture
def settings(tmp_path: Path, world_folder: Path) -> dict[str, str]:
    """Give the settings of a service that will fill a new file with the world."""
    return {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
    }


def test_what_is_killed_from_outside_at_work_is_finished_by_the_next_start(
    settings: dict[str, str], tmp_path: Path, world_folder: Path
) -> None:
    with started(tmp_path, **settings) as service:
        until("at work", lambda: "Filling" in service.said())
        service.kill()

    assert start_anew(settings["DATABASE_URL"], world_folder).revision == 1


@pytest.mark.parametrize("whom", ["what fills", "what waits"])
def test_a_server_and_what_fills_its_database_may_each_be_killed(
    whom: str,
    settings: dict[str, str],
    new_database: NewDatabase,
    tmp_path: Path,
    world_folder: Path,
) -> None:
    undisturbed = seeded(new_database("sqlite"), world_folder)

    with started(tmp_path, **settings) as service:
        until("at work", lambda: "Filling" in service.said())
        (filling,) = psutil.Process(service.process.pid).children()
        (filling if whom == "what fills" else service.process).kill()
        ended = service.process.wait(ENDS_WITHIN_S)
        said = service.said().splitlines()[-1]
        finished = start_anew(settings["DATABASE_URL"], world_folder)

    assert ended == (1 if whom == "what fills" else KILLED)
    assert said == (
        f"The database {settings['DATABASE_URL']} was not filled: what filled it was ended by "
        "SIGKILL. What was there is kept; start again."
        if whom == "what fills"
        else "Filling the database; this takes about ten seconds."
    )
    assert finished.revision == 1  # Its own, or that of what was left to fill.
    assert rows_of(settings["DATABASE_URL"]) == rows_of(undisturbed)


def test_what_fills_a_database_ends_with_a_server_that_is_stopped(
    settings: dict[str, str], tmp_path: Path
) -> None:
    with started(tmp_path, **settings) as service:
        until("at work", lambda: "Filling" in service.said())
        (filling,) = psutil.Process(service.process.pid).children()
        code = service.stop()

    assert code == 128 + signal.SIGTERM
    assert not filling.is_running()
    assert [rows for rows in rows_of(settings["DATABASE_URL"]).values() if rows] == []


def test_a_start_waits_for_another_writer_and_readers_are_answered_meanwhile(
    file: Path, tmp_path: Path, older_folder: Path, world_folder: Path
) -> None:
    url = f"sqlite:///{file}"
    settings = {"DATABASE_URL": url, "PUSHOFF_SEED": str(older_folder)}
    with (
        ready(tmp_path, **settings) as service,
        closing(sqlite3.connect(file, isolation_level=None)) as writer,
        asking(service.url, ["/v1/muscles/soleus"], 1) as answers,
        started(tmp_path, "seed", **settings | {"PUSHOFF_SEED": str(world_folder)}) as seeding,
    ):
        writer.execute("BEGIN IMMEDIATE")
        until("at work", lambda: "Filling" in seeding.said())
        answers.grows("200", 200)
        waits = seeding.process.poll() is None
        writer.execute("ROLLBACK")
        ended = seeding.process.wait(60)

    assert waits
    assert ended == 0
    assert answers.counts.keys() == {"200"}


@pytest.fixture
def start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], world_folder: Path
) -> Iterator[Callable[[str], str]]:
    """Give what starts in this process on a database that it must refuse, and tells the refusal."""

    def refused(url: str) -> str:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("PUSHOFF_SEED", str(world_folder))
        get_settings.cache_clear()
        code = cli.main(["seed"])
        said = capsys.readouterr()
        assert (code, said.out) == (1, "")
        return said.err.removeprefix("Filling the database; this takes about ten seconds.\n")

    yield refused
    get_settings.cache_clear()


def test_a_start_gives_up_on_a_writer_that_does_not_end(
    file: Path, start: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WRITE_WAIT_S", 0.1)

    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        said = start(f"sqlite:///{file}")

    assert said.replace(str(file), "FILE") == snapshot(
        "The database sqlite:///FILE cannot be used: another process held it for 30 s. Try again when that has ended.\n"
    )


def test_what_another_crash_left_half_done_is_undone_by_the_next_start(
    file: Path, older_folder: Path
) -> None:
    before = rows_of(f"sqlite:///{file}")
    half = (
        "import os, sqlite3, sys; it = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "it.execute('PRAGMA journal_mode=DELETE'); it.execute('PRAGMA cache_size=1');"
        "it.execute('BEGIN'); it.execute(\"UPDATE document SET body = 'half'\"); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", half, file], check=False)
    left = file.with_name("x.sqlite-journal").exists()

    ready = start_anew(f"sqlite:///{file}", older_folder)

    assert left
    assert not ready.is_new
    assert rows_of(f"sqlite:///{file}") == before


def damaged(place: Path, at: int, length: int = 4096) -> None:
    """Overwrite a part of a file."""
    with place.open("rb+") as opened:
        opened.seek(at)
        opened.write(b"\xa5" * length)


def become_newer(place: Path) -> None:
    with closing(sqlite3.connect(place)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def become_foreign(place: Path) -> None:
    with closing(sqlite3.connect(place)) as database, database:
        database.execute("DROP TABLE alembic_version")


UNUSABLE: dict[str, Callable[[Path], object]] = {
    "words": lambda place: place.write_text("this is no database, only words " * 50),
    "a damaged head": lambda place: damaged(place, 0, 100),
    "a damaged first page": lambda place: damaged(place, 100, 3996),
    "a damaged page in the middle": lambda place: damaged(place, 4096 * 100),
    "a damaged last page": lambda place: damaged(place, place.stat().st_size - 4096),
    "the half of it": lambda place: os.truncate(place, 4096 * 90),
    "half a page": lambda place: os.truncate(place, 2000),
    "one that a newer version made": become_newer,
    "one of another program": become_foreign,
}


def test_a_file_that_cannot_be_used_is_refused_in_a_line_and_left_as_it_is(
    older_file: Path, start: Callable[[str], str], tmp_path: Path
) -> None:
    said = {}
    for name, spoil in UNUSABLE.items():
        place = Path(shutil.copy(older_file, tmp_path / "x.sqlite"))
        spoil(place)
        was = place.read_bytes()
        said[name] = start(f"sqlite:///{place}").replace(str(place), "FILE")
        assert place.read_bytes() == was, name
        for log in tmp_path.glob("x.sqlite-*"):
            log.unlink()

    assert said == snapshot(
        {
            "words": "The database sqlite:///FILE cannot be used: it is no SQLite database, or its head is damaged. Restore a backup: pushoff restore FILE.\n",
            "a damaged head": "The database sqlite:///FILE cannot be used: it is no SQLite database, or its head is damaged. Restore a backup: pushoff restore FILE.\n",
            "a damaged first page": "The database sqlite:///FILE cannot be used: it is damaged. Restore a backup: pushoff restore FILE.\n",
            "a damaged page in the middle": "The database sqlite:///FILE cannot be used: it is damaged. Restore a backup: pushoff restore FILE.\n",
            "a damaged last page": "The database sqlite:///FILE cannot be used: it is damaged. Restore a backup: pushoff restore FILE.\n",
            "the half of it": "The database sqlite:///FILE cannot be used: it is damaged. Restore a backup: pushoff restore FILE.\n",
            "half a page": "The database sqlite:///FILE cannot be used: it is damaged. Restore a backup: pushoff restore FILE.\n",
            "one that a newer version made": "The database sqlite:///FILE cannot be used: its schema is 9999, and this Pushoff knows 0001 to 0022. Start the newer one that made it, or restore an older backup (pushoff restore, or pg_restore).\n",
            "one of another program": "The database sqlite:///FILE cannot be used: it is a file of another program. Name one of Pushoff's, or none.\n",
        }
    )


def test_of_a_large_file_a_start_looks_at_head_and_length(
    older_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "CHECKED_BYTES", 0)
    said = {}
    for name in ("a damaged head", "the half of it", "a damaged page in the middle"):
        place = Path(shutil.copy(older_file, tmp_path / "x.sqlite"))
        UNUSABLE[name](place)
        try:
            embedded.check_file(place)
        except BadDatabase as refused:
            said[name] = str(refused)

    assert said == {
        "a damaged head": "it is no SQLite database, or its head is damaged.",
        "the half of it": "it is damaged.",
    }


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("sqlite://", "a database in memory"),
        ("sqlite:///:memory:", "a database in memory"),
        ("sqlite:///file:x?mode=memory&uri=true", "has no host and no parameters"),
        ("sqlite://host/x.sqlite", "has no host and no parameters"),
        ("sqlite+aiosqlite:///x", "no driver 'sqlite+aiosqlite'"),
        ("mysql://me:secret@host/x", "no driver 'mysql'"),
        ("postgres://me:secret@host/x", "no driver 'postgres'"),
        ("postgresql+psycopg2://me:secret@host/x", "no driver 'postgresql+psycopg2'"),
        ("postgresql://me:secret@host:port/x", "is no address"),
        ("me:secret", "is no address"),
        ("", "is no address"),
    ],
)
def test_an_address_that_names_no_database_is_refused(address: str, why: str) -> None:
    with pytest.raises(BadDatabase, match=re.escape(why)) as refused:
        address_of(address)

    assert "secret" not in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_place_for_no_file_is_refused(start: Callable[[str], str], tmp_path: Path) -> None:

    places = ("sqlite://", f"sqlite:///{tmp_path}/no/x.sqlite", f"sqlite:///{tmp_path}")

    said = [start(place).replace(str(tmp_path), "HERE") for place in places]

    assert said == snapshot(
        [
            "DATABASE_URL cannot be used: a database in memory would be another one for each connection. Name a file: sqlite:///pushoff.sqlite.\n",
            "The database sqlite:///HERE/no/x.sqlite cannot be used: there is no folder 'HERE/no'.\n",
            "The database sqlite:///HERE cannot be used: it is a folder. Name a file in it.\n",
        ]
    )


def test_a_postgresql_that_may_not_be_written_is_refused(
    start: Callable[[str], str], new_database: NewDatabase
) -> None:
    standby, taken = new_database("postgresql"), new_database("postgresql")
    for url, change in (
        (
            standby,
            f"ALTER DATABASE {make_url(standby).database} SET default_transaction_read_only = on",
        ),
        (taken, "CREATE TABLE revision (number integer)"),
    ):
        with psycopg.connect(url) as connection:
            connection.execute(change)  # type: ignore[arg-type,unused-ignore]

    said = [re.sub(r"postgresql://\S+", "URL", start(url)) for url in (standby, taken)]

    assert said == [
        "The database URL may only be read here, and is not ready. Its schema is not the one that "
        "this version needs. Run pushoff seed where DATABASE_URL names a role that may write.\n",
        'The database URL cannot be used: relation "revision" already exists\n',
    ]


def digest(place: Path) -> str:
    return sha256(place.read_bytes()).hexdigest()


@pytest.mark.parametrize("read_only", ["file", "folder"])
def test_what_may_not_be_written_is_refused(
    read_only: str, older_file: Path, older_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    file = Path(shutil.copy(older_file, folder / "x.sqlite"))
    was = digest(file)
    # The administrator may write anything, unless that right is taken away.
    bound = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
    (file if read_only == "file" else folder).chmod(0o555)

    refused = pushoff(f"sqlite:///{file}", older_folder, "seed", before=bound)

    folder.chmod(0o755)
    assert refused.returncode == 1
    assert refused.stderr == (
        f"The database sqlite:///{file} cannot be used: it is read-only. The file and its folder "
        "must be writable.\n"
    )
    assert digest(file) == was
    assert list(folder.iterdir()) == [file]


def test_a_file_that_may_not_grow_is_refused_until_it_may(file: Path, world_folder: Path) -> None:
    url = f"sqlite:///{file}"
    file.unlink()

    refused = pushoff(url, world_folder, "seed", before=("prlimit", "--fsize=200000"))

    assert refused.returncode == 1
    assert refused.stderr.endswith(
        f"The database sqlite:///{file} cannot be used: the disk fails or is full; what was there "
        "is kept. Make room, and try again.\n"
    )
    assert "Traceback" not in refused.stderr
    assert start_anew(url, world_folder).revision == 1


def test_a_full_disk_is_refused_and_the_file_is_left_as_it_is(
    file: Path, world_folder: Path, tmp_path: Path
) -> None:
    apart = ("unshare", "--mount", "--map-root-user")
    if subprocess.run([*apart, "mount", "-t", "tmpfs", "none", tmp_path], check=False).returncode:
        pytest.skip(NO_TMPFS)
    was = digest(file)
    disk = tmp_path / "disk"
    disk.mkdir()
    room = file.stat().st_size + 50_000  # For the index of the log, and half of the log.
    script = (
        f"mount -t tmpfs -o size={room} none {disk} && cp {file} {disk} && "
        f'"$@"; code=$?; sha256sum {disk}/x.sqlite; exit $code'
    )

    refused = pushoff(
        f"sqlite:///{disk}/x.sqlite", world_folder, "seed", before=(*apart, "sh", "-c", script, "-")
    )

    assert refused.returncode == 1
    assert refused.stderr.endswith(
        f"The database sqlite:///{disk}/x.sqlite cannot be used: the disk is full; what was there "
        "is kept. Make room, and try again.\n"
    )
    assert refused.stdout.startswith(was)
