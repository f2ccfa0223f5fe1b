"""How often one client may ask: a sliding window (`limits`), off unless it is set."""

import time
from collections.abc import Callable
from math import ceil
from typing import Any, NamedTuple

from cachetools import LRUCache
from fastapi.responses import Response

from app.headers import Headers
from app.problems import problem

MOST_CLIENTS = 20_000  # About 1 kB each; a flood of addresses must not take all memory.


class Taken(NamedTuple):
    """One question of a client, counted: whether it is allowed, and what is left."""

    allowed: bool
    most: int
    """Questions that a client may ask in a window."""
    window_s: int
    left: int
    wait_s: int
    """Seconds until there are more."""

    @property
    def headers(self) -> Headers:
        """Say it as draft-ietf-httpapi-ratelimit-headers does."""
        policy = f'"client";q={self.most};w={self.window_s}'
        left = f'"client";r={self.left};t={self.wait_s}'
        return [(b"ratelimit-policy", policy.encode()), (b"ratelimit", left.encode())]


class Clients(LRUCache[str, None]):
    """The clients that are counted, in the order in which they asked last."""

    def __init__(self, forget: Callable[[str], None]) -> None:
        """Hold `MOST_CLIENTS`; `forget` is told who must go."""
        super().__init__(MOST_CLIENTS)
        self._forget = forget

    def popitem(self) -> tuple[str, None]:
        """Let the one go that asked longest ago."""
        client, _ = super().popitem()
        self._forget(client)
        return client, None


class Rates:
    """Counts the questions of each client in this process.

    The window slides: what was asked in the last period counts by the part of it that still lies
    inside. The memory is that of two counters for each client that asked in the last two periods;
    beyond `MOST_CLIENTS`, those are forgotten that asked longest ago.
    """

    def __init__(self, rate: str) -> None:
        """Take a rate such as `600/minute`; raises ValueError where it is none."""
        from limits import parse  # noqa: PLC0415  (loaded only where a rate is set)
        from limits.storage import MemoryStorage  # noqa: PLC0415
        from limits.strategies import SlidingWindowCounterRateLimiter  # noqa: PLC0415

        self._rate = parse(rate)
        self._counter: Any = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._clients = Clients(self._forget)

    def take(self, client: str) -> Taken:
        """Count a question."""
        self._clients[client] = None
        allowed = self._counter.hit(self._rate, client)
        window = self._counter.get_window_stats(self._rate, client)
        wait = max(1, ceil(window.reset_time - time.time()))
        return Taken(allowed, self._rate.amount, self._rate.get_expiry(), window.remaining, wait)

    def _forget(self, client: str) -> None:
        self._counter.clear(self._rate, client)


def too_many(taken: Taken) -> Response:
    """Refuse a question of a client that asked too often, and say when to ask again."""
    wait = str(taken.wait_s)
    said = {name.decode(): value.decode() for name, value in taken.headers}
    detail = f"Too many questions. Ask again in {wait} seconds; a 304 is free, so keep answers."
    return problem(429, "too_many_requests", detail, headers={"Retry-After": wait, **said})
