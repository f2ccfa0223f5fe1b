"""How the tests change the world: small edits of its seed files."""

from tests.world import FILES, MUSCLES

Changes = dict[str, str | None]
"""New texts of seed files by name; None leaves a file out."""


def file_of(name: str) -> str:
    """Give the text of a file of the world."""
    muscle = name.removeprefix("muscles/").removesuffix(".toml")
    return (MUSCLES[muscle] if name.startswith("muscles/") else FILES[name]).lstrip("\n")


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


def repeated(name: str, line: int = 2) -> Changes:
    """Say one line of a table twice."""
    file = f"measurements/{name}.csv"
    return added(file, file_of(file).split("\n")[line - 1])


def without(name: str, *starts: str) -> Changes:
    """Leave out the lines of one table that start with any of these words; there must be some."""
    file = f"measurements/{name}.csv"
    lines = file_of(file).splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(starts)]
    assert kept != lines, f"{file} has no line that starts with any of {starts}"
    return {file: "".join(kept)}
