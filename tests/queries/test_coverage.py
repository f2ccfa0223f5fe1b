"""Coverage: what a routine covers of a goal, what it misses, and what would close the gaps."""

from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot

from app.schemas.sessions import CoverageRead
from tests.problems import fault_in
from tests.queries.training import (
    GOALS,
    RUNNERS,
    Answer,
    ask,
    avoided,
    exercises,
    is_doable,
    promised,
)

ROUTINE = ["back-squat", "single-leg-calf-raise", "front-plank"]
MOST_ADDED = 3
GAP = 0.4
ROUNDED = 0.0002


def added(answer: Answer) -> list[str]:
    """Name what is suggested to add."""
    return [one["exercise"]["exercise"]["slug"] for one in answer["additions"]]


def test_coverage_is_told_whole(world: httpx.Client) -> None:
    answer = ask(world, "coverage?exercise=seated-heel-raise&max_level=2")

    told = list(zip(added(answer), answer.pop("additions"), strict=True))
    suggested = [(slug, one["adds"]) for slug, one in told]
    assert suggested == snapshot(
        [("single-leg-heel-raise", 0.2737), ("pogo", 0.2421), ("heel-raise", 0.0684)]
    )
    assert answer == snapshot(
        {
            "goal": {"slug": "general", "name": "General strength"},
            "covered": 0.1632,
            "by_place": [
                {"role": "elastic-storage", "phase": "loading", "met": 0.0},
                {"role": "power", "phase": "push-off", "met": 0.2067},
            ],
            "gaps": [
                {
                    "muscle": "calf",
                    "role": "power",
                    "phase": "push-off",
                    "importance": 0.2632,
                    "met": 0.0,
                },
                {
                    "muscle": "gastrocnemius",
                    "role": "power",
                    "phase": "push-off",
                    "importance": 0.2632,
                    "met": 0.0,
                },
                {
                    "muscle": "soleus",
                    "role": "elastic-storage",
                    "phase": "loading",
                    "importance": 0.1316,
                    "met": 0.0,
                },
                {
                    "muscle": "calf",
                    "role": "elastic-storage",
                    "phase": "loading",
                    "importance": 0.0395,
                    "met": 0.0,
                },
                {
                    "muscle": "gastrocnemius",
                    "role": "elastic-storage",
                    "phase": "loading",
                    "importance": 0.0395,
                    "met": 0.0,
                },
            ],
            "imbalances": ["The calf is worked with a bent knee alone."],
            "note": "Exercises are chosen from evidence and coaching judgement; strength work is "
            "no promise against injury, and nothing here clears anybody for training.",
            "revision": 1,
        }
    )


def test_what_is_added_is_a_recommendation(world: httpx.Client) -> None:
    addition = ask(world, "coverage?exercise=seated-heel-raise&max_level=2")["additions"][0]
    offered = ask(world, "recommendations?max_level=2&limit=50")["items"]

    assert addition["exercise"]["exercise"]["slug"] == "single-leg-heel-raise"
    assert addition["exercise"] in offered


def test_an_injury_without_a_goal_is_measured_against_the_general_one(
    world: httpx.Client,
) -> None:
    answer = ask(world, "coverage?exercise=heel-raise&injury=calf-strain")

    assert answer["goal"] == {"slug": "general", "name": "General strength"}
    assert answer == ask(world, "coverage?exercise=heel-raise&injury=calf-strain&goal=general")


def test_the_order_and_the_names_of_exercises_do_not_matter(world: httpx.Client) -> None:
    one = world.get("/v1/coverage?exercise=pogo&exercise=heel-raise&exercise=pogo")
    other = world.get("/v1/coverage?exercise=HR&exercise=ankle hops")

    assert one.status_code == 200
    assert one.content == other.content


def test_a_routine_that_serves_nothing_covers_nothing(world: httpx.Client) -> None:
    answer = ask(world, "coverage?exercise=calf-stretch&goal=spring&max_level=5&max_impact=3")

    assert answer["covered"] == 0
    assert {place["met"] for place in answer["by_place"]} == {0}
    assert {gap["met"] for gap in answer["gaps"]} == {0}
    assert added(answer)[0] == "hop"


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("goal=spring", "exercise", "missing_parameter"),
        ("exercise=hopp", "exercise", "unknown_value"),
        ("exercise=hop&exclude=hopp", "exclude", "unknown_value"),
        ("exercise=hop&goal=sprnig", "goal", "unknown_value"),
        ("exercise=hop&goal=spring&goal=general", "goal", "invalid_value"),
        ("exercise=hop&stage=late", "stage", "invalid_value"),
        ("exercise=hop&max_level=0", "max_level", "invalid_value"),
        ("&".join(["exercise=hop"] * 41), "exercise", "invalid_value"),
        ("exercise=hop&minutes=30", "minutes", "unknown_parameter"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    world: httpx.Client, query: str, parameter: str, code: str
) -> None:
    fault = fault_in(world.get(f"/v1/coverage?{query}"), code)

    assert fault["parameter"] == parameter


@pytest.fixture(scope="module")
def answers(client: httpx.Client) -> list[tuple[Answer, Answer]]:
    """Keep what one routine covers of every goal, for one runner each."""
    found = []
    for place, goal in enumerate(GOALS):
        things, level, impact, _ = RUNNERS[place % len(RUNNERS)]
        query = {
            "exercise": ROUTINE,
            "goal": goal,
            "available_equipment": things,
            "max_level": level,
            "max_impact": impact,
        }
        found.append((query, ask(client, "coverage", **query)))
    return found


def test_the_real_data_has_the_shape_that_it_declares(
    answers: list[tuple[Answer, Answer]],
) -> None:
    for _, answer in answers:
        assert CoverageRead.model_validate(answer).model_dump(mode="json") == answer


def test_gaps_are_needs_that_are_met_too_little_the_most_important_first(
    answers: list[tuple[Answer, Answer]],
) -> None:
    for query, answer in answers:
        missing = [gap["importance"] * (1 - gap["met"]) for gap in answer["gaps"]]
        assert all(gap["met"] < GAP for gap in answer["gaps"]), query
        assert missing == pytest.approx(sorted(missing, reverse=True), abs=ROUNDED), query
        assert sum(missing) <= 1 - answer["covered"] + ROUNDED * len(missing), query


def test_what_is_added_is_for_the_runner_and_brings_what_it_says(
    client: httpx.Client, answers: list[tuple[Answer, Answer]]
) -> None:
    for query, answer in answers:
        assert len(added(answer)) <= MOST_ADDED, query
        for slug in added(answer):
            assert exercises()[slug].level <= query["max_level"], query
            assert exercises()[slug].impact <= query["max_impact"], query
            assert is_doable(slug, query["available_equipment"]), query
            assert slug not in query["exercise"], query
        together = {**query, "exercise": query["exercise"] + added(answer)}
        after = ask(client, "coverage", **together)
        brought = sum(one["adds"] for one in answer["additions"])
        assert after["covered"] - answer["covered"] == pytest.approx(brought, abs=2 * ROUNDED)


def test_more_exercises_never_cover_less(client: httpx.Client) -> None:
    more = [*ROUTINE, "pogo-hop", "side-plank", "step-up"]

    covered = [
        ask(client, "coverage", exercise=more[:number])["covered"]
        for number in range(1, len(more) + 1)
    ]

    assert covered == sorted(covered)
    assert 0 < covered[0] < covered[-1] < 1


def test_what_an_injury_says_to_avoid_is_never_added(client: httpx.Client) -> None:
    for injury in ("bone-stress-injury", "patellofemoral-pain", "plantar-heel-pain"):
        query: dict[str, Any] = {"injury": injury, "max_level": 5, "max_impact": 3}
        answer = ask(client, "coverage", exercise="front-plank", **query)

        assert not avoided(injury, "") & set(added(answer)), injury


@pytest.mark.parametrize(
    ("routine", "part"),
    [
        (["back-squat", "leg-extension"], "for the front of the thigh and 0 for its back"),
        (["glute-bridge"], "Nothing works the knee"),
        (["double-leg-calf-raise"], "straight knee alone"),
        (["clamshell"], "The outside of the hip is worked, the inside not."),
        (["back-squat", "glute-bridge"], "Everything is on two legs; running is on one."),
    ],
)
def test_an_imbalance_is_told(client: httpx.Client, routine: list[str], part: str) -> None:
    answer = ask(client, "coverage", exercise=routine)

    assert any(part in text for text in answer["imbalances"])


def test_a_balanced_routine_has_no_imbalance(client: httpx.Client) -> None:
    routine = [
        "single-leg-squat", "single-leg-glute-bridge", "single-leg-calf-raise",
        "seated-calf-raise", "clamshell", "ball-squeeze",
    ]  # fmt: skip

    answer = ask(client, "coverage", exercise=routine)

    assert answer["imbalances"] == []


def test_nothing_promises_health(answers: list[tuple[Answer, Answer]]) -> None:
    assert [(query, promised(answer)) for query, answer in answers if promised(answer)] == []
