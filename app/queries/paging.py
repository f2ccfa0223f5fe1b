"""Page through a list by keyset: an order that is total, and where the last page ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from typing import Annotated, Any

from pydantic import Strict, TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Dialect,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
)

from app.domain.base import Line, Number
from app.queries.cursors import foreign_cursor, pairs_of, read_cursor, write_cursor
from app.queries.documents import (
    check_shape,
    existing_keys,
    fetch_documents,
    fetch_included,
    pick_fields,
)
from app.queries.formats import Envelope, Included, Shown, render_list
from app.queries.snapshots import Snapshot
from app.queries.statements import (
    Asked,
    Condition,
    Prepared,
    Shape,
    conditions_of,
    is_one_of,
    keep_shapes,
    prepare,
    put_together,
    rest_of,
    shape_of,
)
from app.schemas.kinds import READS, SUMMARIES
from app.schemas.paging import KeyedParams, PlainListParams, Rendered, included_by

TEXT: TypeAdapter[str] = TypeAdapter(Line)
NUMBER: TypeAdapter[float] = TypeAdapter(Annotated[Number, Strict()])
EVERY = 1_000_000_000  # More rows than any list has.


@dataclass(frozen=True, eq=False)
class By:
    """One part of an order: a column that is never null, what it holds, and which way it runs."""

    column: Any
    descending: bool = False
    holds: TypeAdapter[Any] = TEXT

    def clause(self) -> Any:
        """Give the ORDER BY part."""
        return self.column.desc() if self.descending else self.column.asc()


@dataclass(frozen=True, eq=False)
class Listing:
    """What a list is made of: documents of a kind, with what they are joined to.

    Each order of it ends in its key.
    """

    kind: str
    key: Any
    join: tuple[tuple[Any, Any], ...] = ()

    @cached_property
    def has_id(self) -> Condition:
        """The condition that a document is one of the `ids` asked for."""
        return is_one_of(self.key)


@dataclass(frozen=True)
class Lanes:
    """A list in parts that an index each holds in the order of the list: what is in any of them."""

    listing: Listing
    order: tuple[By, ...]
    """As that of the list, on columns of the index."""
    each: Sequence[Sequence[Asked]]
    """What is asked in each lane: other conditions, with the same values."""


def render_page(
    at: Snapshot,
    listing: Listing,
    params: PlainListParams,
    *,
    path: str,
    order: tuple[By, ...],
    where: Sequence[Asked] = (),
    lanes: Lanes | None = None,
    about: Callable[[list[str]], dict[str, Any]] | None = None,
) -> Rendered:
    """Give one page of a list: one query for the keys in order, and their documents joined.

    `lanes` give the same as `where` and cost less. `about` says what else the envelope holds about
    the keys of the page. Raises BadQuestion for a cursor of another query.
    """
    check_shape(listing.kind, params)
    found = read_keys(at, listing, params, path=path, order=order, where=where, lanes=lanes)
    keys, more, total = found.page, found.next, found.total
    bodies = fetch_documents(at, listing.kind, keys, whole=params.fields is not None)
    extra = about(keys) if about else None
    return join_page(at, listing.kind, keys, bodies, params, more=more, total=total, extra=extra)


@dataclass(frozen=True)
class Keys:
    """One page of keys, where the next one is, and how many there are if that was asked."""

    page: list[str]
    next: str | None
    total: int | None


def read_keys(
    at: Snapshot,
    listing: Listing,
    params: KeyedParams,
    *,
    path: str,
    order: tuple[By, ...],
    where: Sequence[Asked] = (),
    lanes: Lanes | None = None,
) -> Keys:
    """Give the keys of one page of a list in order, in one query, or two where it is counted.

    Raises BadQuestion for a cursor of another query.
    """
    asked = [*where, listing.has_id(*params.ids.split(","))] if params.ids else where
    shape, values = shape_of(asked)
    total = None
    if params.count:
        total = at.run(_counted(at.dialect, listing, shape), values)[0][0]
    pairs = pairs_of(params)
    after = read_cursor(params, path, pairs, [by.holds for by in order])
    shapes: tuple[Shape, ...] = (shape,)
    if lanes:
        listing, order = lanes.listing, lanes.order
        shapes = tuple(shape_of(asked)[0] for asked in lanes.each)
        values = shape_of(lanes.each[0])[1]
    statement = _keys(at.dialect, listing, shapes, order, after is not None)
    rows = at.run(statement, [*values, *(after or ()), params.limit + 1])
    page = rows[: params.limit]
    more = write_cursor(path, pairs, list(page[-1])) if len(rows) > len(page) else None
    return Keys([row[-1] for row in page], more, total)


@keep_shapes
def _keys(
    dialect: Dialect,
    listing: Listing,
    shapes: tuple[Shape, ...],
    order: tuple[By, ...],
    after: bool,
) -> Prepared:
    """Build the statement for one page of keys, each after the other values that order it.

    It holds what meets all conditions of any of the shapes, which take the same values.
    """
    start, end = _ends(dialect, listing, order)
    behind = _behind(dialect, listing, order) if after else []
    places = [[(place, len(order))] for place in behind] or [[]]
    wheres = [_where(dialect, listing, shape) for shape in shapes]
    pages = [put_together(start, [*w, *place], end) for w in wheres for place in places]
    return pages[0] if len(pages) == 1 else _in_one(pages, order)


def _in_one(pages: Sequence[Prepared], order: Sequence[By]) -> Prepared:
    """Put pages of one list together, in its order; they take the same values."""
    every = "\nUNION\n".join(
        f"SELECT * FROM ({page.sql}) AS page{n}"  # noqa: S608  (compiled text, without values)
        for n, page in enumerate(pages)
    )
    places = (f"{n} DESC" if by.descending else f"{n}" for n, by in enumerate(order, 1))
    takes = chain.from_iterable(page.takes for page in pages)
    return Prepared(f"{every}\nORDER BY {', '.join(places)}", tuple(takes))


@keep_shapes
def _counted(dialect: Dialect, listing: Listing, shape: Shape) -> Prepared:
    """Build the statement that counts a list."""
    counted = prepare(_joined(select(func.count(listing.key)), listing), dialect)
    return put_together(counted, _where(dialect, listing, shape), Prepared("", ()))


def _where(dialect: Dialect, listing: Listing, shape: Shape) -> list[tuple[Prepared, int]]:
    """Give the conditions of a shape, each with its number of values."""
    return [(_condition(dialect, listing, *one), one[1]) for one in shape]


@keep_shapes
def _condition(dialect: Dialect, listing: Listing, condition: Condition, count: int) -> Prepared:
    """Compile one condition of a list."""
    (built,) = conditions_of(((condition, count),))
    return _said_of(dialect, listing, built)


@keep_shapes
def _behind(dialect: Dialect, listing: Listing, order: tuple[By, ...]) -> list[Prepared]:
    """Compile the conditions of `_after` of which one holds where a row comes after a cursor's.

    No index holds the order of tables that are joined: to enter it in parts would sort each.
    """
    values = [bindparam(f"v{at}", type_=by.column.type) for at, by in enumerate(order)]
    places = [and_(*place) for place in _after(order, values)]
    if listing.join:
        places = [or_(*places)]
    return [_said_of(dialect, listing, place) for place in places]


def _said_of(dialect: Dialect, listing: Listing, condition: ColumnElement[bool]) -> Prepared:
    """Compile a condition as it is said of a list: what is selected in it may name the list's."""
    start = _joined(select(listing.key), listing)
    said = rest_of(start.where(condition), start, dialect)
    return Prepared(said.sql.removeprefix(" \nWHERE "), said.takes)


@keep_shapes
def _ends(dialect: Dialect, listing: Listing, order: tuple[By, ...]) -> tuple[Prepared, Prepared]:
    """Compile what the pages of a list start with, and what orders and ends them."""
    start = _joined(select(*(by.column for by in order)), listing)
    ordered = start.order_by(*(by.clause() for by in order))
    whole = ordered.limit(bindparam("v0", type_=Integer))
    return prepare(start, dialect), rest_of(whole, start, dialect)


def _joined(statement: Select[Any], listing: Listing) -> Select[Any]:
    for table, on in listing.join:
        statement = statement.join(table, on)
    return statement


def _after(order: Sequence[By], values: Sequence[Any]) -> list[list[ColumnElement[bool]]]:
    """Select what comes after the row with these values, in parts that each enter an index there.

    An order that runs one way is one part. Where it turns, what is alike up to the turn is a part
    of its own.
    """
    parts: list[list[ColumnElement[bool]]] = []
    alike: list[ColumnElement[bool]] = []
    placed = zip(order, values, strict=True)
    for descending, group in groupby(placed, lambda one: one[0].descending):
        run = list(group)
        columns, these = tuple_(*(by.column for by, _ in run)), tuple_(*(v for _, v in run))
        parts.append([*alike, columns < these if descending else columns > these])
        alike += [by.column == value for by, value in run]
    return parts


def list_keys(
    at: Snapshot, listing: Listing, order: tuple[By, ...], where: Sequence[Asked]
) -> Sequence[Any]:
    """Give the ordering values of every document of a list, its key the last, unpaged."""
    shape, values = shape_of(where)
    statement = _keys(at.dialect, listing, (shape,), order, after=False)
    return at.run(statement, [*values, EVERY])


def page_of(
    at: Snapshot,
    path: str,
    kind: str,
    keys: Sequence[str],
    params: PlainListParams,
    *,
    show: Callable[[list[str]], list[bytes]],
    extra: dict[str, Any] | None = None,
) -> Rendered:
    """Give one page of a list whose order was computed and not stored."""
    check_shape(kind, params)
    pairs = pairs_of(params)
    after = read_cursor(params, path, pairs, [TEXT])
    start = 0
    if after is not None:
        start = 1 + next((n for n, key in enumerate(keys) if key == after[0]), len(keys))
        if start > len(keys):
            raise foreign_cursor()
    page = list(keys[start : start + params.limit])
    more = write_cursor(path, pairs, [page[-1]]) if start + len(page) < len(keys) and page else None
    total = len(keys) if params.count else None
    return join_page(at, kind, page, show(page), params, more=more, total=total, extra=extra)


def join_page(
    at: Snapshot,
    kind: str,
    keys: Sequence[str],
    bodies: Sequence[bytes],
    params: PlainListParams,
    *,
    more: str | None,
    total: int | None,
    extra: dict[str, Any] | None,
) -> Rendered:
    """Join the documents of a page into a list, in the format asked for."""
    envelope = Envelope(
        next=more,
        total=total,
        missing=_missing(at, kind, keys, params),
        included=_included(at, kind, keys, bodies, params),
        extra=extra or {},
    )
    items = bodies if params.fields is None else [pick_fields(b, params.fields) for b in bodies]
    return render_list(at.release, params, Shown(kind, keys, bodies, items), envelope)


def _included(
    at: Snapshot, kind: str, keys: Sequence[str], bodies: Sequence[bytes], params: PlainListParams
) -> Included | None:
    """Fetch what is sent along; what a list shows less of must be read whole to know its names."""
    whole = params.fields is not None or SUMMARIES[kind] is READS[kind]
    if included_by(params) is not None and not whole:
        bodies = fetch_documents(at, kind, keys)
    return fetch_included(at, kind, keys, bodies, included_by(params))


def _missing(at: Snapshot, kind: str, keys: Sequence[str], params: PlainListParams) -> list[str]:
    """Name those of the `ids` asked for that do not exist, whatever the other filters."""
    if params.ids is None:
        return []
    shown = {*keys}
    absent = list(dict.fromkeys(key for key in params.ids.split(",") if key not in shown))
    known = existing_keys(at, kind, absent) if absent else ()
    return [key for key in absent if key not in known]
