"""Documents of the tree of muscles, of what they do in running, and of the evidence."""

from collections import defaultdict
from collections.abc import Iterator

from sqlmodel import col

from app.domain.evidence import Claim, ClaimEvidence, Effect, Finding, FindingMuscle, Source
from app.domain.exercises import Highlight
from app.domain.muscles import Architecture, Muscle, MuscleMember, Volume
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
)
from app.schemas.evidence import ClaimRead, EffectRead, EvidenceRead, FindingRead, SourceRead
from app.schemas.muscles import (
    ArchitectureRead,
    MuscleRead,
    MuscleSummary,
    VolumeRead,
)
from app.schemas.running import (
    FunctionRead,
    JointCohort,
    JointPoint,
    JointWorkRead,
    MuscleRoleRead,
    PhaseRead,
    RoleFindingRead,
    RoleRead,
    SpeedShareRead,
    TrendRead,
)
from app.seeding.render.pages import Commons, Page, all_of, by, page


class RunningShelf:
    """All rows of running, each table read once."""

    def __init__(self, commons: Commons) -> None:
        """Read the rows."""
        rows = commons.rows
        self._commons = commons

        self._sources: dict[str, Source] = commons.sources
        self._muscles: dict[str, Muscle] = commons.muscles
        self._highlights = by(rows(Highlight, Highlight.package, Highlight.slug), "muscle")
        self._phases = rows(Phase, Phase.position)
        self._roles = rows(Role, Role.position)
        self._functions = by(rows(MechanicalFunction, MechanicalFunction.position), "role")
        self._members = rows(MuscleMember, MuscleMember.functional, MuscleMember.member)
        self._architecture = by(rows(Architecture, Architecture.model, Architecture.unit), "muscle")
        self._volumes = by(rows(Volume, Volume.source, Volume.name), "muscle")
        self._findings = {f.id: f for f in rows(Finding, Finding.id)}
        self._effects = {e.id: e for e in rows(Effect, Effect.id)}
        self._finding_muscles = by(
            rows(FindingMuscle, FindingMuscle.finding, FindingMuscle.muscle), "finding"
        )
        links = rows(MuscleRoleFinding, MuscleRoleFinding.muscle_role, MuscleRoleFinding.finding)
        self._role_findings = by(links, "muscle_role")
        self._finding_roles = by(links, "finding")
        self._muscle_roles = {r.id: r for r in rows(MuscleRole, MuscleRole.id)}
        self._shares = by(rows(RoleShare, RoleShare.source, RoleShare.speed_m_s), "muscle_role")
        self._trends = by(
            rows(RoleTrend, RoleTrend.source, col(RoleTrend.quantity).desc()), "muscle_role"
        )
        self._joint_work = rows(JointWork, JointWork.source, JointWork.speed_m_s)
        self._joint_trends = by(
            rows(JointTrend, col(JointTrend.quantity).desc()), "joint", "phase", "sign", "source"
        )
        self._claims = rows(Claim, Claim.position)
        self._evidence = by(rows(ClaimEvidence, ClaimEvidence.position), "claim")

    def sources(self) -> Iterator[Page]:
        """Render the sources, each with the number of facts that cite it."""
        findings = by(self._findings.values(), "source")
        effects = by(self._effects.values(), "source")
        for key, source in self._sources.items():
            read = SourceRead.model_validate(
                source,
                update={
                    "url": f"https://doi.org/{source.doi}" if source.doi else None,
                    "findings": len(findings.get(key, ())),
                    "effects": len(effects.get(key, ())),
                },
            )
            yield page("sources", key, read)

    def phases(self) -> Iterator[Page]:
        """Render the gait phases."""
        for phase in self._phases:
            names = self._commons.names("phase", phase.slug)
            yield page(
                "phases", phase.slug, PhaseRead.model_validate(phase, update={"aliases": names})
            )

    def roles(self) -> Iterator[Page]:
        """Render the running roles with their functions."""
        for role in self._roles:
            functions = [FunctionRead.model_validate(f) for f in self._functions[role.slug]]
            read = RoleRead.model_validate(
                role,
                update={"aliases": self._commons.names("role", role.slug), "functions": functions},
            )
            yield page("roles", role.slug, read)

    def muscles(self) -> Iterator[Page]:
        """Render the tree of muscles, in full and as lists show it."""
        children = by(self._muscles.values(), "parent")
        members = by(self._members, "functional")
        groups = by(self._members, "member")
        for slug, muscle in self._muscles.items():
            aliases = {"aliases": self._commons.names("muscle", slug)}
            read = MuscleRead.model_validate(
                muscle,
                update=aliases
                | {
                    "path": [self._commons.ref(node) for node in self._path(muscle)],
                    "parts": [self._commons.ref(child.slug) for child in children.get(slug, ())],
                    "members": [self._commons.ref(m.member) for m in members.get(slug, ())],
                    "functional_groups": [
                        self._commons.ref(g.functional) for g in groups.get(slug, ())
                    ],
                    "architecture": all_of(ArchitectureRead, self._architecture[slug]),
                    "volumes": all_of(VolumeRead, self._volumes[slug]),
                    "highlights": {
                        package: [row.slug for row in rows]
                        for package, rows in by(self._highlights[slug], "package").items()
                    },
                },
            )
            yield page("muscles", slug, read, MuscleSummary.model_validate(muscle, update=aliases))

    def findings(self) -> Iterator[Page]:
        """Render the findings."""
        for id_, finding in self._findings.items():
            read = FindingRead.model_validate(
                finding,
                update={
                    "speed_m_s": _one_speed(finding),
                    "source": self._commons.cite(finding.source),
                    "muscles": [self._commons.ref(m.muscle) for m in self._finding_muscles[id_]],
                    "muscle_roles": [link.muscle_role for link in self._finding_roles[id_]],
                },
            )
            yield page("findings", id_, read)

    def effects(self) -> Iterator[Page]:
        """Render the effects of training."""
        for id_, effect in self._effects.items():
            cited = {"source": self._commons.cite(effect.source)}
            yield page("effects", id_, EffectRead.model_validate(effect, update=cited))

    def muscle_roles(self) -> Iterator[Page]:
        """Render the muscle roles with every figure behind them."""
        for id_, role in self._muscle_roles.items():
            read = MuscleRoleRead.model_validate(
                role,
                update={
                    "muscle": self._commons.ref(role.muscle),
                    "by_speed": [
                        SpeedShareRead.model_validate(s, update={"cohort": s.source})
                        for s in self._shares[id_]
                    ],
                    "trends": [_trend(trend) for trend in self._trends[id_]],
                    "findings": [self._role_finding(link) for link in self._role_findings[id_]],
                },
            )
            yield page("muscle-roles", id_, read)

    def _role_finding(self, link: MuscleRoleFinding) -> RoleFindingRead:
        finding = self._findings[link.finding]
        return RoleFindingRead.model_validate(
            finding,
            update={
                "stance": link.stance,
                "speed_m_s": _one_speed(finding),
                "source": self._commons.cite(finding.source),
            },
        )

    def joint_work(self) -> Iterator[Page]:
        """Render the work of the joints, one document a joint, phase and sign."""
        works: dict[str, list[JointWork]] = defaultdict(list)
        for work in self._joint_work:
            works[work.work_id].append(work)
        for id_, of_one in sorted(works.items()):
            first = of_one[0]
            place = (first.joint, first.phase, first.sign)
            cohorts = [
                JointCohort(
                    cohort=source,
                    by_speed=all_of(JointPoint, points),
                    trends=[_trend(trend) for trend in self._joint_trends[*place, source]],
                )
                for source, points in sorted(by(of_one, "source").items())
            ]
            read = JointWorkRead(
                id=id_, joint=first.joint, phase=first.phase, sign=first.sign, cohorts=cohorts
            )
            yield page("joint-work", id_, read)

    def claims(self) -> Iterator[Page]:
        """Render the claims with the evidence behind their verdicts."""
        for claim in self._claims:
            evidence = [self._weighed(piece) for piece in self._evidence[claim.slug]]
            read = ClaimRead.model_validate(claim, update={"evidence": evidence})
            yield page("claims", claim.slug, read)

    def _weighed(self, piece: ClaimEvidence) -> EvidenceRead:
        """Put grade, level, warning and sources beside a piece of evidence."""
        grade = verified = label = None
        sources: list[str] = []
        if piece.finding:
            finding = self._findings[piece.finding]
            grade, verified, label = finding.grade, finding.verified, finding.label
            sources = [finding.source]
        elif piece.effect:
            effect = self._effects[piece.effect]
            verified, label, sources = effect.verified, effect.label, [effect.source]
        elif piece.muscle_role:
            grade = self._muscle_roles[piece.muscle_role].grade
            sources = sorted({share.source for share in self._shares[piece.muscle_role]})
            verified = self._sources[sources[0]].verified if sources else None
        return EvidenceRead(
            stance=piece.stance,
            says=piece.says,
            finding=piece.finding,
            effect=piece.effect,
            muscle_role=piece.muscle_role,
            grade=grade,
            verified=verified,
            label=label,
            sources=[self._commons.cite(key) for key in sources],
        )

    def _path(self, muscle: Muscle) -> list[str]:
        if muscle.parent is None:
            return []
        return [*self._path(self._muscles[muscle.parent]), muscle.parent]


def _trend(trend: RoleTrend | JointTrend) -> TrendRead:
    return TrendRead.model_validate(trend, update={"cohort": trend.source})


def _one_speed(finding: Finding) -> float | None:
    single = finding.speed_low_m_s == finding.speed_high_m_s
    return finding.speed_low_m_s if single else None
