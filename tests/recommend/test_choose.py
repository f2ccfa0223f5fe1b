"""The best set within limits: examples, and against every set that there is."""

import subprocess
import sys
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.recommend.choose import Choice, choose
from app.recommend.exchange import first_set
from app.recommend.model import Pair
from app.recommend.programme import SHORT, STEPS, Limits, Option, programme_of
from app.recommend.solver import NEAR_ENOUGH, relax
from app.settings import ROOT
from tests.recommend.generated import SOME

PUSH, SPRING, HOLD = ("soleus", "power"), ("soleus", "elastic-storage"), ("gluteus", "stability")
DEMAND: dict[Pair, float] = {PUSH: 0.5, SPRING: 0.25, HOLD: 0.25}
ANY = Limits(seconds_low=0, seconds_high=1_000)
TINY = 1e-6


def slugs(choice: Choice | None) -> list[tuple[str, int]]:
    """Give what was chosen, with its sets."""
    assert choice is not None
    return sorted((option.slug, option.sets) for option in choice.options)


def one(slug: str, supply: dict[Pair, float], seconds: float = 100, **more: object) -> Option:
    """Give an option of three sets."""
    return Option(slug, 3, seconds, supply, **more)  # type: ignore[arg-type]


def worth(options: Sequence[Option], demand: dict[Pair, float], limits: Limits) -> float | None:
    """Say what a set is worth, by the letter; None: it breaks a limit."""
    names = [option.slug for option in options]
    held = {f: sum(f in o.families for o in options) for o in options for f in o.families}
    seconds = sum(option.seconds for option in options)
    if (
        len(names) > len(set(names))
        or not limits.include <= set(names)
        or not limits.seconds_low <= seconds <= limits.seconds_high
        or any(held.get(family, 0) > most for family, most in limits.at_most.items())
        or (limits.contacts is not None and sum(o.contacts for o in options) > limits.contacts)
    ):
        return None
    total = sum(option.bonus for option in options)
    for pair, importance in demand.items():
        left = sum(option.supply.get(pair, 0.0) for option in options)
        for size, value in STEPS:
            total += importance * value * min(size, max(0.0, left))
            left -= size
    for family, least in limits.at_least.items():
        total -= SHORT * max(0, least - held.get(family, 0))
    return total


def best(options: Sequence[Option], demand: dict[Pair, float], limits: Limits) -> float | None:
    """Try every set."""
    sets = (chosen for size in range(len(options) + 1) for chosen in combinations(options, size))
    tried = [value for chosen in sets if (value := worth(chosen, demand, limits)) is not None]
    return max(tried, default=None)


def test_the_best_one_is_chosen_where_there_is_time_for_one() -> None:
    options = [one("push", {PUSH: 1.0}), one("spring", {SPRING: 1.0}), one("hold", {HOLD: 0.5})]

    chosen = choose(options, DEMAND, Limits(0, 100))

    assert slugs(chosen) == [("push", 3)]
    assert chosen is not None
    assert chosen.worth == pytest.approx(0.5 * (0.5 * 1.0 + 0.5 * 0.6))
    assert chosen.gap == 0


def test_what_is_covered_is_worth_less_so_another_need_comes_first() -> None:
    options = [one("a", {PUSH: 1.0}), one("b", {PUSH: 0.9}), one("hold", {HOLD: 0.5})]

    # The second push would bring 0.5 x 0.9 x 0.2, the hold 0.25 x 0.5.
    assert slugs(choose(options, DEMAND, Limits(0, 200))) == [("a", 3), ("hold", 3)]


def test_an_exercise_is_taken_once_with_so_many_sets() -> None:
    options = [Option("push", sets, 30.0 * sets, {PUSH: sets / 4}) for sets in (1, 2, 3, 4)]

    assert slugs(choose(options, DEMAND, Limits(0, 100))) == [("push", 3)]
    assert slugs(choose(options, DEMAND, ANY)) == [("push", 4)]


def test_the_minutes_are_used() -> None:
    options = [one("push", {PUSH: 1.0}), one("rest", {}, bonus=-0.1)]

    assert slugs(choose(options, DEMAND, ANY)) == [("push", 3)]
    assert slugs(choose(options, DEMAND, Limits(150, 200))) == [("push", 3), ("rest", 3)]
    assert choose(options, DEMAND, Limits(201, 300)) is None


def test_what_must_appear_appears_or_nothing_does() -> None:
    options = [one("push", {PUSH: 1.0}), one("idle", {})]
    wanted = frozenset({"idle"})

    assert slugs(choose(options, DEMAND, Limits(0, 100, include=wanted))) == [("idle", 3)]
    assert choose(options, DEMAND, Limits(0, 99, include=wanted)) is None


def test_contacts_stay_within_their_limit() -> None:
    options = [
        one("hop", {PUSH: 1.0}, contacts=60),
        one("bound", {SPRING: 1.0}, contacts=50),
        one("hold", {HOLD: 1.0}),
    ]

    assert slugs(choose(options, DEMAND, Limits(0, 900, contacts=100))) == [("hold", 3), ("hop", 3)]
    assert slugs(choose(options, DEMAND, Limits(0, 900, contacts=59))) == [
        ("bound", 3),
        ("hold", 3),
    ]
    assert slugs(choose(options, DEMAND, Limits(0, 900, contacts=0))) == [("hold", 3)]


def test_a_family_has_at_most_so_many() -> None:
    squat = frozenset({"knee"})
    options = [
        one("a", {PUSH: 1.0}, families=squat),
        one("b", {SPRING: 1.0}, families=squat),
        one("c", {HOLD: 1.0}),
    ]

    assert slugs(choose(options, DEMAND, Limits(0, 900, at_most={"knee": 1}))) == [
        ("a", 3),
        ("c", 3),
    ]


@pytest.mark.parametrize("demand", [DEMAND, {PUSH: 1.0}], ids=["of many needs", "of one need"])
def test_a_quota_is_kept_before_anything_else(demand: dict[Pair, float]) -> None:
    options = [one("push", {PUSH: 1.0}), one("plank", {}, families=frozenset({"trunk"}))]

    kept = choose(options, demand, Limits(0, 100, at_least={"trunk": 1}))

    assert slugs(kept) == [("plank", 3)]


def test_a_quota_is_given_up_where_it_cannot_be_kept() -> None:
    options = [one("push", {PUSH: 2.0}), one("plank", {}, families=frozenset({"trunk"}))]

    given_up = choose(options, DEMAND, Limits(0, 900, at_least={"trunk": 2}))

    assert slugs(given_up) == [("plank", 3), ("push", 3)]
    assert given_up is not None
    assert given_up.worth == pytest.approx(0.5 - SHORT)


def test_nothing_may_be_the_best() -> None:
    chosen = choose([one("bad", {}, bonus=-1.0)], DEMAND, ANY)

    assert chosen == Choice((), 0.0, 0.0)


AMOUNTS = st.sampled_from((0.25, 0.5, 0.75, 1.0, 1.5))
OPTIONS = st.lists(
    st.builds(
        Option,
        slug=st.sampled_from("abcdefg"),
        sets=st.integers(1, 4),
        seconds=st.sampled_from((60.0, 90.0, 120.0, 200.0)),
        supply=st.dictionaries(st.sampled_from((PUSH, SPRING, HOLD)), AMOUNTS),
        contacts=st.sampled_from((0, 0, 20, 40)),
        bonus=st.sampled_from((-0.05, 0.0, 0.01, 0.04)),
        families=st.frozensets(st.sampled_from(("knee", "trunk", "calf"))),
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda option: (option.slug, option.sets),
)
FAMILIES = st.dictionaries(st.sampled_from(("knee", "trunk", "calf")), st.integers(1, 2))
LIMITS = st.builds(
    Limits,
    seconds_low=st.sampled_from((0.0, 0.0, 100.0, 300.0)),
    seconds_high=st.sampled_from((200.0, 350.0, 600.0)),
    at_least=FAMILIES,
    at_most=FAMILIES,
    contacts=st.none() | st.sampled_from((0, 30, 60)),
    include=st.frozensets(st.sampled_from("ab"), max_size=1),
)
DEMANDS = st.sampled_from((DEMAND, {PUSH: 1.0}, {HOLD: 0.7, SPRING: 0.3}, {}))


def askable(options: Sequence[Option], limits: Limits) -> Limits:
    """Ask only for what is there: a session asks for no other."""
    return Limits(
        limits.seconds_low,
        limits.seconds_high,
        limits.at_least,
        limits.at_most,
        limits.contacts,
        limits.include & {option.slug for option in options},
    )


@settings(SOME, max_examples=150)
@given(options=OPTIONS, demand=DEMANDS, limits=LIMITS)
def test_the_choice_is_the_best_of_all_sets_but_for_the_gap(
    options: list[Option], demand: dict[Pair, float], limits: Limits
) -> None:
    limits = askable(options, limits)
    most = best(options, demand, limits)

    chosen = choose(options, demand, limits)

    assert (chosen is None) == (most is None)
    if chosen is not None and most is not None:
        told = worth(chosen.options, demand, limits)
        assert told == pytest.approx(chosen.worth, abs=TINY)
        assert most - NEAR_ENOUGH * abs(most) - TINY <= chosen.worth <= most + TINY


@SOME
@given(options=OPTIONS, demand=DEMANDS, limits=LIMITS)
def test_the_gap_is_told_and_small(
    options: list[Option], demand: dict[Pair, float], limits: Limits
) -> None:
    chosen = choose(options, demand, askable(options, limits))

    assert chosen is None or 0 <= chosen.gap <= NEAR_ENOUGH


@SOME
@given(options=OPTIONS, demand=DEMANDS, limits=LIMITS)
def test_the_same_question_has_the_same_answer(
    options: list[Option], demand: dict[Pair, float], limits: Limits
) -> None:
    limits = askable(options, limits)

    assert choose(options, demand, limits) == choose(options, dict(demand), limits)


@SOME
@given(options=OPTIONS, demand=DEMANDS, limits=LIMITS, place=st.integers(0, 9))
def test_more_to_choose_from_and_more_time_are_never_worse(
    options: list[Option], demand: dict[Pair, float], limits: Limits, place: int
) -> None:
    fewer = [o for o in options if o is not options[place % len(options)]]
    limits = askable(fewer, limits)
    longer = Limits(**(vars(limits) | {"seconds_high": limits.seconds_high + 60}))
    before = choose(fewer, demand, limits) if fewer else None

    if before is not None:
        for after in (choose(options, demand, limits), choose(fewer, demand, longer)):
            assert after is not None
            slack = NEAR_ENOUGH * abs(after.worth) + TINY
            assert after.worth >= before.worth - slack


def test_the_solver_prints_nothing() -> None:
    told = (
        "from app.recommend.choose import choose\n"
        "from app.recommend.programme import Limits, Option\n"
        "option = Option('push', 3, 100, {('soleus', 'power'): 1.0})\n"
        "assert choose([option], {('soleus', 'power'): 1.0}, Limits(0, 100)).options == (option,)"
    )

    run = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, check=True)

    assert (run.stdout, run.stderr) == (b"", b"")


def test_what_is_set_aside_is_never_better_than_the_gap_says() -> None:
    """More options than are kept: the best of all sets, tried one by one, lies inside the gap."""
    options = [
        one(
            f"o{at}",
            {PUSH: 0.1 * (at % 5), SPRING: 0.07 * (at % 7), HOLD: 0.05 * (at % 3)},
            60 + 7 * at,
        )
        for at in range(14)
    ]
    limits = Limits(300, 520)

    chosen = choose(options, DEMAND, limits)
    most = best(options, DEMAND, limits)

    assert chosen is not None
    assert most is not None
    assert chosen.worth <= most + TINY <= chosen.worth * (1 + chosen.gap) + 2 * TINY + 5e-5
    assert chosen.gap <= NEAR_ENOUGH


@SOME
@given(options=OPTIONS, demand=DEMANDS, limits=LIMITS)
def test_a_first_set_is_allowed_worth_what_it_says_and_gains_by_no_exchange(
    options: list[Option], demand: dict[Pair, float], limits: Limits
) -> None:
    limits = askable(options, limits)
    relaxed = relax(programme_of(options, demand, limits))
    most = best(options, demand, limits)
    first = relaxed and first_set(options, demand, limits, relaxed.taken)

    assert relaxed or most is None
    if relaxed and most is not None:
        assert most <= relaxed.worth + TINY
    if first:
        told = worth([options[at] for at in first.chosen], demand, limits)
        assert told == pytest.approx(first.worth, abs=TINY)
        for at in range(len(options)):
            for out in (None, *first.chosen):
                swapped = [options[i] for i in {*first.chosen} ^ {at} if i != out]
                other = worth(swapped, demand, limits)
                assert other is None or other <= first.worth + TINY
