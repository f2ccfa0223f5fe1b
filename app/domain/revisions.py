"""Revisions: what changed when, the rendered documents, and what is gone."""

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from app.domain.base import KindColumn, SlugColumn


class Revision(SQLModel, table=True):
    """One change of the data, made in one transaction."""

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    digest: str = Field(max_length=64)
    """SHA-256 over the key and digest of every document, and of all that the crosswalk tells: equal
    content, equal digest."""
    seed: str = Field(max_length=64)
    """Fingerprint of the seed files and the renderer: equal means that there is nothing to do."""


class Document(SQLModel, table=True):
    """The JSON of one resource, rendered when it last changed."""

    __table_args__ = (
        Index("ix_document_revision_kind_key", "revision", "kind", "key"),
        Index("ix_document_kind_revision_key", "kind", "revision", "key"),
    )

    kind: str = Field(primary_key=True, sa_type=KindColumn)
    key: str = Field(primary_key=True, sa_type=SlugColumn)
    created: int = Field(foreign_key="revision.number")
    revision: int = Field(foreign_key="revision.number")
    digest: str = Field(max_length=64)
    summary: str | None = Field(default=None, sa_type=Text)
    """What a list shows where that is less than the body; before it, since SQLite reads a row from
    its beginning."""
    body: str = Field(sa_type=Text)


class Tombstone(SQLModel, table=True):
    """A resource that was removed; its key is never used again."""

    __table_args__ = (
        Index("ix_tombstone_revision_kind_key", "revision", "kind", "key"),
        Index("ix_tombstone_kind_revision_key", "kind", "revision", "key"),
    )

    kind: str = Field(primary_key=True, sa_type=KindColumn)
    key: str = Field(primary_key=True, sa_type=SlugColumn)
    revision: int = Field(foreign_key="revision.number")
    replaced_by: str | None = Field(default=None, sa_type=SlugColumn)
