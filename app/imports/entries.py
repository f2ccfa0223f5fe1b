"""What every reader of a foreign file is made of: strict entries, and faults with their place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic import Field as Bound

from app.domain.base import Name, Printable, shown


def _in_one_line(text: Any) -> Any:
    """Put every run of blanks and line ends into one blank, and none at the ends."""
    return " ".join(text.split()) if isinstance(text, str) else text


OneLine = BeforeValidator(_in_one_line)
Title = Annotated[Name, OneLine]
Remark = Annotated[str, OneLine, Printable, Bound(max_length=200)]
"""A text that may be empty."""


class ForeignModel(BaseModel):
    """A part of a foreign file: what we read of it is strict, what we do not read may be there."""

    model_config = ConfigDict(extra="ignore", strict=True)


E = TypeVar("E", bound=ForeignModel)


def read_entries(raw: Sequence[Any], model: type[E], key: str, faults: list[str]) -> list[E]:
    """Read entries, adding a line to `faults` for each fault of each of them.

    `key` is the field by which an entry is known; no two may have the same.
    """
    entries = []
    for number, one in enumerate(raw, 1):
        try:
            entries.append(model.model_validate(one))
        except ValidationError as error:
            faults += _faults(_place(number, one, key), error)
    given = Counter(str(getattr(entry, key)) for entry in entries)
    for value, times in given.items():
        if times > 1:
            faults.append(f"{key} {shown(value)}: stands {times} times")
    return entries


def _place(number: int, raw: Any, key: str) -> str:
    """Name an entry by its number, and by its key where it has one."""
    known = isinstance(raw, dict) and isinstance(raw.get(key), str | int)
    return f"entry {number} ({key} {shown(raw[key])})" if known else f"entry {number}"


def _faults(place: str, error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in fault["loc"])
        yield f"{place}: {where + ': ' if where else ''}{fault['msg']}"
