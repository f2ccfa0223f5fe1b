"""The coach's question on the world: who does what, in which order, at which depth, how sure."""

from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PUSH = "push-off.power.propulsion.drives"
WORK = "push-off.power.work-generation.drives"
TENDON = "loading.elastic-storage.tendon-strain-energy.drives"
MEDIAL, LATERAL = "gastrocnemius-medial-head", "gastrocnemius-lateral-head"
RANKED = [
    f"calf.{PUSH}",
    f"soleus.{PUSH}",
    f"{MEDIAL}.{PUSH}",
    f"{LATERAL}.{PUSH}",
    f"soleus.{WORK}",
    f"{MEDIAL}.{WORK}",
    f"soleus.{TENDON}",
    f"{MEDIAL}.{TENDON}",
    "rectus-femoris.push-off.power.propulsion.opposes",
]
ANY_LEVEL = "level=group&level=muscle&level=head&level=functional"


def ids_of(world: httpx.Client, query: str, path: str = "/v1/muscle-roles") -> list[str]:
    """Name the roles that a query lists."""
    response = world.get(f"{path}?{query}")
    assert response.status_code == 200, response.text
    return [item["id"] for item in response.json()["items"]]


def test_the_default_order_is_what_drives_first_then_function_then_weight(
    world: httpx.Client,
) -> None:
    assert ids_of(world, "") == RANKED


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("-weight", [RANKED[0], RANKED[8], f"soleus.{TENDON}", f"soleus.{WORK}"]),
        ("weight", [f"{LATERAL}.{PUSH}", f"{MEDIAL}.{PUSH}", f"soleus.{PUSH}"]),
        ("-share", [RANKED[8], f"calf.{PUSH}", f"soleus.{TENDON}", f"soleus.{WORK}"]),
        ("grade", [f"calf.{PUSH}", f"soleus.{WORK}", f"{MEDIAL}.{WORK}", RANKED[8]]),
        ("id", [f"calf.{PUSH}", f"{LATERAL}.{PUSH}", f"{MEDIAL}.{TENDON}"]),
    ],
)
def test_other_orders_are_total_too(world: httpx.Client, sort: str, first: list[str]) -> None:
    ids = ids_of(world, f"sort={sort}")

    assert ids[: len(first)] == first
    assert sorted(ids) == sorted(RANKED)


@pytest.mark.parametrize(
    ("level", "ids"),
    [
        ("group", [f"calf.{PUSH}", f"calf.{WORK}", f"calf.{TENDON}"]),
        (
            "muscle",
            [
                f"gastrocnemius.{PUSH}",
                f"soleus.{PUSH}",
                f"soleus.{WORK}",
                f"gastrocnemius.{WORK}",
                f"soleus.{TENDON}",
                f"gastrocnemius.{TENDON}",
                RANKED[8],
            ],
        ),
        (
            "head",
            [f"{MEDIAL}.{PUSH}", f"{LATERAL}.{PUSH}", f"{MEDIAL}.{WORK}", f"{MEDIAL}.{TENDON}"],
        ),
        ("functional", [f"plantarflexors.{PUSH}", f"plantarflexors.{WORK}"]),
    ],
)
def test_an_answer_can_be_had_at_each_depth(
    world: httpx.Client, level: str, ids: list[str]
) -> None:
    assert ids_of(world, f"level={level}")[: len(ids)] == ids


def test_a_summed_share_says_what_it_sums(world: httpx.Client) -> None:
    role = world.get(f"/v1/muscle-roles/gastrocnemius.{PUSH}").json()

    figures = ("derivation", "share", "share_low", "share_high", "weight", "n", "grade")
    assert [role[name] for name in figures] == ["summed", 0.4, 0.25, 0.6, 0.5, 4, "D"]
    assert role["basis"] == (
        "Sum over Lateral head of gastrocnemius and Medial head of gastrocnemius, source by "
        "source and speed by speed; low and high add the parts' extremes."
    )
    assert [(p["speed_m_s"], p["share"], p["cohort"]) for p in role["by_speed"]] == [
        (2.0, 0.4, "derived-brown-2001"),
        (4.0, 0.4, "derived-brown-2001"),
    ]


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        (
            f"calf.{TENDON}",
            "Known of Medial head of gastrocnemius and Soleus only, and not added up: tendon "
            "strain energy of different muscles is not part of one total at one time.",
        ),
        (
            f"calf.{WORK}",
            "Known of Medial head of gastrocnemius and Soleus only, and not added up: their "
            "shares come from different sources.",
        ),
    ],
)
def test_what_may_not_be_added_is_null_and_says_why(
    world: httpx.Client, role: str, reason: str
) -> None:
    told = world.get(f"/v1/muscle-roles/{role}").json()

    assert told["derivation"] == "unsummable"
    assert told["basis"] == reason
    figures = ("share", "share_low", "share_high", "weight", "n")
    assert [told[name] for name in figures] == [None] * 5


def test_a_role_is_told_whole(world: httpx.Client) -> None:
    role = world.get(f"/v1/muscle-roles/calf.{PUSH}").json()

    points = role.pop("by_speed")
    (finding,) = role.pop("findings")
    assert role == {
        "id": f"calf.{PUSH}",
        "role": "power",
        "phase": "push-off",
        "function": "propulsion",
        "direction": "drives",
        "weight": 1.0,
        "share": 0.8,
        "share_low": 0.5,
        "share_high": 0.95,
        "n": 10,
        "grade": "B",
        "derivation": "measured",
        "basis": "Mean of 2 cohort means (10 runners, 2 to 4 m/s), computed by this project from "
        "public data; low and high are the extremes over runners, speeds and ways to share force "
        "among muscles.",
        "sources": ["derived-brown-2001", "derived-white-2003"],
        "muscle": {"slug": "calf", "name": "Calf", "kind": "group"},
        "at_speed": None,
        "trends": [
            {
                "quantity": "share",
                "unit": None,
                "slope_per_m_s": -0.1,
                "slope_sd": 0.01,
                "n": 4,
                "n_rising": 0,
                "p": 0.01,
                "q": 0.02,
                "cohort": "derived-brown-2001",
            }
        ],
    }
    assert [(p["cohort"], p["speed_m_s"], p["share"], p["n"]) for p in points] == [
        ("derived-brown-2001", 2.0, 0.8, 4),
        ("derived-brown-2001", 4.0, 0.6, 4),
        ("derived-white-2003", 3.0, 0.9, 6),
    ]
    assert (points[0]["method_low"], points[0]["method_high"]) == (0.75, 0.85)
    told = ("id", "stance", "label", "text", "verified", "value")
    assert [finding[name] for name in told] == [
        "f2", "dissents", "Second-hand.", "The hip drives.", "secondary", None,
    ]  # fmt: skip
    assert finding["source"] == {"key": "green-2002", "label": "Green 2002"}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("muscle=gastrocnemius", [RANKED[2], RANKED[3], RANKED[5], RANKED[7]]),
        ("muscle=gastrocnemius&scope=parts", [RANKED[2], RANKED[3], RANKED[5], RANKED[7]]),
        ("muscle=gastrocnemius&scope=exact", []),
        ("muscle=soleus&scope=exact", [RANKED[1], RANKED[4], RANKED[6]]),
        (f"muscle={MEDIAL}&scope=wholes", [RANKED[0], RANKED[2], RANKED[5], RANKED[7]]),
        ("muscle=calf", RANKED[:8]),
        ("muscle=calves", RANKED[:8]),
        ("muscle=Calf", RANKED[:8]),
        ("group=calf", RANKED[:8]),
        ("group=calf&muscle=soleus", [RANKED[1], RANKED[4], RANKED[6]]),
        ("muscle=soleus&muscle=rectus-femoris", [RANKED[1], RANKED[4], RANKED[6], RANKED[8]]),
        ("muscle=sol&phase=loading", [RANKED[6]]),
    ],
)
def test_a_muscle_is_asked_for_with_its_parts_its_wholes_or_alone(
    world: httpx.Client, query: str, ids: list[str]
) -> None:
    assert ids_of(world, query) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("phase=propulsion", [*RANKED[:6], RANKED[8]]),
        ("phase=Propulsion&direction=drives", RANKED[:6]),
        ("phase=braking-phase", RANKED[6:8]),
        ("phase=braking%20phase", RANKED[6:8]),
        ("role=spring", RANKED[6:8]),
        ("role=elastic-storage&role=power", RANKED),
        ("function=work-generation", RANKED[4:6]),
        ("direction=opposes", [RANKED[8]]),
        ("direction=opposes&direction=drives", RANKED),
        ("grade=B", [RANKED[0]]),
        ("grade=B&grade=C", [RANKED[0], RANKED[4], RANKED[5]]),
        ("grade=A", []),
        ("min_weight=0.6", [*(RANKED[i] for i in (0, 4, 5, 6, 7, 8))]),
        ("min_weight=0.344&function=propulsion", [*RANKED[:3], RANKED[8]]),
        ("min_weight=0.345&function=propulsion", [*RANKED[:2], RANKED[8]]),
        ("min_weight=1", [RANKED[0], RANKED[4], RANKED[6], RANKED[8]]),
        ("min_weight=0", RANKED),
        ("phase=loading&role=power", []),
    ],
)
def test_roles_are_filtered_by_alias_and_figure(
    world: httpx.Client, query: str, ids: list[str]
) -> None:
    assert ids_of(world, query) == ids


@pytest.mark.parametrize(
    "query", ["level=functional", "muscle=plantarflexors&scope=exact&level=functional"]
)
def test_a_functional_group_is_listed_where_it_is_asked_for(
    world: httpx.Client, query: str
) -> None:
    assert ids_of(world, query) == [
        f"plantarflexors.{PUSH}", f"plantarflexors.{WORK}", f"plantarflexors.{TENDON}",
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["", "muscle=soleus", "group=calf", "phase=push-off"])
def test_a_functional_group_is_not_listed_beside_its_members(
    world: httpx.Client, query: str
) -> None:
    assert not [role for role in ids_of(world, query) if role.startswith("plantarflexors")]


def test_a_named_functional_group_is_answered_by_its_members(world: httpx.Client) -> None:
    assert ids_of(world, "group=plantarflexors") == RANKED[1:8]


@pytest.mark.parametrize(
    ("slug", "query", "ids"),
    [
        ("calf", "", RANKED[:8]),
        ("gastrocnemius", "", [RANKED[2], RANKED[3], RANKED[5], RANKED[7]]),
        (MEDIAL, "scope=wholes&function=propulsion", [RANKED[0], RANKED[2]]),
        ("calf", "scope=exact", [RANKED[0]]),
        ("calf", "level=muscle&role=spring", [f"soleus.{TENDON}", f"gastrocnemius.{TENDON}"]),
        ("rectus-femoris", "direction=drives", []),
        ("plantarflexors", "level=functional&phase=loading", [f"plantarflexors.{TENDON}"]),
    ],
)
def test_the_roles_of_one_muscle_are_listed_under_it(
    world: httpx.Client, slug: str, query: str, ids: list[str]
) -> None:
    assert ids_of(world, query, f"/v1/muscles/{slug}/roles") == ids


PHASES, ROLES = ["loading", "push-off"], ["power", "elastic-storage"]
FUNCTIONS = ["propulsion", "work-generation", "tendon-strain-energy"]
LEVELS, GRADES = ["group", "muscle", "head", "functional"], ["A", "B", "C", "D", "E"]


def some_of(values: list[str]) -> st.SearchStrategy[list[str]]:
    """Choose none, some or all of them, in any order."""
    return st.lists(st.sampled_from(values), max_size=len(values), unique=True)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    asked=st.fixed_dictionaries(
        {
            "phase": some_of(PHASES),
            "role": some_of(ROLES),
            "function": some_of(FUNCTIONS),
            "direction": some_of(["drives", "opposes"]),
            "grade": some_of(GRADES),
        }
    ),
    level=some_of(LEVELS).filter(bool),
    least=st.none() | st.sampled_from([0, 0.2, 0.344, 0.5, 1]),
    sort=st.sampled_from(["rank", "-weight", "weight", "-share", "grade", "id"]),
)
def test_filters_together_give_what_each_gives(
    world: httpx.Client, asked: dict[str, list[str]], level: list[str], least: Any, sort: str
) -> None:
    every = world.get(f"/v1/muscle-roles?{ANY_LEVEL}&sort={sort}&limit=200").json()["items"]
    query = {**asked, "sort": [sort], "level": level}
    if least is not None:
        query["min_weight"] = [str(least)]

    response = world.get("/v1/muscle-roles", params=query)

    assert response.status_code == 200
    assert response.json()["items"] == [
        item
        for item in every
        if item["muscle"]["kind"] in level
        and all(not values or item[name] in values for name, values in asked.items())
        and (least is None or (item["weight"] is not None and item["weight"] >= least))
    ]


def test_push_off_is_led_by_the_calf_in_the_real_data(client: httpx.Client) -> None:
    page = client.get("/v1/muscle-roles?phase=push-off&role=power").json()

    first = page["items"][0]
    assert (first["muscle"]["slug"], first["weight"]) == ("triceps-surae", 1.0)
    assert first["findings"]


def test_every_share_of_the_real_data_lies_in_its_range(client: httpx.Client) -> None:
    page = client.get("/v1/muscle-roles?limit=200").json()
    items = page["items"]
    while page["next"]:
        page = client.get(page["next"]).json()
        items += page["items"]

    for item in items:
        ends = [item["share_low"], item["share"], item["share_high"]]
        known = [end for end in ends if end is not None]
        assert known == sorted(known), item["id"]
        assert (item["weight"] is None) == (item["share"] is None), item["id"]
        assert item["basis"]
    assert len(items) > 300
