"""How much of the work of one exercise another does: examples first, then what always holds."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.vocabulary import Involvement
from app.recommend.overlap import (
    INSIDE,
    INVOLVED,
    OVERLAP_DIGITS,
    SIBLINGS,
    WEIGHTS,
    Anatomy,
    Supply,
    compare,
    rank,
)

PRIMARY, SECONDARY, STABILISER = Involvement

PARENTS: dict[str, str | None] = {
    "calf": None,
    "gastrocnemius": "calf",
    "soleus": "calf",
    "medial-head": "gastrocnemius",
    "lateral-head": "gastrocnemius",
    "quadriceps": None,
    "vastus": "quadriceps",
    "plantarflexors": None,
}
PARTS = {
    "calf": {"gastrocnemius", "soleus", "medial-head", "lateral-head"},
    "gastrocnemius": {"medial-head", "lateral-head"},
    "quadriceps": {"vastus"},
    "plantarflexors": {"gastrocnemius", "soleus", "medial-head", "lateral-head"},
}
ANATOMY = Anatomy(PARENTS, {slug: frozenset(PARTS.get(slug, ())) for slug in PARENTS})

RAISE = Supply(
    slug="raise",
    muscles={"soleus": PRIMARY, "gastrocnemius": PRIMARY, "quadriceps": STABILISER},
    roles={"power": ["soleus", "gastrocnemius"]},
    category="strength",
    pattern="calf-raise",
    contraction="mixed",
    level=3,
    impact=0,
)
"""An exercise that others are compared with."""


def parts_of(other: Supply, original: Supply = RAISE) -> Mapping[str, float]:
    return compare(original, other, ANATOMY).parts


@pytest.mark.parametrize(
    ("one", "other", "closeness"),
    [
        ("soleus", "soleus", 1.0),
        ("calf", "soleus", INSIDE),
        ("calf", "medial-head", INSIDE),
        ("plantarflexors", "soleus", INSIDE),
        ("gastrocnemius", "soleus", SIBLINGS),
        ("medial-head", "lateral-head", SIBLINGS),
        ("medial-head", "soleus", 0.0),
        ("soleus", "vastus", 0.0),
        # Two roots have no whole in common, though neither has a parent.
        ("calf", "quadriceps", 0.0),
        ("calf", "plantarflexors", 0.0),
    ],
)
def test_muscles_are_as_close_as_they_are_in_the_tree(
    one: str, other: str, closeness: float
) -> None:
    assert ANATOMY.closeness(one, other) == closeness
    assert ANATOMY.closeness(other, one) == closeness


@pytest.mark.parametrize(
    ("muscles", "kept"),
    [
        # Primary muscles count 1 each, the stabiliser 0.25: 2.25 together.
        ({"soleus": PRIMARY, "gastrocnemius": PRIMARY, "quadriceps": STABILISER}, 2.25),
        # More work than is asked for counts no more.
        ({"soleus": PRIMARY, "gastrocnemius": PRIMARY, "quadriceps": PRIMARY}, 2.25),
        ({"soleus": PRIMARY, "gastrocnemius": PRIMARY}, 2.0),
        # Half the work is half kept.
        ({"soleus": SECONDARY, "gastrocnemius": PRIMARY}, 1.5),
        ({"soleus": STABILISER, "gastrocnemius": PRIMARY}, 1.25),
        # Near muscles stand in for one another: the whole, a part, a sibling.
        ({"calf": PRIMARY}, 2 * INSIDE),
        ({"soleus": PRIMARY}, 1 + SIBLINGS),
        ({"medial-head": PRIMARY}, INSIDE),
        # Of several, the one that keeps most counts.
        ({"calf": PRIMARY, "soleus": SECONDARY}, 2 * INSIDE),
        ({"calf": STABILISER, "soleus": PRIMARY}, 1 + SIBLINGS),
        ({"vastus": PRIMARY}, 0.25 * INSIDE),
        ({"arm": PRIMARY}, 0.0),
        ({}, 0.0),
    ],
)
def test_muscles_are_kept_as_far_as_they_are_worked_as_much_and_as_near(
    muscles: dict[str, Involvement], kept: float
) -> None:
    anatomy = Anatomy({**PARENTS, "arm": None}, {**ANATOMY.parts, "arm": frozenset()})

    parts = compare(RAISE, replace(RAISE, muscles=muscles), anatomy).parts

    assert parts["muscles"] == pytest.approx(kept / 2.25)


@pytest.mark.parametrize(
    ("roles", "kept"),
    [
        ({"power": ["soleus", "gastrocnemius"]}, 1.0),
        ({"power": ["gastrocnemius", "soleus"], "brake": ["quadriceps"]}, 1.0),
        ({"power": ["calf"]}, INSIDE),
        ({"power": ["soleus"]}, (1 + SIBLINGS) / 2),
        ({"power": ["quadriceps"]}, 0.0),
        ({"power": []}, 0.0),
        ({"brake": ["soleus", "gastrocnemius"]}, 0.0),
        ({}, 0.0),
    ],
)
def test_a_role_is_kept_as_far_as_it_is_trained_through_the_same_muscles(
    roles: dict[str, list[str]], kept: float
) -> None:
    assert parts_of(replace(RAISE, roles=roles))["roles"] == kept


def test_roles_count_alike_however_many_muscles_they_have() -> None:
    original = replace(RAISE, roles={"power": ["soleus", "gastrocnemius"], "brake": ["vastus"]})
    other = replace(RAISE, roles={"brake": ["vastus"], "power": []})

    assert parts_of(other, original)["roles"] == 0.5


def test_a_role_through_no_muscle_is_kept_by_whoever_trains_it() -> None:
    original = replace(RAISE, roles={"power": []})

    assert parts_of(original, original)["roles"] == 1.0
    assert parts_of(RAISE, original)["roles"] == 1.0
    assert parts_of(replace(RAISE, roles={}), original)["roles"] == 0.0


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, 1.0),
        ({"category": "plyometric"}, 2 / 3),
        ({"pattern": "hop"}, 2 / 3),
        ({"contraction": "isometric"}, 2 / 3),
        ({"category": "plyometric", "pattern": "hop"}, 1 / 3),
        ({"category": "plyometric", "pattern": "hop", "contraction": "ballistic"}, 0.0),
    ],
)
def test_the_manner_is_category_pattern_and_contraction(
    changes: dict[str, str], kept: float
) -> None:
    other = Supply(**{**vars(RAISE), **changes})

    assert parts_of(other)["manner"] == pytest.approx(kept)


@pytest.mark.parametrize(
    ("original", "other", "kept"),
    [(3, 3, 1.0), (3, 5, 1.0), (3, 2, 0.75), (3, 1, 0.5), (5, 1, 0.0)],
)
def test_an_easier_exercise_keeps_less_of_the_stimulus(
    original: int, other: int, kept: float
) -> None:
    assert parts_of(replace(RAISE, level=other), replace(RAISE, level=original))["level"] == kept


def test_what_is_kept_and_what_is_lost_is_named() -> None:
    original = replace(
        RAISE,
        muscles={"soleus": PRIMARY, "medial-head": PRIMARY, "quadriceps": SECONDARY},
        roles={
            "power": ["soleus", "medial-head"],
            "brake": ["quadriceps"],
            "spring": ["soleus", "quadriceps"],
        },
    )
    other = replace(
        RAISE,
        muscles={"soleus": SECONDARY, "lateral-head": PRIMARY, "vastus": PRIMARY},
        roles={
            "power": ["lateral-head"],
            "brake": ["vastus"],
            "spring": ["soleus"],
            "swing": ["soleus"],
        },
    )

    comparison = compare(original, other, ANATOMY)

    # Half of the work keeps a muscle or a role, and so does a part of it; a sibling does not.
    assert comparison.kept_muscles == ["soleus", "quadriceps"]
    assert comparison.lost_muscles == ["medial-head"]
    assert comparison.kept_roles == ["brake", "spring"]
    assert comparison.lost_roles == ["power"]
    assert comparison.parts == {
        "muscles": pytest.approx((0.5 + 0.25 + 0.5 * 0.75) / 2.5),
        "roles": pytest.approx((0.125 + 0.75 + 0.5) / 3),
        "manner": 1.0,
        "level": 1.0,
    }


def test_the_overlap_weighs_the_parts() -> None:
    other = replace(RAISE, muscles={"calf": PRIMARY}, roles={}, pattern="hop", level=2)

    comparison = compare(RAISE, other, ANATOMY)

    # 0.35 × 1.5 / 2.25 + 0.35 × 0 + 0.15 × 2 / 3 + 0.15 × 0.75
    assert comparison.overlap == 0.446
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_without_muscles_or_roles_the_other_parts_count_alone() -> None:
    original = replace(RAISE, muscles={}, roles={})

    comparison = compare(original, replace(original, pattern="hop", level=1), ANATOMY)

    # (0.15 × 2 / 3 + 0.15 × 0.5) / 0.3
    assert comparison.parts.keys() == {"manner", "level"}
    assert comparison.overlap == 0.583


def test_the_best_come_first_and_ties_are_settled_by_impact_then_level_then_slug() -> None:
    others = [
        replace(RAISE, slug="b-much-harder", level=5),
        replace(RAISE, slug="d-same", level=3),
        replace(RAISE, slug="c-same", level=3),
        replace(RAISE, slug="a-landing", impact=1),
        replace(RAISE, slug="a-harder", level=4),
        replace(RAISE, slug="a-less", pattern="hop"),
        replace(RAISE, slug="a-little", muscles={}, roles={}),
        RAISE,
    ]

    ranked = rank(RAISE, others, ANATOMY, 0.5)

    assert [(other.slug, comparison.overlap) for other, comparison in ranked] == [
        ("c-same", 1.0),
        ("d-same", 1.0),
        ("a-harder", 1.0),
        ("b-much-harder", 1.0),
        ("a-landing", 1.0),
        ("a-less", 0.95),
    ]


def test_of_a_harder_and_an_easier_exercise_the_nearer_level_comes_first() -> None:
    original = replace(RAISE, level=5, muscles={}, roles={})
    easier = replace(original, slug="a-easier", level=1)
    other = replace(
        original, slug="b-other", category="drill", pattern="hop", contraction="ballistic"
    )

    ranked = rank(original, [easier, other], ANATOMY, 0.0)

    assert [(found.slug, comparison.overlap) for found, comparison in ranked] == [
        ("b-other", 0.5),
        ("a-easier", 0.5),
    ]


@pytest.mark.parametrize(("least", "slugs"), [(0.95, ["other"]), (0.951, []), (0.0, ["other"])])
def test_whoever_does_just_enough_is_ranked(least: float, slugs: list[str]) -> None:
    other = replace(RAISE, slug="other", pattern="hop")

    assert [found.slug for found, _ in rank(RAISE, [other], ANATOMY, least)] == slugs


MUSCLES = st.sampled_from(sorted(PARENTS))
INVOLVEMENTS = st.dictionaries(MUSCLES, st.sampled_from(Involvement), max_size=5)
ROLES = st.dictionaries(
    st.sampled_from(["power", "brake", "swing", "spring"]),
    st.lists(MUSCLES, max_size=4, unique=True),
    max_size=4,
)
SUPPLIES = st.builds(
    Supply,
    slug=st.sampled_from("abcdefgh"),
    muscles=INVOLVEMENTS,
    roles=ROLES,
    category=st.sampled_from(["strength", "plyometric"]),
    pattern=st.sampled_from(["calf-raise", "hop"]),
    contraction=st.sampled_from(["mixed", "ballistic"]),
    level=st.integers(1, 5),
    impact=st.integers(0, 3),
)
ALWAYS = settings(max_examples=200, deadline=None, derandomize=True, database=None)


def backwards(supply: Supply) -> Supply:
    """Name the muscles and roles of an exercise in the opposite order."""
    return replace(
        supply,
        muscles=dict(reversed(list(supply.muscles.items()))),
        roles={
            role: list(reversed(muscles)) for role, muscles in reversed(list(supply.roles.items()))
        },
    )


@given(original=SUPPLIES, other=SUPPLIES)
@ALWAYS
def test_an_overlap_and_its_parts_are_shares(original: Supply, other: Supply) -> None:
    comparison = compare(original, other, ANATOMY)

    assert 0 <= comparison.overlap <= 1
    assert all(0 <= share <= 1 for share in comparison.parts.values())
    assert ("muscles" in comparison.parts) is bool(original.muscles)
    assert ("roles" in comparison.parts) is bool(original.roles)


@given(original=SUPPLIES)
@ALWAYS
def test_an_exercise_does_all_of_its_own_work(original: Supply) -> None:
    comparison = compare(original, original, ANATOMY)

    assert comparison.overlap == 1
    assert set(comparison.parts.values()) == {1}
    assert (comparison.lost_muscles, comparison.lost_roles) == ([], [])
    assert comparison.kept_muscles == list(original.muscles)
    assert comparison.kept_roles == list(original.roles)


@given(original=SUPPLIES, other=SUPPLIES)
@ALWAYS
def test_the_parts_weighted_add_up_to_the_overlap(original: Supply, other: Supply) -> None:
    comparison = compare(original, other, ANATOMY)

    whole = sum(WEIGHTS[part] for part in comparison.parts)
    weighted = sum(WEIGHTS[part] / whole * share for part, share in comparison.parts.items())
    assert comparison.overlap == pytest.approx(weighted, abs=0.5 * 10**-OVERLAP_DIGITS + 1e-9)


@given(original=SUPPLIES, other=SUPPLIES)
@ALWAYS
def test_a_comparison_does_not_depend_on_the_order_of_names(
    original: Supply, other: Supply
) -> None:
    forth = compare(original, other, ANATOMY)

    back = compare(backwards(original), backwards(other), ANATOMY)

    assert forth.overlap == back.overlap
    assert forth.parts == pytest.approx(back.parts)
    for names in ("kept_muscles", "lost_muscles", "kept_roles", "lost_roles"):
        assert sorted(getattr(forth, names)) == sorted(getattr(back, names))


@given(original=SUPPLIES, other=SUPPLIES)
@ALWAYS
def test_every_muscle_and_role_is_kept_or_lost(original: Supply, other: Supply) -> None:
    comparison = compare(original, other, ANATOMY)

    muscles = comparison.kept_muscles + comparison.lost_muscles
    roles = comparison.kept_roles + comparison.lost_roles
    assert sorted(muscles) == sorted(original.muscles)
    assert sorted(roles) == sorted(original.roles)


@given(original=SUPPLIES, other=SUPPLIES, gone=MUSCLES)
@ALWAYS
def test_working_a_muscle_less_never_keeps_more(original: Supply, other: Supply, gone: str) -> None:
    muscles = {muscle: how for muscle, how in other.muscles.items() if muscle != gone}
    roles = {role: [m for m in named if m != gone] for role, named in other.roles.items()}

    more = compare(original, other, ANATOMY)
    less = compare(original, replace(other, muscles=muscles, roles=roles), ANATOMY)

    for part, share in less.parts.items():
        assert share <= more.parts[part]
    assert less.overlap <= more.overlap
    assert set(less.kept_muscles) <= set(more.kept_muscles)


@given(original=SUPPLIES, other=SUPPLIES, muscle=MUSCLES)
@ALWAYS
def test_working_a_muscle_more_never_keeps_less(
    original: Supply, other: Supply, muscle: str
) -> None:
    steps = sorted(Involvement, key=lambda involvement: INVOLVED[involvement])

    shares = [
        compare(original, replace(other, muscles={**other.muscles, muscle: how}), ANATOMY).overlap
        for how in steps
    ]

    assert shares == sorted(shares)


@given(original=SUPPLIES, others=st.lists(SUPPLIES, max_size=8), least=st.floats(0, 1))
@ALWAYS
def test_a_rank_is_a_total_order_of_those_that_do_enough(
    original: Supply, others: list[Supply], least: float
) -> None:
    distinct = list({other.slug: other for other in others}.values())

    ranked = rank(original, distinct, ANATOMY, least)

    keys = [
        (-comparison.overlap, other.impact, abs(other.level - original.level), other.slug)
        for other, comparison in ranked
    ]
    assert keys == sorted(keys)
    assert {other.slug for other, _ in ranked} == {
        other.slug
        for other in distinct
        if other.slug != original.slug and compare(original, other, ANATOMY).overlap >= least
    }
    assert rank(original, distinct[::-1], ANATOMY, least) == ranked
    assert rank(original, distinct, ANATOMY, least) == ranked


@given(original=SUPPLIES, others=st.lists(SUPPLIES, max_size=8), new=SUPPLIES)
@ALWAYS
def test_more_choice_never_makes_the_best_worse(
    original: Supply, others: list[Supply], new: Supply
) -> None:
    few = rank(original, others, ANATOMY, 0.0)

    many = rank(original, [*others, new], ANATOMY, 0.0)

    assert [found for found in few if found not in many] == []
    assert not few or many[0][1].overlap >= few[0][1].overlap
