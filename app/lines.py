"""Lines of JSON on standard output: whole, though several workers write them, and never waited for.

A pipe takes up to `WHOLE` bytes in one piece. So lines are written in pieces of whole lines that
are no longer, and a line that alone would be longer is cut in the middle of its longest text.
"""

import json
import logging
import os
import select
from collections import deque
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

WHOLE = getattr(select, "PIPE_BUF", 512)  # Bytes; 4,096 on Linux, 512 is the least that POSIX says.
MOST_WAITING = 1_000_000 // WHOLE  # Pieces that wait for a slow reader, 1 MB; more lose the oldest.
LAST_WAIT_MS = 2_000  # How long the end of the process waits for a slow reader.
STDOUT = 1

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that the running code answers; empty: it answers none."""


class Lines:
    """Lines of requests, written in pieces; a reader that is behind is not waited for."""

    def __init__(self, descriptor: int = STDOUT) -> None:
        """Write to a file descriptor."""
        self.lost = 0
        """Lines that nobody has read in time, or that could not be written."""
        self._descriptor = descriptor
        self._ready = select.poll()
        self._ready.register(descriptor, select.POLLOUT)
        self._waiting: deque[bytes] = deque()

    @property
    def is_behind(self) -> bool:
        """Whether the reader has not taken all yet."""
        return bool(self._waiting)

    def write(self, lines: Iterable[str], wait_ms: int = 0) -> None:
        """Write lines of ASCII with their ends; a reader is waited for `wait_ms` at each piece."""
        self._waiting.extend(pieces_of("".join(lines).encode("ascii")))
        while self._waiting and self._ready.poll(wait_ms):
            piece = self._waiting.popleft()
            try:
                os.write(self._descriptor, piece)
            except OSError:  # The reader is gone or the disk full: no reason to fail a request.
                self.lost += piece.count(b"\n")
        while len(self._waiting) > MOST_WAITING:
            self.lost += self._waiting.popleft().count(b"\n")

    def close(self) -> None:
        """Write all that is left."""
        self.write((), LAST_WAIT_MS)


def pieces_of(lines: bytes) -> Iterator[bytes]:
    """Cut lines into pieces of whole lines, as long as a pipe takes whole; each line is shorter."""
    begin = 0
    while begin < len(lines):
        end = lines.rindex(b"\n", begin, begin + WHOLE) + 1
        yield lines[begin:end]
        begin = end


class JsonFormatter(logging.Formatter):
    """Writes a record of any logger as one line, with its traceback and the id of its request."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, without its end."""
        said = {
            "time": moment_of(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage().strip(),
        }
        if asked := request_id.get():
            said["request_id"] = asked
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return _fitted(said)


def moment_of(epoch_s: float) -> str:
    """Write a moment as RFC 3339 does, in UTC, to its millisecond."""
    return datetime.fromtimestamp(epoch_s, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def log_config() -> dict[str, Any]:
    """Configure logging (`dictConfig`) so that every record is a line on standard output."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "app.lines.JsonFormatter"}},
        "handlers": {
            "lines": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://sys.stdout",
            }
        },
        "root": {"level": "WARNING", "handlers": ["lines"]},
    }


def _fitted(said: dict[str, str]) -> str:
    """Write a line that a pipe takes whole: the longest text loses its middle."""
    while len(line := json.dumps(said)) >= WHOLE:
        longest = max(said, key=lambda name: len(said[name]))
        text = said[longest]
        half = max(0, len(text) * WHOLE // len(line) // 2 - len(" [...] "))
        said[longest] = f"{text[:half]} [...] {text[len(text) - half :]}"
    return line
