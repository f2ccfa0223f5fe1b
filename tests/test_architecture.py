"""The rules of the house that a machine can check: layers, routers, operations, tools."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.exports.write import MEDIA_TYPES
from app.settings import ROOT

APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
ROUTERS = sorted((APP / "routers").glob("[a-z]*.py"))
PAGES = APP / "web" / "pages.py"
TALKS_TO_THE_DATABASE = {"queries", "seeding", "exports"}
SPEAKS_SQL = {"database.py", "embedded.py", "copies.py"}
OPENS_A_SESSION = {"database.py", "deps.py", "main.py", "watch.py", "answers.py"}
MOST_LINES = 400
NOT_TO_SERVE = {"alembic", "click", "highspy", "httpx", "mcp", "rich", "typer"}
"""What only commands, sessions or language models need: imported where they ask."""


def place(module: Path) -> str:
    """Name a module in a test's id."""
    return module.relative_to(APP).as_posix()


@pytest.mark.parametrize(
    "command",
    [
        ["lint-imports", "--no-cache"],
        ["ruff", "check", "--no-cache", "."],
        ["ruff", "format", "--no-cache", "--check", "."],
        ["mypy", "."],
    ],
    ids=["import-linter", "ruff check", "ruff format", "mypy"],
)
def test_a_tool_has_nothing_to_say(command: list[str]) -> None:
    tool = Path(sys.executable).parent / command[0]

    done = subprocess.run(
        [tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("router", ROUTERS, ids=place)
def test_a_route_is_a_docstring_and_a_return(router: Path) -> None:
    tree = ast.parse(router.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]

    assert functions
    for function in functions:
        assert ast.get_docstring(function), function.name
        assert [type(node) for node in function.body] == [ast.Expr, ast.Return], function.name
        calls = [node for node in ast.walk(function.body[1]) if isinstance(node, ast.Call)]
        assert 1 <= len(calls) <= 3, function.name


@pytest.mark.parametrize("router", ROUTERS, ids=place)
def test_a_router_holds_no_logic(router: Path) -> None:
    tree = ast.parse(router.read_text(encoding="utf-8"))
    forbidden = (
        ast.If, ast.IfExp, ast.For, ast.While, ast.Raise, ast.Try, ast.With, ast.Lambda,
        ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.ClassDef,
        ast.AsyncFunctionDef,
    )  # fmt: skip

    assert not [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, forbidden)]


def test_a_page_is_an_async_route_and_as_small() -> None:
    tree = ast.parse(PAGES.read_text(encoding="utf-8"))
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    forbidden = (ast.If, ast.IfExp, ast.For, ast.While, ast.Raise, ast.Try, ast.With, ast.ClassDef)

    assert functions
    for function in functions:
        assert isinstance(function, ast.AsyncFunctionDef), function.name
        assert ast.get_docstring(function), function.name
        assert [type(node) for node in function.body] == [ast.Expr, ast.Return], function.name
        calls = [node for node in ast.walk(function.body[1]) if isinstance(node, ast.Call)]
        assert 1 <= len(calls) <= 3, function.name
    assert not [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, forbidden)]


@pytest.mark.parametrize("module", MODULES, ids=place)
def test_only_queries_and_seeding_talk_to_the_database(module: Path) -> None:
    top = module.relative_to(APP).parts[0]
    if top in TALKS_TO_THE_DATABASE:
        return
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]

    asked = [call for call in calls if re.search(r"^select$|\.(exec|execute)$", call)]

    assert not asked or top in SPEAKS_SQL
    assert "Session" not in calls or top in OPENS_A_SESSION


def test_a_worker_imports_nothing_that_it_may_never_need() -> None:
    asked = "import sys, app.main; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert NOT_TO_SERVE & set(loaded) == set()
    assert [name for name in loaded if name.startswith("app.seeding")] == []


@pytest.mark.parametrize("module", MODULES, ids=place)
def test_a_module_opens_with_a_sentence_and_is_not_too_long(module: Path) -> None:
    text = module.read_text(encoding="utf-8")

    first = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]

    assert first
    assert len(text.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=place)
def test_what_is_public_is_told_in_a_sentence(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))

    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not (ast.get_docstring(node) or "").partition("\n")[0].rstrip().endswith((".", ":"))
    ]

    assert silent == []


def operations_of(client: httpx.Client) -> dict[str, Any]:
    """Give every operation of the OpenAPI document by method and path, with shared answers."""
    document = client.get("/openapi.json").json()
    shared = {
        f"#/components/responses/{name}": said
        for name, said in document["components"]["responses"].items()
    }
    return {
        f"{method} {path}": {
            **operation,
            "responses": {
                status: shared[said["$ref"]] if "$ref" in said else said
                for status, said in operation["responses"].items()
            },
        }
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }


def test_every_operation_is_named_by_a_verb_and_a_noun(world: httpx.Client) -> None:
    names = [operation["operationId"] for operation in operations_of(world).values()]

    assert len(set(names)) == len(names) > 20
    for name in names:
        assert re.fullmatch(r"(list|get|check|search|suggest|download)(_[a-z]+)+", name), name


def test_every_operation_has_one_declared_tag(world: httpx.Client) -> None:
    declared = {tag["name"] for tag in world.get("/openapi.json").json()["tags"]}

    used = [operation["tags"] for operation in operations_of(world).values()]

    assert all(len(tags) == 1 for tags in used)
    assert {tags[0] for tags in used} == declared


def test_every_parameter_is_described_and_takes_no_null(world: httpx.Client) -> None:
    for name, operation in operations_of(world).items():
        assert operation["description"].endswith("."), name
        for parameter in operation.get("parameters", []):
            assert parameter["description"].endswith("."), (name, parameter["name"])
            assert "anyOf" not in parameter["schema"], (name, parameter["name"])
            marks = [key for key in parameter["schema"] if key.startswith("x-")]
            assert marks == [], (name, parameter["name"])


def test_every_answer_has_a_declared_shape(world: httpx.Client) -> None:
    components = world.get("/openapi.json").json()["components"]["schemas"]

    for name, operation in operations_of(world).items():
        if operation["operationId"].startswith("download_"):
            continue  # Files: see below.
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        shapes = [option["$ref"].rsplit("/", 1)[1] for option in schema.get("anyOf", [schema])]
        assert set(shapes) <= components.keys(), name


def test_a_download_declares_every_media_type_or_where_it_leads(world: httpx.Client) -> None:
    served = {media_type.partition(";")[0] for media_type in MEDIA_TYPES.values()}
    operations = operations_of(world)
    leads = operations["get /v1/exports/{file}"]["responses"]
    gives = operations["get /v1/exports/{edition}/{file}"]["responses"]

    assert "Location" in leads["307"]["headers"]
    assert {code for code in leads if code < "300"} == set()
    assert "410" not in leads
    assert set(gives["200"]["content"]) == set(gives["206"]["content"]) == served
    assert {"304", "404", "410", "416"} <= gives.keys()


@pytest.mark.parametrize("name", ["sessions", "plans"])
@pytest.mark.parametrize(
    ("suffix", "media_type"), [("fit", "application/vnd.ant.fit"), ("ics", "text/calendar")]
)
def test_a_file_declares_what_it_is_and_what_it_is_sent_with(
    world: httpx.Client, name: str, suffix: str, media_type: str
) -> None:
    answers = operations_of(world)[f"get /v1/{name}.{suffix}"]["responses"]
    sent = {"ETag", "X-Pushoff-Release", "X-Pushoff-Revision", "Cache-Control"}

    content = answers["200"]["content"]
    assert set(content) == {media_type}
    assert content[media_type]["schema"].get("format") == (None if suffix == "ics" else "binary")
    assert answers["200"]["headers"].keys() == {*sent, "Content-Disposition"}
    assert answers["304"]["headers"].keys() == sent
    assert {"404", "410"} & answers.keys() == set()


def test_every_reference_of_the_document_leads_somewhere(world: httpx.Client) -> None:
    document = world.get("/openapi.json")
    components = document.json()["components"]
    there = {f"{kind}/{name}" for kind, parts in components.items() for name in parts}

    named = set(re.findall(r'"#/components/([^"]+)"', document.text))

    assert named == there
