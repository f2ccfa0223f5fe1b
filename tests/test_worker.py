"""What every worker process runs."""

import gc
import os
import subprocess
import sys

from app.settings import ROOT
from app.worker import create_app

NEEDED_LATER = {
    "alembic", "app.seeding.load", "highspy", "icalendar", "jinja2", "mcp", "prometheus_client",
    "psycopg", "rapidfuzz", "resvg_py", "snowballstemmer", "typer",
}  # fmt: skip


def test_the_application_is_kept_from_the_collector() -> None:
    usual, before = gc.get_threshold(), gc.get_freeze_count()

    application = create_app()  # Its database is not opened before somebody asks.

    assert gc.get_freeze_count() > before
    assert all(application is not other for other in gc.get_objects())
    assert gc.get_threshold() == usual


def test_a_worker_imports_nothing_that_may_never_be_asked() -> None:
    script = "import sys, app.worker; app.worker.create_app(); print(*sys.modules)"
    settings = {**os.environ, "DATABASE_URL": "sqlite:///never-opened.sqlite"}

    loaded = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert NEEDED_LATER & set(loaded) == set()
