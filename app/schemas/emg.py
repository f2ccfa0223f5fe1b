"""What is said of electromyography."""

from enum import StrEnum

from pydantic import Field as Bound
from sqlmodel import Field

from app.domain.base import Line, Name, Slug
from app.domain.emg import EmgBase, EmgRankingBase
from app.domain.vocabulary import EmgMetric
from app.schemas.muscles import MuscleRef
from app.schemas.paging import Asked, ListParams, Named, Page, SourceRef, names
from app.schemas.shape import Shape


class EmgOfExercise(EmgBase):
    """The activity of a muscle in an exercise, with its place inside the study."""

    muscle: MuscleRef = Field(description="The muscle.")
    source: SourceRef = Field(description="The study.")
    rank: int | None = Field(
        description="Place among the figures of our exercises in the study with the same muscle, "
        "part, metric and condition, 1 the most active, equal figures alike; null: nothing to "
        "compare with."
    )
    ranked: int = Field(description="Number of those figures, this one included.")


class StudyMeasurement(EmgBase):
    """One measurement of a study."""

    exercise: Named | None = Field(description="Our exercise; null: none is the same.")
    rank: int | None = Field(
        description="Place among the figures of our exercises in this group, 1 the most active; "
        "null: the exercise is none of ours, or there is nothing to compare with."
    )


class StudyGroup(Shape):
    """Measurements that may be compared: one muscle, part, metric and condition."""

    muscle: MuscleRef
    part: Name | None
    metric: EmgMetric
    condition: Line | None
    measurements: list[StudyMeasurement]


class StudyRanking(EmgRankingBase):
    """An order that a study reports."""

    muscles: list[MuscleRef] = Field(description="Muscles that it speaks of.")
    exercises: list[Named] = Field(description="Our exercises that it names.")


class EmgStudyRead(Shape):
    """What one study says of muscle activity. Never compare its figures with another study's."""

    key: Slug = Bound(description="Permanent key: that of the source.")
    source: SourceRef
    groups: list[StudyGroup]
    rankings: list[StudyRanking]


class EmgStudyPage(Page[EmgStudyRead]):
    """One page of EMG studies."""


class EmgStudySort(StrEnum):
    """Orders of the list of EMG studies."""

    key = "key"
    key_descending = "-key"


class EmgStudyParams(ListParams):
    """The query string of the list of EMG studies."""

    muscle: list[Asked] = names("muscle", "Only studies of these muscles or their parts.")
    exercise: list[Asked] = names(
        "exercise", "Only studies that measured or ranked these exercises."
    )
    sort: EmgStudySort = Bound(default=EmgStudySort.key, description="Order of the list.")
