"""What else does the same work: exact numbers on the world."""

from typing import Any

import httpx
import pytest

from app.schemas.alternatives import AlternativesRead
from tests.problems import fault_in

LEAST = 0.5


def alternatives(world: httpx.Client, slug: str, query: str = "") -> list[dict[str, Any]]:
    """Give the alternatives to an exercise."""
    response = world.get(f"/v1/exercises/{slug}/alternatives?{query}")
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


@pytest.mark.parametrize(
    ("slug", "query", "ranked"),
    [
        (
            "heel-raise",
            "",
            [
                ("single-leg-heel-raise", 1.0, 1.0, 1.0, 1.0, 1.0),
                ("loaded-heel-raise", 0.781, 0.75, 0.625, 1.0, 1.0),
                ("seated-heel-raise", 0.738, 0.625, 0.625, 1.0, 1.0),
            ],
        ),
        (
            "heel-raise",
            "max_impact=3",
            [
                ("single-leg-heel-raise", 1.0, 1.0, 1.0, 1.0, 1.0),
                ("loaded-heel-raise", 0.781, 0.75, 0.625, 1.0, 1.0),
                ("seated-heel-raise", 0.738, 0.625, 0.625, 1.0, 1.0),
                ("pogo", 0.675, 0.75, 0.75, 0.0, 1.0),
            ],
        ),
        (
            "single-leg-heel-raise",
            "",
            [
                ("heel-raise", 0.924, 0.889, 1.0, 1.0, 0.75),
                ("loaded-heel-raise", 0.752, 0.667, 0.625, 1.0, 1.0),
                ("seated-heel-raise", 0.676, 0.556, 0.625, 1.0, 0.75),
            ],
        ),
        (
            "seated-heel-raise",
            "",
            [
                ("heel-raise", 1.0, 1.0, 1.0, 1.0, 1.0),
                ("single-leg-heel-raise", 1.0, 1.0, 1.0, 1.0, 1.0),
                ("loaded-heel-raise", 1.0, 1.0, 1.0, 1.0, 1.0),
            ],
        ),
        (
            "pogo",
            "",
            [
                ("single-leg-heel-raise", 0.544, 0.75, 0.375, 0.0, 1.0),
                ("loaded-heel-raise", 0.544, 0.75, 0.375, 0.0, 1.0),
                ("heel-raise", 0.506, 0.75, 0.375, 0.0, 0.75),
                ("seated-heel-raise", 0.506, 0.75, 0.375, 0.0, 0.75),
            ],
        ),
        (
            "pogo",
            "max_impact=3&max_level=4&limit=2",
            [
                ("hop", 0.694, 0.75, 0.375, 1.0, 1.0),
                ("single-leg-heel-raise", 0.544, 0.75, 0.375, 0.0, 1.0),
            ],
        ),
        ("hop", "", [("pogo", 0.75, 0.75, 0.75, 1.0, 0.5)]),
        ("hop", "max_impact=0", []),
        ("hop", "max_level=1", []),
    ],
)
def test_the_best_comes_first_then_less_impact_then_the_nearer_level(
    world: httpx.Client,
    slug: str,
    query: str,
    ranked: list[tuple[str, float, float, float, float, float]],
) -> None:
    items = alternatives(world, slug, query)

    assert [
        (
            item["exercise"]["slug"],
            item["overlap"],
            *(item["parts"][part] for part in ("muscles", "roles", "manner", "level")),
        )
        for item in items
    ] == ranked


def test_an_alternative_tells_the_trade(world: httpx.Client) -> None:
    answer = world.get("/v1/exercises/single-leg-heel-raise/alternatives").json()

    items = answer.pop("items")
    assert answer == {
        "exercise": {
            "slug": "single-leg-heel-raise",
            "name": "Single-leg heel raise",
            "level": 2,
        },
        "revision": 1,
    }
    (shown,) = world.get("/v1/exercises?ids=heel-raise").json()["items"]
    assert items[0] == {
        "exercise": shown,
        "overlap": 0.924,
        "parts": {"muscles": 0.889, "roles": 1.0, "manner": 1.0, "level": 0.75},
        "kept": {"muscles": ["soleus", "gastrocnemius"], "roles": ["power"]},
        "lost": {"muscles": ["rectus-femoris"], "roles": []},
        "needs": [[]],
        "level_change": -1,
        "impact_change": 0,
        "text": "Does 92 % of the work, loses rectus femoris, level 1 lower.",
        "cautions": [],
    }


@pytest.mark.parametrize(
    ("slug", "query", "at", "text"),
    [
        (
            "heel-raise",
            "",
            0,
            "Does 100 % of the work, loses none of its muscles and roles, level 1 higher.",
        ),
        ("heel-raise", "", 2, "Does 74 % of the work, loses gastrocnemius."),
        ("pogo", "", 1, "Does 54 % of the work, loses elastic storage, level 1 higher, "
         "impact 1 lower."),
        ("pogo", "", 0, "Does 54 % of the work, loses elastic storage, impact 1 lower."),
        ("pogo", "max_impact=3", 0, "Does 69 % of the work, loses power, level 2 higher, "
         "impact 2 higher."),
        ("single-leg-heel-raise", "", 2, "Does 68 % of the work, loses gastrocnemius and rectus "
         "femoris, level 1 lower."),
        ("hop", "", 0, "Does 75 % of the work, loses none of its muscles and roles, level 2 "
         "lower, impact 2 lower."),
    ],
)  # fmt: skip
def test_the_trade_is_told_in_a_sentence(
    world: httpx.Client, slug: str, query: str, at: int, text: str
) -> None:
    item = alternatives(world, slug, query)[at]

    assert item["text"] == text
    lost = [*item["lost"]["muscles"], *item["lost"]["roles"]]
    assert all(name.replace("-", " ") in text for name in lost)


@pytest.mark.parametrize(
    ("query", "needs"),
    [
        ("", {
            "single-leg-heel-raise": [[]],
            "loaded-heel-raise": [["dumbbell", "step"], ["kettlebell", "step"]],
            "seated-heel-raise": [["chair"]],
        }),
        ("available_equipment=nothing", {"single-leg-heel-raise": [[]]}),
        ("available_equipment=home", {
            "single-leg-heel-raise": [[]], "seated-heel-raise": [["chair"]],
        }),
        ("available_equipment=home&available_equipment=hand weight", {
            "single-leg-heel-raise": [[]],
            "loaded-heel-raise": [["dumbbell", "step"]],
            "seated-heel-raise": [["chair"]],
        }),
        ("available_equipment=chair&max_level=1", {"seated-heel-raise": [["chair"]]}),
    ],
)  # fmt: skip
def test_an_alternative_needs_nothing_that_is_not_owned(
    world: httpx.Client, query: str, needs: dict[str, list[list[str]]]
) -> None:
    items = alternatives(world, "heel-raise", query)

    assert {item["exercise"]["slug"]: item["needs"] for item in items} == needs


@pytest.mark.parametrize(
    ("slug", "query", "told"),
    [
        ("hop", "safe_for=calf-strain", []),
        ("hop", "safe_for=pulled calf&stage=acute", []),
        ("hop", "safe_for=calf-strain&stage=late", [("pogo", ["Watch the calf."])]),
        ("hop", "safe_for=knee-pain", [("pogo", [])]),
        ("pogo", "safe_for=runner's knee&max_impact=3&limit=1", [
            ("hop", ["Land with less bend."]),
        ]),
        ("pogo", "safe_for=knee-pain&safe_for=calf-strain&stage=late&max_impact=3&limit=1", [
            ("hop", ["Return in small hops.", "Land with less bend."]),
        ]),
        ("heel-raise", "safe_for=calf-strain&limit=2", [
            ("single-leg-heel-raise", ["Watch the pain."]), ("loaded-heel-raise", []),
        ]),
    ],
)  # fmt: skip
def test_an_alternative_is_safe_for_an_injury_and_tells_what_it_asks(
    world: httpx.Client, slug: str, query: str, told: list[tuple[str, list[str]]]
) -> None:
    items = alternatives(world, slug, query)

    assert [
        (item["exercise"]["slug"], [one["reason"] for one in item["cautions"]]) for item in items
    ] == told
    for item in items:
        assert {one["exercise"] for one in item["cautions"]} <= {item["exercise"]["slug"]}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=51", "limit"),
        ("max_level=6", "max_level"),
        ("max_impact=-1", "max_impact"),
        ("max_impact=4", "max_impact"),
    ],
)
def test_a_bound_of_alternatives_is_kept(world: httpx.Client, query: str, parameter: str) -> None:
    response = world.get(f"/v1/exercises/hop/alternatives?{query}")

    assert fault_in(response, "invalid_value")["parameter"] == parameter


@pytest.fixture(scope="module")
def catalogue(client: httpx.Client) -> dict[str, dict[str, Any]]:
    """Give what a list shows of every exercise of the real data."""
    items: dict[str, dict[str, Any]] = {}
    following: str | None = "/v1/exercises?limit=200"
    while following:
        page = client.get(following).json()
        items |= {item["slug"]: item for item in page["items"]}
        following = page["next"]
    return items


def test_every_alternative_of_the_real_data_does_half_of_the_work_and_is_ranked(
    client: httpx.Client, catalogue: dict[str, dict[str, Any]]
) -> None:
    found = 0

    for slug, original in catalogue.items():
        answer = client.get(f"/v1/exercises/{slug}/alternatives?limit=50").json()
        assert AlternativesRead.model_validate(answer).model_dump(mode="json") == answer
        order = []
        for item in answer["items"]:
            other = item["exercise"]
            found += 1
            assert other == catalogue[other["slug"]]
            assert LEAST <= item["overlap"] <= 1, slug
            assert other["impact"] <= original["impact"], slug
            assert item["needs"] == other["equipment"], slug
            away = abs(other["level"] - original["level"])
            order.append((-item["overlap"], other["impact"], away, other["slug"]))
        assert order == sorted(order), slug
        assert slug not in {item["exercise"]["slug"] for item in answer["items"]}

    assert found > len(catalogue)
