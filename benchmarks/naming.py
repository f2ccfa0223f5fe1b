"""Names of made exercises: real ones with a few words more, each of them once.

The words come from a vocabulary that grows slower than the catalogue, as languages do: a few are
in many names, most of them in few.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from app.domain.base import SLUG_LENGTH, fold

SKEW = 0.7
"""Exponent of Zipf's law: how many relatives the real exercises have, by rank; a judgement."""
VOCABULARY = 20_000
"""Words that names may have beyond those of real ones."""
MADE_UP = 0.6
"""Chance of a word of the vocabulary in a name; a judgement."""
ALIASED = 0.8
"""Chance of an alias where there is one: without it, real aliases could be met."""
WORDS = (
    ("paused", "slow", "gentle", "brisk", "pulsed", "held", "graded", "rhythmic"),
    ("tall", "crouched", "leaning", "staggered", "wide", "narrow", "offset", "crossed"),
    ("partial", "deepened", "shallow", "lengthened", "shortened", "midway", "complete", "stopped"),
    ("sand", "grass", "foam", "gravel", "mat", "track", "treadmill", "water"),
    ("twisted", "reaching", "marching", "hopping", "shifting", "circling", "nodding", "breathing"),
    ("unloaded", "partnered", "resisted", "lightened", "laden", "suspended", "supported", "blind"),
)
"""What variations are called: a name has one to three of these, of different rows.

None is in the slug of a real exercise, or two relatives of different ones could be called alike."""
ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "st", "kr")
VOWELS = ("a", "e", "i", "o", "u")
SYLLABLES = [onset + vowel for vowel in VOWELS for onset in ONSETS]


@dataclass(frozen=True)
class Named:
    """What one exercise is called."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()


def name_all(
    real: Sequence[tuple[str, str]], wanted: int, chance: Random
) -> Iterator[tuple[str, list[Named]]]:
    """Give each real exercise (slug, name) with the names of its relatives, `wanted` in all.

    An even number of relatives each, but for one more or less at the end, in the order of slugs.
    """
    ranks = list(range(1, len(real) + 1))
    chance.shuffle(ranks)
    pairs = chance.choices(range(len(real)), [rank**-SKEW for rank in ranks], k=-(-wanted // 2))
    counts = Counter(pairs)
    for place, (slug, name) in enumerate(real):
        yield slug, _relatives(slug, name, 2 * counts[place], chance)


def _relatives(slug: str, name: str, number: int, chance: Random) -> list[Named]:
    """Name variations of a real exercise, by slug."""
    found: dict[str, Named] = {}
    while len(found) < number:
        words = [chance.choice(row) for row in chance.sample(WORDS, chance.randint(1, 3))]
        is_new = chance.random() < MADE_UP
        if is_new:
            words.append(word(int(VOCABULARY ** chance.random())))
        new = fold(f"{slug} {' '.join(words)}")
        if new in found or len(new) > SLUG_LENGTH:
            continue
        alias = f"{' '.join(words).capitalize()} {slug.replace('-', ' ')}"
        aliases = (alias,) if is_new and chance.random() < ALIASED else ()
        found[new] = Named(new, f"{name}, {' '.join(words)}", aliases)
    return [found[new] for new in sorted(found)]


def word(rank: int) -> str:
    """Give a word of the vocabulary by its rank: speakable, and known to nobody."""
    spoken = []
    place = rank + len(SYLLABLES)
    while place:
        place, syllable = divmod(place, len(SYLLABLES))
        spoken.append(SYLLABLES[syllable])
    return "".join(spoken) + "n"
