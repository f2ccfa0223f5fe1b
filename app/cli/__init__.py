"""The command line: `pushoff`, which is also `python -m app`.

A command is one function, named as the command, whose docstring is its help; it stands in COMMANDS.
What takes long to import is imported where it is first needed: `pushoff --help` and each press of
the tab key start this anew.
"""

import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import Annotated

from typer import Context, Exit, Option, Typer, echo

from app import __version__
from app.cli import copies, questions, service, training
from app.cli.refused import Refused

EPILOG = (
    "Without a command it serves. Words may be misspelt: the nearest ones are named. "
    "Exit codes: 0 done, 1 refused or not found, 2 misused. docs/cli.md shows it all."
)
COMMANDS = (
    questions.ask, questions.muscle, questions.exercises, questions.exercise,
    questions.alternatives, training.session, training.plan, questions.search, questions.claim,
    service.serve, service.mcp, service.seed, service.import_, service.export, service.check,
    service.schema, copies.backup, copies.restore,
)  # fmt: skip


def name_of(command: Callable[..., None]) -> str:
    """Name a command as its function, but for the mark behind a word of Python's own."""
    return command.__name__.rstrip("_")


# No boxes are drawn around help and errors: they are read in pipes and narrow windows too.
pushoff = Typer(
    name="pushoff", epilog=EPILOG, rich_markup_mode=None, pretty_exceptions_enable=False
)
for command in COMMANDS:
    pushoff.command(name_of(command))(command)


def _show_version(wanted: bool) -> None:
    if wanted:
        echo(f"pushoff {__version__}")
        raise Exit


@pushoff.callback(invoke_without_command=True)
def start(
    context: Context,
    _version: Annotated[
        bool,
        Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """What every muscle does in running, and which exercise trains it."""
    if context.invoked_subcommand is None:
        service.serve()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit code: 0 done, 1 refused or not found, 2 misused."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # Not every terminal has every sign.
    try:
        pushoff(arguments, prog_name="pushoff")
    except Refused as refused:
        echo(refused, err=True)
        return 1
    except SystemExit as end:
        return int(end.code or 0)
    return 0
