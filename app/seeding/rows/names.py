"""Rows of names: every word by which parameters know a thing."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.crosswalk.systems import KNOWN, system_of
from app.domain.base import fold
from app.domain.muscles import Alias
from app.domain.vocabulary import MuscleKind
from app.seeding.read import Seed


def name_rows(seed: Seed) -> Iterator[Alias]:
    """Name everything that parameters take, beyond the keys of documents."""
    for muscle in seed.muscles:
        is_group = muscle.kind in (MuscleKind.group, MuscleKind.functional)
        for kind in ("muscle", "group") if is_group else ("muscle",):
            yield from _aliases(kind, muscle.slug, muscle)
        if is_group:
            yield Alias(kind="group", alias=muscle.slug, slug=muscle.slug, name=muscle.name)
    for phase in seed.phases:
        yield from _aliases("phase", phase.slug, phase)
    for role in seed.roles:
        yield from _aliases("role", role.slug, role)
        for function in role.function:
            yield Alias(
                kind="function", alias=function.slug, slug=function.slug, name=function.name
            )
            yield from _aliases("function", function.slug, function)
    yield from _catalogue_names(seed)
    for topic in sorted({finding.topic for finding in seed.findings}):
        yield Alias(kind="topic", alias=topic, slug=topic, name=topic)
    for system in sorted({*KNOWN, *(lit.package for lit in seed.highlights)}):
        yield Alias(kind="system", alias=fold(system), slug=system, name=system_of(system).title)


def _catalogue_names(seed: Seed) -> Iterator[Alias]:
    kinds: dict[str, Sequence[Any]] = {
        "exercise": seed.exercises,
        "equipment": seed.equipment,
        "injury": seed.injuries,
        "goal": seed.goals,
        "pattern": seed.patterns,
    }
    for kind, records in kinds.items():
        for record in records:
            yield from _aliases(kind, record.slug, record)
    for pattern in seed.patterns:
        yield Alias(kind="pattern", alias=pattern.slug, slug=pattern.slug, name=pattern.name)


def _aliases(kind: str, slug: str, record: Any) -> Iterator[Alias]:
    """Name the aliases of a record, and its name where it says more than the slug."""
    for name in dict.fromkeys((*getattr(record, "aliases", ()), record.name)):
        if fold(name) != slug:
            yield Alias(kind=kind, alias=fold(name), slug=slug, name=name)
