"""How well something fits the words that were asked for: pure comparison, no database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.queries.lexicon import SIMILAR, Token
from app.schemas.search import KINDS, Findable, Match

RANK = {match: place for place, match in enumerate(Match)}
ABOUT = -1
"""The name that words about an entry are taken for."""

Meanings = Mapping[str, Sequence[tuple[int, int]]]
"""For each word of the index, which words asked for it may be, and how far off it is."""


class Entry(NamedTuple):
    """Something that can be found, as the index tells it."""

    kind: str
    key: str
    name: str
    hint: str
    about: str
    names: str


class Fit(NamedTuple):
    """How well an entry fits: of two, the lesser one fits better."""

    match: int
    missing: int
    """Words that are in none of its names."""
    off: int
    """How far the words are off, together."""
    extra: int
    """Words of the name that were not asked for."""
    renamed: bool
    """Whether they stand in another name than the first."""
    kind: int
    key: str


def meanings_of(tokens: Sequence[Token]) -> Meanings:
    """Turn the words that each word asked for may be around."""
    meanings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, token in enumerate(tokens):
        for word, cost in token.items():
            meanings[word].append((number, cost))
    return meanings


def fit_of(entry: Entry, meanings: Meanings, tokens: int, missing: int) -> Fit | None:
    """Say how well an entry fits; None where more than `missing` of the words are in none of it."""
    candidate = Candidate(KINDS.index(Findable(entry.kind)), entry.key)
    for name, line in enumerate(entry.names.split("\n")):
        candidate.read(name, line.split(), meanings)
    candidate.read(ABOUT, entry.about.split(), meanings)
    return candidate.fit(tokens, missing)


@dataclass
class Candidate:
    """An entry that some words find: for each of its names, which words stand where."""

    kind: int
    key: str
    fields: dict[int, dict[int, dict[int, int]]] = field(default_factory=dict)
    """Name → word asked for → place in that name → how far off the word there is."""
    lengths: dict[int, int] = field(default_factory=dict)

    def read(self, name: int, words: Sequence[str], meanings: Meanings) -> None:
        """Note which words stand where in one of the names; the nearest meaning counts."""
        found: dict[int, dict[int, int]] = {}
        for place, word in enumerate(words):
            for token, cost in meanings.get(word, ()):
                found.setdefault(token, {})[place] = cost
        if found:
            self.fields[name] = found
            self.lengths[name] = len(words)

    def fit(self, tokens: int, missing: int) -> Fit | None:
        """Say how well the entry fits, where at most `missing` of the words are in none of it."""
        whole = [n for n, found in self.fields.items() if len(found) == tokens]
        if whole:
            return min(self._fit_of(name) for name in whole)
        cheapest: dict[int, int] = {}
        for found in self.fields.values():
            for token, places in found.items():
                off = min(places.values())
                cheapest[token] = min(off, cheapest.get(token, off))
        if len(cheapest) < tokens - missing:
            return None
        match = Match.word if max(cheapest.values()) < SIMILAR else Match.similar
        if len(cheapest) < tokens:
            match = Match.similar
        if ABOUT in self.fields:
            match = Match.about
        off = sum(cheapest.values())
        return Fit(RANK[match], tokens - len(cheapest), off, 0, True, self.kind, self.key)

    def _fit_of(self, name: int) -> Fit:
        """Say how well one name fits that holds all the words."""
        found = self.fields[name]
        costs = [min(found[token].values()) for token in sorted(found)]
        in_order = all(token in places for token, places in found.items())
        extra = max(0, self.lengths[name] - len(found))
        if name == ABOUT:
            match, extra = Match.about, 0
        elif max(costs) >= SIMILAR:
            match = Match.similar
        elif in_order and not any(costs) and not extra:
            match = Match.exact
        elif in_order and not any(costs[:-1]):
            match = Match.prefix
        else:
            match = Match.word
        return Fit(RANK[match], 0, sum(costs), extra, name > 0, self.kind, self.key)
