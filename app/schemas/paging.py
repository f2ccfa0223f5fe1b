"""What every list has in common: its parameters, its envelope, and a rendered answer."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic import Field as Bound
from pydantic_core import PydanticCustomError

from app.domain.base import KEY_LENGTH, Name, Slug
from app.schemas.shape import Shape

T = TypeVar("T")

NAME_PATTERN = r"^[^\x00-\x1f\x7f\ufffd]+$"
KEY_PATTERN = r"[A-Za-z0-9._-]+"
MOST_IDS = 200
MOST_FIELDS = 40
FIELD_PATTERN = rf"^[a-z_0-9]+(,[a-z_0-9]+){{0,{MOST_FIELDS - 1}}}$"
MOST_INCLUDES = 20
INCLUDE_PATTERN = rf"^[A-Za-z_-]+(,[A-Za-z_-]+){{0,{MOST_INCLUDES - 1}}}$"


class Format(StrEnum):
    """How one resource can be written."""

    json = "json"
    jsonld = "jsonld"


class ListFormat(StrEnum):
    """How a list can be written."""

    json = "json"
    csv = "csv"
    jsonld = "jsonld"


class SessionFormat(StrEnum):
    """How a session or a plan can be written."""

    json = "json"
    jsonld = "jsonld"
    text = "text"
    markdown = "markdown"
    html = "html"
    intervals = "intervals"


MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "jsonld": "application/ld+json",
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "intervals": "application/vnd.pushoff.intervals+json",
}
"""The media type of each format."""


def formats_of(params: type[BaseModel]) -> list[str]:
    """Name the formats that a route with these parameters offers, the default first."""
    if "format" not in params.model_fields:
        return [Format.json.value]
    offered: Any = params.model_fields["format"].annotation
    return [word.value for word in offered]


def _bounded(keys: str) -> str:
    """Hold a comma-separated list to a number of keys of bounded length."""
    if keys.count(",") >= MOST_IDS:
        raise ValueError(f"At most {MOST_IDS} ids can be asked for at once.")
    if any(len(key) > KEY_LENGTH for key in keys.split(",")):
        raise ValueError(f"An id has at most {KEY_LENGTH} characters.")
    return keys


def names(kind: str, description: str, repeated: str = "Repeat it to mean OR.") -> Any:
    """Describe a parameter that takes slugs or aliases of one kind, and what repeating it means."""
    return Bound(
        default_factory=list,
        max_length=50,
        description=f"{description} {repeated}",
        json_schema_extra={"x-vocabulary": kind},
    )


def words(most: int, description: str) -> Any:
    """Describe a parameter that takes words with commas between them, or repeated, as one text."""
    return Bound(default=None, description=description, json_schema_extra={"x-words": most})


def alone(parameter: str, reason: str) -> PydanticCustomError:
    """Make the refusal of a parameter that means nothing without another one, or beside it."""
    return PydanticCustomError("combination", reason, {"parameter": parameter})


def no_place_in_a_table(parameter: str, what: str) -> PydanticCustomError:
    """Make the refusal of a parameter whose answer stands beside the rows of a table."""
    return alone(
        parameter,
        f"Give {parameter} only with format json or jsonld: a table has no place for {what}.",
    )


Asked = Annotated[str, Bound(min_length=1, max_length=120, pattern=NAME_PATTERN)]


class Params(Shape):
    """A whole query string; a parameter that is not named here is refused."""

    # Every query string is read by its own: they are made at the start.
    model_config = ConfigDict(extra="forbid", defer_build=False)


class NoParams(Params):
    """The query string of an endpoint that takes none."""


class ShapeParams(Params):
    """What an answer holds of each resource."""

    fields: Annotated[str, Bound(pattern=FIELD_PATTERN, max_length=2000)] | None = words(
        MOST_FIELDS,
        "Names of the fields to answer with, one by one or with commas between; default: all.",
    )


class IncludeParams(Params):
    """What an answer sends along, where its resources name others."""

    include: Annotated[str, Bound(pattern=INCLUDE_PATTERN, max_length=400)] | None = words(
        MOST_INCLUDES,
        "What to send along, one by one or with commas between: the whole documents that the "
        "answer names, each once, in `included`.",
    )


def included_by(params: Params) -> str | None:
    """Give what a question asks to send along."""
    return params.include if isinstance(params, IncludeParams) else None


class PlainFieldsParams(ShapeParams):
    """The query string of one resource that names no others."""

    format: Format = Bound(default=Format.json, description="How the answer is written.")


class FieldsParams(PlainFieldsParams, IncludeParams):
    """The query string of one resource."""


class PagedParams(Params):
    """The parameters of everything that is paged."""

    limit: Annotated[int, Bound(ge=1, le=200)] = Bound(
        default=50, description="Items on a page, 1 to 200."
    )
    cursor: Annotated[str, Bound(pattern=r"^[A-Za-z0-9_-]+$", max_length=800)] | None = Bound(
        default=None,
        description="Where to go on: taken from `next`, valid for the same filters and order.",
    )
    count: bool = Bound(default=False, description="Fill `total` with the number of all items.")


class KeyedParams(PagedParams, ShapeParams):
    """The parameters of a list whose items are known by a key."""

    ids: (
        Annotated[
            str,
            Bound(
                pattern=rf"^{KEY_PATTERN}(,{KEY_PATTERN})*$",
                max_length=MOST_IDS * (KEY_LENGTH + 1),
            ),
            AfterValidator(_bounded),
        ]
        | None
    ) = words(
        MOST_IDS,
        "Ids to fetch, one by one or with commas between, at most 200; unknown ones are listed in "
        "`missing`.",
    )


class PlainListParams(KeyedParams):
    """The parameters of a list of resources that name no others."""

    format: ListFormat = Bound(default=ListFormat.json, description="How the answer is written.")

    @model_validator(mode="after")
    def a_table_has_no_place_for_documents(self) -> Self:
        """What a table cannot show is refused, not dropped."""
        if self.format is ListFormat.csv and included_by(self) is not None:
            raise no_place_in_a_table("include", "whole documents")
        return self


class ListParams(PlainListParams, IncludeParams):
    """The parameters of every list of resources that name others."""


class Page(Shape, Generic[T]):
    """One page of a list."""

    items: list[T] = Bound(description="The items, in the order asked for.")
    next: str | None = Bound(description="Path and query of the next page; null: this is the last.")
    total: int | None = Bound(description="Number of all items, where `count=true` asked for it.")
    missing: list[str] = Bound(description="Those of `ids` that do not exist.")
    revision: int = Bound(description="Revision of the data that the answer was made from.")
    included: dict[str, list[dict[str, Any]]] | None = Bound(
        default=None, description="What `include` asked for; null where it asked for nothing."
    )


class Named(Shape):
    """A resource named in another one."""

    slug: Slug
    name: Name


class SourceRef(Shape):
    """A source named where it is cited."""

    key: Slug
    label: Name


@dataclass(frozen=True)
class Release:
    """A revision and the digest of its content."""

    number: int
    digest: str

    @property
    def id(self) -> str:
        """The release id: equal content has equal digests, whatever the history."""
        return f"{self.number}-{self.digest[:16]}"


@dataclass(frozen=True)
class Rendered:
    """An answer as bytes, with the release that all of it comes from."""

    body: bytes
    release: Release
    links: dict[str, str] = field(default_factory=dict)
    media_type: str = MEDIA_TYPES["json"]
    headers: dict[str, str] = field(default_factory=dict)
    """What the envelope of a list says and a table has no place for."""
