"""The server that speaks MCP, by the official SDK; imported only where MCP is asked for."""

from typing import Any

from fastapi import FastAPI
from mcp.server.caching import CacheHint
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from app import __version__
from app.domain.base import fold, shown
from app.mcp.reader import Reader, Refused
from app.mcp.tools import TOOLS, kinds_named
from app.queries.names import nearest

Context = ServerRequestContext[Any]
READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
KEPT_MS = 3_600_000  # How long a client may keep the list of tools, ms; a judgement.
INSTRUCTIONS = """\
Pushoff knows what every muscle does in running and which exercise trains it. Say the grade, the \
range and any dissent along with a figure, and cite its source. It informs: no medical advice, no \
promise against injury. Where a runner reports a red flag, pass on the referral and plan nothing.\
"""


def build_server(app: FastAPI) -> Server[Any]:
    """Build the server over an application."""
    reader = Reader(app)

    async def list_tools(
        _context: Context, _asked: PaginatedRequestParams | None
    ) -> ListToolsResult:
        words = {kind: await reader.words(kind) for kind in kinds_named()}
        tools = []
        for name, tool in TOOLS.items():
            shown_as = Tool(
                name=name,
                title=tool.title,
                description=tool.description,
                input_schema=tool.schema(words),
                annotations=READ_ONLY,
            )
            tools.append(shown_as)
            # Words are told once, to keep the list short; later tools say where.
            words |= {kind: [f"as in {name}"] for kind in tool.kinds if len(words[kind]) > 1}
        return ListToolsResult(tools=tools)

    async def call_tool(_context: Context, asked: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(asked.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, _no_such_tool(asked.name))
        try:
            text, failed = await tool.call(reader, asked.arguments or {}), False
        except Refused as refused:
            text, failed = str(refused), True
        return CallToolResult(content=[TextContent(text=text)], is_error=failed)

    return Server(
        "pushoff",
        version=__version__,
        title="Pushoff",
        instructions=INSTRUCTIONS,
        website_url=app.state.base_url,
        cache_hints={"tools/list": CacheHint(ttl_ms=KEPT_MS, scope="public")},
        get_tool_input_schema=lambda name: TOOLS[name].schema({}) if name in TOOLS else None,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _no_such_tool(name: str) -> str:
    close = nearest(name, {fold(known): known for known in TOOLS})
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return f"There is no tool {shown(name)}; there are {', '.join(TOOLS)}.{hint}"
