"""Every error has one shape and names the way out."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.database import open_engine
from app.queries import evidence
from app.schemas.kinds import Kind
from app.settings import Settings
from tests import catalogue
from tests.conftest import NewDatabase, seeded, serving
from tests.contract.kit import PAGES
from tests.problems import fault_in, problem_in
from tests.world import FILES, write_world

KEYS = {"slug": "soleus", "key": "f1", "edition": "newest", "file": "roles.csv"}
"""A value of every part of a path that takes one."""
NAMES_OF_MUSCLES = [
    "calf", "gastrocnemius", "gastrocnemius-lateral-head", "gastrocnemius-medial-head",
    "plantarflexors", "rectus-femoris", "soleus",
]  # fmt: skip
INJURIES = ["calf-strain", "knee-pain"]


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/nope", []),
        ("/v1/exercies", ["/v1/exercises"]),
        ("/v2/muscles", ["/v1/muscles"]),
        ("/v1//muscles", ["/v1/muscles"]),
        ("/v1/muscles/soleus/nope", ["/v1/muscles"]),
        ("/health/readyy", ["/health/ready"]),
    ],
)
def test_an_unknown_path_is_not_found_and_never_redirected(
    world: httpx.Client, path: str, nearest: list[str]
) -> None:
    body = problem_in(world.get(path), 404, "no_such_path")

    (fault,) = body["errors"]
    assert fault["nearest"][:1] == nearest
    assert set(fault["nearest"]) <= set(fault["valid"])
    assert body["detail"].startswith(
        f"There is no path {path!r}. GET /v1 lists the paths; /docs explains them."
    )


@pytest.mark.parametrize(
    ("path", "detail", "nearest"),
    [
        (
            "/v1/sources/brown-2002",
            "There is no 'brown-2002' among the sources. "
            "Did you mean 'brown-2001' or 'derived-brown-2001' or 'green-2002'?",
            ["brown-2001", "derived-brown-2001", "green-2002"],
        ),
        (
            "/v1/injuries/runners-knee",
            "There is no 'runners-knee' among the injuries. Did you mean 'knee-pain'?",
            ["knee-pain"],
        ),
        (
            "/v1/red-flags/night-pains",
            "There is no 'night-pains' among the red flags. Did you mean 'night-pain'?",
            ["night-pain"],
        ),
        ("/v1/training-rules/zzz", "There is no 'zzz' among the training rules.", []),
    ],
)
def test_an_unknown_slug_is_not_found_and_names_the_nearest(
    world: httpx.Client, path: str, detail: str, nearest: list[str]
) -> None:
    response = world.get(path)

    body = problem_in(response, 404, "not_found")
    assert body["detail"] == detail
    assert [fault["nearest"] for fault in body["errors"]] == [nearest]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_page_cannot_be_changed_either(world: httpx.Client, method: str) -> None:
    files = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', world.get("/docs").text)

    assert files
    for path in [*PAGES, *files]:
        body = problem_in(world.request(method, path), 405, "method_not_allowed")

        assert body["detail"] == f"{method} is not possible here; GET, HEAD, OPTIONS are."


def test_an_unknown_parameter_names_the_valid_ones_and_the_nearest(world: httpx.Client) -> None:
    fault = fault_in(world.get("/v1/muscles?regoin=leg"), "unknown_parameter")

    assert fault == {
        "parameter": "regoin",
        "code": "unknown_parameter",
        "detail": "There is no parameter 'regoin'; this path takes include, fields, limit, "
        "cursor, count, ids, format, kind, region, within, role, phase, sort. "
        "Did you mean 'region' or 'kind' or 'role'?",
        "valid": [
            "include", "fields", "limit", "cursor", "count", "ids", "format",
            "kind", "region", "within", "role", "phase", "sort",
        ],
        "nearest": ["region", "kind", "role"],
    }  # fmt: skip


def test_a_path_without_parameters_says_so(world: httpx.Client) -> None:
    fault = fault_in(world.get("/v1/release?since=1"), "unknown_parameter")

    assert fault["detail"] == "There is no parameter 'since'; this path takes none."
    assert fault["valid"] == []


@pytest.mark.parametrize(
    ("query", "parameter", "valid", "nearest"),
    [
        ("sources?sort=-yaer", "sort", ["key", "-key", "year", "-year"], ["year"]),
        ("muscle-roles?group=soleus", "group", ["calf", "plantarflexors"], []),
        ("muscles?within=kalf", "within", NAMES_OF_MUSCLES, ["calf"]),
        ("exercises?safe_for=knee-pain&stage=lat", "stage", ["acute", "late"], ["late"]),
        ("exercises?pattern=heel lifts", "pattern", ["calf-raise", "hop", "stretch"], []),
        ("exercises?sort=-impact", "sort", None, ["impact"]),
        ("muscles/calf/exercises?involvement=main", "involvement", None, []),
        ("exercises/hop/alternatives?safe_for=runner", "safe_for", INJURIES, ["knee-pain"]),
        ("red-flags?urgency=emergent", "urgency", ["emergency", "urgent", "clinician"], []),
        ("plans?key_run_day=sunday", "key_run_day", None, ["sun"]),
        ("muscles?count=yes", "count", ["true", "false"], []),
        ("muscles?count=True", "count", ["true", "false"], ["true"]),
        ("changes?since=0&kind=muscle", "kind", list(Kind), ["muscles", "muscle-roles"]),
        ("changes?since=0&include=documents", "include", ["document"], ["document"]),
    ],
)
def test_an_unknown_value_names_the_valid_ones_and_the_nearest(
    world: httpx.Client, query: str, parameter: str, valid: list[str] | None, nearest: list[str]
) -> None:
    fault = fault_in(world.get(f"/v1/{query}"), "unknown_value")

    assert fault["parameter"] == parameter
    assert valid is None or fault["valid"] == valid
    assert fault["nearest"][: len(nearest)] == nearest
    for name in fault["nearest"]:
        assert repr(name) in fault["detail"]


def test_a_second_value_of_a_parameter_that_takes_one_is_counted(world: httpx.Client) -> None:
    fault = fault_in(world.get("/v1/muscles?sort=slug&limit=2&sort=slug"), "duplicate_parameter")

    assert fault["detail"] == "Parameter 'sort' takes one value; it was given 2 times."


def test_a_number_that_only_python_reads_is_refused(world: httpx.Client) -> None:
    fault = fault_in(world.get("/v1/muscles?limit=1_0"), "invalid_value")

    assert fault["detail"] == (
        "Parameter 'limit': Input should be written as JSON writes it; '1_0' was given."
    )


def test_every_fault_of_a_query_is_named(world: httpx.Client) -> None:
    response = world.get("/v1/muscles?limit=0&colour=red&kind=bone")

    body = problem_in(response, 422, "invalid_query")
    assert {(fault["parameter"], fault["code"]) for fault in body["errors"]} == {
        ("limit", "invalid_value"),
        ("colour", "unknown_parameter"),
        ("kind", "unknown_value"),
    }
    assert all(fault["detail"] in body["detail"] for fault in body["errors"])


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        (
            "muscle-roles?speed=3&pace=5:33",
            "pace",
            "Give speed (m/s) or pace (min:s per km), not both.",
        ),
        (
            "muscle-roles?scope=wholes",
            "scope",
            "Give scope only with muscle: it says how far that one reaches.",
        ),
    ],
)
def test_parameters_that_do_not_go_together_say_so(
    world: httpx.Client, query: str, parameter: str, detail: str
) -> None:
    fault = fault_in(world.get(f"/v1/{query}"), "invalid_value")

    assert (fault["parameter"], fault["detail"]) == (parameter, detail)


MOVED = {
    "measurements/effects.csv": FILES["measurements/effects.csv"].replace("\ne1,", "\ne2,"),
    "claims.toml": FILES["claims.toml"].replace('effect = "e1"', 'effect = "e2"'),
    "equipment.toml": catalogue.FILES["equipment.toml"].replace('slug = "home"', 'slug = "flat"'),
    "moved.toml": '[[moved]]\nkind = "effects"\nkey = "e1"\nto = "e2"\nwhy = "Renamed."\n'
    '[[moved]]\nkind = "equipment"\nkey = "home"\nto = "flat"\nwhy = "Renamed."\n',
}
REMOVED = {
    "measurements/effects.csv": FILES["measurements/effects.csv"].rpartition("e1,")[0],
    "claims.toml": FILES["claims.toml"].rpartition("[[claim.evidence]]")[0],
    "red_flags.toml": catalogue.FILES["red_flags.toml"].rpartition("[[red_flag]]")[0],
}


@pytest.fixture
def changed_world(
    request: pytest.FixtureRequest, empty_database: str, world_folder: Path, tmp_path: Path
) -> str:
    """Give a database where the world was seeded, and then the changed one."""
    seeded(empty_database, world_folder)
    return seeded(empty_database, write_world(tmp_path, request.param))


@pytest.mark.parametrize("changed_world", [MOVED], indirect=True, ids=["moved"])
def test_a_moved_slug_redirects_on_the_same_host(changed_world: str) -> None:
    with serving(Settings(database_url=changed_world)) as client:
        response = client.get("/v1/effects/e1?fields=id", headers={"Host": "evil.example"})
        followed = client.get("/v1/effects/e1?fields=id", follow_redirects=True)
        thing = client.get("/v1/equipment/home")

    assert response.status_code == thing.status_code == 301
    assert response.headers["location"] == "/v1/effects/e2?fields=id"
    assert response.headers["x-pushoff-revision"] == "2"
    assert followed.json() == {"id": "e2"}
    assert thing.headers["location"] == "/v1/equipment/flat"


@pytest.mark.parametrize("changed_world", [REMOVED], indirect=True, ids=["removed"])
def test_a_removed_slug_is_gone(changed_world: str) -> None:
    with serving(Settings(database_url=changed_world)) as client:
        response = client.get("/v1/effects/e1")
        flag = client.get("/v1/red-flags/night-pain")

    body = problem_in(response, 410, "gone")
    assert body["detail"] == "'e1' was removed from the effects."
    assert body["replaced_by"] is None
    assert problem_in(flag, 410, "gone")["detail"] == "'night-pain' was removed from the red flags."


def test_a_database_that_is_down_is_unavailable() -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"

    with serving(Settings(database_url=nowhere)) as client:
        answers = [client.get(path) for path in ("/v1/muscles", "/health/ready", "/v1/release")]
        alive = client.get("/health/live")

    for response in answers:
        body = problem_in(response, 503, "unavailable")
        assert response.headers["retry-after"] == "2"
        assert "nobody" not in body["detail"]
        assert "x-pushoff-revision" not in response.headers
    assert alive.json() == {"status": "live"}


def test_a_database_without_tables_is_unavailable(empty_database: str) -> None:
    with serving(Settings(database_url=empty_database)) as client:
        answers = [client.get(path) for path in ("/v1/muscles", "/health/ready", "/v1/sources/x")]

    for response in answers:
        problem_in(response, 503, "unavailable")
        assert response.headers["retry-after"] == "2"


def test_a_database_without_data_is_unavailable_until_it_is_seeded(
    empty_database: str, world_folder: Path
) -> None:
    with serving(Settings(database_url=empty_database, refresh_s=0.1)) as client:
        seeded(empty_database, world_folder)

        assert client.get("/v1/muscles").status_code == 200


def test_a_question_that_takes_too_long_is_unavailable(
    new_database: NewDatabase, world_folder: Path
) -> None:
    url = seeded(new_database("postgresql"), world_folder)
    engine = open_engine(url)
    with serving(Settings(database_url=url, statement_timeout_ms=100)) as client:
        with engine.begin() as connection:
            connection.execute(text("LOCK TABLE document IN ACCESS EXCLUSIVE MODE"))
            blocked = client.get("/v1/muscles")
        unblocked = client.get("/v1/muscles")
    engine.dispose()

    problem_in(blocked, 503, "unavailable")
    assert unblocked.status_code == 200


def test_an_error_of_ours_says_nothing_of_how(
    world_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(evidence, "list_claims", fail)

    with serving(Settings(database_url=world_database)) as client:
        response = client.get("/v1/claims")
        after = client.get("/v1/muscles")

    body = problem_in(response, 500, "internal")
    assert body["detail"] == "The server made a mistake. It has been logged."
    assert body["errors"] == []
    assert "secret" not in response.text
    assert response.headers["x-pushoff-revision"] == "1"
    assert after.status_code == 200
