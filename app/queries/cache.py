"""Rendered documents that have been asked for, in bounded memory."""

from collections.abc import Sequence
from threading import Lock

OVERHEAD = 300  # Bytes that Python takes beside a kept document, measured.

Shelf = tuple[str, str, bool]
"""Digest of the release, kind, and whether whole: where kept documents stand, by their keys."""
Generation = dict[Shelf, dict[str, bytes]]


class DocumentCache:
    """Documents of releases: a document never changes inside one, so nothing here goes stale.

    Two generations of plain dictionaries: what was not asked for while the young one filled up is
    dropped with the old one. A page asks for fifty, and must not pay for fifty reorderings.
    """

    def __init__(self, limit_bytes: int) -> None:
        """Hold at most `limit_bytes` of documents, half of them in each generation."""
        self._limit = limit_bytes // 2
        self._young: Generation = {}
        self._old: Generation = {}
        self._size = 0
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes of the documents that are kept."""
        with self._lock:
            shelves = [*self._young.values(), *self._old.values()]
            return sum(len(body) for shelf in shelves for body in shelf.values())

    def find(self, shelf: Shelf, keys: Sequence[str]) -> dict[str, bytes]:
        """Give those of some documents that are kept, by key."""
        young, old = self._young.get(shelf, {}), self._old.get(shelf, {})
        found = {key: young[key] for key in keys if key in young}
        if old and len(found) < len(keys):
            for key in keys:
                if key not in found and key in old:
                    found[key] = old[key]
                    self.keep(shelf, key, old[key])
        return found

    def keep(self, shelf: Shelf, key: str, body: bytes) -> None:
        """Keep a document; one too large for a generation is not kept."""
        with self._lock:
            size = OVERHEAD + len(body)
            if size > self._limit or key in self._young.get(shelf, {}):
                return
            if self._size + size > self._limit:
                self._old, self._young, self._size = self._young, {}, 0
            self._young.setdefault(shelf, {})[key] = body
            self._size += size
