"""What is refused under overload, so that the rest is answered soon and the service recovers.

Questions wait in two places: for a turn on the event loop, and, where a thread answers, for that.
In both, the number that wait, times what each takes, says how long one would wait. Only a queue
that has stood for a while is overload; a burst is not (the idea of CoDel, RFC 8289).
"""

import asyncio
import os
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from threading import get_native_id
from time import monotonic
from typing import TypeVar

from anyio.lowlevel import RunVar

from app.domain.errors import Overloaded

LASTING_S = 2.0  # How long a queue must have stood to be overload; a judgement.
SHORT_S = 0.005
"""How long a round of the loop may have gone on for one more question to begin in it."""
ROOM_S = 0.002
"""How much of what waits begins in a round, by what one took of late; one at least. With a round
for each, quick answers cost a third to a half more, in the loop and on the wire."""
NEWEST = 0.1  # Weight of the newest answer in what one takes; the last twenty or so count.
QUICK = "quick"
THREADS = {QUICK: 26, "exports": 5}
"""Threads of a lane; with those of the slow ones fewer than the 40 connections."""
SLOW_THREADS = 1  # Of every other lane: they compute, and two at once would end no sooner.
SWITCH_S = 0.000_2
"""How long a thread that computes may keep the event loop waiting, s. With Python's own 5 ms, hot
answers beside sessions come at two thirds of the rate."""
NICE = 10
"""Of a thread that computes (see nice(1)): what is dear is answered in the time that the event loop
leaves, a tenth at least. At 5 quick questions were refused at 80 % of the capacity."""
PATIENCE = 15
"""How many times longer a question may wait for a thread: what is dear comes in clumps, and a
session within seconds serves better than none."""

Answer = TypeVar("Answer")


class Queue:
    """Knows when a queue was last empty, and so whether waiting in it is overload."""

    def __init__(self, longest_wait_s: float) -> None:
        """Let one wait so long where the queue lasts; 0: for ever."""
        self._longest_s = longest_wait_s
        self._empty_at = 0.0

    def _is_too_long(self, wait_s: float, now: float) -> bool:
        lasts = now - self._empty_at > LASTING_S
        return lasts and 0 < self._longest_s < wait_s


class Crowd(Queue):
    """Gives turns to questions that must be answered anew, in the order in which they came.

    In a round of the event loop some begin while it is young, and of those that wait a few. So what
    costs next to nothing (kept answers, health, new connections, of which the loop accepts one a
    round) comes in between, and does not wait for all of them.
    """

    def __init__(self, longest_wait_s: float) -> None:
        """Let a question wait so long where the queue lasts; 0: for ever."""
        super().__init__(longest_wait_s)
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._began: float | None = None
        self._begun = 0
        self._took_s = SHORT_S

    async def turn(self) -> bool:
        """Wait for a turn; False: it would take, or has taken, too long to come."""
        came = monotonic()
        loop = asyncio.get_running_loop()
        if self._began is None:
            self._begin(loop, came, 1)
            return True
        if not self._waiting:
            if came - self._began < SHORT_S:
                self._begun += 1
                return True
            self._empty_at = came
        elif self._is_too_long(len(self._waiting) * self._took_s, came):
            return False
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.append(turn)
        await turn
        now = monotonic()
        return not self._is_too_long(now - came, now)

    def _begin(self, loop: asyncio.AbstractEventLoop, now: float, begun: int) -> None:
        """Begin a round with some questions; its end is called after all that is ready now."""
        self._began, self._begun = now, begun
        loop.call_soon(self._end, loop, now)

    def _end(self, loop: asyncio.AbstractEventLoop, began: float) -> None:
        """End a round, and let the next in the queue begin another."""
        now = monotonic()
        self._took_s += ((now - began) / self._begun - self._took_s) * NEWEST
        self._began = None
        begun = 0
        while self._waiting and (not begun or (begun + 1) * self._took_s <= ROOM_S):
            turn = self._waiting.popleft()
            if not turn.done():  # Else whoever asked is gone.
                turn.set_result(None)
                begun += 1
        if begun:
            self._begin(loop, now, begun)


class Lane(Queue):
    """Threads for one kind of question: the others wait for them in turn, or are refused."""

    def __init__(self, threads: int, longest_wait_s: float, *, nice: int = 0) -> None:
        """Answer so many at once, and let one wait so long where the queue lasts; 0: for ever."""
        super().__init__(longest_wait_s)
        self._threads = threads
        self._workers = ThreadPoolExecutor(threads, initializer=_stand_back, initargs=(nice,))
        self._free = asyncio.Semaphore(threads)
        self._waiting = 0
        self._took_s = SHORT_S

    async def run(self, answer: Callable[[], Answer]) -> Answer:
        """Answer in a thread; raises Overloaded where it would take too long to get one."""
        await self._wait()
        began = monotonic()
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._workers, copy_context().run, answer)
        finally:
            self._took_s += (monotonic() - began - self._took_s) * NEWEST
            self._free.release()

    async def _wait(self) -> None:
        """Wait for a thread."""
        came = monotonic()
        if not self._waiting:
            self._empty_at = came
        elif self._is_too_long(self._waiting * self._took_s / self._threads, came):
            raise Overloaded
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        now = monotonic()
        if self._is_too_long(now - came, now):
            self._free.release()
            raise Overloaded


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
            threads, nice = THREADS.get(kind, SLOW_THREADS), 0 if kind == QUICK else NICE
            lanes[kind] = Lane(threads, self._longest_s, nice=nice)
            self._lanes.set(lanes)
        return lanes[kind]


def _stand_back(nice: int) -> None:
    """Let the event loop go before this thread; only Linux gives each thread its own priority."""
    if sys.platform == "linux":
        usual = os.getpriority(os.PRIO_PROCESS, get_native_id())
        os.setpriority(os.PRIO_PROCESS, get_native_id(), usual + nice)
