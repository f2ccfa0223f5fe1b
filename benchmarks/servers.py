"""The two servers, each in a process of its own, and the CPU time they take."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import httpx

from app.settings import ROOT
from benchmarks.capture import SHOWN, Wrong

STARTING_S = 180
"""Longest wait for a server to answer; it may have to seed first."""

CPUS = sorted(os.sched_getaffinity(0))
SERVER_CPU = {CPUS[0]}
CLIENT_CPUS = set(CPUS[1:] or CPUS)
"""The client keeps off the CPU of the servers, or it would be the bottleneck."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    pid: int
    port: int

    def cpu_s(self) -> float:
        """Give the CPU time that the process has taken, user and system, all threads."""
        return cpu_s_of(self.pid)

    def memory_mb(self, *, peak: bool = False) -> float:
        """Give the memory that the process has resident, or had at most, MB of 2**20 bytes."""
        return memory_mb_of(self.pid, peak=peak)


def memory_mb_of(pid: int, *, peak: bool = False) -> float:
    """Give the same of any process; 0 where it has ended."""
    field = "VmHWM:" if peak else "VmRSS:"
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_s_of(pid: int) -> float:
    """Give the CPU time that a process has taken, user and system, all threads."""
    # Linux makes the CPU clock of any process from its id (clock_getcpuclockid).
    return time.clock_gettime((~pid << 3) | 2)


@contextmanager
def serving_app(
    database_url: str, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Server]:
    """Run the API as `pushoff serve` does, with more settings."""
    port = free_port()
    base = {"DATABASE_URL": database_url, "PUSHOFF_PORT": str(port), "PUSHOFF_WORKERS": "1"}
    command = [sys.executable, "-m", "app", "serve"]
    with running(command, port, "/health/ready", {**base, **settings}) as server:
        yield server


@contextmanager
def serving_raw(answers: Path, ready: str) -> Iterator[Server]:
    """Run the raw app; it is ready when it answers the URL `ready`."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.raw", str(answers), str(port)]
    with running(command, port, ready, {}) as server:
        yield server


@contextmanager
def running(
    command: Sequence[str], port: int, ready: str, settings: Mapping[str, str]
) -> Iterator[Server]:
    """Run a server until the block ends, from when it answers the URL `ready`."""
    environment = {**os.environ, **settings}
    with (
        # What a server writes goes through a pipe to a reader, as it does to a collector of logs.
        subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as reader,  # noqa: S607  (any cat will do)
        subprocess.Popen(  # noqa: S603  (our own commands)
            command, cwd=ROOT, env=environment, stdout=reader.stdin
        ) as process,
    ):
        try:
            os.sched_setaffinity(process.pid, SERVER_CPU)
            _wait(process, f"http://127.0.0.1:{port}{ready}")
            yield Server(process.pid, port)
        finally:
            process.terminate()


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + STARTING_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise Wrong(f"A server ended with {process.returncode} instead of answering {url}")
        with suppress(httpx.TransportError):
            answer = httpx.get(url)
            if answer.status_code == httpx.codes.OK:
                return
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                raise Wrong(f"{url} gave {answer.status_code}: {answer.text[:SHOWN]}")
        time.sleep(0.02)
    raise Wrong(f"{url} did not answer within {STARTING_S} s")


def keep_client_aside() -> None:
    """Keep this process off the CPU of the servers, where there is another one."""
    os.sched_setaffinity(0, CLIENT_CPUS)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
