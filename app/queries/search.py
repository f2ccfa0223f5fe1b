"""Find anything by words, the best first: exact names, beginnings, words, and words like them.

The index keeps for each word the entries of each kind in the order in which it alone finds them.
So one word asks for the first few of each of its meanings. Of several, the entries of the rarest
are looked through in that order, asked for the others, and compared. That ends when enough are
found, which keeps it from growing with the catalogue: see `COMPARED`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic_core import to_json
from sqlalchemy import ColumnElement, Dialect, Integer, and_, bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.domain.search import SearchEntry, SearchWord
from app.queries.fits import RANK, Entry, Fit, fit_of, meanings_of
from app.queries.lexicon import PREFIX, SIMILAR, Token, lexicon, understand
from app.queries.snapshots import Snapshot, open_snapshot
from app.queries.statements import (
    Asked,
    Binds,
    Condition,
    Prepared,
    Shape,
    ask,
    conditions_of,
    is_one_of,
    keep_shapes,
    prepare,
    shape_of,
)
from app.schemas.paging import Rendered
from app.schemas.search import (
    KINDS,
    Findable,
    Hit,
    Match,
    SearchParams,
    SearchRead,
    Suggestions,
    SuggestParams,
)

PLACES = {kind: f"/v1/{kind.value}/" for kind in Findable}
MATCHES = list(Match)
PAIR = 2  # Words at the beginning of a name that the index knows as one.
FEW = 3  # Words from which one may be missing, if nothing holds them all.
COMPARED = 100
"""Entries that hold all of several words, from which on no more are looked for. A judgement: where
the rarest word finds more than `LOOKED` of a kind, those with the shortest names with it, and those
that begin with the first two words, are the ones that are compared."""
LOOKED = 256
"""Places of the rarest word that are looked through at once, and entries compared of them."""
FURTHER = 4  # How many times as many the next time.
BROAD = 64  # Meanings of a word from which on it is not asked for in the index, but of each entry.
EVERY = 1_000_000_000  # More entries than any index has.


@dataclass(frozen=True)
class Found:
    """What words find: how they were read, and the best that they find in order."""

    tokens: Sequence[Token] = ()
    missing: int = 0
    """How many of the words may be in none of it."""
    fits: Sequence[Fit] = ()
    entries: Sequence[Entry] = ()


def search(session: Session, params: SearchParams) -> Rendered:
    """Find the best that the words find, and count all of it where that is asked."""
    with open_snapshot(session) as at:
        found = find(at, understand(at, params.q), params.kind, params.limit)
        total = _count(at, found, params.kind) if params.count else None
    read = SearchRead(items=_hits(found), total=total, revision=at.release.number)
    return Rendered(to_json(read), at.release)


def suggest(session: Session, params: SuggestParams) -> Rendered:
    """Complete what has been typed so far."""
    with open_snapshot(session) as at:
        readings = understand(at, params.q, unfinished=True)
        found = find(at, readings, params.kind, params.limit, about=False)
    read = Suggestions(items=_hits(found), revision=at.release.number)
    return Rendered(to_json(read), at.release)


def find(
    at: Snapshot,
    readings: Sequence[list[Token]],
    kinds: Sequence[Findable],
    most: int,
    *,
    about: bool = True,
) -> Found:
    """Give what the first reading finds that finds anything, at most `most` of it; else nothing.

    Every word must be found; where no reading finds them all, all but one of three or more.
    `about`: also by words that are in none of the names.
    """
    few = [tokens for tokens in readings if len(tokens) >= FEW]
    for tokens, missing in [(tokens, 0) for tokens in readings] + [(tokens, 1) for tokens in few]:
        ranked = _ranked(at, tokens, missing, kinds, most, about=about)[:most]
        if ranked:
            return Found(tokens, missing, *zip(*ranked, strict=True))
    return Found()


def _count(at: Snapshot, found: Found, kinds: Sequence[Findable]) -> int:
    """Count all that the words find: each is read and compared."""
    if not found.fits:
        return 0
    return len(_ranked(at, found.tokens, found.missing, kinds, EVERY, about=True))


def _ranked(
    at: Snapshot,
    tokens: Sequence[Token],
    missing: int,
    kinds: Sequence[Findable],
    most: int,
    *,
    about: bool,
) -> list[tuple[Fit, Entry]]:
    """Order entries that hold a meaning of each word, or of all but `missing` of them."""
    meanings = meanings_of(tokens)
    fits: dict[Fit, Entry] = {}
    for some in _without_one(tokens) if missing else [tokens]:
        compared = 0
        for entries in _entries(at, some, kinds, most):
            compared += len(entries)
            for entry in entries:
                fit = fit_of(entry, meanings, len(tokens), missing)
                if fit is not None and (about or fit.match != RANK[Match.about]):
                    fits[fit] = entry
            if compared >= COMPARED and len(fits) >= most:
                break
    ranked = sorted(fits.items())
    named = [one for one in ranked if one[0].match != RANK[Match.about]]
    guessed = any(min(token.values()) >= SIMILAR for token in tokens)
    # A guessed word that is part of names does not also find whatever has to do with it.
    return named if guessed and named else ranked


def _without_one(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Leave out each of the words in turn."""
    for left in range(len(tokens)):
        yield [*tokens[:left], *tokens[left + 1 :]]


def _entries(
    at: Snapshot, tokens: Sequence[Token], kinds: Sequence[Findable], most: int
) -> Iterator[list[Entry]]:
    """Give the entries that hold a meaning of each word, piece by piece, the best ones first."""
    where = ask({KIND: kinds})
    if len(tokens) == 1:
        yield _entries_of(at, tokens[0], where, most)
        return
    stems = lexicon(at).stems
    rarest = min(tokens, key=lambda token: sum(stems[word] for word in token))
    words = [*_beginnings(tokens), *rarest]
    # What begins with two of the words need not hold the rarest, where there are more of them.
    others = [token for token in tokens if token is not rarest or len(tokens) > PAIR]
    where += [HOLDS(*token) for token in others if len(token) < BROAD]
    last = max(stems[word] for word in rarest)
    start, end = 0, LOOKED
    while start < last:
        yield _look(at, words, where, (start, end), max(LOOKED, most))
        start, end = end, FURTHER * end


def _entries_of(at: Snapshot, token: Token, where: Sequence[Asked], most: int) -> list[Entry]:
    """Give the entries of one word: as far off as they are, the best are the first of a meaning."""
    entries = []
    for cost in sorted({*token.values()}):
        words = [word for word, off in token.items() if off == cost]
        begins = [f"^{word}" for word in words] if cost < SIMILAR else []
        entries += _look(at, [*begins, *words], where, (0, most), most)
    return entries


def _beginnings(tokens: Sequence[Token]) -> list[str]:
    """Give the pairs of words with which a name may begin that begins with these words."""
    first, second, *others = tokens
    seconds = [word for word, cost in second.items() if cost < (PREFIX if others else SIMILAR)]
    return [f"^{one} {other}" for one, cost in first.items() if not cost for other in seconds]


def _look(
    at: Snapshot,
    words: Sequence[str],
    where: Sequence[Asked],
    places: tuple[int, int],
    most: int,
) -> list[Entry]:
    """Give the entries at some places of words, at most `most`: those with the best rank."""
    shape, values = shape_of([WORD(*words), AT_PLACES(*places), *where])
    rows = at.run(_best(at.dialect, shape), [*values, most])
    return [Entry(kind, key, *text.split("\n", 3)) for kind, key, text in rows]


def _hits(found: Found) -> list[Hit]:
    """Show what was found."""
    return [
        Hit(
            kind=KINDS[fit.kind],
            slug=fit.key,
            name=entry.name,
            hint=entry.hint,
            match=MATCHES[fit.match],
            url=PLACES[KINDS[fit.kind]] + fit.key,
        )
        for fit, entry in zip(found.fits, found.entries, strict=True)
    ]


@keep_shapes
def _best(dialect: Dialect, shape: Shape) -> Prepared:
    """Build the statement that gives the entries of words, the best of them."""
    limit = bindparam(f"v{sum(count for _, count in shape)}", type_=Integer)
    rank = func.min(SearchWord.rank)
    found = (
        select(SearchWord.kind, SearchWord.key)
        .where(*conditions_of(shape))
        .group_by(col(SearchWord.kind), col(SearchWord.key))
        .order_by(rank, col(SearchWord.key))  # The rank tells the kind, too.
        .limit(limit)
        .subquery()
    )
    named = col(SearchEntry.name) + "\n" + col(SearchEntry.hint)
    # Looked up one by one: where PostgreSQL may join, it reads all entries of the catalogue.
    text = (
        select(named + "\n" + col(SearchEntry.about) + "\n" + col(SearchEntry.names))
        .where(col(SearchEntry.kind) == found.c.kind, col(SearchEntry.key) == found.c.key)
        .correlate(found)
        .scalar_subquery()
    )
    return prepare(select(found.c.kind, found.c.key, text), dialect)


def _holds(words: Binds) -> ColumnElement[bool]:
    """Build the condition that an entry holds one of some words."""
    other = aliased(SearchWord)
    held = (
        col(other.word).in_(words),
        col(other.kind) == SearchWord.kind,
        col(other.key) == SearchWord.key,
    )
    # An offset keeps PostgreSQL from joining, as above.
    return select(col(other.word)).where(*held).correlate(SearchWord).offset(0).exists()


WORD = is_one_of(col(SearchWord.word))
KIND = is_one_of(col(SearchWord.kind))
AT_PLACES = Condition(
    lambda binds: and_(col(SearchWord.place) >= binds[0], col(SearchWord.place) < binds[1])
)
HOLDS = Condition(_holds, any_of=True)
