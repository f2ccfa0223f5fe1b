"""Every answer carries what keeps browsers from misusing it, and nothing that tells on us."""

import re

import httpx
import pytest

from app import __version__
from app.pictures.svg import POLICY as OF_PICTURES
from tests.attack.raw import ask, get
from tests.test_documentation import Page

LOCKED = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
PAGES = [
    "/", "/muscles", "/muscles/soleus", "/muscles/nope", "/session", "/search?q=calf", "/docs",
    "/v1/sessions?format=html&minutes=20", "/v1/plans?format=html",
]  # fmt: skip
PICTURES = ["/v1/muscle-map.svg", "/v1/gait-timeline.svg"]
OTHERS = [
    "/v1", "/v1/muscles", "/v1/muscles?format=csv", "/v1/muscles/soleus", "/v1/muscles/nope",
    "/v1/muscles?limit=0", "/openapi.json", "/health/live", "/health/ready", "/llms.txt",
    "/v1/sessions.ics?date=2026-03-04", "/v1/sessions.fit", "/v1/exports",
    "/docs/assets/docs.js", "/docs/assets/nope", "/nope",
]  # fmt: skip


@pytest.mark.parametrize("path", [*PAGES, *PICTURES, *OTHERS])
def test_an_answer_is_taken_for_what_it_is_and_tells_nothing_of_its_making(
    server: httpx.Client, path: str
) -> None:
    made_with = "uvicorn|starlette|fastapi|sqlalchemy|sqlite3|psycopg|python|site-packages"

    answer = server.get(path)

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["access-control-allow-origin"] == "*"
    unwanted = {"access-control-allow-credentials", "set-cookie", "server", "x-powered-by", "via"}
    assert unwanted & answer.headers.keys() == set()
    assert not re.search(made_with, str(answer.headers), re.IGNORECASE)
    assert __version__ not in str(answer.headers)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_locked(server: httpx.Client, path: str) -> None:
    answer = server.get(path)

    policy = answer.headers["content-security-policy"].split("; ")
    assert answer.headers["content-type"].startswith("text/html")
    assert set(LOCKED) <= set(policy)
    assert not re.search(r"unsafe|\*|https?:", "; ".join(policy))
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert [name for name in Page(answer.text).inline if name != "style"] == []


def test_a_picture_runs_nothing_where_it_is_opened_by_itself(server: httpx.Client) -> None:
    icon = re.findall(r"/explorer/icon\.[0-9a-f]+\.svg", server.get("/").text)[0]

    for path in (*PICTURES, icon):
        answer = server.get(path)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["content-security-policy"] == OF_PICTURES
        assert {"sandbox", "default-src 'none'"} <= set(OF_PICTURES.split("; "))


@pytest.mark.parametrize(
    "path", ["/", "/v1/muscle-map.svg", "/v1/muscles/soleus", "/docs/assets/docs.js"]
)
def test_a_304_says_the_same_or_nothing(server: httpx.Client, path: str) -> None:
    first = server.get(path)

    again = server.get(path, headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    for name in set(again.headers) - {"date"}:
        assert again.headers[name] == first.headers[name], name


def test_a_refusal_before_it_is_a_request_carries_the_same(server: httpx.Client) -> None:
    (answer,) = ask(server, get(b"/v1/roles", b"Host: other.example"))

    assert answer.status == 400
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"
    assert "server" not in answer.headers
