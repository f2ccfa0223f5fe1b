"""A session and a plan as JSON-LD: without loss, in terms of schema.org with the types it asks."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from inline_snapshot import snapshot

from app.domain.vocabulary import Measure
from app.formats.linked import write_linked
from app.formats.origin import Origin
from app.schemas.jsonld import OWN, SCHEMA_ORG
from app.schemas.sessions import PlanRead, SessionBlock, SessionRead
from tests.formats import reads
from tests.queries.test_jsonld import expand, leaves, said, triples, without_names

DURATION = re.compile(r"PT(?=.)([0-9]+H)?([0-9]+M)?([0-9]+S)?")
EXPECTED: dict[str, Any] = {
    "activityDuration": DURATION.fullmatch,
    "additionalVariable": str.strip,
    "exerciseType": str.strip,
    "intensity": str.strip,
    "position": lambda value: isinstance(value, int),
    "repetitions": lambda value: isinstance(value, int),
    "temporalCoverage": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch,
    "unitCode": lambda value: value == "SEC",
    "value": lambda value: isinstance(value, int),
}
"""What schema.org expects of the values of some of its properties, as its vocabulary says."""
HOLD = reads.item(reps=None, hold_s=30, measure=Measure.seconds, sets=1, minutes=0.5)
ANSWERS: dict[str, tuple[SessionRead | PlanRead, Origin]] = {
    "session": (reads.session(), reads.asked(minutes=25)),
    "holds": (
        reads.session(blocks=[SessionBlock(kind="trunk", items=[HOLD])], minutes=0.0),
        reads.asked(),
    ),
    "plan": (reads.plan(), reads.asked_plan(weeks=1)),
    "plan without days": (reads.plan(reads.planned(None)), reads.asked_plan()),
    "referral": (reads.referred(), reads.asked(red_flag=["night-pain"])),
    "no plan": (reads.referred_plan(), reads.asked_plan(red_flag=["night-pain"])),
}
every = pytest.mark.parametrize(("read", "origin"), ANSWERS.values(), ids=ANSWERS)


def values_of(expanded: Any) -> Iterator[tuple[str, Any]]:
    """Give every value with the term of schema.org that it stands under."""
    if isinstance(expanded, list):
        for one in expanded:
            yield from values_of(one)
    elif isinstance(expanded, dict):
        for name, inner in expanded.items():
            if name.startswith(SCHEMA_ORG):
                for one in inner:
                    yield name.removeprefix(SCHEMA_ORG), one.get("@value", one)
            yield from values_of(inner)


def test_a_session_says_these_triples() -> None:
    read = reads.session(
        blocks=reads.BLOCKS[:1],
        rules=[],
        left_out=[],
        coverage=[],
        meta=reads.session().meta.model_copy(update={"unmet": []}),
    )

    assert triples(json.loads(write_linked(read, reads.asked(minutes=25)))) == snapshot(
        [
            'exercises/heel-walk schema:name "Heel walk"',
            'goals/late-race-form schema:name "Form late in a race"',
            "sessions?minutes=25 rdf:type schema:ExercisePlan",
            "sessions?minutes=25 schema:about goals/late-race-form",
            'sessions?minutes=25 schema:activityDuration "PT24M54S"',
            "sessions?minutes=25 schema:citation sources/brown-2001",
            'sessions?minutes=25 schema:description "Strength session for runners, 25 min"',
            "sessions?minutes=25 schema:hasPart _:c14n3",
            'sessions?minutes=25 schema:name "Form late in a race"',
            "sessions?minutes=25 own:links _:c14n2",
            "sessions?minutes=25 own:meta _:c14n1",
            'sessions?minutes=25 own:minutes "2.49E1"^^xsd:double',
            'sessions?minutes=25 own:note "Nothing here clears anybody for training."',
            'sessions?minutes=25 own:revision "1"^^xsd:integer',
            'sources/brown-2001 schema:alternateName "Brown 2001"',
            "_:c14n0 rdf:type schema:ExercisePlan",
            '_:c14n0 schema:activityDuration "PT3M48S"',
            '_:c14n0 schema:description "1 × 30 m"',
            '_:c14n0 schema:intensity "Relaxed."',
            "_:c14n0 schema:isBasedOn exercises/heel-walk",
            '_:c14n0 schema:name "Heel walk"',
            '_:c14n0 schema:position "1"^^xsd:integer',
            '_:c14n0 own:measure "metres"',
            '_:c14n0 own:metres "30"^^xsd:integer',
            '_:c14n0 own:minutes "3.8E0"^^xsd:double',
            '_:c14n0 own:per_side "false"^^xsd:boolean',
            '_:c14n0 own:rest_s "30"^^xsd:integer',
            '_:c14n0 own:sets "1"^^xsd:integer',
            '_:c14n1 own:contacts "0"^^xsd:integer',
            '_:c14n1 own:gap "0"^^xsd:integer',
            '_:c14n1 own:uses_minutes "true"^^xsd:boolean',
            '_:c14n2 own:fit "/v1/sessions.fit?minutes=25"',
            "_:c14n3 rdf:type schema:ExercisePlan",
            '_:c14n3 schema:exerciseType "prepare"',
            "_:c14n3 schema:hasPart _:c14n0",
            '_:c14n3 schema:position "1"^^xsd:integer',
        ]
    )


@every
def test_nothing_is_lost(read: SessionRead | PlanRead, origin: Origin) -> None:
    document = json.loads(write_linked(read, origin))

    assert Counter(said(expand(document))) == Counter(leaves(document))
    assert without_names(document) == read.model_dump(mode="json")


@every
def test_every_value_has_the_type_that_schema_org_expects(
    read: SessionRead | PlanRead, origin: Origin
) -> None:
    for term, value in values_of(expand(json.loads(write_linked(read, origin)))):
        if term in EXPECTED:
            assert EXPECTED[term](value), (term, value)
        elif term == "restPeriods":
            assert value["@type"] == [f"{SCHEMA_ORG}QuantitativeValue"]
        elif term == "hasPart":
            assert value["@type"] == [f"{SCHEMA_ORG}ExercisePlan"]


def test_the_expected_types_are_all_tried() -> None:
    written = [json.loads(write_linked(read, origin)) for read, origin in ANSWERS.values()]
    used = {term for document in written for term, _ in values_of(expand(document))}

    assert used >= {*EXPECTED, "restPeriods", "hasPart"}


def test_a_referral_is_no_plan() -> None:
    for name in ("referral", "no plan"):
        (node,) = expand(json.loads(write_linked(*ANSWERS[name])))

        assert node["@type"] == [f"{OWN}Referral"]
        assert f"{SCHEMA_ORG}activityDuration" not in node
