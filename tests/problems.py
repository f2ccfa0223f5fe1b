"""What the tests know of every error: its one shape."""

from typing import Any

import httpx


def problem_in(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Check the shape that every error has, and give its body."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "etag" not in response.headers
    body: dict[str, Any] = response.json()
    assert list(body) == ["type", "title", "status", "code", "detail", "replaced_by", "errors"]
    assert (body["type"], body["status"], body["code"]) == ("about:blank", status, code)
    assert body["title"]
    assert body["detail"]
    for fault in body["errors"]:
        assert list(fault) == ["parameter", "code", "detail", "valid", "nearest"]
    return body


def fault_in(response: httpx.Response, code: str) -> dict[str, Any]:
    """Give the only fault of a refused query."""
    (fault,) = problem_in(response, 422, code)["errors"]
    assert fault["code"] == code
    return dict(fault)
