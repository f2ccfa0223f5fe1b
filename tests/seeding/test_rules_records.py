"""The rules of all records, shown failing on those of exercises and injuries."""

from pathlib import Path

import pytest

from app.seeding.rules import Rule, anatomy, evidence, references
from tests.seeding.breaches import Breach, faults_of, named
from tests.seeding.changes import Changes, added, edited, moved, repeated

CALF_STRAIN = "injuries/calf-strain.toml"
EMG = "measurements/emg.csv"
EQUIPMENT = "equipment.toml"
FLAGS = "red_flags.toml"
FOREIGN = "links/foreign.csv"
GARMIN = "links/garmin.csv"
GATES = "links/gates.csv"
HEEL_RAISE = "exercises/heel-raise.toml"
HIGHLIGHTS = "links/highlights.csv"
HOP = "exercises/hop.toml"
KNEE_PAIN = "injuries/knee-pain.toml"
LINKS = "links/injury_exercises.csv"
PATTERNS = "patterns.toml"
POGO = "exercises/pogo.toml"
RANKINGS = "measurements/emg_rankings.csv"
SEATED = "exercises/seated-heel-raise.toml"
SINGLE = "exercises/single-leg-heel-raise.toml"

KINDS = (
    "muscles, phases, roles, sources, claims, findings, effects, exercises, equipment, injuries, "
    "red-flags, goals, training-rules"
)


CASES: list[Breach] = [
    # Keys and order.
    (
        references.keys_are_unique,
        added(EQUIPMENT, '\n[[equipment]]\nslug = "mat"\nname = "Rug"\nsummary = "A rug."\n'),
        [
            f"{EQUIPMENT} [[equipment]] 8: equipment 'mat' stands already at "
            f"{EQUIPMENT} [[equipment]] 6"
        ],
    ),
    (
        references.keys_are_unique,
        added(
            PATTERNS,
            '\n[[pattern]]\nslug = "hop"\nname = "Jump"\nposition = 4\ndefinition = "Both feet."\n',
        ),
        [f"{PATTERNS} [[pattern]] 4: pattern 'hop' stands already at {PATTERNS} [[pattern]] 2"],
    ),
    (
        references.keys_are_unique,
        edited(FLAGS, ('slug = "night-pain"', 'slug = "calf-swelling"')),
        [
            f"{FLAGS} [[red_flag]] 2: red flag 'calf-swelling' stands already at "
            f"{FLAGS} [[red_flag]] 1"
        ],
    ),
    *(
        (
            references.keys_are_unique,
            repeated(table),
            [f"{place}:{line}: {key} stands already at {place}:2"],
        )
        for table, place, line, key in (
            ("emg", EMG, 8, "measurement 'emg-1'"),
            ("emg_rankings", RANKINGS, 3, "ranking 'rank-1'"),
            ("injury_exercises", LINKS, 5, "injury link 'ie-1'"),
            ("gates", GATES, 8, "gate hop × calf-strain × acute"),
            ("garmin", GARMIN, 5, "FIT entry 'heel-raise'"),
            ("highlights", HIGHLIGHTS, 7, "highlight calf × body-one"),
            (
                "foreign",
                FOREIGN,
                10,
                "foreign link free-exercise-db × exercise × Hopping × hop",
            ),
        )
    ),
    (
        references.positions_are_unique,
        edited(PATTERNS, ("position = 3", "position = 2")),
        [
            f"{PATTERNS} [[pattern]] 3: position 2 is that of the pattern at "
            f"{PATTERNS} [[pattern]] 2"
        ],
    ),
    (
        references.positions_are_unique,
        edited(FLAGS, ("position = 2", "position = 1")),
        [f"{FLAGS} [[red_flag]] 2: position 1 is that of the red flag at {FLAGS} [[red_flag]] 1"],
    ),
    # What records name.
    *(
        (references.cited_sources_exist, changes, [f"{place}: no source 'grey-2002'"])
        for place, changes in (
            (SINGLE, edited(SINGLE, ('["brown-2001"]', '["brown-2001", "grey-2002"]'))),
            (f"{EMG}:6", edited(EMG, ("green-2002", "grey-2002"))),
            (f"{RANKINGS}:2", edited(RANKINGS, ("brown-2001", "grey-2002"))),
            (CALF_STRAIN, edited(CALF_STRAIN, ("green-2002", "grey-2002"))),
            (CALF_STRAIN, edited(CALF_STRAIN, ('= ["brown-2001"]', '= ["grey-2002"]'))),
            (f"{LINKS}:2", edited(LINKS, ("brown-2001", "grey-2002"))),
            (f"{GATES}:4", edited(GATES, ("brown-2001", "grey-2002"))),
            (f"{FLAGS} [[red_flag]] 2", edited(FLAGS, ("brown-2001", "grey-2002"))),
        )
    ),
    *(
        (references.named_muscles_exist, changes, [f"{place}: no muscle 'plantaris'"])
        for place, changes in (
            (SINGLE, edited(SINGLE, ("rectus-femoris", "plantaris"))),
            (f"{EMG}:6", edited(EMG, ("gastrocnemius", "plantaris"))),
            (f"{RANKINGS}:2", edited(RANKINGS, ("gastrocnemius", "plantaris"))),
            (KNEE_PAIN, edited(KNEE_PAIN, ("rectus-femoris", "plantaris"))),
            (f"{HIGHLIGHTS}:4", edited(HIGHLIGHTS, ("rectus-femoris", "plantaris"))),
        )
    ),
    (
        # Once for the muscle that it works, and once for the same where it trains a role.
        references.named_muscles_exist,
        edited(SEATED, ('"soleus"', '"plantaris"')),
        [f"{SEATED}: no muscle 'plantaris'"] * 2,
    ),
    # Levels of evidence.
    *(
        (
            evidence.levels_are_told,
            edited(file, edit),
            [f"{place}: level {level} needs a label"],
        )
        for file, edit, place, level in (
            (EMG, ("secondary,Second-hand.", "secondary,"), f"{EMG}:6", "secondary"),
            (
                EMG,
                ("peak,body weight,brown-2001,primary", "peak,body weight,brown-2001,expert"),
                f"{EMG}:4",
                "expert",
            ),
            (
                RANKINGS,
                ("brown-2001,primary", "brown-2001,secondary"),
                f"{RANKINGS}:2",
                "secondary",
            ),
            (CALF_STRAIN, ('label = "Second-hand."\n', ""), CALF_STRAIN, "secondary"),
            (KNEE_PAIN, ('label = "No source: our own synthesis."\n', ""), KNEE_PAIN, "expert"),
            (LINKS, ("secondary,Second-hand.", "secondary,"), f"{LINKS}:4", "secondary"),
            (LINKS, ("expert,No source: our own synthesis.", "expert,"), f"{LINKS}:3", "expert"),
            (
                FLAGS,
                ('label = "No source: our own synthesis."\n', ""),
                f"{FLAGS} [[red_flag]] 1",
                "expert",
            ),
        )
    ),
    *(
        (evidence.experts_cite_nothing, edited(file, edit), [f"{place}: {fault}"])
        for file, edit, place, fault in (
            (
                LINKS,
                ("brown-2001,primary", ",primary"),
                f"{LINKS}:2",
                "source None with level primary",
            ),
            (
                LINKS,
                ("No source.,,expert", "No source.,brown-2001,expert"),
                f"{LINKS}:3",
                "source 'brown-2001' with level expert",
            ),
            (
                FLAGS,
                ('source = "brown-2001"\n', ""),
                f"{FLAGS} [[red_flag]] 2",
                "source None with level primary",
            ),
            (
                FLAGS,
                ('verified = "expert"', 'verified = "expert"\nsource = "green-2002"'),
                f"{FLAGS} [[red_flag]] 1",
                "source 'green-2002' with level expert",
            ),
            (
                CALF_STRAIN,
                ('\nsources = ["green-2002"]', ""),
                CALF_STRAIN,
                "sources [] with level secondary",
            ),
            (
                KNEE_PAIN,
                ('verified = "expert"', 'verified = "expert"\nsources = ["green-2002"]'),
                KNEE_PAIN,
                "sources ['green-2002'] with level expert",
            ),
        )
    ),
    # Names.
    *(
        (
            anatomy.aliases_are_unique,
            edited(file, edit),
            [f"{place}: alias {alias!r} also leads to {kind} {other!r}"],
        )
        for file, edit, place, alias, kind, other in (
            (POGO, ('"ankle hops"', '"Hop"'), POGO, "Hop", "exercise", "hop"),
            (
                EQUIPMENT,
                ('"hand weight"', '"KETTLEBELL"'),
                f"{EQUIPMENT} [[equipment]] 3",
                "KETTLEBELL",
                "equipment",
                "kettlebell",
            ),
            (
                PATTERNS,
                ('"heel lift"', '"stretch"'),
                f"{PATTERNS} [[pattern]] 1",
                "stretch",
                "pattern",
                "stretch",
            ),
            (
                CALF_STRAIN,
                ('"pulled calf"', '"knee-pain"'),
                CALF_STRAIN,
                "knee-pain",
                "injury",
                "knee-pain",
            ),
        )
    ),
    *(
        (
            anatomy.aliases_are_unique,
            edited(file, edit),
            [f"{place}: alias {alias!r} is said already"],
        )
        for file, edit, place, alias in (
            (HEEL_RAISE, ('"HR"', '"Calf-Raise"'), HEEL_RAISE, "calf-raise"),
            (
                EQUIPMENT,
                ('"nothing"', '"bodyweight"'),
                f"{EQUIPMENT} [[equipment]] 1",
                "bodyweight",
            ),
            (PATTERNS, ('"heel lift"', '"Calf raise"'), f"{PATTERNS} [[pattern]] 1", "calf-raise"),
            (KNEE_PAIN, ('"runner\'s knee"', '"Knee pain!"'), KNEE_PAIN, "knee-pain"),
        )
    ),
    *(
        (
            anatomy.summaries_are_told_apart,
            edited(file, edit),
            [f"{place}: the summary is that of {other!r}"],
        )
        for file, edit, place, other in (
            (
                POGO,
                ("Hops on two stiff ankles.", "Hops forward on one leg."),
                POGO,
                "hop",
            ),
            (
                EQUIPMENT,
                ("A low step.", "A firm chair."),
                f"{EQUIPMENT} [[equipment]] 7",
                "chair",
            ),
            (
                KNEE_PAIN,
                ("Pain around the kneecap.", "A sudden pain in the calf."),
                KNEE_PAIN,
                "calf-strain",
            ),
            # A muscle and an exercise are told apart, too.
            (HOP, ("Hops forward on one leg.", "Drives the ankle."), HOP, "calf"),
        )
    ),
    # Retired slugs.
    (
        references.moved_slugs_are_retired,
        moved("patterns", "jump"),
        [f"moved.toml [[moved]] 1: no kind 'patterns'; there are {KINDS}"],
    ),
    *(
        (
            references.moved_slugs_are_retired,
            moved(kind, key),
            [f"moved.toml [[moved]] 1: {key!r} is still there; a retired slug is never reused"],
        )
        for kind, key in (
            ("exercises", "hop"),
            ("equipment", "home"),
            ("injuries", "knee-pain"),
            ("red-flags", "night-pain"),
        )
    ),
    *(
        (
            references.moved_slugs_are_retired,
            moved(kind, "old", "new"),
            ["moved.toml [[moved]] 1: 'old' leads to 'new', which is not there"],
        )
        for kind in ("exercises", "equipment", "injuries", "red-flags")
    ),
]


@pytest.mark.parametrize(("rule", "changes", "faults"), CASES, ids=named(CASES))
def test_a_record_that_breaks_one_rule_shows_that_fault_alone(
    rule: Rule, changes: Changes, faults: list[str], tmp_path: Path
) -> None:
    assert faults_of(rule, changes, tmp_path) == (faults, faults)
