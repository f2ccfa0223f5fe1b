"""A client in a process of its own: questions come when they are due, whatever the answers take.

`python -m benchmarks.arrivals` reads a `Task` as JSON from standard input and writes what came of
it. At a rate, every question has a moment at which it is due, and its latency counts from there,
also while it waits for a connection: a slow service does not slow the clients down. A
question that finds no free connection for a second is given up, as people do. Without a rate, each
connection asks again as soon as it is answered: that measures what a service can do. A connection
of its own asks all the time whether the service lives.
"""

import asyncio
import json
import re
import sys
import time
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

import httpx
import uvloop

from benchmarks.capture import Wrong
from benchmarks.traffic import HOT, SHARES, Asked, traffic

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
ENDS_WITHIN_S = 30  # Longest wait for what is still under way at the end.
LIVE = Asked("live", "/health/live", 200)
LIVE_EACH_S = 0.1
GIVE_UP_S = 1.0
SHED, NOT_MODIFIED = 503, 304
SHOWN = 5  # Wrong answers that are told.


@dataclass(frozen=True)
class Task:
    """What to ask of a service on this machine, and for how long."""

    port: int
    seconds: float
    connections: int
    """The most at once."""
    per_s: float = 0.0
    """Questions in a second; 0: as many as are answered."""
    seed: int = 1
    start: int = 0
    """How many questions were asked before: none of those is asked again."""


@dataclass
class Tally:
    """What came of the questions of a task."""

    took_s: float = 0.0
    asked: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    wrong: int = 0
    """Answers with another status than they must have, 503 beside, and connections lost."""
    shed: int = 0
    given_up: int = 0
    latency: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """By kind: answers; and ms, median, 99th percentile and greatest. `refused` are a kind."""


class Connection(asyncio.Protocol):
    """A keep-alive connection with at most one question under way."""

    def __init__(self, client: "Client") -> None:
        """Belong to a client."""
        self._client = client
        self._head = b""
        self._rest = -1
        self._status = 0
        self.asked = LIVE
        self.due = 0.0
        self.busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]

    def ask(self, asked: Asked, due: float) -> None:
        """Send a question."""
        self.asked, self.due, self.busy = asked, due, True
        self._head, self._rest = b"", -1
        self._transport.write(self._client.written(asked))

    def data_received(self, data: bytes) -> None:
        """Take what has arrived."""
        if self._rest >= 0:
            self._rest -= len(data)
        else:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            length = LENGTH.search(self._head, 0, end + 2)
            self._status = int(self._head[9:12])
            self._rest = end + 4 + (int(length[1]) if length else 0) - len(self._head)
        if self._rest <= 0 and self.busy:
            self.busy = False
            self._client.answered(self, self._status)

    def connection_lost(self, exc: Exception | None) -> None:
        """A question under way has no answer then."""
        self._client.lost(self, exc)

    def close(self) -> None:
        """End it."""
        self._transport.close()


class Client:
    """Asks what is due, on as many connections as that takes."""

    def __init__(self, task: Task, etags: dict[str, str]) -> None:
        """Take the task, and the validators of what is known."""
        self._task = task
        self._etags = etags
        self._questions = traffic(task.seed, task.start)
        self._idle: list[Connection] = []
        self._waiting: deque[tuple[Asked, float]] = deque()
        self._opened = 0
        self._opening: set[asyncio.Task[None]] = set()
        self._under_way = 0
        self._ended = False
        self._ms: defaultdict[str, array[float]] = defaultdict(lambda: array("f"))
        self._statuses: Counter[int] = Counter()
        self.tally = Tally()

    def written(self, asked: Asked) -> bytes:
        """Write a question as it is sent."""
        known = (
            f"If-None-Match: {self._etags[asked.url]}\r\n" if asked.status == NOT_MODIFIED else ""
        )
        return (
            f"GET {asked.url.replace(' ', '+')} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Accept: */*\r\n{known}\r\n"
        ).encode()

    async def run(self) -> Tally:
        """Ask until the time is over, and wait for what is under way."""
        began = time.monotonic()
        live = asyncio.create_task(self._ask_live(await self._connect()))
        if self._task.per_s:
            await self._ask_when_due(began)
        else:
            for _ in range(self._task.connections):
                self._give(next(self._questions), time.monotonic())
            await asyncio.sleep(self._task.seconds)
        self._ended = True
        self.tally.took_s = time.monotonic() - began
        await live
        end = time.monotonic() + ENDS_WITHIN_S
        while (self._under_way or self._waiting) and time.monotonic() < end:
            await asyncio.sleep(0.05)
        self._fault(self._under_way + len(self._waiting), f"no answer within {ENDS_WITHIN_S} s")
        self.tally.statuses = {str(status): n for status, n in sorted(self._statuses.items())}
        every = array("f", (one for kind, ms in self._ms.items() if kind in SHARES for one in ms))
        told = {"all answered": every, **self._ms}
        self.tally.latency = {kind: _spread(ms) for kind, ms in told.items() if ms}
        return self.tally

    async def _ask_when_due(self, began: float) -> None:
        given = 0
        while (now := time.monotonic() - began) < self._task.seconds:
            while given < now * self._task.per_s:
                self._give(next(self._questions), began + given / self._task.per_s)
                given += 1
            while self._waiting and time.monotonic() - self._waiting[0][1] > GIVE_UP_S:
                self._waiting.popleft()
                self.tally.given_up += 1
            await asyncio.sleep(0.002)

    async def _ask_live(self, connection: Connection) -> None:
        """Ask all the time whether the service lives, as who watches it does."""
        while not self._ended:
            if not connection.busy:
                self._ask(connection, LIVE, time.monotonic())
            await asyncio.sleep(LIVE_EACH_S)

    def _give(self, asked: Asked, due: float) -> None:
        self.tally.asked += 1
        if self._idle:
            self._ask(self._idle.pop(), asked, due)
            return
        self._waiting.append((asked, due))
        if self._opened < self._task.connections:
            self._opened += 1
            opening = asyncio.create_task(self._open())
            self._opening.add(opening)
            opening.add_done_callback(self._opening.discard)

    def _ask(self, connection: Connection, asked: Asked, due: float) -> None:
        self._under_way += 1
        connection.ask(asked, due)

    async def _open(self) -> None:
        try:
            connection = await self._connect()
        except OSError as error:
            self._opened -= 1
            self._fault(1, f"no connection: {error}")
            if self._waiting:
                self._waiting.popleft()
            return
        self._go_on(connection)

    async def _connect(self) -> Connection:
        loop, port = asyncio.get_running_loop(), self._task.port
        _, connection = await loop.create_connection(lambda: Connection(self), "127.0.0.1", port)
        return connection

    def _go_on(self, connection: Connection) -> None:
        if self._waiting:
            self._ask(connection, *self._waiting.popleft())
        else:
            self._idle.append(connection)

    def answered(self, connection: Connection, status: int) -> None:
        """Count an answer, and ask on."""
        now, asked = time.monotonic(), connection.asked
        self._under_way -= 1
        self._statuses[status] += 1
        kind = asked.kind
        if status == SHED:
            self.tally.shed += 1
            kind = "refused"
        elif status != asked.status:
            self._fault(1, f"{asked.url} gave {status} instead of {asked.status}")
        self._ms[kind].append((now - connection.due) * 1_000)
        if asked is LIVE:
            return
        if not self._task.per_s and not self._ended:
            self._waiting.append((next(self._questions), now))
            self.tally.asked += 1
        self._go_on(connection)

    def lost(self, connection: Connection, error: Exception | None) -> None:
        """Count a connection that was lost with a question under way."""
        self._opened -= 1
        if connection.busy:
            self._under_way -= 1
            self._fault(1, f"{connection.asked.url} lost its connection: {error}")
        elif connection in self._idle:
            self._idle.remove(connection)

    def _fault(self, times: int, told: str) -> None:
        self.tally.wrong += times
        if times and len(self.tally.faults) < SHOWN:
            self.tally.faults.append(told)


def _spread(ms: "array[float]") -> tuple[float, ...]:
    ordered = sorted(ms)
    at = (int(len(ordered) * share) for share in (0.5, 0.99))
    return len(ordered), *(
        round(one, 2) for one in (*(ordered[place] for place in at), ordered[-1])
    )


def etags_of(port: int) -> dict[str, str]:
    """Ask the popular questions once: give their validators."""
    as_it_is = {"Accept-Encoding": "identity"}  # As the questions of this client.
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, headers=as_it_is) as client:
        answers: Iterator[tuple[str, httpx.Response]] = ((url, client.get(url)) for url in HOT)
        tags = {url: answer.headers.get("etag", "") for url, answer in answers}
    if absent := [url for url, tag in tags.items() if not tag]:
        raise Wrong(f"No ETag: {', '.join(absent)}")
    return tags


def main() -> None:
    """Do the task on standard input."""
    task = Task(**json.load(sys.stdin))
    client = Client(task, etags_of(task.port))
    json.dump(asdict(uvloop.run(client.run())), sys.stdout)


if __name__ == "__main__":
    main()
