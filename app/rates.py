"""How often one client may ask: a sliding window, off unless it is set."""

import time
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil, floor
from typing import NamedTuple

from cachetools import LRUCache
from fastapi.responses import Response

from app.headers import Headers
from app.problems import problem

MOST_CLIENTS = 20_000  # About 400 bytes each; a flood of addresses must not take all memory.
UNITS_S = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
LONGEST_NAME = 64  # Characters.
OF_ONE = 64  # Bits of an IPv6 address that are one client's: all the rest are its own to choose.


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


class Counted(NamedTuple):
    """What a client has asked in one window, and in the one before it."""

    window: int
    before: int
    now: int


class Rates:
    """Counts the questions of each client in this process.

    The window slides: what was asked in the last period counts by the part of it that still lies
    inside. Beyond `MOST_CLIENTS`, those are forgotten that asked longest ago.
    """

    def __init__(self, rate: str) -> None:
        """Take a rate such as `600/minute`, as the setting holds it."""
        most, _, unit = rate.partition("/")
        self._most, self._window_s = int(most), UNITS_S[unit]
        self._clients: LRUCache[str, Counted] = LRUCache(MOST_CLIENTS)

    def take(self, address: str) -> Taken:
        """Count a question."""
        client = client_of(address)
        window, past_s = divmod(time.time(), self._window_s)
        counted = self._in_window(client, int(window))
        left_s = self._window_s - past_s
        asked = floor(counted.before * left_s / self._window_s + counted.now)
        allowed = asked < self._most
        counted = counted._replace(now=counted.now + allowed)
        self._clients[client] = counted
        wait_s = left_s % (self._window_s / counted.before) if counted.before else left_s
        left = max(0, self._most - asked - allowed)
        return Taken(allowed, self._most, self._window_s, left, max(1, ceil(wait_s)))

    def _in_window(self, client: str, window: int) -> Counted:
        """Give what a client has asked, as it counts in a window."""
        counted = self._clients.get(client) or Counted(window, 0, 0)
        if counted.window == window:
            return counted
        follows = counted.window == window - 1
        return Counted(window, counted.now if follows else 0, 0)


def client_of(address: str) -> str:
    """Name a client by its address; of IPv6, by the network that is its own."""
    try:
        read = ip_address(address)
    except ValueError:  # A trusted proxy may name it by another word.
        return address[:LONGEST_NAME]
    if isinstance(read, IPv6Address) and read.ipv4_mapped is None:
        return str(ip_network((int(read), OF_ONE), strict=False))
    return str(getattr(read, "ipv4_mapped", read))


def too_many(taken: Taken) -> Response:
    """Refuse a question of a client that asked too often, and say when to ask again."""
    wait = str(taken.wait_s)
    said = {name.decode(): value.decode() for name, value in taken.headers}
    detail = f"Too many questions. Ask again in {wait} seconds; a 304 is free, so keep answers."
    return problem(429, "too_many_requests", detail, headers={"Retry-After": wait, **said})
