"""What is said of a search."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Bound

from app.domain.base import Line, Slug
from app.schemas.paging import Asked, Params
from app.schemas.shape import Shape


class Match(StrEnum):
    """How well a hit fits the words, the best first."""

    exact = "exact"
    prefix = "prefix"
    word = "word"
    similar = "similar"
    about = "about"


class Findable(StrEnum):
    """Kinds of resource that words find."""

    exercises = "exercises"
    muscles = "muscles"
    phases = "phases"
    roles = "roles"
    injuries = "injuries"
    claims = "claims"


KINDS = list(Findable)
"""In the order in which hits stand that fit alike."""


class Hit(Shape):
    """Something that the words find."""

    kind: Findable
    slug: Slug
    name: Line
    hint: Line = Bound(description="What it is, in a few words.")
    match: Match = Bound(
        description="exact: these are its name; prefix: its name starts like this; word: its names "
        "hold all words, or their beginnings; similar: words like these; about: words about it."
    )
    url: str = Bound(description="Path of the resource.")


class SearchRead(Shape):
    """Hits, the best first."""

    items: list[Hit]
    total: int | None = Bound(description="Number of all hits, where `count=true` asked for it.")
    revision: int


class Suggestions(Shape):
    """At most ten completions."""

    items: list[Hit]
    revision: int


class SuggestParams(Params):
    """The query string of completion."""

    q: Asked = Bound(description="What has been typed so far.")
    kind: Annotated[list[Findable], Bound(max_length=6)] = Bound(
        default_factory=list, description="Only these kinds. Repeat it to mean OR."
    )
    limit: Annotated[int, Bound(ge=1, le=10)] = Bound(
        default=10, description="Completions to give, 1 to 10."
    )


class SearchParams(Params):
    """The query string of a search."""

    q: Asked = Bound(description="What to look for; typing errors are forgiven.")
    kind: Annotated[list[Findable], Bound(max_length=6)] = Bound(
        default_factory=list, description="Only these kinds. Repeat it to mean OR."
    )
    limit: Annotated[int, Bound(ge=1, le=100)] = Bound(
        default=20, description="Hits to give, 1 to 100."
    )
    count: bool = Bound(default=False, description="Fill `total` with the number of all hits.")
