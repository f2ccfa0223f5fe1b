"""Choose and explain: recommendations, sessions, plans, coverage."""

from typing import Annotated

from fastapi import Query, Request, Response

from app.answers import respond
from app.deps import SessionDep, SlowRoute, router_of
from app.downloads import attached
from app.formats import fit
from app.problems import documented
from app.queries import calendars, coverage, recommendations, workouts, written
from app.schemas.calendars import PlanCalendarParams, SessionCalendarParams
from app.schemas.recommendations import RecommendationParams, RecommendationsRead
from app.schemas.sessions import (
    CoverageParams,
    CoverageRead,
    PlanRead,
    PlanWorkoutParams,
    SessionParams,
    SessionRead,
)
from app.schemas.written import WrittenPlanParams, WrittenSessionParams

router = router_of("/v1", "Training", SlowRoute)


@router.get("/recommendations", response_model=RecommendationsRead, responses=documented())
def list_recommendations(
    session: SessionDep, params: Annotated[RecommendationParams, Query()]
) -> Response:
    """Rank exercises for a goal, a role, a phase, a muscle or an injury, and explain each."""
    return respond(recommendations.list_recommendations(session, params))


@router.get("/sessions", response_model=SessionRead, responses=documented())
def get_session_plan(
    request: Request, session: SessionDep, params: Annotated[WrittenSessionParams, Query()]
) -> Response:
    """Build a session that fits the minutes, the equipment and the runner, and explain it."""
    return respond(written.get_session_plan(session, params, request.app.state.base_url))


@router.get("/sessions.fit", response_class=Response, responses=attached(fit.MEDIA_TYPE))
def download_session_workout(
    session: SessionDep, params: Annotated[SessionParams, Query()]
) -> Response:
    """Build a session as a FIT workout, which a Garmin watch shows step by step."""
    return respond(workouts.get_session_workout(session, params))


@router.get("/plans", response_model=PlanRead, responses=documented())
def get_plan(
    request: Request, session: SessionDep, params: Annotated[WrittenPlanParams, Query()]
) -> Response:
    """Plan weeks of sessions around key runs and up to a race, saying what changes and why."""
    return respond(written.get_plan(session, params, request.app.state.base_url))


@router.get("/plans.fit", response_class=Response, responses=attached(fit.MEDIA_TYPE))
def download_plan_workout(
    session: SessionDep, params: Annotated[PlanWorkoutParams, Query()]
) -> Response:
    """Plan weeks and give one session of them, by week and day, as a FIT workout for a watch."""
    return respond(workouts.get_plan_workout(session, params))


@router.get("/sessions.ics", response_class=Response, responses=attached(calendars.MEDIA_TYPE))
def download_session_calendar(
    session: SessionDep, request: Request, params: Annotated[SessionCalendarParams, Query()]
) -> Response:
    """Write a session as a calendar (RFC 5545): an event on its day, to subscribe to or import."""
    return respond(calendars.get_session_calendar(session, params, request.app.state.base_url))


@router.get("/plans.ics", response_class=Response, responses=attached(calendars.MEDIA_TYPE))
def download_plan_calendar(
    session: SessionDep, request: Request, params: Annotated[PlanCalendarParams, Query()]
) -> Response:
    """Write a plan as a calendar (RFC 5545): an event for each session, to subscribe to."""
    return respond(calendars.get_plan_calendar(session, params, request.app.state.base_url))


@router.get("/coverage", response_model=CoverageRead, responses=documented())
def get_coverage(session: SessionDep, params: Annotated[CoverageParams, Query()]) -> Response:
    """Say what a routine covers of a goal, what it misses, and what would close the gaps."""
    return respond(coverage.get_coverage(session, params))
