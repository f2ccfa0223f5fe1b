"""Rank exercises for a demand: what each gives, how sure that is, how it fits the runner.

A score is the sum of its parts, each named in the answer. What is a judgement is named so.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from itertools import islice

from app.domain.vocabulary import GateKind, Grade, LinkRole, Stage
from app.recommend.blocks import PATTERN, Family, families_of
from app.recommend.gain import Gained, gains, look_at, parts_of_needs, total_of
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
LEVELS = range(1, 6)
DIGITS = 4
ROUNDED = 10.0 ** (1 - DIGITS)  # More than rounding adds to a score and to all of its parts.
SAME = 0.8
"""Part of what it gives that a better one gives too, from which an exercise of the same movement
pattern is left out; a judgement."""
PEERS = 7
"""How many better ones of the same movement an exercise is held against, so that ranking grows no
faster than the catalogue; no movement offers more of them today."""


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
        return parts_of_needs(self.gained, self.demand)

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
    aside: list[tuple[Scored, str]] = field(default_factory=list)
    """What does the same work as a better one, and that one's slug."""


@dataclass(frozen=True)
class Enough:
    """How many of a ranking are wanted; None: all of them."""

    offered: int | None = None
    others: int | None = None
    """Refused ones, and ones that do the same work as a better one: so many of each."""

    def is_reached(self, ranking: Ranking) -> bool:
        """Whether so many are offered and set aside."""
        held = ((self.offered, ranking.offered), (self.others, ranking.aside))
        return all(most is not None and len(found) >= most for most, found in held)


EVERYTHING = Enough()


def rank(
    demand: Demand,
    knowledge: Knowledge,
    runner: Runner,
    goal: GoalFacts | None,
    enough: Enough = EVERYTHING,
) -> Ranking:
    """Rank what serves the demand, as far as is wanted; the gates come before any score.

    Who wants few has few scored: all exercises are looked at once, for what they score at most, and
    the best of them are scored until none that is left can be better.
    """
    most, bounds = _at_most(demand, knowledge, runner, goal)
    refusals = {slug: refuse(knowledge.exercises[slug], runner) for slug in bounds}
    refused = {slug: refusal for slug, refusal in refusals.items() if refusal is not None}

    def score_one(slug: str) -> Scored:
        exercise = knowledge.exercises[slug]
        return score(exercise, gains(exercise, demand, goal), demand, runner, most)

    ranking = Ranking(best=most)
    next_best = _in_order([(bounds[slug], slug) for slug in refused], score_one)
    ranking.left_out = [refused[s.exercise.slug] for s in islice(next_best, enough.others)]
    allowed = [(bound, slug) for slug, bound in bounds.items() if slug not in refused]
    _offer(_in_order(allowed, score_one), ranking, enough)
    return ranking


def _at_most(
    demand: Demand, knowledge: Knowledge, runner: Runner, goal: GoalFacts | None
) -> tuple[float, dict[str, float]]:
    """Give the best match, and what each exercise that matches well enough scores at most."""
    glance = knowledge.once(look_at)
    gained = list(glance.gains(demand, goal))
    totals = glance.add_up([gain[0] if gain else 0.0 for gain in gained])
    sure = glance.add_up([SURENESS[gain[1].grade] * gain[0] if gain else 0.0 for gain in gained])
    most = max(totals, default=0.0)
    care, whole = (PARTS["care"], 1.0) if runner.injuries else (0.0, 1 - PARTS["care"])
    levels = {level: PARTS["level"] * _fit_of(level, runner) for level in LEVELS}
    return most, {
        exercise.slug: ROUNDED
        + (
            PARTS["match"] * total / most
            + PARTS["evidence"] * part / total
            + levels[exercise.level]
            + (care if exercise.links else 0.0)
        )
        / whole
        for exercise, total, part in zip(knowledge.sorted_exercises, totals, sure, strict=True)
        if total > LEAST_MATCH * most
    }


def _in_order(
    bounds: Iterable[tuple[float, str]], score_one: Callable[[str], Scored]
) -> Iterator[Scored]:
    """Give exercises the best first, each scored only once nothing else is sure to be better."""
    ready: list[tuple[tuple[float, float, str], Scored]] = []
    for bound, slug in sorted(bounds, reverse=True):
        while ready and ready[0][1].score > bound:
            yield heappop(ready)[1]
        one = score_one(slug)
        heappush(ready, (_best_first(one), one))
    while ready:
        yield heappop(ready)[1]


def _offer(order: Iterable[Scored], ranking: Ranking, enough: Enough) -> None:
    """Offer what no better one of its movement makes needless, until that is enough."""
    alike: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for one in order:
        peers = alike[one.exercise.pattern, one.exercise.category]
        least = SAME * total_of(one.gained)
        better = next((peer for peer in peers if _does_the_same(peer, one, least)), None)
        if better is None:
            ranking.offered.append(one)
            if len(peers) < PEERS:
                peers.append(one)
        else:
            ranking.aside.append((one, better.exercise.slug))
        if enough.is_reached(ranking):
            return


def _best_first(one: Scored) -> tuple[float, float, str]:
    """Order by score; muscle activity inside a study, at most, breaks a tie."""
    return (-one.score, -one.exercise.activity, one.exercise.slug)


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
    fits = {
        "match": held * total / most if most else 0.0,
        "evidence": sure / total if total else 0.0,
        "level": _fit_of(exercise.level, runner),
        "care": 1.0 if links else 0.0,
    }
    parts = {part: round(PARTS[part] * fit, DIGITS) for part, fit in fits.items()}
    if not runner.injuries:  # Nobody is cared for: the other parts make up the whole.
        del parts["care"]
        whole = 1 - PARTS["care"]
        parts = {part: round(value / whole, DIGITS) for part, value in parts.items()}
    most_first = dict(sorted(gained.items(), key=lambda one: (-one[1][0], one[0])))
    return Scored(exercise, parts, most_first, demand, tuple(asked), links)


def _fit_of(level: int, runner: Runner) -> float:
    """Say how well a level fits the runner's own."""
    return max(0.0, 1 - TOO_EASY * max(0, runner.max_level - level))


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
