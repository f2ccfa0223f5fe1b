"""Muscle activity: figures stay inside one study, and are ranked only where they may be."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.schemas.emg import EmgStudyPage
from app.settings import Settings
from tests.conftest import seeded, serving
from tests.problems import problem_in
from tests.world import write_world

BROWN = {"key": "brown-2001", "label": "Brown 2001"}
SOLEUS = {"slug": "soleus", "name": "Soleus", "kind": "muscle"}
GASTROCNEMIUS = {"slug": "gastrocnemius", "name": "Gastrocnemius", "kind": "muscle"}
HEEL_RAISE = {"slug": "heel-raise", "name": "Heel raise"}
SEATED = {"slug": "seated-heel-raise", "name": "Seated heel raise"}
SINGLE = {"slug": "single-leg-heel-raise", "name": "Single-leg heel raise"}


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["brown-2001", "green-2002"]),
        ("sort=-key", ["green-2002", "brown-2001"]),
        ("muscle=soleus", ["brown-2001"]),
        ("muscle=calves", ["brown-2001", "green-2002"]),
        ("muscle=gastrocnemius", ["brown-2001", "green-2002"]),
        ("muscle=gastrocnemius-medial-head", []),
        ("muscle=rectus-femoris", []),
        ("exercise=hop", ["brown-2001"]),
        ("exercise=calf raise", ["brown-2001", "green-2002"]),
        ("exercise=pogo", []),
        ("exercise=pogo&exercise=hop", ["brown-2001"]),
        ("muscle=soleus&exercise=hr", ["brown-2001"]),
        ("ids=green-2002,derived-brown-2001,nope", ["green-2002"]),
    ],
)
def test_studies_are_found_by_muscle_and_exercise(
    world: httpx.Client, query: str, keys: list[str]
) -> None:
    page = world.get(f"/v1/emg-studies?{query}").json()

    assert [item["key"] for item in page["items"]] == keys


def test_a_source_that_measured_no_activity_is_no_study(world: httpx.Client) -> None:
    page = world.get("/v1/emg-studies?ids=green-2002,derived-brown-2001&count=true").json()
    response = world.get("/v1/emg-studies/derived-brown-2001")

    assert (page["total"], page["missing"]) == (1, ["derived-brown-2001"])
    assert world.get("/v1/sources/derived-brown-2001").status_code == 200
    problem_in(response, 404, "not_found")


def measured(id_: str, value: float, **more: Any) -> dict[str, Any]:
    """Give a measurement of the world's first study."""
    return {
        "id": id_,
        "part": None,
        "value_pct_mvic": value,
        "sd_pct_mvic": None,
        "n": 9,
        "metric": "mean",
        "condition": "body weight",
        "verified": "primary",
        "label": None,
        **more,
    }


def test_a_study_is_told_in_groups_that_may_be_compared(world: httpx.Client) -> None:
    study = world.get("/v1/emg-studies/brown-2001").json()

    mean, peak = study.pop("groups")
    assert study == {
        "key": "brown-2001",
        "source": BROWN,
        "rankings": [
            {
                "id": "rank-1",
                "topic": "bent and straight knee",
                "text": "Bent knees favour the soleus.",
                "n": "9",
                "verified": "primary",
                "label": None,
                "muscles": [GASTROCNEMIUS, SOLEUS],
                "exercises": [HEEL_RAISE, SEATED],
            }
        ],
    }
    figures, peaks = mean.pop("measurements"), peak.pop("measurements")
    shared = {"muscle": SOLEUS, "part": None, "condition": "body weight"}
    assert (mean, peak) == (shared | {"metric": "mean"}, shared | {"metric": "peak"})
    assert [row["value_pct_mvic"] for row in figures] == [80, 70, 50, 50]
    assert figures[1:] == [
        measured(
            "emg-2", 70, sd_pct_mvic=12, study_exercise="One-leg heel rise", exercise=SINGLE, rank=1
        ),
        measured(
            "emg-1", 50, sd_pct_mvic=10, study_exercise="Heel rise", exercise=HEEL_RAISE, rank=2
        ),
        measured("emg-6", 50, study_exercise="Seated rise", exercise=SEATED, rank=2),
    ]
    assert (figures[0]["study_exercise"], figures[0]["exercise"]) == ("Donkey raise", None)
    assert peaks == [
        measured(
            "emg-3",
            90,
            metric="peak",
            study_exercise="Hop",
            exercise={"slug": "hop", "name": "Hop"},
            rank=None,
        )
    ]


def test_an_exercise_tells_its_figures_with_their_place_in_the_study(world: httpx.Client) -> None:
    figures = world.get("/v1/exercises/heel-raise?fields=emg").json()["emg"]

    assert figures == [
        measured(
            "emg-1",
            50,
            sd_pct_mvic=10,
            study_exercise="Heel rise",
            muscle=SOLEUS,
            source=BROWN,
            rank=2,
            ranked=3,
        ),
        measured(
            "emg-5",
            60,
            n=None,
            part="medial",
            condition=None,
            verified="secondary",
            label="Second-hand.",
            study_exercise="Heel raise",
            muscle=GASTROCNEMIUS,
            source={"key": "green-2002", "label": "Green 2002"},
            rank=None,
            ranked=1,
        ),
    ]


MEASURED = {
    "measurements/emg.csv": """
id,exercise,study_exercise,muscle,part,value_pct_mvic,sd_pct_mvic,n,metric,condition,source,verified,label
a1,heel-raise,A,soleus,,50,,9,mean,body weight,brown-2001,primary,
a2,single-leg-heel-raise,B,soleus,,70,,9,mean,body weight,brown-2001,primary,
a3,pogo,C,soleus,,70,,9,mean,body weight,brown-2001,primary,
b1,hop,Other study,soleus,,90,,9,mean,body weight,green-2002,secondary,Second-hand.
b2,hop,Other metric,soleus,,95,,9,peak,body weight,brown-2001,primary,
b3,hop,Other muscle,gastrocnemius,,99,,9,mean,body weight,brown-2001,primary,
b4,hop,Other part,soleus,medial,98,,9,mean,body weight,brown-2001,primary,
b5,hop,Other condition,soleus,,97,,9,mean,10 kg,brown-2001,primary,
b6,hop,No condition,soleus,,96,,9,mean,,brown-2001,primary,
c1,single-leg-heel-raise,Right,rectus-femoris,,20,,9,mean,body weight,brown-2001,primary,
c2,single-leg-heel-raise,Left,rectus-femoris,,30,,9,mean,body weight,brown-2001,primary,
d1,heel-raise,Toes in,gastrocnemius,lateral,90,,9,mean,body weight,brown-2001,primary,
d2,heel-raise,Toes out,gastrocnemius,lateral,50,,9,mean,body weight,brown-2001,primary,
d3,seated-heel-raise,Seated,gastrocnemius,lateral,70,,9,mean,body weight,brown-2001,primary,
"""
}


def test_only_what_is_alike_is_ranked(empty_database: str, tmp_path: Path) -> None:
    seeded(empty_database, write_world(tmp_path, MEASURED))

    with serving(Settings(database_url=empty_database)) as client:
        exercises = client.get("/v1/exercises?fields=emg").json()["items"]
        studies = client.get("/v1/emg-studies").json()["items"]

    ranks = {row["id"]: row["rank"] for exercise in exercises for row in exercise["emg"]}
    groups = [group for study in studies for group in study["groups"]]
    assert ranks == {
        "a1": 3,
        "a2": 1,
        "a3": 1,
        **dict.fromkeys(["b1", "b2", "b3", "b4", "b5", "b6", "c1", "c2"]),
        "d1": 1,
        "d2": 3,
        "d3": 2,
    }
    assert {row["id"]: row["rank"] for group in groups for row in group["measurements"]} == ranks
    assert sorted("".join(row["id"] for row in g["measurements"]) for g in groups) == [
        "a2a3a1", "b1", "b2", "b3", "b4", "b5", "b6", "c2c1", "d1d3d2",
    ]  # fmt: skip


def test_the_real_data_has_the_shape_that_it_declares(client: httpx.Client) -> None:
    page = client.get("/v1/emg-studies?limit=200").json()

    assert page["items"]
    assert EmgStudyPage.model_validate(page).model_dump(mode="json") == page


def test_no_rank_of_the_real_data_compares_what_is_not_alike(client: httpx.Client) -> None:
    alike = defaultdict(list)
    following: str | None = "/v1/exercises?fields=slug,emg&limit=200"
    while following:
        page = client.get(following).json()
        for exercise in page["items"]:
            for row in exercise["emg"]:
                study = (row["source"]["key"], row["metric"], row["condition"])
                alike[study, row["muscle"]["slug"], row["part"]].append((exercise["slug"], row))
        following = page["next"]

    assert len(alike) > 20
    for place, rows in alike.items():
        values = [row["value_pct_mvic"] for _, row in rows]
        for _, row in rows:
            better = sum(value > row["value_pct_mvic"] for value in values)
            many = len({slug for slug, _ in rows}) > 1
            assert row["rank"] == (better + 1 if many else None), place
