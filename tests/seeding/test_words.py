"""The word index: by which words each thing of the world is found, and what a hit shows."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from sqlmodel import SQLModel

from app.domain.base import fold
from app.domain.search import MOST_WORDS, SearchEntry, SearchForm, SearchWord
from app.domain.words import STOP, stem, words_of
from app.seeding.read import read_seed
from app.seeding.rows.words import word_rows
from tests.seeding.changes import Changes, edited
from tests.world import write_world

ABOUT = -1
Words = dict[int, list[str]]
"""The words of each name of an entry, by the number of the name."""


@pytest.fixture(scope="module")
def rows(world_folder: Path) -> list[SQLModel]:
    return list(word_rows(read_seed(world_folder)))


@pytest.fixture
def impatient() -> Iterator[None]:
    """Let threads take turns far more often than they do."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def rows_after(changes: Changes, folder: Path) -> list[SQLModel]:
    seed = read_seed(write_world(folder, changes))
    assert seed.faults == []
    return list(word_rows(seed))


def words_by_field(rows: list[SQLModel], kind: str, key: str) -> Words:
    """Give the stems of an entry, name by name, in their places."""
    (mine,) = [
        row for row in rows if isinstance(row, SearchEntry) and (row.kind, row.key) == (kind, key)
    ]
    return dict(enumerate(line.split() for line in mine.names.split("\n"))) | {
        ABOUT: mine.about.split()
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Heel raise", ["heel", "raise"]),
        ("Single-leg heel raise", ["single", "leg", "heel", "raise"]),
        ("Runner's knee", ["runners", "knee"]),
        ("Runner’s knee", ["runners", "knee"]),
        ("  Über  die Brücke! ", ["uber", "die", "brucke"]),
        ("90/90 (hip)", ["90", "90", "hip"]),
        ("raise, raise", ["raise", "raise"]),
        ("…", []),
        ("", []),
    ],
)
def test_words_are_folded_and_in_order(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("forms", "common"),
    [
        (("raise", "raises", "raised", "raising"), "rais"),
        (("hop", "hops", "hopping", "hopped"), "hop"),
        (("stretch", "stretches", "stretching"), "stretch"),
        (("runner", "runners"), "runner"),
        (("90",), "90"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...], common: str) -> None:
    assert {stem(form) for form in forms} == {common}


@pytest.mark.usefixtures("impatient")
def test_threads_do_not_mix_up_each_others_words() -> None:
    forms = [
        f"{start}{middle}{end}"
        for start in "bcdfgh"
        for middle in ("onat", "umpl", "ethod")
        for end in ("ionalities", "ingly", "ization", "ively", "ed", "s")
    ]
    alone = [stem.__wrapped__(form) for form in forms]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: [stem.__wrapped__(form) for form in forms], range(40)))

    assert [stems for stems in together if stems != alone] == []


@given(text=st.text(max_size=40))
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_words_are_those_of_the_folded_text_that_find_something(text: str) -> None:
    words = words_of(text)

    all_of_them = [word for word in fold(text).split("-") if word]
    assert words == ([word for word in all_of_them if word not in STOP] or all_of_them)
    assert words_of(" ".join(words)) == words


def test_a_hit_shows_name_and_kind_of_everything_that_can_be_found(rows: list[SQLModel]) -> None:
    entries = [row for row in rows if isinstance(row, SearchEntry)]

    assert {(row.kind, row.key): (row.name, row.hint) for row in entries} == {
        ("exercises", "calf-stretch"): ("Calf stretch", "Mobility, stretch, level 1"),
        ("exercises", "heel-raise"): ("Heel raise", "Strength, calf raise, level 1"),
        ("exercises", "hop"): ("Hop", "Plyometric, hop, level 4"),
        ("exercises", "loaded-heel-raise"): (
            "Loaded heel raise",
            "Strength, calf raise, level 3",
        ),
        ("exercises", "pogo"): ("Pogo", "Plyometric, hop, level 2"),
        ("exercises", "seated-heel-raise"): (
            "Seated heel raise",
            "Strength, calf raise, level 1",
        ),
        ("exercises", "single-leg-heel-raise"): (
            "Single-leg heel raise",
            "Strength, calf raise, level 2",
        ),
        ("muscles", "calf"): ("Calf", "Group, leg"),
        ("muscles", "gastrocnemius"): ("Gastrocnemius", "Muscle, leg"),
        ("muscles", "gastrocnemius-lateral-head"): ("Lateral head of gastrocnemius", "Head, leg"),
        ("muscles", "gastrocnemius-medial-head"): ("Medial head of gastrocnemius", "Head, leg"),
        ("muscles", "plantarflexors"): ("Plantarflexors", "Functional, leg"),
        ("muscles", "rectus-femoris"): ("Rectus femoris", "Muscle, thigh"),
        ("muscles", "soleus"): ("Soleus", "Muscle, leg"),
        ("phases", "loading"): ("Loading", "Gait phase, 0 to 18 % of the cycle"),
        ("phases", "push-off"): ("Push-off", "Gait phase, 18 to 35 % of the cycle"),
        ("roles", "power"): ("Power", "Running role"),
        ("roles", "elastic-storage"): ("Elastic storage", "Running role"),
        ("injuries", "calf-strain"): ("Calf strain", "Injury"),
        ("injuries", "knee-pain"): ("Knee pain", "Injury"),
        ("claims", "calf-drives"): ("The calf drives push-off.", "Claim, supported"),
    }
    assert len(entries) == 21


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        # The name, each alias, the slug; then category, pattern and primary muscles with their
        # aliases, as far as no name holds them. A mat only helps, so it does not find it.
        (
            "exercises",
            "heel-raise",
            {
                0: ["heel", "rais"],
                1: ["calf", "rais"],
                2: ["hr"],
                3: ["heel", "rais"],
                ABOUT: ["calv", "gastroc", "gastrocnemius", "sol", "soleus", "strength"],
            },
        ),
        # What any way needs finds it; a secondary muscle does not.
        (
            "exercises",
            "loaded-heel-raise",
            {
                0: ["load", "heel", "rais"],
                1: ["load", "heel", "rais"],
                ABOUT: [
                    "calf",
                    "calv",
                    "dumbbel",
                    "kettlebel",
                    "sol",
                    "soleus",
                    "step",
                    "strength",
                ],
            },
        ),
        # "Hop", the pattern, is in a name already.
        (
            "exercises",
            "pogo",
            {
                0: ["pogo"],
                1: ["ankl", "hop"],
                2: ["pogo"],
                ABOUT: ["calf", "calv", "plyometr"],
            },
        ),
        (
            "muscles",
            "soleus",
            {0: ["soleus"], 1: ["sol"], 2: ["musculus", "soleus"], 3: ["soleus"]},
        ),
        ("phases", "push-off", {0: ["push", "off"], 1: ["propuls"], 2: ["push", "off"]}),
        (
            "roles",
            "elastic-storage",
            {0: ["elast", "storag"], 1: ["spring"], 2: ["elast", "storag"]},
        ),
        (
            "injuries",
            "knee-pain",
            {0: ["knee", "pain"], 1: ["runner", "knee"], 2: ["knee", "pain"]},
        ),
        (
            "claims",
            "calf-drives",
            {
                0: ["calf", "drive", "push", "off"],
                1: ["calf", "drive"],
                ABOUT: ["calv"],
            },
        ),
    ],
)
def test_a_thing_is_found_by_exactly_these_words(
    rows: list[SQLModel], kind: str, key: str, words: Words
) -> None:
    found = words_by_field(rows, kind, key)

    assert found == {ABOUT: []} | words


def test_a_word_knows_what_it_finds_in_which_order(rows: list[SQLModel]) -> None:
    words = [row for row in rows if isinstance(row, SearchWord)]

    found = {
        word: [
            [row.key for row in sorted(words, key=lambda row: row.place) if row.word == word]
            for word in (word, f"^{word}")
        ]
        for word in ("heel", "calf", "sol")
    }

    assert found == snapshot(
        {
            "heel": [
                ["heel-raise", "loaded-heel-raise", "seated-heel-raise", "single-leg-heel-raise"],
                ["heel-raise"],
            ],
            "calf": [
                [
                    "calf-stretch",
                    "calf",
                    "calf-strain",
                    "calf-drives",
                    "heel-raise",
                    "hop",
                    "loaded-heel-raise",
                    "pogo",
                    "seated-heel-raise",
                    "single-leg-heel-raise",
                ],
                ["calf-stretch", "calf", "calf-strain", "calf-drives", "heel-raise"],
            ],
            "sol": [
                [
                    "heel-raise",
                    "soleus",
                    "loaded-heel-raise",
                    "seated-heel-raise",
                    "single-leg-heel-raise",
                ],
                ["soleus"],
            ],
        }
    )
    assert {row.word for row in words if row.key == "pogo" and row.word.startswith("^")} == {
        "^pogo", "^ankl", "^ankl hop"
    }  # fmt: skip


def test_every_form_knows_its_stem_and_how_much_that_finds(rows: list[SQLModel]) -> None:
    forms = {row.form: row for row in rows if isinstance(row, SearchForm)}
    words = [row.word for row in rows if isinstance(row, SearchWord)]

    assert [one.word for one in forms.values()] == [stem(form) for form in forms]
    assert {one.word: one.entries for one in forms.values()} == {
        word: words.count(word) for word in words if not word.startswith("^")
    }


def test_a_name_that_is_the_slug_counts_once(tmp_path: Path) -> None:
    rows = rows_after(edited("exercises/hop.toml", ('name = "Hop"', 'name = "hop"')), tmp_path)

    assert words_by_field(rows, "exercises", "hop") == {
        0: ["hop"],
        ABOUT: ["calf", "calv", "gastroc", "gastrocnemius", "plyometr"],
    }


def test_the_words_of_a_category_and_a_region_are_said_apart(tmp_path: Path) -> None:
    changes = edited(
        "exercises/hop.toml", ('category = "plyometric"', 'category = "foot-core"')
    ) | edited("muscles/calf.toml", ('region = "leg"', 'region = "whole-body"'))

    entries = {
        row.key: row.hint for row in rows_after(changes, tmp_path) if isinstance(row, SearchEntry)
    }

    assert (entries["hop"], entries["calf"]) == ("Foot core, hop, level 4", "Group, whole body")


def test_a_long_statement_is_found_by_its_first_words(tmp_path: Path) -> None:
    statement = " ".join(f"w{number}" for number in range(95))
    rows = rows_after(edited("claims.toml", ("The calf drives push-off.", statement)), tmp_path)

    words = words_by_field(rows, "claims", "calf-drives")[0]

    assert words == [f"w{number}" for number in range(MOST_WORDS)]
