"""How often one client may ask: a sliding window (`limits`), off unless it is set."""

import time
from math import ceil
from typing import Any

from fastapi.responses import Response

from app.problems import problem

Headers = list[tuple[bytes, bytes]]


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

    def take(self, client: str) -> tuple[bool, Headers]:
        """Count a question; say whether it is allowed, and what is left, in headers.

        The headers are RateLimit and RateLimit-Policy, as draft-ietf-httpapi-ratelimit-headers
        has them.
        """
        allowed = self._counter.hit(self._rate, client)
        window = self._counter.get_window_stats(self._rate, client)
        wait = max(1, ceil(window.reset_time - time.time()))
        policy = f'"client";q={self._rate.amount};w={self._rate.get_expiry()}'
        left = f'"client";r={window.remaining};t={wait}'
        return allowed, [(b"ratelimit-policy", policy.encode()), (b"ratelimit", left.encode())]


def too_many(headers: Headers) -> Response:
    """Refuse a question of a client that asked too often, and say when to ask again."""
    said = {name.decode(): value.decode() for name, value in headers}
    wait = said["ratelimit"].rpartition("t=")[2]
    detail = f"Too many questions. Ask again in {wait} seconds; a 304 is free, so keep answers."
    return problem(429, "too_many_requests", detail, headers={"Retry-After": wait, **said})
