"""The world, with texts in it that try to become something else wherever they are shown."""

import re

from tests.catalogue import FILES as CATALOGUE_FILES
from tests.seeding.changes import FOLDERS, Changes, file_of
from tests.world import FILES

HOSTILE = "<script>x</script>]]>--><b onload='x'>\"onload=\" &lt;|[y](javascript:x)"
"""Ends elements, sections, attributes, links and tables."""
NAMES = {"name", "latin", "label", "title", "journal", "authors", "area"}
TEXTS = {
    "aggravating", "change", "cues", "definition", "explanation", "instructions", "management",
    "mistakes", "note", "reason", "safety", "share_of", "signs", "statement", "summary", "text",
    "concern", "action",
}  # fmt: skip
LINE = re.compile(r"(?<!poses\]\]\n)^([a-z_]+) = (.+)$", re.MULTILINE)  # Poses have slugs.
STRING = re.compile(r'"([^"\\]+)"')


def hostile_world() -> Changes:
    """Give every file of the world in TOML with hostile names and texts."""
    names = [f"{folder}/{slug}.toml" for folder, records in FOLDERS.items() for slug in records]
    names += [name for name in FILES | CATALOGUE_FILES if name.endswith(".toml")]
    return {name: LINE.sub(_spoilt, file_of(name)) for name in names}


def _spoilt(line: re.Match[str]) -> str:
    """Put hostile text before the text of a line."""
    key, value = line.groups()
    if key not in NAMES | TEXTS:
        return line.group()
    return f"{key} = {STRING.sub(lambda text: _quoted(HOSTILE + text.group(1)), value)}"


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))
