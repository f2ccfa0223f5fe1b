"""The tree of muscles, whole and in part, as the world has it."""

from typing import Any

import httpx
import pytest

EXERCISES = [
    "calf-stretch", "heel-raise", "hop", "loaded-heel-raise", "pogo", "seated-heel-raise",
    "single-leg-heel-raise",
]  # fmt: skip
STANDING = [slug for slug in EXERCISES if slug != "seated-heel-raise"]
HEADS = ["gastrocnemius-lateral-head", "gastrocnemius-medial-head"]


def slugs_of(world: httpx.Client, query: str) -> list[str]:
    """Name the muscles that a query lists."""
    response = world.get(f"/v1/muscles?{query}")
    assert response.status_code == 200, response.text
    return [item["slug"] for item in response.json()["items"]]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("kind=head", HEADS),
        ("kind=group", ["calf"]),
        ("kind=group&kind=functional", ["calf", "plantarflexors"]),
        ("region=thigh", ["rectus-femoris"]),
        ("region=foot", []),
        ("within=gastrocnemius", ["gastrocnemius", *HEADS]),
        ("within=calf", ["calf", "gastrocnemius", *HEADS, "soleus"]),
        ("within=Calves", ["calf", "gastrocnemius", *HEADS, "soleus"]),
        ("within=plantarflexors", ["gastrocnemius", *HEADS, "plantarflexors", "soleus"]),
        ("within=gastroc&within=rectus-femoris", ["gastrocnemius", *HEADS, "rectus-femoris"]),
        ("within=calf&kind=muscle", ["gastrocnemius", "soleus"]),
        ("role=elastic-storage", ["gastrocnemius-medial-head", "soleus"]),
        ("role=spring&kind=head", ["gastrocnemius-medial-head"]),
        ("phase=loading", ["gastrocnemius-medial-head", "soleus"]),
        ("phase=propulsion", ["calf", *HEADS, "rectus-femoris", "soleus"]),
        ("phase=loading&role=power", []),
        ("phase=loading&phase=push-off&role=power&within=calf", ["calf", *HEADS, "soleus"]),
    ],
)
def test_muscles_are_found_by_kind_place_and_role(
    world: httpx.Client, query: str, slugs: list[str]
) -> None:
    assert slugs_of(world, query) == slugs


def test_muscles_are_ordered_by_name(world: httpx.Client) -> None:
    by_name = ["calf", "gastrocnemius", *HEADS, "plantarflexors", "rectus-femoris", "soleus"]

    assert slugs_of(world, "sort=name") == by_name
    assert slugs_of(world, "sort=-name") == by_name[::-1]


def test_a_list_shows_a_summary(world: httpx.Client) -> None:
    items = world.get("/v1/muscles?ids=gastrocnemius-medial-head").json()["items"]

    assert items == [
        {
            "slug": "gastrocnemius-medial-head",
            "name": "Medial head of gastrocnemius",
            "latin": None,
            "kind": "head",
            "region": "leg",
            "parent": "gastrocnemius",
            "summary": "The inner head.",
            "aliases": ["Medial head of gastrocnemius"],
        }
    ]


def test_a_muscle_is_told_whole(world: httpx.Client) -> None:
    muscle = world.get("/v1/muscles/soleus").json()

    assert muscle == {
        "slug": "soleus",
        "name": "Soleus",
        "latin": "Musculus soleus",
        "kind": "muscle",
        "region": "leg",
        "parent": "calf",
        "summary": "Lifts the body from the ankle.",
        "origin": None,
        "insertion": None,
        "nerve": None,
        "roots": None,
        "joints": [],
        "actions": [],
        "fma": "FMA:22542",
        "uberon": None,
        "ta2": None,
        "note": None,
        "aliases": ["SOL"],
        "path": [{"slug": "calf", "name": "Calf", "kind": "group"}],
        "parts": [],
        "members": [],
        "functional_groups": [
            {"slug": "plantarflexors", "name": "Plantarflexors", "kind": "functional"}
        ],
        "architecture": [
            {
                "model": "Model One",
                "unit": "soleus_r",
                "units_in_model": 1,
                "max_isometric_force_n": 3500.0,
                "optimal_fiber_length_m": 0.05,
                "tendon_slack_length_m": 0.25,
                "pennation_angle_deg": 20.0,
                "max_contraction_velocity_lopt_s": None,
                "tendon_strain_at_max_force": None,
                "moment_arms_m": {"ankle_angle": 0.04},
                "sources": ["brown-2001"],
                "verified": "primary",
                "note": None,
            }
        ],
        "volumes": [
            {
                "name": "soleus",
                "source": "brown-2001",
                "slope_cm3_per_kg_m": None,
                "intercept_cm3": None,
                "volume_cm3": 489.0,
                "pcsa_cm2": 230.0,
                "verified": "primary",
                "note": None,
            }
        ],
        "highlights": {
            "body-one": ["calves"],
            "body-two": ["left-soleus", "right-soleus"],
        },
    }


@pytest.mark.parametrize(
    ("muscle", "involvement", "slugs"),
    [
        ("calf", [], EXERCISES),
        ("gastrocnemius", [], STANDING),
        ("gastrocnemius-medial-head", [], STANDING),
        ("soleus", [], [slug for slug in EXERCISES if slug != "calf-stretch"]),
        ("plantarflexors", [], EXERCISES),
        ("plantarflexors", ["secondary"], ["hop", "loaded-heel-raise"]),
        ("rectus-femoris", [], ["single-leg-heel-raise"]),
        ("rectus-femoris", ["primary", "secondary"], []),
        ("rectus-femoris", ["stabiliser"], ["single-leg-heel-raise"]),
        ("calf", ["secondary"], ["hop", "loaded-heel-raise"]),
        ("calf", ["stabiliser"], []),
        ("soleus", ["secondary"], ["hop"]),
        ("gastrocnemius-lateral-head", ["secondary"], ["loaded-heel-raise"]),
        (
            "gastrocnemius-lateral-head",
            ["primary"],
            [slug for slug in STANDING if slug != "loaded-heel-raise"],
        ),
    ],
)
def test_a_muscle_is_worked_where_a_part_or_a_whole_of_it_is(
    world: httpx.Client, muscle: str, involvement: list[str], slugs: list[str]
) -> None:
    asked = "&".join(f"involvement={word}" for word in involvement)

    of_muscle = world.get(f"/v1/muscles/{muscle}/exercises?{asked}").json()
    filtered = world.get(f"/v1/exercises?muscle={muscle}&{asked}").json()

    assert [item["slug"] for item in of_muscle["items"]] == slugs
    assert filtered == of_muscle


def test_the_exercises_of_a_muscle_are_filtered_counted_and_paged_as_any(
    world: httpx.Client,
) -> None:
    query = "role=power&max_impact=0&sort=-level&facets=level&count=true&fields=slug&limit=2"

    first = world.get(f"/v1/muscles/soleus/exercises?{query}").json()
    second = world.get(first["next"]).json()

    assert first["next"].startswith("/v1/muscles/soleus/exercises?")
    assert [item["slug"] for item in first["items"] + second["items"]] == [
        "loaded-heel-raise",
        "single-leg-heel-raise",
        "heel-raise",
        "seated-heel-raise",
    ]
    assert first["total"] == second["total"] == 4
    assert first["facets"] == second["facets"] == {"level": {"1": 2, "2": 1, "3": 1}}


def test_a_node_names_what_holds_it_and_what_it_holds(world: httpx.Client) -> None:
    fields = "path,parts,members,functional_groups,joints,actions"
    told = {
        slug: world.get(f"/v1/muscles/{slug}?fields={fields}").json()
        for slug in ("calf", "gastrocnemius", "gastrocnemius-medial-head", "plantarflexors")
    }
    named = {
        slug: {
            link: [one["slug"] for one in node[link]]
            for link in ("path", "parts", "members", "functional_groups")
            if node[link]
        }
        for slug, node in told.items()
    }

    assert named == {
        "calf": {"parts": ["gastrocnemius", "soleus"]},
        "gastrocnemius": {
            "path": ["calf"],
            "parts": HEADS,
            "functional_groups": ["plantarflexors"],
        },
        "gastrocnemius-medial-head": {"path": ["calf", "gastrocnemius"]},
        "plantarflexors": {"members": ["gastrocnemius", "soleus"]},
    }
    assert told["gastrocnemius-medial-head"]["joints"] == ["knee", "ankle"]
    assert told["gastrocnemius-medial-head"]["actions"] == ["ankle plantarflexion"]


def test_a_list_of_the_real_data_holds_every_muscle_in_order(client: httpx.Client) -> None:
    page = client.get("/v1/muscles?limit=200&count=true").json()

    slugs = [item["slug"] for item in page["items"]]
    assert slugs == sorted(slugs)
    assert page["total"] == len(slugs) > 100


def test_every_muscle_of_the_real_data_lies_inside_its_parent(client: httpx.Client) -> None:
    items = client.get("/v1/muscles?limit=200").json()["items"]

    for parent in sorted({item["parent"] for item in items if item["parent"]}):
        inside = client.get(f"/v1/muscles?within={parent}&limit=200&fields=slug").json()["items"]
        children = {item["slug"] for item in items if item["parent"] == parent}
        assert children < {item["slug"] for item in inside}


def walk(client: httpx.Client, following: str | None) -> list[dict[str, Any]]:
    """Collect a list page by page."""
    items: list[dict[str, Any]] = []
    while following:
        page = client.get(following).json()
        items += page["items"]
        following = page["next"]
    return items


def test_every_muscle_of_the_real_data_is_worked_by_what_names_it_or_a_part_or_a_whole(
    client: httpx.Client,
) -> None:
    slugs = [item["slug"] for item in walk(client, "/v1/muscles?fields=slug&limit=200")]
    parts = {
        slug: {
            item["slug"]
            for item in walk(client, f"/v1/muscles?within={slug}&fields=slug&limit=200")
        }
        for slug in slugs
    }
    named = {
        exercise["slug"]: {work["muscle"]["slug"] for work in exercise["muscles"]}
        for exercise in walk(client, "/v1/exercises?fields=slug,muscles&limit=200")
    }
    functional = walk(client, "/v1/muscles?kind=functional&fields=slug&limit=200")
    tree = parts.keys() - {item["slug"] for item in functional}

    for slug in slugs:
        listed = walk(client, f"/v1/muscles/{slug}/exercises?fields=slug&limit=200")

        wholes = {whole for whole in slugs if slug in parts[whole]}
        near = parts[slug] | wholes | {whole for whole in tree if parts[whole] & parts[slug]}
        working = {exercise for exercise, muscles in named.items() if muscles & near}
        assert {exercise["slug"] for exercise in listed} == working, slug
