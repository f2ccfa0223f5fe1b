"""What the catalogue of the world covers of running, and how the command tells it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from app.seeding.coverage import Coverage, Demand, coverage_of, report
from app.seeding.read import read_seed
from app.settings import ROOT
from tests.seeding.changes import Changes, added, edited
from tests.world import write_world

LOADED = "exercises/loaded-heel-raise.toml"
POGO = "exercises/pogo.toml"
SEATED = "exercises/seated-heel-raise.toml"
WEIGHTS = "measurements/weights.csv"
SWING = """
[[phase]]
slug = "{slug}"
name = "Swing"
position = 3
kind = "interval"
start_pct = 35
end_pct = 100
definition = "The foot is in the air."
verified = "convention"
"""
RECTUS = "rectus-femoris,{phase},tendon-strain-energy,drives,{share},,,1,D,derived-brown-2001,It.\n"


def covered(folder: Path, changes: Changes | None = None) -> Coverage:
    return coverage_of(read_seed(write_world(folder, changes)))


def check_coverage(seed: Path) -> subprocess.CompletedProcess[str]:
    """Ask the command what a seed covers, as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "app", "check", "--coverage"],
        cwd=ROOT,
        env={**os.environ, "PUSHOFF_SEED": str(seed)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_world_covers_exactly_this(world_folder: Path) -> None:
    assert coverage_of(read_seed(world_folder)) == Coverage(
        demands=[
            Demand("elastic-storage", "loading", ["hop", "pogo"], ["pogo"]),
            Demand(
                "power",
                "push-off",
                [
                    "heel-raise",
                    "loaded-heel-raise",
                    "pogo",
                    "seated-heel-raise",
                    "single-leg-heel-raise",
                ],
                ["heel-raise", "pogo", "single-leg-heel-raise"],
            ),
        ],
        muscles={
            "gastrocnemius": [
                "heel-raise",
                "hop",
                "loaded-heel-raise",
                "pogo",
                "single-leg-heel-raise",
            ],
            "soleus": [
                "heel-raise",
                "hop",
                "loaded-heel-raise",
                "pogo",
                "seated-heel-raise",
                "single-leg-heel-raise",
            ],
        },
    )


@pytest.mark.parametrize(
    "changes",
    [
        edited(POGO, ("level = 2", "level = 3")),
        edited(POGO, ("equipment = [[]]", 'equipment = [["mat"]]')),
    ],
    ids=["too hard", "needs a thing"],
)
def test_not_everyone_can_do_what_is_hard_or_needs_a_thing(
    changes: Changes, tmp_path: Path
) -> None:
    spring, _ = covered(tmp_path, changes).demands

    assert spring == Demand("elastic-storage", "loading", ["hop", "pogo"], [])


@pytest.mark.parametrize(
    ("muscle", "works"),
    [
        ("gastrocnemius-medial-head", {"gastrocnemius"}),
        ("calf", {"gastrocnemius", "soleus"}),
        ("plantarflexors", {"gastrocnemius", "soleus"}),
        ("rectus-femoris", set()),
    ],
)
def test_parts_wholes_and_functional_groups_work_a_muscle(
    muscle: str, works: set[str], tmp_path: Path
) -> None:
    changes = edited(SEATED, ('"soleus"', f'"{muscle}"'))

    muscles = covered(tmp_path, changes).muscles

    assert {muscle for muscle, slugs in muscles.items() if "seated-heel-raise" in slugs} == works


@pytest.mark.parametrize(
    ("involvement", "works"), [("primary", True), ("secondary", True), ("stabiliser", False)]
)
def test_a_stabiliser_is_not_worked(involvement: str, works: bool, tmp_path: Path) -> None:
    changes = edited(LOADED, ("secondary", involvement))

    muscles = covered(tmp_path, changes).muscles

    assert ("loaded-heel-raise" in muscles["gastrocnemius"]) is works


@pytest.mark.parametrize(("share", "matters"), [(0.05, True), (0.049, False)])
def test_only_a_muscle_that_matters_needs_exercises(
    share: float, matters: bool, tmp_path: Path
) -> None:
    changes = added(WEIGHTS, RECTUS.format(phase="loading", share=share))

    muscles = covered(tmp_path, changes).muscles

    # A tenth of what soleus does, or a little less.
    assert ("rectus-femoris" in muscles) is matters
    assert muscles.get("rectus-femoris", []) == []


@pytest.mark.parametrize(("phase", "matters"), [("late-swing", True), ("early-swing", False)])
def test_a_muscle_that_matters_in_another_phase_makes_a_demand_alone(
    phase: str, matters: bool, tmp_path: Path
) -> None:
    changes = added("phases.toml", SWING.format(slug=phase)) | added(
        WEIGHTS, RECTUS.format(phase=phase, share=0.5)
    )

    coverage = covered(tmp_path, changes)

    assert Demand("elastic-storage", phase, [], []) in coverage.demands
    assert ("rectus-femoris" in coverage.muscles) is matters


def test_what_a_muscle_works_against_is_no_demand(tmp_path: Path) -> None:
    changes = added(
        "measurements/shares.csv",
        "rectus-femoris,loading,propulsion,opposes,derived-brown-2001,2,0.9,0.8,1,0.05,4,,,,,,D\n",
    )

    coverage = covered(tmp_path, changes)

    assert [(demand.role, demand.phase) for demand in coverage.demands] == [
        ("elastic-storage", "loading"),
        ("power", "push-off"),
    ]
    assert list(coverage.muscles) == ["gastrocnemius", "soleus"]


def test_a_role_without_a_share_is_a_demand(tmp_path: Path) -> None:
    changes = edited(
        "measurements/findings.csv",
        ("calf.push-off.power.propulsion.drives", "soleus.loading.power.work-generation.drives"),
    )

    coverage = covered(tmp_path, changes)

    assert [(d.role, d.phase, d.at_home) for d in coverage.demands][1] == (
        "power",
        "loading",
        ["heel-raise", "pogo", "single-leg-heel-raise"],
    )


def test_the_report_tells_all_of_it(world_folder: Path) -> None:
    assert list(report(read_seed(world_folder))) == snapshot(
        [
            "7 exercises",
            "  category: mobility 1, plyometric 2, strength 4",
            "  level: 1 3, 2 2, 3 1, 4 1",
            "  impact: 0 5, 1 1, 3 1",
            "  FIT match: category-only 1, close 1, exact 1",
            "  with the body alone: 5",
            "  with measured muscle activity: 4",
            "  nodes of the tree that a body-highlighter package can light up: 4",
            "",
            "Role and phase: exercises, and those at level 1 or 2 with the body alone",
            "   2    1  elastic-storage in loading",
            "   5    3  power in push-off",
            "",
            "Muscles that matter in loading, midstance, push-off, stance, late-swing: exercises "
            "that work them",
            "   5  gastrocnemius",
            "   6  soleus",
        ]
    )


def test_check_tells_what_is_covered_before_it_says_that_all_is_well(world_folder: Path) -> None:
    told = check_coverage(world_folder)

    lines = "\n".join(report(read_seed(world_folder)))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"{lines}\n\nThe seed keeps every rule.\n"


def test_check_tells_nothing_of_what_a_seed_with_faults_covers(tmp_path: Path) -> None:
    seed = write_world(tmp_path, edited("phases.toml", ("position = 2", "position = 1")))

    told = check_coverage(seed)

    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.splitlines() == [
        "phases.toml [[phase]] 2: position 1 is that of the phase at phases.toml [[phase]] 1",
        "1 fault.",
    ]
