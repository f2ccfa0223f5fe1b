"""A session and a plan as plain text."""

import pytest
from inline_snapshot import snapshot

from app.domain.vocabulary import GateStage, Measure
from app.formats.text import describe_blocks, write_text
from app.formats.words import caution, dose, lasting
from app.schemas.sessions import SessionItem
from tests.formats import reads


def test_a_session_is_written_as_text() -> None:
    text = write_text(reads.session(), reads.asked(minutes=25))

    assert text == snapshot("""\
Form late in a race
Strength session for runners, 25 min

Prepare
• Heel walk: 1 × 30 m. Relaxed.

Calf and foot
• Heel raise: 3 × 8 reps per side, rest 60 s. Hard, with 2 left.
  Calf strain (acute stage). Watch: The tendon takes load.

Nothing here clears anybody for training.
https://api.example.org/v1/sessions?format=html&minutes=25
""")


def test_a_plan_is_written_as_text() -> None:
    text = write_text(reads.plan(), reads.asked_plan(weeks=1))

    assert text == snapshot("""\
Form late in a race
Strength plan for runners, 1 week

Week 1: build
Learn the exercises.

Tuesday 2027-03-02: session A, 20 min

Prepare
• Heel walk: 1 × 30 m. Relaxed.

Calf and foot
• Heel raise: 3 × 8 reps per side, rest 60 s. Hard, with 2 left.
  Calf strain (acute stage). Watch: The tendon takes load.

Nothing here clears anybody for training.
https://api.example.org/v1/plans?format=html&weeks=1
""")


def test_a_plan_without_dates_names_days() -> None:
    text = write_text(reads.plan(reads.planned(None)), reads.asked_plan())

    assert "\nTuesday: session A, 20 min\n" in text


def test_a_referral_says_what_to_do_and_no_training() -> None:
    text = write_text(reads.referred(), reads.asked(red_flag=["night-pain"]))

    assert text == snapshot("""\
Form late in a race
No training now: see a clinician first.

Night pain
Pain that wakes you.
What to do: See a clinician.

Nothing here clears anybody for training.
https://api.example.org/v1/sessions?format=html&red_flag=night-pain
""")
    assert write_text(reads.referred_plan(), reads.asked(red_flag=["night-pain"])) == text


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (reads.item(), "3 × 8 reps per side, rest 60 s"),
        (reads.item(reps=1, per_side=False), "3 × 1 rep, rest 60 s"),
        (reads.item(reps=None, hold_s=45, measure=Measure.seconds), "3 × 45 s per side, rest 60 s"),
        (reads.WALK, "1 × 30 m"),
        (
            reads.item(reps=None, contacts=20, measure=Measure.contacts, rest_s=180),
            "3 × 20 contacts per side, rest 3 min",
        ),
    ],
)
def test_a_dose_is_said_by_what_is_counted(item: SessionItem, said: str) -> None:
    assert dose(item) == said


def test_a_long_rest_is_said_in_minutes() -> None:
    assert [lasting(s) for s in (30, 60, 90, 120, 150, 180)] == [
        "30 s", "60 s", "90 s", "2 min", "150 s", "3 min",
    ]  # fmt: skip


def test_what_an_injury_asks_at_any_stage_names_no_stage() -> None:
    assert caution(reads.caution()) == "Calf strain (acute stage). Watch: The tendon takes load."
    assert caution(reads.caution(stage=GateStage.any)) == (
        "Calf strain. Watch: The tendon takes load."
    )


def test_no_line_is_a_step_of_a_workout_for_tools_that_read_hyphens_so() -> None:
    lines = describe_blocks(reads.BLOCKS).splitlines()

    assert [line[:1] for line in lines] == ["P", "•", "", "C", "•", " "]
