"""Injuries of runners: what they ask of exercises, and what sends a person to a clinician."""

from sqlmodel import Field, SQLModel

from app.domain.base import Line, ListColumn, Name, Prose, Slug, SlugColumn, stored
from app.domain.running import Position
from app.domain.vocabulary import (
    GateKind,
    GateStage,
    LinkRole,
    RehabStage,
    Urgency,
    Verification,
)


class InjuryBase(SQLModel):
    """An injury of runners. It informs; it is no diagnosis and no treatment."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(description="English name.")
    summary: Line = Field(description="Where it hurts, and what runners notice.")
    share: Line | None = Field(
        default=None,
        description="Its share of running injuries, as reported; never pool or compare shares of "
        "different reviews. Null: not known.",
    )
    share_population: Line | None = Field(default=None, description="Among whom.")
    share_sources: list[Slug] = Field(
        default_factory=list, sa_type=ListColumn, description="Keys of the sources of the share."
    )
    muscles_basis: Line | None = Field(
        default=None, description="On what the link with muscles rests."
    )
    aggravating: list[Line] = Field(
        default_factory=list, sa_type=ListColumn, description="Loads that often make it worse."
    )
    management: Prose = Field(description="What its care rests on, in general.")
    certainty: Line = Field(description="How sure that is.")
    sources: list[Slug] = Field(
        default_factory=list, sa_type=ListColumn, description="Keys of the sources of the care."
    )
    verified: Verification = Field(
        sa_type=stored(Verification), description="Where we saw what the care rests on."
    )
    label: Line | None = Field(default=None, description="Warning that must be shown with it.")
    note: Prose | None = Field(default=None, description="What else to know.")


class Injury(InjuryBase, table=True):
    """One injury."""

    red_flags: list[str] = Field(
        default_factory=list,
        sa_type=ListColumn,
        description="Slugs of the red flags to look at first.",
    )


class InjuryMuscle(SQLModel, table=True):
    """An injury is linked with a muscle."""

    __tablename__ = "injury_muscle"

    injury: str = Field(primary_key=True, foreign_key="injury.slug", sa_type=SlugColumn)
    muscle: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn, index=True)


class InjuryLinkBase(SQLModel):
    """What an exercise is to an injury, and how far the evidence for that goes."""

    id: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent id.")
    role: LinkRole = Field(sa_type=stored(LinkRole), description="What the exercise is to it.")
    stages: list[RehabStage] = Field(
        default_factory=list,
        sa_type=ListColumn,
        description="Stages of rehabilitation; empty: not a matter of stages.",
    )
    timing: Line | None = Field(default=None, description="When, beyond the stages.")
    dose: Line | None = Field(default=None, description="Dose, as reported; null: not seen.")
    evidence: Line = Field(description="Kind of evidence.")
    scope: Line = Field(description="Whether the evidence is on this very exercise.")
    verified: Verification = Field(sa_type=stored(Verification), description="Where we saw it.")
    label: Line | None = Field(default=None, description="Warning that must be shown with it.")
    note: Prose | None = Field(default=None, description="What else to know.")


class InjuryExercise(InjuryLinkBase, table=True):
    """One link of an injury and an exercise."""

    __tablename__ = "injury_exercise"

    injury: str | None = Field(
        default=None, foreign_key="injury.slug", sa_type=SlugColumn, index=True
    )
    """Null: running injuries in general."""
    exercise: str = Field(foreign_key="exercise.slug", sa_type=SlugColumn, index=True)
    source: str | None = Field(default=None, foreign_key="source.key", sa_type=SlugColumn)


class GateBase(SQLModel):
    """What an injury asks of an exercise at a stage; with the stage unknown, the stricter holds."""

    gate: GateKind = Field(
        sa_type=stored(GateKind),
        description="avoid: leave it out; modify: only with the change that the reason names; "
        "caution: watch what the reason names.",
    )
    stage: GateStage = Field(
        primary_key=True, sa_type=stored(GateStage), description="When it holds."
    )
    reason: Line = Field(description="Why, and what to do.")


class Gate(GateBase, table=True):
    """One gate."""

    __tablename__ = "injury_gate"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)
    injury: str = Field(primary_key=True, foreign_key="injury.slug", sa_type=SlugColumn, index=True)
    source: str | None = Field(default=None, foreign_key="source.key", sa_type=SlugColumn)
    """Null: coaching judgement."""


class RedFlagBase(SQLModel):
    """Signs that need a clinician before any training plan."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(description="Short name.")
    position: Position = Field(description="Order in lists.")
    signs: Line = Field(description="What the person notices.")
    concern: Line = Field(description="What it could mean.")
    action: Line = Field(description="What to do.")
    urgency: Urgency = Field(sa_type=stored(Urgency), description="How soon.")
    verified: Verification = Field(sa_type=stored(Verification), description="Where we saw it.")
    label: Line | None = Field(default=None, description="Warning that must be shown with it.")


class RedFlag(RedFlagBase, table=True):
    """One red flag."""

    __tablename__ = "red_flag"

    source: str | None = Field(default=None, foreign_key="source.key", sa_type=SlugColumn)
