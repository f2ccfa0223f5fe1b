"""The rules of the seed, shown failing on goals and on the rules of training."""

from pathlib import Path

import pytest

from app.recommend.rules import Rule as TrainingRule
from app.seeding.read import read_seed
from app.seeding.rules import Rule, anatomy, catalogue, check, references
from tests.catalogue import RULES
from tests.seeding.breaches import Breach, faults_of, named
from tests.seeding.changes import Changes, added, edited, moved
from tests.world import write_world

GOALS = "goals.toml"
TRAINING_RULES = "training_rules.toml"
GENERAL, SPRING = f"{GOALS} [[goal]] 1", f"{GOALS} [[goal]] 2"
NEW_RULE = """
[[rule]]
id = "{id_}"
area = "area"
statement = "Once more."
explain = "Because of it."
certainty = "low"
judgement = true
"""


def untold(rule: TrainingRule) -> Changes:
    """Give a rule of training another id, so that nobody tells it."""
    return edited(TRAINING_RULES, (f'id = "{rule.value}"', 'id = "r99"'))


CASES: list[Breach] = [
    # Keys and order.
    (
        references.keys_are_unique,
        edited(GOALS, ('slug = "spring"', 'slug = "general"')),
        [f"{SPRING}: goal 'general' stands already at {GENERAL}"],
    ),
    (
        references.keys_are_unique,
        added(TRAINING_RULES, NEW_RULE.format(id_="r03")),
        [
            f"{TRAINING_RULES} [[rule]] 17: training rule 'r03' stands already at "
            f"{TRAINING_RULES} [[rule]] 2"
        ],
    ),
    (
        references.positions_are_unique,
        edited(GOALS, ("position = 2", "position = 1")),
        [f"{GOALS} [[goal]] 2: position 1 is that of the goal at {GOALS} [[goal]] 1"],
    ),
    # What goals and rules name.
    (
        references.cited_sources_exist,
        edited(GOALS, ("brown-2001", "grey-2002")),
        [f"{SPRING}: no source 'grey-2002'"],
    ),
    (
        references.cited_sources_exist,
        added(TRAINING_RULES, NEW_RULE.format(id_="r98") + 'sources = ["grey-2002"]\n'),
        [f"{TRAINING_RULES} [[rule]] 17: no source 'grey-2002'"],
    ),
    (
        catalogue.named_roles_exist,
        edited(GOALS, ('role = "power"', 'role = "speed"')),
        [f"{GENERAL}: no role 'speed'"],
    ),
    (
        references.named_phases_exist,
        edited(GOALS, ('phase = "loading"', 'phase = "flight"')),
        [f"{SPRING}: no phase 'flight'"],
    ),
    (
        references.named_functions_exist,
        edited(GOALS, ('function = "tendon-strain-energy"', 'function = "bounce"')),
        [f"{SPRING}: no function 'bounce'"],
    ),
    (
        references.named_muscles_exist,
        edited(GOALS, ('within = "calf"', 'within = "thigh"')),
        [f"{SPRING}: no muscle 'thigh'"],
    ),
    # Names.
    *(
        (
            anatomy.aliases_are_unique,
            edited(GOALS, ('"base"', f'"{alias}"')),
            [f"{GENERAL}: alias {alias!r} also leads to goal 'spring'"],
        )
        for alias in ("Spring", "a better spring")
    ),
    (
        anatomy.aliases_are_unique,
        edited(GOALS, ('"base"', '"General strength"')),
        [f"{GENERAL}: alias 'general-strength' is said already"],
    ),
    # What answers rest on.
    *(
        (
            references.rules_that_shape_answers_are_told,
            untold(rule),
            [
                f"{TRAINING_RULES}: no rule {rule.value!r}, which shapes answers ({rule.name})",
            ],
        )
        for rule in TrainingRule
    ),
    (
        references.a_general_goal_exists,
        edited(GOALS, ('slug = "general"', 'slug = "all-round"')),
        [f"{GOALS}: no goal 'general', which is trained for where none is named"],
    ),
    # Retired slugs.
    *(
        (
            references.moved_slugs_are_retired,
            moved(kind, key),
            [f"moved.toml [[moved]] 1: {key!r} is still there; a retired slug is never reused"],
        )
        for kind, key in (("goals", "spring"), ("training-rules", "r13"))
    ),
    *(
        (
            references.moved_slugs_are_retired,
            moved(kind, "old", "new"),
            ["moved.toml [[moved]] 1: 'old' leads to 'new', which is not there"],
        )
        for kind in ("goals", "training-rules")
    ),
]


@pytest.mark.parametrize(("rule", "changes", "faults"), CASES, ids=named(CASES))
def test_goals_and_rules_that_break_one_rule_show_that_fault_alone(
    rule: Rule, changes: Changes, faults: list[str], tmp_path: Path
) -> None:
    assert faults_of(rule, changes, tmp_path) == (faults, faults)


def test_without_rules_every_one_that_answers_rest_on_is_named(tmp_path: Path) -> None:
    seed = read_seed(write_world(tmp_path, {TRAINING_RULES: ""}))

    assert check(seed) == [
        f"{TRAINING_RULES}: no rule {rule.value!r}, which shapes answers ({rule.name})"
        for rule in TrainingRule
    ]


@pytest.mark.parametrize(
    "changes",
    [
        # An aim without a function speaks of all of them, and one with a function needs no
        # direction, as a finding does.
        edited(GOALS, ('function = "tendon-strain-energy"\n', "")),
        edited(GOALS, ('within = "calf"', 'within = "plantarflexors"')),
        edited(GOALS, ('"base"', '"soleus"')),
        {TRAINING_RULES: RULES + NEW_RULE.format(id_="r99")},
    ],
    ids=[
        "an aim speaks of every function",
        "an aim is within a functional group",
        "a goal and a muscle share a name",
        "a rule that the code does not follow is told",
    ],
)
def test_goals_and_rules_may_be_so(changes: Changes, tmp_path: Path) -> None:
    assert check(read_seed(write_world(tmp_path, changes))) == []
