"""Other catalogues: what of theirs is which of ours, and what was imported of them."""

from typing import Annotated, Any

from pydantic import Field as Bound
from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from app.domain.base import KindColumn, Line, ListColumn, Name, Slug, SlugColumn, stored
from app.domain.vocabulary import CrosswalkKind, CrosswalkMatch, MatchQuality

LONGEST_ID = 70


ForeignId = Annotated[
    str,
    # A space at an end would be an id that nobody could ask for.
    Bound(pattern=r"^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$", min_length=1, max_length=LONGEST_ID),
]


class ForeignLinkBase(SQLModel):
    """A word or an exercise of another catalogue, and which of ours it is, as reviewed."""

    system: Slug = Field(primary_key=True, sa_type=SlugColumn, description="The catalogue.")
    kind: CrosswalkKind = Field(
        primary_key=True, sa_type=stored(CrosswalkKind), description="What it names."
    )
    id: ForeignId = Field(
        primary_key=True, sa_type=SlugColumn, description="Its id there; a word is its own id."
    )
    slug: Slug = Field(
        primary_key=True, sa_type=SlugColumn, description="Slug of ours, of that kind."
    )
    name: Name = Field(description="Its name there.")
    match: MatchQuality = Field(sa_type=stored(MatchQuality), description="How well it fits.")
    reason: Line = Field(description="Why it is ours, and what differs.")


class ForeignLink(ForeignLinkBase, table=True):
    """One link."""

    __tablename__ = "foreign_link"


class ForeignCatalogue(SQLModel, table=True):
    """A catalogue that was imported from a file."""

    __tablename__ = "foreign_catalogue"

    system: str = Field(primary_key=True, sa_type=SlugColumn, description="Its name here.")
    sha256: str = Field(max_length=64, description="SHA-256 of the file.")
    entries: int = Field(description="Number of its exercises.")
    report: dict[str, Any] = Field(
        sa_type=ListColumn, description="What of it fits ours, and which words do not."
    )


class ForeignExercise(SQLModel, table=True):
    """An exercise of an imported catalogue, in the words of that catalogue."""

    __tablename__ = "foreign_exercise"

    system: str = Field(
        primary_key=True, foreign_key="foreign_catalogue.system", sa_type=SlugColumn
    )
    id: str = Field(primary_key=True, sa_type=SlugColumn)
    also: str | None = Field(default=None, sa_type=SlugColumn, description="Another id of it.")
    name: str | None = Field(default=None, max_length=120, description="English name.")
    aliases: list[str] = Field(default_factory=list, sa_type=ListColumn)
    primary_muscles: list[dict[str, str]] = Field(
        sa_type=ListColumn, description="Words for the muscles that it works most: id and name."
    )
    secondary_muscles: list[dict[str, str]] = Field(sa_type=ListColumn)
    equipment: list[dict[str, str]] = Field(
        sa_type=ListColumn, description="Words for what it needs; empty: it does not say."
    )
    licence: str = Field(max_length=120)
    licence_url: str | None = Field(default=None, max_length=400)
    attribution: str = Field(max_length=400)
    url: str = Field(max_length=400)


class CrosswalkEntry(SQLModel, table=True):
    """A thing of another catalogue as the API tells it, rendered when that last changed."""

    __tablename__ = "crosswalk_entry"
    __table_args__ = (
        Index("ix_crosswalk_entry_system_id", "system", "id"),
        Index("ix_crosswalk_entry_system_also", "system", "also"),
    )

    key: str = Field(primary_key=True, sa_type=SlugColumn)
    system: str = Field(sa_type=SlugColumn)
    id: str = Field(sa_type=SlugColumn)
    also: str | None = Field(default=None, sa_type=SlugColumn)
    kind: str = Field(sa_type=KindColumn)
    digest: str = Field(max_length=64)
    body: str = Field(sa_type=Text)


class CrosswalkLink(SQLModel, table=True):
    """An entry stands for one of ours, or may do so."""

    __tablename__ = "crosswalk_link"
    __table_args__ = (Index("ix_crosswalk_link_kind_slug", "kind", "slug"),)

    entry: str = Field(primary_key=True, foreign_key="crosswalk_entry.key", sa_type=SlugColumn)
    kind: str = Field(primary_key=True, sa_type=KindColumn)
    slug: str = Field(primary_key=True, sa_type=SlugColumn)
    match: CrosswalkMatch = Field(sa_type=stored(CrosswalkMatch))
