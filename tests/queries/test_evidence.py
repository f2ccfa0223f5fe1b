"""Sources, findings, effects, claims, vocabularies and the release, as the world has them."""

from typing import Any

import httpx
import pytest

BROWN = {"key": "brown-2001", "label": "Brown 2001"}
GREEN = {"key": "green-2002", "label": "Green 2002"}


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("sources", ["brown-2001", "derived-brown-2001", "derived-white-2003", "green-2002"]),
        ("sources?verified=computed", ["derived-brown-2001", "derived-white-2003"]),
        ("sources?verified=primary&verified=secondary", ["brown-2001", "green-2002"]),
        ("sources?verified=expert", []),
        ("findings", ["f1", "f2", "f3"]),
        ("findings?muscle=calf", ["f1", "f3"]),
        ("findings?muscle=soleus", ["f1"]),
        ("findings?muscle=SOL&muscle=rectus-femoris", ["f1"]),
        ("findings?muscle=plantarflexors", ["f1"]),
        ("findings?topic=fatigue", ["f3"]),
        ("findings?topic=fatigue&topic=power", ["f1", "f2", "f3"]),
        ("findings?topic=power&grade=D", ["f2"]),
        ("findings?phase=propulsion", ["f1", "f2", "f3"]),
        ("findings?phase=loading", []),
        ("findings?source=green-2002", ["f2"]),
        ("findings?source=green-2002&source=brown-2001&sort=-id", ["f3", "f2", "f1"]),
        ("findings?grade=A&grade=B&sort=grade", ["f1", "f3"]),
        ("effects", ["e1"]),
        ("effects?source=brown-2001", ["e1"]),
        ("effects?source=green-2002", []),
        ("claims", ["calf-drives"]),
        ("claims?verdict=supported", ["calf-drives"]),
        ("claims?verdict=nuanced&verdict=unproven", []),
        ("phases", ["loading", "push-off"]),
        ("roles", ["power", "elastic-storage"]),
    ],
)
def test_lists_hold_what_is_asked_for(world: httpx.Client, query: str, keys: list[str]) -> None:
    items = world.get(f"/v1/{query}").json()["items"]

    assert [item.get("slug") or item.get("key") or item["id"] for item in items] == keys


def test_an_item_is_what_its_list_shows(world: httpx.Client) -> None:
    kinds = ("sources", "findings", "effects", "claims", "phases", "roles", "muscle-roles")

    for kind in (*kinds, "goals", "training-rules"):
        for item in world.get(f"/v1/{kind}").json()["items"]:
            key = item.get("slug") or item.get("key") or item["id"]

            assert world.get(f"/v1/{kind}/{key}").json() == item


def test_a_source_counts_what_cites_it(world: httpx.Client) -> None:
    assert world.get("/v1/sources/brown-2001").json() == {
        "key": "brown-2001",
        "label": "Brown 2001",
        "authors": "Brown B",
        "year": 2001,
        "title": "Legs",
        "journal": "J Legs 1:1",
        "doi": "10.1000/legs",
        "doi_verified": "primary",
        "pmid": None,
        "pmcid": None,
        "kind": "in vivo, n=9",
        "verified": "primary",
        "origin": None,
        "note": None,
        "url": "https://doi.org/10.1000/legs",
        "findings": 2,
        "effects": 1,
    }


def test_a_computation_names_the_source_of_its_data(world: httpx.Client) -> None:
    source = world.get("/v1/sources/derived-brown-2001").json()

    told = [source[name] for name in ("verified", "origin", "doi", "url", "year")]
    assert told == ["computed", "brown-2001", None, None, None]


def test_a_finding_is_told_whole(world: httpx.Client) -> None:
    assert world.get("/v1/findings/f1").json() == {
        "id": "f1",
        "subject_kind": "muscle",
        "subject": "Soleus",
        "metric": "share of forward impulse",
        "value_kind": "number",
        "value": 40.0,
        "low": 30.0,
        "high": 50.0,
        "text": None,
        "unit": "%",
        "condition": "treadmill",
        "speed_low_m_s": 3.0,
        "speed_high_m_s": 3.0,
        "n": 9,
        "evidence": "in vivo",
        "grade": "A",
        "verified": "primary",
        "label": None,
        "topic": "power",
        "phase": "push-off",
        "function": "propulsion",
        "direction": "drives",
        "source": BROWN,
        "note": None,
        "speed_m_s": 3.0,
        "muscles": [{"slug": "soleus", "name": "Soleus", "kind": "muscle"}],
        "muscle_roles": ["soleus.push-off.power.propulsion.drives"],
    }


def test_what_a_finding_does_not_tell_is_null(world: httpx.Client) -> None:
    finding = world.get("/v1/findings/f2").json()

    unknown = ("value", "low", "high", "unit", "n", "speed_m_s", "speed_low_m_s", "condition")
    assert [finding[name] for name in unknown] == [None] * len(unknown)
    assert (finding["text"], finding["label"]) == ("The hip drives.", "Second-hand.")
    assert finding["muscle_roles"] == ["calf.push-off.power.propulsion.drives"]


def test_an_effect_is_told_whole(world: httpx.Client) -> None:
    assert world.get("/v1/effects/e1").json() == {
        "id": "e1",
        "topic": "running performance",
        "mode": "heavy",
        "population": "runners",
        "dose": "8 weeks",
        "outcome": "running economy",
        "effect": "2 % better",
        "interval": None,
        "n": "20",
        "interpretation": "small",
        "source": BROWN,
        "verified": "primary",
        "label": None,
        "note": None,
    }


def test_a_claim_shows_the_evidence_both_ways(world: httpx.Client) -> None:
    nothing = {"finding": None, "effect": None, "muscle_role": None, "label": None}

    assert world.get("/v1/claims/calf-drives").json() == {
        "slug": "calf-drives",
        "position": 1,
        "statement": "The calf drives push-off.",
        "verdict": "supported",
        "explanation": "It does, in this world.",
        "evidence": [
            nothing
            | {
                "stance": "supports",
                "says": "Most of the forward impulse.",
                "muscle_role": "calf.push-off.power.propulsion.drives",
                "grade": "B",
                "verified": "computed",
                "sources": [
                    {
                        "key": "derived-brown-2001",
                        "label": "Pushoff computation on Brown 2001 data",
                    },
                    {
                        "key": "derived-white-2003",
                        "label": "Pushoff computation on White 2003 data",
                    },
                ],
            },
            nothing
            | {
                "stance": "dissents",
                "says": "One study credits the hip.",
                "finding": "f2",
                "grade": "D",
                "verified": "secondary",
                "label": "Second-hand.",
                "sources": [GREEN],
            },
            nothing
            | {
                "stance": "qualifies",
                "says": "Training helped a little.",
                "effect": "e1",
                "grade": None,
                "verified": "primary",
                "sources": [BROWN],
            },
        ],
    }


def test_a_phase_is_told_with_its_aliases(world: httpx.Client) -> None:
    assert world.get("/v1/phases/push-off").json() == {
        "slug": "push-off",
        "name": "Push-off",
        "position": 2,
        "kind": "interval",
        "start_pct": 18.0,
        "end_pct": 35.0,
        "observed": None,
        "relative": None,
        "definition": "From there to toe-off.",
        "verified": "convention",
        "sources": [],
        "note": None,
        "aliases": ["propulsion"],
    }


def test_a_role_is_told_with_its_functions(world: httpx.Client) -> None:
    assert world.get("/v1/roles/elastic-storage").json() == {
        "slug": "elastic-storage",
        "name": "Elastic storage",
        "position": 2,
        "definition": "Stores energy in tendon.",
        "aliases": ["spring"],
        "functions": [
            {
                "slug": "tendon-strain-energy",
                "name": "Tendon strain energy",
                "position": 3,
                "definition": "Energy at peak.",
                "drives": "Stores energy.",
                "opposes": None,
                "share_of": "The sum of peaks.",
                "summable": False,
            }
        ],
    }


def test_the_vocabulary_holds_the_words_that_parameters_take(world: httpx.Client) -> None:
    answer = world.get("/v1/vocabulary").json()
    words = {one["name"]: one for one in answer["vocabularies"]}
    values = {name: [term["value"] for term in one["terms"]] for name, one in words.items()}

    assert answer["revision"] == 1
    assert [name for name, one in words.items() if one["open"]] == [
        "phase", "role", "function", "muscle", "pattern", "equipment", "system",
    ]  # fmt: skip
    assert values["phase"] == ["loading", "push-off"]
    assert values["role"] == ["power", "elastic-storage"]
    assert values["function"] == ["propulsion", "work-generation", "tendon-strain-energy"]
    assert values["direction"] == ["drives", "opposes"]
    assert values["grade"] == ["A", "B", "C", "D", "E"]
    assert values["level"] == ["group", "muscle", "head", "functional"]
    assert words["phase"]["terms"][1] == {
        "value": "push-off",
        "description": "From there to toe-off.",
        "aliases": ["propulsion"],
    }
    assert all(term["description"] for one in words.values() for term in one["terms"])


@pytest.mark.parametrize("parameter", ["phase", "role", "function", "muscle", "direction", "grade"])
def test_every_word_and_alias_of_the_vocabulary_is_taken(
    client: httpx.Client, parameter: str
) -> None:
    words = {one["name"]: one for one in client.get("/v1/vocabulary").json()["vocabularies"]}

    for term in words[parameter]["terms"]:
        for name in (term["value"], *term["aliases"]):
            query = {parameter: name, "limit": "1", "fields": "id"}
            assert client.get("/v1/muscle-roles", params=query).status_code == 200, name


def test_the_release_counts_what_it_holds(world: httpx.Client) -> None:
    response = world.get("/v1/release")
    release = response.json()

    assert release["counts"] == {
        "claims": 1,
        "effects": 1,
        "emg-studies": 2,
        "equipment": 7,
        "exercises": 7,
        "findings": 3,
        "goals": 2,
        "injuries": 2,
        "joint-work": 2,
        "muscle-roles": 17,
        "muscles": 7,
        "phases": 2,
        "red-flags": 2,
        "roles": 2,
        "sources": 4,
        "training-rules": 16,
    }
    assert list(release["counts"]) == sorted(release["counts"])
    assert release["revision"] == 1
    assert release["id"] == f"1-{release['digest'][:16]}" == response.headers["x-pushoff-release"]
    assert len(release["digest"]) == 64
    assert (release["version"], release["licence"]) == ("0.1.0", "CC BY 4.0")


def test_the_index_lists_every_path_with_a_sentence(world: httpx.Client) -> None:
    index = world.get("/v1").json()
    described = world.get("/openapi.json").json()["paths"]

    assert [place["path"] for place in index["paths"]] == list(described)
    assert all(place["summary"].endswith(".") for place in index["paths"])
    assert world.get(index["documentation"]).status_code == 200
    assert world.get(index["openapi"]).status_code == 200


def test_the_health_of_the_service_is_told(world: httpx.Client) -> None:
    assert world.get("/health/live").json() == {"status": "live"}
    assert world.get("/health/ready").json() == {"status": "ready at revision 1"}


def everything(client: httpx.Client, first: str) -> list[dict[str, Any]]:
    """Collect a list page by page."""
    page = client.get(first).json()
    items: list[dict[str, Any]] = page["items"]
    while page["next"]:
        page = client.get(page["next"]).json()
        items += page["items"]
    return items


def test_every_finding_of_the_real_data_is_cited_by_a_known_source(client: httpx.Client) -> None:
    sources = {item["key"] for item in everything(client, "/v1/sources?limit=200")}
    findings = everything(client, "/v1/findings?limit=200")

    assert {finding["source"]["key"] for finding in findings} <= sources
    assert len(findings) > 100


def test_every_claim_of_the_real_data_has_evidence_that_can_be_followed(
    client: httpx.Client,
) -> None:
    for claim in client.get("/v1/claims?limit=200").json()["items"]:
        assert claim["evidence"], claim["slug"]
        for piece in claim["evidence"]:
            links = {
                "findings": piece["finding"],
                "effects": piece["effect"],
                "muscle-roles": piece["muscle_role"],
            }
            ((kind, key),) = [link for link in links.items() if link[1]]
            assert client.get(f"/v1/{kind}/{key}").status_code == 200
