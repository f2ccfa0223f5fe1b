"""Every number that we write is that of the official profile."""

from typing import Any

import pytest
from garmin_fit_sdk import Profile
from garmin_fit_sdk import fit as sdk

from app.formats import fit_profile
from app.formats.fit_profile import (
    ENUM,
    STRING,
    UINT16,
    UINT32,
    UINT32Z,
    Base,
    Duration,
    File,
    Intensity,
    Manufacturer,
    Message,
    Sport,
    SubSport,
    Target,
)

MESSAGES: dict[int, dict[str, Any]] = Profile["messages"]
TYPES: dict[str, dict[int, str]] = Profile["types"]
BASES = {
    name: sdk.BASE_TYPE_DEFINITIONS[kind]["type"] | sdk.BASE_TYPE_DEFINITIONS[kind]["endian_flag"]
    for name, kind in sdk.FIELD_TYPE_TO_BASE_TYPE.items()
}
"""The number by which definitions name each base type."""
WRITTEN = [value for value in vars(fit_profile).values() if isinstance(value, Message)]


def test_the_version_is_that_of_the_profile() -> None:
    version = Profile["version"]

    assert 1_000 * version["major"] + version["minor"] == fit_profile.PROFILE_VERSION


@pytest.mark.parametrize("message", WRITTEN, ids=[message.name for message in WRITTEN])
def test_a_message_and_its_fields_have_the_numbers_of_the_profile(message: Message) -> None:
    official = MESSAGES[message.number]

    assert official["name"] == message.name
    for field in message.fields:
        of_profile = official["fields"][field.number]
        assert of_profile["name"] == field.name
        assert BASES[of_profile["base_type"]] == field.base.number


def test_all_four_messages_were_compared() -> None:
    assert [message.name for message in WRITTEN] == [
        "file_id", "workout", "workout_step", "exercise_title",
    ]  # fmt: skip


@pytest.mark.parametrize("base", [ENUM, UINT16, UINT32, UINT32Z, STRING])
def test_a_base_type_has_the_size_and_the_unsaid_value_of_the_profile(base: Base) -> None:
    (official,) = (
        one
        for one in sdk.BASE_TYPE_DEFINITIONS.values()
        if one["type"] | one["endian_flag"] == base.number
    )

    assert official["type_code"] == (base.code or "s")
    assert official["invalid"] == (base.unsaid if base.code else 0)


@pytest.mark.parametrize(
    ("words", "type_name"),
    [
        (File, "file"),
        (Manufacturer, "manufacturer"),
        (Sport, "sport"),
        (SubSport, "sub_sport"),
        (Duration, "wkt_step_duration"),
        (Target, "wkt_step_target"),
        (Intensity, "intensity"),
    ],
)
def test_a_word_has_the_number_of_the_profile(words: Any, type_name: str) -> None:
    assert {int(word): word.name for word in words}.items() <= TYPES[type_name].items()


def test_a_duration_is_scaled_as_the_profile_says() -> None:
    (value,) = (f for f in MESSAGES[27]["fields"].values() if f["name"] == "duration_value")
    scales = {sub["name"]: sub["scale"][0] for sub in value["sub_fields"]}

    assert {
        Duration.time: scales["duration_time"],
        Duration.distance: scales["duration_distance"],
    } == fit_profile.SCALES
    assert (scales["duration_reps"], scales["duration_step"]) == (1, 1)
