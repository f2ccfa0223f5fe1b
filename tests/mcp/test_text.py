"""How answers are put together: short, whole entries, honest figures."""

from typing import Any

import pytest

from app.mcp.text import ENOUGH, figure, share_of, write

ROLE: dict[str, Any] = {
    "share": 0.857, "share_low": 0.69, "share_high": 0.93, "weight": 1.0, "n": 36, "grade": "B",
    "at_speed": None,
}  # fmt: skip
FINDING: dict[str, Any] = {"value": None, "low": None, "high": None, "text": None, "unit": None}


def test_an_answer_is_filled_with_whole_entries_and_says_how_many_it_drops() -> None:
    entries = [f"- {number}\n  {'x' * 500}" for number in range(20)]

    text = write(["head"], entries, ["foot"])

    assert len(text) <= ENOUGH
    assert text.startswith("head\n- 0\n  x")
    assert text.endswith("x\n(13 more entries are left out here; the full answer has them.)\nfoot")


def test_what_may_not_be_dropped_never_is() -> None:
    said = ["x" * ENOUGH, "warning"]

    assert write(said, [], ["foot"]) == "\n".join([*said, "foot"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "share 0.86 (0.69 to 0.93), weight 1.00, n 36, grade B"),
        ({"share_low": None, "n": None}, "share 0.86, weight 1.00, grade B"),
        (
            {"share": None, "share_low": None, "weight": None, "n": None},
            "share unknown, grade B",
        ),
        (
            {"share": None, "share_low": None, "weight": None, "at_speed": {"measured": False}},
            "not measured at this speed, n 36, grade B",
        ),
    ],
)
def test_a_share_is_said_with_its_range_and_grade(change: dict[str, Any], said: str) -> None:
    assert share_of(ROLE | change) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": 0.5}, "0.5"),
        ({"value": 7.0, "low": 6.0, "high": 8.0, "unit": "m/s"}, "7 m/s (6 to 8)"),
        ({"low": 6.0, "high": 8.0, "unit": "%"}, "6 to 8 %"),
        ({"high": 1.0, "unit": "%"}, "at most 1 %"),
        ({"low": 1.0}, "at least 1"),
        ({"text": "Rank 1."}, "Rank 1"),
        ({}, "no figure"),
    ],
)
def test_a_figure_is_said_with_what_is_known_of_it(change: dict[str, Any], said: str) -> None:
    assert figure(FINDING | change) == said
