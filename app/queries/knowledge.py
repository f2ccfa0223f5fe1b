"""Everything that choosing needs to know, read once a release."""

import gc
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from app.domain.emg import Emg
from app.domain.evidence import Finding
from app.domain.exercises import (
    Dose,
    Exercise,
    ExerciseMuscle,
    ExerciseMuscleRole,
    ExerciseRole,
    Need,
    Progression,
    Way,
)
from app.domain.goals import Goal, GoalAim
from app.domain.injuries import Gate, Injury, InjuryExercise, InjuryMuscle
from app.domain.muscles import Muscle, MusclePart
from app.domain.running import MuscleRole, MuscleRoleFinding, Phase, Role
from app.domain.vocabulary import Involvement, RoleMode, Stance
from app.queries.snapshots import once_a_release
from app.recommend.model import (
    Aim,
    DoseFacts,
    ExerciseFacts,
    GateFacts,
    GoalFacts,
    Knowledge,
    LinkFacts,
    MuscleRoleFacts,
    WorkFacts,
)

SETS = 3  # Sets where a dose names none: a programme of rehabilitation; a judgement.
AMOUNT = 10  # The same for repetitions.
HEAVY = 0.8  # Least load of heavy work, as a share of the one-repetition maximum (blagrove-2018).


@once_a_release
def knowledge(session: Session) -> Knowledge:
    """Read exercises, muscle roles, goals, injuries and the tree."""
    reader = _Reader(session)
    roles = reader.muscle_roles()
    known = Knowledge(
        exercises=reader.exercises(roles),
        muscle_roles=roles,
        goals=reader.goals(),
        parts=reader.parts(),
        names=reader.names(),
        injury_muscles=reader.injury_muscles(),
    )
    gc.freeze()  # It holds no cycles: the collector need not walk it in the middle of an answer.
    return known


def _supporting_first(finding: tuple[Stance, str]) -> tuple[int, str]:
    stance, id_ = finding
    return list(Stance).index(stance), id_


def _group(rows: Iterable[Any], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return groups


class _Reader:
    """Reads tables in an order that never changes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def _rows(self, table: Any, *order: Any) -> list[Any]:
        """Read the columns: a row is read once, and needs nothing else of an object."""
        columns = table.__table__.columns
        return list(self._session.execute(select(*columns).order_by(*map(col, order))))

    def muscle_roles(self) -> dict[str, MuscleRoleFacts]:
        """Read the muscle roles with the sources behind them."""
        sources: dict[str, set[str]] = defaultdict(set)
        findings: dict[str, list[tuple[Stance, str]]] = defaultdict(list)
        of_finding = {finding.id: finding.source for finding in self._rows(Finding, Finding.id)}
        for link in self._rows(MuscleRoleFinding, MuscleRoleFinding.muscle_role):
            sources[link.muscle_role].add(of_finding[link.finding])
            findings[link.muscle_role].append((link.stance, link.finding))
        return {
            role.id: MuscleRoleFacts(
                id=role.id,
                muscle=role.muscle,
                role=role.role,
                phase=role.phase,
                function=role.function,
                weight=role.weight,
                share=role.share,
                grade=role.grade,
                sources=tuple(sorted({*role.sources, *sources[role.id]})),
                findings=tuple(sorted(findings[role.id], key=_supporting_first)),
            )
            for role in self._rows(MuscleRole, MuscleRole.id)
        }

    def exercises(self, roles: dict[str, MuscleRoleFacts]) -> dict[str, ExerciseFacts]:
        """Read the exercises with all that choosing asks of them."""
        works = _group(self._rows(ExerciseMuscle, ExerciseMuscle.position), "exercise")
        trained = _group(self._rows(ExerciseRole, ExerciseRole.role), "exercise")
        served = _group(self._rows(ExerciseMuscleRole, ExerciseMuscleRole.muscle_role), "exercise")
        ways = _group(self._rows(Way, Way.exercise, Way.way), "exercise")
        needs = _group(self._rows(Need, Need.exercise, Need.way, Need.equipment), "exercise")
        gates = _group(self._rows(Gate, Gate.injury, Gate.stage), "exercise")
        links = _group(self._rows(InjuryExercise, InjuryExercise.id), "exercise")
        steps = _group(self._rows(Progression, Progression.easier, Progression.harder), "easier")
        doses = {dose.exercise: dose for dose in self._rows(Dose, Dose.exercise)}
        activity = self._activity()
        exercises = {}
        for exercise in self._rows(Exercise, Exercise.slug):
            slug = exercise.slug
            pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
            for row in served[slug]:
                pairs[row.muscle, roles[row.muscle_role].role].append(row.muscle_role)
            of = {work.muscle: work for work in works[slug]}
            exercises[slug] = ExerciseFacts(
                slug=slug,
                name=exercise.name,
                category=exercise.category,
                pattern=exercise.pattern,
                laterality=exercise.laterality,
                contraction=exercise.contraction,
                level=exercise.level,
                impact=exercise.impact,
                measure=exercise.measure,
                per_side=exercise.per_side,
                ways=tuple(
                    frozenset(n.equipment for n in needs[slug] if n.way == way.way)
                    for way in ways[slug]
                ),
                works={
                    muscle: WorkFacts(work.involvement, work.contraction, work.reason)
                    for muscle, work in of.items()
                },
                reasons={
                    row.role: row.reason for row in trained[slug] if row.mode == RoleMode.trains
                },
                serves={pair: tuple(ids) for pair, ids in pairs.items()},
                dose=_dose(doses[slug]),
                gates={
                    injury: tuple(
                        GateFacts(gate.gate, gate.stage, gate.reason, gate.source) for gate in rows
                    )
                    for injury, rows in _group(gates[slug], "injury").items()
                },
                links={
                    injury: tuple(
                        LinkFacts(link.id, link.role, tuple(link.stages)) for link in rows
                    )
                    for injury, rows in _group(links[slug], "injury").items()
                    if injury
                },
                harder=tuple(step.harder for step in steps[slug]),
                activity=max(
                    (
                        activity.get((slug, muscle), 0.0)
                        for muscle, work in of.items()
                        if work.involvement == Involvement.primary
                    ),
                    default=0.0,
                ),
            )
        return exercises

    def _activity(self) -> dict[tuple[str, str], float]:
        """Give each exercise and muscle its best place inside a study, 0 to 1: never across."""
        groups: dict[tuple[Any, ...], list[Emg]] = defaultdict(list)
        for row in self._rows(Emg, Emg.id):
            if row.exercise is not None:
                key = (row.source, row.muscle, row.part, row.metric, row.condition)
                groups[key].append(row)
        best: dict[tuple[str, str], float] = {}
        for rows in groups.values():
            if len(rows) == 1:
                continue
            for row in rows:
                below = sum(other.value_pct_mvic < row.value_pct_mvic for other in rows)
                place = (str(row.exercise), row.muscle)
                best[place] = max(best.get(place, 0.0), below / (len(rows) - 1))
        return best

    def goals(self) -> dict[str, GoalFacts]:
        """Read the goals."""
        aims = _group(self._rows(GoalAim, GoalAim.goal, GoalAim.place), "goal")
        return {
            goal.slug: GoalFacts(
                slug=goal.slug,
                name=goal.name,
                aims=tuple(
                    Aim(aim.role, aim.importance, aim.phase, aim.function, aim.within)
                    for aim in aims[goal.slug]
                ),
                heavy=goal.heavy,
                suits=goal.suits,
            )
            for goal in self._rows(Goal, Goal.position)
        }

    def parts(self) -> dict[str, frozenset[str]]:
        """Read what is inside each node."""
        parts: dict[str, set[str]] = defaultdict(set)
        for row in self._rows(MusclePart, MusclePart.whole):
            parts[row.whole].add(row.part)
        return {whole: frozenset(inside) for whole, inside in parts.items()}

    def names(self) -> dict[str, str]:
        """Read the names of muscles, phases, roles and injuries."""
        tables = (Muscle, Phase, Role, Injury)
        return {row.slug: row.name for table in tables for row in self._rows(table, table.slug)}

    def injury_muscles(self) -> dict[str, tuple[str, ...]]:
        """Read the muscles that injuries are linked with."""
        rows = _group(self._rows(InjuryMuscle, InjuryMuscle.muscle), "injury")
        return {injury: tuple(row.muscle for row in linked) for injury, linked in rows.items()}


def _dose(dose: Dose) -> DoseFacts:
    contacts = None
    if dose.contacts_low is not None and dose.contacts_high is not None:
        contacts = (dose.contacts_low, dose.contacts_high)
    return DoseFacts(
        sets_low=dose.sets_low or SETS,
        sets_high=dose.sets_high or SETS,
        amount_low=dose.amount_low or AMOUNT,
        amount_high=dose.amount_high or AMOUNT,
        contacts=contacts,
        hold_s=dose.hold_s or 0,
        rest_s=dose.rest_low_s or 0,
        heavy=dose.load_1rm_low is not None and dose.load_1rm_low >= HEAVY,
        reps_in_reserve=dose.reps_in_reserve_low,
    )
