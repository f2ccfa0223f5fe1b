"""Tables of any size, on terminals of any width."""

import sys
from io import StringIO
from random import Random

import pytest

from app.cli.screen import Screen

TABLES = 200


class Terminal(StringIO):
    """What is printed on a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def invent(chance: Random) -> list[list[str]]:
    """Invent a table: its first column holds one word, the others up to four or none."""

    def word() -> str:
        return "".join(chance.choices("ab-", k=chance.randint(1, 25)))

    def text() -> str:
        return " ".join(word() for _ in range(chance.choice([0, 1, 1, 2, 4])))

    columns = chance.randint(2, 6)
    return [[word(), *(text() for _ in range(1, columns))] for _ in range(chance.randint(1, 4))]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_table_fits_and_breaks_no_word(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(width)  # noqa: S311  (Nothing here is secret.)
    for name, value in {"COLUMNS": str(width), "TERM": "xterm", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)

    for _ in range(TABLES):
        rows = invent(chance)
        terminal = Terminal()
        monkeypatch.setattr(sys, "stdout", terminal)
        Screen().table([f"N{number}" for number, _ in enumerate(rows[0])], rows)
        shown = terminal.getvalue()
        words = {word for row in rows for cell in row for word in cell.split()}

        assert max(map(len, shown.splitlines())) <= width
        assert words <= set(shown.split())
