"""Render every resource into the document that the API answers with, from its `…Read` model."""

from sqlmodel import Session

from app.seeding.render.exercises import ExerciseShelf
from app.seeding.render.goals import GoalShelf
from app.seeding.render.injuries import InjuryShelf
from app.seeding.render.pages import Commons, Page
from app.seeding.render.running import RunningShelf

__all__ = ["Page", "render"]


def render(session: Session) -> list[Page]:
    """Render every document from the rows."""
    commons = Commons(session)
    running = RunningShelf(commons)
    exercises = ExerciseShelf(commons)
    injuries = InjuryShelf(commons)
    goals = GoalShelf(commons)
    return [
        *running.sources(),
        *running.phases(),
        *running.roles(),
        *running.muscles(),
        *running.findings(),
        *running.effects(),
        *running.muscle_roles(),
        *running.joint_work(),
        *running.claims(),
        *exercises.equipment(),
        *exercises.exercises(),
        *exercises.emg_studies(),
        *injuries.injuries(),
        *injuries.red_flags(),
        *goals.goals(),
        *goals.training_rules(),
    ]
