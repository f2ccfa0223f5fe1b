"""What is asked of a grown catalogue: each question in many ways, none of them twice."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, cycle, product
from math import inf
from random import Random
from urllib.parse import urlencode

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.domain.exercises import Exercise
from app.domain.words import words_of
from app.queries.cursors import write_cursor
from benchmarks.catalogue import SEED

LIST = "/v1/exercises"
MUSCLES = (
    "gluteus-maximus",
    "soleus",
    "quadriceps",
    "hamstrings",
    "gluteus-medius",
    "gastrocnemius",
)
THINGS = ("band", "dumbbell", "kettlebell", "barbell", "bench", "step", "mat", "hill", "chair")
SORTS = ("name", "slug", "-name", "level", "-level", "impact")
FEED_PAGES = 5
"""Pages of 200 changes in a walk of 1,000."""
KNOWN = 2_000
"""Exercises that questions are made from, spread over the catalogue."""
PAGE = 50
TYPED = 6
"""Letters of a word that is misspelt."""


@dataclass(frozen=True)
class GrowthQuestion:
    """One question, and the URLs that ask it, in walks that are answered as one."""

    name: str
    walks: list[list[str]]
    aim_ms: dict[int, float]
    """CPU time that half of the answers should stay under, by the number of exercises."""
    growth_aim: float = inf
    """How often the CPU time of the smallest catalogue may be taken, at most."""


SEARCH_AIMS_MS = {250: 3.0, 10_000: 5.0, 100_000: 10.0}
GROWTH_AIM = 2.0


@dataclass(frozen=True)
class Catalogue:
    """Slugs and names of some exercises in the order of names, and how many there are."""

    rows: list[tuple[str, str]]
    size: int


def read_catalogue(engine: Engine) -> Catalogue:
    """Read what questions are made from."""
    with Session(engine) as session:
        order = (col(Exercise.name), col(Exercise.slug))
        slugs = session.exec(select(Exercise.slug, Exercise.name).order_by(*order)).all()
    apart = max(1, len(slugs) // KNOWN)
    return Catalogue([(slug, name) for slug, name in slugs[::apart]], len(slugs))


def growth_questions(known: Catalogue, number: int) -> list[GrowthQuestion]:
    """List the questions, each in `number` ways."""
    asked: list[tuple[str, Iterator[str]]] = [
        ("list of 50", _lists()),
        ("muscle and equipment", _filters({})),
        ("page in the middle", _pages(known.rows, 0.5)),
        ("page at the end", _pages(known.rows, 0.95)),
        ("one by slug", _each_once(f"{LIST}/{slug}" for slug in _mixed(known.rows))),
        ("50 by ids", _ids(known.rows)),
    ]
    flat = [GrowthQuestion(name, _walks(urls, number), {}, GROWTH_AIM) for name, urls in asked]
    counted = GrowthQuestion("counted list", _walks(_filters({"count": "true"}), number), {})
    searched = [
        GrowthQuestion(name, _walks(_search(path, words), number), SEARCH_AIMS_MS)
        for name, path, words in _searches(known)
    ]
    walks = [[f"/v1/changes?since=0&limit={200 - turn}"] for turn in range(number)]
    feed = GrowthQuestion("1,000 changes", walks, {}, GROWTH_AIM)
    return [*flat, counted, *searched, feed]


def _walks(urls: Iterator[str], number: int) -> list[list[str]]:
    return [[url] for _, url in zip(range(number), urls, strict=False)]


def _lists() -> Iterator[str]:
    for limit, sort in product(range(50, 30, -1), SORTS):
        yield f"{LIST}?limit={limit}&sort={sort}"


def _filters(more: dict[str, str]) -> Iterator[str]:
    things = chain.from_iterable(combinations(THINGS, number) for number in (2, 3))
    for owned, muscle in zip(things, cycle(MUSCLES), strict=False):
        pairs = [("muscle", muscle), *(("available_equipment", thing) for thing in owned)]
        yield f"{LIST}?{urlencode([*pairs, ('limit', PAGE), *more.items()])}"


def _pages(rows: Sequence[tuple[str, str]], share: float) -> Iterator[str]:
    """Ask for the pages behind exercises around a place in the list."""
    start = int(len(rows) * share) - PAGE
    for slug, name in rows[max(0, start) :]:
        yield write_cursor(LIST, [("limit", str(PAGE))], [name, slug])


def _mixed(rows: Sequence[tuple[str, str]]) -> list[str]:
    slugs = [slug for slug, _ in rows]
    Random(SEED).shuffle(slugs)  # noqa: S311  (the same in every run is what is wanted)
    return slugs


def _each_once(urls: Iterator[str]) -> Iterator[str]:
    yield from urls


def _ids(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    chance = Random(SEED)  # noqa: S311  (the same in every run is what is wanted)
    slugs = [slug for slug, _ in rows]
    while True:
        yield f"{LIST}?{urlencode({'ids': ','.join(chance.sample(slugs, PAGE)), 'limit': PAGE})}"


def _searches(known: Catalogue) -> list[tuple[str, str, Callable[[Random], str]]]:
    """Name the ways to search, and how each makes a text."""
    names = [words for _, name in known.rows if len(words := words_of(name)) > 1]

    def exact(chance: Random) -> str:
        return chance.choice(chance.choice(names))

    def two(chance: Random) -> str:
        return " ".join(chance.sample(chance.choice(names), 2))

    def typo(chance: Random) -> str:
        word = chance.choice(
            [word for word in chance.choice(names) if len(word) >= TYPED] or ["squats"]
        )
        place = chance.randrange(1, len(word) - 1)
        return word[:place] + chance.choice("qwxz") + word[place + 1 :]

    def nonsense(chance: Random) -> str:
        return "".join(chance.choices("bcdfghjkqvwxz", k=10))

    def begun(chance: Random) -> str:
        return exact(chance)[: chance.randint(3, 5)]

    return [
        ("search, one word", "/v1/search", exact),
        ("search, two words", "/v1/search", two),
        ("search, a typing error", "/v1/search", typo),
        ("search, nonsense", "/v1/search", nonsense),
        ("suggest, word begun", "/v1/suggest", begun),
        ("suggest, two words", "/v1/suggest", two),
        ("suggest, a typing error", "/v1/suggest", typo),
    ]


def _search(path: str, text: Callable[[Random], str]) -> Iterator[str]:
    chance = Random(SEED)  # noqa: S311  (the same in every run is what is wanted)
    most = 100 if path.endswith("search") else 10
    for turn in range(most):
        for _ in range(20):
            yield f"{path}?{urlencode({'q': text(chance), 'limit': most - turn})}"
