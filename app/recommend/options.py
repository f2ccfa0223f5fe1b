"""What a session may be made of: sets of the best exercises, and what the whole must keep to."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.vocabulary import Category
from app.recommend.blocks import LOADS, PATTERN, Block, Family, block_of, is_large
from app.recommend.dose import dose_of
from app.recommend.model import ExerciseFacts, Runner
from app.recommend.programme import Limits, Option
from app.recommend.rules import Rule
from app.recommend.score import GATED, care_of
from app.recommend.task import Task, Wish

FULL = 0.85  # Part of the minutes that a session uses at least, where the catalogue allows it.
SHORT_MIN, MIDDLE_MIN, LONG_MIN = 15, 40, 60
"""Up to so many minutes a session is a circuit, a middle one, a full one; r20, a heuristic."""
LATERAL_MIN, UNILATERAL_MIN = 30, 12
"""Minutes from which it has work for the side of the hip, and on one leg; r15, a heuristic."""
QUOTAS: Mapping[str, tuple[Family, ...]] = {
    "short": (Family.main, Family.calf, Family.trunk),
    "middle": (
        Family.main,
        Family.knee,
        Family.hip,
        Family.calf,
        Family.trunk,
        Family.unilateral,
    ),
    "full": (
        Family.main,
        Family.knee,
        Family.hip,
        Family.calf_straight,
        Family.calf_bent,
        Family.lateral_hip,
        Family.trunk,
        Family.unilateral,
    ),
}
"""Families that a session has at least one exercise of; r15 and r20, heuristics."""
FOOT: tuple[Family, ...] = (Family.foot, Family.calf)
"""The same where the foot is the goal; a judgement."""
CARE = 2  # Exercises that the care of an injury names, in a session after it; r24, a judgement.
TWO_MAIN_MIN = 25  # Minutes from which a session has two main lifts; r20, a heuristic.
MAIN = 2  # Main lifts of every session but a short one; r20, a heuristic.
HEAVY_LEVEL = 3  # Level from which heavy lifting is a part of the goals that ask for it; judgement.
MOST: Mapping[str, int] = {
    Family.main: 3,
    Family.knee: 3,
    Family.hip: 3,
    Family.calf: 3,
    Family.lateral_hip: 2,
    Family.trunk: 2,
    Family.plyometric: 3,
    Family.foot: 2,
    Family.arms: 2,
    Family.adductors: 1,
    Family.hip_flexors: 1,
}
"""Most exercises of a family in a session; a judgement."""
MOST_MAIN_LONG = 4  # Most main lifts of a session of more than an hour; a judgement.
MOST_OF_FOOT = 4  # The same for the foot, where the foot is the goal; a judgement.
MINUTES_AN_ITEM, MINUTES_AN_ITEM_LONG = 4.0, 6.0
"""A session has at most one exercise for so many minutes of its first hour, or of all of them where
that is more, and two; a judgement."""
MORE_SETS = ((LONG_MIN, 1), (90, 2))
"""Minutes above which an exercise may have so many sets more; a judgement."""
SETS_WORTH = {1: 0.6, 2: 0.85, 3: 1.0, 4: 1.1, 5: 1.15, 6: 1.2}
"""What sets are worth against three of them; a judgement."""
CONTACTS = {1: 20, 2: 30, 3: 60, 4: 80, 5: 100}
"""Most ground contacts in a session by the runner's level; r13, coaching defaults."""
JUMP_PCT = 30  # A rise of weekly distance from which jumps are cut as a precaution; r34.
CUT = 0.5  # What is left of contacts then, and near a race or a key run; a judgement.
FRESH = 0.6  # What is left of the sets near a race or a key run; a judgement.
SCORE_WORTH = 0.04  # What an exercise's own score is worth beside the demand; a judgement.
VARIETY = 0.03  # What chance may add, where variety is asked for; a judgement.
AVOIDED = 0.05  # What it costs to take an exercise that another session has; a judgement.
BEST, QUICKEST = 3, 1
"""How many exercises of each block and family the solver chooses from: the best, which may take too
long, and the quickest. With more of them it is slower and hardly ever finds anything better."""
BEST_OF_PATTERN = 2  # The same of a movement pattern, of which a session mostly takes one.
BEST_OF_FOOT = 8  # The same where the foot is the goal: many small exercises are worth about alike.
STIMULUS = 0.2  # What each level below the runner's own takes from the stimulus; a judgement.
LEAST_STIMULUS = 0.3


@dataclass(frozen=True)
class Frame:
    """What a session must keep to, which rules say so, and what no exercise can give."""

    limits: Limits
    rules: tuple[str, ...]
    unmet: tuple[str, ...]


def options_of(task: Task) -> list[Option]:
    """Give the sets of each exercise of the shortlist that the solver may choose."""
    wish, candidates = task.wish, task.candidates
    options = []
    for slug in _shortlist(task):
        one = candidates[slug]
        exercise, supply = one.exercise, one.supply
        held = min((GATED[gate.gate] for _, gate in one.cautions), default=1.0)
        low, high = exercise.dose.sets_low, exercise.dose.sets_high
        volume = FRESH if wish.is_near else 1.0
        counts = {max(1, round(n * volume)) for n in (low, high)}
        if wish.minutes <= SHORT_MIN:
            counts |= set(range(1, min(counts) + 1))
        counts |= {high + more for after, more in MORE_SETS if wish.minutes > after}
        easier = max(0, task.runner.max_level - exercise.level)
        stimulus = max(LEAST_STIMULUS, 1 - STIMULUS * easier)
        bonus = SCORE_WORTH * one.score * (1 + (slug in wish.keep) * 3)
        bonus += VARIETY * _chance(wish.seed, slug) - AVOIDED * (slug in wish.avoid)
        for sets in sorted(counts):
            dose = dose_of(exercise, sets, contacts_of(wish, task.runner))
            worth = held * stimulus * SETS_WORTH.get(sets, max(SETS_WORTH.values()))
            options.append(
                Option(
                    slug=slug,
                    sets=sets,
                    seconds=dose.seconds,
                    supply={pair: worth * amount for pair, amount in supply.items()},
                    contacts=dose.contacts,
                    bonus=bonus,
                    families=one.groups,
                )
            )
    return options


def _shortlist(task: Task) -> list[str]:
    """Keep what is best and quickest: the solver need not see the hundredth squat."""
    wish, candidates = task.wish, task.candidates
    groups = {
        slug: {str(block_of(one.exercise)), *one.groups} - {"item"}
        for slug, one in candidates.items()
        if block_of(one.exercise) is not Block.prepare
    }

    def worth(slug: str) -> float:
        return candidates[slug].score + VARIETY * _chance(wish.seed, slug)

    best = sorted(groups, key=lambda slug: (-worth(slug), slug))
    quickest = sorted(best, key=lambda slug: _shortest_s(candidates[slug].exercise))
    wanted = (wish.include | wish.keep) & groups.keys()
    foot = _is_for_the_foot(task)
    most, of_pattern = (BEST_OF_FOOT, BEST_OF_FOOT) if foot else (BEST, BEST_OF_PATTERN)
    first = _first(best, groups, most, of_pattern)
    return sorted({*wanted, *first, *_first(quickest, groups, QUICKEST, QUICKEST)})


def _first(
    ranked: Sequence[str], groups: Mapping[str, set[str]], most: int, of_pattern: int
) -> Iterator[str]:
    """Give the first of each group, until each has so many; movement patterns have fewer."""
    counts: Counter[str] = Counter()
    for slug in ranked:
        mine = groups[slug]
        if any(counts[g] < (of_pattern if g.startswith(PATTERN) else most) for g in mine):
            counts.update(mine)
            yield slug


def _shortest_s(exercise: ExerciseFacts) -> float:
    """Give the seconds that the fewest usual sets of an exercise take."""
    return dose_of(exercise, exercise.dose.sets_low).seconds


def _chance(seed: int, slug: str) -> float:
    """Give a number of 0 to 1 that only the seed and the exercise decide; 0 without a seed."""
    if not seed:
        return 0.0
    digest = hashlib.sha256(f"{seed}:{slug}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def contacts_of(wish: Wish, runner: Runner) -> int:
    """Give the most contacts of a session."""
    most = CONTACTS[runner.max_level] if wish.contacts is None else wish.contacts
    return round(most * CUT) if has_jumped(wish) or wish.is_near else most


def has_jumped(wish: Wish) -> bool:
    """Whether the weekly distance rose so much that jumps are cut."""
    jump = wish.weekly_distance_jump_pct
    return jump is not None and jump > JUMP_PCT


def limits_of(task: Task, options: Sequence[Option], used_s: float) -> Frame:
    """Say what the session must keep to; `used_s` seconds are spent already."""
    wish = task.wish
    rules = [Rule.balance, Rule.minutes]
    asked = asked_of(task)
    if has_jumped(wish):
        rules.append(Rule.distance_jump)
    given = {family for option in options for family in option.families}
    if Family.heavy in asked and Family.heavy in given:
        rules.append(Rule.heavy_and_jumps)
    limits = Limits(
        seconds_low=0.0 if wish.is_near else wish.minutes * 60 * FULL - used_s,
        seconds_high=wish.minutes * 60 * (FRESH if wish.is_near else 1.0) - used_s,
        at_least={str(f): _least(f, wish.minutes) for f in asked if f in given},
        at_most=_most(task, options, given),
        contacts=contacts_of(wish, task.runner),
        include=wish.include,
    )
    unmet = tuple(str(family) for family in asked if family not in given)
    return Frame(limits, tuple(sorted(rules)), unmet)


def asked_of(task: Task) -> list[Family]:
    """Say which families a session should have."""
    minutes, level = task.wish.minutes, task.runner.max_level
    size = "short" if minutes <= SHORT_MIN else "full" if minutes > MIDDLE_MIN else "middle"
    asked = list(FOOT if _is_for_the_foot(task) else QUOTAS[size])
    if size == "short" and minutes >= UNILATERAL_MIN:
        asked.append(Family.unilateral)
    if size == "middle" and minutes >= LATERAL_MIN:
        asked.append(Family.lateral_hip)
    if size != "short" and level > 1 and owns_load(task.runner) and not task.wish.is_near:
        asked.append(Family.loaded)
    if task.goal.heavy and size != "short" and level >= HEAVY_LEVEL and not task.wish.is_near:
        asked.append(Family.heavy)
    if any(care_of(exercise, task.runner) for exercise in task.knowledge.sorted_exercises):
        asked.append(Family.care)
    return asked


def owns_load(runner: Runner) -> bool:
    """Whether a runner has anything that adds load."""
    return runner.equipment is None or bool(runner.equipment & LOADS)


def _is_for_the_foot(task: Task) -> bool:
    return task.goal.suits.get(Category.foot_core, 0.0) > 1


def _most(task: Task, options: Sequence[Option], given: set[str]) -> dict[str, int]:
    """Say how many exercises of a family, of a pattern and in all a session may have."""
    slugs = sorted({option.slug for option in options})
    exercises = [task.candidates[slug].exercise for slug in slugs]
    long = task.wish.minutes > LONG_MIN
    large = {f"{PATTERN}{exercise.pattern}" for exercise in exercises if is_large(exercise)}
    most = {str(family): number for family, number in MOST.items()}
    most |= {f: 2 if long and f in large else 1 for f in given if f.startswith(PATTERN)}
    most[f"{PATTERN}calf-raise"] = MOST[Family.calf]
    first_hour = min(task.wish.minutes, LONG_MIN) / MINUTES_AN_ITEM
    most["item"] = int(max(first_hour, task.wish.minutes / MINUTES_AN_ITEM_LONG)) + 2
    if long:
        most[Family.main] = MOST_MAIN_LONG
    if has_jumped(task.wish):
        most[Family.eccentric] = 1
    if has_jumped(task.wish) or task.wish.is_near:
        most[Family.plyometric] = 1
    if _is_for_the_foot(task):
        most[Family.foot] = MOST_OF_FOOT
        most |= {f"{PATTERN}{pattern}": MOST_OF_FOOT for pattern in ("foot-intrinsic", "balance")}
    return most


def _least(family: Family, minutes: int) -> int:
    """Say how many exercises of a family a session should have."""
    full = minutes > MIDDLE_MIN
    if family is Family.care:
        return CARE if minutes > SHORT_MIN else 1
    two = family is Family.main and minutes >= TWO_MAIN_MIN
    return MAIN if two or (full and family in (Family.heavy, Family.loaded)) else 1
