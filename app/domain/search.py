"""The word index: what each thing is called, and by which words it is found, the best first."""

from sqlalchemy import Index, String, Text
from sqlmodel import Field, SQLModel

from app.domain.base import KEY_LENGTH, KindColumn, SlugColumn

MOST_WORDS = 80
"""Words of a name that are in the index."""
BEGINS, HOLDS, ABOUT = range(3)
"""How a word stands to an entry: a name begins with it, a name holds it, it has to do with it."""
_KINDS = 8  # No more kinds than these are found by words.
_PAIR = 2 * KEY_LENGTH + 2
WordColumn = String(_PAIR).with_variant(String(_PAIR, collation="C"), "postgresql")


def rank_of(how: int, length: int = 0, *, renamed: bool = False, kind: int = 0) -> int:
    """Write in one number how well a word alone fits an entry: of two, the lesser fits better.

    `length`: words of the name; `renamed`: it is not the first name; `kind`: place of the kind.
    """
    return ((how * (MOST_WORDS + 1) + length) * 2 + renamed) * _KINDS + kind


class SearchEntry(SQLModel, table=True):
    """Something that can be found: as a hit shows it, and word by word."""

    __tablename__ = "search_entry"

    kind: str = Field(primary_key=True, sa_type=KindColumn)
    key: str = Field(primary_key=True, sa_type=SlugColumn)
    name: str = Field(max_length=400)
    hint: str = Field(max_length=400)
    names: str = Field(sa_type=Text)
    """The stems of its names in their places: a line for the name, for each alias, for the key."""
    about: str = Field(sa_type=Text)
    """Stems that have to do with it and are in none of its names."""


class SearchWord(SQLModel, table=True):
    """A word that finds an entry, and how many of its kind this word finds before.

    The word or two that a name begins with find it once more, as one word behind a `^`.
    """

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_word_place", "word", "place", "kind", "key", "rank"),)

    word: str = Field(primary_key=True, sa_type=WordColumn)
    kind: str = Field(primary_key=True, sa_type=KindColumn)
    key: str = Field(primary_key=True, sa_type=SlugColumn)
    rank: int
    """See `rank_of`; of several names, that of the one that fits best."""
    place: int
    """0 for the entry of its kind that the word fits best, by rank and key, then 1, and so on."""


class SearchForm(SQLModel, table=True):
    """A word as it is written somewhere in the index."""

    __tablename__ = "search_form"

    form: str = Field(primary_key=True, sa_type=SlugColumn)
    word: str = Field(sa_type=SlugColumn)
    """Its stem, by which it finds."""
    entries: int
    """How many entries the stem finds."""
