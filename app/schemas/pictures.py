"""What can be asked of the pictures."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as Bound
from pydantic import model_validator

from app.schemas.paging import Asked, Params, alone, names

MOST_ROWS = 12
"""Rows of a gait timeline: more would make the picture heavier than 40 kB."""


class View(StrEnum):
    """A side from which the body is drawn."""

    front = "front"
    back = "back"
    side = "side"


class Views(StrEnum):
    """Which views a muscle map shows."""

    all = "all"
    front = "front"
    back = "back"
    side = "side"

    @property
    def shown(self) -> list[View]:
        """The views, from left to right."""
        return list(View) if self is Views.all else [View(self.value)]


class Theme(StrEnum):
    """Colours of a picture; `auto` follows the light or dark setting of whoever looks."""

    light = "light"
    dark = "dark"
    high_contrast = "high-contrast"
    auto = "auto"


class Labels(StrEnum):
    """What is written beside the muscles that a muscle map colours."""

    none = "none"
    names = "names"
    values = "values"


class FixedTheme(StrEnum):
    """Colours of a picture that does not follow a setting."""

    light = "light"
    dark = "dark"
    high_contrast = "high-contrast"


class MuscleMapShape(Params):
    """What every muscle map is asked with."""

    phase: list[Asked] = names("phase", "Colour by what muscles do in these gait phases.")
    role: list[Asked] = names("role", "Colour by what muscles do in these running roles.")
    function: list[Asked] = names("function", "Colour by these mechanical functions.")
    exercise: list[Asked] = names(
        "exercise", "Colour by how much these exercises involve each muscle."
    )
    muscle: list[Asked] = names(
        "muscle",
        "Highlight these muscles, with all their parts; beside another question, as a rim.",
    )
    view: Views = Bound(default=Views.all, description="Which sides of the body to show.")
    labels: Labels = Bound(
        default=Labels.none,
        description="Write the names of the coloured muscles beside them, or names and values.",
    )

    @model_validator(mode="after")
    def one_question(self) -> Self:
        """A colour says one thing: a weight in running, or the involvement in an exercise."""
        if self.exercise and self.asks_for_roles:
            raise alone(
                "exercise",
                "Give exercise, or phase, role and function, not both: one colour cannot say two "
                "things. Ask for two pictures.",
            )
        return self

    @property
    def asks_for_roles(self) -> bool:
        """Whether muscles are coloured by what they do in running."""
        return bool(self.phase or self.role or self.function)


class MuscleMapParams(MuscleMapShape):
    """The query string of the muscle map."""

    theme: Theme = Bound(default=Theme.light, description="Colours of the picture.")


class MuscleMapImageParams(MuscleMapShape):
    """The query string of the muscle map as an image."""

    theme: FixedTheme = Bound(default=FixedTheme.light, description="Colours of the picture.")
    width: Annotated[int, Bound(ge=200, le=2_400)] = Bound(
        default=1_200, description="Width of the image, 200 to 2400 px."
    )

    @property
    def picture(self) -> MuscleMapParams:
        """What the picture is asked with that the image is made of."""
        return MuscleMapParams.model_validate(self.model_dump(exclude={"width"}))


class GaitTimelineParams(Params):
    """The query string of the gait timeline."""

    muscle: list[Asked] = names("muscle", "Show what these muscles do, function by function.")
    role: list[Asked] = names("role", "Show the leading muscles of these running roles.")
    exercise: list[Asked] = names(
        "exercise", "Show the muscles that these exercises train, in the roles they train."
    )
    phase: list[Asked] = names("phase", "Highlight these gait phases.")
    theme: Theme = Bound(default=Theme.light, description="Colours of the picture.")
    limit: Annotated[int, Bound(ge=1, le=MOST_ROWS)] = Bound(
        default=10, description=f"Rows at most, 1 to {MOST_ROWS}; the leading ones are kept."
    )

    @property
    def is_open(self) -> bool:
        """Whether it asks for nothing but the cycle itself."""
        return not (self.muscle or self.role or self.exercise)
