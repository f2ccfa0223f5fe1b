"""Shares at a speed: as measured, on the line between two measured speeds, and nowhere else."""

from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.queries.speeds import Point, at_speed, cohorts_of, mean_at, share_at
from app.schemas.running import AtSpeed

PUSH = "push-off.power.propulsion.drives"
BROWN = [
    Point("brown", 2.0, 0.8, 0.7, 0.9, 4),
    Point("brown", 4.0, 0.6, 0.5, 0.7, 3),
    Point("brown", 5.0, 0.65, None, 0.7, 4),
]
WHITE = [Point("white", 3.0, 0.9, 0.8, 0.95, 6)]


@pytest.mark.parametrize(
    ("speed", "figures", "between"),
    [
        (2.0, (0.8, 0.7, 0.9, 4), [2.0]),
        (3.0, (0.7, 0.6, 0.8, 3), [2.0, 4.0]),
        (2.5, (0.75, 0.65, 0.85, 3), [2.0, 4.0]),
        (3.3333, (0.6667, 0.5667, 0.7667, 3), [2.0, 4.0]),
        (4.0, (0.6, 0.5, 0.7, 3), [4.0]),
        (4.2, (0.61, None, 0.7, 3), [4.0, 5.0]),
        (5.0, (0.65, None, 0.7, 4), [5.0]),
    ],
)
def test_a_cohort_answers_on_the_line_between_its_measured_speeds(
    speed: float, figures: tuple[float | None, ...], between: list[float]
) -> None:
    found = share_at(BROWN, speed)

    assert found is not None
    assert (found["share"], found["low"], found["high"], found["n"]) == figures
    assert (found["cohort"], found["between_m_s"]) == ("brown", between)


@pytest.mark.parametrize("speed", [0.1, 1.99, 5.01, 13])
def test_a_cohort_says_nothing_beyond_its_measured_speeds(speed: float) -> None:
    assert share_at(BROWN, speed) is None


@pytest.mark.parametrize(
    ("points", "speed", "text", "cohorts"),
    [
        (BROWN, 2.0, "Measured at 2 m/s.", ["brown"]),
        (
            BROWN,
            3.0,
            "On the line between the measured speeds around 3 m/s, cohort by cohort.",
            ["brown"],
        ),
        (
            [*WHITE, *BROWN],
            3.0,
            "Measured at 3 m/s in 1 of 2 cohorts, between in the rest.",
            ["brown", "white"],
        ),
        ([*WHITE, *BROWN], 4.0, "Measured at 4 m/s.", ["brown"]),
        (BROWN, 7.0, "Nothing was measured at 7 m/s: the measured speeds run from 2 to 5 m/s.", []),
        (WHITE, 3.5, "Nothing was measured at 3.5 m/s: the only measured speed is 3 m/s.", []),
        ([], 3.0, "Nothing was measured at 3 m/s: no cohort gives this share by speed.", []),
    ],
)
def test_cohorts_answer_together_and_say_how(
    points: list[Point], speed: float, text: str, cohorts: list[str]
) -> None:
    found = at_speed(cohorts_of(points), speed)

    assert found["text"] == text
    assert [one["cohort"] for one in found["cohorts"]] == cohorts
    assert found["measured"] == bool(cohorts)
    assert AtSpeed.model_validate(found).model_dump() == found


def test_each_cohort_counts_once_in_the_mean() -> None:
    assert mean_at(cohorts_of([*BROWN, *WHITE]), 3.0) == 0.8


shares = st.floats(0, 1).map(lambda share: round(share, 4))
speeds = st.lists(
    st.floats(1, 10).map(lambda speed: round(speed, 2)), min_size=1, max_size=6, unique=True
)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(data=st.data(), measured=speeds.map(sorted), speed=st.floats(0.1, 13))
def test_a_share_lies_between_its_neighbours_and_equals_what_was_measured(
    data: st.DataObject, measured: list[float], speed: float
) -> None:
    points = [Point("c", at, data.draw(shares), None, None, 3) for at in measured]

    found = share_at(points, speed)

    if not measured[0] <= speed <= measured[-1]:
        assert found is None
        return
    assert found is not None
    ends = [point.share for point in points if point.speed in found["between_m_s"]]
    assert min(ends) <= found["share"] <= max(ends)
    for point in points:
        exact = share_at(points, point.speed)
        assert exact is not None
        assert (exact["share"], exact["between_m_s"]) == (point.share, [point.speed])


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(order=st.permutations([*BROWN, *WHITE]), speed=st.floats(0.1, 13))
def test_the_order_of_the_points_does_not_matter(order: list[Point], speed: float) -> None:
    assert at_speed(cohorts_of(order), speed) == at_speed(cohorts_of([*BROWN, *WHITE]), speed)


def figures_of(world: httpx.Client, query: str) -> dict[str, Any]:
    """Give weight, share and n of the first five roles at a speed, in their order."""
    fields = "fields=id,weight,share,n"
    items = world.get(f"/v1/muscle-roles?function=propulsion&{fields}&{query}").json()["items"]
    return {
        item["id"].partition(".")[0]: (item["weight"], item["share"], item["n"]) for item in items
    }


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        (
            "speed=2",
            {
                "calf": (1.0, 0.8, 4),
                "soleus": (0.5, 0.4, 4),
                "gastrocnemius-medial-head": (0.375, 0.3, 4),
                "gastrocnemius-lateral-head": (0.125, 0.1, 4),
                "rectus-femoris": (1.0, 0.9, 4),
            },
        ),
        (
            "speed=3",
            {
                "calf": (1.0, 0.8, 10),
                "soleus": (0.375, 0.3, 4),
                "gastrocnemius-medial-head": (0.344, 0.275, 4),
                "gastrocnemius-lateral-head": (0.156, 0.125, 4),
                "rectus-femoris": (None, None, None),
            },
        ),
        (
            "speed=4",
            {
                "calf": (1.0, 0.6, 4),
                "gastrocnemius-medial-head": (0.417, 0.25, 4),
                "soleus": (0.333, 0.2, 4),
                "gastrocnemius-lateral-head": (0.25, 0.15, 4),
                "rectus-femoris": (None, None, None),
            },
        ),
        (
            "pace=5:33",
            {
                "calf": (1.0, 0.6997, 4),
                "soleus": (0.428, 0.2997, 4),
                "gastrocnemius-medial-head": (0.393, 0.2749, 4),
                "gastrocnemius-lateral-head": (0.179, 0.1251, 4),
                "rectus-femoris": (None, None, None),
            },
        ),
    ],
)
def test_roles_are_ranked_by_the_shares_at_the_speed(
    world: httpx.Client, query: str, figures: dict[str, Any]
) -> None:
    found = figures_of(world, query)

    assert found == figures
    assert list(found) == list(figures)


def test_a_pace_is_a_speed(world: httpx.Client) -> None:
    by_pace = world.get("/v1/muscle-roles?pace=5:00").json()
    by_speed = world.get("/v1/muscle-roles?speed=3.3333").json()

    assert by_pace == by_speed
    assert by_pace["speed"]["speed_m_s"] == 3.3333


def test_a_role_at_a_speed_tells_each_cohort(world: httpx.Client) -> None:
    (role,) = world.get(f"/v1/muscle-roles?speed=3&ids=calf.{PUSH}").json()["items"]

    ends = [role[name] for name in ("share", "share_low", "share_high", "n", "grade")]
    assert ends == [0.8, 0.6, 0.95, 10, "B"]
    assert role["at_speed"] == {
        "speed_m_s": 3.0,
        "measured": True,
        "text": "Measured at 3 m/s in 1 of 2 cohorts, between in the rest.",
        "cohorts": [
            {
                "cohort": "derived-brown-2001",
                "share": 0.7,
                "low": 0.6,
                "high": 0.8,
                "n": 4,
                "between_m_s": [2.0, 4.0],
            },
            {
                "cohort": "derived-white-2003",
                "share": 0.9,
                "low": 0.8,
                "high": 0.95,
                "n": 6,
                "between_m_s": [3.0],
            },
        ],
    }


def test_a_summed_role_answers_at_a_speed_too(world: httpx.Client) -> None:
    query = "/v1/muscle-roles?speed=4&level=muscle&level=functional&function=propulsion"

    items = world.get(f"{query}&direction=drives").json()["items"]

    assert [(item["muscle"]["slug"], item["share"], item["weight"]) for item in items] == [
        ("plantarflexors", 0.6, 1.0),
        ("gastrocnemius", 0.4, 0.667),
        ("soleus", 0.2, 0.333),
    ]


def test_nothing_measured_says_so_and_is_null(world: httpx.Client) -> None:
    page = world.get("/v1/muscle-roles?speed=7").json()

    assert page["speed"] == {
        "speed_m_s": 7.0,
        "measured": False,
        "text": "Nothing was measured at 7 m/s: the measured speeds run from 2 to 4 m/s.",
        "cohorts": [],
    }
    assert len(page["items"]) == 9
    for item in page["items"]:
        assert not item["at_speed"]["measured"]
        figures = ("weight", "share", "share_low", "share_high", "n")
        assert [item[name] for name in figures] == [None] * 5


def test_a_role_without_shares_by_speed_says_so(world: httpx.Client) -> None:
    query = "/v1/muscle-roles?speed=3&phase=loading&fields=at_speed,share"

    items = world.get(query).json()["items"]

    assert [(item["share"], item["at_speed"]["text"]) for item in items] == [
        (None, "Nothing was measured at 3 m/s: no cohort gives this share by speed.")
    ] * 2


def test_without_a_speed_there_is_none(world: httpx.Client) -> None:
    page = world.get("/v1/muscle-roles").json()

    assert page["speed"] is None
    assert {item["at_speed"] for item in page["items"]} == {None}


@pytest.mark.parametrize(
    ("query", "muscles"),
    [
        ("speed=4&min_weight=0.4", ["calf", "gastrocnemius-medial-head"]),
        ("speed=2&min_weight=0.4", ["calf", "soleus", "rectus-femoris"]),
        ("speed=7&min_weight=0", []),
    ],
)
def test_the_smallest_weight_is_that_at_the_speed(
    world: httpx.Client, query: str, muscles: list[str]
) -> None:
    assert list(figures_of(world, query)) == muscles


@pytest.mark.parametrize("sort", ["rank", "-weight", "weight", "-share", "grade", "id"])
def test_every_order_at_a_speed_is_that_of_its_figures(world: httpx.Client, sort: str) -> None:
    items = world.get(f"/v1/muscle-roles?speed=4&sort={sort}").json()["items"]
    weight = {item["id"]: -1 if item["weight"] is None else item["weight"] for item in items}
    share = {item["id"]: -1 if item["share"] is None else item["share"] for item in items}
    position = {"propulsion": 1, "work-generation": 2, "tendon-strain-energy": 3}
    keys: dict[str, Any] = {
        "rank": lambda item: (
            item["direction"] != "drives",
            position[item["function"]],
            -weight[item["id"]],
            -share[item["id"]],
            item["id"],
        ),
        "-weight": lambda item: (-weight[item["id"]], item["id"]),
        "weight": lambda item: (weight[item["id"]], item["id"]),
        "-share": lambda item: (-share[item["id"]], item["id"]),
        "grade": lambda item: (item["grade"], -weight[item["id"]], item["id"]),
        "id": lambda item: item["id"],
    }

    assert len(items) == 9
    assert items == sorted(items, key=keys[sort])


def test_joint_work_is_answered_at_a_speed(world: httpx.Client) -> None:
    page = world.get("/v1/joint-work?speed=3&fields=id,at_speed").json()

    ankle, hip = page["items"]
    assert page["speed"]["measured"] is True
    assert ankle == {
        "id": "ankle.push-off.positive",
        "at_speed": {
            "speed_m_s": 3.0,
            "measured": True,
            "text": "On the line between the measured speeds around 3 m/s, cohort by cohort.",
            "cohorts": [
                {
                    "cohort": "derived-brown-2001",
                    "share": 0.5,
                    "low": 0.4,
                    "high": 0.6,
                    "n": 4,
                    "between_m_s": [2.0, 4.0],
                }
            ],
        },
    }
    assert hip["at_speed"]["measured"] is False
    assert hip["at_speed"]["text"] == (
        "Nothing was measured at 3 m/s: the only measured speed is 2 m/s."
    )


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["ankle.push-off.positive", "hip.push-off.positive"]),
        ("joint=hip", ["hip.push-off.positive"]),
        ("joint=hip&joint=ankle", ["ankle.push-off.positive", "hip.push-off.positive"]),
        ("joint=knee", []),
        ("phase=propulsion", ["ankle.push-off.positive", "hip.push-off.positive"]),
        ("phase=loading", []),
        ("sign=negative", []),
        ("sign=positive&joint=ankle", ["ankle.push-off.positive"]),
    ],
)
def test_joint_work_is_filtered(world: httpx.Client, query: str, ids: list[str]) -> None:
    items = world.get(f"/v1/joint-work?{query}").json()["items"]

    assert [item["id"] for item in items] == ids


def test_joint_work_tells_every_cohort_and_speed(world: httpx.Client) -> None:
    (ankle,) = world.get("/v1/joint-work?joint=ankle").json()["items"]

    (cohort,) = ankle["cohorts"]
    assert ankle["at_speed"] is None
    assert [trend["slope_per_m_s"] for trend in cohort["trends"]] == [-0.1]
    assert cohort["by_speed"] == [
        {
            "speed_m_s": 2.0,
            "share": 0.6,
            "low": 0.5,
            "high": 0.7,
            "sd": 0.05,
            "n": 4,
            "work_j_kg": 0.5,
            "work_sd_j_kg": 0.1,
        },
        {
            "speed_m_s": 4.0,
            "share": 0.4,
            "low": 0.3,
            "high": 0.5,
            "sd": 0.05,
            "n": 4,
            "work_j_kg": 0.7,
            "work_sd_j_kg": 0.1,
        },
    ]
