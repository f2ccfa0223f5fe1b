"""The catalogues that the crosswalk knows: what each is, and how an entry of it is named here."""

import re
from dataclasses import dataclass

from app.domain.vocabulary import CrosswalkKind


@dataclass(frozen=True)
class System:
    """A catalogue, or a list of words, of somebody else."""

    title: str
    kind: CrosswalkKind
    url: str
    attribution: str
    licence: str | None = None
    """What its maker says for the whole; None: each entry says it, or only ids are given here."""
    licence_url: str | None = None


NPM = "https://www.npmjs.com/package/"
FREE_EXERCISE_DB, WGER, GARMIN = "free-exercise-db", "wger", "garmin-fit"
UNLICENSE = ("The Unlicense", "https://unlicense.org/")
KNOWN: dict[str, System] = {
    FREE_EXERCISE_DB: System(
        "Free Exercise DB",
        CrosswalkKind.exercise,
        "https://github.com/yuhonas/free-exercise-db",
        "Free Exercise DB, github.com/yuhonas/free-exercise-db",
        *UNLICENSE,
    ),
    f"{FREE_EXERCISE_DB}-equipment": System(
        "Words for equipment in Free Exercise DB",
        CrosswalkKind.equipment,
        "https://github.com/yuhonas/free-exercise-db",
        "Free Exercise DB, github.com/yuhonas/free-exercise-db",
        *UNLICENSE,
    ),
    f"{FREE_EXERCISE_DB}-muscles": System(
        "Words for muscles in Free Exercise DB",
        CrosswalkKind.muscle,
        "https://github.com/yuhonas/free-exercise-db",
        "Free Exercise DB, github.com/yuhonas/free-exercise-db",
        *UNLICENSE,
    ),
    "fma": System(
        "Foundational Model of Anatomy",
        CrosswalkKind.muscle,
        "https://bioportal.bioontology.org/ontologies/FMA",
        "Foundational Model of Anatomy, University of Washington",
    ),
    GARMIN: System(
        "Exercises of the Garmin FIT profile",
        CrosswalkKind.exercise,
        "https://developer.garmin.com/fit/",
        "Garmin FIT SDK, profile 21.218",
    ),
    "ta2": System(
        "Terminologia Anatomica, second edition",
        CrosswalkKind.muscle,
        "https://ta2viewer.openanatomy.org/",
        "Terminologia Anatomica, FIPAT",
    ),
    "uberon": System(
        "Uberon",
        CrosswalkKind.muscle,
        "https://obofoundry.org/ontology/uberon.html",
        "Uberon multi-species anatomy ontology",
    ),
    WGER: System(
        "wger",
        CrosswalkKind.exercise,
        "https://wger.de/",
        "wger, wger.de, and the authors of its entries",
    ),
    f"{WGER}-equipment": System(
        "Equipment of wger",
        CrosswalkKind.equipment,
        "https://wger.de/",
        "wger, wger.de",
    ),
    f"{WGER}-muscles": System(
        "Muscles of wger", CrosswalkKind.muscle, "https://wger.de/", "wger, wger.de"
    ),
}
"""What stands in the crosswalk whatever the data hold; packages on npm come from the data."""

IMPORTED = (FREE_EXERCISE_DB, WGER)
"""The catalogues that files are imported of."""


def system_of(name: str) -> System:
    """Describe a system; one that is not known here is a body-highlighter package on npm."""
    return KNOWN.get(name) or System(
        f"Slugs of {name}", CrosswalkKind.muscle, f"{NPM}{name}", f"{name}, npm"
    )


def words_of_system(system: str, kind: CrosswalkKind) -> str:
    """Name the system that the words of a catalogue for muscles or equipment stand in."""
    plural = {CrosswalkKind.muscle: "-muscles", CrosswalkKind.equipment: "-equipment"}
    return system + plural.get(kind, "")


def key_of(system: str, foreign_id: str) -> str:
    """Name an entry: its system and its id, as far as a key can hold that."""
    return ".".join(re.sub(r"[^A-Za-z0-9_-]+", "-", part) for part in (system, foreign_id))
