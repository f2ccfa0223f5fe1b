"""Exercises, found by what they are and told whole, as the world has them."""

from pathlib import Path

import httpx
import pytest

from app.schemas.exercises import ExercisePage, ExerciseRead
from app.settings import Settings
from tests.catalogue import EXERCISES, FILES
from tests.conftest import seeded, serving
from tests.problems import fault_in, problem_in
from tests.world import write_world

EVERY = [
    "calf-stretch", "heel-raise", "hop", "loaded-heel-raise", "pogo", "seated-heel-raise",
    "single-leg-heel-raise",
]  # fmt: skip
PUSHING = [slug for slug in EVERY if slug not in {"calf-stretch", "hop"}]
RAISES = [slug for slug in PUSHING if slug != "pogo"]
HOPS = ["hop", "pogo"]
UNILATERAL = ["calf-stretch", "hop", "loaded-heel-raise", "single-leg-heel-raise"]
STANDING = [slug for slug in EVERY if slug != "seated-heel-raise"]


def slugs_of(world: httpx.Client, query: str) -> list[str]:
    """Name the exercises that a query lists."""
    response = world.get(f"/v1/exercises?{query}")
    assert response.status_code == 200, response.text
    return [item["slug"] for item in response.json()["items"]]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", EVERY),
        ("role=power", PUSHING),
        ("role=elastic-storage", HOPS),
        ("role=Spring", HOPS),
        ("role=power&role=spring", [*HOPS, *RAISES]),
        ("phase=loading", HOPS),
        ("phase=braking phase", HOPS),
        ("phase=push-off", PUSHING),
        ("phase=propulsion&phase=loading", [*HOPS, *RAISES]),
        ("phase=loading&role=elastic-storage", HOPS),
        ("phase=loading&role=power", []),
        ("phase=push-off&role=elastic-storage", []),
        ("phase=push-off&role=elastic-storage&role=power", PUSHING),
        ("category=strength", RAISES),
        ("category=mobility&category=plyometric", ["calf-stretch", *HOPS]),
        ("category=drill", []),
        ("pattern=calf-raise", RAISES),
        ("pattern=Heel lift", RAISES),
        ("pattern=HEEL-LIFT&pattern=hop", [*HOPS, *RAISES]),
        ("laterality=unilateral", UNILATERAL),
        ("laterality=alternating", []),
        ("contraction=ballistic", HOPS),
        ("contraction=mixed&contraction=mobility", ["calf-stretch", *RAISES]),
        ("measure=contacts", HOPS),
        ("measure=seconds&measure=metres", ["calf-stretch"]),
        ("max_level=1", ["calf-stretch", "heel-raise", "seated-heel-raise"]),
        ("max_level=3", [slug for slug in EVERY if slug != "hop"]),
        ("max_level=5", EVERY),
        ("max_impact=0", ["calf-stretch", *RAISES]),
        ("max_impact=2", [slug for slug in EVERY if slug != "hop"]),
        ("max_impact=3", EVERY),
        ("laterality=unilateral&category=strength&max_level=2", ["single-leg-heel-raise"]),
    ],
)
def test_exercises_are_found_by_what_they_are_and_train(
    world: httpx.Client, query: str, slugs: list[str]
) -> None:
    assert slugs_of(world, query) == sorted(slugs)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("muscle=SOL", [slug for slug in EVERY if slug != "calf-stretch"]),
        ("muscle=Lateral head of gastrocnemius", STANDING),
        ("muscle=rectus-femoris&muscle=gastroc", STANDING),
        ("muscle=soleus&involvement=primary&involvement=secondary", [*PUSHING, "hop"]),
        (
            "muscle=soleus&muscle=rectus-femoris&involvement=secondary&involvement=stabiliser",
            ["hop", "single-leg-heel-raise"],
        ),
        (
            "muscle=soleus&involvement=primary&max_impact=0&laterality=bilateral",
            ["heel-raise", "seated-heel-raise"],
        ),
    ],
)
def test_exercises_are_found_by_any_of_several_muscles(
    world: httpx.Client, query: str, slugs: list[str]
) -> None:
    assert slugs_of(world, query) == sorted(slugs)


def test_an_involvement_without_a_muscle_is_refused(world: httpx.Client) -> None:
    fault = fault_in(world.get("/v1/exercises?involvement=secondary"), "invalid_value")

    assert fault["detail"] == (
        "Give involvement only with muscle: it is the involvement of that one."
    )


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("calf raise", RAISES),
        ("raise calf", RAISES),
        ("HR", ["heel-raise"]),
        ("ankle hop", ["pogo"]),
        ("singleleg", ["single-leg-heel-raise"]),
        ("seatd raises", ["seated-heel-raise"]),
        ("plyometrics", HOPS),
        ("kettlebell", ["loaded-heel-raise"]),
        ("bicycle", []),
        ("the", []),
    ],
)
def test_exercises_are_found_by_words(world: httpx.Client, words: str, slugs: list[str]) -> None:
    assert slugs_of(world, f"q={words}") == slugs


def test_words_and_filters_hold_together(world: httpx.Client) -> None:
    assert slugs_of(world, "q=calf raise&max_level=1") == ["heel-raise", "seated-heel-raise"]
    assert slugs_of(world, "q=bicycle&category=strength") == []


@pytest.mark.parametrize(
    ("parameter", "asked", "nearest"),
    [
        ("available_equipment", "dumbell", ["dumbbell"]),
        ("muscle", "sloeus", ["soleus"]),
        ("role", "powr", ["power"]),
        ("phase", "pushof", ["push-off"]),
        ("pattern", "heel lifts", ["calf-raise"]),
        ("safe_for", "calfstrain", ["calf-strain"]),
    ],
)
@pytest.mark.parametrize("path", ["exercises", "muscles/calf/exercises"])
def test_an_unknown_name_is_refused_with_the_nearest(
    world: httpx.Client, path: str, parameter: str, asked: str, nearest: list[str]
) -> None:
    response = world.get(f"/v1/{path}", params={parameter: asked})

    if path.startswith("muscles") and parameter == "muscle":
        fault = fault_in(response, "unknown_parameter")
    else:
        fault = fault_in(response, "unknown_value")
        assert fault["nearest"][:1] == nearest
        assert set(fault["nearest"]) <= set(fault["valid"])
    assert fault["parameter"] == parameter


def test_ids_and_count_and_fields_hold_with_the_filters(world: httpx.Client) -> None:
    page = world.get(
        "/v1/exercises?ids=pogo,nope,hop,heel-raise&contraction=ballistic&count=true"
        "&fields=slug,instructions,garmin&limit=1&sort=-name"
    ).json()

    following = page.pop("next")
    assert page == {
        "items": [
            {
                "slug": "pogo",
                "instructions": [
                    "Stand tall here.",
                    "Hop from the ankles.",
                    "Land on the balls of the feet.",
                ],
                "garmin": {
                    "match": "category-only",
                    "category": "plyo",
                    "category_id": 20,
                    "name": None,
                    "name_id": 65535,
                },
            }
        ],
        "included": None,
        "total": 2,
        "missing": ["nope"],
        "revision": 1,
        "facets": None,
        "cautions": None,
    }
    assert [item["slug"] for item in world.get(following).json()["items"]] == ["hop"]


def test_a_list_shows_a_summary(world: httpx.Client) -> None:
    items = world.get("/v1/exercises?ids=loaded-heel-raise").json()["items"]

    assert items == [
        {
            "slug": "loaded-heel-raise",
            "name": "Loaded heel raise",
            "summary": "Lifts the body and a weight.",
            "category": "strength",
            "pattern": "calf-raise",
            "laterality": "unilateral",
            "level": 3,
            "impact": 0,
            "measure": "reps",
            "per_side": True,
            "equipment": [["dumbbell", "step"], ["kettlebell", "step"]],
            "muscles": ["soleus"],
            "roles": ["power"],
        }
    ]


RENAMED = {
    f"exercises/{slug}.toml": EXERCISES[slug].replace(f'name = "{old}"', f'name = "{new}"', 1)
    for slug, old, new in [
        ("pogo", "Pogo", "Ankle bounce"),
        ("calf-stretch", "Calf stretch", "Wall stretch"),
    ]
}


def test_every_order_is_what_it_says_and_a_walk_gives_each_once(
    empty_database: str, tmp_path: Path
) -> None:
    hard = ["loaded-heel-raise", "pogo", "single-leg-heel-raise"]
    raises = ["heel-raise", "loaded-heel-raise", "seated-heel-raise", "single-leg-heel-raise"]
    easy = ["heel-raise", "seated-heel-raise", "calf-stretch"]
    by_name = ["pogo", "heel-raise", "hop", *raises[1:], "calf-stretch"]
    orders = {
        "name": by_name,
        "-name": by_name[::-1],
        "slug": EVERY,
        "level": [*easy, *hard[1:], hard[0], "hop"],
        "-level": ["hop", *hard, *easy],
        "impact": [*raises, "calf-stretch", "pogo", "hop"],
    }
    seeded(empty_database, write_world(tmp_path, RENAMED))

    with serving(Settings(database_url=empty_database)) as client:
        for sort, slugs in orders.items():
            for limit in (1, 3):
                assert walk(client, f"/v1/exercises?sort={sort}&limit={limit}") == slugs
        assert slugs_of(client, "") == by_name


def walk(client: httpx.Client, following: str | None) -> list[str]:
    """Name the exercises of a list, page by page."""
    slugs: list[str] = []
    while following:
        page = client.get(following).json()
        slugs += [item["slug"] for item in page["items"]]
        following = page["next"]
    return slugs


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("muscle=soleus&involvement=primary&sort=-level",
         ["loaded-heel-raise", "pogo", "single-leg-heel-raise", "heel-raise",
          "seated-heel-raise"]),
        ("available_equipment=home&safe_for=calf-strain&facets=level",
         ["calf-stretch", "heel-raise", "seated-heel-raise", "single-leg-heel-raise"]),
        ("phase=push-off&role=power&sort=impact", [*RAISES, "pogo"]),
        ("q=calf raise&sort=level", ["heel-raise", "seated-heel-raise", "single-leg-heel-raise",
                                     "loaded-heel-raise"]),
    ],
)  # fmt: skip
def test_a_walk_with_filters_gives_each_once(
    world: httpx.Client, query: str, slugs: list[str]
) -> None:
    for limit in (1, 2):
        assert walk(world, f"/v1/exercises?{query}&limit={limit}") == slugs


RETIRED = {
    "exercises/calf-stretch.toml": None,
    "exercises/wall-stretch.toml": EXERCISES["calf-stretch"],
    "exercises/seated-heel-raise.toml": None,
    "measurements/emg.csv": FILES["measurements/emg.csv"].partition("emg-6")[0],
    "measurements/emg_rankings.csv": FILES["measurements/emg_rankings.csv"].replace(
        "heel-raise;seated-heel-raise", "heel-raise"
    ),
    "moved.toml": '[[moved]]\nkind = "exercises"\nkey = "calf-stretch"\nto = "wall-stretch"\n'
    'why = "Renamed."\n',
}


def test_a_retired_exercise_says_where_it_went_on_each_of_its_paths(
    empty_database: str, world_folder: Path, tmp_path: Path
) -> None:
    seeded(empty_database, world_folder)
    seeded(empty_database, write_world(tmp_path, RETIRED))

    with serving(Settings(database_url=empty_database)) as client:
        for rest in ("?fields=slug", "/alternatives?limit=2", "/progressions"):
            moved = client.get(f"/v1/exercises/calf-stretch{rest}")
            gone = client.get(f"/v1/exercises/seated-heel-raise{rest}")

            assert moved.status_code == 301
            assert moved.headers["location"] == f"/v1/exercises/wall-stretch{rest}"
            assert client.get(moved.headers["location"]).status_code == 200
            body = problem_in(gone, 410, "gone")
            assert body["detail"] == "'seated-heel-raise' was removed from the exercises."
        listed = client.get("/v1/exercises?ids=calf-stretch,seated-heel-raise").json()

    assert (listed["items"], listed["missing"]) == ([], ["calf-stretch", "seated-heel-raise"])


def test_the_real_data_has_the_shapes_that_it_declares(client: httpx.Client) -> None:
    whole = ",".join(ExerciseRead.model_fields)
    page = client.get("/v1/exercises?safe_for=calf-strain&facets=role&limit=200").json()
    documents = client.get(f"/v1/exercises?fields={whole}&limit=200").json()["items"]

    assert page["cautions"]
    assert ExercisePage.model_validate(page).model_dump(mode="json") == page
    for document in documents:
        assert ExerciseRead.model_validate(document).model_dump(mode="json") == document


def test_limits_of_the_real_data_hold(client: httpx.Client) -> None:
    for level, impact in ((1, 3), (3, 0), (5, 2)):
        query = f"max_level={level}&max_impact={impact}&limit=200&count=true"
        page = client.get(f"/v1/exercises?{query}").json()

        assert page["items"]
        for item in page["items"]:
            assert item["level"] <= level, item["slug"]
            assert item["impact"] <= impact, item["slug"]
