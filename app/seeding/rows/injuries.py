"""Rows of injuries, what they ask of exercises, and red flags."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app.domain.injuries import Gate, Injury, InjuryExercise, InjuryMuscle, RedFlag
from app.seeding.read import Seed


def injury_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give injuries with their links and gates, and the red flags."""
    for flag in seed.red_flags:
        yield RedFlag(**flag.model_dump())
    for injury in seed.injuries:
        yield Injury(**injury.model_dump(exclude={"aliases", "muscles"}))
        for muscle in injury.muscles:
            yield InjuryMuscle(injury=injury.slug, muscle=muscle)
    for link in seed.injury_links:
        yield InjuryExercise(**link.model_dump())
    for gate in seed.gates:
        yield Gate(**gate.model_dump())
