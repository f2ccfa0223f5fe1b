"""What breaks others is refused: forged cursors, odd numbers, broken text, foreign hosts."""

import http.client
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from app.limits import LONGEST_QUERY
from tests.problems import fault_in, problem_in

LONGEST_ECHO = 60


def next_cursor(world: httpx.Client, query: str) -> str:
    """Give the cursor of the second page."""
    following: str = world.get(query).json()["next"]
    return following.partition("cursor=")[2]


@pytest.mark.parametrize(
    ("of", "used_in"),
    [
        ("/v1/muscles/calf/roles?limit=1", "/v1/muscles/soleus/roles?limit=1"),
        ("/v1/muscle-roles?limit=1", "/v1/muscle-roles?limit=1&speed=2"),
        ("/v1/muscle-roles?limit=1&speed=2", "/v1/muscle-roles?limit=1&speed=4"),
        ("/v1/muscles?limit=1&sort=name", "/v1/muscles?limit=1"),
        (
            "/v1/exercises?limit=1&available_equipment=chair",
            "/v1/exercises?limit=1&available_equipment=chair&available_equipment=step",
        ),
        ("/v1/exercises?limit=1&muscle=calf", "/v1/muscles/calf/exercises?limit=1"),
        ("/v1/muscles/calf/exercises?limit=1", "/v1/muscles/soleus/exercises?limit=1"),
    ],
)
def test_a_cursor_of_another_query_is_refused(world: httpx.Client, of: str, used_in: str) -> None:
    cursor = next_cursor(world, of)

    fault = fault_in(world.get(f"{used_in}&cursor={cursor}"), "bad_cursor")

    assert fault["parameter"] == "cursor"
    assert fault["detail"].startswith("The cursor does not belong to this query.")


@pytest.mark.parametrize(
    "value", [None, True, 10**20, float("nan"), float("inf"), "\x00", "\ud800", [], {}]
)
@pytest.mark.parametrize(
    "query", ["/v1/muscle-roles?limit=1&speed=2", "/v1/joint-work?limit=1&speed=2"]
)
def test_a_forged_cursor_at_a_speed_is_refused(world: httpx.Client, query: str, value: Any) -> None:
    cursor = next_cursor(world, query)
    binding, *values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    forged = json.dumps([binding, *(value for _ in values)]).encode()

    response = world.get(f"{query}&cursor={urlsafe_b64encode(forged).decode().rstrip('=')}")

    assert fault_in(response, "bad_cursor")["parameter"] == "cursor"


def test_a_query_that_is_too_long_is_refused(world: httpx.Client) -> None:
    longest = "x" * (LONGEST_QUERY - len("within="))

    fits = world.get(f"/v1/muscles?within={longest}")
    exceeds = world.get(f"/v1/muscles?within={longest}x")

    assert fits.status_code == 422
    assert str(LONGEST_QUERY) in problem_in(exceeds, 414, "uri_too_long")["detail"]


@pytest.mark.parametrize("target", ["/v1/muscles?within=", "/v1/muscles/", "/"])
def test_seventy_kilobytes_are_refused_and_the_server_lives(
    world: httpx.Client, target: str
) -> None:
    connection = http.client.HTTPConnection(world.base_url.host, world.base_url.port or 0)

    connection.request("GET", target + "x" * 70_000)
    status = connection.getresponse().status
    connection.close()

    assert status in {400, 414}
    assert world.get("/health/ready").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        *(f"/v1/muscle-roles?pace={pace}" for pace in ["0:00", "1:16", "5:60", "5", "100:00"]),
        "/v1/plans?start=2026-01-01T00:00:00",
        "/v1/plans?start=9999-12-31&weeks=24",
        *(f"/v1/plans?start=2026-01-01&race={day}" for day in ("9999-12-31", "0001-01-01", "1")),
        "/v1/coverage",
        "/v1/sessions?goal=general&goal=spring",
        "/v1/exercises/hop/progressions?limit=1",
        "/v1/muscles?q=%00",
        "/v1/muscles?%00=1",
        "/v1/muscles?=",
        "/v1/muscles?limit",
    ],
)
def test_input_that_breaks_others_is_refused(world: httpx.Client, target: str) -> None:
    response = world.get(target)

    assert response.status_code == 422
    assert problem_in(response, 422, response.json()["code"])["errors"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>" * 4,
        "\x00\x07\x1b[31m" * 20,
        "x" * 8_000,
        "\u202eж" * 50,
        "'\"\\",
    ],
)
@pytest.mark.parametrize("target", ["/v1/{}", "/v1/muscles?{}=1"])
def test_a_message_repeats_no_more_than_a_short_safe_form(
    world: httpx.Client, target: str, hostile: str
) -> None:
    response = world.get(target.format(quote(hostile, safe="")))

    body = problem_in(response, response.status_code, response.json()["code"])
    said = [body["detail"]]
    said += [fault[part] for fault in body["errors"] for part in ("parameter", "detail")]
    for line in said:
        assert line.isprintable()
        assert hostile[: LONGEST_ECHO + 1] not in line or len(hostile) <= LONGEST_ECHO


@pytest.mark.parametrize("target", ["/docs", "/docs/assets/docs.js", "/v1/muscles"])
@pytest.mark.parametrize("asked", ["bytes=", "bytes=5-2", "bits=0-1", "bytes=999999999-", "x"])
def test_a_range_that_cannot_be_given_is_ignored(
    world: httpx.Client, target: str, asked: str
) -> None:
    whole = world.get(target)

    response = world.get(target, headers={"Range": asked})

    assert (response.status_code, response.content) == (200, whole.content)


@pytest.mark.parametrize(
    "target", ["/", "/v1/muscles/", "/v1/muscles", "/nope", "/docs", "/openapi.json"]
)
def test_a_foreign_host_never_shows_up(world: httpx.Client, target: str) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}

    response = world.get(target, headers=forged)

    assert response.status_code < 500
    assert "evil" not in response.text
    assert "evil" not in str(response.headers)
