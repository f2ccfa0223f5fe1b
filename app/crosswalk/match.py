"""Propose which exercises of ours a foreign one may be, with a score and the reasons for it.

A proposal is a judgement of words, muscles and equipment: a person decides, nothing is merged.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from app.crosswalk.words import movement
from app.domain.base import fold

# Judgements, set by reading what they propose for two real catalogues.
NAME, MUSCLES, EQUIPMENT = 0.55, 0.25, 0.2
"""Weights of the three parts of a score; they sum up to 1."""
UNKNOWN = 0.5  # What a part counts that one side does not tell.
HALF = 0.5  # A muscle that works there most works here beside others.
LEAST_NAME = 0.55
"""Share of the weight of all words of both names that both must have."""
LEAST = 0.8  # Score below which nothing is proposed.
LEAST_SAME = 0.6  # The same for names of the same words: catalogues err about muscles.
WORDS = {"bodyweight": 1.0, "seat": 5.0, "side": 5.0, "singl": 5.0}
"""Weights of words that tell less, or more, than their rarity makes of them."""
BEHIND = 0.08  # How far behind the best one another may be, to be proposed too.
MOST = 3  # Proposals for one entry.
UNTOLD = frozenset(
    ("anchor", "bench", "bodyweight", "box", "chair", "mat", "rack", "step", "towel")
)  # fmt: skip
"""What other catalogues mostly do not tell: where one stands, lies or holds on."""


@dataclass(frozen=True)
class Ours:
    """An exercise of ours, as far as it is compared."""

    slug: str
    name: str
    names: tuple[str, ...]
    """Its name and its aliases."""
    primary: frozenset[str]
    others: frozenset[str]
    """Muscles that work beside the primary ones."""
    ways: tuple[frozenset[str], ...]
    """Complete ways to do it, each with what it needs; an empty one takes the body alone."""


@dataclass(frozen=True)
class Theirs:
    """A foreign exercise in our words; what it does not tell, or we have no word for, is left out.

    `equipment` is None where that is not known.
    """

    names: tuple[str, ...]
    primary: frozenset[str]
    equipment: frozenset[str] | None


@dataclass(frozen=True)
class Proposal:
    """An exercise of ours that a foreign one may be."""

    slug: str
    score: float
    """0 to 1, to two decimals: 1 where names, muscles and equipment are the same."""
    reason: str


@dataclass(frozen=True)
class _Names:
    """How alike two names are."""

    score: float
    ours: str
    theirs: str


class Matcher:
    """Compares foreign exercises with all of ours."""

    def __init__(self, ours: Sequence[Ours], related: Mapping[str, Set[str]]) -> None:
        """Take our exercises, and for each muscle the nodes that hold it or that it holds."""
        self._ours = {one.slug: one for one in ours}
        self._related = related
        spoken: Counter[str] = Counter()
        self._by_word: dict[str, set[str]] = {}
        for one in ours:
            words = frozenset().union(*(movement(name) for name in one.names))
            spoken.update(words)
            for word in words:
                self._by_word.setdefault(word, set()).add(one.slug)
        self._weights = {word: math.log((len(ours) + 1) / n) for word, n in spoken.items()} | WORDS
        self._unheard = math.log(len(ours) + 1)

    def propose(self, theirs: Theirs) -> list[Proposal]:
        """Give the exercises of ours that it may be, the likeliest first."""
        found = sorted(self._scored(theirs), key=lambda proposal: (-proposal.score, proposal.slug))
        best = found[0].score if found else 0
        return [one for one in found if one.score >= best - BEHIND][:MOST]

    def _scored(self, theirs: Theirs) -> Iterator[Proposal]:
        words = frozenset().union(*(movement(name) for name in theirs.names))
        near = frozenset().union(*(self._by_word.get(word, ()) for word in words))
        for slug in sorted(near):
            ours = self._ours[slug]
            names = self._alike(ours.names, theirs.names)
            if names.score < LEAST_NAME:
                continue
            muscles = self._muscles(ours, theirs)
            equipment = _equipment(ours, theirs)
            parts = ((NAME, names.score), (MUSCLES, muscles), (EQUIPMENT, equipment))
            score = sum(weight * (UNKNOWN if p is None else p) for weight, p in parts)
            if score >= (LEAST_SAME if names.score == 1 else LEAST):
                reasons = (
                    _of_names(ours, names),
                    _of_muscles(ours, theirs, muscles),
                    _of_equipment(ours, theirs, equipment),
                )
                yield Proposal(slug, round(score, 2), " ".join(reasons))

    def _alike(self, ours: Iterable[str], theirs: Iterable[str]) -> _Names:
        """Give the two names that are most alike, and how much."""
        pairs = [_Names(self._shared(one, other), one, other) for other in theirs for one in ours]
        return max(pairs, key=lambda pair: pair.score)

    def _shared(self, one: str, other: str) -> float:
        """Give the share of the weight of all words of two names that both have."""
        if fold(one) == fold(other):
            return 1.0
        left, right = movement(one), movement(other)
        whole = sum(self._weight(word) for word in sorted(left | right))
        return sum(self._weight(word) for word in sorted(left & right)) / whole if whole else 0.0

    def _weight(self, word: str) -> float:
        """Give the weight of a word: the rarer it is among our names, the more it tells."""
        return self._weights.get(word, self._unheard)

    def _muscles(self, ours: Ours, theirs: Theirs) -> float | None:
        """Tell which share of the muscles that work most there works most here."""
        if not theirs.primary or not ours.primary:
            return None
        return sum(self._works(one, ours) for one in theirs.primary) / len(theirs.primary)

    def _works(self, muscle: str, ours: Ours) -> float:
        near = self._related.get(muscle, frozenset())
        return 1.0 if near & ours.primary else HALF if near & ours.others else 0.0


def _equipment(ours: Ours, theirs: Theirs) -> float | None:
    """Tell whether one of our ways needs what theirs does: all of it, some of it, or nothing."""
    if theirs.equipment is None:
        return None
    needs = theirs.equipment - UNTOLD
    ways = [way - UNTOLD for way in ours.ways]
    if needs in ways:
        return 1.0
    return HALF if any(needs & way for way in ways) else 0.0


def _of_names(ours: Ours, names: _Names) -> str:
    also = "" if names.ours == ours.name else ", another name of ours"
    if fold(names.ours) == fold(names.theirs):
        return f"Same name{also}: {names.ours}."
    left, right = movement(names.ours), movement(names.theirs)
    if left == right:
        return f"Same words in both names: {names.theirs}; {names.ours}{also}."
    differ = ", ".join(sorted(left ^ right))
    return f"Names alike: {names.theirs}; {names.ours}{also}; not in both: {differ}."


def _of_muscles(ours: Ours, theirs: Theirs, muscles: float | None) -> str:
    if muscles is None:
        return "Muscles cannot be compared."
    said = ", ".join(sorted(theirs.primary))
    if muscles == 1:
        return f"Same main muscles: {said}."
    here = ", ".join(sorted(ours.primary))
    return f"Main muscles {'agree in part' if muscles else 'differ'}: there {said}; here {here}."


def _of_equipment(ours: Ours, theirs: Theirs, equipment: float | None) -> str:
    if theirs.equipment is None or equipment is None:
        return "Equipment cannot be compared."
    said = ", ".join(sorted(theirs.equipment - UNTOLD)) or "none"
    if equipment == 1:
        return f"Same equipment: {said}."
    here = " or ".join(dict.fromkeys(" + ".join(sorted(w - UNTOLD)) or "none" for w in ours.ways))
    return f"Equipment {'agrees in part' if equipment else 'differs'}: there {said}; here {here}."
