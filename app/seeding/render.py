"""Render every resource into the document that the API answers with, from its `…Read` model."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, SQLModel, col, select

from app.domain.evidence import Claim, ClaimEvidence, Effect, Finding, FindingMuscle, Source
from app.domain.muscles import Alias, Architecture, Muscle, MuscleMember, Volume
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
    MuscleRef,
    MuscleSummary,
    VolumeRead,
)
from app.schemas.paging import SourceRef
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


@dataclass(frozen=True)
class Page:
    """A rendered document, not yet stored."""

    kind: str
    key: str
    body: str
    summary: str | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Kind and key."""
        return (self.kind, self.key)

    @property
    def digest(self) -> str:
        """SHA-256 of what is said."""
        return hashlib.sha256(f"{self.body}\0{self.summary or ''}".encode()).hexdigest()

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of the document's row that the content decides."""
        return {
            "kind": self.kind,
            "key": self.key,
            "digest": self.digest,
            "body": self.body,
            "summary": self.summary,
        }


def render(session: Session) -> list[Page]:
    """Render every document from the rows."""
    shelf = _Shelf(session)
    return [
        *shelf.sources(),
        *shelf.phases(),
        *shelf.roles(),
        *shelf.muscles(),
        *shelf.findings(),
        *shelf.effects(),
        *shelf.muscle_roles(),
        *shelf.joint_work(),
        *shelf.claims(),
    ]


def _by(rows: Iterable[Any], *columns: str) -> dict[Any, list[Any]]:
    """Group rows by one column, or by several as a tuple."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        key = tuple(getattr(row, column) for column in columns)
        groups[key[0] if len(key) == 1 else key].append(row)
    return groups


def _page(kind: str, key: str, read: BaseModel, summary: BaseModel | None = None) -> Page:
    return Page(
        kind, key, read.model_dump_json(), None if summary is None else summary.model_dump_json()
    )


class _Shelf:
    """All rows of the database, each table read once."""

    def __init__(self, session: Session) -> None:
        def rows(table: Any, *order: Any) -> list[Any]:
            return list(session.exec(select(table).order_by(*order)))

        self._sources = {s.key: s for s in rows(Source, Source.key)}
        self._muscles = {m.slug: m for m in rows(Muscle, Muscle.slug)}
        self._phases = rows(Phase, Phase.position)
        self._roles = rows(Role, Role.position)
        self._functions = _by(rows(MechanicalFunction, MechanicalFunction.position), "role")
        self._aliases = _by(rows(Alias, Alias.kind, Alias.alias), "kind", "slug")
        self._members = rows(MuscleMember, MuscleMember.functional, MuscleMember.member)
        self._architecture = _by(
            rows(Architecture, Architecture.model, Architecture.unit), "muscle"
        )
        self._volumes = _by(rows(Volume, Volume.source, Volume.name), "muscle")
        self._findings = {f.id: f for f in rows(Finding, Finding.id)}
        self._effects = {e.id: e for e in rows(Effect, Effect.id)}
        self._finding_muscles = _by(
            rows(FindingMuscle, FindingMuscle.finding, FindingMuscle.muscle), "finding"
        )
        links = rows(MuscleRoleFinding, MuscleRoleFinding.muscle_role, MuscleRoleFinding.finding)
        self._role_findings = _by(links, "muscle_role")
        self._finding_roles = _by(links, "finding")
        self._muscle_roles = {r.id: r for r in rows(MuscleRole, MuscleRole.id)}
        self._shares = _by(rows(RoleShare, RoleShare.source, RoleShare.speed_m_s), "muscle_role")
        self._trends = _by(
            rows(RoleTrend, RoleTrend.source, col(RoleTrend.quantity).desc()), "muscle_role"
        )
        self._joint_work = rows(JointWork, JointWork.source, JointWork.speed_m_s)
        self._joint_trends = _by(
            rows(JointTrend, col(JointTrend.quantity).desc()), "joint", "phase", "sign", "source"
        )
        self._claims = rows(Claim, Claim.position)
        self._evidence = _by(rows(ClaimEvidence, ClaimEvidence.position), "claim")

    def sources(self) -> Iterator[Page]:
        """Render the sources, each with the number of facts that cite it."""
        findings = _by(self._findings.values(), "source")
        effects = _by(self._effects.values(), "source")
        for key, source in self._sources.items():
            read = SourceRead.model_validate(
                source,
                update={
                    "url": f"https://doi.org/{source.doi}" if source.doi else None,
                    "findings": len(findings.get(key, ())),
                    "effects": len(effects.get(key, ())),
                },
            )
            yield _page("sources", key, read)

    def phases(self) -> Iterator[Page]:
        """Render the gait phases."""
        for phase in self._phases:
            names = self._names("phase", phase.slug)
            yield _page(
                "phases", phase.slug, PhaseRead.model_validate(phase, update={"aliases": names})
            )

    def roles(self) -> Iterator[Page]:
        """Render the running roles with their functions."""
        for role in self._roles:
            functions = [FunctionRead.model_validate(f) for f in self._functions[role.slug]]
            read = RoleRead.model_validate(
                role,
                update={"aliases": self._names("role", role.slug), "functions": functions},
            )
            yield _page("roles", role.slug, read)

    def muscles(self) -> Iterator[Page]:
        """Render the tree of muscles, in full and as lists show it."""
        children = _by(self._muscles.values(), "parent")
        members = _by(self._members, "functional")
        groups = _by(self._members, "member")
        for slug, muscle in self._muscles.items():
            aliases = {"aliases": self._names("muscle", slug)}
            read = MuscleRead.model_validate(
                muscle,
                update=aliases
                | {
                    "path": [self._ref(node) for node in self._path(muscle)],
                    "parts": [self._ref(child.slug) for child in children.get(slug, ())],
                    "members": [self._ref(m.member) for m in members.get(slug, ())],
                    "functional_groups": [self._ref(g.functional) for g in groups.get(slug, ())],
                    "architecture": _all(ArchitectureRead, self._architecture[slug]),
                    "volumes": _all(VolumeRead, self._volumes[slug]),
                },
            )
            yield _page("muscles", slug, read, MuscleSummary.model_validate(muscle, update=aliases))

    def findings(self) -> Iterator[Page]:
        """Render the findings."""
        for id_, finding in self._findings.items():
            read = FindingRead.model_validate(
                finding,
                update={
                    "speed_m_s": _one_speed(finding),
                    "source": self._cite(finding.source),
                    "muscles": [self._ref(m.muscle) for m in self._finding_muscles[id_]],
                    "muscle_roles": [link.muscle_role for link in self._finding_roles[id_]],
                },
            )
            yield _page("findings", id_, read)

    def effects(self) -> Iterator[Page]:
        """Render the effects of training."""
        for id_, effect in self._effects.items():
            cited = {"source": self._cite(effect.source)}
            yield _page("effects", id_, EffectRead.model_validate(effect, update=cited))

    def muscle_roles(self) -> Iterator[Page]:
        """Render the muscle roles with every figure behind them."""
        for id_, role in self._muscle_roles.items():
            read = MuscleRoleRead.model_validate(
                role,
                update={
                    "muscle": self._ref(role.muscle),
                    "by_speed": [
                        SpeedShareRead.model_validate(s, update={"cohort": s.source})
                        for s in self._shares[id_]
                    ],
                    "trends": [_trend(trend) for trend in self._trends[id_]],
                    "findings": [self._role_finding(link) for link in self._role_findings[id_]],
                },
            )
            yield _page("muscle-roles", id_, read)

    def _role_finding(self, link: MuscleRoleFinding) -> RoleFindingRead:
        finding = self._findings[link.finding]
        return RoleFindingRead.model_validate(
            finding,
            update={
                "stance": link.stance,
                "speed_m_s": _one_speed(finding),
                "source": self._cite(finding.source),
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
                    by_speed=_all(JointPoint, points),
                    trends=[_trend(trend) for trend in self._joint_trends[*place, source]],
                )
                for source, points in sorted(_by(of_one, "source").items())
            ]
            read = JointWorkRead(
                id=id_, joint=first.joint, phase=first.phase, sign=first.sign, cohorts=cohorts
            )
            yield _page("joint-work", id_, read)

    def claims(self) -> Iterator[Page]:
        """Render the claims with the evidence behind their verdicts."""
        for claim in self._claims:
            evidence = [self._weighed(piece) for piece in self._evidence[claim.slug]]
            read = ClaimRead.model_validate(claim, update={"evidence": evidence})
            yield _page("claims", claim.slug, read)

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
            sources=[self._cite(key) for key in sources],
        )

    def _names(self, kind: str, slug: str) -> list[str]:
        return [alias.name for alias in self._aliases[kind, slug]]

    def _ref(self, slug: str) -> MuscleRef:
        muscle = self._muscles[slug]
        return MuscleRef(slug=slug, name=muscle.name, kind=muscle.kind)

    def _cite(self, key: str) -> SourceRef:
        return SourceRef(key=key, label=self._sources[key].label)

    def _path(self, muscle: Muscle) -> list[str]:
        if muscle.parent is None:
            return []
        return [*self._path(self._muscles[muscle.parent]), muscle.parent]


def _all(read: type[SQLModel], rows: Iterable[Any]) -> list[Any]:
    return [read.model_validate(row) for row in rows]


def _trend(trend: RoleTrend | JointTrend) -> TrendRead:
    return TrendRead.model_validate(trend, update={"cohort": trend.source})


def _one_speed(finding: Finding) -> float | None:
    single = finding.speed_low_m_s == finding.speed_high_m_s
    return finding.speed_low_m_s if single else None
