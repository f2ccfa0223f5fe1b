"""Limits of how often a client may ask: off, unless they are set."""

import time

import httpx
import pytest
from pydantic import ValidationError

from app.rates import Rates, client_of
from app.settings import Settings
from tests.conftest import serving
from tests.problems import problem_in

PATH = "/v1/muscles?limit=1"


def test_nobody_is_limited_unless_it_is_set(world: httpx.Client) -> None:
    for _ in range(200):
        response = world.get(PATH)

        assert response.status_code == 200
        assert "ratelimit" not in response.headers


def test_who_asks_too_often_is_told_when_to_ask_again(world_database: str) -> None:
    with serving(Settings(database_url=world_database, rate_limit="5/hour")) as client:
        allowed = [client.get(PATH) for _ in range(5)]
        refused = client.get(PATH)
        unlimited = [client.get(path) for path in ("/health/live", "/docs")]

    assert [response.status_code for response in allowed] == [200] * 5
    assert [response.headers["ratelimit"].split(";")[1] for response in allowed] == [
        "r=4", "r=3", "r=2", "r=1", "r=0",
    ]  # fmt: skip
    assert {response.headers["ratelimit-policy"] for response in (*allowed, refused)} == {
        '"client";q=5;w=3600'
    }
    body = problem_in(refused, 429, "too_many_requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 2 * 3600
    assert refused.headers["retry-after"] in body["detail"]
    assert [response.status_code for response in unlimited] == [200, 200]


def test_a_page_counts_once_whatever_it_asks(world_database: str) -> None:
    pages = ["/", "/muscles", "/muscles/soleus", "/exercises/heel-raise", "/session", "/search"]
    with serving(Settings(database_url=world_database, rate_limit="6/hour")) as client:
        shown = [client.get(path) for path in pages]
        refused = client.get("/search?q=calf")

    left = [response.headers["ratelimit"].split(";")[1] for response in shown]
    assert [response.status_code for response in shown] == [200] * 6
    assert left == ["r=5", "r=4", "r=3", "r=2", "r=1", "r=0"]
    problem_in(refused, 429, "too_many_requests")


@pytest.mark.parametrize("answers_mb", [0, 32], ids=["kept nowhere", "kept"])
def test_a_304_is_free(world_database: str, answers_mb: int) -> None:
    settings = Settings(database_url=world_database, rate_limit="2/hour", answers_mb=answers_mb)
    with serving(settings) as client:
        etag = client.get(PATH).headers["etag"]
        again = [client.get(PATH, headers={"if-none-match": etag}) for _ in range(20)]
        left = client.get(PATH)

    assert {response.status_code for response in again} == {304}
    assert left.status_code == 200


def test_errors_count_and_say_what_is_left(world_database: str) -> None:
    with serving(Settings(database_url=world_database, rate_limit="2/hour")) as client:
        wrong = client.get("/v1/muscles?limit=0")
        missing = client.get("/v1/muscles/nope")
        refused = client.get(PATH)

    assert (wrong.status_code, missing.status_code, refused.status_code) == (422, 404, 429)
    assert missing.headers["ratelimit"].startswith('"client";r=0;t=')


def test_the_window_slides(world_database: str) -> None:
    with serving(Settings(database_url=world_database, rate_limit="1/second")) as client:
        first = client.get(PATH)
        second = client.get(PATH)
        time.sleep(2 * int(second.headers["retry-after"]))
        third = client.get(PATH)

    assert [one.status_code for one in (first, second, third)] == [200, 429, 200]


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, now_s: float) -> None:
        """Take the place of the clock of the rates."""
        self.now_s = now_s
        monkeypatch.setattr("app.rates.time.time", lambda: self.now_s)


def test_what_was_asked_counts_by_the_part_of_its_window_that_still_lies_inside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch, 600.0)
    rates = Rates("4/minute")

    def allowed_at(now_s: float) -> int:
        clock.now_s = now_s
        return sum(rates.take("198.51.100.1").allowed for _ in range(9))

    # 4 in the first minute; 45 s later three quarters of it have gone out, and so on.
    assert [allowed_at(at) for at in (600, 659, 660, 675, 705, 719.9, 900)] == [4, 0, 0, 1, 2, 1, 4]


def test_it_is_told_when_there_is_more(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch, 600.0)
    rates = Rates("2/minute")
    rates.take("198.51.100.1")

    first = rates.take("198.51.100.1")
    refused = rates.take("198.51.100.1")
    clock.now_s = 665.0
    later = rates.take("198.51.100.1")

    assert (first.left, first.wait_s) == (0, 60)
    assert (refused.allowed, refused.wait_s) == (False, 60)
    assert (later.allowed, later.wait_s) == (True, 25)  # Half a minute after the window begins.


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("2001:db8:0:1::5", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:ffff::", "2001:db8:0:1::/64"),
        ("", ""),
        ("unix:", "unix:"),
        ("x" * 10_000, "x" * 64),
    ],
)
def test_a_client_is_named_by_what_it_cannot_choose(address: str, client: str) -> None:
    assert client_of(address) == client


@pytest.mark.parametrize("rate", ["5", "0/minute", "5/fortnight", "5 per minute", "-1/second"])
def test_a_rate_that_is_none_stops_the_start(rate: str) -> None:
    with pytest.raises(ValidationError, match="rate_limit"):
        Settings(rate_limit=rate)
