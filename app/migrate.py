"""Bring a database to the newest schema."""

from alembic import command
from alembic.config import Config

from app.settings import ROOT


def migration_config(url: str) -> Config:
    """Give Alembic its settings from pyproject.toml, and the database to work on."""
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.attributes["url"] = url
    return config


def migrate(url: str, to: str = "head") -> None:
    """Upgrade to a revision; nothing happens where it is reached already."""
    command.upgrade(migration_config(url), to)


def downgrade(url: str, to: str = "base") -> None:
    """Undo migrations down to a revision."""
    command.downgrade(migration_config(url), to)
