"""Recommend exercises: load what is known, choose by pure functions, and say it."""

from dataclasses import dataclass, replace

from pydantic_core import to_json
from sqlmodel import Session, col, select

from app.domain.evidence import Source
from app.domain.goals import TrainingRule
from app.queries.exercises import owned_things
from app.queries.knowledge import knowledge
from app.queries.names import KnownNames, known_names
from app.queries.snapshots import Snapshot, once_a_release, open_snapshot
from app.queries.speeds import speed_table
from app.recommend import explain
from app.recommend.gates import Refused, ways_owned
from app.recommend.model import GENERAL, Aim, ExerciseFacts, GateFacts, GoalFacts, Knowledge, Runner
from app.recommend.need import Demand, Weights, aims_of_injury, demand_of, merge
from app.recommend.rules import Rule
from app.recommend.score import Enough, Scored, left_out_of, rank
from app.recommend.score import Reason as Served
from app.schemas.paging import Named, Rendered, SourceRef
from app.schemas.recommendations import (
    CautionRead,
    DemandRead,
    FindingRef,
    LeftOut,
    Reason,
    RecommendationParams,
    RecommendationsRead,
    Recommended,
    RuleRef,
    RunnerParams,
)

REASONS = 5
DEMANDS = 20
LEFT_OUT = 10
CARE = 0.5
"""Part of the demand that the care of injuries takes beside a goal; a judgement."""
NOTE = (
    "Exercises are chosen from evidence and coaching judgement; strength work is no promise "
    "against injury, and nothing here clears anybody for training."
)


@dataclass(frozen=True)
class Asked:
    """A question about training, understood."""

    knowledge: Knowledge
    runner: Runner
    goal: GoalFacts
    demand: Demand
    is_goal: bool


@once_a_release
def rules(session: Session) -> dict[str, TrainingRule]:
    """Read the rules."""
    return {rule.id: rule for rule in session.exec(select(TrainingRule))}


@once_a_release
def labels(session: Session) -> dict[str, str]:
    """Read the short forms of the sources."""
    return dict(session.exec(select(Source.key, Source.label).order_by(col(Source.key))).all())


def list_recommendations(session: Session, params: RecommendationParams) -> Rendered:
    """Rank exercises for a goal, explain each, and say why the next best are not offered."""
    with open_snapshot(session) as at:
        asked = understand_goal(at, params)
        enough = Enough(params.limit, LEFT_OUT)
        ranking = rank(asked.demand, asked.knowledge, asked.runner, asked.goal, enough)
        said = Teller(at, asked.knowledge, asked.runner)
        read = RecommendationsRead(
            goal=named(asked.goal) if asked.is_goal else None,
            items=[said.recommend(one) for one in ranking.offered[: params.limit]],
            left_out=[said.refuse(one) for one in left_out_of(ranking, LEFT_OUT)],
            demand=said.demand(asked.demand),
            rules=said.rules(
                [Rule.no_promise, Rule.gates, Rule.score]
                if asked.runner.injuries
                else [Rule.no_promise, Rule.score]
            ),
            note=NOTE,
            revision=at.release.number,
        )
    return Rendered(to_json(read), at.release)


def understand_goal(at: Snapshot, params: RecommendationParams) -> Asked:
    """Turn goal, roles, phases, muscles and injuries into a demand."""
    names = known_names(at)
    known = knowledge(at)
    runner = understand_runner(at, names, params)
    roles = names.resolve("role", "role", params.role)
    phases = names.resolve("phase", "phase", params.phase)
    muscles = names.resolve("muscle", "muscle", params.muscle)
    goals = names.resolve("goal", "goal", params.goal)
    weights = None if params.speed is None else _weights_at(at, known, params.speed)
    free = bool(roles or phases or muscles)
    if goals or not (free or runner.injuries):
        goal = known.goals[goals[0] if goals else GENERAL]
    else:
        goal = GoalFacts("", "", tuple(_aims(known, roles, phases, muscles)) if free else ())
    demand = demand_of(goal.aims, known, weights)
    care = [aim for injury in runner.injuries for aim in aims_of_injury(injury, known)]
    cared = demand_of(care, known, weights)
    return Asked(known, runner, goal, merge(demand, cared, CARE), is_goal=bool(goal.slug))


def _aims(known: Knowledge, roles: list[str], phases: list[str], muscles: list[str]) -> list[Aim]:
    """Ask for every role, phase and muscle that was named, all alike."""
    every = sorted({role.role for role in known.muscle_roles.values()})
    anything: list[str | None] = [None]
    return [
        Aim(role=role, importance=1.0, phase=phase, within=muscle)
        for role in roles or every
        for phase in phases or anything
        for muscle in muscles or anything
    ]


def understand_runner(at: Snapshot, names: KnownNames, params: RunnerParams) -> Runner:
    """Turn what the runner has and can into facts."""
    things = names.resolve("equipment", "available_equipment", params.available_equipment)
    return Runner(
        equipment=frozenset(owned_things(at, things)) if things else None,
        max_level=params.max_level,
        max_impact=params.max_impact,
        injuries=tuple(dict.fromkeys(names.resolve("injury", "injury", params.injury))),
        stage=params.stage,
        exclude=frozenset(names.resolve("exercise", "exclude", params.exclude)),
    )


def _weights_at(at: Snapshot, known: Knowledge, speed: float) -> Weights:
    """Give the weight of each muscle role at a speed, where shares were measured around it."""
    table = speed_table(at)
    weights: dict[str, float | None] = {}
    for role in known.muscle_roles.values():
        group = (role.phase, role.function, "drives")
        largest = table.largest(group, speed)
        share = table.mean(role.id, speed)
        if share is not None and largest:
            weights[role.id] = min(1.0, share / largest)
    return weights


def named(thing: ExerciseFacts | GoalFacts) -> Named:
    """Name an exercise or a goal."""
    return Named(slug=thing.slug, name=thing.name)


class Teller:
    """Says what was chosen in the shapes of the API."""

    def __init__(self, at: Snapshot, known: Knowledge, runner: Runner) -> None:
        """Take what is known, and the runner whom it is said to."""
        self._known = known
        self._runner = runner
        self._labels = labels(at)
        self._rules = rules(at)

    def recommend(self, one: Scored) -> Recommended:
        """Say one recommendation."""
        exercise = one.exercise
        return Recommended(
            exercise=named(exercise),
            level=exercise.level,
            impact=exercise.impact,
            score=one.score,
            parts=dict(one.parts),
            needs=[sorted(way) for way in ways_owned(exercise, self._runner)],
            reasons=self.reasons(one),
            cautions=[self.caution(injury, gate) for injury, gate in one.cautions],
        )

    def reasons(self, one: Scored) -> list[Reason]:
        """Say what an exercise serves, the most first."""
        told: dict[tuple[str, str], Served] = {}
        for reason in one.reasons:
            place = (reason.because.id, reason.role)
            first = told.get(place)
            told[place] = replace(first, adds=first.adds + reason.adds) if first else reason
        most_first = sorted(told.values(), key=lambda reason: -reason.adds)
        return [self._reason(reason, one.exercise) for reason in most_first[:REASONS]]

    def _reason(self, reason: Served, exercise: ExerciseFacts) -> Reason:
        role = reason.because
        return Reason(
            muscle=reason.muscle,
            role=reason.role,
            phase=role.phase,
            muscle_role=role.id,
            importance=round(reason.importance, 4),
            adds=round(reason.adds, 4),
            weight=role.weight,
            share=role.share,
            grade=role.grade,
            text=explain.explain(reason, exercise, self._known),
            findings=[FindingRef(id=id_, stance=stance) for stance, id_ in role.findings],
            sources=[SourceRef(key=key, label=self._labels[key]) for key in role.sources],
        )

    def caution(self, injury: str, gate: GateFacts) -> CautionRead:
        """Say what an injury asks of an exercise."""
        return CautionRead(
            injury=Named(slug=injury, name=self._known.names[injury]),
            gate=gate.gate,
            stage=gate.stage,
            text=explain.caution(gate.gate, gate.reason),
            source=gate.source,
        )

    def refuse(self, one: Refused) -> LeftOut:
        """Say why an exercise is not offered."""
        return LeftOut(
            exercise=named(one.exercise),
            code=one.code.value,
            text=explain.refused(one, self._known, self._runner),
        )

    def demand(self, demand: Demand) -> list[DemandRead]:
        """Say what is needed, the most important first."""
        ordered = sorted(demand.items(), key=lambda pair: (-pair[1].importance, pair[0]))
        return [
            DemandRead(
                muscle=muscle,
                role=role,
                phase=need.because.phase,
                importance=round(need.importance, 4),
            )
            for (muscle, role), need in ordered[:DEMANDS]
        ]

    def rules(self, ids: list[str]) -> list[RuleRef]:
        """Say the rules that shaped an answer."""
        return [
            RuleRef(
                id=id_,
                text=self._rules[id_].explain,
                judgement=self._rules[id_].judgement,
                label=self._rules[id_].label,
                sources=self._rules[id_].sources,
            )
            for id_ in ids
        ]
