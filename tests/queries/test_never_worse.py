"""On the real seed: who has more minutes, or owns more, never gets a session that is worth less.

Both sessions are judged alike, as an answer to the question with more. A circuit (up to 15 minutes)
is not held against full sets: the rule r20 makes them different things. Above 90 minutes the use of
most of the minutes may cost worth, where the catalogue has no more to add.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

import pytest

from app.recommend import session as sessions
from app.recommend.choose import Choice, choose
from app.recommend.gain import best_match, gains
from app.recommend.model import Knowledge, Pair, Runner
from app.recommend.need import demand_of
from app.recommend.options import options_of
from app.recommend.programme import SHORT, STEPS, Limits, Option
from app.recommend.score import score
from app.recommend.session import build
from app.recommend.solver import NEAR_ENOUGH
from app.recommend.task import Task, Wish
from tests.queries.training import ANYONE, GOALS

MINUTES = ((10, 12, 15), (20, 30, 45, 60, 75, 90))
OWNED = (
    frozenset[str](),
    frozenset({"resistance-band"}),
    frozenset({"resistance-band", "dumbbell", "bench", "step"}),
    None,
)


@dataclass
class Asked:
    """What the solver was asked last, and what it chose."""

    needs: dict[Pair, float] = field(default_factory=dict)
    limits: Limits = field(default_factory=lambda: Limits(0.0, 0.0))
    chosen: tuple[Option, ...] = ()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    last = Asked()

    def watched(options: list[Option], needs: dict[Pair, float], limits: Limits) -> Choice | None:
        choice = choose(options, needs, limits)
        last.needs, last.limits = needs, limits
        last.chosen = choice.options if choice else ()
        return choice

    monkeypatch.setattr(sessions, "choose", watched)
    return last


def task_of(known: Knowledge, goal: str, minutes: int, runner: Runner = ANYONE) -> Task:
    facts = known.goals[goal]
    return Task(Wish(minutes=minutes), demand_of(facts.aims, known), known, runner, facts)


def worth(task: Task, asked: Asked, chosen: tuple[Option, ...]) -> float:
    """Judge exercises and their sets as an answer to a task, by plain arithmetic."""
    given: dict[Pair, float] = {}
    families: Counter[str] = Counter()
    total = 0.0
    for option in (as_asked(task, option) for option in chosen):
        total += option.bonus
        for pair, amount in option.supply.items():
            given[pair] = given.get(pair, 0.0) + amount
        families.update(option.families)
    for pair, supplied in given.items():
        left = supplied
        for size, value in STEPS:
            total += asked.needs[pair] * value * min(left, size)
            left -= min(left, size)
    missing = sum(max(0, n - families[family]) for family, n in asked.limits.at_least.items())
    return total - SHORT * missing


def as_asked(task: Task, option: Option) -> Option:
    """Give the option of a task that takes the same sets of the same exercise."""
    exercise = task.knowledge.exercises[option.slug]
    most = best_match(task.demand, task.knowledge, task.goal)
    gained = gains(exercise, task.demand, task.goal)
    one = score(exercise, gained, task.demand, task.runner, most)
    options = options_of(replace(task, candidates={option.slug: one}))
    return next(like for like in options if like.sets == option.sets)


def never_worse(tasks: list[Task], asked: Asked) -> None:
    before: tuple[Option, ...] = ()
    for task in tasks:
        build(task)
        now, was = (worth(task, asked, chosen) for chosen in (asked.chosen, before))
        assert now >= was - NEAR_ENOUGH * abs(now) - 1e-6, (task.wish, task.runner)
        before = asked.chosen


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("minutes", MINUTES, ids=("circuits", "full-sets"))
def test_more_minutes_are_never_worse(
    known: Knowledge, asked: Asked, goal: str, minutes: tuple[int, ...]
) -> None:
    never_worse([task_of(known, goal, number) for number in minutes], asked)


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("minutes", [20, 45])
def test_more_equipment_is_never_worse(
    known: Knowledge, asked: Asked, goal: str, minutes: int
) -> None:
    runners = [replace(ANYONE, equipment=owned) for owned in OWNED]

    never_worse([task_of(known, goal, minutes, runner) for runner in runners], asked)
