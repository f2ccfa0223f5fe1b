"""Rows of goals and of the rules of training."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app.domain.goals import Goal, GoalAim, TrainingRule
from app.seeding.read import Seed


def goal_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give the goals with their aims, and the rules."""
    for goal in seed.goals:
        yield Goal(**goal.model_dump(exclude={"aliases", "aim"}))
        for place, aim in enumerate(goal.aim, 1):
            yield GoalAim(goal=goal.slug, place=place, **aim.model_dump())
    for rule in seed.training_rules:
        yield TrainingRule(**rule.model_dump())
