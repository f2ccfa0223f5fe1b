"""How often one client may ask: a sliding window (`limits`), off unless it is set."""

import time
from math import ceil
from typing import Any, NamedTuple

from fastapi.responses import Response

from app.headers import Headers
from app.problems import problem


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


class Rates:
    """Counts the questions of each client in this process.

    The window slides: what was asked in the last period counts by the part of it that still lies
    inside. The memory is that of two counters for each client that asked in the last two periods.
    """

    def __init__(self, rate: str) -> None:
        """Take a rate such as `600/minute`; raises ValueError where it is none."""
        from limits import parse  # noqa: PLC0415  (loaded only where a rate is set)
        from limits.storage import MemoryStorage  # noqa: PLC0415
        from limits.strategies import SlidingWindowCounterRateLimiter  # noqa: PLC0415

        self._rate = parse(rate)
        self._counter: Any = SlidingWindowCounterRateLimiter(MemoryStorage())

    def take(self, client: str) -> Taken:
        """Count a question."""
        allowed = self._counter.hit(self._rate, client)
        window = self._counter.get_window_stats(self._rate, client)
        wait = max(1, ceil(window.reset_time - time.time()))
        return Taken(allowed, self._rate.amount, self._rate.get_expiry(), window.remaining, wait)


def too_many(taken: Taken) -> Response:
    """Refuse a question of a client that asked too often, and say when to ask again."""
    wait = str(taken.wait_s)
    said = {name.decode(): value.decode() for name, value in taken.headers}
    detail = f"Too many questions. Ask again in {wait} seconds; a 304 is free, so keep answers."
    return problem(429, "too_many_requests", detail, headers={"Retry-After": wait, **said})
