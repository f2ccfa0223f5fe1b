"""What people see of answers, in pipes and on terminals, and what they are told of errors."""
# ruff: noqa: E501  (What is printed stands as it is.)

import json
import re

import pytest
from inline_snapshot import snapshot

from tests.cli.conftest import Shell

QUESTIONS = [
    ["ask", "push-off", "--role", "power"],
    ["muscle", "soleus"],
    ["exercises"],
    ["exercise", "heel-raise"],
    ["alternatives", "heel-raise"],
    ["search", "calf"],
    ["claim"],
    ["claim", "calf-drives"],
]
WIDE_QUESTIONS = [QUESTIONS[0], *QUESTIONS[2:5], QUESTIONS[-1]]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def test_ask_ranks_muscles_function_by_function(shell: Shell) -> None:
    assert shell("ask", "push-off", "--role", "power").out == snapshot("""\
push-off, power: drives propulsion
Muscle                      Weight  Share    Range  Runners  Grade  Findings
calf                          1.00   80 %  50–95 %       10  B      dissents 1
soleus                        0.38   30 %  10–50 %        4  D      supports 1
gastrocnemius-medial-head     0.34   28 %  20–40 %        4  D
gastrocnemius-lateral-head    0.16   12 %   5–20 %        4  D
Sources: brown-2001, derived-brown-2001, derived-white-2003, green-2002.

push-off, power: drives work-generation
Muscle                     Weight  Share    Range  Runners  Grade  Findings
soleus                       1.00   50 %  40–60 %        1  C
gastrocnemius-medial-head    0.60   30 %  20–40 %        1  C
Sources: derived-brown-2001, derived-white-2003.

push-off, power: opposes propulsion
Muscle          Weight  Share     Range  Runners  Grade  Findings
rectus-femoris    1.00   90 %  80–100 %        4  D
Sources: derived-brown-2001.
""")


def test_ask_answers_for_a_speed(shell: Shell) -> None:
    assert shell("ask", "--muscle", "calf", "--speed", "3").out == snapshot("""\
Cohorts ran at 2, 3, 4 m/s; between them, shares lie on the line between neighbours.

push-off, power: drives propulsion
Muscle                      Weight  Share    Range  Runners  Grade  Findings
calf                          1.00   80 %  60–95 %       10  B      dissents 1
soleus                        0.38   30 %  20–40 %        4  D      supports 1
gastrocnemius-medial-head     0.34   28 %  20–40 %        4  D
gastrocnemius-lateral-head    0.16   12 %   5–20 %        4  D
Sources: brown-2001, derived-brown-2001, derived-white-2003, green-2002.

push-off, power: drives work-generation
Muscle                     Weight  Share  Range  Runners  Grade  Findings
gastrocnemius-medial-head       –      –      –        –  C
soleus                          –      –      –        –  C
Sources: derived-brown-2001, derived-white-2003.

loading, elastic-storage: drives tendon-strain-energy
Muscle                     Weight  Share  Range  Runners  Grade  Findings
gastrocnemius-medial-head       –      –      –        –  D
soleus                          –      –      –        –  D
Sources: derived-brown-2001.
""")


def test_muscle_says_what_it_is(shell: Shell) -> None:
    assert shell("muscle", "soleus").out == snapshot("""\
Soleus
Lifts the body from the ankle.

Latin        Musculus soleus
Kind         muscle
Also called  SOL
Part of      calf

What it does in running: pushoff ask --muscle soleus
""")


def test_exercises_lists_what_can_be_done(shell: Shell) -> None:
    found = shell("exercises", "--own", "step", "--max-level", "2", "--role", "power")

    assert found.out == snapshot("""\
Exercise               Level  Impact  Muscles                Trains                  Needs
heel-raise                 1       0  soleus, gastrocnemius  power                   nothing
pogo                       2       1  calf                   elastic-storage, power  nothing
single-leg-heel-raise      2       0  soleus, gastrocnemius  power                   nothing
""")


def test_exercises_shows_every_caution(shell: Shell) -> None:
    found = shell("exercises", "--safe-for", "calf-strain", "--stage", "late")

    assert found.out == snapshot("""\
Exercise               Level  Impact  Muscles                Trains                  Needs
calf-stretch               1       0  gastrocnemius          power                   nothing
heel-raise                 1       0  soleus, gastrocnemius  power                   nothing
hop                        4       3  gastrocnemius          elastic-storage         nothing
loaded-heel-raise          3       0  soleus                 power                   dumbbell + step or kettlebell + step
pogo                       2       1  calf                   elastic-storage, power  nothing
seated-heel-raise          1       0  soleus                 power                   chair
single-leg-heel-raise      2       0  soleus, gastrocnemius  power                   nothing

Take care
 • hop, calf-strain (modify, late stage): Return in small hops. Coaching judgement, not evidence; conservative by design.
 • pogo, calf-strain (caution, late stage): Watch the calf. Coaching judgement, not evidence; conservative by design.

A coaching aid, no medical clearance.
""")


def test_exercise_says_how_it_is_done(shell: Shell) -> None:
    assert shell("exercise", "single-leg-heel-raise").out == snapshot("""\
Single-leg heel raise
Lifts the body on one foot.

Level     2 of 5, impact 0 of 3
Kind      strength, calf-raise, unilateral
Needs     nothing
How much  3 sets of 8 to 12 repetitions on each side.
Safety    Stop if the calf hurts.

How to do it
 1. Stand on one foot.
 2. Lift its heel.
 3. Change feet.

Cues
 • Rise straight.
 • Press the big toe.

Mistakes
 • Tipping: hold a chair.
 • Rushing: count to two.

Works
 • soleus (primary): Lifts one heel.
 • gastrocnemius (primary): Helps it on one foot.
 • rectus-femoris (stabiliser): Keeps the knee straight.

Trains
 • power: Builds the push of one leg.

With an injury
 • calf-strain (caution, acute stage): Watch the pain. Coaching judgement, not evidence; conservative by design.

Easier
 • heel-raise: Lift one foot.

Harder
 • loaded-heel-raise: Take a weight.
""")


def test_alternatives_say_what_changes(shell: Shell) -> None:
    assert shell("alternatives", "heel-raise").out == snapshot("""\
Instead of heel-raise
Exercise               Level  What changes                                                                  Needs
single-leg-heel-raise      2  Does 100 % of the work, loses none of its muscles and roles, level 1 higher.  nothing
loaded-heel-raise          3  Does 78 % of the work, loses none of its muscles and roles, level 2 higher.   dumbbell + step or kettlebell + step
seated-heel-raise          1  Does 74 % of the work, loses gastrocnemius.                                   chair

How much of the work is done is a coaching judgement, no measurement.
""")


def test_search_takes_words_as_they_come(shell: Shell) -> None:
    assert shell("search", "heel", "rase", "--limit", "1").out == snapshot("""\
Word        Among      Match    What it is
heel-raise  exercises  similar  Strength, calf raise, level 1

3 more: --limit.
""")


def test_claim_shows_all_or_one_with_its_evidence(shell: Shell) -> None:
    assert shell("claim").out == snapshot("""\
Claim        Verdict    What is said
calf-drives  supported  The calf drives push-off.
""")
    assert shell("claim", "calf-drives").out == snapshot("""\
The calf drives push-off.
Verdict: supported.

It does, in this world.

Evidence
 • supports: Most of the forward impulse. (grade B; Pushoff computation on Brown 2001 data, Pushoff computation on White 2003 data)
 • dissents: One study credits the hip. Second-hand. (grade D; Green 2002)
 • qualifies: Training helped a little. (Brown 2001)
""")


def test_a_list_goes_on_where_it_ended(shell: Shell) -> None:
    first = shell("exercises", "--limit", "4")
    cursor = first.out.split()[-1]

    second = shell("exercises", "--limit", "4", "--cursor", cursor)

    whole = shell("exercises").out.splitlines()
    rows = first.out.splitlines()[1:5] + second.out.splitlines()[1:4]
    assert [row.split()[0] for row in rows] == [row.split()[0] for row in whole[1:8]]


def test_nothing_found_is_said(shell: Shell) -> None:
    nothing = [
        shell("exercises", "-q", "trombone"),
        shell("search", "xyzzyx"),
        shell("ask", "push-off", "--direction", "opposes", "--min-weight", "1", "--muscle", "calf"),
    ]

    assert [(done.code, done.out) for done in nothing] == snapshot(
        [
            (0, "No exercise keeps to all of that.\n"),
            (0, "These words find nothing.\n"),
            (0, "No muscle role is known for that.\n"),
        ]
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_a_pipe_gets_plain_lines_that_are_whole(question: list[str], shell: Shell) -> None:
    done = shell(*question)

    assert (done.code, done.err) == (0, "")
    assert ESCAPE.search(done.out) is None
    assert not re.search("[─━│┃┌╭…]", done.out)
    assert [line for line in done.out.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("question", WIDE_QUESTIONS, ids=" ".join)
def test_a_terminal_of_any_width_shows_every_word(
    question: list[str], width: int, shell: Shell
) -> None:
    shown = ESCAPE.sub("", shell(*question, width=width).out)
    piped = shell(*question).out

    assert max(map(len, shown.splitlines())) <= width
    # A row by itself begins with what the first column holds, and does not name that column.
    assert set(piped.split()) - set(shown.split()) <= {"Muscle", "Exercise", "Claim"}


def test_a_narrow_terminal_shows_each_row_by_itself(shell: Shell) -> None:
    shown = shell("exercises", "-q", "pogo", width=30).out

    assert ESCAPE.sub("", shown) == snapshot("""\
pogo
  Level 2 · Impact 1 · Muscles
  calf · Trains
  elastic-storage, power ·
  Needs nothing
""")


def test_no_color_means_no_escape(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    styled = shell("claim", width=80)
    monkeypatch.setenv("NO_COLOR", "1")

    plain = shell("claim", width=80)

    assert ESCAPE.sub("", styled.out) == plain.out != styled.out


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_json_is_what_the_api_says(question: list[str], shell: Shell) -> None:
    done = shell(*question, "--json")

    assert json.loads(done.out)
    assert done.out.startswith("{")
    assert not done.out.endswith("\n")


def test_a_terminal_gets_json_with_an_end_of_line(shell: Shell) -> None:
    assert shell("muscle", "soleus", "--json", width=80).out.endswith("}\n")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["ask", "psuh-off"], "There is no phase 'psuh-off'. Did you mean 'push-off'?\n"),
        (
            ["exercise", "heel-rase"],
            "There is no 'heel-rase' among the exercises. Did you mean 'heel-raise' or "
            "'loaded-heel-raise' or 'seated-heel-raise'?\n",
        ),
        (
            ["exercises", "--max-level", "9"],
            "Parameter 'max_level': Input should be less than or equal to 5; '9' was given.\n",
        ),
        (
            ["exercises", "--stage", "late"],
            "Give stage only with safe_for: it is the stage of that injury.\n",
        ),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_api(
    asked: list[str], said: str, shell: Shell
) -> None:
    assert shell(*asked) == (1, "", said)


@pytest.mark.parametrize(
    "word",
    ["", ".", "..", "../../claims", "a/b", "%2e", "?q=1", "#", "\0", "\udcff", "💪", "' OR 1=1", "x" * 70_000],
)  # fmt: skip
@pytest.mark.parametrize("command", ["exercise", "search"])
def test_hostile_words_are_refused_in_one_line_or_find_nothing(
    command: str, word: str, shell: Shell
) -> None:
    done = shell(command, word)

    assert done.code in (0, 1)
    assert len(done.err.splitlines()) == done.code
    assert (done.out == "") == bool(done.code)


@pytest.mark.parametrize(
    "misuse",
    [
        ["fly"],
        ["ask", "--rol", "power"],
        ["exercise"],
        ["exercise", "a", "b"],
        ["ask", "--api", "example.org"],
        ["serve", "--port", "many"],
        ["serve", "--port", "65536"],
    ],
    ids=" ".join,
)
def test_misuse_is_told_apart(misuse: list[str], shell: Shell) -> None:
    done = shell(*misuse)

    assert (done.code, done.out) == (2, "")
    assert "Error: " in done.err
    assert "╭" not in done.err
