"""What the tests of the command line stand on: the world in a file, and a shell."""

import sys
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from app.cli import api, main
from app.settings import get_settings
from tests.conftest import NewDatabase, seeded


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Shell = Callable[..., Done]
Answering = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(scope="package")
def world_file(new_database: NewDatabase, world_folder: Path) -> str:
    """Give an embedded database with the world."""
    return seeded(new_database("sqlite"), world_folder)


@pytest.fixture
def shell(
    world_file: str,
    world_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Shell]:
    """Give what runs a command over the world, in a pipe or on a terminal of some width."""
    monkeypatch.setenv("DATABASE_URL", world_file)
    monkeypatch.setenv("PUSHOFF_SEED", str(world_folder))
    get_settings.cache_clear()

    def run(*words: str, width: int | None = None) -> Done:
        with monkeypatch.context() as terminal:
            if width is not None:
                terminal.setattr(sys.stdout, "isatty", lambda: True)
                terminal.setenv("COLUMNS", str(width))
                terminal.setenv("TERM", "xterm")
            code = main(words)
        return Done(code, *capsys.readouterr())

    yield run
    get_settings.cache_clear()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answering], list[httpx.Request]]:
    """Give what puts a function in the place of every service; it tells what was asked."""

    def answer_with(answer: Answering) -> list[httpx.Request]:
        asked: list[httpx.Request] = []

        def note(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            return answer(request)

        @asynccontextmanager
        async def way(_api: str | None):  # type: ignore[no-untyped-def]  # noqa: ANN202
            yield httpx.MockTransport(note)

        monkeypatch.setattr(api, "_way_to", way)
        monkeypatch.setenv("PUSHOFF_API", "https://example.org/pushoff")
        return asked

    return answer_with


def answered(body: bytes | str) -> httpx.Response:
    """Give an answer as the API gives it."""
    return httpx.Response(200, content=body, headers={"X-Pushoff-Revision": "1"})
