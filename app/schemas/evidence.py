"""What is said of sources, findings, effects and claims."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Bound
from sqlmodel import Field

from app.domain.base import Line, Slug, SpeedMS
from app.domain.evidence import ClaimBase, EffectBase, FindingBase, SourceBase
from app.domain.running import RoleId
from app.domain.vocabulary import Grade, Stance, Verdict, Verification
from app.schemas.muscles import MuscleRef
from app.schemas.paging import Asked, ListParams, Page, SourceRef, names
from app.schemas.shape import Shape


class SourceRead(SourceBase):
    """A source, whole."""

    url: str | None = Field(description="Where the DOI leads; null: no DOI seen.")
    findings: int = Field(description="Number of findings that cite it.")
    effects: int = Field(description="Number of training effects that cite it.")


class SourcePage(Page[SourceRead]):
    """One page of sources."""


class SourceSort(StrEnum):
    """Orders of the list of sources."""

    key = "key"
    key_descending = "-key"
    year = "year"
    year_descending = "-year"


class SourceParams(ListParams):
    """The query string of the list of sources."""

    verified: Annotated[list[Verification], Bound(max_length=10)] = Bound(
        default_factory=list,
        description="Only sources seen at these levels. Repeat it to mean OR.",
    )
    sort: SourceSort = Bound(default=SourceSort.key, description="Order of the list.")


class FindingRead(FindingBase):
    """A finding, whole."""

    speed_m_s: SpeedMS | None = Field(description="The speed, m/s, where it is a single one.")
    source: SourceRef = Field(description="The source.")  # type: ignore[assignment]
    muscles: list[MuscleRef] = Field(description="Muscles that it speaks of.")
    muscle_roles: list[RoleId] = Field(description="Muscle roles that it bears on.")


class FindingPage(Page[FindingRead]):
    """One page of findings."""


class FindingSort(StrEnum):
    """Orders of the list of findings."""

    id = "id"
    id_descending = "-id"
    grade = "grade"


class FindingParams(ListParams):
    """The query string of the list of findings."""

    muscle: list[Asked] = names("muscle", "Only findings on these muscles or their parts.")
    topic: Annotated[list[Slug], Bound(max_length=20)] = names(
        "topic", "Only these topics: a running role, or economy, fatigue, load, arm-swing."
    )
    phase: list[Asked] = names("phase", "Only these gait phases.")
    source: list[Asked] = names("source", "Only findings of these sources.")
    grade: Annotated[list[Grade], Bound(max_length=5)] = Bound(
        default_factory=list, description="Only these grades. Repeat it to mean OR."
    )
    sort: FindingSort = Bound(default=FindingSort.id, description="Order of the list.")


class EffectRead(EffectBase):
    """A training effect, whole."""

    source: SourceRef = Field(description="The source.")  # type: ignore[assignment]


class EffectPage(Page[EffectRead]):
    """One page of effects."""


class EffectSort(StrEnum):
    """Orders of the list of effects."""

    id = "id"
    id_descending = "-id"


class EffectParams(ListParams):
    """The query string of the list of effects."""

    source: list[Asked] = names("source", "Only effects of these sources.")
    sort: EffectSort = Bound(default=EffectSort.id, description="Order of the list.")


class EvidenceRead(Shape):
    """One piece of evidence for or against a claim."""

    stance: Stance = Bound(description="How it bears on the claim.")
    says: Line = Bound(description="What it says, in our words.")
    finding: Slug | None = Bound(description="Id of the finding, if it is one.")
    effect: Slug | None = Bound(description="Id of the training effect, if it is one.")
    muscle_role: RoleId | None = Bound(description="Id of the muscle role, if it is one.")
    grade: Grade | None = Bound(description="Strength of the evidence; null for an effect.")
    verified: Verification | None = Bound(description="Where we saw it.")
    label: Line | None = Bound(description="Warning that must be shown with it.")
    sources: list[SourceRef] = Bound(description="Sources of the figures.")


class ClaimRead(ClaimBase):
    """A claim with its verdict and the evidence behind it."""

    evidence: list[EvidenceRead] = Field(description="What the verdict rests on, both ways.")


class ClaimPage(Page[ClaimRead]):
    """One page of claims."""


class ClaimSort(StrEnum):
    """Orders of the list of claims."""

    position = "position"
    slug = "slug"


class ClaimParams(ListParams):
    """The query string of the list of claims."""

    verdict: Annotated[list[Verdict], Bound(max_length=4)] = Bound(
        default_factory=list, description="Only these verdicts. Repeat it to mean OR."
    )
    sort: ClaimSort = Bound(default=ClaimSort.position, description="Order of the list.")
