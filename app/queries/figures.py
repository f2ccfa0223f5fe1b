"""Draw the figures of exercises."""

from sqlmodel import Session

from app.domain.base import shown
from app.domain.errors import BadQuestion, NoFigure
from app.domain.exercises import Exercise
from app.domain.figures import Figure
from app.pictures.figure.draw import Told, draw_figure
from app.pictures.svg import MEDIA_TYPE, POLICY
from app.queries.documents import require_document
from app.queries.names import nearest
from app.queries.snapshots import open_snapshot
from app.schemas.figures import FigureParams
from app.schemas.paging import Rendered

KIND = "exercises"


def draw_exercise(session: Session, slug: str, params: FigureParams) -> Rendered:
    """Draw the figure of an exercise; raises NotFound, Moved, Gone, NoFigure or BadQuestion."""
    with open_snapshot(session) as at:
        require_document(at, KIND, slug)
        exercise = at.session.get_one(Exercise, slug)
    if exercise.figure is None:
        raise NoFigure(slug)
    figure = Figure.model_validate(exercise.figure)
    _check_still(figure, params.still)
    told = Told(slug, exercise.name, exercise.summary)
    body = draw_figure(figure, told, params.still, params.theme)
    headers = {"Content-Security-Policy": POLICY}
    return Rendered(body, at.release, media_type=MEDIA_TYPE, headers=headers)


def _check_still(figure: Figure, still: str | None) -> None:
    """Refuse a pose that a figure does not have."""
    names = [pose.name for pose in figure.poses]
    if still is not None and still not in names:
        raise BadQuestion(
            "still",
            f"The figure has no pose {shown(still)}; it has {', '.join(names)}.",
            valid=names,
            nearest=nearest(still, {name: name for name in names}),
        )
