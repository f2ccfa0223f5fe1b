"""What cannot be read from the seed becomes a fault that names file, line and key."""

import os
from collections.abc import Callable
from math import copysign
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from app.domain.vocabulary import RehabStage
from app.seeding.outcome import fingerprint
from app.seeding.read import read_seed
from tests.seeding.changes import Changes, added, edited, file_of
from tests.world import write_world

EFFECTS = "measurements/effects.csv"
EMG = "measurements/emg.csv"
FINDINGS = "measurements/findings.csv"
GARMIN = "links/garmin.csv"
GATES = "links/gates.csv"
GOALS = "goals.toml"
HIGHLIGHTS = "links/highlights.csv"
HOP = "exercises/hop.toml"
LINKS = "links/injury_exercises.csv"
POGO = "exercises/pogo.toml"
SHARES = "measurements/shares.csv"
TRAINING_RULES = "training_rules.toml"
WEIGHTS = "measurements/weights.csv"
LEVELS = "Input should be 'primary', 'review', 'secondary', 'computed', 'expert' or 'convention'"
AT_MOST = "Input should be less than or equal to"
AT_MOST_1 = "Input should be less than or equal to 1"
FINITE = "Input should be a finite number"
NUMBER = "Value error, A number needs value, low or high, and a unit."
TEXT = "Value error, A rank, a text or a p value stands in `text` alone."
INVOLVED = "works.1.involvement: Input should be 'primary', 'secondary' or 'stabiliser'"
STAGES = "Input should be 'early', 'mid' or 'late'"
NAMES_ONE = "Value error, Name exactly one of finding, effect, muscle_role."


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        # A key that no record has.
        (added("muscles/soleus.toml", 'colour = "red"\n'), "muscles/soleus.toml: colour: {extra}"),
        (
            edited("sources.toml", ("year = 2001", 'year = 2001\ncity = "Rome"')),
            "sources.toml [[source]] 1: city: {extra}",
        ),
        (
            edited("roles.toml", ("position = 3", "position = 3\nspeed = 3")),
            "roles.toml [[role]] 2: function.0.speed: {extra}",
        ),
        (
            edited("claims.toml", ('effect = "e1"', 'effect = "e1"\nsure = true')),
            "claims.toml [[claim]] 1: evidence.2.sure: {extra}",
        ),
        (
            added("moved.toml", 'note = "None."\n'),
            "moved.toml: unknown key 'note'; the file holds [[moved]] alone",
        ),
        (
            edited("measurements/volumes.csv", ("pcsa_cm2", "area_cm2")),
            "measurements/volumes.csv:2: area_cm2: {extra}",
        ),
        # A level that may not ship.
        (
            edited("sources.toml", ('verified = "secondary"', 'verified = "memory"')),
            f"sources.toml [[source]] 2: verified: {LEVELS}",
        ),
        (
            edited("sources.toml", ('doi_verified = "primary"', 'doi_verified = "memory"')),
            f"sources.toml [[source]] 1: doi_verified: {LEVELS}",
        ),
        (
            edited(FINDINGS, ("brown-2001,primary,,,soleus", "brown-2001,memory,,,soleus")),
            f"{FINDINGS}:2: verified: {LEVELS}",
        ),
        (edited(EFFECTS, ("primary", "memory")), f"{EFFECTS}:2: verified: {LEVELS}"),
        (
            edited("measurements/architecture.csv", ("primary", "memory")),
            f"measurements/architecture.csv:2: verified: {LEVELS}",
        ),
        # Figures out of their bounds.
        (edited(SHARES, ("2,0.8,0.7,0.9", "2,1.01,0.7,0.9")), f"{SHARES}:2: share: {AT_MOST_1}"),
        (edited(SHARES, ("2,0.8,0.7,0.9", "2,0.8,0.7,1.01")), f"{SHARES}:2: high: {AT_MOST_1}"),
        (
            edited(SHARES, ("2,0.8,0.7,0.9", "2,0.8,-0.1,0.9")),
            f"{SHARES}:2: low: Input should be greater than or equal to 0",
        ),
        (edited(SHARES, ("2,0.8,0.7,0.9", "2,nan,0.7,0.9")), f"{SHARES}:2: share: {FINITE}"),
        (edited(SHARES, ("2,0.8,0.7,0.9", "inf,0.8,0.7,0.9")), f"{SHARES}:2: speed_m_s: {FINITE}"),
        (
            edited(WEIGHTS, ("drives,0.5,0.4,0.6,1,D", "drives,1.5,,,1,D")),
            f"{WEIGHTS}:2: share: {AT_MOST_1}",
        ),
        (
            edited(WEIGHTS, ("drives,0.5,0.4,0.6,1,D", "drives,0.5,-inf,0.6,1,D")),
            f"{WEIGHTS}:2: low: {FINITE}",
        ),
        (
            edited(FINDINGS, ("number,40,30,50", "number,1e999,30,")),
            f"{FINDINGS}:2: value: {FINITE}",
        ),
        (edited(FINDINGS, ("number,40,30,50", "number,nan,,")), f"{FINDINGS}:2: value: {FINITE}"),
        (
            edited("phases.toml", ("start_pct = 0", "start_pct = nan")),
            f"phases.toml [[phase]] 1: start_pct: {FINITE}",
        ),
        (
            edited("phases.toml", ("end_pct = 35", "end_pct = 101")),
            "phases.toml [[phase]] 2: end_pct: Input should be less than or equal to 100",
        ),
        # Figures that do not fit what they are said to be.
        (edited(FINDINGS, ("50,,%", "50,,")), f"{FINDINGS}:2: {NUMBER}"),
        (edited(FINDINGS, ("number,40,30,50", "number,,,")), f"{FINDINGS}:2: {NUMBER}"),
        (edited(FINDINGS, ("number,40,30,50", "rank,40,30,50")), f"{FINDINGS}:2: {TEXT}"),
        (edited(FINDINGS, ("text,,,,The hip drives.", "text,,,,")), f"{FINDINGS}:3: {TEXT}"),
        (edited(FINDINGS, ("text,,,,The", "p-value,0.01,,,The")), f"{FINDINGS}:3: {TEXT}"),
        # Groups and evidence.
        (
            edited("muscles/plantarflexors.toml", ('members = ["gastrocnemius", "soleus"]', "")),
            "muscles/plantarflexors.toml: Value error, "
            "A functional group lists its members, or says why it has none.",
        ),
        (
            added("muscles/plantarflexors.toml", 'no_members_because = "Nobody knows."\n'),
            "muscles/plantarflexors.toml: Value error, "
            "A functional group lists its members, or says why it has none.",
        ),
        (
            added("muscles/plantarflexors.toml", 'parent = "calf"\n'),
            "muscles/plantarflexors.toml: Value error, "
            "A functional group has no parent: it cuts across the tree.",
        ),
        (
            added("muscles/calf.toml", 'members = ["soleus"]\n'),
            "muscles/calf.toml: Value error, "
            "Only a functional group lists members; a part names its parent.",
        ),
        (
            edited("claims.toml", ('effect = "e1"', "")),
            f"claims.toml [[claim]] 1: evidence.2: {NAMES_ONE}",
        ),
        (
            edited("claims.toml", ('effect = "e1"', 'effect = "e1"\nfinding = "f1"')),
            f"claims.toml [[claim]] 1: evidence.2: {NAMES_ONE}",
        ),
        # Exercises and injuries, and what stands inside them.
        (
            edited(HOP, ("level = 4", "level = 6")),
            f"{HOP}: level: Input should be less than or equal to 5",
        ),
        (
            edited(HOP, ("impact = 3", "impact = 4")),
            f"{HOP}: impact: Input should be less than or equal to 3",
        ),
        (
            edited(HOP, ('category = "plyometric"', 'category = "jumping"')),
            f"{HOP}: category: Input should be 'strength', 'isometric', 'plyometric', 'drill', "
            "'trunk', 'foot-core' or 'mobility'",
        ),
        (
            edited(HOP, ("equipment = [[]]", "equipment = []")),
            f"{HOP}: equipment: List should have at least 1 item after validation, not 0",
        ),
        (
            edited(HOP, ("equipment = [[]]", 'equipment = ["mat"]')),
            f"{HOP}: equipment.0: Input should be a valid list",
        ),
        (
            edited(HOP, (', "Land and hold."', "")),
            f"{HOP}: instructions: List should have at least 3 items after validation, not 2",
        ),
        (
            edited(HOP, ('"Quick off the ground.", ', "")),
            f"{HOP}: cues: List should have at least 2 items after validation, not 1",
        ),
        (
            edited(HOP, ('"Falling: hop shorter."', '"Falling.", "Hurry.", "Noise.", "Fear."')),
            f"{HOP}: mistakes: List should have at most 4 items after validation, not 5",
        ),
        (edited(HOP, ("sets_high = 5", "sets_high = 21")), f"{HOP}: dose.sets_high: {AT_MOST} 20"),
        (edited(HOP, ("[dose]", "[dose]\ntempo = 3")), f"{HOP}: dose.tempo: {{extra}}"),
        (edited(HOP, ("[dose]", "[doses]")), f"{HOP}: dose: Field required"),
        (edited(HOP, ('involvement = "secondary"', 'involvement = "some"')), f"{HOP}: {INVOLVED}"),
        (
            edited(HOP, ('reason = "Helps to throw it."', "")),
            f"{HOP}: works.1.reason: Field required",
        ),
        (edited(HOP, ('role = "elastic-storage"', "")), f"{HOP}: trains.0.role: Field required"),
        (
            edited(POGO, ('change = "Use one leg."', 'change = "Use one leg."\nlevel = 4')),
            f"{POGO}: harder.0.level: {{extra}}",
        ),
        (added(HOP, 'mode = "trains"\n'), f"{HOP}: trains.0.mode: {{extra}}"),
        (
            edited("injuries/knee-pain.toml", ('verified = "expert"', 'verified = "memory"')),
            f"injuries/knee-pain.toml: verified: {LEVELS}",
        ),
        (
            edited("red_flags.toml", ('urgency = "clinician"', 'urgency = "soon"')),
            "red_flags.toml [[red_flag]] 2: urgency: Input should be 'emergency', 'urgent' or "
            "'clinician'",
        ),
        (
            edited("equipment.toml", ('includes = ["chair", "step"]', 'includes = "chair"')),
            "equipment.toml [[equipment]] 4: includes: Input should be a valid list",
        ),
        (
            edited("patterns.toml", ("position = 3", "position = 0")),
            "patterns.toml [[pattern]] 3: position: Input should be greater than or equal to 1",
        ),
        # Tables of measurements in exercises, and of links.
        (
            edited(EMG, ("soleus,,50,10,9", "soleus,,1001,10,9")),
            f"{EMG}:2: value_pct_mvic: {AT_MOST} 1000",
        ),
        (
            edited(EMG, ("peak", "best")),
            f"{EMG}:4: metric: Input should be 'mean', 'peak', 'median' or 'pooled'",
        ),
        (
            edited(EMG, ("emg-4,,Donkey raise", "emg-4,,")),
            f"{EMG}:5: study_exercise: Field required",
        ),
        (edited(LINKS, ("early;mid;late", "early;mid;end")), f"{LINKS}:3: stages.2: {STAGES}"),
        (edited(LINKS, ("early;mid;late", "early;")), f"{LINKS}:3: stages.1: {STAGES}"),
        (
            edited(GATES, ("caution,acute", "caution,mid")),
            f"{GATES}:7: stage: Input should be 'any', 'acute' or 'late'",
        ),
        (
            edited(GATES, ("avoid,acute,It loads", "forbid,acute,It loads")),
            f"{GATES}:2: gate: Input should be 'avoid', 'modify' or 'caution'",
        ),
        (edited(GARMIN, ("65535", "65536")), f"{GARMIN}:4: name_id: {AT_MOST} 65535"),
        (
            edited(HIGHLIGHTS, ("body-one,quadriceps", "body-one,")),
            f"{HIGHLIGHTS}:4: slugs: Field required",
        ),
        # Words that no slug, id or text may hold.
        (
            {"muscles/Rectus_Abdominis.toml": file_of("muscles/rectus-femoris.toml")},
            "muscles/Rectus_Abdominis.toml: slug: String should match pattern "
            "'^[a-z0-9]+(-[a-z0-9]+)*$'",
        ),
        (
            edited("sources.toml", ("10.1000/legs", "https://doi.org/10.1000/legs")),
            r"sources.toml [[source]] 1: doi: String should match pattern '^10\.\S+$'",
        ),
        (
            edited("muscles/soleus.toml", ("FMA:22542", "22542")),
            "muscles/soleus.toml: fma: String should match pattern '^(FMA|UBERON):[0-9]+$'",
        ),
        (
            edited("muscles/soleus.toml", ("from the ankle", r"from\nthe ankle")),
            "muscles/soleus.toml: summary: Value error, "
            "The text holds a control character or a broken character.",
        ),
        # Goals and the rules of training.
        (
            edited(GOALS, ("heavy = true", "heavy = true\nlight = true")),
            f"{GOALS} [[goal]] 2: light: {{extra}}",
        ),
        (
            edited(GOALS, ('within = "calf"', 'muscle = "calf"')),
            f"{GOALS} [[goal]] 2: aim.0.muscle: {{extra}}",
        ),
        (
            added(
                GOALS,
                '[[goal]]\nslug = "aimless"\nname = "Aimless"\nposition = 3\nsummary = "No."\n'
                "aim = []\n",
            ),
            f"{GOALS} [[goal]] 3: aim: List should have at least 1 item after validation, not 0",
        ),
        (
            edited(GOALS, ("importance = 0.5", "importance = 1.5")),
            f"{GOALS} [[goal]] 1: aim.1.importance: {AT_MOST_1}",
        ),
        (
            edited(GOALS, ("strength = 0.5", "strength = 2.5")),
            f"{GOALS} [[goal]] 2: suits.strength: {AT_MOST} 2",
        ),
        (
            edited(GOALS, ("strength = 0.5", "yoga = 0.5")),
            f"{GOALS} [[goal]] 2: suits.yoga.[key]: Input should be 'strength', 'isometric', "
            "'plyometric', 'drill', 'trunk', 'foot-core' or 'mobility'",
        ),
        (
            added(TRAINING_RULES, "certain = true\n"),
            f"{TRAINING_RULES} [[rule]] 16: certain: {{extra}}",
        ),
        (
            edited(TRAINING_RULES, ('explain = "Because of r03."\n', "")),
            f"{TRAINING_RULES} [[rule]] 2: explain: Field required",
        ),
        # Files that are not what their name says.
        (
            edited("phases.toml", ("position = 2", "position = ")),
            "phases.toml: cannot be read: Invalid value (at line 15, column 12)",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_is_refused(changes: Changes, fault: str, tmp_path: Path) -> None:
    seed = read_seed(write_world(tmp_path, changes))

    assert fault.format(extra="Extra inputs are not permitted") in seed.faults


@pytest.mark.parametrize(
    "text", ["phase = 5", 'phase = "loading"', "phase = [5]", '[phase]\nslug = "loading"']
)
def test_entries_that_are_no_tables_are_a_fault(text: str, tmp_path: Path) -> None:
    seed = read_seed(write_world(tmp_path, {"phases.toml": text}))

    assert seed.faults
    assert {fault.split()[0].rstrip(":") for fault in seed.faults} == {"phases.toml"}


@pytest.mark.parametrize(
    "name", ["muscles/soleus", HOP.removesuffix(".toml"), "injuries/knee-pain"]
)
@pytest.mark.parametrize("slug", ["sole", "knee-pain"])
def test_a_file_has_no_slug_but_its_name(name: str, slug: str, tmp_path: Path) -> None:
    file = f"{name}.toml"

    seed = read_seed(write_world(tmp_path, {file: f'slug = "{slug}"\n{file_of(file)}'}))

    assert seed.faults == [f"{file}: slug: the name of the file is the slug; leave it out"]


@pytest.mark.parametrize(
    "name",
    ["muscles/soleus.toml", HOP, "claims.toml", "moved.toml", "measurements/shares.csv", GATES],
)
def test_a_file_that_is_not_utf_8_is_a_fault(name: str, tmp_path: Path) -> None:
    folder = write_world(tmp_path)
    (folder / name).write_bytes(b'name = "Caf\xe9"\n')

    faults = read_seed(folder).faults

    assert [fault for fault in faults if fault.startswith(f"{name}: cannot be read: 'utf-8'")]


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (("level = 4", "level = true"), "level: Input should be a number"),
        (("level = 4", 'level = "4"'), "level: Input should be a number"),
        (
            ("level = 4", "level = 4.5"),
            "level: Input should be a valid integer, got a number with a fractional part",
        ),
        (('name = "Hop"', "name = 2026-03-02"), "name: Input should be a valid string"),
        (("per_side = true", "per_side = 1"), "per_side: Input should be true or false"),
        (("level = 4", "level = nan"), "level: Input should be a finite number"),
        (('name = "Hop"', 'name = " "'), "name: Value error, The text holds nothing but spaces."),
        (
            ('name = "Hop"', 'name = "H\u202eop"'),
            "name: Value error, The text holds a mark that changes the direction of writing.",
        ),
        (('name = "Hop"', 'name = "Hop"\n"a\\nb" = 1'), "'a\\nb': Extra inputs are not permitted"),
    ],
)
def test_a_value_of_another_type_is_a_fault(
    edit: tuple[str, str], fault: str, tmp_path: Path
) -> None:
    seed = read_seed(write_world(tmp_path, edited(HOP, edit)))

    assert seed.faults == [f"{HOP}: {fault}"]


@pytest.mark.parametrize("name", [SHARES, EMG])
def test_there_is_one_zero(name: str, tmp_path: Path) -> None:
    edits = {SHARES: ("2,0.8,0.7,0.9", "2,0.8,-0.0,0.9"), EMG: (",50,10,9,", ",50,-0,9,")}

    seed = read_seed(write_world(tmp_path, edited(name, edits[name])))

    figures = [value for row in [*seed.shares, *seed.emg] for _, value in row if value == 0.0]
    assert figures
    assert {copysign(1, figure) for figure in figures if isinstance(figure, float)} == {1}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = " + "[" * 9_000, "it is nested too deeply"),
        ("x = " + "{a = " * 9_000, "it is nested too deeply"),
        ("x = " + "9" * 9_000, "a number has no end"),
    ],
    ids=["lists", "tables", "digits"],
)
def test_a_file_without_an_end_is_a_fault(text: str, fault: str, tmp_path: Path) -> None:
    seed = read_seed(write_world(tmp_path, added("muscles/soleus.toml", text)))

    assert seed.faults == [f"muscles/soleus.toml: cannot be read: {fault}"]


@pytest.mark.parametrize("name", ["muscles/sole.toml", "sources.toml", GATES])
@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_a_fault(
    name: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = write_world(tmp_path, {name: None})
    make(folder / name)

    assert read_seed(folder).faults == [f"{name}: cannot be read: it is no file"]
    assert fingerprint(folder)


def test_what_leads_nowhere_is_a_fault(tmp_path: Path) -> None:
    folder = write_world(tmp_path)
    (folder / "muscles/sole.toml").symlink_to("nowhere")

    (fault,) = read_seed(folder).faults
    assert fault.startswith("muscles/sole.toml: cannot be read: [Errno 2]")
    assert fingerprint(folder)


def test_a_name_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    folder = write_world(tmp_path)
    (folder / os.fsdecode(b"muscles/\xff.toml")).write_text(file_of("muscles/calf.toml"))

    (fault,) = read_seed(folder).faults
    assert fault.startswith("'muscles/\\udcff.toml': slug: Input should be a valid string")
    assert fingerprint(folder)


@pytest.mark.parametrize(
    "name", ["muscles/calf.TOML", "muscles/more/calf.toml", "mussels/calf.toml", "links/gate.csv"]
)
def test_a_file_that_nobody_reads_is_a_fault(name: str, tmp_path: Path) -> None:
    seed = read_seed(write_world(tmp_path, {name: 'name = "Calf"'}))

    assert seed.faults == [f"{name}: no file of this name is read here"]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_a_table_without_names_of_columns_is_a_fault(text: str, tmp_path: Path) -> None:
    seed = read_seed(write_world(tmp_path, {GARMIN: text}))

    assert seed.faults == [f"{GARMIN}: the first line must name the columns"]


def test_a_column_that_nobody_knows_is_a_fault_though_it_is_empty(tmp_path: Path) -> None:
    text = file_of(GARMIN).replace("\n", ",\n").replace(",\n", ",nmae\n", 1)

    faults = read_seed(write_world(tmp_path, {GARMIN: text})).faults

    assert faults[0] == f"{GARMIN}:2: nmae: Extra inputs are not permitted"
    assert len(faults) == len(text.splitlines()) - 1


def test_a_cell_that_is_too_long_is_a_fault_with_its_line(tmp_path: Path) -> None:
    seed = read_seed(write_world(tmp_path, edited(EFFECTS, ("20,small", f"20,{'x' * 140_000}"))))

    assert seed.faults == [f"{EFFECTS}:2: cannot be read: field larger than field limit (131072)"]


@pytest.mark.parametrize(
    "name",
    ["sources.toml", "moved.toml", "patterns.toml", "measurements/findings.csv", EMG, GARMIN],
)
def test_a_missing_file_is_a_fault(name: str, tmp_path: Path) -> None:
    seed = read_seed(write_world(tmp_path, {name: None}))

    (fault,) = seed.faults
    assert fault.startswith(f"{name}: cannot be read: [Errno 2] No such file or directory")


def test_an_empty_folder_names_every_file_that_is_missing(tmp_path: Path) -> None:
    faults = read_seed(tmp_path).faults

    assert [fault.split(": ")[0] for fault in faults] == snapshot(
        [
            "muscles/",
            "sources.toml",
            "phases.toml",
            "roles.toml",
            "claims.toml",
            "moved.toml",
            "equipment.toml",
            "patterns.toml",
            "exercises/",
            "injuries/",
            "red_flags.toml",
            "goals.toml",
            "training_rules.toml",
            "measurements/findings.csv",
            "measurements/shares.csv",
            "measurements/weights.csv",
            "measurements/trends.csv",
            "measurements/joint_work.csv",
            "measurements/joint_trends.csv",
            "measurements/timings.csv",
            "measurements/architecture.csv",
            "measurements/volumes.csv",
            "measurements/effects.csv",
            "measurements/emg.csv",
            "measurements/emg_rankings.csv",
            "links/injury_exercises.csv",
            "links/gates.csv",
            "links/garmin.csv",
            "links/highlights.csv",
            "links/foreign.csv",
        ]
    )


@pytest.mark.parametrize(
    "edit",
    [
        ("primary,,", "primary,,,more"),
        ("primary,,", "primary"),
        ("label,note", "note,note"),
        ("label,note", "label"),
        ("20,small", '20,"small'),
    ],
    ids=["a cell too many", "a cell too few", "a column twice", "no column", "an open quote"],
)
def test_a_table_that_does_not_line_up_is_refused(edit: tuple[str, str], tmp_path: Path) -> None:
    seed = read_seed(write_world(tmp_path, edited(EFFECTS, edit)))

    assert [fault for fault in seed.faults if fault.startswith(EFFECTS)]


@pytest.mark.parametrize(
    ("edit", "line"), [(("e1,", "E1,"), 2), (("e1,", "\nE1,"), 3)], ids=["plain", "after a gap"]
)
def test_a_fault_names_the_line_of_the_file(
    edit: tuple[str, str], line: int, tmp_path: Path
) -> None:
    seed = read_seed(write_world(tmp_path, edited(EFFECTS, edit)))

    assert seed.faults == [
        f"{EFFECTS}:{line}: id: String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'"
    ]


def test_an_empty_cell_is_a_fact_that_is_not_known(world_folder: Path) -> None:
    seed = read_seed(world_folder)

    hip = next(finding for finding in seed.findings if finding.id == "f2")
    assert (hip.value, hip.n, hip.muscles, hip.text) == (None, None, [], "The hip drives.")


def test_a_cell_lists_names_between_semicolons(tmp_path: Path) -> None:
    changes = edited(FINDINGS, ("soleus,,supports", "soleus; calf,,supports"))

    seed = read_seed(write_world(tmp_path, changes))

    assert seed.findings[0].muscles == ["soleus", "calf"]


def test_the_cells_of_stages_are_words_between_semicolons(tmp_path: Path) -> None:
    changes = edited(LINKS, ("rehab,early;mid", "rehab,early; late"))

    first, second, third = read_seed(write_world(tmp_path, changes)).injury_links

    assert first.stages == [RehabStage.early, RehabStage.late]
    assert second.stages == [RehabStage.early, RehabStage.mid, RehabStage.late]
    assert third.stages == []


def test_a_link_without_an_injury_speaks_of_running_injuries_in_general(world_folder: Path) -> None:
    links = read_seed(world_folder).injury_links

    assert [link.injury for link in links] == ["calf-strain", "calf-strain", None]


def test_a_muscle_lights_up_by_all_words_of_its_cell(world_folder: Path) -> None:
    last = read_seed(world_folder).highlights[-1]

    assert (last.muscle, last.package, last.slugs) == (
        "soleus",
        "body-two",
        ["left-soleus", "right-soleus"],
    )


def test_what_stands_inside_a_record_stands_where_the_record_does(world_folder: Path) -> None:
    seed = read_seed(world_folder)

    pogo = next(exercise for exercise in seed.exercises if exercise.slug == "pogo")
    inside = [pogo.dose, *pogo.works, *pogo.trains, *pogo.harder]
    assert [record.place for record in inside] == [POGO] * 5
    assert [function.place for function in seed.roles[1].function] == ["roles.toml [[role]] 2"]


def test_the_order_of_ways_and_muscles_is_that_of_the_file(world_folder: Path) -> None:
    loaded = next(e for e in read_seed(world_folder).exercises if e.slug == "loaded-heel-raise")

    assert loaded.equipment == [["step", "dumbbell"], ["step", "kettlebell"]]
    assert [work.muscle for work in loaded.works] == ["soleus", "gastrocnemius"]
