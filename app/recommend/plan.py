"""Plan weeks of sessions up to a race, around the key runs.

A plan is blocks of four weeks. In a block the exercises stay, repetitions and contacts rise, and
the last week is light; the next block keeps the main lifts, or their next harder step, and takes
other accessories. All numbers are rules of the seed or judgements, as told beside them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from app.recommend.blocks import Block
from app.recommend.dose import dose_of
from app.recommend.gates import Refusal, Refused, refuse
from app.recommend.model import ExerciseFacts, Knowledge, Runner
from app.recommend.options import CONTACTS
from app.recommend.rules import Rule
from app.recommend.session import Item, TrainingSession, build, held_by
from app.recommend.task import RACE_D, Task, Wish

BLOCK_WEEKS = 4  # Weeks in which the exercises stay; r29: four to six.
LIGHT = 0.6  # Part of the sets in the last week of a block, and before a race; a judgement.
CONTACTS_STEP = 10  # Ground contacts a session that a week adds; r13, a heuristic.
FIRST_CONTACTS = 0.5  # Part of the most contacts that a plan starts from; a judgement.
WEEK_D, DAY_H = 7, 24
KEPT = frozenset({Block.main, Block.calf_and_foot})
"""Blocks whose exercises a plan keeps, or makes harder; r29."""
EVE_D = 2  # Days before a race without any session; a judgement.
NEW_W = 2  # Weeks before a race in which no new block begins; a judgement.


@dataclass(frozen=True)
class Frame:
    """The frame of a plan."""

    weeks: int
    per_week: int
    key_days: frozenset[int] = frozenset()
    """Days of the week of key runs, Monday 0."""
    race_day: int | None = None
    """Day of the race, counted from the first Monday as 0; None: no race."""

    @property
    def race_week(self) -> int | None:
        """The week of the race, counted from 0."""
        return None if self.race_day is None else self.race_day // WEEK_D


@dataclass
class PlannedSession:
    """One session of a week."""

    letter: str
    session: TrainingSession
    hours_to_key_run: int | None
    day: int = 0
    """Day of the week, Monday 0."""
    same_day: bool = False
    """Whether a key run comes before it on the same day."""


@dataclass
class PlanWeek:
    """One week, and what it changes."""

    number: int
    kind: str
    """build, light, race or after."""
    is_new: bool = False
    """Whether a block begins: its exercises are new."""
    in_block: int = 0
    """Weeks since its block began."""
    changes: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    sessions: list[PlannedSession] = field(default_factory=list)


def plan(task: Task, frame: Frame) -> list[PlanWeek]:
    """Plan the weeks; raises Infeasible where no session keeps to the wish."""
    days = choose_days(frame)
    weeks: list[PlanWeek] = []
    kept: list[frozenset[str]] = [frozenset() for _ in days]
    sessions: list[TrainingSession] = []
    begun = 0
    for number in range(frame.weeks):
        week = PlanWeek(number + 1, _kind(number, frame))
        if not sessions or (number % BLOCK_WEEKS == 0 and not _is_close(number, frame)):
            steps = [_harder(slugs, task) for slugs in kept]
            sessions = _block(task, frame, days, number, steps)
            kept = [_kept(session) for session in sessions]
            week.is_new, begun = True, number
            week.changes += _told(number, steps)
            week.rules += [Rule.variety] + ([Rule.next_step] if any(steps) else [])
        week.in_block = number - begun
        for place, (day, session) in enumerate(zip(days, sessions, strict=True)):
            if _too_near(frame, number * WEEK_D + day):
                continue
            asked = _wish(task, frame, place, day, number)
            planned = PlannedSession(
                letter="ABCD"[place],
                session=_planned(asked, week, session),
                hours_to_key_run=asked.wish.hours_to_next_key_run,
                day=day,
                same_day=day in frame.key_days,
            )
            week.sessions.append(planned)
        _explain(week)
        weeks.append(week)
    return weeks


def choose_days(frame: Frame) -> tuple[int, ...]:
    """Choose the days of a week: as far before key runs as can be, then as far apart; r08."""
    return max(
        combinations(range(WEEK_D), frame.per_week),
        key=lambda days: (
            min(min(days_to_key(day, frame), 2) for day in days),
            min(_spread(days)),
            sum(min(days_to_key(day, frame), 2) for day in days),
            [-day for day in days],
        ),
    )


def days_to_key(day: int, frame: Frame) -> int:
    """Count the days from a session to the next key run; a run of the same day comes before it."""
    if not frame.key_days:
        return WEEK_D
    return min((key - day) % WEEK_D or WEEK_D for key in frame.key_days)


def _spread(days: Sequence[int]) -> list[int]:
    """Give the days from each session to the next one."""
    following = [*days[1:], days[0] + WEEK_D]
    return [after - day for day, after in zip(days, following, strict=True)]


def _is_close(number: int, frame: Frame) -> bool:
    """Whether a week is so close to the race that exercises stay as they are."""
    return frame.race_week is not None and number > frame.race_week - NEW_W


def _too_near(frame: Frame, day: int) -> bool:
    """Whether a session would fall on the eve or the day of the race, or after it."""
    return frame.race_day is not None and day >= frame.race_day - EVE_D


def _kind(number: int, frame: Frame) -> str:
    """Say what kind of week it is."""
    to_race = None if frame.race_week is None else frame.race_week - number
    if to_race is not None and to_race <= 1:
        return "light" if to_race == 1 else "race" if to_race == 0 else "after"
    is_last = number % BLOCK_WEEKS == BLOCK_WEEKS - 1
    return "light" if is_last and to_race != NEW_W else "build"


def _wish(task: Task, frame: Frame, place: int, day: int, number: int) -> Task:
    """Ask for a session on a day of a week."""
    gap = days_to_key(day, frame)
    race = None if frame.race_day is None else frame.race_day - number * WEEK_D - day
    near = race is not None and 0 <= race < RACE_D
    variety = 1 + place + WEEK_D * (number // BLOCK_WEEKS) + 1_000 * task.wish.seed
    wish = replace(
        task.wish,
        hours_to_next_key_run=gap * DAY_H if frame.key_days else None,
        race_in_days=race if near else None,
        seed=variety,
    )
    return replace(task, wish=wish)


def _block(
    task: Task, frame: Frame, days: Sequence[int], number: int, steps: Sequence[dict[str, str]]
) -> list[TrainingSession]:
    """Build the sessions of a block, each with other exercises than those before it."""
    sessions: list[TrainingSession] = []
    for place, day in enumerate(days):
        wish = replace(
            _wish(task, frame, place, day, number).wish,
            keep=frozenset(steps[place].values()),
            avoid=frozenset(i.scored.exercise.slug for s in sessions for i in s.items),
            race_in_days=None,
        )
        sessions.append(build(replace(task, wish=wish)))
    return sessions


def _kept(session: TrainingSession) -> frozenset[str]:
    return frozenset(i.scored.exercise.slug for i in session.items if i.block in KEPT)


def _harder(slugs: frozenset[str], task: Task) -> dict[str, str]:
    """For each exercise that was kept, the one that the next block likes to keep."""
    return {
        slug: _next(task.knowledge.exercises[slug], task.knowledge, task.runner) for slug in slugs
    }


def _next(exercise: ExerciseFacts, knowledge: Knowledge, runner: Runner) -> str:
    """Give the next harder exercise that is for this runner, or the same one."""
    allowed = [
        slug for slug in exercise.harder if refuse(knowledge.exercises[slug], runner) is None
    ]
    easiest = sorted(allowed, key=lambda slug: (knowledge.exercises[slug].level, slug))
    return easiest[0] if easiest else exercise.slug


def _told(number: int, steps: Sequence[dict[str, str]]) -> Iterator[str]:
    if number == 0:
        yield "The first block: learn the exercises, stop well before failure."
        return
    yield "A new block: main lifts stay or take their next step, accessories change."
    moved = sorted({pair for of in steps for pair in of.items() if pair[0] != pair[1]})
    for before, after in moved:
        yield (
            f"Where {before.replace('-', ' ')} reached the top of its range twice, with 2 in "
            f"reserve and without pain, {after.replace('-', ' ')} is the next step; else stay "
            "with it."
        )


def _planned(asked: Task, week: PlanWeek, session: TrainingSession) -> TrainingSession:
    """Fit the block's session to its week; near a race, less what is held back then."""
    session = _less_what_waits(session, asked.wish)
    number = week.number - 1
    top = asked.wish.contacts or CONTACTS[asked.runner.max_level]
    part = LIGHT if week.kind != "build" else 1.0
    cap = round(part * min(top, round(top * FIRST_CONTACTS) + CONTACTS_STEP * number))
    whole = sum(item.dose.contacts for item in session.items) or 1
    caps = [round(cap * item.dose.contacts / whole) for item in session.items]
    items = [
        _fit(item, part, week.in_block, most)
        for item, most in zip(session.items, caps, strict=True)
    ]
    return replace(session, items=items)


def _less_what_waits(session: TrainingSession, wish: Wish) -> TrainingSession:
    """Leave out what a race is too near for; nothing new comes in for it."""
    waits = {
        item.scored.exercise.slug: Refused(item.scored.exercise, Refusal.timing, rule)
        for item in session.items
        if wish.race_in_days is not None and (rule := held_by(item.scored.exercise, wish))
    }
    return replace(
        session,
        items=[item for item in session.items if item.scored.exercise.slug not in waits],
        left_out=[*session.left_out, *waits.values()],
        rules=sorted({*session.rules, *(one.about for one in waits.values())}),
    )


def _fit(item: Item, part: float, in_block: int, cap: int) -> Item:
    """Give an exercise fewer sets in a light week, and fewer repetitions early in a block.

    It never takes longer than it was planned with.
    """
    exercise, planned = item.scored.exercise, item.dose
    sets = max(1, round(planned.sets * part))
    contacts = min(planned.contacts, cap) or None
    dose = dose_of(exercise, sets, contacts)
    if exercise.dose.contacts is None and item.block is not Block.prepare:
        low = min(exercise.dose.amount_low, planned.amount)
        rise = min(1.0, (in_block + 1) / (BLOCK_WEEKS - 1))
        dose = replace(dose, amount=round(low + (planned.amount - low) * rise))
    return replace(item, dose=replace(dose, seconds=min(dose.seconds, planned.seconds)))


def _explain(week: PlanWeek) -> None:
    """Say what the week changes, and by which rules."""
    if week.kind == "race":
        week.changes.append("Race week: no heavy, eccentric or hard landing work, and fewer sets.")
        week.rules.append(Rule.race_near)
    elif week.kind == "after":
        week.changes.append("The race is run: nothing is planned.")
    elif week.kind == "light":
        week.changes.append("A light week: fewer sets at the same effort.")
    elif week.in_block:
        week.changes.append(
            "A little more: repetitions rise inside their range; load rises by 2 to 10 % once the "
            "top of the range is reached in two sessions."
        )
        week.rules += [Rule.double_progression, Rule.contacts]
    if any(planned.same_day for planned in week.sessions):
        week.changes.append("On the day of a key run: run first, lift at least 6 hours later.")
        week.rules.append(Rule.same_day)
    week.rules = sorted({*week.rules, *(r for p in week.sessions for r in p.session.rules)})
