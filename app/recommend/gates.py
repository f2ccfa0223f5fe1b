"""What must not be offered: equipment, level, impact, exclusions, and the safety gates.

Gates come before any score: an exercise that one of them says to avoid has no score at all.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.vocabulary import GateKind, GateStage, Stage
from app.recommend.model import ExerciseFacts, GateFacts, Runner


class Refusal(StrEnum):
    """Why an exercise is not offered."""

    injury = "injury"
    excluded = "excluded"
    impact = "impact"
    level = "level"
    equipment = "equipment"
    timing = "timing"
    same_work = "same-work"
    no_room = "no-room"


@dataclass(frozen=True)
class Refused:
    """An exercise that is not offered, why, and what it is about."""

    exercise: ExerciseFacts
    code: Refusal
    about: str = ""
    gate: GateFacts | None = None


def gates_at(exercise: ExerciseFacts, injury: str, stage: Stage | None) -> list[GateFacts]:
    """Give the gates of an injury that hold at a stage; of both stages where it is unknown."""
    return [
        gate
        for gate in exercise.gates.get(injury, ())
        if stage is None or gate.stage in (GateStage.any, GateStage(stage.value))
    ]


def refuse(exercise: ExerciseFacts, runner: Runner) -> Refused | None:
    """Say why an exercise is not for this runner; None: nothing speaks against it.

    Safety is asked first, so that it is the reason that is told.
    """
    for injury in runner.injuries:
        for gate in gates_at(exercise, injury, runner.stage):
            if gate.gate is GateKind.avoid:
                return Refused(exercise, Refusal.injury, injury, gate)
    if exercise.slug in runner.exclude:
        return Refused(exercise, Refusal.excluded)
    if exercise.impact > runner.max_impact:
        return Refused(exercise, Refusal.impact, str(exercise.impact))
    if exercise.level > runner.max_level:
        return Refused(exercise, Refusal.level, str(exercise.level))
    if runner.equipment is not None and not ways_owned(exercise, runner):
        missing = min((sorted(way - runner.equipment) for way in exercise.ways), key=len)
        return Refused(exercise, Refusal.equipment, ", ".join(missing))
    return None


def ways_owned(exercise: ExerciseFacts, runner: Runner) -> list[frozenset[str]]:
    """Give the ways to do an exercise with what the runner has."""
    return [w for w in exercise.ways if runner.equipment is None or w <= runner.equipment]


def cautions(exercise: ExerciseFacts, runner: Runner) -> list[tuple[str, GateFacts]]:
    """Give what the runner's injuries ask of an exercise that they do not forbid."""
    return [
        (injury, gate)
        for injury in runner.injuries
        for gate in gates_at(exercise, injury, runner.stage)
        if gate.gate is not GateKind.avoid
    ]
