"""What the tables must hold: every row that the records of a checked seed come to."""

from collections.abc import Iterator, Sequence

from sqlmodel import SQLModel

from app.domain.crosswalk import ForeignLink
from app.domain.emg import Emg, EmgRanking, EmgRankingExercise, EmgRankingMuscle
from app.domain.evidence import Claim, ClaimEvidence, Effect, Finding, FindingMuscle, Source
from app.domain.exercises import (
    Dose,
    Equipment,
    Exercise,
    ExerciseMuscle,
    ExerciseMuscleRole,
    ExerciseRole,
    ExerciseRoleMuscle,
    Garmin,
    Highlight,
    Need,
    Pattern,
    Progression,
    Way,
)
from app.domain.goals import Goal, GoalAim, TrainingRule
from app.domain.injuries import Gate, Injury, InjuryExercise, InjuryMuscle, RedFlag
from app.domain.muscles import Alias, Architecture, Muscle, MuscleMember, MusclePart, Volume
from app.domain.running import (
    JointTrend,
    JointWork,
    MechanicalFunction,
    MuscleRole,
    MuscleRoleFinding,
    Phase,
    Role,
    RoleShare,
    RoleTrend,
    Timing,
)
from app.domain.search import SearchEntry, SearchWord
from app.seeding.read import Seed
from app.seeding.roles import work_out_roles
from app.seeding.rows.exercises import equipment_rows, exercise_rows, link_rows
from app.seeding.rows.goals import goal_rows
from app.seeding.rows.injuries import injury_rows
from app.seeding.rows.muscles import muscle_rows
from app.seeding.rows.names import name_rows
from app.seeding.rows.running import (
    claim_rows,
    evidence_rows,
    joint_rows,
    role_rows,
    running_rows,
)
from app.seeding.rows.words import word_rows

ORDER: Sequence[type[SQLModel]] = (
    Source, Phase, Role, MechanicalFunction, Timing,
    Muscle, MusclePart, MuscleMember, Alias, Architecture, Volume, Highlight,
    Finding, FindingMuscle, Effect,
    MuscleRole, RoleShare, RoleTrend, MuscleRoleFinding, JointWork, JointTrend,
    Claim, ClaimEvidence,
    Equipment, Pattern, Exercise, Dose, Way, Need, ExerciseMuscle, ExerciseRole,
    ExerciseRoleMuscle, ExerciseMuscleRole, Progression, Garmin, ForeignLink,
    Emg, EmgRanking, EmgRankingMuscle, EmgRankingExercise,
    Injury, InjuryMuscle, InjuryExercise, Gate, RedFlag,
    Goal, GoalAim, TrainingRule,
    SearchEntry, SearchWord,
)  # fmt: skip
"""The tables in the order in which they may be filled."""


def table_rows(seed: Seed) -> Iterator[SQLModel]:
    """Turn checked records into rows; parents come before their children."""
    roles = work_out_roles(seed)
    yield from running_rows(seed)
    yield from muscle_rows(seed)
    yield from name_rows(seed)
    yield from evidence_rows(seed)
    for facts in roles:
        yield from role_rows(facts)
    yield from joint_rows(seed)
    yield from claim_rows(seed)
    yield from equipment_rows(seed)
    yield from exercise_rows(seed, roles)
    yield from link_rows(seed)
    yield from injury_rows(seed)
    yield from goal_rows(seed)
    yield from word_rows(seed)
