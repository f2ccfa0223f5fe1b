"""Anatomy: the tree of muscles, and the way from a muscle to its roles."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import KeyPath, SessionDep, router_of
from app.problems import documented
from app.queries import documents, exercises, muscle_roles, muscles
from app.schemas.exercises import ExercisePage, ExercisesOfMuscleParams
from app.schemas.muscles import MusclePage, MuscleParams, MuscleRead
from app.schemas.paging import FieldsParams
from app.schemas.running import MuscleRolePage, RolesOfMuscleParams

router = router_of("/v1/muscles", "Muscles")


@router.get("", response_model=MusclePage, responses=documented())
def list_muscles(session: SessionDep, params: Annotated[MuscleParams, Query()]) -> Response:
    """List the nodes of the tree: groups, muscles and heads, and the functional groups."""
    return respond(muscles.list_muscles(session, params))


@router.get("/{slug}", response_model=MuscleRead, responses=documented(404, 410))
def get_muscle(
    session: SessionDep, slug: KeyPath, params: Annotated[FieldsParams, Query()]
) -> Response:
    """Give one node with attachments, nerve, actions, parts and architecture."""
    return respond(documents.get_document(session, "muscles", slug, params))


@router.get("/{slug}/roles", response_model=MuscleRolePage, responses=documented(404, 410))
def list_roles_of_muscle(
    session: SessionDep, slug: KeyPath, params: Annotated[RolesOfMuscleParams, Query()]
) -> Response:
    """List what a node and its parts do in running; `scope=wholes` looks upward instead."""
    return respond(muscle_roles.list_roles_of_muscle(session, slug, params))


@router.get("/{slug}/exercises", response_model=ExercisePage, responses=documented(404, 410))
def list_exercises_of_muscle(
    session: SessionDep, slug: KeyPath, params: Annotated[ExercisesOfMuscleParams, Query()]
) -> Response:
    """List the exercises that work a node, a part of it, or a whole that it is in."""
    return respond(exercises.list_exercises_of_muscle(session, slug, params))
