"""Statements that are built once for each shape of question, and then only bound to its values.

Building and compiling a statement costs several times what the database needs to answer it. The
shape of a question is which conditions it sets and with how many values each, up to a power of two
where they are alternatives; values never enter the SQL text.
"""

from collections.abc import Callable, Sequence
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
class Prepared:
    """A compiled statement."""

    sql: str
    names: tuple[str, ...] | None
    """The order of the parameters, where the driver takes them by position."""
    constants: dict[str, Any]

    def bind(self, values: Sequence[Any]) -> Any:
        """Give the parameters as the driver takes them."""
        named = self.constants | {f"v{at}": value for at, value in enumerate(values)}
        return named if self.names is None else tuple(named[name] for name in self.names)


def prepare(statement: ClauseElement, dialect: Dialect) -> Prepared:
    """Compile a statement whose values are named v0, v1, … in the order they will come in."""
    compiled: Any = statement.compile(dialect=dialect)
    names = tuple(compiled.positiontup) if compiled.positional else None
    constants = {name: value for name, value in compiled.params.items() if value is not None}
    return Prepared(str(compiled), names, constants)


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
