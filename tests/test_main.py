"""The command: it serves, seeds, checks, and says plainly what it cannot do."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app.settings import ROOT
from tests.world import write_world


def command(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does, with settings from the environment."""
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_check_names_every_fault_and_fails(tmp_path: Path) -> None:
    write_world(
        tmp_path,
        {
            "muscles/soleus.toml": 'name = "Soleus"\nbogus = 1\n',
            "phases.toml": "[[phase]]\n",
            "measurements/volumes.csv": None,
        },
    )

    checked = command("check", PUSHOFF_SEED=str(tmp_path))

    assert checked.returncode == 1
    for fault in (
        "muscles/soleus.toml: bogus: Extra inputs are not permitted",
        "phases.toml [[phase]] 1: slug: Field required",
        "measurements/volumes.csv: cannot be read",
    ):
        assert fault in checked.stderr
    assert re.search(r"^\d+ faults\.$", checked.stderr, re.MULTILINE)


def test_check_passes_a_good_seed(world_folder: Path) -> None:
    checked = command("check", PUSHOFF_SEED=str(world_folder))

    assert (checked.returncode, checked.stdout) == (0, "The seed keeps every rule.\n")


def test_seed_says_what_it_did(world_folder: Path, tmp_path: Path) -> None:
    settings = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
    }

    first, second = command("seed", **settings), command("seed", **settings)

    assert re.search(r"revision 1: \d+ resources new, 0 changed, 0 removed\.", first.stdout)
    assert "revision 1, up to date." in second.stdout
    assert first.returncode == second.returncode == 0


def test_a_bad_seed_does_not_serve(tmp_path: Path) -> None:
    write_world(tmp_path / "seed", {"sources.toml": ""})

    served = command(
        "serve",
        DATABASE_URL=f"sqlite:///{tmp_path}/x.sqlite",
        PUSHOFF_SEED=str(tmp_path / "seed"),
    )

    assert served.returncode == 1
    assert "no source 'brown-2001'" in served.stderr


@pytest.mark.parametrize(
    "address", ["postgresql://me:secret@127.0.0.1:1/none", "sqlite:////no/such/folder/x.sqlite"]
)
def test_a_database_that_is_not_there_is_named_without_its_password(address: str) -> None:
    seeded = command("seed", DATABASE_URL=address)

    assert seeded.returncode == 1
    assert "cannot be used" in seeded.stderr
    assert "secret" not in seeded.stderr
    assert "Traceback" not in seeded.stderr


@pytest.mark.parametrize("text", ["this is no database, only words", "SQLite format 3\x00 broken"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_text(text * 50)

    seeded = command("seed", DATABASE_URL=f"sqlite:///{path}")

    assert seeded.returncode == 1
    assert "cannot be used" in seeded.stderr
    assert "Traceback" not in seeded.stderr
    assert path.read_text() == text * 50


def test_an_unknown_command_is_misuse() -> None:
    misused = command("fly")

    assert misused.returncode == 2
    assert "No such command 'fly'." in misused.stderr


def test_serve_prints_three_addresses_that_answer(world_folder: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "app"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
            "PUSHOFF_SEED": str(world_folder),
            "PUSHOFF_PORT": str(port),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        printed = "".join(server.stdout.readline() for _ in range(4))
        addresses = re.findall(r"http://\S+", printed)
        with httpx.Client(transport=httpx.HTTPTransport(retries=8), timeout=10) as client:
            statuses = [client.get(address).status_code for address in addresses]
    finally:
        server.send_signal(signal.SIGTERM)
        stopped = server.wait(timeout=20)
        server.stdout.close()

    assert len(addresses) == 3
    assert statuses == [200, 200, 200]
    assert stopped in (0, -signal.SIGTERM)
