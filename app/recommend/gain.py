"""What exercises meet of a demand: one in full, and all of them at a glance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.recommend.model import ExerciseFacts, GoalFacts, Knowledge, MuscleRoleFacts, Pair
from app.recommend.need import Demand
from app.recommend.supply import Kind, amount_of, kinds_of, supply_of

Gain = tuple[float, MuscleRoleFacts]
"""What is met of a demand, and for what."""
Gained = Mapping[Pair, Gain]
"""What an exercise meets of a demand, pair by pair."""
Phases = frozenset[str] | None
"""Phases that an exercise may train for; None: all of them."""

SWING = frozenset({"early-swing", "mid-swing", "late-swing", "swing", "toe-off", "whole-cycle"})
STANCE = frozenset(
    {"initial-contact", "loading", "midstance", "push-off", "toe-off", "stance", "whole-cycle"}
)
PHASES: Mapping[str, frozenset[str]] = {
    "hip-flexion": SWING,
    "knee-flexion": SWING | {"loading"},
} | dict.fromkeys(
    ("squat", "lunge", "step", "jump", "hop", "landing", "calf-raise", "bound", "skip"), STANCE
)
"""The phases for which a movement pattern may train, where not for all; a judgement. A squat does
not brake the swinging leg, whatever its muscles do there."""


def gains(exercise: ExerciseFacts, demand: Demand, goal: GoalFacts | None) -> dict[Pair, Gain]:
    """Give the part of the demand that an exercise meets alone, pair by pair, and for what."""
    phases = PHASES.get(exercise.pattern)
    gained = {}
    for pair, amount in supply_of(exercise, goal).items():
        gain = _gain(pair, amount, phases, demand)
        if gain is not None:
            gained[pair] = gain
    return gained


def _gain(pair: Pair, amount: float, phases: Phases, demand: Demand) -> Gain | None:
    """Give what some amount for a pair meets, in the phases that it is for; None: nothing."""
    held = demand[pair].within(phases) if pair in demand else None
    return None if held is None else (held[0] * amount, held[1])


def serves(exercise: ExerciseFacts, demand: Demand, goal: GoalFacts | None) -> dict[Pair, float]:
    """Give what an exercise supplies of each need, in the phases that it may train for."""
    return parts_of_needs(gains(exercise, demand, goal), demand)


def parts_of_needs(gained: Gained, demand: Demand) -> dict[Pair, float]:
    """Give what is gained as a part of each need."""
    return {pair: value / demand[pair].importance for pair, (value, _) in gained.items()}


def total_of(gained: Gained) -> float:
    """Add up what an exercise meets."""
    return sum(value for value, _ in gained.values())


@dataclass(frozen=True)
class Glance:
    """What every exercise gives, each kind of it once: thousands of exercises share a few kinds."""

    kinds: Sequence[tuple[Kind, Phases]]
    """Every kind, and the phases that it is for."""
    of: Sequence[tuple[int, ...]]
    """For each exercise in order, the places of its kinds."""

    def gains(self, demand: Demand, goal: GoalFacts | None) -> Iterator[Gain | None]:
        """Give what each kind meets; None: nothing."""
        for kind, phases in self.kinds:
            amount = amount_of(kind, goal)
            yield _gain(kind.pair, amount, phases, demand) if amount else None

    def add_up(self, values: Sequence[float]) -> list[float]:
        """Add up the values of the kinds of each exercise, as `total_of` does for one."""
        return [sum(map(values.__getitem__, places)) for places in self.of]


def look_at(knowledge: Knowledge) -> Glance:
    """Put exercises together by what they give; ask for it by `knowledge.once`."""
    places: dict[tuple[Kind, Phases], int] = {}
    of = [
        tuple(
            places.setdefault((kind, PHASES.get(exercise.pattern)), len(places))
            for kind in kinds_of(exercise)
        )
        for exercise in knowledge.sorted_exercises
    ]
    return Glance(list(places), of)


def best_match(demand: Demand, knowledge: Knowledge, goal: GoalFacts | None) -> float:
    """Give the largest part of the demand that any exercise of the catalogue meets alone."""
    glance = knowledge.once(look_at)
    values = [gain[0] if gain else 0.0 for gain in glance.gains(demand, goal)]
    return max(glance.add_up(values), default=0.0)
