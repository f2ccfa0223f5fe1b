"""The JSON Schemas that editors complete seed files with."""

import json
import tomllib
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from app.seeding.read import Seed
from app.seeding.schema import NOTICE, SCHEMAS, schema_texts, write_schemas
from app.settings import ROOT


def test_the_schemas_in_the_seed_are_current() -> None:
    stored = {path.name: path.read_text("utf-8") for path in (ROOT / "seed/schema").glob("*")}

    assert stored == schema_texts(), "Run `pushoff schema`."


@pytest.mark.parametrize("name", sorted(schema_texts()))
def test_a_schema_says_first_that_it_is_generated(name: str) -> None:
    text = schema_texts()[name]

    assert text.splitlines()[1] == f'  "$comment": "{NOTICE}",'
    assert "do not edit" in NOTICE


@pytest.mark.parametrize("name", sorted(schema_texts()))
def test_a_schema_refuses_unknown_keys(name: str) -> None:
    assert json.loads(schema_texts()[name])["additionalProperties"] is False


def test_every_kind_of_record_has_a_schema() -> None:
    lists = {name: kind for name, kind in get_type_hints(Seed).items() if name != "faults"}

    assert {get_args(kind)[0] for kind in lists.values()} == set(SCHEMAS.values())


@pytest.mark.parametrize(
    ("name", "folder"),
    [("muscle.json", "muscles"), ("exercise.json", "exercises"), ("injury.json", "injuries")],
)
def test_a_schema_knows_the_keys_of_the_real_files(name: str, folder: str) -> None:
    known = json.loads(schema_texts()[name])["properties"].keys()

    used = {
        key
        for path in (ROOT / "seed" / folder).glob("*.toml")
        for key in tomllib.loads(path.read_text("utf-8"))
    }

    assert used
    assert used <= known


def test_a_schema_says_what_stands_inside_an_exercise() -> None:
    schema = json.loads(schema_texts()["exercise.json"])

    refused = {
        name: inside["additionalProperties"]
        for name, inside in schema["$defs"].items()
        if inside["type"] == "object"
    }
    assert refused == {
        "DoseRecord": False,
        "Figure": False,
        "Item": False,
        "Limbs": False,
        "Pose": False,
        "StepRecord": False,
        "TrainingRecord": False,
        "WorkRecord": False,
    }
    assert schema["properties"]["level"]["maximum"] == 5


def test_writing_makes_the_folder_and_gives_the_paths(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schema"

    paths = write_schemas(folder)

    assert {path.name: path.read_text("utf-8") for path in paths} == schema_texts()
    assert sorted(folder.iterdir()) == sorted(paths)
