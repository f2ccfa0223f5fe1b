"""A command that ends as if by `kill -9` at one moment: `python -m tests.faults.dying MOMENT …`.

A moment is the beginning of an SQL statement, `COMMIT` of a transaction that writes, or an event
that Python tells its auditors, such as `os.link`: it ends just before.
"""

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from app.cli import main


def end_before(moment: str) -> None:
    """End this process where the moment comes."""

    def end(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def look(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith(moment):
            end()

    def look_at_commit(connection: Any) -> None:
        if moment == "COMMIT" and connection.get_execution_options().get("pushoff_writes"):
            end()

    def hear(told: str, _: Any) -> None:
        if told == moment:
            end()

    event.listen(Engine, "before_cursor_execute", look)
    event.listen(Engine, "commit", look_at_commit)
    sys.addaudithook(hear)


if __name__ == "__main__":
    end_before(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
