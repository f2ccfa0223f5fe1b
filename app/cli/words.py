"""The words that the shell completes, from the seed: a press of the tab key asks no database."""

import tomllib
from collections.abc import Callable

FOLDERS = {"exercise": "exercises", "injury": "injuries", "muscle": "muscles"}
"""Where each record is a file, and the file is named by its slug."""
FILES = {
    "claim": "claims.toml",
    "equipment": "equipment.toml",
    "goal": "goals.toml",
    "phase": "phases.toml",
    "red_flag": "red_flags.toml",
    "role": "roles.toml",
}


def words(kind: str) -> Callable[[str], list[str]]:
    """Make what completes the slugs of a kind; nothing is offered where there is no seed."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in slugs_of(kind) if word.startswith(incomplete)]

    return complete


def slugs_of(kind: str) -> list[str]:
    """Name the slugs of a kind, in order; none where the seed cannot be read."""
    from app.settings import get_settings

    seed = get_settings().seed
    if kind in FOLDERS:
        return sorted(file.stem for file in (seed / FOLDERS[kind]).glob("*.toml"))
    try:
        records = tomllib.loads((seed / FILES[kind]).read_text(encoding="utf-8"))[kind]
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return []
    return [record["slug"] for record in records]
