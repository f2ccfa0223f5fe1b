"""The tree of muscles, with the functional groups that cut across it."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from app.domain.vocabulary import MuscleKind
from app.seeding.records import MuscleRecord


class Tree:
    """Who is part of whom. The records must hold no cycle and no unknown parent or member."""

    def __init__(self, muscles: Sequence[MuscleRecord]) -> None:
        """Take the records as they are."""
        self._records = {muscle.slug: muscle for muscle in muscles}
        self._children: dict[str, list[str]] = {slug: [] for slug in self._records}
        for slug, muscle in sorted(self._records.items()):
            if muscle.parent:
                self._children[muscle.parent].append(slug)
            if muscle.members:
                self._children[slug] = sorted(muscle.members)

    @cached_property
    def nodes(self) -> list[str]:
        """Every slug, wholes before their parts, so that a parent is stored before its child."""
        return sorted(self._records, key=lambda slug: (len(self.path(slug)), slug))

    def name(self, slug: str) -> str:
        """Give the name of a node."""
        return self._records[slug].name

    def kind(self, slug: str) -> MuscleKind:
        """Give the kind of a node."""
        return self._records[slug].kind

    def path(self, slug: str) -> list[str]:
        """Give the nodes from the root down to the parent."""
        parent = self._records[slug].parent
        return [*self.path(parent), parent] if parent else []

    def children(self, slug: str) -> list[str]:
        """Give what a node is divided into: its children, or the members of a functional group."""
        return self._children[slug]

    def parts(self, slug: str, depth: int = 0) -> Iterator[tuple[str, int]]:
        """Give every node inside a node, itself included, with its depth below it."""
        yield slug, depth
        for child in self.children(slug):
            yield from self.parts(child, depth + 1)

    def functional_groups(self, slug: str) -> list[str]:
        """Give the functional groups that a node, or a whole of it, is a member of."""
        held = {slug, *self.path(slug)}
        return [s for s, r in sorted(self._records.items()) if held & set(r.members)]

    def cover(self, slug: str, known: Collection[str]) -> tuple[list[str], list[str]]:
        """Divide a node into the largest parts that are `known`, and the parts that nobody knows.

        The known parts never overlap, so their shares may be added where the source allows it.
        """
        found: list[str] = []
        silent: list[str] = []
        for child in self.children(slug):
            if child in known:
                found.append(child)
                continue
            inside, unknown = self.cover(child, known)
            found += inside
            silent += unknown if inside else [child]
        return found, silent
