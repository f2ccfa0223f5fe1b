"""Names of exercises are looked up when they are asked for; those of all else are known ahead."""

import httpx
import pytest

from app.queries.names import all_names, known_names
from app.queries.snapshots import Snapshot
from tests.problems import fault_in, problem_in


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ([], []),
        (["hop"], ["hop"]),
        (["Heel raise", "HR", "calf-raise"], ["heel-raise"] * 3),
        (["pogo", "Ankle hops", "hop"], ["pogo", "pogo", "hop"]),
    ],
)
def test_slugs_and_aliases_of_exercises_are_understood(
    at: Snapshot, asked: list[str], slugs: list[str]
) -> None:
    assert known_names(at).resolve("exercise", "exercise", asked) == slugs


def test_only_what_is_made_once_a_release_holds_the_names_of_all_exercises(at: Snapshot) -> None:
    assert known_names(at).names.slugs("exercise") == []
    assert len(all_names(at).slugs("exercise")) == 7
    assert all_names(at).slugs("muscle") == known_names(at).names.slugs("muscle") != []


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("heel-rise", "heel-raise loaded-heel-raise seated-heel-raise"),
        ("pogos-hops", "pogo"),
        ("heelraisse", "heel-raise loaded-heel-raise seated-heel-raise"),
        ("qqqq", ""),
    ],
)
def test_a_wrong_name_of_an_exercise_is_answered_with_what_words_find(
    world: httpx.Client, asked: str, nearest: str
) -> None:
    (missing,) = problem_in(world.get(f"/v1/exercises/{asked}"), 404, "not_found")["errors"]
    refused = fault_in(world.get(f"/v1/coverage?exercise={asked}"), "unknown_value")

    assert missing["nearest"] == refused["nearest"] == nearest.split()
    assert len(refused["valid"]) == 7


def test_where_there_are_too_many_exercises_they_are_not_all_told(
    world: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.queries.names.MOST_TOLD", 6)

    fault = fault_in(world.get("/v1/coverage?exercise=hopp"), "unknown_value")

    assert (fault["valid"], fault["nearest"]) == ([], ["hop", "pogo"])
