"""Bring a database to the newest schema."""

from typing import TYPE_CHECKING

from sqlalchemy import Engine

from app.database import schema_version
from app.settings import ROOT

if TYPE_CHECKING:
    from alembic.config import Config

VERSIONS = ROOT / "migrations" / "versions"


def is_newest(engine: Engine) -> bool:
    """Whether a database has the newest schema: asked without Alembic, which takes 0.3 s."""
    return schema_version(engine) == max(file.stem[:4] for file in VERSIONS.glob("[0-9]*.py"))


def migration_config(url: str) -> "Config":
    """Give Alembic its settings from pyproject.toml, and the database to work on."""
    from alembic.config import Config  # noqa: PLC0415  (heavy, and seldom needed)

    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.attributes["url"] = url
    return config


def migrate(url: str, to: str = "head") -> None:
    """Upgrade to a revision; nothing happens where it is reached already."""
    from alembic import command  # noqa: PLC0415

    command.upgrade(migration_config(url), to)


def downgrade(url: str, to: str = "base") -> None:
    """Undo migrations down to a revision."""
    from alembic import command  # noqa: PLC0415

    command.downgrade(migration_config(url), to)
