"""Seeding exercises and injuries: what a change changes, and where a retired slug leads."""

import pytest
from sqlalchemy import Engine

from app.seeding.load import seed_database
from app.seeding.outcome import Outcome
from tests.seeding.changes import Changes, added, edited, everywhere, file_of, moved, without
from tests.seeding.conftest import Folder, Fresh, Load
from tests.seeding.stored import changed_since, contents, documents, said, tombstones

EMG = "measurements/emg.csv"
GARMIN = "links/garmin.csv"
GATES = "links/gates.csv"
GOALS = "goals.toml"
HIGHLIGHTS = "links/highlights.csv"
INJURY_LINKS = "links/injury_exercises.csv"
RULES = "training_rules.toml"
WEIGHTS = "measurements/weights.csv"
WORK = "push-off.power.work-generation.drives"

RENAMED: dict[tuple[str, str, str], Changes] = {
    ("exercises", "loaded-heel-raise", "weighted-heel-raise"): {
        "exercises/loaded-heel-raise.toml": None,
        "exercises/weighted-heel-raise.toml": file_of("exercises/loaded-heel-raise.toml"),
    }
    | everywhere('"loaded-heel-raise"', '"weighted-heel-raise"'),
    ("injuries", "knee-pain", "kneecap-pain"): {
        "injuries/knee-pain.toml": None,
        "injuries/kneecap-pain.toml": file_of("injuries/knee-pain.toml"),
    }
    | everywhere(",knee-pain,", ",kneecap-pain,"),
    ("equipment", "chair", "stool"): everywhere('"chair"', '"stool"'),
    ("red-flags", "calf-swelling", "swollen-calf"): everywhere('"calf-swelling"', '"swollen-calf"'),
    ("goals", "spring", "bounce"): everywhere('"spring"', '"bounce"'),
}
"""For each kind, a slug, its successor, and the changes that rename the one to the other."""

NEW_NEEDS = (
    added("equipment.toml", '[[equipment]]\nslug = "box"\nname = "Box"\nsummary = "A box."\n')
    | added(
        "patterns.toml",
        '[[pattern]]\nslug = "jump"\nname = "Jump"\nposition = 4\ndefinition = "Both feet."\n',
    )
    | edited(
        "exercises/hop.toml",
        ('"hop"', '"jump"'),
        ("[[]]", '[["box"], ["chair"]]'),
        (
            "[[trains]]",
            '[[works]]\nmuscle = "plantaris"\ninvolvement = "secondary"\n'
            'contraction = "ballistic"\nreason = "Helps a little."\n\n[[trains]]',
        ),
    )
    | edited(HIGHLIGHTS, ("calf,body-one,calves\n", "plantaris,body-one,calves\n"))
    | {
        "muscles/plantaris.toml": 'name = "Plantaris"\nkind = "muscle"\nregion = "leg"\n'
        'parent = "calf"\nsummary = "A thin cord."\n'
    }
)


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        # A cue stands in its exercise alone.
        (
            edited("exercises/heel-raise.toml", ("Rise tall.", "Grow tall.")),
            {"exercises/heel-raise"},
        ),
        # The name of an exercise stands in those beside it, in what was measured, in its injury.
        (
            edited("exercises/heel-raise.toml", ('"Heel raise"', '"Two-foot raise"')),
            {
                "exercises/heel-raise",
                "exercises/single-leg-heel-raise",
                "exercises/pogo",
                "exercises/seated-heel-raise",
                "emg-studies/brown-2001",
                "emg-studies/green-2002",
                "injuries/calf-strain",
            },
        ),
        # Its level stands in those beside it only.
        (
            edited("exercises/loaded-heel-raise.toml", ("level = 3", "level = 4")),
            {"exercises/loaded-heel-raise", "exercises/single-leg-heel-raise"},
        ),
        # A step stands at both of its ends.
        (
            edited("exercises/pogo.toml", ("Use one leg.", "Take one leg away.")),
            {"exercises/pogo", "exercises/hop"},
        ),
        # A thing is named where it is needed and where it helps.
        (
            edited("equipment.toml", ('name = "Chair"', 'name = "Seat"')),
            {"equipment/chair", "exercises/seated-heel-raise", "exercises/single-leg-heel-raise"},
        ),
        # Another need changes what can be done with either thing; one has both at home.
        (
            edited("exercises/seated-heel-raise.toml", ('[["chair"]]', '[["step"]]')),
            {"equipment/chair", "equipment/step", "exercises/seated-heel-raise"},
        ),
        # A gate and a link stand at both of their ends.
        (
            edited(GATES, ("Watch the calf.", "Mind the calf.")),
            {"exercises/pogo", "injuries/calf-strain"},
        ),
        (
            edited(INJURY_LINKS, ("3 x 10", "3 x 12")),
            {"exercises/heel-raise", "injuries/calf-strain"},
        ),
        # A link with running injuries in general stands in its exercise alone.
        (edited(INJURY_LINKS, ("off-season", "in winter")), {"exercises/pogo"}),
        (
            edited("injuries/knee-pain.toml", ('name = "Knee pain"', 'name = "Sore knee"')),
            {"exercises/hop", "injuries/knee-pain"},
        ),
        (
            edited("red_flags.toml", ("Swollen calf", "Thick calf")),
            {"injuries/calf-strain", "red-flags/calf-swelling"},
        ),
        # A goal and a rule of training stand for themselves.
        (edited(GOALS, ("importance = 0.5", "importance = 0.6")), {"goals/general"}),
        (edited(GOALS, ("strength = 0.5", "strength = 0.6")), {"goals/spring"}),
        (edited(GOALS, ('"base"', '"groundwork"')), {"goals/general"}),
        (edited(RULES, ("Because of r13.", "To be safe.")), {"training-rules/r13"}),
        # A figure may change the ranks of others in its study.
        (
            edited(EMG, ("soleus,,50,10,9", "soleus,,75,10,9")),
            {
                "exercises/heel-raise",
                "exercises/seated-heel-raise",
                "exercises/single-leg-heel-raise",
                "emg-studies/brown-2001",
            },
        ),
        # A share moves the weight of a muscle role, and with it what exercises say they serve.
        (
            edited(WEIGHTS, ("drives,0.3,0.2,0.4,1,C", "drives,0.25,0.2,0.4,1,C")),
            {
                f"muscle-roles/gastrocnemius-medial-head.{WORK}",
                f"muscle-roles/gastrocnemius.{WORK}",
                "exercises/heel-raise",
                "exercises/single-leg-heel-raise",
            },
        ),
        (edited(GARMIN, ("heel-raise,exact", "heel-raise,close")), {"exercises/heel-raise"}),
        # The words of a package light up a muscle wherever it is worked to move.
        (
            edited(HIGHLIGHTS, ("rectus-femoris,body-one,quadriceps", "calf,body-two,lower-leg")),
            {"muscles/rectus-femoris", "muscles/calf", "exercises/pogo"},
        ),
    ],
    ids=lambda value: "" if isinstance(value, set) else "+".join(value),
)
def test_a_change_of_the_catalogue_changes_what_says_it_and_nothing_else(
    folder: Folder, fresh: Fresh, changes: Changes, changed: set[str]
) -> None:
    engine = fresh(folder())
    before = documents(engine)

    outcome = seed_database(engine, folder(changes))

    assert changed_since(before, engine) == changed
    assert outcome == Outcome(revision=2, changed=len(changed), is_new=True)


def test_the_name_of_a_pattern_stands_in_no_document(engine: Engine, load: Load) -> None:
    load()

    outcome = load(edited("patterns.toml", ('name = "Hop"', 'name = "Hopping"')))

    assert outcome == Outcome(revision=2, is_new=True)
    assert [row for row in contents(engine)["movement_pattern"] if "Hopping" in row]


@pytest.mark.parametrize("kind", RENAMED, ids=lambda names: names[0])
def test_a_retired_slug_of_the_catalogue_leads_on(
    engine: Engine, load: Load, folder: Folder, fresh: Fresh, kind: tuple[str, str, str]
) -> None:
    load()
    changes = RENAMED[kind] | moved(*kind)

    outcome = load(changes)

    assert (outcome.created, outcome.removed) == (1, 1)
    assert tombstones(engine) == {f"{kind[0]}/{kind[1]}": kind[2]}
    assert said(engine) == said(fresh(folder(changes)))


@pytest.mark.parametrize("kind", RENAMED, ids=lambda names: names[0])
def test_a_slug_of_the_catalogue_that_comes_back_loses_its_tombstone(
    engine: Engine, load: Load, kind: tuple[str, str, str]
) -> None:
    load()
    before = said(engine)
    load(RENAMED[kind] | moved(*kind))

    outcome = load()

    assert (outcome.revision, outcome.created, outcome.removed) == (3, 1, 1)
    assert tombstones(engine) == {f"{kind[0]}/{kind[2]}": None}
    assert said(engine) == before


def test_an_exercise_that_goes_takes_its_rows_along(
    engine: Engine, load: Load, folder: Folder, fresh: Fresh
) -> None:
    load()
    changes: Changes = (
        {"exercises/seated-heel-raise.toml": None}
        | without("emg", "emg-6")
        | edited("measurements/emg_rankings.csv", (";seated-heel-raise", ""))
    )

    outcome = load(changes)

    assert outcome.removed == 1
    assert tombstones(engine) == {"exercises/seated-heel-raise": None}
    assert "seated-heel-raise" not in repr(contents(engine) | {"tombstone": []})
    assert said(engine) == said(fresh(folder(changes)))


def test_an_injury_that_goes_takes_its_links_and_gates_along(
    engine: Engine, load: Load, folder: Folder, fresh: Fresh
) -> None:
    load()
    changes: Changes = (
        {"injuries/calf-strain.toml": None}
        | without("injury_exercises", "ie-1", "ie-2")
        | without("gates", *(f"{slug},calf" for slug in ("hop", "pogo", "single-leg-heel-raise")))
    )

    outcome = load(changes)

    assert outcome.removed == 1
    assert tombstones(engine) == {"injuries/calf-strain": None}
    assert [row[:2] for row in contents(engine)["injury_gate"]] == [("modify", "any")]
    assert said(engine) == said(fresh(folder(changes)))


def test_a_study_of_muscle_activity_moves_with_its_source(engine: Engine, load: Load) -> None:
    load()
    renamed = ("green-2002", "green-2003")

    load(
        edited("sources.toml", renamed)
        | edited("measurements/findings.csv", renamed)
        | everywhere(*renamed)
        | moved("sources", *renamed)
    )

    assert tombstones(engine) == {
        "sources/green-2002": "green-2003",
        "emg-studies/green-2002": "green-2003",
    }


@pytest.mark.parametrize(
    "way",
    [({}, NEW_NEEDS), (NEW_NEEDS, {})],
    ids=["what an exercise needs comes", "what an exercise needed goes"],
)
def test_the_way_to_a_catalogue_does_not_matter(
    engine: Engine, load: Load, folder: Folder, fresh: Fresh, way: tuple[Changes, Changes]
) -> None:
    first, second = way
    load(first)

    load(second)

    assert said(engine) == said(fresh(folder(second)))
