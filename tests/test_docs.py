"""The documents tell the truth: their answers are the API's, their paths are all there are."""

import ast
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from app import __version__
from app.schemas.kinds import KEYS
from app.seeding.rules import LAST_RULES, RULES
from app.settings import ROOT, Settings
from tests.conftest import seeded, serving
from tests.seeding.changes import edited
from tests.world import write_world

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
QUESTION = re.compile(
    r"```console\n\$ curl 'localhost:8000(?P<path>[^']+)'\n```\n"
    r"```(?:json|csv)\n(?P<answer>.+?)```",
    re.DOTALL,
)
QUESTIONS = [
    (found["path"], found["answer"])
    for text in (README, GUIDE)
    for found in QUESTION.finditer(text)
]
EXCHANGES = re.findall(r"```http\n(GET .+?)\n```\n```http\n(HTTP/.+?)\n```", GUIDE, re.DOTALL)
QUOTATIONS = re.findall(
    r"`(tests/clients/[\w./-]+)`\):\n\n```(?:python|typescript)\n(.+?)```", GUIDE, re.DOTALL
)
TAKE, COPY, SYNC = re.findall(r"```sh\n(.+?)```", GUIDE, re.DOTALL)
CHANGED = (
    edited("measurements/effects.csv", ("\ne1,", "\ne2,"))
    | edited("claims.toml", ('effect = "e1"', 'effect = "e2"'))
    | edited("red_flags.toml", ('slug = "night-pain"', 'slug = "rest-pain"'))
)
"""A world where an effect and a red flag are gone, and others have come."""
NO_CURL = "THE OFFLINE RECIPE WAS NOT RUN: curl is not installed. Install it and run this again."


def is_part_of(said: Any, answer: Any) -> bool:
    """Whether an answer holds what a document says: some fields, the first items of a list.

    In a text, `…` stands for anything.
    """
    if isinstance(said, dict):
        return isinstance(answer, dict) and all(
            key in answer and is_part_of(value, answer[key]) for key, value in said.items()
        )
    if isinstance(said, list):
        return len(said) <= len(answer) and all(map(is_part_of, said, answer))
    if isinstance(said, str) and "…" in said:
        pattern = re.escape(said).replace("…", ".+")
        return isinstance(answer, str) and re.fullmatch(pattern, answer) is not None
    return bool(said == answer)


def test_the_readme_asks_its_questions() -> None:
    assert [path for path, _ in QUESTIONS][:3] == [
        "/v1/muscle-roles?phase=push-off&role=power",
        "/v1/muscle-roles?phase=push-off&role=power&speed=2.5",
        "/v1/muscle-roles?phase=push-off&role=power&speed=5",
    ]
    assert len(QUESTIONS) == README.count("$ curl ") + GUIDE.count("$ curl ")


@pytest.mark.parametrize(("path", "said"), QUESTIONS, ids=[path for path, _ in QUESTIONS])
def test_an_answer_in_a_document_is_the_real_one(
    path: str, said: str, client: httpx.Client
) -> None:
    answer = client.get(path)

    if answer.headers["content-type"].startswith("text/csv"):
        assert answer.text.splitlines() == said.splitlines()
    else:
        assert is_part_of(json.loads(said), answer.json())


@pytest.mark.parametrize(
    "said", [{"a": 1}, {"b": [2]}, {"b": [1, 2, 3]}, {"c": None}, {"d": "x…"}, {"a": "…"}, 2]
)
def test_a_wrong_answer_would_be_noticed(said: Any) -> None:
    assert not is_part_of(said, {"a": 2, "b": [1, 2], "d": "yx"})


def test_every_block_of_the_guide_is_tried() -> None:
    tried = {
        "console": GUIDE.count("$ curl "),
        "json": len(re.findall(r"```\n```json\n", GUIDE)),
        "csv": 1,
        "http": 2 * len(EXCHANGES),
        "python": sum(path.endswith(".py") for path, _ in QUOTATIONS),
        "typescript": sum(path.endswith(".ts") for path, _ in QUOTATIONS),
        "sh": 3,
        "text": 1,
    }

    assert {name: GUIDE.count(f"```{name}\n") for name in tried} == tried
    assert GUIDE.count("```") == 2 * sum(tried.values())
    assert min(tried.values()) > 0


def test_what_the_guide_shows_of_http_is_what_is_sent(client: httpx.Client) -> None:
    etag = ""
    for asked, said in EXCHANGES:
        first, *lines = asked.splitlines()
        headers = dict(line.split(": ", 1) for line in lines)
        if "If-None-Match" in headers:
            headers["If-None-Match"] = headers["If-None-Match"].replace('"…"', etag)
        method, target, _ = first.split(" ")

        answer = client.send(httpx.Request(method, client.base_url.join(target), headers=headers))

        head, _, body = said.partition("\n\n")
        status, *shown = head.splitlines()
        assert status == f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"
        for name, value in (line.split(": ", 1) for line in shown):
            assert is_part_of(value, answer.headers[name]), (target, name)
        assert is_part_of(json.loads(body), answer.json()) if body else answer.content == b""
        etag = answer.headers.get("etag", etag)


@pytest.mark.parametrize(("path", "lines"), QUOTATIONS, ids=[path for path, _ in QUOTATIONS])
def test_a_program_in_the_guide_is_quoted(path: str, lines: str) -> None:
    assert f"\n{lines}" in (ROOT / path).read_text(encoding="utf-8")


SQLITE = """#!{python}
import sqlite3, sys
from pathlib import Path
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.create_function("readfile", 1, lambda name: Path(name).read_bytes())
statement = ""
for line in (sys.argv[2].rstrip().rstrip(";") + ";").splitlines():
    statement += line + chr(10)
    if sqlite3.complete_statement(statement):
        for row in connection.execute(statement):
            print(*("" if value is None else value for value in row), sep="|")
        statement = ""
"""
"""What the recipe needs of the command `sqlite3`, where it is not installed."""


@pytest.fixture
def shell(tmp_path: Path) -> Callable[[str, httpx.Client], str]:
    """Give what runs a block of the guide in a folder, against a server."""
    if not shutil.which("curl"):
        pytest.skip(NO_CURL)
    if not shutil.which("sqlite3"):
        command = tmp_path / "sqlite3"
        command.write_text(SQLITE.format(python=sys.executable), encoding="utf-8")
        command.chmod(0o755)

    def run(block: str, server: httpx.Client) -> str:
        done = subprocess.run(
            ["bash", "-e", "-c", block.replace("localhost:8000", server.base_url.netloc.decode())],
            cwd=tmp_path,
            env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run


def held(folder: Path) -> tuple[str, dict[tuple[str, str], Any]]:
    """Give the release and the documents of the copy that the recipe made."""
    with closing(sqlite3.connect(folder / "copy.sqlite")) as copy:
        (release,) = copy.execute("SELECT release FROM held").fetchone()
        rows = copy.execute("SELECT kind, key, body FROM resource").fetchall()
    return release, {(kind, key): json.loads(body) for kind, key, body in rows}


def test_the_offline_recipe_takes_everything_as_a_file_or_by_changes(
    shell: Callable[[str, httpx.Client], str], client: httpx.Client, tmp_path: Path
) -> None:
    release = client.get("/v1/release", timeout=60).json()
    client.get("/v1/exports", timeout=60)

    assert f"```text\n{shell(TAKE, client)}```" in GUIDE
    shell(COPY, client)
    taken = held(tmp_path)
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as copy:
        copy.executescript("DELETE FROM resource; UPDATE held SET release = '0'")
    shell(SYNC, client)

    assert held(tmp_path) == taken
    assert taken[0] == release["id"]
    assert len(taken[1]) == sum(release["counts"].values())
    assert taken[1]["muscles", "soleus"] == client.get("/v1/muscles/soleus").json()


def test_the_offline_recipe_keeps_a_copy_true(
    shell: Callable[[str, httpx.Client], str],
    empty_database: str,
    world_folder: Path,
    tmp_path: Path,
) -> None:
    settings = Settings(database_url=empty_database, exports=tmp_path / "exports")
    seeded(empty_database, world_folder)
    with serving(settings) as client:
        for block in (TAKE, COPY):
            shell(block, client)
    old = held(tmp_path)[1]
    seeded(empty_database, write_world(tmp_path / "changed", CHANGED))

    with serving(settings) as client:
        shell(SYNC, client)
        release = client.get("/v1/release").json()["id"]
        whole = client.get("/v1/exports/pushoff.json", follow_redirects=True).json()["kinds"]

    new = {
        (kind, document[KEYS[kind]]): document
        for kind, documents in whole.items()
        for document in documents
    }
    assert held(tmp_path) == (release, new)
    assert new.keys() - old.keys()
    assert old.keys() - new.keys()


VARIABLES = {
    name.upper() if name.endswith("database_url") else f"PUSHOFF_{name.upper()}"
    for name in Settings.model_fields
}
"""The variables of the environment that are settings."""


def test_every_path_is_in_the_readme(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    assert [path for path in paths if f"`{path}`" not in README] == []


def test_every_setting_is_in_the_readme() -> None:
    assert [name for name in VARIABLES if f"`{name}`" not in README] == []


def test_ci_runs_the_readme_s_test_command() -> None:
    commands = re.findall(r"```sh\n(python3 .+)\n```", README)
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert len(commands) == 2
    assert run[-1] == commands[1]


def codes_in(tree: ast.AST) -> set[str]:
    """Find the codes of errors that a module can give."""
    given: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            given += [word.value for word in node.keywords if word.arg == "code"]
            if ast.unparse(node.func) == "problem":
                given += node.args[1:2]
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "code" and node.value:
            given.append(node.value)
    parts = [
        part.value for one in given for part in ast.walk(one) if isinstance(part, ast.Constant)
    ]
    return {part for part in parts if isinstance(part, str) and re.fullmatch("[a-z_]+", part)}


def test_the_table_of_errors_has_every_code_and_no_other() -> None:
    errors = API.partition("\n## Errors\n")[2]
    table = set(re.findall(r"^\| (?:\d{3}|other) \| `(\w+)` \|", errors, re.MULTILINE))
    modules = [path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py")]

    codes = set().union(*(codes_in(ast.parse(module)) for module in modules))

    assert len(codes) > 15
    assert table == codes
    assert set(re.findall(r"`([a-z]+_[a-z_]+)`: ", GUIDE)) <= codes


def test_every_rule_of_the_seed_is_in_its_guidelines() -> None:
    guidelines = (ROOT / "seed" / "README.md").read_text(encoding="utf-8")

    assert [r.__name__ for r in (*RULES, *LAST_RULES) if f"`{r.__name__}`" not in guidelines] == []


def test_the_changelog_knows_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {__version__}" in changelog


def test_every_dependency_has_one_exact_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[><=]", one)[0].lower() for one in asked}
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].lower() for line in lines if "==" in line}

    assert len(pinned) == len(lines)
    assert names - {name.replace("_", "-") for name in pinned} == set()


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")))
def test_every_file_that_a_document_names_is_there(path: Any) -> None:
    named = re.findall(
        r"`((?:app|docs|seed|tests|benchmarks|migrations)/[\w./]+)`", path.read_text()
    )

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_layers_of_contributing_are_those_that_the_build_holds() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]

    assert "\n```\n" + "\n".join(layers) + "\n```\n" in text
