"""A rendered document, and what all of them are rendered with."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, SQLModel, select

from app.domain.evidence import Source
from app.domain.muscles import Alias, Muscle
from app.schemas.muscles import MuscleRef
from app.schemas.paging import SourceRef


@dataclass(frozen=True)
class Page:
    """A rendered document, not yet stored."""

    kind: str
    key: str
    body: str
    summary: str | None = None
    drawn_from: str = ""
    """What its picture is drawn from: who draws something else has changed the document."""

    @property
    def place(self) -> tuple[str, str]:
        """Kind and key."""
        return (self.kind, self.key)

    @property
    def digest(self) -> str:
        """SHA-256 of what is said and drawn."""
        said = f"{self.body}\0{self.summary or ''}"
        if self.drawn_from:
            said += f"\0{self.drawn_from}"
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of the document's row that the content decides."""
        return {
            "kind": self.kind,
            "key": self.key,
            "digest": self.digest,
            "body": self.body,
            "summary": self.summary,
        }


def page(
    kind: str,
    key: str,
    read: BaseModel,
    summary: BaseModel | None = None,
    drawn_from: dict[str, Any] | None = None,
) -> Page:
    """Render a document, whole and as lists show it."""
    shown = None if summary is None else summary.model_dump_json()
    drawn = json.dumps(drawn_from, sort_keys=True) if drawn_from else ""
    return Page(kind, key, read.model_dump_json(), shown, drawn)


def by(rows: Iterable[Any], *columns: str) -> dict[Any, list[Any]]:
    """Group rows by one column, or by several as a tuple."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        key = tuple(getattr(row, column) for column in columns)
        groups[key[0] if len(key) == 1 else key].append(row)
    return groups


def all_of(read: type[SQLModel], rows: Iterable[Any]) -> list[Any]:
    """Say each row in the same way."""
    return [read.model_validate(row) for row in rows]


class Commons:
    """What every document may name: muscles, sources and other names."""

    def __init__(self, session: Session) -> None:
        """Read the rows."""
        self._session = session
        self.sources = {s.key: s for s in self.rows(Source, Source.key)}
        self.muscles = {m.slug: m for m in self.rows(Muscle, Muscle.slug)}
        self._aliases = by(self.rows(Alias, Alias.kind, Alias.alias), "kind", "slug")

    def rows(self, table: Any, *order: Any) -> list[Any]:
        """Read a table in an order."""
        return list(self._session.exec(select(table).order_by(*order)))

    def names(self, kind: str, slug: str) -> list[str]:
        """Give the other names of a thing."""
        return [alias.name for alias in self._aliases[kind, slug]]

    def ref(self, slug: str) -> MuscleRef:
        """Name a muscle."""
        muscle = self.muscles[slug]
        return MuscleRef(slug=slug, name=muscle.name, kind=muscle.kind)

    def cite(self, key: str) -> SourceRef:
        """Name a source."""
        return SourceRef(key=key, label=self.sources[key].label)

    def cite_known(self, key: str | None) -> SourceRef | None:
        """Name a source where there is one."""
        return None if key is None else self.cite(key)
