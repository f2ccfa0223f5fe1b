"""A server that is away is tried by one at a time, and the others are told so at once."""

import threading
from typing import cast

import psycopg
import pytest

from app.patience import Connection, Door

OPENED = cast("Connection", object())


def refuse() -> Connection:
    raise psycopg.OperationalError("refused")


def test_while_one_tries_to_reach_a_lost_server_nobody_waits_with_it() -> None:
    door = Door()
    inside, answered = threading.Event(), threading.Event()

    def slowly() -> Connection:
        inside.set()
        answered.wait(20)
        return OPENED

    with pytest.raises(psycopg.OperationalError, match="refused"):
        door.open(refuse)
    trying = threading.Thread(target=door.open, args=[slowly])
    trying.start()
    inside.wait(20)
    with pytest.raises(psycopg.OperationalError, match="another is trying"):
        door.open(lambda: OPENED)
    answered.set()
    trying.join(20)

    assert door.open(lambda: OPENED) is OPENED


def test_an_attempt_that_fails_late_does_not_shut_what_another_has_opened() -> None:
    door = Door()

    def fail_after_another_has_come_in() -> Connection:
        assert door.open(lambda: OPENED) is OPENED
        return refuse()

    with pytest.raises(psycopg.OperationalError, match="refused"):
        door.open(fail_after_another_has_come_in)

    assert door.open(lambda: door.open(lambda: OPENED)) is OPENED  # Two at once: it stands open.
