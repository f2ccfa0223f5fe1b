"""What must always hold of the real catalogue: its texts, levels, doses, gates and red flags."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.domain.base import SLUG_PATTERN
from app.domain.vocabulary import Category, GateKind, GateStage, Laterality, Measure, Urgency
from app.seeding.read import Seed, read_seed
from app.seeding.records import ExerciseRecord
from app.settings import ROOT

FOLDER = ROOT / "seed"
JUDGEMENT = "Coaching judgement, not evidence; conservative by design."
LONGEST_CUE = 80  # Characters; a cue is thought while moving.
HEAVY_LEVEL = 3
JUMPER_LEVEL = 4

PROMISE = re.compile(
    r"""
    \b(?:prevent|protect|safeguard|shield|immuni[sz]e)\w*\b
        [^.;:]*\b(?:injur|pain|strain|sprain|ache|tear|tendin|fasci|fractur|splint|damage|harm)
    | \bprevention\b | \binjury[- ](?:free|proof) | \bbullet[- ]?proof | \brisk[- ]free\b
    | \bcur(?:e|es|ed|ing)\b | \bheals?\b | \bguarante
    | \bsafe\s+for\b | \bharmless\b | \bno\s+risk\b
    | \b(?:is|are|perfectly|completely|totally|always|entirely)\s+safe\b
    | \b(?:reduc|lower|cut|decreas|minimi[sz]|eliminat|remov)\w*\s+(?:the|your|any|all)\s+
        (?:\w+\s+){0,2}(?:risk|chance|odds|injur)
    | \b(?:reduc|lower|cut|decreas|minimi[sz]|eliminat)\w*\s+injur
    | \b(?:fix|stop|end|banish)(?:s|es)?\s+(?:your|the|any|all)\s+(?:\w+\s+)?(?:pain|injur)
    | \b(?:gets?|getting)\s+rid\s+of\b | \bnever\s+(?:get\w*\s+)?injur
    """,
    re.IGNORECASE | re.VERBOSE,
)
DENIED = re.compile(r"\bprevention is not promised\b|\bnot as its cure\b", re.IGNORECASE)
FILLER = re.compile(
    r"\b(?:proper|good|correct) form\b|\bdesired\b|\brepeat for\b|\bnumber of rep|\bfeel the burn\b"
    r"|\b(?:engage|brace|activate) (?:your|the) core\b|\bgame[- ]chang|\bnext level\b"
    r"|\bunlock (?:your (?:full|true|speed)|the power|new)|\bunleash|\bsupercharg|\bpowerhouse"
    r"|\b(?:amazing|incredible|fantastic|ultimate|effortless|crucial|essential|vital)\b"
    r"|\b(?:perfect|great) for\b|\bwhether you\b|\blook no further\b|\bwhen it comes to\b"
    r"|\bit(?:'s| is) important\b|\bremember to\b|\bdelve|\bworld-class\b|\bboosts?\b",
    re.IGNORECASE,
)
OTHER = "foot ankle heel knee thigh leg hip side hand forearm arm shoulder one"
BOTH_SIDES = re.compile(
    r"\bchang(?:e|ing)\b|\bswitch|\bswap|\b(?:each|both) (?:side|leg|arm)s?\b"
    rf"|\b(?:other|opposite|second) (?:{OTHER.replace(' ', '|')})\b"
    r"|\bleft\b.*\bright\b|\bright\b.*\bleft\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def seed() -> Seed:
    return read_seed(FOLDER)


def texts(value: Any) -> Iterator[str]:
    """Give every text inside a record; slugs and closed words are none."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inside in value:
            yield from texts(inside)
    elif isinstance(value, str) and not re.fullmatch(SLUG_PATTERN, value):
        yield value


def prose_of(exercise: ExerciseRecord) -> list[str]:
    """Everything that an exercise says in sentences of its own."""
    steps = [(step.change, step.same_level_because or "") for step in exercise.harder]
    return [
        exercise.summary,
        *exercise.instructions,
        *exercise.cues,
        *exercise.mistakes,
        exercise.safety or "",
        *(work.reason for work in exercise.works),
        *(training.reason for training in exercise.trains),
        *(text for step in steps for text in step),
    ]


def promises(text: str) -> bool:
    return PROMISE.search(DENIED.sub("", text)) is not None


def test_nothing_that_was_there_is_lost(seed: Seed) -> None:
    assert len(seed.exercises) >= 286
    assert len(seed.injuries) >= 17
    assert len(seed.red_flags) >= 12
    assert len(seed.effects) >= 77
    assert len(seed.emg) >= 225


@pytest.mark.parametrize(
    "text",
    [
        "It prevents shin splints.",
        "Protects the knee from injury.",
        "Keeps runners injury-free.",
        "The best injury prevention there is.",
        "Cures heel pain.",
        "It heals the tendon.",
        "Stronger hips, guaranteed.",
        "Safe for everyone.",
        "This squat is safe.",
        "Lowers your risk of a calf strain.",
        "Cuts injuries by half.",
        "Fixes your back pain.",
    ],
)
def test_a_promise_is_recognised(text: str) -> None:
    assert promises(text)


@pytest.mark.parametrize(
    "text",
    [
        "Prevents the pelvis from tipping as the leg swings.",
        "Set the safety bars just below your lowest position.",
        "Prevention is not promised.",
        "It was studied before the injury, not as its cure.",
        "Lower the load or the height if the front of the knee hurts.",
        "High eccentric load strains the healing hamstring: leave it out for now.",
        "Stop if the pain grows.",
    ],
)
def test_a_warning_and_a_fact_of_mechanics_are_no_promise(text: str) -> None:
    assert not promises(text)


def test_nothing_promises_health(seed: Seed) -> None:
    records = [
        *seed.exercises,
        *seed.injuries,
        *seed.red_flags,
        *seed.injury_links,
        *seed.gates,
        *seed.equipment,
        *seed.patterns,
    ]

    said = [(r.place, text) for r in records for text in texts(r.model_dump()) if promises(text)]

    assert said == []


def test_no_exercise_fills_its_lines(seed: Seed) -> None:
    said = [(e.place, text) for e in seed.exercises for text in prose_of(e) if FILLER.search(text)]

    assert said == []


def test_no_sentence_is_shared(seed: Seed) -> None:
    said = Counter(
        re.sub(r"\W+", " ", sentence.lower()).strip()
        for exercise in seed.exercises
        for text in prose_of(exercise)
        for sentence in re.split(r"(?<=[.!?])\s+", text)
        if sentence
    )

    assert [sentence for sentence, times in said.items() if times > 1] == []


def test_an_exercise_is_told_in_a_few_whole_sentences(seed: Seed) -> None:
    for exercise in seed.exercises:
        assert 3 <= len(exercise.instructions) <= 6, exercise.place
        for text in prose_of(exercise):
            assert text == "" or text.endswith("."), (exercise.place, text)
            assert text == "" or text[0].isupper() or text[0].isdigit(), (exercise.place, text)


def test_a_cue_is_short_and_a_mistake_has_a_cure(seed: Seed) -> None:
    for exercise in seed.exercises:
        for cue in exercise.cues:
            assert len(cue) <= LONGEST_CUE, (exercise.place, cue)
        for mistake in exercise.mistakes:
            fault, _, cure = mistake.partition(": ")
            assert fault, (exercise.place, mistake)
            assert cure, (exercise.place, mistake)


def test_exercises_are_written_in_ascii(seed: Seed) -> None:
    folder = FOLDER / "exercises"

    files = sorted(folder.glob("*.toml"))

    assert len(files) == len(seed.exercises)
    assert [path.name for path in files if not path.read_bytes().isascii()] == []


def test_a_one_sided_exercise_is_told_for_both_sides(seed: Seed) -> None:
    for exercise in seed.exercises:
        if exercise.laterality is Laterality.unilateral:
            assert exercise.per_side, exercise.place
            assert BOTH_SIDES.search(" ".join(exercise.instructions)), exercise.place
        if exercise.laterality is Laterality.bilateral:
            assert not exercise.per_side, exercise.place


def test_a_step_is_never_a_leap_and_never_leads_down(seed: Seed) -> None:
    known = {exercise.slug: exercise for exercise in seed.exercises}
    steps = [
        (easier, known[step.exercise], step) for easier in seed.exercises for step in easier.harder
    ]

    assert steps
    for easier, harder, step in steps:
        place = f"{easier.place} to {harder.slug}"
        assert 0 <= harder.level - easier.level <= 2, place
        assert 0 <= harder.impact - easier.impact <= 1, place
        assert (harder.level == easier.level) == (step.same_level_because is not None), place


def test_a_dose_is_told_in_the_measure_of_the_exercise(seed: Seed) -> None:
    for exercise in seed.exercises:
        dose = exercise.dose
        in_contacts = exercise.measure is Measure.contacts
        assert in_contacts == (dose.contacts_low is not None), exercise.place
        assert in_contacts == (dose.contacts_high is not None), exercise.place
        assert in_contacts or dose.amount_low or dose.sources, exercise.place
        assert "side" in dose.text or not exercise.per_side, exercise.place


@pytest.mark.parametrize(
    "name",
    [
        "sets_low", "sets_high", "amount_low", "amount_high", "contacts_low", "contacts_high",
        "hold_s", "reps_in_reserve_low", "reps_in_reserve_high",
    ],
)  # fmt: skip
def test_a_dose_says_in_words_what_it_says_in_figures(seed: Seed, name: str) -> None:
    figures = {e.place: (getattr(e.dose, name), e.dose.text) for e in seed.exercises}

    assert any(figure is not None for figure, _ in figures.values())
    for place, (figure, text) in figures.items():
        assert figure is None or re.search(rf"\b{figure}\b", text), (place, text)


def test_a_dose_without_a_source_is_a_judgement(seed: Seed) -> None:
    for exercise in seed.exercises:
        assert exercise.dose.judgement or exercise.dose.sources, exercise.place


def test_every_movement_pattern_has_an_exercise_with_a_figure(seed: Seed) -> None:
    drawn = {exercise.pattern for exercise in seed.exercises if exercise.figure is not None}

    assert drawn == {pattern.slug for pattern in seed.patterns}


def test_heavy_loads_are_for_those_who_can_lift(seed: Seed) -> None:
    heavy = [
        exercise
        for exercise in seed.exercises
        if exercise.dose.load_1rm_low is not None
        or all("barbell" in way for way in exercise.equipment)
    ]

    assert heavy
    for exercise in heavy:
        assert exercise.level >= HEAVY_LEVEL, exercise.place


def test_hard_landings_are_for_those_who_can_land(seed: Seed) -> None:
    hardest = [
        exercise
        for exercise in seed.exercises
        if exercise.category is Category.plyometric and exercise.impact == 3
    ]

    assert hardest
    for exercise in hardest:
        assert exercise.level >= JUMPER_LEVEL, exercise.place


def test_what_holds_still_or_stretches_has_no_impact(seed: Seed) -> None:
    for exercise in seed.exercises:
        if exercise.category in {Category.isometric, Category.mobility}:
            assert exercise.impact == 0, exercise.place


def test_a_bone_stress_injury_forbids_every_impact(seed: Seed) -> None:
    forbidden = {
        gate.exercise
        for gate in seed.gates
        if gate.injury == "bone-stress-injury"
        and gate.gate is GateKind.avoid
        and gate.stage is GateStage.any
    }

    assert [e.slug for e in seed.exercises if e.impact >= 1 and e.slug not in forbidden] == []


def test_every_injury_has_gates_and_a_red_flag_to_look_at_first(seed: Seed) -> None:
    gated = {gate.injury for gate in seed.gates}

    for injury in seed.injuries:
        assert injury.slug in gated, injury.place
        assert injury.red_flags, injury.place


@pytest.mark.parametrize(
    ("urgency", "action"),
    [
        (Urgency.emergency, r"\bemergency care at once\b"),
        (Urgency.urgent, r"\bclinician\b.*\burgently\b"),
        (Urgency.clinician, r"\b[Ss]ee a clinician\b"),
    ],
    ids=list(Urgency),
)
def test_a_red_flag_sends_to_help_as_soon_as_it_must(
    seed: Seed, urgency: Urgency, action: str
) -> None:
    flags = [flag for flag in seed.red_flags if flag.urgency is urgency]

    assert flags
    for flag in flags:
        assert re.search(action, flag.action), flag.place


@pytest.mark.parametrize(("kind", "own"), [("exercises", "exercise"), ("injuries", "injury")])
def test_every_gate_says_on_what_it_rests(
    seed: Seed, client: httpx.Client, kind: str, own: str
) -> None:
    written = Counter((getattr(gate, own), gate.stage.value, gate.source) for gate in seed.gates)

    answers = {
        slug: client.get(f"/v1/{kind}/{slug}").json() for slug in {key[0] for key in written}
    }
    told = [(slug, gate) for slug, answer in answers.items() for gate in answer["gates"]]

    counted: Counter[tuple[str, str, str | None]] = Counter()
    for slug, gate in told:
        source = gate["source"] and gate["source"]["key"]
        counted[slug, gate["stage"], source] += gate.get("number", 1)  # An injury tells alike once.
        assert gate["label"] == (JUDGEMENT if gate["source"] is None else None), (slug, gate)
    assert counted == written
