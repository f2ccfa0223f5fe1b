"""A finished answer: the question and form that it is kept by, its validator, and what is sent."""

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from starlette.types import Message

from app import __version__
from app.headers import CACHE_CONTROL, Headers, KeptHeaders
from app.negotiation import FORMAT
from app.schemas.paging import Release, Rendered
from app.schemas.query_strings import read_pairs, write_pairs

OVERHEAD = 1_500  # Bytes that Python takes for an empty kept answer, measured.
SHORT_QUERY = 512  # Bytes; longer ones are put in order anew each time.
BODY_HEADERS = frozenset({b"content-length", b"content-type", b"content-encoding"})


class Form(NamedTuple):
    """A question and the form of its answer: what a finished answer is kept by."""

    path: str
    query: str
    format: str
    """What Accept chose beside JSON; empty: what the query says."""
    coding: str
    """What Accept-Encoding chose; empty: as it is."""

    def etag(self, release: str, address: str) -> bytes:
        """Make the validator of the answer as it is, in no coding."""
        if not self.format:
            return etag_of(self.path, self.query, release, address)
        asked = f"{self.query}&{FORMAT}={self.format}"
        return etag_of(self.path, canonical(asked.encode()), release, address)


@dataclass(frozen=True)
class Kept:
    """A finished answer, as the messages that it is sent in."""

    form: Form
    release: Release
    etag: bytes
    head: Message
    body: Message

    @cached_property
    def size(self) -> int:
        """Bytes that it takes in memory, about; headers one by one, and as they are sent."""
        headers = sum(map(len, chain.from_iterable(self.head["headers"])))
        return OVERHEAD + sum(map(len, self.form)) + 2 * headers + len(self.body["body"])

    def in_form(self, form: Form, body: bytes) -> "Kept":
        """Give the same answer with its body in a coding, under a validator of its own."""
        etag = coded(self.etag, form.coding)
        other = {
            b"content-length": str(len(body)).encode(),
            b"etag": etag,
        }
        headers = [(name, other.get(name, value)) for name, value in self.head["headers"]]
        headers.append((b"content-encoding", form.coding.encode()))
        head = {**self.head, "headers": KeptHeaders(headers)}
        return Kept(form, self.release, etag, head, {**self.body, "body": body})

    @cached_property
    def unchanged(self) -> Message:
        """The head of the 304 that says that the client has it already."""
        headers = [pair for pair in self.head["headers"] if pair[0] not in BODY_HEADERS]
        return {"type": "http.response.start", "status": 304, "headers": KeptHeaders(headers)}


def headers_of_release(release: Release) -> Headers:
    """Write the headers that every answer of a release has, a 304 too."""
    return [
        (b"x-pushoff-release", release.id.encode()),
        (b"cache-control", CACHE_CONTROL.encode()),
    ]


def headers_of(rendered: Rendered) -> Headers:
    """Write the headers that a rendered answer has by itself."""
    headers = [
        *headers_of_release(rendered.release),
        *((name.lower().encode(), value.encode()) for name, value in rendered.headers.items()),
    ]
    if rendered.links:
        links = ", ".join(f'<{to}>; rel="{rel}"' for rel, to in rendered.links.items())
        headers.append((b"link", links.encode()))
    headers.append((b"content-length", b"%d" % len(rendered.body)))
    headers.append((b"content-type", rendered.media_type.encode()))
    return headers


def canonical(query: bytes) -> str:
    """Write a query string in one order and one encoding: neither makes another question."""
    return _short(query) if len(query) < SHORT_QUERY else _sorted(query)


def _sorted(query: bytes) -> str:
    return write_pairs(sorted(read_pairs(query)))


_short = lru_cache(maxsize=4_096)(_sorted)


def etag_of(path: str, query: str, release: str, address: str) -> bytes:
    """Make the strong validator of an answer from what it depends on.

    `address` is the one that was set for the service: calendars and other files link back to it.
    """
    question = f"{path}?{query}#{release}#{__version__}#{address}"
    return b'"%s"' % hashlib.sha256(question.encode()).hexdigest()[:32].encode()


def coded(etag: bytes, coding: str) -> bytes:
    """Mark a validator with the coding of its answer: other bytes, another strong validator."""
    return b'%s-%s"' % (etag[:-1], coding.encode()) if coding else etag


def matches(value: bytes, etag: bytes) -> bool:
    """Whether If-None-Match names a tag, or any answer at all (`*`)."""
    return names_tag(value, etag) or value.strip() == b"*"


def names_tag(value: bytes, etag: bytes) -> bool:
    """Compare weakly, as If-None-Match does (RFC 9110, 13.1.2)."""
    if value == etag:
        return True
    return etag in (tag.strip().removeprefix(b"W/") for tag in value.split(b","))
