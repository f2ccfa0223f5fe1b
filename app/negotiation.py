"""In which form a client takes an answer: its format (Accept) and its coding (Accept-Encoding)."""

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import brotli
import zstandard
from fastapi.responses import Response
from starlette.routing import Match
from werkzeug.datastructures import Accept, MIMEAccept
from werkzeug.http import parse_accept_header

from app.problems import Fault, problem
from app.schemas.paging import MEDIA_TYPES

SMALLEST = 1_000  # Bytes of a body from which a coding is worth its headers; a judgement.
LONGEST_HEADER = 1_000  # Bytes; no client needs more, and what it says is kept.
CODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    # Copied: the library leaves what it compresses in a room as large as before.
    "zstd": lambda body: bytes(memoryview(zstandard.ZstdCompressor(level=6).compress(body))),
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
"""How a body is coded; where a client takes several alike, the first. Once for each kept answer, a
page of 50 exercises (20 kB) takes 0.1 to 0.2 ms of CPU, one of whole ones (234 kB) 1 to 3 ms."""
IDENTITY = "identity"
FORMAT = "format"
TYPES = {name: media_type.partition(";")[0] for name, media_type in MEDIA_TYPES.items()}


def coding_of(header: bytes) -> str:
    """Choose a coding by Accept-Encoding (RFC 9110, 12.5.3); empty: as it is."""
    return _coding_of(header[:LONGEST_HEADER])


@lru_cache(maxsize=512)
def _coding_of(header: bytes) -> str:
    wanted = parse_accept_header(header.decode("latin-1"), Accept)
    best = wanted.best_match([*CODINGS, IDENTITY], IDENTITY)
    return "" if best == IDENTITY else best


def takes_json(header: bytes) -> bool:
    """Whether nothing is wanted more than JSON, by Accept."""
    return _takes_json(header[:LONGEST_HEADER])


@lru_cache(maxsize=512)
def _takes_json(header: bytes) -> bool:
    return _best(header, tuple(TYPES)) == "json"


def route_of(scope: Any) -> Any:
    """Find the route that answers a request; None: there is none."""
    return scope.get("route") or next(
        (one for one in scope["app"].router.routes if one.matches(scope)[0] is Match.FULL), None
    )


def offered_by(route: Any) -> list[str]:
    """Name the formats that a route offers to negotiate; none where it answers no JSON."""
    offered: list[str] = getattr(route, "offered", [])
    return offered


def format_of(header: bytes, offered: list[str]) -> str | None:
    """Choose among the formats of a path by Accept (RFC 9110, 12.5.1); None: none is wanted."""
    return _best(header, tuple(offered))


def _best(header: bytes, offered: tuple[str, ...]) -> str | None:
    wanted = parse_accept_header(header[:LONGEST_HEADER].decode("latin-1"), MIMEAccept)
    best = wanted.best_match([TYPES[name] for name in offered])
    return next((name for name in offered if TYPES[name] == best), None)


def not_acceptable(offered: list[str]) -> Response:
    """Refuse to answer in a format that a path does not offer."""
    types = [TYPES[name] for name in offered]
    detail = f"This path answers {' or '.join(types)}, and Accept names none of them."
    fault = Fault(parameter="Accept", code="not_acceptable", detail=detail, valid=types, nearest=[])
    return problem(406, "not_acceptable", detail, errors=[fault])


def encode(body: bytes, coding: str) -> bytes:
    """Put a body in a coding; the same body has the same bytes."""
    return CODINGS[coding](body)
