"""Under overload some are refused at once, so that the others are answered; else nobody is."""

import asyncio
import threading
from collections.abc import Awaitable, Sequence

import pytest

from app import shedding
from app.shedding import Crowd, Lane, Lanes

LONGEST_S = 0.1


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the place of the clock of the module."""
        self.now_s = 1_000.0
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


async def a_round(crowd: Crowd, clock: Clock, questions: int, each_s: float) -> int:
    """Let so many questions be ready at once; count those refused, which take no time."""
    refused = 0
    for _ in range(questions):
        if crowd.refuses():
            refused += 1
        else:
            clock.passes(each_s)
    await asyncio.sleep(0)  # The end of the round.
    return refused


def test_a_burst_is_answered_whole(clock: Clock) -> None:
    async def burst() -> int:
        return await a_round(Crowd(LONGEST_S), clock, questions=199, each_s=0.01)

    assert asyncio.run(burst()) == 0


def test_a_crowd_that_lasts_is_refused_beyond_the_longest_wait(clock: Clock) -> None:
    async def crowds() -> list[int]:
        crowd = Crowd(LONGEST_S)
        return [await a_round(crowd, clock, questions=30, each_s=0.01) for _ in range(8)]

    assert asyncio.run(crowds()) == [0, 0, 0, 0, 0, 0, 9, 19]


def test_one_short_round_ends_the_overload(clock: Clock) -> None:
    async def crowds() -> list[int]:
        crowd = Crowd(LONGEST_S)
        rounds = (220, 30, 5, 30)
        return [await a_round(crowd, clock, questions=n, each_s=0.01) for n in rounds]

    assert asyncio.run(crowds()) == [19, 19, 0, 0]


def test_who_asks_alone_is_never_refused(clock: Clock) -> None:
    async def one_after_the_other() -> int:
        crowd = Crowd(LONGEST_S)
        return sum([await a_round(crowd, clock, questions=1, each_s=3.0) for _ in range(20)])

    assert asyncio.run(one_after_the_other()) == 0


def test_nobody_is_refused_where_waiting_has_no_end(clock: Clock) -> None:
    async def crowds() -> int:
        crowd = Crowd(0)
        return sum([await a_round(crowd, clock, questions=100, each_s=1.0) for _ in range(3)])

    assert asyncio.run(crowds()) == 0


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
    ("longest_s", "second"), [(0.001, "Overloaded"), (0, "answered")], ids=["refused", "for ever"]
)
def test_who_waits_too_long_for_a_thread_is_refused(longest_s: float, second: str) -> None:
    going_on = threading.Event()

    async def two() -> list[str]:
        lane = Lane(1, longest_s)
        answers = asyncio.create_task(outcomes([lane.run(going_on_later), lane.run(at_once)]))
        await asyncio.sleep(0.05)
        going_on.set()
        return [*await answers, *await outcomes([lane.run(at_once)])]

    def going_on_later() -> str:
        going_on.wait(10)
        return "answered"

    assert asyncio.run(two()) == ["answered", second, "answered"]


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
        waiting = [asyncio.create_task(lane.run(hold)) for _ in range(7)]
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
