"""Rows of sources, phases, roles, findings, muscle roles, joint work and claims."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app.domain.evidence import Claim, ClaimEvidence, Effect, Finding, FindingMuscle, Source
from app.domain.running import (
    JointTrend,
    JointWork,
    MechanicalFunction,
    MuscleRole,
    MuscleRoleFinding,
    Phase,
    Role,
    RoleShare,
    RoleTrend,
    Timing,
)
from app.seeding.read import Seed
from app.seeding.roles import RoleFacts


def running_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give sources, phases, roles with their functions, and timings."""
    for source in sorted(seed.sources, key=lambda source: source.origin is not None):
        yield Source(**source.model_dump())
    for phase in seed.phases:
        yield Phase(**phase.model_dump(exclude={"aliases"}))
    for role in seed.roles:
        yield Role(**role.model_dump(exclude={"aliases", "function"}))
        for function in role.function:
            yield MechanicalFunction(role=role.slug, **function.model_dump())
    for timing in seed.timings:
        yield Timing(**timing.model_dump())


def evidence_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give findings and effects of training."""
    for finding in seed.findings:
        yield Finding(**finding.model_dump(exclude={"muscles", "bears_on", "stance"}))
        for muscle in finding.muscles:
            yield FindingMuscle(finding=finding.id, muscle=muscle)
    for effect in seed.effects:
        yield Effect(**effect.model_dump())


def role_rows(facts: RoleFacts) -> Iterator[SQLModel]:
    """Give one muscle role and what it rests on."""
    yield MuscleRole(
        id=facts.id,
        muscle=facts.muscle,
        role=facts.role,
        phase=facts.phase,
        function=facts.function,
        direction=facts.direction,
        weight=facts.weight,
        share=facts.share,
        share_low=facts.share_low,
        share_high=facts.share_high,
        n=facts.n,
        grade=facts.grade,
        derivation=facts.derivation,
        basis=facts.basis,
        sources=facts.sources,
    )
    for point in facts.points:
        yield RoleShare(muscle_role=facts.id, **vars(point))
    for trend in facts.trends:
        plain = trend.model_dump(exclude={"muscle", "phase", "function", "direction"})
        yield RoleTrend(muscle_role=facts.id, **plain)
    for finding, stance in facts.findings.items():
        yield MuscleRoleFinding(muscle_role=facts.id, finding=finding, stance=stance)


def joint_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give the work of the joints."""
    for work in seed.joint_work:
        key = f"{work.joint}.{work.phase}.{work.sign}.{work.source}.{work.speed_m_s:g}"
        yield JointWork(id=key, **work.model_dump())
    for trend in seed.joint_trends:
        yield JointTrend(**trend.model_dump())


def claim_rows(seed: Seed) -> Iterator[SQLModel]:
    """Give the claims and their evidence."""
    for claim in seed.claims:
        yield Claim(**claim.model_dump(exclude={"evidence"}))
        for position, evidence in enumerate(claim.evidence, 1):
            yield ClaimEvidence(claim=claim.slug, position=position, **evidence.model_dump())
