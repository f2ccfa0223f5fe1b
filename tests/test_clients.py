"""Generated clients, used as their users do: programs in tests/clients against a running server.

A client is generated from the running server's document. The TypeScript one is compiled with
`tsc --strict`, the programs of the Python one are checked with `mypy --strict`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import httpx
import pytest

from app.settings import ROOT

PROGRAMS = ROOT / "tests" / "clients"
BIN = Path(sys.executable).parent
NO_NODE = (
    "THE TYPESCRIPT CLIENT WAS NOT TESTED: node and npm are not installed. Install them "
    "(Debian: apt-get install nodejs npm) and run this again."
)
CONFIG = """\
post_hooks: []  # Nobody reads the client: no need to tidy.
content_type_overrides:
  application/vnd.ant.fit: application/octet-stream
  image/png: application/octet-stream
  image/svg+xml: text/plain
"""
Client = Callable[[str, httpx.Client], list[str]]


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    """Run a command that must succeed, and give what it prints."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def python(document: bytes, folder: Path) -> Client:
    """Generate the Python client of a document; gives what runs a program with it."""
    (folder / "openapi.json").write_bytes(document)
    (folder / "config.yaml").write_text(CONFIG)
    generate = ("generate", "--path", "openapi.json", "--meta", "none", "--fail-on-warning")
    into = ("--config", "config.yaml", "--output-path", "pushoff_client")
    run(BIN / "openapi-python-client", *generate, *into, folder=folder)
    programs = sorted((PROGRAMS / "python").glob("*.py"))
    check = ("--config-file=", "--strict", "--follow-imports=silent", "--cache-dir", ".mypy")
    run(BIN / "mypy", *check, *programs, folder=folder, MYPYPATH=str(folder))

    def answer(program: str, client: httpx.Client) -> list[str]:
        path = PROGRAMS / "python" / f"{program.replace('-', '_')}.py"
        command = (sys.executable, path, str(client.base_url))
        return run(*command, folder=folder, PYTHONPATH=str(folder)).splitlines()

    return answer


def typescript(document: bytes, folder: Path) -> Client:
    """Generate and compile the TypeScript client; gives what runs a program with it."""
    own = ("node_modules", "built", "schema.d.ts")
    ignored = shutil.ignore_patterns(*own)
    shutil.copytree(PROGRAMS / "typescript", folder, dirs_exist_ok=True, ignore=ignored)
    (folder / "openapi.json").write_bytes(document)
    run("npm", "ci", "--no-audit", "--no-fund", folder=folder)
    run("npx", "openapi-typescript", "openapi.json", "--output", "schema.d.ts", folder=folder)
    run("npx", "tsc", "--strict", folder=folder)

    def answer(program: str, client: httpx.Client) -> list[str]:
        command = ("node", f"built/{program}.js", str(client.base_url))
        return run(*command, folder=folder).splitlines()

    return answer


@pytest.fixture(scope="session")
def generate(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], Client]:
    """Generate a client once for each document: both databases give the same one."""

    @cache
    def once(language: str, document: bytes) -> Client:
        make = {"python": python, "typescript": typescript}[language]
        return make(document, tmp_path_factory.mktemp(language))

    return once


@pytest.fixture(params=["python", "typescript"])
def generated(
    request: pytest.FixtureRequest,
    generate: Callable[[str, bytes], Client],
    client: httpx.Client,
) -> Client:
    """Give each client, generated from the running server's document."""
    if request.param == "typescript" and not (shutil.which("node") and shutil.which("npm")):
        pytest.skip(NO_NODE)
    return generate(request.param, client.get("/openapi.json", timeout=60).content)


def test_a_client_answers_which_muscles_drive_push_off(
    generated: Client, client: httpx.Client
) -> None:
    query = "phase=push-off&role=power&direction=drives&limit=5"
    roles = client.get(f"/v1/muscle-roles?{query}").json()["items"]

    printed = generated("push-off", client)

    assert printed[0] == "Triceps surae: 0.8507 (grade B)"
    assert printed == [f"{r['muscle']['name']}: {r['share']} (grade {r['grade']})" for r in roles]


def test_a_client_pages_through_all_exercises(generated: Client, client: httpx.Client) -> None:
    printed = generated("all-exercises", client)

    total = client.get("/v1/exercises?count=true&limit=1").json()["total"]
    assert len(set(printed)) == len(printed) == total > 200
    assert "nordic-curl 4" in printed


def test_a_client_fetches_many_by_their_slugs(generated: Client, client: httpx.Client) -> None:
    assert generated("by-ids", client) == [
        "soleus: Soleus",
        "tibialis-anterior: Tibialis anterior",
        "missing: no-such-muscle",
    ]


def test_a_client_understands_what_went_wrong(generated: Client, client: httpx.Client) -> None:
    assert generated("problems", client) == [
        "404 not_found",
        "slug: not_found, perhaps soleus",
        "422 bad_cursor",
        "cursor: bad_cursor, perhaps none",
    ]


def test_a_client_is_told_that_nothing_changed(generated: Client, client: httpx.Client) -> None:
    assert generated("unchanged", client) == ["200, then 304"]


def test_the_packages_of_the_typescript_client_come_from_no_named_registry() -> None:
    lock = (PROGRAMS / "typescript" / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 20


def test_a_client_keeps_a_copy_of_all_data(generated: Client, client: httpx.Client) -> None:
    release = client.get("/v1/release").json()

    assert generated("sync", client) == [
        f"{sum(release['counts'].values())} resources of release {release['id']}",
        "0 changes since",
        f"{release['counts']['exercises']} exercises, whole",
    ]
