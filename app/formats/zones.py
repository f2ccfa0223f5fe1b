"""Time zones by their names in the IANA database, from the package tzdata alone.

The operating system may have an older database, or none: the same question has the same answer on
every server.
"""

from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

PLACEHOLDER = "Factory"  # What the database calls a clock that nobody has set.


@cache
def zone_names() -> list[str]:
    """Name every time zone, in order: also by older names, which clients go on sending."""
    names = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return sorted(set(names) - {PLACEHOLDER})


@lru_cache(maxsize=64)
def load_zone(name: str) -> ZoneInfo:
    """Read the time zone of a name that `zone_names` has."""
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
