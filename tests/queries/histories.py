"""Histories of the world that hypothesis makes up, and a client that follows the change feed."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from app.domain.revisions import Document
from app.queries.cache import DocumentCache
from app.queries.changes import list_changes
from app.queries.releases import find_release
from app.schemas.changes import ChangeParams
from app.schemas.paging import Rendered
from app.seeding.load import seed_database
from tests.seeding.changes import Changes, added, edited, moved, without
from tests.world import write_world

KEPT = 1_000
Copy = dict[tuple[str, str], bytes]
"""What a client holds: each document by kind and key, as bytes."""

_NO_E1 = (
    '[[claim.evidence]]\nstance = "qualifies"\nsays = "Training helped a little."\neffect = "e1"\n'
)
_MORE_EFFECTS = "e0,strength,heavy,runners,1 week,strength,nothing,,9,none,brown-2001,primary,,\n"
_NO_SEATED: Changes = (
    {"exercises/seated-heel-raise.toml": None}
    | without("emg", "emg-6")
    | edited("measurements/emg_rankings.csv", (";seated-heel-raise", ""))
)
_NO_LATERAL_HEAD = without("shares", "gastrocnemius-lateral-head") | {
    "muscles/gastrocnemius-lateral-head.toml": None
}

PARTS: tuple[tuple[Changes, ...], ...] = (
    (
        {},
        edited("muscles/soleus.toml", ("Lifts the body", "Raises the body")),
        edited("muscles/soleus.toml", ('name = "Soleus"', 'name = "Sole muscle"')),
    ),
    (
        {},
        added("measurements/effects.csv", _MORE_EFFECTS),
        without("effects", "e1") | edited("claims.toml", (_NO_E1, "")),
        edited("measurements/effects.csv", ("e1,", "e2,"))
        | edited("claims.toml", ('effect = "e1"', 'effect = "e2"')),
    ),
    (
        {},
        edited("equipment.toml", ('slug = "home"', 'slug = "flat"')),
        edited("equipment.toml", ('slug = "home"', 'slug = "abode"')),
    ),
    (
        {},
        edited("red_flags.toml", ("Pain that wakes you.", "Pain at rest.")),
        edited("red_flags.toml", ('slug = "night-pain"', 'slug = "rest-pain"')),
    ),
    ({}, _NO_SEATED, edited("exercises/seated-heel-raise.toml", ("eated", "itting"))),
    ({}, _NO_LATERAL_HEAD),
    # A revision that no document shows.
    ({}, edited("measurements/timings.csv", ("0.75,0.3", "0.76,0.3"))),
)
"""Alternatives of parts of the world, each in files of its own; the first is the world's."""

RETIRED = (
    ("effects", "e1", "e2"),
    ("equipment", "home", "flat"),
    ("equipment", "home", None),
    ("equipment", "flat", "home"),
    ("equipment", "cellar", "home"),
    ("red-flags", "rest-pain", None),
    ("muscles", "gastrocnemius-lateral-head", "gastrocnemius"),
    ("exercises", "seated-heel-raise", "heel-raise"),
    ("exercises", "never-held", None),
)
"""What moved.toml may say, where it is true."""


@dataclass(frozen=True)
class State:
    """What the seed says at one time."""

    parts: tuple[int, ...]
    retired: frozenset[int]

    @property
    def changes(self) -> Changes:
        """The files that differ from those of the world."""
        changes: Changes = {}
        for part, chosen in zip(PARTS, self.parts, strict=True):
            changes |= part[chosen]
        lines = {}
        for kind, key, to in (RETIRED[at] for at in sorted(self.retired)):
            gone, stands = self._stands(kind, key), to is None or self._stands(kind, to)
            if not gone and stands:
                lines[kind, key] = moved(kind, key, to)["moved.toml"]
        return changes | {"moved.toml": "".join(text or "" for text in lines.values())}

    def _stands(self, kind: str, key: str) -> bool:
        _, effects, equipment, flags, seated, head, _ = self.parts
        return {
            ("effects", "e1"): effects in (0, 1),
            ("effects", "e2"): effects == 3,
            ("equipment", "home"): equipment == 0,
            ("equipment", "flat"): equipment == 1,
            ("red-flags", "rest-pain"): flags == 2,
            ("exercises", "seated-heel-raise"): seated != 1,
            ("exercises", "heel-raise"): True,
            ("muscles", "gastrocnemius-lateral-head"): head == 0,
            ("muscles", "gastrocnemius"): True,
        }.get((kind, key), False)


STATES = st.builds(
    State,
    parts=st.tuples(*(st.integers(0, len(part) - 1) for part in PARTS)),
    retired=st.frozensets(st.integers(0, len(RETIRED) - 1), max_size=4),
)
HISTORIES = st.lists(STATES, min_size=2, max_size=5)


def empty(engine: Engine) -> None:
    """Delete every row."""
    with engine.execution_options(pushoff_writes=True).begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())


def become(engine: Engine, state: State) -> str:
    """Seed a state; give the id of the release that holds then."""
    with tempfile.TemporaryDirectory() as folder:
        seed_database(engine, write_world(Path(folder), state.changes))
    return newest(engine)


def newest(engine: Engine) -> str:
    """Give the id of the newest release."""
    with Session(engine, info={"documents": None}) as session:
        return find_release(session).id


def snapshot(engine: Engine) -> Copy:
    """Take all documents, as a full download does."""
    with Session(engine) as session:
        return {(d.kind, d.key): d.body.encode() for d in session.exec(select(Document))}


def ask(engine: Engine, kept: int = KEPT, **asked: Any) -> Rendered:
    """Ask for one page of changes."""
    with Session(engine, info={"documents": DocumentCache(0)}) as session:
        return list_changes(session, ChangeParams(**asked), kept)


def follow(engine: Engine, following: str) -> Rendered:
    """Ask for the page that `next` names."""
    given = parse_qs(urlsplit(following).query)
    many = {"kind", "include"}
    asked: dict[str, Any] = {n: v if n in many else v[0] for n, v in given.items()}
    return ask(engine, **asked)


def pages(engine: Engine, since: str, limit: int, **asked: Any) -> Iterator[Rendered]:
    """Walk through the feed; what happens between two pages is the caller's."""
    page = ask(engine, since=since, limit=limit, **asked)
    yield page
    seen = set()
    while page.links:
        following = page.links["next"]
        assert following not in seen, "The feed goes round in circles."
        seen.add(following)
        page = follow(engine, following)
        yield page


def items_of(page: Rendered | bytes) -> list[tuple[dict[str, Any], bytes]]:
    """Give each item of a page, and the very bytes of its document; empty: it has none."""
    text = (page if isinstance(page, bytes) else page.body).decode()
    items, at = [], len('{"items":[')
    while text[at] != "]":
        item, end = json.JSONDecoder().raw_decode(text, at)
        written = text[at:end]
        document = written.partition('"document":')[2].removesuffix("}")
        items.append((item, b"" if document in ("", "null") else document.encode()))
        at = end + (text[end] == ",")
    return items


def applied(copy: Copy, walk: Sequence[Rendered | bytes]) -> Copy:
    """Bring a copy up to date: keep what stands, drop what is gone."""
    newer = dict(copy)
    for page in walk:
        for item, document in items_of(page):
            place = item["kind"], item["key"]
            if item["change"] in ("created", "changed"):
                newer[place] = document
            else:
                newer.pop(place, None)
    return newer
