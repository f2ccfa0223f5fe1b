"""What is said of exercises and equipment."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as Bound
from pydantic import model_validator
from sqlmodel import Field

from app.domain.base import Line, Name, Share, Slug
from app.domain.exercises import (
    DoseBase,
    EquipmentBase,
    ExerciseBase,
    ExerciseSummaryBase,
    GarminBase,
    StepBase,
    TrainingBase,
    WorkBase,
)
from app.domain.running import RoleId
from app.domain.vocabulary import (
    Category,
    Contraction,
    GateKind,
    GateStage,
    Involvement,
    Laterality,
    Measure,
    RoleMode,
    Stage,
)
from app.schemas.emg import EmgOfExercise
from app.schemas.injuries import GateOfExercise, LinkOfExercise
from app.schemas.muscles import MuscleRef
from app.schemas.paging import (
    Asked,
    ListFormat,
    ListParams,
    Named,
    Page,
    Params,
    alone,
    names,
    no_place_in_a_table,
)
from app.schemas.shape import Shape


class EquipmentRead(EquipmentBase):
    """A thing, or a set of things, whole."""

    aliases: list[Name] = Field(description="Other names that find it.")
    exercises: int = Field(description="Number of exercises that can be done with it.")


class EquipmentPage(Page[EquipmentRead]):
    """One page of equipment."""


class EquipmentSort(StrEnum):
    """Orders of the list of equipment."""

    slug = "slug"
    slug_descending = "-slug"


class EquipmentParams(ListParams):
    """The query string of the list of equipment."""

    sort: EquipmentSort = Bound(default=EquipmentSort.slug, description="Order of the list.")


class ExerciseRef(Shape):
    """An exercise named in another resource."""

    slug: Slug
    name: Name
    level: int


class ExerciseSummary(ExerciseSummaryBase):
    """An exercise in a list."""

    equipment: list[list[Slug]] = Field(
        description="Complete ways to do it, each with all that it needs; one is enough. An empty "
        "way needs nothing but floor, wall and doorway."
    )
    muscles: list[Slug] = Field(description="Primary muscles, the most important first.")
    roles: list[Slug] = Field(description="Running roles that it trains or prepares for.")


class DoseRead(DoseBase):
    """How much of an exercise is usual."""


class WorkRead(WorkBase):
    """What one muscle does in an exercise."""

    muscle: MuscleRef = Field(description="The muscle.")


class Served(Shape):
    """What a muscle does in a gait phase, and an exercise trains."""

    muscle_role: RoleId = Bound(description="Id of the muscle role.")
    muscle: Slug = Bound(description="The muscle of that role: the one worked, a part or a whole.")
    phase: Slug = Bound(description="Gait phase.")
    function: Slug = Bound(description="Mechanical function.")
    weight: Share | None = Bound(description="How much the muscle matters there; null: unknown.")


class TrainingRead(TrainingBase):
    """A running role that an exercise trains."""

    mode: RoleMode = Field(description="Whether it trains the role, or prepares the range for it.")
    muscles: list[MuscleRef] = Field(description="Muscles through which it does so.")
    serves: list[Served] = Field(
        description="What these muscles do in running in this role, the heaviest first; worked "
        "out from the muscle roles."
    )


class StepRead(StepBase):
    """The next easier or harder exercise."""

    exercise: ExerciseRef = Field(description="That exercise.")


class GarminRead(GarminBase):
    """The exercise in the FIT profile of Garmin watches."""


class HighlightRead(Shape):
    """The muscles of an exercise in the words of a body-highlighter package."""

    package: Name = Bound(description="Package on npm.")
    primary: list[Name] = Bound(description="Its slugs for the primary muscles.")
    secondary: list[Name] = Bound(description="Its slugs for the secondary ones, not repeated.")


class ExerciseRead(ExerciseBase):
    """An exercise, whole."""

    aliases: list[Name] = Field(description="Other names that find it.")
    equipment: list[list[Named]] = Field(
        description="Complete ways to do it, each with all that it needs; one is enough. An empty "
        "way needs nothing but floor, wall and doorway."
    )
    helpful: list[Named] = Field(description="What helps and is not needed.")
    dose: DoseRead = Field(description="How much of it is usual.")
    muscles: list[WorkRead] = Field(description="Muscles that it works, the most involved first.")
    roles: list[TrainingRead] = Field(description="Running roles that it trains, and why.")
    emg: list[EmgOfExercise] = Field(
        description="Measured muscle activity; comparable inside one study and metric only."
    )
    easier: list[StepRead] = Field(description="The next easier exercises.")
    harder: list[StepRead] = Field(description="The next harder exercises.")
    gates: list[GateOfExercise] = Field(
        description="What injuries ask of it; an injury that is not named here asks nothing."
    )
    injuries: list[LinkOfExercise] = Field(description="Injuries whose care or study names it.")
    garmin: GarminRead | None = Field(description="Its entry in the FIT profile.")
    highlights: list[HighlightRead] = Field(description="Its muscles in body-highlighter packages.")
    figure: str | None = Field(description="Path of its figure, an SVG that moves; null: none.")


class Caution(Shape):
    """What an injury asks of an exercise on the page."""

    exercise: Slug
    injury: Slug
    gate: GateKind
    stage: GateStage
    reason: Line
    source: Slug | None = Bound(description="Key of the source; null: coaching judgement.")
    label: Line | None = Bound(description="Warning that must be shown with it.")


class ExercisePage(Page[ExerciseSummary]):
    """One page of exercises."""

    facets: dict[str, dict[str, int]] | None = Bound(
        default=None,
        description="For each of `facets`, the number of exercises of the whole list by value.",
    )
    cautions: list[Caution] | None = Bound(
        default=None,
        description="With `safe_for` and `gated_by`: what these injuries ask of the exercises on "
        "this page. What those of `safe_for` say to avoid is not listed at all.",
    )


class ExerciseSort(StrEnum):
    """Orders of the list of exercises."""

    name = "name"
    name_descending = "-name"
    slug = "slug"
    level = "level"
    level_descending = "-level"
    impact = "impact"


class Facet(StrEnum):
    """What exercises can be counted by."""

    category = "category"
    pattern = "pattern"
    laterality = "laterality"
    level = "level"
    impact = "impact"
    measure = "measure"
    equipment = "equipment"
    muscle = "muscle"
    role = "role"


MaxLevel = Annotated[int, Bound(ge=1, le=5)]
MaxImpact = Annotated[int, Bound(ge=0, le=3)]


class OwnedParams(Params):
    """What the runner has, and what must not be asked of him or her."""

    available_equipment: list[Asked] = names(
        "equipment",
        "What I own, in things or sets: an exercise shows only if a complete way to do it is "
        "owned. The body is always there; `bodyweight` alone means nothing else.",
        "Repeat it for all that you own.",
    )
    max_level: MaxLevel | None = Bound(default=None, description="Highest level, 1 to 5.")
    max_impact: MaxImpact | None = Bound(default=None, description="Highest impact, 0 to 3.")
    safe_for: list[Asked] = names(
        "injury",
        "Leave out what these injuries say to avoid; what they ask of the rest stands in "
        "`cautions`. A coaching aid, no medical clearance.",
        "Repeat it: what any of them says to avoid is left out.",
    )
    stage: Stage | None = Bound(
        default=None,
        description="Stage of the injuries; left out: the stricter of both.",
    )

    @model_validator(mode="after")
    def a_stage_has_an_injury(self) -> Self:
        """A stage alone would silently mean nothing."""
        if self.stage is not None and not self.injuries:
            raise alone("stage", "Give stage only with safe_for: it is the stage of that injury.")
        return self

    @property
    def injuries(self) -> list[str]:
        """Every injury that is named."""
        return self.safe_for


class ChosenParams(OwnedParams, ListParams):
    """Filters of lists of exercises."""

    q: Asked | None = Bound(
        default=None, description="Only exercises that these words find.", examples=["calf raise"]
    )
    involvement: Annotated[list[Involvement], Bound(max_length=3)] = Bound(
        default_factory=list,
        description="Only where `muscle` is involved like this. Repeat it to mean OR.",
    )
    role: list[Asked] = names("role", "Only exercises that train these running roles.")
    phase: list[Asked] = names(
        "phase",
        "Only exercises that train a muscle in a role that matters in these gait phases; with "
        "`role`, in that role.",
    )
    category: Annotated[list[Category], Bound(max_length=7)] = Bound(
        default_factory=list, description="Only these categories. Repeat it to mean OR."
    )
    pattern: list[Asked] = names("pattern", "Only these movement patterns.")
    laterality: Annotated[list[Laterality], Bound(max_length=3)] = Bound(
        default_factory=list, description="Only these. Repeat it to mean OR."
    )
    contraction: Annotated[list[Contraction], Bound(max_length=6)] = Bound(
        default_factory=list, description="Only these contractions. Repeat it to mean OR."
    )
    measure: Annotated[list[Measure], Bound(max_length=4)] = Bound(
        default_factory=list, description="Only these measures. Repeat it to mean OR."
    )
    facets: Annotated[list[Facet], Bound(max_length=9)] = Bound(
        default_factory=list,
        description="Count the whole list by these. Repeat it to ask for several.",
    )
    gated_by: list[Asked] = names(
        "injury",
        "Only exercises of which these injuries ask something: to avoid them, to change them or to "
        "watch them, at the stage if one is given. What they ask stands in `cautions`.",
    )
    gate: Annotated[list[GateKind], Bound(max_length=3)] = Bound(
        default_factory=list,
        description="Only where the injuries of `gated_by` ask this. Repeat it to mean OR.",
    )
    sort: ExerciseSort = Bound(default=ExerciseSort.name, description="Order of the list.")

    @property
    def injuries(self) -> list[str]:
        """Every injury that is named."""
        return [*self.safe_for, *self.gated_by]

    @model_validator(mode="after")
    def a_gate_has_an_injury(self) -> Self:
        """A kind of gate alone would silently mean nothing."""
        if self.gate and not self.gated_by:
            raise alone("gate", "Give gate only with gated_by: it is what that injury asks.")
        return self

    @model_validator(mode="after")
    def a_table_has_no_place_for_counts_and_cautions(self) -> Self:
        """What a table cannot show is refused; a caution is never dropped."""
        if self.format is ListFormat.csv and self.facets:
            raise no_place_in_a_table("facets", "counts")
        for name in ("safe_for", "gated_by"):
            if self.format is ListFormat.csv and getattr(self, name):
                raise no_place_in_a_table(name, "the cautions that belong to it")
        return self


class ExerciseParams(ChosenParams):
    """The query string of the list of exercises."""

    muscle: list[Asked] = names(
        "muscle", "Only exercises that work these muscles, a part of them or a whole they are in."
    )

    @model_validator(mode="after")
    def an_involvement_has_a_muscle(self) -> Self:
        """An involvement alone would silently mean nothing."""
        if self.involvement and not self.muscle:
            raise alone(
                "involvement",
                "Give involvement only with muscle: it is the involvement of that one.",
            )
        return self


class ExercisesOfMuscleParams(ChosenParams):
    """The query string of the list of exercises of one muscle."""
