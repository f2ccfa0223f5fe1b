"""What is said of muscles."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Bound
from sqlmodel import Field

from app.domain.base import Name, Slug
from app.domain.muscles import ArchitectureBase, MuscleBase, MuscleSummaryBase, VolumeBase
from app.domain.vocabulary import MuscleKind, Region
from app.schemas.paging import Asked, ListParams, Page, names
from app.schemas.shape import Shape


class MuscleRef(Shape):
    """A node named in another resource."""

    slug: Slug
    name: Name
    kind: MuscleKind


class ArchitectureRead(ArchitectureBase):
    """A muscle-tendon unit of a model."""


class VolumeRead(VolumeBase):
    """A volume from imaging."""


class MuscleSummary(MuscleSummaryBase):
    """A node of the tree in a list."""

    aliases: list[Name] = Field(description="Other names that find it.")


class MuscleRead(MuscleBase):
    """A node of the tree, whole."""

    aliases: list[Name] = Field(description="Other names that find it.")
    path: list[MuscleRef] = Field(description="From the root of the tree down to its parent.")
    parts: list[MuscleRef] = Field(description="What it is divided into: its children.")
    members: list[MuscleRef] = Field(description="Members of a functional group; else empty.")
    functional_groups: list[MuscleRef] = Field(description="Functional groups it belongs to.")
    architecture: list[ArchitectureRead] = Field(description="Muscle-tendon units per model.")
    volumes: list[VolumeRead] = Field(description="Volumes from imaging.")
    highlights: dict[str, list[str]] = Field(
        description="For each body-highlighter package on npm, its slugs that light the node up."
    )


class MusclePage(Page[MuscleSummary]):
    """One page of muscles."""


class MuscleSort(StrEnum):
    """Orders of the list of muscles."""

    slug = "slug"
    slug_descending = "-slug"
    name = "name"
    name_descending = "-name"


class MuscleParams(ListParams):
    """The query string of the list of muscles."""

    kind: Annotated[list[MuscleKind], Bound(max_length=10)] = Bound(
        default_factory=list, description="Only these kinds of node. Repeat it to mean OR."
    )
    region: Annotated[list[Region], Bound(max_length=10)] = Bound(
        default_factory=list, description="Only these regions. Repeat it to mean OR."
    )
    within: list[Asked] = names("muscle", "Only the parts of these nodes, themselves included.")
    role: list[Asked] = names("role", "Only muscles with a known share in this running role.")
    phase: list[Asked] = names("phase", "Only muscles with a known role in this phase.")
    sort: MuscleSort = Bound(default=MuscleSort.slug, description="Order of the list.")
