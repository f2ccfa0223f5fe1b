"""Workouts in the format of Garmin watches say what the session says, to two other programs."""

import struct
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from app.domain.vocabulary import GateKind, GateStage, MatchQuality, Measure
from app.formats.fit import SETTLED, checksum, shorten, write_fit
from app.formats.fit_profile import EXERCISE_TITLE, WORKOUT, WORKOUT_STEP, Message
from app.recommend.blocks import Block
from app.schemas.exercises import GarminRead
from app.schemas.paging import Named
from app.schemas.recommendations import CautionRead
from app.schemas.sessions import SessionBlock, SessionItem
from app.seeding.read import read_seed
from app.settings import ROOT
from tests.formats.fit_files import expected_steps, read_fit, without_notes

SEED = read_seed(ROOT / "seed")
WATCH = {row.exercise: GarminRead.model_validate(row.model_dump()) for row in SEED.garmin}
NAMES = {one.slug: one.name for one in SEED.exercises}
UNITS = {
    Measure.reps: "reps",
    Measure.seconds: "hold_s",
    Measure.metres: "metres",
    Measure.contacts: "contacts",
}
MANY = settings(max_examples=60, deadline=None, derandomize=True, database=None)
LONGEST = ("Übung 膝を曲げて行うふくらはぎの運動 " * 6)[:120]
"""A name of 120 characters, not all of them Latin."""


def item(slug: str = "front-plank", name: str = "", **said: Any) -> SessionItem:
    """Make an exercise of a session: three sets of ten repetitions, but for what is said."""
    amounts = dict.fromkeys(UNITS.values())
    counted = next((unit for unit in UNITS.values() if unit in said), "reps")
    (measure,) = (measure for measure, unit in UNITS.items() if unit == counted)
    fields: dict[str, Any] = {
        "exercise": Named(slug=slug, name=name or NAMES.get(slug, "Of no profile")),
        "sets": 3,
        **amounts,
        counted: 10,
        "measure": measure,
        "per_side": False,
        "load": "Light and slow.",
        "rest_s": 60,
        "minutes": 4.0,
        "score": None,
        "reasons": [],
        "cautions": [],
    }
    return SessionItem.model_validate(fields | said)


def block(*items: SessionItem, kind: str = "main") -> SessionBlock:
    """Make a block."""
    return SessionBlock(kind=kind, items=list(items))


def caution(text: str) -> CautionRead:
    """Make a caution."""
    return CautionRead(
        injury=Named(slug="calf-strain", name="Calf strain"),
        gate=GateKind.modify,
        stage=GateStage.any,
        text=text,
        source=None,
    )


def entry_of(one: SessionItem) -> tuple[int, int]:
    """Give the numbers of an exercise in the profile."""
    entry = WATCH[one.exercise.slug]
    return entry.category_id, entry.name_id


def first_note(one: SessionItem) -> str:
    """Write one exercise and read the notes of its first step."""
    return str(read_fit(write_fit("Test", [block(one)], WATCH)).steps[0]["notes"])


def size_of(message: Message, name: str) -> int:
    """Give the bytes that a text may take, without the zero at its end."""
    return next(field.size for field in message.fields if field.name == name) - 1


def test_a_workout_is_told_whole() -> None:
    hold = item("side-plank", hold_s=30, per_side=True, sets=2, rest_s=45)
    hops = item("pogo-hop", contacts=20, sets=1)

    workout = read_fit(write_fit("30 min: Test", [block(hops, kind="prepare"), block(hold)], WATCH))

    assert workout.workout == snapshot(
        {"wkt_name": "30 min: Test", "num_valid_steps": 6, "sport": 10, "sub_sport": 20}
    )
    assert workout.steps == snapshot(
        [
            {
                "message_index": 0,
                "wkt_step_name": "Double-leg pogo",
                "duration_type": 29,
                "target_type": 2,
                "intensity": 2,
                "notes": "Double-leg pogo. 20 ground contacts. Light and slow.",
                "exercise_category": 20,
                "duration_reps": 20,
            },
            {
                "message_index": 1,
                "wkt_step_name": "Rest",
                "duration_type": 0,
                "target_type": 2,
                "intensity": 1,
                "duration_time": 60.0,
            },
            {
                "message_index": 2,
                "wkt_step_name": "Left: Side plank",
                "duration_type": 0,
                "target_type": 2,
                "intensity": 0,
                "notes": "Left side. Light and slow.",
                "exercise_category": 19,
                "exercise_name": 66,
                "duration_time": 30.0,
            },
            {
                "message_index": 3,
                "wkt_step_name": "Right: Side plank",
                "duration_type": 0,
                "target_type": 2,
                "intensity": 0,
                "notes": "Right side. Light and slow.",
                "exercise_category": 19,
                "exercise_name": 66,
                "duration_time": 30.0,
            },
            {
                "message_index": 4,
                "wkt_step_name": "Rest",
                "duration_type": 0,
                "target_type": 2,
                "intensity": 1,
                "duration_time": 45.0,
            },
            {"message_index": 5, "duration_type": 6, "duration_step": 2, "repeat_steps": 2},
        ]
    )
    assert workout.titles == snapshot(
        [
            {"message_index": 0, "exercise_category": 20, "wkt_step_name": "Double-leg pogo"},
            {
                "message_index": 1,
                "exercise_category": 19,
                "exercise_name": 66,
                "wkt_step_name": "Side plank",
            },
        ]
    )


def test_a_set_for_each_side_counts_both_and_says_so() -> None:
    hops, lunges = item(contacts=8, per_side=True), item(reps=9, per_side=True)
    carry = item(metres=10, per_side=True)

    steps = read_fit(write_fit("Test", [block(hops, lunges, carry)], WATCH)).steps

    hop, lunge, carried = (step for step in steps if "notes" in step)
    assert (hop["duration_reps"], lunge["duration_reps"]) == (16, 18)
    assert carried["duration_distance"] == 20
    assert hop["notes"].startswith("8 ground contacts on each side. ")
    assert lunge["notes"].startswith("9 reps on each side. ")
    assert carried["notes"].startswith("10 m on each side. ")


def test_a_hold_on_each_side_is_two_steps_inside_the_sets() -> None:
    steps = read_fit(write_fit("Test", [block(item(hold_s=30, per_side=True))], WATCH)).steps

    assert [step.get("wkt_step_name") for step in steps] == [
        "Left: Front plank", "Right: Front plank", "Rest", None,
    ]  # fmt: skip
    assert [step.get("duration_time") for step in steps] == [30, 30, 60, None]
    assert (steps[3]["duration_step"], steps[3]["repeat_steps"]) == (0, 3)


def test_one_set_is_not_repeated_and_no_rest_is_no_step() -> None:
    steps = read_fit(write_fit("Test", [block(item(sets=1, rest_s=0))], WATCH)).steps

    assert len(steps) == 1


def test_the_notes_name_the_exercise_where_the_profile_has_another() -> None:
    named = {
        match: next(slug for slug, entry in WATCH.items() if entry.match is match)
        for match in MatchQuality
    }

    for match, slug in named.items():
        one = item(slug)
        assert first_note(one).startswith(f"{one.exercise.name}. ") is (
            match is not MatchQuality.exact
        )
    assert first_note(item("of-no-profile")) == "Of no profile. 10 reps. Light and slow."


def test_what_to_watch_comes_before_the_load() -> None:
    watched = item(cautions=[caution("Only with this change: half the range.")])

    assert first_note(watched) == (
        "Only with this change: half the range. 10 reps. Light and slow."
    )


def test_an_exercise_without_an_entry_has_its_name_and_no_numbers() -> None:
    workout = read_fit(write_fit("Test", [block(item("of-no-profile"))], {}))

    assert workout.steps[0]["wkt_step_name"] == "Of no profile"
    assert not {"exercise_category", "exercise_name"} & workout.steps[0].keys()
    assert workout.titles == []


def test_a_title_never_names_another_exercise() -> None:
    skips = [item("a-skip"), item("b-skip")]  # Both are "warm_up", without a name.
    presses = [item("pallof-press"), item("split-stance-pallof")]  # Both are "cable_core_press".
    for one, other in (skips, presses):
        assert entry_of(one) == entry_of(other)

    alone = read_fit(write_fit("Test", [block(skips[0], skips[0])], WATCH))
    both = read_fit(write_fit("Test", [block(*skips, *presses)], WATCH))

    assert [title["wkt_step_name"] for title in alone.titles] == ["A-skip"]
    assert [title["wkt_step_name"] for title in both.titles] == ["Warm up", "Cable core press"]


def test_what_prepares_is_a_warm_up() -> None:
    blocks = [block(item(), kind=kind) for kind in Block]

    steps = read_fit(write_fit("Test", blocks, WATCH)).steps

    assert [step["intensity"] for step in steps if "notes" in step] == [2, 0, 0, 0, 0, 0]


def test_a_workout_has_something_to_do() -> None:
    for nothing in ([], [block()]):
        with pytest.raises(ValueError, match="at least one exercise"):
            write_fit("Test", nothing, WATCH)


def test_the_same_session_is_the_same_file_and_another_one_has_another_number() -> None:
    ways = [
        ("Test", [block(item())]),
        ("Other", [block(item())]),
        ("Test", [block(item(reps=11))]),
        ("Test", [block(item(load="Heavy."))]),
        ("Test", [block(item("back-squat"))]),
        ("Test", [block(item(), kind="prepare")]),
    ]

    files = [write_fit(*way, WATCH) for way in ways]

    assert files == [write_fit(*way, WATCH) for way in ways]
    identities = [read_fit(file).file_id for file in files]
    assert len({one["serial_number"] for one in identities}) == len(ways)
    for one in identities:
        assert one == {
            "type": 5,
            "manufacturer": 255,
            "product": 0,
            "serial_number": one["serial_number"],
            "time_created": SETTLED,
        }


def test_both_checksums_are_right() -> None:
    content = write_fit("Test", [block(item())], WATCH)

    assert checksum(b"123456789") == 0xBB3D  # The check value of CRC-16/ARC.
    assert struct.unpack("<H", content[12:14]) == (checksum(content[:12]),)
    assert struct.unpack("<H", content[-2:]) == (checksum(content[:-2]),)
    assert checksum(content) == 0


def test_every_exercise_can_be_written() -> None:
    for start in range(0, len(NAMES), 40):
        slugs = [*NAMES][start : start + 40]
        part = [block(*(item(slug, sets=1, rest_s=0) for slug in slugs))]

        workout = read_fit(write_fit("Test", part, WATCH))

        assert without_notes(workout.steps) == expected_steps(part, WATCH)
        sharing = Counter(entry_of(one) for one in part[0].items)
        alone = {NAMES[slug] for slug in slugs if sharing[entry_of(item(slug))] == 1}
        titles = [title["wkt_step_name"] for title in workout.titles]
        assert alone <= set(titles)
        assert len(titles) == len(sharing)


def test_texts_of_any_length_and_script_are_bounded() -> None:
    long = item(name=LONGEST, load="Schwer. " * 50, cautions=[caution("慎重に。" * 50)])

    workout = read_fit(write_fit(LONGEST, [block(long)], WATCH))

    assert len(LONGEST) == 120
    step, title = workout.steps[0], workout.titles[0]
    for text, longest in (
        (workout.workout["wkt_name"], size_of(WORKOUT, "wkt_name")),
        (step["wkt_step_name"], size_of(WORKOUT_STEP, "wkt_step_name")),
        (step["notes"], size_of(WORKOUT_STEP, "notes")),
        (title["wkt_step_name"], size_of(EXERCISE_TITLE, "wkt_step_name")),
    ):
        assert text.endswith("...")
        assert longest // 2 <= len(text.encode()) <= longest
        assert "\ufffd" not in text


def test_a_text_ends_with_a_zero_byte_however_long_it_is() -> None:
    for length, written in ((30, b"x" * 30), (31, b"x" * 31), (32, b"x" * 28 + b"...")):
        content = write_fit("x" * length, [block(item())], WATCH)

        assert written + b"\0" in content


def test_a_workout_of_forty_exercises_and_of_many_sets_is_written() -> None:
    forty = [block(*(item(slug, sets=1_000) for slug in [*NAMES][:40]))]

    workout = read_fit(write_fit("Test", forty, WATCH))

    assert workout.workout["num_valid_steps"] == len(workout.steps) == 120
    assert {step.get("repeat_steps") for step in workout.steps} == {None, 1_000}


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Side plank", 10, "Side plank"),
        ("Side plank", 9, "Side..."),
        ("Side plank with reach", 14, "Side plank..."),
        ("Sideplank", 8, "Sidep..."),
        ("Müde", 5, "Müde"),
        ("Müder", 5, "M..."),
        ("A superlongword", 12, "A superlo..."),
        ("膝を", 6, "膝を"),
        ("膝を曲", 8, "膝..."),
    ],
)  # fmt: skip
def test_a_long_text_is_cut_behind_a_word_and_never_inside_a_character(
    text: str, most: int, short: str
) -> None:
    assert shorten(text, most) == short


def texts(longest: int) -> st.SearchStrategy[str]:
    """Make up texts as the API takes them: printable, of any script."""
    letters = st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\ufffd")
    return st.text(letters, min_size=1, max_size=longest)


ITEMS = st.builds(
    lambda unit, amount, **said: item(**{unit: amount}, **said),
    slug=st.sampled_from([*NAMES, "of-no-profile"]),
    name=st.just("") | texts(120),
    unit=st.sampled_from([*UNITS.values()]),
    amount=st.integers(1, 4_000),
    sets=st.integers(1, 60),
    per_side=st.booleans(),
    rest_s=st.integers(0, 900),
    load=texts(400),
    cautions=st.lists(st.builds(caution, texts(400)), max_size=2),
)
BLOCKS = st.lists(
    st.builds(
        SessionBlock, kind=st.sampled_from([*Block]), items=st.lists(ITEMS, min_size=1, max_size=4)
    ),
    min_size=1,
    max_size=3,
)


@MANY
@given(BLOCKS, texts(120))
def test_any_session_is_read_as_it_was_said(blocks: list[SessionBlock], name: str) -> None:
    workout = read_fit(write_fit(name, blocks, WATCH))

    expected = expected_steps(blocks, WATCH)
    assert workout.workout["num_valid_steps"] == len(expected)
    for step, meant in zip(without_notes(workout.steps), expected, strict=True):
        whole = meant.pop("wkt_step_name", "")
        assert step.pop("wkt_step_name", "") == shorten(
            whole, size_of(WORKOUT_STEP, "wkt_step_name")
        )
        assert step == meant
    assert workout.workout["wkt_name"] == shorten(name, size_of(WORKOUT, "wkt_name"))
