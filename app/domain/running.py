"""Running: gait phases, roles and functions, and what each muscle does in them."""

from typing import Annotated

from pydantic import Field as Bound
from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.domain.base import (
    KEY_LENGTH,
    Count,
    CyclePct,
    Line,
    ListColumn,
    Name,
    Number,
    Positive,
    Prose,
    Share,
    Slug,
    SlugColumn,
    SpeedMS,
    stored,
)
from app.domain.vocabulary import (
    Derivation,
    Direction,
    Grade,
    Joint,
    PhaseKind,
    Quantity,
    Stance,
    Verification,
    WorkSign,
)

Position = Annotated[int, Bound(ge=1, le=1000)]
RoleId = Annotated[
    str, Bound(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+){4}$", min_length=9, max_length=KEY_LENGTH)
]


class PhaseBase(SQLModel):
    """A phase of the running cycle; the cycle runs from one foot contact to the next, same foot."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(description="English name.")
    position: Position = Field(description="Order in the cycle.")
    kind: PhaseKind = Field(sa_type=stored(PhaseKind), description="Instant or stretch of time.")
    start_pct: CyclePct = Field(description="Start, % of the cycle.")
    end_pct: CyclePct = Field(description="End, % of the cycle; equal to the start for an event.")
    observed: Line | None = Field(default=None, description="Range seen in the data.")
    relative: Line | None = Field(default=None, description="Place within stance or swing.")
    definition: Prose = Field(description="What begins and ends it.")
    verified: Verification = Field(
        sa_type=stored(Verification),
        description="computed: from force data; convention: a definition of this project.",
    )
    sources: list[Slug] = Field(
        default_factory=list, sa_type=ListColumn, description="Keys of the sources."
    )
    note: Prose | None = Field(default=None, description="What to know before using it.")


class Phase(PhaseBase, table=True):
    """One gait phase."""


class TimingBase(SQLModel):
    """How long stride and contact last, and where toe-off falls, in one data set at one speed."""

    source: Slug = Field(
        primary_key=True, foreign_key="source.key", sa_type=SlugColumn, description="Source key."
    )
    stance: Name = Field(primary_key=True, description="Which stance, or the mean of a cohort.")
    speed_low_m_s: SpeedMS = Field(primary_key=True, description="Slowest speed, m/s.")
    speed_high_m_s: SpeedMS = Field(description="Fastest speed, m/s.")
    n: Count | None = Field(default=None, description="Number of runners; null: not seen.")
    stride_s: Positive | None = Field(default=None, description="Stride time, s.")
    stride_low_s: Positive | None = Field(default=None, description="Shortest, s.")
    stride_high_s: Positive | None = Field(default=None, description="Longest, s.")
    contact_s: Positive | None = Field(default=None, description="Contact time, s.")
    contact_low_s: Positive | None = Field(default=None, description="Shortest, s.")
    contact_high_s: Positive | None = Field(default=None, description="Longest, s.")
    flight_low_s: Positive | None = Field(default=None, description="Shortest flight, s.")
    flight_high_s: Positive | None = Field(default=None, description="Longest flight, s.")
    toe_off_pct: CyclePct | None = Field(default=None, description="Toe-off, % of the cycle.")
    toe_off_low_pct: CyclePct | None = Field(default=None, description="Earliest, %.")
    toe_off_high_pct: CyclePct | None = Field(default=None, description="Latest, %.")
    switch_pct: CyclePct | None = Field(
        default=None, description="Change from braking to propulsion, % of the cycle."
    )
    switch_low_pct: CyclePct | None = Field(default=None, description="Earliest, %.")
    switch_high_pct: CyclePct | None = Field(default=None, description="Latest, %.")
    verified: Verification = Field(sa_type=stored(Verification), description="Where we saw it.")


class Timing(TimingBase, table=True):
    """One row of timings."""

    __tablename__ = "gait_timing"


class RoleBase(SQLModel):
    """One of the four running roles."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(description="English name.")
    position: Position = Field(description="Order in lists.")
    definition: Prose = Field(description="What a muscle does in this role.")


class Role(RoleBase, table=True):
    """One running role."""


class FunctionBase(SQLModel):
    """A mechanical function: the measurable part of a role."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(description="English name.")
    position: Position = Field(description="Order in lists.")
    definition: Prose = Field(description="What is measured.")
    drives: Line = Field(description="What a muscle does that drives it.")
    opposes: Line | None = Field(default=None, description="What works against it; null: nothing.")
    share_of: Line | None = Field(
        default=None, description="The total that a share is a part of; null: never shared out."
    )
    summable: bool = Field(
        description="Whether shares of one source may be added: parts of one total at one time."
    )


class MechanicalFunction(FunctionBase, table=True):
    """One mechanical function of a role."""

    __tablename__ = "mechanical_function"

    role: str = Field(foreign_key="role.slug", sa_type=SlugColumn, index=True)


class MuscleRoleBase(SQLModel):
    """What one muscle does in one phase: muscle × phase × role × function × direction."""

    id: RoleId = Field(
        primary_key=True,
        sa_type=SlugColumn,
        description="Permanent id: muscle.phase.role.function.direction.",
    )
    role: Slug = Field(foreign_key="role.slug", sa_type=SlugColumn, description="Running role.")
    phase: Slug = Field(foreign_key="phase.slug", sa_type=SlugColumn, description="Gait phase.")
    function: Slug = Field(
        foreign_key="mechanical_function.slug",
        sa_type=SlugColumn,
        description="Mechanical function.",
    )
    direction: Direction = Field(
        sa_type=stored(Direction), description="For or against the function."
    )
    weight: Share | None = Field(
        default=None,
        description="Share over the largest share of the tree in the same phase, function and "
        "direction, at most 1; null: no share is known.",
    )
    share: Share | None = Field(
        default=None,
        description="Part of the total named by the function, 0 to 1; mean of the cohorts' means; "
        "null: not known.",
    )
    share_low: Share | None = Field(
        default=None, description="Lowest of all runners, speeds, cohorts and methods."
    )
    share_high: Share | None = Field(
        default=None, description="Highest of all runners, speeds, cohorts and methods."
    )
    n: Count | None = Field(default=None, description="Number of runners behind the share.")
    grade: Grade = Field(sa_type=stored(Grade), description="Strength of the evidence, A to E.")
    derivation: Derivation = Field(
        sa_type=stored(Derivation),
        description="measured: a figure of this very node; summed: added up from its parts; "
        "unsummable: its parts are known and may not be added.",
    )
    basis: Prose = Field(description="How the share came about, in words.")
    sources: list[Slug] = Field(
        default_factory=list,
        sa_type=ListColumn,
        description="Keys of the sources of the share and its range; empty: no share is known.",
    )


class MuscleRole(MuscleRoleBase, table=True):
    """One muscle role."""

    __tablename__ = "muscle_role"
    __table_args__ = (
        # All that a list asks of a role: its table need not be read.
        Index(
            "ix_muscle_role_ranked",
            *("phase", "role", "derivation", "muscle", "function"),
            *("direction", "weight", "share", "grade", "id"),
        ),
        Index("ix_muscle_role_role_derivation_muscle", "role", "derivation", "muscle"),
    )

    muscle: str = Field(foreign_key="muscle.slug", sa_type=SlugColumn, index=True)


MATTERS = 0.1
"""Smallest weight at which a muscle matters in a phase; a judgement."""

SHARE_DIGITS = 4  # The tables give three or four digits; nothing that we work out adds any.
WEIGHT_DIGITS = 3


def weight_of(share: float, largest: float) -> float:
    """Set a share against the largest share in the same phase, function and direction."""
    return round(min(1.0, share / largest), WEIGHT_DIGITS)


class RoleShareBase(SQLModel):
    """The share of a muscle role in one data set, at one speed."""

    speed_m_s: SpeedMS = Field(primary_key=True, description="Running speed, m/s.")
    share: Share = Field(description="Mean over the runners, 0 to 1.")
    low: Share | None = Field(default=None, description="Lowest runner or stance.")
    high: Share | None = Field(default=None, description="Highest runner or stance.")
    sd: Share | None = Field(default=None, description="Standard deviation over the runners.")
    n: Count = Field(description="Number of runners.")
    method_low: Share | None = Field(
        default=None, description="Lowest mean over the criteria of muscle force optimisation."
    )
    method_high: Share | None = Field(
        default=None, description="Highest mean over the criteria of muscle force optimisation."
    )
    absolute: Number | None = Field(default=None, description="Mean before sharing out.")
    absolute_sd: Number | None = Field(default=None, description="Its standard deviation.")
    absolute_unit: Name | None = Field(default=None, description="Its unit.")


class RoleShare(RoleShareBase, table=True):
    """One share."""

    __tablename__ = "role_share"

    muscle_role: str = Field(primary_key=True, foreign_key="muscle_role.id", sa_type=SlugColumn)
    source: str = Field(primary_key=True, foreign_key="source.key", sa_type=SlugColumn)


class TrendBase(SQLModel):
    """How a share, or what it is a share of, moves with speed inside the same runners."""

    quantity: Quantity = Field(
        primary_key=True, sa_type=stored(Quantity), description="What moves with speed."
    )
    unit: Name | None = Field(
        default=None, description="Unit of an absolute quantity; null: a share has none."
    )
    slope_per_m_s: Number = Field(description="Mean slope of the quantity per m/s of speed.")
    slope_sd: Number = Field(description="Standard deviation of the slope over the runners.")
    n: Count = Field(description="Number of runners.")
    n_rising: Annotated[int, Bound(ge=0, le=100_000)] = Field(
        description="Runners in whom it rises with speed."
    )
    p: Share = Field(description="Wilcoxon signed-rank p value.")
    q: Share = Field(description="The same after Benjamini-Hochberg.")


class RoleTrend(TrendBase, table=True):
    """One trend of a muscle role in one cohort."""

    __tablename__ = "role_trend"

    muscle_role: str = Field(primary_key=True, foreign_key="muscle_role.id", sa_type=SlugColumn)
    source: str = Field(primary_key=True, foreign_key="source.key", sa_type=SlugColumn)


class MuscleRoleFinding(SQLModel, table=True):
    """A finding bears on a muscle role: for it, qualifying it, or against it."""

    __tablename__ = "muscle_role_finding"

    muscle_role: str = Field(primary_key=True, foreign_key="muscle_role.id", sa_type=SlugColumn)
    finding: str = Field(primary_key=True, foreign_key="finding.id", sa_type=SlugColumn, index=True)
    stance: Stance = Field(
        sa_type=stored(Stance), description="For the role, qualifying it, or against it."
    )


class JointShareBase(SQLModel):
    """Share of the work of hip, knee and ankle that one joint does, at one speed."""

    speed_m_s: SpeedMS = Field(description="Running speed, m/s.")
    share: Share = Field(description="Mean share over the runners, 0 to 1.")
    low: Share = Field(description="Lowest runner.")
    high: Share = Field(description="Highest runner.")
    sd: Share = Field(description="Standard deviation over the runners.")
    n: Count = Field(description="Number of runners.")
    work_j_kg: Number = Field(description="Mean work, J per kg of body mass.")
    work_sd_j_kg: Number = Field(description="Standard deviation of the work, J/kg.")


class JointWorkBase(JointShareBase):
    """A joint's share in one phase."""

    joint: Joint = Field(sa_type=stored(Joint), description="The joint.")
    phase: Slug = Field(foreign_key="phase.slug", sa_type=SlugColumn, description="Gait phase.")
    sign: WorkSign = Field(
        sa_type=stored(WorkSign), description="Energy given (positive) or taken (negative)."
    )


class JointWork(JointWorkBase, table=True):
    """One joint's share."""

    __tablename__ = "joint_work"

    id: str = Field(
        primary_key=True, sa_type=SlugColumn, description="Joint, phase, sign, cohort and speed."
    )
    source: str = Field(foreign_key="source.key", sa_type=SlugColumn)

    @property
    def work_id(self) -> str:
        """Name the joint's work in a phase, whatever cohort and speed: joint.phase.sign."""
        return f"{self.joint}.{self.phase}.{self.sign}"


class JointTrend(TrendBase, table=True):
    """How a joint's share moves with speed in one cohort."""

    __tablename__ = "joint_trend"

    joint: Joint = Field(primary_key=True, sa_type=stored(Joint), description="The joint.")
    phase: str = Field(primary_key=True, foreign_key="phase.slug", sa_type=SlugColumn)
    sign: WorkSign = Field(
        primary_key=True,
        sa_type=stored(WorkSign),
        description="Energy given (positive) or taken (negative).",
    )
    source: str = Field(primary_key=True, foreign_key="source.key", sa_type=SlugColumn)
