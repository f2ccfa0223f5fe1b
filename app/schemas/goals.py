"""What is said of goals and of the rules of training."""

from enum import StrEnum

from pydantic import Field as Bound
from sqlmodel import Field

from app.domain.base import Name
from app.domain.goals import AimBase, GoalBase, TrainingRuleBase
from app.schemas.paging import ListParams, Page, SourceRef


class AimRead(AimBase):
    """One aim of a goal."""


class GoalRead(GoalBase):
    """A goal, whole."""

    aliases: list[Name] = Field(description="Other names that find it.")
    aims: list[AimRead] = Field(description="What of running it needs.")


class GoalPage(Page[GoalRead]):
    """One page of goals."""


class GoalSort(StrEnum):
    """Orders of the list of goals."""

    position = "position"
    slug = "slug"


class GoalParams(ListParams):
    """The query string of the list of goals."""

    sort: GoalSort = Bound(default=GoalSort.position, description="Order of the list.")


class TrainingRuleRead(TrainingRuleBase):
    """A rule, whole."""

    cited: list[SourceRef] = Field(description="The sources, named.")


class TrainingRulePage(Page[TrainingRuleRead]):
    """One page of rules."""


class TrainingRuleSort(StrEnum):
    """Orders of the list of rules."""

    id = "id"
    id_descending = "-id"


class TrainingRuleParams(ListParams):
    """The query string of the list of rules."""

    sort: TrainingRuleSort = Bound(default=TrainingRuleSort.id, description="Order of the list.")
