"""Anatomy: one tree of muscles, and the functional groups that cut across it."""

from typing import Annotated

from pydantic import Field as Bound
from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.domain.base import (
    Count,
    Line,
    ListColumn,
    Name,
    NameColumn,
    Number,
    Positive,
    Prose,
    Slug,
    SlugColumn,
    stored,
)
from app.domain.vocabulary import MuscleKind, Region, Verification

OntologyId = Annotated[str, Bound(pattern=r"^(FMA|UBERON):[0-9]+$", max_length=20)]


class MuscleSummaryBase(SQLModel):
    """What a list says of a node of the tree."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(sa_type=NameColumn, description="English name.")
    latin: Name | None = Field(default=None, description="Latin name; null: not seen in a source.")
    kind: MuscleKind = Field(sa_type=stored(MuscleKind), description="Depth in the tree.")
    region: Region = Field(sa_type=stored(Region), description="Where the belly lies.")
    parent: Slug | None = Field(
        default=None,
        foreign_key="muscle.slug",
        sa_type=SlugColumn,
        description="The node that it is a part of; null: a root of the tree.",
    )
    summary: Line = Field(description="What it is to a runner, in a sentence.")


class MuscleBase(MuscleSummaryBase):
    """A node of the tree: a group, a muscle or a head; or a functional group across it."""

    origin: Line | None = Field(default=None, description="Proximal attachment.")
    insertion: Line | None = Field(default=None, description="Distal attachment.")
    nerve: Line | None = Field(default=None, description="Nerve that supplies it.")
    roots: Name | None = Field(default=None, description="Spinal nerve roots.")
    joints: list[Name] = Field(
        default_factory=list, sa_type=ListColumn, description="Joints it crosses."
    )
    actions: list[Line] = Field(
        default_factory=list, sa_type=ListColumn, description="What it does when it shortens."
    )
    fma: OntologyId | None = Field(default=None, description="Foundational Model of Anatomy id.")
    uberon: OntologyId | None = Field(default=None, description="Uberon id.")
    ta2: Annotated[int, Bound(ge=1, le=10_000)] | None = Field(
        default=None, description="Row in Terminologia Anatomica, second edition."
    )
    note: Prose | None = Field(default=None, description="What is in doubt.")


class Muscle(MuscleBase, table=True):
    """One node."""

    __table_args__ = (
        Index("ix_muscle_kind_name_slug", "kind", "name", "slug"),
        # All that a list asks of a node, in each of its orders: its table need not be read.
        Index("ix_muscle_slug_kind_region", "slug", "kind", "region"),
        Index("ix_muscle_name_slug_kind_region", "name", "slug", "kind", "region"),
    )


class MusclePart(SQLModel, table=True):
    """The closure of the tree: every node is a part of itself and of all that holds it."""

    __tablename__ = "muscle_part"

    whole: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn)
    part: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn, index=True)
    depth: int = Field(description="Steps from the whole down to the part; 0: itself.")


class MuscleMember(SQLModel, table=True):
    """A functional group names its members anywhere in the tree."""

    __tablename__ = "muscle_member"

    functional: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn)
    member: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn, index=True)


class Alias(SQLModel, table=True):
    """Another name by which people ask for a muscle, a phase or a role."""

    kind: str = Field(
        primary_key=True,
        max_length=40,
        description="What it names: muscle, phase, exercise and the like.",
    )
    alias: str = Field(
        primary_key=True,
        sa_type=SlugColumn,
        description="The name, folded: lower case, no accents, hyphens for all else.",
    )
    slug: str = Field(sa_type=SlugColumn, description="Slug of what it names.")
    name: str = Field(max_length=120, description="The name as it is written.")


class ArchitectureBase(SQLModel):
    """One muscle-tendon unit of one public musculoskeletal model, generic and unscaled."""

    model: Name = Field(primary_key=True, description="Model.")
    unit: Name = Field(primary_key=True, description="Name of the unit in the model.")
    units_in_model: Count = Field(description="Number of units the model splits the muscle into.")
    max_isometric_force_n: Positive = Field(description="Maximum isometric force, N.")
    optimal_fiber_length_m: Positive = Field(description="Optimal fibre length, m.")
    tendon_slack_length_m: Number = Field(description="Tendon slack length, m.")
    pennation_angle_deg: Number = Field(description="Pennation at optimal fibre length, degrees.")
    max_contraction_velocity_lopt_s: Positive | None = Field(
        default=None, description="Maximum shortening velocity, optimal fibre lengths per second."
    )
    tendon_strain_at_max_force: Number | None = Field(
        default=None, description="Tendon strain at maximum isometric force, a fraction."
    )
    moment_arms_m: dict[str, float] = Field(
        default_factory=dict,
        sa_type=ListColumn,
        description="Moment arms in the neutral pose, m, by joint and movement; the sign is the "
        "model's.",
    )
    sources: list[Slug] = Field(
        default_factory=list, sa_type=ListColumn, description="Keys of the sources."
    )
    verified: Verification = Field(sa_type=stored(Verification), description="Where we saw it.")
    note: Line | None = Field(default=None, description="Lineage and scaling of the model.")


class Architecture(ArchitectureBase, table=True):
    """One muscle-tendon unit of a muscle."""

    __tablename__ = "muscle_architecture"

    muscle: str = Field(foreign_key="muscle.slug", sa_type=SlugColumn, index=True)


class VolumeBase(SQLModel):
    """Muscle volume from imaging: a measured mean, or a regression on body size."""

    name: Name = Field(primary_key=True, description="Name in the source.")
    source: Slug = Field(
        primary_key=True, foreign_key="source.key", sa_type=SlugColumn, description="Source key."
    )
    slope_cm3_per_kg_m: Number | None = Field(
        default=None, description="Volume in cm³ per body mass times height (kg·m)."
    )
    intercept_cm3: Number | None = Field(default=None, description="Intercept, cm³.")
    volume_cm3: Positive | None = Field(default=None, description="Measured mean volume, cm³.")
    pcsa_cm2: Positive | None = Field(
        default=None, description="Physiological cross-sectional area, cm²."
    )
    verified: Verification = Field(sa_type=stored(Verification), description="Where we saw it.")
    note: Line | None = Field(default=None, description="How to read the figure.")


class Volume(VolumeBase, table=True):
    """One volume of a muscle."""

    __tablename__ = "muscle_volume"

    muscle: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn, index=True)
