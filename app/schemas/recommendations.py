"""What is said of recommendations."""

from typing import Annotated, Self

from pydantic import Field as Bound
from pydantic import model_validator

from app.domain.base import Line, Prose, Share, Slug
from app.domain.running import RoleId
from app.domain.vocabulary import GateKind, GateStage, Grade, Stage, Stance
from app.schemas.paging import Asked, Named, Params, SourceRef, alone, names
from app.schemas.shape import Shape

DEFAULT_LEVEL = 3
DEFAULT_IMPACT = 2


class RunnerParams(Params):
    """What the runner has, can and must not do."""

    available_equipment: list[Asked] = names(
        "equipment",
        "What I own, in things or sets; `bodyweight` alone means nothing else. Left out: anything.",
        "Repeat it for all that you own.",
    )
    max_level: Annotated[int, Bound(ge=1, le=5)] = Bound(
        default=DEFAULT_LEVEL,
        description="Highest level, 1 to 5: that of the runner. Left out: 3.",
    )
    max_impact: Annotated[int, Bound(ge=0, le=3)] = Bound(
        default=DEFAULT_IMPACT, description="Highest impact, 0 to 3. Left out: 2."
    )
    injury: list[Asked] = names(
        "injury",
        "Injuries that the runner has or is coming back from: what they say to avoid is left out "
        "before anything is scored, and their care is a part of the demand.",
        "Repeat it: all of them are kept to.",
    )
    stage: Stage | None = Bound(
        default=None, description="Stage of the injuries; left out: the stricter of both."
    )
    exclude: list[Asked] = names(
        "exercise", "Exercises that must not appear.", "Repeat it for several."
    )

    @model_validator(mode="after")
    def a_stage_has_an_injury(self) -> Self:
        """A stage alone would silently mean nothing."""
        if self.stage is not None and not self.injury:
            raise alone("stage", "Give stage only with injury: it is the stage of that injury.")
        return self


class FindingRef(Shape):
    """A finding, named where it bears on something."""

    id: Slug = Bound(description="Id of the finding, as /v1/findings has it.")
    stance: Stance = Bound(description="How it bears on the muscle role.")


class Reason(Shape):
    """Why an exercise is there: what of running it serves."""

    muscle: Slug
    role: Slug
    phase: Slug
    muscle_role: RoleId = Bound(description="Id of the muscle role that says so.")
    importance: Share = Bound(description="Part of the whole demand that this muscle and role is.")
    adds: Share = Bound(description="Part of the whole demand that the exercise meets here.")
    weight: Share | None = Bound(description="Weight of the muscle role; null: no figure.")
    share: Share | None = Bound(description="Its share; null: not known.")
    grade: Grade = Bound(description="Strength of the evidence for the muscle role.")
    text: Prose = Bound(description="The reason in a sentence or two.")
    findings: list[FindingRef] = Bound(
        description="Findings that bear on the muscle role, for it first."
    )
    sources: list[SourceRef] = Bound(description="Sources of the muscle role.")


class CautionRead(Shape):
    """What an injury asks of an exercise."""

    injury: Named
    gate: GateKind
    stage: GateStage
    text: Line = Bound(description="What to watch, or for `modify`: what to change.")
    source: Slug | None = Bound(description="Key of the source; null: coaching judgement.")


class Recommended(Shape):
    """An exercise that is recommended, and why."""

    exercise: Named
    level: int
    impact: int
    score: Share = Bound(description="The parts added up, 0 to 1.")
    parts: dict[str, float] = Bound(
        description="match: how much of the demand it meets, against the best of the catalogue; "
        "evidence: how well that is known; level: how it fits the runner; care: whether the care "
        "of the injury names it. Weights are a judgement."
    )
    needs: list[list[Slug]] = Bound(description="Ways to do it with what the runner has.")
    reasons: list[Reason] = Bound(description="What it serves, the most first; at most five.")
    cautions: list[CautionRead]


class LeftOut(Shape):
    """An exercise that is not offered, and why."""

    exercise: Named
    code: Slug = Bound(
        description="injury, excluded, impact, level, equipment, timing, same-work or no-room."
    )
    text: Line


class DemandRead(Shape):
    """What the goal needs of one muscle in one role."""

    muscle: Slug
    role: Slug
    phase: Slug = Bound(description="The phase in which it matters most.")
    importance: Share


class RuleRef(Shape):
    """A rule that shaped an answer."""

    id: Slug
    text: Line = Bound(description="What it says to a runner.")
    judgement: bool
    label: Line | None
    sources: list[Slug]


class RecommendationParams(RunnerParams):
    """The query string of recommendations."""

    goal: Annotated[list[Asked], Bound(max_length=1)] = names(
        "goal",
        "What to train for; see /v1/goals. Left out with `role`, `phase`, `muscle` and "
        "`injury`: general.",
    )
    role: list[Asked] = names("role", "Running roles to train, instead of a goal.")
    phase: list[Asked] = names("phase", "Gait phases to train for, instead of a goal.")
    muscle: list[Asked] = names("muscle", "Muscles to train, in whatever they do in running.")
    speed: Annotated[float, Bound(ge=0.5, le=13)] | None = Bound(
        default=None, description="Running speed, m/s: weights are those at this speed."
    )
    limit: Annotated[int, Bound(ge=1, le=50)] = Bound(
        default=10, description="Exercises to recommend, 1 to 50."
    )

    @model_validator(mode="after")
    def a_goal_stands_alone(self) -> Self:
        """Roles, phases and muscles are another way to say what to train for."""
        if self.goal and (self.role or self.phase or self.muscle):
            raise alone("goal", "Give goal, or role, phase and muscle, not both.")
        return self


class RecommendationsRead(Shape):
    """Exercises for a goal, ranked and explained, and why others are not among them."""

    goal: Named | None = Bound(description="The goal; null: roles, phases or muscles were given.")
    items: list[Recommended]
    left_out: list[LeftOut]
    demand: list[DemandRead] = Bound(description="What is needed, the most important first.")
    rules: list[RuleRef]
    note: Line
    revision: int
