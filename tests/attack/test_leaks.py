"""Whatever breaks, nothing of the inside is told: no trace, path, statement, version or setting."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from app import answers
from app.queries import documents, releases
from app.settings import ROOT, Settings
from tests.attack.raw import ask, get
from tests.conftest import serving
from tests.problems import problem_in

HIDDEN = "hidden-value"
STATEMENT = "SELECT hidden_value FROM hidden_table"
INSIDE = re.compile(
    rf"hidden.(value|table)|SELECT|Traceback|File \"|line \d|\.py\b|site-packages|{ROOT}|/tmp/|"
    r"sqlite|postgres|psycopg|sqlalchemy|pydantic|starlette|fastapi|uvicorn|python|0x[0-9a-f]{6}|"
    r"(Runtime|Key|OS|Memory|Recursion|Decode|Operational|Programming|Assertion)Error",
    re.IGNORECASE,
)
BREAKS: list[Exception] = [
    RuntimeError(f"{HIDDEN} in {ROOT}/app/main.py"),
    KeyError(HIDDEN),
    OSError(2, "No such file", f"/etc/{HIDDEN}"),
    MemoryError(HIDDEN),
    RecursionError(HIDDEN),
    UnicodeDecodeError("utf-8", HIDDEN.encode(), 0, 1, HIDDEN),
    ProgrammingError(STATEMENT, {"password": HIDDEN}, Exception(HIDDEN)),
    OperationalError(STATEMENT, {"password": HIDDEN}, Exception(HIDDEN)),
    AssertionError(HIDDEN),
]


def raising(error: Exception) -> Callable[..., Any]:
    """Give a function that breaks."""

    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise error

    return broken


def tells(answer: httpx.Response) -> str:
    """Give what an answer tells of the inside, in body or headers."""
    found = INSIDE.search(answer.text + str(answer.headers))
    return found.group() if found else ""


@pytest.fixture
def quiet(attacked: str) -> Iterator[httpx.Client]:
    """Talk to a server that keeps nothing: each question reaches what is broken."""
    with serving(Settings(database_url=attacked, answers_mb=0, documents_mb=0)) as client:
        yield client


@pytest.mark.parametrize("error", BREAKS, ids=lambda error: type(error).__name__)
def test_a_query_that_breaks_is_a_problem_that_tells_nothing(
    quiet: httpx.Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(documents, "get_document", raising(error))

    answer = quiet.get("/v1/muscles/soleus")
    after = quiet.get("/v1/roles")

    known = isinstance(error, OperationalError)
    problem_in(answer, *((503, "unavailable") if known else (500, "internal")))
    assert tells(answer) == ""
    assert after.status_code == 200


def test_a_page_over_a_broken_api_tells_nothing(
    quiet: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "get_document", raising(RuntimeError(HIDDEN)))

    answer = quiet.get("/muscles/soleus")

    assert answer.status_code == 500
    assert tells(answer) == ""


@pytest.mark.parametrize(
    "path",
    [
        "/v1/muscles/nope", "/v1/muscles?limit=0", "/v1/muscles?cursor=eyJ4IjoxfQ", "/nope",
        "/v1/exports/nope", "/v1/exports/1-0000000000000000-00000000/pushoff.json",
        "/v1/changes?since=99", "/v1/muscles?ids=%00", "/mcp", "/docs/assets/nope", "/explorer/x",
        "/v1/muscle-map.svg?theme=x", "/v1/sessions?minutes=1e999", "/v1/search?q=%f0%9f%92%a9",
        "/muscles/nope", "/exercises/%2e%2e", "/session?minutes=x", "/v1/joint-work?speed=nan",
    ],
)  # fmt: skip
def test_a_refusal_tells_nothing_of_the_inside(server: httpx.Client, path: str) -> None:
    answer = server.get(path)

    assert answer.status_code < 500
    assert tells(answer).lower() in {"", "sqlite"}  # /v1/exports tells of pushoff.sqlite.


def test_tools_that_break_tell_nothing(
    quiet: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "get_document", raising(RuntimeError(HIDDEN)))
    asked = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "explain_muscle", "arguments": {"muscle": "soleus"}},
    }

    answer = quiet.post(
        "/mcp", json=asked, headers={"Accept": "application/json", "Host": "localhost"}
    )

    assert answer.status_code == 200
    assert tells(answer) == ""


def test_a_layer_outside_of_all_others_that_breaks_tells_nothing(
    quiet: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "encode", raising(RuntimeError(HIDDEN)))

    answer = quiet.get("/v1/muscles?limit=200", headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 500
    assert tells(answer) == ""


def test_health_tells_nothing_of_the_database(
    quiet: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "find_release", raising(RuntimeError(HIDDEN)))

    for path in ("/health/live", "/health/ready"):
        assert tells(quiet.get(path)) == ""


def test_what_is_no_request_tells_nothing(server: httpx.Client) -> None:
    for sent in (b"FOO\r\n\r\n", get(b"/v1/roles", b"X" * 40_000), get(b"/" + b"x" * 40_000)):
        (answer,) = ask(server, sent)
        assert INSIDE.search(answer.body.decode() + str(answer.headers)) is None
