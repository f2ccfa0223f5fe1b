"""The word index: every word by which something is found, and what a hit shows."""

from sqlmodel import Field, SQLModel

from app.domain.base import SlugColumn


class SearchEntry(SQLModel, table=True):
    """Something that can be found, as a hit shows it."""

    __tablename__ = "search_entry"

    kind: str = Field(primary_key=True, max_length=40)
    key: str = Field(primary_key=True, sa_type=SlugColumn)
    name: str = Field(max_length=400)
    hint: str = Field(max_length=400)


class SearchWord(SQLModel, table=True):
    """A word of one of the names of an entry, and where in that name it stands."""

    __tablename__ = "search_word"

    word: str = Field(primary_key=True, sa_type=SlugColumn)
    kind: str = Field(primary_key=True, max_length=40)
    key: str = Field(primary_key=True, sa_type=SlugColumn)
    field: int = Field(primary_key=True)
    """0: the name; 1 and up: aliases; below 0: words about it that are in none of its names."""
    position: int = Field(primary_key=True)
    length: int
    """Words in that name."""
    form: str = Field(sa_type=SlugColumn)
    """The word as it is written there; `word` is its stem."""
