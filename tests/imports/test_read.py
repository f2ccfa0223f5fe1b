"""What is read of a foreign file, and every fault of a wrong one."""

from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot

from app.domain.crosswalk import ForeignExercise
from app.imports import free_exercise_db, wger
from app.imports.load import LARGEST_BYTES, READERS, BadCatalogue, _exercises, import_catalogue
from tests.imports.conftest import silent
from tests.imports.files import CC0, FREE, WGER, free, translation, without, written
from tests.imports.files import wger as entry


def read(system: str, content: Any) -> list[ForeignExercise]:
    faults: list[str] = []
    found = READERS[system](content, faults)
    assert faults == []
    return found


def faults_of(system: str, content: Any) -> list[str]:
    faults: list[str] = []
    READERS[system](content, faults)
    return faults


def test_free_exercise_db_is_read_without_its_texts() -> None:
    raises = read("free-exercise-db", FREE)[1]

    assert raises.model_dump() == snapshot(
        {
            "system": "free-exercise-db",
            "id": "Heel_Raises",
            "name": "Heel Raises",
            "aliases": [],
            "primary_muscles": [{"id": "calves", "name": "calves"}],
            "secondary_muscles": [
                {"id": "calves", "name": "calves"},
                {"id": "neck", "name": "neck"},
            ],
            "equipment": [{"id": "body only", "name": "body only"}],
            "licence": "The Unlicense",
            "licence_url": "https://unlicense.org/",
            "attribution": "Free Exercise DB, github.com/yuhonas/free-exercise-db",
            "url": "https://github.com/yuhonas/free-exercise-db/blob/main/exercises/Heel_Raises.json",
            "also": None,
        }
    )


def test_equipment_that_is_not_told_is_no_equipment() -> None:
    assert read("free-exercise-db", [free("A", equipment=None)])[0].equipment == []


def test_wger_is_read_in_english_with_its_authors() -> None:
    seven, twelve, *_ = read("wger", WGER)

    assert (seven.name, seven.licence, seven.attribution) == (
        "Heel raise",
        "CC-BY-SA 4",
        "anna, wger.de",
    )
    assert twelve.model_dump() == snapshot(
        {
            "system": "wger",
            "id": "12",
            "also": "00000000-0000-4000-8000-000000000012",
            "name": "Pogo hops",
            "aliases": ["Pogos"],
            "primary_muscles": [{"id": "15", "name": "Soleus"}],
            "secondary_muscles": [{"id": "15", "name": "Soleus"}, {"id": "99", "name": "Neck"}],
            "equipment": [{"id": "3", "name": "Dumbbell"}, {"id": "90", "name": "Tower"}],
            "licence": "CC-BY-SA 4",
            "licence_url": "https://creativecommons.org/licenses/by-sa/4.0/deed.en",
            "attribution": "anna, wger.de; name by ben, CC0",
            "url": "https://wger.de/en/exercise/12/view",
        }
    )


@pytest.mark.parametrize(
    ("changes", "said", "credit"),
    [
        ({}, {}, "anna, wger.de"),
        ({"license_author": ""}, {"license_author": None}, "wger.de"),
        ({}, {"license_author": "ben"}, "anna, wger.de; name by ben"),
        ({}, {"license": 7}, "anna, wger.de; name licence 7 of wger"),
        ({"license": CC0}, {"license": 3}, "anna, wger.de"),
        ({"license_author": " a\n b "}, {"license_author": "a b"}, "a b, wger.de"),
    ],
)
def test_who_made_an_entry_and_who_named_it_are_told(
    changes: dict[str, Any], said: dict[str, Any], credit: str
) -> None:
    (one,) = read("wger", [entry(1, translation("Hop", **said), **changes)])

    assert one.attribution == credit


def test_an_entry_without_an_english_name_has_none() -> None:
    assert [one.name for one in read("wger", WGER)][-1] is None


def test_the_results_alone_are_read_too() -> None:
    whole, results = read("wger", WGER), read("wger", WGER["results"])

    assert [one.model_dump() for one in whole] == [one.model_dump() for one in results]


@pytest.mark.parametrize(
    ("system", "content", "faults"),
    [
        ("free-exercise-db", {}, [f"The file does not hold {free_exercise_db.SHAPE}."]),
        ("free-exercise-db", WGER, [f"The file does not hold {free_exercise_db.SHAPE}."]),
        ("wger", {}, [f"The file does not hold {wger.SHAPE}."]),
        ("wger", 7, [f"The file does not hold {wger.SHAPE}."]),
        (
            "wger",
            {**WGER, "next": "https://wger.de/…"},
            [
                "The file is one page of several: ask with limit=999, or join the results of all "
                "pages in one list."
            ],
        ),
        (
            "free-exercise-db",
            [without(FREE[0], "name", "equipment"), 3, {**FREE[1], "id": "ä"}],
            [
                "entry 1 (id 'Hopping'): name: Field required",
                "entry 1 (id 'Hopping'): equipment: Field required",
                "entry 2: Input should be a valid dictionary or instance of Exercise",
                "entry 3 (id '\\xe4'): id: String should match pattern '^[0-9A-Za-z_-]+$'",
            ],
        ),
        (
            "free-exercise-db",
            [FREE[0], FREE[1], FREE[0]],
            ["id 'Hopping': stands 2 times"],
        ),
        (
            "free-exercise-db",
            [free("A", name="a\x07b", primaryMuscles="calves", secondaryMuscles=[1])],
            [
                "entry 1 (id 'A'): name: Value error, The text holds a control character or a "
                "broken character.",
                "entry 1 (id 'A'): primaryMuscles: Input should be a valid list",
                "entry 1 (id 'A'): secondaryMuscles.0: Input should be a valid string",
            ],
        ),
        (
            "wger",
            [{**entry(1), "id": "1", "uuid": "x", "license": None}, entry(2, translation(""))],
            [
                "entry 1 (id '1'): id: Input should be a valid integer",
                "entry 1 (id '1'): uuid: String should match pattern "
                "'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'",
                "entry 1 (id '1'): license: Input should be a valid dictionary or instance of "
                "Licence",
                "entry 2 (id '2'): translations.0.name: Value should have at least 1 item after "
                "validation, not 0",
            ],
        ),
    ],
)
def test_every_fault_is_named_with_its_place(system: str, content: Any, faults: list[str]) -> None:
    assert faults_of(system, content) == faults


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "The file is not JSON: "),
        (b"\xff\xfe[]", "The file is not JSON: "),
        (b'[{"id": NaN}]', "The file is not JSON: "),
        (b"[" * 100_000, "The file is not JSON: "),
        (b"[]", "The file holds no exercise."),
    ],
)
def test_what_is_no_catalogue_is_refused(content: bytes, fault: str) -> None:
    with pytest.raises(BadCatalogue) as refused:
        _exercises("free-exercise-db", content)

    (said,) = refused.value.faults
    assert said.startswith(fault)


def test_a_file_larger_than_any_catalogue_is_not_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)

    with pytest.raises(BadCatalogue, match="Faults of the file: 1") as refused:
        import_catalogue(None, "wger", huge, silent)  # type: ignore[arg-type]  # Never opened.

    assert refused.value.faults == ["The file has more than 64,000,000 bytes."]


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadCatalogue) as refused:
        import_catalogue(None, "wger", tmp_path, silent)  # type: ignore[arg-type]  # Never opened.

    assert refused.value.faults == ["The file cannot be read: Is a directory."]


def test_more_exercises_than_any_catalogue_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.imports.load.MOST_ENTRIES", 3)

    with pytest.raises(BadCatalogue) as refused:
        import_catalogue(None, "wger", written(tmp_path, WGER), silent)  # type: ignore[arg-type]

    assert refused.value.faults == ["The file holds more than 3 exercises."]
