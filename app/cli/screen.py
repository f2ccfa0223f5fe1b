"""How answers look: they fit a terminal of any width, and in a pipe they are plain and whole."""

import os
import re
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer import echo

from app.cli.refused import printable

UNBOUNDED = 100_000  # Columns of a pipe: nothing in it is wrapped or cut.
GAP = 2  # Spaces between columns, and before what goes on below a point.
POINT = "•"
NUMBER = re.compile(r"[-+–%., 0-9]*")
FILLING = re.compile(r" +(?=(\x1b\[0m)?$)")
"""Spaces at the end of a line, before the end of its style too."""


class Screen:
    """Standard output, for people."""

    def __init__(self) -> None:
        """Measure the terminal, if there is one."""
        is_terminal = sys.stdout.isatty()
        plain = not is_terminal or bool(os.environ.get("NO_COLOR"))
        self._console = Console(
            width=None if is_terminal else UNBOUNDED,
            color_system=None if plain else "auto",
            highlight=False,
        )

    def title(self, text: str) -> None:
        """Say what the answer is about."""
        self._put(Text(printable(text), style="bold"))

    def say(self, *paragraphs: str | None) -> None:
        """Say sentences; nothing where there are none."""
        for text in paragraphs:
            if text is not None:
                self._put(Text(printable(text)))

    def verbatim(self, text: str) -> None:
        """Say what is there to be copied: no end of line of ours is in it."""
        echo(printable(text))

    def points(self, heading: str, lines: Iterable[str], mark: str = POINT) -> None:
        """Say some things below one another, under a heading; nothing where there are none."""
        said = [printable(line) for line in lines]
        if not said:
            return
        grid = Table.grid(padding=(0, 1, 0, 0))
        for number, line in enumerate(said, start=1):
            grid.add_row(f" {number}." if mark == "1" else f" {mark}", Text(line))
        self._put(Text(f"\n{heading}", style="bold"))
        self._put(grid)

    def facts(self, facts: Mapping[str, str | None]) -> None:
        """Say named facts side by side with their names; nothing of one that is not known."""
        card = Table.grid(padding=(0, GAP, 0, 0))
        card.add_column()
        card.add_column(overflow="fold")
        for name, fact in facts.items():
            if fact:
                card.add_row(name, Text(printable(fact)))
        self._put(card)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Show a table; where its words are too wide for the terminal, each row by itself."""
        cells = [[printable(cell) for cell in row] for row in rows]
        if not cells:
            return
        table = _table(columns, cells)
        unbounded = self._console.options.update(width=UNBOUNDED)
        if Measurement.get(self._console, unbounded, table).minimum <= self._console.width:
            self._put(table)
            return
        for first, *others in cells:
            self._put(Text(first, style="bold"))
            named = [
                f"{name} {cell}" for name, cell in zip(columns[1:], others, strict=True) if cell
            ]
            self._put(Padding(Text(" · ".join(named)), (0, 0, 0, GAP)))

    def text(self, text: str) -> None:
        """Show a text that has lines of its own; a point that is too long goes on below itself."""
        for line in printable(text).splitlines():
            indent = (
                len(line) - len(line.lstrip()) + (GAP if line.lstrip().startswith(POINT) else 0)
            )
            echo(
                textwrap.fill(
                    line,
                    self._console.width,
                    subsequent_indent=" " * indent,
                    break_long_words=False,  # An address stays one.
                    break_on_hyphens=False,
                )
            )

    def _put(self, shown: RenderableType) -> None:
        """Print, without the spaces that fill up the last column."""
        with self._console.capture() as captured:
            self._console.print(shown)
        for line in captured.get().splitlines():
            echo(FILLING.sub("", line))


def _table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    """Put cells into columns: numbers and single words stay whole, texts break between words."""
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    held = list(zip(*cells, strict=True))
    numbers = [all(map(NUMBER.fullmatch, column)) for column in held]
    texts = [" " in "".join(column) for column in held]
    breaks = [text and not number for text, number in zip(texts, numbers, strict=True)]
    # Texts share what is left evenly, so that each has room for the longest word of all of them.
    words = [word for column in compress(held, breaks) for word in " ".join(column).split()]
    longest = max(map(cell_len, words), default=0)
    for name, number, text in zip(columns, numbers, breaks, strict=True):
        table.add_column(
            name,
            justify="right" if number else "left",
            no_wrap=not text,
            min_width=longest if text else None,
        )
    for row in cells:
        table.add_row(*map(Text, row))
    return table
