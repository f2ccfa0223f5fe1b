"""Electromyography: how active muscles were in exercises, comparable inside one study only."""

from typing import Annotated

from pydantic import Field as Bound
from sqlmodel import Field, SQLModel

from app.domain.base import Count, Line, Name, OneZero, Slug, SlugColumn, stored
from app.domain.vocabulary import EmgMetric, Verification

PercentMvic = Annotated[float, Bound(ge=0, le=1_000, allow_inf_nan=False), OneZero]


class EmgBase(SQLModel):
    """The activity of one muscle in one exercise of one study."""

    id: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent id.")
    study_exercise: Line = Field(description="The exercise, as the study names it.")
    part: Name | None = Field(
        default=None, description="Part of the muscle under the electrode; null: not told."
    )
    value_pct_mvic: PercentMvic = Field(
        description="Activity, % of that in a maximal voluntary isometric contraction."
    )
    sd_pct_mvic: PercentMvic | None = Field(
        default=None, description="Standard deviation over the people; null: not seen."
    )
    n: Count | None = Field(default=None, description="Number of people; null: not seen.")
    metric: EmgMetric = Field(
        sa_type=stored(EmgMetric), description="Which figure of the signal it is."
    )
    condition: Line | None = Field(default=None, description="Load and set-up.")
    verified: Verification = Field(
        sa_type=stored(Verification), description="Where we saw the figure."
    )
    label: Line | None = Field(
        default=None, description="Warning that must be shown wherever the figure is."
    )


class Emg(EmgBase, table=True):
    """One measurement."""

    __tablename__ = "emg"

    exercise: str | None = Field(
        default=None, foreign_key="exercise.slug", sa_type=SlugColumn, index=True
    )
    muscle: str = Field(foreign_key="muscle.slug", sa_type=SlugColumn, index=True)
    source: str = Field(foreign_key="source.key", sa_type=SlugColumn)


class EmgRankingBase(SQLModel):
    """What one study says of the order of exercises or muscles, without figures to compare."""

    id: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent id.")
    topic: Line = Field(description="What was compared.")
    text: Line = Field(description="The order, in our words.")
    n: Name | None = Field(default=None, description="Number of people, as told; null: not seen.")
    verified: Verification = Field(sa_type=stored(Verification), description="Where we saw it.")
    label: Line | None = Field(
        default=None, description="Warning that must be shown wherever it is."
    )


class EmgRanking(EmgRankingBase, table=True):
    """One order."""

    __tablename__ = "emg_ranking"

    source: str = Field(foreign_key="source.key", sa_type=SlugColumn)


class EmgRankingMuscle(SQLModel, table=True):
    """An order speaks of a muscle."""

    __tablename__ = "emg_ranking_muscle"

    ranking: str = Field(primary_key=True, foreign_key="emg_ranking.id", sa_type=SlugColumn)
    muscle: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn, index=True)


class EmgRankingExercise(SQLModel, table=True):
    """An order names an exercise of the catalogue."""

    __tablename__ = "emg_ranking_exercise"

    ranking: str = Field(primary_key=True, foreign_key="emg_ranking.id", sa_type=SlugColumn)
    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)
