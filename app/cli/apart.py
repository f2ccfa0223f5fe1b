"""Fill a database in a process of its own, which leaves a server nothing of its memory."""

import signal
import subprocess
import sys
from typing import Any

from typer import Exit

from app.cli.refused import Refused

SEED = "import sys; sys.path[:] = {path!r}; from app.cli import main; sys.exit(main(['seed']))"
"""`pushoff seed`, by this interpreter and from where this process imports."""
ENDED_BY = 128  # To which shells add the number of a signal, for the exit code.


def seed_apart(name: str) -> None:
    """Run `pushoff seed`, which tells what it does, to its end, or until this process is stopped.

    `name` is that of the database. Raises Exit with the code of a seeding that was refused, and
    Refused where it was killed.
    """
    sys.stdout.flush()
    with subprocess.Popen(  # noqa: S603  (our own command)
        [sys.executable, "-c", SEED.format(path=sys.path)],
        stdin=subprocess.DEVNULL,
        stdout=sys.stdout,
    ) as process:

        def stop(number: int, _frame: Any) -> None:
            process.terminate()
            raise Exit(ENDED_BY + number)

        before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            code = process.wait()
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)
    if code < 0:
        raise Refused(
            f"The database {name} was not filled: what filled it was ended by "
            f"{signal.Signals(-code).name}. What was there is kept; start again."
        )
    if code:
        raise Exit(code)
