"""Rules of the tree of muscles and of names."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from app.domain.base import fold
from app.domain.vocabulary import MuscleKind
from app.seeding.read import Seed
from app.seeding.rules.common import ancestors_of, nodes_of


def parents_exist(seed: Seed) -> Iterator[str]:
    """Every parent is a node of the tree, and not a functional group."""
    nodes = nodes_of(seed)
    for muscle in seed.muscles:
        if muscle.parent and muscle.parent not in nodes:
            yield f"{muscle.place}: no muscle {muscle.parent!r} to be its parent"
        elif muscle.parent and nodes[muscle.parent].kind is MuscleKind.functional:
            yield f"{muscle.place}: parent {muscle.parent!r} is a functional group, not a node"


def the_tree_has_no_cycle(seed: Seed) -> Iterator[str]:
    """No node is a part of itself."""
    nodes = nodes_of(seed)
    for muscle in seed.muscles:
        seen = [muscle.slug]
        parent = muscle.parent
        while parent in nodes and parent not in seen:
            seen.append(parent)
            parent = nodes[parent].parent
        if parent == muscle.slug:
            yield f"{muscle.place}: cycle in the tree: {' → '.join([*seen, muscle.slug])}"


def heads_belong_to_muscles(seed: Seed) -> Iterator[str]:
    """A head is a part of a muscle; a muscle or a group is a part of a group."""
    nodes = nodes_of(seed)
    for muscle in seed.muscles:
        parent = nodes.get(muscle.parent or "")
        if muscle.kind is MuscleKind.head and parent is None:
            yield f"{muscle.place}: a head needs a muscle as its parent"
        elif parent and (muscle.kind is MuscleKind.head) != (parent.kind is MuscleKind.muscle):
            yield f"{muscle.place}: a {muscle.kind} cannot be a part of a {parent.kind}"


def members_exist_and_do_not_overlap(seed: Seed) -> Iterator[str]:
    """The members of a functional group are nodes of the tree, none inside another."""
    nodes = nodes_of(seed)
    for group in seed.muscles:
        for member in group.members:
            if member not in nodes:
                yield f"{group.place}: no muscle {member!r} to be a member"
            elif nodes[member].kind is MuscleKind.functional:
                yield f"{group.place}: member {member!r} is itself a functional group"
            elif shared := set(ancestors_of(nodes, member)) & set(group.members):
                yield f"{group.place}: member {member!r} is already inside {min(shared)!r}"
        for member, times in Counter(group.members).items():
            if times > 1:
                yield f"{group.place}: member {member!r} is named {times} times"


def aliases_are_unique(seed: Seed) -> Iterator[str]:
    """An alias leads to one record only, and is no other record's slug or name."""
    kinds: dict[str, list[Any]] = {
        "muscle": [*seed.muscles],
        "phase": [*seed.phases],
        "role": [*seed.roles],
        "exercise": [*seed.exercises],
        "equipment": [*seed.equipment],
        "pattern": [*seed.patterns],
        "injury": [*seed.injuries],
        "goal": [*seed.goals],
    }
    for kind, named in kinds.items():
        owners: dict[str, set[str]] = defaultdict(set)
        for record in named:
            for name in (record.slug, record.name, *record.aliases):
                owners[fold(name)].add(record.slug)
            for alias, times in Counter(fold(alias) for alias in record.aliases).items():
                if times > 1 or alias in ("", record.slug, fold(record.name)):
                    yield f"{record.place}: alias {alias!r} is said already"
        for record in named:
            for alias in record.aliases:
                for other in sorted(owners[fold(alias)] - {record.slug}):
                    yield f"{record.place}: alias {alias!r} also leads to {kind} {other!r}"


def summaries_are_told_apart(seed: Seed) -> Iterator[str]:
    """No two muscles, exercises, things or injuries have the same summary."""
    seen: dict[str, str] = {}
    told: list[Any] = [*seed.muscles, *seed.exercises, *seed.equipment, *seed.injuries]
    for record in told:
        if record.summary in seen:
            yield f"{record.place}: the summary is that of {seen[record.summary]!r}"
        seen.setdefault(record.summary, record.slug)
