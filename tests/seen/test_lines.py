"""Lines are whole whatever is in them, and a reader that does not read holds up nobody."""

import json
import logging
import os
import sys
from collections.abc import Iterator

import pytest

from app.lines import MOST_WAITING, WHOLE, JsonFormatter, Lines, pieces_of, request_id


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """Give the two ends of a pipe: where it is read, where it is written."""
    read, write = os.pipe()
    yield read, write
    for end in (read, write):
        try:
            os.close(end)
        except OSError:  # The test has closed it.
            continue


def record(message: str, *, failed: bool = False) -> logging.LogRecord:
    """Make a record of a logger, of an exception that is handled where it `failed`."""
    exc_info = sys.exc_info() if failed else None
    return logging.LogRecord("pushoff", logging.ERROR, __file__, 1, message, (), exc_info)


def test_pieces_hold_whole_lines_and_are_never_longer_than_a_pipe_takes_whole() -> None:
    lines = b"".join(b"%d%s\n" % (at, b"x" * (at * 37 % 900)) for at in range(200))

    pieces = list(pieces_of(lines))

    assert b"".join(pieces) == lines
    assert max(map(len, pieces)) <= WHOLE
    assert all(piece.endswith(b"\n") for piece in pieces)
    assert len(pieces) < 2 * len(lines) / WHOLE


def test_no_lines_are_no_pieces() -> None:
    assert list(pieces_of(b"")) == []


def test_what_is_written_arrives(pipe: tuple[int, int]) -> None:
    read, write = pipe
    lines = Lines(write)

    lines.write(["one\n", "two\n"])
    lines.write(["three\n"])

    assert os.read(read, WHOLE) == b"one\ntwo\nthree\n"
    assert (lines.lost, lines.is_behind) == (0, False)


def test_a_reader_that_does_not_read_is_not_waited_for_and_loses_the_oldest(
    pipe: tuple[int, int],
) -> None:
    read, write = pipe
    lines = Lines(write)
    line = "x" * (WHOLE - 7) + "%06d\n"

    for at in range(3 * MOST_WAITING):
        lines.write([line % at])
    taken = os.read(read, WHOLE)

    assert taken.endswith(b"000000\n")
    assert lines.is_behind
    assert 0 < lines.lost < 3 * MOST_WAITING - MOST_WAITING


def test_a_reader_that_is_gone_fails_nothing(pipe: tuple[int, int]) -> None:
    read, write = pipe
    lines = Lines(write)
    os.close(read)

    lines.write(["one\n", "two\n"])

    assert (lines.lost, lines.is_behind) == (2, False)


def test_a_record_is_one_line_with_its_traceback_and_the_id_of_its_request() -> None:
    token = request_id.set("abc-1")
    try:
        int('bad "news"')
    except ValueError:
        line = JsonFormatter().format(record("It failed.\n", failed=True))
    finally:
        request_id.reset(token)

    said = json.loads(line)
    assert "\n" not in line
    assert (said["level"], said["logger"], said["message"]) == ("error", "pushoff", "It failed.")
    assert said["request_id"] == "abc-1"
    assert said["traceback"].startswith("Traceback (most recent call last):\n")
    assert said["traceback"].endswith("""'bad "news"'""")


def test_a_record_outside_of_requests_has_no_id() -> None:
    assert json.loads(JsonFormatter().format(record("Hello."))).keys() == {
        "time", "level", "logger", "message",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["x" * 100_000, "\x00" * 5_000, 'é\n"' * 3_000, "🏃" * 9_000])
def test_a_record_that_is_too_long_loses_its_middle(text: str) -> None:
    line = JsonFormatter().format(record(f"begin {text} end"))

    message = json.loads(line)["message"]
    assert len(line) < WHOLE
    assert len(line) > WHOLE / 8
    assert message.startswith("begin ")
    assert message.endswith(" end")
    assert " [...] " in message
