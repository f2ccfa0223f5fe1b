"""What is said of phases, roles, muscle roles and joint work."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as Bound
from pydantic import model_validator
from sqlmodel import Field

from app.domain.base import Line, Name, Share, Slug, SpeedMS
from app.domain.evidence import FigureBase
from app.domain.running import (
    FunctionBase,
    JointShareBase,
    MuscleRoleBase,
    PhaseBase,
    RoleBase,
    RoleShareBase,
    TimingBase,
    TrendBase,
)
from app.domain.vocabulary import (
    Direction,
    Grade,
    Joint,
    MuscleKind,
    Stance,
    WorkSign,
)
from app.schemas.muscles import MuscleRef
from app.schemas.paging import (
    Asked,
    IncludeParams,
    ListParams,
    Page,
    PlainListParams,
    SourceRef,
    alone,
    names,
)
from app.schemas.shape import Shape

PACE_PATTERN = r"^(1:(1[7-9]|[2-5][0-9])|([2-9]|[1-9][0-9]):[0-5][0-9])$"
"""1:17 min:s per km, the pace of 13 m/s, to 99:59."""


class TimingRead(TimingBase):
    """Timings of one data set at one speed."""


class PhaseRead(PhaseBase):
    """A gait phase, whole."""

    aliases: list[Name] = Field(description="Other names that find it.")


class PhasePage(Page[PhaseRead]):
    """One page of phases."""


class FunctionRead(FunctionBase):
    """A mechanical function of a role."""


class RoleRead(RoleBase):
    """A running role with the mechanical functions it covers."""

    aliases: list[Name] = Field(description="Other names that find it.")
    functions: list[FunctionRead] = Field(description="The functions it covers.")


class RolePage(Page[RoleRead]):
    """One page of roles."""


class PlaceSort(StrEnum):
    """Orders of the vocabularies."""

    position = "position"
    slug = "slug"


class RoleParams(PlainListParams):
    """The query string of the running roles."""

    sort: PlaceSort = Bound(default=PlaceSort.position, description="Order of the list.")


class PhaseParams(RoleParams, IncludeParams):
    """The query string of the gait phases."""


class SpeedShareRead(RoleShareBase):
    """A share in one cohort at one speed."""

    cohort: Slug = Field(description="Key of the source whose runners these are.")


class TrendRead(TrendBase):
    """How a share or a quantity moves with speed in one cohort."""

    cohort: Slug = Field(description="Key of the source whose runners these are.")


class CohortAtSpeed(Shape):
    """The share in one cohort at the speed asked for."""

    cohort: Slug = Bound(description="Key of the source whose runners these are.")
    share: Share
    low: Share | None = Bound(description="Lowest of the runners and methods.")
    high: Share | None = Bound(description="Highest of the runners and methods.")
    n: int = Bound(description="Number of runners.")
    between_m_s: list[SpeedMS] = Bound(
        description="The measured speed, or the two that it lies between."
    )


class AtSpeed(Shape):
    """What is known at the speed asked for."""

    speed_m_s: SpeedMS = Bound(description="The speed asked for, m/s.")
    measured: bool = Bound(description="Whether any cohort ran at or around that speed.")
    text: Line = Bound(description="The same in words.")
    cohorts: list[CohortAtSpeed] = Bound(description="One entry a cohort, never one mean.")


class RoleFindingRead(FigureBase):
    """A finding under a muscle role."""

    stance: Stance = Field(description="For the role, qualifying it, or against it.")
    speed_m_s: SpeedMS | None = Field(description="The speed, m/s, where it is a single one.")
    source: SourceRef = Field(description="The source.")


class MuscleRoleRead(MuscleRoleBase):
    """What one muscle does in one phase, with every figure behind it."""

    muscle: MuscleRef = Field(description="The node that the fact is known for.")
    at_speed: AtSpeed | None = Field(
        default=None,
        description="Filled where a speed was asked for: share, low and high are "
        "then those of that speed.",
    )
    by_speed: list[SpeedShareRead] = Field(description="Shares per cohort and speed.")
    trends: list[TrendRead] = Field(description="How the share and its quantity move with speed.")
    findings: list[RoleFindingRead] = Field(description="What the literature and the data say.")


class MuscleRolePage(Page[MuscleRoleRead]):
    """One page of muscle roles."""

    speed: AtSpeed | None = Bound(description="Whether the speed asked for was measured at all.")


class MuscleRoleSort(StrEnum):
    """Orders of muscle roles.

    `rank` is the coach's: what drives before what opposes, function by function, and inside each
    by weight, since weights of different functions are shares of different totals.
    """

    rank = "rank"
    weight_descending = "-weight"
    weight = "weight"
    share_descending = "-share"
    grade = "grade"
    id = "id"


class Scope(StrEnum):
    """How far a question about a muscle reaches in the tree."""

    parts = "parts"
    wholes = "wholes"
    exact = "exact"


class SpeedParams(ListParams):
    """A list that can be asked for a running speed."""

    speed: SpeedMS | None = Bound(
        default=None, description="Running speed in m/s, 0.1 to 13.", examples=[3.4]
    )
    pace: Annotated[str, Bound(pattern=PACE_PATTERN)] | None = Bound(
        default=None,
        description="The same as a pace, min:s per km, 1:17 to 99:59; not together with `speed`. "
        "4:54 is 3.4 m/s.",
        examples=["4:54"],
    )

    @model_validator(mode="after")
    def one_speed(self) -> Self:
        """Speed and pace say the same thing; only one of them can be meant."""
        if self.pace is not None and self.speed is not None:
            raise alone("pace", "Give speed (m/s) or pace (min:s per km), not both.")
        return self

    @property
    def speed_m_s(self) -> float | None:
        """The speed asked for, m/s; None where none was."""
        if self.pace is None:
            return self.speed
        minutes, seconds = self.pace.split(":")
        return round(1000 / (60 * int(minutes) + int(seconds)), 4)


class RolesOfMuscleParams(SpeedParams):
    """The query string of one muscle's roles."""

    scope: Scope = Bound(
        default=Scope.parts,
        description="The node and its parts, the node and what it is part of, or the node alone.",
    )
    phase: list[Asked] = names("phase", "Only these gait phases, by slug or alias.")
    role: list[Asked] = names("role", "Only these running roles, by slug or alias.")
    function: list[Asked] = names("function", "Only these mechanical functions.")
    direction: Annotated[list[Direction], Bound(max_length=2)] = Bound(
        default_factory=list, description="Only what drives, or only what opposes the function."
    )
    level: Annotated[list[MuscleKind], Bound(max_length=4)] = Bound(
        default_factory=list,
        description="Answer at this depth: shares of parts are added up where one source allows "
        "it, and the answer says where not. Default: every depth at which something is known; "
        "functional groups overlap the tree and are listed when named or asked for here.",
    )
    grade: Annotated[list[Grade], Bound(max_length=5)] = Bound(
        default_factory=list, description="Only these grades. Repeat it to mean OR."
    )
    min_weight: Share | None = Bound(default=None, description="Smallest weight, 0 to 1.")
    sort: MuscleRoleSort = Bound(
        default=MuscleRoleSort.rank,
        description="Order of the list; `rank`: what drives first, function by function, by weight "
        "inside each.",
    )


class MuscleRoleParams(RolesOfMuscleParams):
    """The query string of the list of muscle roles."""

    muscle: list[Asked] = names("muscle", "Only these muscles, by slug or alias; see `scope`.")
    group: list[Asked] = names("group", "Only what belongs to these groups, by slug or alias.")

    @model_validator(mode="after")
    def a_scope_has_a_muscle(self) -> Self:
        """A scope alone would silently mean nothing."""
        if "scope" in self.model_fields_set and not self.muscle:
            raise alone("scope", "Give scope only with muscle: it says how far that one reaches.")
        return self


class JointPoint(JointShareBase):
    """A joint's share at one speed."""


class JointCohort(Shape):
    """A joint's shares in one cohort."""

    cohort: Slug = Bound(description="Key of the source whose runners these are.")
    by_speed: list[JointPoint] = Bound(description="Shares per speed.")
    trends: list[TrendRead] = Bound(description="How its share and its work move with speed.")


class JointWorkRead(Shape):
    """The share of the leg's joint work that one joint does in one phase."""

    id: str = Bound(description="Permanent id: joint.phase.sign.")
    joint: Joint
    phase: Slug
    sign: WorkSign = Bound(description="Energy given (positive) or taken (negative).")
    cohorts: list[JointCohort] = Bound(description="Each cohort by itself, never one mean.")
    at_speed: AtSpeed | None = Bound(
        default=None, description="Filled where a speed was asked for."
    )


class JointWorkPage(Page[JointWorkRead]):
    """One page of joint work."""

    speed: AtSpeed | None = Bound(description="Whether the speed asked for was measured at all.")


class JointWorkSort(StrEnum):
    """Orders of joint work."""

    id = "id"


class JointWorkParams(SpeedParams):
    """The query string of joint work."""

    joint: Annotated[list[Joint], Bound(max_length=3)] = Bound(
        default_factory=list, description="Only these joints. Repeat it to mean OR."
    )
    phase: list[Asked] = names("phase", "Only these gait phases, by slug or alias.")
    sign: Annotated[list[WorkSign], Bound(max_length=2)] = Bound(
        default_factory=list, description="Only positive or only negative work."
    )
    sort: JointWorkSort = Bound(default=JointWorkSort.id, description="Order of the list.")
