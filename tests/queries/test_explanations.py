"""On the real seed: what explanations say agrees with the muscle roles, and with the claims."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.queries.training import GOALS, Answer, ask, items_of

PERCENT = re.compile(r"about (\d+) %")
RANGE = re.compile(r"(\d+)(?:-(\d+))? %")
EVERYONE = {"max_level": 5, "max_impact": 3}
Told = dict[str, Any]


@pytest.fixture(scope="module")
def reasons(client: httpx.Client) -> list[Told]:
    """Give every reason that any goal's recommendations and sessions tell."""
    return list(all_reasons(client))


def all_reasons(client: httpx.Client) -> Iterator[Told]:
    for goal in GOALS:
        ranked = ask(client, "recommendations", goal=goal, limit=50, **EVERYONE)
        for item in ranked["items"]:
            yield from item["reasons"]
        for item in items_of(ask(client, "sessions", goal=goal, minutes=60, **EVERYONE)):
            yield from item["reasons"]


@pytest.fixture(scope="module")
def roles(client: httpx.Client, reasons: list[Told]) -> dict[str, Told]:
    ids = sorted({reason["muscle_role"] for reason in reasons})
    return {
        role["id"]: role
        for start in range(0, len(ids), 50)
        for role in ask(client, "muscle-roles", ids=",".join(ids[start : start + 50]), limit=50)[
            "items"
        ]
    }


@pytest.fixture(scope="module")
def evidence(client: httpx.Client) -> list[Told]:
    """Give the evidence of all claims that is a muscle role."""
    claims: list[Answer] = ask(client, "claims", limit=200)["items"]
    return [one for claim in claims for one in claim["evidence"] if one["muscle_role"]]


def test_a_reason_says_what_its_muscle_role_says(
    reasons: list[Told], roles: dict[str, Told]
) -> None:
    assert reasons
    for reason in reasons:
        role = roles[reason["muscle_role"]]
        assert role["direction"] == "drives"
        for field in ("role", "phase", "weight", "share", "grade"):
            assert reason[field] == role[field], (reason["muscle_role"], field)
        said = PERCENT.search(reason["text"])
        assert said is None or int(said[1]) == round(role["share"] * 100)


def test_a_reason_names_every_finding_of_its_muscle_role(
    reasons: list[Told], roles: dict[str, Told]
) -> None:
    for reason in reasons:
        found = {(one["id"], one["stance"]) for one in reason["findings"]}
        known = {(one["id"], one["stance"]) for one in roles[reason["muscle_role"]]["findings"]}
        assert found == known


def test_no_reason_sells_what_a_claim_says_works_against_running(
    reasons: list[Told], evidence: list[Told]
) -> None:
    against = {one["muscle_role"] for one in evidence if one["muscle_role"].endswith(".opposes")}
    assert against
    sold = {reason["muscle_role"] for reason in reasons}

    assert not sold & {id_.removesuffix(".opposes") + ".drives" for id_ in against}


def test_the_figures_of_reasons_lie_where_the_claims_say(
    reasons: list[Told], evidence: list[Told]
) -> None:
    says = {one["muscle_role"]: RANGE.findall(one["says"]) for one in evidence}
    compared = 0
    for reason in reasons:
        ranges = says.get(reason["muscle_role"])
        said = PERCENT.search(reason["text"])
        if ranges and said:
            ends = [int(end) for pair in ranges for end in pair if end]
            assert min(ends) <= int(said[1]) <= max(ends), reason["muscle_role"]
            compared += 1
    assert compared
