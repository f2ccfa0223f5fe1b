"""Ask raw, ours, Datasette and the usual style the same, never asked before, in turns."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from sqlmodel import Session

from app.database import open_engine
from app.exports.write import write_edition
from app.migrate import migrate
from app.queries.cache import DocumentCache
from app.queries.snapshots import open_snapshot
from app.seeding.load import seed_database
from app.settings import ROOT
from benchmarks.capture import SHOWN, Answer, Captured, Wrong, ask
from benchmarks.load import Client, prepare_any
from benchmarks.measure import Cost, Spread, spread, times_of
from benchmarks.questions import shuffled
from benchmarks.references.servers import (
    NotInstalled,
    install_datasette,
    serving_datasette,
    serving_usual,
)
from benchmarks.report import align
from benchmarks.servers import Server, serving_app, serving_raw

WARM_SHARE = 0.3
OURS, RAW, DATASETTE, USUAL = "ours", "raw", "Datasette", "usual style"
AIMS = {("50 exercises", DATASETTE): 5.0, ("50 exercises", USUAL): 30.0}
"""How many times as much CPU time as ours each reference should take."""
COLUMNS = (
    "name", "summary", "category", "pattern", "laterality", "level", "impact", "measure",
    "per_side",
)  # fmt: skip
"""What Datasette gives of an exercise in a list, beside its slug: all that ours gives of it but
equipment, muscles and roles, which stand in other tables."""
HEADINGS = (
    "question",
    "server",
    "bytes",
    "CPU µs",
    "per s",
    "times ours (min–max)",
    "aim",
    "reached",
)


@dataclass(frozen=True)
class Same:
    """One question in the words of each server."""

    ours: str
    datasette: str
    usual: str

    def to(self, server: str) -> str:
        """Give the URL for a server; raw answers ours."""
        return {DATASETTE: self.datasette, USUAL: self.usual}.get(server, self.ours)


@dataclass(frozen=True)
class ReferenceRow:
    """One question to one server, with the costs of every round."""

    question: str
    server: str
    bytes: int
    costs: list[Cost] = field(default_factory=list)
    ours: list[Cost] = field(default_factory=list)

    @property
    def times(self) -> Spread:
        """CPU time over ours, inside each round."""
        return times_of(self.costs, self.ours)

    @property
    def aim(self) -> float | None:
        """How many times ours it should take; None: no aim."""
        return AIMS.get((self.question, self.server))

    @property
    def reached(self) -> bool:
        """Whether it takes as many times ours."""
        return self.aim is None or self.times.median >= self.aim


def same_questions(slugs: Sequence[str]) -> dict[str, list[Same]]:
    """List the questions, each in ways of its own."""
    lists = [
        _same_list(sort, level, category, limit)
        for sort, level, category, limit in product(
            ("name", "-name", "slug"), (3, 4, 5), (None, "strength"), range(41, 61)
        )
    ]
    ones = [
        Same(
            f"/v1/exercises/{slug}",
            f"/pushoff/exercise/{slug}.json?_shape=objects",
            f"/exercises/{slug}",
        )
        for slug in slugs
    ]
    by_url = {same.ours: same for same in lists}
    return {
        "50 exercises": [by_url[url] for url in shuffled(by_url)],
        "one exercise": ones,
    }


def _same_list(sort: str, level: int, category: str | None, limit: int) -> Same:
    of = {} if category is None else {"category": category}
    plain = {**of, "max_level": level, "sort": sort, "limit": limit}
    order = {"_sort_desc" if sort.startswith("-") else "_sort": sort.removeprefix("-")}
    # Neither counts nor suggestions: ours gives neither without being asked.
    theirs = {**of, "level__lte": level, **order, "_size": limit, "_shape": "objects"}
    theirs |= {"_col": COLUMNS, "_nocount": 1, "_nosuggest": 1, "_nofacet": 1}
    return Same(
        f"/v1/exercises?{urlencode(plain)}",
        f"/pushoff/exercise.json?{urlencode(theirs, doseq=True)}",
        f"/exercises?{urlencode(plain)}",
    )


def measure_references(
    url: str, folder: Path, environment: Path, rounds: int
) -> tuple[list[ReferenceRow], str]:
    """Measure every server in every round; tell what was left out, and why."""
    file, slugs = export(url, folder)
    left_out = ""
    try:
        python: Path | None = install_datasette(environment)
    except NotInstalled as missing:
        python, left_out = None, f"Datasette is left out, it cannot be installed: {missing}"
    questions = same_questions(slugs)
    with serving_app(url) as server:
        answers = _capture(server, [same.ours for of in questions.values() for same in of])
    saved = folder / "answers.json"
    Captured([], answers).save_answers(saved)
    rows: dict[tuple[str, str], ReferenceRow] = {}
    for turn in range(rounds):
        with ExitStack() as stack:
            ready = next(iter(answers))
            servers = {RAW: stack.enter_context(serving_raw(saved, ready))}
            servers[OURS] = stack.enter_context(serving_app(url))
            if python is not None:
                servers[DATASETTE] = stack.enter_context(serving_datasette(python, file))
            servers[USUAL] = stack.enter_context(serving_usual(url))
            for question, asked in questions.items():
                _measure(question, asked, servers, rows, backwards=bool(turn % 2))
    return list(rows.values()), left_out


def export(url: str, folder: Path) -> tuple[Path, list[str]]:
    """Seed a database, and write what Datasette serves; give the file, and the slugs in it."""
    migrate(url)
    engine = open_engine(url)
    try:
        seed_database(engine, ROOT / "seed")
        with (
            Session(engine, info={"documents": DocumentCache(1 << 24)}) as session,
            open_snapshot(session) as at,
        ):
            files = folder / "export"
            files.mkdir()
            write_edition(at, files)
            found = at.session.connection().exec_driver_sql("SELECT slug FROM exercise")
            slugs = sorted(row[0] for row in found)
    finally:
        engine.dispose()
    return files / "pushoff.sqlite", slugs


def _capture(server: Server, urls: Sequence[str]) -> dict[str, Answer]:
    as_it_is = {"Accept-Encoding": "identity"}
    with httpx.Client(
        base_url=f"http://127.0.0.1:{server.port}", timeout=30, headers=as_it_is
    ) as client:
        return {url: ask(client, url) for url in urls}


def _measure(
    question: str,
    asked: Sequence[Same],
    servers: dict[str, Server],
    rows: dict[tuple[str, str], ReferenceRow],
    *,
    backwards: bool,
) -> None:
    """Ask every server everything once, one after the other."""
    warm = round(len(asked) * WARM_SHARE)
    costs, sizes = {}, {}
    for name in sorted(servers, reverse=backwards):
        server, urls = servers[name], [same.to(name) for same in asked]
        requests = [prepare_any(url) for url in urls]
        with Client(server.port) as client:
            client.load(requests[:warm])
            before = server.cpu_s()
            took_s = client.load(requests[warm:])
            taken_s = server.cpu_s() - before
        number = len(urls) - warm
        costs[name] = Cost(taken_s / number * 1e6, number / took_s)
        sizes[name] = _bytes_of(server, urls[warm:]) // number
    for name, cost in costs.items():
        row = rows.setdefault((question, name), ReferenceRow(question, name, sizes[name]))
        row.costs.append(cost)
        row.ours.append(costs[OURS])


def _bytes_of(server: Server, urls: Sequence[str]) -> int:
    """Give the bytes of all bodies, which the measuring client does not know where none is told."""
    size = 0
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30) as client:
        for url in urls:
            answer = client.get(url, headers={"Accept-Encoding": "identity"})
            if answer.status_code != httpx.codes.OK:
                raise Wrong(
                    f"{url} gave {answer.status_code} instead of 200: {answer.text[:SHOWN]}"
                )
            size += len(answer.content)
    return size


def reference_table(rows: Sequence[ReferenceRow]) -> str:
    """Write the rows as an aligned table."""
    return align([HEADINGS, *(_cells(row) for row in rows)], 2)


def _cells(row: ReferenceRow) -> tuple[str, ...]:
    times = row.times
    return (
        row.question,
        row.server,
        f"{row.bytes:,}",
        f"{spread([cost.cpu_us for cost in row.costs]).median:,.0f}",
        f"{spread([cost.per_s for cost in row.costs]).median:,.0f}",
        f"{times.median:.2f} ({times.least:.2f}–{times.greatest:.2f})",
        "" if row.aim is None else f"×{row.aim:g}",
        "yes" if row.reached else "no",
    )


def reference_json(rows: Sequence[ReferenceRow]) -> list[dict[str, Any]]:
    """Give every figure of every round, for a file."""
    return [
        asdict(row) | {"times": asdict(row.times), "aim": row.aim, "reached": row.reached}
        for row in rows
    ]
