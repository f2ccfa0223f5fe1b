"""Words as search understands them: folded, and reduced to their stems."""

from functools import cache, lru_cache
from threading import Lock
from typing import Any

from app.domain.base import fold

_lock = Lock()  # A stemmer keeps the word that it works on in itself.


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Reduce a folded word to its stem, so that plurals and forms of verbs meet."""
    with _lock:
        return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer  # noqa: PLC0415  (it brings 33 languages: 3 MB)

    return stemmer("english")


STOP = frozenset(
    (
        "an", "and", "at", "by", "exercise", "exercises", "for", "from", "in", "my", "of", "on",
        "or", "the", "to", "with",
    )
)  # fmt: skip
"""Words that find nothing."""


def words_of(text: str) -> list[str]:
    """Give the folded words of a text that find something, in order; if none does, all of them."""
    words = [word for word in fold(text).split("-") if word]
    return [word for word in words if word not in STOP] or words
