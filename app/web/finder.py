"""The search: what words find, however they are spelt."""

from functools import partial
from typing import Any

from app.schemas.search import Findable
from app.web.page import Page
from app.web.params import FinderParams
from app.web.reader import Reader, target_of

HITS = 50
PAGES = {
    Findable.muscles: "/muscles/{}",
    Findable.exercises: "/exercises/{}",
    Findable.phases: "/?phase={}",
    Findable.roles: "/?role={}",
    Findable.injuries: "/session?injury={}",
    Findable.claims: "/v1/claims/{}",
}
"""Where each kind is shown; a claim is shown by the API itself."""


async def see(reader: Reader, params: FinderParams) -> Page:
    """Show what words find; without words, how to begin."""
    # The release is asked for, so that a page without words is of one, too.
    release = await reader.get("/v1/release")
    found: dict[str, Any] = {"items": []}
    if params.q is not None:
        found = await reader.get("/v1/search", **params.model_dump(mode="json"), limit=HITS + 1)
    shown = found["items"][:HITS]
    asked = partial(target_of, "/search")
    return Page(
        "search",
        f"Search: {params.q}" if params.q else "Search",
        {
            "asked": params.q,
            "found": [(one, PAGES[one["kind"]].format(one["slug"])) for one in shown],
            "more": len(found["items"]) > len(shown),
            "counts": release["counts"],
            "kinds": [
                (kind, [kind] == params.kind, asked({"q": params.q, "kind": kind.value}))
                for kind in Findable
            ],
            "everything": (not params.kind, asked({"q": params.q})),
        },
    )
