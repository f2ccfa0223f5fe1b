"""Where an exercise stands in a session, and what families of movement it belongs to."""

from enum import StrEnum

from app.domain.vocabulary import Category, Contraction, Involvement, Laterality, Measure
from app.recommend.model import ExerciseFacts


class Block(StrEnum):
    """A part of a session; in this order."""

    prepare = "prepare"
    plyometric = "plyometric"
    main = "main"
    accessory = "accessory"
    calf_and_foot = "calf-and-foot"
    trunk = "trunk"


class Family(StrEnum):
    """A family of movements that a balanced session takes from."""

    knee = "knee"
    hip = "hip"
    calf = "calf"
    calf_straight = "calf-straight"
    calf_bent = "calf-bent"
    lateral_hip = "lateral-hip"
    trunk = "trunk"
    unilateral = "unilateral"
    main = "main"
    heavy = "heavy"
    loaded = "loaded"
    care = "care"
    eccentric = "eccentric"
    plyometric = "plyometric"
    foot = "foot"
    arms = "arms"
    adductors = "adductors"
    hip_flexors = "hip-flexors"


KNEE = frozenset({"squat", "lunge", "step"})
HIP = frozenset({"hinge", "bridge", "knee-flexion"})
MAIN = KNEE | frozenset({"hinge", "bridge", "locomotion"})
LOADS = frozenset(
    {
        "backpack", "barbell", "cable-machine", "calf-raise-machine", "belt-squat-machine",
        "dumbbell", "kettlebell", "leg-curl-machine", "leg-extension-machine", "leg-press-machine",
        "smith-machine", "trap-bar", "sled",
    }
)  # fmt: skip
"""Equipment that adds load."""
LATERAL_HIP = frozenset({"hip-abduction", "hip-external-rotation", "hip-internal-rotation"})
ARMS = frozenset({"push", "pull", "arm-drive"})
ANKLE = "ankle-"
PATTERN = "pattern:"  # How the group of a movement pattern is named among the families.
CALM = 1
"""Highest impact of a drill that prepares; faster running is work of its own."""


def block_of(exercise: ExerciseFacts) -> Block:
    """Say in which part of a session an exercise stands."""
    if exercise.category is Category.mobility:
        return Block.prepare
    if exercise.category is Category.drill:
        calm = exercise.impact <= CALM and exercise.measure is Measure.metres
        return Block.prepare if calm else Block.plyometric
    if exercise.category is Category.plyometric:
        return Block.plyometric
    if exercise.category is Category.trunk:
        return Block.trunk
    calf = exercise.pattern == "calf-raise" or exercise.pattern.startswith(ANKLE)
    if calf or exercise.category is Category.foot_core:
        return Block.calf_and_foot
    return Block.main if exercise.pattern in MAIN else Block.accessory


def is_loaded(exercise: ExerciseFacts) -> bool:
    """Whether every way to do an exercise adds load to the body."""
    return all(way & LOADS for way in exercise.ways)


def is_large(exercise: ExerciseFacts) -> bool:
    """Whether an exercise moves the whole leg: of such movements a session may hold several."""
    return exercise.pattern in KNEE | HIP | {"calf-raise"}


def families_of(exercise: ExerciseFacts) -> frozenset[str]:
    """Name the families of movement that an exercise belongs to."""
    lower = _lower_body(exercise)
    one_legged = exercise.laterality is not Laterality.bilateral
    belongs = {
        Family.trunk: exercise.category is Category.trunk,
        Family.plyometric: block_of(exercise) is Block.plyometric,
        Family.foot: exercise.category is Category.foot_core,
        Family.main: block_of(exercise) is Block.main,
        Family.heavy: exercise.dose.heavy,
        Family.loaded: block_of(exercise) is Block.main and is_loaded(exercise),
        Family.eccentric: exercise.contraction is Contraction.eccentric,
        Family.arms: exercise.pattern in ARMS,
        Family.adductors: exercise.pattern == "hip-adduction",
        Family.hip_flexors: exercise.pattern == "hip-flexion",
        Family.unilateral: bool(lower) and is_large(exercise) and one_legged,
    }
    families = lower | {family for family, true in belongs.items() if true}
    return frozenset(str(family) for family in families)


def _lower_body(exercise: ExerciseFacts) -> set[Family]:
    """Name the families of the leg; a jump is in none of them, it is its own."""
    if exercise.category not in (Category.strength, Category.isometric):
        return set()
    families: set[Family] = set()
    if exercise.pattern in KNEE | {"knee-extension"}:
        families.add(Family.knee)
    if exercise.pattern in HIP | {"hip-extension"}:
        families.add(Family.hip)
    if exercise.pattern in LATERAL_HIP:
        families.add(Family.lateral_hip)
    if exercise.pattern == "calf-raise":
        families.add(Family.calf)
        work = exercise.works.get("gastrocnemius")
        straight = work is not None and work.involvement is Involvement.primary
        families.add(Family.calf_straight if straight else Family.calf_bent)
    return families
