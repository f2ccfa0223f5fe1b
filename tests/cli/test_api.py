"""Services that answer as they should not, or not at all, and a database that is away."""
# ruff: noqa: E501  (What is said stands on one line.)

import re
import sys
from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot

from app.cli.refused import printable
from app.settings import get_settings
from tests.cli.conftest import Shell, answered


def fails(error: Exception) -> Any:
    """Make a service that cannot be reached."""

    def fail(_request: httpx.Request) -> httpx.Response:
        raise error

    return fail


SERVICES = {
    "a service that is not ready": lambda _: httpx.Response(
        503,
        json={"detail": "There is no data yet: seeding is under way. Try again in 2 seconds."},
        headers={"Content-Type": "application/problem+json"},
    ),
    "a proxy without a service": lambda _: httpx.Response(502, html="<h1>Bad Gateway</h1>"),
    "a problem that is none": lambda _: httpx.Response(
        500, content="oops", headers={"Content-Type": "application/problem+json"}
    ),
    "a problem without a sentence": lambda _: httpx.Response(
        500, json=[], headers={"Content-Type": "application/problem+json"}
    ),
    "another web site": lambda _: httpx.Response(200, html="<h1>Welcome</h1>"),
    "nothing in an answer": lambda _: httpx.Response(200),
    "a redirect to itself": lambda request: httpx.Response(
        301, headers={"Location": str(request.url)}
    ),
    "a redirect to nowhere": lambda _: httpx.Response(301),
    "a redirect to what is no address": lambda _: httpx.Response(
        301, headers={"Location": "https://[/"}
    ),
    "half an answer": lambda _: answered('{"slug": "po'),
    "nobody": fails(httpx.ConnectError("All connection attempts failed")),
    "somebody slow": fails(httpx.ReadTimeout("")),
}


def test_a_service_that_does_not_answer_is_told_in_one_line(shell: Shell, service: Any) -> None:
    said = {}
    for name, answer in SERVICES.items():
        service(answer)
        done = shell("exercise", "pogo")
        assert (done.code, done.out) == (1, "")
        said[name] = done.err

    assert said == snapshot(
        {
            "a service that is not ready": "There is no data yet: seeding is under way. Try again in 2 "
            "seconds.\n",
            "a proxy without a service": "The answer of https://example.org/pushoff is not one of Pushoff's: 502 Bad Gateway.\n",
            "a problem that is none": "The answer of https://example.org/pushoff is not one of Pushoff's: 500 Internal Server Error.\n",
            "a problem without a sentence": "The answer of https://example.org/pushoff is not one of Pushoff's: 500 Internal Server Error.\n",
            "another web site": "The answer of https://example.org/pushoff is not one of Pushoff's: 200 OK.\n",
            "nothing in an answer": "The answer of https://example.org/pushoff is not one of Pushoff's: 200 OK.\n",
            "a redirect to itself": "There is no way to ask https://example.org/pushoff: Exceeded maximum allowed redirects.\n",
            "a redirect to nowhere": "The answer of https://example.org/pushoff is not one of Pushoff's: 301 Moved Permanently.\n",
            "a redirect to what is no address": "There is no way to ask https://example.org/pushoff: Exceeded maximum allowed redirects.\n",
            "half an answer": "The answer cannot be read: it is no whole JSON.\n",
            "nobody": "There is no way to ask https://example.org/pushoff: All connection attempts failed.\n",
            "somebody slow": "There was no answer from https://example.org/pushoff in 60 seconds.\n",
        }
    )


def test_a_moved_exercise_is_followed(shell: Shell, service: Any) -> None:
    def move(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/old"):
            return httpx.Response(301, headers={"Location": "/pushoff/v1/muscles/soleus"})
        return answered('{"slug":"soleus"}')

    service(move)

    assert shell("muscle", "old", "--json").out == '{"slug":"soleus"}'


def test_an_answer_cannot_steer_the_terminal(shell: Shell, service: Any) -> None:
    evil = '{"items":[{"slug":"a\\u001b[2J","verdict":"b","statement":"c\\u0007"}],"next":null}'
    service(lambda _: answered(evil))

    done = shell("claim")

    assert "\x1b" not in done.out
    assert "\x07" not in done.out
    assert printable("a\x1b[2J\r\n\tb\x9b") == "a�[2J�\n\tb�"


def test_a_terminal_shows_who_is_asked_and_forgets_it(
    shell: Shell, service: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    service(lambda _: answered("{}"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")

    done = shell("muscle", "soleus", "--json")

    assert "Asking https://example.org/pushoff" in done.err
    assert done.err.endswith("\x1b[2K")
    assert done.out == "{}"


def test_the_address_may_be_an_option(shell: Shell, service: Any) -> None:
    asked = service(lambda _: answered("{}"))

    shell("muscle", "soleus", "--json", "--api", "http://localhost:9/")

    assert str(asked[0].url) == "http://localhost:9/v1/muscles/soleus"


@pytest.mark.parametrize(
    "address", ["postgresql://me:secret@127.0.0.1:1/none", "sqlite:////no/such/folder/x.sqlite"]
)
def test_a_database_that_is_away_is_named(
    address: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    get_settings.cache_clear()

    done = shell("ask", "push-off")

    assert (done.code, done.out) == (1, "")
    assert re.match(r"The database .+ cannot be used: ", done.err)
    assert "secret" not in done.err


def test_a_setting_that_cannot_be_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUSHOFF_PORT", "many")
    get_settings.cache_clear()

    assert shell("ask", "push-off") == (
        1,
        "",
        "A setting cannot be used: port: Input should be a valid integer, unable to parse string "
        "as an integer.\n",
    )
