"""Cursors: the values that a page starts after, bound to the query that they were given out for."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from app.domain.errors import BadQuestion
from app.schemas.paging import PagedParams
from app.schemas.query_strings import write_pairs

UNBOUND = frozenset({"limit", "count", "fields", "include", "format"})
"""Parameters that may change from one page to the next."""

Pairs = list[tuple[str, str]]


def pairs_of(params: PagedParams) -> Pairs:
    """List the parameters that were set with their values, in one order, without the cursor."""
    given = params.model_dump(mode="json", exclude_unset=True, exclude={"cursor"})
    return [
        (name, _plain(value))
        for name in sorted(given)
        for value in (sorted(given[name]) if isinstance(given[name], list) else [given[name]])
        if value is not None
    ]


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _binding(path: str, pairs: Pairs) -> str:
    """Name the question that a cursor belongs to: its path, filters and order."""
    question = [path, *(pair for pair in pairs if pair[0] not in UNBOUND)]
    return hashlib.sha256(repr(question).encode()).hexdigest()[:12]


def write_cursor(path: str, pairs: Pairs, values: list[Any]) -> str:
    """Give the path and query of the page that starts after these values."""
    raw = to_json([_binding(path, pairs), *values])
    cursor = urlsafe_b64encode(raw).decode().rstrip("=")
    return f"{path}?{write_pairs([*pairs, ('cursor', cursor)])}"


def read_cursor(
    params: PagedParams, path: str, pairs: Pairs, holds: Sequence[TypeAdapter[Any]]
) -> list[Any] | None:
    """Give the values that a page starts after, each of the kind that its column holds.

    Raises BadQuestion for the cursor of another query, and for one that was made up.
    """
    if params.cursor is None:
        return None
    try:
        raw = urlsafe_b64decode(params.cursor + "=" * (-len(params.cursor) % 4))
        binding, *values = from_json(raw, allow_inf_nan=False)
        if binding == _binding(path, pairs):
            return [kind.validate_python(v) for kind, v in zip(holds, values, strict=True)]
    except (ValueError, TypeError):
        pass  # Told below, like every other cursor that was not given out for this query.
    raise foreign_cursor()


def foreign_cursor() -> BadQuestion:
    """Say that a cursor was not given out for this query, or for data that has changed since."""
    return BadQuestion(
        "cursor",
        "The cursor does not belong to this query. Take it from `next` of the page before, "
        "with the same filters and order, or leave it out to start again.",
        code="bad_cursor",
    )
