"""A balancer as small as can be: it asks services whether they are ready, and passes bytes on."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.faults.processes import free_port, until

ASKED_EVERY_S = 0.05


class Balancer:
    """Leads each new connection to the next service that said it is ready."""

    def __init__(self, ports: list[int]) -> None:
        """Balance between services on this machine."""
        self.port = free_port()
        self.ready: set[int] = set()
        """Ports of the services that said so when last asked."""
        self._ports = ports
        self._turn = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def run(self) -> None:
        """Balance until told to stop."""
        with asyncio.Runner() as runner:
            self._loop = runner.get_loop()
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._ended = asyncio.Event()
        looking = [asyncio.create_task(self._look(port)) for port in self._ports]
        async with await asyncio.start_server(self._lead, "127.0.0.1", self.port):
            await self._ended.wait()
            for one in looking:
                one.cancel()

    def stop(self) -> None:
        """End `run`."""
        self._loop.call_soon_threadsafe(self._ended.set)

    async def _look(self, port: int) -> None:
        """Ask a service again and again, each time on a connection of its own."""
        while True:
            if await _is_ready(port):
                self.ready.add(port)
            else:
                self.ready.discard(port)
            await asyncio.sleep(ASKED_EVERY_S)

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._turn += 1
        ready = sorted(self.ready)
        back, there = await asyncio.open_connection("127.0.0.1", ready[self._turn % len(ready)])
        await asyncio.gather(_pass_on(reader, there), _pass_on(back, writer))


async def _is_ready(port: int) -> bool:
    with suppress(OSError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /health/ready HTTP/1.0\r\n\r\n")
        said = await reader.read()
        writer.close()
        return said.startswith(b"HTTP/1.1 200 ")
    return False


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass bytes on to the end of the connection, and then end the other one."""
    with suppress(ConnectionError):
        while some := await reader.read(65_536):
            writer.write(some)
            await writer.drain()
    writer.close()


@contextmanager
def balancing(ports: list[int]) -> Iterator[Balancer]:
    """Run a balancer, once one service at least is ready."""
    balancer = Balancer(ports)
    thread = threading.Thread(target=balancer.run, daemon=True)
    thread.start()
    try:
        until("a service is ready", lambda: bool(balancer.ready))
        yield balancer
    finally:
        balancer.stop()
        thread.join(10)
