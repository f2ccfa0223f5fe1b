"""Where facts come from: sources, findings, training effects, and the verdict on popular claims."""

from typing import Annotated

from pydantic import Field as Bound
from sqlmodel import Field, SQLModel

from app.domain.base import Count, Line, Name, Number, Prose, Slug, SlugColumn, SpeedMS, stored
from app.domain.vocabulary import (
    Direction,
    Grade,
    Stance,
    SubjectKind,
    ValueKind,
    Verdict,
    Verification,
)


class SourceBase(SQLModel):
    """A paper, a data set or a computation of ours that figures come from."""

    key: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent key.")
    label: Name = Field(description="Short form for a sentence, as in 'Hamner, Seth & Delp 2010'.")
    authors: Prose | None = Field(default=None, description="Authors as printed; null: not seen.")
    year: Annotated[int, Bound(ge=1800, le=2100)] | None = Field(
        default=None, description="Year of publication; null: not seen."
    )
    title: Line | None = Field(default=None, description="Title as printed; null: not seen.")
    journal: Line | None = Field(default=None, description="Journal, volume and pages.")
    doi: Annotated[str, Bound(pattern=r"^10\.\S+$", max_length=120)] | None = Field(
        default=None, description="DOI without resolver; null: none seen."
    )
    doi_verified: Verification | None = Field(
        default=None,
        sa_type=stored(Verification),
        description="Where the DOI was seen: in the paper's own record (primary) or in a work "
        "that cites it (secondary).",
    )
    pmid: Annotated[str, Bound(pattern=r"^[0-9]+$", max_length=12)] | None = Field(
        default=None, description="PubMed id; null: none seen."
    )
    pmcid: Annotated[str, Bound(pattern=r"^PMC[0-9]+$", max_length=16)] | None = Field(
        default=None, description="PubMed Central id; null: none seen."
    )
    kind: Line = Field(description="Kind of study, with the number of people where known.")
    verified: Verification = Field(
        sa_type=stored(Verification),
        description="Where we saw the source: its own record, a work citing it, or computed by "
        "this project.",
    )
    origin: Slug | None = Field(
        default=None,
        foreign_key="source.key",
        sa_type=SlugColumn,
        description="Source of the data that a computation of this project used.",
    )
    note: Prose | None = Field(default=None, description="What to know before citing it.")


class Source(SourceBase, table=True):
    """One source."""


class FigureBase(SQLModel):
    """One figure or statement of one source, without its place in running."""

    id: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent id.")
    subject_kind: SubjectKind = Field(
        sa_type=stored(SubjectKind), description="What kind of thing was measured."
    )
    subject: Line = Field(description="What was measured, as the source names it.")
    metric: Line = Field(description="Which quantity was measured.")
    value_kind: ValueKind = Field(
        sa_type=stored(ValueKind),
        description="Only a number may be weighed; a rank, a text or a p value may not.",
    )
    value: Number | None = Field(default=None, description="The figure, in `unit`.")
    low: Number | None = Field(default=None, description="Low end of the range, in `unit`.")
    high: Number | None = Field(default=None, description="High end of the range, in `unit`.")
    text: Line | None = Field(default=None, description="Rank or statement, in our words.")
    unit: Name | None = Field(default=None, description="Unit of value, low and high.")
    condition: Line | None = Field(default=None, description="Task and set-up.")
    speed_low_m_s: SpeedMS | None = Field(default=None, description="Slowest speed, m/s.")
    speed_high_m_s: SpeedMS | None = Field(default=None, description="Fastest speed, m/s.")
    n: Count | None = Field(default=None, description="Number of people; null: not seen.")
    evidence: Line = Field(description="Kind of evidence.")
    grade: Grade = Field(sa_type=stored(Grade), description="Strength of the evidence, A to E.")
    verified: Verification = Field(
        sa_type=stored(Verification), description="Where we saw the figure."
    )
    label: Line | None = Field(
        default=None, description="Warning that must be shown wherever the figure is."
    )


class FindingBase(FigureBase):
    """One figure or statement of one source about running."""

    topic: Slug = Field(
        sa_type=SlugColumn,
        description="A running role, or economy, fatigue, arm-swing or load where it is none.",
    )
    phase: Slug = Field(
        foreign_key="phase.slug", sa_type=SlugColumn, description="Gait phase it speaks of."
    )
    function: Slug | None = Field(
        default=None,
        foreign_key="mechanical_function.slug",
        sa_type=SlugColumn,
        description="Mechanical function it speaks of; null: none of the vocabulary.",
    )
    direction: Direction | None = Field(
        default=None, sa_type=stored(Direction), description="For or against the function."
    )
    source: Slug = Field(
        foreign_key="source.key", sa_type=SlugColumn, description="Key of the source."
    )
    note: Prose | None = Field(default=None, description="What else to know.")


class Finding(FindingBase, table=True):
    """One finding."""


class FindingMuscle(SQLModel, table=True):
    """A finding speaks of a muscle, whether or not it gives it a running role."""

    __tablename__ = "finding_muscle"

    finding: str = Field(primary_key=True, foreign_key="finding.id", sa_type=SlugColumn)
    muscle: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn, index=True)


class EffectBase(SQLModel):
    """What training did in one study or review."""

    id: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent id.")
    topic: Line = Field(description="Area of the outcome.")
    mode: Line | None = Field(default=None, description="Kind of training, or exposure.")
    population: Line | None = Field(default=None, description="Who took part.")
    dose: Line | None = Field(default=None, description="How much, how often, how long.")
    outcome: Line = Field(description="What was measured.")
    effect: Line = Field(description="Size and direction, as reported.")
    interval: Line | None = Field(
        default=None, description="Confidence interval, spread or test, as reported."
    )
    n: Line | None = Field(default=None, description="Number of people, studies or effects.")
    interpretation: Line | None = Field(default=None, description="How far the figure goes.")
    source: Slug = Field(
        foreign_key="source.key", sa_type=SlugColumn, description="Key of the source."
    )
    verified: Verification = Field(
        sa_type=stored(Verification), description="Where we saw the figure."
    )
    label: Line | None = Field(
        default=None, description="Warning that must be shown wherever the figure is."
    )
    note: Prose | None = Field(default=None, description="What else to know.")


class Effect(EffectBase, table=True):
    """One effect of training."""


class ClaimBase(SQLModel):
    """A popular statement about leg muscles in running, with our verdict."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    position: Annotated[int, Bound(ge=1, le=1000)] = Field(description="Place in the article.")
    statement: Line = Field(description="The claim, in our words.")
    verdict: Verdict = Field(sa_type=stored(Verdict), description="What the evidence says of it.")
    explanation: Prose = Field(description="Why, and how far the evidence goes.")


class Claim(ClaimBase, table=True):
    """One claim."""


class ClaimEvidence(SQLModel, table=True):
    """A claim rests on a muscle role, a finding or an effect: exactly one of them."""

    __tablename__ = "claim_evidence"

    claim: str = Field(primary_key=True, foreign_key="claim.slug", sa_type=SlugColumn)
    position: int = Field(primary_key=True, description="Place among the evidence of the claim.")
    stance: Stance = Field(
        sa_type=stored(Stance), description="For the claim, qualifying it, or against it."
    )
    says: str = Field(max_length=400, description="What it says of the claim, in our words.")
    finding: str | None = Field(default=None, foreign_key="finding.id", sa_type=SlugColumn)
    effect: str | None = Field(default=None, foreign_key="effect.id", sa_type=SlugColumn)
    muscle_role: str | None = Field(default=None, foreign_key="muscle_role.id", sa_type=SlugColumn)
