"""The same tables behind the usual FastAPI + SQLModel style, as a good developer would write it.

Tables with relationships, a session for each request by `Depends`, everything that an answer needs
loaded by `selectinload`, and a response model that checks and serialises it.
"""

import os
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import selectinload
from sqlmodel import (
    JSON,
    Column,
    Field,
    Relationship,
    Session,
    SQLModel,
    col,
    create_engine,
    select,
)

engine = create_engine(
    os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"),
    pool_size=40,  # One for each thread that the server runs handlers in.
    max_overflow=0,
)
app = FastAPI()


class Need(SQLModel, table=True):
    """A thing that a way to do an exercise needs."""

    __tablename__ = "exercise_need"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug")
    way: int = Field(primary_key=True)
    equipment: str = Field(primary_key=True)


class Way(SQLModel, table=True):
    """A way to do an exercise."""

    __tablename__ = "exercise_way"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug")
    way: int = Field(primary_key=True)


class Muscle(SQLModel, table=True):
    """A muscle."""

    slug: str = Field(primary_key=True)
    name: str
    kind: str


class Work(SQLModel, table=True):
    """A muscle that an exercise works."""

    __tablename__ = "exercise_muscle"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug")
    muscle: str = Field(primary_key=True, foreign_key="muscle.slug")
    position: int
    involvement: str
    contraction: str
    reason: str
    node: Muscle = Relationship()


class Training(SQLModel, table=True):
    """A running role that an exercise trains."""

    __tablename__ = "exercise_role"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug")
    role: str = Field(primary_key=True)
    mode: str
    reason: str


class Dose(SQLModel, table=True):
    """How much of an exercise is usual."""

    __tablename__ = "exercise_dose"

    exercise: str = Field(primary_key=True, foreign_key="exercise.slug")
    sets_low: int | None
    sets_high: int | None
    amount_low: int | None
    amount_high: int | None
    text: str


class Exercise(SQLModel, table=True):
    """An exercise."""

    slug: str = Field(primary_key=True)
    name: str
    summary: str
    category: str
    pattern: str
    laterality: str
    level: int
    impact: int
    measure: str
    per_side: bool
    contraction: str
    instructions: list[str] = Field(sa_column=Column(JSON))
    cues: list[str] = Field(sa_column=Column(JSON))
    mistakes: list[str] = Field(sa_column=Column(JSON))
    safety: str | None
    ways: list[Way] = Relationship(sa_relationship_kwargs={"order_by": "Way.way"})
    needs: list[Need] = Relationship(sa_relationship_kwargs={"order_by": "Need.equipment"})
    works: list[Work] = Relationship(sa_relationship_kwargs={"order_by": "Work.position"})
    trains: list[Training] = Relationship(sa_relationship_kwargs={"order_by": "Training.role"})
    dose: Dose = Relationship(sa_relationship_kwargs={"uselist": False})

    @property
    def equipment(self) -> list[list[str]]:
        """The ways to do it, each with what it needs."""
        return [[n.equipment for n in self.needs if n.way == way.way] for way in self.ways]

    @property
    def muscles(self) -> list[str]:
        """The muscles that do most of the work."""
        return [work.muscle for work in self.works if work.involvement == "primary"]

    @property
    def roles(self) -> list[str]:
        """The running roles that it trains."""
        return [training.role for training in self.trains]


class ExerciseSummary(BaseModel):
    """An exercise in a list."""

    model_config = ConfigDict(from_attributes=True)

    slug: str
    name: str
    summary: str
    category: str
    pattern: str
    laterality: str
    level: int
    impact: int
    measure: str
    per_side: bool
    equipment: list[list[str]]
    muscles: list[str]
    roles: list[str]


class DoseRead(BaseModel):
    """A dose."""

    model_config = ConfigDict(from_attributes=True)

    sets_low: int | None
    sets_high: int | None
    amount_low: int | None
    amount_high: int | None
    text: str


class MuscleRead(BaseModel):
    """A muscle."""

    model_config = ConfigDict(from_attributes=True)

    slug: str
    name: str
    kind: str


class WorkRead(BaseModel):
    """A muscle at work."""

    model_config = ConfigDict(from_attributes=True)

    node: MuscleRead
    involvement: str
    contraction: str
    reason: str


class TrainingRead(BaseModel):
    """A role that is trained."""

    model_config = ConfigDict(from_attributes=True)

    role: str
    mode: str
    reason: str


class ExerciseRead(ExerciseSummary):
    """An exercise, whole."""

    contraction: str
    instructions: list[str]
    cues: list[str]
    mistakes: list[str]
    safety: str | None
    dose: DoseRead
    works: list[WorkRead]
    trains: list[TrainingRead]


class ExercisePage(BaseModel):
    """One page."""

    items: list[ExerciseSummary]


class ExerciseParams(BaseModel):
    """The query string of the list."""

    category: str | None = None
    max_level: int | None = Field(default=None, ge=1, le=5)
    sort: str = "name"
    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=50, ge=1, le=200)


def get_session() -> Iterator[Session]:
    """Open a session for one request."""
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]
SORTS: dict[str, Any] = {
    "name": (col(Exercise.name), col(Exercise.slug)),
    "-name": (col(Exercise.name).desc(), col(Exercise.slug).desc()),
    "slug": (col(Exercise.slug),),
}


def loaded(*parts: Any) -> list[Any]:
    """Load what an answer needs, one statement for each part."""
    return [selectinload(part) for part in parts]


@app.get("/exercises", response_model=ExercisePage)
def list_exercises(session: SessionDep, params: Annotated[ExerciseParams, Query()]) -> Any:
    """List exercises."""
    statement = select(Exercise).options(
        *loaded(Exercise.ways, Exercise.needs, Exercise.works, Exercise.trains)
    )
    if params.category is not None:
        statement = statement.where(Exercise.category == params.category)
    if params.max_level is not None:
        statement = statement.where(Exercise.level <= params.max_level)
    statement = statement.order_by(*SORTS[params.sort]).offset(params.offset).limit(params.limit)
    return {"items": session.exec(statement).all()}


@app.get("/exercises/{slug}", response_model=ExerciseRead)
def get_exercise(session: SessionDep, slug: str) -> Any:
    """Get one exercise."""
    works: Any = Exercise.works
    statement = select(Exercise).where(Exercise.slug == slug)
    exercise = session.exec(
        statement.options(
            *loaded(Exercise.ways, Exercise.needs, Exercise.trains, Exercise.dose),
            selectinload(works).selectinload(Work.node),  # type: ignore[arg-type]
        )
    ).first()
    if exercise is None:
        raise HTTPException(404, f"There is no exercise {slug!r}.")
    return exercise
