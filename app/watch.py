"""The newest release of the data, as a process knows it."""

import asyncio
import logging
import time
from contextlib import suppress

from sqlalchemy import Engine
from sqlmodel import Session

from app.database import outages
from app.domain.errors import NotReady
from app.queries.releases import find_release
from app.schemas.paging import Release

log = logging.getLogger("pushoff")


class Watch:
    """The newest release that this process has seen, looked up again every few moments."""

    def __init__(self, engine: Engine, every_s: float) -> None:
        """Watch the database behind `engine`."""
        self.release: Release | None = None
        self.seen_at: float | None = None
        """When the database last told its release, by the monotonic clock; None: never."""
        self._engine = engine
        self._every_s = every_s
        self._stopped = asyncio.Event()

    def look(self) -> None:
        """Look once; a database that does not answer leaves what is known as it is."""
        with (
            suppress(NotReady, *outages(self._engine)),
            Session(self._engine, info={"documents": None}) as session,
        ):
            found = find_release(session)
            self.seen_at = time.monotonic()
            if found != self.release:  # An answer is known by the very object it was made from.
                self.release = found

    async def run(self) -> None:
        """Look until told to stop; nothing that goes wrong in one look ends the next."""
        while not self._stopped.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), self._every_s)
            try:
                await asyncio.to_thread(self.look)
            except Exception:
                log.exception("Looking for a new revision failed; the next look is due.")

    def stop(self) -> None:
        """End `run` after the look under way, so that no connection is left behind."""
        self._stopped.set()
