"""MCP over HTTP: one path that takes questions, without a session, from hosts that may ask.

The SDK is large. It is imported and started when the path is first asked, so that a process whose
clients never use MCP pays nothing for it.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from app.limits import LONGEST_BODY, body_too_large
from app.problems import problem

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH = "/mcp"
ANY = "*"  # Among the hosts: whatever the host.
JSON = b"application/json"
HOW = "PUSHOFF_MCP_HOSTS names those that may"


class Endpoint:
    """The ASGI application of the path."""

    def __init__(self, app: FastAPI, hosts: Sequence[str]) -> None:
        """Answer about an application, asked under `hosts` and by pages from there."""
        self._app = app
        self._hosts = hosts
        self._starting = asyncio.Lock()
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._manager: StreamableHTTPSessionManager | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one question."""
        manager = self._manager or await self._start()
        await manager.handle_request(scope, receive, _in_one_shape(scope, receive, send))

    async def close(self) -> None:
        """Stop what was started; questions under way are over by then."""
        self._stopping.set()
        if self._running is not None:
            await self._running

    async def _start(self) -> "StreamableHTTPSessionManager":
        """Import the SDK in a thread, where it holds up nobody, and start it once."""
        async with self._starting:
            if self._manager is None:
                manager = await asyncio.to_thread(_manager_of, self._app, self._hosts)
                started = asyncio.Event()
                self._running = asyncio.create_task(self._run(manager, started))
                await started.wait()
                self._manager = manager
        return self._manager

    async def _run(self, manager: "StreamableHTTPSessionManager", started: asyncio.Event) -> None:
        """Hold the SDK open in one task: whoever opens it has to close it."""
        async with manager.run():
            started.set()
            await self._stopping.wait()


def mount_mcp(app: FastAPI, hosts: Sequence[str]) -> Endpoint:
    """Put MCP into an application; whoever ends the application closes it."""
    endpoint = Endpoint(app, hosts)
    app.router.routes.append(Route(PATH, endpoint, methods=["POST"], include_in_schema=False))
    return endpoint


def _manager_of(app: FastAPI, hosts: Sequence[str]) -> "StreamableHTTPSessionManager":
    """Make what the SDK answers with."""
    from mcp.server.streamable_http_manager import (  # noqa: PLC0415  (31 MB, only where asked)
        StreamableHTTPSessionManager,
    )
    from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415

    from app.mcp.server import build_server  # noqa: PLC0415

    names = [name for host in hosts for name in _with_any_port(host)]
    return StreamableHTTPSessionManager(
        build_server(app),
        json_response=True,
        stateless=True,
        max_request_body_size=LONGEST_BODY,
        security_settings=TransportSecuritySettings(
            enable_dns_rebinding_protection=ANY not in hosts,
            allowed_hosts=names,
            allowed_origins=[
                f"{scheme}://{name}" for scheme in ("http", "https") for name in names
            ],
        ),
    )


def _with_any_port(host: str) -> list[str]:
    """Give a host as it is, and where it names no port with any, as the SDK writes that."""
    return [host] if ":" in host.rpartition("]")[2] else [host, f"{host}:*"]


def _in_one_shape(scope: Scope, receive: Receive, send: Send) -> Send:
    """Say the refusals of the SDK that are no JSON-RPC as problems, like every other error."""
    refusal: Response | None = None

    async def say(message: Message) -> None:
        nonlocal refusal
        if message["type"] == "http.response.start":
            refusal = None if _is_json(message) else _problem_of(message["status"])
            if refusal is not None:
                await refusal(scope, receive, send)
        if refusal is None:
            await send(message)

    return say


def _is_json(start: Message) -> bool:
    return any(
        name == b"content-type" and value.startswith(JSON) for name, value in start["headers"]
    )


def _problem_of(status: int) -> Response | None:
    """Give the problem that a status of the SDK stands for; None: it refuses nothing."""
    match status:
        case 400:
            detail = "A question is JSON: send it with Content-Type: application/json."
            return problem(415, "unsupported_media_type", detail)
        case 403:
            return problem(403, "origin_not_allowed", f"This page may not ask here. {HOW}.")
        case 406:
            return problem(406, "not_acceptable", "The answer is application/json; accept it.")
        case 413:
            return body_too_large()
        case 421:
            return problem(421, "host_not_allowed", f"This host is not asked here. {HOW}.")
        case _:
            return None
