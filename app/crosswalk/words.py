"""The words of an exercise's name, as far as they tell one movement from another."""

from functools import lru_cache

from app.domain.base import fold
from app.domain.words import STOP, stem

SPELLINGS = {
    "1": "single",
    "bb": "barbell",
    "bicep": "biceps",
    "bw": "bodyweight",
    "chinup": "chin up",
    "chinups": "chin up",
    "db": "dumbbell",
    "hyperextension": "back extension",
    "hyperextensions": "back extension",
    "kb": "kettlebell",
    "kneeup": "knee up",
    "legged": "leg",
    "legs": "leg",
    "one": "single",
    "pullup": "pull up",
    "pullups": "pull up",
    "pushup": "push up",
    "pushups": "push up",
    "rdl": "romanian deadlift",
    "situp": "sit up",
    "situps": "sit up",
    "stepup": "step up",
    "stepups": "step up",
    "tricep": "triceps",
    "unilateral": "single leg",
    "workout": "",
}
"""What catalogues write in several ways, in one of them."""
PHRASES = (
    (("heel", "rais"), ("calf", "rais")),
    (("glute", "ham"), ("gluteham",)),
    (("bodi", "weight"), ("bodyweight",)),
    (("stiff", "leg", "deadlift"), ("romanian", "deadlift")),
)
"""Runs of stems that mean the same as other ones."""


@lru_cache(maxsize=16_384)
def movement(name: str) -> frozenset[str]:
    """Give the stems of a name that tell what is done, spelt in one way."""
    spelt = " ".join(SPELLINGS.get(word, word) for word in fold(name).split("-"))
    stems = [stem(word) for word in spelt.split() if word not in STOP]
    for said, meant in PHRASES:
        stems = _replaced(stems, said, meant)
    return frozenset(stems)


def _replaced(stems: list[str], said: tuple[str, ...], meant: tuple[str, ...]) -> list[str]:
    """Put one run of stems in the place of another, wherever it stands."""
    size = len(said)
    for at in range(len(stems) - size + 1):
        if tuple(stems[at : at + size]) == said:
            return [*stems[:at], *meant, *_replaced(stems[at + size :], said, meant)]
    return stems
