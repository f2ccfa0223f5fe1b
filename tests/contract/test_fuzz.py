"""The whole contract under fuzz: every check of schemathesis, on both databases."""

import os
import subprocess
import sys
from pathlib import Path

import httpx

from app.settings import ROOT

EXAMPLES = "60"  # A judgement: 100 took a third of all tests, on each database.
LONGEST_S = "5"
"""An answer may take. What computes stands back behind whatever else runs on the machine (see
`app.shedding.NICE`), and here other tests do: a third of a second of work may take ten times it.
"""


def test_the_schema_holds_under_fuzz(client: httpx.Client) -> None:
    """Every answer fits its schema, nothing is a 5xx, bad input is refused and good input is not.

    The options are those of CONTRIBUTING.md: one worker, one seed, no memory of earlier runs.
    """
    client.get("/v1/exports", timeout=60)  # Its files are written once, which takes seconds.
    command = [
        *(str(Path(sys.executable).with_name("st")), "run", f"{client.base_url}/openapi.json"),
        *("--max-examples", EXAMPLES, "--phases", "examples,coverage,fuzzing,stateful"),
        *("--mode", "all", "--checks", "all", "--workers", "1", "--seed", "1"),
        *("--max-response-time", LONGEST_S, "--request-timeout", "10"),
        *("--generation-database", "none", "--continue-on-failure", "--no-color"),
    ]

    # A dependency brings a package named `tests`; ours, with the hooks, must come first.
    ours_first = os.environ | {"PYTHONPATH": str(ROOT)}

    run = subprocess.run(
        command, cwd=ROOT, env=ours_first, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout[-8000:]
    assert "Failures" not in run.stdout
