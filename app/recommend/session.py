"""Build a session: the exercises that are worth most together in the minutes there are.

The rules that it follows are rows of the seed (`/v1/training-rules`); each constant names the rule
that it comes from, or says that it is a judgement.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.vocabulary import Category, Contraction, Measure
from app.recommend.blocks import Block, block_of
from app.recommend.choose import Choice, choose
from app.recommend.dose import Dose, dose_of
from app.recommend.gain import gains
from app.recommend.gates import Refusal, Refused, cautions, refuse
from app.recommend.model import ExerciseFacts, Runner
from app.recommend.options import FULL, asked_of, limits_of, options_of
from app.recommend.programme import Option
from app.recommend.rules import Rule
from app.recommend.score import Ranking, Scored, rank, score
from app.recommend.task import ECCENTRIC_H, HEAVY_H, RACE_D, Task, Wish

MOST_MIN = 120  # The longest session, min.
PREPARE, PREPARE_MOST_MIN = 0.12, 8.0
"""Part of the minutes that the first block takes at most, and minutes; a judgement."""
MOST_MOBILITY, MOST_DRILLS = 2, 3  # Most of each in the first block; a judgement.
JUMPING_LEVEL = 2  # Level from which there are jumps; r14.
PREPARE_MIN = 12  # Shorter sessions prepare by their first, easy sets; a judgement.
HARD = 2  # Impact that is held back near a key run or a race; a judgement.


@dataclass(frozen=True)
class Item:
    """An exercise in a session."""

    scored: Scored
    dose: Dose
    block: Block


@dataclass
class TrainingSession:
    """A session, and how it came about."""

    items: list[Item] = field(default_factory=list)
    left_out: list[Refused] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    """Ids of the rules that shaped it."""
    unmet: list[str] = field(default_factory=list)
    """Families that it should have and has not."""
    gap: float = 0.0
    minutes: int = 0
    """The minutes that there are."""

    @property
    def full(self) -> bool:
        """Whether it uses as much of the minutes as it should."""
        return self.seconds >= FULL * self.minutes * 60

    @property
    def seconds(self) -> float:
        """Everything together."""
        return sum(item.dose.seconds for item in self.items)


@dataclass
class Infeasible(Exception):
    """No session keeps to what was asked; `relax` names what would help, each tried."""

    relax: list[str] = field(default_factory=list)
    about: str = ""
    """The exercise that must appear and may not."""


def build(task: Task) -> TrainingSession:
    """Build the session that is worth most; raises Infeasible where nothing keeps to the wish."""
    try:
        return _compose(task)
    except Infeasible as nothing:
        nothing.relax = _what_helps(task)
        raise


def _compose(task: Task) -> TrainingSession:
    """Choose, put in order, and say what is left out; raises Infeasible without a way out."""
    session = TrainingSession(minutes=task.wish.minutes)
    ranking = rank(task.demand, task.knowledge, task.runner, task.goal)
    candidates = _candidates(task, ranking)
    _hold_back(task.wish, candidates, session)
    task = replace(task, candidates=candidates)
    missing = sorted(task.wish.include - candidates.keys())
    if missing:
        raise Infeasible(about=missing[0])
    prepared = _prepare(task)
    chosen = _choose(task, prepared, session)
    if chosen is None or not chosen.options:
        raise Infeasible
    if any(option.contacts for option in chosen.options):
        _note(session, Rule.contacts)
    session.gap = chosen.gap
    session.items = sorted(
        [*prepared, *(_item(option, candidates) for option in chosen.options)],
        key=lambda item: (list(Block).index(item.block), *_order(item)),
    )
    taken = {item.scored.exercise.slug for item in session.items}
    session.left_out = [*ranking.left_out, *session.left_out]
    session.left_out += [
        Refused(one.exercise, Refusal.no_room)
        for one in ranking.offered
        if one.exercise.slug not in taken and one.exercise.slug in candidates
    ]
    return session


def _candidates(task: Task, ranking: Ranking) -> dict[str, Scored]:
    """Give what a session may be made of.

    That is all that serves enough and is allowed, also beside a better one of its kind, which may
    take too long; what must or should be in it; and what belongs to a family that it should have,
    though it serves little.
    """
    candidates = {
        one.exercise.slug: one for one in (*ranking.offered, *(one for one, _ in ranking.aside))
    }
    wanted = task.wish.include | task.wish.keep
    asked = {str(family) for family in asked_of(task)}
    for exercise in task.knowledge.sorted_exercises:
        if exercise.slug in candidates or refuse(exercise, task.runner) is not None:
            continue
        gained = gains(exercise, task.demand, task.goal)
        one = score(exercise, gained, task.demand, task.runner, ranking.best)
        if exercise.slug in wanted or not asked.isdisjoint(one.groups):
            candidates[exercise.slug] = one
    if task.runner.max_level < JUMPING_LEVEL:
        jumps = [slug for slug, one in candidates.items() if _is_jump(one) and slug not in wanted]
        for slug in jumps:
            del candidates[slug]
    return candidates


def _is_jump(one: Scored) -> bool:
    return one.exercise.category is Category.plyometric and one.exercise.pattern != "landing"


def _easier(runner: Runner) -> dict[str, Runner]:
    """Relax what a runner is bound by, one thing at a time; safety is never relaxed."""
    return {
        "available_equipment": replace(runner, equipment=None),
        "exclude": replace(runner, exclude=frozenset()),
        "max_impact": replace(runner, max_impact=3),
        "max_level": replace(runner, max_level=5),
    }


def _order(item: Item) -> tuple[float, float, str]:
    """Inside a block: the fast and heavy first, then the most worth; to prepare, the calm first."""
    exercise = item.scored.exercise
    if item.block is Block.prepare:
        drill = exercise.category is Category.drill
        return (float(drill), exercise.impact * 10 + exercise.level, exercise.slug)
    heavy = exercise.dose.heavy or exercise.contraction is Contraction.ballistic
    return (0.0 if heavy else 1.0, 1 - item.scored.score, exercise.slug)


def _hold_back(wish: Wish, candidates: dict[str, Scored], session: TrainingSession) -> None:
    """Leave out what a key run or a race is too near for."""
    for slug in sorted(candidates):
        exercise = candidates[slug].exercise
        rule = held_by(exercise, wish)
        if rule is not None:
            session.left_out.append(Refused(exercise, Refusal.timing, rule))
            _note(session, rule)
            del candidates[slug]


def held_by(exercise: ExerciseFacts, wish: Wish) -> Rule | None:
    """Name the rule that holds an exercise back near a key run or a race; None: nothing does."""
    hours, days = wish.hours_to_next_key_run, wish.race_in_days
    hard = exercise.dose.heavy or exercise.impact >= HARD
    lowering = exercise.contraction is Contraction.eccentric
    if block_of(exercise) is Block.prepare:
        return None
    if hours is not None and ((hours < HEAVY_H and hard) or (hours < ECCENTRIC_H and lowering)):
        return Rule.key_run_near
    if days is not None and days < RACE_D and (hard or lowering):
        return Rule.race_near
    return None


def _note(session: TrainingSession, rule: str) -> None:
    if rule not in session.rules:
        session.rules.append(rule)


def _prepare(task: Task) -> list[Item]:
    """Choose easy movements that warm up what the session needs, within a part of the minutes."""
    wanted: dict[str, float] = {}
    for (muscle, _), need in task.demand.items():
        wanted[muscle] = wanted.get(muscle, 0.0) + need.importance
    left = min(task.wish.minutes * PREPARE, PREPARE_MOST_MIN) * 60
    if task.wish.minutes < PREPARE_MIN:
        left = 0.0
    items: list[Item] = []
    counts: Counter[str] = Counter()
    for worth, exercise in _ready(task, wanted):
        dose = dose_of(exercise, 1)
        kind = exercise.category
        most = MOST_MOBILITY if kind is Category.mobility else MOST_DRILLS
        still = kind is Category.mobility and exercise.measure is Measure.seconds
        room = dose.seconds <= left and not counts[exercise.pattern] and counts[kind] < most
        if exercise.slug in task.wish.include or (worth and room and not still):
            asked = tuple(cautions(exercise, task.runner))
            items.append(Item(Scored(exercise, {}, {}, cautions=asked), dose, Block.prepare))
            counts.update((exercise.pattern, kind))
            left -= dose.seconds
    return items


def _ready(task: Task, wanted: Mapping[str, float]) -> Sequence[tuple[float, ExerciseFacts]]:
    """Give what may prepare this runner, what is wanted most first."""
    found = [
        (
            sum(wanted.get(muscle, 0.0) for muscle in exercise.works),
            exercise,
        )
        for exercise in task.knowledge.sorted_exercises
        if block_of(exercise) is Block.prepare
        and refuse(exercise, task.runner) is None
        and (exercise.slug in task.wish.include or not cautions(exercise, task.runner))
    ]
    return sorted(found, key=lambda one: (-one[0], one[1].level, one[1].slug))


def _choose(task: Task, prepared: Sequence[Item], session: TrainingSession) -> Choice | None:
    """Let the solver choose; give up using all minutes where nothing else can be."""
    options = options_of(task)
    ready = frozenset(item.scored.exercise.slug for item in prepared)
    main = replace(task, wish=replace(task.wish, include=task.wish.include - ready))
    frame = limits_of(main, options, sum(item.dose.seconds for item in prepared))
    limits = frame.limits
    session.rules = sorted({*session.rules, *frame.rules})
    needs = {pair: need.importance for pair, need in task.demand.items()}
    if not options:
        return None
    chosen = choose(options, needs, limits)
    if chosen is None:
        chosen = choose(options, needs, replace(limits, seconds_low=0.0))
    if chosen is not None:
        held = Counter(family for option in chosen.options for family in option.families)
        short = {family for family, least in limits.at_least.items() if held[family] < least}
        session.unmet = sorted({*frame.unmet, *short})
    return chosen


def _item(option: Option, candidates: Mapping[str, Scored]) -> Item:
    scored = candidates[option.slug]
    cap = option.contacts or None
    return Item(scored, dose_of(scored.exercise, option.sets, cap), block_of(scored.exercise))


def _what_helps(task: Task) -> list[str]:
    """Try what could be relaxed, one thing at a time, and name what makes a session possible."""
    wish = task.wish
    wishes = {
        "minutes": replace(wish, minutes=min(MOST_MIN, wish.minutes * 2)),
        "include": replace(wish, include=frozenset()),
        "weekly_distance_jump_pct": replace(wish, weekly_distance_jump_pct=None),
        "hours_to_next_key_run": replace(wish, hours_to_next_key_run=None),
        "race_in_days": replace(wish, race_in_days=None),
    }
    tries = {name: replace(task, runner=easier) for name, easier in _easier(task.runner).items()}
    tries |= {name: replace(task, wish=easier) for name, easier in wishes.items()}
    return [
        name
        for name, easier in tries.items()
        if (easier.wish, easier.runner) != (wish, task.runner) and _is_possible(easier)
    ]


def _is_possible(task: Task) -> bool:
    """Whether any session keeps to a wish."""
    try:
        _compose(task)
    except Infeasible:
        return False
    return True
