"""Behind PgBouncer in transaction mode, by the file of docs/deploy: sessions are lent out."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url

from app.database import open_engine, writing
from tests.conftest import NewDatabase
from tests.deploy.conftest import DEPLOY, PASSWORD, Deployed, deploy, publish
from tests.faults.processes import asking, free_port, ready, until

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SERVER = "host=postgres port=5432 dbname=pushoff"

pytestmark = pytest.mark.skipif(PGBOUNCER is None, reason="Debian's pgbouncer is not installed")


def place_of(server: URL) -> tuple[str, str]:
    """Give the host of a server, or the folder of its socket, and who may open that."""
    host = str(server.query.get("host") or server.host)
    owner = Path(host).stat().st_uid if host.startswith("/") else os.getuid()
    return host, pwd.getpwuid(owner).pw_name


@pytest.fixture(scope="module")
def pooled(new_database: NewDatabase) -> Iterator[Deployed]:
    """Put a pooler of three connections before an empty database: the roles, by its address."""
    direct = deploy(new_database)
    server = make_url(direct.admin)
    host, owner = place_of(server)
    port = free_port()
    roles = [make_url(url).username for url in (direct.writer, direct.reader)]
    with tempfile.TemporaryDirectory(prefix="pushoff-pgbouncer-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        users = folder / "userlist.txt"
        users.write_text("".join(f'"{role}" "{PASSWORD}"\n' for role in roles))
        settings = (DEPLOY / "pgbouncer.ini").read_text(encoding="utf-8")
        for standing, here in {
            SERVER: f"host={host} port={server.port or 5432} dbname={server.database}",
            "0.0.0.0": "127.0.0.1",  # noqa: S104  (replaced)
            "6432": str(port),
            "/etc/pgbouncer/userlist.txt": str(users),
            "default_pool_size = 10": "default_pool_size = 3",
        }.items():
            assert standing in settings
            settings = settings.replace(standing, here)
        (folder / "pgbouncer.ini").write_text(f"{settings}unix_socket_dir =\n")
        as_owner = ["-u", owner] if os.getuid() == 0 else []  # It refuses to run as root.
        with subprocess.Popen([str(PGBOUNCER), *as_owner, str(folder / "pgbouncer.ini")]) as pooler:
            try:
                urls = [
                    URL.create("postgresql", role, PASSWORD, "127.0.0.1", port, "pushoff")
                    for role in roles
                ]
                writer, reader = (url.render_as_string(hide_password=False) for url in urls)
                until("the pooler answers", lambda: answers(writer), 20)
                yield Deployed(direct.admin, writer, reader)
            finally:
                pooler.terminate()


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_session_keeps_nothing_of_a_transaction(pooled: Deployed) -> None:
    engine = open_engine(pooled.writer, statement_timeout_ms=1234)
    shown = [text(f"SHOW {name}") for name in ("statement_timeout", "transaction_isolation")]
    try:
        with engine.connect() as connection:
            inside = [connection.scalar(show) for show in shown]
        with writing(engine) as session:
            changing = [session.connection().scalar(show) for show in shown]
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            after = [
                connection.scalar(shown[0]),
                connection.scalar(text("SELECT count(*) FROM pg_prepared_statements")),
                connection.scalar(text("SELECT count(*) FROM pg_locks WHERE locktype='advisory'")),
            ]
    finally:
        engine.dispose()

    assert inside == ["1234ms", "repeatable read"]
    assert changing == ["0", "read committed"]
    assert after == ["0", 0, 0]


def test_it_is_seeded_served_and_published_to_through_a_pooler(
    pooled: Deployed, tmp_path: Path, world_folder: Path, newer_world: Path
) -> None:
    told: set[tuple[str, bool]] = set()
    settings = {
        "DATABASE_URL": pooled.reader,
        "PUSHOFF_ANSWERS_MB": "0",  # Every answer asks the database.
        "PUSHOFF_REFRESH_S": "0.1",
    }

    def of_one_revision(answer: httpx.Response) -> str:
        told.add((answer.headers["x-pushoff-revision"], "Lifts the whole body" in answer.text))
        return ""

    publish(pooled.writer, world_folder)
    with ready(tmp_path, **settings) as service:
        paths = ["/v1/muscles?limit=200", "/v1/exercises?limit=3", "/v1/muscles/soleus"]
        with asking(service.url, ["/v1/muscles/soleus"], 6, of_one_revision) as one:
            with asking(service.url, paths, 6) as many:
                publish(pooled.writer, newer_world)
                many.grows("200", 200)
            one.grows("200", 200)

    assert one.counts.keys() == many.counts.keys() == {"200"}
    assert told == {("1", False), ("2", True)}
