"""What exercises train: from the roles that they name to what muscles do in running."""

from collections.abc import Sequence

from app.domain.running import MATTERS
from app.domain.vocabulary import Category, Direction, RoleMode
from app.seeding.records import ExerciseRecord
from app.seeding.roles import RoleFacts
from app.seeding.tree import Tree


def mode_of(exercise: ExerciseRecord) -> RoleMode:
    """Say whether an exercise trains its roles: mobility work only prepares the range."""
    return RoleMode.prepares if exercise.category is Category.mobility else RoleMode.trains


class MuscleRoleFinder:
    """Finds what an exercise trains: the muscle roles of the muscles that it trains a role by."""

    def __init__(self, tree: Tree, roles: Sequence[RoleFacts]) -> None:
        """Take the tree and every muscle role; only what drives a function can be trained."""
        self._tree = tree
        self._known: dict[str, dict[tuple[str, str, str], str]] = {}
        self._small: set[str] = set()
        for facts in roles:
            if facts.direction is Direction.drives:
                place = (facts.role, facts.phase, facts.function)
                self._known.setdefault(facts.muscle, {})[place] = facts.id
            if facts.weight is not None and facts.weight < MATTERS:
                self._small.add(facts.id)

    def trained_by(self, exercise: ExerciseRecord) -> list[tuple[str, str]]:
        """Give each muscle of an exercise with the muscle roles that it trains by it."""
        if mode_of(exercise) is RoleMode.prepares:
            return []
        return sorted(
            {
                (muscle, id_)
                for training in exercise.trains
                for muscle, node in self._reached(training.muscles)
                for id_ in self.played(node, training.role)
            }
        )

    def _reached(self, muscles: Sequence[str]) -> list[tuple[str, str]]:
        """Give each muscle with what it speaks for: itself, and wholes that are worked entirely."""
        inside = {part for muscle in muscles for part, _ in self._tree.parts(muscle)}
        wholes = {whole for muscle in muscles for whole in self._tree.path(muscle)}
        for whole in sorted(wholes, key=lambda slug: -len(self._tree.path(slug))):  # Inmost first.
            if set(self._tree.children(whole)) <= inside:
                inside.add(whole)
        return [
            (muscle, node)
            for muscle in muscles
            for node in (muscle, *self._tree.path(muscle))
            if node in inside
        ]

    def played(self, muscle: str, role: str) -> list[str]:
        """Name what a node does in a role and matters: itself, and its parts where it is mute.

        Only where nothing is known of a node, in no phase, does the nearest whole speak, and at
        last a functional group: what the quadriceps do at the hip, rectus femoris does alone.
        """
        own = self._places(muscle, role)
        spoken = list(own.values())
        for part in dict(self._tree.parts(muscle)).keys() - {muscle}:
            places = self._places(part, role)
            spoken += [id_ for place, id_ in places.items() if place not in own]
        wholes = [*reversed(self._tree.path(muscle)), *self._tree.functional_groups(muscle)]
        for whole in wholes:
            spoken = spoken or list(self._places(whole, role).values())
        return sorted(id_ for id_ in spoken if id_ not in self._small)

    def _places(self, node: str, role: str) -> dict[tuple[str, str, str], str]:
        return {p: id_ for p, id_ in self._known.get(node, {}).items() if p[0] == role}
