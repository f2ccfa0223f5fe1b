"""What is asked: each question once as a popular link, and in many ways never asked before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from urllib.parse import urlencode

HOT_AIM = 0.8
FRESH_AIM = 0.1

PUSH_OFF = "/v1/muscle-roles?phase=push-off&role=power"
MUSCLES = "/v1/muscles?limit=50"
MUSCLE = "/v1/muscles/soleus"
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


def questions(slugs: Sequence[str]) -> list[Question]:
    """List the questions; `slugs` are those of all muscles."""
    about_fifty = range(40, 61)
    return [
        Question("push-off question", PUSH_OFF, _push_off(), about_fifty),
        Question("push-off at a speed", f"{PUSH_OFF}&speed=3.4", _at_speeds(), about_fifty),
        Question("50 muscles", MUSCLES, _muscles(), about_fifty),
        Question("50 muscles, 3 fields", f"{MUSCLES}&fields={FIELDS}", _fields(), about_fifty),
        Question("one muscle", MUSCLE, _shuffled(f"/v1/muscles/{slug}" for slug in slugs)),
        Question("304 to push-off", PUSH_OFF, _push_off(), about_fifty, known=True),
    ]


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
    return _shuffled(f"{PUSH_OFF}&speed={speed / 1000:.3f}" for speed in range(2000, 5000, 7))


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
    return _shuffled(
        f"{path}?{urlencode([pair for part in parts for pair in part])}"
        for parts in product(*choices)
    )


def _shuffled(urls: Iterable[str]) -> list[str]:
    """Mix an order up, the same way in every run."""
    return sorted(urls, key=lambda url: sha256(url.encode()).digest())
