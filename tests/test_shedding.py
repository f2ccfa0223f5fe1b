"""Under overload some are refused at once, so that the others are answered; else nobody is."""

import asyncio
import os
import sys
import threading
from collections import Counter
from collections.abc import Awaitable, Sequence

import pytest

from app import shedding
from app.shedding import ROOM_S, SHORT_S, Crowd, Lane, Lanes

LONGEST_S = 0.1
TOOK_S = 1 / 64  # A sum of these is exact.
BEGAN_S = 1_000.0


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the place of the clock of the module."""
        self.now_s = BEGAN_S
        monkeypatch.setattr(shedding, "monotonic", lambda: self.now_s)

    def passes(self, s: float) -> None:
        """Go on."""
        self.now_s += s


def at_once() -> str:
    """Answer."""
    return "answered"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give a clock that stands still."""
    return Clock(monkeypatch)


async def question(crowd: Crowd, clock: Clock, took_s: float = TOOK_S) -> str:
    """Ask one that takes some time on the event loop; a refusal takes none."""
    if not await crowd.turn():
        return "refused"
    clock.passes(took_s)
    return "answered"


async def crowd_of(
    crowd: Crowd, clock: Clock, questions: int, took_s: float = TOOK_S
) -> dict[str, int]:
    """Ask so many at once; count what came of them."""
    return Counter(
        await asyncio.gather(*(question(crowd, clock, took_s) for _ in range(questions)))
    )


async def rounds_of(clock: Clock, questions: int, took_s: float = TOOK_S) -> list[float]:
    """Ask so many at once; give how long each round of the event loop took."""
    queue = asyncio.create_task(crowd_of(Crowd(LONGEST_S), clock, questions, took_s))
    took = []
    while not queue.done():
        at = clock.now_s
        await asyncio.sleep(0)
        took.append(clock.now_s - at)
    return took


def test_a_burst_is_answered_whole(clock: Clock) -> None:
    assert asyncio.run(crowd_of(Crowd(LONGEST_S), clock, 129)) == {"answered": 129}


def test_a_queue_that_lasts_is_refused_beyond_the_longest_wait(clock: Clock) -> None:
    # The first begins at once; the queue behind it lasts from two seconds, or 128 answers, on.
    assert asyncio.run(crowd_of(Crowd(LONGEST_S), clock, 300)) == {"answered": 130, "refused": 170}


def test_who_comes_to_a_queue_that_lasts_is_refused_at_once(clock: Clock) -> None:
    async def late() -> tuple[list[str], float]:
        crowd = Crowd(LONGEST_S)
        queue = asyncio.create_task(crowd_of(crowd, clock, 300))
        while clock.now_s <= BEGAN_S + 2.0 + TOOK_S:
            await asyncio.sleep(0)
        at = clock.now_s
        told = [await question(crowd, clock) for _ in range(5)]
        took_s = clock.now_s - at
        await queue
        return told, took_s

    assert asyncio.run(late()) == (["refused"] * 5, 0.0)


def test_an_empty_queue_ends_the_overload(clock: Clock) -> None:
    async def twice() -> list[dict[str, int]]:
        crowd = Crowd(LONGEST_S)
        return [await crowd_of(crowd, clock, n) for n in (300, 50)]

    assert asyncio.run(twice())[1] == {"answered": 50}


def test_what_is_free_waits_for_one_answer_at_most(clock: Clock) -> None:
    assert set(asyncio.run(rounds_of(clock, 50))) <= {0.0, TOOK_S}


def test_quick_questions_share_a_round(clock: Clock) -> None:
    assert len(asyncio.run(rounds_of(clock, 100, took_s=0.000_01))) < 6


def test_what_waits_begins_a_few_at_a_time(clock: Clock) -> None:
    took = asyncio.run(rounds_of(clock, 400, took_s=0.000_2))

    assert max(took) <= SHORT_S + 0.000_2  # The first of all, before anybody waited.
    assert sorted(took)[-2] <= ROOM_S
    assert len(took) < 100


def test_who_asks_alone_is_never_refused(clock: Clock) -> None:
    async def one_after_the_other() -> list[str]:
        crowd = Crowd(LONGEST_S)
        return [await question(crowd, clock, 3.0) for _ in range(20)]

    assert asyncio.run(one_after_the_other()) == ["answered"] * 20


def test_nobody_is_refused_where_waiting_has_no_end(clock: Clock) -> None:
    assert asyncio.run(crowd_of(Crowd(0), clock, 300, took_s=1.0)) == {"answered": 300}


def test_who_is_gone_keeps_nobody_waiting(clock: Clock) -> None:
    async def some_gone() -> list[str]:
        crowd = Crowd(LONGEST_S)
        asked = [asyncio.create_task(question(crowd, clock)) for _ in range(6)]
        await asyncio.sleep(0)
        for gone in asked[2:4]:
            gone.cancel()
        return await outcomes(asked)

    assert asyncio.run(some_gone()) == [
        "answered", "answered", "CancelledError", "CancelledError", "answered", "answered",
    ]  # fmt: skip


async def outcomes(answers: Sequence[Awaitable[str]]) -> list[str]:
    """Wait for answers; a refusal is its name."""
    got = await asyncio.gather(*answers, return_exceptions=True)
    return [one if isinstance(one, str) else type(one).__name__ for one in got]


def test_a_lane_answers_as_many_at_once_as_it_has_threads() -> None:
    together = threading.Barrier(3)

    def meet() -> str:
        together.wait(10)
        return "answered"

    async def three() -> list[str]:
        lane = Lane(3, LONGEST_S)
        return await outcomes([lane.run(meet) for _ in range(3)])

    assert asyncio.run(three()) == ["answered"] * 3


@pytest.mark.parametrize(
    ("longest_s", "took_s", "others"),
    [(LONGEST_S, 3.0, "Overloaded"), (LONGEST_S, 1.0, "answered"), (0, 3.0, "answered")],
    ids=["a queue that lasts", "a burst", "for ever"],
)
def test_who_has_waited_too_long_for_a_thread_is_refused(
    clock: Clock, longest_s: float, took_s: float, others: str
) -> None:
    held = threading.Event()

    def slow() -> str:
        held.wait(10)
        clock.passes(took_s)
        return "answered"

    async def three() -> list[str]:
        lane = Lane(1, longest_s)
        waiting = [asyncio.create_task(lane.run(one)) for one in (slow, at_once, at_once)]
        await asyncio.sleep(0)
        held.set()
        return [*await outcomes(waiting), *await outcomes([lane.run(at_once)])]

    assert asyncio.run(three()) == ["answered", others, others, "answered"]


def test_who_would_wait_too_long_is_refused_at_once(clock: Clock) -> None:
    held = threading.Event()

    def slow() -> str:
        clock.passes(10.0)  # The newest is a tenth of what is expected: one second.
        return "answered"

    def hold() -> str:
        held.wait(10)
        return "answered"

    async def many() -> tuple[list[str], list[str]]:
        lane = Lane(1, longest_wait_s=3.5)
        await lane.run(slow)
        waiting = [asyncio.create_task(lane.run(hold)) for _ in range(2)]
        await asyncio.sleep(0)
        clock.passes(2.5)
        waiting += [asyncio.create_task(lane.run(hold)) for _ in range(5)]
        await asyncio.sleep(0)
        refused = [type(one.exception()).__name__ for one in waiting if one.done()]
        held.set()
        return refused, await outcomes(waiting)

    refused, ended = asyncio.run(many())

    assert refused == ["Overloaded"] * 2
    assert ended == ["answered"] * 5 + ["Overloaded"] * 2


def test_an_answer_that_fails_gives_its_thread_back() -> None:
    def fail() -> str:
        raise ValueError

    async def twice() -> list[str]:
        lane = Lane(1, LONGEST_S)
        return [*await outcomes([lane.run(fail)]), *await outcomes([lane.run(at_once)])]

    assert asyncio.run(twice()) == ["ValueError", "answered"]


def test_kinds_wait_apart_and_event_loops_do_too() -> None:
    lanes = Lanes(LONGEST_S)

    async def of(kind: str) -> Lane:
        assert lanes.of(kind) is lanes.of(kind)
        assert lanes.of(kind) is not lanes.of(shedding.QUICK)
        return lanes.of(kind)

    assert asyncio.run(of("plans")) is not asyncio.run(of("plans"))


def test_a_thread_that_computes_stands_back_behind_the_event_loop() -> None:
    def priority() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    async def of(kind: str) -> int:
        return await Lanes(LONGEST_S).of(kind).run(priority)

    usual = priority()
    nice = shedding.NICE if sys.platform == "linux" else 0

    assert asyncio.run(of(shedding.QUICK)) == usual
    assert asyncio.run(of("plans")) == min(19, usual + nice)
    assert priority() == usual
