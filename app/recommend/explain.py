"""Say in sentences what was chosen and why, from the data alone."""

from collections.abc import Mapping

from app.domain.vocabulary import Category, GateKind, Measure
from app.recommend.blocks import Block, block_of
from app.recommend.gates import Refusal, Refused
from app.recommend.model import ExerciseFacts, Knowledge, Runner
from app.recommend.score import Reason

PERCENT = 100
FUNCTION = {
    "propulsion": "of the forward impulse",
    "work-generation": "of the positive muscle work",
    "work-absorption": "of the energy that muscles take up",
    "vertical-support": "of the upward impulse",
    "braking": "of the braking impulse",
    "frontal-plane-pelvis": "of the torque that holds the pelvis level",
    "tendon-strain-energy": "of the summed peaks of tendon energy",
    "plantarflexion-torque": "of the torque that points the foot",
    "knee-extension-torque": "of the torque that straightens the knee",
    "hip-extension-torque": "of the torque that extends the hip",
    "hip-flexion-torque": "of the torque that bends the hip",
    "hip-rotation-control": "of the torque that turns the thigh out",
}
"""What a share is a part of, in a runner's words."""


def explain(reason: Reason, exercise: ExerciseFacts, knowledge: Knowledge) -> str:
    """Say what a muscle does in running, how sure that is, and what the exercise adds."""
    role = reason.because
    muscle, phase = knowledge.names[role.muscle], knowledge.names[role.phase].lower()
    whole = FUNCTION.get(role.function)
    if role.share is not None and whole is not None and role.sources:
        share = f"about {role.share * PERCENT:.0f} % {whole}"
    else:  # No figure, or none whose source stands beside it.
        share = f"a part in {knowledge.names[role.role].lower()}"
    return (
        f"{muscle}: {share} in {phase} (evidence grade {role.grade}). "
        f"{exercise.works[reason.muscle].reason} {exercise.reasons[reason.role]}"
    )


def refused(one: Refused, knowledge: Knowledge, runner: Runner) -> str:
    """Say why an exercise is not offered."""
    exercise = one.exercise
    texts: Mapping[Refusal, str] = {
        Refusal.excluded: "You asked to leave it out.",
        Refusal.impact: f"Its impact is {exercise.impact}, above {runner.max_impact}.",
        Refusal.level: f"It is for level {exercise.level}, above {runner.max_level}.",
        Refusal.equipment: f"It needs {one.about.replace('-', ' ')}.",
        Refusal.same_work: f"{_name(one.about, knowledge)} does the same work and ranks higher.",
        Refusal.no_room: "Others cover more of what is needed in the minutes there are.",
        Refusal.timing: "It is heavy or eccentric, and a key run or a race is near.",
    }
    if one.code is Refusal.injury and one.gate is not None:
        return f"{knowledge.names[one.about]}: {one.gate.reason}"
    return texts[one.code]


def _name(slug: str, knowledge: Knowledge) -> str:
    known = knowledge.exercises.get(slug)
    return "Another one" if known is None else known.name


EFFORT: Mapping[Category, str] = {
    Category.plyometric: "Full effort with clean landings; stop when contacts get slow or loud.",
    Category.drill: "Relaxed and exact; speed comes last.",
    Category.foot_core: "Light and slow: control, not load.",
    Category.mobility: "As far as it goes easily, without force.",
    Category.isometric: "A steady effort that you can just hold for the time.",
}
HEAVY = "At least 80 % of your best single lift, with about 2 repetitions in reserve."


def load(exercise: ExerciseFacts) -> str:
    """Say how hard to work."""
    if exercise.dose.heavy:
        return HEAVY
    if exercise.category is Category.plyometric and exercise.measure is Measure.reps:
        return "Fast and crisp; stop when the speed drops."
    if exercise.category is Category.drill and block_of(exercise) is Block.plyometric:
        return "Fast and relaxed; stop when form or speed drops."
    if exercise.category in EFFORT:
        return EFFORT[exercise.category]
    if exercise.measure is not Measure.reps:
        return "A steady effort with good posture to the end."
    reserve = exercise.dose.reps_in_reserve or 2
    return f"A load with which {reserve} good repetitions would be left at the end of a set."


MODIFY = "Only with this change: "
WATCH = "Watch: "


def caution(kind: GateKind, reason: str) -> str:
    """Say what a gate asks for; what `modify` means is said in the words themselves."""
    return (MODIFY if kind is GateKind.modify else WATCH) + reason
