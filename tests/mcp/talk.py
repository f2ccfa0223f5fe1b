"""How the tests talk MCP: a real client over HTTP, which knows both ages of the protocol."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
from mcp import Client, MCPError
from mcp_types import CallToolResult, TextContent, Tool

Call = tuple[str, dict[str, Any]]
AGES = ("legacy", "2026-07-28")
"""With a handshake first, as clients did up to 2025, and without one."""


def address_of(server: httpx.Client) -> str:
    """Give the address that an MCP client is told."""
    return str(server.base_url.join("/mcp"))


def call_all(
    server: httpx.Client, calls: Sequence[Call], age: str = "auto"
) -> list[CallToolResult]:
    """Call tools, one after the other, in one connection."""

    async def talk() -> list[CallToolResult]:
        async with Client(address_of(server), mode=age) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(talk())


def tools_of(server: httpx.Client, age: str = "auto") -> list[Tool]:
    """List the tools."""

    async def talk() -> list[Tool]:
        async with Client(address_of(server), mode=age) as client:
            return (await client.list_tools()).tools

    return asyncio.run(talk())


def fault_of(server: httpx.Client, name: str, age: str = "auto") -> MCPError:
    """Call a tool, which must be a fault of the protocol."""

    async def talk() -> MCPError:
        async with Client(address_of(server), mode=age) as client:
            try:
                await client.call_tool(name, {})
            except MCPError as fault:
                return fault
        raise AssertionError(f"{name} was called.")

    return asyncio.run(talk())


def text_of(result: CallToolResult) -> str:
    """Give the one text that a result holds."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def told(server: httpx.Client, name: str, **arguments: Any) -> str:
    """Call one tool, which must answer."""
    (result,) = call_all(server, [(name, arguments)])
    assert not result.is_error, text_of(result)
    return text_of(result)


def refused(server: httpx.Client, name: str, **arguments: Any) -> str:
    """Call one tool, which must refuse."""
    (result,) = call_all(server, [(name, arguments)])
    assert result.is_error
    return text_of(result)
