"""The commands of those who run the service and keep its data."""

import atexit
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, Option

from app.cli.refused import Refused

if TYPE_CHECKING:
    from app.seeding.outcome import Outcome
    from app.settings import Settings

KEEP_ALIVE_S = 75  # Above the 60 s after which common balancers drop an idle connection.
GRACE_S = 10  # Longest wait for running requests when asked to stop.
ALIVE_S = 30  # A worker that is silent for so long is replaced; one on a busy machine is not.
PATIENCE_S = 60  # Longest wait for another process to fill a database that we may only read.


def serve(
    host: Annotated[str | None, Option("--host", help="Address to listen on.")] = None,
    port: Annotated[
        int | None, Option("--port", help="Port to listen on.", min=0, max=65535)
    ] = None,
) -> None:
    """Serve the API (default), migrated and seeded."""
    from app.worker import hold_collector, release_collector

    hold_collector()  # A single worker is this very process.
    import uvicorn

    from app.cli.settings import load_settings
    from app.lines import log_config
    from app.settings import get_settings

    lines = load_settings().log == "json"  # Then standard output holds nothing else.
    with redirect_stdout(sys.stderr if lines else sys.stdout):
        settings = _ready(PATIENCE_S)
        host, port = host or settings.host, settings.port if port is None else port
        os.environ |= {"PUSHOFF_HOST": host, "PUSHOFF_PORT": str(port)}  # Workers read them anew.
        get_settings.cache_clear()
        shown = get_settings().base_url
        print(f"Explorer             {shown}/")
        print(f"Pushoff answers at   {shown}/v1/muscle-roles?phase=push-off&role=power")
        print(f"Documentation        {shown}/docs")
        print(f"Health               {shown}/health/ready", flush=True)
    if settings.workers > 1:
        release_collector()
        if settings.metrics:
            _share_counts()
    uvicorn.run(
        "app.worker:create_app",
        factory=True,
        host=host,
        port=port,
        workers=settings.workers,
        log_config=log_config() if lines else uvicorn.config.LOGGING_CONFIG,
        http="app.wire:Wire",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        timeout_worker_healthcheck=ALIVE_S,
    )


def mcp() -> None:
    """Answer a language model on standard input and output."""
    from app.main import create_app
    from app.mcp.stdio import serve_stdio

    with redirect_stdout(sys.stderr):  # Nothing but the protocol goes to standard output.
        settings = _ready()
    serve_stdio(create_app(settings))


def seed() -> None:
    """Migrate, and bring the database to the seed."""
    from app.worker import hold_collector, release_collector

    hold_collector()  # What is read stays to the end; to walk it would cost a quarter more.
    try:
        _prepared()
    finally:
        release_collector()


def _prepared() -> "Settings":
    """Make the database ready, say what was done, and give the settings.

    Raises Refused where it may only be read.
    """
    from app.cli.database import name_of, prepare
    from app.cli.settings import load_settings

    settings = load_settings()
    outcome = prepare(settings)
    if not outcome.may_write:
        raise Refused(
            f"The database {name_of(settings)} may only be read here. DATABASE_URL must name a "
            "role that may write."
        )
    print(f"Database {name_of(settings)}: {_say(outcome)}")
    return settings


def _ready(wait_s: float = 0) -> "Settings":
    """Make the database ready for a process that stays, say what was done, give the settings."""
    from app.cli.database import name_of, prepare_apart
    from app.cli.settings import load_settings

    settings = load_settings()
    if (outcome := prepare_apart(settings, wait_s)) is not None:
        print(f"Database {name_of(settings)}: {_say(outcome)}")
    return settings


def _share_counts() -> None:
    """Make a folder where workers leave their counts for one another, until this command ends."""
    folder = mkdtemp(prefix="pushoff-metrics-")
    atexit.register(rmtree, folder, ignore_errors=True)
    os.environ.setdefault("PUSHOFF_METRICS_FOLDER", folder)


def _say(outcome: "Outcome") -> str:
    if not outcome.may_write:
        return f"revision {outcome.revision}, taken as it is: it may only be read here."
    if not outcome.is_new:
        return f"revision {outcome.revision}, up to date."
    return (
        f"revision {outcome.revision}: {outcome.created} resources new, {outcome.changed} changed, "
        f"{outcome.removed} removed."
    )


def import_(
    system: Annotated[
        Literal["free-exercise-db", "wger"],
        Argument(help="Which catalogue it is.", show_default=False),
    ],
    file: Annotated[
        Path, Argument(help="A file of it; docs/crosswalk.md says which.", show_default=False)
    ],
) -> None:
    """Import a catalogue of others into the crosswalk."""
    from app.cli.progress import counting
    from app.database import open_engine
    from app.imports.load import BadCatalogue, import_catalogue
    from app.imports.report import told

    engine = open_engine(_prepared().database_url)
    try:
        with counting("Comparing with ours") as progress:
            imported = import_catalogue(engine, system, file, progress)
    except BadCatalogue as refused:
        faults = [f"{file}: {fault}" for fault in refused.faults]
        raise Refused("\n".join([*faults, "Nothing was changed."])) from refused
    finally:
        engine.dispose()
    print("\n".join(told(system, imported)))


def export() -> None:
    """Write the whole data as files, ahead."""
    from app.cli.database import database_of, name_of
    from app.cli.progress import working
    from app.cli.settings import load_settings
    from app.database import open_engine, outages
    from app.domain.errors import NotReady, NotWritten
    from app.exports.shelf import export_release

    settings = load_settings()
    with database_of(settings, lambda name: f"The database {name} cannot be used"):
        engine = open_engine(settings.answers_from)
    refusals: tuple[type[Exception], ...] = (NotReady, *outages(engine))
    try:
        with working("Writing the files"):
            manifest = export_release(engine, settings.exports)
    except refusals as refused:
        shown = name_of(settings)
        raise Refused(f"The database {shown} holds no data, or is away: pushoff seed.") from refused
    except NotWritten as refused:
        raise Refused(f"{settings.exports}: {refused.reason}") from refused
    finally:
        engine.dispose()
    for file in manifest.files:
        print(f"{file.size:>12,} bytes  {file.rows:>8,} rows  {file.name}")
    print(f"{len(manifest.files)} files of release {manifest.release}: {manifest.edition}")


def check(
    coverage: Annotated[
        bool, Option("--coverage", help="Also tell what the exercises cover of running.")
    ] = False,
) -> None:
    """Check every seed file and name every fault."""
    from app.cli.database import told
    from app.cli.settings import load_settings
    from app.seeding.coverage import report
    from app.seeding.read import read_seed
    from app.seeding.rules import check as find_faults

    seed_files = read_seed(load_settings().seed)
    if faults := find_faults(seed_files):
        raise Refused(told(faults))
    if coverage:
        print("\n".join(report(seed_files)), end="\n\n")
    print("The seed keeps every rule.")


def schema() -> None:
    """Write seed/schema/*.json, for editors."""
    from app.cli.settings import load_settings
    from app.seeding.schema import write_schemas

    for path in write_schemas(load_settings().seed / "schema"):
        print(path.name)
