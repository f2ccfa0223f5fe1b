"""Equipment: what exercises need, and what a runner can do with what he or she owns."""

import httpx
import pytest

from app.schemas.exercises import EquipmentPage
from tests.problems import problem_in

THINGS = ["bodyweight", "chair", "dumbbell", "home", "kettlebell", "mat", "step"]
ALONE = ["calf-stretch", "heel-raise", "hop", "pogo", "single-leg-heel-raise"]
SEATED = "seated-heel-raise"
LOADED = "loaded-heel-raise"


@pytest.mark.parametrize(
    ("owned", "more"),
    [
        (["bodyweight"], []),
        (["nothing"], []),
        (["Body weight"], []),
        (["mat"], []),
        (["chair"], [SEATED]),
        (["chair", "bodyweight"], [SEATED]),
        (["step"], []),
        (["dumbbell", "kettlebell"], []),
        (["dumbbell", "step"], [LOADED]),
        (["kettlebell", "step"], [LOADED]),
        (["HAND WEIGHT", "step"], [LOADED]),
        (["home"], [SEATED]),
        (["home", "mat", "home"], [SEATED]),
        (["home", "dumbbell"], [LOADED, SEATED]),
        (["chair", "step", "kettlebell", "dumbbell"], [LOADED, SEATED]),
        ([], [LOADED, SEATED]),
    ],
)
def test_an_exercise_shows_where_a_complete_way_to_do_it_is_owned(
    world: httpx.Client, owned: list[str], more: list[str]
) -> None:
    asked = "&".join(f"available_equipment={name}" for name in owned)

    page = world.get(f"/v1/exercises?count=true&{asked}").json()

    assert [item["slug"] for item in page["items"]] == sorted([*ALONE, *more])
    assert page["total"] == len(ALONE) + len(more)


def test_what_is_owned_holds_together_with_other_filters(world: httpx.Client) -> None:
    page = world.get(
        "/v1/muscles/soleus/exercises?available_equipment=home&role=power&max_level=1"
    ).json()

    assert [item["slug"] for item in page["items"]] == ["heel-raise", SEATED]


def test_the_list_tells_things_and_sets_and_what_can_be_done_with_them(
    world: httpx.Client,
) -> None:
    items = world.get("/v1/equipment").json()["items"]

    assert [item["slug"] for item in items] == THINGS
    assert {item["slug"]: item["exercises"] for item in items if item["exercises"]} == {
        "bodyweight": 5,
        "chair": 1,
        "home": 1,
    }
    assert items[0] == {
        "slug": "bodyweight",
        "name": "Body weight",
        "summary": "The body alone.",
        "includes": [],
        "aliases": ["Body weight", "nothing"],
        "exercises": 5,
    }
    assert items[3] == world.get("/v1/equipment/home").json()
    assert items[3] == {
        "slug": "home",
        "name": "Home",
        "summary": "What a home has.",
        "includes": ["chair", "step"],
        "aliases": [],
        "exercises": 1,
    }


def test_the_list_turns_round_and_goes_on_page_by_page(world: httpx.Client) -> None:
    first = world.get("/v1/equipment?sort=-slug&limit=4&fields=slug&count=true").json()
    second = world.get(first["next"]).json()
    picked = world.get("/v1/equipment?ids=step,nothing,mat&fields=slug,exercises").json()

    assert [item["slug"] for item in first["items"] + second["items"]] == THINGS[::-1]
    assert (first["total"], second["next"]) == (7, None)
    assert picked["items"] == [{"slug": "mat", "exercises": 0}, {"slug": "step", "exercises": 0}]
    assert picked["missing"] == ["nothing"]


def test_a_path_takes_the_slug_alone(world: httpx.Client) -> None:
    response = world.get("/v1/equipment/nothing")

    body = problem_in(response, 404, "not_found")
    assert body["detail"] == (
        "There is no 'nothing' among the equipment. Did you mean 'bodyweight'?"
    )


def listed(client: httpx.Client, query: str) -> dict[str, list[list[str]]]:
    """Give every exercise that a query lists with its ways."""
    ways: dict[str, list[list[str]]] = {}
    following = f"/v1/exercises?fields=slug,equipment&limit=200&{query}"
    while following:
        page = client.get(following).json()
        ways |= {
            item["slug"]: [[thing["slug"] for thing in way] for way in item["equipment"]]
            for item in page["items"]
        }
        following = page["next"]
    return ways


def things_of(client: httpx.Client) -> list[dict[str, object]]:
    """Give all equipment of the real data, and check its shape."""
    page = client.get("/v1/equipment?limit=200").json()
    assert EquipmentPage.model_validate(page).model_dump(mode="json") == page
    items: list[dict[str, object]] = page["items"]
    return items


def test_the_body_alone_is_enough_where_a_way_of_the_real_data_is_empty(
    client: httpx.Client,
) -> None:
    everything = listed(client, "")

    alone = listed(client, "available_equipment=bodyweight")

    assert alone == {slug: ways for slug, ways in everything.items() if [] in ways}
    assert 0 < len(alone) < len(everything)


def test_owning_more_never_lists_less_of_the_real_data(client: httpx.Client) -> None:
    singles = [str(thing["slug"]) for thing in things_of(client) if not thing["includes"]]
    owned: list[str] = []
    before: set[str] = set()

    for thing in singles:
        owned.append(thing)
        ways = listed(client, "&".join(f"available_equipment={slug}" for slug in owned))

        assert before <= ways.keys(), thing
        for slug, known in ways.items():
            assert any(set(way) <= set(owned) for way in known), slug
        before = set(ways)

    assert before == listed(client, "").keys()


def test_the_number_of_exercises_of_each_thing_of_the_real_data_is_what_it_adds(
    client: httpx.Client,
) -> None:
    alone = len(listed(client, "available_equipment=bodyweight"))

    for thing in things_of(client):
        total = len(listed(client, f"available_equipment={thing['slug']}"))

        expected = alone if thing["slug"] == "bodyweight" else total - alone
        assert thing["exercises"] == expected, thing["slug"]


def test_a_set_of_the_real_data_is_all_that_it_holds(client: httpx.Client) -> None:
    sets = [thing for thing in things_of(client) if thing["includes"]]

    assert sets
    for thing in sets:
        held = thing["includes"]
        assert isinstance(held, list)
        of_set = listed(client, f"available_equipment={thing['slug']}")
        of_things = listed(client, "&".join(f"available_equipment={slug}" for slug in held))
        assert of_set == of_things, thing["slug"]
