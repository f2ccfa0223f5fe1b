"""Grow the real catalogue: more exercises of the same kinds, made of real ones, in memory."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from app.recommend.model import (
    DoseFacts,
    ExerciseFacts,
    Knowledge,
    Pair,
    WorkFacts,
)

SEED = 20_260_101
TRADED = 0.5  # Chance that two muscles of a new exercise trade their involvement.
MOST_SWAPPED = 2  # Muscles that a new exercise may have of another one, in place of its own.
LEVELS = (1, 5)
IMPACTS = (0, 3)
SETS = (1, 6)
STEPS = (-1, 0, 0, 1)
"""How level, impact and sets differ from those of the one it comes from."""
AMOUNTS = (0.8, 1.25)
"""Least and most of the amount of the one it comes from."""


def grow(knowledge: Knowledge, size: int) -> Knowledge:
    """Give knowledge of exactly `size` exercises, the same in every run.

    Up to the real catalogue they are a sample of it. Beyond it, each new one is a real one under
    another slug, with up to two muscles of a second one of its category in place of its own, and
    with small changes of involvement, level, impact, equipment and dose. It has about as many
    muscles, as much involved, as a real one. Its movement pattern stays, so that the catalogue gets
    deeper, which is harder than wider: more exercises do nearly the same.
    """
    chance = Random(SEED)  # noqa: S311  (the same in every run is what is wanted)
    real = list(knowledge.sorted_exercises)
    if size <= len(real):
        kept = sorted(chance.sample([exercise.slug for exercise in real], size))
        return replace(knowledge, exercises={slug: knowledge.exercises[slug] for slug in kept})
    groups: dict[str, list[ExerciseFacts]] = {}
    for exercise in real:
        groups.setdefault(exercise.category, []).append(exercise)
    exercises = dict(knowledge.exercises)
    while len(exercises) < size:
        base = chance.choice(real)
        slug = f"{base.slug}-{len(exercises)}"
        exercises[slug] = _vary(base, chance.choice(groups[base.category]), slug, chance)
    return replace(knowledge, exercises=exercises)


def _vary(base: ExerciseFacts, other: ExerciseFacts, slug: str, chance: Random) -> ExerciseFacts:
    """Make an exercise like one, with something of another one of its category."""
    works, serves = _swap(base, other, chance)
    reasons = {**other.reasons, **base.reasons}
    return replace(
        base,
        slug=slug,
        name=f"{base.name} {slug.rpartition('-')[2]}",
        level=step(base.level, LEVELS, chance),
        impact=step(base.impact, IMPACTS, chance),
        ways=chance.choice((base.ways, base.ways, other.ways)),
        works=_trade(works, chance),
        reasons={role: reasons[role] for role in sorted({role for _, role in serves})},
        serves=serves,
        dose=_dose(base.dose, chance),
        activity=round(base.activity * chance.random(), 4),
    )


def _swap(
    base: ExerciseFacts, other: ExerciseFacts, chance: Random
) -> tuple[dict[str, WorkFacts], dict[Pair, tuple[str, ...]]]:
    """Put muscles of another exercise, and the roles that they serve there, in place of some."""
    new = [muscle for muscle in other.works if muscle not in base.works]
    number = min(chance.randint(0, MOST_SWAPPED), len(new), max(0, len(base.works) - 1))
    lost = set(chance.sample(list(base.works), number))
    won = set(chance.sample(new, number))
    works = {muscle: work for muscle, work in base.works.items() if muscle not in lost}
    works |= {muscle: work for muscle, work in other.works.items() if muscle in won}
    serves = {pair: ids for pair, ids in base.serves.items() if pair[0] not in lost}
    serves |= {pair: ids for pair, ids in other.serves.items() if pair[0] in won}
    return works, serves


def _trade(works: Mapping[str, WorkFacts], chance: Random) -> Mapping[str, WorkFacts]:
    """Let two muscles trade their involvement."""
    if chance.random() >= TRADED or len(works) <= 1:
        return works
    one, two = chance.sample(list(works), 2)
    return {
        **works,
        one: replace(works[one], involvement=works[two].involvement),
        two: replace(works[two], involvement=works[one].involvement),
    }


def step(value: int, bounds: tuple[int, int], chance: Random) -> int:
    """Change a value by one at most, or leave it."""
    low, high = bounds
    return max(low, min(high, value + chance.choice(STEPS)))


def _dose(dose: DoseFacts, chance: Random) -> DoseFacts:
    """Change sets by one at most and amounts by a fifth; low stays below high."""
    sets = sorted(step(value, SETS, chance) for value in (dose.sets_low, dose.sets_high))
    amounts = sorted(
        max(1, round(value * chance.uniform(*AMOUNTS)))
        for value in (dose.amount_low, dose.amount_high)
    )
    return replace(
        dose, sets_low=sets[0], sets_high=sets[1], amount_low=amounts[0], amount_high=amounts[1]
    )
