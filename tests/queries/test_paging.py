"""Walking a list page by page gives each item once, in order, whatever list, order and limit."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Cast, String
from sqlalchemy.dialects import postgresql

from app.queries import evidence, goals, muscle_roles, muscles, running
from app.queries.paging import By

AT_SPEEDS = {"/v1/muscle-roles": "3", "/v1/joint-work": "2.5", "/v1/muscles/calf/roles": "4"}


def parameters_of(client: httpx.Client) -> dict[str, dict[str, Any]]:
    """Give every list path with its parameters by name, as the OpenAPI document tells them."""
    document = client.get("/openapi.json").json()
    lists = {}
    for path, operations in document["paths"].items():
        known = {one["name"]: one["schema"] for one in operations["get"].get("parameters", [])}
        if "cursor" in known:
            reference = known["sort"].get("$ref") or known["sort"]["allOf"][0]["$ref"]
            known["sort"] = document["components"]["schemas"][reference.rsplit("/", 1)[1]]
            lists[path.format(slug="calf")] = known
    return lists


def questions_of(client: httpx.Client) -> Iterator[str]:
    """Give every list in every order, at any speed and at one."""
    for path, known in parameters_of(client).items():
        for sort in known["sort"]["enum"]:
            yield f"{path}?sort={sort}"
            if path in AT_SPEEDS:
                yield f"{path}?sort={sort}&speed={AT_SPEEDS[path]}"


def walk(client: httpx.Client, question: str, limit: int) -> list[dict[str, Any]]:
    """Collect a list page by page; check that each page but the last is full and has a link."""
    items: list[dict[str, Any]] = []
    following: str | None = f"{question}&limit={limit}"
    while following:
        response = client.get(following)
        assert response.status_code == 200, response.text
        page = response.json()
        items += page["items"]
        following = page["next"]
        if following:
            assert len(page["items"]) == limit
            assert response.headers["link"] == f'<{following}>; rel="next"'
        else:
            assert "link" not in response.headers
        assert page["total"] is None
        assert page["missing"] == []
        assert page["revision"] == 1
    return items


def keys_of(items: list[dict[str, Any]]) -> list[str]:
    """Name the items."""
    return [item.get("id") or item.get("slug") or item["key"] for item in items]


def test_all_lists_are_found(world: httpx.Client) -> None:
    assert sorted(parameters_of(world)) == [
        "/v1/claims",
        "/v1/effects",
        "/v1/emg-studies",
        "/v1/equipment",
        "/v1/exercises",
        "/v1/findings",
        "/v1/goals",
        "/v1/injuries",
        "/v1/joint-work",
        "/v1/muscle-roles",
        "/v1/muscles",
        "/v1/muscles/calf/exercises",
        "/v1/muscles/calf/roles",
        "/v1/phases",
        "/v1/red-flags",
        "/v1/roles",
        "/v1/sources",
        "/v1/training-rules",
    ]


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_a_walk_gives_the_whole_list_in_order(world: httpx.Client, limit: int) -> None:
    for question in questions_of(world):
        whole = world.get(f"{question}&limit=200").json()

        walked = walk(world, question, limit)

        assert whole["next"] is None
        assert walked == whole["items"], question
        assert len(set(keys_of(walked))) == len(walked) > 0


def test_a_walk_through_the_real_data_loses_nothing(client: httpx.Client) -> None:
    for question in questions_of(client):
        first = client.get(f"{question}&limit=1").json()["items"][0]
        key = next(name for name in ("id", "slug", "key") if name in first)
        light = f"{question}&fields={key}"
        whole = walk(client, light, 200)

        walked = walk(client, light, 83)

        assert walked == whole, question
        assert len(set(keys_of(walked))) == len(walked)
        total = client.get(f"{question}&count=true&limit=1").json()["total"]
        assert total == len(walked)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("/v1/sources?sort=-key", ["green-2002", "derived-white-2003"]),
        ("/v1/sources?sort=year", ["derived-brown-2001", "derived-white-2003"]),
        ("/v1/sources?sort=-year", ["brown-2001", "derived-brown-2001"]),
        ("/v1/findings?sort=-id", ["f3", "f2"]),
        ("/v1/findings?sort=grade", ["f1", "f3"]),
        ("/v1/muscles?sort=-slug", ["soleus", "rectus-femoris"]),
        ("/v1/muscles?sort=-name", ["soleus", "rectus-femoris"]),
        ("/v1/phases?sort=slug", ["loading", "push-off"]),
        ("/v1/roles?sort=slug", ["elastic-storage", "power"]),
        ("/v1/roles?sort=position", ["power", "elastic-storage"]),
        ("/v1/goals?sort=position", ["general", "spring"]),
        ("/v1/goals?sort=slug", ["general", "spring"]),
        ("/v1/training-rules?sort=-id", ["r34", "r30"]),
    ],
)
def test_an_order_is_what_it_says(world: httpx.Client, question: str, keys: list[str]) -> None:
    items = world.get(f"{question}&limit=2").json()["items"]

    assert keys_of(items) == keys


def test_no_order_hangs_on_the_locale_of_the_database() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    orders = [
        order
        for module in (evidence, goals, muscle_roles, muscles, running)
        for table in vars(module).values()
        if isinstance(table, dict)
        for order in table.values()
        if isinstance(order, list | tuple)
    ]

    texts: list[Any] = [
        by.column.type.dialect_impl(dialect)
        for order in orders
        for by in order
        if isinstance(by, By) and isinstance(by.column.type, String)
        if not isinstance(by.column, Cast)  # A grade is one letter, the same in every locale.
    ]

    assert len(texts) > 10
    assert {kind.collation for kind in texts} == {"C"}


def test_the_total_is_counted_only_where_it_is_asked_for(world: httpx.Client) -> None:
    first = world.get("/v1/muscles?limit=3&count=true").json()
    last = world.get(first["next"]).json()
    plain = world.get("/v1/muscles?limit=3&count=false").json()
    filtered = world.get("/v1/muscles?kind=head&count=true&limit=1").json()
    at_speed = world.get("/v1/muscle-roles?speed=2&count=true&limit=1").json()

    assert (first["total"], last["total"], plain["total"]) == (7, 7, None)
    assert (filtered["total"], at_speed["total"]) == (2, 9)


def test_ids_fetch_many_and_name_the_missing(world: httpx.Client) -> None:
    page = world.get("/v1/muscles?ids=soleus,nope,calf,soleus,zzz").json()

    assert keys_of(page["items"]) == ["calf", "soleus"]
    assert page["missing"] == ["nope", "zzz"]


def test_ids_are_paged_like_any_list(world: httpx.Client) -> None:
    first = world.get("/v1/muscles?ids=soleus,nope,calf,plantarflexors&limit=2").json()
    second = world.get(first["next"]).json()

    assert keys_of(first["items"] + second["items"]) == ["calf", "plantarflexors", "soleus"]
    assert first["missing"] == second["missing"] == ["nope"]


@pytest.mark.parametrize("speed", ["", "&speed=2"])
@pytest.mark.parametrize(
    ("question", "found", "missing"),
    [
        (
            "/v1/muscle-roles?ids=gastrocnemius.push-off.power.propulsion.drives,"
            "plantarflexors.push-off.power.propulsion.drives,nope",
            [
                "plantarflexors.push-off.power.propulsion.drives",
                "gastrocnemius.push-off.power.propulsion.drives",
            ],
            ["nope"],
        ),
        ("/v1/muscle-roles?grade=A&ids=soleus.push-off.power.propulsion.drives", [], []),
        ("/v1/joint-work?joint=ankle&ids=hip.push-off.positive,x", [], ["x"]),
        ("/v1/joint-work?ids=hip.push-off.positive", ["hip.push-off.positive"], []),
    ],
)
def test_missing_are_those_that_do_not_exist(
    world: httpx.Client, question: str, speed: str, found: list[str], missing: list[str]
) -> None:
    page = world.get(question + speed).json()

    assert keys_of(page["items"]) == found
    assert page["missing"] == missing


@pytest.mark.parametrize("speed", ["", "&speed=2"])
def test_fields_keep_the_order_of_the_document(world: httpx.Client, speed: str) -> None:
    wanted = "share,id,muscle,at_speed,weight"

    items = world.get(f"/v1/muscle-roles?fields={wanted}{speed}").json()["items"]

    assert {tuple(item) for item in items} == {("id", "weight", "share", "muscle", "at_speed")}


def test_fields_reach_what_a_list_does_not_show(world: httpx.Client) -> None:
    query = "/v1/muscles?ids=soleus"

    shown = world.get(query).json()["items"][0]
    asked = world.get(f"{query}&fields=slug,fma,path").json()["items"][0]

    assert "fma" not in shown
    assert asked == {
        "slug": "soleus",
        "fma": "FMA:22542",
        "path": [{"slug": "calf", "name": "Calf", "kind": "group"}],
    }


def test_fields_work_on_every_list_and_item(world: httpx.Client) -> None:
    for path in parameters_of(world):
        page = world.get(f"{path}?limit=1").json()
        first = next(iter(page["items"][0]))

        page = world.get(f"{path}?limit=1&fields={first}").json()

        assert [list(item) for item in page["items"]] == [[first]]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/muscles",
        "/v1/muscles?kind=head",
        "/v1/muscles?region=foot",
        "/v1/muscles/soleus",
        "/v1/muscles?limit=1&fields=slug,namee",
    ],
)
def test_an_unknown_field_is_refused_with_the_nearest(world: httpx.Client, path: str) -> None:
    query = path if "fields" in path else f"{path}{'&' if '?' in path else '?'}fields=slug,namee"

    response = world.get(query)

    (fault,) = response.json()["errors"]
    assert response.status_code == 422
    assert (fault["parameter"], fault["code"]) == ("fields", "unknown_value")
    assert fault["nearest"][0] == "name"
    assert "slug" in fault["valid"]
    assert "There is no field 'namee'." in fault["detail"]


@pytest.mark.parametrize("question", ["/v1/muscle-roles?speed=7", "/v1/joint-work?joint=knee"])
def test_an_unknown_field_is_refused_at_a_speed_and_on_an_empty_page(
    world: httpx.Client, question: str
) -> None:
    response = world.get(f"{question}&fields=nope")

    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "fields"


def test_the_limit_has_bounds_on_every_list(world: httpx.Client) -> None:
    for path, known in parameters_of(world).items():
        assert (known["limit"]["minimum"], known["limit"]["maximum"]) == (1, 200)

        statuses = [world.get(f"{path}?limit={limit}").status_code for limit in (0, 1, 200, 201)]

        assert statuses == [422, 200, 200, 422]


def test_a_cursor_goes_on_with_another_limit_and_other_fields(world: httpx.Client) -> None:
    cursor = world.get("/v1/muscles?limit=2").json()["next"].partition("cursor=")[2]

    page = world.get(f"/v1/muscles?limit=3&fields=slug&count=true&cursor={cursor}").json()

    assert page["items"] == [
        {"slug": "gastrocnemius-lateral-head"},
        {"slug": "gastrocnemius-medial-head"},
        {"slug": "plantarflexors"},
    ]
    assert page["total"] == 7
    assert page["next"].startswith("/v1/muscles?count=true&fields=slug&limit=3&cursor=")


def test_a_cursor_does_not_hang_on_the_order_of_values(world: httpx.Client) -> None:
    following = world.get("/v1/muscles?kind=head&kind=muscle&limit=2").json()["next"]
    cursor = following.partition("cursor=")[2]

    one = world.get(f"/v1/muscles?kind=head&kind=muscle&limit=2&cursor={cursor}")
    other = world.get(f"/v1/muscles?kind=muscle&kind=head&limit=2&cursor={cursor}")

    assert one.status_code == 200
    assert other.content == one.content
