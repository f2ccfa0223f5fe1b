"""How much of an exercise, and how long that takes."""

from dataclasses import dataclass

from app.domain.vocabulary import Category, Measure
from app.recommend.blocks import Block, block_of
from app.recommend.model import ExerciseFacts

REP_S = 3.0  # Seconds of one repetition, up and down under control; a judgement.
FAST_REP_S = 2.0  # Seconds of one fast repetition; a judgement.
HOP_S, JUMP_S = 1.0, 3.0  # Seconds of a hop in a row, and of a jump with its reset; a judgement.
METRE_S = 0.6  # Seconds of one metre of a drill or a carry, walking back included; a judgement.
REST_S = 60  # Rest where the dose names none; a judgement.
LIGHT_REST_S = 30  # Rest after light work, and where one side rests while the other works.
CHANGE_S = 20  # Time to set up and to change between exercises; a judgement.
SPRINT_REST_S = 90  # Rest after fast running, where the dose names none; a judgement.
LIGHT = frozenset({Category.foot_core, Category.mobility, Category.drill, Category.trunk})
HOPS = frozenset({"hop", "calf-raise"})
MOST_IN_A_SET = {0: 20, 1: 20, 2: 10, 3: 6}
"""Most ground contacts of a set by impact: quality falls before the number; a judgement."""


@dataclass(frozen=True)
class Dose:
    """Sets of an exercise in a session."""

    sets: int
    amount: int
    """Repetitions, seconds, metres or contacts in a set; for each side where it is per side."""
    rest_s: int
    contacts: int
    """Ground contacts of all sets and sides together; 0 where it is not counted in contacts."""
    seconds: float
    """Everything together: work, rest and the change to it."""


def dose_of(exercise: ExerciseFacts, sets: int, contacts: int | None = None) -> Dose:
    """Give a dose of some sets, and the time that it takes.

    `contacts` caps the contacts of the session, both sides together.
    """
    dose = exercise.dose
    sides = 2 if exercise.per_side else 1
    light = exercise.category in LIGHT or exercise.per_side
    usual = LIGHT_REST_S if light else REST_S
    if exercise.category is Category.drill and block_of(exercise) is Block.plyometric:
        usual = SPRINT_REST_S
    rest = dose.rest_s or usual
    counted = 0
    if exercise.measure is Measure.contacts and dose.contacts is not None:
        total = dose.contacts[1] if contacts is None else min(dose.contacts[1], contacts)
        sets = max(1, min(sets, total // sides))
        amount = max(1, min(MOST_IN_A_SET[exercise.impact], total // (sets * sides)))
        counted = amount * sets * sides
        work = amount * sides * (HOP_S if exercise.pattern in HOPS else JUMP_S)
    else:
        amount = dose.amount_high if sets <= dose.sets_low else dose.amount_low
        work = amount * sides * _unit_s(exercise)
    seconds = CHANGE_S + sets * work + (sets - 1) * rest
    return Dose(sets, amount, rest, counted, round(seconds, 1))


def _unit_s(exercise: ExerciseFacts) -> float:
    """Give the seconds of one repetition, second or metre."""
    if exercise.measure is Measure.seconds:
        return 1.0
    if exercise.measure is Measure.metres:
        return METRE_S
    if exercise.dose.hold_s:
        return float(exercise.dose.hold_s)
    return FAST_REP_S if exercise.category is Category.plyometric else REP_S
