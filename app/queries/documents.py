"""Fetch rendered documents, from a small bounded cache where they have been seen before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from pydantic import BaseModel
from pydantic_core import from_json, to_json
from sqlalchemy import ColumnElement, Dialect, func
from sqlmodel import Session, col, select

from app.domain.base import shown
from app.domain.errors import BadQuestion, Gone, Moved, NotFound
from app.domain.revisions import Document, Tombstone
from app.queries.formats import Included, Shown, render_document
from app.queries.names import known_names, nearest
from app.queries.snapshots import Snapshot, open_snapshot
from app.queries.statements import (
    Condition,
    Prepared,
    conditions_of,
    filled_up,
    is_one_of,
    keep_shapes,
    prepare,
)
from app.schemas.includes import INCLUDES, Reference
from app.schemas.kinds import READS, SINGULAR
from app.schemas.paging import PlainFieldsParams, Rendered, ShapeParams, included_by


def fetch_documents(
    at: Snapshot, kind: str, keys: Sequence[str], *, whole: bool = True
) -> list[bytes]:
    """Give the documents of `keys` in their order: whole, or as a list shows them.

    Raises KeyError for a key that no document of the snapshot has.
    """
    shelf = (at.release.digest, kind, whole)
    found = at.documents.find(shelf, keys)
    if absent := [key for key in keys if key not in found]:
        asked = filled_up(absent)
        for key, body in at.run(_bodies(at.dialect, len(asked), whole), [kind, *asked]):
            found[key] = body.encode()
            at.documents.keep(shelf, key, found[key])
    return [found[key] for key in keys]


def existing_keys(at: Snapshot, kind: str, keys: Sequence[str]) -> set[str]:
    """Name those of `keys` that documents of a kind have."""
    asked = filled_up(keys)
    rows = at.run(_known(at.dialect, len(asked)), [kind, *asked])
    return {row[0] for row in rows}


@keep_shapes
def _bodies(dialect: Dialect, count: int, whole: bool) -> Prepared:
    said = col(Document.body) if whole else func.coalesce(Document.summary, Document.body)
    return prepare(select(col(Document.key), said).where(*_of_kind(count)), dialect)


@keep_shapes
def _known(dialect: Dialect, count: int) -> Prepared:
    return prepare(select(Document.key).where(*_of_kind(count)), dialect)


def _of_kind(count: int) -> list[ColumnElement[bool]]:
    """Build the conditions that a document is of a kind, and has one of `count` keys."""
    return conditions_of(((KIND, 1), (KEY, count)))


KIND = Condition(lambda binds: col(Document.kind) == binds[0])
KEY = is_one_of(col(Document.key))


def get_document(session: Session, kind: str, key: str, params: PlainFieldsParams) -> Rendered:
    """Give one resource; raises NotFound, Moved, Gone, or BadQuestion for an unknown field."""
    check_shape(kind, params)
    with open_snapshot(session) as at:
        try:
            (body,) = fetch_documents(at, kind, [key])
        except KeyError:
            raise _absent(at, kind, key) from None
        included = fetch_included(at, kind, [key], [body], included_by(params))
    resource = Shown(kind, [key], [body], [pick_fields(body, params.fields)])
    return render_document(at.release, params.format, resource, included)


def fetch_included(
    at: Snapshot, kind: str, keys: Sequence[str], bodies: Sequence[bytes], include: str | None
) -> Included | None:
    """Give the documents that other documents, which must be whole, name as `include` asks."""
    if include is None:
        return None
    documents = [from_json(body) for body in bodies]
    named: dict[str, set[str]] = {}
    for word in include.split(","):
        reference = INCLUDES[kind][word]
        named.setdefault(reference.kind, set()).update(_named(at, reference, keys, documents))
    found = {other: sorted(names) for other, names in sorted(named.items())}
    return {
        other: list(zip(names, fetch_documents(at, other, names), strict=True))
        for other, names in found.items()
    }


def _named(
    at: Snapshot, reference: Reference, keys: Sequence[str], documents: Sequence[Any]
) -> Iterator[str]:
    """Name what a reference leads to from some documents."""
    for path in reference.paths:
        yield from _values(documents, path.split("."))
    if reference.starts_with_key:
        starts = {f"{key}." for key in keys}
        for name in known_names(at).of(SINGULAR[reference.kind]):
            if name[: name.find(".") + 1] in starts:
                yield name


def _values(value: Any, path: Sequence[str]) -> Iterator[str]:
    """Give every value at the end of a path, through every item of a list; null is no value."""
    if isinstance(value, list):
        for one in value:
            yield from _values(one, path)
    elif value is not None and path:
        yield from _values(value[path[0]], path[1:])
    elif value is not None:
        yield value


def require_document(at: Snapshot, kind: str, key: str) -> None:
    """Raise NotFound, Moved or Gone where there is no such document."""
    if not existing_keys(at, kind, [key]):
        raise _absent(at, kind, key)


def _absent(at: Snapshot, kind: str, key: str) -> Exception:
    """Say why a resource is not there: moved, removed, or never known."""
    tombstone = at.session.get(Tombstone, (kind, key))
    if tombstone is None:
        return NotFound(kind, key, known_names(at).nearest(SINGULAR[kind], key))
    successor = tombstone.replaced_by
    if successor is not None and existing_keys(at, kind, [successor]):
        return Moved(kind, key, successor)
    return Gone(kind, key, successor)


def check_fields(params: ShapeParams, read: type[BaseModel]) -> None:
    """Refuse a field that what is read does not have."""
    _check_words("fields", params.fields, read.model_fields, "There is no field {}.")


def check_shape(kind: str, params: ShapeParams) -> None:
    """Refuse a field that the resources of a kind do not have, and what they do not name."""
    check_fields(params, READS[kind])
    nothing = f"Nothing called {{}} can be sent along with {kind.replace('-', ' ')}."
    _check_words("include", included_by(params), INCLUDES[kind], nothing)


def _check_words(parameter: str, asked: str | None, known: Mapping[str, Any], refusal: str) -> None:
    for word in asked.split(",") if asked else ():
        if word not in known:
            raise BadQuestion(
                parameter,
                refusal.format(shown(word)),
                valid=list(known),
                nearest=nearest(word, {name.replace("_", "-"): name for name in known}),
            )


def pick_fields(body: bytes, fields: str | None) -> bytes:
    """Keep only the fields asked for, in the document's own order."""
    return body if fields is None else _picked(body, fields)


@lru_cache(maxsize=1_024)
def _picked(body: bytes, fields: str) -> bytes:
    """Pick fields once of what other lists show again; most answers ask for a few short ones."""
    wanted = set(fields.split(","))
    return _put_together([piece for name, piece in _pieces(body).items() if name in wanted])


def change_fields(body: bytes, change: dict[str, Any]) -> bytes:
    """Put other values in the place of some fields."""
    names, fixed = _fixed(body, tuple(change))
    changed = [to_json(change[name]) for name in names]
    return b"".join([*chain.from_iterable(zip(fixed, changed, strict=False)), fixed[-1]])


@lru_cache(maxsize=1_024)
def _pieces(body: bytes) -> dict[str, bytes]:
    """Take a document apart into the JSON of each field; documents have a few kB."""
    return _pieces_of(from_json(body))


@lru_cache(maxsize=1_024)
def _fixed(body: bytes, changing: tuple[str, ...]) -> tuple[list[str], list[bytes]]:
    """Say in what order a document has some fields, and what it says before each and at the end."""
    names, fixed, said = [], [], b"{"
    for name, piece in _pieces_of(from_json(body)).items():
        start = b"" if said == b"{" else b","
        if name in changing:
            names.append(name)
            fixed.append(b'%s%s"%s":' % (said, start, name.encode()))
            said = b""
        else:
            said += start + piece
    return names, [*fixed, said + b"}"]


def _pieces_of(document: dict[str, Any]) -> dict[str, bytes]:
    return {name: b'"%s":%s' % (name.encode(), to_json(v)) for name, v in document.items()}


def _put_together(pieces: Iterable[bytes]) -> bytes:
    return b"{%s}" % b",".join(pieces)
