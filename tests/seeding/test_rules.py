"""Every rule of the seed, shown failing on a world that breaks it and nothing else."""

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from app.seeding.read import read_seed
from app.seeding.rules import (
    LAST_RULES,
    RULES,
    Rule,
    anatomy,
    check,
    evidence,
    figures,
    references,
)
from tests.seeding.breaches import Breach, faults_of, named
from tests.seeding.changes import Changes, added, edited, repeated
from tests.seeding.test_rules_catalogue import CASES as CATALOGUE_CASES
from tests.seeding.test_rules_goals import CASES as GOAL_CASES
from tests.seeding.test_rules_poses import CASES as POSE_CASES
from tests.seeding.test_rules_records import CASES as RECORD_CASES
from tests.world import write_world

FINDINGS = "measurements/findings.csv"
TRENDS = "measurements/trends.csv"
SHARES = "measurements/shares.csv"
NEW_CLAIM = """
[[claim]]
slug = "{slug}"
position = {position}
statement = "The calf helps."
verdict = "supported"
explanation = "It does."
evidence = {evidence}
"""
EVIDENCE = '[{ stance = "supports", says = "Much.", finding = "f1" }]'

CASES: list[Breach] = [
    # Keys.
    (
        references.keys_are_unique,
        added(
            "sources.toml",
            '[[source]]\nkey = "green-2002"\nlabel = "G"\nkind = "review"\nverified = "review"\n',
        ),
        [
            "sources.toml [[source]] 5: source 'green-2002' stands already at "
            "sources.toml [[source]] 2"
        ],
    ),
    (
        references.keys_are_unique,
        added(
            "phases.toml",
            '[[phase]]\nslug = "loading"\nname = "Loaded"\nposition = 3\nkind = "interval"\n'
            'start_pct = 1\nend_pct = 2\ndefinition = "Loaded."\nverified = "convention"\n',
        ),
        ["phases.toml [[phase]] 3: phase 'loading' stands already at phases.toml [[phase]] 1"],
    ),
    (
        references.keys_are_unique,
        added(
            "roles.toml",
            '[[role]]\nslug = "power"\nname = "Strong"\nposition = 3\ndefinition = "Strong."\n'
            "function = []\n",
        ),
        ["roles.toml [[role]] 3: role 'power' stands already at roles.toml [[role]] 1"],
    ),
    (
        references.keys_are_unique,
        edited(
            "roles.toml",
            (
                'summable = true\n\n[[role.function]]\nslug = "work-generation"',
                'summable = true\n\n[[role.function]]\nslug = "propulsion"\nname = "Pushing"\n'
                'position = 9\ndefinition = "Pushing."\ndrives = "Pushes."\nopposes = "Pulls."\n'
                'summable = true\n\n[[role.function]]\nslug = "work-generation"',
            ),
        ),
        ["roles.toml [[role]] 1: function 'propulsion' stands already at roles.toml [[role]] 1"],
    ),
    (
        references.keys_are_unique,
        added("claims.toml", NEW_CLAIM.format(slug="calf-drives", position=2, evidence=EVIDENCE)),
        ["claims.toml [[claim]] 2: claim 'calf-drives' stands already at claims.toml [[claim]] 1"],
    ),
    (
        references.keys_are_unique,
        repeated("findings", 4),
        [f"{FINDINGS}:5: finding 'f3' stands already at {FINDINGS}:4"],
    ),
    (
        references.keys_are_unique,
        repeated("effects"),
        [
            "measurements/effects.csv:3: effect 'e1' stands already at measurements/effects.csv:2",
        ],
    ),
    (
        references.keys_are_unique,
        repeated("shares", 5),
        [
            f"{SHARES}:12: share soleus × push-off × propulsion × drives × derived-brown-2001 × "
            f"2.0 stands already at {SHARES}:5"
        ],
    ),
    (
        references.keys_are_unique,
        repeated("weights"),
        [
            "measurements/weights.csv:6: weight soleus × loading × tendon-strain-energy × drives "
            "stands already at measurements/weights.csv:2"
        ],
    ),
    (
        references.keys_are_unique,
        repeated("trends"),
        [
            "measurements/trends.csv:3: trend calf × push-off × propulsion × drives × "
            "derived-brown-2001 × share stands already at measurements/trends.csv:2"
        ],
    ),
    (
        references.keys_are_unique,
        repeated("joint_work"),
        [
            "measurements/joint_work.csv:5: joint work ankle × push-off × positive × "
            "derived-brown-2001 × 2.0 stands already at measurements/joint_work.csv:2"
        ],
    ),
    (
        references.keys_are_unique,
        repeated("joint_trends"),
        [
            "measurements/joint_trends.csv:3: joint trend ankle × push-off × positive × "
            "derived-brown-2001 × share stands already at measurements/joint_trends.csv:2"
        ],
    ),
    (
        references.keys_are_unique,
        repeated("timings"),
        [
            "measurements/timings.csv:3: timing derived-brown-2001 × mean of the cohort × 2.0 "
            "stands already at measurements/timings.csv:2"
        ],
    ),
    (
        references.keys_are_unique,
        repeated("architecture"),
        [
            "measurements/architecture.csv:3: muscle-tendon unit Model One × soleus_r stands "
            "already at measurements/architecture.csv:2"
        ],
    ),
    (
        references.keys_are_unique,
        repeated("volumes"),
        [
            "measurements/volumes.csv:3: volume soleus × brown-2001 × soleus stands already at "
            "measurements/volumes.csv:2"
        ],
    ),
    (
        references.keys_are_unique,
        added("moved.toml", 2 * '[[moved]]\nkind = "muscles"\nkey = "old"\nwhy = "Merged."\n'),
        [
            "moved.toml [[moved]] 2: moved muscles × old stands already at moved.toml [[moved]] 1",
        ],
    ),
    (
        references.lists_name_each_once,
        edited(FINDINGS, ("soleus,,supports", "soleus;soleus,,supports")),
        [f"{FINDINGS}:2: muscles: 'soleus' stands 2 times"],
    ),
    (
        references.lists_name_each_once,
        edited("muscles/gastrocnemius-medial-head.toml", ('["knee", "ankle"]', '["knee", "knee"]')),
        ["muscles/gastrocnemius-medial-head.toml: joints: 'knee' stands 2 times"],
    ),
    (
        references.lists_name_each_once,
        edited(
            "goals.toml", ('sources = ["brown-2001"]', 'sources = ["brown-2001", "brown-2001"]')
        ),
        ["goals.toml [[goal]] 2: sources: 'brown-2001' stands 2 times"],
    ),
    # Order.
    (
        references.positions_are_unique,
        edited("phases.toml", ("position = 2", "position = 1")),
        ["phases.toml [[phase]] 2: position 1 is that of the phase at phases.toml [[phase]] 1"],
    ),
    (
        references.positions_are_unique,
        edited(
            "roles.toml",
            (
                'name = "Elastic storage"\nposition = 2',
                'name = "Elastic storage"\nposition = 1',
            ),
        ),
        ["roles.toml [[role]] 2: position 1 is that of the role at roles.toml [[role]] 1"],
    ),
    (
        references.positions_are_unique,
        edited("roles.toml", ("position = 3", "position = 2")),
        ["roles.toml [[role]] 2: position 2 is that of the function at roles.toml [[role]] 1"],
    ),
    (
        references.positions_are_unique,
        added("claims.toml", NEW_CLAIM.format(slug="calf-helps", position=1, evidence=EVIDENCE)),
        ["claims.toml [[claim]] 2: position 1 is that of the claim at claims.toml [[claim]] 1"],
    ),
    # The tree.
    (
        anatomy.parents_exist,
        added("muscles/rectus-femoris.toml", 'parent = "thigh"\n'),
        ["muscles/rectus-femoris.toml: no muscle 'thigh' to be its parent"],
    ),
    (
        anatomy.parents_exist,
        added("muscles/rectus-femoris.toml", 'parent = "plantarflexors"\n'),
        ["muscles/rectus-femoris.toml: parent 'plantarflexors' is a functional group, not a node"],
    ),
    (
        anatomy.the_tree_has_no_cycle,
        added("muscles/calf.toml", 'parent = "calf"\n'),
        ["muscles/calf.toml: cycle in the tree: calf → calf"],
    ),
    (
        anatomy.the_tree_has_no_cycle,
        added("muscles/calf.toml", 'parent = "shank"\n')
        | {
            "muscles/shank.toml": 'name = "Shank"\nkind = "group"\nregion = "leg"\n'
            'parent = "calf"\nsummary = "Below the knee."\n'
        },
        [
            "muscles/calf.toml: cycle in the tree: calf → shank → calf",
            "muscles/shank.toml: cycle in the tree: shank → calf → shank",
        ],
    ),
    (
        anatomy.heads_belong_to_muscles,
        edited("muscles/rectus-femoris.toml", ('kind = "muscle"', 'kind = "head"')),
        ["muscles/rectus-femoris.toml: a head needs a muscle as its parent"],
    ),
    (
        anatomy.heads_belong_to_muscles,
        edited("muscles/gastrocnemius-medial-head.toml", ('= "gastrocnemius"', '= "calf"')),
        ["muscles/gastrocnemius-medial-head.toml: a head cannot be a part of a group"],
    ),
    (
        anatomy.heads_belong_to_muscles,
        {
            "muscles/plantaris.toml": 'name = "Plantaris"\nkind = "muscle"\nregion = "leg"\n'
            'parent = "soleus"\nsummary = "A thin cord."\n'
        },
        ["muscles/plantaris.toml: a muscle cannot be a part of a muscle"],
    ),
    (
        anatomy.members_exist_and_do_not_overlap,
        edited("muscles/plantarflexors.toml", ('"soleus"', '"plantaris"')),
        ["muscles/plantarflexors.toml: no muscle 'plantaris' to be a member"],
    ),
    (
        anatomy.members_exist_and_do_not_overlap,
        edited("muscles/plantarflexors.toml", ('"soleus"', '"plantarflexors"')),
        ["muscles/plantarflexors.toml: member 'plantarflexors' is itself a functional group"],
    ),
    (
        anatomy.members_exist_and_do_not_overlap,
        edited("muscles/plantarflexors.toml", ('"gastrocnemius"', '"calf"')),
        ["muscles/plantarflexors.toml: member 'soleus' is already inside 'calf'"],
    ),
    (
        anatomy.members_exist_and_do_not_overlap,
        edited("muscles/plantarflexors.toml", ('"gastrocnemius"', '"soleus"')),
        ["muscles/plantarflexors.toml: member 'soleus' is named 2 times"],
    ),
    # Names.
    (
        anatomy.aliases_are_unique,
        edited("muscles/calf.toml", ('"calves"', '"calves", "Sol."')),
        [
            "muscles/calf.toml: alias 'Sol.' also leads to muscle 'soleus'",
            "muscles/soleus.toml: alias 'SOL' also leads to muscle 'calf'",
        ],
    ),
    (
        anatomy.aliases_are_unique,
        edited("muscles/calf.toml", ('"calves"', '"Rectus Femoris"')),
        ["muscles/calf.toml: alias 'Rectus Femoris' also leads to muscle 'rectus-femoris'"],
    ),
    *(
        (
            anatomy.aliases_are_unique,
            edited("muscles/calf.toml", ('"calves"', f'"{alias}"')),
            [
                f"muscles/calf.toml: alias {alias!r} also leads to muscle "
                "'gastrocnemius-medial-head'"
            ],
        )
        for alias in ("gastrocnemius-medial-head", "Medial head of gastrocnemius")
    ),
    (
        anatomy.aliases_are_unique,
        added(
            "muscles/gastrocnemius-medial-head.toml",
            'aliases = ["Medial head, of gastrocnemius"]\n',
        ),
        [
            "muscles/gastrocnemius-medial-head.toml: alias 'medial-head-of-gastrocnemius' is said "
            "already"
        ],
    ),
    (
        anatomy.aliases_are_unique,
        edited("muscles/calf.toml", ('"calves"', '"Calf"')),
        ["muscles/calf.toml: alias 'calf' is said already"],
    ),
    (
        anatomy.aliases_are_unique,
        edited("muscles/calf.toml", ('"calves"', '"calves", "CALVES"')),
        ["muscles/calf.toml: alias 'calves' is said already"],
    ),
    (
        anatomy.aliases_are_unique,
        edited("muscles/calf.toml", ('"calves"', '"…"')),
        ["muscles/calf.toml: alias '' is said already"],
    ),
    (
        anatomy.aliases_are_unique,
        edited("phases.toml", ('"propulsion"', '"loading"')),
        ["phases.toml [[phase]] 2: alias 'loading' also leads to phase 'loading'"],
    ),
    (
        anatomy.aliases_are_unique,
        edited("roles.toml", ('"spring"', '"Power"')),
        ["roles.toml [[role]] 2: alias 'Power' also leads to role 'power'"],
    ),
    (
        anatomy.summaries_are_told_apart,
        edited("muscles/soleus.toml", ("Lifts the body from the ankle.", "Drives the ankle.")),
        ["muscles/soleus.toml: the summary is that of 'calf'"],
    ),
    # What records name.
    (
        references.cited_sources_exist,
        edited(FINDINGS, ("green-2002", "grey-2002")),
        [f"{FINDINGS}:3: no source 'grey-2002'"],
    ),
    (
        references.cited_sources_exist,
        edited(
            "sources.toml",
            ('"brown-2001"\n\n[[source]]\nkey = "derived-w', '"x"\n\n[[source]]\nkey = "derived-w'),
        ),
        ["sources.toml [[source]] 3: no source 'x'"],
    ),
    (
        references.cited_sources_exist,
        edited("measurements/architecture.csv", ("brown-2001", "brown-2001;grey-2002")),
        ["measurements/architecture.csv:2: no source 'grey-2002'"],
    ),
    (
        references.cited_sources_exist,
        edited("phases.toml", ('aliases = ["propulsion"]', 'sources = ["grey-2002"]')),
        ["phases.toml [[phase]] 2: no source 'grey-2002'"],
    ),
    (
        references.named_muscles_exist,
        edited("measurements/volumes.csv", ("soleus,soleus", "plantaris,soleus")),
        ["measurements/volumes.csv:2: no muscle 'plantaris'"],
    ),
    (
        references.named_muscles_exist,
        edited(FINDINGS, ("soleus,,supports", "soleus;plantaris,,supports")),
        [f"{FINDINGS}:2: no muscle 'plantaris'"],
    ),
    (
        references.named_phases_exist,
        edited("measurements/joint_trends.csv", ("push-off", "flight")),
        ["measurements/joint_trends.csv:2: no phase 'flight'"],
    ),
    (
        references.named_functions_exist,
        edited("measurements/trends.csv", ("propulsion", "flying")),
        ["measurements/trends.csv:2: no function 'flying'"],
    ),
    (
        references.named_functions_exist,
        edited(FINDINGS, ("fatigue,push-off,,", "fatigue,push-off,,drives")),
        [f"{FINDINGS}:4: direction drives without a function"],
    ),
    (
        references.named_functions_exist,
        edited(FINDINGS, ("propulsion,drives,who", "propulsion,,who")),
        [f"{FINDINGS}:3: function 'propulsion' without a direction"],
    ),
    (
        references.named_functions_exist,
        added(
            "measurements/weights.csv",
            "soleus,push-off,work-generation,opposes,0.1,,,1,C,derived-brown-2001,Work\n",
        ),
        ["measurements/weights.csv:6: nothing opposes 'work-generation'"],
    ),
    (
        references.topics_are_known,
        edited(FINDINGS, ("fatigue", "mood")),
        [f"{FINDINGS}:4: no topic 'mood'"],
    ),
    (
        references.topics_are_known,
        edited(FINDINGS, ("Hip joint,power", "Hip joint,elastic-storage")),
        [f"{FINDINGS}:3: function 'propulsion' belongs to 'power', not to topic 'elastic-storage'"],
    ),
    *(
        (
            references.findings_bear_on_roles_that_can_be,
            edited(FINDINGS, ("calf.push-off.power.propulsion.drives", target)),
            [f"{FINDINGS}:3: no muscle role {target!r} can be"],
        )
        for target in (
            "plantaris.push-off.power.propulsion.drives",
            "calf.flight.power.propulsion.drives",
            "calf.push-off.elastic-storage.propulsion.drives",
            "calf.push-off.power.flying.drives",
            "calf.push-off.power.propulsion.helps",
        )
    ),
    (
        references.findings_bear_on_roles_that_can_be,
        edited(
            FINDINGS,
            (
                "calf.push-off.power.propulsion.drives",
                "calf.push-off.power.work-generation.opposes",
            ),
        ),
        [f"{FINDINGS}:3: no muscle role 'calf.push-off.power.work-generation.opposes' can be"],
    ),
    # Figures.
    (
        figures.ranges_hold_their_values,
        edited(SHARES, ("2,0.8,0.7,0.9", "2,0.8,0.85,0.9")),
        [f"{SHARES}:2: not low ≤ value ≤ high: 0.85 > 0.8 > 0.9"],
    ),
    (
        figures.ranges_hold_their_values,
        edited(FINDINGS, ("40,30,50", "40,30,35")),
        [f"{FINDINGS}:2: not low ≤ value ≤ high: 30 > 40 > 35"],
    ),
    (
        figures.ranges_hold_their_values,
        edited(FINDINGS, ("40,30,50", ",50,30")),
        [f"{FINDINGS}:2: not low ≤ value ≤ high: 50 > 30"],
    ),
    (
        figures.ranges_hold_their_values,
        edited(FINDINGS, ("treadmill,3,3", "treadmill,4,3")),
        [f"{FINDINGS}:2: speeds run backwards: 4 to 3 m/s"],
    ),
    (
        figures.phases_run_forward,
        edited("phases.toml", ("end_pct = 35", "end_pct = 12.5")),
        ["phases.toml [[phase]] 2: an interval from 18 to 12.5 % of the cycle"],
    ),
    (
        figures.phases_run_forward,
        edited("phases.toml", ("end_pct = 35", "end_pct = 18")),
        ["phases.toml [[phase]] 2: an interval from 18 to 18 % of the cycle"],
    ),
    (
        figures.phases_run_forward,
        edited("phases.toml", ('position = 2\nkind = "interval"', 'position = 2\nkind = "event"')),
        ["phases.toml [[phase]] 2: an event from 18 to 35 % of the cycle"],
    ),
    (
        figures.shares_of_one_total_do_not_exceed_it,
        added(
            SHARES,
            "rectus-femoris,push-off,propulsion,drives,derived-brown-2001,2,0.3,0.2,0.4,0.1,4,"
            ",,,,,D\n",
        ),
        [
            f"{SHARES}: push-off × propulsion × drives × derived-brown-2001 × 2.0: "
            "shares add up to 1.100"
        ],
    ),
    (
        figures.trends_have_shares,
        edited(
            TRENDS,
            ("calf,push-off", "soleus,push-off"),
            ("derived-brown-2001", "derived-white-2003"),
        ),
        [f"{TRENDS}:2: no shares of 'derived-white-2003' that could have this trend"],
    ),
    (
        figures.absolute_trends_have_units,
        edited(TRENDS, (",share,,", ",absolute,,")),
        [f"{TRENDS}:2: a trend of quantity absolute and unit None"],
    ),
    (
        figures.absolute_trends_have_units,
        edited("measurements/joint_trends.csv", (",share,,", ",share,J/kg,")),
        ["measurements/joint_trends.csv:2: a trend of quantity share and unit 'J/kg'"],
    ),
    (
        figures.a_role_has_one_grade,
        edited(SHARES, ("4,0.6,0.5,0.7,0.05,4,,,,,,B", "4,0.6,0.5,0.7,0.05,4,,,,,,C")),
        [f"{SHARES}: calf × push-off × propulsion × drives: grades B, C"],
    ),
    # Levels.
    *(
        (
            evidence.levels_are_told,
            edited(FINDINGS, ("green-2002,secondary,Second-hand.", f"green-2002,{level},")),
            [f"{FINDINGS}:3: level {level} needs a label"],
        )
        for level in ("secondary", "expert")
    ),
    (
        evidence.levels_are_told,
        edited(FINDINGS, ("brown-2001,primary,,,soleus", "derived-brown-2001,computed,,,soleus")),
        [f"{FINDINGS}:2: level computed needs a label"],
    ),
    (
        evidence.levels_are_told,
        edited("measurements/effects.csv", ("brown-2001,primary", "brown-2001,secondary")),
        ["measurements/effects.csv:2: level secondary needs a label"],
    ),
    (
        evidence.levels_are_told,
        edited(FINDINGS, ("brown-2001,primary,,,soleus", "brown-2001,computed,Ours.,,soleus")),
        [
            f"{FINDINGS}:2: source 'brown-2001' and level computed do not agree on who computed "
            "the figure"
        ],
    ),
    (
        evidence.levels_are_told,
        edited(FINDINGS, ("brown-2001,primary,,,soleus", "derived-brown-2001,primary,,,soleus")),
        [
            f"{FINDINGS}:2: source 'derived-brown-2001' and level primary do not agree on who "
            "computed the figure"
        ],
    ),
    (
        evidence.computations_name_their_data,
        edited(
            "sources.toml",
            ('n=6"\nverified = "computed"\norigin = "brown-2001"', 'n=6"\nverified = "computed"'),
        ),
        ["sources.toml [[source]] 4: a computation, and only that, names the origin of its data"],
    ),
    (
        evidence.computations_name_their_data,
        edited(
            "sources.toml",
            ('kind = "review"', 'kind = "review"\norigin = "brown-2001"'),
        ),
        ["sources.toml [[source]] 2: a computation, and only that, names the origin of its data"],
    ),
    (
        evidence.computations_name_their_data,
        edited(
            "sources.toml",
            (
                'n=6"\nverified = "computed"\norigin = "brown-2001"',
                'n=6"\nverified = "computed"\norigin = "derived-brown-2001"',
            ),
        ),
        ["sources.toml [[source]] 4: origin 'derived-brown-2001' is itself a computation"],
    ),
    (
        evidence.dois_have_a_level,
        edited("sources.toml", ('doi_verified = "primary"\n', "")),
        ["sources.toml [[source]] 1: doi and doi_verified go together"],
    ),
    (
        evidence.dois_have_a_level,
        edited("sources.toml", ('doi = "10.1000/legs"\n', "")),
        ["sources.toml [[source]] 1: doi and doi_verified go together"],
    ),
    # Claims and retired slugs.
    (
        evidence.claims_have_evidence,
        added("claims.toml", NEW_CLAIM.format(slug="calf-helps", position=2, evidence="[]")),
        ["claims.toml [[claim]] 2: a claim without evidence"],
    ),
    (
        evidence.claims_have_evidence,
        edited("claims.toml", ('finding = "f2"', 'finding = "f9"')),
        ["claims.toml [[claim]] 1: no finding 'f9'"],
    ),
    (
        evidence.claims_have_evidence,
        edited("claims.toml", ('effect = "e1"', 'effect = "e9"')),
        ["claims.toml [[claim]] 1: no effect 'e9'"],
    ),
    (
        references.moved_slugs_are_retired,
        {"moved.toml": '[[moved]]\nkind = "shoes"\nkey = "spikes"\nwhy = "Sold."\n'},
        [
            "moved.toml [[moved]] 1: no kind 'shoes'; there are muscles, phases, roles, sources, "
            "claims, findings, effects, exercises, equipment, injuries, red-flags, goals, "
            "training-rules"
        ],
    ),
    (
        references.moved_slugs_are_retired,
        {"moved.toml": '[[moved]]\nkind = "muscles"\nkey = "soleus"\nwhy = "Merged."\n'},
        ["moved.toml [[moved]] 1: 'soleus' is still there; a retired slug is never reused"],
    ),
    (
        references.moved_slugs_are_retired,
        {
            "moved.toml": '[[moved]]\nkind = "muscles"\nkey = "soleus-old"\nto = "soleus-new"\n'
            'why = "Renamed."\n'
        },
        ["moved.toml [[moved]] 1: 'soleus-old' leads to 'soleus-new', which is not there"],
    ),
    (
        evidence.claims_rest_on_known_roles,
        edited("claims.toml", ("calf.push-off.power", "calf.loading.power")),
        ["claims.toml [[claim]] 1: no muscle role 'calf.loading.power.propulsion.drives'"],
    ),
    (
        references.ids_of_roles_fit,
        added(
            SHARES, f"{'a' * 80},push-off,propulsion,opposes,derived-brown-2001,2,0,,,,4,,,,,,D\n"
        )
        | {
            f"muscles/{'a' * 80}.toml": 'name = "A"\nkind = "muscle"\nregion = "leg"\n'
            'summary = "A."\n'
        },
        [
            f"muscles/{'a' * 80}.toml: the id of its role "
            f"'{'a' * 80}.push-off.power.propulsion.opposes' has 114 characters; "
            "a key has at most 100",
        ],
    ),
]


def test_the_world_keeps_every_rule(world_folder: Path) -> None:
    assert check(read_seed(world_folder)) == []


@pytest.mark.parametrize(("rule", "changes", "faults"), CASES, ids=named(CASES))
def test_a_world_that_breaks_one_rule_shows_that_fault_alone(
    rule: Rule, changes: Changes, faults: list[str], tmp_path: Path
) -> None:
    assert faults_of(rule, changes, tmp_path) == (faults, faults)


def test_every_rule_is_shown_failing() -> None:
    cases = (*CASES, *CATALOGUE_CASES, *GOAL_CASES, *POSE_CASES, *RECORD_CASES)

    shown = {rule.__name__ for rule, _, _ in cases}

    assert shown == {rule.__name__ for rule in (*RULES, *LAST_RULES)}


NOTHING_AT_HOME = edited("exercises/pogo.toml", ("equipment = [[]]", 'equipment = [["mat"]]'))
FEWER_EXERCISES = edited(
    "exercises/loaded-heel-raise.toml", ('involvement = "secondary"', 'involvement = "stabiliser"')
)
NOT_AT_HOME = (
    "exercises/: nothing at level 1 or 2 without equipment trains elastic-storage in loading"
)
TOO_FEW = "exercises/: 4 exercises work 'gastrocnemius'; 5 are needed"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, [NOT_AT_HOME, TOO_FEW]),
        (
            edited("phases.toml", ("position = 2", "position = 1")),
            ["phases.toml [[phase]] 2: position 1 is that of the phase at phases.toml [[phase]] 1"],
        ),
        (
            {"moved.toml": "moved = "},
            ["moved.toml: cannot be read: Invalid value (at end of document)"],
        ),
    ],
    ids=["a seed that holds together", "a broken rule", "a file that cannot be read"],
)
def test_what_the_catalogue_covers_is_asked_only_of_a_seed_that_holds_together(
    changes: Changes, faults: list[str], tmp_path: Path
) -> None:
    seed = read_seed(write_world(tmp_path, NOTHING_AT_HOME | FEWER_EXERCISES | changes))

    assert check(seed) == faults


def test_one_run_names_the_faults_of_every_file(tmp_path: Path) -> None:
    changes = (
        edited("muscles/soleus.toml", ("Lifts the body from the ankle.", "Drives the ankle."))
        | edited("phases.toml", ("position = 2", "position = 1"))
        | edited("claims.toml", ('finding = "f2"', 'finding = "f9"'))
        | edited(FINDINGS, ("40,30,50", "40,30,35"), ("fatigue", "mood"))
        | edited("measurements/volumes.csv", ("pcsa_cm2", "area_cm2"))
        | {"moved.toml": "moved = "}
    )

    faults = check(read_seed(write_world(tmp_path, changes)))

    assert faults == snapshot(
        [
            "moved.toml: cannot be read: Invalid value (at end of document)",
            "measurements/volumes.csv:2: area_cm2: Extra inputs are not permitted",
            "phases.toml [[phase]] 2: position 1 is that of the phase at phases.toml [[phase]] 1",
            "muscles/soleus.toml: the summary is that of 'calf'",
            "measurements/findings.csv:4: no topic 'mood'",
            "measurements/findings.csv:2: not low ≤ value ≤ high: 30 > 40 > 35",
            "claims.toml [[claim]] 1: no finding 'f9'",
        ]
    )
