"""A database set up as docs/deploy.md says, and two worlds to publish in it."""

import re
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from app.settings import ROOT
from tests.conftest import NewDatabase
from tests.world import write_world

DEPLOY = ROOT / "docs" / "deploy"
PASSWORD = "example"  # noqa: S105  (of roles that live as long as a test)


@dataclass(frozen=True)
class Deployed:
    """One database, by the address of each role of docs/deploy/roles.sql."""

    admin: str
    writer: str
    reader: str

    def run(self, statement: str) -> None:
        """Run a statement as a superuser."""
        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type,unused-ignore]


def deploy(new_database: NewDatabase) -> Deployed:
    """Make an empty database and the roles; their names are new, since a server has them once."""
    admin = make_url(new_database("postgresql")).set(drivername="postgresql")
    mark = uuid.uuid4().hex[:8]
    statements = (DEPLOY / "roles.sql").read_text(encoding="utf-8")
    statements = re.sub(r":'(read_)?password'", f"'{PASSWORD}'", statements)
    statements = re.sub(r"\bpushoff(_read)?\b", rf"pushoff\1_{mark}", statements)
    writer, reader = (
        admin.set(username=f"{role}_{mark}", password=PASSWORD).render_as_string(
            hide_password=False
        )
        for role in ("pushoff", "pushoff_read")
    )
    deployed = Deployed(admin.render_as_string(hide_password=False), writer, reader)
    deployed.run(statements)
    return deployed


def publish(url: str, seed: Path) -> None:
    """Migrate and seed as the one-shot job does: `pushoff seed`, in a process of its own."""
    settings = {"DATABASE_URL": url, "PUSHOFF_SEED": str(seed), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "app", "seed"]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def deployed(new_database: NewDatabase) -> Deployed:
    """Give an empty database and its roles."""
    return deploy(new_database)


@pytest.fixture(scope="session")
def newer_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the world with another sentence about one muscle: the next revision."""
    folder = write_world(tmp_path_factory.mktemp("newer"))
    soleus = folder / "muscles" / "soleus.toml"
    text = soleus.read_text(encoding="utf-8")
    soleus.write_text(text.replace("Lifts the body", "Lifts the whole body"), encoding="utf-8")
    return folder
