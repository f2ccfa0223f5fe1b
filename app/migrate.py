"""Bring a database to the newest schema."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Engine, inspect

from app.database import VERSION_TABLE, BadDatabase, schema_version
from app.settings import ROOT

if TYPE_CHECKING:
    from alembic.config import Config

VERSIONS = ROOT / "migrations" / "versions"


def is_newest(engine: Engine) -> bool:
    """Whether a database has the newest schema: asked without Alembic, which takes 0.3 s.

    Raises BadDatabase where it has a schema that this version does not know, or is a file of
    another program.
    """
    version = schema_version(engine)
    if version is None:
        if engine.dialect.name == "sqlite" and _foreign_tables(engine):
            raise BadDatabase("it is a file of another program. Name one of Pushoff's, or none.")
        return False
    return check_version(version) == known_versions()[-1]


def known_versions() -> list[str]:
    """Give the revisions of the schema in their order."""
    return sorted(file.stem[:4] for file in VERSIONS.glob("[0-9]*.py"))


def check_version(version: str) -> str:
    """Give a revision of the schema back; raises BadDatabase where it is not known here."""
    known = known_versions()
    if version not in known:
        raise BadDatabase(
            f"its schema is {version}, and this Pushoff knows {known[0]} to {known[-1]}. Start the "
            "newer one that made it, or restore an older backup (pushoff restore, or pg_restore)."
        )
    return version


def _foreign_tables(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {VERSION_TABLE}


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


def is_compared(thing: Any, _name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Whether Alembic compares something with the models: not an index that falls in a part.

    No database tells Alembic the direction, and it takes such an index for another one.
    """
    return kind != "index" or all(isinstance(part, Column) for part in thing.expressions)
