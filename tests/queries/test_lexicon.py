"""What words mean: forms of a word, beginnings, halves and typing errors, and nothing more."""

from typing import Any

import httpx
import pytest

from app.domain.words import stem
from app.queries.lexicon import MOST_MEANINGS, Lexicon, Token, understand
from app.queries.snapshots import Snapshot
from app.seeding.read import Seed, read_seed
from app.settings import ROOT

FORMS = (
    "bird", "calf", "calves", "dog", "gastrocnemius", "hamstring", "hamstrings", "hip", "hop",
    "kettlebell", "kneeling", "leg", "plank", "planks", "plantar", "raise", "raises", "soleus",
    "squad", "squat", "stair", "star", "start", "step", "stepper",
)  # fmt: skip


def lexicon_of(*forms: str) -> Lexicon:
    """Make the lexicon of a catalogue that holds these words."""
    words = {form: stem(form) for form in sorted(forms)}
    return Lexicon(list(words), words, dict.fromkeys(words.values(), 1))


@pytest.fixture(scope="module")
def known() -> Lexicon:
    return lexicon_of(*FORMS)


def first(at: Snapshot, text: str, *, unfinished: bool = False) -> list[Token]:
    """Give the first reading of a text; none: it means nothing."""
    return next(iter(understand(at, text, unfinished=unfinished)), [])


@pytest.mark.parametrize(
    ("word", "meanings"),
    [
        ("soleus", {"soleus": 0}),
        ("planks", {"plank": 0}),
        ("hamstring", {"hamstr": 0}),
        ("raising", {"rais": 0}),
        ("hops", {"hop": 0}),
        ("hopped", {"hop": 0}),
        ("step", {"step": 0, "stepper": 1}),
        ("star", {"star": 0, "start": 1}),
        ("pla", {"plank": 1, "plantar": 1}),
        ("kettleb", {"kettlebel": 1}),
        ("kettlebells", {"kettlebel": 0}),
        ("calv", {"calv": 0}),
        ("pl", {}),
        ("s", {}),
        ("eus", {}),
        ("squatty", {}),
        ("soleuss", {}),
    ],
)
def test_a_word_means_its_own_forms_and_what_it_begins(
    known: Lexicon, word: str, meanings: Token
) -> None:
    assert known.meanings(word, unfinished=False) == meanings


@pytest.mark.parametrize(
    ("word", "meanings"),
    [
        ("pl", {"plank": 1, "plantar": 1}),
        ("k", {"kettlebel": 1, "kneel": 1}),
        ("hop", {"hop": 0}),
        ("ste", {"step": 1, "stepper": 1}),
        ("x", {}),
    ],
)
def test_a_word_that_is_being_typed_means_what_it_begins_however_short(
    known: Lexicon, word: str, meanings: Token
) -> None:
    assert known.meanings(word, unfinished=True) == meanings


def test_a_beginning_means_no_more_words_than_an_answer_can_bear() -> None:
    many = lexicon_of("pre", *(f"pre{letter}x" for letter in "abcdefghijklmnopqrstuvwxyz"))

    meanings = many.meanings("pre", unfinished=False)

    assert len(meanings) == MOST_MEANINGS < 27
    assert meanings["pre"] == 0
    assert set(meanings.values()) == {0, 1}


@pytest.mark.parametrize(
    ("word", "halves"),
    [
        ("birddog", ["bird", "dog"]),
        ("calfraise", ["calf", "rais"]),
        ("calfraises", ["calf", "rais"]),
        ("legplanks", ["leg", "plank"]),
        ("hiphop", ["hip", "hop"]),
        ("startstep", ["start", "step"]),
        ("dogx", []),
        ("birdcat", []),
        ("catbird", []),
        ("bird", []),
        ("birddogleg", []),
        ("", []),
    ],
)
def test_two_known_words_may_be_written_as_one(
    known: Lexicon, word: str, halves: list[str]
) -> None:
    assert known.halves(word) == halves


def test_of_two_ways_to_take_a_word_apart_the_longer_beginning_counts() -> None:
    assert lexicon_of("car", "cart", "tool", "ool").halves("cartool") == ["cart", "ool"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        # Three letters are never corrected: everything is near to them.
        ("hpi", {}),
        ("doh", {}),
        # Four and five: one letter, be it swapped, dropped, doubled or wrong.
        ("brid", {"bird": 3}),
        ("brd", {}),
        ("clf", {}),
        ("caf", {}),
        ("calff", {"calf": 3}),
        ("valf", {"calf": 3}),
        ("plnak", {"plank": 3}),
        ("plamt", {}),
        ("sqyad", {"squad": 3}),
        # Six to nine: two.
        ("solues", {"soleus": 3}),
        ("soelus", {"soleus": 3}),
        ("osluse", {}),
        ("oslues", {"soleus": 4}),
        ("hamstirng", {"hamstr": 3}),
        ("hasmtirng", {"hamstr": 4}),
        ("ahsmtirng", {}),
        # Ten and more: three.
        ("gastrocnemeus", {"gastrocnemius": 3}),
        ("gastrocnimeus", {"gastrocnemius": 4}),
        ("gastroknimeus", {"gastrocnemius": 5}),
        ("kastroknimeus", {}),
    ],
)
def test_the_longer_a_word_the_more_of_its_letters_may_be_off(
    known: Lexicon, word: str, near: Token
) -> None:
    assert known.near(word) == near


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("squab", {"squad": 3, "squat": 3}),
        ("squatt", {"squat": 3}),
        ("stzir", {"stair": 3}),
        ("stsrt", {"start": 3}),
    ],
)
def test_only_the_nearest_words_are_meant_and_all_of_them(
    known: Lexicon, word: str, near: Token
) -> None:
    assert known.near(word) == near


def test_no_more_near_words_are_meant_than_an_answer_can_bear() -> None:
    many = lexicon_of(*(f"plan{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"))

    near = many.near("plan0")

    assert len(near) == MOST_MEANINGS < 26
    assert set(near.values()) == {3}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("heel raise", [{"heel": 0}, {"rais": 0}]),
        ("  HEEL,  raises! ", [{"heel": 0}, {"rais": 0}]),
        ("Hèel ráise", [{"heel": 0}, {"rais": 0}]),
        ("heel-raise", [{"heel": 0}, {"rais": 0}]),
        ("heel_raise", [{"heel": 0}, {"rais": 0}]),
        ("runner's", [{"runner": 0}]),
        ("runner’s", [{"runner": 0}]),
        ("solues", [{"soleus": 3}]),
        ("gastroc", [{"gastroc": 0, "gastrocnemius": 1}]),
        ("gastrocs", [{"gastroc": 0}]),
        ("kettlebel", [{"kettlebel": 0}]),
        # Two words for one, and one for two.
        ("kettle bell", [{"kettlebel": 0}]),
        ("kettle bells", [{"kettlebel": 0}]),
        ("heelraise", [{"heel": 0}, {"rais": 0}]),
        ("loaded kettle bell", [{"load": 0}, {"kettlebel": 0}]),
        # Words that find nothing are left out, where there are others.
        ("exercises for the calf", [{"calf": 0}]),
        ("", []),
        ("€ ?!", []),
    ],
)
def test_a_text_is_understood_word_by_word(at: Snapshot, text: str, tokens: list[Token]) -> None:
    assert first(at, text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("xyzzy", []),
        ("heel xyzzy", []),
        ("xyzzy heel", []),
        ("heel raise xyzzy", [{"heel": 0}, {"rais": 0}]),
        ("xyzzy heel raise", [{"heel": 0}, {"rais": 0}]),
        ("heel raise xyzzy qwfp", []),
        ("seated heel raise xyzzy qwfp", []),
        ("heel chair hop raise xyzzy qwfp", [{"heel": 0}, {"chair": 0}, {"hop": 0}, {"rais": 0}]),
    ],
)
def test_a_word_that_means_nothing_is_left_out_beside_twice_as_many_others(
    at: Snapshot, text: str, tokens: list[Token]
) -> None:
    assert first(at, text) == tokens


def test_only_the_first_eight_words_count(at: Snapshot) -> None:
    eight = "heel raise " * 4

    assert len(first(at, eight)) == 8
    assert first(at, eight + "soleus") == first(at, eight)
    assert first(at, "the for of " + eight) == first(at, eight)


def test_only_the_last_word_is_unfinished(at: Snapshot) -> None:
    assert first(at, "heel r") == []
    assert first(at, "heel ra") == []
    assert first(at, "heel ra", unfinished=True) == [{"heel": 0}, {"rais": 1}]
    assert first(at, "ra heel", unfinished=True) == []
    assert first(at, "heel", unfinished=True) == [{"heel": 0}]


def test_a_finished_typing_error_is_forgiven_in_what_is_being_typed(at: Snapshot) -> None:
    assert first(at, "solues", unfinished=True) == [{"soleus": 3}]
    assert first(at, "hele ra", unfinished=True) == [{"heel": 3}, {"rais": 1}]


@pytest.fixture(scope="module")
def seed() -> Seed:
    return read_seed(ROOT / "seed")


def found(client: httpx.Client, words: str, path: str = "/v1/search") -> dict[str, Any]:
    """Give the first ten that words find; search counts all of them."""
    counted = {"count": "true"} if path == "/v1/search" else {}
    answer: dict[str, Any] = client.get(path, params={"q": words, "limit": 10, **counted}).json()
    return answer


def slugs_in(answer: dict[str, Any]) -> list[str]:
    """Name what was found."""
    return [hit["slug"] for hit in answer["items"]]


def test_every_name_of_the_real_seed_is_understood(client: httpx.Client, seed: Seed) -> None:
    named = [
        (name, record.slug)
        for kind in ("exercises", "muscles", "phases", "roles", "injuries")
        for record in getattr(seed, kind)
        for name in (record.name, *record.aliases)
    ]

    missed = [
        (name, slug)
        for name, slug in named
        if (slug, "exact")
        not in [(hit["slug"], hit["match"]) for hit in found(client, name)["items"]]
    ]

    assert len(named) > 1000
    assert missed == []


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("quads", "leg-extension"),
        ("calves", "double-leg-calf-raise"),
        ("hamstrings", "nordic-curl"),
        ("glutes", "hip-thrust"),
    ],
)
def test_the_name_of_a_group_finds_what_works_its_parts(
    client: httpx.Client, words: str, slug: str
) -> None:
    answer = client.get("/v1/search", params={"q": words, "kind": "exercises", "count": "true"})
    listed = client.get("/v1/exercises", params={"q": words, "limit": 200, "fields": "slug"})

    assert slug in slugs_in(listed.json())
    assert answer.json()["total"] == len(slugs_in(listed.json()))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("single-leg calf raise", "single-leg-calf-raise"),
        ("side plank", "side-plank"),
        ("glute bridge", "glute-bridge"),
        ("nordic curl", "nordic-curl"),
        ("hip thrust", "hip-thrust"),
        ("gluteus medius", "gluteus-medius"),
        ("shin splints", "medial-tibial-stress-syndrome"),
    ],
)
def test_every_keystroke_gives_something_and_the_last_one_what_is_meant(
    client: httpx.Client, name: str, slug: str
) -> None:
    typed = [name[:end] for end in range(1, len(name) + 1)]

    completed = {so_far: slugs_in(found(client, so_far, "/v1/suggest")) for so_far in typed}

    assert [so_far for so_far, slugs in completed.items() if not slugs] == []
    assert all(len(slugs) <= 10 for slugs in completed.values())
    assert completed[name][0] == slug


def test_one_letter_of_the_next_word_does_not_lose_an_exercise(
    client: httpx.Client, seed: Seed
) -> None:
    names = [exercise.name for exercise in seed.exercises if " " in exercise.name]
    typed = {name: name[: name.rindex(" ") + 2] for name in names}

    lost = [name for name in names if not found(client, typed[name], "/v1/suggest")["items"]]

    assert len(names) > 200
    assert lost == []


KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {key: row[place - 1] for row in KEYS for place, key in enumerate(row) if place} | {
    row[0]: row[1] for row in KEYS
}
"""The key beside each letter, on its left where there is one."""
SAMPLE = 60


def typing_errors_in(name: str) -> set[str]:
    """Swap, drop, double and miss each letter of a name."""
    errors = set()
    for place, letter in enumerate(name):
        if letter not in BESIDE:
            continue
        before, after = name[:place], name[place + 1 :]
        errors |= {before + after, before + letter * 2 + after, before + BESIDE[letter] + after}
        if after and after[0] in BESIDE:
            errors.add(before + after[0] + letter + after[1:])
    return errors - {name}


def test_a_typing_error_hides_nothing_and_finds_no_crowd(client: httpx.Client, seed: Seed) -> None:
    named = sorted(
        [(one.name.lower(), one.slug) for one in seed.exercises]
        + [(one.name.lower(), one.slug) for one in seed.muscles]
    )
    sample = named[:: len(named) // SAMPLE][:SAMPLE]
    typed = [(error, slug) for name, slug in sample for error in sorted(typing_errors_in(name))]
    others = (*seed.phases, *seed.roles, *seed.injuries, *seed.claims)

    answers = [(error, slug, found(client, error)) for error, slug in typed]

    hidden = [error for error, slug, answer in answers if slug not in slugs_in(answer)[:5]]
    crowds = [
        error for error, _, answer in answers if answer["total"] > (len(named) + len(others)) / 4
    ]
    assert len(typed) > 50 * SAMPLE
    assert len(hidden) <= len(typed) * 0.05, hidden
    assert crowds == []
