"""`pushoff.sqlite` opens anywhere, is whole, and explains itself."""

import json
import re
import sqlite3
from textwrap import fill
from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot

from app.exports.database import NAMED_BY
from app.exports.editions import SCHEMA_VERSION
from app.schemas.kinds import READS
from app.settings import ROOT
from tests.exports.conftest import manifest_of

EXAMPLES = re.findall(
    r"```sql\n(.+?)```", (ROOT / "docs" / "exports.md").read_text(encoding="utf-8"), re.DOTALL
)
WIDTH = 96  # Columns of a line of the snapshot.
BAND, SEARCH = EXAMPLES[1], EXAMPLES[3]


def ask(file: sqlite3.Connection, query: str, *values: Any) -> list[Any]:
    """Ask the file."""
    return file.execute(query, values).fetchall()


def tables_of(file: sqlite3.Connection) -> dict[str, list[str]]:
    """Name every table and its columns; those inside the full-text search are its own."""
    named = "SELECT name FROM pragma_table_list WHERE type IN ('table', 'virtual')"
    return {
        name: [row[1] for row in ask(file, f'PRAGMA table_info("{name}")')]
        for (name,) in ask(file, named)
        if not name.startswith("sqlite_")
    }


def test_the_file_is_sound(seed_file: sqlite3.Connection) -> None:
    assert ask(seed_file, "PRAGMA integrity_check") == [("ok",)]
    assert ask(seed_file, "PRAGMA foreign_key_check") == []
    assert ask(seed_file, "PRAGMA journal_mode") == [("delete",)]
    assert ask(seed_file, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert ask(seed_file, "PRAGMA page_size") == [(4096,)]
    assert ask(seed_file, "PRAGMA freelist_count") == [(0,)]


def test_the_file_says_what_it_is(world: httpx.Client, world_file: sqlite3.Connection) -> None:
    manifest = manifest_of(world).model_dump(exclude={"files", "counts"})
    names = list(tables_of(world_file)["about"])

    assert ask(world_file, "SELECT * FROM about") == [tuple(manifest[name] for name in names)]


def test_it_holds_every_document(world: httpx.Client, world_file: sqlite3.Connection) -> None:
    counted = ask(world_file, "SELECT kind, count(*) FROM document GROUP BY kind")
    body, summary = ask(
        world_file, "SELECT body, summary FROM document WHERE kind = 'muscles' AND key = 'soleus'"
    )[0]

    assert dict(counted) == manifest_of(world).counts
    assert body == world.get("/v1/muscles/soleus").text
    assert json.loads(summary) == world.get("/v1/muscles?ids=soleus").json()["items"][0]


def test_every_table_and_column_is_explained(world_file: sqlite3.Connection) -> None:
    explained = ask(world_file, "SELECT table_name, column_name, text FROM documentation")
    there = {
        (table, column)
        for table, columns in tables_of(world_file).items()
        for column in (None, *columns)
    }

    assert {(table, column) for table, column, _ in explained} == there
    assert len(explained) == len(there)
    for table, column, text in explained:
        assert len(text) > 5, (table, column)
        assert text.endswith((".", "?")), (table, column, text)


def test_every_table_is_in_the_guide(world_file: sqlite3.Connection) -> None:
    guide = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")

    assert [name for name in tables_of(world_file) if f"`{name}`" not in guide] == []


def test_the_shape_of_the_file_is_known(world_file: sqlite3.Connection) -> None:
    """Whoever renames or removes a table or column counts SCHEMA_VERSION up.

    Adding is free: only put it here.
    """
    shape = "\n".join(
        fill(f"{table}: {', '.join(columns)}", WIDTH, subsequent_indent="    ")
        for table, columns in sorted(tables_of(world_file).items())
    )

    assert SCHEMA_VERSION == 1
    assert shape == snapshot("""\
about: release, revision, digest, edition, schema_version, version, licence, licence_url,
    attribution
alias: kind, alias, slug, name
claim: slug, position, statement, verdict, explanation
claim_evidence: claim, position, stance, says, finding, effect, muscle_role
document: kind, key, body, summary
documentation: table_name, column_name, text
effect: id, topic, mode, population, dose, outcome, effect, interval, n, interpretation, source,
    verified, label, note
emg: id, study_exercise, part, value_pct_mvic, sd_pct_mvic, n, metric, condition, verified,
    label, exercise, muscle, source
emg_ranking: id, topic, text, n, verified, label, source
emg_ranking_exercise: ranking, exercise
emg_ranking_muscle: ranking, muscle
equipment: slug, name, summary, includes
exercise: slug, name, summary, category, pattern, laterality, level, impact, measure, per_side,
    contraction, instructions, cues, mistakes, safety, helpful, figure
exercise_dose: sets_low, sets_high, amount_low, amount_high, contacts_low, contacts_high,
    hold_s, reps_in_reserve_low, reps_in_reserve_high, load_1rm_low, rest_low_s, rest_high_s,
    per_week_low, per_week_high, weeks, text, judgement, sources, note, exercise
exercise_garmin: match, category, category_id, name, name_id, exercise
exercise_muscle: involvement, contraction, reason, exercise, muscle, position, name
exercise_muscle_role: exercise, muscle_role, muscle
exercise_need: exercise, way, equipment
exercise_role: role, reason, exercise, mode
exercise_role_muscle: exercise, role, muscle
exercise_way: exercise, way
finding: id, subject_kind, subject, metric, value_kind, value, low, high, text, unit, condition,
    speed_low_m_s, speed_high_m_s, n, evidence, grade, verified, label, topic, phase, function,
    direction, source, note
finding_muscle: finding, muscle
foreign_link: system, kind, id, slug, name, match, reason
gait_timing: source, stance, speed_low_m_s, speed_high_m_s, n, stride_s, stride_low_s,
    stride_high_s, contact_s, contact_low_s, contact_high_s, flight_low_s, flight_high_s,
    toe_off_pct, toe_off_low_pct, toe_off_high_pct, switch_pct, switch_low_pct, switch_high_pct,
    verified
goal: slug, name, position, summary, heavy, suits, sources
goal_aim: role, phase, function, within, importance, goal, place
injury: slug, name, summary, share, share_population, share_sources, muscles_basis, aggravating,
    management, certainty, sources, verified, label, note, red_flags
injury_exercise: id, role, stages, timing, dose, evidence, scope, verified, label, note, injury,
    exercise, source
injury_gate: gate, stage, reason, exercise, injury, source
injury_muscle: injury, muscle
joint_trend: quantity, unit, slope_per_m_s, slope_sd, n, n_rising, p, q, joint, phase, sign,
    source
joint_work: speed_m_s, share, low, high, sd, n, work_j_kg, work_sd_j_kg, joint, phase, sign, id,
    source
mechanical_function: slug, name, position, definition, drives, opposes, share_of, summable, role
movement_pattern: slug, name, position, definition
muscle: slug, name, latin, kind, region, parent, summary, origin, insertion, nerve, roots,
    joints, actions, fma, uberon, ta2, note
muscle_architecture: model, unit, units_in_model, max_isometric_force_n, optimal_fiber_length_m,
    tendon_slack_length_m, pennation_angle_deg, max_contraction_velocity_lopt_s,
    tendon_strain_at_max_force, moment_arms_m, sources, verified, note, muscle
muscle_highlight: muscle, package, slug
muscle_member: functional, member
muscle_part: whole, part, depth
muscle_role: id, role, phase, function, direction, weight, share, share_low, share_high, n,
    grade, derivation, basis, sources, muscle
muscle_role_finding: muscle_role, finding, stance
muscle_volume: name, source, slope_cm3_per_kg_m, intercept_cm3, volume_cm3, pcsa_cm2, verified,
    note, muscle
phase: slug, name, position, kind, start_pct, end_pct, observed, relative, definition, verified,
    sources, note
progression: change, same_level_because, easier, harder
red_flag: slug, name, position, signs, concern, action, urgency, verified, label, source
role: slug, name, position, definition
role_share: speed_m_s, share, low, high, sd, n, method_low, method_high, absolute, absolute_sd,
    absolute_unit, muscle_role, source
role_trend: quantity, unit, slope_per_m_s, slope_sd, n, n_rising, p, q, muscle_role, source
search: kind, key, name, aliases, text
source: key, label, authors, year, title, journal, doi, doi_verified, pmid, pmcid, kind,
    verified, origin, note
training_rule: id, area, statement, explain, certainty, judgement, sources, label\
""")


def test_every_kind_is_found_by_a_name() -> None:
    assert NAMED_BY.keys() == READS.keys()
    for kind, field in NAMED_BY.items():
        assert field in READS[kind].model_fields


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_guide_answers(example: str, seed_file: sqlite3.Connection) -> None:
    assert ask(seed_file, example)


def test_the_guide_drives_push_off_as_the_api_does(
    client: httpx.Client, seed_file: sqlite3.Connection
) -> None:
    path = "/v1/muscle-roles?phase=push-off&function=propulsion&direction=drives&limit=200"
    items = [item for item in client.get(path).json()["items"] if item["share"] is not None]

    rows = ask(seed_file, EXAMPLES[0])

    expected = [
        (item["muscle"]["name"], item["share"], item["share_low"], item["share_high"])
        for item in items
    ]
    assert [row[:4] for row in rows if row[1] is not None] == expected


def test_the_guide_knows_what_a_band_allows(
    client: httpx.Client, seed_file: sqlite3.Connection
) -> None:
    path = "/v1/exercises?available_equipment=band&fields=slug&limit=200"
    found = client.get(path).json()["items"]

    assert len(found) > 100
    assert {row[0] for row in ask(seed_file, BAND)} == {item["slug"] for item in found}


def test_search_knows_names_aliases_and_texts(world_file: sqlite3.Connection) -> None:
    find = "SELECT kind, key FROM search WHERE search MATCH ? ORDER BY rank, kind, key LIMIT 3"

    assert ask(world_file, find, '"gastroc"*')[0] == ("muscles", "gastrocnemius")
    assert ("muscles", "soleus") in ask(world_file, find, '"SOL"')
    assert ("muscles", "calf") in ask(world_file, find, '"calves"')
    assert ("phases", "loading") in ask(world_file, find, '"fore" "aft"')
    assert ask(world_file, find, '"no" "such" "thing"') == []


def test_search_puts_names_first(seed_file: sqlite3.Connection) -> None:
    kinds = [row[:2] for row in ask(seed_file, SEARCH)]

    assert ("exercises", "double-leg-calf-raise") in kinds[:3]
