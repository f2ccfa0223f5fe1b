"""Where an answer goes: to standard output as it is, or whole into a file."""

import os
import sys
from pathlib import Path

from typer import BadParameter

from app.cli.refused import Refused


def emit(body: bytes) -> None:
    """Write bytes to standard output; on a terminal they end with a line."""
    sys.stdout.flush()
    sys.stdout.buffer.write(body)
    if sys.stdout.isatty() and not body.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def place_of(output: str) -> Path:
    """Take the name of a file to write; raises BadParameter where there can be none."""
    place = Path(output)
    if not place.parent.is_dir():
        raise BadParameter(f"There is no folder {str(place.parent)!r}.")
    if place.exists() and not place.is_file():
        raise BadParameter(f"{output!r} is there and is no file.")
    return place.resolve()  # A link stays a link: what it leads to is written.


def write_whole(place: Path, body: bytes) -> None:
    """Write a file aside and put it in its place in one step; raises Refused, and leaves nothing.

    So a file that was there is whole until the new one is.
    """
    aside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        try:
            aside.write_bytes(body)
            aside.replace(place)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as failed:
        raise Refused(f"{place} cannot be written: {failed.strerror}.") from failed
