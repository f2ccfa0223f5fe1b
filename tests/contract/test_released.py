"""The contract of the last release is kept, and each way to break it would be noticed."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.contract import released
from tests.contract.compare import breaks

CONTRACT = released.released()
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
DOCUMENT: dict[str, Any] = {
    "paths": {
        "/v1/shoes": {
            "get": {
                "operationId": "list_shoes",
                "parameters": [
                    {
                        "name": "drop",
                        "in": "query",
                        "required": False,
                        "style": "form",
                        "schema": {"type": "integer", "minimum": 0, "maximum": 12, "default": 8},
                    },
                    {
                        "name": "kind",
                        "in": "query",
                        "required": False,
                        "schema": {
                            "type": "array",
                            "maxItems": 2,
                            "items": {"$ref": "#/components/schemas/Kind"},
                        },
                    },
                    {
                        "name": "q",
                        "in": "query",
                        "schema": {"type": "string", "pattern": "^.+$", "maxLength": 9},
                    },
                ],
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Page"}}
                        }
                    },
                    "422": {"content": PROBLEM},
                },
            }
        },
        "/v1/shoes/{slug}": {"get": {"operationId": "get_shoe", "responses": {}}},
    },
    "components": {
        "schemas": {
            "Kind": {"type": "string", "enum": ["road", "trail"]},
            "Shoe": {
                "type": "object",
                "required": ["slug", "drop_mm", "kind"],
                "properties": {
                    "slug": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 80},
                    "drop_mm": {"type": "number", "minimum": 0, "maximum": 12},
                    "kind": {"$ref": "#/components/schemas/Kind"},
                    "weight_g": {"anyOf": [{"type": "number"}, {"type": "null"}]},
                    "like": {"type": "array", "items": {"$ref": "#/components/schemas/Shoe"}},
                    "by_size": {"type": "object", "additionalProperties": {"type": "number"}},
                },
            },
            "Page": {
                "type": "object",
                "required": ["items"],
                "properties": {
                    "items": {"type": "array", "items": {"$ref": "#/components/schemas/Shoe"}}
                },
            },
            "Problem": {"type": "object", "properties": {"code": {"type": "string"}}},
        }
    },
}
GET = ("paths", "/v1/shoes", "get")
DROP, KIND, WORDS = (*GET, "parameters", 0), (*GET, "parameters", 1), (*GET, "parameters", 2)
SCHEMAS = ("components", "schemas")
SHOE = (*SCHEMAS, "Shoe", "properties")
Change = Callable[[dict[str, Any]], Any]
Way = tuple[Any, ...]


def put(*way: Any) -> Change:
    """Make the change that puts the last of these at the place that the others lead to."""
    *steps, key, value = way

    def change(document: dict[str, Any]) -> None:
        _at(document, tuple(steps))[key] = value

    return change


def drop(*way: Any) -> Change:
    """Make the change that takes away what is at a place."""
    return lambda document: _at(document, way[:-1]).pop(way[-1])


def add(*way: Any) -> Change:
    """Make the change that appends the last of these to the list at a place."""
    return lambda document: _at(document, way[:-1]).append(way[-1])


def _at(document: Any, way: Way) -> Any:
    for step in way:
        document = document[step]
    return document


def breaks_of(change: Change) -> list[str]:
    """Make one change and compare."""
    changed = deepcopy(DOCUMENT)
    change(changed)
    return breaks(DOCUMENT, changed)


NEEDED = {"name": "size", "in": "query", "required": True, "schema": {"type": "integer"}}
PLACE = "GET /v1/shoes"
SAID = f"{PLACE} 200.items[]"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (drop("paths", "/v1/shoes"), "/v1/shoes is gone."),
        (drop(*GET), f"{PLACE} is gone."),
        (put(*GET, "operationId", "shoes"), f"{PLACE} is named shoes, no longer list_shoes."),
        (drop(*WORDS), f"{PLACE} query q is gone."),
        (put(*DROP, "name", "drop_mm"), f"{PLACE} query drop is gone."),
        (put(*DROP, "in", "header"), f"{PLACE} query drop is gone."),
        (put(*DROP, "required", True), f"{PLACE} query drop has become required."),
        (add(*GET, "parameters", NEEDED), f"{PLACE} needs a new parameter query size."),
        (put(*DROP, "style", "pipeDelimited"), f"{PLACE} query drop is written in another style."),
        (put(*KIND, "explode", False), f"{PLACE} query kind is written in another explode."),
        (put(*DROP, "schema", "default", 4), f"{PLACE} query drop has another default."),
        (put(*DROP, "schema", "minimum", 1), f"{PLACE} query drop takes less: minimum 1."),
        (put(*DROP, "schema", "maximum", 9), f"{PLACE} query drop takes less: maximum 9."),
        (put(*DROP, "schema", "multipleOf", 2), f"{PLACE} query drop takes less: multipleOf 2."),
        (put(*DROP, "schema", "type", "string"), f"{PLACE} query drop takes no integer any more."),
        (put(*KIND, "schema", "maxItems", 1), f"{PLACE} query kind takes less: maxItems 1."),
        (put(*KIND, "schema", "minItems", 1), f"{PLACE} query kind takes less: minItems 1."),
        (put(*WORDS, "schema", "maxLength", 8), f"{PLACE} query q takes less: maxLength 8."),
        (put(*WORDS, "schema", "minLength", 1), f"{PLACE} query q takes less: minLength 1."),
        (put(*WORDS, "schema", "pattern", "^a$"), f"{PLACE} query q takes less: pattern ^a$."),
        (put(*WORDS, "schema", "format", "date"), f"{PLACE} query q takes less: format date."),
        (put(*WORDS, "schema", "enum", ["a"]), f"{PLACE} query q takes only some words now."),
        (
            put(*SCHEMAS, "Kind", "enum", ["road"]),
            f"{PLACE} query kind[] has no word 'trail' any more.",
        ),
        (drop(*GET, "responses", "422"), f"{PLACE} 422 is gone."),
        (
            put(*GET, "responses", "200", "content", {"text/csv": {}}),
            f"{PLACE} 200 application/json is gone.",
        ),
        (drop(*SHOE, "slug"), f"{SAID}.slug is gone."),
        (drop(*SCHEMAS, "Shoe", "required", 0), f"{SAID}.slug may be left out now."),
        (put(*SHOE, "drop_mm", "type", "string"), f"{SAID}.drop_mm may be string now."),
        (put(*SHOE, "drop_mm", "type", ["number", "null"]), f"{SAID}.drop_mm may be null now."),
        (
            put(*SHOE, "drop_mm", {"anyOf": [{"type": "number"}, {"type": "null"}]}),
            f"{SAID}.drop_mm may be null now.",
        ),
        (put(*SHOE, "drop_mm", {}), f"{SAID}.drop_mm may be anything now."),
        (
            put(*SHOE, "drop_mm", "maximum", 20),
            f"{SAID}.drop_mm says more than its bounds were: maximum 12.",
        ),
        (
            drop(*SHOE, "drop_mm", "minimum"),
            f"{SAID}.drop_mm says more than its bounds were: minimum 0.",
        ),
        (
            drop(*SHOE, "slug", "pattern"),
            f"{SAID}.slug says more than its bounds were: pattern ^[a-z]+$.",
        ),
        (put(*SHOE, "kind", {"type": "string"}), f"{SAID}.kind may hold any word now."),
        (
            put(*SHOE, "by_size", "additionalProperties", "type", "string"),
            f"{SAID}.by_size.* may be string now.",
        ),
        (put(*SHOE, "like", "items", {"type": "string"}), f"{SAID}.like[] may be string now."),
        (drop(*SCHEMAS, "Problem", "properties", "code"), f"{PLACE} 422.code is gone."),
    ],
)
def test_a_break_is_told(change: Change, told: str) -> None:
    assert told in breaks_of(change)


@pytest.mark.parametrize(
    "change",
    [
        put("paths", "/v1/laces", {"get": {"operationId": "list_laces", "responses": {}}}),
        put("paths", "/v1/shoes", "head", {"operationId": "head_shoes", "responses": {}}),
        add(*GET, "parameters", NEEDED | {"required": False}),
        put(*GET, "description", "Lists shoes."),
        put(*DROP, "schema", "minimum", -4),
        drop(*DROP, "schema", "maximum"),
        put(*DROP, "schema", {"type": ["integer", "string"], "default": 8}),
        put(*KIND, "schema", "maxItems", 3),
        drop(*WORDS, "schema", "pattern"),
        put(*SCHEMAS, "Kind", "enum", ["road", "trail", "track"]),
        put(*GET, "responses", "429", {"content": PROBLEM}),
        put(*GET, "responses", "200", "content", "text/csv", {}),
        put(*SHOE, "colour", {"type": "string"}),
        put(*SHOE, "drop_mm", "maximum", 10),
        put(*SHOE, "weight_g", {"type": "number"}),
        add(*SCHEMAS, "Shoe", "required", "like"),
    ],
)
def test_an_addition_is_none(change: Change) -> None:
    assert breaks_of(change) == []


def test_the_contract_of_the_last_release_is_kept() -> None:
    broken = breaks(released.released(), released.current())

    assert broken == [], "A change that breaks the promise is a new /v2: see docs/stability.md."


def test_the_contract_of_the_last_release_holds_neither_prose_nor_data() -> None:
    contract = released.released()

    assert contract == released.normal(contract)
    assert len(contract["paths"]) >= 46
    assert not [name for name in contract["components"]["schemas"] if name.endswith("Slug")]


@pytest.mark.parametrize("path", CONTRACT["paths"])
def test_a_break_of_any_path_would_be_noticed(path: str) -> None:
    alone = {"paths": {path: CONTRACT["paths"][path]}, "components": CONTRACT["components"]}
    operation = CONTRACT["paths"][path]["get"]
    taken = len(operation.get("parameters", []))

    for change in (
        drop("paths", path),
        put("paths", path, "get", "operationId", "other"),
        drop("paths", path, "get", "responses", min(operation["responses"])),
        *(drop("paths", path, "get", "parameters", n) for n in range(taken)),
    ):
        changed = alone | {"paths": deepcopy(alone["paths"])}
        change(changed)
        assert any(path in told for told in breaks(alone, changed))


@pytest.mark.parametrize("name", CONTRACT["components"]["schemas"])
def test_a_field_of_any_answer_would_be_missed(name: str) -> None:
    schemas = CONTRACT["components"]["schemas"]
    fields = schemas[name].get("properties", {})
    if fields and not name.endswith("Part"):  # A part is what `fields` asked for: fields said once.
        first, *others = fields
        without = schemas[name] | {"properties": {field: fields[field] for field in others}}
        components = CONTRACT["components"] | {"schemas": schemas | {name: without}}
        changed = CONTRACT | {"components": components}

        assert [line for line in breaks(CONTRACT, changed) if line.endswith(f".{first} is gone.")]


def test_a_release_writes_the_contract_and_refuses_a_broken_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "openapi" / "v1.json"
    monkeypatch.setattr(released, "FILE", file)
    assert released.main() == 0
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written == released.current()

    written["paths"]["/v1/laces"] = written["paths"]["/v1/muscles"]
    file.write_text(json.dumps(written), encoding="utf-8")

    assert released.main() == 1
    assert capsys.readouterr().err.startswith("/v1/laces is gone.\n")
    assert json.loads(file.read_text(encoding="utf-8")) == written
