"""wger: the answer of its API to `/api/v2/exerciseinfo/`, or a list of the results in it."""

from typing import Annotated, Any

from pydantic import Field as Bound

from app.crosswalk.systems import WGER
from app.domain.crosswalk import ForeignExercise
from app.imports.entries import ForeignModel, Remark, Title, read_entries

SHAPE = "an answer of wger's /api/v2/exerciseinfo/, or the list of its results"
PLACE = "https://wger.de/en/exercise/{}/view"
ENGLISH = 2
"""The number of English among the languages of wger."""
Number = Annotated[int, Bound(ge=1, le=2**31 - 1)]
MOST_NAMES = 200


class Word(ForeignModel):
    """A muscle, or a thing."""

    id: Number
    name: Title


class Licence(ForeignModel):
    """The licence of an exercise."""

    id: Number
    short_name: Title
    url: Remark | None


class Alias(ForeignModel):
    """Another name of an exercise."""

    alias: Title


class Translation(ForeignModel):
    """An exercise in one language, as far as we read it: none of its texts."""

    name: Title
    language: Number
    license: Number
    license_author: Remark | None
    aliases: Annotated[list[Alias], Bound(max_length=MOST_NAMES)]


class Exercise(ForeignModel):
    """An exercise."""

    id: Number
    uuid: Annotated[str, Bound(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    muscles: Annotated[list[Word], Bound(max_length=100)]
    muscles_secondary: Annotated[list[Word], Bound(max_length=100)]
    equipment: Annotated[list[Word], Bound(max_length=100)]
    license: Licence
    license_author: Remark | None
    translations: list[Translation]


def read(content: Any, faults: list[str]) -> list[ForeignExercise]:
    """Read a file; what is wrong with it is added to `faults`."""
    raw = content
    if isinstance(content, dict):
        if content.get("next") or content.get("previous"):
            faults.append(
                "The file is one page of several: ask with limit=999, or join the results of all "
                "pages in one list."
            )
        raw = content.get("results")
    if not isinstance(raw, list):
        faults.append(f"The file does not hold {SHAPE}.")
        return []
    entries = read_entries(raw, Exercise, "id", faults)
    licences = {one.license.id: one.license.short_name for one in entries}
    return [_row(one, licences) for one in entries]


def _row(one: Exercise, licences: dict[int, str]) -> ForeignExercise:
    """Keep what the crosswalk needs."""
    english = next((said for said in one.translations if said.language == ENGLISH), None)
    return ForeignExercise(
        system=WGER,
        id=str(one.id),
        also=one.uuid,
        name=english.name if english else None,
        aliases=[alias.alias for alias in english.aliases] if english else [],
        primary_muscles=_words(one.muscles),
        secondary_muscles=_words(one.muscles_secondary),
        equipment=_words(one.equipment),
        licence=one.license.short_name,
        licence_url=one.license.url or None,
        attribution=_credit(one, english, licences)[:400],
        url=PLACE.format(one.id),
    )


def _credit(one: Exercise, english: Translation | None, licences: dict[int, str]) -> str:
    """Say whom to give credit: who made the entry, and who named it where that differs."""
    author = one.license_author or ""
    credit = f"{author}, wger.de" if author else "wger.de"
    if english is None:
        return credit
    named = english.license_author or ""
    parts = [f"by {named}"] if named and named != author else []
    if english.license != one.license.id:
        parts.append(licences.get(english.license, f"licence {english.license} of wger"))
    return f"{credit}; name {', '.join(parts)}" if parts else credit


def _words(words: list[Word]) -> list[dict[str, str]]:
    return [{"id": str(word.id), "name": word.name} for word in words]
