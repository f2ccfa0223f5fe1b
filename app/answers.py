"""Finished answers, kept for the revision that they were made from: pure ASGI.

An answer depends only on path, canonical query, format, coding and release. So its ETag is made of
exactly these, a known one is a 304 without a question to the database, and a kept answer is sent as
it is: it is compressed once. HEAD, OPTIONS and the headers that every response carries are served
here too.
"""

import asyncio
import logging
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from cachetools import LRUCache
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.deprecations import deprecation_of
from app.headers import ALWAYS, Headers, KeptHeaders, adding, options
from app.kept import (
    Form,
    Kept,
    canonical,
    coded,
    headers_of,
    headers_of_release,
    matches,
    names_tag,
)
from app.limits import beyond_limits
from app.negotiation import (
    FORMAT,
    SMALLEST,
    coding_of,
    encode,
    format_of,
    not_acceptable,
    offered_by,
    route_of,
    takes_json,
)
from app.problems import OVERLOADED, allowed_methods
from app.rates import Rates, too_many
from app.schemas.paging import Release, Rendered
from app.shedding import Crowd
from app.watch import Watch

LONG_TO_ENCODE = 200_000  # Bytes of a body that another thread compresses; a judgement.
REMEMBERED, LONG_QUESTION = 1_000, 200
"""How many heads of 304s are remembered, and up to which length of path and query."""
LIMITED = ("/v1", "/mcp", "/muscles", "/exercises", "/session", "/search")
"""Paths that count against the rate of a client; / does, too: a page asks the API for it."""
ALWAYS_ANSWERED = ("/health/", "/metrics")
"""Paths that tell operators how the service is, under any load."""
ASKED_HEAD = "pushoff.asked_head"  # Set in the scope of a GET that was a HEAD.
ASKED_INSIDE = "pushoff.asked_inside"  # Set in the scope of a question of the application itself.
TAKE = "pushoff.take"  # In the scope of a question: what takes a rendered answer, to keep it.

log = logging.getLogger("pushoff")


class Answered(Response):
    """A rendered answer: the layer that keeps answers takes it as it is; else it is sent."""

    status_code = 200
    background = None

    def __init__(self, rendered: Rendered) -> None:
        """Hold an answer; its headers are only written where somebody asks for them."""
        self.rendered = rendered
        self.body = rendered.body

    @cached_property
    def raw_headers(self) -> Headers:  # type: ignore[override]  # Written when first asked for.
        """The headers that it has by itself."""
        return headers_of(self.rendered)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the answer over, or send it where nobody takes it."""
        take = scope.get(TAKE)
        if take is None:
            await super().__call__(scope, receive, send)
        else:
            take(self.rendered)


def respond(rendered: Rendered) -> Response:
    """Turn a rendered answer into a response."""
    return Answered(rendered)


def respond_now(read: BaseModel) -> Response:
    """Turn what is true at this moment into a response that nobody keeps."""
    return Response(
        read.model_dump_json(),
        headers={"Cache-Control": "no-store"},
        media_type="application/json",
    )


class Told(NamedTuple):
    """The head of a 304 to an answer that is not kept, and the validator that it is for."""

    release: Release
    etag: bytes
    head: Message


class Answers:
    """The outermost layer of the application."""

    def __init__(
        self,
        app: ASGIApp,
        watch: Watch,
        limit_bytes: int,
        address: str,
        *,
        crowd: Crowd,
        rates: Rates | None = None,
    ) -> None:
        """Keep at most `limit_bytes` of finished answers; hold clients to `rates` where given.

        `crowd` says when so much is asked that what is not kept must be refused.
        `address` is the one that was set for the service, and answers may link to; empty: none.
        """
        self._app = app
        self._address = address
        self._watch = watch
        self._crowd = crowd
        self._rates = rates
        self._told: LRUCache[Form, Told] = LRUCache(REMEMBERED)
        self._kept: LRUCache[Form, Kept] = LRUCache(limit_bytes, getsizeof=lambda kept: kept.size)

    @property
    def kept(self) -> tuple[int, int]:
        """How many finished answers are kept, and the bytes that they take."""
        return len(self._kept), int(self._kept.currsize)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method: str = scope["method"]
        if method == "HEAD":
            scope = {**scope, "method": "GET", ASKED_HEAD: True}
            send = _without_body(send)
        if (refusal := beyond_limits(scope)) is not None:
            await self._send_plain(refusal, scope, receive, send)
        elif method in ("GET", "HEAD"):
            await self._negotiate(scope, receive, send)
        elif method == "OPTIONS" and (allowed := allowed_methods(scope["app"], scope)):
            await self._send_plain(options(allowed), scope, receive, send)
        else:
            counted, refusal = self._count(scope)
            if refusal is None:
                await self._pass_on(scope, receive, self._with_headers(adding(counted, send)))
            else:
                await self._send_plain(refusal, scope, receive, send)

    async def _negotiate(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose the form of the answer; a format that Accept chooses is asked for as any other."""
        asked = dict(scope["headers"])
        accept = asked.get(b"accept", b"*/*")
        query = canonical(scope["query_string"])
        chosen = ""
        if not takes_json(accept) and not _names_format(query):
            offered = offered_by(route_of(scope))
            wanted = format_of(accept, offered) if offered else "json"
            if wanted is None:
                await self._send_plain(not_acceptable(offered), scope, receive, send)
                return
            chosen = "" if wanted == "json" else wanted
            if chosen:
                wish = f"&{FORMAT}={chosen}".encode()
                scope = {**scope, "query_string": scope["query_string"] + wish}
        coding = coding_of(asked.get(b"accept-encoding", b""))
        form = Form(scope["path"], query, chosen, coding)
        await self._answer(form, asked.get(b"if-none-match"), scope, receive, send)

    async def _answer(
        self, form: Form, known: bytes | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        kept = self._newest(form)
        if known and (head := self._unchanged(form, known, kept, scope)):
            await _send_unchanged(head, send)
            return
        counted, refusal = self._count(scope)
        if refusal is not None:
            await self._send_plain(refusal, scope, receive, send)
            return
        if kept is None:
            kept = await self._make(form, scope, receive, adding(counted, send))
        if kept is None:
            return
        if known and matches(known, kept.etag):
            await _send_unchanged(kept.unchanged, send)
            return
        await adding(counted, send)(kept.head)
        await send(kept.body)

    def _count(self, scope: Scope) -> tuple[Headers, Response | None]:
        """Count a question where rates are set: give what to say of it, or the refusal."""
        if self._rates is None or ASKED_INSIDE in scope:
            return [], None
        if scope["path"] != "/" and not scope["path"].startswith(LIMITED):
            return [], None
        taken = self._rates.take(_client(scope))
        return (taken.headers, None) if taken.allowed else ([], too_many(taken))

    def _unchanged(
        self, form: Form, known: bytes, kept: Kept | None, scope: Scope
    ) -> Message | None:
        """Make the head of a 304; None: the client has another answer, or none."""
        if kept is not None:
            return kept.unchanged if matches(known, kept.etag) else None
        release = self._watch.release
        told = self._told.get(form)
        if told is not None and told.release is release and names_tag(known, told.etag):
            return told.head
        etag = _known_tag(form, known, release, self._address) if release else None
        if etag is None or release is None:
            return None
        headers = KeptHeaders(
            (
                *headers_of_release(release),
                *_said_by_route(form, route_of(scope), SMALLEST),
                (b"etag", etag),
                (b"x-pushoff-revision", b"%d" % release.number),
                *ALWAYS,
            )
        )
        head: Message = {"type": "http.response.start", "status": 304, "headers": headers}
        if len(form.path) + len(form.query) < LONG_QUESTION:
            self._told[form] = Told(release, etag, head)
        return head

    async def _make(self, form: Form, scope: Scope, receive: Receive, send: Send) -> Kept | None:
        """Make an answer in its form; what may not be kept is sent at once."""
        as_it_is = form._replace(coding="") if form.coding else form
        plain = self._newest(as_it_is) if form.coding else None
        if plain is None:
            plain = await self._ask(as_it_is, scope, receive, send)
        if plain is None or not form.coding:
            return plain
        body = plain.body["body"]
        if len(body) < SMALLEST:
            kept = replace(plain, form=form)
        elif len(body) < LONG_TO_ENCODE:
            kept = plain.in_form(form, encode(body, form.coding))
        else:
            kept = plain.in_form(form, await asyncio.to_thread(encode, body, form.coding))
        self._put(kept)
        return kept

    async def _ask(self, form: Form, scope: Scope, receive: Receive, send: Send) -> Kept | None:
        """Ask the application; give what may be kept, and send at once what may not."""
        taken: list[Rendered] = []
        scope[TAKE] = taken.append
        await self._pass_on(scope, receive, self._with_headers(send))
        return self._keep(form, taken[0], route_of(scope)) if taken else None

    def _keep(self, form: Form, rendered: Rendered, route: Any) -> Kept:
        """Finish an answer; it is kept only where it is of the newest release."""
        release, newest = rendered.release, self._watch.release
        etag = form.etag(release.id, self._address)
        headers = KeptHeaders(
            (
                *headers_of(rendered),
                *_said_by_route(form, route, len(rendered.body)),
                (b"etag", etag),
                (b"x-pushoff-revision", b"%d" % release.number),
                *ALWAYS,
            )
        )
        kept = Kept(
            form=form,
            release=newest if newest and newest.id == release.id else release,
            etag=etag,
            head={"type": "http.response.start", "status": 200, "headers": headers},
            body={"type": "http.response.body", "body": rendered.body},
        )
        self._put(kept)
        return kept

    def _newest(self, form: Form) -> Kept | None:
        """Give a kept answer, if it is of the newest release."""
        kept = self._kept.get(form)
        return kept if kept is not None and kept.release is self._watch.release else None

    def _put(self, kept: Kept) -> None:
        if kept.release is self._watch.release and kept.size < self._kept.maxsize // 8:
            self._kept[kept.form] = kept

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the application, or refuse; what breaks in it becomes a problem of the one shape."""
        if not await self._may_ask(scope):
            await OVERLOADED(scope, receive, send)
            return
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

    async def _may_ask(self, scope: Scope) -> bool:
        """Wait for a turn; to say how the service is takes none."""
        free = ASKED_INSIDE in scope or scope["path"].startswith(ALWAYS_ANSWERED)
        return free or await self._crowd.turn()

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


NO_BODY: Message = {"type": "http.response.body", "body": b""}


def _known_tag(form: Form, known: bytes, release: Release, address: str) -> bytes | None:
    """Give the validator by which a client has an answer that is not kept here.

    Only this answer ever had that tag, and it has not changed since.
    """
    plain = form.etag(release.id, address)
    if form.coding and names_tag(known, tag := coded(plain, form.coding)):
        return tag
    return plain if names_tag(known, plain) else None


def _said_by_route(form: Form, route: Any, length: int) -> Headers:
    """Give the headers that depend on the route: what its answers vary by, and its end."""
    return [*_varies(form, route, length), *deprecation_of(getattr(route, "path", ""))]


def _varies(form: Form, route: Any, length: int) -> Headers:
    """Name the request headers that an answer of some length depends on."""
    negotiated = not _names_format(form.query) and len(offered_by(route)) > 1
    by = [b"Accept"] if negotiated else []
    if length >= SMALLEST:
        by.append(b"Accept-Encoding")
    return [(b"vary", b", ".join(by))] if by else []


def _names_format(query: str) -> bool:
    """Whether a canonical query names a format itself: then Accept has no say."""
    return query.startswith(f"{FORMAT}=") or f"&{FORMAT}=" in query


def _client(scope: Scope) -> str:
    """Name the client: its address, which a trusted proxy tells uvicorn."""
    return str(scope["client"][0]) if scope.get("client") else ""


async def _send_unchanged(head: Message, send: Send) -> None:
    await send(head)
    await send(NO_BODY)


def _without_body(send: Send) -> Send:
    """Send the headers of a GET and nothing else, as HEAD does."""

    async def head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return head
