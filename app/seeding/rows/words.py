"""Rows of the word index: by which words each thing is found, and what a hit shows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlmodel import SQLModel

from app.domain.search import (
    ABOUT,
    BEGINS,
    HOLDS,
    MOST_WORDS,
    SearchEntry,
    SearchForm,
    SearchWord,
    rank_of,
)
from app.domain.words import stem, words_of
from app.schemas.search import KINDS, Findable
from app.seeding.read import Seed
from app.seeding.tree import Tree


def word_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give the index of exercises, muscles, phases, roles, injuries and claims."""
    forms: dict[str, str] = {}
    entries = list(_entries(seed, forms))
    yield from entries
    words = list(placed(entries))
    yield from words
    found = Counter(row.word for row in words)
    for form, word in sorted(forms.items()):
        yield SearchForm(form=form, word=word, entries=found[word])


def placed(entries: Iterable[SearchEntry]) -> Iterator[SearchWord]:
    """Put the entries that each word finds in order, those of each kind by themselves."""
    finds: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for entry in entries:
        for word, rank in ranks_of(entry).items():
            finds[word, entry.kind].append((rank, entry.key))
    for (word, kind), ranked in finds.items():
        for place, (rank, key) in enumerate(sorted(ranked)):
            yield SearchWord(word=word, kind=kind, key=key, rank=rank, place=place)


def ranks_of(entry: SearchEntry) -> dict[str, int]:
    """Tell how well each word that finds an entry fits it alone."""
    kind = KINDS.index(Findable(entry.kind))
    ranks = dict.fromkeys(entry.about.split(), rank_of(ABOUT, kind=kind))
    for name, words in enumerate(line.split() for line in entry.names.split("\n")):
        begins = [f"^{' '.join(words[:number])}" for number in (1, 2) if len(words) >= number]
        for how, found in ((BEGINS, begins), (HOLDS, words)):
            rank = rank_of(how, len(words), renamed=name > 0, kind=kind)
            for word in found:
                ranks[word] = min(rank, ranks.get(word, rank))
    return ranks


def _entries(seed: Seed, forms: dict[str, str]) -> Iterator[SearchEntry]:
    """Give what can be found, and note how its words are written."""
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
        yield entry_of(forms, "exercises", exercise.slug, _names(exercise), hint, about=about)
    for muscle in seed.muscles:
        hint = f"{_said(muscle.kind)}, {_said(muscle.region).lower()}"
        latin = [muscle.latin] if muscle.latin else []
        yield entry_of(forms, "muscles", muscle.slug, [*_names(muscle), *latin], hint)
    for phase in seed.phases:
        hint = f"Gait phase, {phase.start_pct:g} to {phase.end_pct:g} % of the cycle"
        yield entry_of(forms, "phases", phase.slug, _names(phase), hint)
    for role in seed.roles:
        yield entry_of(forms, "roles", role.slug, _names(role), "Running role")
    for injury in seed.injuries:
        yield entry_of(forms, "injuries", injury.slug, _names(injury), "Injury")
    for claim in seed.claims:
        hint = f"Claim, {claim.verdict}"
        roles = [piece.muscle_role for piece in claim.evidence if piece.muscle_role]
        spoken_of = sorted({role.partition(".")[0] for role in roles})
        about = [name for slug in spoken_of for name in _names(muscles[slug])]
        yield entry_of(forms, "claims", claim.slug, [claim.statement], hint, about=about)


def _names(record: Any) -> list[str]:
    return [record.name, *record.aliases]


def _said(word: str) -> str:
    return str(word).replace("-", " ").capitalize()


def entry_of(
    forms: dict[str, str],
    kind: str,
    key: str,
    names: Sequence[str],
    hint: str,
    *,
    about: Sequence[str] = (),
) -> SearchEntry:
    """Give one entry, the words of its names in their places, and the words about it."""
    lines = [words_of(name)[:MOST_WORDS] for name in dict.fromkeys((*names, key))]
    stems = {form: stem(form) for line in lines for form in line}
    said = {stem(form): form for text in about for form in words_of(text)}
    news = {word: form for word, form in sorted(said.items()) if word not in stems.values()}
    forms.update(stems)
    forms.update((form, word) for word, form in news.items())
    return SearchEntry(
        kind=kind,
        key=key,
        name=names[0],
        hint=hint,
        names="\n".join(" ".join(stems[form] for form in line) for line in lines),
        about=" ".join(news),
    )
