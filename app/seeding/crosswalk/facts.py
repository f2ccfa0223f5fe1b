"""What the crosswalk is worked out from: our rows, and the words that lead to them."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sqlmodel import Session, select

from app.crosswalk.match import Matcher, Ours
from app.domain.crosswalk import ForeignLink
from app.domain.exercises import Equipment, Exercise, ExerciseMuscle, Need, Way
from app.domain.muscles import Alias, Muscle, MusclePart
from app.domain.vocabulary import CrosswalkKind, Involvement
from app.schemas.kinds import address_of
from app.schemas.muscles import MuscleRef
from app.seeding.render.pages import by

KINDS = {
    CrosswalkKind.exercise: "exercises",
    CrosswalkKind.muscle: "muscles",
    CrosswalkKind.equipment: "equipment",
}
"""The kind of document that each kind of entry leads to."""


class Facts:
    """Our rows, read once."""

    def __init__(self, session: Session) -> None:
        """Read from a session."""
        self._session = session

    def rows(self, table: Any, *order: Any) -> list[Any]:
        """Read a table in an order."""
        return list(self._session.exec(select(table).order_by(*order)))

    @cached_property
    def muscles(self) -> dict[str, Muscle]:
        """Give every muscle by its slug."""
        return {muscle.slug: muscle for muscle in self.rows(Muscle, Muscle.slug)}

    @cached_property
    def names(self) -> dict[CrosswalkKind, dict[str, str]]:
        """Give the name of each of ours by kind and slug."""
        tables: dict[CrosswalkKind, Any] = {
            CrosswalkKind.exercise: Exercise,
            CrosswalkKind.muscle: Muscle,
            CrosswalkKind.equipment: Equipment,
        }
        return {
            kind: {one.slug: one.name for one in self.rows(table, table.slug)}
            for kind, table in tables.items()
        }

    @cached_property
    def links(self) -> list[ForeignLink]:
        """Give the reviewed links, in order."""
        where = (ForeignLink.system, ForeignLink.kind, ForeignLink.id, ForeignLink.slug)
        return self.rows(ForeignLink, *where)

    def linked(self, system: str, kind: CrosswalkKind) -> dict[str, list[ForeignLink]]:
        """Give the links of one kind of a catalogue, by its ids."""
        return by([one for one in self.links if (one.system, one.kind) == (system, kind)], "id")

    @cached_property
    def matcher(self) -> Matcher:
        """Give what compares foreign exercises with ours."""
        return Matcher(list(self._ours()), self._related)

    @property
    def _related(self) -> dict[str, set[str]]:
        """For each muscle, itself, what holds it and what it holds."""
        related: dict[str, set[str]] = {}
        for pair in self.rows(MusclePart, MusclePart.whole, MusclePart.part):
            related.setdefault(pair.whole, set()).add(pair.part)
            related.setdefault(pair.part, set()).add(pair.whole)
        return related

    def _ours(self) -> Iterator[Ours]:
        aliases = by(self.rows(Alias, Alias.kind, Alias.alias), "kind", "slug")
        works = by(self.rows(ExerciseMuscle, ExerciseMuscle.exercise), "exercise")
        ways = by(self.rows(Way, Way.exercise, Way.way), "exercise")
        needs = by(self.rows(Need, Need.exercise, Need.way), "exercise", "way")
        for exercise in self.rows(Exercise, Exercise.slug):
            slug = exercise.slug
            others = [alias.name for alias in aliases["exercise", slug]]
            yield Ours(
                slug=slug,
                name=exercise.name,
                names=tuple(dict.fromkeys((exercise.name, *others, slug.replace("-", " ")))),
                primary=_muscles(works[slug], Involvement.primary),
                others=_muscles(works[slug], Involvement.secondary, Involvement.stabiliser),
                ways=tuple(
                    frozenset(need.equipment for need in needs[slug, way.way]) for way in ways[slug]
                ),
            )

    def ref(self, slug: str) -> MuscleRef:
        """Name a muscle."""
        muscle = self.muscles[slug]
        return MuscleRef(slug=slug, name=muscle.name, kind=muscle.kind)


def path_of(kind: CrosswalkKind, slug: str) -> str:
    """Give the path of one of ours."""
    return address_of(KINDS[kind], slug)


def _muscles(works: list[ExerciseMuscle], *involvements: Involvement) -> frozenset[str]:
    return frozenset(work.muscle for work in works if work.involvement in involvements)
