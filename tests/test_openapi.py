"""The OpenAPI document: valid and whole, with an example of everything that is really so."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from jsonschema_rs import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.inside import Answer, ask
from app.main import create_app
from app.migrate import migrate
from app.settings import ROOT, Settings
from tests.conftest import serving
from tests.test_docs import is_part_of

Document = dict[str, Any]
UNASKED = {
    "406": "not_acceptable",
    "410": "gone",
    "414": "uri_too_long",
    "416": "range_not_satisfiable",
    "429": "too_many_requests",
    "500": "internal",
    "503": "unavailable",
}


@pytest.fixture
def empty_server(empty_database: str) -> Iterator[httpx.Client]:
    """Talk to a server whose database is migrated and holds nothing."""
    migrate(empty_database)
    with serving(Settings(database_url=empty_database)) as client:
        yield client


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> Document:
    """Give the document of the real seed."""
    return dict(client.get("/openapi.json", timeout=60).json())


def operations_of(document: Document) -> Iterator[tuple[str, Document]]:
    """Give each operation with its name."""
    for operations in document["paths"].values():
        for operation in operations.values():
            yield operation["operationId"], operation


def parameters_of(document: Document) -> Iterator[tuple[str, Document]]:
    """Give each parameter with its place."""
    for name, operation in operations_of(document):
        for parameter in operation.get("parameters", []):
            yield f"{name}: {parameter['name']}", parameter


def responses_of(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Give each answer of each operation: the operation's name, the status, and what is said."""
    for name, operation in operations_of(document):
        for status, said in operation["responses"].items():
            shared = document["components"]["responses"]
            yield name, status, shared[said["$ref"].rsplit("/", 1)[1]] if "$ref" in said else said


def shown_in(document: Document) -> Iterator[tuple[str, str, Document, Document]]:
    """Give each example of an answer: its place, the status, what is said of it, the example."""
    for name, status, said in responses_of(document):
        for media in said.get("content", {}).values():
            for key, example in media.get("examples", {}).items():
                shared = document["components"].get("examples", {})
                told = shared[key] if "$ref" in example else example
                yield f"{name}: {status}: {key}", status, said | media, told


def values_in(document: Document) -> Iterator[tuple[str, Document, Any]]:
    """Give every value that an example shows, with its place and its schema."""
    for name, schema in document["components"]["schemas"].items():
        for value in schema.get("examples", []):
            yield name, schema, value
    for place, parameter in parameters_of(document):
        yield place, parameter["schema"], example_of(parameter)
    for place, _, said, example in shown_in(document):
        yield place, said["schema"], example["value"]


def bare_in(document: Document) -> list[str]:
    """Name each answer without an example; a file, whose shape has no name, needs none."""
    return [
        f"{name}: {status}: {kind}"
        for name, status, said in responses_of(document)
        for kind, media in said.get("content", {}).items()
        if (kind == "image/svg+xml" or media.get("schema", {}).keys() & {"$ref", "anyOf"})
        and not media.get("examples")
    ]


def example_of(parameter: Document) -> Any:
    """Give the example of a parameter; None where it has none."""
    return parameter.get("example", next(iter(parameter["schema"].get("examples", [])), None))


def path_of(example: Document) -> str:
    """Give the path and query that an example answers."""
    return str(example["description"]).removeprefix("`GET ").removesuffix("`")


def unions_in(part: Any, place: str = "") -> Iterator[tuple[str, list[Document]]]:
    """Give every union of schemas in the document."""
    parts: dict[str, Any] = part if isinstance(part, dict) else {}
    for key, value in parts.items():
        if key in ("anyOf", "oneOf"):
            yield place, value
        elif key not in ("example", "examples"):
            yield from unions_in(value, f"{place}/{key}")


def test_the_document_is_valid(document: Document) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_the_document_says_who_made_it_and_where_it_is_served(document: Document) -> None:
    assert document["info"]["contact"] == {"name": "The Pushoff contributors"}
    assert document["info"]["license"]["identifier"] == "MIT AND CC-BY-4.0"
    assert [server["url"] for server in document["servers"]] == ["/"]


def test_the_index_names_every_path_of_the_document(
    client: httpx.Client, document: Document
) -> None:
    listed = client.get("/v1").json()["paths"]

    described = [(path, one["get"]["description"]) for path, one in document["paths"].items()]
    assert [(place["path"], place["summary"]) for place in listed] == described


def test_the_index_does_not_wait_for_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is answered on the event loop, where half a second would hold up everybody."""
    application = create_app(Settings(database_url="sqlite:///never-opened.sqlite"))
    application.build_middleware_stack()
    monkeypatch.setattr(application, "openapi", None)

    answer = asyncio.run(ask(application, "/v1"))

    assert answer.status == 200
    assert answer.body["paths"]


def test_every_operation_is_told_in_words(document: Document) -> None:
    for name, operation in operations_of(document):
        assert re.fullmatch(r"[A-Z][A-Za-z ]+", operation["summary"]), name
        assert operation["description"].endswith("."), name


def test_every_answer_is_told_in_words_with_its_headers(document: Document) -> None:
    for name, status, said in responses_of(document):
        assert said["description"].endswith("."), (name, status)
        assert {"Cache-Control", "X-Pushoff-Revision"} <= said["headers"].keys(), (name, status)


def test_every_answer_has_an_example(document: Document) -> None:
    assert bare_in(document) == []


def test_every_parameter_has_an_example(document: Document) -> None:
    bare = [place for place, one in parameters_of(document) if example_of(one) is None]

    assert bare == []


def test_only_a_parameter_that_is_needed_is_filled_in(document: Document) -> None:
    """The page puts `example` into the question: all of them together would mean nothing."""
    for place, parameter in parameters_of(document):
        assert ("example" in parameter) == parameter["required"], place


def test_every_schema_has_a_description_and_an_example(document: Document) -> None:
    schemas = document["components"]["schemas"]

    assert [name for name, schema in schemas.items() if not schema.get("description")] == []
    assert [name for name, schema in schemas.items() if not schema.get("examples")] == []


def test_every_header_has_a_description_and_an_example(document: Document) -> None:
    for name, header in document["components"]["headers"].items():
        assert header["description"].endswith("."), name
        assert header["example"], name


def test_every_example_fits_its_schema(document: Document) -> None:
    values = list(values_in(document))
    sheet = {
        "properties": {place: schema for place, schema, _ in values},
        "components": document["components"],
    }

    errors = Draft202012Validator(sheet).iter_errors({place: value for place, _, value in values})

    assert len(values) > 500
    assert [f"{error.instance_path}: {error.message[:200]}" for error in errors] == []


def test_an_example_is_what_the_server_answers(client: httpx.Client, document: Document) -> None:
    asked = [
        (status, said, example)
        for _, status, said, example in shown_in(document)
        if status not in UNASKED
    ]

    assert len(asked) > 150
    for status, said, example in asked:
        answer = client.get(path_of(example))
        assert answer.status_code == int(status), path_of(example)
        if answer.headers["content-type"].startswith("text/"):
            assert example["value"] == answer.text
            continue
        if answer.headers["content-type"] == "image/svg+xml":
            assert example["value"].startswith("<svg ")
            assert is_part_of(example["value"], answer.text), path_of(example)
            assert all(name in answer.headers for name in said["headers"])
            continue
        body = answer.json()
        assert is_part_of(example["value"], body), path_of(example)
        sent = {name for name in said["headers"] if name in answer.headers}
        assert said["headers"].keys() - sent <= {"Link"}, path_of(example)
        following = isinstance(body, dict) and body.get("next")
        assert ("Link" in sent) == bool(following), path_of(example)


def test_304_is_given_where_it_is_documented(client: httpx.Client, document: Document) -> None:
    statuses: dict[str, set[str]] = {name: set() for name, _ in operations_of(document)}
    for name, status, _ in responses_of(document):
        statuses[name].add(status)

    for place, status, _, example in shown_in(document):
        if status == "200":
            etag = client.get(path_of(example)).headers.get("etag", '"none"')
            again = client.get(path_of(example), headers={"If-None-Match": etag})
            documented = "304" in statuses[place.partition(":")[0]]
            assert (again.status_code == 304) == documented, place


def test_an_error_that_no_question_brings_about_is_shown_all_the_same(document: Document) -> None:
    shown = {
        status: example["value"]
        for _, status, _, example in shown_in(document)
        if status in UNASKED
    }

    assert {status: problem["code"] for status, problem in shown.items()} == UNASKED
    assert all(str(problem["status"]) == status for status, problem in shown.items())


def test_every_enumeration_is_open(document: Document) -> None:
    for name, schema in document["components"]["schemas"].items():
        if "enum" in schema:
            assert "Open: a later" in schema["description"], name


def test_a_union_is_null_or_a_value_or_a_resource_or_some_of_its_fields(
    document: Document,
) -> None:
    """Any other union would need a discriminator, so that a generated client can tell."""
    unions = list(unions_in(document))

    assert len(unions) > 50
    for place, (one, *others) in unions:
        part = one.get("$ref", "").removesuffix("Read").removesuffix("Summary") + "Part"
        assert others in ([{"type": "null"}], [{"$ref": part}]), place


def test_the_document_is_kept_for_its_release(client: httpx.Client) -> None:
    first = client.get("/openapi.json")

    again = client.get("/openapi.json", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert client.get("/openapi.json").content == first.content
    assert first.headers["x-pushoff-release"] == client.get("/v1/release").json()["id"]


def test_other_data_gets_other_examples(world: httpx.Client) -> None:
    document = world.get("/openapi.json").json()

    assert bare_in(document) == []
    for _, status, _, example in shown_in(document):
        if status not in UNASKED:
            assert world.get(path_of(example)).status_code == int(status)


def test_a_server_without_data_has_a_document(empty_server: httpx.Client) -> None:
    answer = empty_server.get("/openapi.json")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    OpenAPIV31SpecValidator(answer.json()).validate()


def test_a_document_without_examples_for_a_moment_is_not_kept(
    world_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(_app: FastAPI, target: str) -> Answer:
        return Answer(target, 503, {}, {})

    with serving(Settings(database_url=world_database)) as server:
        with monkeypatch.context() as broken:
            broken.setattr("app.openapi.ask", busy)
            poor = server.get("/openapi.json")
        rich = server.get("/openapi.json")

    assert (poor.status_code, poor.headers["cache-control"]) == (200, "no-store")
    assert list(shown_in(poor.json())) != list(shown_in(rich.json()))
    assert "etag" in rich.headers


def test_every_process_writes_the_keys_in_one_order() -> None:
    program = "from app.main import create_app; print(create_app().openapi())"

    documents = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(documents) == 1
