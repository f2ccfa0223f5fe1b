"""Run the migrations on the database that `app.migrate` names."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from app.database import SEEDING_LOCK, open_engine
from app.domain import (  # noqa: F401  (fill the metadata)
    crosswalk,
    emg,
    evidence,
    exercises,
    goals,
    injuries,
    muscles,
    revisions,
    running,
    search,
)
from app.migrate import is_compared
from app.settings import get_settings


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write SQLModel's string type as the plain SQL type that it is."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def run() -> None:
    """Migrate inside one transaction; a second process waits for the first."""
    url = context.config.attributes.get("url") or get_settings().database_url
    engine = open_engine(url, statement_timeout_ms=0)
    options: dict[str, Any] = {"pushoff_writes": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "READ COMMITTED"
    try:
        with engine.connect().execution_options(**options) as connection:
            context.configure(
                connection=connection,
                target_metadata=SQLModel.metadata,
                render_item=render_item,
                render_as_batch=connection.dialect.name == "sqlite",
                compare_type=True,
                include_object=is_compared,
                transactional_ddl=True,  # On SQLite too: we begin its transaction ourselves.
            )
            with context.begin_transaction():
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({SEEDING_LOCK})")
                context.run_migrations()
    finally:
        engine.dispose()


run()
