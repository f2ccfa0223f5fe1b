"""What a request can ask for, and the route that reads it."""

import re
from collections.abc import Callable, Coroutine, Iterator
from functools import cached_property, partial
from http import HTTPStatus
from inspect import iscoroutinefunction
from typing import Annotated, Any, get_origin

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from app.domain.base import KEY_LENGTH
from app.schemas.paging import KEY_PATTERN, Params, formats_of
from app.schemas.query_strings import read_pairs
from app.shedding import QUICK


def get_session(request: Request) -> Session:
    """Give the session that a query opens a snapshot from; it is one for all, and never used."""
    session: Session = request.app.state.session
    return session


SessionDep = Annotated[Session, Depends(get_session)]


def _part(description: str, examples: list[str] | None = None) -> Any:
    """Describe a part of a path; all of them are read alike."""
    return Path(
        min_length=1,
        max_length=KEY_LENGTH,
        pattern=f"^{KEY_PATTERN}$",
        description=description,
        examples=examples,
    )


KeyPath = Annotated[str, _part("Permanent slug, key or id of the resource.")]
EditionPath = Annotated[str, _part("Edition of the files, as the manifest names it.")]
FilePath = Annotated[str, _part("Name of the file, as in the manifest.", ["pushoff.sqlite"])]
KEY: TypeAdapter[str] = TypeAdapter(KeyPath)

SPELLINGS = {
    "boolean": re.compile(r"true|false"),
    "integer": re.compile(r"0|-?[1-9][0-9]*"),
    "number": re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?"),
}
"""How JSON writes values; Python alone would also read `yes`, `1_000` and ` +7`."""
Answer = Callable[[Request], Coroutine[Any, Any, Response]]
"""What answers the requests of a route."""


class StrictRoute(APIRoute):
    """A route that reads its request by its signature: session, path, and one params model.

    FastAPI describes the route in OpenAPI; reading a query string of twenty parameters through
    its dependencies costs more than the answer, and keeps only the last of repeated values. Here
    the whole query string goes through its one model, and a second value is refused. A route that
    asks other routes is `async def`, and answers here.
    """

    may_answer_inline = True

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a path is this route's; at once where it already begins otherwise."""
        if not scope["path"].startswith(self._beginning) and not scope.get("root_path"):
            return Match.NONE, {}
        return super().matches(scope)

    @cached_property
    def _beginning(self) -> str:
        """The path up to its first part that is not fixed."""
        return self.path.partition("{")[0]

    @property
    def lane(self) -> str:
        """The kind of question for which threads are shared."""
        return QUICK

    @cached_property
    def params_model(self) -> type[Params]:
        """The model of the whole query string."""
        return self._params[1]

    @cached_property
    def offered(self) -> list[str]:
        """The formats that are offered to negotiate; none where no JSON is answered."""
        return [] if self.response_model is None else formats_of(self.params_model)

    @property
    def _params(self) -> tuple[str, type[Params]]:
        """The name and the model of the one argument that takes the query string."""
        for field in self.dependant.query_params:
            kind = field.field_info.annotation
            if isinstance(kind, type) and issubclass(kind, Params):
                return field.name, kind
        raise TypeError(f"{self.path} takes no params model; every endpoint has one.")

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer past the layers that FastAPI's own dependencies would need around them."""
        if self.methods and scope["method"] not in self.methods:
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED)
        response = await self._answer(Request(scope, receive, send))
        await response(scope, receive, send)

    @cached_property
    def _answer(self) -> Answer:
        """The function that reads a request and answers it, made for the first request.

        To describe a query string takes longer than all else about a route.
        """
        return self.build_answer()

    def get_route_handler(self) -> Answer:
        """Give FastAPI a function that reads a request and answers it."""

        async def answer(request: Request) -> Response:
            return await self._answer(request)

        return answer

    def build_answer(self) -> Answer:
        """Make the function that reads a request and answers it."""
        endpoint: Callable[..., Any] = self.endpoint
        query, model = self._params
        many = {name for name, f in model.model_fields.items() if get_origin(f.annotation) is list}
        properties = _properties(model)
        joined = {name for name, schema in properties.items() if "x-words" in schema}
        spelt = dict(_spellings(properties))
        keys = [field.name for field in self.dependant.path_params]
        sessions = [d.name for d in self.dependant.dependencies if d.call is get_session]
        itself = self.dependant.request_param_name
        # Whether it lives is asked of no database, and must not wait for those that ask one.
        asks_nobody = not sessions and not itself
        asks_others = iscoroutinefunction(endpoint)

        async def answer(request: Request) -> Response:
            arguments: dict[str, Any] = {query: read_query(request, model, many, joined, spelt)}
            arguments |= {key: read_key(request, key) for key in keys}
            arguments |= {str(name): get_session(request) for name in sessions}
            if itself:
                arguments[itself] = request
            if asks_others:
                page: Response = await endpoint(**arguments)
                return page
            state = request.app.state
            if asks_nobody or (self.may_answer_inline and state.answers_inline):
                answered: Response = endpoint(**arguments)
                return answered
            lane = state.lanes.of(self.lane)
            threaded: Response = await lane.run(partial(endpoint, **arguments))
            return threaded

        return answer


class SlowRoute(StrictRoute):
    """A route that may take seconds: it always answers in a thread, and holds up nobody else.

    Those of one noun share their threads, whatever the format: /v1/sessions and /v1/sessions.fit.
    """

    may_answer_inline = False

    @property
    def lane(self) -> str:
        """The noun in the path: /v1/sessions.fit has sessions."""
        return self.path.split("/")[2].partition(".")[0]


def router_of(prefix: str, tag: str, route_class: type[StrictRoute] = StrictRoute) -> APIRouter:
    """Make the router of a noun; an operation is named by its function."""
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        route_class=route_class,
        generate_unique_id_function=lambda route: route.name,
    )


def _properties(model: type[Params]) -> dict[str, dict[str, Any]]:
    """Give the schema of each parameter."""
    properties: dict[str, dict[str, Any]] = model.model_json_schema()["properties"]
    return properties


def _spellings(properties: dict[str, dict[str, Any]]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Say how the parameters that are no text are written."""
    for name, schema in properties.items():
        for option in schema.get("anyOf", [schema]):
            if option.get("type") in SPELLINGS:
                yield name, SPELLINGS[option["type"]]


def read_query(
    request: Request,
    model: type[Params],
    many: set[str],
    joined: set[str],
    spelt: dict[str, re.Pattern[str]],
) -> Params:
    """Read the query string by its model.

    `many` names the parameters that take many values, in no order of their own; `joined` those
    that take words with commas between, and may be repeated instead; `spelt` says how those that
    are no text are written. Raises RequestValidationError, which names every fault.
    """
    given: dict[str, list[str]] = {}
    for name, value in read_pairs(request.scope["query_string"]):
        given.setdefault(name, []).append(value)
    values: dict[str, Any] = {}
    repeated = []
    for name, each in given.items():
        if name in many:
            values[name] = sorted(each)
        elif name in joined:
            values[name] = ",".join(sorted(each))
        else:
            values[name] = each[0]
            if len(each) > 1:
                repeated.append(name)
    odd = [n for n in given if n in spelt and not spelt[n].fullmatch(given[n][0])]
    try:
        params = model.model_validate(values)
    except ValidationError as error:
        faults: list[Any] = error.errors(include_url=False)
    else:
        faults = []
    if faults or repeated or odd:
        told = {fault["loc"][0] for fault in faults if fault["loc"]}
        raise RequestValidationError(
            [{**fault, "loc": ("query", *fault["loc"])} for fault in faults]
            + [_odd(name, given[name][0]) for name in odd if name not in told]
            + [_repeated(name, len(given[name])) for name in repeated if name in model.model_fields]
        )
    return params


def _odd(name: str, value: str) -> dict[str, Any]:
    message = "Input should be written as JSON writes it"
    return {"type": "spelling", "loc": ("query", name), "msg": message, "input": value}


def _repeated(name: str, times: int) -> dict[str, Any]:
    return {"type": "duplicate", "loc": ("query", name), "ctx": {"times": times}}


def read_key(request: Request, name: str) -> str:
    """Read a key from the path; raises RequestValidationError where it cannot be one."""
    try:
        return KEY.validate_python(request.path_params[name])
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise RequestValidationError([{**f, "loc": ("path", name)} for f in faults]) from error
