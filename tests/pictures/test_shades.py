"""Shades: the nearest node that is known, the heaviest role, and never a guess."""

import pytest

from app.domain.vocabulary import Direction, Grade, Involvement
from app.pictures.shades import (
    Anatomy,
    RoleFact,
    Shade,
    WorkFact,
    not_drawn,
    shade_parts,
    shade_roles,
    shade_work,
)

ANATOMY = Anatomy(
    names={
        "soleus": "Soleus",
        "calf": "Calf",
        "hamstrings": "Hamstrings",
        "diaphragm": "Diaphragm",
    },
    wholes={"soleus": ["calf"], "calf": [], "hamstrings": [], "diaphragm": []},
)
DRAWN = ["soleus", "hamstrings"]


def fact(
    muscle: str, weight: float | None, function: str = "propulsion", way: str = "drives"
) -> RoleFact:
    about = ("push-off", function, Direction(way))
    return RoleFact(muscle, about, weight, Grade.B, "Push-off", function.capitalize())


def test_what_is_known_of_the_muscle_itself_comes_first() -> None:
    shades = shade_roles(DRAWN, ANATOMY, [fact("calf", 1.0), fact("soleus", 0.4)])

    assert shades == {"soleus": Shade(0.4, "0.40", "Drives propulsion in push-off, grade B.")}


def test_what_is_known_of_a_whole_holds_for_its_parts_and_says_so() -> None:
    shades = shade_roles(DRAWN, ANATOMY, [fact("calf", 0.85)])

    said = "Drives propulsion in push-off, grade B, known of Calf as a whole."
    assert shades == {"soleus": Shade(0.85, "0.85", said, group="calf")}


def test_the_heaviest_role_counts_whatever_it_is_known_of() -> None:
    facts = [fact("soleus", 0.2, "braking", "opposes"), fact("calf", 0.9), fact("soleus", 0.1, "a")]

    shade = shade_roles(DRAWN, ANATOMY, facts)["soleus"]

    assert (shade.level, shade.group, shade.opposes) == (0.9, "calf", False)


def test_working_against_a_function_is_told_apart() -> None:
    shade = shade_roles(DRAWN, ANATOMY, [fact("soleus", 0.7, "propulsion", "opposes")])["soleus"]

    assert shade.opposes
    assert shade.said == "Opposes propulsion in push-off, grade B."


def test_a_role_without_a_share_shades_nothing() -> None:
    assert shade_roles(DRAWN, ANATOMY, [fact("soleus", None)]) == {}


def test_a_share_of_nothing_is_a_shade() -> None:
    assert shade_roles(DRAWN, ANATOMY, [fact("soleus", 0.0)])["soleus"].value == "0.00"


@pytest.mark.parametrize("turn", [1, -1])
def test_the_order_of_facts_changes_nothing(turn: int) -> None:
    facts = [fact("soleus", 0.5, "b"), fact("calf", 0.5, "a"), fact("soleus", 0.5, "c", "opposes")]

    shade = shade_roles(DRAWN, ANATOMY, facts[::turn])["soleus"]

    assert (shade.group, shade.said[:8]) == ("calf", "Drives a")


def test_the_most_involved_exercise_counts() -> None:
    facts = [
        WorkFact("calf", Involvement.secondary, "Hop"),
        WorkFact("soleus", Involvement.stabiliser, "Squat"),
        WorkFact("hamstrings", Involvement.primary, "Curl"),
    ]

    shades = shade_work(DRAWN, ANATOMY, facts)

    assert shades == {
        "soleus": Shade(
            0.5, "secondary", "Secondary in Hop, known of Calf as a whole.", group="calf"
        ),
        "hamstrings": Shade(0.9, "primary", "Primary in Curl."),
    }


def test_a_group_is_highlighted_in_its_parts() -> None:
    shades = shade_parts(DRAWN, ANATOMY, ["calf"])

    assert {muscle: shade.value for muscle, shade in shades.items()} == {"soleus": "Calf"}


def test_what_no_view_shows_is_named() -> None:
    assert not_drawn(DRAWN, ANATOMY, ["diaphragm", "calf", "soleus"]) == ["diaphragm"]
