"""Memory that was freed goes back to the system, which the C library of Linux does not do alone.

What is made once a release, and answers of all lengths that come and go, leave gaps between what
stays: without this a worker holds tens of megabytes that nobody uses.
"""

import asyncio

EVERY_S = 10.0
"""A judgement: to give back takes some milliseconds of a thread, and so does to take it anew."""
M_ARENA_MAX = -8  # As malloc.h of glibc has it.
ARENAS = 2
"""Where threads take memory from. Gaps in an arena serve its own threads alone, and glibc makes up
to eight arenas for each core, one for each new thread; a second one saves waiting."""


def share_arenas() -> None:
    """Let all threads take memory from the same few arenas; elsewhere than on glibc: nothing."""
    from ctypes import CDLL  # noqa: PLC0415  (not needed before there are threads)

    set_option = getattr(CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(M_ARENA_MAX, ARENAS)


async def give_back_memory(every_s: float = EVERY_S) -> None:
    """Give back every few seconds what is free, until cancelled; elsewhere than on glibc: never."""
    from ctypes import CDLL  # noqa: PLC0415  (not needed before the first answers)

    trim = getattr(CDLL(None), "malloc_trim", None)
    while trim is not None:
        await asyncio.sleep(every_s)
        await asyncio.to_thread(trim, 0)
