"""What several rules ask of the seed."""

from collections.abc import Iterator
from typing import Any

from app.seeding.read import Seed
from app.seeding.records import MeasuredRole, MuscleRecord


def nodes_of(seed: Seed) -> dict[str, MuscleRecord]:
    """Give the muscles by slug."""
    return {muscle.slug: muscle for muscle in seed.muscles}


def ancestors_of(nodes: dict[str, MuscleRecord], slug: str) -> Iterator[str]:
    """Name the nodes above a node; a cycle or an unknown parent ends the walk."""
    seen = {slug}
    parent = nodes[slug].parent
    while parent in nodes and parent not in seen:
        yield parent
        seen.add(parent)
        parent = nodes[parent].parent


def records_of(seed: Seed) -> Iterator[Any]:
    """Every record of the seed."""
    for records in (
        seed.muscles, seed.sources, seed.phases, seed.roles, seed.claims, seed.findings,
        seed.shares, seed.weights, seed.trends, seed.joint_work, seed.joint_trends,
        seed.timings, seed.architecture, seed.volumes, seed.effects, seed.equipment,
        seed.patterns, seed.exercises, seed.emg, seed.emg_rankings, seed.injuries,
        seed.red_flags, seed.injury_links, seed.gates, seed.garmin, seed.highlights,
        seed.goals, seed.training_rules,
    ):  # fmt: skip
        yield from records
    for exercise in seed.exercises:
        yield exercise.dose
        yield from exercise.works
        yield from exercise.trains
    for goal in seed.goals:
        yield from goal.aim


def sources_of(record: Any) -> Iterator[str]:
    """Name the sources that a record cites."""
    for key in (getattr(record, "source", None), getattr(record, "origin", None)):
        is_muscle = isinstance(record, MuscleRecord)  # Its `origin` is an attachment.
        if isinstance(key, str) and not is_muscle:
            yield key
    yield from getattr(record, "sources", ())
    yield from getattr(record, "share_sources", ())


def place_of(record: MeasuredRole) -> tuple[str, str, str, str]:
    """Name the muscle role that a row speaks of."""
    return (record.muscle, record.phase, record.function, record.direction.value)


def said(key: Any) -> str:
    """Say a key of several parts in one line."""
    return " × ".join(str(part) for part in key) if isinstance(key, tuple) else repr(key)
