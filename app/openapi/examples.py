"""Examples of the OpenAPI document: real answers to real questions, and what stands in them.

The example of a named schema is found by walking an answer and its schema together. In examples a
list is shortened to its first entries. What some data cannot show has no example there.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from app.domain.base import fold
from app.inside import Answer
from app.kept import canonical, etag_of
from app.openapi.questions import FORMATS, QUESTIONS, Question, filled, preferred
from app.pictures.svg import MEDIA_TYPE as PICTURE
from app.queries.names import Names
from app.schemas.kinds import SINGULAR

REF = "#/components/schemas/"
EXAMPLES = "#/components/examples/"
ITEMS, WORDS = 1, 3  # Entries of a list in an example: enough to show what stands in it.
PICTURE_SHOWN = 400  # Characters of a picture in an example: its size, its name, what it says.
RELEASE = "x-pushoff-release"
Schema = dict[str, Any]
Ask = Callable[[str], Awaitable[Answer]]


@dataclass
class Sheet:
    """The document that examples are written into, and what they are made from."""

    document: Schema
    names: Names
    ask: Ask
    address: str
    """What was set as the address of the service."""
    answers: list[Answer] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)

    @property
    def schemas(self) -> dict[str, Schema]:
        """The named schemas of the document."""
        named: dict[str, Schema] = self.document["components"]["schemas"]
        return named

    @property
    def releases(self) -> set[str]:
        """The releases that the answers came from."""
        return {a.headers[RELEASE] for a in self.answers if RELEASE in a.headers}

    @property
    def broken(self) -> bool:
        """Whether a question was not answered, so that its example is missing for a moment only."""
        return any(answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR for answer in self.answers)

    async def answer(self, target: str) -> Answer:
        """Ask for a path and query, and remember the answer."""
        answer = await self.ask(target)
        self.answers.append(answer)
        return answer


async def add_examples(sheet: Sheet) -> None:
    """Put an example on each operation, parameter, error, schema and header."""
    await _show_formats(sheet)
    for path, operations in sheet.document["paths"].items():
        await _show_operation(sheet, path, operations["get"])
    for name, schema in sheet.schemas.items():
        example = sheet.found.get(name, sample(schema, sheet.schemas))
        if example is not None:
            schema["examples"] = [shortened(example)]
    _show_headers(sheet)


async def _show_formats(sheet: Sheet) -> None:
    """Make the one example of each format beside JSON, which all operations share."""
    examples = sheet.document["components"].setdefault("examples", {})
    for name, words, query in FORMATS.values():
        answer = await sheet.answer(filled(query, sheet.names))
        if answer.found:
            examples[name] = _told(words, answer)
            if name in sheet.schemas:
                find(answer.body, {"$ref": f"{REF}{name}"}, sheet.schemas, sheet.found)


async def _show_operation(sheet: Sheet, path: str, operation: Schema) -> None:
    """Ask one operation, well and wrongly, and show what it answers."""
    parameters = {one["name"]: one for one in operation.get("parameters", [])}
    keys = _keys_of(sheet, path, parameters)
    place = path.format_map(keys)
    said = {name: [key] for name, key in keys.items() if key}
    for question in _questions(sheet, operation, parameters):
        answer = await _find_answer(sheet, place, question.query, parameters)
        if answer:
            _show_answer(sheet, operation, question.words, answer)
            said = _said(answer) | said
    for name, parameter in parameters.items():
        _show_parameter(sheet, parameter, said.get(name, []))
    content = operation["responses"].get("200", {}).get("content", {})
    for media_type in content.keys() & FORMATS.keys():
        name, *_ = FORMATS[media_type]
        if name in sheet.document["components"]["examples"]:
            content[media_type].setdefault("examples", {name: {"$ref": f"{EXAMPLES}{name}"}})
    for words, target in _mistakes(sheet, path, keys, parameters):
        _show_answer(sheet, operation, words, await sheet.answer(target))


def _keys_of(sheet: Sheet, path: str, parameters: dict[str, Schema]) -> dict[str, str]:
    """Give what to ask for in the path: a slug of its kind, or what the parameter itself shows.

    The edition of a file is the one that the list of files named before.
    """
    kind = SINGULAR.get(path.removeprefix("/v1/").partition("/")[0], "")
    named: dict[str, str] = sheet.found.get("ExportsRead", {})
    return {
        name: preferred(kind, sheet.names)
        or named.get(name)
        or sample(one["schema"], sheet.schemas)
        or ""
        for name, one in parameters.items()
        if one["in"] == "path"
    }


def _questions(sheet: Sheet, operation: Schema, parameters: dict[str, Schema]) -> list[Question]:
    """Give the questions of an operation, or the simplest one; then one for few fields.

    A file is not asked for: it is no example of anything but itself.
    """
    response = operation["responses"].get("200", {})
    if not _is_told(response) and PICTURE not in response.get("content", {}):
        return []
    least = _least(sheet, parameters)
    questions = QUESTIONS.get(operation["operationId"], [Question(operation["description"], least)])
    if "fields" not in parameters:
        return questions
    words = _resolved(parameters["fields"]["schema"]["items"], sheet.schemas)["enum"][:2]
    few = f"fields={','.join(words)}&{least}".rstrip("&")
    return [*questions, Question("Only some fields.", few)]


def _is_told(response: Schema) -> bool:
    """Whether an answer is JSON of a shape with a name, and not a file or a redirection."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    return "$ref" in schema or "anyOf" in schema


def _least(sheet: Sheet, parameters: dict[str, Schema]) -> str:
    """Write the query string that asks for little: what is needed, and two items."""
    needed = {
        name: sample(one["schema"], sheet.schemas)
        for name, one in parameters.items()
        if one["required"] and one["in"] == "query"
    }
    return urlencode(needed | ({"limit": 2} if "limit" in parameters else {}), doseq=True)


async def _find_answer(
    sheet: Sheet, place: str, query: str, parameters: dict[str, Schema]
) -> Answer | None:
    """Ask a question; where the data has nothing to it, ask for anything."""
    for asked in dict.fromkeys([filled(query, sheet.names), _least(sheet, parameters)]):
        answer = await sheet.answer(f"{place}?{asked}".rstrip("?"))
        if answer.found:
            return answer
    return None


def _said(answer: Answer) -> dict[str, list[str]]:
    """Give the parameters of a question, and those that its answer leads to: cursor and ids."""
    said = parse_qs(urlsplit(answer.target).query)
    if isinstance(answer.body, dict) and "missing" in answer.body:
        said |= parse_qs(urlsplit(answer.body["next"] or "").query)
        keys = [next(iter(_keys(item)), "") for item in answer.body["items"]]
        said["ids"] = [",".join(keys)] if all(keys) else []
    return said


def _keys(item: Schema) -> list[str]:
    """Give what an item is known by, as far as it shows it."""
    return [item[name] for name in ("slug", "key", "id") if name in item]


def _show_answer(sheet: Sheet, operation: Schema, words: str, answer: Answer) -> None:
    """Show an answer where the operation documents its status, and look for schemas in it."""
    response = operation["responses"].get(str(answer.status), {})
    media = response.get("content", {}).get(answer.headers.get("content-type"))
    if media:
        media.setdefault("examples", {})[fold(words)] = _told(words, answer)
        find(answer.body, media["schema"], sheet.schemas, sheet.found)


def _told(words: str, answer: Answer) -> Schema:
    """Write an answer as an example; of a picture, its beginning."""
    value = shortened(answer.body)
    if answer.headers.get("content-type") == PICTURE:
        value = f"{value[:PICTURE_SHOWN]}…"
    return {"summary": words, "description": f"`GET {answer.target}`", "value": value}


def _show_parameter(sheet: Sheet, parameter: Schema, values: list[str]) -> None:
    """Show a value that was asked with, or one that could be.

    /docs fills in the example of a parameter itself, so that only what is needed has one there.
    """
    schema = parameter["schema"]
    example = _read(values, schema) if values else sample(schema, sheet.schemas)
    if example is not None and parameter["required"]:
        parameter["example"] = example
    elif example is not None:
        schema["examples"] = [example]


def _read(values: list[str], schema: Schema) -> Any:
    """Read the values of a query string by their schema."""
    kind = schema.get("type")
    if kind == "array":
        return ",".join(values).split(",")
    read: Callable[[str], Any] = {"integer": int, "number": float}.get(str(kind), str)
    return values[0] == "true" if kind == "boolean" else read(values[0])


def _mistakes(
    sheet: Sheet, path: str, keys: dict[str, str], parameters: dict[str, Schema]
) -> Iterator[tuple[str, str]]:
    """Give wrong questions, in words and as path and query."""
    place = path.format_map(keys)
    if keys:
        wrong = {name: _misspelt(key) for name, key in keys.items()}
        yield "A misspelt name.", path.format_map(wrong)
    queries = [name for name, one in parameters.items() if one["in"] == "query"]
    yield (
        ("A misspelt parameter.", f"{place}?{_misspelt(queries[0])}=1")
        if queries
        else ("A parameter, where there is none.", f"{place}?limit=1")
    )
    words = [name for name in queries if "$ref" in parameters[name]["schema"].get("items", {})]
    for name in words[:1]:
        word = sample(parameters[name]["schema"]["items"], sheet.schemas)
        yield "A misspelt word.", f"{place}?{name}={_misspelt(word)}"


def _misspelt(word: str) -> str:
    return word + word[-1:]


def _show_headers(sheet: Sheet) -> None:
    """Show the headers of the first answers that have them."""
    headers: dict[str, Schema] = sheet.document["components"]["headers"]
    for answer in sheet.answers:
        said = _headers_of(answer, sheet.address)
        for name, header in headers.items():
            if name.lower() in said:
                header.setdefault("example", said[name.lower()])


def _headers_of(answer: Answer, address: str) -> dict[str, str]:
    """Give the headers of an answer, with those that `app.answers` adds to it."""
    release = answer.headers.get(RELEASE)
    if not release:
        return answer.headers
    path, _, query = answer.target.partition("?")
    etag = etag_of(path, canonical(query.encode()), release, address).decode()
    return answer.headers | {"etag": etag, "x-pushoff-revision": release.partition("-")[0]}


def find(value: Any, schema: Schema, schemas: dict[str, Schema], found: dict[str, Any]) -> None:
    """Find an example of every named schema, walking a value and its schema together."""
    if "$ref" in schema:
        found.setdefault(schema["$ref"].removeprefix(REF), value)
    schema = _resolved(schema, schemas)
    for option in schema.get("anyOf", []):
        if _fits(value, _resolved(option, schemas)):
            find(value, option, schemas, found)
            break
    if isinstance(value, dict):
        other = schema.get("additionalProperties", {})
        for name, part in value.items():
            inner = schema.get("properties", {}).get(name, other)
            if isinstance(inner, dict):
                find(part, inner, schemas, found)
    elif isinstance(value, list):
        for part in value:
            find(part, schema.get("items", {}), schemas, found)


def _resolved(schema: Schema, schemas: dict[str, Schema]) -> Schema:
    return schemas[schema["$ref"].removeprefix(REF)] if "$ref" in schema else schema


KINDS = {dict: "object", list: "array", str: "string", type(None): "null"}


def _fits(value: Any, schema: Schema) -> bool:
    """Whether a value is of the type that an option names, with all that the option needs."""
    if schema.get("type") != KINDS.get(type(value)):
        return False
    return not isinstance(value, dict) or set(schema.get("required", [])) <= value.keys()


def sample(schema: Schema, schemas: dict[str, Schema]) -> Any:
    """Give a value that a schema takes, as far as it names one; None where it does not."""
    if "examples" in schema:
        return schema["examples"][0]
    if "default" in schema:
        return schema["default"]
    if "$ref" in schema:
        return sample(_resolved(schema, schemas), schemas)
    if "items" in schema:
        entry = sample(schema["items"], schemas)
        return None if entry is None else [entry]
    return schema["enum"][0] if "enum" in schema else schema.get("minimum")


def shortened(value: Any) -> Any:
    """Shorten every list in a value to its first entries."""
    if isinstance(value, dict):
        return {name: shortened(part) for name, part in value.items()}
    if isinstance(value, list):
        plain = not any(isinstance(part, dict | list) for part in value)
        return [shortened(part) for part in value[: WORDS if plain else ITEMS]]
    return value
