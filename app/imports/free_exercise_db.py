"""Free Exercise DB: `dist/exercises.json`, one list of all exercises."""

from typing import Annotated, Any

from pydantic import Field as Bound

from app.crosswalk.systems import FREE_EXERCISE_DB, KNOWN, UNLICENSE
from app.domain.crosswalk import LONGEST_ID, ForeignExercise
from app.imports.entries import ForeignModel, Title, read_entries

SHAPE = "a list of exercises, as in dist/exercises.json of yuhonas/free-exercise-db"
PLACE = "https://github.com/yuhonas/free-exercise-db/blob/main/exercises/{}.json"
Words = Annotated[list[Title], Bound(max_length=100)]


class Exercise(ForeignModel):
    """An exercise, as far as we read it: none of its texts and pictures."""

    id: Annotated[str, Bound(pattern=r"^[0-9A-Za-z_-]+$", max_length=LONGEST_ID)]
    name: Title
    equipment: Title | None
    primary_muscles: Words = Bound(alias="primaryMuscles")
    secondary_muscles: Words = Bound(alias="secondaryMuscles")


def read(content: Any, faults: list[str]) -> list[ForeignExercise]:
    """Read a file; what is wrong with it is added to `faults`."""
    if not isinstance(content, list):
        faults.append(f"The file does not hold {SHAPE}.")
        return []
    return [_row(one) for one in read_entries(content, Exercise, "id", faults)]


def _row(one: Exercise) -> ForeignExercise:
    """Keep what the crosswalk needs."""
    licence, licence_url = UNLICENSE
    return ForeignExercise(
        system=FREE_EXERCISE_DB,
        id=one.id,
        name=one.name,
        aliases=[],
        primary_muscles=_words(one.primary_muscles),
        secondary_muscles=_words(one.secondary_muscles),
        equipment=_words([one.equipment] if one.equipment else []),
        licence=licence,
        licence_url=licence_url,
        attribution=KNOWN[FREE_EXERCISE_DB].attribution,
        url=PLACE.format(one.id),
    )


def _words(words: list[str]) -> list[dict[str, str]]:
    """Name words by themselves: they have no other ids."""
    return [{"id": word, "name": word} for word in words]
