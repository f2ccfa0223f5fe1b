"""Rows of the word index: by which words each thing is found, and what a hit shows."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import SQLModel

from app.domain.search import SearchEntry, SearchWord
from app.domain.words import stem, words_of
from app.seeding.read import Seed
from app.seeding.tree import Tree

ABOUT = -1
"""The field of words about a thing that stand in none of its names."""
MOST_WORDS = 80


def word_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give entries and words of exercises, muscles, phases, roles, injuries and claims."""
    patterns = {pattern.slug: pattern.name for pattern in seed.patterns}
    muscles = {muscle.slug: muscle for muscle in seed.muscles}
    tree = Tree(seed.muscles)
    things = {thing.slug: thing.name for thing in seed.equipment}
    for exercise in seed.exercises:
        pattern = patterns[exercise.pattern]
        about = [exercise.category.value, pattern]
        about += [things[thing] for way in exercise.equipment for thing in way]
        for work in exercise.works:
            if work.involvement == "primary":
                for node in (work.muscle, *tree.path(work.muscle)):
                    about += _names(muscles[node])
        hint = f"{_said(exercise.category)}, {pattern.lower()}, level {exercise.level}"
        yield from _entry("exercises", exercise.slug, _names(exercise), hint, about)
    for muscle in seed.muscles:
        hint = f"{_said(muscle.kind)}, {_said(muscle.region).lower()}"
        latin = [muscle.latin] if muscle.latin else []
        yield from _entry("muscles", muscle.slug, [*_names(muscle), *latin], hint)
    for phase in seed.phases:
        hint = f"Gait phase, {phase.start_pct:g} to {phase.end_pct:g} % of the cycle"
        yield from _entry("phases", phase.slug, _names(phase), hint)
    for role in seed.roles:
        yield from _entry("roles", role.slug, _names(role), "Running role")
    for injury in seed.injuries:
        yield from _entry("injuries", injury.slug, _names(injury), "Injury")
    for claim in seed.claims:
        hint = f"Claim, {claim.verdict}"
        roles = [piece.muscle_role for piece in claim.evidence if piece.muscle_role]
        spoken_of = sorted({role.partition(".")[0] for role in roles})
        about = [name for slug in spoken_of for name in _names(muscles[slug])]
        yield from _entry("claims", claim.slug, [claim.statement], hint, about)


def _names(record: Any) -> list[str]:
    return [record.name, *record.aliases]


def _said(word: str) -> str:
    return str(word).replace("-", " ").capitalize()


def _entry(
    kind: str, key: str, names: list[str], hint: str, about: list[str] | None = None
) -> Iterator[SQLModel]:
    """Give one entry, the words of its names in their places, and the words about it."""
    yield SearchEntry(kind=kind, key=key, name=names[0], hint=hint)
    known = set()
    for field, name in enumerate(dict.fromkeys((*names, key))):
        forms = words_of(name)[:MOST_WORDS]
        for position, form in enumerate(forms):
            known.add(stem(form))
            yield SearchWord(
                word=stem(form),
                kind=kind,
                key=key,
                field=field,
                position=position,
                length=len(forms),
                form=form,
            )
    said = {stem(form): form for text in about or () for form in words_of(text)}
    for word, form in sorted(said.items()):
        if word not in known:
            yield SearchWord(
                word=word, kind=kind, key=key, field=ABOUT, position=0, length=0, form=form
            )
