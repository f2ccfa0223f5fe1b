"""What every worker process runs."""

import gc
import os
import subprocess
import sys

from app.settings import ROOT
from app.worker import create_app

SETTINGS = {**os.environ, "DATABASE_URL": "sqlite:///never-opened.sqlite"}


def test_the_application_is_kept_from_the_collector() -> None:
    usual, before = gc.get_threshold(), gc.get_freeze_count()

    application = create_app()  # Its database is not opened before somebody asks.

    assert gc.get_freeze_count() > before
    assert all(application is not other for other in gc.get_objects())
    assert gc.get_threshold() == usual


def test_a_worker_beside_a_file_imports_no_driver_of_a_server() -> None:
    script = "import sys, app.worker; app.worker.create_app(); sys.exit('psycopg' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=SETTINGS, check=False)

    assert ended.returncode == 0
