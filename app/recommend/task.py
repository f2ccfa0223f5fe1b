"""What is asked of a session, with all that decides how it is met."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.recommend.model import GoalFacts, Knowledge, Runner
from app.recommend.need import Demand
from app.recommend.score import Scored

HEAVY_H, ECCENTRIC_H = 24, 48
"""Hours before a key run in which there is no heavy work, and no eccentric work; r08."""
RACE_D = 7  # Days before a race without heavy work for the legs; r10, a heuristic.


@dataclass(frozen=True)
class Wish:
    """What is asked of a session."""

    minutes: int
    include: frozenset[str] = frozenset()
    hours_to_next_key_run: int | None = None
    race_in_days: int | None = None
    weekly_distance_jump_pct: int | None = None
    seed: int = 0
    contacts: int | None = None
    """Most ground contacts; None: by the runner's level."""
    avoid: frozenset[str] = frozenset()
    """Exercises that another session of the week has."""
    keep: frozenset[str] = frozenset()
    """Exercises that a plan would like to keep from session to session."""

    @property
    def is_near(self) -> bool:
        """Whether a race or a key run is so near that the legs must stay fresh; r08, r10."""
        hours, days = self.hours_to_next_key_run, self.race_in_days
        return (hours is not None and hours < HEAVY_H) or (days is not None and days < RACE_D)


@dataclass(frozen=True)
class Task:
    """A wish with all that decides how it is met."""

    wish: Wish
    demand: Demand
    knowledge: Knowledge
    runner: Runner
    goal: GoalFacts
    candidates: Mapping[str, Scored] = field(default_factory=dict)
