"""The tree of muscles, whole and in part, as the world has it."""

import httpx
import pytest

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
    }


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
