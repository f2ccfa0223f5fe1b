"""What is said of the ids of other catalogues."""

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import ConfigDict, model_validator
from pydantic import Field as Bound

from app.domain.base import Line, Name, Prose, Share, Slug
from app.domain.crosswalk import ForeignId
from app.domain.vocabulary import CrosswalkKind, CrosswalkMatch, Involvement
from app.schemas.muscles import MuscleRef
from app.schemas.paging import MOST_IDS, Asked, KeyedParams, Page, alone, names
from app.schemas.shape import Shape


def _shown(example: dict[str, Any]) -> ConfigDict:
    """Show an example of what only stands in answers where something was imported."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class CrosswalkMatchRead(Shape):
    """One of ours that an entry stands for, or may stand for."""

    slug: Slug
    name: Name
    match: CrosswalkMatch = Bound(
        description="How well it fits. Exact, close and category-only are reviewed; "
        "proposed is worked out from names, muscles and equipment, and not reviewed."
    )
    score: Share | None = Bound(
        description="How likely a proposal is, 0 to 1; null: it is no proposal."
    )
    reason: Prose = Bound(description="Why it is that, and what differs.")
    path: str = Bound(description="Path of ours, with its evidence.")


class ForeignMuscle(Shape):
    """A muscle that a foreign exercise works, as that catalogue says, by our name."""

    model_config = _shown(
        {
            "muscle": {"slug": "soleus", "name": "Soleus", "kind": "muscle"},
            "involvement": "primary",
            "path": "/v1/muscles/soleus/roles",
        }
    )

    muscle: MuscleRef
    involvement: Involvement = Bound(description="Primary or secondary, as that catalogue says.")
    path: str = Bound(description="Path of what the muscle does in running, with its evidence.")


class CrosswalkRead(Shape):
    """A thing of another catalogue, and which of ours it is."""

    key: str = Bound(description="System and id, as `ids` takes them.")
    system: Name = Bound(description="The catalogue.")
    id: str = Bound(description="Its id in that catalogue, as that catalogue writes it.")
    also: str | None = Bound(
        description="Another id of it, which `id` takes as well: the uuid in wger, the words of "
        "the FIT profile; null: none."
    )
    kind: CrosswalkKind = Bound(description="What it names.")
    name: Name | None = Bound(description="Its name there; null: not given.")
    matches: list[CrosswalkMatchRead] = Bound(
        description="Which of ours it is, the best first; empty: none that we know of."
    )
    muscles: list[ForeignMuscle] = Bound(
        description="The muscles of a foreign exercise, where our tables know its words."
    )
    equipment: list[Slug] = Bound(
        description="What a foreign exercise needs, where our tables know its words."
    )
    unmapped: list[Name] = Bound(description="Its words for muscles and things that they do not.")
    licence: Name | None = Bound(
        description="Licence of the foreign entry; null: only its id and words are given here."
    )
    licence_url: str | None = Bound(description="Text of that licence; null: not given.")
    attribution: Line = Bound(description="Whom to give credit for it.")
    url: str = Bound(description="Where it stands.")


class CrosswalkPage(Page[CrosswalkRead]):
    """One page of the crosswalk."""

    missing: list[str] = Bound(description="Those of `ids`, and of `id`, that do not exist.")


class CrosswalkSort(StrEnum):
    """Orders of the crosswalk."""

    key = "key"
    key_descending = "-key"


class TableFormat(StrEnum):
    """How a list can be written that is no list of resources of ours."""

    json = "json"
    csv = "csv"


class CrosswalkParams(KeyedParams):
    """The query string of the crosswalk."""

    format: TableFormat = Bound(default=TableFormat.json, description="How the answer is written.")
    system: list[Asked] = names("system", "Only entries of these catalogues.")
    id: list[Annotated[ForeignId, Bound(examples=["28:37"])]] = Bound(
        default_factory=list,
        max_length=MOST_IDS,
        description="Only these ids of the catalogues named by `system`; give up to 200 of them. "
        "Unknown ones are listed in `missing`.",
    )
    kind: list[CrosswalkKind] = Bound(
        default_factory=list,
        max_length=50,
        description="Only entries for these. Repeat it to mean OR.",
    )
    exercise: list[Asked] = names("exercise", "Only what stands for these exercises of ours.")
    muscle: list[Asked] = names(
        "muscle", "Only what stands for these very muscles, not for parts or wholes of them."
    )
    equipment: list[Asked] = names("equipment", "Only what stands for these things.")
    match: list[CrosswalkMatch] = Bound(
        default_factory=list,
        max_length=50,
        description="Only entries with a match of this quality. Repeat it to mean OR.",
    )
    sort: CrosswalkSort = Bound(default=CrosswalkSort.key, description="Order of the list.")

    @model_validator(mode="after")
    def an_id_belongs_to_a_system(self) -> Self:
        """An id means nothing without the catalogue that it is of."""
        if self.id and not self.system:
            raise alone("id", "Give id only with system: each catalogue has ids of its own.")
        return self


class UnmappedWord(Shape):
    """A word of a catalogue that our tables do not know."""

    model_config = _shown({"word": "machine", "exercises": 67})

    word: Name
    exercises: Annotated[int, Bound(ge=1)] = Bound(description="Exercises that use it.")


class ImportReport(Shape):
    """What of an imported catalogue fits ours."""

    model_config = _shown(
        {
            "linked": 36,
            "proposed": 47,
            "with_muscles": 866,
            "unmapped_muscles": [{"word": "neck", "exercises": 9}],
            "unmapped_equipment": [{"word": "machine", "exercises": 67}],
            "gone": [],
        }
    )

    linked: int = Bound(description="Exercises with a reviewed link to ours.")
    proposed: int = Bound(description="Exercises with a proposal that is not reviewed.")
    with_muscles: int = Bound(description="Exercises with a muscle that our tables know.")
    unmapped_muscles: list[UnmappedWord] = Bound(description="Words for muscles they do not know.")
    unmapped_equipment: list[UnmappedWord] = Bound(description="Words for things they do not.")
    gone: list[str] = Bound(
        description="Ids with a reviewed link that the imported file does not hold."
    )


class SystemRead(Shape):
    """A catalogue that the crosswalk knows."""

    system: Name
    title: Name
    kind: CrosswalkKind = Bound(description="What its entries name.")
    entries: int = Bound(description="Entries in the crosswalk.")
    licence: Name | None = Bound(description="Licence of the whole; null: see each entry.")
    licence_url: str | None = Bound(description="Text of that licence; null: see each entry.")
    attribution: Line = Bound(description="Whom to give credit.")
    url: str = Bound(description="Where it comes from.")
    sha256: str | None = Bound(description="SHA-256 of the imported file; null: not imported.")
    report: ImportReport | None = Bound(description="What fits ours; null: not imported.")


class SystemsRead(Shape):
    """Every catalogue that the crosswalk knows."""

    systems: list[SystemRead]
    revision: int = Bound(description="Revision of the data that the answer was made from.")
