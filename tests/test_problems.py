"""Every error has one shape and names the way out."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.database import open_engine
from app.queries import evidence
from app.settings import Settings
from tests import catalogue
from tests.conftest import NewDatabase, seeded, serving
from tests.problems import fault_in, problem_in
from tests.world import FILES, write_world

NAMES_OF_MUSCLES = [
    "calf", "gastrocnemius", "gastrocnemius-lateral-head", "gastrocnemius-medial-head",
    "plantarflexors", "rectus-femoris", "soleus",
]  # fmt: skip
INJURIES = ["calf-strain", "knee-pain"]


@pytest.mark.parametrize(
    "path",
    [
        "/nope",
        "/v1/nope",
        "/v2/muscles",
        "/v1/muscles/",
        "/v1/muscles/soleus/",
        "/v1/muscles/soleus/nope",
        "/v1//muscles",
        "/health/ready/",
    ],
)
def test_an_unknown_path_is_not_found_and_never_redirected(world: httpx.Client, path: str) -> None:
    response = world.get(path)

    assert problem_in(response, 404, "no_such_path")["detail"] == (
        f"There is no path {path!r}. GET /v1 lists the paths; /docs explains them."
    )


@pytest.mark.parametrize(
    ("path", "detail", "nearest"),
    [
        (
            "/v1/muscles/soleu",
            "There is no 'soleu' among the muscles. Did you mean 'soleus'?",
            ["soleus"],
        ),
        (
            "/v1/muscles/soleu/roles",
            "There is no 'soleu' among the muscles. Did you mean 'soleus'?",
            ["soleus"],
        ),
        (
            "/v1/phases/pushoff",
            "There is no 'pushoff' among the phases. Did you mean 'push-off'?",
            ["push-off"],
        ),
        (
            "/v1/roles/powr",
            "There is no 'powr' among the roles. Did you mean 'power'?",
            ["power"],
        ),
        (
            "/v1/claims/calf-drive",
            "There is no 'calf-drive' among the claims. Did you mean 'calf-drives'?",
            ["calf-drives"],
        ),
        (
            "/v1/sources/brown-2002",
            "There is no 'brown-2002' among the sources. "
            "Did you mean 'brown-2001' or 'derived-brown-2001' or 'green-2002'?",
            ["brown-2001", "derived-brown-2001", "green-2002"],
        ),
        (
            "/v1/exercises/pogoo",
            "There is no 'pogoo' among the exercises. Did you mean 'pogo'?",
            ["pogo"],
        ),
        (
            "/v1/exercises/pogoo/alternatives",
            "There is no 'pogoo' among the exercises. Did you mean 'pogo'?",
            ["pogo"],
        ),
        (
            "/v1/exercises/pogoo/progressions",
            "There is no 'pogoo' among the exercises. Did you mean 'pogo'?",
            ["pogo"],
        ),
        (
            "/v1/muscles/soleu/exercises",
            "There is no 'soleu' among the muscles. Did you mean 'soleus'?",
            ["soleus"],
        ),
        (
            "/v1/equipment/dumbel",
            "There is no 'dumbel' among the equipment. Did you mean 'dumbbell'?",
            ["dumbbell"],
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
        (
            "/v1/emg-studies/green-2001",
            "There is no 'green-2001' among the emg studies. "
            "Did you mean 'green-2002' or 'brown-2001'?",
            ["green-2002", "brown-2001"],
        ),
        (
            "/v1/goals/sprin",
            "There is no 'sprin' among the goals. Did you mean 'spring'?",
            ["spring"],
        ),
        ("/v1/training-rules/zzz", "There is no 'zzz' among the training rules.", []),
        ("/v1/findings/zzz", "There is no 'zzz' among the findings.", []),
        ("/v1/effects/zzz", "There is no 'zzz' among the effects.", []),
    ],
)
def test_an_unknown_slug_is_not_found_and_names_the_nearest(
    world: httpx.Client, path: str, detail: str, nearest: list[str]
) -> None:
    response = world.get(path)

    body = problem_in(response, 404, "not_found")
    assert body["detail"] == detail
    assert [fault["nearest"] for fault in body["errors"]] == [nearest]


def test_an_unknown_muscle_role_names_the_nearest(world: httpx.Client) -> None:
    response = world.get("/v1/muscle-roles/soleus.push-off.power.propulsion.drive")

    (fault,) = problem_in(response, 404, "not_found")["errors"]
    assert fault["nearest"][0] == "soleus.push-off.power.propulsion.drives"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_method_that_changes_something_is_refused_on_every_path(
    world: httpx.Client, method: str
) -> None:
    described = world.get("/openapi.json").json()["paths"]
    files = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', world.get("/docs").text)
    pages = ["/", "/docs", "/openapi.json", *files]

    assert files
    for path in [*described, *pages]:
        response = world.request(method, path.format(slug="soleus", key="f1"))

        body = problem_in(response, 405, "method_not_allowed")
        assert response.headers["allow"] == "GET, HEAD, OPTIONS"
        assert body["detail"] == f"{method} is not possible here; GET, HEAD, OPTIONS are."


def test_an_unknown_parameter_names_the_valid_ones_and_the_nearest(world: httpx.Client) -> None:
    fault = fault_in(world.get("/v1/muscles?regoin=leg"), "unknown_parameter")

    assert fault == {
        "parameter": "regoin",
        "code": "unknown_parameter",
        "detail": "There is no parameter 'regoin'; this path takes fields, limit, cursor, count, "
        "ids, kind, region, within, role, phase, sort. Did you mean 'region' or 'kind' or 'role'?",
        "valid": [
            "fields", "limit", "cursor", "count", "ids",
            "kind", "region", "within", "role", "phase", "sort",
        ],
        "nearest": ["region", "kind", "role"],
    }  # fmt: skip


def test_a_path_without_parameters_says_so(world: httpx.Client) -> None:
    fault = fault_in(world.get("/v1/release?since=1"), "unknown_parameter")

    assert fault["detail"] == "There is no parameter 'since'; this path takes none."
    assert fault["valid"] == []


def test_every_path_refuses_an_unknown_parameter(world: httpx.Client) -> None:
    for path in world.get("/openapi.json").json()["paths"]:
        response = world.get(path.format(slug="soleus", key="f1"), params={"offset": str(10**20)})

        body = problem_in(response, 422, response.json()["code"])
        refused = [f["parameter"] for f in body["errors"] if f["code"] == "unknown_parameter"]
        assert refused == ["offset"], path


@pytest.mark.parametrize(
    ("query", "parameter", "valid", "nearest"),
    [
        ("muscle-roles?direction=drive", "direction", ["drives", "opposes"], ["drives"]),
        ("muscle-roles?grade=F", "grade", ["A", "B", "C", "D", "E"], []),
        ("muscle-roles?scope=part", "scope", ["parts", "wholes", "exact"], ["parts"]),
        ("muscles?kind=heads", "kind", ["group", "muscle", "head", "functional"], ["head"]),
        ("claims?sort=position&verdict=true", "verdict", None, []),
        ("sources?sort=-yaer", "sort", ["key", "-key", "year", "-year"], ["year"]),
        ("muscle-roles?phase=pushof", "phase", ["loading", "push-off"], ["push-off"]),
        ("muscle-roles?role=powerr", "role", ["elastic-storage", "power"], ["power"]),
        ("muscle-roles?muscle=sloeus", "muscle", NAMES_OF_MUSCLES, ["soleus"]),
        ("muscle-roles?group=soleus", "group", ["calf", "plantarflexors"], []),
        ("muscles?within=kalf", "within", NAMES_OF_MUSCLES, ["calf"]),
        (
            "muscle-roles?function=work",
            "function",
            ["propulsion", "tendon-strain-energy", "work-generation"],
            ["work-generation"],
        ),
        ("findings?topic=fatige", "topic", ["fatigue", "power"], ["fatigue"]),
        (
            "exercises?available_equipment=home&available_equipment=dumbell",
            "available_equipment",
            ["bodyweight", "chair", "dumbbell", "home", "kettlebell", "mat", "step"],
            ["dumbbell"],
        ),
        ("exercises?safe_for=calf-strains", "safe_for", INJURIES, ["calf-strain"]),
        ("exercises?safe_for=knee-pain&stage=lat", "stage", ["acute", "late"], ["late"]),
        ("exercises?pattern=heel lifts", "pattern", ["calf-raise", "hop", "stretch"], []),
        ("exercises?category=plyo", "category", None, ["plyometric"]),
        ("exercises?facets=levels", "facets", None, ["level"]),
        ("exercises?sort=-impact", "sort", None, ["impact"]),
        ("muscles/calf/exercises?involvement=main", "involvement", None, []),
        ("exercises/hop/alternatives?safe_for=runner", "safe_for", INJURIES, ["knee-pain"]),
        (
            "exercises/hop/alternatives?available_equipment=chairs",
            "available_equipment",
            None,
            ["chair"],
        ),
        ("injuries?muscle=kalf", "muscle", NAMES_OF_MUSCLES, ["calf"]),
        ("injuries?exercise=hopp", "exercise", None, ["hop"]),
        ("red-flags?urgency=emergent", "urgency", ["emergency", "urgent", "clinician"], []),
        ("emg-studies?exercise=pogoo", "exercise", None, ["pogo"]),
        ("recommendations?goal=sprnig", "goal", ["general", "spring"], ["spring"]),
        ("recommendations?injury=calf-strains", "injury", INJURIES, ["calf-strain"]),
        ("recommendations?exclude=pogoo", "exclude", None, ["pogo"]),
        ("sessions?include=pogoo", "include", None, ["pogo"]),
        ("sessions?red_flag=calf-sweling", "red_flag", None, ["calf-swelling"]),
        ("sessions?injury=knee-pain&stage=lat", "stage", ["acute", "late"], ["late"]),
        ("plans?key_run_day=sunday", "key_run_day", None, ["sun"]),
        ("coverage?exercise=pogoo", "exercise", None, ["pogo"]),
        ("goals?sort=positon", "sort", ["position", "slug"], ["position"]),
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


@pytest.mark.parametrize(
    "query", ["limit=1&limit=1", "sort=slug&limit=2&sort=slug", "fields=slug&fields=name"]
)
def test_a_second_value_of_a_parameter_that_takes_one_is_refused(
    world: httpx.Client, query: str
) -> None:
    name = query.partition("=")[0]

    fault = fault_in(world.get(f"/v1/muscles?{query}"), "duplicate_parameter")

    assert fault["parameter"] == name
    assert fault["detail"] == f"Parameter {name!r} takes one value; it was given 2 times."


def test_every_fault_of_a_query_is_named(world: httpx.Client) -> None:
    response = world.get("/v1/muscles?limit=0&colour=red&kind=bone")

    body = problem_in(response, 422, "invalid_query")
    assert {(fault["parameter"], fault["code"]) for fault in body["errors"]} == {
        ("limit", "invalid_value"),
        ("colour", "unknown_parameter"),
        ("kind", "unknown_value"),
    }
    assert all(fault["detail"] in body["detail"] for fault in body["errors"])


def test_speed_and_pace_together_are_refused(world: httpx.Client) -> None:
    for path in ("/v1/muscle-roles", "/v1/joint-work", "/v1/muscles/soleus/roles"):
        body = problem_in(world.get(f"{path}?speed=3&pace=5:33"), 422, "invalid_value")

        assert body["detail"] == "Give speed (m/s) or pace (min:s per km), not both."


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
