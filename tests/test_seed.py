"""What must always hold of the real seed, whatever a curator adds to it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from app.domain.vocabulary import (
    Derivation,
    EmgMetric,
    Grade,
    LinkRole,
    MuscleKind,
    Stance,
    ValueKind,
    Verification,
)
from app.seeding.read import Seed, read_seed
from app.seeding.records import (
    EffectRecord,
    EmgRankingRecord,
    EmgRecord,
    FindingRecord,
    InjuryLinkRecord,
    InjuryRecord,
    RedFlagRecord,
)
from app.seeding.roles import RoleFacts, work_out_roles
from app.seeding.rules import check
from app.settings import ROOT

FOLDER = ROOT / "seed"
FILES = [*sorted(FOLDER.rglob("*.toml")), *sorted(FOLDER.rglob("*.csv"))]
LLANOS = {"llanos-2024a", "llanos-2024b"}
PROGRAMMES = ("beyer-2015", "kongsgaard-2009", "mellor-2016leap", "mellor-2018")
SEEN_ONCE = (
    "dicus-2023", "escamilla-2025", "mausehund-2019", "moore-2019", "murakami-2023",
    "willcox-2013",
)  # fmt: skip
PUSH_OFF = "push-off.power.propulsion"
SPRING = "tendon-strain-energy"
Figure = FindingRecord | EffectRecord | EmgRecord | EmgRankingRecord
Told = Figure | InjuryRecord | InjuryLinkRecord | RedFlagRecord
NOT_OURS = re.compile(
    r"\bAI-|\bTODO\b|\bFIXME\b"
    r"|(?<![\w.:/])/(?:work|tmp|home|root|farm|mnt|usr|Users)/",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def seed() -> Seed:
    return read_seed(FOLDER)


def figures(seed: Seed) -> list[Figure]:
    return [*seed.findings, *seed.effects, *seed.emg, *seed.emg_rankings]


def told(seed: Seed) -> list[Told]:
    """Everything that says where we saw it."""
    return [*figures(seed), *seed.injuries, *seed.injury_links, *seed.red_flags]


def cited(record: Told) -> list[str]:
    """Name the sources that a record rests on."""
    if isinstance(record, InjuryRecord):
        return record.sources
    return [record.source] if record.source else []


@pytest.fixture(scope="module")
def roles(seed: Seed) -> dict[str, RoleFacts]:
    return {role.id: role for role in work_out_roles(seed)}


def test_the_seed_keeps_every_rule(seed: Seed) -> None:
    assert check(seed) == []


def test_every_leg_and_trunk_muscle_is_there(seed: Seed) -> None:
    kinds = Counter(muscle.kind for muscle in seed.muscles)

    assert kinds[MuscleKind.muscle] + kinds[MuscleKind.head] >= 73


def test_every_muscle_belongs_somewhere(seed: Seed) -> None:
    placed = {muscle.slug for muscle in seed.muscles if muscle.parent}
    grouped = {member for group in seed.muscles for member in group.members}
    parents = {muscle.parent for muscle in seed.muscles}

    for muscle in seed.muscles:
        if muscle.kind is MuscleKind.muscle:
            assert muscle.slug in placed | grouped, f"{muscle.place}: no parent, no group"
        if muscle.kind is MuscleKind.group:
            assert muscle.slug in parents, f"{muscle.place}: a group of nothing"


def test_no_two_summaries_are_alike(seed: Seed) -> None:
    said = Counter(re.sub(r"\W+", " ", muscle.summary.lower()).strip() for muscle in seed.muscles)

    assert [summary for summary, times in said.items() if times > 1] == []


def test_every_finding_has_a_source_and_a_level_that_may_ship(seed: Seed) -> None:
    sources = {source.key for source in seed.sources}
    may_ship = {"primary", "review", "secondary", "computed", "expert", "convention"}

    assert {level.value for level in Verification} == may_ship
    for figure in figures(seed):
        assert figure.source in sources, figure.place
        assert figure.verified in may_ship, figure.place


def test_every_computed_figure_says_so_and_leads_to_a_paper(seed: Seed) -> None:
    sources = {source.key: source for source in seed.sources}
    computed = [f for f in seed.findings if f.verified is Verification.computed]

    assert computed
    for finding in computed:
        assert "omputed by this project" in (finding.label or ""), finding.place
        source = sources[finding.source]
        assert source.verified is Verification.computed, finding.place
        paper = sources[source.origin or ""]
        assert paper.verified is not Verification.computed, finding.place
        assert paper.year is not None, finding.place


def test_every_share_comes_from_a_computation_of_ours(seed: Seed) -> None:
    computed = {source.key for source in seed.sources if source.origin is not None}

    assert {share.source for share in seed.shares} <= computed
    assert {key for weight in seed.weights for key in weight.sources} <= computed
    assert {work.source for work in seed.joint_work} <= computed


@pytest.mark.parametrize(
    ("level", "label"),
    [(Verification.secondary, "econd-hand"), (Verification.expert, "No source")],
    ids=str,
)
def test_what_we_saw_second_hand_or_nowhere_says_so(
    seed: Seed, level: Verification, label: str
) -> None:
    known_so = [record for record in told(seed) if record.verified is level]

    assert known_so
    for record in known_so:
        assert label in (record.label or ""), record.place


def test_muscle_activity_and_care_have_levels_that_fit_them(seed: Seed) -> None:
    activity = {row.verified for row in seed.emg} | {row.verified for row in seed.emg_rankings}
    care = {injury.verified for injury in seed.injuries}
    care |= {link.verified for link in seed.injury_links}
    care |= {flag.verified for flag in seed.red_flags}

    assert activity <= {Verification.primary, Verification.review, Verification.secondary}
    assert care <= activity | {Verification.expert}


def test_muscle_activity_seen_in_the_table_of_a_review_says_so(seed: Seed) -> None:
    for row in seed.emg:
        if row.verified is Verification.review:
            assert "not in the paper" in (row.label or ""), row.place


@pytest.mark.parametrize(
    ("label", "ids"),
    [
        ("mixes walking and running", ["r0024", "r0026", "r0027"]),
        ("Walking, not running", ["r0044", "r0045", "r0067"]),
        ("Sprinting, not distance running", [*(f"r00{n}" for n in range(49, 57)), "r0058"]),
        ("Sprinters, not distance runners", [f"r00{n}" for n in range(82, 90)]),
        ("one experiment; arch support is contested", ["r0038", "r0039", "r0040"]),
    ],
)
def test_a_figure_that_may_mislead_carries_its_warning(
    seed: Seed, label: str, ids: list[str]
) -> None:
    findings = {finding.id: finding for finding in seed.findings}

    for id_ in ids:
        assert label in (findings[id_].label or ""), findings[id_].place


@pytest.mark.parametrize(
    ("source", "warning"),
    [
        *((source, "seen once") for source in SEEN_ONCE),
        *((source, "programme was tested") for source in PROGRAMMES),
        ("boren-2011", "Peak, not mean"),
        ("ganderton-2017", "Fine-wire electrodes"),
        ("moore-2019", "Fine-wire electrodes"),
        ("green-2025", "lite male Australian football"),
        ("leppanen-2024", "Novice runners.*ankle and foot arm did not"),
        ("polglass-2019", "Uninjured footballers; no evidence on rehabilitation"),
        ("rio-2015", "6 people, patellar tendon, seated knee extension"),
        ("taddei-2020", r"interval .*and P value .*disagree; adherence was 48\.9 %"),
        ("vandyk-2019", r"[Tt]eam sport.*andomised trials alone.*0\.56.*0\.20"),
        ("visser-2025", r"incline board.*never a (?:clearance test|test for clearance)"),
        ("wu-2024", "Not significant overall|overall result is not significant"),
    ],
)
def test_a_source_that_may_mislead_carries_its_warning(
    seed: Seed, source: str, warning: str
) -> None:
    rows = [record for record in told(seed) if source in cited(record)]

    assert rows
    for row in rows:
        assert re.search(warning, row.label or ""), row.place


@pytest.mark.parametrize(
    ("named", "warning"),
    [
        ("van Dyk", r"randomised trials alone.*0\.56.*0\.20"),
        ("Visser", "never a test for clearance"),
        ("Rio et al", "in 6 people"),
    ],
)
def test_a_source_named_in_a_note_on_an_injury_carries_its_warning_there(
    seed: Seed, named: str, warning: str
) -> None:
    notes = [injury.note for injury in seed.injuries if named in (injury.note or "")]

    assert notes
    for note in notes:
        assert re.search(warning, note or "")


def test_every_link_that_was_studied_before_an_injury_promises_nothing(seed: Seed) -> None:
    studied = [link for link in seed.injury_links if link.role is LinkRole.prevention]

    assert studied
    for link in studied:
        assert "Prevention is not promised." in (link.label or ""), link.place


def test_an_interval_that_is_misprinted_or_second_hand_is_told_as_such(seed: Seed) -> None:
    effects = {effect.id: effect for effect in seed.effects}

    assert effects["tt-eihara-hrt"].interval is None
    assert "misprint" in (effects["tt-eihara-hrt"].label or "")
    for effect in seed.effects:
        if effect.source in LLANOS and "CI" in (effect.interval or ""):
            assert "and so was its interval" in (effect.label or ""), effect.place


def test_a_peak_is_never_filed_as_a_mean(seed: Seed) -> None:
    metrics = {row.metric for row in seed.emg if row.source == "boren-2011"}

    assert metrics == {EmgMetric.peak}


def test_activity_pooled_over_lifts_is_that_of_no_exercise(seed: Seed) -> None:
    pooled = [row for row in seed.emg if row.metric is EmgMetric.pooled]
    over_lifts = [row for row in seed.emg if "not a single exercise" in (row.label or "")]

    assert {"neto-2020", "mausehund-2019", "bezerra-2021"} <= {row.source for row in over_lifts}
    for row in over_lifts:
        assert row.exercise is None, row.place
    for row in pooled:
        assert re.search("[Pp]ooled|not a single exercise", row.label or ""), row.place
        assert "all variations" not in row.study_exercise or row in over_lifts, row.place


def test_every_figure_of_walking_alone_carries_a_warning(seed: Seed) -> None:
    for finding in seed.findings:
        if finding.condition and re.match(r"walking\b(?!.*running)", finding.condition.lower()):
            assert "alking" in (finding.label or ""), finding.place


def test_a_rank_a_statement_or_a_p_value_is_never_a_number(seed: Seed) -> None:
    for finding in seed.findings:
        if finding.value_kind is not ValueKind.number:
            assert (finding.value, finding.low, finding.high) == (None, None, None), finding.place


def test_no_share_of_tendon_energy_is_given_by_speed(
    seed: Seed, roles: dict[str, RoleFacts]
) -> None:
    functions = {function.slug: function for role in seed.roles for function in role.function}

    assert functions[SPRING].summable is False
    assert [share.place for share in seed.shares if share.function == SPRING] == []
    assert [trend.place for trend in seed.trends if trend.function == SPRING] == []
    for role in roles.values():
        if role.function == SPRING:
            assert role.points == [], role.id
            assert role.derivation is not Derivation.summed, role.id


def test_the_calf_leads_push_off_and_the_quadriceps_oppose_it(
    seed: Seed, roles: dict[str, RoleFacts]
) -> None:
    in_tree = {m.slug for m in seed.muscles if m.kind is not MuscleKind.functional}
    driving = [
        role
        for role in roles.values()
        if role.id.endswith(f"{PUSH_OFF}.drives")
        and role.muscle in in_tree
        and role.derivation is Derivation.measured
        and role.share is not None
    ]

    leader = max(driving, key=lambda role: role.share or 0)
    assert (leader.muscle, leader.weight) == ("triceps-surae", 1.0)
    assert roles[f"quadriceps.{PUSH_OFF}.opposes"].weight == 1.0
    assert f"quadriceps.{PUSH_OFF}.drives" not in roles


@pytest.mark.parametrize(
    "muscle", ["soleus", "gastrocnemius-medial-head", "gastrocnemius-lateral-head"]
)
def test_a_split_inside_the_calf_is_told_as_uncertain(
    muscle: str, roles: dict[str, RoleFacts]
) -> None:
    group, part = (roles[f"{name}.{PUSH_OFF}.drives"] for name in ("triceps-surae", muscle))

    assert part.grade is Grade.D
    assert group.grade < part.grade
    assert relative_range(part) > 2 * relative_range(group)


def relative_range(role: RoleFacts) -> float:
    assert role.share
    assert role.share_low is not None
    assert role.share_high is not None
    return (role.share_high - role.share_low) / role.share


def test_every_share_lies_in_its_range_and_says_its_basis(roles: dict[str, RoleFacts]) -> None:
    for role in roles.values():
        assert role.basis, role.id
        assert (role.share is None) == (role.weight is None), role.id
        if role.share_low is not None and role.share_high is not None:
            assert role.share is not None, role.id
            assert role.share_low <= role.share <= role.share_high, role.id


def test_every_share_names_its_sources(roles: dict[str, RoleFacts]) -> None:
    for role in roles.values():
        assert bool(role.sources) is (role.share is not None), role.id


def test_a_role_that_is_known_by_a_dissenting_figure_alone_is_no_role(
    roles: dict[str, RoleFacts],
) -> None:
    for role in roles.values():
        if role.derivation is Derivation.measured and role.share is None:
            assert set(role.findings.values()) != {Stance.dissents}, role.id


def test_every_claim_rests_on_several_pieces_of_evidence(seed: Seed) -> None:
    assert len(seed.claims) >= 8
    for claim in seed.claims:
        assert len(claim.evidence) >= 3, claim.place


def test_every_claim_is_told_where_the_evidence_is_against_it(seed: Seed) -> None:
    for claim in seed.claims:
        stances = {piece.stance for piece in claim.evidence}
        if claim.verdict == "supported":
            assert Stance.supports in stances, claim.place
        else:
            assert stances & {Stance.qualifies, Stance.dissents}, claim.place


def test_every_doi_is_one(seed: Seed) -> None:
    given = [source for source in seed.sources if source.doi is not None]

    assert given
    for source in given:
        assert re.fullmatch(r"10\.\d{4,9}/\S*[^\s.,;)]", source.doi or ""), source.place


def test_no_two_sources_share_an_identifier(seed: Seed) -> None:
    for name in ("doi", "pmid", "pmcid"):
        given = Counter(str(value).lower() for s in seed.sources if (value := getattr(s, name)))

        assert [value for value, times in given.items() if times > 1] == [], name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_seed_file_is_clean_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")

    assert NOT_OURS.findall(text) == []
    assert "\r" not in text
    assert "\ufeff" not in text
    assert text == "" or text.endswith("\n")
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
