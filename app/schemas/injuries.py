"""What is said of injuries and red flags."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Bound
from sqlmodel import Field

from app.domain.base import Line, Name, Slug
from app.domain.injuries import GateBase, InjuryBase, InjuryLinkBase, RedFlagBase
from app.domain.vocabulary import GateKind, Urgency
from app.schemas.muscles import MuscleRef
from app.schemas.paging import Asked, ListParams, Named, Page, SourceRef, names

JUDGEMENT = "Coaching judgement, not evidence; conservative by design."
"""What stands with every gate that names no source."""


class GateRead(GateBase):
    """What an injury asks of an exercise, and on what that rests."""

    source: SourceRef | None = Field(description="Source; null: coaching judgement.")
    label: Line | None = Field(description="Warning that must be shown with it.")


class GateOfExercise(GateRead):
    """A gate, told from the exercise."""

    injury: Named = Field(description="The injury.")


class GateOfInjury(GateRead):
    """One thing that an injury asks, of however many exercises."""

    number: int = Field(description="Number of exercises that it asks this of.")
    examples: list[Named] = Field(description="A few of them, by slug.")


class LinkOfExercise(InjuryLinkBase):
    """A link, told from the exercise."""

    injury: Named | None = Field(description="The injury; null: running injuries in general.")
    source: SourceRef | None = Field(description="Source; null: our own synthesis.")


class LinkOfInjury(InjuryLinkBase):
    """A link, told from the injury."""

    exercise: Named = Field(description="The exercise.")
    source: SourceRef | None = Field(description="Source; null: our own synthesis.")


class RedFlagRead(RedFlagBase):
    """A red flag, whole."""

    source: SourceRef | None = Field(description="Source; null: our own synthesis.")


class RedFlagPage(Page[RedFlagRead]):
    """One page of red flags."""


class RedFlagSort(StrEnum):
    """Orders of the list of red flags."""

    position = "position"
    slug = "slug"


class RedFlagParams(ListParams):
    """The query string of the list of red flags."""

    urgency: Annotated[list[Urgency], Bound(max_length=3)] = Bound(
        default_factory=list, description="Only these urgencies. Repeat it to mean OR."
    )
    sort: RedFlagSort = Bound(default=RedFlagSort.position, description="Order of the list.")


class InjurySummary(InjuryBase):
    """An injury in a list."""

    aliases: list[Name] = Field(description="Other names that find it.")
    muscles: list[MuscleRef] = Field(description="Muscles that it is linked with.")
    red_flags: list[Slug] = Field(description="Red flags to look at first; a judgement.")
    gates: dict[GateKind, int] = Field(description="Number of exercises behind each kind of gate.")


class InjuryRead(InjuryBase):
    """An injury, whole."""

    aliases: list[Name] = Field(description="Other names that find it.")
    muscles: list[MuscleRef] = Field(description="Muscles that it is linked with.")
    red_flags: list[Named] = Field(description="Red flags to look at first; a judgement.")
    exercises: list[LinkOfInjury] = Field(description="Exercises that its care or study names.")
    gates: list[GateOfInjury] = Field(
        description="What it asks of exercises: each thing once, the strictest first."
    )
    gated: Line = Field(
        description="Path of the list of all these exercises; `gate` and `stage` narrow it."
    )


class InjuryPage(Page[InjurySummary]):
    """One page of injuries."""


class InjurySort(StrEnum):
    """Orders of the list of injuries."""

    slug = "slug"
    slug_descending = "-slug"


class InjuryParams(ListParams):
    """The query string of the list of injuries."""

    muscle: list[Asked] = names(
        "muscle", "Only injuries that are linked with these muscles, a part or a whole of them."
    )
    exercise: list[Asked] = names(
        "exercise", "Only injuries whose care or study names these exercises; gates are no link."
    )
    sort: InjurySort = Bound(default=InjurySort.slug, description="Order of the list.")
