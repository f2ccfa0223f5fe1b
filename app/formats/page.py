"""A session or a plan as a page of its own: for a browser, a phone beside the mat, and paper.

The style is in the page: so one answer is the whole page, also where it is saved or sent on, and no
kept page can meet the style of another version. The policy names it by its hash, and allows nothing
else: no script, no image, no form, no frame.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from app.formats import links, words
from app.formats.origin import Origin
from app.formats.templating import read_templates
from app.schemas.paging import SessionFormat
from app.schemas.sessions import PlanParams, PlanRead, SessionRead

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
PALETTE = (TEMPLATES / "palette.css").read_text(encoding="utf-8")
"""The colours of every page that we write, in light and in dark."""
STYLE = PALETTE + (TEMPLATES / "page.css").read_text(encoding="utf-8")
STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{STYLE_HASH}'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""What the page may load: its own style."""
OF_EVERY_PAGE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
}
"""What all pages are sent with, beside a policy of their own: what a person asks here, of an injury
for instance, is told to no other server."""
HEADERS = {"Content-Security-Policy": POLICY, **OF_EVERY_PAGE}
HERE = ".."
"""The address of the service, as seen from /v1/sessions and /v1/plans: links hold for every name
by which a browser reaches it."""
LABELS = {
    SessionFormat.text: "Plain text",
    SessionFormat.markdown: "Markdown",
    SessionFormat.json: "JSON",
    SessionFormat.jsonld: "JSON-LD",
}


def write_page(read: SessionRead | PlanRead, origin: Origin) -> str:
    """Write the page of a session or a plan; with a referral what to do, and no training."""
    name = "session" if isinstance(read, SessionRead) else "plan"
    return (
        _templates()
        .get_template(f"{name}.html.jinja")
        .render(read=read, origin=origin, formats=list(_formats(read, origin)))
    )


def _formats(read: SessionRead | PlanRead, origin: Origin) -> Iterator[tuple[str, str]]:
    """Name the other formats of an answer, each with its address; a referral is no workout."""
    here = replace(origin, base=HERE)
    if read.referral is None:
        if isinstance(read, SessionRead):
            yield "FIT, for a watch", here.address(".fit")
        elif isinstance(origin.asked, PlanParams) and origin.asked.start:
            yield "Calendar", here.address(".ics")
    for how, label in LABELS.items():
        yield label, here.address(format=how.value)


@cache
def _templates() -> "Environment":
    """Read the templates once, for the first page."""
    templates = read_templates(TEMPLATES)
    templates.globals |= {"base": HERE, "style": STYLE}
    templates.filters |= {
        "exercise_link": links.exercise,
        "session_title": words.session_title,
        "source_link": links.source,
        "week_title": words.week_title,
        "what_it_is": words.what_it_is,
    }
    return templates
