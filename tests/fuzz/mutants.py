"""Seed files with mistakes in them: every field with every wrong value, and broken files."""

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

Files = dict[str, bytes]
"""The seed: the bytes of each file by its name."""
Way = tuple[str | int, ...]
"""The keys and numbers that lead to a value inside a file."""

LEFT_OUT = object()
"""No value at all: the key is left out."""
WRONG: tuple[Any, ...] = (
    LEFT_OUT, True, False, 0, -1, 1, 7, 2**63, 10**30, 0.5, -0.0, 1e308, float("nan"),
    float("inf"), "", " ", "x", "No such", "no-such", "0", "1e999", "a;b", "\x00", "\n", "\ufffd",
    "\u202e", "é" * 120, "x" * 121, "x" * 401, "x" * 3_000, "2026-01-01", [], [[]], [""], ["x"],
    ["no-such"], [1], [True], [{}], [["no-such"]], {}, {"x": 1}, {"": ""}, date(2026, 1, 1),
    datetime(1, 1, 1), time(23, 59, 59),
)  # fmt: skip
"""What stands where something else should, in a TOML file."""
WRONG_CELLS = (
    "", " ", "x", "No such", "no-such", "0", "-1", "1", "0.5", "-0", "-0.0", "1e308", "1e999",
    "nan", "inf", "-inf", "1_000", "0x10", "\uff11\uff12", "+1", " 1", "9" * 25, "9" * 5_000,
    "true", "null", "None", "a;b", ";", "a;;b", "soleus;soleus", "\x00", "\n", "\r\n", "\t", '"',
    "'", ",", "\ufffd", "\u202e", "e\u0301", "x" * 121, "x" * 401, "x" * 3_000, "x" * 140_000,
    "2026-01-01", "=1+1", "[]", "{}",
)  # fmt: skip
"""The same in a cell of a table."""


class Mutant(NamedTuple):
    """One value of a file, and what stands there instead."""

    file: str
    way: Way
    value: Any

    @property
    def field(self) -> str:
        """The name of the innermost key that is changed."""
        return next(str(part) for part in reversed(self.way) if isinstance(part, str))

    def write(self, files: Files) -> bytes:
        """Write the file with the mistake in it."""
        content = files[self.file].decode()
        if self.file.endswith(".csv"):
            rows = _rows(content)
            number, column = self.way
            rows[int(number)][rows[0].index(str(column))] = self.value
            return table_of(rows).encode()
        return toml(_changed(tomllib.loads(content), self.way, self.value)).encode()


def files_in(folder: Path) -> Files:
    """Read every file of a seed."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def mutants_of(files: Files) -> Iterator[Mutant]:
    """Change every value of every file into every wrong one, one at a time."""
    for file, content in files.items():
        if file.endswith(".csv"):
            header, *rows = _rows(content.decode())
            ways: Iterable[Way] = ((n, column) for n, _ in enumerate(rows, 1) for column in header)
            yield from (Mutant(file, way, value) for way in ways for value in WRONG_CELLS)
            continue
        document = tomllib.loads(content.decode())
        for way in _ways(document):
            old = _at(document, way)
            doubled = [[*old, *old], [*old, *old] * 40] if isinstance(old, list) and old else []
            yield from (Mutant(file, way, value) for value in (*WRONG, *doubled))


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def table_of(rows: list[list[str]], **dialect: Any) -> str:
    """Write a table."""
    text = io.StringIO(newline="")
    csv.writer(text, **({"lineterminator": "\n"} | dialect)).writerows(rows)
    return text.getvalue()


def _ways(value: Any, way: Way = ()) -> Iterator[Way]:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inside:
        yield (*way, key)
        if isinstance(one, dict | list):
            yield from _ways(one, (*way, key))


def _at(document: Any, way: Way) -> Any:
    for part in way:
        document = document[part]
    return document


def _changed(document: Any, way: Way, value: Any) -> Any:
    changed = deepcopy(document)
    holder = _at(changed, way[:-1])
    if value is LEFT_OUT:
        del holder[way[-1]]
    else:
        holder[way[-1]] = value
    return changed


def toml(document: dict[str, Any]) -> str:
    """Write a TOML file, a line for each of its first keys."""
    return "".join(f"{_key(key)} = {_toml(value)}\n" for key, value in document.items())


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _key(value)
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            return f"{{{', '.join(f'{_key(key)} = {_toml(one)}' for key, one in value.items())}}}"
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _key(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
