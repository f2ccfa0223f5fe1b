"""What is said of alternatives to an exercise, and of easier and harder ones."""

from typing import Annotated

from pydantic import Field as Bound
from sqlmodel import Field

from app.domain.base import Line, Share, Slug
from app.domain.exercises import StepBase
from app.schemas.exercises import (
    Caution,
    ExerciseRef,
    ExerciseSummary,
    MaxImpact,
    OwnedParams,
)
from app.schemas.shape import Shape


class AlternativeParams(OwnedParams):
    """The query string of the alternatives to an exercise."""

    max_impact: MaxImpact | None = Bound(
        default=None,
        description="Highest impact, 0 to 3; left out: that of the original, never more.",
    )

    limit: Annotated[int, Bound(ge=1, le=50)] = Bound(
        default=10, description="Alternatives to give, 1 to 50."
    )


class Overlap(Shape):
    """Muscles and roles that two exercises share, or that one has and the other has not."""

    muscles: list[Slug]
    roles: list[Slug] = Bound(description="Running roles.")


class Alternative(Shape):
    """An exercise that does much of the same work."""

    exercise: ExerciseSummary
    overlap: Share = Bound(
        description="Part of the work of the original that it does, 0 to 1: its parts, weighted; "
        "see docs/api.md. A coaching judgement, no measurement."
    )
    parts: dict[str, Share] = Bound(
        description="muscles: by involvement and closeness in the tree; roles: by the muscles "
        "behind them; manner: category, pattern and contraction; level: 1, less 0.25 for each "
        "level that it is easier."
    )
    kept: Overlap = Bound(description="What of the original it does too.")
    lost: Overlap = Bound(description="What of the original it does not do.")
    needs: list[list[Slug]] = Bound(description="Its ways that the runner owns all things for.")
    level_change: int = Bound(description="Its level less that of the original.")
    impact_change: int = Bound(description="Its impact less that of the original.")
    text: Line = Bound(description="The trade in a sentence.")
    cautions: list[Caution] = Bound(description="What the injuries of `safe_for` ask of it.")


class AlternativesRead(Shape):
    """What else does the same work."""

    exercise: ExerciseRef
    items: list[Alternative] = Bound(description="The best first.")
    revision: int


class ChainStep(StepBase):
    """An exercise somewhere up or down the chain."""

    exercise: ExerciseRef = Field(description="That exercise.")
    steps: int = Field(description="Steps away, at least 1.")
    next_to: Slug = Field(description="The exercise that this step starts from, one step nearer.")


class ProgressionsRead(Shape):
    """The chain of exercises that an exercise stands in."""

    exercise: ExerciseRef
    easier: list[ChainStep] = Bound(description="All easier ones, the nearest first.")
    harder: list[ChainStep] = Bound(description="All harder ones, the nearest first.")
    revision: int
