"""The crosswalks hold: the FIT profile of Garmin watches, and body-highlighter packages."""

import csv
import re
from collections import Counter
from typing import Any

import httpx
import pytest
from garmin_fit_sdk import Profile

from app.domain.vocabulary import Involvement
from app.seeding.read import Seed, read_seed
from app.settings import ROOT

TYPES: dict[str, dict[int, str]] = Profile["types"]
CATEGORIES = TYPES["exercise_category"]
NO_NAME = 65_535  # What the profile keeps for "invalid" in this type of number.
with (ROOT / "seed/links/garmin.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))


def two_sided(*names: str) -> set[str]:
    return {f"{name}-{side}" for name in names for side in ("left", "right")}


PACKAGES = {
    # Version 1.0.0: dist/data/muscles.front.js and muscles.back.js.
    "body-muscles": {"face", "head", "head-back", "nape", "spine"}
    | two_sided(
        "abs-lower", "abs-upper", "adductors", "biceps", "calves-gastroc-lateral",
        "calves-gastroc-medial", "calves-soleus", "chest-lower", "chest-upper", "deltoid-rear",
        "elbow", "foot", "foot-back", "forearm", "forearm-extensors", "forearm-flexors",
        "gluteus-maximus", "gluteus-medius", "hamstrings-lateral", "hamstrings-medial", "hand",
        "hand-back", "hip-flexor", "knee", "knee-back", "lats-lower", "lats-mid", "lats-upper",
        "lower-back-erectors", "lower-back-ql", "neck", "obliques", "quads", "serratus-anterior",
        "shoulder-front", "shoulder-side", "tibialis-anterior", "traps-lower", "traps-mid",
        "traps-upper", "triceps-lateral", "triceps-long",
    ),
    # Version 2.0.5: src/component/metadata.ts.
    "react-body-highlighter": {
        "abductors", "abs", "adductor", "back-deltoids", "biceps", "calves", "chest", "forearm",
        "front-deltoids", "gluteal", "hamstring", "head", "knees", "left-soleus", "lower-back",
        "neck", "obliques", "quadriceps", "right-soleus", "trapezius", "triceps", "upper-back",
    },
    # Version 3.2.0: dist/index.d.ts.
    "react-native-body-highlighter": {
        "abs", "adductors", "ankles", "biceps", "calves", "chest", "deltoids", "feet", "forearm",
        "gluteal", "hair", "hamstring", "hands", "head", "knees", "lower-back", "neck", "obliques",
        "quadriceps", "tibialis", "trapezius", "triceps", "upper-back",
    },
}  # fmt: skip
"""The slugs of each package, as the package itself lists them."""


@pytest.fixture(scope="module")
def seed() -> Seed:
    return read_seed(ROOT / "seed")


@pytest.fixture(scope="module")
def documents(seed: Seed, client: httpx.Client) -> dict[str, Any]:
    """Give what the API says of every exercise."""
    return {e.slug: client.get(f"/v1/exercises/{e.slug}").json() for e in seed.exercises}


def lit_by(seed: Seed, package: str) -> dict[str, set[str]]:
    """Give the slugs of a package by muscle."""
    return {row.muscle: set(row.slugs) for row in seed.highlights if row.package == package}


def test_every_exercise_stands_once_in_the_table_of_the_profile(seed: Seed) -> None:
    assert Counter(row["exercise"] for row in ROWS) == Counter(e.slug for e in seed.exercises)


def test_every_category_is_one_of_the_profile_with_its_number() -> None:
    wrong = [row for row in ROWS if CATEGORIES.get(int(row["category_id"])) != row["category"]]

    assert wrong == []


def test_every_name_is_one_of_its_category_with_its_number() -> None:
    named = [row for row in ROWS if row["name"]]

    wrong = [
        row
        for row in named
        if TYPES[f"{row['category']}_exercise_name"].get(int(row["name_id"])) != row["name"]
    ]

    assert named
    assert wrong == []


def test_what_has_no_name_has_the_number_that_means_none() -> None:
    nameless = [row for row in ROWS if not row["name"]]

    assert nameless
    assert {row["name_id"] for row in nameless} == {str(NO_NAME)}
    assert {row["match"] for row in nameless} == {"category-only"}
    assert {row["match"] for row in ROWS if row["name"]} == {"exact", "close"}
    assert not any(
        NO_NAME in TYPES[f"{row['category']}_exercise_name"] for row in ROWS if row["name"]
    )


def test_no_two_exercises_are_exactly_the_same_entry() -> None:
    exact = Counter((row["category"], row["name"]) for row in ROWS if row["match"] == "exact")

    assert [entry for entry, times in exact.items() if times > 1] == []


def test_half_of_the_exercises_or_more_have_a_name_on_the_watch() -> None:
    named = [row for row in ROWS if row["match"] in {"exact", "close"}]

    assert len(named) >= len(ROWS) / 2


@pytest.mark.parametrize("document", ["api.md", "workouts.md"])
def test_the_documents_count_the_matches(document: str) -> None:
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    counted = re.findall(r"^\| `(exact|close|category-only)` \| (\d+) \|", text, re.MULTILINE)

    assert dict(counted) == {
        match: str(times) for match, times in Counter(row["match"] for row in ROWS).items()
    }


def test_the_document_counts_the_categories_that_some_watches_may_refuse() -> None:
    text = (ROOT / "docs" / "workouts.md").read_text(encoding="utf-8")
    high = [row for row in ROWS if int(row["category_id"]) > 32]
    unknown = [row for row in high if row["category"] == "unknown"]

    assert f"{len(high)} of the exercises have such a category, {len(unknown)} of them" in text


def test_the_api_gives_the_entries_of_the_table(documents: dict[str, Any]) -> None:
    written = {
        row["exercise"]: {
            "match": row["match"],
            "category": row["category"],
            "category_id": int(row["category_id"]),
            "name": row["name"] or None,
            "name_id": int(row["name_id"]),
        }
        for row in ROWS
    }

    assert {slug: document["garmin"] for slug, document in documents.items()} == written


def test_every_highlight_is_a_slug_of_its_package(seed: Seed) -> None:
    assert {row.package for row in seed.highlights} == PACKAGES.keys()
    for row in seed.highlights:
        assert row.slugs, row.place
        assert set(row.slugs) <= PACKAGES[row.package], row.place
        assert len(set(row.slugs)) == len(row.slugs), row.place


def test_both_sides_light_up(seed: Seed) -> None:
    other = {"left": "right", "right": "left"}
    for row in seed.highlights:
        for slug in row.slugs:
            mirrored = "-".join(other.get(word, word) for word in slug.split("-"))
            assert mirrored in row.slugs, (row.place, slug)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_part_lights_up_no_more_than_its_whole(seed: Seed, package: str) -> None:
    lit = lit_by(seed, package)
    parents = {muscle.slug: muscle.parent or "" for muscle in seed.muscles}

    inside = {part: parents[part] for part in lit if parents[part] in lit}

    assert inside
    for part, whole in inside.items():
        assert lit[part] <= lit[whole], (part, whole)


@pytest.mark.parametrize("package", PACKAGES)
def test_the_large_muscles_of_running_light_up(seed: Seed, package: str) -> None:
    large = {
        "soleus", "gastrocnemius", "quadriceps", "hamstrings", "gluteus-maximus",
        "gluteus-medius", "hip-adductors", "rectus-abdominis", "erector-spinae",
    }  # fmt: skip

    assert large <= lit_by(seed, package).keys()


def test_the_api_lights_up_the_muscles_of_an_exercise(
    seed: Seed, documents: dict[str, Any]
) -> None:
    for document in documents.values():
        worked: dict[str, list[str]] = {how: [] for how in Involvement}
        for work in document["muscles"]:
            worked[work["involvement"]].append(work["muscle"]["slug"])
        assert [lit["package"] for lit in document["highlights"]] == sorted(PACKAGES)
        for lit in document["highlights"]:
            slugs = lit_by(seed, lit["package"])
            primary, secondary = (
                {slug for muscle in worked[how] for slug in slugs.get(muscle, ())}
                for how in (Involvement.primary, Involvement.secondary)
            )
            place = (document["slug"], lit["package"])
            assert lit["primary"] == sorted(primary), place
            assert lit["secondary"] == sorted(secondary - primary), place


def test_nearly_every_exercise_lights_something_up(documents: dict[str, Any]) -> None:
    bright = [
        slug
        for slug, document in documents.items()
        if any(lit["primary"] for lit in document["highlights"])
    ]

    assert len(bright) >= 0.95 * len(documents)
