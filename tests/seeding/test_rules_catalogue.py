"""The rules of the catalogue, each shown failing on a world that breaks it and nothing else."""

from pathlib import Path

import pytest

from app.seeding.read import read_seed
from app.seeding.rules import Rule, catalogue, check
from tests.seeding.breaches import Breach, faults_of, named
from tests.seeding.changes import Changes, added, edited
from tests.world import write_world

CALF_STRAIN = "injuries/calf-strain.toml"
EMG = "measurements/emg.csv"
EQUIPMENT = "equipment.toml"
FOREIGN = "links/foreign.csv"
GARMIN = "links/garmin.csv"
GATES = "links/gates.csv"
HEEL_RAISE = "exercises/heel-raise.toml"
HIGHLIGHTS = "links/highlights.csv"
HOP = "exercises/hop.toml"
LINKS = "links/injury_exercises.csv"
LOADED = "exercises/loaded-heel-raise.toml"
PATTERNS = "patterns.toml"
POGO = "exercises/pogo.toml"
RANKINGS = "measurements/emg_rankings.csv"
SEATED = "exercises/seated-heel-raise.toml"
SINGLE = "exercises/single-leg-heel-raise.toml"
STRETCH = "exercises/calf-stretch.toml"

STEP = '\n[[harder]]\nexercise = "{to}"\nchange = "Another step."\n'
LEVEL = 'same_level_because = "It is as hard."\n'
WORK = (
    '\n[[works]]\nmuscle = "{muscle}"\ninvolvement = "{involvement}"\ncontraction = "mixed"\n'
    'reason = "Does something else."\n'
)
TRAINS = '\n[[trains]]\nrole = "{role}"\nmuscles = [{muscles}]\nreason = "In another way."\n'

STRETCHED = """
[[works]]
muscle = "gastrocnemius"
involvement = "primary"
contraction = "mobility"
reason = "Is stretched over two joints."
"""

CASES: list[Breach] = [
    # What exercises name.
    *(
        (catalogue.named_equipment_exists, changes, [fault])
        for changes, fault in (
            (
                edited(EQUIPMENT, ('["chair", "step"]', '["chair", "box"]')),
                f"{EQUIPMENT} [[equipment]] 4: no equipment 'box'",
            ),
            (
                edited(EQUIPMENT, ('["chair", "step"]', '["chair", "home"]')),
                f"{EQUIPMENT} [[equipment]] 4: 'home' is a set; name the things",
            ),
            (edited(SEATED, ('[["chair"]]', '[["box"]]')), f"{SEATED}: no equipment 'box'"),
            # The body is no thing that one must have.
            (
                edited(HOP, ("[[]]", '[["bodyweight"]]')),
                f"{HOP}: the body is always there; leave 'bodyweight' out",
            ),
            (edited(SINGLE, ('["chair"]', '["box"]')), f"{SINGLE}: no equipment 'box'"),
            # Unknown in two ways, and said once.
            (edited(LOADED, ('"step"', '"box"')), f"{LOADED}: no equipment 'box'"),
            (
                edited(SEATED, ('[["chair"]]', '[["home"]]')),
                f"{SEATED}: 'home' is a set; name the things",
            ),
            (
                edited(SINGLE, ('["chair"]', '["home"]')),
                f"{SINGLE}: 'home' is a set; name the things",
            ),
            (
                edited(SEATED, ('[["chair"]]', '[["chair"]]\nhelpful = ["mat", "chair"]')),
                f"{SEATED}: 'chair' is needed; it does not only help",
            ),
            (
                edited(SEATED, ('[["chair"]]', '[["chair"], ["mat", "chair"]]')),
                f"{SEATED}: a way with ['chair', 'mat'] asks for more than another one",
            ),
            (
                edited(HOP, ("[[]]", '[[], ["mat"]]')),
                f"{HOP}: a way with ['mat'] asks for more than another one",
            ),
        )
    ),
    (
        catalogue.named_equipment_exists,
        edited(LOADED, ('["step", "kettlebell"]', '["dumbbell", "step"]')),
        [f"{LOADED}: a way with ['dumbbell', 'step'] asks for more than another one"] * 2,
    ),
    (
        catalogue.named_patterns_exist,
        edited(HOP, ('pattern = "hop"', 'pattern = "jump"')),
        [f"{HOP}: no pattern 'jump'"],
    ),
    (
        catalogue.named_patterns_exist,
        edited(STRETCH, ('pattern = "stretch"', 'pattern = "hop"')),
        [f"{PATTERNS} [[pattern]] 3: no exercise has the pattern 'stretch'"],
    ),
    *(
        (catalogue.named_exercises_exist, changes, [f"{place}: no exercise 'skip'"])
        for place, changes in (
            (f"{EMG}:4", edited(EMG, ("emg-3,hop", "emg-3,skip"))),
            (f"{RANKINGS}:2", edited(RANKINGS, ("heel-raise;seated", "skip;seated"))),
            (f"{LINKS}:4", edited(LINKS, (",pogo,", ",skip,"))),
            (f"{GATES}:7", edited(GATES, ("single-leg-heel-raise", "skip"))),
            (f"{GARMIN}:4", edited(GARMIN, ("pogo", "skip"))),
            (POGO, edited(POGO, ('exercise = "hop"', 'exercise = "skip"'))),
        )
    ),
    *(
        (catalogue.named_injuries_exist, changes, [f"{place}: no injury 'shin-pain'"])
        for place, changes in (
            (f"{LINKS}:3", edited(LINKS, ("ie-2,calf-strain", "ie-2,shin-pain"))),
            (f"{GATES}:4", edited(GATES, ("knee-pain", "shin-pain"))),
        )
    ),
    (
        catalogue.named_injuries_exist,
        edited(CALF_STRAIN, ('["calf-swelling"]', '["calf-swelling", "fever"]')),
        [f"{CALF_STRAIN}: no red flag 'fever'"],
    ),
    (
        catalogue.named_roles_exist,
        edited(HOP, ('role = "elastic-storage"', 'role = "speed"')),
        [f"{HOP}: no role 'speed'"],
    ),
    # Muscles and roles.
    (
        catalogue.muscles_are_named_once,
        added(SEATED, WORK.format(muscle="soleus", involvement="primary")),
        [f"{SEATED}: muscle 'soleus' is named 2 times"],
    ),
    (
        catalogue.muscles_are_named_once,
        added(SEATED, WORK.format(muscle="calf", involvement="stabiliser")),
        [f"{SEATED}: 'soleus' is a part of 'calf'; name one of them"],
    ),
    (
        # A functional group has parts, too.
        catalogue.muscles_are_named_once,
        added(STRETCH, WORK.format(muscle="plantarflexors", involvement="stabiliser")),
        [f"{STRETCH}: 'gastrocnemius' is a part of 'plantarflexors'; name one of them"],
    ),
    (
        catalogue.muscles_are_named_once,
        added(SEATED, TRAINS.format(role="power", muscles='"soleus"')),
        [f"{SEATED}: role 'power' is named 2 times"],
    ),
    (
        catalogue.roles_are_trained_by_moving_muscles,
        edited(POGO, ('involvement = "primary"', 'involvement = "secondary"')),
        [f"{POGO}: no primary muscle"],
    ),
    (
        catalogue.roles_are_trained_by_moving_muscles,
        edited(SEATED, ('["soleus"]', "[]")),
        [f"{SEATED}: role 'power' through no muscle"],
    ),
    (
        catalogue.roles_are_trained_by_moving_muscles,
        edited(SEATED, ('["soleus"]', '["soleus", "gastrocnemius"]')),
        [f"{SEATED}: a role through 'gastrocnemius', which does not move it"],
    ),
    (
        catalogue.roles_are_trained_by_moving_muscles,
        edited(SINGLE, ('["soleus", "gastrocnemius"]', '["soleus", "rectus-femoris"]')),
        [f"{SINGLE}: a role through 'rectus-femoris', which does not move it"],
    ),
    (
        catalogue.trained_roles_are_played,
        edited(STRETCH, ('"gastrocnemius"', '"rectus-femoris"')),
        [f"{STRETCH}: no finding says that rectus-femoris play role 'power'"],
    ),
    # Steps.
    (
        catalogue.progressions_have_no_cycle,
        added(HEEL_RAISE, STEP.format(to="seated-heel-raise") + LEVEL),
        [
            f"{HEEL_RAISE}: the steps up from it come back to it",
            f"{SEATED}: the steps up from it come back to it",
        ],
    ),
    (
        # Those below a circle and above it do not stand in it.
        catalogue.progressions_have_no_cycle,
        added(SINGLE, STEP.format(to="single-leg-heel-raise") + LEVEL),
        [f"{SINGLE}: the steps up from it come back to it"],
    ),
    (
        catalogue.levels_rise_along_progressions,
        added(LOADED, STEP.format(to="calf-stretch")),
        [f"{LOADED}: level 3 to 1 of 'calf-stretch'"],
    ),
    (
        catalogue.levels_rise_along_progressions,
        added(HEEL_RAISE, STEP.format(to="hop")),
        [f"{HEEL_RAISE}: level 1 to 4 of 'hop'"],
    ),
    (
        catalogue.levels_rise_along_progressions,
        edited(SEATED, ('same_level_because = "It carries the whole body."\n', "")),
        [
            f"{SEATED}: same_level_because belongs to steps within a level, and 'heel-raise' is "
            "on the same level"
        ],
    ),
    (
        catalogue.levels_rise_along_progressions,
        added(POGO, LEVEL),
        [
            f"{POGO}: same_level_because belongs to steps within a level, and 'hop' is on another "
            "level"
        ],
    ),
    (
        catalogue.levels_rise_along_progressions,
        added(POGO, STEP.format(to="loaded-heel-raise")),
        [f"{POGO}: impact falls on the step to 'loaded-heel-raise'"],
    ),
    (
        catalogue.levels_rise_along_progressions,
        added(POGO, STEP.format(to="hop")),
        [f"{POGO}: 2 steps to 'hop'"],
    ),
    # Wording.
    *(
        (
            catalogue.texts_are_told_apart,
            edited(file, (old, new)),
            [f"{place}: {sentence!r} stands already in {other!r}"],
        )
        for file, old, new, place, sentence, other in (
            # Instructions, cues, mistakes, and the reasons of muscles and of roles.
            (HOP, "Hop forward.", "Sit upright.", SEATED, "Sit upright.", "hop"),
            (HOP, "Quiet landing.", "Stay seated.", SEATED, "Stay seated.", "hop"),
            (
                HOP,
                "Falling: hop shorter.",
                "Loud landings: land softly.",
                POGO,
                "Loud landings: land softly.",
                "hop",
            ),
            (HOP, "Helps to throw it.", "Adds to it.", LOADED, "Adds to it.", "hop"),
            (HOP, "Loads one tendon.", "Pushes fast.", POGO, "Pushes fast.", "hop"),
        )
    ),
    (
        # Case and signs tell nothing apart; nor does a sentence before it.
        catalogue.texts_are_told_apart,
        edited(SEATED, ("Stay seated.", "Stay down. PUSHES: fast!")),
        [f"{SEATED}: 'PUSHES: fast!' stands already in 'pogo'"],
    ),
    (
        catalogue.texts_are_told_apart,
        edited(SEATED, ("Stay seated.", "Lift the heels.")),
        [f"{SEATED}: 'Lift the heels.' stands already in 'seated-heel-raise'"],
    ),
    # Doses.
    *(
        (
            catalogue.doses_fit,
            edited(file, edit),
            [f"{file}: dose of {name} from {low} to {high}"],
        )
        for file, edit, name, low, high in (
            (HEEL_RAISE, ("sets_low = 2", "sets_low = 4"), "sets", 4, 3),
            (HEEL_RAISE, ("sets_high = 3\n", ""), "sets", 2, None),
            (HEEL_RAISE, ("sets_low = 2\n", ""), "sets", None, 3),
            (HEEL_RAISE, ("amount_low = 10", "amount_low = 16"), "amount", 16, 15),
            (POGO, ("contacts_low = 20", "contacts_low = 50"), "contacts", 50, 40),
            (
                LOADED,
                ("reps_in_reserve_high = 2", "reps_in_reserve_high = 1"),
                "reps_in_reserve",
                2,
                1,
            ),
            (HEEL_RAISE, ("per_week_high = 3", "per_week_high = 1"), "per_week", 2, 1),
            (SINGLE, ("rest_low_s = 60", "rest_low_s = 100"), "rest", 100, 90),
            (SINGLE, ("rest_high_s = 90\n", ""), "rest", 60, None),
        )
    ),
    (
        catalogue.doses_fit,
        edited(SINGLE, ('sources = ["brown-2001"]\n', "")),
        [f"{SINGLE}: a dose without a source is a judgement"],
    ),
    *(
        (
            catalogue.doses_fit,
            edited(file, edit),
            [f"{file}: contacts are dosed where they are the measure, and only there"],
        )
        for file, edit in (
            (POGO, ('measure = "contacts"', 'measure = "reps"')),
            (POGO, ("contacts_low = 20\ncontacts_high", "amount_low = 20\namount_high")),
            (STRETCH, ("[dose]\n", "[dose]\ncontacts_low = 1\ncontacts_high = 2\n")),
        )
    ),
    # Gates and the FIT profile.
    (
        catalogue.gates_are_clear,
        added(GATES, "pogo,calf-strain,caution,any,Watch it always.,\n"),
        [f"{GATES}: pogo × calf-strain: a gate for any stage beside another"],
    ),
    *(
        (
            catalogue.foreign_links_lead_to_ours,
            edited(FOREIGN, edit),
            [f"{FOREIGN}:{line}: {fault}"],
        )
        for edit, line, fault in (
            ((",pogo,exact", ",skip,exact"), 3, "no exercise 'skip'"),
            (("Soleus,soleus", "Soleus,sole"), 8, "no muscle 'sole'"),
            (("Dumbbell,dumbbell", "Dumbbell,bell"), 9, "no equipment 'bell'"),
            (
                ("wger,muscle", "other,muscle"),
                8,
                "no catalogue 'other' is imported; there are free-exercise-db, wger",
            ),
        )
    ),
    (
        catalogue.crosswalk_keys_are_clear,
        added(HIGHLIGHTS, f"soleus,{'b' * 60},{'c' * 60}\n"),
        [f"{HIGHLIGHTS}:7: key '{'b' * 60}.{'c' * 60}' has more than 100 characters"],
    ),
    (
        catalogue.crosswalk_keys_are_clear,
        added(
            FOREIGN,
            "free-exercise-db,equipment,body-only,body-only,bodyweight,exact,Nothing is needed.\n",
        ),
        [
            f"{FOREIGN}:10: 'body-only' and 'body only' come to one key, "
            "'free-exercise-db-equipment.body-only'"
        ],
    ),
    *(
        (catalogue.fit_numbers_are_clear, edited(GARMIN, edit), [f"{GARMIN}:{line}: {fault}"])
        for edit, line, fault in (
            (
                ("standing_calf_raise,19", "standing_calf_raise,65535"),
                2,
                "name 'standing_calf_raise' with number 65535",
            ),
            (("20,,65535", "20,,3"), 4, "name None with number 3"),
            (
                ("heel-raise,exact", "heel-raise,category-only"),
                2,
                "match category-only with name 'standing_calf_raise'",
            ),
            (("pogo,category-only", "pogo,close"), 4, "match close with name None"),
        )
    ),
    # What the catalogue covers.
    (
        catalogue.demands_are_met_at_home,
        edited(POGO, ("level = 2", "level = 3")),
        ["exercises/: nothing at level 1 or 2 without equipment trains elastic-storage in loading"],
    ),
    (
        catalogue.demands_are_met_at_home,
        edited(POGO, ("equipment = [[]]", 'equipment = [["mat"]]')),
        ["exercises/: nothing at level 1 or 2 without equipment trains elastic-storage in loading"],
    ),
    (
        # Work as a stabiliser is no training, and a stretch is none, either.
        catalogue.muscles_that_matter_have_exercises,
        edited(LOADED, ('involvement = "secondary"', 'involvement = "stabiliser"')),
        ["exercises/: 4 exercises work 'gastrocnemius'; 5 are needed"],
    ),
]


@pytest.mark.parametrize(("rule", "changes", "faults"), CASES, ids=named(CASES))
def test_a_catalogue_that_breaks_one_rule_shows_that_fault_alone(
    rule: Rule, changes: Changes, faults: list[str], tmp_path: Path
) -> None:
    assert faults_of(rule, changes, tmp_path) == (faults, faults)


@pytest.mark.parametrize(
    "changes",
    [
        edited(LOADED, ("laterality", 'helpful = ["dumbbell"]\nlaterality')),
        edited(STRETCH, ('involvement = "primary"', 'involvement = "secondary"')),
        edited(STRETCH, (STRETCHED, ""), ('["gastrocnemius"]', "[]")),
        edited(
            STRETCH,
            ('["gastrocnemius"]', '["gastrocnemius", "rectus-femoris"]'),
            (STRETCHED, STRETCHED + WORK.format(muscle="rectus-femoris", involvement="secondary")),
        ),
    ],
    ids=[
        "what one way needs helps in another",
        "a stretch has no primary muscle",
        "a stretch works no muscle, and trains its role through none",
        "of two muscles one plays the role",
    ],
)
def test_a_catalogue_may_be_so(changes: Changes, tmp_path: Path) -> None:
    assert check(read_seed(write_world(tmp_path, changes))) == []
