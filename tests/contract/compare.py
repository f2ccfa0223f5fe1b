"""Find what a newer OpenAPI document breaks for clients of an older one (docs/stability.md).

A parameter must take all that it took; an answer may say nothing that was not promised. So the
same difference is a break on one side and an addition on the other: a bound that widens, or a word
that is added. Descriptions, examples and the names of schemas promise nothing.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
Document = dict[str, Any]
Seen = set[tuple[str, str]]

LOWEST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
HIGHEST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
SAME = ("pattern", "format", "uniqueItems", "multipleOf")
WRITTEN = ("style", "explode")


def breaks(old: Document, new: Document) -> list[str]:
    """Give a sentence for each promise of the old document that the new one does not keep."""
    return list(Comparison(old, new).paths())


class Comparison:
    """An older and a newer document."""

    def __init__(self, old: Document, new: Document) -> None:
        """Compare these."""
        self._old = old
        self._new = new

    def paths(self) -> Iterator[str]:
        """Compare every path and operation."""
        for path, operations in self._old["paths"].items():
            if path not in self._new["paths"]:
                yield f"{path} is gone."
                continue
            for method, old in operations.items():
                new = self._new["paths"][path].get(method)
                place = f"{method.upper()} {path}"
                if new is None:
                    yield f"{place} is gone."
                    continue
                if old["operationId"] != new["operationId"]:
                    yield f"{place} is named {new['operationId']}, no longer {old['operationId']}."
                yield from self._parameters(place, old, new)
                yield from self._responses(place, old, new)

    def _parameters(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        before, after = _parameters_of(old, self._old), _parameters_of(new, self._new)
        for name, parameter in after.items():
            if name not in before and parameter.get("required"):
                yield f"{place} needs a new parameter {name}."
        for name, parameter in before.items():
            where = f"{place} {name}"
            if name not in after:
                yield f"{where} is gone."
                continue
            if after[name].get("required") and not parameter.get("required"):
                yield f"{where} has become required."
            for how in WRITTEN:
                if parameter.get(how) != after[name].get(how):
                    yield f"{where} is written in another {how}."
            one, other = parameter["schema"], after[name]["schema"]
            if one.get("default") != other.get("default"):
                yield f"{where} has another default."
            yield from self._taken(where, one, other)

    def _responses(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        for status, response in old["responses"].items():
            if status not in new["responses"]:
                yield f"{place} {status} is gone."
                continue
            content = _resolved(new["responses"][status], self._new).get("content", {})
            for media, said in _resolved(response, self._old).get("content", {}).items():
                if media not in content:
                    yield f"{place} {status} {media} is gone."
                elif "schema" in said:
                    now = content[media].get("schema", {})
                    yield from self._said(f"{place} {status}", said["schema"], now, set())

    def _taken(self, where: str, old: Schema, new: Schema) -> Iterator[str]:
        """Check that all that a parameter took is taken still."""
        before, after = _options(old, self._old), _options(new, self._new)
        for kind, one in before.items():
            if kind not in after:
                yield f"{where} takes no {kind} any more."
                continue
            other = after[kind]
            yield from _narrower(where, one, other)
            yield from _words_lost(where, one, other)
            if "enum" in other and "enum" not in one:
                yield f"{where} takes only some words now."
            if "items" in one:
                yield from self._taken(f"{where}[]", one["items"], other.get("items", {}))

    def _said(self, where: str, old: Schema, new: Schema, seen: Seen) -> Iterator[str]:
        """Check that an answer says all that it said, and nothing that was not promised."""
        pair = (str(old.get("$ref")), str(new.get("$ref")))
        if "$ref" in old and pair in seen:
            return
        seen.add(pair)
        before, after = _options(old, self._old), _options(new, self._new)
        for kind, other in after.items():
            if kind not in before:
                yield f"{where} may be {kind} now."
                continue
            one = before[kind]
            yield from _narrower(where, other, one, "says more than its bounds were")
            yield from _words_lost(where, one, other)
            if "enum" in one and "enum" not in other:
                yield f"{where} may hold any word now."
            yield from self._inside(where, one, other, seen)

    def _inside(self, where: str, one: Schema, other: Schema, seen: Seen) -> Iterator[str]:
        """Compare the fields of an object, and what a list or a map holds."""
        fields, needed = other.get("properties", {}), other.get("required", [])
        for name, field in one.get("properties", {}).items():
            if name not in fields:
                yield f"{where}.{name} is gone."
                continue
            if name in one.get("required", []) and name not in needed:
                yield f"{where}.{name} may be left out now."
            yield from self._said(f"{where}.{name}", field, fields[name], seen)
        for part, sign in (("items", "[]"), ("additionalProperties", ".*")):
            if isinstance(one.get(part), dict):
                now = other.get(part, {})
                yield from self._said(where + sign, one[part], now or {}, seen)


def _parameters_of(operation: Schema, document: Document) -> dict[str, Schema]:
    """Name parameters by where they stand, and give them."""
    taken = [_resolved(one, document) for one in operation.get("parameters", [])]
    return {f"{one['in']} {one['name']}": one for one in taken}


def _options(schema: Schema, document: Document) -> dict[str, Schema]:
    """Give what a schema allows by kind: one entry, or one for each alternative."""
    schema = _resolved(schema, document)
    alternatives = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
    if alternatives:
        parts = [_options(part, document) for part in alternatives]
        objects = sum("object" in part for part in parts)
        return {
            f"{kind} {_named(part)}" if kind == "object" and objects > 1 else kind: option
            for part, options in zip(alternatives, parts, strict=True)
            for kind, option in options.items()
        }
    kinds = schema.get("type", "anything")
    return dict.fromkeys([kinds] if isinstance(kinds, str) else kinds, schema)


def _resolved(schema: Schema, document: Document) -> Schema:
    """Put what a schema, a parameter or a response refers to into it."""
    whole = {key: value for key, value in schema.items() if key not in ("$ref", "allOf", "const")}
    if "const" in schema:
        whole["enum"] = [schema["const"]]
    for part in [schema, *schema.get("allOf", [])]:
        if "$ref" in part:
            _, section, name = str(part["$ref"]).removeprefix("#/").split("/")
            whole = _resolved(document["components"][section][name], document) | whole
    return whole


def _named(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]


def _narrower(where: str, wide: Schema, narrow: Schema, says: str = "takes less") -> Iterator[str]:
    """Tell each bound by which `narrow` holds less than `wide`."""
    for bound in LOWEST:
        if bound in narrow and not (bound in wide and wide[bound] >= narrow[bound]):
            yield f"{where} {says}: {bound} {narrow[bound]}."
    for bound in HIGHEST:
        if bound in narrow and not (bound in wide and wide[bound] <= narrow[bound]):
            yield f"{where} {says}: {bound} {narrow[bound]}."
    for bound in SAME:
        if bound in narrow and narrow[bound] != wide.get(bound):
            yield f"{where} {says}: {bound} {narrow[bound]}."


def _words_lost(where: str, old: Schema, new: Schema) -> Iterator[str]:
    if "enum" in old and "enum" in new:
        for word in old["enum"]:
            if word not in new["enum"]:
                yield f"{where} has no word {word!r} any more."
