"""Memory that was freed goes back to the system, which the C library of Linux does not do alone.

What is made once a release, and answers of all lengths that come and go, leave gaps between what
stays: without this a worker holds tens of megabytes that nobody uses.
"""

import asyncio

EVERY_S = 10.0
"""A judgement: to give back takes some milliseconds of a thread, and so does to take it anew."""


async def give_back_memory(every_s: float = EVERY_S) -> None:
    """Give back every few seconds what is free, until cancelled; elsewhere than on glibc: never."""
    from ctypes import CDLL  # noqa: PLC0415  (not needed before the first answers)

    trim = getattr(CDLL(None), "malloc_trim", None)
    while trim is not None:
        await asyncio.sleep(every_s)
        await asyncio.to_thread(trim, 0)
