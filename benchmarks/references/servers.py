"""Run the references: Datasette in an environment of its own, and the usual style beside ours."""

import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.servers import Server, free_port, running

CONSTRAINTS = Path(__file__).with_name("constraints.txt")
INSTALLING_S = 300


class NotInstalled(Exception):
    """Datasette cannot be had here."""


def install_datasette(folder: Path) -> Path:
    """Make an environment with Datasette in a folder, once; give its interpreter.

    Raises NotInstalled with what pip says.
    """
    python = folder / "bin" / "python"
    if not (folder / "bin" / "datasette").exists():
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "-q", "-r", str(CONSTRAINTS)]
        done = subprocess.run(  # noqa: S603  (our own list)
            command, capture_output=True, text=True, timeout=INSTALLING_S, check=False
        )
        if done.returncode:
            raise NotInstalled(done.stderr.strip())
    return python


@contextmanager
def serving_datasette(python: Path, file: Path) -> Iterator[Server]:
    """Serve an exported file with Datasette, as its makers say to: immutable."""
    port = free_port()
    command = [str(python), "-m", "datasette", "serve", "-i", str(file), "-p", str(port)]
    with running(command, port, "/-/versions.json", {}) as server:
        yield server


@contextmanager
def serving_usual(database_url: str) -> Iterator[Server]:
    """Serve the usual style with the options of `pushoff serve`."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.references.serve", str(port)]
    settings = {"DATABASE_URL": database_url}
    with running(command, port, "/exercises?limit=1", settings) as server:
        yield server
