"""The references answer the same facts as ours, or comparing them would say nothing."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import Settings
from benchmarks.references.measure import COLUMNS, export, same_questions
from benchmarks.references.servers import serving_usual
from tests.conftest import NewDatabase, seeded, serving

OF_THE_WHOLE = ("slug", "name", "instructions", "cues", "mistakes", "safety", "contraction")


@pytest.fixture(scope="module")
def url(new_database: NewDatabase, world_folder: Path) -> str:
    """Give a database with the world."""
    return seeded(new_database("sqlite"), world_folder)


@pytest.fixture(scope="module")
def usual(url: str) -> Iterator[httpx.Client]:
    """Talk to the usual style."""
    with (
        serving_usual(url) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def ours(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Talk to ours, over the same database."""
    exports = tmp_path_factory.mktemp("exports")
    with serving(Settings(database_url=url, exports=exports, refresh_s=60)) as client:
        yield client


def test_the_usual_style_lists_the_same(usual: httpx.Client, ours: httpx.Client) -> None:
    for same in same_questions([])["50 exercises"][:20]:
        listed: list[Any] = ours.get(same.ours).json()["items"]

        assert usual.get(same.usual).json()["items"] == listed


def test_the_usual_style_gives_the_same_exercise(usual: httpx.Client, ours: httpx.Client) -> None:
    slugs = [item["slug"] for item in ours.get("/v1/exercises").json()["items"]]
    for same in same_questions(slugs)["one exercise"]:
        whole, other = ours.get(same.ours).json(), usual.get(same.usual).json()

        assert {name: other[name] for name in OF_THE_WHOLE} == {
            name: whole[name] for name in OF_THE_WHOLE
        }
        told = sorted(whole["muscles"], key=lambda work: str(work["muscle"]["slug"]))
        works = sorted(other["works"], key=lambda work: str(work["node"]["slug"]))
        assert [work["node"] for work in works] == [work["muscle"] for work in told]


def test_datasette_has_the_columns_that_it_is_asked_for(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.references.measure.seed_database", lambda *_: None)
    file, slugs = export(url, tmp_path)

    with sqlite3.connect(file) as database:
        columns = {row[1] for row in database.execute("PRAGMA table_info(exercise)")}
        found = database.execute("SELECT slug FROM exercise ORDER BY slug").fetchall()
    database.close()

    assert columns.issuperset(COLUMNS)
    assert [row[0] for row in found] == slugs
