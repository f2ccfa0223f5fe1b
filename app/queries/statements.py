"""Statements that are built once for each shape of question, and then only bound to its values.

Building and compiling a statement costs several times what the database needs to answer it. The
shape of a question is which conditions it sets and with how many values each, up to a power of two
where they are alternatives; values never enter the SQL text. Where conditions meet in many ways,
each is compiled once by itself, and the statement of a new shape is put together from them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ClauseElement, ColumnElement, Dialect, bindparam

Binds = Sequence[BindParameter[Any]]
SHAPES = 256  # Statements kept of each kind; one with dozens of values takes 15 kB.


@dataclass(frozen=True, eq=False)
class Condition:
    """A condition of a question, without the values it is asked with."""

    build: Callable[[Binds], ColumnElement[bool]]
    any_of: bool = False
    """Whether it says nothing else where one of its values is repeated."""

    def __call__(self, *values: Any) -> "Asked":
        """Ask it with these values; a word of a vocabulary is asked as the database holds it."""
        plain = tuple(value.value if isinstance(value, Enum) else value for value in values)
        return Asked(self, filled_up(plain) if self.any_of else plain)


@dataclass(frozen=True)
class Asked:
    """A condition and its values."""

    condition: Condition
    values: tuple[Any, ...]


Shape = tuple[tuple[Condition, int], ...]
"""Conditions, each with its number of values."""


def is_one_of(column: Any) -> Condition:
    """Make the condition that a column holds one of some values."""
    return Condition(column.in_, any_of=True)


def filled_up(values: Sequence[Any]) -> tuple[Any, ...]:
    """Repeat the last of some values up to a power of two: few shapes then serve any number."""
    more = (1 << (len(values) - 1).bit_length()) - len(values)
    return (*values, *[values[-1]] * more)


def ask(conditions: dict[Condition, Sequence[Any]]) -> list[Asked]:
    """Ask the conditions that were given values; one without values is not asked."""
    return [condition(*values) for condition, values in conditions.items() if values]


def always(expression: ColumnElement[bool]) -> Asked:
    """Make a condition that takes no values."""
    return Condition(lambda _binds: expression)()


@dataclass(frozen=True)
class Constant:
    """What a place in a statement holds whatever is asked."""

    value: Any


@dataclass(frozen=True)
class Prepared:
    """A compiled statement, or a part of one."""

    sql: str
    takes: tuple[int | Constant, ...]
    """For each place in the SQL text in turn, which of the values it takes."""

    def bind(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Give the parameters as the driver takes them."""
        return tuple([values[at] if isinstance(at, int) else at.value for at in self.takes])

    def behind(self, before: int) -> tuple[int | Constant, ...]:
        """Say what its places take where so many other values come before its own."""
        return tuple(before + at if isinstance(at, int) else at for at in self.takes)


def prepare(statement: ClauseElement, dialect: Dialect) -> Prepared:
    """Compile a statement whose values are named v0, v1, … in the order they will come in."""
    compiled: Any = statement.compile(dialect=dialect)
    places = (
        Constant(value) if (value := compiled.params[name]) is not None else int(name[1:])
        for name in compiled.positiontup
    )
    return Prepared(str(compiled), tuple(places))


def rest_of(whole: ClauseElement, start: ClauseElement, dialect: Dialect) -> Prepared:
    """Compile what a statement says after another one that it begins with."""
    known, said = prepare(start, dialect), prepare(whole, dialect)
    return Prepared(said.sql.removeprefix(known.sql), said.takes[len(known.takes) :])


def put_together(
    start: Prepared, conditions: Iterable[tuple[Prepared, int]], end: Prepared
) -> Prepared:
    """Put a statement together from its start, conditions that all must hold, and its end.

    Each condition comes with its number of values; they are given in the same order, and those of
    the end after them. The start takes none.
    """
    takes, taken, said = [*start.takes], 0, []
    for condition, count in conditions:
        said.append(f"({condition.sql})")
        takes += condition.behind(taken)
        taken += count
    where = f"\nWHERE {' AND '.join(said)}" if said else ""
    return Prepared(f"{start.sql}{where}{end.sql}", (*takes, *end.behind(taken)))


def conditions_of(shape: Shape, start: int = 0) -> list[ColumnElement[bool]]:
    """Build the conditions of a shape, their values numbered from `start`."""
    built = []
    for condition, count in shape:
        binds: Binds = [bindparam(f"v{start + at}", required=True) for at in range(count)]
        built.append(condition.build(binds))
        start += count
    return built


def shape_of(asked: Sequence[Asked]) -> tuple[Shape, list[Any]]:
    """Tell the shape of a question from its values."""
    shape = tuple((one.condition, len(one.values)) for one in asked)
    return shape, [value for one in asked for value in one.values]


keep_shapes = lru_cache(maxsize=SHAPES)
"""Decorates a function that builds a `Prepared`: each shape is built once."""
