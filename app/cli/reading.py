"""Start where the database may only be read: on a replica, or as a role that may only SELECT."""

import sys
import time

from sqlalchemy import Engine

from app.cli.refused import Refused
from app.migrate import is_newest
from app.seeding.outcome import Outcome, find_held

LOOKS_EVERY_S = 1.0


def find_readable(engine: Engine, shown: str, wait_s: float = 0) -> Outcome:
    """Give the revision that can be answered from, once another process has written it.

    `shown` names the database. Raises Refused where there is none after `wait_s`.
    """
    end = time.monotonic() + wait_s
    told = False
    while True:
        if not is_newest(engine):
            missing = "Its schema is not the one that this version needs."
        elif held := find_held(engine):
            return held
        else:
            missing = "It holds no data yet."
        if time.monotonic() >= end:
            raise Refused(
                f"The database {shown} may only be read here, and is not ready. {missing} "
                "Run pushoff seed where DATABASE_URL names a role that may write."
            )
        if not told:
            print(f"{missing} Waiting for it.", file=sys.stderr, flush=True)
            told = True
        time.sleep(LOOKS_EVERY_S)
