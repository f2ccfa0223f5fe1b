"""Rendered documents that have been asked for, in bounded memory."""

from threading import Lock

OVERHEAD = 300  # Bytes that Python takes beside a kept document, measured.

Name = tuple[str, str, bool, str]
"""Digest of the release, kind, whether whole, and key: what a kept document is known by."""


class DocumentCache:
    """Documents of releases: a document never changes inside one, so nothing here goes stale.

    Two generations of plain dictionaries: what was not asked for while the young one filled up is
    dropped with the old one. A page asks fifty times, and must not pay for fifty reorderings.
    """

    def __init__(self, limit_bytes: int) -> None:
        """Hold at most `limit_bytes` of documents, half of them in each generation."""
        self._limit = limit_bytes // 2
        self._young: dict[Name, bytes] = {}
        self._old: dict[Name, bytes] = {}
        self._size = 0
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes of the documents that are kept."""
        with self._lock:
            return sum(len(body) for kept in (self._young, self._old) for body in kept.values())

    def get(self, name: Name) -> bytes | None:
        """Give a document if it is kept."""
        body = self._young.get(name)
        if body is None:
            body = self._old.get(name)
            if body is not None:
                self.keep(name, body)
        return body

    def keep(self, name: Name, body: bytes) -> None:
        """Keep a document; one too large for a generation is not kept."""
        with self._lock:
            size = OVERHEAD + len(body)
            if size > self._limit or name in self._young:
                return
            if self._size + size > self._limit:
                self._old, self._young, self._size = self._young, {}, 0
            self._young[name] = body
            self._size += size
