"""What comes before and after an exercise: the whole chain, both ways."""

from pathlib import Path

import httpx
import pytest

from app.schemas.alternatives import ProgressionsRead
from app.settings import Settings
from tests.catalogue import EXERCISES
from tests.conftest import seeded, serving
from tests.world import write_world


def chain(client: httpx.Client, slug: str, way: str) -> list[tuple[str, int, str]]:
    """Give the steps up or down from an exercise: to which, how far, and from which."""
    answer = client.get(f"/v1/exercises/{slug}/progressions").json()
    return [(step["exercise"]["slug"], step["steps"], step["next_to"]) for step in answer[way]]


def test_the_whole_chain_is_told_both_ways(world: httpx.Client) -> None:
    single = {"slug": "single-leg-heel-raise", "name": "Single-leg heel raise", "level": 2}
    direct = {"same_level_because": None, "steps": 1, "next_to": "heel-raise"}

    answer = world.get("/v1/exercises/heel-raise/progressions").json()

    assert answer == {
        "exercise": {"slug": "heel-raise", "name": "Heel raise", "level": 1},
        "easier": [
            {
                **direct,
                "change": "Stand up.",
                "same_level_because": "It carries the whole body.",
                "exercise": {"slug": "seated-heel-raise", "name": "Seated heel raise", "level": 1},
            }
        ],
        "harder": [
            {
                **direct,
                "change": "Leave the ground.",
                "exercise": {"slug": "pogo", "name": "Pogo", "level": 2},
            },
            {**direct, "change": "Lift one foot.", "exercise": single},
            {
                "change": "Use one leg.",
                "same_level_because": None,
                "exercise": {"slug": "hop", "name": "Hop", "level": 4},
                "steps": 2,
                "next_to": "pogo",
            },
            {
                "change": "Take a weight.",
                "same_level_because": None,
                "exercise": {"slug": "loaded-heel-raise", "name": "Loaded heel raise", "level": 3},
                "steps": 2,
                "next_to": "single-leg-heel-raise",
            },
        ],
        "revision": 1,
    }


@pytest.mark.parametrize(
    ("slug", "easier", "harder"),
    [
        (
            "seated-heel-raise",
            [],
            [
                ("heel-raise", 1, "seated-heel-raise"),
                ("pogo", 2, "heel-raise"),
                ("single-leg-heel-raise", 2, "heel-raise"),
                ("hop", 3, "pogo"),
                ("loaded-heel-raise", 3, "single-leg-heel-raise"),
            ],
        ),
        (
            "hop",
            [("pogo", 1, "hop"), ("heel-raise", 2, "pogo"), ("seated-heel-raise", 3, "heel-raise")],
            [],
        ),
        ("calf-stretch", [], []),
    ],
)
def test_a_chain_ends_where_nothing_is_easier_or_harder(
    world: httpx.Client,
    slug: str,
    easier: list[tuple[str, int, str]],
    harder: list[tuple[str, int, str]],
) -> None:
    assert chain(world, slug, "easier") == easier
    assert chain(world, slug, "harder") == harder


CROSSING = {
    "exercises/single-leg-heel-raise.toml": EXERCISES["single-leg-heel-raise"]
    + """
[[harder]]
exercise = "pogo"
change = "Leave the ground from there."
same_level_because = "It lands."

[[harder]]
exercise = "hop"
change = "Hop from there."
"""
}


def test_what_is_reached_twice_stands_at_its_nearest_place(
    empty_database: str, tmp_path: Path
) -> None:
    single = "single-leg-heel-raise"
    seeded(empty_database, write_world(tmp_path, CROSSING))

    with serving(Settings(database_url=empty_database)) as client:
        up = chain(client, "heel-raise", "harder")
        down = chain(client, "hop", "easier")
        answer = client.get(f"/v1/exercises/{single}/progressions").json()

    assert up == [
        ("pogo", 1, "heel-raise"),
        (single, 1, "heel-raise"),
        ("hop", 2, "pogo"),
        ("loaded-heel-raise", 2, single),
    ]
    assert down == [
        ("pogo", 1, "hop"),
        (single, 1, "hop"),
        ("heel-raise", 2, "pogo"),
        ("seated-heel-raise", 3, "heel-raise"),
    ]
    assert {
        step["exercise"]["slug"]: (step["change"], step["same_level_because"])
        for step in answer["harder"]
    } == {
        "hop": ("Hop from there.", None),
        "loaded-heel-raise": ("Take a weight.", None),
        "pogo": ("Leave the ground from there.", "It lands."),
    }


def test_every_chain_of_the_real_data_leads_there_and_back(client: httpx.Client) -> None:
    slugs: list[str] = []
    following: str | None = "/v1/exercises?limit=200&fields=slug"
    while following:
        page = client.get(following).json()
        slugs += [item["slug"] for item in page["items"]]
        following = page["next"]

    chains = {}
    for slug in slugs:
        answer = client.get(f"/v1/exercises/{slug}/progressions").json()
        assert ProgressionsRead.model_validate(answer).model_dump(mode="json") == answer
        chains[slug] = {
            way: {step["exercise"]["slug"]: step for step in answer[way]}
            for way in ("easier", "harder")
        }

    for slug, ways in chains.items():
        assert not ways["easier"].keys() & ways["harder"].keys(), slug
        for way, back in (("easier", "harder"), ("harder", "easier")):
            for other, step in ways[way].items():
                assert chains[other][back][slug]["steps"] == step["steps"], (slug, other)
                near = step["next_to"]
                assert near == slug or ways[way][near]["steps"] == step["steps"] - 1
                assert (step["steps"] == 1) == (near == slug), (slug, other)
