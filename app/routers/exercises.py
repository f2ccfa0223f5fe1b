"""The catalogue: what trains muscles, what else does, and what comes next."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.downloads import drawn
from app.problems import documented
from app.queries import alternatives, documents, exercises, figures
from app.schemas.alternatives import AlternativeParams, AlternativesRead, ProgressionsRead
from app.schemas.exercises import (
    ExercisePage,
    ExerciseParams,
    ExerciseRead,
)
from app.schemas.figures import FigureParams
from app.schemas.paging import FieldsParams, NoParams

router = router_of("/v1/exercises", "Exercises")


@router.get("", response_model=ExercisePage, responses=documented())
def list_exercises(session: SessionDep, params: Annotated[ExerciseParams, Query()]) -> Response:
    """List exercises by what they train, what they need and what they ask of the runner."""
    return respond(exercises.list_exercises(session, params))


@router.get("/{slug}", response_model=ExerciseRead, responses=documented(404, 410))
def get_exercise(
    session: SessionDep, slug: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one exercise: how to do it, what it trains and why, its evidence, gates and steps."""
    return respond(documents.get_document(session, "exercises", slug, params))


@router.get("/{slug}/alternatives", response_model=AlternativesRead, responses=documented(404, 410))
def list_alternatives(
    session: SessionDep, slug: KeyPath, params: Annotated[AlternativeParams, Query()]
) -> Response:
    """Rank what does much of the same work with what I own, saying what is kept and lost."""
    return respond(alternatives.list_alternatives(session, slug, params))


@router.get("/{slug}/progressions", response_model=ProgressionsRead, responses=documented(404, 410))
def get_progressions(
    session: SessionDep, slug: KeyPath, params: Annotated[NoParams, Query()]
) -> Response:
    """Give the whole chain of easier and harder exercises, with what changes at each step."""
    return respond(alternatives.get_progressions(session, slug, params))


@router.get("/{slug}/figure.svg", response_class=Response, responses=drawn(404, 410))
def download_exercise_figure(
    session: SessionDep, slug: KeyPath, params: Annotated[FigureParams, Query()]
) -> Response:
    """Draw the exercise: a jointed figure that moves from pose to pose, or one pose alone."""
    return respond(figures.draw_exercise(session, slug, params))
