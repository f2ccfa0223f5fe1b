"""Names of exercises, reduced to the words that tell one movement from another."""

import pytest

from app.crosswalk.words import movement


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Push-Ups", "pushup"),
        ("One-Legged Heel Raise", "single leg calf raises"),
        ("RDL", "Romanian deadlifts"),
        ("Stiff-Leg Deadlift", "Romanian deadlift"),
        ("DB Row", "Dumbbell rows"),
        ("Body weight squat", "Bodyweight Squats"),
        ("Squat, the front one", "Front single squat"),
        ("Élévation", "elevation"),
    ],
)
def test_what_is_spelt_otherwise_is_the_same_movement(one: str, other: str) -> None:
    assert movement(one) == movement(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Split squat", "Squat"), ("Bodyweight squat", "Squat"), ("Leg raise", "Calf raise")],
)
def test_what_is_another_movement_has_other_words(one: str, other: str) -> None:
    assert movement(one) != movement(other)


def test_a_name_of_signs_has_no_words() -> None:
    assert movement("…!") == frozenset()
