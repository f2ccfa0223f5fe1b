"""MCP over standard input and output, for a client that starts the server itself."""

import asyncio
import signal

from fastapi import FastAPI
from mcp.server.stdio import stdio_server

from app.mcp.server import build_server


def serve_stdio(app: FastAPI) -> None:
    """Answer until the input ends."""
    # A thread waits for input, and would go on waiting after an interrupt that Python handles.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    asyncio.run(_serve(app))


async def _serve(app: FastAPI) -> None:
    server = build_server(app)
    async with app.router.lifespan_context(app), stdio_server() as (asked, answered):
        await server.run(asked, answered, server.create_initialization_options())
