"""Walking a list page by page gives each item once, in order, whatever list, order and limit."""

from typing import Any

import httpx
import pytest
from sqlalchemy import Cast, String
from sqlalchemy.dialects import postgresql

from app.queries import evidence, goals, muscle_roles, muscles, running
from app.queries.paging import By
from tests.contract.kit import Kit, keys_of

OF_CALF = "/v1/muscles/{slug}/roles"


@pytest.mark.parametrize("limit", [1, 2, 7])
@pytest.mark.parametrize(
    ("path", "speed"), [("/v1/muscle-roles", "3"), ("/v1/joint-work", "2.5"), (OF_CALF, "4")]
)
def test_a_walk_at_a_speed_gives_the_whole_list_in_order(
    world: httpx.Client, path: str, speed: str, limit: int
) -> None:
    kit = Kit(world)

    for sort in kit.words(path, "sort"):
        whole = kit.items(path, sort=sort, speed=speed)
        pages = list(kit.walk(path, sort=sort, speed=speed, limit=limit))

        assert [item for page in pages for item in page["items"]] == whole
        assert len(set(keys_of(whole))) == len(whole) > 0
        assert all(page["speed"] == pages[0]["speed"] for page in pages)


def test_a_walk_at_a_speed_through_the_real_data_loses_nothing(client: httpx.Client) -> None:
    kit = Kit(client)

    for sort in kit.words("/v1/muscle-roles", "sort"):
        question = {"sort": sort, "speed": "3", "fields": "id"}
        pages = kit.walk("/v1/muscle-roles", limit=83, **question)

        walked = [item for page in pages for item in page["items"]]
        assert walked == kit.items("/v1/muscle-roles", **question)
        assert len(set(keys_of(walked))) == len(walked)


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


@pytest.mark.parametrize("question", ["/v1/muscle-roles?speed=7", "/v1/joint-work?joint=knee"])
def test_an_unknown_field_is_refused_at_a_speed_and_on_an_empty_page(
    world: httpx.Client, question: str
) -> None:
    response = world.get(f"{question}&fields=nope")

    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "fields"


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
