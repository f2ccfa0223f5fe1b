"""What a seed file may say: one strict model per kind of record.

Fields come from the `…Base` models of the domain; a record adds only how the file says it.
"""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, PrivateAttr, model_validator
from pydantic import Field as Bound
from sqlmodel import SQLModel

from app.domain.base import Count, Line, Name, Number, Prose, Share, Slug
from app.domain.crosswalk import ForeignLinkBase
from app.domain.emg import EmgBase, EmgRankingBase
from app.domain.evidence import ClaimBase, EffectBase, FindingBase, SourceBase
from app.domain.exercises import (
    DoseBase,
    EquipmentBase,
    ExerciseBase,
    GarminBase,
    PatternBase,
    StepBase,
    TrainingBase,
    WorkBase,
)
from app.domain.figures import Figure
from app.domain.goals import AimBase, GoalBase, TrainingRuleBase
from app.domain.injuries import GateBase, InjuryBase, InjuryLinkBase, RedFlagBase
from app.domain.muscles import ArchitectureBase, MuscleBase, VolumeBase
from app.domain.running import (
    FunctionBase,
    JointWorkBase,
    PhaseBase,
    RoleBase,
    RoleId,
    RoleShareBase,
    TimingBase,
    TrendBase,
)
from app.domain.vocabulary import (
    Direction,
    Grade,
    Joint,
    RehabStage,
    Stance,
    ValueKind,
    WorkSign,
)


def _split(cell: Any) -> Any:
    """Read the `a;b` of a table cell as a list; a file's own list stays as it is."""
    return [part.strip() for part in cell.split(";")] if isinstance(cell, str) else cell


Cell = BeforeValidator(_split)
STRICT = ConfigDict(extra="forbid")


class Record(SQLModel):
    """A record of a seed file: no key that is not named here."""

    model_config = STRICT  # type: ignore[assignment]
    _place: str = PrivateAttr(default="")

    @property
    def place(self) -> str:
        """Where the record stands in the seed: file, and line or key."""
        return self._place

    def stand_at(self, place: str) -> None:
        """Tell the record, and those inside it, where they stand."""
        self._place = place
        for name in type(self).model_fields:
            value = getattr(self, name)
            for inside in value if isinstance(value, list) else [value]:
                if isinstance(inside, Record):
                    inside.stand_at(place)


class SourceRecord(SourceBase, Record):
    """`[[source]]` in sources.toml."""


class PhaseRecord(PhaseBase, Record):
    """`[[phase]]` in phases.toml."""

    aliases: list[Name] = Bound(default_factory=list)


class FunctionRecord(FunctionBase, Record):
    """`[[role.function]]` in roles.toml."""


class RoleRecord(RoleBase, Record):
    """`[[role]]` in roles.toml."""

    aliases: list[Name] = Bound(default_factory=list)
    function: list[FunctionRecord]


class MuscleRecord(MuscleBase, Record):
    """muscles/<slug>.toml; the file name is the slug."""

    aliases: list[Name] = Bound(default_factory=list)
    members: list[Slug] = Bound(default_factory=list)
    no_members_because: Line | None = None

    @model_validator(mode="after")
    def membership_fits_the_kind(self) -> Self:
        """A functional group lists members or says why it has none; nothing else lists any."""
        functional = self.kind == "functional"
        if functional and bool(self.members) == bool(self.no_members_because):
            raise ValueError("A functional group lists its members, or says why it has none.")
        if not functional and (self.members or self.no_members_because):
            raise ValueError("Only a functional group lists members; a part names its parent.")
        if functional and self.parent:
            raise ValueError("A functional group has no parent: it cuts across the tree.")
        return self


class FindingRecord(FindingBase, Record):
    """A row of measurements/findings.csv."""

    muscles: Annotated[list[Slug], Cell] = Bound(default_factory=list)
    bears_on: Annotated[list[RoleId], Cell] = Bound(default_factory=list)
    stance: Stance = Stance.supports

    @model_validator(mode="after")
    def only_a_number_has_a_value(self) -> Self:
        """A number has figures and a unit; a rank, a statement or a p value has a text alone."""
        figures = [figure for figure in (self.value, self.low, self.high) if figure is not None]
        if self.value_kind is ValueKind.number and (not figures or self.unit is None):
            raise ValueError("A number needs value, low or high, and a unit.")
        if self.value_kind is not ValueKind.number and (figures or self.text is None):
            raise ValueError("A rank, a text or a p value stands in `text` alone.")
        return self


class MeasuredRole(Record):
    """The muscle role that a row of a table speaks of."""

    muscle: Slug
    phase: Slug
    function: Slug
    direction: Direction


class ShareRecord(RoleShareBase, MeasuredRole):
    """A row of measurements/shares.csv: one cohort at one speed."""

    source: Slug
    grade: Grade


class WeightRecord(MeasuredRole):
    """A row of measurements/weights.csv: the mean of a few stances, at no speed of its own."""

    share: Share
    low: Share | None = None
    high: Share | None = None
    n: Count
    grade: Grade
    sources: Annotated[list[Slug], Cell]
    basis: Line


class TrendRecord(TrendBase, MeasuredRole):
    """A row of measurements/trends.csv."""

    source: Slug


class JointWorkRecord(JointWorkBase, Record):
    """A row of measurements/joint_work.csv."""

    source: Slug


class JointTrendRecord(TrendBase, Record):
    """A row of measurements/joint_trends.csv."""

    joint: Joint
    phase: Slug
    sign: WorkSign
    source: Slug


class TimingRecord(TimingBase, Record):
    """A row of measurements/timings.csv."""


class ArchitectureRecord(ArchitectureBase, Record):
    """A row of measurements/architecture.csv."""

    muscle: Slug
    sources: Annotated[list[Slug], Cell] = Bound(default_factory=list)
    hip_flexion_m: Number | None = None
    hip_adduction_m: Number | None = None
    hip_rotation_m: Number | None = None
    knee_angle_m: Number | None = None
    ankle_angle_m: Number | None = None
    subtalar_angle_m: Number | None = None
    lumbar_extension_m: Number | None = None
    lumbar_bending_m: Number | None = None
    lumbar_rotation_m: Number | None = None


class VolumeRecord(VolumeBase, Record):
    """A row of measurements/volumes.csv."""

    muscle: Slug


class EffectRecord(EffectBase, Record):
    """A row of measurements/effects.csv."""


class EvidenceRecord(Record):
    """`[[claim.evidence]]`: what a claim rests on, and how."""

    stance: Stance
    says: Line
    finding: Slug | None = None
    effect: Slug | None = None
    muscle_role: RoleId | None = None

    @model_validator(mode="after")
    def names_exactly_one(self) -> Self:
        """One piece of evidence is a finding, an effect or a muscle role."""
        named = [name for name in (self.finding, self.effect, self.muscle_role) if name]
        if len(named) != 1:
            raise ValueError("Name exactly one of finding, effect, muscle_role.")
        return self


class ClaimRecord(ClaimBase, Record):
    """`[[claim]]` in claims.toml."""

    evidence: list[EvidenceRecord]


class EquipmentRecord(EquipmentBase, Record):
    """`[[equipment]]` in equipment.toml."""

    aliases: list[Name] = Bound(default_factory=list)


class PatternRecord(PatternBase, Record):
    """`[[pattern]]` in patterns.toml."""

    aliases: list[Name] = Bound(default_factory=list)


class DoseRecord(DoseBase, Record):
    """`[dose]` of an exercise."""


class WorkRecord(WorkBase, Record):
    """`[[works]]` of an exercise: a muscle that it works."""

    muscle: Slug


class TrainingRecord(TrainingBase, Record):
    """`[[trains]]` of an exercise: a running role, and the muscles through which it trains it."""

    muscles: list[Slug]


class StepRecord(StepBase, Record):
    """`[[harder]]` of an exercise: the next step."""

    exercise: Slug


class ExerciseRecord(ExerciseBase, Record):
    """exercises/<slug>.toml; the file name is the slug."""

    aliases: list[Name] = Bound(default_factory=list)
    equipment: list[list[Slug]] = Bound(
        min_length=1,
        description="Complete ways to do it, each with all that it needs; [] in it: nothing.",
    )
    helpful: list[Slug] = Bound(default_factory=list, description="What helps and is not needed.")
    dose: DoseRecord
    works: list[WorkRecord] = Bound(default_factory=list)
    trains: list[TrainingRecord] = Bound(default_factory=list)
    harder: list[StepRecord] = Bound(default_factory=list)
    figure: Figure | None = Bound(default=None, description="Poses that its figure is drawn from.")


class GarminRecord(GarminBase, Record):
    """A row of links/garmin.csv."""

    exercise: Slug


class HighlightRecord(Record):
    """A row of links/highlights.csv."""

    muscle: Slug
    package: Name
    slugs: Annotated[list[Name], Cell]


class ForeignLinkRecord(ForeignLinkBase, Record):
    """A row of links/foreign.csv."""


class EmgRecord(EmgBase, Record):
    """A row of measurements/emg.csv."""

    exercise: Slug | None = None
    muscle: Slug
    source: Slug


class EmgRankingRecord(EmgRankingBase, Record):
    """A row of measurements/emg_rankings.csv."""

    muscles: Annotated[list[Slug], Cell] = Bound(default_factory=list)
    exercises: Annotated[list[Slug], Cell] = Bound(default_factory=list)
    source: Slug


class InjuryRecord(InjuryBase, Record):
    """injuries/<slug>.toml; the file name is the slug."""

    aliases: list[Name] = Bound(default_factory=list)
    muscles: list[Slug] = Bound(default_factory=list)
    red_flags: list[Slug] = Bound(default_factory=list)


class InjuryLinkRecord(InjuryLinkBase, Record):
    """A row of links/injury_exercises.csv; without an injury: running injuries in general."""

    injury: Slug | None = None
    exercise: Slug
    source: Slug | None = None
    stages: Annotated[list[RehabStage], Cell] = Bound(default_factory=list)


class GateRecord(GateBase, Record):
    """A row of links/gates.csv; without a source: coaching judgement."""

    exercise: Slug
    injury: Slug
    source: Slug | None = None


class RedFlagRecord(RedFlagBase, Record):
    """`[[red_flag]]` in red_flags.toml."""

    source: Slug | None = None


class AimRecord(AimBase, Record):
    """`[[goal.aim]]`: a running role that a goal needs."""


class GoalRecord(GoalBase, Record):
    """`[[goal]]` in goals.toml."""

    aliases: list[Name] = Bound(default_factory=list)
    aim: list[AimRecord] = Bound(min_length=1)


class TrainingRuleRecord(TrainingRuleBase, Record):
    """`[[rule]]` in training_rules.toml."""


class MovedRecord(Record):
    """`[[moved]]` in moved.toml: a retired slug, and where it went."""

    kind: Slug
    key: Slug
    to: Slug | None = None
    why: Prose
