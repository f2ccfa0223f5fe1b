"""Facets count the whole list, as the filters leave it."""

from typing import Any

import httpx
import pytest

SINGLE = ["category", "pattern", "laterality", "level", "impact", "measure"]
"""Facets of which every exercise has one value."""


def test_facets_count_the_whole_list(world: httpx.Client) -> None:
    facets = "&".join(f"facets={name}" for name in [*SINGLE, "equipment", "muscle", "role"])

    page = world.get(f"/v1/exercises?limit=1&{facets}").json()

    assert len(page["items"]) == 1
    assert page["facets"] == {
        "category": {"strength": 4, "plyometric": 2, "mobility": 1},
        "pattern": {"calf-raise": 4, "hop": 2, "stretch": 1},
        "laterality": {"unilateral": 4, "bilateral": 3},
        "level": {"1": 3, "2": 2, "3": 1, "4": 1},
        "impact": {"0": 5, "1": 1, "3": 1},
        "measure": {"reps": 4, "contacts": 2, "seconds": 1},
        "equipment": {"chair": 1, "dumbbell": 1, "kettlebell": 1, "step": 1},
        "muscle": {"gastrocnemius": 4, "soleus": 4, "calf": 1},
        "role": {"power": 5, "elastic-storage": 2},
    }
    assert [list(counts.values()) for counts in page["facets"].values()] == [
        sorted(counts.values(), reverse=True) for counts in page["facets"].values()
    ]


@pytest.mark.parametrize(
    ("query", "facets"),
    [
        ("category=strength&facets=level", {"level": {"1": 2, "2": 1, "3": 1}}),
        ("q=calf raise&max_level=1&facets=laterality", {"laterality": {"bilateral": 2}}),
        ("available_equipment=chair&facets=equipment", {"equipment": {"chair": 1}}),
        ("safe_for=calf-strain&facets=impact", {"impact": {"0": 5}}),
        ("muscle=rectus-femoris&facets=muscle", {"muscle": {"gastrocnemius": 1, "soleus": 1}}),
        ("ids=hop,pogo,nope&facets=role&facets=level",
         {"role": {"elastic-storage": 2, "power": 1}, "level": {"2": 1, "4": 1}}),
        ("category=drill&facets=level&facets=role", {"level": {}, "role": {}}),
        ("facets=measure&facets=measure&max_impact=0", {"measure": {"reps": 4, "seconds": 1}}),
        ("max_impact=0", None),
    ],
)  # fmt: skip
def test_facets_count_what_the_filters_leave(
    world: httpx.Client, query: str, facets: dict[str, Any] | None
) -> None:
    assert world.get(f"/v1/exercises?{query}").json()["facets"] == facets


def test_facets_stay_the_same_from_page_to_page(world: httpx.Client) -> None:
    first = world.get("/v1/exercises?max_level=2&limit=3&facets=level&count=true").json()

    second = world.get(first["next"]).json()

    assert second["facets"] == first["facets"] == {"level": {"1": 3, "2": 2}}
    assert (first["total"], second["total"], len(second["items"])) == (5, 5, 2)


@pytest.mark.parametrize(
    "query", ["", "role=power&max_level=3", "available_equipment=band&available_equipment=chair"]
)
def test_facets_of_the_real_data_add_up_and_agree_with_the_filters(
    client: httpx.Client, query: str
) -> None:
    facets = "&".join(f"facets={name}" for name in SINGLE)

    page = client.get(f"/v1/exercises?{query}&{facets}&count=true&limit=1").json()

    assert page["total"] > 10
    for name in SINGLE:
        counts = page["facets"][name]
        assert sum(counts.values()) == page["total"], name
        if name not in {"level", "impact"}:
            value, number = next(iter(counts.items()))
            of_one = client.get(f"/v1/exercises?{query}&{name}={value}&count=true&limit=1").json()
            assert of_one["total"] == number, name
