"""Recommendations: what serves a goal, how strongly, why, and what is left out and why."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot

from app.schemas.recommendations import RecommendationsRead
from tests.problems import fault_in, problem_in
from tests.queries.training import (
    GOALS,
    INJURIES,
    RUNNERS,
    SEED,
    STAGES,
    Answer,
    ask,
    avoided,
    exercises,
    gates_of,
    is_doable,
    promised,
)

EVERYTHING = "max_level=5&max_impact=3"
DIGIT = 0.0001  # The last digit of a share.
REASONS, DEMANDS = 5, 20  # Most of each that are told.


def ranked(answer: Answer) -> list[str]:
    """Name what is recommended, the best first."""
    return [item["exercise"]["slug"] for item in answer["items"]]


def refused(answer: Answer) -> dict[str, str]:
    """Give what is left out with the code of why."""
    return {one["exercise"]["slug"]: one["code"] for one in answer["left_out"]}


def test_a_recommendation_is_told_whole(world: httpx.Client) -> None:
    answer = ask(world, f"recommendations?goal=spring&injury=knee-pain&{EVERYTHING}&limit=1")

    (item,) = answer.pop("items")
    assert item.pop("reasons") == snapshot(
        [
            {
                "muscle": "soleus",
                "role": "elastic-storage",
                "phase": "loading",
                "muscle_role": "soleus.loading.elastic-storage.tendon-strain-energy.drives",
                "importance": 0.625,
                "adds": 0.3125,
                "weight": 1.0,
                "share": 0.5,
                "grade": "D",
                "text": "Soleus: about 50 % of the summed peaks of tendon energy in loading"
                " (evidence grade D). Helps to throw it. Loads one tendon.",
                "findings": [],
                "sources": [
                    {"key": "derived-brown-2001", "label": "Pushoff computation on Brown 2001 data"}
                ],
            },
            {
                "muscle": "gastrocnemius",
                "role": "elastic-storage",
                "phase": "loading",
                "muscle_role": "gastrocnemius.loading.elastic-storage.tendon-strain-energy.drives",
                "importance": 0.1875,
                "adds": 0.1875,
                "weight": None,
                "share": None,
                "grade": "D",
                "text": "Gastrocnemius: a part in elastic storage in loading (evidence grade D). "
                "Throws the body forward. Loads one tendon.",
                "findings": [],
                "sources": [],
            },
        ]
    )
    assert item == snapshot(
        {
            "exercise": {"slug": "hop", "name": "Hop"},
            "level": 4,
            "impact": 3,
            "score": 0.33,
            "parts": {"match": 0.195, "evidence": 0.06, "level": 0.075, "care": 0.0},
            "needs": [[]],
            "cautions": [
                {
                    "injury": {"slug": "knee-pain", "name": "Knee pain"},
                    "gate": "modify",
                    "stage": "any",
                    "text": "Only with this change: Land with less bend.",
                    "source": "brown-2001",
                }
            ],
        }
    )
    assert answer == snapshot(
        {
            "goal": {"slug": "spring", "name": "A better spring"},
            "left_out": [],
            "demand": [
                {
                    "muscle": "soleus",
                    "role": "elastic-storage",
                    "phase": "loading",
                    "importance": 0.625,
                },
                {
                    "muscle": "calf",
                    "role": "elastic-storage",
                    "phase": "loading",
                    "importance": 0.1875,
                },
                {
                    "muscle": "gastrocnemius",
                    "role": "elastic-storage",
                    "phase": "loading",
                    "importance": 0.1875,
                },
            ],
            "rules": [
                {
                    "id": "r22",
                    "text": "Because of r22.",
                    "judgement": True,
                    "label": None,
                    "sources": [],
                },
                {
                    "id": "r24",
                    "text": "Because of r24.",
                    "judgement": True,
                    "label": None,
                    "sources": [],
                },
                {
                    "id": "r30",
                    "text": "Because of r30.",
                    "judgement": True,
                    "label": None,
                    "sources": [],
                },
            ],
            "note": "Exercises are chosen from evidence and coaching judgement; strength work is "
            "no promise against injury, and nothing here clears anybody for training.",
            "revision": 1,
        }
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", snapshot((["single-leg-heel-raise", "pogo"], {"hop": "impact"}))),
        (EVERYTHING, snapshot((["single-leg-heel-raise", "pogo", "hop"], {}))),
        (
            "max_level=2&max_impact=0",
            snapshot(
                (
                    ["single-leg-heel-raise"],
                    {"pogo": "impact", "loaded-heel-raise": "level", "hop": "impact"},
                )
            ),
        ),
        (
            "max_level=1&max_impact=3",
            snapshot(
                (
                    ["heel-raise"],
                    {
                        "single-leg-heel-raise": "level",
                        "pogo": "level",
                        "loaded-heel-raise": "level",
                        "hop": "level",
                    },
                )
            ),
        ),
        (
            f"{EVERYTHING}&available_equipment=nothing",
            snapshot(
                (
                    ["single-leg-heel-raise", "pogo", "hop"],
                    {"loaded-heel-raise": "equipment", "seated-heel-raise": "equipment"},
                )
            ),
        ),
        (
            "available_equipment=home&available_equipment=hand weight&exclude=HR&exclude="
            "single-leg-heel-raise",
            snapshot(
                (
                    ["pogo", "loaded-heel-raise"],
                    {
                        "single-leg-heel-raise": "excluded",
                        "heel-raise": "excluded",
                        "hop": "impact",
                    },
                )
            ),
        ),
        ("goal=spring&max_level=4&max_impact=3", snapshot((["hop", "pogo"], {}))),
        ("goal=A better spring&max_level=4&max_impact=3&limit=1", snapshot((["hop"], {}))),
        ("role=spring&phase=loading&max_level=4&max_impact=3", snapshot((["hop", "pogo"], {}))),
        ("muscle=soleus", snapshot((["loaded-heel-raise"], {"hop": "impact"}))),
        ("muscle=rectus-femoris", snapshot(([], {}))),
        (
            f"injury=calf-strain&{EVERYTHING}",
            snapshot((["single-leg-heel-raise"], {"hop": "injury"})),
        ),
        (
            f"injury=pulled calf&stage=acute&{EVERYTHING}",
            snapshot((["single-leg-heel-raise"], {"hop": "injury"})),
        ),
        (
            f"injury=calf-strain&stage=late&{EVERYTHING}",
            snapshot((["single-leg-heel-raise", "hop"], {})),
        ),
        (
            "goal=base&injury=calf-strain&exclude=hop&max_impact=0",
            snapshot((["single-leg-heel-raise"], {"pogo": "injury", "hop": "injury"})),
        ),
        ("injury=knee-pain", snapshot(([], {}))),
    ],
)
def test_what_serves_is_ranked_and_the_next_best_explained(
    world: httpx.Client, query: str, expected: tuple[list[str], dict[str, str]]
) -> None:
    answer = ask(world, f"recommendations?{query}")

    told = {slug: code for slug, code in refused(answer).items() if code != "same-work"}
    assert (ranked(answer), told) == expected


def test_what_is_left_out_is_explained_in_a_sentence(world: httpx.Client) -> None:
    bound = ask(world, "recommendations?max_level=1&available_equipment=bodyweight&exclude=pogo")
    injured = ask(world, f"recommendations?injury=calf-strain&{EVERYTHING}")

    texts = {one["exercise"]["slug"]: one["text"] for one in bound["left_out"]}
    assert texts["pogo"] == "You asked to leave it out."
    assert texts["hop"].startswith("Its impact is 3")
    assert texts["single-leg-heel-raise"].startswith("It is for level 2")
    assert texts["seated-heel-raise"] == "It needs chair."
    hop = next(one for one in injured["left_out"] if one["exercise"]["slug"] == "hop")
    assert hop["text"] == "Calf strain: It loads the torn muscle: leave it out."


def test_what_does_the_same_work_as_a_better_one_names_it(world: httpx.Client) -> None:
    answer = ask(world, "recommendations")

    first = answer["items"][0]["exercise"]["name"]
    same = [one["text"] for one in answer["left_out"] if one["code"] == "same-work"]
    assert same == [f"{first} does the same work and ranks higher."] * 3


def test_roles_phases_and_muscles_take_the_place_of_a_goal(world: httpx.Client) -> None:
    answer = ask(world, "recommendations?role=spring&muscle=calf&muscle=soleus")

    assert answer["goal"] is None
    # The calf holds the soleus, so that one is asked for twice: 2 x 1.0, 0.3 and 0.3 of 2.6.
    assert [(one["muscle"], one["importance"]) for one in answer["demand"]] == [
        ("soleus", 0.7692),
        ("calf", 0.1154),
        ("gastrocnemius", 0.1154),
    ]
    assert {(one["role"], one["phase"]) for one in answer["demand"]} == {
        ("elastic-storage", "loading")
    }


def test_care_of_an_injury_is_a_part_of_the_score(world: httpx.Client) -> None:
    query = "recommendations?max_level=1&exclude=seated-heel-raise"

    plain = ask(world, query)["items"][0]
    cared = ask(world, f"{query}&injury=calf-strain&stage=acute")["items"][0]

    assert plain["exercise"] == cared["exercise"] == {"slug": "heel-raise", "name": "Heel raise"}
    assert list(plain["parts"]) == ["match", "evidence", "level"]
    assert list(cared["parts"]) == ["match", "evidence", "level", "care"]
    assert cared["parts"]["care"] > 0


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("goal=sprnig", "goal", "unknown_value"),
        ("goal=spring&goal=general", "goal", "invalid_value"),
        ("stage=acute", "stage", "invalid_value"),
        ("injury=knee-pian", "injury", "unknown_value"),
        ("role=powr", "role", "unknown_value"),
        ("phase=pushoff", "phase", "unknown_value"),
        ("muscle=soleu", "muscle", "unknown_value"),
        ("exclude=hopp", "exclude", "unknown_value"),
        ("available_equipment=chairs", "available_equipment", "unknown_value"),
        ("max_level=0", "max_level", "invalid_value"),
        ("max_level=6", "max_level", "invalid_value"),
        ("max_impact=4", "max_impact", "invalid_value"),
        ("speed=13.1", "speed", "invalid_value"),
        ("limit=0", "limit", "invalid_value"),
        ("limit=51", "limit", "invalid_value"),
        ("minutes=30", "minutes", "unknown_parameter"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    world: httpx.Client, query: str, parameter: str, code: str
) -> None:
    fault = fault_in(world.get(f"/v1/recommendations?{query}"), code)

    assert fault["parameter"] == parameter


def test_an_unknown_goal_names_the_nearest(world: httpx.Client) -> None:
    body = problem_in(world.get("/v1/recommendations?goal=sprnig"), 422, "unknown_value")

    assert body["detail"] == "There is no goal 'sprnig'. Did you mean 'spring' or 'general'?"
    assert body["errors"][0]["valid"] == ["general", "spring"]


def every_answer(client: httpx.Client) -> Iterator[tuple[str, Answer]]:
    """Recommend for every goal, to every runner."""
    for goal in GOALS:
        for things, level, impact, exclude in RUNNERS:
            query = {
                "goal": goal,
                "available_equipment": things,
                "max_level": level,
                "max_impact": impact,
                "exclude": exclude,
                "limit": 50,
            }
            answer = ask(client, "recommendations", **query)
            keeps(answer, things, level, impact, exclude)
            yield f"{goal} {things}", answer


def keeps(answer: Answer, things: list[str], level: int, impact: int, exclude: list[str]) -> None:
    """Check that nothing is offered that the runner cannot do or does not want."""
    for slug in ranked(answer):
        exercise = exercises()[slug]
        assert exercise.level <= level, slug
        assert exercise.impact <= impact, slug
        assert is_doable(slug, things), slug
        assert slug not in exclude, slug


@pytest.fixture(scope="module")
def answers(client: httpx.Client) -> list[tuple[str, Answer]]:
    """Keep the answers for every goal and runner: each is asked for once."""
    return list(every_answer(client))


def test_the_real_data_has_the_shape_that_it_declares(answers: list[tuple[str, Answer]]) -> None:
    for _, answer in answers:
        assert RecommendationsRead.model_validate(answer).model_dump(mode="json") == answer


def test_every_goal_has_something_for_every_runner(answers: list[tuple[str, Answer]]) -> None:
    assert [place for place, answer in answers if not answer["items"]] == []


def test_a_score_is_the_sum_of_its_parts_and_orders_the_answer(
    answers: list[tuple[str, Answer]],
) -> None:
    for place, answer in answers:
        scores = [item["score"] for item in answer["items"]]
        assert scores == sorted(scores, reverse=True), place
        for item in answer["items"]:
            assert item["score"] == pytest.approx(sum(item["parts"].values()), abs=1e-9), place
            assert all(0 <= part <= 1 for part in item["parts"].values()), place


def test_reasons_come_in_order_and_add_up_to_no_more_than_the_demand(
    answers: list[tuple[str, Answer]],
) -> None:
    for place, answer in answers:
        assert sum(one["importance"] for one in answer["demand"]) <= 1 + DIGIT * DEMANDS, place
        for item in answer["items"]:
            adds = [reason["adds"] for reason in item["reasons"]]
            assert adds == sorted(adds, reverse=True), (place, item["exercise"]["slug"])
            assert 1 <= len(adds) <= REASONS, place
            assert 0 < sum(adds) <= 1, place
            told = [(reason["muscle_role"], reason["role"]) for reason in item["reasons"]]
            assert len(set(told)) == len(told), (place, item["exercise"]["slug"])


def test_a_reason_says_which_muscle_how_sure_that_is_and_what_the_exercise_does(
    answers: list[tuple[str, Answer]],
) -> None:
    names = {muscle.slug: muscle.name for muscle in SEED.muscles}

    for _, answer in answers:
        for item in answer["items"]:
            exercise = exercises()[item["exercise"]["slug"]]
            works = {work.muscle: work.reason for work in exercise.works}
            trains = {one.role: one.reason for one in exercise.trains}
            for reason in item["reasons"]:
                muscle, phase, role, _, direction = reason["muscle_role"].split(".")
                assert (phase, role, direction) == (reason["phase"], reason["role"], "drives")
                assert reason["text"].startswith(names[muscle])
                assert f"(evidence grade {reason['grade']})" in reason["text"]
                assert reason["text"].endswith(f"{works[reason['muscle']]} {trains[role]}")


def test_a_reason_agrees_with_the_muscle_role_that_it_names(
    client: httpx.Client, answers: list[tuple[str, Answer]]
) -> None:
    named = {
        reason["muscle_role"]: {part: reason[part] for part in ("weight", "share", "grade")}
        for _, answer in answers
        for item in answer["items"]
        for reason in item["reasons"]
    }

    ids = ",".join(sorted(named))
    found = ask(client, "muscle-roles", ids=ids, limit=200, fields="id,weight,share,grade")

    assert len(named) > 20
    assert {one.pop("id"): one for one in found["items"]} == named


def test_a_number_has_a_source_beside_it(answers: list[tuple[str, Answer]]) -> None:
    told = [
        reason
        for _, answer in answers
        for item in answer["items"]
        for reason in item["reasons"]
        if re.search(r"\babout \d+ %", reason["text"])
    ]

    assert told
    assert {reason["muscle_role"] for reason in told if not reason["sources"]} == set()
    assert {reason["muscle_role"] for reason in told if reason["share"] is None} == set()


def test_every_source_that_is_named_is_known(
    client: httpx.Client, answers: list[tuple[str, Answer]]
) -> None:
    cited = {
        source["key"]: source["label"]
        for _, answer in answers
        for item in answer["items"]
        for reason in item["reasons"]
        for source in reason["sources"]
    }
    of_rules = {key for _, answer in answers for rule in answer["rules"] for key in rule["sources"]}

    known = ask(client, "sources", ids=",".join(cited), limit=200, fields="key,label")
    of_seed = {source.key for source in SEED.sources}

    assert {one["key"]: one["label"] for one in known["items"]} == cited
    assert of_rules <= of_seed


def test_nothing_promises_health(answers: list[tuple[str, Answer]]) -> None:
    assert [(place, promised(answer)) for place, answer in answers if promised(answer)] == []


def test_what_is_left_out_is_not_offered_and_says_why(answers: list[tuple[str, Answer]]) -> None:
    codes: Counter[str] = Counter()

    for place, answer in answers:
        left = refused(answer)
        codes.update(left.values())
        assert not left.keys() & set(ranked(answer)), place
        assert all(one["text"].endswith(".") for one in answer["left_out"]), place

    assert codes.keys() == {"level", "impact", "equipment", "excluded", "same-work"}


@pytest.mark.parametrize("stage", STAGES)
def test_what_an_injury_says_to_avoid_is_never_offered(client: httpx.Client, stage: str) -> None:
    query: dict[str, Any] = {"max_level": 5, "max_impact": 3, "limit": 50}
    query |= {"stage": stage} if stage else {}

    for injury in INJURIES:
        answer = ask(client, "recommendations", injury=injury, **query)

        assert not avoided(injury, stage) & set(ranked(answer)), injury
        assert promised(answer) == [], injury
        for item in answer["items"]:
            told = [(one["gate"], one["stage"], one["injury"]["slug"]) for one in item["cautions"]]
            assert sorted(told) == gates_of(item["exercise"]["slug"], injury, stage), injury
            for one in item["cautions"]:
                word = "Only with this change: " if one["gate"] == "modify" else "Watch: "
                assert one["text"].startswith(word)


def test_a_speed_moves_the_demand(client: httpx.Client) -> None:
    slow, fast = (
        ask(client, f"recommendations?goal=push-off-power&speed={speed}")["demand"]
        for speed in (2, 6)
    )

    assert slow != fast
    assert {(one["muscle"], one["role"]) for one in slow[:5]} & {
        (one["muscle"], one["role"]) for one in fast[:5]
    }


def test_another_spelling_of_a_question_has_the_same_answer(client: httpx.Client) -> None:
    one = client.get("/v1/recommendations?goal=running-economy&exclude=line-hop&exclude=pogo-hop")
    other = client.get("/v1/recommendations?exclude=pogo-hop&goal=Economy&exclude=line%20hop")

    assert one.status_code == 200
    assert one.content == other.content
