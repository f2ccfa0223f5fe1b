"""Questions that the application asks itself, in this process."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Message

from app.answers import ASKED_INSIDE

TEXTS = ("text/", "image/svg+xml")
"""How the media types of answers begin that are written in characters."""


@dataclass(frozen=True)
class Answer:
    """What the application answered."""

    target: str
    status: int
    headers: dict[str, str]
    body: Any

    @property
    def found(self) -> bool:
        """Whether the question was understood, and found something."""
        empty = isinstance(self.body, dict) and self.body.get("items") == []
        return self.status == HTTPStatus.OK and not empty


async def ask(app: FastAPI, target: str, *, kept: bool = False) -> Answer:
    """Ask the application for a path and query; `kept`: among the kept answers first."""
    path, _, query = target.partition("?")
    start: Message = {}
    body: list[bytes] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            body.append(message.get("body", b""))

    scope = {
        "app": app,
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [],
        ASKED_INSIDE: True,
    }
    answers: ASGIApp = app if kept else app.state.inner
    await answers(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(target, start["status"], headers, _read(headers, b"".join(body)))


def _read(headers: dict[str, str], body: bytes) -> Any:
    """Read JSON of any kind, text and drawings; not a file."""
    media_type = headers.get("content-type", "")
    if media_type.endswith("json"):
        return json.loads(body)
    return body.decode() if media_type.startswith(TEXTS) else None
