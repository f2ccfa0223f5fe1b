"""What trains muscles: exercises, what they need, whom they work and how they build on another."""

from typing import Annotated, Any

from pydantic import Field as Bound
from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.domain.base import (
    KEY_LENGTH,
    Line,
    ListColumn,
    Name,
    NameColumn,
    Prose,
    Share,
    Slug,
    SlugColumn,
    stored,
)
from app.domain.running import Position
from app.domain.vocabulary import (
    Category,
    Contraction,
    Involvement,
    Laterality,
    MatchQuality,
    Measure,
    RoleMode,
)

Level = Annotated[int, Bound(ge=1, le=5)]
Impact = Annotated[int, Bound(ge=0, le=3)]
Sets = Annotated[int, Bound(ge=1, le=20)]
Amount = Annotated[int, Bound(ge=1, le=1_000)]
RestS = Annotated[int, Bound(ge=0, le=1_200)]
FitId = Annotated[int, Bound(ge=0, le=65_535)]

NO_FIT_NAME = 65_535
"""What the FIT profile calls invalid: a step without an exercise name of the profile."""
NO_FIT_CATEGORY = 65_534
"""What the FIT profile calls unknown: no category of it fits."""


class EquipmentBase(SQLModel):
    """A thing that exercises need, or a set of such things that one has together."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(description="English name.")
    summary: Line = Field(description="What it is, and what will do instead.")
    includes: list[Slug] = Field(
        default_factory=list,
        sa_type=ListColumn,
        description="What a set holds; empty for a single thing.",
    )


class Equipment(EquipmentBase, table=True):
    """One thing, or one set of things."""


class PatternBase(SQLModel):
    """A movement pattern: what the body does in a family of exercises."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(description="English name.")
    position: Position = Field(description="Order in lists.")
    definition: Line = Field(description="What moves, and how.")


class Pattern(PatternBase, table=True):
    """One movement pattern."""

    __tablename__ = "movement_pattern"


class ExerciseSummaryBase(SQLModel):
    """What a list says of an exercise. Level, impact and muscles are our judgement."""

    slug: Slug = Field(primary_key=True, sa_type=SlugColumn, description="Permanent slug.")
    name: Name = Field(sa_type=NameColumn, description="English name.")
    summary: Line = Field(description="What it is, and what it is good for in running.")
    category: Category = Field(
        sa_type=stored(Category), index=True, description="Kind of training."
    )
    pattern: Slug = Field(
        foreign_key="movement_pattern.slug",
        sa_type=SlugColumn,
        index=True,
        description="Movement pattern.",
    )
    laterality: Laterality = Field(sa_type=stored(Laterality), description="Which sides work.")
    level: Level = Field(
        description="How much strength, control and practice it asks for: 1 (anyone) to 5 "
        "(trained athletes); a coaching judgement.",
    )
    impact: Impact = Field(
        description="Impact of its landings: 0 (none) to 3 (high); a coaching judgement.",
    )
    measure: Measure = Field(sa_type=stored(Measure), description="What it is counted in.")
    per_side: bool = Field(description="Whether the dose is for each side.")


class ExerciseBase(ExerciseSummaryBase):
    """An exercise, written for a runner who has never seen it."""

    contraction: Contraction = Field(
        sa_type=stored(Contraction), description="How the main muscles mostly work."
    )
    instructions: list[Line] = Field(
        sa_type=ListColumn,
        min_length=3,
        max_length=6,
        description="Steps, in the order the runner does them.",
    )
    cues: list[Line] = Field(
        sa_type=ListColumn,
        min_length=2,
        max_length=4,
        description="What to think of while moving.",
    )
    mistakes: list[Line] = Field(
        sa_type=ListColumn,
        min_length=2,
        max_length=4,
        description="Common mistakes, each with its cure.",
    )
    safety: Prose | None = Field(
        default=None, description="Hazards of this very exercise; null: none beyond common sense."
    )


class Exercise(ExerciseBase, table=True):
    """One exercise."""

    # The orders of the list that run one way, so that a page is read where it begins.
    __table_args__ = (
        Index("ix_exercise_name_slug", "name", "slug"),
        Index("ix_exercise_slug_name", "slug", "name"),
        Index("ix_exercise_level_name_slug", "level", "name", "slug"),
        Index("ix_exercise_level_descending_name_slug", text("level DESC"), "name", "slug"),
        Index("ix_exercise_impact_name_slug", "impact", "name", "slug"),
    )

    helpful: list[str] = Field(
        default_factory=list,
        sa_type=ListColumn,
        description="Equipment that helps and is not needed.",
    )
    figure: dict[str, Any] | None = Field(
        default=None,
        sa_type=ListColumn,
        description="The poses that its figure is drawn from; null: it has none.",
    )


class DoseBase(SQLModel):
    """How much of an exercise is usual, and on what that rests."""

    sets_low: Sets | None = Field(default=None, description="Fewest sets; null: not told.")
    sets_high: Sets | None = Field(default=None, description="Most sets.")
    amount_low: Amount | None = Field(
        default=None,
        description="Fewest of the exercise's measure in a set, for each side where it is per "
        "side; null: contacts are told for the session, or nothing is.",
    )
    amount_high: Amount | None = Field(default=None, description="Most of it in a set.")
    contacts_low: Amount | None = Field(
        default=None, description="Fewest ground contacts in a session, both sides together."
    )
    contacts_high: Amount | None = Field(default=None, description="Most of them.")
    hold_s: Amount | None = Field(default=None, description="Time that each repetition is held, s.")
    reps_in_reserve_low: Annotated[int, Bound(ge=0, le=10)] | None = Field(
        default=None, description="Repetitions left undone at the end of a set, at least."
    )
    reps_in_reserve_high: Annotated[int, Bound(ge=0, le=10)] | None = Field(
        default=None, description="Repetitions left undone, at most."
    )
    load_1rm_low: Share | None = Field(
        default=None, description="Least load, as a share of the one-repetition maximum."
    )
    rest_low_s: RestS | None = Field(default=None, description="Shortest rest between sets, s.")
    rest_high_s: RestS | None = Field(default=None, description="Longest rest between sets, s.")
    per_week_low: Annotated[int, Bound(ge=1, le=21)] | None = Field(
        default=None, description="Fewest sessions a week."
    )
    per_week_high: Annotated[int, Bound(ge=1, le=21)] | None = Field(
        default=None, description="Most sessions a week."
    )
    weeks: Annotated[int, Bound(ge=1, le=52)] | None = Field(
        default=None, description="Length of the programme that the dose comes from, weeks."
    )
    text: Line = Field(description="The dose in words, with effort and tempo.")
    judgement: bool = Field(
        description="Whether it is a coaching default, in whole or in part: judgement, no evidence."
    )
    sources: list[Slug] = Field(
        default_factory=list,
        sa_type=ListColumn,
        description="Keys of sources that used this dose; empty: a coaching default.",
    )
    note: Line | None = Field(default=None, description="How far the sources go.")


class Dose(DoseBase, table=True):
    """The usual dose of one exercise."""

    __tablename__ = "exercise_dose"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)


class Way(SQLModel, table=True):
    """One complete way to do an exercise; a way without needs takes the body alone."""

    __tablename__ = "exercise_way"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)
    way: int = Field(primary_key=True, description="Number of the way, from 1.")


class Need(SQLModel, table=True):
    """A way needs a thing."""

    __tablename__ = "exercise_need"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)
    way: int = Field(primary_key=True, description="Number of the way of the exercise.")
    equipment: str = Field(primary_key=True, foreign_key="equipment.slug", sa_type=SlugColumn)


class WorkBase(SQLModel):
    """What a muscle does in an exercise; a judgement from anatomy, unless EMG says more."""

    involvement: Involvement = Field(
        sa_type=stored(Involvement), description="How much of the work it does."
    )
    contraction: Contraction = Field(sa_type=stored(Contraction), description="How it works.")
    reason: Line = Field(description="What it does in this exercise.")


class ExerciseMuscle(WorkBase, table=True):
    """An exercise works a node of the tree."""

    __tablename__ = "exercise_muscle"
    # Holds the exercises of one muscle in the order of the list, and all that is asked of a link.
    __table_args__ = (
        Index("ix_exercise_muscle_listed", "muscle", "name", "exercise", "involvement"),
    )

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)
    muscle: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn)
    position: int = Field(description="Place among the muscles of the exercise.")
    name: str = Field(sa_type=NameColumn, description="English name of the exercise.")


class TrainingBase(SQLModel):
    """Why an exercise carries over to a running role; a coaching judgement."""

    role: Slug = Field(
        primary_key=True, foreign_key="role.slug", sa_type=SlugColumn, description="Running role."
    )
    reason: Line = Field(description="How it carries over to running.")


class ExerciseRole(TrainingBase, table=True):
    """An exercise trains a running role, or prepares the range for it."""

    __tablename__ = "exercise_role"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)
    mode: RoleMode = Field(
        sa_type=stored(RoleMode), description="Whether it trains the role or prepares for it."
    )


class ExerciseRoleMuscle(SQLModel, table=True):
    """The muscles through which an exercise trains a role."""

    __tablename__ = "exercise_role_muscle"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)
    role: str = Field(primary_key=True, foreign_key="role.slug", sa_type=SlugColumn)
    muscle: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn)


class ExerciseMuscleRole(SQLModel, table=True):
    """An exercise trains what a muscle does in a phase: worked out from roles and muscles."""

    __tablename__ = "exercise_muscle_role"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)
    muscle_role: str = Field(
        primary_key=True, foreign_key="muscle_role.id", sa_type=SlugColumn, index=True
    )
    muscle: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn)


class StepBase(SQLModel):
    """What changes from an exercise to the next harder one."""

    change: Line = Field(description="What changes from the easier to the harder one.")
    same_level_because: Line | None = Field(
        default=None, description="Why it is harder though the level is the same."
    )


class Progression(StepBase, table=True):
    """One step from an easier exercise to a harder one."""

    __tablename__ = "progression"

    easier: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)
    harder: str = Field(
        primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn, index=True
    )


class GarminBase(SQLModel):
    """The exercise in the FIT profile that Garmin watches know."""

    match: MatchQuality = Field(sa_type=stored(MatchQuality), description="How well it fits.")
    category: Name = Field(description="Exercise category, as the profile names it.")
    category_id: FitId = Field(description="Its number.")
    name: Name | None = Field(
        default=None, description="Exercise name, as the profile names it; null: none fits."
    )
    name_id: FitId = Field(description="Its number; 65535 where no name fits.")


class Garmin(GarminBase, table=True):
    """One exercise in the FIT profile."""

    __tablename__ = "exercise_garmin"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug", sa_type=SlugColumn)


class Highlight(SQLModel, table=True):
    """The name by which a body-highlighter package lights up a muscle."""

    __tablename__ = "muscle_highlight"

    muscle: str = Field(primary_key=True, foreign_key="muscle.slug", sa_type=SlugColumn)
    package: str = Field(
        primary_key=True, max_length=KEY_LENGTH, description="Name of the package on npm."
    )
    slug: str = Field(
        primary_key=True, max_length=KEY_LENGTH, description="Its word for the muscle."
    )
