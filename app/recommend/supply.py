"""What an exercise gives: for each muscle and running role that it trains, how much."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.domain.vocabulary import Category, Contraction, Involvement, Laterality
from app.recommend.blocks import is_loaded
from app.recommend.model import ExerciseFacts, GoalFacts, Pair

INVOLVED = {Involvement.primary: 1.0, Involvement.secondary: 0.5, Involvement.stabiliser: 0.0}
"""What a muscle gets of an exercise, by its involvement; a judgement."""

SUITED: Mapping[str, Mapping[Contraction, float]] = {
    "power": {
        Contraction.concentric: 1.0,
        Contraction.mixed: 1.0,
        Contraction.ballistic: 1.0,
        Contraction.eccentric: 0.7,
        Contraction.isometric: 0.5,
        Contraction.mobility: 0.0,
    },
    "elastic-storage": {
        Contraction.ballistic: 1.0,
        Contraction.mixed: 0.6,
        Contraction.eccentric: 0.6,
        Contraction.isometric: 0.6,
        Contraction.concentric: 0.4,
        Contraction.mobility: 0.0,
    },
    "deceleration": {
        Contraction.eccentric: 1.0,
        Contraction.ballistic: 0.9,
        Contraction.mixed: 0.7,
        Contraction.isometric: 0.5,
        Contraction.concentric: 0.2,
        Contraction.mobility: 0.0,
    },
    "stability": {
        Contraction.isometric: 1.0,
        Contraction.mixed: 0.9,
        Contraction.eccentric: 0.9,
        Contraction.ballistic: 0.8,
        Contraction.concentric: 0.7,
        Contraction.mobility: 0.0,
    },
}
"""How well a kind of contraction fits a running role; a judgement. Tendons adapt to high load,
whatever the contraction (bohm-2015), so heavy work and holds count for elastic storage as well."""

TWO_LEGS = 0.8
"""What stability gets of an exercise on both legs, against one leg; a judgement."""
UNLOADED = 0.7
"""What power and elastic storage get of work on two legs without load, against heavy work; r06 for
tendons, else a judgement. On one leg the body is load enough."""
LOADED = 0.9  # The same for loaded work that is not heavy.
REHEARSED = 0.6
"""What a drill builds of a role, against loaded work; a judgement."""


STRONG = frozenset({"power", "elastic-storage"})
SLOW = frozenset({Category.strength, Category.isometric})


def _load(exercise: ExerciseFacts) -> float:
    """Say what load is worth: heavy most, then loaded or on one leg, then the body on two."""
    if exercise.dose.heavy:
        return 1.0
    one_legged = exercise.laterality is not Laterality.bilateral
    return LOADED if one_legged or is_loaded(exercise) else UNLOADED


class Kind(NamedTuple):
    """All that decides how much a pair gets of an exercise: where it is alike, so is the amount."""

    pair: Pair
    involvement: Involvement
    contraction: Contraction
    category: Category
    on_two_legs: bool
    load: float


def kinds_of(exercise: ExerciseFacts) -> Iterator[Kind]:
    """Say what an exercise gives, pair by pair, in order."""
    load, on_two_legs = _load(exercise), exercise.laterality is Laterality.bilateral
    for pair in sorted(exercise.serves):
        work = exercise.works[pair[0]]
        yield Kind(pair, work.involvement, work.contraction, exercise.category, on_two_legs, load)


def amount_of(kind: Kind, goal: GoalFacts | None) -> float:
    """Say how much a pair gets, 0 to 1."""
    _, role = kind.pair
    suits = 1.0 if goal is None else goal.suits.get(kind.category, 1.0)
    amount = INVOLVED[kind.involvement] * SUITED[role][kind.contraction] * suits
    if role == "stability" and kind.on_two_legs:
        amount *= TWO_LEGS
    if kind.category is Category.drill:
        amount *= REHEARSED
    if role in STRONG and kind.category in SLOW:
        amount *= kind.load
    return min(1.0, amount)


def supply_of(exercise: ExerciseFacts, goal: GoalFacts | None = None) -> dict[Pair, float]:
    """Say how much of each muscle and role an exercise gives, 0 to 1."""
    amounts = {kind.pair: amount_of(kind, goal) for kind in kinds_of(exercise)}
    return {pair: amount for pair, amount in amounts.items() if amount}
