"""Questions about the ids of other catalogues, asked from either side."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Dialect, and_, func, or_
from sqlmodel import Session, col, select

from app.crosswalk.systems import system_of
from app.domain.crosswalk import CrosswalkEntry, CrosswalkLink, ForeignCatalogue
from app.domain.muscles import Alias
from app.domain.vocabulary import CrosswalkKind
from app.queries.documents import check_fields, pick_fields
from app.queries.formats import Envelope, join_list, write_table
from app.queries.names import known_names
from app.queries.paging import By, Listing, read_keys
from app.queries.snapshots import Snapshot, open_snapshot
from app.queries.statements import (
    Condition,
    Prepared,
    ask,
    conditions_of,
    is_one_of,
    keep_shapes,
    prepare,
)
from app.schemas.crosswalk import (
    CrosswalkParams,
    CrosswalkRead,
    CrosswalkSort,
    SystemRead,
    SystemsRead,
    TableFormat,
)
from app.schemas.paging import Rendered

PATH = "/v1/crosswalk"
ENTRIES = Listing("crosswalk", col(CrosswalkEntry.key))
ORDER = {
    CrosswalkSort.key: (By(col(CrosswalkEntry.key)),),
    CrosswalkSort.key_descending: (By(col(CrosswalkEntry.key), descending=True),),
}
HAS_KEY = is_one_of(col(CrosswalkEntry.key))
OF_SYSTEM = is_one_of(col(CrosswalkEntry.system))
OF_KIND = is_one_of(col(CrosswalkEntry.kind))
HAS_ID = Condition(
    lambda ids: or_(col(CrosswalkEntry.id).in_(ids), col(CrosswalkEntry.also).in_(ids))
)


def _leads_to(kind: CrosswalkKind) -> Condition:
    """Make the condition that an entry stands for one of some of ours."""
    of_kind = col(CrosswalkLink.kind) == kind.value
    return Condition(
        lambda slugs: col(CrosswalkEntry.key).in_(
            select(CrosswalkLink.entry).where(and_(of_kind, col(CrosswalkLink.slug).in_(slugs)))
        )
    )


FOR_EXERCISE = _leads_to(CrosswalkKind.exercise)
FOR_MUSCLE = _leads_to(CrosswalkKind.muscle)
FOR_EQUIPMENT = _leads_to(CrosswalkKind.equipment)
MATCHES = Condition(
    lambda words: col(CrosswalkEntry.key).in_(
        select(CrosswalkLink.entry).where(col(CrosswalkLink.match).in_(words))
    )
)


def list_crosswalk(session: Session, params: CrosswalkParams) -> Rendered:
    """Give one page of entries by their ids there, or by what they stand for here."""
    check_fields(params, CrosswalkRead)
    order = ORDER[params.sort]
    with open_snapshot(session) as at:
        names = known_names(at)
        systems = names.resolve("system", "system", params.system)
        conditions: dict[Condition, Sequence[Any]] = {
            OF_SYSTEM: systems,
            HAS_ID: params.id,
            OF_KIND: params.kind,
            FOR_EXERCISE: names.resolve("exercise", "exercise", params.exercise),
            FOR_MUSCLE: names.resolve("muscle", "muscle", params.muscle),
            FOR_EQUIPMENT: names.resolve("equipment", "equipment", params.equipment),
            MATCHES: params.match,
        }
        keys = read_keys(at, ENTRIES, params, path=PATH, order=order, where=ask(conditions))
        found = dict(at.run(_bodies(at.dialect, len(keys.page)), keys.page)) if keys.page else {}
        missing = _missing(at, params, systems)
    items = [pick_fields(found[key].encode(), params.fields) for key in keys.page]
    envelope = Envelope(next=keys.next, total=keys.total, missing=missing)
    if params.format is TableFormat.csv:
        asked = params.fields.split(",") if params.fields else CrosswalkRead.model_fields
        columns = [name for name in CrosswalkRead.model_fields if name in asked]
        return write_table(at.release, columns, items, envelope)
    return join_list(at.release, items, envelope)


@keep_shapes
def _bodies(dialect: Dialect, count: int) -> Prepared:
    columns = (col(CrosswalkEntry.key), col(CrosswalkEntry.body))
    return prepare(select(*columns).where(*conditions_of(((HAS_KEY, count),))), dialect)


def _missing(at: Snapshot, params: CrosswalkParams, systems: Sequence[str]) -> list[str]:
    """Name those of the keys and ids asked for that do not exist, whatever the other filters."""
    missing = []
    if params.ids:
        asked = list(dict.fromkeys(params.ids.split(",")))
        known = {row[0] for row in at.run(_known_keys(at.dialect, len(asked)), asked)}
        missing += [key for key in asked if key not in known]
    if params.id:
        ids = list(dict.fromkeys(params.id))
        statement = _known_ids(at.dialect, len(systems), len(ids))
        told = {name for row in at.run(statement, [*systems, *ids]) for name in row}
        missing += [one for one in ids if one not in told]
    return missing


@keep_shapes
def _known_keys(dialect: Dialect, count: int) -> Prepared:
    known = select(CrosswalkEntry.key).where(*conditions_of(((HAS_KEY, count),)))
    return prepare(known, dialect)


@keep_shapes
def _known_ids(dialect: Dialect, systems: int, ids: int) -> Prepared:
    where = conditions_of(((OF_SYSTEM, systems), (HAS_ID, ids)))
    return prepare(select(CrosswalkEntry.id, CrosswalkEntry.also).where(*where), dialect)


def list_systems(session: Session) -> Rendered:
    """Describe every catalogue that the crosswalk knows, imported or not."""
    with open_snapshot(session) as at:
        counted = select(CrosswalkEntry.system, func.count()).group_by(CrosswalkEntry.system)
        counts = dict(at.session.exec(counted).all())
        imported = {one.system: one for one in at.session.exec(select(ForeignCatalogue))}
        named = select(Alias.slug).where(col(Alias.kind) == "system").order_by(Alias.slug)
        systems = [
            _system(name, counts.get(name, 0), imported.get(name))
            for name in at.session.exec(named)
        ]
    read = SystemsRead(systems=systems, revision=at.release.number)
    return Rendered(to_json(read), at.release)


def _system(name: str, entries: int, imported: ForeignCatalogue | None) -> SystemRead:
    about = system_of(name)
    return SystemRead(
        system=name,
        title=about.title,
        kind=about.kind,
        entries=entries,
        licence=about.licence,
        licence_url=about.licence_url,
        attribution=about.attribution,
        url=about.url,
        sha256=imported.sha256 if imported else None,
        report=imported.report if imported else None,
    )
