"""What is refused under overload, so that the rest is answered soon and the service recovers.

Questions wait in two places, and each has its own sense of how long. What is answered on the event
loop waits in the queue of the loop: a marker goes through that queue with the questions, and what
comes between is the time that they wait. Only a queue that stays long is overload; a burst is not
(the idea of CoDel, RFC 8289, with a round of the loop for its interval). What is answered in a
thread waits for one: there the number that wait, times what one takes, says how long.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TypeVar

from anyio.lowlevel import RunVar
from starlette.concurrency import run_in_threadpool

from app.domain.errors import Overloaded

LASTING_S = 2.0
"""How long rounds of the loop must have been too long, one after the other, to be overload; a
judgement: a burst of a thousand questions is over by then."""
NEWEST = 0.1  # Weight of the newest answer in what one takes; the last twenty or so count.
QUICK = "quick"
THREADS = {QUICK: 26, "exports": 5}
"""Threads of a lane; with those of the slow ones fewer than the 40 connections."""
SLOW_THREADS = 1  # Of every other lane: they compute, and two at once would end no sooner.
SWITCH_S = 0.000_2
"""How long a thread that computes may keep the event loop waiting, s. With Python's own 5 ms, hot
answers beside sessions come at two thirds of the rate."""
PATIENCE = 5  # How many times longer a question may wait for a thread: it holds up nobody.

Answer = TypeVar("Answer")


class Crowd:
    """Knows how long questions wait on the event loop, and whether that has lasted."""

    def __init__(self, longest_wait_s: float) -> None:
        """Let a question wait so long where that lasts; 0: for ever."""
        self._longest_s = longest_wait_s
        self._began: float | None = None
        self._crowded_s = 0.0

    def refuses(self) -> bool:
        """Whether the question that would be answered now has waited too long.

        The first of a round never has, so that some are answered under any load.
        """
        if not self._longest_s:
            return False
        now = monotonic()
        if self._began is None:
            self._began = now
            # It is called after everything that is ready now, and before what comes later.
            asyncio.get_running_loop().call_soon(self._end)
            return False
        waited = now - self._began
        return waited > self._longest_s and self._crowded_s + waited > LASTING_S

    def _end(self) -> None:
        """End a round; a short one ends the overload."""
        took = 0.0 if self._began is None else monotonic() - self._began
        self._crowded_s = self._crowded_s + took if took > self._longest_s else 0.0
        self._began = None


class Lane:
    """Threads for one kind of question: the others wait for them in turn, or are refused."""

    def __init__(self, threads: int, longest_wait_s: float) -> None:
        """Answer so many at once, and let none wait longer; 0: for ever."""
        self._threads = threads
        self._longest_s = longest_wait_s
        self._free = asyncio.Semaphore(threads)
        self._waiting = 0
        self._took_s = 0.0

    async def run(self, answer: Callable[[], Answer]) -> Answer:
        """Answer in a thread; raises Overloaded where it would take too long to get one."""
        await self._wait()
        began = monotonic()
        try:
            return await run_in_threadpool(answer)
        finally:
            self._took_s += (monotonic() - began - self._took_s) * NEWEST
            self._free.release()

    async def _wait(self) -> None:
        """Wait for a thread."""
        if self._longest_s and self._waiting * self._took_s > self._longest_s * self._threads:
            raise Overloaded
        self._waiting += 1
        try:
            async with asyncio.timeout(self._longest_s or None):
                await self._free.acquire()
        except TimeoutError:
            raise Overloaded from None
        finally:
            self._waiting -= 1


class Lanes:
    """The lanes of an application: one for quick questions, and one for each slow kind."""

    def __init__(self, longest_wait_s: float) -> None:
        """Let a question wait `PATIENCE` times so long for a thread; 0: for ever."""
        self._longest_s = longest_wait_s * PATIENCE
        # A lane belongs to an event loop; the application asks itself in another one, too.
        self._lanes: RunVar[dict[str, Lane]] = RunVar("lanes")

    def of(self, kind: str) -> Lane:
        """Give the lane of a kind of question."""
        lanes: dict[str, Lane] = {}
        with suppress(LookupError):
            lanes = self._lanes.get()
        if kind not in lanes:
            lanes[kind] = Lane(THREADS.get(kind, SLOW_THREADS), self._longest_s)
            self._lanes.set(lanes)
        return lanes[kind]
