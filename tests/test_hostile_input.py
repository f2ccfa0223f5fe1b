"""What breaks others is refused: forged cursors, odd numbers, broken text, foreign hosts."""

import http.client
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from app.answers import LONGEST_QUERY
from tests.problems import fault_in, problem_in

LONGEST_ECHO = 60


def next_cursor(world: httpx.Client, query: str) -> str:
    """Give the cursor of the second page."""
    following: str = world.get(query).json()["next"]
    return following.partition("cursor=")[2]


@pytest.mark.parametrize(
    ("of", "used_in"),
    [
        ("/v1/muscles?limit=1", "/v1/muscles?limit=1&kind=head"),
        ("/v1/muscles?limit=1", "/v1/muscles?limit=1&sort=-slug"),
        ("/v1/muscles?limit=1", "/v1/claims?limit=1"),
        ("/v1/muscles?limit=1&sort=name", "/v1/muscles?limit=1"),
        ("/v1/muscles/calf/roles?limit=1", "/v1/muscles/soleus/roles?limit=1"),
        ("/v1/muscle-roles?limit=1", "/v1/muscle-roles?limit=1&speed=2"),
        ("/v1/muscle-roles?limit=1&speed=2", "/v1/muscle-roles?limit=1&speed=4"),
        ("/v1/joint-work?limit=1", "/v1/joint-work?limit=1&speed=2"),
        ("/v1/exercises?limit=1", "/v1/exercises?limit=1&max_level=2"),
        ("/v1/exercises?limit=1&sort=level", "/v1/exercises?limit=1&sort=-level"),
        ("/v1/exercises?limit=1", "/v1/exercises?limit=1&safe_for=knee-pain"),
        (
            "/v1/exercises?limit=1&available_equipment=chair",
            "/v1/exercises?limit=1&available_equipment=chair&available_equipment=step",
        ),
        ("/v1/exercises?limit=1&muscle=calf", "/v1/muscles/calf/exercises?limit=1"),
        ("/v1/muscles/calf/exercises?limit=1", "/v1/muscles/soleus/exercises?limit=1"),
        ("/v1/equipment?limit=1", "/v1/injuries?limit=1"),
        ("/v1/goals?limit=1", "/v1/training-rules?limit=1"),
        ("/v1/goals?limit=1", "/v1/goals?limit=1&sort=slug"),
        ("/v1/training-rules?limit=1", "/v1/training-rules?limit=1&sort=-id"),
    ],
)
def test_a_cursor_of_another_query_is_refused(world: httpx.Client, of: str, used_in: str) -> None:
    cursor = next_cursor(world, of)

    fault = fault_in(world.get(f"{used_in}&cursor={cursor}"), "bad_cursor")

    assert fault["parameter"] == "cursor"
    assert fault["detail"].startswith("The cursor does not belong to this query.")


@pytest.mark.parametrize(
    "content", [b"", b"x", b"null", b"1", b'"abc"', b"{}", b"[]", b"[[[[", b"[" * 590, b"\xff\xfe"]
)
@pytest.mark.parametrize(
    "path",
    ["/v1/muscles", "/v1/muscle-roles?speed=2", "/v1/joint-work", "/v1/exercises?sort=level"],
)
def test_a_garbled_cursor_is_refused(world: httpx.Client, path: str, content: bytes) -> None:
    cursor = urlsafe_b64encode(content).decode().rstrip("=") or "A"

    response = (
        world.get(path, params={"cursor": cursor})
        if "?" not in path
        else (world.get(f"{path}&cursor={cursor}"))
    )

    assert fault_in(response, "bad_cursor")["parameter"] == "cursor"


@pytest.mark.parametrize(
    "value", [None, True, 10**20, float("nan"), float("inf"), "\x00", "\ud800", [], {}]
)
@pytest.mark.parametrize(
    "query",
    [
        "/v1/muscles?limit=1&sort=name",
        "/v1/muscle-roles?limit=1",
        "/v1/findings?limit=1&sort=grade",
        "/v1/sources?limit=1&sort=year",
        "/v1/claims?limit=1",
        "/v1/phases?limit=1",
        "/v1/muscle-roles?limit=1&speed=2",
        "/v1/joint-work?limit=1",
        "/v1/exercises?limit=1",
        "/v1/exercises?limit=1&sort=level",
        "/v1/muscles/calf/exercises?limit=1&sort=impact",
        "/v1/equipment?limit=1",
        "/v1/injuries?limit=1",
        "/v1/red-flags?limit=1",
        "/v1/emg-studies?limit=1",
        "/v1/goals?limit=1",
        "/v1/goals?limit=1&sort=slug",
        "/v1/training-rules?limit=1",
    ],
)
def test_a_forged_cursor_is_refused(world: httpx.Client, query: str, value: Any) -> None:
    cursor = next_cursor(world, query.replace("claims?", "muscles?"))
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


NUMBERS = [
    str(10**20), "2147483648", "-1", "nan", "inf", "-inf", "1e999", "", "%00", "1;2", "0x10",
]  # fmt: skip
CHOOSING = ("recommendations?", "sessions?", "plans?", "coverage?exercise=hop&")
RUNNER_WORDS = ("available_equipment", "injury", "exclude", "goal")
BOUNDED = {
    "recommendations?": ("limit", "speed"),
    "sessions?": (
        "minutes",
        "hours_to_next_key_run",
        "race_in_days",
        "weekly_distance_jump_pct",
        "seed",
    ),
    "plans?": ("weeks", "sessions_per_week", "minutes", "seed"),
}
WORDS = ("q", "available_equipment", "safe_for", "muscle", "role", "phase", "pattern")
TEXTS = ["%00", "a%00b", "%ED%A0%80", "%EF%BF%BD", "%0A", "%7F", "%FF", ""]


@pytest.mark.parametrize(
    "target",
    [
        *(f"/v1/muscles?limit={number}" for number in [*NUMBERS, "0", "201", "1.5", "true"]),
        *(f"/v1/muscle-roles?speed={number}" for number in [*NUMBERS, "0", "0.09", "13.1"]),
        *(f"/v1/joint-work?speed={number}" for number in NUMBERS),
        *(f"/v1/muscle-roles?min_weight={number}" for number in [*NUMBERS, "1.01"]),
        *(f"/v1/muscle-roles?pace={pace}" for pace in ["0:00", "1:16", "5:60", "5", "100:00", ""]),
        *(f"/v1/muscles?within={value}" for value in TEXTS),
        *(f"/v1/muscle-roles?phase={value}" for value in TEXTS),
        *(f"/v1/findings?topic={value}" for value in TEXTS),
        *(f"/v1/findings?ids={value}" for value in [*TEXTS, ",", "a,,b", "a b"]),
        *(f"/v1/findings?cursor={value}" for value in TEXTS),
        *(f"/v1/findings?fields={value}" for value in [*TEXTS, ",", "id,", "id,,grade", "ID"]),
        *(f"/v1/muscles?count={value}" for value in ["2", "", "maybe", "%00"]),
        *(f"/v1/exercises?max_level={number}" for number in [*NUMBERS, "0", "6", "1.5"]),
        *(f"/v1/exercises?max_impact={number}" for number in [*NUMBERS, "4", "true"]),
        *(f"/v1/exercises?{name}={text}" for name in WORDS for text in TEXTS),
        *(f"/v1/exercises?{name}=%00" for name in ("category", "facets", "stage", "involvement")),
        *(f"/v1/exercises/hop/alternatives?limit={number}" for number in [*NUMBERS, "0", "51"]),
        *(f"/v1/exercises/hop/alternatives?safe_for={text}" for text in TEXTS),
        *(f"/v1/injuries?exercise={text}" for text in TEXTS),
        *(f"/v1/emg-studies?muscle={text}" for text in TEXTS),
        *(f"/v1/{path}{n}={text}" for path in CHOOSING for n in RUNNER_WORDS for text in TEXTS),
        *(f"/v1/{path}max_level={number}" for path in CHOOSING for number in [*NUMBERS, "0", "6"]),
        *(f"/v1/{path}max_impact={number}" for path in CHOOSING for number in [*NUMBERS, "4"]),
        *(f"/v1/{p}{n}={v}" for p, names in BOUNDED.items() for n in names for v in NUMBERS),
        *(f"/v1/{path}stage=late" for path in CHOOSING),
        *(f"/v1/sessions?{n}={text}" for n in ("include", "red_flag") for text in TEXTS),
        *(f"/v1/plans?{name}={text}" for name in ("start", "key_run_day") for text in TEXTS),
        *(f"/v1/plans?start={day}" for day in ("2026-02-30", "0000-01-01", "10000-01-01", "1e9")),
        *(f"/v1/plans?start={day}" for day in ("1767225600", "2026-01-01T00:00:00", "20260101")),
        "/v1/plans?start=9999-12-31&weeks=24",
        *(f"/v1/plans?start=2026-01-01&race={day}" for day in ("9999-12-31", "0001-01-01", "1")),
        "/v1/coverage",
        "/v1/coverage?" + "&".join("exercise=hop" for _ in range(41)),
        "/v1/sessions?goal=general&goal=spring",
        "/v1/plans?" + "&".join("key_run_day=mon" for _ in range(8)),
        "/v1/exercises?q=" + "a" * 121,
        "/v1/exercises?" + "&".join("available_equipment=mat" for _ in range(51)),
        "/v1/exercises?" + "&".join("facets=level" for _ in range(10)),
        "/v1/exercises/hop/progressions?limit=1",
        "/v1/muscles?q=%00",
        "/v1/muscles?%00=1",
        "/v1/muscles?=",
        "/v1/muscles?limit",
        "/v1/findings?ids=" + "a" * 201,
        "/v1/findings?ids=" + ",".join("a" for _ in range(201)),
        "/v1/muscle-roles?" + "&".join("phase=push-off" for _ in range(51)),
    ],
)
def test_input_that_breaks_others_is_refused(world: httpx.Client, target: str) -> None:
    response = world.get(target)

    assert response.status_code == 422
    assert problem_in(response, 422, response.json()["code"])["errors"]


@pytest.mark.parametrize("key", ["%00", "%ED%A0%80", "a%20b", "%2e%2e%2f", "x" * 201, str(10**20)])
@pytest.mark.parametrize(
    "kind",
    [
        "muscles",
        "muscle-roles",
        "findings",
        "exercises",
        "injuries",
        "goals",
        "training-rules",
    ],
)
def test_a_key_that_breaks_others_is_refused(world: httpx.Client, kind: str, key: str) -> None:
    response = world.get(f"/v1/{kind}/{key}")

    assert response.status_code in {404, 422}
    problem_in(response, response.status_code, response.json()["code"])


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
@pytest.mark.parametrize(
    "target",
    [
        "/v1/{}",
        "/v1/muscles/{}",
        "/v1/muscles?{}=1",
        "/v1/muscles?kind={}",
        "/v1/muscles?within={}",
        "/v1/muscles?limit={}",
        "/v1/muscles?fields={}",
        "/v1/muscles?cursor={}",
        "/v1/muscles?ids={}",
        "/v1/findings?topic={}",
        "/v1/muscle-roles?pace={}",
        "/v1/exercises/{}/alternatives",
        "/v1/exercises?available_equipment={}",
        "/v1/exercises?max_level={}",
        "/v1/exercises/hop/alternatives?safe_for={}",
        "/v1/goals/{}",
        "/v1/training-rules/{}",
        "/v1/recommendations?goal={}",
        "/v1/sessions?include={}",
        "/v1/sessions?minutes={}",
        "/v1/plans?start={}",
        "/v1/coverage?exercise={}",
    ],
)
def test_a_message_repeats_no_more_than_a_short_safe_form(
    world: httpx.Client, target: str, hostile: str
) -> None:
    response = world.get(target.format(quote(hostile, safe="")))

    if response.status_code == 200:
        assert target == "/v1/muscles?ids={}"
        return
    body = problem_in(response, response.status_code, response.json()["code"])
    said = [body["detail"]]
    said += [fault[part] for fault in body["errors"] for part in ("parameter", "detail")]
    for line in said:
        assert line.isprintable()
        assert hostile[: LONGEST_ECHO + 1] not in line or len(hostile) <= LONGEST_ECHO


@pytest.mark.parametrize(
    "target", ["/", "/v1/muscles/", "/v1/muscles", "/nope", "/docs", "/openapi.json"]
)
def test_a_foreign_host_never_shows_up(world: httpx.Client, target: str) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}

    response = world.get(target, headers=forged)

    assert response.status_code < 500
    assert "evil" not in response.text
    assert "evil" not in str(response.headers)
