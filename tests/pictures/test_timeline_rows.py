"""Rows over the cycle: which facts become bands, in which order, and which are left out."""

from dataclasses import replace

from app.domain.vocabulary import Derivation, Direction, Grade, MuscleKind
from app.pictures.bands import Row, Section
from app.pictures.cycle import Phase, lanes_of
from app.pictures.timeline_rows import (
    Fact,
    rows_by_function,
    rows_by_muscle,
    rows_of_leaders,
    shorten,
)

LOADING = Phase("loading", "Loading", 0, 18.5)
MIDSTANCE = Phase("midstance", "Midstance", 14, 22)
PUSH_OFF = Phase("push-off", "Push-off", 18.5, 35.2)
STANCE = Phase("stance", "Stance", 0, 35.2)
PUSH = Fact(
    id="soleus.push-off.power.propulsion.drives",
    muscle="soleus",
    muscle_name="Soleus",
    kind=MuscleKind.muscle,
    phase=PUSH_OFF,
    role="power",
    role_name="Power",
    role_position=1,
    function="propulsion",
    function_name="Propulsion",
    function_position=1,
    direction=Direction.drives,
    weight=0.5,
    share=0.4,
    grade=Grade.B,
    derivation=Derivation.measured,
)
WORK = replace(PUSH, function="work", function_name="Work", function_position=2, weight=0.8)
BRAKES = replace(PUSH, direction=Direction.opposes, weight=1.0)
EARLY = replace(WORK, phase=LOADING, weight=0.004, share=0.001)
UNWEIGHED = replace(PUSH, phase=STANCE, weight=None, share=None, grade=Grade.A)
CALF = replace(
    PUSH, muscle="calf", muscle_name="Calf", kind=MuscleKind.group, weight=1.0, share=0.8
)
SPRING = replace(
    EARLY, role="spring", role_name="Spring", role_position=2, function_name="Strain", weight=1.0
)


def labels(sections: list[Section]) -> list[str]:
    return [row.label for section in sections for row in section.rows]


def told(row: Row) -> list[tuple[str, str]]:
    return [(band.phase.slug, " ".join(band.lines)) for band in row.bands]


def test_a_muscle_has_one_row_of_a_role_with_its_heaviest_function_in_each_phase() -> None:
    (section,) = rows_by_muscle([PUSH, WORK, EARLY])

    (row,) = section.rows
    assert (section.heading, row.label, row.aside) == ("Power", "Soleus", "work, push-off")
    assert told(row) == [("loading", "<0.01 B"), ("push-off", "0.80 B")]
    assert row.bands[1].said == "Drives work, share 40 %"


def test_what_opposes_has_a_band_of_its_own() -> None:
    ((row,),) = [section.rows for section in rows_by_muscle([PUSH, BRAKES])]

    assert [(band.level, band.opposes) for band in row.bands] == [(0.5, False), (1.0, True)]
    assert row.bands[1].said == "Opposes propulsion, share 40 %"


def test_a_role_whose_share_nobody_knows_has_no_level() -> None:
    ((row,),) = [section.rows for section in rows_by_muscle([UNWEIGHED])]

    (band,) = row.bands
    assert (band.level, band.lines) == (None, ("? A",))
    assert band.said == "Drives propulsion, how much is not known"


def test_muscles_stand_in_the_order_of_their_heaviest_bands() -> None:
    facts = [CALF, PUSH, replace(CALF, muscle="toes", muscle_name="Toes", phase=LOADING)]

    assert labels(rows_by_muscle(facts)) == ["Toes", "Calf", "Soleus"]
    assert labels(rows_by_muscle(facts[::-1])) == ["Toes", "Calf", "Soleus"]


def test_one_role_needs_no_heading() -> None:
    (section,) = rows_by_muscle([PUSH], headed=False)

    assert section.heading == ""


def test_a_muscle_by_name_has_a_row_for_each_function() -> None:
    sections = rows_by_function([PUSH, WORK, SPRING])

    assert [(s.heading, [row.label for row in s.rows]) for s in sections] == [
        ("Power", ["Propulsion", "Work"]),
        ("Spring", ["Strain"]),
    ]


def test_two_muscles_have_a_section_each_and_rows_that_name_the_role() -> None:
    sections = rows_by_function([PUSH, SPRING, CALF])

    assert [(s.heading, [(row.label, row.aside) for row in s.rows]) for s in sections] == [
        ("Calf", [("Propulsion", "power")]),
        ("Soleus", [("Propulsion", "power"), ("Strain", "spring")]),
    ]


def test_what_opposes_by_an_unknown_amount_says_so() -> None:
    ((row,),) = [s.rows for s in rows_by_muscle([replace(UNWEIGHED, direction=BRAKES.direction)])]

    assert row.bands[0].lines == ("opposes ? A",)


def test_who_leads_is_who_comes_first_and_drives() -> None:
    sections = rows_of_leaders([CALF, PUSH, BRAKES, UNWEIGHED, SPRING])

    assert [section.heading for section in sections] == ["Power", "Spring"]
    assert told(sections[0].rows[0]) == [("push-off", "Calf Propulsion 80 % B")]
    assert sections[0].rows[0].bands[0].level == 0.8


def test_nothing_known_gives_no_rows() -> None:
    assert rows_of_leaders([UNWEIGHED]) == rows_by_muscle([]) == rows_by_function([]) == []


def test_a_limit_keeps_the_leading_rows_of_every_section() -> None:
    facts = [
        replace(fact, muscle=name, muscle_name=name, weight=weight)
        for fact in (PUSH, SPRING)
        for name, weight in (("Least", 0.1), ("Most", 1.0), ("Less", 0.5))
    ]

    shorter = shorten(rows_by_muscle(facts), 3)

    assert [(s.heading, [row.label for row in s.rows]) for s in shorter] == [
        ("Power", ["Most", "Less"]),
        ("Spring", ["Most"]),
    ]


def test_a_row_that_drives_leads_one_that_only_opposes() -> None:
    against = replace(BRAKES, muscle="brake", muscle_name="Brake")

    assert labels(shorten(rows_by_muscle([against, PUSH]), 1)) == ["Soleus"]


def test_phases_that_overlap_have_lanes_of_their_own() -> None:
    bands = [replace_phase(phase) for phase in (LOADING, MIDSTANCE, PUSH_OFF, STANCE)]

    lanes = lanes_of(bands)

    assert [[fact.phase.slug for fact in lane] for lane in lanes] == [
        ["loading", "push-off"],
        ["midstance"],
        ["stance"],
    ]


def replace_phase(phase: Phase) -> Fact:
    return replace(PUSH, phase=phase)
