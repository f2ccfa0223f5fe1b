"""How the figure of an exercise is asked for."""

from pydantic import Field as Bound

from app.domain.base import Slug
from app.schemas.paging import Params
from app.schemas.pictures import FixedTheme


class FigureParams(Params):
    """The query string of the figure of an exercise."""

    still: Slug | None = Bound(
        default=None,
        description="Name of the pose to show, still: `start` in every figure, and those that the "
        "problem of an unknown one lists; left out: the figure moves, if its exercise does.",
        examples=["start"],
    )
    theme: FixedTheme = Bound(default=FixedTheme.light, description="Colours of the drawing.")


def figure_of(slug: str) -> str:
    """Give the path of the figure of an exercise."""
    return f"/v1/exercises/{slug}/figure.svg"
