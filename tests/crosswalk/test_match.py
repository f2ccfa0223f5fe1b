"""Proposals: what they rest on, their score, and the sentences that give the reasons."""

from itertools import permutations

import pytest
from inline_snapshot import snapshot

from app.crosswalk.match import LEAST, MOST, Matcher, Ours, Theirs

BODY: tuple[frozenset[str], ...] = (frozenset(),)
RELATED = {
    "calf": {"calf", "soleus"},
    "soleus": {"calf", "soleus"},
    "thigh": {"thigh"},
}


def ours(
    slug: str,
    *aliases: str,
    primary: str = "thigh",
    ways: tuple[frozenset[str], ...] = BODY,
) -> Ours:
    name = slug.replace("-", " ").capitalize()
    return Ours(slug, name, (name, *aliases), frozenset({primary}), frozenset({"back"}), ways)


def theirs(*names: str, primary: str = "thigh", needs: tuple[str, ...] | None = ()) -> Theirs:
    equipment = None if needs is None else frozenset(needs)
    return Theirs(names, frozenset({primary}) if primary else frozenset(), equipment)


CATALOGUE = [
    ours("goblet-squat", "goblets", ways=(frozenset({"dumbbell"}), frozenset({"kettlebell"}))),
    ours("front-squat", ways=(frozenset({"barbell", "rack"}),)),
    ours("split-squat"),
    ours("calf-raise", primary="soleus"),
    ours("single-leg-calf-raise", primary="soleus"),
]
MATCHER = Matcher(CATALOGUE, RELATED)


def test_the_same_exercise_is_proposed_with_the_highest_score() -> None:
    (best,) = MATCHER.propose(theirs("Front Squats", needs=("barbell",)))

    assert (best.slug, best.score) == ("front-squat", 1.0)
    assert best.reason == snapshot(
        "Same words in both names: Front Squats; Front squat. Same main muscles: thigh. "
        "Same equipment: barbell."
    )


def test_another_name_finds_it_too() -> None:
    (best,) = MATCHER.propose(theirs("Hold and squat", "GOBLETS", needs=("kettlebell",)))

    assert (best.slug, best.score) == ("goblet-squat", 1.0)
    assert best.reason.startswith("Same name, another name of ours: goblets.")


def test_a_part_of_a_muscle_is_the_same_muscle() -> None:
    (best,) = MATCHER.propose(theirs("Calf raise", primary="calf"))

    assert (best.slug, best.score) == ("calf-raise", 1.0)


@pytest.mark.parametrize(
    ("asked", "score", "said"),
    [
        (theirs("Calf raise", primary="thigh"), 0.75, "Main muscles differ: there thigh; here"),
        (theirs("Calf raise", primary="back"), 0.75, "Main muscles differ: there back; here"),
        (theirs("Calf raise", primary=""), 0.88, "Muscles cannot be compared."),
        (
            theirs("Calf raise", primary="calf", needs=("barbell",)),
            0.8,
            "Equipment differs: there barbell; here none.",
        ),
        (theirs("Calf raise", primary="calf", needs=None), 0.9, "Equipment cannot be compared."),
        (
            theirs("Calf raise", primary="calf", needs=("bodyweight", "mat")),
            1.0,
            "Same equipment: none.",
        ),
    ],
    ids=["muscle", "muscle beside", "no muscle", "equipment", "no equipment", "a mat"],
)
def test_the_same_name_is_proposed_whatever_else_differs_and_says_so(
    asked: Theirs, score: float, said: str
) -> None:
    (best,) = MATCHER.propose(asked)

    assert best.slug == "calf-raise"
    assert best.score == pytest.approx(score, abs=0.011)
    assert said in best.reason


def test_what_works_beside_counts_by_half() -> None:
    matcher = Matcher([ours("row")], {"back": {"back"}})

    (best,) = matcher.propose(theirs("Row", primary="back"))

    assert best.score == pytest.approx(0.88, abs=0.011)
    assert "Main muscles agree in part: there back; here thigh." in best.reason


@pytest.mark.parametrize(
    "asked",
    [
        theirs("Bench press"),
        theirs("Squat"),
        theirs("Jefferson squat"),
        theirs("!"),
        theirs(""),
        theirs("Single-arm row"),
    ],
    ids=lambda asked: asked.names[0],
)
def test_what_is_only_a_little_alike_is_not_proposed(asked: Theirs) -> None:
    assert MATCHER.propose(asked) == []


def test_a_side_is_no_small_difference() -> None:
    slugs = [one.slug for one in MATCHER.propose(theirs("One-leg heel raise", primary="calf"))]

    assert slugs == ["single-leg-calf-raise"]


def test_there_are_few_proposals_and_the_best_come_first() -> None:
    alike = [ours(f"squat-{word}") for word in ("deep", "high", "slow", "wide")]
    found = Matcher(alike, RELATED).propose(
        theirs("Squat deep", "Squat high", "Squat slow", "Squat wide")
    )

    assert [one.slug for one in found] == ["squat-deep", "squat-high", "squat-slow"]
    assert len(found) == MOST
    assert all(one.score >= LEAST for one in found)


def test_no_order_changes_a_proposal() -> None:
    asked = theirs("Goblet squat", "Front squat", needs=("dumbbell",))

    found = {tuple(Matcher(order, RELATED).propose(asked)) for order in permutations(CATALOGUE)}

    assert len(found) == 1
