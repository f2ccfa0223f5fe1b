"""What fields mean to others: JSON-LD contexts that lead to schema.org, or to words of our own.

The documents stay as they are; a context only says what each name in them stands for. A name that
schema.org has no word for is ours, under `urn:pushoff:`, and is described in the OpenAPI document.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic_core import to_json

from app.schemas.kinds import KEYS

Context = dict[str, Any]

SCHEMA_ORG = "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWN = "urn:pushoff:"
DATA = {"@type": "@json"}
"""What is a table by its nature, with keys that are no names of properties."""

TYPES: dict[str, list[str]] = {
    "exercises": ["schema:ExercisePlan", "schema:HowTo"],
    "muscles": ["schema:Muscle"],
    "muscle-roles": ["MuscleRole"],
    "joint-work": ["JointWork"],
    "phases": ["schema:DefinedTerm"],
    "roles": ["schema:DefinedTerm"],
    "sources": ["schema:ScholarlyArticle"],
    "findings": ["schema:Observation"],
    "effects": ["TrainingEffect"],
    "claims": ["schema:Claim"],
    "equipment": ["schema:HowToTool"],
    "injuries": ["schema:MedicalCondition"],
    "red-flags": ["schema:MedicalSignOrSymptom"],
    "emg-studies": ["schema:Dataset"],
    "goals": ["Goal"],
    "training-rules": ["TrainingRule"],
}
"""What the resources of each kind are."""

OTHER_TYPES: dict[str, tuple[str, dict[str, list[str]]]] = {
    "muscles": (
        "kind",
        {"group": ["schema:AnatomicalStructure"], "functional": ["schema:AnatomicalStructure"]},
    ),
    "sources": ("verified", {"computed": ["schema:Dataset"]}),
}
"""Where a field tells that a resource is something else: groups of muscles, our computations."""


def _apart(context: Context) -> list[Context | None]:
    """Let a context hold by itself, whatever holds around it."""
    return [None, _WORDS | context]


def _naming(
    kind: str,
    *fields: str,
    term: str | None = None,
    in_order: bool = False,
    beside: Context | None = None,
) -> Context:
    """Say that fields name resources of a kind: by key alone, or by key with a little more.

    Keys are resolved against the path of the kind; `beside` says what else stands beside them.
    """
    here = {"@base": f"/v1/{kind}/", KEYS[kind]: "@id", "name": "schema:name"} | (beside or {})
    meanings = {}
    for field in fields:
        meaning: Context = {"@id": term or f"{OWN}{field}", "@type": "@id"}
        if in_order:
            meaning |= IN_ORDER
        meanings[field] = meaning | {"@context": _apart(here | {field: meaning})}
    return meanings


_WORDS: Context = {"@vocab": OWN, "schema": SCHEMA_ORG}
IN_ORDER = {"@container": "@list"}
_LABEL = {"label": "schema:alternateName"}
_SOURCES = _naming("sources", "source", "sources", "cohort", beside=_LABEL)

COMMON: Context = {
    "@version": 1.1,
    **_WORDS,
    "slug": "schema:identifier",
    "key": "schema:identifier",
    "id": "schema:identifier",
    "name": "schema:name",
    "aliases": "schema:alternateName",
    "summary": "schema:description",
    **_SOURCES,
    **_naming("muscles", "muscle"),
    **_naming("exercises", "exercise"),
    **_naming("injuries", "injury"),
    **_naming("phases", "phase"),
}
"""What names stand for wherever they are."""

_FIGURE = {
    "value": "schema:value",
    "low": "schema:minValue",
    "high": "schema:maxValue",
    "unit": "schema:unitText",
    "evidence": "schema:measurementTechnique",
}
_TERM = {"definition": "schema:description"}

OF_KIND: dict[str, Context] = {
    "exercises": {
        "category": "schema:exerciseType",
        "instructions": {"@id": "schema:step", **IN_ORDER},
        **_naming("equipment", "equipment", in_order=True),
        **_naming("equipment", "helpful"),
        **_naming("roles", "role"),
        **_naming("muscle-roles", "muscle_role"),
        "injuries": {"@context": {"role": f"{OWN}role"}},
    },
    "muscles": {
        "latin": {"@id": "schema:alternateName", "@language": "la"},
        "region": "schema:bodyLocation",
        "insertion": "schema:insertion",
        "nerve": "schema:nerve",
        "actions": "schema:muscleAction",
        **_naming("muscles", "parts", term="schema:subStructure"),
        **_naming("muscles", "path", in_order=True),
        **_naming("muscles", "parent", "members", "functional_groups"),
        "moment_arms_m": DATA,
        "highlights": DATA,
    },
    "muscle-roles": {
        **_naming("roles", "role"),
        **_naming("findings", "findings", beside=_FIGURE | _SOURCES),
    },
    "sources": {
        **_LABEL,
        "authors": "schema:author",
        "year": {"@id": "schema:datePublished", "@type": f"{XSD}gYear"},
        "title": "schema:headline",
        "url": {"@id": "schema:sameAs", "@type": "@id"},
        **_naming("sources", "origin", term="schema:isBasedOn"),
    },
    "findings": {
        **_FIGURE,
        **_naming("muscles", "muscles", term="schema:observationAbout"),
        **_naming("muscle-roles", "muscle_roles"),
    },
    "claims": {
        "statement": "schema:text",
        "position": "schema:position",
        **_naming("findings", "finding"),
        **_naming("effects", "effect"),
        **_naming("muscle-roles", "muscle_role"),
    },
    "phases": _TERM,
    "roles": _TERM,
    "equipment": _naming("equipment", "includes"),
    "injuries": {
        **_naming("muscles", "muscles", term="schema:associatedAnatomy"),
        **_naming("red-flags", "red_flags"),
        **_naming("sources", "share_sources"),
        **_naming("exercises", "examples"),
        "gated": {"@type": "@id"},
    },
    "red-flags": {"signs": "schema:description"},
    "emg-studies": {
        **_naming("sources", "source", term="schema:isBasedOn", beside=_LABEL),
        **_naming("muscles", "muscles"),
        **_naming("exercises", "exercises"),
    },
    "goals": {
        **_naming("roles", "role"),
        **_naming("muscles", "within"),
        "suits": DATA,
    },
    "training-rules": {
        "statement": "schema:description",
        **_naming("sources", "cited", beside=_LABEL),
    },
}
"""What names stand for in the documents of one kind."""

IN_SUMMARIES: dict[str, Context] = {
    "exercises": {
        **_naming("muscles", "muscles", term="schema:associatedAnatomy"),
        **_naming("roles", "roles"),
    },
    "injuries": {"gates": DATA},
}
"""What names stand for where a list shows less than the whole document."""

ENVELOPE: Context = {
    "next": {"@type": "@id"},
    "total": "schema:numberOfItems",
}
"""What names stand for around the items of a list."""


def context_of(kind: str, *, whole: bool) -> Context:
    """Give the context of the documents of a kind."""
    return COMMON | OF_KIND.get(kind, {}) | ({} if whole else IN_SUMMARIES.get(kind, {}))


def _included(kinds: Iterable[str]) -> Context:
    """Give the context of the documents sent along; each kind keeps its own."""
    by_kind = {}
    for kind in kinds:
        field = kind.replace("-", "_")
        words = context_of(kind, whole=True)
        # Some processors apply a scoped context twice, so it must not give its own field another.
        by_kind[field] = {"@context": _apart({n: w for n, w in words.items() if n != field})}
    return {"included": {"@context": _apart(by_kind)}} if by_kind else {}


@lru_cache(maxsize=256)
def document_context(kind: str, included: tuple[str, ...]) -> bytes:
    """Write the context of one resource, and of the kinds of document sent along."""
    return to_json(context_of(kind, whole=True) | _included(included))


@lru_cache(maxsize=256)
def list_context(kind: str, included: tuple[str, ...], *, whole: bool) -> bytes:
    """Write the context of a list, and of the kinds of document sent along."""
    items = {
        "@id": "schema:itemListElement",
        **IN_ORDER,
        "@context": _apart(context_of(kind, whole=whole)),
    }
    return to_json(COMMON | ENVELOPE | {"items": items} | _included(included))


def _parts(field: str, inside: Context) -> Context:
    """Say that a field holds the parts of an exercise plan, which have words of their own."""
    return {field: {"@id": "schema:hasPart", "@context": _apart(COMMON | inside)}}


_BLOCKS = _parts(
    "blocks",
    {
        "kind": "schema:exerciseType",
        **_parts(
            "items",
            {
                "reps": "schema:repetitions",
                "load": "schema:intensity",
                **_naming("exercises", "exercise", term="schema:isBasedOn"),
                **_naming("roles", "role"),
                **_naming("muscle-roles", "muscle_role"),
                **_naming("findings", "findings"),
            },
        ),
    },
)
_RULES = _naming("training-rules", "rules", beside=_SOURCES)
_ANSWER = {
    **_naming("goals", "goal", term="schema:about"),
    **_RULES,
    **_naming("red-flags", "red_flag"),
}

SESSION: Context = {
    **COMMON,
    **_ANSWER,
    **_BLOCKS,
    **_naming("roles", "role"),
    **_naming("sources", "sources", term="schema:citation", beside=_LABEL),
}
"""What names stand for in a session."""

PLAN: Context = {
    **COMMON,
    **_ANSWER,
    **_parts(
        "weeks",
        {
            **_RULES,
            "changes": "schema:additionalVariable",
            **_parts("sessions", {"date": "schema:temporalCoverage", **_BLOCKS}),
        },
    ),
}
"""What names stand for in a plan."""
