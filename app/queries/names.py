"""The names that parameters understand: slugs and aliases.

Those of all kinds are read once a release, but for exercises, of which there may be many: they are
looked up when they are asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Dialect, Integer, bindparam, literal, or_, union_all
from sqlmodel import Session, col, select

from app.domain.base import fold, shown
from app.domain.errors import BadQuestion
from app.domain.muscles import Alias
from app.domain.revisions import Document
from app.queries.lexicon import understand
from app.queries.search import find
from app.queries.snapshots import Snapshot, once_a_release
from app.queries.statements import (
    Prepared,
    conditions_of,
    filled_up,
    is_one_of,
    keep_shapes,
    prepare,
)
from app.schemas.kinds import SINGULAR
from app.schemas.search import Findable

Question = TypeVar("Question", bound=BaseModel)
NEAR_ENOUGH = 60  # Of 100, on rapidfuzz's scale; a judgement: below it, hints mislead.
EXERCISE = SINGULAR[Findable.exercises]
MOST_TOLD = 1_000
"""Slugs of exercises that are told beside a wrong one; where there are more, none is."""
HINTS = 3


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


@dataclass(frozen=True)
class KnownNames:
    """The names that a snapshot knows."""

    at: Snapshot
    names: Names
    """Of all kinds but exercises."""

    def of(self, kind: str) -> dict[str, str]:
        """Give the folded names of a kind that is not exercises."""
        return self.names.of(kind)

    def resolve(self, kind: str, parameter: str, asked: list[str]) -> list[str]:
        """Turn slugs and aliases into slugs; raises BadQuestion with the nearest names."""
        meant = _exercises(self.at, asked) if kind == EXERCISE else self.of(kind)
        return [self._resolve(meant, kind, parameter, name) for name in asked]

    def in_slugs(self, params: Question) -> Question:
        """Put slugs in the place of aliases, in order: the same question is then written alike."""
        slugs = {
            name: sorted(set(self.resolve(kind, name, getattr(params, name))))
            for name, kind in _vocabularies(type(params)).items()
        }
        return params.model_copy(update=slugs)

    def nearest(self, kind: str, name: str) -> list[str]:
        """Name up to three slugs that may be meant by a name that nothing has, best first."""
        if kind != EXERCISE:
            return nearest(name, self.of(kind))
        found = find(self.at, understand(self.at, name), [Findable.exercises], HINTS)
        if found.fits:
            return [fit.key for fit in found.fits]
        return nearest(name, {slug: slug for slug in _told(self.at)})

    def _resolve(self, meant: dict[str, str], kind: str, parameter: str, name: str) -> str:
        slug = meant.get(name) or meant.get(fold(name))
        if slug is None:
            raise BadQuestion(
                parameter,
                f"There is no {kind.replace('-', ' ')} {shown(name)}.",
                valid=_told(self.at) if kind == EXERCISE else self.names.slugs(kind),
                nearest=self.nearest(kind, name),
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
    return list(dict.fromkeys(close))[:HINTS]


def known_names(at: Snapshot) -> KnownNames:
    """Give the names that a snapshot knows."""
    return KnownNames(at, _names_of_few(at))


def all_names(at: Snapshot) -> Names:
    """Give all names, those of every exercise too: for what is made once a release."""
    slugs = at.session.exec(select(Document.key).where(Document.kind == Findable.exercises)).all()
    return Names(_names_of_few(at).by_kind | {EXERCISE: dict(zip(slugs, slugs, strict=True))})


@once_a_release
def _names_of_few(session: Session) -> Names:
    """Read the names of all kinds but exercises, which stand on both sides of them in an index."""
    kind, named = col(Document.kind), col(Alias.kind)
    by_kind: dict[str, dict[str, str]] = {}
    others = or_(kind < Findable.exercises.value, kind > Findable.exercises.value)
    keys = select(Document.kind, Document.key).where(others).order_by(Document.key)
    for plural, key in session.exec(keys):
        by_kind.setdefault(SINGULAR[plural], {})[key] = key
    aliases = select(Alias.kind, Alias.alias, Alias.slug).order_by(Alias.kind, Alias.alias)
    for singular, alias, slug in session.exec(
        aliases.where(or_(named < EXERCISE, named > EXERCISE))
    ):
        by_kind.setdefault(singular, {}).setdefault(alias, slug)
    return Names(by_kind)


def _exercises(at: Snapshot, asked: Sequence[str]) -> dict[str, str]:
    """Give those of some names that exercises have, and the slugs that they mean.

    What was looked up is kept among the documents: one question asks for a name more than once.
    """
    shelf = (at.release.digest, EXERCISE, False)
    names = sorted({*asked, *map(fold, asked)})
    meant = {name: slug.decode() for name, slug in at.documents.find(shelf, names).items()}
    if any(name not in meant and fold(name) not in meant for name in asked):
        values = filled_up(names)
        rows = at.run(_meant(at.dialect, len(values)), [*values, *values])
        meant |= {name: slug for name, slug, is_slug in sorted(rows, key=lambda row: row[2])}
        for name, slug in meant.items():
            at.documents.keep(shelf, name, slug.encode())
    return meant


def _told(at: Snapshot) -> list[str]:
    """Give the slugs of all exercises in order, unless there are too many."""
    slugs = [slug for (slug,) in at.run(_slugs(at.dialect), [MOST_TOLD + 1])]
    return slugs if len(slugs) <= MOST_TOLD else []


@keep_shapes
def _meant(dialect: Dialect, names: int) -> Prepared:
    (slugs,) = conditions_of(((KEY, names),))
    (aliases,) = conditions_of(((ALIAS, names),), names)
    ours = col(Document.kind) == Findable.exercises.value
    statement: Any = union_all(
        select(Document.key, Document.key, literal(True)).where(ours, slugs),
        select(Alias.alias, Alias.slug, literal(False)).where(Alias.kind == EXERCISE, aliases),
    )
    return prepare(statement, dialect)


@keep_shapes
def _slugs(dialect: Dialect) -> Prepared:
    ours = col(Document.kind) == Findable.exercises.value
    slugs = select(Document.key).where(ours).order_by(col(Document.key))
    return prepare(slugs.limit(bindparam("v0", type_=Integer)), dialect)


KEY = is_one_of(col(Document.key))
ALIAS = is_one_of(col(Alias.alias))
