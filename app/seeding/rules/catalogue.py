"""Rules of the catalogue: exercises, their links, doses, steps and wording."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from re import split
from typing import Any

from app.crosswalk.systems import IMPORTED, key_of, words_of_system
from app.domain.base import KEY_LENGTH, fold
from app.domain.exercises import NO_FIT_NAME
from app.domain.vocabulary import Category, CrosswalkKind, GateStage, Involvement, MatchQuality
from app.seeding.coverage import ENOUGH, coverage_of
from app.seeding.read import Seed
from app.seeding.records import (
    AimRecord,
    ExerciseRecord,
    GateRecord,
    InjuryLinkRecord,
    TrainingRecord,
)
from app.seeding.roles import work_out_roles
from app.seeding.rules.common import nodes_of
from app.seeding.training import MuscleRoleFinder
from app.seeding.tree import Tree

BODY = "bodyweight"
MOST_LEVELS = 2  # A step over more levels leaves runners behind; a judgement.


def named_equipment_exists(seed: Seed) -> Iterator[str]:
    """Equipment is in equipment.toml: single things in exercises and in sets, no set in a set."""
    sets = {thing.slug: thing.includes for thing in seed.equipment}
    for thing in seed.equipment:
        for slug in thing.includes:
            yield from _no_thing(thing.place, slug, sets)
    for exercise in seed.exercises:
        needed = [slug for way in exercise.equipment for slug in way]
        for slug in dict.fromkeys((*needed, *exercise.helpful)):
            yield from _no_thing(exercise.place, slug, sets)
        for slug in sorted(set(exercise.helpful) & set(needed)):
            if all(slug in way for way in exercise.equipment):
                yield f"{exercise.place}: {slug!r} is needed; it does not only help"
        ways = [frozenset(way) for way in exercise.equipment]
        for way in ways:
            if any(other < way for other in ways) or ways.count(way) > 1:
                yield f"{exercise.place}: a way with {sorted(way)} asks for more than another one"


def _no_thing(place: str, slug: str, sets: dict[str, list[str]]) -> Iterator[str]:
    if slug == BODY:
        yield f"{place}: the body is always there; leave {slug!r} out"
    elif slug not in sets:
        yield f"{place}: no equipment {slug!r}"
    elif sets[slug]:
        yield f"{place}: {slug!r} is a set; name the things"


def named_patterns_exist(seed: Seed) -> Iterator[str]:
    """Every movement pattern is in patterns.toml, and each has an exercise."""
    known = {pattern.slug for pattern in seed.patterns}
    for exercise in seed.exercises:
        if exercise.pattern not in known:
            yield f"{exercise.place}: no pattern {exercise.pattern!r}"
    used = {exercise.pattern for exercise in seed.exercises}
    for pattern in seed.patterns:
        if pattern.slug not in used:
            yield f"{pattern.place}: no exercise has the pattern {pattern.slug!r}"


def named_exercises_exist(seed: Seed) -> Iterator[str]:
    """Every exercise that a record speaks of has a file."""
    known = {exercise.slug for exercise in seed.exercises}
    linked: list[Any] = [*seed.emg, *seed.injury_links, *seed.gates, *seed.garmin]
    linked += [step for exercise in seed.exercises for step in exercise.harder]
    for record in linked:
        if record.exercise is not None and record.exercise not in known:
            yield f"{record.place}: no exercise {record.exercise!r}"
    for ranking in seed.emg_rankings:
        for slug in ranking.exercises:
            if slug not in known:
                yield f"{ranking.place}: no exercise {slug!r}"


def named_injuries_exist(seed: Seed) -> Iterator[str]:
    """Every injury and red flag that a record speaks of exists."""
    injuries = {injury.slug for injury in seed.injuries}
    flags = {flag.slug for flag in seed.red_flags}
    linked: list[InjuryLinkRecord | GateRecord] = [*seed.injury_links, *seed.gates]
    for record in linked:
        if record.injury is not None and record.injury not in injuries:
            yield f"{record.place}: no injury {record.injury!r}"
    for injury in seed.injuries:
        for flag in injury.red_flags:
            if flag not in flags:
                yield f"{injury.place}: no red flag {flag!r}"


def named_roles_exist(seed: Seed) -> Iterator[str]:
    """A running role that an exercise trains, or a goal needs, is in roles.toml."""
    known = {role.slug for role in seed.roles}
    named: list[TrainingRecord | AimRecord] = [t for e in seed.exercises for t in e.trains]
    named += [aim for goal in seed.goals for aim in goal.aim]
    for record in named:
        if record.role not in known:
            yield f"{record.place}: no role {record.role!r}"


def muscles_are_named_once(seed: Seed) -> Iterator[str]:
    """An exercise names no muscle twice, nor a node beside a part of it, nor a role twice."""
    nodes = nodes_of(seed)
    tree = Tree(seed.muscles)
    for exercise in seed.exercises:
        named = [work.muscle for work in exercise.works]
        for muscle, times in Counter(named).items():
            if times > 1:
                yield f"{exercise.place}: muscle {muscle!r} is named {times} times"
            if muscle in nodes:
                inside = {part for part, depth in tree.parts(muscle) if depth} & set(named)
                for part in sorted(inside):
                    yield f"{exercise.place}: {part!r} is a part of {muscle!r}; name one of them"
        for role, times in Counter(training.role for training in exercise.trains).items():
            if times > 1:
                yield f"{exercise.place}: role {role!r} is named {times} times"


def roles_are_trained_by_moving_muscles(seed: Seed) -> Iterator[str]:
    """An exercise has a primary muscle, and trains a role through primary or secondary muscles."""
    for exercise in seed.exercises:
        idle = exercise.category is Category.mobility
        involved = {work.muscle: work.involvement for work in exercise.works}
        if Involvement.primary not in involved.values() and not idle:
            yield f"{exercise.place}: no primary muscle"
        for training in exercise.trains:
            if not training.muscles and involved:
                yield f"{exercise.place}: role {training.role!r} through no muscle"
            for muscle in training.muscles:
                if involved.get(muscle, Involvement.stabiliser) is Involvement.stabiliser:
                    yield f"{exercise.place}: a role through {muscle!r}, which does not move it"


def trained_roles_are_played(seed: Seed) -> Iterator[str]:
    """A muscle through which an exercise trains a role plays that role in running, of each some."""
    finder = MuscleRoleFinder(Tree(seed.muscles), work_out_roles(seed))
    for exercise in seed.exercises:
        for training in exercise.trains:
            played = [muscle for muscle in training.muscles if finder.played(muscle, training.role)]
            if training.muscles and not played:
                yield (
                    f"{exercise.place}: no finding says that {', '.join(training.muscles)} "
                    f"play role {training.role!r}"
                )


def progressions_have_no_cycle(seed: Seed) -> Iterator[str]:
    """No exercise is harder than itself, however many steps away."""
    steps = {e.slug: [step.exercise for step in e.harder] for e in seed.exercises}
    done: set[str] = set()
    for start in sorted(steps):
        above: set[str] = set()
        ahead = list(steps[start])
        while ahead:
            slug = ahead.pop()
            if slug not in above and slug not in done:
                above.add(slug)
                ahead += steps.get(slug, [])
        if start in above:
            yield f"exercises/{start}.toml: the steps up from it come back to it"
        else:
            done.add(start)


def levels_rise_along_progressions(seed: Seed) -> Iterator[str]:
    """A step goes up by one or two levels, or says why not; impact never falls."""
    known = {exercise.slug: exercise for exercise in seed.exercises}
    for easier in seed.exercises:
        for step in easier.harder:
            harder = known.get(step.exercise)
            if harder is None:
                continue
            rise = harder.level - easier.level
            if not 0 <= rise <= MOST_LEVELS:
                yield f"{easier.place}: level {easier.level} to {harder.level} of {harder.slug!r}"
            if (rise == 0) != (step.same_level_because is not None):
                yield (
                    f"{easier.place}: same_level_because belongs to steps within a level, and "
                    f"{harder.slug!r} is {'on the same' if rise == 0 else 'on another'} level"
                )
            if harder.impact < easier.impact:
                yield f"{easier.place}: impact falls on the step to {harder.slug!r}"
        for slug, times in Counter(step.exercise for step in easier.harder).items():
            if times > 1:
                yield f"{easier.place}: {times} steps to {slug!r}"


def texts_are_told_apart(seed: Seed) -> Iterator[str]:
    """No sentence stands in two exercises, or twice in one."""
    seen: dict[str, ExerciseRecord] = {}
    for exercise in seed.exercises:
        reasons = [work.reason for work in exercise.works]
        reasons += [training.reason for training in exercise.trains]
        for text in (*exercise.instructions, *exercise.cues, *exercise.mistakes, *reasons):
            for sentence in split(r"(?<=[.!?])\s+", text):
                said = fold(sentence)
                if said in seen:
                    yield f"{exercise.place}: {sentence!r} stands already in {seen[said].slug!r}"
                seen.setdefault(said, exercise)


def doses_fit(seed: Seed) -> Iterator[str]:
    """Low ends are not above high ones, the measure is dosed, and no source means judgement."""
    ends = ("sets", "amount", "contacts", "reps_in_reserve", "per_week")
    for exercise in seed.exercises:
        dose = exercise.dose
        pairs = {name: (f"{name}_low", f"{name}_high") for name in ends}
        pairs["rest"] = ("rest_low_s", "rest_high_s")
        for name, keys in pairs.items():
            low, high = (getattr(dose, key) for key in keys)
            if (low is None) != (high is None) or (low or 0) > (high or 0):
                yield f"{exercise.place}: dose of {name} from {low} to {high}"
        if not dose.sources and not dose.judgement:
            yield f"{exercise.place}: a dose without a source is a judgement"
        if (exercise.measure == "contacts") != (dose.contacts_low is not None):
            yield f"{exercise.place}: contacts are dosed where they are the measure, and only there"


def gates_are_clear(seed: Seed) -> Iterator[str]:
    """An exercise has one gate for any stage of an injury, or one for each stage, never both."""
    stages: dict[tuple[str, str], list[GateStage]] = defaultdict(list)
    for gate in seed.gates:
        stages[gate.exercise, gate.injury].append(gate.stage)
    for (exercise, injury), given in stages.items():
        if GateStage.any in given and len(given) > 1:
            yield f"links/gates.csv: {exercise} × {injury}: a gate for any stage beside another"


def foreign_links_lead_to_ours(seed: Seed) -> Iterator[str]:
    """What is linked with another catalogue exists, and that catalogue is one that is imported."""
    known = {
        CrosswalkKind.exercise: {exercise.slug for exercise in seed.exercises},
        CrosswalkKind.muscle: nodes_of(seed).keys(),
        CrosswalkKind.equipment: {thing.slug for thing in seed.equipment},
    }
    for link in seed.foreign:
        if link.system not in IMPORTED:
            there = ", ".join(IMPORTED)
            yield f"{link.place}: no catalogue {link.system!r} is imported; there are {there}"
        if link.slug not in known[link.kind]:
            yield f"{link.place}: no {link.kind} {link.slug!r}"


def crosswalk_keys_are_clear(seed: Seed) -> Iterator[str]:
    """No two words of a catalogue come to one key, and none to a key that is too long."""
    words = [(words_of_system(one.system, one.kind), one.id, one) for one in seed.foreign]
    lit = [(one.package, word, one) for one in seed.highlights for word in one.slugs]
    known: dict[str, str] = {}
    for system, word, record in [*words, *lit]:
        key = key_of(system, word)
        if known.setdefault(key, word) != word:
            yield f"{record.place}: {word!r} and {known[key]!r} come to one key, {key!r}"
        if len(key) > KEY_LENGTH:
            yield f"{record.place}: key {key!r} has more than {KEY_LENGTH} characters"


def fit_numbers_are_clear(seed: Seed) -> Iterator[str]:
    """An entry of the FIT profile has a name with its number, or neither, as its match says."""
    for garmin in seed.garmin:
        nameless = garmin.name is None
        if nameless != (garmin.name_id == NO_FIT_NAME):
            yield f"{garmin.place}: name {garmin.name!r} with number {garmin.name_id}"
        if nameless != (garmin.match is MatchQuality.category_only):
            yield f"{garmin.place}: match {garmin.match!s} with name {garmin.name!r}"


def demands_are_met_at_home(seed: Seed) -> Iterator[str]:
    """Each running role in each phase has an exercise at level 1 or 2 without equipment."""
    for demand in coverage_of(seed).demands:
        if not demand.at_home:
            yield (
                f"exercises/: nothing at level 1 or 2 without equipment trains {demand.role} in "
                f"{demand.phase}"
            )


def muscles_that_matter_have_exercises(seed: Seed) -> Iterator[str]:
    """Each muscle that matters in stance or late swing is worked by at least five exercises."""
    for muscle, exercises in coverage_of(seed).muscles.items():
        if len(exercises) < ENOUGH:
            yield f"exercises/: {len(exercises)} exercises work {muscle!r}; {ENOUGH} are needed"
