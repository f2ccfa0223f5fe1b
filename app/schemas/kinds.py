"""The kinds of resource, and what is said of each."""

from pydantic import BaseModel

from app.schemas.evidence import ClaimRead, EffectRead, FindingRead, SourceRead
from app.schemas.muscles import MuscleRead
from app.schemas.running import JointWorkRead, MuscleRoleRead, PhaseRead, RoleRead

READS: dict[str, type[BaseModel]] = {
    "muscles": MuscleRead,
    "muscle-roles": MuscleRoleRead,
    "joint-work": JointWorkRead,
    "phases": PhaseRead,
    "roles": RoleRead,
    "sources": SourceRead,
    "findings": FindingRead,
    "effects": EffectRead,
    "claims": ClaimRead,
}
"""For each kind of document, the model that it is rendered from."""

SINGULAR = {kind: "joint-work" if kind == "joint-work" else kind[:-1] for kind in READS}
"""The word for one resource of a kind, as parameters name it."""
