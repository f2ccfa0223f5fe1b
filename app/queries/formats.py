"""Write a resource or a list: documents are stored as JSON, and joined."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json

from app.schemas.paging import Release, Rendered

Included = dict[str, list[tuple[str, bytes]]]
"""Documents sent along: for each kind, keys and documents in the order of the keys."""


@dataclass(frozen=True)
class Envelope:
    """What a list says beside its items."""

    next: str | None
    total: int | None
    missing: list[str] = field(default_factory=list)
    included: Included | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def render_document(release: Release, item: bytes, included: Included | None) -> Rendered:
    """Write one resource."""
    if included is None:
        return Rendered(item, release)
    return Rendered(b'%s,"included":%s}' % (item[:-1], _join_included(included)), release)


def render_list(release: Release, items: Sequence[bytes], envelope: Envelope) -> Rendered:
    """Write a list."""
    tail = {"next": envelope.next, "total": envelope.total, "missing": envelope.missing}
    beside = to_json(tail | {"revision": release.number} | envelope.extra)[1:-1]
    included = b"null" if envelope.included is None else _join_included(envelope.included)
    # One allocation for the whole page: it may be 100 kB, and every copy shows.
    parts = [part for item in items for part in (b",", item)][1:]
    end = (b"],", beside, b',"included":', included, b"}")
    links = {"next": envelope.next} if envelope.next else {}
    return Rendered(b"".join([b'{"items":[', *parts, *end]), release, links)


def _join_included(included: Included) -> bytes:
    """Write the documents sent along as an object with a list for each kind."""
    lists = [
        b'"%s":[%s]' % (kind.replace("-", "_").encode(), b",".join(body for _, body in documents))
        for kind, documents in included.items()
    ]
    return b"{%s}" % b",".join(lists)
