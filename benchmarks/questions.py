"""What is asked: each question once as a popular link, and in many ways never asked before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from urllib.parse import urlencode

HOT_AIM = 0.85
FRESH_AIM = 0.12
ONE_FRESH_AIM = 0.2
PUSH_OFF_FRESH_AIM = 0.15
KNOWN_AIM = 0.9
"""Ratios of CPU time, raw over ours, that should be reached."""

PUSH_OFF = "/v1/muscle-roles?phase=push-off&role=power"
MUSCLES = "/v1/muscles?limit=50"
MUSCLE = "/v1/muscles/soleus"
EXERCISES = "/v1/exercises?limit=50"
EXERCISE = "/v1/exercises/back-squat"
FIELDS = "slug,name,kind"

Part = Sequence[tuple[str, str | int]]
"""Parameters that go together."""


@dataclass(frozen=True)
class Question:
    """One question, and URLs that ask it in ways of their own."""

    name: str
    hot: str
    fresh: list[str]
    items: range | None = None
    """How many items an answer may have to be measured; None: it is not a list."""
    known: bool = False
    """Whether the client sends the ETag that it got before, and so is answered 304."""
    hot_aim: float = HOT_AIM
    fresh_aim: float = FRESH_AIM


def questions(muscles: Sequence[str], exercises: Sequence[str]) -> list[Question]:
    """List the questions; given are the slugs of all muscles and exercises."""
    about_fifty = range(40, 61)
    push_off = Question(
        "push-off question", PUSH_OFF, _push_off(), about_fifty, fresh_aim=PUSH_OFF_FRESH_AIM
    )
    return [
        push_off,
        Question("push-off at a speed", f"{PUSH_OFF}&speed=3.4", _at_speeds(), about_fifty),
        Question("50 exercises", EXERCISES, _exercises(), about_fifty),
        Question("50 muscles", MUSCLES, _muscles(), about_fifty),
        Question("50 muscles, 3 fields", f"{MUSCLES}&fields={FIELDS}", _fields(), about_fifty),
        _one("one exercise", EXERCISE, exercises),
        _one("one muscle", MUSCLE, muscles),
        replace(push_off, name="304 to push-off", known=True, hot_aim=KNOWN_AIM),
    ]


def _one(name: str, hot: str, slugs: Sequence[str]) -> Question:
    """Ask for one resource; never asked are all of its kind."""
    path = hot.rpartition("/")[0]
    return Question(name, hot, shuffled(f"{path}/{s}" for s in slugs), fresh_aim=ONE_FRESH_AIM)


def _exercises() -> list[str]:
    sorts = _each("sort", ("name", "-name", "slug", "level"))
    limits = _each("limit", range(41, 61))
    narrower: list[Part] = [
        [],
        [("category", "strength")],
        [("max_level", "3")],
        [("role", "power")],
        [("muscle", "gluteus-maximus")],
        [("available_equipment", "band"), ("available_equipment", "dumbbell")],
        [("max_impact", "1"), ("laterality", "unilateral")],
    ]
    return _urls("/v1/exercises", [narrower, sorts, limits])


def _push_off() -> list[str]:
    phases: list[Part] = [
        [("phase", name)] for name in ("push-off", "propulsion", "late-stance", "drive")
    ]
    phases += [
        [("phase", "push-off"), ("phase", other)]
        for other in ("loading", "early-swing", "mid-swing", "late-swing", "stance")
    ]
    roles: list[Part] = [
        [("role", "power")],
        [("role", "power"), ("role", "elastic-storage")],
        [("role", "power"), ("role", "deceleration")],
    ]
    narrower: list[Part] = [
        [],
        [("direction", "drives")],
        [("min_weight", "0.01")],
        [("grade", "A"), ("grade", "B"), ("grade", "C")],
    ]
    sorts = _each("sort", ("rank", "-weight", "grade"))
    limits = _each("limit", range(41, 61))
    return _urls("/v1/muscle-roles", [phases, roles, narrower, sorts, limits])


def _at_speeds() -> list[str]:
    return shuffled(f"{PUSH_OFF}&speed={speed / 1000:.3f}" for speed in range(2000, 5000, 7))


def _muscles() -> list[str]:
    sorts = _each("sort", ("slug", "-slug", "name", "-name"))
    limits = _each("limit", range(41, 61))
    narrower: list[Part] = [
        [],
        [("kind", "muscle")],
        [("kind", "muscle"), ("kind", "group")],
        [("kind", "muscle"), ("kind", "head")],
        [("region", "hip"), ("region", "thigh"), ("region", "leg")],
        [("region", "thigh"), ("region", "leg"), ("region", "foot")],
        [("region", "leg"), ("region", "thigh"), ("region", "trunk")],
        [("role", "power")],
    ]
    return _urls("/v1/muscles", [narrower, sorts, limits])


def _fields() -> list[str]:
    return [f"{url}&fields={FIELDS}" for url in _muscles()]


def _each(name: str, values: Iterable[str | int]) -> list[Part]:
    return [[(name, value)] for value in values]


def _urls(path: str, choices: Sequence[Sequence[Part]]) -> list[str]:
    """Choose one part of each in every way."""
    return shuffled(
        f"{path}?{urlencode([pair for part in parts for pair in part])}"
        for parts in product(*choices)
    )


def shuffled(urls: Iterable[str]) -> list[str]:
    """Mix an order up, the same way in every run."""
    return sorted(urls, key=lambda url: sha256(url.encode()).digest())
