"""MCP over standard input and output: `pushoff mcp`."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters

from app.settings import ROOT
from tests.mcp.talk import text_of
from tests.world import write_world

COMMAND = ["-m", "app", "mcp"]
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


def settings(folder: Path, seed: Path) -> dict[str, str]:
    """Give what the command needs to know."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'new.sqlite'}",
        "PUSHOFF_SEED": str(seed),
        "PYTHONPATH": str(ROOT),
    }


def run(environment: dict[str, str], folder: Path, said: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with an input that ends."""
    return subprocess.run(
        [sys.executable, *COMMAND],
        cwd=folder,
        env=environment,
        input=said,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_client_that_starts_it_is_answered(tmp_path: Path, world_folder: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable, args=COMMAND, env=settings(tmp_path, world_folder), cwd=tmp_path
    )

    async def talk() -> tuple[list[str], Any, Any]:
        async with Client(server) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            session = await client.call_tool("build_session", {"minutes": 20})
            return tools, session, await client.call_tool("find_muscles", {"phase": "pushof"})

    tools, session, wrong = asyncio.run(talk())

    assert len(tools) == 8
    assert not session.is_error
    assert "no promise" in text_of(session)
    assert wrong.is_error
    assert "Did you mean 'push-off'?" in text_of(wrong)


def test_only_the_protocol_is_printed_and_the_end_of_input_ends_it(
    tmp_path: Path, world_folder: Path
) -> None:
    done = run(settings(tmp_path, world_folder), tmp_path, json.dumps(HELLO) + "\nnonsense\n")

    assert done.returncode == 0
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert said[0]["result"]["serverInfo"]["name"] == "pushoff"
    assert "resources new" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_cannot_serve_says_why_and_prints_nothing(tmp_path: Path) -> None:
    seed = write_world(tmp_path / "seed", {"sources.toml": ""})

    done = run(settings(tmp_path, seed), tmp_path, json.dumps(HELLO) + "\n")

    assert (done.returncode, done.stdout) == (1, "")
    assert "no source 'brown-2001'" in done.stderr
