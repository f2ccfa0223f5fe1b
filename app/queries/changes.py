"""Questions about what changed since a release: each resource once, as it stands now."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add
from typing import Annotated, Any

from pydantic import Field as Bound
from pydantic import Strict, TypeAdapter
from pydantic_core import to_json
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Dialect,
    Integer,
    String,
    Text,
    bindparam,
    cast,
    func,
    null,
    select,
    tuple_,
    union_all,
)
from sqlmodel import Session, col

from app.domain.errors import NoHistory
from app.domain.revisions import Document, Revision, Tombstone
from app.queries.cursors import foreign_cursor, pairs_of, read_cursor, write_cursor
from app.queries.formats import Envelope, join_list
from app.queries.paging import TEXT
from app.queries.snapshots import Snapshot, open_snapshot
from app.queries.statements import Prepared, keep_shapes, prepare
from app.schemas.changes import Change, ChangeParams, ChangeRead, Part
from app.schemas.kinds import address_of
from app.schemas.paging import Rendered

PATH = "/v1/changes"
REVISION: TypeAdapter[int] = TypeAdapter(Annotated[int, Strict(), Bound(ge=1, le=2**31 - 1)])
Table = type[Document] | type[Tombstone]
Place = tuple[int, str, str]
"""Where an item stands in the feed: revision, kind and key."""


def list_changes(session: Session, params: ChangeParams, kept: int) -> Rendered:
    """Give one page of what changed since a release, of the `kept` newest revisions.

    The order is by revision, kind and key, so that what changes during a walk moves to its end.
    Raises NoHistory where the changes since that release cannot be told, and BadQuestion for a
    cursor of another query.
    """
    kinds = sorted({kind.value for kind in params.kind})
    whole = Part.document in params.include
    pairs = pairs_of(params)
    total = None
    with open_snapshot(session) as at:
        since = _known_revision(at, params.since, kept)
        first = (since + 1, "", "")
        after = read_cursor(params, PATH, pairs, [REVISION, TEXT, TEXT])
        start = (after[0], after[1], after[2]) if after else first
        if start < first:
            raise foreign_cursor()
        if params.count:
            counted = _counted(at.dialect, len(kinds))
            total = at.run(counted, _starts(first, kinds))[0][0]
        statement = _page(at.dialect, len(kinds), whole)
        rows = at.run(statement, [*_starts(start, kinds), params.limit + 1])
    page = rows[: params.limit]
    more = write_cursor(PATH, pairs, list(page[-1][:3])) if len(rows) > len(page) else None
    items = [_item(row, since, whole=whole) for row in page]
    extra = {"release": at.release.id}
    return join_list(at.release, items, Envelope(next=more, total=total, extra=extra))


def _known_revision(at: Snapshot, since: str, kept: int) -> int:
    """Give the revision that a release names; 0 is always known: before it there was nothing."""
    number, _, digest = since.partition("-")
    revision, newest = int(number), at.release.number
    if revision > newest:
        raise NoHistory(f"Release {since} is newer than the newest one here, {at.release.id}.")
    if 0 < revision < newest - kept:
        raise NoHistory(
            f"Release {since} is too old: changes are told back to revision {newest - kept}."
        )
    if digest and not at.run(_digest(at.dialect), [revision])[0][0].startswith(digest):
        raise NoHistory(
            f"Release {since} is not of this history: revision {revision} is another one here."
        )
    return revision


def _starts(start: Place, kinds: Sequence[str]) -> list[Any]:
    """Give the place that the feed is read behind, for each of some kinds by itself."""
    if not kinds:
        return [*start]
    revision, kind, key = start
    starts: list[Any] = []
    for one in kinds:
        # In the revision of the start, kinds before its own are done; those after are to come.
        starts += [revision + (one < kind), one, key if one == kind else ""]
    return starts


@keep_shapes
def _digest(dialect: Dialect) -> Prepared:
    known = select(col(Revision.digest)).where(col(Revision.number) == _bound(0, Integer))
    return prepare(known, dialect)


@keep_shapes
def _page(dialect: Dialect, kinds: int, whole: bool) -> Prepared:
    """Build the statement for one page: the next rows of each run, and the first of them all."""
    limit = _bound(3 * max(kinds, 1), Integer)
    runs = []
    for table, behind, order in _runs(kinds):
        rows = select(*_columns(table, whole)).where(*behind).order_by(*order).limit(limit)
        runs.append(select(*rows.subquery().columns))
    feed = union_all(*runs).subquery().columns
    page = select(*feed).order_by(feed.revision, feed.kind, feed.key).limit(limit)
    return prepare(page, dialect)


@keep_shapes
def _counted(dialect: Dialect, kinds: int) -> Prepared:
    """Build the statement that counts all items."""
    counts = [
        select(func.count()).select_from(table).where(*behind).scalar_subquery()
        for table, behind, _ in _runs(kinds)
    ]
    return prepare(select(reduce(add, counts)), dialect)


def _runs(kinds: int) -> Iterator[tuple[Table, list[ColumnElement[bool]], list[Any]]]:
    """Give the runs of rows that one index holds in order: table, conditions, order.

    That is each table, or each kind of it, read behind a place of its own.
    """
    for table in (Document, Tombstone):
        revision, kind, key = col(table.revision), col(table.kind), col(table.key)
        for at in range(0, 3 * max(kinds, 1), 3):
            start = [_bound(at, Integer), _bound(at + 1, String), _bound(at + 2, String)]
            if kinds:
                # Not kind = …: with it PostgreSQL may read the other index from its beginning.
                order = [kind, revision, key]
                behind = tuple_(*order) > tuple_(start[1], start[0], start[2])
                yield table, [behind, kind <= start[1]], order
            else:
                order = [revision, kind, key]
                yield table, [tuple_(*order) > tuple_(*start)], order


def _bound(at: int, of: type[Integer] | type[String]) -> BindParameter[Any]:
    return bindparam(f"v{at}", type_=of)


def _columns(table: Table, whole: bool) -> list[Any]:
    """Name what an item is made of; `created` is null where the resource is gone."""
    nothing = cast(null(), Text)
    place = [table.revision, table.kind, table.key]
    if table is Document:
        body = Document.body if whole else nothing
        return [*place, Document.created, nothing.label("replaced_by"), body]
    return [*place, cast(null(), Integer).label("created"), Tombstone.replaced_by, nothing]


def _item(row: Any, since: int, *, whole: bool) -> bytes:
    """Write the item of one row, with the stored document where it was asked for."""
    revision, kind, key, created, replaced_by, body = row
    change = ChangeRead(
        kind=kind,
        key=key,
        change=_change(created, replaced_by, since),
        revision=revision,
        replaced_by=replaced_by,
        path=None if created is None else address_of(kind, key),
    )
    item = to_json(change, exclude={"document"})
    return item[:-1] + b',"document":' + (body or "null").encode() + b"}" if whole else item


def _change(created: int | None, replaced_by: str | None, since: int) -> Change:
    if created is None:
        return Change.removed if replaced_by is None else Change.moved
    return Change.created if created > since else Change.changed
