"""The command: `pushoff [serve | seed | import | export | check | schema]`; serve is default."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from app.crosswalk.systems import IMPORTED
from app.database import UNAVAILABLE, open_engine
from app.domain.errors import NotReady, NotWritten
from app.exports.shelf import export_release
from app.imports.command import run_import
from app.migrate import migrate
from app.seeding.coverage import report
from app.seeding.load import BadSeed, Outcome, seed_database
from app.seeding.read import read_seed
from app.seeding.rules import check
from app.seeding.schema import write_schemas
from app.settings import Settings, get_settings

KEEP_ALIVE_S = 75  # Above the 60 s after which common balancers drop an idle connection.
GRACE_S = 10  # Longest wait for running requests when asked to stop.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit code: 0 done, 1 refused, 2 misused."""
    settings = get_settings()
    parser = argparse.ArgumentParser(prog="pushoff", description=__doc__)
    commands = parser.add_subparsers(dest="command", metavar="command")
    serve = commands.add_parser("serve", help="migrate, seed if needed, and serve (default)")
    serve.add_argument("--host", default=settings.host, help="address to listen on")
    serve.add_argument("--port", type=int, default=settings.port, help="port to listen on")
    commands.add_parser("seed", help="migrate and bring the database to the seed")
    importing = commands.add_parser("import", help="import a catalogue of others")
    importing.add_argument("system", choices=IMPORTED, help="which catalogue it is")
    importing.add_argument("file", type=Path, help="a file of it: docs/crosswalk.md says which")
    commands.add_parser("export", help="write the whole data as files, ahead of being asked")
    checking = commands.add_parser("check", help="check every seed file and name every fault")
    checking.add_argument(
        "--coverage", action="store_true", help="also tell what the exercises cover of running"
    )
    commands.add_parser("schema", help="write seed/schema/*.json for editors")
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = parser.parse_args(given or ["serve"])
    run: dict[str | None, Callable[[], int]] = {
        "serve": lambda: _serve(settings, asked.host, asked.port),
        "seed": lambda: 0 if _prepare(settings) else 1,
        "import": lambda: _import(settings, asked.system, asked.file),
        "export": lambda: _export(settings),
        "check": lambda: _check(settings, tell=asked.coverage),
        "schema": lambda: _schema(settings),
    }
    return run[asked.command]()


def _serve(settings: Settings, host: str, port: int) -> int:
    """Migrate, seed and serve until told to stop."""
    if not _prepare(settings):
        return 1
    os.environ |= {"PUSHOFF_HOST": host, "PUSHOFF_PORT": str(port)}  # Workers read them anew.
    get_settings.cache_clear()
    shown = get_settings().base_url
    print(f"Pushoff answers at   {shown}/v1/muscle-roles?phase=push-off&role=power")
    print(f"Documentation        {shown}/docs")
    print(f"Health               {shown}/health/ready", flush=True)
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=settings.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
    )
    return 0


def _prepare(settings: Settings) -> bool:
    """Migrate and seed; say what was done, or why it could not be."""
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    try:
        migrate(settings.database_url)
        engine = open_engine(settings.database_url)
        outcome = seed_database(engine, settings.seed)
        engine.dispose()
    except BadSeed as refused:
        _print_faults(refused.faults)
        return False
    except DatabaseError as refused:
        if not isinstance(refused, UNAVAILABLE) and type(refused) is not DatabaseError:
            raise  # A fault of ours, not a database that is away or a file that is none.
        print(f"The database {shown} cannot be used: {refused.orig}", file=sys.stderr)
        return False
    print(f"Database {shown}: {_say(outcome)}")
    return True


def _say(outcome: Outcome) -> str:
    if not outcome.is_new:
        return f"revision {outcome.revision}, up to date."
    return (
        f"revision {outcome.revision}: {outcome.created} resources new, {outcome.changed} changed, "
        f"{outcome.removed} removed."
    )


def _import(settings: Settings, system: str, file: Path) -> int:
    """Migrate, seed and import a file of another catalogue."""
    done = _prepare(settings) and run_import(settings.database_url, system, file)
    return 0 if done else 1


def _export(settings: Settings) -> int:
    """Write the files of the release that the database holds, where they are not there yet."""
    engine = open_engine(settings.database_url)
    try:
        manifest = export_release(engine, settings.exports)
    except (NotReady, *UNAVAILABLE):
        shown = make_url(settings.database_url).render_as_string(hide_password=True)
        print(f"The database {shown} holds no data, or is away: pushoff seed.", file=sys.stderr)
        return 1
    except NotWritten as refused:
        print(f"{settings.exports}: {refused.reason}", file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    for file in manifest.files:
        print(f"{file.size:>12,} bytes  {file.rows:>8,} rows  {file.name}")
    print(f"{len(manifest.files)} files of release {manifest.release}: {manifest.edition}")
    return 0


def _check(settings: Settings, *, tell: bool) -> int:
    """Check every seed file against every rule; tell what is covered, if anything holds."""
    seed = read_seed(settings.seed)
    faults = check(seed)
    if tell and not faults:
        print("\n".join(report(seed)), end="\n\n")
    _print_faults(faults)
    if not faults:
        print("The seed keeps every rule.")
    return 1 if faults else 0


def _print_faults(faults: list[str]) -> None:
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}.", file=sys.stderr)


def _schema(settings: Settings) -> int:
    """Write the JSON Schemas of the records."""
    for path in write_schemas(settings.seed / "schema"):
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
