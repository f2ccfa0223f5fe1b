"""The tables of facts, in the order in which they may be filled."""

from collections.abc import Sequence

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
from app.domain.search import SearchEntry, SearchForm, SearchWord

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
    SearchEntry, SearchWord, SearchForm,
)  # fmt: skip
"""Parents come before their children; the index of words that search asks is among them."""
