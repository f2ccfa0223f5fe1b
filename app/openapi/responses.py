"""What the OpenAPI document says of every answer: its headers, and the errors that all share."""

import json
from typing import Any

from fastapi.responses import Response

from app.domain.errors import Gone
from app.downloads import beyond
from app.limits import LONGEST_QUERY, target_too_long
from app.negotiation import not_acceptable
from app.openapi.questions import PREFERRED
from app.pictures.svg import MEDIA_TYPE as PICTURE
from app.problems import MEDIA_TYPE, documented, gone, internal, unavailable
from app.rates import Taken, too_many

Schema = dict[str, Any]
RESPONSES = "#/components/responses/"
SPENT = Taken(allowed=False, most=600, window_s=60, left=0, wait_s=12)
UNASKED: dict[str, Response] = {
    "406": not_acceptable(["json", "csv", "jsonld"]),
    "410": gone(Gone("exercises", "retired-exercise", PREFERRED["exercise"])),
    "414": target_too_long("query string", LONGEST_QUERY),
    "416": beyond("bytes=1000-", 1000),
    "429": too_many(SPENT),
    "500": internal(),
    "503": unavailable("The database does not answer."),
}
"""Errors that no question to good data brings about, as the application itself says them."""

HEADERS: dict[str, Schema] = {
    "ETag": {
        "description": "Strong validator of this answer. Send it back in If-None-Match: 304 means "
        "that nothing has changed.",
        "schema": {"type": "string"},
    },
    "Cache-Control": {
        "description": "How long the answer may be kept; no-store for errors and for what is true "
        "at one moment only.",
        "schema": {"type": "string"},
    },
    "X-Pushoff-Revision": {
        "description": "Revision of the data, counting up in this database; missing before there "
        "is any.",
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    },
    "X-Pushoff-Release": {
        "description": "Revision and digest of the content that the answer was made from: cite it.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": 'The next page as `<path?query>; rel="next"`, as `next` in the body; '
        "missing on the last page.",
        "schema": {"type": "string"},
    },
    "Location": {
        "description": "Path and query of the successor.",
        "schema": {"type": "string"},
        "example": f"/v1/muscles/{PREFERRED['muscle']}",
    },
    "Retry-After": {
        "description": "Seconds to wait before asking again.",
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
        "example": UNASKED["503"].headers["Retry-After"],
    },
    "RateLimit": {
        "description": "Questions that this client has left (`r`), and seconds until it has more "
        "(`t`); on every answer of a server that limits how often a client may ask.",
        "schema": {"type": "string"},
        "example": UNASKED["429"].headers["RateLimit"],
    },
    "RateLimit-Policy": {
        "description": "Questions that a client may ask (`q`) in a window of seconds (`w`).",
        "schema": {"type": "string"},
        "example": UNASKED["429"].headers["RateLimit-Policy"],
    },
}
ANY = ("Cache-Control", "X-Pushoff-Revision")
DATA = ("ETag", *ANY, "X-Pushoff-Release")
AT_THIS_MOMENT = "Health"  # The tag of operations whose answers nobody keeps.


def describe_responses(path: str, operation: Schema, components: Schema) -> None:
    """Describe the answers of an operation; what all operations answer alike is said once."""
    responses: dict[str, Schema] = operation["responses"]
    shared: dict[str, Schema] = components["responses"]
    schema = _shape(responses.get("200", {}), components["schemas"])
    if schema:
        responses["406"] = documented(406)[406]
    for status, said in responses.items():
        said["headers"] = _headers(*ANY) | said.get("headers", {})
        if status in UNASKED:
            name = f"Problem{status}"
            shared.setdefault(name, _shown(said, UNASKED[status]))
            responses[status] = {"$ref": f"{RESPONSES}{name}"}
    operation["responses"] = dict(sorted(responses.items()))
    answer = responses.get("200", {})
    if not schema and PICTURE not in answer.get("content", {}):
        return  # A file or a redirection: the route itself says all of it.
    answer["description"] = schema.get("description", answer["description"])
    if operation["tags"] == [AT_THIS_MOMENT]:
        return
    answer["headers"] = _headers(
        *DATA, *(["Link"] if "next" in schema.get("properties", {}) else [])
    )
    shared |= {"Moved": MOVED, "Unchanged": UNCHANGED}
    if "{" in path:
        responses["301"] = {"$ref": f"{RESPONSES}Moved"}
    responses["304"] = {"$ref": f"{RESPONSES}Unchanged"}
    operation["responses"] = dict(sorted(responses.items()))


def _headers(*names: str) -> Schema:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _shown(said: Schema, response: Response) -> Schema:
    """Show a problem as the one example of a response."""
    problem = json.loads(bytes(response.body))
    example = {"summary": problem["title"], "value": problem}
    content = {MEDIA_TYPE: {**said["content"][MEDIA_TYPE], "examples": {problem["code"]: example}}}
    own = [name for name in HEADERS if name in response.headers and name not in ANY]
    return {**said, "headers": _headers(*ANY, *own), "content": content}


def _shape(answer: Schema, schemas: dict[str, Schema]) -> Schema:
    """Give the named schema of a JSON answer; an empty one where there is none."""
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return schemas.get(schema.get("$ref", "").removeprefix("#/components/schemas/"), {})


MOVED = {
    "description": "The resource lives on under another slug.",
    "headers": _headers("Location", *ANY),
}
UNCHANGED = {
    "description": "The answer is still the one that If-None-Match names; no body.",
    "headers": _headers(*DATA),
}
