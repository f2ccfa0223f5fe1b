"""The OpenAPI document: FastAPI's own, with what it cannot know."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from sqlmodel import Session

from app.answers import Watch
from app.domain.base import KEY_LENGTH
from app.problems import Problem
from app.queries.names import Names, known_names
from app.queries.snapshots import open_snapshot
from app.schemas.paging import KEY_PATTERN, MOST_FIELDS, MOST_IDS, Release
from app.schemas.releases import Index, Place

DESCRIPTION = """\
What every muscle does in running, with the evidence for it, and which exercise trains it.

Ask which muscles drive push-off, who decelerates the leg in late swing, which exercises train that
with what you own, and what else would. Every figure names its source, its grade (A to E) and where
we saw it; where sources disagree, both stand. A missing fact is null, never zero.

Lists take `limit`, `cursor`, `count`, `fields`, `ids` and `sort`. Repeating a parameter means OR,
different parameters mean AND; an unknown parameter or value is a 422 that names the nearest.
Slugs are permanent. Errors are RFC 9457 problems with a stable `code`. Every answer has a strong
`ETag` made of path, query and release.

Pushoff informs and explains. It gives no medical advice and promises no injury prevention.
"""
TAGS = [
    {"name": "Muscle roles", "description": "Which muscle does what, when, and how sure we are."},
    {"name": "Muscles", "description": "One tree of anatomy, and functional groups across it."},
    {"name": "Joint work", "description": "How hip, knee and ankle share the work, by speed."},
    {
        "name": "Exercises",
        "description": "What trains it, what else does, and what comes next.",
    },
    {"name": "Training", "description": "Choose and explain: recommendations, sessions, plans."},
    {"name": "Injuries", "description": "What injuries ask of exercises, and red flags."},
    {"name": "Search", "description": "Find anything by words, whatever the spelling."},
    {"name": "Evidence", "description": "Findings, training effects, sources, and claims tested."},
    {"name": "Vocabulary", "description": "Gait phases, running roles and their functions."},
    {"name": "Release", "description": "The data as a whole."},
    {"name": "Exports", "description": "The whole data as files: SQLite, JSON, NDJSON, CSV."},
    {"name": "Health", "description": "The state of the service."},
]
ASSETS = "/docs/assets"
REF = "#/components/schemas/"
KEY = {"pattern": f"^{KEY_PATTERN}$", "maxLength": KEY_LENGTH}
WHOLE = {
    "MuscleSummary": "MuscleRead",
    "ExerciseSummary": "ExerciseRead",
    "InjurySummary": "InjuryRead",
}
"""Schemas of lists that show less than the whole resource, and the whole."""
CODE_LICENCE = {"name": "MIT (code), CC BY 4.0 (data)", "identifier": "MIT AND CC-BY-4.0"}


def describe(app: FastAPI, watch: Watch, open_session: Callable[[], Session]) -> None:
    """Describe the application; the document is made once a release."""
    made: dict[str, dict[str, Any]] = {}

    def document() -> dict[str, Any]:
        release = watch.release
        key = release.id if release else ""
        if key not in made:
            made.clear()
            made[key] = _document(app, _names(release, open_session))
        return made[key]

    app.openapi = document  # type: ignore[method-assign]
    app.mount(ASSETS, StaticFiles(packages=[("fastapi_offline", "static")]))
    for path, page in (("/docs", _show_documentation), ("/", _go_to_documentation)):
        app.add_api_route(path, page, include_in_schema=False)


def _show_documentation() -> Response:
    """Show the documentation, with assets of our own: it works without a network."""
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Pushoff",
        swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{ASSETS}/favicon.png",
    )


def _go_to_documentation() -> Response:
    """Lead from the root to the documentation."""
    return RedirectResponse("/docs")


def _names(release: Release | None, open_session: Callable[[], Session]) -> Names:
    if release is None:
        return Names({})
    with open_snapshot(open_session()) as at:
        return known_names(at)


def _document(app: FastAPI, names: Names) -> dict[str, Any]:
    document = get_openapi(
        title="Pushoff",
        version=app.version,
        summary="What every muscle does in running and which exercise trains it, as an open API.",
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        servers=[{"url": "/", "description": "The server that this document came from."}],
        license_info=CODE_LICENCE,
    )
    schemas = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(ref_template=REF + "{model}")
    schemas |= problem.pop("$defs") | {"Problem": problem}
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                _name_words(parameter, names, schemas)
                if parameter["name"] == "ids":
                    _list_commas(parameter, KEY, MOST_IDS)
                if parameter["name"] == "fields":
                    words = list(_describe_part(operation, schemas))
                    _list_commas(parameter, {"enum": words}, MOST_FIELDS)
    return document


def _list_commas(parameter: dict[str, Any], items: dict[str, Any], most: int) -> None:
    """Describe a comma-separated parameter as OpenAPI does: an array, not exploded."""
    parameter |= {"style": "form", "explode": False}
    parameter["schema"] = {
        "type": "array",
        "title": parameter["schema"]["title"],
        "items": {"type": "string", **items},
        "minItems": 1,
        "maxItems": most,
    }


def _describe_part(operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Say that an answer holds only some properties where `fields` asked for them.

    Gives the properties of the whole resource.
    """
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    page = schemas[_named(answer)]["properties"].get("items")
    holder = page["items"] if page else answer
    if "anyOf" not in holder:  # Else another path has described the same page already.
        shown = _named(holder)
        part = f"{WHOLE.get(shown, shown).removesuffix('Read')}Part"
        holder.clear()
        holder["anyOf"] = [{"$ref": REF + shown}, {"$ref": REF + part}]
        schemas[part] = {
            "type": "object",
            "title": part,
            "description": "What `fields` asked for: these properties and no others.",
            "properties": schemas[WHOLE.get(shown, shown)]["properties"],
            "minProperties": 1,
        }
    properties: dict[str, Any] = schemas[_named(holder["anyOf"][1])]["properties"]
    return properties


def _named(reference: dict[str, Any]) -> str:
    return str(reference["$ref"]).removeprefix(REF)


def _name_words(parameter: dict[str, Any], names: Names, schemas: dict[str, Any]) -> None:
    """List the words that a parameter takes as a named, open enumeration."""
    schema = parameter["schema"]
    _drop_null(schema)
    kind = schema.pop("x-vocabulary", None)
    words = names.slugs(kind) if kind else []
    if not words:
        return
    component = f"{kind.title().replace('-', '')}Slug"
    schemas[component] = {
        "type": "string",
        "title": component,
        "description": f"Every {kind} of this revision. Open: a later one may add words, and "
        "aliases are taken as well; see /v1/vocabulary.",
        "enum": words,
    }
    schema["items"] = {"$ref": REF + component}


def _drop_null(schema: dict[str, Any]) -> None:
    """A parameter is left out, never null: say the type alone, as generators expect."""
    options = [option for option in schema.pop("anyOf", []) if option != {"type": "null"}]
    if options:
        schema |= options[0]


def index_of(document: dict[str, Any]) -> Index:
    """List the paths that an OpenAPI document describes."""
    return Index(
        documentation="/docs",
        openapi="/openapi.json",
        paths=[
            Place(path=path, summary=operations["get"]["description"])
            for path, operations in document["paths"].items()
        ],
    )
