"""What is known against the versions that we pin, and what a lint of security finds beyond ours."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import ROOT

NOT_RUN = (
    "THE DEPENDENCIES WERE NOT AUDITED: {reason}. Where https://pypi.org can be asked, run "
    "`pip-audit -r constraints.txt --no-deps --disable-pip`."
)
SILENCED = re.compile(r"# noqa: [A-Z0-9, ]*\bS[0-9]{3}\b(?P<reason>.*)$")


def test_no_pinned_version_has_a_known_fault() -> None:
    tool = Path(sys.executable).parent / "pip-audit"
    asked = ["--requirement", "constraints.txt", "--no-deps", "--disable-pip", "--format", "json"]

    try:
        done = subprocess.run(
            [tool, *asked, "--progress-spinner", "off", "--timeout", "5"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(NOT_RUN.format(reason="the advisories did not come in time"))
    if not done.stdout:
        pytest.skip(NOT_RUN.format(reason="the advisories could not be read"))
    audited = json.loads(done.stdout)["dependencies"]
    unknown = [one["name"] for one in audited if "skip_reason" in one]
    if len(unknown) > len(audited) // 2:
        pytest.skip(NOT_RUN.format(reason=f"{len(unknown)} of {len(audited)} are not known there"))

    faulty = {one["name"]: one["vulns"] for one in audited if one.get("vulns")}

    assert faulty == {}


def test_every_silenced_lint_of_security_says_why() -> None:
    lines = {
        f"{path.relative_to(ROOT)}:{number}": found["reason"]
        for folder in ("app", "migrations", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (found := SILENCED.search(line))
    }

    assert lines
    assert [place for place, reason in lines.items() if not re.search(r"\w{3}", reason)] == []
