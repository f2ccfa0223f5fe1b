"""The raw ASGI app: a dictionary of finished answers, and nothing else."""

import json
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, NamedTuple

import uvicorn

Message = MutableMapping[str, Any]
Headers = list[tuple[bytes, bytes]]


class Finished(NamedTuple):
    """A finished answer: the two messages of a 200, its ETag, and the start of a 304."""

    start: Message
    body: Message
    etag: bytes
    known_start: Message


OPTIONS: dict[str, Any] = {
    "host": "127.0.0.1",
    "log_level": "warning",
    "access_log": False,
    "server_header": False,
    "timeout_keep_alive": 75,
    "timeout_graceful_shutdown": 10,
}
"""How `pushoff serve` runs its server."""
EMPTY: Message = {"type": "http.response.body", "body": b""}


class Raw:
    """Sends finished answers by path and query."""

    def __init__(self, answers: dict[tuple[str, bytes], Finished]) -> None:
        """Take every answer that will be asked for."""
        self._answers = answers

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            for step in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{step}.complete"})
            return
        start, body, etag, known_start = self._answers[scope["path"], scope["query_string"]]
        for name, value in scope["headers"]:
            if name == b"if-none-match" and value == etag:
                start, body = known_start, EMPTY
                break
        await send(start)
        await send(body)


def read_answers(path: Path) -> dict[tuple[str, bytes], Finished]:
    """Read captured answers."""
    answers: dict[tuple[str, bytes], Finished] = {}
    for url, answer in json.loads(path.read_text()).items():
        place, _, query = url.partition("?")
        answers[place, query.encode()] = Finished(
            _start(200, answer["headers"]),
            {"type": "http.response.body", "body": answer["body"].encode()},
            answer["etag"].encode(),
            _start(304, answer["known_headers"]),
        )
    return answers


def _start(status: int, headers: list[list[str]]) -> Message:
    encoded: Headers = [(name.encode(), value.encode()) for name, value in headers]
    return {"type": "http.response.start", "status": status, "headers": encoded}


def main() -> None:
    """Serve the answers in a file on a port, with the options of `pushoff serve`."""
    path, port = sys.argv[1:]
    uvicorn.run(Raw(read_answers(Path(path))), port=int(port), **OPTIONS)


if __name__ == "__main__":
    main()
