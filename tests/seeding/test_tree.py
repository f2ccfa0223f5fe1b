"""The tree of the world: who is part of whom, and which parts cover a whole."""

from pathlib import Path

import pytest

from app.domain.vocabulary import MuscleKind
from app.seeding.read import read_seed
from app.seeding.tree import Tree

HEADS = ["gastrocnemius-lateral-head", "gastrocnemius-medial-head"]


@pytest.fixture(scope="module")
def tree(world_folder: Path) -> Tree:
    return Tree(read_seed(world_folder).muscles)


def test_wholes_come_before_their_parts(tree: Tree) -> None:
    assert tree.nodes == [
        "calf",
        "plantarflexors",
        "rectus-femoris",
        "gastrocnemius",
        "soleus",
        "gastrocnemius-lateral-head",
        "gastrocnemius-medial-head",
    ]


def test_a_node_knows_its_name_and_kind(tree: Tree) -> None:
    assert tree.name("plantarflexors") == "Plantarflexors"
    assert tree.kind("plantarflexors") is MuscleKind.functional


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("calf", []),
        ("plantarflexors", []),
        ("soleus", ["calf"]),
        ("gastrocnemius-medial-head", ["calf", "gastrocnemius"]),
    ],
)
def test_a_path_leads_from_the_root_to_the_parent(tree: Tree, slug: str, path: list[str]) -> None:
    assert tree.path(slug) == path


@pytest.mark.parametrize(
    ("slug", "parts"),
    [
        (
            "calf",
            {
                "calf": 0,
                "gastrocnemius": 1,
                "gastrocnemius-lateral-head": 2,
                "gastrocnemius-medial-head": 2,
                "soleus": 1,
            },
        ),
        (
            "plantarflexors",
            {
                "plantarflexors": 0,
                "gastrocnemius": 1,
                "gastrocnemius-lateral-head": 2,
                "gastrocnemius-medial-head": 2,
                "soleus": 1,
            },
        ),
        ("gastrocnemius", {"gastrocnemius": 0, HEADS[0]: 1, HEADS[1]: 1}),
        ("rectus-femoris", {"rectus-femoris": 0}),
    ],
)
def test_the_parts_of_a_node_are_itself_and_all_below(
    tree: Tree, slug: str, parts: dict[str, int]
) -> None:
    found = list(tree.parts(slug))

    assert dict(found) == parts
    assert len(found) == len(parts)


@pytest.mark.parametrize(
    ("slug", "children"),
    [
        ("calf", ["gastrocnemius", "soleus"]),
        ("plantarflexors", ["gastrocnemius", "soleus"]),
        ("gastrocnemius", HEADS),
        ("soleus", []),
    ],
)
def test_a_node_is_divided_into_its_children_or_its_members(
    tree: Tree, slug: str, children: list[str]
) -> None:
    assert tree.children(slug) == children


@pytest.mark.parametrize(
    ("slug", "groups"),
    [
        ("soleus", ["plantarflexors"]),
        # A head is in the groups that its muscle is a member of.
        ("gastrocnemius-medial-head", ["plantarflexors"]),
        # A whole of members is none itself, and no group is its own.
        ("calf", []),
        ("plantarflexors", []),
        ("rectus-femoris", []),
    ],
)
def test_a_node_is_in_the_functional_groups_of_its_wholes(
    tree: Tree, slug: str, groups: list[str]
) -> None:
    assert tree.functional_groups(slug) == groups


@pytest.mark.parametrize(
    ("slug", "known", "found", "silent"),
    [
        ("calf", [], [], ["gastrocnemius", "soleus"]),
        ("calf", ["soleus", "gastrocnemius"], ["gastrocnemius", "soleus"], []),
        # A known part covers its own parts, known or not.
        ("calf", ["gastrocnemius", *HEADS], ["gastrocnemius"], ["soleus"]),
        ("calf", [HEADS[1], "soleus"], [HEADS[1], "soleus"], [HEADS[0]]),
        ("plantarflexors", [HEADS[0]], [HEADS[0]], [HEADS[1], "soleus"]),
        # What is known of the node itself is not a part of it.
        ("calf", ["calf", "rectus-femoris"], [], ["gastrocnemius", "soleus"]),
        ("rectus-femoris", ["rectus-femoris"], [], []),
    ],
)
def test_the_largest_known_parts_cover_a_node(
    tree: Tree, slug: str, known: list[str], found: list[str], silent: list[str]
) -> None:
    assert tree.cover(slug, known) == (found, silent)
