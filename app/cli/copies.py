"""The commands that copy an embedded database, and bring it back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument

if TYPE_CHECKING:
    from app.copies import Copy


def backup(
    file: Annotated[str, Argument(metavar="FILE", help="File to make.", show_default=False)],
) -> None:
    """Copy the SQLite database into a file, in use or not."""
    from app.cli.output import place_of
    from app.copies import back_up

    to = place_of(file)
    with _embedded(lambda name: f"No backup was made of {name}") as place:
        made = back_up(place, to)
    print(f"{file}: {_described(made)}.")


def restore(
    file: Annotated[Path, Argument(metavar="FILE", help="A backup.", exists=True, dir_okay=False)],
) -> None:
    """Put a backup in the place of the SQLite database.

    Stop the service first. What was there is kept beside it.
    """
    from app.copies import restore as put_back
    from app.embedded import check_place
    from app.migrate import known_versions

    with _embedded(lambda name: f"{file} was not restored to {name}") as place:
        check_place(place)
        copy, kept = put_back(file.resolve(), place)
    print(f"{place}: {_described(copy)}.")
    if kept is not None:
        print(f"What was there is kept: {kept}.")
    if copy.schema != known_versions()[-1]:
        print("Its schema is an older one: the next start migrates it.")


@contextmanager
def _embedded(failed: Callable[[str], str]) -> Iterator[Path]:
    """Give the file of the database; raises Refused where there is none, or it cannot be done."""
    from app.cli.database import database_of
    from app.cli.settings import load_settings
    from app.database import BadDatabase
    from app.embedded import file_of

    with database_of(load_settings(), failed) as address:
        if address.drivername != "sqlite":
            raise BadDatabase(
                "this is for SQLite files. Use pg_dump and pg_restore: docs/reliability.md."
            )
        try:
            yield file_of(address)
        except OSError as error:
            where = error.filename2 or error.filename
            raise BadDatabase(f"{error.strerror}: {where}.") from error


def _described(copy: "Copy") -> str:
    return (
        f"revision {copy.release.number}, release {copy.release.id}, schema {copy.schema}, "
        f"{copy.size:,} bytes"
    )
