"""JSON-LD: the same values, with what they mean; expanded by a library, and without a network."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot
from pyld import jsonld

from app.formats.linked import write_linked
from app.schemas.includes import INCLUDES
from app.schemas.jsonld import (
    COMMON,
    ENVELOPE,
    IN_SUMMARIES,
    OF_KIND,
    OTHER_TYPES,
    OWN,
    PLAN,
    SCHEMA_ORG,
    SESSION,
    TYPES,
    XSD,
)
from app.schemas.kinds import READS
from tests.formats import reads

HOST = "https://pushoff.test"
BASE = f"{HOST}/"
LD = "application/ld+json"
KNOWN = {
    "AnatomicalStructure", "Claim", "Dataset", "DefinedTerm", "ExercisePlan", "HowTo", "HowToTool",
    "ItemList", "MedicalCondition", "MedicalSignOrSymptom", "Muscle", "Observation",
    "QuantitativeValue", "ScholarlyArticle",
    "about", "activityDuration", "additionalVariable", "alternateName", "associatedAnatomy",
    "author", "bodyLocation", "citation", "datePublished", "description", "exerciseType", "hasPart",
    "headline", "identifier", "insertion", "intensity", "isBasedOn", "itemListElement", "maxValue",
    "measurementTechnique", "minValue", "muscleAction", "name", "nerve", "numberOfItems",
    "observationAbout", "position", "repetitions", "restPeriods", "sameAs", "step", "subStructure",
    "temporalCoverage", "text", "unitCode", "unitText", "value",
}  # fmt: skip
"""Terms looked up in the vocabulary of schema.org, August 2026: a new one must be, too."""


def refuse(url: str, _options: Any) -> Any:
    """Stand in for the network: a context of our own needs none."""
    raise AssertionError(f"Asked for {url}")


jsonld.set_document_loader(refuse)


def linked(client: httpx.Client, question: str) -> Any:
    """Ask for JSON-LD."""
    response = client.get(f"{question}{'&' if '?' in question else '?'}format=jsonld")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == LD
    return response.json()


def dropped(name: str) -> None:
    """Fail where the library finds no meaning for a name."""
    raise AssertionError(f"{name} means nothing")


def expand(document: Any) -> Any:
    """Put full names in the place of short ones."""
    return jsonld.expand(document, {"base": BASE}, on_property_dropped=dropped)


SHORT = {
    f"{HOST}/v1/": "",
    SCHEMA_ORG: "schema:",
    OWN: "own:",
    XSD: "xsd:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}


def triples(document: Any) -> list[str]:
    """Write a document as canonical N-Quads, with short names."""
    options = {"base": BASE, "algorithm": "URDNA2015", "format": "application/n-quads"}
    written: str = jsonld.normalize(document, options)
    for name, short in SHORT.items():
        written = re.sub(rf"<{re.escape(name)}([^>]*)>", rf"{short}\1", written)
    return [line.removesuffix(" .") for line in written.splitlines()]


def test_a_source_says_these_triples(world: httpx.Client) -> None:
    assert triples(linked(world, "/v1/sources/brown-2001")) == snapshot(
        [
            "sources/brown-2001 rdf:type schema:ScholarlyArticle",
            'sources/brown-2001 schema:alternateName "Brown 2001"',
            'sources/brown-2001 schema:author "Brown B"',
            'sources/brown-2001 schema:datePublished "2001"^^xsd:gYear',
            'sources/brown-2001 schema:headline "Legs"',
            'sources/brown-2001 schema:identifier "brown-2001"',
            "sources/brown-2001 schema:sameAs <https://doi.org/10.1000/legs>",
            'sources/brown-2001 own:doi "10.1000/legs"',
            'sources/brown-2001 own:doi_verified "primary"',
            'sources/brown-2001 own:effects "1"^^xsd:integer',
            'sources/brown-2001 own:findings "2"^^xsd:integer',
            'sources/brown-2001 own:journal "J Legs 1:1"',
            'sources/brown-2001 own:kind "in vivo, n=9"',
            'sources/brown-2001 own:verified "primary"',
        ]
    )


def test_a_muscle_says_these_triples(world: httpx.Client) -> None:
    question = "/v1/muscles/gastrocnemius?fields=slug,name,parent,parts,path"

    assert triples(linked(world, question)) == snapshot(
        [
            'muscles/calf schema:name "Calf"',
            'muscles/calf own:kind "group"',
            'muscles/gastrocnemius-lateral-head schema:name "Lateral head of gastrocnemius"',
            'muscles/gastrocnemius-lateral-head own:kind "head"',
            'muscles/gastrocnemius-medial-head schema:name "Medial head of gastrocnemius"',
            'muscles/gastrocnemius-medial-head own:kind "head"',
            "muscles/gastrocnemius rdf:type schema:Muscle",
            'muscles/gastrocnemius schema:identifier "gastrocnemius"',
            'muscles/gastrocnemius schema:name "Gastrocnemius"',
            "muscles/gastrocnemius schema:subStructure muscles/gastrocnemius-lateral-head",
            "muscles/gastrocnemius schema:subStructure muscles/gastrocnemius-medial-head",
            "muscles/gastrocnemius own:parent muscles/calf",
            "muscles/gastrocnemius own:path _:c14n0",
            "_:c14n0 rdf:first muscles/calf",
            "_:c14n0 rdf:rest rdf:nil",
        ]
    )


def test_a_claim_says_these_triples(world: httpx.Client) -> None:
    question = "/v1/claims/calf-drives?fields=statement,position,evidence"

    assert triples(linked(world, question)) == snapshot(
        [
            "claims/calf-drives rdf:type schema:Claim",
            'claims/calf-drives schema:position "1"^^xsd:integer',
            'claims/calf-drives schema:text "The calf drives push-off."',
            "claims/calf-drives own:evidence _:c14n0",
            "claims/calf-drives own:evidence _:c14n1",
            "claims/calf-drives own:evidence _:c14n2",
            'sources/brown-2001 schema:alternateName "Brown 2001"',
            "sources/derived-brown-2001 schema:alternateName "
            '"Pushoff computation on Brown 2001 data"',
            "sources/derived-white-2003 schema:alternateName "
            '"Pushoff computation on White 2003 data"',
            'sources/green-2002 schema:alternateName "Green 2002"',
            "_:c14n0 own:finding findings/f2",
            '_:c14n0 own:grade "D"',
            '_:c14n0 own:label "Second-hand."',
            '_:c14n0 own:says "One study credits the hip."',
            "_:c14n0 own:sources sources/green-2002",
            '_:c14n0 own:stance "dissents"',
            '_:c14n0 own:verified "secondary"',
            "_:c14n1 own:effect effects/e1",
            '_:c14n1 own:says "Training helped a little."',
            "_:c14n1 own:sources sources/brown-2001",
            '_:c14n1 own:stance "qualifies"',
            '_:c14n1 own:verified "primary"',
            '_:c14n2 own:grade "B"',
            "_:c14n2 own:muscle_role muscle-roles/calf.push-off.power.propulsion.drives",
            '_:c14n2 own:says "Most of the forward impulse."',
            "_:c14n2 own:sources sources/derived-brown-2001",
            "_:c14n2 own:sources sources/derived-white-2003",
            '_:c14n2 own:stance "supports"',
            '_:c14n2 own:verified "computed"',
        ]
    )


def test_an_exercise_in_a_list_says_these_triples(world: httpx.Client) -> None:
    assert triples(linked(world, "/v1/exercises?ids=loaded-heel-raise")) == snapshot(
        [
            "exercises/loaded-heel-raise rdf:type schema:ExercisePlan",
            "exercises/loaded-heel-raise rdf:type schema:HowTo",
            "exercises/loaded-heel-raise schema:associatedAnatomy muscles/soleus",
            'exercises/loaded-heel-raise schema:description "Lifts the body and a weight."',
            'exercises/loaded-heel-raise schema:exerciseType "strength"',
            'exercises/loaded-heel-raise schema:identifier "loaded-heel-raise"',
            'exercises/loaded-heel-raise schema:name "Loaded heel raise"',
            "exercises/loaded-heel-raise own:equipment _:c14n3",
            'exercises/loaded-heel-raise own:impact "0"^^xsd:integer',
            'exercises/loaded-heel-raise own:laterality "unilateral"',
            'exercises/loaded-heel-raise own:level "3"^^xsd:integer',
            'exercises/loaded-heel-raise own:measure "reps"',
            'exercises/loaded-heel-raise own:pattern "calf-raise"',
            'exercises/loaded-heel-raise own:per_side "true"^^xsd:boolean',
            "exercises/loaded-heel-raise own:roles roles/power",
            "_:c14n0 rdf:type schema:ItemList",
            "_:c14n0 schema:itemListElement _:c14n4",
            '_:c14n0 own:revision "1"^^xsd:integer',
            "_:c14n1 rdf:first equipment/kettlebell",
            "_:c14n1 rdf:rest _:c14n7",
            "_:c14n2 rdf:first _:c14n1",
            "_:c14n2 rdf:rest rdf:nil",
            "_:c14n3 rdf:first _:c14n5",
            "_:c14n3 rdf:rest _:c14n2",
            "_:c14n4 rdf:first exercises/loaded-heel-raise",
            "_:c14n4 rdf:rest rdf:nil",
            "_:c14n5 rdf:first equipment/dumbbell",
            "_:c14n5 rdf:rest _:c14n6",
            "_:c14n6 rdf:first equipment/step",
            "_:c14n6 rdf:rest rdf:nil",
            "_:c14n7 rdf:first equipment/step",
            "_:c14n7 rdf:rest rdf:nil",
        ]
    )


def test_an_injury_with_what_it_names_says_these_triples(world: httpx.Client) -> None:
    question = "/v1/injuries/calf-strain?fields=name,red_flags&include=red-flags"

    assert triples(linked(world, question)) == snapshot(
        [
            "injuries/calf-strain rdf:type schema:MedicalCondition",
            'injuries/calf-strain schema:name "Calf strain"',
            "injuries/calf-strain own:included _:c14n0",
            "injuries/calf-strain own:red_flags red-flags/calf-swelling",
            "red-flags/calf-swelling rdf:type schema:MedicalSignOrSymptom",
            'red-flags/calf-swelling schema:description "A swollen, warm calf."',
            'red-flags/calf-swelling schema:identifier "calf-swelling"',
            'red-flags/calf-swelling schema:name "Swollen calf"',
            'red-flags/calf-swelling own:action "Get emergency care."',
            'red-flags/calf-swelling own:concern "It could be a clot."',
            'red-flags/calf-swelling own:label "No source: our own synthesis."',
            'red-flags/calf-swelling own:position "1"^^xsd:integer',
            'red-flags/calf-swelling own:urgency "emergency"',
            'red-flags/calf-swelling own:verified "expert"',
            "_:c14n0 own:red_flags red-flags/calf-swelling",
        ]
    )


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("/v1/muscles/soleus", ["schema:Muscle"]),
        ("/v1/muscles/gastrocnemius-medial-head?fields=name", ["schema:Muscle"]),
        ("/v1/muscles/calf?fields=name", ["schema:AnatomicalStructure"]),
        ("/v1/muscles/plantarflexors", ["schema:AnatomicalStructure"]),
        ("/v1/sources/green-2002?fields=title", ["schema:ScholarlyArticle"]),
        ("/v1/sources/derived-brown-2001", ["schema:Dataset"]),
        ("/v1/exercises/hop", ["schema:ExercisePlan", "schema:HowTo"]),
    ],
)
def test_a_resource_says_what_it_is_whatever_fields_are_asked_for(
    world: httpx.Client, question: str, types: list[str]
) -> None:
    document = linked(world, question)

    assert document["@type"] == types
    assert document["@id"] == question.partition("?")[0]


@pytest.mark.parametrize(
    "question",
    [
        "/v1/muscles/soleus?include=wholes,roles,sources",
        "/v1/exercises/hop?fields=slug,muscles",
        "/v1/exercises?facets=level&safe_for=calf-strain&count=true&limit=2",
        "/v1/muscle-roles?speed=3&limit=2&include=muscles",
    ],
)
def test_the_values_are_those_of_json(world: httpx.Client, question: str) -> None:
    plain = world.get(question).json()

    document = without_names(linked(world, question))

    assert document == plain | ({"next": document["next"]} if "next" in plain else {})


def without_names(value: Any) -> Any:
    """Take away what JSON-LD adds."""
    if isinstance(value, list):
        return [without_names(one) for one in value]
    if isinstance(value, dict):
        added = ("@", "schema:")
        return {n: without_names(one) for n, one in value.items() if not n.startswith(added)}
    return value


def leaves(value: Any) -> Iterator[str]:
    """Give every value of a document, as it is written; an address by its last part."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "@context":
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str):
        text = value.removeprefix(HOST).replace("schema:", SCHEMA_ORG).removeprefix(OWN)
        yield text.rsplit("/", 1)[1] if text.startswith("/v1/") and "?" not in text else text
    elif value is not None:
        yield json.dumps(value)


def said(expanded: Any) -> Iterator[str]:
    """Give every value of an expanded document, without the tags of language and datatype."""
    if isinstance(expanded, list):
        for one in expanded:
            yield from said(one)
    elif isinstance(expanded, dict) and "@value" in expanded:
        yield from leaves(expanded["@value"])
    elif isinstance(expanded, dict):
        for inner in expanded.values():
            yield from said(inner)
    else:
        yield from leaves(expanded)


@pytest.mark.parametrize("kind", list(READS))
@pytest.mark.parametrize("whole", [False, True], ids=["as listed", "whole"])
def test_every_document_of_the_real_data_expands_without_loss(
    client: httpx.Client, kind: str, *, whole: bool
) -> None:
    fields = f"&fields={','.join(READS[kind].model_fields)}" if whole else ""
    following: str | None = f"/v1/{kind}?limit=200{fields}&format=jsonld"
    while following:
        page = client.get(following).json()
        assert Counter(said(expand(page))) == Counter(leaves(page))
        following = page["next"]


@pytest.mark.parametrize("kind", [kind for kind in READS if kind != "joint-work"])
def test_a_resource_of_each_kind_expands_without_loss(client: httpx.Client, kind: str) -> None:
    key = next(iter(client.get(f"/v1/{kind}?limit=1").json()["items"][0].values()))
    words = ",".join(INCLUDES[kind])

    document = linked(client, f"/v1/{kind}/{key}{f'?include={words}' if words else ''}")

    assert Counter(said(expand(document))) == Counter(leaves(document))


def terms_of(context: Any) -> Iterator[str]:
    """Give every term of schema.org that a context, or a list of types, leads to."""
    if isinstance(context, dict):
        for name, inner in context.items():
            if name not in {"@base", "@vocab", "schema"}:
                yield from terms_of(inner)
    elif isinstance(context, list | tuple):
        for inner in context:
            yield from terms_of(inner)
    elif isinstance(context, str) and context.startswith("schema:"):
        yield context.removeprefix("schema:")


def terms_added(document: Any) -> Iterator[str]:
    """Give every term of schema.org that stands in a document beside its context."""
    if isinstance(document, dict):
        for name, inner in document.items():
            if name.startswith("schema:"):
                yield name.removeprefix("schema:")
            if name == "@type":
                yield from terms_of(inner)
            elif name != "@context":
                yield from terms_added(inner)
    elif isinstance(document, list):
        for inner in document:
            yield from terms_added(inner)


def test_every_term_of_schema_org_was_looked_up() -> None:
    everything = [COMMON, ENVELOPE, OF_KIND, IN_SUMMARIES, TYPES, OTHER_TYPES, SESSION, PLAN]
    written = [
        json.loads(write_linked(reads.session(), reads.asked())),
        json.loads(write_linked(reads.plan(), reads.asked_plan())),
    ]

    used = {*terms_of(everything), *terms_added(written), "ItemList", "itemListElement"}

    assert used == KNOWN


def test_every_kind_has_a_type() -> None:
    assert TYPES.keys() == READS.keys()
    assert OF_KIND.keys() | IN_SUMMARIES.keys() | {name for name, _ in OTHER_TYPES.items()} <= (
        READS.keys()
    )
