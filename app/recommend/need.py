"""What running needs: from a goal, or an injury, to a demand over muscles and running roles.

A demand is the importance of each pair of muscle and role; all of them add up to 1. The weight of
a muscle role is its share over the largest share in the same phase and function, so a demand
follows what was measured in runners. What is a judgement is named so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.recommend.model import Aim, Knowledge, MuscleRoleFacts, Pair

UNKNOWN_WEIGHT = 0.3
"""Weight of a muscle role that is known to exist, without a figure; a judgement."""
INJURED_ROLES = ("deceleration", "elastic-storage", "power", "stability")
SMALL = 1e-9


@dataclass(frozen=True)
class Need:
    """How important a muscle is in a role, and the muscle role that says so most."""

    importance: float
    because: MuscleRoleFacts
    phases: Mapping[str, tuple[float, MuscleRoleFacts]] = field(default_factory=dict)
    """For each phase, the part of the importance that lies in it, and what says so most."""

    _held: "dict[frozenset[str], tuple[float, MuscleRoleFacts] | None]" = field(
        default_factory=dict, repr=False, compare=False
    )

    def within(self, phases: frozenset[str] | None) -> "tuple[float, MuscleRoleFacts] | None":
        """Give the importance in some phases, and what says so most; None: they hold nothing."""
        if phases is None:
            return self.importance, self.because
        if phases not in self._held:  # Every exercise of a pattern asks for the same.
            held = [self.phases[phase] for phase in sorted(self.phases) if phase in phases]
            most = max(held, key=lambda one: one[0], default=None)
            self._held[phases] = most and (sum(value for value, _ in held), most[1])
        return self._held[phases]


Demand = Mapping[Pair, Need]
Weights = Mapping[str, float | None]
"""Weight of each muscle role at the speed that is asked for."""


def demand_of(aims: Sequence[Aim], knowledge: Knowledge, weights: Weights | None = None) -> Demand:
    """Turn aims into a demand over the pairs that the exercises of the catalogue can serve.

    Of several functions of one role in one phase the largest counts: they are measures of the same
    work. Phases add up, as importance says.
    """
    sums: dict[Pair, dict[str, tuple[float, str]]] = {}
    for aim in sorted(aims, key=_place):
        for pair, ids in knowledge.served.items():
            if pair[1] != aim.role or not _inside(pair[0], aim.within, knowledge):
                continue
            held = sums.setdefault(pair, {})
            for weight, id_ in _best(ids, aim, knowledge, weights):
                phase = knowledge.muscle_roles[id_].phase
                value, first = held.get(phase, (0.0, id_))
                held[phase] = (value + aim.importance * weight, first)
    total = sum(value for pair in sorted(sums) for value, _ in sums[pair].values())
    if total < SMALL:
        return {}
    return {
        pair: _need({p: (v / total, id_) for p, (v, id_) in held.items()}, knowledge)
        for pair, held in sorted(sums.items())
        if sum(value for value, _ in held.values()) > SMALL
    }


def _place(aim: Aim) -> tuple[str, str, str, str, float]:
    """Put aims in one order, so that theirs in the question does not move the last digit."""
    return (aim.role, aim.phase or "", aim.function or "", aim.within or "", aim.importance)


def _need(held: Mapping[str, tuple[float, str]], knowledge: Knowledge) -> Need:
    """Put the phases of a need together."""
    phases = {
        phase: (value, knowledge.muscle_roles[id_]) for phase, (value, id_) in sorted(held.items())
    }
    _, foremost = max(phases.values(), key=lambda one: (one[0], one[1].id))
    return Need(sum(value for value, _ in phases.values()), foremost, phases)


def _inside(muscle: str, whole: str | None, knowledge: Knowledge) -> bool:
    return whole is None or muscle in knowledge.parts.get(whole, frozenset())


def _best(
    ids: Iterable[str], aim: Aim, knowledge: Knowledge, weights: Weights | None
) -> list[tuple[float, str]]:
    """Give the heaviest muscle role of each phase that an aim speaks of."""
    best: dict[str, tuple[float, str]] = {}
    for id_ in ids:
        role = knowledge.muscle_roles[id_]
        if aim.phase not in (None, role.phase) or aim.function not in (None, role.function):
            continue
        known = role.weight if weights is None else weights.get(id_, role.weight)
        weight = UNKNOWN_WEIGHT if known is None else known
        best[role.phase] = max(best.get(role.phase, (0.0, "")), (weight, id_))
    return [best[phase] for phase in sorted(best)]


def aims_of_injury(injury: str, knowledge: Knowledge) -> list[Aim]:
    """Say what coming back from an injury needs: all that its muscles do; a judgement."""
    return [
        Aim(role=role, importance=1.0, within=muscle)
        for muscle in knowledge.injury_muscles.get(injury, ())
        for role in INJURED_ROLES
    ]


def merge(first: Demand, second: Demand, part: float) -> Demand:
    """Mix two demands; `part` is that of the second, 0 to 1."""
    if not first or not second:
        return first or second
    mixed: dict[Pair, Need] = {}
    for pair in sorted({*first, *second}):
        needs = [
            (share, demand[pair])
            for share, demand in ((1 - part, first), (part, second))
            if pair in demand
        ]
        phases: dict[str, tuple[float, MuscleRoleFacts]] = {}
        for share, need in needs:
            for phase, (value, role) in need.phases.items():
                before, told = phases.get(phase, (0.0, role))
                phases[phase] = (before + share * value, told)
        importance = sum(share * need.importance for share, need in needs)
        _, foremost = max(needs, key=lambda one: one[0] * one[1].importance)
        mixed[pair] = Need(importance, foremost.because, dict(sorted(phases.items())))
    return mixed
