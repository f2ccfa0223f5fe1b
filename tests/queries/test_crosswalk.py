"""The crosswalk: from ids of other catalogues to ours, and back."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot

from app.database import open_engine
from app.imports.load import import_catalogue
from app.schemas.crosswalk import CrosswalkPage, SystemsRead
from app.settings import Settings
from tests.conftest import NewDatabase, seeded, serving
from tests.imports.conftest import silent
from tests.imports.files import FREE, WGER, written
from tests.problems import fault_in

CONTENTS: dict[str, Any] = {"free-exercise-db": FREE, "wger": WGER}


@pytest.fixture(scope="module")
def url(
    new_database: NewDatabase, world_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Give a world with two catalogues imported."""
    url = seeded(new_database("sqlite"), world_folder)
    engine = open_engine(url)
    for system, content in CONTENTS.items():
        file = written(tmp_path_factory.mktemp("import"), content)
        import_catalogue(engine, system, file, silent)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def imported(url: str) -> Iterator[httpx.Client]:
    """Talk to a server over it."""
    with serving(Settings(database_url=url, refresh_s=0.1)) as client:
        yield client


def keys(client: httpx.Client, query: str) -> list[str]:
    """Ask for the keys of a list."""
    answer = client.get(f"/v1/crosswalk?fields=key&limit=200&{query}")
    assert answer.status_code == 200, answer.text
    return [item["key"] for item in answer.json()["items"]]


def test_an_id_leads_to_ours_and_to_the_evidence(imported: httpx.Client) -> None:
    page = imported.get("/v1/crosswalk?system=wger&id=12").json()

    assert page == snapshot(
        {
            "items": [
                {
                    "key": "wger.12",
                    "system": "wger",
                    "id": "12",
                    "also": "00000000-0000-4000-8000-000000000012",
                    "kind": "exercise",
                    "name": "Pogo hops",
                    "matches": [
                        {
                            "slug": "pogo",
                            "name": "Pogo",
                            "match": "proposed",
                            "score": 0.9,
                            "reason": "Same words in both names: Pogos; Pogo. Same main muscles: "
                            "soleus. Equipment cannot be compared.",
                            "path": "/v1/exercises/pogo",
                        }
                    ],
                    "muscles": [
                        {
                            "muscle": {"slug": "soleus", "name": "Soleus", "kind": "muscle"},
                            "involvement": "primary",
                            "path": "/v1/muscles/soleus/roles",
                        }
                    ],
                    "equipment": ["dumbbell"],
                    "unmapped": ["Neck", "Tower"],
                    "licence": "CC-BY-SA 4",
                    "licence_url": "https://creativecommons.org/licenses/by-sa/4.0/deed.en",
                    "attribution": "anna, wger.de; name by ben, CC0",
                    "url": "https://wger.de/en/exercise/12/view",
                }
            ],
            "next": None,
            "total": None,
            "missing": [],
            "revision": 3,
            "included": None,
        }
    )
    (entry,) = page["items"]
    for path in (entry["matches"][0]["path"], entry["muscles"][0]["path"]):
        assert imported.get(path).status_code == 200
    assert CrosswalkPage.model_validate(page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("exercise=pogo", ["garmin-fit.20-65535", "wger.12"]),
        ("exercise=ankle hops", ["garmin-fit.20-65535", "wger.12"]),
        ("exercise=pogo&match=proposed", ["wger.12"]),
        ("exercise=pogo&system=garmin-fit", ["garmin-fit.20-65535"]),
        ("exercise=hop&exercise=pogo&kind=exercise&system=wger&system=free-exercise-db",
         ["free-exercise-db.Hopping", "wger.12"]),
        ("muscle=soleus", ["body-one.calves", "body-two.left-soleus", "body-two.right-soleus",
                           "fma.FMA-22542", "wger-muscles.15"]),
        ("muscle=SOL&system=fma", ["fma.FMA-22542"]),
        ("muscle=calf", ["body-one.calves", "free-exercise-db-muscles.calves",
                         "free-exercise-db-muscles.legs"]),
        ("equipment=dumbbell", ["wger-equipment.3"]),
        ("kind=equipment", ["free-exercise-db-equipment.body-only", "wger-equipment.3"]),
        ("match=exact&system=garmin-fit", ["garmin-fit.1-19"]),
        ("match=category-only", ["garmin-fit.20-65535"]),
        ("system=wger&match=proposed", ["wger.12", "wger.7"]),
        ("system=garmin-fit&id=1:19", ["garmin-fit.1-19"]),
        ("system=garmin-fit&id=calf_raise:standing_calf_raise", ["garmin-fit.1-19"]),
        ("system=garmin-fit&id=plyo", ["garmin-fit.20-65535"]),
        ("system=fma&id=22542&id=FMA:22542", ["fma.FMA-22542"]),
        ("system=free-exercise-db-equipment&id=body+only",
         ["free-exercise-db-equipment.body-only"]),
        ("system=wger&id=00000000-0000-4000-8000-000000000012&id=7", ["wger.12", "wger.7"]),
        ("ids=wger.7,fma.FMA-22542", ["fma.FMA-22542", "wger.7"]),
        ("system=wger&sort=-key", ["wger.7", "wger.14", "wger.13", "wger.12"]),
    ],
)  # fmt: skip
def test_entries_are_found_from_either_side(
    imported: httpx.Client, query: str, expected: list[str]
) -> None:
    assert keys(imported, query) == expected


def test_a_pair_of_the_fit_profile_names_all_that_have_it(imported: httpx.Client) -> None:
    (entry,) = imported.get("/v1/crosswalk?system=garmin-fit&id=1:17").json()["items"]

    assert entry == snapshot(
        {
            "key": "garmin-fit.1-17",
            "system": "garmin-fit",
            "id": "1:17",
            "also": "calf_raise:single_leg_standing_calf_raise",
            "kind": "exercise",
            "name": "calf raise: single leg standing calf raise",
            "matches": [
                {
                    "slug": "single-leg-heel-raise",
                    "name": "Single-leg heel raise",
                    "match": "close",
                    "score": None,
                    "reason": "The same movement with one difference that would not mislead a "
                    "runner.",
                    "path": "/v1/exercises/single-leg-heel-raise",
                }
            ],
            "muscles": [],
            "equipment": [],
            "unmapped": [],
            "licence": None,
            "licence_url": None,
            "attribution": "Garmin FIT SDK, profile 21.218",
            "url": "https://developer.garmin.com/fit/",
        }
    )


def test_what_is_known_and_matches_nothing_is_told_with_its_muscles(
    imported: httpx.Client,
) -> None:
    (entry,) = imported.get("/v1/crosswalk?system=wger&id=13").json()["items"]

    assert entry["matches"] == []
    assert [muscle["muscle"]["slug"] for muscle in entry["muscles"]] == ["soleus"]


def test_a_whole_catalogue_is_joined_in_one_question(imported: httpx.Client) -> None:
    asked = "&".join(f"id={number}" for number in range(1, 201))

    page = imported.get(f"/v1/crosswalk?system=wger&{asked}&limit=200").json()

    assert [item["id"] for item in page["items"]] == ["12", "13", "14", "7"]
    assert len(page["missing"]) == 196
    assert "12" not in page["missing"]


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("system=wger&id=7&id=8", ["8"]),
        ("system=fma&id=7", ["7"]),
        ("system=wger&id=9&ids=wger.7,wger.8", ["wger.8", "9"]),
        ("system=wger&id=7&match=exact", []),
    ],
)
def test_what_is_asked_for_and_not_there_is_missing(
    imported: httpx.Client, query: str, missing: list[str]
) -> None:
    assert imported.get(f"/v1/crosswalk?{query}").json()["missing"] == missing


def test_a_catalogue_that_was_not_imported_is_known_and_empty(world: httpx.Client) -> None:
    page = world.get("/v1/crosswalk?system=wger&id=7").json()

    assert (page["items"], page["missing"]) == ([], ["7"])


@pytest.mark.parametrize(
    ("query", "code", "parameter", "nearest"),
    [
        ("system=wgerr", "unknown_value", "system", ["wger", "wger-equipment", "wger-muscles"]),
        ("exercise=pogoo", "unknown_value", "exercise", ["pogo"]),
        ("id=7", "invalid_value", "id", []),
        ("system=wger&id=", "invalid_value", "id", []),
        ("system=wger&id=%C3%A4", "invalid_value", "id", []),
        ("system=wger&id=" + "7" * 71, "invalid_value", "id", []),
        ("fields=keyy", "unknown_value", "fields", ["key"]),
        ("include=muscles", "unknown_parameter", "include", []),
    ],
)
def test_what_cannot_be_asked_is_refused(
    imported: httpx.Client, query: str, code: str, parameter: str, nearest: list[str]
) -> None:
    fault = fault_in(imported.get(f"/v1/crosswalk?{query}"), code)

    assert fault["parameter"] == parameter
    assert fault["nearest"][: len(nearest)] == nearest


def test_the_crosswalk_is_a_table_too(imported: httpx.Client) -> None:
    answer = imported.get("/v1/crosswalk?system=wger&format=csv&fields=name,key,licence&count=true")

    assert answer.headers["x-pushoff-total"] == "4"
    assert answer.text == (
        "key,name,licence\r\n"
        "wger.12,Pogo hops,CC-BY-SA 4\r\n"
        "wger.13,Zzz,CC0\r\n"
        "wger.14,,CC-BY-SA 4\r\n"
        "wger.7,Heel raise,CC-BY-SA 4\r\n"
    )


def test_the_systems_tell_licence_credit_and_what_is_not_mapped(imported: httpx.Client) -> None:
    answer = imported.get("/v1/crosswalk/systems").json()

    assert SystemsRead.model_validate(answer).model_dump(mode="json") == answer
    told = {one["system"]: one for one in answer["systems"]}
    assert {name: one["entries"] for name, one in told.items()} == snapshot(
        {
            "body-one": 2,
            "body-two": 2,
            "fma": 1,
            "free-exercise-db": 4,
            "free-exercise-db-equipment": 1,
            "free-exercise-db-muscles": 2,
            "garmin-fit": 3,
            "ta2": 0,
            "uberon": 0,
            "wger": 4,
            "wger-equipment": 1,
            "wger-muscles": 1,
        }
    )
    assert told["free-exercise-db"]["report"]["unmapped_equipment"] == [
        {"word": "rings", "exercises": 1}
    ]
    assert told["fma"]["report"] is None


def test_an_import_is_a_release_without_changes_of_documents(
    url: str, imported: httpx.Client, tmp_path: Path
) -> None:
    before = imported.get("/v1/crosswalk?system=wger")
    engine = open_engine(url)
    import_catalogue(engine, "wger", written(tmp_path, WGER["results"][:2]), silent)
    engine.dispose()
    known = {"If-None-Match": before.headers["etag"]}
    while (after := imported.get(str(before.url), headers=known)).status_code == 304:
        time.sleep(0.02)  # A worker looks for a new release every tenth of a second here.
    feed = imported.get(f"/v1/changes?since={before.headers['x-pushoff-release']}").json()

    assert after.status_code == 200
    assert [item["id"] for item in after.json()["items"]] == ["12", "7"]
    assert (feed["items"], feed["revision"]) == ([], 4)
    assert feed["release"] == imported.get("/v1/release").json()["id"]


def test_every_exercise_of_the_real_data_with_a_pair_of_its_own_is_found_by_it(
    client: httpx.Client,
) -> None:
    page = client.get("/v1/crosswalk?system=garmin-fit&limit=200&count=true").json()
    more = client.get(page["next"]).json() if page["next"] else {"items": []}
    found = {m["slug"] for e in [*page["items"], *more["items"]] for m in e["matches"]}
    every = client.get("/v1/exercises?fields=slug,garmin&limit=200").json()
    rest = client.get(every["next"]).json()

    exercises = [*every["items"], *rest["items"]]
    fitting = {one["slug"] for one in exercises if one["garmin"]["category"] != "unknown"}
    assert found == fitting
    assert len(fitting) < len(exercises)
