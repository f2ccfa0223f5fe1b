"""Mixed traffic: what many clients ask of a service at once, in about these shares."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

HOT = (
    "/v1/muscle-roles?phase=push-off&role=power",
    "/v1/muscles?limit=50",
    "/v1/muscles/soleus",
    "/v1/exercises?limit=50",
    "/v1/exercises/back-squat",
    "/v1/claims",
    "/v1/search?q=calf",
    "/v1/joint-work?speed=3.4",
    "/",
)
"""What stands under popular links."""
PHASES = ("push-off", "loading", "mid-stance", "early-swing", "late-swing")
ROLES = ("power", "elastic-storage", "stability", "deceleration")
MUSCLES = ("soleus", "gluteus-medius", "rectus-femoris", "tibialis-anterior", "psoas-major")
EQUIPMENT = ("band", "bodyweight", "home-basics")
WORDS = ("calf", "raise", "squat", "glute", "hamstring", "soleus", "hop", "bridge", "lunge", "knee")
WRONG = (
    ("/v1/muscles/nobody-{}", 404),
    ("/v1/muscle-{}", 404),
    ("/v1/muscles?limit={}x", 422),
    ("/v1/exercises?colour={}", 422),
)

Ask = Callable[[random.Random, int], tuple[str, int]]
"""Makes the URL of the nth question, and the status that its answer must have."""


@dataclass(frozen=True)
class Asked:
    """One question: its kind, its URL and the status of its answer; a known one sends its ETag."""

    kind: str
    url: str
    status: int


def traffic(seed: int, start: int = 0) -> Iterator[Asked]:
    """Give questions without end, the same for the same seed; no two that are new are alike.

    `start` numbers the first one: what was asked before it is never asked again.
    """
    chance = random.Random(seed)  # noqa: S311  (a sample, not a secret)
    kinds, weights = list(SHARES), [share for share, _ in SHARES.values()]
    number = start
    while True:
        number += 1
        (kind,) = chance.choices(kinds, weights)
        yield Asked(kind, *SHARES[kind][1](chance, number))


def never_asked(number: int) -> str:
    """Give a list that nobody has asked for."""
    return _url("/v1/muscle-roles", phase=_of(PHASES, number), min_weight=f"0.{number:09}1")


def _hot(chance: random.Random, _number: int) -> tuple[str, int]:
    return chance.choice(HOT), 200


def _known(chance: random.Random, _number: int) -> tuple[str, int]:
    return chance.choice(HOT), 304


def _new(_chance: random.Random, number: int) -> tuple[str, int]:
    return never_asked(number), 200


def _listed(chance: random.Random, number: int) -> tuple[str, int]:
    narrower = {"max_level": chance.randint(2, 5), "sort": chance.choice(("slug", "-name"))}
    return _url("/v1/exercises", limit=chance.randint(1, 60), **narrower, q=_words(number)), 200


def _at_speed(chance: random.Random, number: int) -> tuple[str, int]:
    speed = f"{chance.uniform(2.1, 4.8):.3f}{number}1"
    return _url("/v1/muscle-roles", phase="push-off", role="power", speed=speed), 200


def _searched(_chance: random.Random, number: int) -> tuple[str, int]:
    return _url("/v1/search", q=_words(number)), 200


def _session(chance: random.Random, number: int) -> tuple[str, int]:
    minutes, own = chance.randint(20, 60), chance.choice(EQUIPMENT)
    return _url("/v1/sessions", minutes=minutes, available_equipment=own, seed=number), 200


def _picture(chance: random.Random, _number: int) -> tuple[str, int]:
    shown = {"phase": chance.choice(PHASES), "role": chance.choice(ROLES)}
    return _url("/v1/muscle-map.svg", **shown, muscle=chance.choice(MUSCLES)), 200


def _wrong(chance: random.Random, number: int) -> tuple[str, int]:
    url, status = chance.choice(WRONG)
    return url.format(number), status


def _plan(chance: random.Random, number: int) -> tuple[str, int]:
    return _url("/v1/plans", weeks=chance.randint(4, 12), seed=number), 200


SHARES: dict[str, tuple[float, Ask]] = {
    "hot": (0.45, _hot),
    "304": (0.20, _known),
    "never asked": (0.10, _new),
    "exercises": (0.07, _listed),
    "at a speed": (0.02, _at_speed),
    "search": (0.08, _searched),
    "session": (0.005, _session),
    "plan": (0.0005, _plan),
    "picture": (0.01, _picture),
    "wrong": (0.0645, _wrong),
}
"""The kinds of question, and what share of all each is; a judgement."""


def _of(choices: Sequence[str], number: int) -> str:
    return choices[number % len(choices)]


def _words(number: int) -> str:
    """Give two words, and a third that tells this question from all others."""
    return f"{_of(WORDS, number)} {_of(WORDS, number // 7)} x{number}"


def _url(path: str, **asked: object) -> str:
    return f"{path}?{urlencode(asked)}"
