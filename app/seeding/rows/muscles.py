"""Rows of the tree of muscles."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app.domain.exercises import Highlight
from app.domain.muscles import Architecture, Muscle, MuscleMember, MusclePart, Volume
from app.seeding.read import Seed
from app.seeding.records import ArchitectureRecord
from app.seeding.tree import Tree


def muscle_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give the tree, its closure, and what is known of its nodes."""
    tree = Tree(seed.muscles)
    records = {muscle.slug: muscle for muscle in seed.muscles}
    for slug in tree.nodes:
        yield Muscle(
            **records[slug].model_dump(exclude={"aliases", "members", "no_members_because"})
        )
    for slug in tree.nodes:
        for part, depth in dict(tree.parts(slug)).items():
            yield MusclePart(whole=slug, part=part, depth=depth)
        for member in records[slug].members:
            yield MuscleMember(functional=slug, member=member)
    for unit in seed.architecture:
        yield _architecture(unit)
    for volume in seed.volumes:
        yield Volume(**volume.model_dump())
    for highlight in seed.highlights:
        for slug in highlight.slugs:
            yield Highlight(muscle=highlight.muscle, package=highlight.package, slug=slug)


def _architecture(unit: ArchitectureRecord) -> Architecture:
    """Gather the moment arms that the model gives into one field."""
    arms = {name: value for name in sorted(ARMS) if (value := getattr(unit, name)) is not None}
    plain = unit.model_dump(exclude={*ARMS, "moment_arms_m"})
    return Architecture(**plain, moment_arms_m={arm.removesuffix("_m"): arms[arm] for arm in arms})


ARMS = frozenset(ArchitectureRecord.model_fields) - frozenset(Architecture.model_fields)
"""The columns of the table that hold moment arms."""
