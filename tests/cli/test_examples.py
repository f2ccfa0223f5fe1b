"""What docs/cli.md and the README show is what the command does."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import ROOT, get_settings
from tests.cli.conftest import Shell, answered

GUIDE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## In a terminal\n")[2]
SHOWN = [
    (asked, said)
    for block in re.findall(r"```console\n(.+?)```", GUIDE, re.DOTALL)
    for asked, said in re.findall(r"^\$ (pushoff .+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
LINES = [
    line
    for block in re.findall(r"```sh\n(.+?)```", GUIDE + README, re.DOTALL)
    for line in block.splitlines()
]
TRAINING = [line for line in LINES if line.startswith(("pushoff session", "pushoff plan"))]
COPYING = [line for line in LINES if line.startswith(("pushoff backup", "pushoff restore"))]
OTHERS = [(line.partition(" | ")[0], "…\n") for line in LINES if line not in TRAINING + COPYING]


def pattern_of(said: str) -> str:
    """Read `…` on a line of its own as any lines."""
    return re.escape(said).replace("…\\\n", "(?:.*\n)*")


@pytest.mark.parametrize(("asked", "said"), [*SHOWN, *OTHERS])
def test_an_example_shows_what_is_printed(
    asked: str, said: str, shell: Shell, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUSHOFF_API", str(client.base_url))
    monkeypatch.setenv("NO_COLOR", "1")

    done = shell(*shlex.split(asked)[1:], width=80)

    assert re.fullmatch(pattern_of(said), done.out + done.err), done.out + done.err


@pytest.mark.parametrize("line", TRAINING)
def test_an_example_puts_training_where_it_says(
    line: str, shell: Shell, service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    service(lambda _: answered("{}"))
    words = shlex.split(line.partition(" | ")[0])[1:]

    done = shell(*words)

    assert done.code == 0, done.err
    assert [place.name for place in tmp_path.iterdir()] == re.findall(r"-o (\w\S*)", line)


def test_an_example_copies_the_database_and_brings_it_back(
    shell: Shell, world_file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(world_file.removeprefix("sqlite:///"), "pushoff.sqlite")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///pushoff.sqlite")
    get_settings.cache_clear()

    done = [shell(*shlex.split(line)[1:]) for line in COPYING]

    assert [(one.code, one.err) for one in done] == [(0, "")] * 2
    assert [line.split()[1] for line in COPYING] == ["backup", "restore"]
    assert {place.name for place in tmp_path.iterdir()} == {
        "pushoff.sqlite",
        "pushoff.sqlite.replaced-1",
        COPYING[0].split()[-1],
    }


def test_every_example_is_tried() -> None:
    blocks = re.findall(r"^```(\w*)$", GUIDE, re.MULTILINE)

    assert {name for name in blocks if name} == {"console", "sh"}
    assert len(SHOWN) == GUIDE.count("\n$ ")
    assert README
    assert min(len(TRAINING), len(OTHERS)) > 3
