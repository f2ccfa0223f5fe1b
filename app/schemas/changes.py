"""What is said of changes: one item for each resource that is not what it was."""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, WithJsonSchema
from pydantic import Field as Bound

from app.schemas.kinds import Kind
from app.schemas.paging import Page, PagedParams
from app.schemas.shape import Shape

SINCE_PATTERN = r"^(0|[1-9][0-9]{0,9}(-[0-9a-f]{16})?)$"


def _release(since: str) -> str:
    """Refuse what is neither a revision nor a release id."""
    if not re.fullmatch(SINCE_PATTERN, since):
        raise ValueError(
            "A release is its id, such as 12-0123456789abcdef, the number of its revision, "
            "or 0 for the beginning"
        )
    return since


Since = Annotated[
    str,
    AfterValidator(_release),
    WithJsonSchema(
        {"type": "string", "pattern": SINCE_PATTERN, "maxLength": 27, "examples": ["0"]}
    ),
]


class Change(StrEnum):
    """What happened to a resource since a release."""

    created = "created"
    changed = "changed"
    moved = "moved"
    removed = "removed"


class Part(StrEnum):
    """What an item can hold beside the change itself."""

    document = "document"


class ChangeRead(Shape):
    """One resource that was created, changed, moved or removed, as it stands now."""

    kind: str = Bound(
        description="Kind of the resource, as paths name it. Skip kinds that you do not know."
    )
    key: str = Bound(description="Slug, key or id of the resource, permanent within its kind.")
    change: Change = Bound(
        description="created, changed: keep it in the place of what you hold; "
        "moved, removed: drop what you hold."
    )
    revision: int = Bound(description="Revision of its latest change.")
    replaced_by: str | None = Bound(
        description="Key that it moved to, of the same kind; null: it did not."
    )
    path: str | None = Bound(
        description="Where it is read by itself; for joint work, a list of it alone. "
        "Null: it is gone."
    )
    document: dict[str, Any] | None = Bound(
        default=None,
        description="The resource as `path` answers it; null: it is gone. "
        "There only where `include=document` asked for it.",
    )


class ChangesPage(Page[ChangeRead]):
    """One page of changes.

    Take the items in order. Where `next` is null you are done: keep `release` of that page, and
    send it as `since` the next time.
    """

    release: str = Bound(description="Id of the release that the page was made from.")


class ChangeParams(PagedParams):
    """The query string of the change feed."""

    since: Since = Bound(
        description="The release that you hold: `release` of the last page of your walk before, "
        "or `id` of /v1/release. A bare revision number is taken too, and 0 is the beginning."
    )
    kind: Annotated[list[Kind], Bound(max_length=len(Kind))] = Bound(
        default_factory=list, description="Only these kinds. Repeat it to mean OR."
    )
    include: Annotated[list[Part], Bound(max_length=1)] = Bound(
        default_factory=list,
        description="`document`: each item with the whole resource, as it stands now.",
    )
