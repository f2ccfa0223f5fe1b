"""The documents tell the truth: their answers are the API's, their paths are all there are."""

import json
import re
import tomllib
from typing import Any

import httpx
import pytest

from app import __version__
from app.seeding.rules import LAST_RULES, RULES
from app.settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTION = re.compile(
    r"```console\n\$ curl 'localhost:8000(?P<path>[^']+)'\n```\n```json\n(?P<answer>.+?)```",
    re.DOTALL,
)
QUESTIONS = [(found["path"], json.loads(found["answer"])) for found in QUESTION.finditer(README)]


def is_part_of(said: Any, answer: Any) -> bool:
    """Whether an answer holds what a document says: some fields, the first items of a list."""
    if isinstance(said, dict):
        return isinstance(answer, dict) and all(
            key in answer and is_part_of(value, answer[key]) for key, value in said.items()
        )
    if isinstance(said, list):
        return len(said) <= len(answer) and all(map(is_part_of, said, answer))
    return bool(said == answer)


def test_the_readme_asks_its_questions() -> None:
    assert [path for path, _ in QUESTIONS][:3] == [
        "/v1/muscle-roles?phase=push-off&role=power",
        "/v1/muscle-roles?phase=push-off&role=power&speed=2.5",
        "/v1/muscle-roles?phase=push-off&role=power&speed=5",
    ]
    assert len(QUESTIONS) == README.count("$ curl ")


@pytest.mark.parametrize(("path", "said"), QUESTIONS, ids=[path for path, _ in QUESTIONS])
def test_an_answer_in_the_readme_is_the_real_one(
    path: str, said: Any, client: httpx.Client
) -> None:
    answer = client.get(path).json()

    assert is_part_of(said, answer)


@pytest.mark.parametrize("said", [{"a": 1}, {"b": [2]}, {"b": [1, 2, 3]}, {"c": None}, 2])
def test_a_wrong_answer_would_be_noticed(said: Any) -> None:
    assert not is_part_of(said, {"a": 2, "b": [1, 2]})


def test_every_path_is_in_the_readme(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    assert [path for path in paths if f"`{path}`" not in README] == []


def test_every_setting_is_in_the_readme() -> None:
    names = [
        "DATABASE_URL" if name == "database_url" else f"PUSHOFF_{name.upper()}"
        for name in Settings.model_fields
    ]

    assert [name for name in names if f"`{name}`" not in README] == []


def test_ci_runs_the_readme_s_test_command() -> None:
    commands = re.findall(r"```sh\n(python3 .+)\n```", README)
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert len(commands) == 2
    assert run[-1] == commands[1]


def test_the_container_runs_the_readme_s_command() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert 'CMD ["pushoff"]' in dockerfile
    assert "USER pushoff" in dockerfile
    assert "HEALTHCHECK" in dockerfile


def test_every_error_code_is_documented() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    codes = set(re.findall(r'problem\(\s*\d+,\s*"(\w+)"', source))
    codes |= set(re.findall(r'code="(\w+)"', source))
    documented = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")

    assert len(codes) >= 10
    assert [code for code in sorted(codes) if f"`{code}`" not in documented] == []


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
