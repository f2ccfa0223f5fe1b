"""The contract test kit: what can be asked of every path, read from the OpenAPI document.

The document says which paths there are, so a new one is tested the moment that it is described.
What the document cannot say stands in the tables here; a path that the kit cannot ask fails with
the name of the table to complete.
"""

import json
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import httpx

from app.main import create_app
from app.openapi.document import document_of
from app.queries.names import Names
from app.schemas.kinds import SINGULAR
from app.settings import Settings
from tests.problems import problem_in

EXAMPLES = {
    "q": "calf",
    "since": "0",
    "pace": "5:33",
    "start": "2026-03-02",
    "race": "2026-03-28",
    "date": "2026-03-02",
    "time": "18:30",
    "time_zone": "Europe/Berlin",
    "id": "1:19",
    "still": "start",
}
"""A value of each parameter that has neither words, nor bounds, nor a list to take it from."""

NEEDS = {
    "stage": ("safe_for", "injury"),
    "involvement": ("muscle",),
    "gate": ("gated_by",),
    "scope": ("muscle",),
    "race": ("start",),
    "time_zone": ("time",),
    "date": ("format=intervals",),
    "id": ("system",),
}
"""Parameters that mean nothing without another one, or a word of it: the first of these that the
path takes."""

WORD_NEEDS = {("format", "intervals"): ("date", "start")}
"""Words that need another parameter: the first of these that the path takes."""

APART = (("speed", "pace"), ("goal", "role"), ("goal", "phase"), ("goal", "muscle"))
"""Parameters that exclude each other, on every path that takes both."""

WIDENS = ("scope", "level")
"""Parameters that show what the plain list does not: other nodes of the tree, and sums of parts."""

FEEDS = frozenset({"/v1/changes"})
"""Lists in one order of their own: they take a cursor, but no sort, fields and ids."""

FILES = "/v1/exports"
"""The list of files, each of which stands under it by name, and by edition and name."""

UNANSWERABLE = {"infeasible": 422, "no_session": 422, "referral": 422, "resync_required": 410}
"""Codes by which a value is refused that is well written, since the data cannot answer it."""

PAGES = {
    "/", "/docs", "/exercises/{slug}", "/explorer/{name}", "/llms.txt", "/muscles",
    "/muscles/{slug}", "/openapi.json", "/search", "/session",
}  # fmt: skip
"""What is served for people, models and generators, and is no operation of the contract."""
ASKED_BY_POST = {"/mcp"}
"""What speaks a protocol of its own."""

Schema = dict[str, Any]
Answer = dict[str, Any]

APPLICATION = create_app(Settings(database_url="sqlite:///never-opened.sqlite"))
DESCRIBED: dict[str, Any] = document_of(APPLICATION.openapi(), Names({}))
"""The document without data: enough to know every path and parameter when tests are collected."""


def parameters_in(document: dict[str, Any], path: str) -> dict[str, Schema]:
    """Give the schema of each query parameter of a path, in the document's order."""
    operation = document["paths"][path]["get"]
    return {
        one["name"]: {
            **_resolved(document, one["schema"]),
            "description": one.get("description", ""),
            "required": one["required"],
        }
        for one in operation.get("parameters", [])
        if one["in"] == "query"
    }


def _resolved(document: dict[str, Any], schema: Schema) -> Schema:
    """Put the schemas that a schema refers to into it."""
    for part in [schema, *schema.get("allOf", [])]:
        if "$ref" in part:
            name = part["$ref"].rsplit("/", 1)[1]
            return {**_resolved(document, document["components"]["schemas"][name]), "named": name}
    if "items" in schema:
        return {**schema, "items": _resolved(document, schema["items"])}
    return schema


PATHS = list(DESCRIBED["paths"])
KEYED = [path for path in PATHS if "{" in path]
LISTS = [path for path in PATHS if "cursor" in parameters_in(DESCRIBED, path)]
COLLECTIONS = [path for path in LISTS if path not in FEEDS]
EVERY = [(path, name) for path in PATHS for name in parameters_in(DESCRIBED, path)]


def where(test: Callable[[Schema], Any]) -> list[tuple[str, str]]:
    """Name the parameters, path by path, whose schema is of a kind."""
    return [(path, name) for path, name in EVERY if test(parameters_in(DESCRIBED, path)[name])]


def is_number(schema: Schema) -> bool:
    """Whether a parameter takes a number."""
    return schema.get("type") in ("integer", "number")


def is_list(schema: Schema) -> bool:
    """Whether a parameter may be repeated."""
    return schema.get("type") == "array" and schema.get("maxItems") != 1


def words_of(schema: Schema) -> list[str]:
    """Give the words that a parameter takes, where there are such."""
    if schema.get("type") == "boolean":
        return ["true", "false"]
    return list(schema.get("items", schema).get("enum", []))


def key_of(item: Answer) -> str:
    """Name an item of a list; one that has no key is known by all that it says."""
    return next((item[name] for name in ("key", "id", "slug") if name in item), json.dumps(item))


def keys_of(items: list[Answer]) -> list[str]:
    """Name items."""
    return [key_of(item) for item in items]


def misspelt(word: str) -> str:
    """Double the last letter, as a finger does that rests too long."""
    return word + word[-1]


class Kit:
    """A running server, and what it says of itself."""

    def __init__(self, client: httpx.Client) -> None:
        """Read the document."""
        self.client = client
        self.document: dict[str, Any] = client.get("/openapi.json").json()
        self._places: dict[str, str] = {}

    def parameters(self, path: str) -> dict[str, Schema]:
        """Give the schema of each query parameter, with the words of the data."""
        return parameters_in(self.document, path)

    def words(self, path: str, name: str) -> list[str]:
        """Give the words that a parameter takes in this data."""
        return words_of(self.parameters(path)[name])

    def place(self, path: str) -> str:
        """Fill the keys of a path in: with those of the list above it that say most there."""
        if "{" not in path:
            return path
        if path not in self._places:
            self._places[path] = max(self._candidates(path), key=self._length)
        return self._places[path]

    def _length(self, place: str) -> int:
        response = self.client.get(place)
        return len(response.content) if response.status_code == httpx.codes.OK else -1

    def other_key(self, path: str, key: str) -> str:
        """Put another key in the place of the last one of a path."""
        asked, filled = path.split("/"), self.place(path).split("/")
        at = max(n for n, part in enumerate(asked) if part.startswith("{"))
        return "/".join([*filled[:at], key, *filled[at + 1 :]])

    def key(self, path: str) -> tuple[str, str]:
        """Give the name of the last key of a path, and the key that `place` puts there."""
        pairs = zip(path.split("/"), self.place(path).split("/"), strict=True)
        return [(name[1:-1], key) for name, key in pairs if name.startswith("{")][-1]

    def success(self, path: str) -> int:
        """Give the status of a path that answers what was asked."""
        return min(map(int, self.responses(path)))

    def responses(self, path: str) -> Answer:
        """Give what a path may answer, by status."""
        shared = self.document["components"]["responses"]
        return {
            status: shared[said["$ref"].rsplit("/", 1)[1]] if "$ref" in said else said
            for status, said in self.document["paths"][path]["get"]["responses"].items()
        }

    def _candidates(self, path: str) -> list[str]:
        above, _, rest = path.partition("/{")
        if above == FILES:
            smallest = min(self.client.get(above).json()["files"], key=lambda file: file["size"])
            return [smallest["url"] if "edition" in path else f"{above}/{smallest['name']}"]
        name, _, below = rest.partition("}")
        if above in LISTS:
            keys = [key_of(item) for item in self.items(above)[:20]]
        else:
            assert name in EXAMPLES, (
                f"The kit cannot ask {path}: there is no list at {above} to take {name!r} from. "
                "Add a value of it to EXAMPLES in tests/contract/kit.py."
            )
            keys = [EXAMPLES[name]]
        return [f"{above}/{key}{below}" for key in keys]

    def values(self, path: str, name: str) -> list[str]:
        """Give values that a parameter must take: all its words, or its bounds, or an example."""
        schema = self.parameters(path)[name]
        bounds = [schema[bound] for bound in ("minimum", "maximum") if bound in schema]
        found = words_of(schema) or [str(bound) for bound in bounds]
        if name == "ids":
            found = [key_of(item) for item in self.items(path)[:1]]
        if not found:
            assert name in EXAMPLES, (
                f"The kit cannot ask {path}: nothing says what {name!r} takes. Give it words or "
                "bounds, or add a value of it to EXAMPLES in tests/contract/kit.py."
            )
            found = [EXAMPLES[name]]
        return found

    def needed(self, path: str, *names: str) -> Answer:
        """Give the parameters that a question needs: what the path requires, and what these do."""
        taken = self.parameters(path)
        wanted = [name for name, schema in taken.items() if schema["required"]]
        for name in names:
            wanted += [one for one in NEEDS.get(name, ()) if one.partition("=")[0] in taken][:1]
        pairs = [(name, word) for name, _, word in (one.partition("=") for one in wanted)]
        return {n: word or self.values(path, n)[0] for n, word in pairs if n not in names}

    def ask(self, path: str, **parameters: Any) -> httpx.Response:
        """Ask a path with parameters, and with those that it or they cannot do without."""
        question = self.needed(path, *parameters)
        for (name, word), others in WORD_NEEDS.items():
            if parameters.get(name) == word:
                other = next(one for one in others if one in self.parameters(path))
                question[other] = self.values(path, other)[0]
        return self.client.get(self.place(path), params=question | parameters)

    def items(self, path: str, **parameters: Any) -> list[Answer]:
        """Give a whole list, in as few pages as it takes."""
        return [item for page in self.walk(path, limit=200, **parameters) for item in page["items"]]

    def walk(self, path: str, **parameters: Any) -> Iterator[Answer]:
        """Give a list page by page; check that `next`, the Link header and the limit agree."""
        response = self.ask(path, **parameters)
        while True:
            assert response.status_code == httpx.codes.OK, (str(response.url), response.text)
            page: Answer = response.json()
            yield page
            following = page["next"]
            assert response.links.get("next", {}).get("url") == following
            if following is None:
                break
            assert len(page["items"]) == parameters["limit"]
            response = self.client.get(following)

    def refused(self, path: str, code: str, **parameters: Any) -> Answer:
        """Ask what must be refused with 422, as documented; give the first fault of that code."""
        response = self.ask(path, **parameters)
        assert "422" in self.responses(path)
        problem = problem_in(response, 422, response.json().get("code"))
        faults = [fault for fault in problem["errors"] if fault["code"] == code]
        assert faults, (str(response.url), problem)
        return dict(faults[0])

    @cached_property
    def aliases(self) -> dict[str, list[tuple[str, str]]]:
        """Give every alias with its slug, by the name of the schema of the words that it joins."""
        found: dict[str, list[tuple[str, str]]] = {}
        for vocabulary in self.client.get("/v1/vocabulary").json()["vocabularies"]:
            for term in vocabulary["terms"]:
                pairs = [(alias, term["value"]) for alias in term["aliases"]]
                found.setdefault(_words_named(vocabulary["name"]), []).extend(pairs)
        for kind, singular in SINGULAR.items():
            path = f"/v1/{kind}"
            if "aliases" in self.words(path, "fields"):
                items = self.items(path, fields="slug,aliases")
                pairs = [(alias, item["slug"]) for item in items for alias in item["aliases"]]
                found[_words_named(singular)] = pairs
        return found


def _words_named(kind: str) -> str:
    return f"{kind.title().replace('-', '')}Slug"
