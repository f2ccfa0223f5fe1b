"""The kinds of resource, and what is said of each."""

from enum import StrEnum

from pydantic import BaseModel

from app.schemas.emg import EmgStudyRead
from app.schemas.evidence import ClaimRead, EffectRead, FindingRead, SourceRead
from app.schemas.exercises import EquipmentRead, ExerciseRead, ExerciseSummary
from app.schemas.goals import GoalRead, TrainingRuleRead
from app.schemas.injuries import InjuryRead, InjurySummary, RedFlagRead
from app.schemas.muscles import MuscleRead, MuscleSummary
from app.schemas.running import JointWorkRead, MuscleRoleRead, PhaseRead, RoleRead


class Kind(StrEnum):
    """Kinds of resource, as paths name them."""

    exercises = "exercises"
    muscles = "muscles"
    muscle_roles = "muscle-roles"
    joint_work = "joint-work"
    phases = "phases"
    roles = "roles"
    sources = "sources"
    findings = "findings"
    effects = "effects"
    claims = "claims"
    equipment = "equipment"
    injuries = "injuries"
    red_flags = "red-flags"
    emg_studies = "emg-studies"
    goals = "goals"
    training_rules = "training-rules"


READS: dict[str, type[BaseModel]] = {
    "exercises": ExerciseRead,
    "muscles": MuscleRead,
    "muscle-roles": MuscleRoleRead,
    "joint-work": JointWorkRead,
    "phases": PhaseRead,
    "roles": RoleRead,
    "sources": SourceRead,
    "findings": FindingRead,
    "effects": EffectRead,
    "claims": ClaimRead,
    "equipment": EquipmentRead,
    "injuries": InjuryRead,
    "red-flags": RedFlagRead,
    "emg-studies": EmgStudyRead,
    "goals": GoalRead,
    "training-rules": TrainingRuleRead,
}
"""For each kind of document, the model that it is rendered from."""

ONLY_LISTED = frozenset({"joint-work"})
"""Kinds whose resources have no path of their own: the list gives them by `ids`."""
SUMMARIES: dict[str, type[BaseModel]] = READS | {
    "exercises": ExerciseSummary,
    "muscles": MuscleSummary,
    "injuries": InjurySummary,
}
"""For each kind of document, the model of what a list shows of it."""

KEYS = {
    kind: next(name for name in ("slug", "key", "id") if name in read.model_fields)
    for kind, read in READS.items()
}
"""For each kind, the field that a resource is known by."""


def address_of(kind: str, key: str) -> str:
    """Give the path of a resource; what has no path of its own is a list of one."""
    return f"/v1/{kind}?ids={key}" if kind in ONLY_LISTED else f"/v1/{kind}/{key}"


_SAME_IN_BOTH = {"joint-work", "equipment"}


def _singular(kind: str) -> str:
    if kind in _SAME_IN_BOTH:
        return kind
    return f"{kind[:-3]}y" if kind.endswith("ies") else kind[:-1]


SINGULAR = {kind: _singular(kind) for kind in READS}
"""The word for one resource of a kind, as parameters name it."""
