"""Rules of keys: each is unique, and each that is named exists."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.domain.base import KEY_LENGTH, shown
from app.recommend.model import GENERAL
from app.recommend.rules import Rule
from app.seeding.read import Seed
from app.seeding.records import AimRecord, Record
from app.seeding.roles import work_out_roles
from app.seeding.rules.common import nodes_of, place_of, records_of, said, sources_of

TOPICS = frozenset({"economy", "fatigue", "arm-swing", "load"})
"""What a finding may speak of beside the running roles."""

TOLD_APART = frozenset({"aliases", "members", "instructions", "cues", "mistakes"})
"""Lists whose doubles other rules name."""


def keys_are_unique(seed: Seed) -> Iterator[str]:
    """No two records of a kind have the same key."""
    keyed: dict[str, Iterable[tuple[Any, Record]]] = {
        "source": ((r.key, r) for r in seed.sources),
        "phase": ((r.slug, r) for r in seed.phases),
        "role": ((r.slug, r) for r in seed.roles),
        "function": ((f.slug, role) for role in seed.roles for f in role.function),
        "claim": ((r.slug, r) for r in seed.claims),
        "finding": ((r.id, r) for r in seed.findings),
        "effect": ((r.id, r) for r in seed.effects),
        "share": (((*place_of(r), r.source, r.speed_m_s), r) for r in seed.shares),
        "weight": ((place_of(r), r) for r in seed.weights),
        "trend": (((*place_of(r), r.source, r.quantity), r) for r in seed.trends),
        "joint work": (
            ((r.joint, r.phase, r.sign, r.source, r.speed_m_s), r) for r in seed.joint_work
        ),
        "joint trend": (
            ((r.joint, r.phase, r.sign, r.source, r.quantity), r) for r in seed.joint_trends
        ),
        "timing": (((r.source, r.stance, r.speed_low_m_s), r) for r in seed.timings),
        "muscle-tendon unit": (((r.model, r.unit), r) for r in seed.architecture),
        "volume": (((r.name, r.source, r.muscle), r) for r in seed.volumes),
        "equipment": ((r.slug, r) for r in seed.equipment),
        "pattern": ((r.slug, r) for r in seed.patterns),
        "measurement": ((r.id, r) for r in seed.emg),
        "ranking": ((r.id, r) for r in seed.emg_rankings),
        "red flag": ((r.slug, r) for r in seed.red_flags),
        "injury link": ((r.id, r) for r in seed.injury_links),
        "gate": (((r.exercise, r.injury, r.stage), r) for r in seed.gates),
        "FIT entry": ((r.exercise, r) for r in seed.garmin),
        "highlight": (((r.muscle, r.package), r) for r in seed.highlights),
        "foreign link": (((r.system, r.kind, r.id, r.slug), r) for r in seed.foreign),
        "goal": ((r.slug, r) for r in seed.goals),
        "training rule": ((r.id, r) for r in seed.training_rules),
        "moved": (((r.kind, r.key), r) for r in seed.moved),
    }
    for kind, pairs in keyed.items():
        seen: dict[Any, str] = {}
        for key, record in pairs:
            if key in seen:
                yield f"{record.place}: {kind} {said(key)} stands already at {seen[key]}"
            seen.setdefault(key, record.place)


def positions_are_unique(seed: Seed) -> Iterator[str]:
    """Phases, roles, functions and claims have one order."""
    ordered: dict[str, Sequence[Any]] = {
        "phase": seed.phases,
        "role": seed.roles,
        "function": [function for role in seed.roles for function in role.function],
        "claim": seed.claims,
        "pattern": seed.patterns,
        "red flag": seed.red_flags,
        "goal": seed.goals,
    }
    for kind, records in ordered.items():
        seen: dict[int, str] = {}
        for record in records:
            if record.position in seen:
                yield (
                    f"{record.place}: position {record.position} is that of the {kind} at "
                    f"{seen[record.position]}"
                )
            seen.setdefault(record.position, record.place)


def lists_name_each_once(seed: Seed) -> Iterator[str]:
    """No list of names in a record holds one twice."""
    for record in records_of(seed):
        for key, value in record:
            if not isinstance(value, list) or key in TOLD_APART:
                continue
            for name, times in Counter(str(v) for v in value if not isinstance(v, Record)).items():
                if times > 1:
                    yield f"{record.place}: {key}: {shown(name)} stands {times} times"


def cited_sources_exist(seed: Seed) -> Iterator[str]:
    """Every citation names a source in sources.toml."""
    known = {source.key for source in seed.sources}
    for record in records_of(seed):
        for key in sources_of(record):
            if key not in known:
                yield f"{record.place}: no source {key!r}"


def named_muscles_exist(seed: Seed) -> Iterator[str]:
    """Every muscle that a record speaks of is a node."""
    nodes = nodes_of(seed)
    for record in records_of(seed):
        named = [getattr(record, "muscle", None), *getattr(record, "muscles", ())]
        named.append(getattr(record, "within", None))
        for slug in named:
            if slug is not None and slug not in nodes:
                yield f"{record.place}: no muscle {slug!r}"


def named_phases_exist(seed: Seed) -> Iterator[str]:
    """Every gait phase that a record speaks of is in phases.toml."""
    known = {phase.slug for phase in seed.phases}
    for record in records_of(seed):
        phase = getattr(record, "phase", None)
        if isinstance(phase, str) and phase not in known:
            yield f"{record.place}: no phase {phase!r}"


def named_functions_exist(seed: Seed) -> Iterator[str]:
    """Every mechanical function that a record speaks of is in roles.toml, with its direction."""
    known = {f.slug: f for role in seed.roles for f in role.function}
    for record in records_of(seed):
        function = getattr(record, "function", None)
        direction = getattr(record, "direction", None)
        if isinstance(record, AimRecord):
            if function is not None and function not in known:
                yield f"{record.place}: no function {function!r}"
            continue
        if not isinstance(function, str):
            if direction is not None:
                yield f"{record.place}: direction {direction!s} without a function"
            continue
        if function not in known:
            yield f"{record.place}: no function {function!r}"
        elif direction is None:
            yield f"{record.place}: function {function!r} without a direction"
        elif direction == "opposes" and known[function].opposes is None:
            yield f"{record.place}: nothing opposes {function!r}"


def topics_are_known(seed: Seed) -> Iterator[str]:
    """A finding speaks of a running role, that of its function, or of a topic beside them."""
    owners = {f.slug: role.slug for role in seed.roles for f in role.function}
    roles = {role.slug for role in seed.roles}
    for finding in seed.findings:
        if finding.topic not in roles | TOPICS:
            yield f"{finding.place}: no topic {finding.topic!r}"
        elif finding.function in owners and owners[finding.function] != finding.topic:
            yield (
                f"{finding.place}: function {finding.function!r} belongs to "
                f"{owners[finding.function]!r}, not to topic {finding.topic!r}"
            )


def findings_bear_on_roles_that_can_be(seed: Seed) -> Iterator[str]:
    """`bears_on` names muscle, phase, role, function and direction that exist and fit."""
    nodes = nodes_of(seed)
    phases = {phase.slug for phase in seed.phases}
    ways = {
        (role.slug, f.slug, direction)
        for role in seed.roles
        for f in role.function
        for direction in ("drives", "opposes")[: 1 if f.opposes is None else 2]
    }
    for finding in seed.findings:
        for target in finding.bears_on:
            muscle, phase, *way = target.split(".")
            if muscle not in nodes or phase not in phases or tuple(way) not in ways:
                yield f"{finding.place}: no muscle role {target!r} can be"


def moved_slugs_are_retired(seed: Seed) -> Iterator[str]:
    """A slug that moved is gone, and leads to one that is there."""
    alive = {
        "muscles": nodes_of(seed).keys(),
        "phases": {r.slug for r in seed.phases},
        "roles": {r.slug for r in seed.roles},
        "sources": {r.key for r in seed.sources},
        "claims": {r.slug for r in seed.claims},
        "findings": {r.id for r in seed.findings},
        "effects": {r.id for r in seed.effects},
        "exercises": {r.slug for r in seed.exercises},
        "equipment": {r.slug for r in seed.equipment},
        "injuries": {r.slug for r in seed.injuries},
        "red-flags": {r.slug for r in seed.red_flags},
        "goals": {r.slug for r in seed.goals},
        "training-rules": {r.id for r in seed.training_rules},
    }
    for moved in seed.moved:
        if moved.kind not in alive:
            yield f"{moved.place}: no kind {moved.kind!r}; there are {', '.join(alive)}"
        elif moved.key in alive[moved.kind]:
            yield f"{moved.place}: {moved.key!r} is still there; a retired slug is never reused"
        elif moved.to is not None and moved.to not in alive[moved.kind]:
            yield f"{moved.place}: {moved.key!r} leads to {moved.to!r}, which is not there"


def ids_of_roles_fit(seed: Seed) -> Iterator[str]:
    """The id of a muscle role, made of five slugs, is no longer than a key may be."""
    for role in work_out_roles(seed):
        if len(role.id) > KEY_LENGTH:
            yield (
                f"muscles/{role.muscle}.toml: the id of its role {role.id!r} has {len(role.id)} "
                f"characters; a key has at most {KEY_LENGTH}"
            )


def rules_that_shape_answers_are_told(seed: Seed) -> Iterator[str]:
    """Every rule of training that the code follows is in training_rules.toml."""
    told = {rule.id for rule in seed.training_rules}
    for rule in Rule:
        if rule.value not in told:
            yield f"training_rules.toml: no rule {rule.value!r}, which shapes answers ({rule.name})"


def a_general_goal_exists(seed: Seed) -> Iterator[str]:
    """There is a goal for those who name none."""
    if GENERAL not in {goal.slug for goal in seed.goals}:
        yield f"goals.toml: no goal {GENERAL!r}, which is trained for where none is named"
