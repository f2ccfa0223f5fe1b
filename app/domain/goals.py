"""What runners train for, and the rules by which sessions are built."""

from typing import Annotated

from pydantic import Field as Bound
from sqlmodel import Field, SQLModel

from app.domain.base import Line, ListColumn, Name, OneZero, Prose, Share, Slug, SlugColumn
from app.domain.running import Position
from app.domain.vocabulary import Category

Suit = Annotated[float, Bound(ge=0, le=2, allow_inf_nan=False), OneZero]


class GoalBase(SQLModel):
    """A goal of training. Its aims are a coaching judgement; what muscles weigh is measured."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(description="English name.")
    position: Position = Field(description="Order in lists.")
    summary: Line = Field(description="What it is for.")
    heavy: bool = Field(
        default=False,
        description="Whether heavy lifting is a part of it, for runners of level 3 and above who "
        "have the means.",
    )
    suits: dict[Category, Suit] = Field(
        default_factory=dict,
        sa_type=ListColumn,
        description="How well kinds of training suit it, 1: fully; a kind that is not named suits "
        "it fully.",
    )
    sources: list[Slug] = Field(
        default_factory=list,
        sa_type=ListColumn,
        description="Keys of sources on training for it; what they found stands in the effects.",
    )


class Goal(GoalBase, table=True):
    """One goal."""


class AimBase(SQLModel):
    """One part of a goal: a running role that it needs, and how much."""

    role: Slug = Field(
        foreign_key="role.slug", sa_type=SlugColumn, description="Running role that it needs."
    )
    phase: Slug | None = Field(
        default=None,
        foreign_key="phase.slug",
        sa_type=SlugColumn,
        description="Gait phase; null: all of them.",
    )
    function: Slug | None = Field(
        default=None,
        foreign_key="mechanical_function.slug",
        sa_type=SlugColumn,
        description="Mechanical function; null: the strongest of the role.",
    )
    within: Slug | None = Field(
        default=None,
        foreign_key="muscle.slug",
        sa_type=SlugColumn,
        description="Only parts of this node; null: all muscles.",
    )
    importance: Share = Field(description="Against the other aims of the goal, 0 to 1.")


class GoalAim(AimBase, table=True):
    """One aim of one goal."""

    __tablename__ = "goal_aim"

    goal: str = Field(primary_key=True, foreign_key="goal.slug", sa_type=SlugColumn)
    place: int = Field(primary_key=True, description="Place among the aims of the goal.")


class TrainingRuleBase(SQLModel):
    """A rule for choosing and dosing, and how sure it is."""

    id: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent id.")
    area: Name = Field(description="What it is about.")
    statement: Prose = Field(description="The rule.")
    explain: Line = Field(description="What a runner is told where it shaped an answer.")
    certainty: Line = Field(description="How sure it is.")
    judgement: bool = Field(
        description="Whether the rule or its numbers are a heuristic or a decision of ours."
    )
    sources: list[Slug] = Field(
        default_factory=list, sa_type=ListColumn, description="Keys of the sources."
    )
    label: Line | None = Field(default=None, description="Warning that must be shown with it.")


class TrainingRule(TrainingRuleBase, table=True):
    """One rule."""

    __tablename__ = "training_rule"
