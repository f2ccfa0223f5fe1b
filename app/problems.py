"""The one shape of every error (RFC 9457), and how a route documents the errors it may give."""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bound
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from app.database import outages
from app.domain.base import fold, shown
from app.domain.errors import (
    BadQuestion,
    Gone,
    Moved,
    NoFigure,
    NoHistory,
    NotFound,
    NotInstalled,
    NotKept,
    NotReady,
    NotWritten,
    Overloaded,
    Stopping,
)
from app.queries.names import nearest

MEDIA_TYPE = "application/problem+json"
FULL_DOWNLOAD = "/v1/exports"
NO_SUCH_WORD = {"enum", "bool_parsing", "spelling"}
"""What pydantic and the route call a value that is none of the words of a parameter."""
MEANINGS = {
    404: "No resource has this slug, key or id, or it is not drawn; `errors` says more.",
    406: "The path does not answer in a format that `Accept` names.",
    410: "The resource was removed; `replaced_by` names its successor, where there is one.",
    414: "The path or the query string is longer than any question needs.",
    416: "The range lies behind the end of the file.",
    422: "The question cannot be understood; `errors` names the faults and the way out.",
    429: "This client asks too often; `Retry-After` says when to ask again.",
    500: "The server made a mistake.",
    503: "The service cannot answer now; `Retry-After` says when to ask again.",
}
"""What the statuses that a route may document mean."""
MOST_FAULTS = 20  # That are told of one request: who makes more mends these first.
RETRY_AFTER_S = 2  # A judgement: long enough for a restart to show, short enough for a person.


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    parameter: str = Bound(description="The parameter at fault.")
    code: str = Bound(description="Stable code of the fault.")
    detail: str = Bound(description="The fault, and the way out.")
    valid: list[str] = Bound(description="What would be valid, where that is a list.")
    nearest: list[str] = Bound(description="What was probably meant, best first.")


class Problem(BaseModel):
    """What every error answers with."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    type: str = Bound(default="about:blank", description="Always about:blank: see `code`.")
    title: str = Bound(description="The HTTP status in words.")
    status: int = Bound(description="The HTTP status.")
    code: str = Bound(description="Stable code of the problem.")
    detail: str = Bound(description="What is wrong, and the way out.")
    replaced_by: str | None = Bound(
        default=None, description="Slug that took the place of a gone one."
    )
    errors: list[Fault] = Bound(
        default_factory=list, description="The faults of the request, at most 20."
    )


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: list[Fault] | None = None,
    headers: dict[str, str] | None = None,
    replaced_by: str | None = None,
) -> Response:
    """Build the answer to an error."""
    body = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail=detail,
        errors=errors or [],
        replaced_by=replaced_by,
    )
    content = body.model_dump_json().encode()
    return Response(content, status, {"Cache-Control": "no-store", **(headers or {})}, MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the errors that a route may give, beside those that every route may give."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"description": MEANINGS[status], "content": {MEDIA_TYPE: schema}}
        for status in (*statuses, 414, 422, 429, 500, 503)
    }


def handle_problems(app: FastAPI) -> None:
    """Give every error of the application the one shape."""
    handlers: dict[Any, Callable[..., Response]] = {
        Exception: lambda _request, _error: internal(),
        RequestValidationError: _invalid,
        HTTPException: _refused,
        NotFound: _not_found,
        NoFigure: _no_figure,
        Gone: lambda _request, error: gone(error),
        Moved: _moved,
        NoHistory: _no_history,
        NotKept: _not_kept,
        NotWritten: lambda _request, error: unavailable(error.reason),
        NotInstalled: _not_installed,
        BadQuestion: _bad_question,
        NotReady: lambda _request, _error: unavailable(
            "There is no data yet: seeding is under way."
        ),
        Stopping: lambda _request, _error: unavailable("The service is about to stop."),
        Overloaded: lambda _request, _error: OVERLOADED,
    }
    for error in outages(app.state.engine):
        handlers[error] = lambda _request, _error: unavailable("The database does not answer.")
    for error, handler in handlers.items():
        app.add_exception_handler(error, _here(handler))


def _here(handler: Callable[..., Response]) -> Callable[..., Coroutine[Any, Any, Response]]:
    """Make a handler that answers on the event loop: a thread would cost more than the answer."""

    async def handle(request: Request, error: Exception) -> Response:
        return handler(request, error)

    return handle


def unavailable(reason: str) -> Response:
    """Say that the service cannot answer now, and when to come back."""
    again = {"Retry-After": str(RETRY_AFTER_S)}
    detail = f"{reason} Try again in {RETRY_AFTER_S} seconds."
    return problem(503, "unavailable", detail, headers=again)


def overloaded() -> Response:
    """Say that more is asked than can be answered in time, and when to come back."""
    again = {"Retry-After": str(RETRY_AFTER_S)}
    detail = (
        f"More is asked than can be answered in time. Try again in {RETRY_AFTER_S} seconds; "
        "answers that are kept, and a 304, are given meanwhile."
    )
    return problem(503, "overloaded", detail, headers=again)


OVERLOADED = overloaded()
"""Made once: to refuse must cost next to nothing."""


def internal() -> Response:
    """Say that something of ours broke, and nothing of how."""
    return problem(500, "internal", "The server made a mistake. It has been logged.")


def _not_found(request: Request, error: NotFound) -> Response:
    hint = _hint(error.nearest)
    detail = f"There is no {shown(error.key)} among the {error.kind.replace('-', ' ')}.{hint}"
    asked = next((n for n, key in request.path_params.items() if key == error.key), "slug")
    fault = Fault(parameter=asked, code="not_found", detail=detail, valid=[], nearest=error.nearest)
    return problem(404, "not_found", detail, errors=[fault])


def _no_figure(_request: Request, error: NoFigure) -> Response:
    detail = (
        f"{shown(error.slug)} has no figure. `figure` of an exercise is its path, or null where "
        "there is none; GET /v1/exercises says how each is done in words."
    )
    fault = Fault(parameter="slug", code="no_figure", detail=detail, valid=[], nearest=[])
    return problem(404, "no_figure", detail, errors=[fault])


def _not_installed(_request: Request, error: NotInstalled) -> Response:
    detail = (
        f"This server lacks what that takes: whoever runs it can install pushoff[{error.extra}]. "
        f"GET {error.instead} gives the same picture."
    )
    return problem(406, "not_installed", detail)


def gone(error: Gone) -> Response:
    """Say that a resource was removed, and what took its place."""
    successor = f" {shown(error.replaced_by)} took its place." if error.replaced_by else ""
    detail = f"{shown(error.key)} was removed from the {error.kind.replace('-', ' ')}.{successor}"
    return problem(410, "gone", detail, replaced_by=error.replaced_by)


def _not_kept(_request: Request, error: NotKept) -> Response:
    detail = (
        f"The files of {shown(error.edition)} are not kept. GET /v1/exports names those of the "
        f"current release, {shown(error.newest)}."
    )
    return problem(410, "gone", detail, replaced_by=error.newest)


def _moved(request: Request, error: Moved) -> Response:
    parts = [error.to if part == error.key else part for part in request.url.path.split("/")]
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse("/".join(parts) + query, 301)


def _no_history(_request: Request, error: NoHistory) -> Response:
    detail = (
        f"{error.reason} Start again: take all data from {FULL_DOWNLOAD}, or from an empty copy "
        "ask since=0; go on from the release that you get."
    )
    fault = Fault(parameter="since", code="resync_required", detail=detail, valid=[], nearest=[])
    whole = {"Link": f'<{FULL_DOWNLOAD}>; rel="alternate"'}
    return problem(410, "resync_required", detail, errors=[fault], headers=whole)


def _bad_question(_request: Request, error: BadQuestion) -> Response:
    hint = _hint(error.nearest)
    fault = Fault(
        parameter=error.parameter,
        code=error.code,
        detail=f"{error.reason}{hint}",
        valid=error.valid,
        nearest=error.nearest,
    )
    return _unprocessable([fault])


def _unprocessable(faults: list[Fault]) -> Response:
    detail = " ".join(dict.fromkeys(fault.detail for fault in faults))
    return problem(
        422, faults[0].code if len(faults) == 1 else "invalid_query", detail, errors=faults
    )


def _refused(request: Request, error: HTTPException) -> Response:
    path = request.url.path
    if error.status_code == HTTPStatus.NOT_FOUND:
        fault = _no_such_path(request.app, path)
        return problem(404, fault.code, fault.detail, errors=[fault])
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = allowed_methods(request.app, request.scope)
        detail = f"{request.method} is not possible here; {allowed} are."
        return problem(405, "method_not_allowed", detail, headers={"Allow": allowed})
    return problem(error.status_code, "refused", str(error.detail))


def _no_such_path(app: Any, path: str) -> Fault:
    """Say that there is no such path, which ones there are, and which was probably meant."""
    paths = [route.path for route in app.routes if getattr(route, "include_in_schema", False)]
    # Without what all paths share: else the shortest path would be near to every one.
    known = {fold(known).removeprefix("v1-"): known for known in paths}
    close = nearest(fold(path).removeprefix("v1-"), known)
    detail = f"There is no path {shown(path)}. GET /v1 lists the paths; /docs explains them."
    return Fault(
        parameter="path",
        code="no_such_path",
        detail=f"{detail}{_hint(close)}",
        valid=paths,
        nearest=close,
    )


def allowed_methods(app: Any, scope: Any) -> str:
    """Name every method of a path, as the Allow header does; empty where there is no such path."""
    # Inside mounted files the scope is theirs; the question is about the whole path.
    scope = {**scope, "root_path": scope.get("app_root_path", "")}
    methods = {
        method
        for method in ("DELETE", "GET", "PATCH", "POST", "PUT")
        for route in app.routes
        if route.matches({**scope, "method": method})[0] is Match.FULL
        and (method == "GET" or not isinstance(route, Mount))  # Mounted files can only be read.
    }
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods | {"OPTIONS"})) if methods else ""


def _invalid(request: Request, error: RequestValidationError) -> Response:
    params = getattr(request.scope.get("route"), "params_model", None)
    return _unprocessable(list(faults_of(error.errors(), params)))


def faults_of(errors: Sequence[Any], params: type[BaseModel] | None) -> Iterator[Fault]:
    """Say the faults of a question by its model: the parameter, the value, and the way out.

    `errors` are those of pydantic, each in a place that begins with where it was read from.
    """
    known = known_parameters(params)
    for one in errors[:MOST_FAULTS]:
        place = [str(part) for part in one["loc"][1:]]
        kind, context = one["type"], one.get("ctx", {})
        name = place[0] if place else context.get("parameter", "query")
        if kind == "extra_forbidden":
            yield _unknown_parameter(name, known)
        elif kind == "duplicate":
            detail = f"Parameter {name!r} takes one value; it was given {context['times']} times."
            yield Fault(
                parameter=name, code="duplicate_parameter", detail=detail, valid=[], nearest=[]
            )
        elif kind == "missing":
            detail = f"Parameter {name!r} is needed."
            yield Fault(
                parameter=name, code="missing_parameter", detail=detail, valid=[], nearest=[]
            )
        elif kind in NO_SUCH_WORD and known.get(name):
            yield _unknown_value(name, str(one["input"]), known[name])
        else:
            message = str(one["msg"]).removeprefix("Value error, ").rstrip(".")
            where = "" if not place else f"Parameter {name!r}: "
            detail = (
                f"{where}{message}; {shown(one['input'])} was given." if place else f"{message}."
            )
            yield Fault(parameter=name, code="invalid_value", detail=detail, valid=[], nearest=[])


def _unknown_parameter(name: str, known: dict[str, list[str]]) -> Fault:
    close = nearest(name, {parameter.replace("_", "-"): parameter for parameter in known})
    hint = _hint(close)
    takes = f"this path takes {', '.join(known)}" if known else "this path takes none"
    return Fault(
        parameter=shown(name)[1:-1],
        code="unknown_parameter",
        detail=f"There is no parameter {shown(name)}; {takes}.{hint}",
        valid=list(known),
        nearest=close,
    )


def _unknown_value(name: str, value: str, valid: list[str]) -> Fault:
    close = nearest(value, {word.lower(): word for word in valid})
    hint = _hint(close)
    return Fault(
        parameter=name,
        code="unknown_value",
        detail=f"Parameter {name!r} takes {', '.join(valid)}, not {shown(value)}.{hint}",
        valid=valid,
        nearest=close,
    )


def known_parameters(params: type[BaseModel] | None) -> dict[str, list[str]]:
    """Name the parameters of a model, and the words that each takes where it takes words."""
    if params is None:
        return {}
    properties = params.model_json_schema()
    return {
        name: _words(schema, properties.get("$defs", {}))
        for name, schema in properties["properties"].items()
    }


def _words(schema: dict[str, Any], definitions: dict[str, Any]) -> list[str]:
    """Give the words that a parameter takes by its schema, wherever they hang."""
    if "$ref" in schema:
        return _words(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    if "items" in schema:
        return _words(schema["items"], definitions)
    if "anyOf" in schema:
        return [word for option in schema["anyOf"] for word in _words(option, definitions)]
    return ["true", "false"] if schema.get("type") == "boolean" else list(schema.get("enum", []))


def _hint(nearest_names: list[str]) -> str:
    """Ask whether one of the nearest names was meant; say nothing where nothing is near."""
    if not nearest_names:
        return ""
    return f" Did you mean {' or '.join(repr(name) for name in nearest_names)}?"
