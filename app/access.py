"""What is seen of a request from outside: a line, counts, a span, and an id to ask about it by.

One pure ASGI layer around the answers, which is there only where something of it is switched on.
While a request is answered it is only noted; what is noted is told every few moments, many at once,
which costs half. It tells the template of the route and nothing that a client has written but a
well-formed id: paths and query strings tell what hurts a runner.
"""

import asyncio
import re
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import asynccontextmanager
from functools import lru_cache
from ipaddress import ip_address, ip_network
from itertools import count
from typing import Any

from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.answers import ASKED_INSIDE
from app.lines import Lines, moment_of, request_id
from app.metrics import Key, Metrics, Series, count_in, new_series
from app.schemas.paging import Release
from app.settings import Client
from app.tracing import mark_span
from app.watch import Watch

ID_HEADER = b"x-request-id"
SEEN = "pushoff.seen"  # What is noted of a request, in its scope.
TELL_S, TELL_MANY = 0.2, 200
"""How long, and how many, requests wait to be told; a judgement."""
METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
WELL_FORMED = re.compile(rb"[A-Za-z0-9._:=+/-]{1,128}")
KEPT = {200: "hit", 304: "unchanged"}
"""What an answer is called by its status where the application was not asked for it."""
REMEMBERED, LONG_PATH = 4_096, 200
"""How many kinds of requests are remembered, and with paths up to which length."""
NETWORK_BITS = {4: 24, 6: 48}  # Of an address of either version: more would name a household.
LINE = ',"level":"info","route":"%s","method":"%s","status":%d,"cache":"%s","ms":'
"""What lines have in common that are of one kind."""
NEVER_BEGUN: Message = {"status": 500, "headers": ()}
REFUSED = 400  # The least status of an answer that no cache may keep.


class Seen:
    """What is noted of one request that the layers within must know."""

    id = ""
    """Taken over from the request, or made when it is first needed."""
    asked = False
    """Whether the application was asked; else the answer was kept, or a layer refused."""


Ended = tuple[Seen, str, str, tuple[str, int] | None, Release | None, Message, int, float, float]
"""A request that is answered and not yet told: its path, method, client; the release then, the
start of the answer, bytes of its body; how long it took and when it ended, s. (As a named tuple
it would cost ten times that.)"""


class Access:
    """The layer."""

    def __init__(
        self,
        watch: Watch,
        lines: Lines | None,
        metrics: Metrics | None,
        client: Client = "none",
        *,
        tracing: bool = False,
    ) -> None:
        """Tell what is given; `client`: how much of its address a line tells."""
        self._watch = watch
        self._lines = lines
        self._metrics = metrics
        self._client = client
        self._tracing = tracing
        self._is_on = bool(lines or metrics or tracing)
        self._ids, self._new_ids = secrets.token_hex(8), count(1)
        self._noted: list[Ended] = []
        self._due = False
        self._kinds: dict[Key, tuple[Series, str]] = {}
        self.under_way = 0
        self._routes: list[Any] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Tell what is seen, as long as the service runs; all of it is told at the end."""
        leaving = asyncio.create_task(self._metrics.run()) if self._metrics else None
        try:
            yield
        finally:
            self._tell()
            if self._metrics and leaving:
                self._metrics.stop()
                await leaving
            if self._lines:
                self._lines.close()

    def inside(self, app: ASGIApp) -> ASGIApp:
        """Note which requests reach the application, past the kept answers."""

        async def ask(scope: Scope, receive: Receive, send: Send) -> None:
            if SEEN in scope:
                scope[SEEN].asked = True
                request_id.set(self._id_of(scope[SEEN]))
            await app(scope, receive, send)

        return ask if self._is_on else app

    def around(self, app: ASGIApp, routes: list[Any]) -> ASGIApp:
        """Put the layer around all others; `routes` are those that may answer."""
        self._routes = routes
        now, watch, noted = time.perf_counter, self._watch, self._noted

        async def see(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or ASKED_INSIDE in scope:
                await app(scope, receive, send)
                return
            began = now()
            release = watch.release
            seen = scope[SEEN] = Seen()
            for header in scope["headers"]:
                if header[0] == ID_HEADER and WELL_FORMED.fullmatch(header[1]):
                    seen.id = header[1].decode()
            named = bool(seen.id)
            if self._tracing:
                mark_span(scope["method"], self._find(scope["path"]), self._id_of(seen))

            start, sent = NEVER_BEGUN, 0

            def note(message: Message) -> Awaitable[None]:  # A coroutine would cost twice that.
                nonlocal start, sent
                if "status" not in message:
                    sent += len(message.get("body", b""))
                else:
                    start = message
                    if named or message["status"] >= REFUSED:
                        message = self._named(seen, message)
                return send(message)

            self.under_way += 1
            try:
                await app(scope, receive, note)
            finally:
                self.under_way -= 1
                at = now()
                path, method, client = scope["path"], scope["method"], scope.get("client")
                noted.append((seen, path, method, client, release, start, sent, at - began, at))
                if not self._due or len(noted) >= TELL_MANY:
                    self._tell_soon()

        return see if self._is_on else app

    def _tell_soon(self) -> None:
        """Tell what is noted once there is much of it, or after a moment."""
        if self._due:
            self._tell()
        else:
            self._due = True
            asyncio.get_running_loop().call_later(TELL_S, self._tell_in_time)

    def _id_of(self, seen: Seen) -> str:
        """Give the id of a request."""
        seen.id = seen.id or f"{self._ids}-{next(self._new_ids)}"
        return seen.id

    def _named(self, seen: Seen, start: Message) -> Message:
        """Say the id of a request in the head of its answer."""
        named = (ID_HEADER, self._id_of(seen).encode())
        return {**start, "headers": [*start["headers"], named]}

    def _tell_in_time(self) -> None:
        self._due = False
        self._tell()
        if self._lines and self._lines.is_behind:
            self._tell_soon()

    def _tell(self) -> None:
        """Count and log the requests that are noted."""
        epoch_s = time.time() - time.perf_counter()
        level, ids, new_ids = self._client, self._ids, self._new_ids
        ended_ms, ended, lines = 0, "", []
        for seen, path, method, address, release, start, sent, took, at in self._noted:
            status = start["status"]
            if seen.asked:
                revision, cache = _made(start["headers"])
            else:
                revision, cache = release.number if release else 0, KEPT.get(status, "none")
            asked = (path, method, status, cache)
            series, common = self._kinds.get(asked) or self._kind_of(asked)
            count_in(series, took, sent)
            if self._lines:
                at_ms = int((epoch_s + at) * 1_000)
                if at_ms != ended_ms:
                    ended_ms, ended = at_ms, moment_of(at_ms / 1_000)
                client = "" if level == "none" else _client_of(address, level)
                lines.append(
                    f'{{"time":"{ended}"{common}{_ms(int(took * 1_000_000))},"bytes":{sent},'
                    f'"revision":{revision},"request_id":"{seen.id or f"{ids}-{next(new_ids)}"}"'
                    f"{client}}}\n"
                )
        self._noted.clear()
        if self._lines:
            self._lines.write(lines)

    def _kind_of(self, asked: Key) -> tuple[Series, str]:
        """Find where a request is counted, and what its line says as others of its kind do."""
        path, method, status, cache = asked
        key = (self._find(path), method if method in METHODS else "OTHER", status, cache)
        kind = (self._metrics.series_of(key) if self._metrics else new_series(), LINE % key)
        if len(self._kinds) >= REMEMBERED:
            self._kinds.clear()
        if len(path) <= LONG_PATH:
            self._kinds[asked] = kind
        return kind

    def _find(self, path: str) -> str:
        """Find the template of the route that a path leads to, whatever the method."""
        scope = {"type": "http", "method": "GET", "path": path, "root_path": ""}
        found = (one for one in self._routes if one.matches(scope)[0] is not Match.NONE)
        return getattr(next(found, None), "path", "none")


@lru_cache(REMEMBERED)
def _ms(us: int) -> str:
    """Write microseconds as milliseconds: most requests take few of them."""
    return f"{us / 1_000:.3f}"


def _made(headers: Iterable[tuple[bytes, bytes]]) -> tuple[int, str]:
    """Give revision and cache state of an answer that the application gave."""
    said = dict(headers)
    revision = int(said.get(b"x-pushoff-revision", 0))
    return revision, "made" if b"x-pushoff-release" in said else "none"


def _client_of(address: tuple[str, int] | None, client: Client) -> str:
    """Write the address of a client, or its network alone; empty where it is no address."""
    return f',"client":"{_address(address[0], client) if address else ""}"'


@lru_cache(1_024)
def _address(told: str, client: Client) -> str:
    try:
        address = ip_address(told)
    except ValueError:  # A proxy may say what it likes.
        return ""
    if client == "address":
        return str(address)
    return str(ip_network((address, NETWORK_BITS[address.version]), strict=False))
