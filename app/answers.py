"""Finished answers, kept for the revision that they were made from: pure ASGI.

An answer depends only on path, canonical query and release. So its ETag is made of exactly these,
a known one is a 304 without a question to the database, and a kept answer is sent as it is.
HEAD, OPTIONS and the headers that every response carries are served here too.
"""

import asyncio
import hashlib
import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cachetools import LRUCache
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import __version__
from app.database import UNAVAILABLE
from app.domain.errors import NotReady
from app.problems import allowed_methods, too_long
from app.queries.releases import find_release
from app.schemas.paging import Release, Rendered

OVERHEAD = 1_500  # Bytes that Python takes for an empty kept answer, measured.
SHORT_QUERY = 512  # Bytes; longer ones are put in order anew each time.
LONGEST_QUERY = 32_768  # Bytes; the longest list of ids takes 20,200.
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=86400"
EXPOSED = (
    "Accept-Ranges, Content-Range, ETag, Link, Retry-After, X-Pushoff-Revision, X-Pushoff-Release, "
    "X-Pushoff-Total, X-Pushoff-Missing"
)
ASKED_HEAD = "pushoff.asked_head"  # Set in the scope of a GET that was a HEAD.
ALWAYS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED.encode()),
    (b"x-content-type-options", b"nosniff"),
)
PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match, If-Range, Range"),
    (b"access-control-max-age", b"86400"),
)
Headers = list[tuple[bytes, bytes]]

log = logging.getLogger("pushoff")


def respond(rendered: Rendered) -> Response:
    """Turn a rendered answer into a response."""
    headers = {"X-Pushoff-Release": rendered.release.id, "Cache-Control": CACHE_CONTROL}
    headers |= rendered.headers
    if rendered.links:
        headers["Link"] = ", ".join(f'<{to}>; rel="{rel}"' for rel, to in rendered.links.items())
    return Response(rendered.body, headers=headers, media_type=rendered.media_type)


def respond_now(read: BaseModel) -> Response:
    """Turn what is true at this moment into a response that nobody keeps."""
    return Response(
        read.model_dump_json(),
        headers={"Cache-Control": "no-store"},
        media_type="application/json",
    )


class Watch:
    """The newest release that this process has seen, looked up again every few moments."""

    def __init__(self, engine: Engine, every_s: float) -> None:
        """Watch the database behind `engine`."""
        self.release: Release | None = None
        self._engine = engine
        self._every_s = every_s
        self._stopped = asyncio.Event()

    def look(self) -> None:
        """Look once; a database that does not answer leaves what is known as it is."""
        with (
            suppress(NotReady, *UNAVAILABLE),
            Session(self._engine, info={"documents": None}) as session,
        ):
            found = find_release(session)
            if found != self.release:  # An answer is known by the very object it was made from.
                self.release = found

    async def run(self) -> None:
        """Look until told to stop; nothing that goes wrong in one look ends the next."""
        while not self._stopped.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), self._every_s)
            try:
                await asyncio.to_thread(self.look)
            except Exception:
                log.exception("Looking for a new revision failed; the next look is due.")

    def stop(self) -> None:
        """End `run` after the look under way, so that no connection is left behind."""
        self._stopped.set()


@dataclass(frozen=True)
class Kept:
    """A finished answer, as the messages that it is sent in."""

    release: Release
    etag: bytes
    head: Message
    body: Message
    size: int

    @cached_property
    def unchanged(self) -> Message:
        """The head of the 304 that says that the client has it already."""
        headers = [pair for pair in self.head["headers"] if pair[0] not in BODY_HEADERS]
        return {"type": "http.response.start", "status": 304, "headers": headers}


class Answers:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, watch: Watch, limit_bytes: int) -> None:
        """Keep at most `limit_bytes` of finished answers."""
        self._app = app
        self._watch = watch
        self._kept: LRUCache[tuple[str, str], Kept] = LRUCache(
            limit_bytes, getsizeof=lambda kept: kept.size
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method: str = scope["method"]
        if method == "HEAD":
            scope = {**scope, "method": "GET", ASKED_HEAD: True}
            send = _without_body(send)
        if len(scope["query_string"]) > LONGEST_QUERY:
            await self._send_plain(too_long(LONGEST_QUERY), scope, receive, send)
        elif method in ("GET", "HEAD"):
            await self._answer(scope, receive, send)
        elif method == "OPTIONS" and (allowed := allowed_methods(scope["app"], scope)):
            await self._send_plain(_options(allowed), scope, receive, send)
        else:
            await self._pass_on(scope, receive, self._with_headers(send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = (scope["path"], canonical(scope["query_string"]))
        known = next((value for name, value in scope["headers"] if name == b"if-none-match"), None)
        release = self._watch.release
        kept = self._kept.get(key)
        if kept is None or kept.release is not release:
            if known and release and _names(known, etag := etag_of(*key, release.id)):
                # Only this answer ever had that tag, and it has not changed since.
                await _send_unchanged(_unchanged(etag, release), send)
                return
            kept = await self._ask(key, scope, receive, send)
        if kept is None:
            return
        if known and matches(known, kept.etag):
            await _send_unchanged(kept.unchanged, send)
            return
        await send(kept.head)
        await send(kept.body)

    async def _ask(
        self, key: tuple[str, str], scope: Scope, receive: Receive, send: Send
    ) -> Kept | None:
        """Ask the application; give what may be kept, and send at once what may not."""
        started: Message = {}
        body: list[bytes] = []
        plain = self._with_headers(send)

        async def collect(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start" and _release_of(message):
                started = message
            elif not started:
                await plain(message)
            elif message["type"] == "http.response.body":
                body.append(message.get("body", b""))

        await self._pass_on(scope, receive, collect)
        if not started:
            return None
        return self._keep(key, _release_of(started), started["headers"], b"".join(body))

    def _keep(self, key: tuple[str, str], release: str, headers: Headers, body: bytes) -> Kept:
        """Finish an answer; it is kept only where it is of the newest release."""
        number, _, digest = release.partition("-")
        etag = etag_of(*key, release)
        finished = [*headers, (b"etag", etag), (b"x-pushoff-revision", number.encode()), *ALWAYS]
        newest = self._watch.release
        parts = (*key, *(part for pair in finished for part in pair), body)
        kept = Kept(
            release=newest if newest and newest.id == release else Release(int(number), digest),
            etag=etag,
            head={"type": "http.response.start", "status": 200, "headers": finished},
            body={"type": "http.response.body", "body": body},
            size=OVERHEAD + sum(len(part) for part in parts),
        )
        if kept.release is newest and kept.size < self._kept.maxsize // 8:
            self._kept[key] = kept
        return kept

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the application; whatever breaks in it becomes a problem of the one shape."""
        whole = False

        async def watch(message: Message) -> None:
            nonlocal whole
            await send(message)
            whole = message["type"] == "http.response.body" and not message.get("more_body")

        try:
            await self._app(scope, receive, watch)
        except Exception:
            if not whole:  # An answer that breaks off must not look like a finished one.
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])

    async def _send_plain(
        self, response: Response, scope: Scope, receive: Receive, send: Send
    ) -> None:
        await response(scope, receive, self._with_headers(send))

    def _with_headers(self, send: Send) -> Send:
        """Add the headers that every response carries."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                release = self._watch.release
                named = any(name == b"x-pushoff-revision" for name, _ in message["headers"])
                revision = (
                    [(b"x-pushoff-revision", b"%d" % release.number)]
                    if release and not named
                    else []
                )
                message["headers"] = [*message["headers"], *revision, *ALWAYS]
            await send(message)

        return add


def canonical(query: bytes) -> str:
    """Write a query string in one order and one encoding: neither makes another question."""
    return _short(query) if len(query) < SHORT_QUERY else _sorted(query)


def _sorted(query: bytes) -> str:
    return urlencode(sorted(parse_qsl(query.decode("latin-1"), keep_blank_values=True)))


_short = lru_cache(maxsize=4_096)(_sorted)


def etag_of(path: str, query: str, release: str) -> bytes:
    """Make the strong validator of an answer from what it depends on."""
    question = f"{path}?{query}#{release}#{__version__}"
    return b'"%s"' % hashlib.sha256(question.encode()).hexdigest()[:32].encode()


def _release_of(start: Message) -> str:
    """Give the release that a successful answer came from; empty for anything else."""
    if start["status"] != HTTPStatus.OK:
        return ""
    named: list[Any] = [value for name, value in start["headers"] if name == b"x-pushoff-release"]
    return named[0].decode() if named else ""


BODY_HEADERS = frozenset({b"content-length", b"content-type"})
NO_BODY: Message = {"type": "http.response.body", "body": b""}


def _unchanged(etag: bytes, release: Release) -> Message:
    """Make the head of a 304 for an answer that is not kept."""
    headers = [
        (b"x-pushoff-release", release.id.encode()),
        (b"cache-control", CACHE_CONTROL.encode()),
        (b"etag", etag),
        (b"x-pushoff-revision", b"%d" % release.number),
        *ALWAYS,
    ]
    return {"type": "http.response.start", "status": 304, "headers": headers}


async def _send_unchanged(head: Message, send: Send) -> None:
    await send(head)
    await send(NO_BODY)


def matches(value: bytes, etag: bytes) -> bool:
    """Whether If-None-Match names a tag, or any answer at all (`*`)."""
    return value.strip() == b"*" or _names(value, etag)


def _names(value: bytes, etag: bytes) -> bool:
    """Compare weakly, as If-None-Match does (RFC 9110, 13.1.2)."""
    if value == etag:
        return True
    return etag in (tag.strip().removeprefix(b"W/") for tag in value.split(b","))


def _without_body(send: Send) -> Send:
    """Send the headers of a GET and nothing else, as HEAD does."""

    async def head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return head


def _options(allowed: str) -> Response:
    """Answer a preflight, or the question which methods a path has."""
    response = Response(status_code=204, headers={"Allow": allowed})
    response.raw_headers.extend(PREFLIGHT)
    return response
