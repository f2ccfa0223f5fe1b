"""Make the database ready: migrated, and at the seed."""

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from app.cli.progress import working
from app.cli.reading import find_readable
from app.cli.refused import Refused
from app.database import UNAVAILABLE, may_write, open_engine
from app.migrate import is_newest, migrate
from app.seeding.outcome import BadSeed, Outcome, find_seeded
from app.settings import Settings


def name_of(settings: Settings) -> str:
    """Name the database without its password."""
    return make_url(settings.database_url).render_as_string(hide_password=True)


def prepare(settings: Settings, wait_s: float = 0) -> Outcome:
    """Migrate and seed, where there is anything to do; raises Refused where it cannot be done.

    A database that may only be read is taken as it is, as soon as it can be answered from.
    """
    engine = open_engine(settings.database_url)
    try:
        if not may_write(engine):
            return find_readable(engine, name_of(settings), wait_s)
        if not is_newest(engine):
            migrate(settings.database_url)
        if (seeded := find_seeded(engine, settings.seed)) is not None:
            return seeded
        from app.seeding.load import seed_database

        with working("Filling the database; this takes about ten seconds"):
            return seed_database(engine, settings.seed)
    except BadSeed as refused:
        raise Refused(told(refused.faults)) from refused
    except DatabaseError as refused:
        if not isinstance(refused, UNAVAILABLE) and type(refused) is not DatabaseError:
            raise  # A fault of ours, not a database that is away or a file that is none.
        shown = name_of(settings)
        raise Refused(f"The database {shown} cannot be used: {refused.orig}") from refused
    finally:
        engine.dispose()


def told(faults: list[str]) -> str:
    """Tell the faults of a seed, a line each, and how many they are."""
    return "\n".join([*faults, f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}."])
