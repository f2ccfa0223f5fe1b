"""Find anything by words, the best first: exact names, beginnings, words, and words like them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic_core import to_json
from sqlalchemy import Dialect
from sqlmodel import Session, col, select

from app.domain.search import SearchEntry, SearchWord
from app.queries.lexicon import SIMILAR, Token, understand
from app.queries.snapshots import Snapshot, open_snapshot
from app.queries.statements import (
    Prepared,
    Shape,
    conditions_of,
    is_one_of,
    keep_shapes,
    prepare,
)
from app.schemas.paging import Rendered
from app.schemas.search import (
    Findable,
    Hit,
    Match,
    SearchParams,
    SearchRead,
    Suggestions,
    SuggestParams,
)

KINDS = list(Findable)
PLACES = {kind: f"/v1/{kind.value}/" for kind in Findable}
RANK = {match: place for place, match in enumerate(Match)}
FEW = 3  # Words from which one may be missing, if nothing holds them all.


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


@dataclass
class Candidate:
    """An entry that some words find: for each of its names, which words stand where."""

    kind: str
    key: str
    fields: dict[int, dict[int, dict[int, int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    """Field → word asked for → place in that name → how far off the word there is."""
    lengths: dict[int, int] = field(default_factory=dict)

    def meet(self, name: int, token: int, position: int, cost: int) -> None:
        """Note that a word stands in one of the names; the nearest meaning counts."""
        places = self.fields[name][token]
        places[position] = min(cost, places.get(position, cost))

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
        if any(name < 0 for name in self.fields):
            match = Match.about
        off = sum(cheapest.values())
        return self._fit(match, tokens - len(cheapest), off, renamed=True, extra=0)

    def _fit_of(self, name: int) -> Fit:
        """Say how well one name fits that holds all the words."""
        found = self.fields[name]
        costs = [min(found[token].values()) for token in sorted(found)]
        in_order = all(token in places for token, places in found.items())
        extra = self.lengths[name] - len(found)
        if name < 0:
            match = Match.about
        elif max(costs) >= SIMILAR:
            match = Match.similar
        elif in_order and not any(costs) and not extra:
            match = Match.exact
        elif in_order and not any(costs[:-1]):
            match = Match.prefix
        else:
            match = Match.word
        return self._fit(match, 0, sum(costs), renamed=name > 0, extra=max(0, extra))

    def _fit(self, match: Match, missing: int, off: int, *, renamed: bool, extra: int) -> Fit:
        kind = KINDS.index(Findable(self.kind))
        return Fit(RANK[match], missing, off, extra, renamed, kind, self.key)


def search(session: Session, params: SearchParams) -> Rendered:
    """Find everything that the words find, the best first."""
    with open_snapshot(session) as at:
        ranked = find(at, understand(at, params.q), params.kind)[1]
        hits = _hits(at, ranked[: params.limit])
    read = SearchRead(items=hits, total=len(ranked), revision=at.release.number)
    return Rendered(to_json(read), at.release)


def suggest(session: Session, params: SuggestParams) -> Rendered:
    """Complete what has been typed so far."""
    with open_snapshot(session) as at:
        readings = understand(at, params.q, unfinished=True)
        ranked = find(at, readings, params.kind, about=False)[1]
        hits = _hits(at, ranked[: params.limit])
    read = Suggestions(items=hits, revision=at.release.number)
    return Rendered(to_json(read), at.release)


def find(
    at: Snapshot,
    readings: Sequence[list[Token]],
    kinds: Sequence[Findable],
    *,
    about: bool = True,
) -> tuple[list[Token], list[Fit]]:
    """Give the first reading that finds anything, and what it finds in order; else nothing.

    Every word must be found; where no reading finds them all, all but one of three or more.
    `about`: also by words that are in none of the names.
    """
    found = []
    for tokens in readings:
        candidates = _candidates(at, tokens, kinds)
        if ranked := _rank(candidates, tokens, 0, about=about):
            return tokens, ranked
        found.append((tokens, candidates))
    for tokens, candidates in found:
        if len(tokens) >= FEW and (ranked := _rank(candidates, tokens, 1, about=about)):
            return tokens, ranked
    return [], []


def _rank(
    candidates: Iterable[Candidate], tokens: Sequence[Token], missing: int, *, about: bool
) -> list[Fit]:
    """Order the entries that hold a meaning of each word, or of all but `missing` of them."""
    fits = (candidate.fit(len(tokens), missing) for candidate in candidates)
    ranked = sorted(fit for fit in fits if fit is not None)
    named = [fit for fit in ranked if fit.match != RANK[Match.about]]
    guessed = any(min(token.values()) >= SIMILAR for token in tokens)
    # A guessed word that is part of names does not also find whatever has to do with it.
    return named if not about or (guessed and named) else ranked


def _candidates(
    at: Snapshot, tokens: Sequence[Token], kinds: Sequence[Findable]
) -> Iterable[Candidate]:
    """Give every entry that holds a meaning of a word, with where it holds it."""
    wanted = [kind.value for kind in kinds or KINDS]
    words = sorted({word for token in tokens for word in token})
    words += words[-1:] * (2 ** (len(words) - 1).bit_length() - len(words))  # Few statements.
    rows = at.run(_words(at.dialect, len(words), len(wanted)), [*words, *wanted])
    meanings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, token in enumerate(tokens):
        for word, cost in token.items():
            meanings[word].append((number, cost))
    found: dict[tuple[str, str], Candidate] = {}
    for word, kind, key, name, position, length in rows:
        candidate = found.setdefault((kind, key), Candidate(kind, key))
        candidate.lengths[name] = length
        for number, cost in meanings[word]:
            candidate.meet(name, number, position, cost)
    return found.values()


def _hits(at: Snapshot, ranked: Sequence[Fit]) -> list[Hit]:
    """Show what was ranked."""
    keys = sorted({fit.key for fit in ranked})
    if not keys:
        return []
    rows = at.run(_entries(at.dialect, len(keys)), keys)
    entries = {(kind, key): (name, hint) for kind, key, name, hint in rows}
    matches = list(Match)
    hits = []
    for fit in ranked:
        kind, key = KINDS[fit.kind], fit.key
        name, hint = entries[kind.value, key]
        hits.append(
            Hit(
                kind=kind,
                slug=key,
                name=name,
                hint=hint,
                match=matches[fit.match],
                url=PLACES[kind] + key,
            )
        )
    return hits


@keep_shapes
def _words(dialect: Dialect, words: int, kinds: int) -> Prepared:
    columns = (
        SearchWord.word,
        SearchWord.kind,
        SearchWord.key,
        SearchWord.field,
        SearchWord.position,
        SearchWord.length,
    )
    shape: Shape = ((WORD, words), (KIND, kinds))
    return prepare(select(*map(col, columns)).where(*conditions_of(shape)), dialect)


@keep_shapes
def _entries(dialect: Dialect, keys: int) -> Prepared:
    columns = (SearchEntry.kind, SearchEntry.key, SearchEntry.name, SearchEntry.hint)
    shape: Shape = ((ENTRY_KEY, keys),)
    return prepare(select(*map(col, columns)).where(*conditions_of(shape)), dialect)


WORD = is_one_of(col(SearchWord.word))
KIND = is_one_of(col(SearchWord.kind))
ENTRY_KEY = is_one_of(col(SearchEntry.key))
