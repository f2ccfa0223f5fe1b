"""How databases are opened: pragmas, snapshots, one writer, and what counts as unavailable."""

import threading
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, text

from app.database import open_engine, outages, writing
from app.domain.revisions import Revision
from app.settings import Settings
from tests.conftest import NewDatabase, seeded, serving


def revision(number: int) -> Revision:
    return Revision(number=number, digest="d" * 64, seed="s" * 64)


def test_sqlite_keeps_foreign_keys_and_a_log(new_database: NewDatabase) -> None:
    engine = open_engine(new_database("sqlite"))

    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    engine.dispose()


def test_a_reader_sees_one_moment(engine: Engine) -> None:
    count = text("SELECT count(*) FROM revision")
    with engine.connect() as reader:
        before = reader.execute(count).scalar_one()

        with writing(engine) as session:
            session.add(revision(1))

        assert reader.execute(count).scalar_one() == before == 0
    with engine.connect() as reader:
        assert reader.execute(count).scalar_one() == 1


def test_a_second_writer_waits_for_the_first(engine: Engine) -> None:
    order: list[str] = []
    inside = threading.Event()

    def second() -> None:
        inside.wait(10)
        with writing(engine) as session:
            order.append("second")
            session.add(revision(2))

    thread = threading.Thread(target=second)
    thread.start()
    with writing(engine) as session:
        inside.set()
        session.add(revision(1))
        session.flush()
        thread.join(0.3)
        order.append("first")
    thread.join(20)

    assert order == ["first", "second"]
    with engine.connect() as reader:
        assert reader.execute(text("SELECT count(*) FROM revision")).scalar_one() == 2


def test_a_writer_that_fails_leaves_nothing(engine: Engine) -> None:
    def write_and_fail() -> None:
        with writing(engine) as session:
            session.add(revision(1))
            session.flush()
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        write_and_fail()

    with engine.connect() as reader:
        assert reader.execute(text("SELECT count(*) FROM revision")).scalar_one() == 0


def test_a_slow_statement_counts_as_unavailable(new_database: NewDatabase) -> None:
    engine = open_engine(new_database("postgresql"), statement_timeout_ms=50)

    with engine.connect() as connection, pytest.raises(outages(engine), match="statement timeout"):
        connection.execute(text("SELECT pg_sleep(5)"))
    engine.dispose()


@pytest.mark.parametrize(
    "address", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////no/such/x"]
)
def test_a_database_that_is_not_there_counts_as_unavailable(address: str) -> None:
    engine = open_engine(address)

    with pytest.raises(outages(engine)):
        engine.connect()
    engine.dispose()


def test_connections_that_the_server_closed_are_replaced_unnoticed(
    new_database: NewDatabase, world_folder: Path
) -> None:
    url = seeded(new_database("postgresql"), world_folder)
    settings = Settings(database_url=url, answers_mb=0)
    with serving(settings) as client:
        assert client.get("/v1/muscles").status_code == httpx.codes.OK
        other = open_engine(url)
        with other.connect() as connection:
            closed = connection.execute(
                text(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            ).scalar_one()
        other.dispose()

        again = [client.get(f"/v1/muscles?limit={n}").status_code for n in range(1, 20)]

    assert closed >= 1
    assert set(again) == {httpx.codes.OK}
