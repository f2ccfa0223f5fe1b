"""What the tools say of the world, word for word."""

from pathlib import Path

import httpx
from inline_snapshot import snapshot

from app.settings import Settings
from tests.conftest import NewDatabase, seeded, serving
from tests.mcp.talk import told
from tests.world import write_world

MOVED = '[[moved]]\nkind = "muscles"\nkey = "old-soleus"\nto = "soleus"\nwhy = "Renamed."\n'


def test_muscles_of_a_phase_and_role(server: httpx.Client) -> None:
    text = told(server, "find_muscles", phase="propulsion", role="power")

    assert text.splitlines() == snapshot(
        [
            "Phase propulsion, role power: 7 muscle roles are known.",
            (
                "Share: part of the whole of that function; the range spans runners and "
                "methods. Weight: the share over the largest one. Grade: A measured in "
                "runners, to E inferred."
            ),
            "Drive propulsion in push-off (3 of 4):",
            "- Calf: share 0.80 (0.50 to 0.95), weight 1.00, n 10, grade B.",
            (
                "  Against: Green 2002: Hip joint, who drives: The hip drives (grade D; "
                "second-hand). Second-hand."
            ),
            "- Soleus: share 0.30 (0.10 to 0.50), weight 0.38, n 4, grade D.",
            (
                "- Medial head of gastrocnemius: share 0.28 (0.20 to 0.40), weight 0.34, n "
                "4, grade D."
            ),
            "Oppose propulsion in push-off (1 of 1):",
            "- Rectus femoris: share 0.90 (0.80 to 1.00), weight 1.00, n 4, grade D.",
            "Drive work-generation in push-off (2 of 2):",
            "- Soleus: share 0.50 (0.40 to 0.60), weight 1.00, n 1, grade C.",
            (
                "- Medial head of gastrocnemius: share 0.30 (0.20 to 0.40), weight 0.60, n "
                "1, grade C."
            ),
            "Sources:",
            (
                "Pushoff computation on Brown 2001 data (derived-brown-2001): "
                "http://localhost:8000/v1/sources/derived-brown-2001"
            ),
            (
                "Pushoff computation on White 2003 data (derived-white-2003): "
                "http://localhost:8000/v1/sources/derived-white-2003"
            ),
            "Green 2002 (green-2002): http://localhost:8000/v1/sources/green-2002",
            "Full answer: http://localhost:8000/v1/muscle-roles?phase=propulsion&role=power",
        ]
    )


def test_muscles_at_a_speed(server: httpx.Client) -> None:
    text = told(server, "find_muscles", phase="propulsion", role="power", speed=3.5)

    assert text.splitlines() == snapshot(
        [
            "Phase propulsion, role power, speed 3.5: 7 muscle roles are known.",
            (
                "Cohorts ran at 2, 3, 4 m/s; between them, shares lie on the line between "
                "neighbours."
            ),
            (
                "Share: part of the whole of that function; the range spans runners and "
                "methods. Weight: the share over the largest one. Grade: A measured in "
                "runners, to E inferred."
            ),
            "Drive propulsion in push-off (3 of 4):",
            "- Calf: share 0.65 (0.55 to 0.75), weight 1.00, n 4, grade B.",
            (
                "  Against: Green 2002: Hip joint, who drives: The hip drives (grade D; "
                "second-hand). Second-hand."
            ),
            (
                "- Medial head of gastrocnemius: share 0.26 (0.20 to 0.40), weight 0.40, n "
                "4, grade D."
            ),
            "- Soleus: share 0.25 (0.15 to 0.35), weight 0.39, n 4, grade D.",
            "Oppose propulsion in push-off (1 of 1):",
            "- Rectus femoris: not measured at this speed, grade D.",
            "Drive work-generation in push-off (2 of 2):",
            "- Medial head of gastrocnemius: not measured at this speed, grade C.",
            "- Soleus: not measured at this speed, grade C.",
            "Sources:",
            (
                "Pushoff computation on Brown 2001 data (derived-brown-2001): "
                "http://localhost:8000/v1/sources/derived-brown-2001"
            ),
            (
                "Pushoff computation on White 2003 data (derived-white-2003): "
                "http://localhost:8000/v1/sources/derived-white-2003"
            ),
            "Green 2002 (green-2002): http://localhost:8000/v1/sources/green-2002",
            (
                "Full answer: "
                "http://localhost:8000/v1/muscle-roles?phase=propulsion&role=power&speed=3.5"
            ),
        ]
    )


def test_a_muscle(server: httpx.Client) -> None:
    assert told(server, "explain_muscle", muscle="SOL").splitlines() == snapshot(
        [
            "Soleus (soleus), muscle. Lifts the body from the ankle.",
            "Part of: Calf.",
            (
                "In running, the heaviest first. Share: part of the whole of that function; "
                "the range spans runners and methods. Weight: the share over the largest "
                "one. Grade: A measured in runners, to E inferred."
            ),
            (
                "- Soleus drives tendon-strain-energy in loading (elastic-storage): share "
                "0.50 (0.40 to 0.60), weight 1.00, n 1, grade D."
            ),
            (
                "- Soleus drives work-generation in push-off (power): share 0.50 (0.40 to "
                "0.60), weight 1.00, n 1, grade C."
            ),
            (
                "- Soleus drives propulsion in push-off (power): share 0.30 (0.10 to 0.50), "
                "weight 0.38, n 4, grade D."
            ),
            "Sources:",
            (
                "Pushoff computation on Brown 2001 data (derived-brown-2001): "
                "http://localhost:8000/v1/sources/derived-brown-2001"
            ),
            "All of it: http://localhost:8000/v1/muscles/soleus",
            "All roles: http://localhost:8000/v1/muscles/soleus/roles",
        ]
    )


def test_alternatives(server: httpx.Client) -> None:
    text = told(server, "find_alternatives", exercise="heel-raise")

    assert text.splitlines() == snapshot(
        [
            (
                "Instead of Heel raise [heel-raise] (level 1): the overlap, 0 to 1, is a "
                "coaching judgement on muscles, roles and manner, no measurement."
            ),
            (
                "- Single-leg heel raise [single-leg-heel-raise]: overlap 1.00, level 2, "
                "impact 0; needs nothing. Does 100 % of the work, loses none of its muscles "
                "and roles, level 1 higher."
            ),
            (
                "- Loaded heel raise [loaded-heel-raise]: overlap 0.78, level 3, impact 0; "
                "needs dumbbell + step or kettlebell + step. Does 78 % of the work, loses "
                "none of its muscles and roles, level 2 higher."
            ),
            (
                "- Seated heel raise [seated-heel-raise]: overlap 0.74, level 1, impact 0; "
                "needs chair. Does 74 % of the work, loses gastrocnemius."
            ),
            ("More, with what is kept: http://localhost:8000/v1/exercises/heel-raise/alternatives"),
        ]
    )


def test_a_session(server: httpx.Client) -> None:
    text = told(server, "build_session", minutes=20, injury=["calf-strain"])

    assert text.splitlines() == snapshot(
        [
            "General strength: 14 minutes.",
            "calf-and-foot:",
            (
                "- Single-leg heel raise [single-leg-heel-raise]: 3 x 12 reps per side, rest "
                "60 s, load 1. Mind 1."
            ),
            "- Heel raise [heel-raise]: 3 x 10 reps, rest 60 s, load 1.",
            ("- Loaded heel raise [loaded-heel-raise]: 4 x 6 reps per side, rest 30 s, load 1."),
            "Families of movement missing: care, hip, knee, loaded, main, trunk.",
            ("Load 1: A load with which 2 good repetitions would be left at the end of a set."),
            "Mind 1: Calf strain, caution: Watch: Watch the pain. (coaching judgement)",
            (
                "Why Single-leg heel raise: Calf: about 80 % of the forward impulse in "
                "push-off (evidence grade B). Helps it on one foot. Builds the push of one "
                "leg."
            ),
            (
                "Why Heel raise: Calf: about 80 % of the forward impulse in push-off "
                "(evidence grade B). Lifts it with a straight knee. Builds the push."
            ),
            (
                "Why Loaded heel raise: Soleus: about 50 % of the positive muscle work in "
                "push-off (evidence grade C). Lifts heel and weight. Builds the most force."
            ),
            "Sources:",
            (
                "Pushoff computation on Brown 2001 data (derived-brown-2001): "
                "http://localhost:8000/v1/sources/derived-brown-2001"
            ),
            (
                "Pushoff computation on White 2003 data (derived-white-2003): "
                "http://localhost:8000/v1/sources/derived-white-2003"
            ),
            "Green 2002 (green-2002): http://localhost:8000/v1/sources/green-2002",
            (
                "How it is done: http://localhost:8000/v1/exercises/{slug}, with the slug in "
                "brackets."
            ),
            (
                "Exercises are chosen from evidence and coaching judgement; strength work is "
                "no promise against injury, and nothing here clears anybody for training."
            ),
            "Full answer: http://localhost:8000/v1/sessions?injury=calf-strain&minutes=20",
        ]
    )


def test_a_claim(server: httpx.Client) -> None:
    text = told(server, "check_claim", claim="calf")

    assert text.splitlines() == snapshot(
        [
            "Claim: The calf drives push-off.",
            "Verdict: supported.",
            "It does, in this world.",
            "Evidence, both ways:",
            (
                "For: Most of the forward impulse. (grade B) Pushoff computation on Brown "
                "2001 data; Pushoff computation on White 2003 data."
            ),
            "Against: One study credits the hip. (grade D) [Second-hand.] Green 2002.",
            "But: Training helped a little. Brown 2001.",
            "Sources:",
            (
                "Pushoff computation on Brown 2001 data (derived-brown-2001): "
                "http://localhost:8000/v1/sources/derived-brown-2001"
            ),
            (
                "Pushoff computation on White 2003 data (derived-white-2003): "
                "http://localhost:8000/v1/sources/derived-white-2003"
            ),
            "Green 2002 (green-2002): http://localhost:8000/v1/sources/green-2002",
            "Brown 2001 (brown-2001): https://doi.org/10.1000/legs",
            "Full answer: http://localhost:8000/v1/claims/calf-drives",
        ]
    )


def test_evidence(server: httpx.Client) -> None:
    assert told(server, "get_evidence", grade="B").splitlines() == snapshot(
        [
            "1 findings; the best graded first.",
            "- Brown 2001: Calf, strength loss: -17 % (grade B; primary).",
            "Sources:",
            "Brown 2001 (brown-2001): https://doi.org/10.1000/legs",
            "All findings: http://localhost:8000/v1/findings?grade=B",
        ]
    )


def test_a_slug_that_moved_is_followed(new_database: NewDatabase, tmp_path: Path) -> None:
    moved = seeded(new_database("sqlite"), write_world(tmp_path, {"moved.toml": MOVED}))
    with serving(Settings(database_url=moved)) as client:
        answered = client.get("/v1/muscles/old-soleus").status_code
        text = told(client, "explain_muscle", muscle="old-soleus")

    assert answered == 301
    assert text.startswith("Soleus (soleus), muscle.")
