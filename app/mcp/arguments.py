"""What the tools can be asked: their arguments, each described in a few words.

The API says what a word or a number may be, and refuses what it does not know; here stand the
names, and the bounds that a schema can tell.
"""

from typing import Annotated, Any, Self

from pydantic import Field as Bound
from pydantic import model_validator

from app.domain.base import SpeedMS
from app.domain.vocabulary import Direction, Grade, Stage
from app.schemas.exercises import MaxImpact, MaxLevel
from app.schemas.paging import Asked, Params, alone
from app.schemas.sessions import Minutes

MANY = 50  # Entries of a list, as the API takes them.
FEW = 3  # Injuries at once: what each asks is told in full, and an answer is short.
Words = Annotated[list[Asked], Bound(max_length=MANY)]
Injuries = Annotated[list[Asked], Bound(max_length=FEW)]


class Arguments(Params):
    """The arguments of a tool; one that is not named is refused."""

    def query(self) -> dict[str, Any]:
        """Give what was asked, by the names that the API knows."""
        return self.model_dump(mode="json", exclude_none=True, exclude_unset=True)


def word(description: str, kind: str | None = None) -> Any:
    """Describe an argument that takes one word; `kind`: the path that lists the words."""
    return Bound(default=None, description=description, json_schema_extra=_listed(kind))


def many(description: str, kind: str | None = None) -> Any:
    """Describe an argument that takes several words."""
    return Bound(default_factory=list, description=description, json_schema_extra=_listed(kind))


def _listed(kind: str | None) -> Any:
    return {"x-words-of": kind} if kind else None


def owned() -> Any:
    """Describe what the runner has."""
    return many(
        "What the runner owns, like dumbbell, home-basics, full-gym; bodyweight: nothing. Left "
        "out: anything"
    )


def kept_to() -> Any:
    """Describe the injuries that an answer keeps to."""
    return many("Injuries to keep to, at most 3", "injuries")


class FindMuscles(Arguments):
    """Arguments of `find_muscles`."""

    phase: Asked | None = word("Gait phase", "phases")
    role: Asked | None = word("Running role", "roles")
    speed: SpeedMS | None = word("Running speed, m/s")
    pace: Asked | None = word("Or pace, min:s per km, like 4:54")
    direction: Direction | None = word("Only what drives, or what opposes")

    @model_validator(mode="after")
    def a_place_is_named(self) -> Self:
        """Everything at once would be no answer."""
        if self.phase is None and self.role is None:
            raise alone("phase", "Give phase, role or both.")
        return self


class ExplainMuscle(Arguments):
    """Arguments of `explain_muscle`."""

    muscle: Asked = Bound(description="Muscle, head or group, like soleus or hams")
    phase: Asked | None = word("Only in this gait phase", "phases")
    role: Asked | None = word("Only in this running role", "roles")


class FindAlternatives(Arguments):
    """Arguments of `find_alternatives`."""

    exercise: Asked = Bound(description="The exercise to replace, like back-squat or RDL")
    available_equipment: Words = owned()
    max_level: MaxLevel | None = word("Hardest level, 1 to 5; left out: any")
    max_impact: MaxImpact | None = word("Highest impact, 0 to 3; left out: that of the exercise")
    injury: Injuries = kept_to()


class Runner(Arguments):
    """What the runner has, can and must not do."""

    available_equipment: Words = owned()
    max_level: MaxLevel | None = word("Hardest level, 1 to 5; left out: 3")
    max_impact: MaxImpact | None = word("Highest impact, 0 to 3; left out: 2")
    injury: Injuries = kept_to()
    stage: Stage | None = word("Stage of the injuries; left out: the stricter")
    exclude: Words = many("Exercises to leave out")


class FindExercises(Runner):
    """Arguments of `find_exercises`."""

    goal: Asked | None = word("What to train for, instead of the next three", "goals")
    muscle: Words = many("Muscles to train")
    role: Words = many("Running roles to train", "roles")
    phase: Words = many("Gait phases to train for", "phases")


class BuildSession(Runner):
    """Arguments of `build_session`."""

    goal: Asked | None = word("What to train for (left out: general)", "goals")
    minutes: Minutes | None = word("Minutes there are; left out: 30")
    red_flag: Words = many(
        "Signs that the runner reports; they give a referral and no session", "red-flags"
    )
    include: Words = many("Exercises that must be in it")
    hours_to_next_key_run: Annotated[int, Bound(ge=0, le=336)] | None = word(
        "Hours to the next hard or long run"
    )
    race_in_days: Annotated[int, Bound(ge=0, le=365)] | None = word("Days to a race")


class CheckRoutine(Runner):
    """Arguments of `check_routine`."""

    exercise: Annotated[list[Asked], Bound(min_length=1, max_length=40)] = Bound(
        description="Exercises of the routine"
    )
    goal: Asked | None = word("Against what to measure (left out: general)", "goals")


class CheckClaim(Arguments):
    """Arguments of `check_claim`."""

    claim: Asked | None = word("A few words of it, or its slug; left out: all claims")


class GetEvidence(Arguments):
    """Arguments of `get_evidence`."""

    muscle: Asked | None = word("Findings on this muscle")
    topic: Asked | None = word("A running role, or economy, fatigue, load, arm-swing")
    phase: Asked | None = word("In this gait phase", "phases")
    source: Asked | None = word("Key of a source, like hamner-2010")
    grade: Grade | None = word("Only this grade: A measured in runners, to E inferred")

    @model_validator(mode="after")
    def something_is_asked(self) -> Self:
        """All findings at once would be no answer."""
        if not self.query():
            raise alone("muscle", "Give muscle, topic, phase, source or grade.")
        return self
