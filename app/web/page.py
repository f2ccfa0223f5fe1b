"""A page as it is sent: a template filled with what a view found, and what the page may load."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from app.formats import words
from app.formats.page import OF_EVERY_PAGE
from app.formats.templating import read_templates
from app.schemas.running import MuscleRoleRead
from app.web.assets import ADDRESSES

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
MEDIA_TYPE = "text/html; charset=utf-8"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""What a page may load: files, pictures and answers of this server."""
HEADERS = {"Content-Security-Policy": POLICY, **OF_EVERY_PAGE}
SMALLEST_SHOWN = 0.005  # Half a percent: what is less would be told as none.


class Page(NamedTuple):
    """What a view found: the template that shows it, and what stands in it."""

    template: str
    title: str
    found: dict[str, Any]


def write_page(page: Page, calls: Sequence[str]) -> str:
    """Write a page, with the calls of the API that it is made of."""
    template = _templates().get_template(f"{page.template}.html.jinja")
    return template.render(page.found, title=page.title, view=page.template, calls=calls)


def share(value: float) -> str:
    """Say a share, and that it is something where it is small."""
    return words.percent(value) if value >= SMALLEST_SHOWN or not value else "under 1 %"


def span(role: MuscleRoleRead) -> str:
    """Say between which shares the runners, speeds and methods lie."""
    if role.share_low is None or role.share_high is None:
        return ""
    return f"{100 * role.share_low:.0f}–{words.percent(role.share_high)}"


@cache
def _templates() -> "Environment":
    """Read the templates once, for the first page."""
    templates = read_templates(TEMPLATES)
    templates.globals |= {"assets": ADDRESSES}
    templates.filters |= {
        "share": share,
        "span": span,
        "spoken": words.spoken,
    }
    return templates
