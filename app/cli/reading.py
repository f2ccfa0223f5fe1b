"""Start where the database may only be read: on a replica, or as a role that may only SELECT."""

import sys
import time

from sqlalchemy import Engine
from sqlmodel import Session

from app.cli.refused import Refused
from app.migrate import is_newest
from app.seeding.outcome import Outcome, newest_revision

LOOKS_EVERY_S = 1.0


def find_readable(engine: Engine, shown: str, wait_s: float = 0) -> Outcome:
    """Give the revision that can be answered from, once another process has written it.

    `shown` names the database. Raises Refused where there is none after `wait_s`.
    """
    end = time.monotonic() + wait_s
    if (missing := _missing(engine)) and wait_s:
        print(f"{missing} Waiting for it.", file=sys.stderr, flush=True)
    while missing:
        if time.monotonic() >= end:
            raise Refused(
                f"The database {shown} may only be read here, and is not ready. {missing} "
                "Run pushoff seed where DATABASE_URL names a role that may write."
            )
        time.sleep(LOOKS_EVERY_S)
        missing = _missing(engine)
    with Session(engine) as session:
        newest = newest_revision(session)
    return Outcome(newest.number if newest else 0, may_write=False)


def _missing(engine: Engine) -> str:
    """Say what is missing to answer; empty: nothing is."""
    if not is_newest(engine):
        return "Its schema is not the one that this version needs."
    with Session(engine) as session:
        return "" if newest_revision(session) else "It holds no data yet."
