"""Real processes of the service, and clients that ask them without end and count the answers."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from app.settings import ROOT

STARTS_WITHIN_S = 60  # The tests share their cores: generous, and never waited for in vain.
ENDS_WITHIN_S = 30
PAUSE_S = 0.02
BREATH_S = 0.005  # Between two questions of a client: the service needs the cores, too.
TIMEOUT_S = 20.0
CONTEXT = ssl.create_default_context()  # Never used; to make one costs more than a question.


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def until(what: str, true: Callable[[], bool], within_s: float = STARTS_WITHIN_S) -> None:
    """Wait until something is true; raises TimeoutError, which names it."""
    end = time.monotonic() + within_s
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"Not within {within_s} s: {what}.")
        time.sleep(PAUSE_S)


@dataclass
class Service:
    """One started command of the service, and where it answers."""

    process: subprocess.Popen[bytes]
    url: str
    output: Path
    """What it has written to standard output and standard error."""

    def is_ready(self) -> bool:
        """Whether it answers and says that it is ready."""
        if self.process.poll() is not None:
            raise RuntimeError(f"It ended with {self.process.returncode}:\n{self.said()}")
        try:
            return self.get("/health/ready").status_code == 200
        except httpx.TransportError:
            return False

    def get(self, path: str) -> httpx.Response:
        """Ask for a path on a connection of its own."""
        return httpx.get(f"{self.url}{path}", timeout=2, verify=CONTEXT)

    def workers(self) -> set[int]:
        """Give the process ids of the workers below it; none where it serves by itself."""
        return {one.pid for one in psutil.Process(self.process.pid).children() if _works(one)}

    def said(self) -> str:
        """Give what it has written so far."""
        return self.output.read_text(errors="replace")

    def kill(self) -> None:
        """End it at once, with all that it started, as a lost machine would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(ENDS_WITHIN_S)

    def stop(self) -> int:
        """Ask it to stop, wait, and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(ENDS_WITHIN_S)


def _works(process: psutil.Process) -> bool:
    """Whether a process is a worker that has not ended."""
    try:
        return any("spawn_main" in word for word in process.cmdline())
    except psutil.NoSuchProcess:
        return False


@contextmanager
def started(folder: Path, *arguments: str, **settings: str) -> Iterator[Service]:
    """Start `pushoff` in a process group of its own; it is not ready yet (`until`).

    `folder` takes its files; `settings` are variables of its environment. A port is chosen
    where `PUSHOFF_PORT` names none, and it ends without a drain where `PUSHOFF_DRAIN_S` names none.
    Whatever still runs at the end is killed.
    """
    port = settings.setdefault("PUSHOFF_PORT", str(free_port()))
    settings.setdefault("PUSHOFF_DRAIN_S", "0")
    output = folder / f"output-{port}-{time.monotonic_ns()}.txt"
    with output.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", *arguments],
            cwd=ROOT,
            env={**os.environ, "PUSHOFF_EXPORTS": str(folder / "exports"), **settings},
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    service = Service(process, f"http://127.0.0.1:{port}", output)
    try:
        yield service
    finally:
        if process.poll() is None:
            service.kill()


@contextmanager
def ready(folder: Path, **settings: str) -> Iterator[Service]:
    """Start the service (`started`), and wait until it is ready."""
    with started(folder, **settings) as service:
        until("ready", service.is_ready)
        yield service


@dataclass
class Answers:
    """What a client that asks without end has got."""

    counts: Counter[str] = field(default_factory=Counter)
    """Answers by status; failures by the name of the exception."""
    odd: list[str] = field(default_factory=list)
    """What was wrong with answers, as the check says it."""

    @property
    def failures(self) -> dict[str, int]:
        """Requests without any answer."""
        return {name: n for name, n in self.counts.items() if not name.isdigit()}

    def grows(self, what: str, by: int = 20) -> None:
        """Wait until there are so many more of a status, or of an exception."""
        aim = self.counts[what] + by
        until(f"{by} more answers {what}", lambda: self.counts[what] >= aim)


@contextmanager
def asking(
    url: str,
    paths: Sequence[str],
    clients: int = 4,
    check: Callable[[httpx.Response], str] = lambda _response: "",
    headers: Mapping[str, str] | None = None,
) -> Iterator[Answers]:
    """Ask paths in turn, without end, by several clients at once; each keeps its connection.

    `check` says what is wrong with an answer; empty: nothing. `headers` go with every question.
    """
    answers = Answers()
    ended = threading.Event()

    def ask() -> None:
        with httpx.Client(
            base_url=url, timeout=TIMEOUT_S, headers=headers, verify=CONTEXT
        ) as client:
            while not ended.is_set():
                for path in paths:
                    try:
                        response = client.get(path)
                    except httpx.TransportError as error:
                        answers.counts[type(error).__name__] += 1
                        time.sleep(PAUSE_S)
                        continue
                    if wrong := check(response):
                        answers.odd.append(wrong)
                    answers.counts[str(response.status_code)] += 1
                    time.sleep(BREATH_S)

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        ended.set()
        for thread in threads:
            thread.join(TIMEOUT_S)
