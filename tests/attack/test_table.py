"""docs/security.md names tests that exist, limits that hold, and every entry of the OWASP list."""

import ast
import re

import pytest

from app import limits
from app.settings import ROOT

SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+)`", SECURITY)))
RISKS = re.findall(r"^\| (API\d+):2023 ", SECURITY, re.MULTILINE)


def test_every_test_that_is_named_exists() -> None:
    functions = {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }

    assert len(NAMED) > 20
    assert set(NAMED) - functions == set()


def test_every_risk_of_the_list_is_spoken_of() -> None:
    assert [f"API{number}" for number in range(1, 11)] == RISKS


@pytest.mark.parametrize("name", [name for name in vars(limits) if name.isupper()])
def test_every_limit_is_told(name: str) -> None:
    limit: int = getattr(limits, name)
    if name == "LONGEST_TARGET":
        return  # It follows from two others.

    assert re.search(rf"\b{limit:,}\b", API.partition("## Limits")[2]), name
