"""What a routine covers of what running needs, what it misses, and what would close the gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.recommend.blocks import Family, families_of
from app.recommend.gain import serves
from app.recommend.gates import refuse
from app.recommend.model import ExerciseFacts, GoalFacts, Knowledge, Pair, Runner
from app.recommend.need import Demand, Need
from app.recommend.programme import STEPS

GAP = 0.4  # Part of a need below which it is a gap; a judgement.
MOST_GAPS = 10
ADDITIONS = 3  # Exercises that may be suggested.
WORTH_ADDING = 0.02  # Part of the whole demand that an addition must bring; a judgement.
FULL = sum(size * value for size, value in STEPS)
"""What a need that is met to the last step is worth."""
HIP_TO_KNEE = (1.0, 1.5)
"""Exercises for the back of hip and thigh to those for the front; r17, a heuristic."""


@dataclass(frozen=True)
class Covered:
    """How much of a need is met."""

    pair: Pair
    need: Need
    met: float
    """Part of the need, 0 to 1."""
    by: tuple[str, ...]


@dataclass
class Coverage:
    """What a routine covers."""

    whole: float = 0.0
    pairs: list[Covered] = field(default_factory=list)
    places: dict[tuple[str, str], float] = field(default_factory=dict)
    """For each role and phase, the part of its needs that is met."""
    imbalances: list[str] = field(default_factory=list)

    @property
    def gaps(self) -> list[Covered]:
        """The needs that are met least, the most important first."""
        missing = [one for one in self.pairs if one.met < GAP]
        missing.sort(key=lambda one: (-one.need.importance * (1 - one.met), one.pair))
        return missing[:MOST_GAPS]


def cover(routine: Sequence[ExerciseFacts], demand: Demand, goal: GoalFacts) -> Coverage:
    """Say what a routine covers of a demand; the order of its exercises does not matter."""
    ordered = sorted(routine, key=lambda exercise: exercise.slug)
    supplies = {exercise.slug: serves(exercise, demand, goal) for exercise in ordered}
    result = Coverage()
    sums: dict[tuple[str, str], list[float]] = {}
    for pair in sorted(demand):
        need = demand[pair]
        given = {slug: supply[pair] for slug, supply in supplies.items() if pair in supply}
        met = worth(sum(given.values()))
        result.pairs.append(Covered(pair, need, met, tuple(given)))
        place = (pair[1], need.because.phase)
        total = sums.setdefault(place, [0.0, 0.0])
        total[0] += need.importance * met
        total[1] += need.importance
        result.whole += need.importance * met
    result.places = {place: met / total for place, (met, total) in sorted(sums.items())}
    result.imbalances = list(_imbalances(ordered))
    return result


def worth(supply: float) -> float:
    """Say what a supply is worth, 0 to 1: the first of it counts most."""
    value = 0.0
    for size, rate in STEPS:
        value += min(size, max(0.0, supply)) * rate
        supply -= size
    return value / FULL


def additions(
    routine: Sequence[ExerciseFacts],
    demand: Demand,
    knowledge: Knowledge,
    runner: Runner,
    goal: GoalFacts,
) -> list[tuple[ExerciseFacts, float]]:
    """Add, one by one, the exercise that brings most; at most three, while one is worth it."""
    sums: dict[Pair, float] = {}
    for exercise in sorted(routine, key=lambda exercise: exercise.slug):
        sums = _plus(sums, serves(exercise, demand, goal))
    had = {exercise.slug for exercise in routine}
    allowed = [
        (exercise, serves(exercise, demand, goal))
        for exercise in knowledge.sorted_exercises
        if exercise.slug not in had and refuse(exercise, runner) is None
    ]
    added: list[tuple[ExerciseFacts, float]] = []
    while allowed and len(added) < ADDITIONS:
        worths = {pair: demand[pair].importance * worth(sums.get(pair, 0.0)) for pair in demand}
        before = sum(worths.values())
        gained = [
            (
                sum({**worths, **_raised(sums, supply, demand)}.values()) - before,
                -exercise.level,
                place,
            )
            for place, (exercise, supply) in enumerate(allowed)
        ]
        gain, _, place = max(gained, key=lambda one: (round(one[0], 6), one[1], -one[2]))
        if gain < WORTH_ADDING:
            break
        exercise, supply = allowed.pop(place)
        sums = _plus(sums, supply)
        added.append((exercise, gain))
    return added


def _raised(
    sums: Mapping[Pair, float], supply: Mapping[Pair, float], demand: Demand
) -> dict[Pair, float]:
    """Say what the pairs that an exercise serves are worth with it."""
    return {
        pair: demand[pair].importance * worth(sums.get(pair, 0.0) + amount)
        for pair, amount in supply.items()
    }


def _plus(sums: Mapping[Pair, float], supply: Mapping[Pair, float]) -> dict[Pair, float]:
    return {**sums, **{pair: sums.get(pair, 0.0) + amount for pair, amount in supply.items()}}


def _imbalances(routine: Sequence[ExerciseFacts]) -> list[str]:
    """Name what is out of balance: front and back, straight and bent knee, sides of the hip."""
    counts: dict[str, int] = {}
    for exercise in routine:
        for family in families_of(exercise):
            counts[family] = counts.get(family, 0) + 1
    knee, hip = counts.get(Family.knee, 0), counts.get(Family.hip, 0)
    told = []
    low, high = HIP_TO_KNEE
    if knee and not low <= hip / knee <= high:
        told.append(
            f"{knee} for the front of the thigh and {hip} for its back and the hip: 1 to 1.5 at "
            "the back for each in front is a common balance."
        )
    if hip and not knee:
        told.append("Nothing works the knee and the front of the thigh.")
    for one, other, text in (
        (Family.calf_straight, Family.calf_bent, "The calf is worked with a straight knee alone."),
        (Family.calf_bent, Family.calf_straight, "The calf is worked with a bent knee alone."),
        (Family.lateral_hip, Family.adductors, "The outside of the hip is worked, the inside not."),
        (Family.adductors, Family.lateral_hip, "The inside of the hip is worked, the outside not."),
    ):
        if counts.get(one) and not counts.get(other):
            told.append(text)
    if (knee or hip) and not counts.get(Family.unilateral):
        told.append("Everything is on two legs; running is on one.")
    return told
