"""An orderly end: balancers are told first, clients go elsewhere, and only then the server ends."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Any

from fastapi import FastAPI
from sqlmodel import Session
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.errors import Stopping
from app.queries.releases import find_release
from app.schemas.releases import Health


def readiness(app: FastAPI, session: Session) -> Health:
    """Say at which revision the service can answer; raises NotReady, and Stopping in a drain."""
    if app.state.stopping:
        raise Stopping
    return Health(status=f"ready at revision {find_release(session).number}")


@contextmanager
def draining(app: FastAPI, for_s: float) -> Iterator[None]:
    """Put a drain of `for_s` seconds between SIGTERM and the end that the server comes to by it.

    In the drain the service says that it is not ready, goes on answering, and ends the connection
    with each answer. A second SIGTERM changes nothing: service managers send one to a worker and to
    its supervisor, which sends another. SIGINT, as of Ctrl-C, is the server's own: it ends at once.
    """
    if current_thread() is not main_thread():  # Only there can signals be taken.
        yield
        return
    loop = asyncio.get_running_loop()
    servers_own = signal.getsignal(signal.SIGTERM)
    ends: list[asyncio.TimerHandle] = []

    def begin() -> None:
        if not app.state.stopping:
            app.state.stopping = True
            app.middleware_stack = _closing(app.middleware_stack or app.build_middleware_stack())
            ends.append(loop.call_later(for_s, end))

    def end() -> None:
        signal.signal(signal.SIGTERM, servers_own)
        signal.raise_signal(signal.SIGTERM)

    def asked(_number: int, _frame: Any) -> None:
        loop.call_soon_threadsafe(begin)

    signal.signal(signal.SIGTERM, asked)
    try:
        yield
    finally:
        for timer in ends:
            timer.cancel()
        signal.signal(signal.SIGTERM, servers_own)


def _closing(app: ASGIApp) -> ASGIApp:
    """End the connection with each answer, so that its client opens the next one elsewhere.

    It is put around the application when the drain begins: until then it costs nothing.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def close(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], (b"connection", b"close")]
                message = {**message, "headers": headers}
            await send(message)

        await app(scope, receive, close if scope["type"] == "http" else send)

    return answer
