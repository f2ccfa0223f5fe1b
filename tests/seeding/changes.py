"""How the tests change the world: small edits of its seed files."""

from tests.catalogue import EXERCISES, INJURIES
from tests.catalogue import FILES as CATALOGUE_FILES
from tests.world import FILES, MUSCLES

Changes = dict[str, str | None]
"""New texts of seed files by name; None leaves a file out."""

FOLDERS = {"muscles": MUSCLES, "exercises": EXERCISES, "injuries": INJURIES}
"""The folders of one-record files."""


def file_of(name: str) -> str:
    """Give the text of a file of the world."""
    folder, _, file = name.partition("/")
    if folder in FOLDERS:
        return FOLDERS[folder][file.removesuffix(".toml")].lstrip("\n")
    return (FILES | CATALOGUE_FILES)[name].lstrip("\n")


def edited(name: str, *edits: tuple[str, str]) -> Changes:
    """Replace text of one file; each old text must be there."""
    text = file_of(name)
    for old, new in edits:
        assert old in text, f"{name} does not hold {old!r}"
        text = text.replace(old, new)
    return {name: text}


def added(name: str, text: str) -> Changes:
    """Add text at the end of one file."""
    return {name: file_of(name) + text}


def everywhere(old: str, new: str) -> Changes:
    """Replace text of every file of exercises, injuries and their links that holds it."""
    names = [f"exercises/{slug}.toml" for slug in EXERCISES]
    names += [f"injuries/{slug}.toml" for slug in INJURIES]
    found = [name for name in (*names, *CATALOGUE_FILES) if old in file_of(name)]
    assert found, f"No file of the catalogue holds {old!r}"
    return {name: file_of(name).replace(old, new) for name in found}


def moved(kind: str, key: str, to: str | None = None) -> Changes:
    """Say in moved.toml that a slug went, and where to."""
    leads = f'to = "{to}"\n' if to else ""
    return {"moved.toml": f'[[moved]]\nkind = "{kind}"\nkey = "{key}"\n{leads}why = "Renamed."\n'}


def table_of(name: str) -> str:
    """Give the file of a table of measurements or of links."""
    (file,) = (file for file in FILES | CATALOGUE_FILES if file.endswith(f"/{name}.csv"))
    return file


def repeated(name: str, line: int = 2) -> Changes:
    """Say one line of a table twice."""
    file = table_of(name)
    return added(file, file_of(file).split("\n")[line - 1])


def without(name: str, *starts: str) -> Changes:
    """Leave out the lines of one table that start with any of these words; there must be some."""
    file = table_of(name)
    lines = file_of(file).splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(starts)]
    assert kept != lines, f"{file} has no line that starts with any of {starts}"
    return {file: "".join(kept)}
