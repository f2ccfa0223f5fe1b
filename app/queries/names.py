"""The names that parameters understand: slugs and aliases, read once a release."""

from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from pydantic import BaseModel
from sqlmodel import Session, select

from app.domain.base import fold, shown
from app.domain.errors import BadQuestion
from app.domain.muscles import Alias
from app.domain.revisions import Document
from app.queries.snapshots import once_a_release
from app.schemas.kinds import SINGULAR

Question = TypeVar("Question", bound=BaseModel)
NEAR_ENOUGH = 60  # Of 100, on rapidfuzz's scale; a judgement: below it, hints mislead.


@dataclass(frozen=True)
class Names:
    """For each kind, every folded name and the slug that it means."""

    by_kind: dict[str, dict[str, str]]

    def of(self, kind: str) -> dict[str, str]:
        """Give the folded names of a kind."""
        return self.by_kind.get(kind, {})

    def slugs(self, kind: str) -> list[str]:
        """Give the slugs of a kind, in order."""
        return sorted(set(self.of(kind).values()))

    def resolve(self, kind: str, parameter: str, asked: list[str]) -> list[str]:
        """Turn slugs and aliases into slugs; raises BadQuestion with the nearest names."""
        known = self.of(kind)
        return [
            self._resolve(known, kind, parameter, name) if name not in known else known[name]
            for name in asked
        ]

    def in_slugs(self, params: Question) -> Question:
        """Put slugs in the place of aliases, in order: the same question is then written alike."""
        slugs = {
            name: sorted(set(self.resolve(kind, name, getattr(params, name))))
            for name, kind in _vocabularies(type(params)).items()
        }
        return params.model_copy(update=slugs)

    def _resolve(self, known: dict[str, str], kind: str, parameter: str, name: str) -> str:
        slug = known.get(fold(name))
        if slug is None:
            raise BadQuestion(
                parameter,
                f"There is no {kind.replace('-', ' ')} {shown(name)}.",
                valid=self.slugs(kind),
                nearest=nearest(name, known),
            )
        return slug


@cache
def _vocabularies(params: type[BaseModel]) -> dict[str, str]:
    """Name the parameters that take slugs and aliases, and the kind that each takes them of."""
    properties = params.model_json_schema()["properties"]
    return {name: one["x-vocabulary"] for name, one in properties.items() if "x-vocabulary" in one}


def nearest(name: str, known: dict[str, str]) -> list[str]:
    """Name up to three slugs whose slug or alias is most like `name`, best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (4 MB, for mistakes alone)

    hits = process.extract(fold(name)[:120], known.keys(), scorer=fuzz.WRatio, limit=6)
    close = (known[hit] for hit, score, _ in hits if score >= NEAR_ENOUGH)
    return list(dict.fromkeys(close))[:3]


@once_a_release
def known_names(session: Session) -> Names:
    """Read the names."""
    by_kind: dict[str, dict[str, str]] = {}
    for kind, key in session.exec(select(Document.kind, Document.key).order_by(Document.key)):
        by_kind.setdefault(SINGULAR[kind], {})[key] = key
    aliases = select(Alias.kind, Alias.alias, Alias.slug).order_by(Alias.kind, Alias.alias)
    for kind, alias, slug in session.exec(aliases):
        by_kind.setdefault(kind, {}).setdefault(alias, slug)
    return Names(by_kind)
