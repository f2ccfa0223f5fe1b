"""Rank exercises for a demand: what each gives, how sure that is, how it fits the runner.

A score is the sum of its parts, each named in the answer. What is a judgement is named so.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.vocabulary import GateKind, Grade, LinkRole, Stage
from app.recommend.blocks import PATTERN, Family, families_of
from app.recommend.gates import Refusal, Refused, cautions, refuse
from app.recommend.model import (
    ExerciseFacts,
    GateFacts,
    GoalFacts,
    Knowledge,
    LinkFacts,
    MuscleRoleFacts,
    Pair,
    Runner,
)
from app.recommend.need import Demand
from app.recommend.supply import supply_of

PARTS = {"match": 0.65, "evidence": 0.15, "level": 0.10, "care": 0.10}
"""How much each part of a score counts, 1 in all; a judgement."""
SURENESS = {Grade.A: 1.0, Grade.B: 0.8, Grade.C: 0.6, Grade.D: 0.4, Grade.E: 0.2}
"""How much the evidence of a muscle role counts, by its grade; a judgement."""
LEAST_MATCH = 0.1
"""Part of the best match below which an exercise is not worth naming; a judgement."""
GATED = {GateKind.caution: 0.9, GateKind.modify: 0.3}
"""What is left of the match of an exercise that an injury gates without forbidding it: what needs
no change comes first; a judgement."""
STAGES = {
    None: frozenset({"early", "mid", "late"}),
    Stage.acute: frozenset({"early"}),
    Stage.late: frozenset({"mid", "late"}),
}
"""Stages of rehabilitation at a stage of an injury; a judgement."""
TOO_EASY = 0.25  # What each level below the runner's own takes from the fit; a judgement.
DIGITS = 4
SAME = 0.8
"""Part of what it gives that a better one gives too, from which an exercise of the same movement
pattern is left out; a judgement."""
PEERS = 7
"""How many better ones of the same movement an exercise is held against, so that ranking grows no
faster than the catalogue; no movement offers more of them today."""


Gained = Mapping[Pair, tuple[float, MuscleRoleFacts]]
"""What an exercise meets of a demand, pair by pair, and for what."""


@dataclass(frozen=True)
class Reason:
    """One pair of muscle and role that an exercise serves, and how much that adds."""

    muscle: str
    role: str
    because: MuscleRoleFacts
    importance: float
    adds: float
    """Part of the whole demand that the exercise meets by this pair."""


@dataclass(frozen=True)
class Scored:
    """An exercise with its score."""

    exercise: ExerciseFacts
    parts: Mapping[str, float]
    gained: Gained
    """What it adds, pair by pair, the most first, and for what."""
    demand: Demand = field(default_factory=dict, repr=False, compare=False)
    """What it was scored against."""
    cautions: tuple[tuple[str, GateFacts], ...] = ()
    links: tuple[tuple[str, LinkFacts], ...] = ()

    @cached_property
    def score(self) -> float:
        """The parts together, 0 to 1."""
        return round(sum(self.parts.values()), DIGITS)

    @property
    def supply(self) -> dict[Pair, float]:
        """What it supplies of each need, in the phases that it may train for."""
        return _parts_of_needs(self.gained, self.demand)

    @cached_property
    def groups(self) -> frozenset[str]:
        """What limits of a session count it by: its families, its pattern, and every item."""
        families = families_of(self.exercise)
        if any(gate.gate is GateKind.modify for _, gate in self.cautions):
            families -= {Family.loaded, Family.heavy}  # What needs a change is no quota's answer.
        care = {str(Family.care)} if self.links else set()
        return families | care | {f"{PATTERN}{self.exercise.pattern}", "item"}

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """What it serves, the most first; made when they are told, which few are."""
        return tuple(
            Reason(*pair, role, self.demand[pair].importance, gain)
            for pair, (gain, role) in self.gained.items()
        )


@dataclass
class Ranking:
    """What is offered, the best first, and the next best that is not."""

    offered: list[Scored] = field(default_factory=list)
    left_out: list[Refused] = field(default_factory=list)
    best: float = 0.0
    """Part of the demand that the best exercise of the catalogue meets alone."""
    gained: Mapping[str, Gained] = field(default_factory=dict)
    """What every exercise of the catalogue meets alone, however little."""
    aside: list[tuple[Scored, str]] = field(default_factory=list)
    """What does the same work as a better one, and that one's slug."""


def rank(demand: Demand, knowledge: Knowledge, runner: Runner, goal: GoalFacts | None) -> Ranking:
    """Rank every exercise that serves the demand; the gates come before any score."""
    scored: dict[str, Scored] = {}
    refused: dict[str, Refused] = {}
    exercises = knowledge.sorted_exercises
    met = {exercise.slug: gains(exercise, demand, goal) for exercise in exercises}
    most = max(map(total_of, met.values()), default=0.0)
    for exercise in exercises:
        gained = met[exercise.slug]
        if total_of(gained) <= LEAST_MATCH * most:
            continue
        scored[exercise.slug] = score(exercise, gained, demand, runner, most)
        refusal = refuse(exercise, runner)
        if refusal is not None:
            refused[exercise.slug] = refusal
    order = sorted(scored.values(), key=_best_first)
    ranking = Ranking(
        best=most,
        left_out=[refused[s.exercise.slug] for s in order if s.exercise.slug in refused],
        gained=met,
    )
    alike: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for one in order:
        if one.exercise.slug in refused:
            continue
        peers = alike[one.exercise.pattern, one.exercise.category]
        enough = SAME * total_of(one.gained)
        better = next((peer for peer in peers if _does_the_same(peer, one, enough)), None)
        if better is None:
            ranking.offered.append(one)
            if len(peers) < PEERS:
                peers.append(one)
        else:
            ranking.aside.append((one, better.exercise.slug))
    return ranking


def _best_first(one: Scored) -> tuple[float, float, str]:
    """Order by score; muscle activity inside a study, at most, breaks a tie."""
    return (-one.score, -one.exercise.activity, one.exercise.slug)


SWING = frozenset({"early-swing", "mid-swing", "late-swing", "swing", "toe-off", "whole-cycle"})
STANCE = frozenset(
    {"initial-contact", "loading", "midstance", "push-off", "toe-off", "stance", "whole-cycle"}
)
PHASES: Mapping[str, frozenset[str]] = {
    "hip-flexion": SWING,
    "knee-flexion": SWING | {"loading"},
} | dict.fromkeys(
    ("squat", "lunge", "step", "jump", "hop", "landing", "calf-raise", "bound", "skip"), STANCE
)
"""The phases for which a movement pattern may train, where not for all; a judgement. A squat does
not brake the swinging leg, whatever its muscles do there."""


def gains(
    exercise: ExerciseFacts, demand: Demand, goal: GoalFacts | None
) -> dict[Pair, tuple[float, MuscleRoleFacts]]:
    """Give the part of the demand that an exercise meets alone, pair by pair, and for what."""
    phases = PHASES.get(exercise.pattern)
    gained = {}
    for pair, amount in supply_of(exercise, goal).items():
        held = demand[pair].within(phases) if pair in demand else None
        if held is not None:
            gained[pair] = (held[0] * amount, held[1])
    return gained


def serves(exercise: ExerciseFacts, demand: Demand, goal: GoalFacts | None) -> dict[Pair, float]:
    """Give what an exercise supplies of each need, in the phases that it may train for."""
    return _parts_of_needs(gains(exercise, demand, goal), demand)


def _parts_of_needs(gained: Gained, demand: Demand) -> dict[Pair, float]:
    return {pair: value / demand[pair].importance for pair, (value, _) in gained.items()}


def total_of(gained: Gained) -> float:
    """Add up what an exercise meets."""
    return sum(value for value, _ in gained.values())


def best_match(demand: Demand, knowledge: Knowledge, goal: GoalFacts | None) -> float:
    """Give the largest part of the demand that any exercise of the catalogue meets alone."""
    matches = (total_of(gains(exercise, demand, goal)) for exercise in knowledge.exercises.values())
    return max(matches, default=0.0)


def score(
    exercise: ExerciseFacts,
    gained: Gained,
    demand: Demand,
    runner: Runner,
    most: float,
) -> Scored:
    """Score one exercise: match, evidence, level, and care where an injury is named."""
    total = total_of(gained)
    sure = sum(SURENESS[role.grade] * gain for gain, role in gained.values())
    links = care_of(exercise, runner)
    asked = cautions(exercise, runner)
    held = min((GATED[gate.gate] for _, gate in asked), default=1.0)
    easier = max(0, runner.max_level - exercise.level)
    fits = {
        "match": held * total / most if most else 0.0,
        "evidence": sure / total if total else 0.0,
        "level": max(0.0, 1 - TOO_EASY * easier),
        "care": 1.0 if links else 0.0,
    }
    parts = {part: round(PARTS[part] * fit, DIGITS) for part, fit in fits.items()}
    if not runner.injuries:  # Nobody is cared for: the other parts make up the whole.
        del parts["care"]
        whole = 1 - PARTS["care"]
        parts = {part: round(value / whole, DIGITS) for part, value in parts.items()}
    most_first = dict(sorted(gained.items(), key=lambda one: (-one[1][0], one[0])))
    return Scored(exercise, parts, most_first, demand, tuple(asked), links)


def care_of(exercise: ExerciseFacts, runner: Runner) -> tuple[tuple[str, LinkFacts], ...]:
    """Give the links by which the care of the runner's injuries names an exercise at the stage."""
    stages = STAGES[runner.stage]
    return tuple(
        (injury, link)
        for injury in runner.injuries
        for link in exercise.links.get(injury, ())
        if link.role is LinkRole.rehab and (not link.stages or stages & {*link.stages})
    )


def _does_the_same(better: Scored, other: Scored, enough: float) -> bool:
    """Whether a better one of the same movement gives enough of what the other gives."""
    shared = 0.0
    for pair, (adds, _) in other.gained.items():
        if pair in better.gained:
            shared += min(adds, better.gained[pair][0])
    return shared >= enough


def left_out_of(ranking: Ranking, limit: int) -> Sequence[Refused]:
    """Give the next best that are not offered, by what speaks against them."""
    aside = [Refused(one.exercise, Refusal.same_work, better) for one, better in ranking.aside]
    return [*ranking.left_out[:limit], *aside[:limit]]
