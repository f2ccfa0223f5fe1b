"""Write a resource or a list in the format asked for: JSON, CSV or JSON-LD.

Documents are stored as JSON; the other formats say the same values in the same order.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, TextIO

from pydantic_core import from_json, to_json

from app.schemas.jsonld import OTHER_TYPES, TYPES, document_context, list_context
from app.schemas.kinds import READS, SUMMARIES, address_of
from app.schemas.paging import MEDIA_TYPES, Format, ListFormat, PlainListParams, Release, Rendered

Included = dict[str, list[tuple[str, bytes]]]
"""Documents sent along: for each kind, keys and documents in the order of the keys."""


@dataclass(frozen=True)
class Shown:
    """Resources of one kind as an answer shows them: `items` are what of `bodies` was asked for."""

    kind: str
    keys: Sequence[str]
    bodies: Sequence[bytes]
    items: Sequence[bytes]

    def as_nodes(self) -> list[bytes]:
        """Say of each where it is and what it is, before its own fields."""
        each = zip(self.keys, self.bodies, self.items, strict=True)
        return [_put_before(_identity(self.kind, key, body), item) for key, body, item in each]


@dataclass(frozen=True)
class Envelope:
    """What a list says beside its items."""

    next: str | None
    total: int | None
    missing: list[str] = field(default_factory=list)
    included: Included | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def links(self) -> dict[str, str]:
        """Give what the Link header says: the next page, where there is one."""
        return {"next": self.next} if self.next else {}


def render_document(
    release: Release, how: Format, shown: Shown, included: Included | None
) -> Rendered:
    """Write one resource."""
    linked = how is Format.jsonld
    if linked:
        context = document_context(shown.kind, tuple(included or ()))
        body = _put_before(b'{"@context":%s}' % context, shown.as_nodes()[0])
    else:
        body = shown.items[0]
    if included is not None:
        body = b'%s,"included":%s}' % (body[:-1], _join_included(included, linked=linked))
    return Rendered(body, release, media_type=MEDIA_TYPES[how])


def render_list(
    release: Release, params: PlainListParams, shown: Shown, envelope: Envelope
) -> Rendered:
    """Write a list in the format asked for."""
    if params.format is ListFormat.json:
        return join_list(release, shown.items, envelope)
    if params.format is ListFormat.csv:
        return write_table(release, columns_of(shown.kind, params.fields), shown.items, envelope)
    whole = params.fields is not None
    context = list_context(shown.kind, tuple(envelope.included or ()), whole=whole)
    return join_list(release, shown.as_nodes(), envelope, context)


def write_table(
    release: Release, columns: Sequence[str], items: Sequence[bytes], envelope: Envelope
) -> Rendered:
    """Write a list as CSV; what a table has no place for is said in headers."""
    table, headers = render_table(columns, items), _as_headers(envelope)
    return Rendered(table, release, envelope.links, MEDIA_TYPES[ListFormat.csv], headers)


def join_list(
    release: Release, items: Sequence[bytes], envelope: Envelope, context: bytes | None = None
) -> Rendered:
    """Write a list as JSON, or with a context as JSON-LD."""
    linked = context is not None
    start = b'{"@context":%s,"@type":"schema:ItemList",' % context if linked else b"{"
    tail = {"next": envelope.next, "total": envelope.total, "missing": envelope.missing}
    beside = to_json(tail | {"revision": release.number} | envelope.extra)[1:-1]
    included = b"null"
    if envelope.included is not None:
        included = _join_included(envelope.included, linked=linked)
    # One allocation for the whole page: it may be 100 kB, and every copy shows.
    parts = list(items) or [b""]
    parts[0] = b'%s"items":[%s' % (start, parts[0])
    parts[-1] = b'%s],%s,"included":%s}' % (parts[-1], beside, included)
    body = b",".join(parts)
    how = ListFormat.jsonld if linked else ListFormat.json
    return Rendered(body, release, envelope.links, MEDIA_TYPES[how])


def _join_included(included: Included, *, linked: bool) -> bytes:
    """Write the documents sent along as an object with a list for each kind."""
    lists = []
    for kind, documents in included.items():
        keys, bodies = [key for key, _ in documents], [body for _, body in documents]
        items = Shown(kind, keys, bodies, bodies).as_nodes() if linked else bodies
        lists.append(b'"%s":[%s]' % (kind.replace("-", "_").encode(), b",".join(items)))
    return b"{%s}" % b",".join(lists)


def _identity(kind: str, key: str, body: bytes) -> bytes:
    types = TYPES[kind]
    if kind in OTHER_TYPES:
        name, others = OTHER_TYPES[kind]
        types = others.get(from_json(body)[name], types)
    return to_json({"@id": address_of(kind, key), "@type": types})


def _put_before(first: bytes, document: bytes) -> bytes:
    """Put the fields of one object before those of another."""
    return b"%s,%s" % (first[:-1], document[1:])


def columns_of(kind: str, fields: str | None) -> list[str]:
    """Name the columns of a table: the fields of the items of a list, in their order."""
    if fields is None:
        return list(SUMMARIES[kind].model_fields)
    wanted = set(fields.split(","))
    return [name for name in READS[kind].model_fields if name in wanted]


class Table:
    """A table under way: CSV (RFC 4180) with a header row."""

    def __init__(self, target: TextIO, columns: Sequence[str]) -> None:
        """Write the header row to `target`, which must translate no ends of lines."""
        self._columns = columns
        self._rows = csv.writer(target)  # Its own dialect is that of RFC 4180.
        self._rows.writerow(columns)

    def add(self, document: dict[str, Any]) -> None:
        """Write one row."""
        self._rows.writerow([_cell(document[name]) for name in self._columns])


def render_table(columns: Sequence[str], items: Sequence[bytes]) -> bytes:
    """Write items as a table."""
    text = StringIO(newline="")
    table = Table(text, columns)
    for item in items:
        table.add(from_json(item))
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    """Write a value in a cell: text as it is, nothing for null, and all else as JSON has it."""
    if value is None:
        return ""
    return value if isinstance(value, str) else to_json(value).decode()


def _as_headers(envelope: Envelope) -> dict[str, str]:
    """Say in headers what the envelope of a list says beside its items and its next page."""
    counts = {"X-Pushoff-Total": envelope.total, "X-Pushoff-Missing": len(envelope.missing) or None}
    return {name: str(count) for name, count in counts.items() if count is not None}
