"""Migrations build exactly the tables of the models, and undo what they did, on both databases."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlmodel import SQLModel

from app.database import open_engine
from app.migrate import downgrade, is_compared, is_newest, migrate, migration_config
from tests.conftest import NewDatabase

REVISIONS = [
    revision.revision
    for revision in reversed(
        list(ScriptDirectory.from_config(migration_config("")).walk_revisions())
    )
]
BOOKKEEPING = "alembic_version"


def described(url: str) -> dict[str, Any]:
    """Describe every table: columns with type and null, keys, indexes and foreign keys."""
    engine = open_engine(url)
    with engine.connect() as connection:
        tables = describe_tables(connection)
    engine.dispose()
    return tables


def describe_tables(connection: Connection) -> dict[str, Any]:
    found = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"])
                for column in found.get_columns(table)
            },
            "key": found.get_pk_constraint(table),
            "indexes": sorted(str(index["name"]) for index in found.get_indexes(table)),
            "foreign": sorted(str(key["name"]) for key in found.get_foreign_keys(table)),
        }
        for table in found.get_table_names()
        if table != BOOKKEEPING
    }


def test_there_is_one_line_of_migrations() -> None:
    script = ScriptDirectory.from_config(migration_config(""))

    heads = script.get_heads()

    assert heads == [REVISIONS[-1]]
    assert [f"{number:04}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS


def test_up_builds_exactly_the_tables_of_the_models(empty_database: str) -> None:
    migrate(empty_database)

    tables = described(empty_database)

    assert tables.keys() == SQLModel.metadata.tables.keys()
    for name, table in SQLModel.metadata.tables.items():
        # A column that came later stands last, wherever its model tells it.
        assert {*tables[name]["columns"]} == {*table.columns.keys()}


def test_up_leaves_no_drift_from_the_models(empty_database: str) -> None:
    migrate(empty_database)
    engine = open_engine(empty_database)

    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": is_compared}
        context = MigrationContext.configure(connection, opts=options)
        drift = compare_metadata(context, SQLModel.metadata)
    engine.dispose()

    assert drift == []


def test_what_the_migrations_name_is_what_the_models_name(
    empty_database: str, new_database: NewDatabase
) -> None:
    migrate(empty_database)
    backend = "sqlite" if empty_database.startswith("sqlite") else "postgresql"
    made = new_database(backend)
    engine = open_engine(made)
    with engine.execution_options(pushoff_writes=True).begin() as connection:
        SQLModel.metadata.create_all(connection)
    engine.dispose()

    assert described(empty_database) == described(made)


def test_down_leaves_nothing_and_up_builds_it_again(empty_database: str) -> None:
    migrate(empty_database)
    built = described(empty_database)

    downgrade(empty_database)
    left = described(empty_database)
    migrate(empty_database)

    assert left == {}
    assert described(empty_database) == built


def test_every_single_migration_undoes_itself(empty_database: str) -> None:
    for before, revision in zip(["base", *REVISIONS], REVISIONS, strict=False):
        untouched = described(empty_database)
        migrate(empty_database, revision)
        built = described(empty_database)

        downgrade(empty_database, before)
        undone = described(empty_database)
        migrate(empty_database, revision)

        assert undone == untouched, revision
        assert described(empty_database) == built, revision
        assert built != untouched, revision


def test_up_again_keeps_what_is_stored(world_database: str) -> None:
    engine = open_engine(world_database)
    count = "SELECT count(*) FROM document"
    with engine.connect() as connection:
        before = connection.exec_driver_sql(count).scalar_one()

    migrate(world_database)

    with engine.connect() as connection:
        assert connection.exec_driver_sql(count).scalar_one() == before > 0
    engine.dispose()


def test_the_newest_schema_is_known_without_alembic(empty_database: str) -> None:
    engine = open_engine(empty_database)
    told = [is_newest(engine)]
    for step in (migrate, lambda url: downgrade(url, "-1"), migrate):
        step(empty_database)
        told.append(is_newest(engine))
    engine.dispose()

    assert told == [False, True, False, True]
