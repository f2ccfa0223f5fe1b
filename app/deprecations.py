"""What will go, since when that is known, and when: the headers that say so.

Nothing is deprecated now. An operation is entered here at least 12 months before it ends, with the
path as OpenAPI names it; the headers and the OpenAPI document follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Deprecation:
    """The end of an operation: when it was announced, when it comes, and where to read of it."""

    since: datetime
    sunset: datetime
    successor: str
    """Address of what takes its place, or of the page that explains."""

    @property
    def headers(self) -> Headers:
        """Say it as RFC 9745 (Deprecation) and RFC 8594 (Sunset) do."""
        return [
            (b"deprecation", b"@%d" % self.since.timestamp()),
            (b"sunset", format_datetime(self.sunset.astimezone(UTC), usegmt=True).encode()),
            (b"link", f'<{self.successor}>; rel="deprecation"'.encode()),
        ]


DEPRECATED: Mapping[str, Deprecation] = {}
"""By path, as OpenAPI names it."""


def deprecation_of(path: str) -> Headers:
    """Give the headers of a path that will go; nothing for all others."""
    known = DEPRECATED.get(path)
    return known.headers if known else []
