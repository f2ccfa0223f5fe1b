"""What words mean: typing errors, plurals, hyphens and cut-off words are forgiven.

Each word is corrected against the words of the catalogue, so that only a plain index of words need
be asked afterwards: that costs the same with a typing error as without, and is the same on every
database.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, select

from app.domain.search import SearchForm
from app.domain.words import stem, words_of
from app.queries.snapshots import Snapshot, once_a_release

Token = dict[str, int]
"""The words of the index that a word asked for may mean, and how far off each is."""

EXACT, PREFIX, SIMILAR = range(3)
"""How far off: the word itself, a word that it begins, and from 2 on each letter that is off."""
MOST_TOKENS = 8  # Words of a question that count.
MOST_MEANINGS = 24  # Words of the index that one word asked for may stand for.
MOST_BEGUN = 400  # The same for a word that is still being typed: the others narrow it down.
SHORTEST = 3  # Letters from which a word may begin another, or be half of one.
OFF = ((10, 3), (6, 2), (4, 1), (0, 0))
"""Letters that may be off in a word of at least so many letters; a judgement."""


@dataclass(frozen=True)
class Lexicon:
    """Every word of the index: as it is written, and as it is kept."""

    forms: list[str]
    """In order."""
    words: dict[str, str]
    """The stem of each form."""
    stems: dict[str, int]
    """How many entries each stem finds."""

    def meanings(self, word: str, *, unfinished: bool) -> Token:
        """Give what a word may mean as it is written: itself, and what it begins."""
        found: Token = {stem(word): EXACT} if stem(word) in self.stems else {}
        most = MOST_BEGUN if unfinished else MOST_MEANINGS
        if unfinished or len(word) >= SHORTEST:
            for form in self._begun_by(word):
                found.setdefault(self.words[form], PREFIX)
                if len(found) == most:
                    break
        return found

    def halves(self, word: str) -> list[str]:
        """Take a word apart into two known ones, short halves last: birddog is bird and dog."""
        long = range(len(word) - SHORTEST, SHORTEST - 1, -1)
        for cut in (*long, len(word) - SHORTEST + 1, SHORTEST - 1):
            halves = [stem(word[:cut]), stem(word[cut:])]
            if len(word) > cut > 0 and self.stems.keys() >= {*halves}:
                return halves
        return []

    def near(self, word: str) -> Token:
        """Give the words that are nearest to one that nobody wrote."""
        from rapidfuzz import process  # noqa: PLC0415  (4 MB, for mistakes alone)
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        most = next(off for length, off in OFF if len(word) >= length)
        hits = process.extract(word, self.forms, scorer=OSA.distance, score_cutoff=most, limit=None)
        off = min((int(distance) for _, distance, _ in hits), default=0)
        near = sorted({self.words[form] for form, distance, _ in hits if distance == off})
        return dict.fromkeys(near[:MOST_MEANINGS], SIMILAR + off) if off else {}

    def _begun_by(self, word: str) -> Iterator[str]:
        """Give the forms that begin with a word, in order."""
        for place in range(bisect_left(self.forms, word), len(self.forms)):
            if not self.forms[place].startswith(word):
                return
            yield self.forms[place]


@once_a_release
def lexicon(session: Session) -> Lexicon:
    """Read every word of the index."""
    rows = session.exec(select(SearchForm.form, SearchForm.word, SearchForm.entries)).all()
    words = {form: word for form, word, _ in sorted(rows)}
    return Lexicon(list(words), words, {word: entries for _, word, entries in rows})


def understand(at: Snapshot, text: str, *, unfinished: bool = False) -> list[list[Token]]:
    """Say what a text may mean: for each word, what words of the index it may stand for.

    Gives the readings to try in turn: the words as they were asked for, joined where the catalogue
    writes two as one, and taken apart where it writes one as two; those first of which most words
    mean something. `unfinished`: the last word is still being typed. A word that means nothing is
    left out where twice as many others mean something; else there is no such reading.
    """
    known = lexicon(at)
    asked = words_of(text)[:MOST_TOKENS]
    apart = [half for word in asked for half in known.halves(word) or [word]]
    readings: list[list[str]] = []
    for words in (asked, _joined(asked, known), apart):
        if words not in readings:
            readings.append(words)
    read = [_read(words, known, unfinished=unfinished) for words in readings]
    meant = [(lost, tokens) for lost, tokens in read if lost * 2 <= len(tokens)]
    return [tokens for _, tokens in sorted(meant, key=lambda one: one[0]) if tokens]


def _read(words: list[str], known: Lexicon, *, unfinished: bool) -> tuple[int, list[Token]]:
    """Give the number of words that mean nothing, and what the others mean."""
    tokens: list[Token] = []
    lost = 0
    for place, word in enumerate(words, 1):
        if meanings := known.meanings(word, unfinished=unfinished and place == len(words)):
            tokens.append(meanings)
        elif halves := known.halves(word):
            tokens += [{half: EXACT} for half in halves]
        elif near := known.near(word):
            tokens.append(near)
        else:
            lost += 1
    return lost, tokens


def _joined(words: list[str], known: Lexicon) -> list[str]:
    """Join each two words that the catalogue writes as one: dead lift is deadlift."""
    joined: list[str] = []
    for word in words:
        pair = joined[-1] + word if joined else ""
        if pair and stem(pair) in known.stems:
            joined[-1] = pair
        else:
            joined.append(word)
    return joined
