"""The OpenAPI document: FastAPI's own, with what it cannot know."""

from copy import deepcopy
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from app.deprecations import DEPRECATED
from app.domain.base import KEY_LENGTH
from app.openapi.questions import preferred
from app.openapi.responses import HEADERS, describe_responses
from app.problems import Problem
from app.queries.names import Names
from app.schemas.includes import INCLUDES
from app.schemas.intervals import IntervalsEvent
from app.schemas.kinds import READS
from app.schemas.paging import KEY_PATTERN, MEDIA_TYPES
from app.schemas.releases import Index, Place

DESCRIPTION = """\
What every muscle does in running, with the evidence for it, and which exercise trains it.

Ask which muscles drive push-off, who decelerates the leg in late swing, which exercises train that
with what you own, and what else would. Every figure names its source, its grade (A to E) and where
we saw it; where sources disagree, both stand. A missing fact is null, never zero.

Lists take `limit`, `cursor`, `count`, `fields`, `ids` and `sort`; `include` sends along documents
that the answer names, and `format` writes it as JSON, CSV or JSON-LD; sessions and plans also as
text, Markdown or a page. Repeating a parameter means OR, different parameters mean AND; an unknown
parameter or value is a 422 that names the nearest. Slugs are permanent. Errors are RFC 9457
problems with a stable `code`. Every answer has a strong `ETag` made of path, query and release.

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
    {"name": "Pictures", "description": "The body, coloured by what the data says."},
    {"name": "Search", "description": "Find anything by words, whatever the spelling."},
    {"name": "Evidence", "description": "Findings, training effects, sources, and claims tested."},
    {"name": "Vocabulary", "description": "Gait phases, running roles and their functions."},
    {
        "name": "Crosswalk",
        "description": "Ids of other catalogues, and which of ours they are.",
    },
    {"name": "Release", "description": "The data as a whole."},
    {"name": "Exports", "description": "The whole data as files: SQLite, JSON, NDJSON, CSV."},
    {"name": "Health", "description": "The state of the service."},
]
REF = "#/components/schemas/"
KEY = {"pattern": f"^{KEY_PATTERN}$", "maxLength": KEY_LENGTH}
WHOLE = {
    "MuscleSummary": "MuscleRead",
    "ExerciseSummary": "ExerciseRead",
    "InjurySummary": "InjuryRead",
}
"""Schemas of lists that show less than the whole resource, and the whole."""
KIND_OF = {read.__name__: kind for kind, read in READS.items()}
INCLUDED = {
    "type": "object",
    "title": "Included",
    "description": "Documents sent along because `include` asked for them: for each kind, every "
    "one that the answer names, once, in the order of their keys. A kind not asked for is absent.",
    "properties": {
        kind.replace("-", "_"): {"type": "array", "items": {"$ref": REF + read.__name__}}
        for kind, read in READS.items()
        if any(one.kind == kind for words in INCLUDES.values() for one in words.values())
    },
}
LINKED_DATA = {
    "type": "object",
    "title": "LinkedData",
    "description": "The same as application/json, as JSON-LD 1.1: with a context of its own that "
    "leads to schema.org, and with the address and the type of every resource.",
    "properties": {
        "@context": {"type": "object", "description": "What each name stands for."},
        "@id": {"type": "string", "description": "Path of the resource; a list has none."},
        "@type": {"description": "What it is: one word, or several."},
    },
    "required": ["@context", "@type"],
    "additionalProperties": True,
}
TABLE = {"type": "string", "description": "RFC 4180, with a header row; one row an item."}
TEXTS = {
    "text": "What to do, line by line.",
    "markdown": "What to do and why, in CommonMark, with sources as links.",
    "html": "A page of its own, for a browser and for paper.",
}
EVENTS = {
    "type": "array",
    "title": "IntervalsEvents",
    "description": "The body of the bulk upsert of Intervals.icu: an event for each session.",
    "items": {"$ref": f"{REF}IntervalsEvent"},
}
BESIDE = {
    "Included": INCLUDED,
    "IntervalsEvent": IntervalsEvent.model_json_schema(),
    "IntervalsEvents": EVENTS,
    "LinkedData": LINKED_DATA,
}
"""Schemas of what no model of ours describes."""
OTHER_FORMATS: dict[str, dict[str, Any]] = {
    "csv": TABLE,
    "jsonld": {"$ref": f"{REF}LinkedData"},
    "intervals": {"$ref": f"{REF}IntervalsEvents"},
    **{word: {"type": "string", "description": said} for word, said in TEXTS.items()},
}
"""What the formats beside JSON hold."""
CODE_LICENCE = {"name": "MIT (code), CC BY 4.0 (data)", "identifier": "MIT AND CC-BY-4.0"}
CONTACT = {"name": "The Pushoff contributors"}
GROWS = "Open: a later version may add words."
Schema = dict[str, Any]


def structure_of(app: FastAPI) -> Schema:
    """Describe what the code alone says: the same for any data."""
    document = get_openapi(
        title="Pushoff",
        version=app.version,
        summary="What every muscle does in running and which exercise trains it, as an open API.",
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        servers=[{"url": "/", "description": "The server that this document came from."}],
        contact=CONTACT,
        license_info=CODE_LICENCE,
    )
    components = document["components"]
    schemas = components["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(ref_template=REF + "{model}", mode="serialization")
    schemas |= problem.pop("$defs") | {"Problem": problem}
    for schema in schemas.values():
        if "enum" in schema:
            schema["description"] = f"{schema['description']} {GROWS}"
    components |= {"headers": deepcopy(HEADERS), "responses": {}}
    for path, operations in document["paths"].items():
        for operation in operations.values():
            operation["summary"] = _in_words(operation["operationId"])
            if path in DEPRECATED:
                operation["deprecated"] = True
            for parameter in operation.get("parameters", []):
                _say_once(parameter)
            describe_responses(path, operation, components)
    return document


def document_of(structure: Schema, names: Names) -> Schema:
    """Add the words of the data to what the code says."""
    document = deepcopy(structure)
    schemas = document["components"]["schemas"] | deepcopy(BESIDE)
    operations = [one for path in document["paths"].values() for one in path.values()]
    for operation in operations:
        _describe_parameters(operation, names, schemas)
    for operation in operations:  # What is sent along is no field: it comes after all fields.
        _describe_included(operation, schemas)
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document


def _describe_parameters(operation: Schema, names: Names, schemas: Schema) -> None:
    """Say what the parameters of an operation take, and what its answer is with them."""
    for parameter in operation.get("parameters", []):
        _name_words(parameter, names, schemas)
        if parameter["name"] == "ids":
            _list_words(parameter["schema"], {"type": "string", **KEY})
        if parameter["name"] == "fields":
            _list_words(parameter["schema"], _name_fields(operation, schemas))
        if parameter["name"] == "format":
            _describe_formats(operation, _named(parameter["schema"]), schemas)


def _describe_included(operation: Schema, schemas: Schema) -> None:
    """Say what an operation can send along."""
    parameters = {one["name"]: one for one in operation.get("parameters", [])}
    if not {"fields", "include"} <= parameters.keys():  # A session includes exercises.
        return
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    page = schemas[_named(answer)]["properties"] if "$ref" in answer else None
    holder = page["items"]["items"] if page else answer
    read = f"{_named(holder['anyOf'][1]).removesuffix('Part')}Read"
    words = list(INCLUDES[KIND_OF[read]])
    _list_words(parameters["include"]["schema"], {"type": "string", "enum": words})
    included = {"$ref": f"{REF}Included"}
    if page:
        page["included"] |= {"anyOf": [included, {"type": "null"}]}
    else:
        schemas[read]["properties"]["included"] = included | {
            "description": "What `include` asked for; only there if it did, and never on an item "
            "of a list.",
        }


def _in_words(operation_id: str) -> str:
    """Write an operation's name as words."""
    return operation_id.replace("_", " ").capitalize().replace("emg", "EMG")


def _say_once(parameter: Schema) -> None:
    """Leave out of a parameter's schema what the parameter says already."""
    schema = parameter["schema"]
    options = [option for option in schema.pop("anyOf", []) if option != {"type": "null"}]
    if options:  # A parameter is left out, never null: say the type alone, as generators expect.
        schema |= options[0]
    schema.pop("description", None)
    schema.pop("title", None)


def _describe_formats(operation: Schema, vocabulary: str, schemas: Schema) -> None:
    """Say what an operation answers in the formats beside JSON, which stays the first."""
    content = operation["responses"]["200"]["content"]
    for word in schemas[vocabulary]["enum"]:
        if word in OTHER_FORMATS:
            content[MEDIA_TYPES[word].partition(";")[0]] = {"schema": deepcopy(OTHER_FORMATS[word])}


def _list_words(schema: Schema, items: Schema) -> None:
    """Describe words as generated clients send them: repeated. Commas do between them as well."""
    most = schema.pop("x-words")
    schema.clear()
    schema.update({"type": "array", "items": items, "minItems": 1, "maxItems": most})


def _name_fields(operation: Schema, schemas: Schema) -> Schema:
    """Say that an answer holds only some properties where `fields` asked for them.

    Gives the schema of one word of `fields`.
    """
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    page = schemas[_named(answer)]["properties"].get("items")
    holder = page["items"] if page else answer
    if "anyOf" not in holder:  # Else another path has described the same page already.
        shown = _named(holder)
        whole = WHOLE.get(shown, shown)
        name = whole.removesuffix("Read")
        holder.clear()
        holder["anyOf"] = [{"$ref": REF + shown}, {"$ref": f"{REF}{name}Part"}]
        properties = schemas[whole]["properties"]
        schemas[f"{name}Part"] = {
            "type": "object",
            "title": f"{name}Part",
            "description": "What `fields` asked for: these properties and no others.",
            "properties": properties,
            "minProperties": 1,
        }
        schemas[f"{name}Field"] = {
            "type": "string",
            "title": f"{name}Field",
            "description": f"A field that can be asked for. {GROWS}",
            "enum": list(properties),
        }
    return {"$ref": holder["anyOf"][1]["$ref"].replace("Part", "Field")}


def _named(reference: Schema) -> str:
    return str(reference["$ref"]).removeprefix(REF)


def _name_words(parameter: Schema, names: Names, schemas: Schema) -> None:
    """List the words that a parameter takes as a named, open enumeration."""
    schema = parameter["schema"]
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
        "examples": [preferred(kind, names)],
    }
    schema["items"] = {"$ref": REF + component}


def index_of(app: FastAPI) -> Index:
    """List the paths that the OpenAPI document describes, without making it: that takes 20 MB."""
    described = [one for one in app.routes if isinstance(one, APIRoute) and one.include_in_schema]
    return Index(
        documentation="/docs",
        openapi="/openapi.json",
        paths=[Place(path=route.path_format, summary=route.description) for route in described],
    )
