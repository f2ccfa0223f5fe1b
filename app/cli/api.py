"""How a question is asked: the API is asked, in this process or over HTTP, and judges it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from app.cli.progress import working
from app.cli.refused import Refused

if TYPE_CHECKING:
    import httpx

LOCAL = "http://pushoff"  # Never connected to: the application is asked in this process.
PATIENCE_S = 60  # A session takes a second, a long plan some more.
HERE = "the local database"
REVISION = "X-Pushoff-Revision"  # Every answer of Pushoff has it.
PROBLEM = "application/problem+json"


def key_of(slug: str) -> str:
    """Write a slug as one part of a path, whatever was typed."""
    return quote(slug, safe="", errors="surrogateescape").replace(".", "%2E")


def fetch(api: str | None, path: str, query: Mapping[str, Any]) -> bytes:
    """Ask the service at `api`, or the local database; give the body of the answer.

    Raises Refused with what the API says against it, or with why nothing sensible came back.
    """
    given = {name: value for name, value in query.items() if value not in (None, [])}
    target = path + ("?" if given else "") + urlencode(given, doseq=True, errors="surrogateescape")
    if api is None:
        from app.cli.database import prepare
        from app.cli.settings import load_settings

        prepare(load_settings())
    with working(f"Asking {api or HERE}", is_long=False):
        return asyncio.run(_ask(api, target))


async def _ask(api: str | None, target: str) -> bytes:
    import httpx

    try:
        async with (
            _way_to(api) as way,
            httpx.AsyncClient(transport=way, timeout=PATIENCE_S, follow_redirects=True) as client,
        ):
            answer = await client.get(f"{api or LOCAL}{target}")
    except httpx.TimeoutException as late:
        raise Refused(f"There was no answer from {api or HERE} in {PATIENCE_S} seconds.") from late
    except (httpx.HTTPError, httpx.InvalidURL) as failed:
        why = str(failed).rstrip(".")
        raise Refused(f"There is no way to ask {api or HERE}: {why}.") from failed
    if answer.is_success and REVISION in answer.headers:
        return answer.content
    raise Refused(_refusal(answer, api or HERE))


@asynccontextmanager
async def _way_to(api: str | None) -> "AsyncIterator[httpx.AsyncBaseTransport | None]":
    """Give what carries questions to an application of our own; None: to an address, as usual."""
    if api is not None:
        yield None
        return
    import httpx

    from app.main import create_app

    app = create_app()
    async with app.router.lifespan_context(app):
        yield httpx.ASGITransport(app, raise_app_exceptions=False)


def _refusal(answer: "httpx.Response", who: str) -> str:
    """Give the sentences of a problem; any other answer is not one of ours."""
    if answer.headers.get("Content-Type", "").startswith(PROBLEM):
        with suppress(ValueError, KeyError, TypeError):
            return str(answer.json()["detail"])
    said = f"{answer.status_code} {answer.reason_phrase}".rstrip()
    return f"The answer of {who} is not one of Pushoff's: {said}."


def read_json(body: bytes) -> Any:
    """Read an answer; raises Refused where it broke off on its way, or is of another kind."""
    try:
        return json.loads(body)
    except ValueError as error:
        raise Refused("The answer cannot be read: it is no whole JSON.") from error
