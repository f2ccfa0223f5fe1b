"""Conditions that some link of an exercise meets, asked the way that costs least.

Few links are read first, and their exercises put in order. Where there are many, the list is walked
in its order instead, and each exercise asked for such a link, until the page is full. Which way it
is, is counted once a release: a wrong choice would answer the same, only slower.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache
from sqlalchemy import Dialect, bindparam, func, literal_column
from sqlmodel import col, select

from app.domain.exercises import Exercise
from app.queries.snapshots import Snapshot
from app.queries.statements import Asked, Binds, Condition, Prepared, keep_shapes, prepare

Read = TypeVar("Read")
FEW = 1_000
"""Links up to which they are read first; a judgement: either way takes a millisecond or so."""
ASKED = 1_000  # Answers remembered; a few hundred bytes each.


@dataclass(frozen=True, eq=False)
class Links:
    """Links of exercises: which column names the exercise, and what is selected by some values."""

    exercise: Any
    build: Callable[[Binds], Any]

    @cached_property
    def read_first(self) -> Condition:
        """The condition that an exercise is one of those that the links name."""
        return Condition(lambda binds: col(Exercise.slug).in_(self.build(binds)))

    @cached_property
    def walked(self) -> Condition:
        """The same condition, asked of one exercise after the other."""
        return Condition(
            lambda binds: (
                self.build(binds).where(self.exercise == Exercise.slug).correlate(Exercise).exists()
            )
        )


def linked(at: Snapshot, links: Links, values: Sequence[Any]) -> Asked:
    """Ask for the exercises that some links name."""
    asked = links.read_first(*values)
    return asked if _are_few(at, links, asked.values) else links.walked(*values)


def _are_few(at: Snapshot, links: Links, values: tuple[Any, ...]) -> bool:
    """Whether there are so few links that they are read first."""
    number = _number(at.dialect, links, len(values))
    return asked_once(at, (links, values), lambda: bool(at.run(number, values)[0][0] < FEW))


def asked_once(at: Snapshot, question: Hashable, read: Callable[[], Read]) -> Read:
    """Give what a question was answered with in this release, or read it."""
    place = (at.release.digest, question)
    with _lock:
        known: Read | None = _known.get(place)
    if known is None:
        known = read()
        with _lock:
            _known[place] = known
    return known


@keep_shapes
def _number(dialect: Dialect, links: Links, values: int) -> Prepared:
    """Build the statement that counts links, up to a few."""
    binds: Binds = [bindparam(f"v{at}", required=True) for at in range(values)]
    # Nothing is read of a link but its place in the index that finds it.
    counted = links.build(binds).with_only_columns(literal_column("1").label("one"))
    some = counted.limit(literal_column(str(FEW))).subquery()
    return prepare(select(func.count()).select_from(some), dialect)


_known: LRUCache[tuple[str, Hashable], Any] = LRUCache(ASKED)
_lock = Lock()
