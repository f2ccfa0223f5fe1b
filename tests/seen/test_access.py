"""What is seen of a request: what the line says, what is counted, and whose id it has."""

import asyncio
import json
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest
from prometheus_client import CollectorRegistry
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access import Access
from app.answers import ASKED_INSIDE
from app.lines import Lines
from app.metrics import Metrics
from app.schemas.paging import Release
from app.settings import Client
from app.watch import Watch

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
MADE = re.compile(r"[0-9a-f]{16}-[0-9a-f]+")
DATA = {"x-pushoff-release": "7-abc", "x-pushoff-revision": "7"}
WATCH = cast("Watch", SimpleNamespace(release=Release(7, "abc")))


async def nothing(_request: Any) -> Response:
    """Stand for an endpoint."""
    return Response()


ROUTES = [Route("/v1/injuries/{slug}", nothing), Route("/v1/injuries", nothing)]


def answering(status: int, headers: Mapping[str, str] | None = None, body: bytes = b"") -> ASGIApp:
    """Make an application that answers always the same."""
    return Response(body, status, headers)


class Asked:
    """A layer that has seen requests: their lines, and the heads of their answers."""

    def __init__(self, client: Client = "none") -> None:
        """See nothing yet."""
        self._read, write = os.pipe()
        os.set_blocking(self._read, False)
        self.metrics = Metrics(dict)
        self.access = Access(WATCH, Lines(write), self.metrics, client)
        self.heads: list[dict[str, str]] = []

    def ask(self, app: ASGIApp, *, made: bool = False, **scope: Any) -> dict[str, Any]:
        """Ask an application; `made`: by way of the inner one. Gives the line."""
        layers = self.access.around(self.access.inside(app) if made else app, ROUTES)
        asyncio.run(self._ask(layers, scope))
        told = os.read(self._read, 65_536)
        assert told.count(b"\n") == 1
        line: dict[str, Any] = json.loads(told)
        return line

    async def _ask(self, layers: ASGIApp, scope: dict[str, Any]) -> None:
        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.heads.append({n.decode(): v.decode() for n, v in message["headers"]})

        plain = {
            "type": "http", "method": "GET", "path": "/v1/injuries/calf-strain",
            "query_string": b"include=secret", "headers": [], "client": ("203.0.113.77", 5),
        }  # fmt: skip
        async with self.access.open():
            await layers({**plain, **scope}, cast("Receive", None), send)

    def counted(self) -> dict[str, float]:
        """Give the samples of the counter of requests."""
        registry = CollectorRegistry()
        registry.register(self.metrics)
        (family,) = [one for one in registry.collect() if one.name == "pushoff_requests"]
        return {" ".join(sample.labels.values()): sample.value for sample in family.samples}


@pytest.fixture
def asked() -> Asked:
    """Give a layer."""
    return Asked()


def test_a_line_has_these_fields_and_nothing_of_path_query_or_client(asked: Asked) -> None:
    line = asked.ask(answering(200, DATA, b"12345"), made=True)

    assert MOMENT.fullmatch(line.pop("time"))
    assert MADE.fullmatch(line.pop("request_id"))
    assert 0 < line.pop("ms") < 1e6
    assert line == {
        "level": "info", "route": "/v1/injuries/{slug}", "method": "GET", "status": 200,
        "cache": "made", "bytes": 5, "revision": 7,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "headers", "made", "cache"),
    [
        (200, DATA, False, "hit"),
        (304, DATA, False, "unchanged"),
        (200, DATA, True, "made"),
        (304, DATA, True, "made"),
        (200, {}, True, "none"),
        (404, {}, True, "none"),
        (429, {}, False, "none"),
    ],
)
def test_the_state_of_the_cache_is_told(
    asked: Asked, status: int, headers: dict[str, str], made: bool, cache: str
) -> None:
    line = asked.ask(answering(status, headers), made=made)

    assert (line["cache"], line["status"]) == (cache, status)
    assert asked.counted() == {f"/v1/injuries/{{slug}} GET {status} {cache}": 1}


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/v1/injuries", "/v1/injuries"),
        ("/v1/nope", "none"),
        (f"/v1/injuries/{'x' * 9_999}", "/v1/injuries/{slug}"),
    ],
)
def test_a_route_is_told_by_its_template(asked: Asked, path: str, route: str) -> None:
    assert asked.ask(answering(200), path=path)["route"] == route


def test_routes_and_methods_are_bounded_whatever_is_asked(asked: Asked) -> None:
    for at in range(5_000):
        asked.access._kind_of((f"/{at}", f"M{at}", 404, "none"))

    assert asked.counted() == {"none OTHER 404 none": 0}


@pytest.mark.parametrize(
    "given", ["a", "7b0c4c3a-6f1e-4c5d-9a53-0c8ee1f0f1a2", "Root=1-67891233-abc:def/+==", "x" * 128]
)
def test_a_well_formed_id_is_taken_over_and_answered(asked: Asked, given: str) -> None:
    line = asked.ask(answering(200, DATA), headers=[(b"x-request-id", given.encode())])

    assert line["request_id"] == given
    assert asked.heads[0]["x-request-id"] == given


@pytest.mark.parametrize("given", [b"", b"x" * 129, b'a"b', b"a b", b"a\\", b"\xff", b"a\x00"])
def test_an_id_that_is_not_well_formed_is_none(asked: Asked, given: bytes) -> None:
    line = asked.ask(answering(404), headers=[(b"x-request-id", given)])

    assert MADE.fullmatch(line["request_id"])
    assert asked.heads[0]["x-request-id"] == line["request_id"]


def test_an_answer_that_caches_may_keep_carries_no_id_of_ours(asked: Asked) -> None:
    asked.ask(answering(200, DATA))

    assert "x-request-id" not in asked.heads[0]


def test_ids_differ(asked: Asked) -> None:
    ids = [asked.ask(answering(200))["request_id"] for _ in range(20)]

    assert len(set(ids)) == 20


def test_a_request_that_breaks_off_is_seen_as_500(asked: Asked) -> None:
    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        asked.ask(broken, made=True)

    assert asked.access.under_way == 0
    assert json.loads(os.read(asked._read, 65_536))["status"] == 500


@pytest.mark.parametrize(
    ("told", "client", "shown"),
    [
        ("203.0.113.77", "network", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "network", "2001:db8:1::/48"),
        ("203.0.113.77", "address", "203.0.113.77"),
        ('"evil"\n', "address", ""),
        ("unknown", "network", ""),
    ],
)
def test_a_client_is_told_as_far_as_it_is_set(told: str, client: Client, shown: str) -> None:
    assert Asked(client).ask(answering(200), client=(told, 1))["client"] == shown


def test_a_client_without_an_address_is_told_as_empty() -> None:
    assert Asked("network").ask(answering(200), client=None)["client"] == ""


def test_questions_of_the_application_itself_are_not_seen(asked: Asked) -> None:
    with pytest.raises(BlockingIOError):
        asked.ask(answering(200), **{ASKED_INSIDE: True})

    assert asked.counted() == {}


def test_where_nothing_is_on_there_is_no_layer() -> None:
    app: Callable[[Scope, Receive, Send], Awaitable[None]] = answering(200)
    access = Access(WATCH, None, None)

    assert access.around(app, ROUTES) is app
    assert access.inside(app) is app
