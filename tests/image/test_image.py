"""A real engine builds the image; it holds no tools, and writes nothing but its volume."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from app.settings import ROOT
from tests.faults.processes import free_port, until
from tests.image.engine import Engine, missing

SKIPPED = (
    "THE CONTAINER IMAGE WAS NOT BUILT: {} missing. Install them (Debian, as root: "
    "apt-get install podman runc debootstrap) and run this again as root."
)
TOOLS = ("cc", "gcc", "make", "pip", "pip3", "git", "curl", "wget")


@dataclass
class Container:
    """A running container of the image, and where it answers."""

    engine: Engine
    id: str
    url: str

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in it, as its user."""
        return self.engine.tried("exec", self.id, *words)

    def is_ready(self) -> bool:
        """Whether it says that it is ready."""
        if self.engine("inspect", "-f", "{{.State.Running}}", self.id).strip() != "true":
            raise RuntimeError(f"It ended:\n{self.engine('logs', self.id)}")
        try:
            return httpx.get(f"{self.url}/health/ready", timeout=2).status_code == 200
        except httpx.TransportError:
            return False


@pytest.fixture
def container() -> Iterator[Container]:
    """Give a container that serves, of an image that was just built."""
    if lacks := missing():
        pytest.skip(SKIPPED.format(", ".join(lacks)))
    with tempfile.TemporaryDirectory(prefix="pushoff-image-") as folder:
        engine = Engine(Path(folder))
        engine.make_base()
        engine.build()
        port = free_port()
        container = Container(engine, engine.start(port), f"http://127.0.0.1:{port}")
        until("ready", container.is_ready, 300)
        yield container
        engine.clear()


def test_the_dockerfile_has_no_fault_that_a_linter_knows() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"

    linted = subprocess.run(
        [hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )

    assert (linted.returncode, linted.stdout) == (0, "")


def the_image_says_who_runs_it_and_how_it_is_watched(container: Container) -> None:
    said = container.engine.about_image()["Config"]

    assert said["User"] == "10001:10001"
    assert said["Cmd"] == ["pushoff"]
    assert said["Volumes"] == {"/data": {}}
    assert said["ExposedPorts"] == {"8000/tcp": {}}
    assert said["StopSignal"] == "SIGTERM"


def it_answers_from_the_seed_that_it_brings(container: Container) -> None:
    asked = f"{container.url}/v1/muscle-roles?phase=push-off&role=power&limit=1"

    (first,) = httpx.get(asked).json()["items"]

    assert first["muscle"]["slug"] == "triceps-surae"


def it_can_write_its_volume_and_nothing_else(container: Container) -> None:
    for place in ("/", "/pushoff", "/opt/pushoff", "/usr/local/bin"):
        refused = container.run("touch", f"{place}/x")
        assert "Read-only file system" in refused.stderr

    assert container.run("touch", "/data/x").returncode == 0
    assert container.run("id", "-u").stdout.strip() == "10001"


def nothing_can_be_built_or_installed_in_it(container: Container) -> None:
    for tool in TOOLS:
        assert container.run("sh", "-c", f"command -v {tool}").stdout == ""

    assert "No module named 'pip'" in container.run("python", "-c", "import pip").stderr


def its_health_check_tells_a_ready_service_from_none(container: Container) -> None:
    said = container.engine.about_image()["Healthcheck"]["Test"]

    assert said[0] == "CMD"
    assert container.run(*said[1:]).returncode == 0
    assert container.run("env", "PUSHOFF_PORT=1", *said[1:]).returncode == 1


def it_stops_when_asked_to_and_starts_again_with_its_data(container: Container) -> None:
    container.engine("stop", "-t", "60", container.id)
    ended = container.engine("inspect", "-f", "{{.State.ExitCode}}", container.id).strip()
    container.engine("start", container.id)
    until("ready again", container.is_ready, 120)

    assert ended != "137"  # Killed, after it did not stop.
    assert "up to date" in container.engine("logs", container.id)


def test_the_image_is_what_an_operator_needs(container: Container) -> None:
    # One test: the image is built once, wherever tests are shared among processes.
    the_image_says_who_runs_it_and_how_it_is_watched(container)
    it_answers_from_the_seed_that_it_brings(container)
    it_can_write_its_volume_and_nothing_else(container)
    nothing_can_be_built_or_installed_in_it(container)
    its_health_check_tells_a_ready_service_from_none(container)
    it_stops_when_asked_to_and_starts_again_with_its_data(container)
