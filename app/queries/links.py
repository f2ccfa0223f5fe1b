"""Conditions that some link of an exercise meets, asked the way that costs least.

Few links are read first, and their exercises put in order. Where there are many, the list is walked
in its order instead, and each exercise asked for such a link, until the page is full.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Dialect, bindparam, func, literal_column
from sqlmodel import col, select

from app.domain.exercises import Exercise
from app.queries.snapshots import Snapshot
from app.queries.statements import Asked, Binds, Condition, Prepared, keep_shapes, prepare

FEW = 1_000
"""Links up to which they are read first; a judgement: either way takes a millisecond or so."""


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
    number = at.run(_number(at.dialect, links, len(asked.values)), asked.values)[0][0]
    return asked if number < FEW else links.walked(*values)


@keep_shapes
def _number(dialect: Dialect, links: Links, values: int) -> Prepared:
    """Build the statement that counts links, up to a few."""
    binds: Binds = [bindparam(f"v{at}", required=True) for at in range(values)]
    # Nothing is read of a link but its place in the index that finds it.
    counted = links.build(binds).with_only_columns(literal_column("1").label("one"))
    some = counted.limit(literal_column(str(FEW))).subquery()
    return prepare(select(func.count()).select_from(some), dialect)
