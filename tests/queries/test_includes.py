"""What an answer sends along: whole documents that it names, each once, in the order of keys."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.schemas.includes import INCLUDES
from app.schemas.kinds import KEYS, READS
from tests.problems import fault_in

CALF = "calf.push-off.power.propulsion.drives"


def keys_of(included: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """Name the documents sent along."""
    return {
        kind: [one[KEYS[kind.replace("_", "-")]] for one in documents]
        for kind, documents in included.items()
    }


@pytest.mark.parametrize(
    ("question", "included"),
    [
        ("/v1/exercises/heel-raise?include=muscles",
         {"muscles": ["calf", "gastrocnemius", "soleus"]}),
        ("/v1/exercises/heel-raise?include=roles", {"roles": ["power"]}),
        ("/v1/exercises/hop?include=muscle-roles", {"muscle_roles": [
            "calf.loading.elastic-storage.tendon-strain-energy.drives",
            "gastrocnemius.loading.elastic-storage.tendon-strain-energy.drives",
            "soleus.loading.elastic-storage.tendon-strain-energy.drives"]}),
        ("/v1/exercises/heel-raise?include=equipment", {"equipment": ["mat"]}),
        ("/v1/exercises/heel-raise?include=progressions",
         {"exercises": ["pogo", "seated-heel-raise", "single-leg-heel-raise"]}),
        ("/v1/exercises/heel-raise?include=injuries", {"injuries": ["calf-strain"]}),
        ("/v1/exercises/heel-raise?include=sources", {"sources": ["brown-2001", "green-2002"]}),
        ("/v1/muscles/gastrocnemius?include=parts",
         {"muscles": ["gastrocnemius-lateral-head", "gastrocnemius-medial-head"]}),
        ("/v1/muscles/plantarflexors?include=parts", {"muscles": ["gastrocnemius", "soleus"]}),
        ("/v1/muscles/soleus?include=wholes", {"muscles": ["calf", "plantarflexors"]}),
        ("/v1/muscles/soleus?include=sources", {"sources": ["brown-2001"]}),
        ("/v1/muscles/calf?include=roles", {"muscle_roles": [
            "calf.loading.elastic-storage.tendon-strain-energy.drives", CALF,
            "calf.push-off.power.work-generation.drives"]}),
        (f"/v1/muscle-roles/{CALF}?include=muscles,phases,roles,findings,sources", {
            "findings": ["f2"], "muscles": ["calf"], "phases": ["push-off"], "roles": ["power"],
            "sources": ["derived-brown-2001", "derived-white-2003", "green-2002"]}),
        ("/v1/joint-work?include=phases,sources",
         {"phases": ["push-off"], "sources": ["derived-brown-2001"]}),
        ("/v1/phases/push-off?include=sources", {"sources": []}),
        ("/v1/sources/derived-white-2003?include=origin", {"sources": ["brown-2001"]}),
        ("/v1/sources/green-2002?include=origin", {"sources": []}),
        ("/v1/findings/f1?include=sources,muscles,phases,muscle-roles", {
            "muscle_roles": ["soleus.push-off.power.propulsion.drives"], "muscles": ["soleus"],
            "phases": ["push-off"], "sources": ["brown-2001"]}),
        ("/v1/effects/e1?include=sources", {"sources": ["brown-2001"]}),
        ("/v1/claims/calf-drives?include=findings,effects,muscle-roles,sources", {
            "effects": ["e1"], "findings": ["f2"], "muscle_roles": [CALF],
            "sources": ["brown-2001", "derived-brown-2001", "derived-white-2003", "green-2002"]}),
        ("/v1/equipment/home?include=equipment", {"equipment": ["chair", "step"]}),
        ("/v1/injuries/calf-strain?include=muscles,exercises,red-flags,sources", {
            "exercises": ["heel-raise", "hop"], "muscles": ["gastrocnemius", "soleus"],
            "red_flags": ["calf-swelling"], "sources": ["brown-2001", "green-2002"]}),
        ("/v1/red-flags/calf-swelling?include=sources", {"sources": []}),
        ("/v1/red-flags?include=sources", {"sources": ["brown-2001"]}),
        ("/v1/emg-studies/green-2002?include=muscles,exercises,sources", {
            "exercises": ["heel-raise"], "muscles": ["gastrocnemius"], "sources": ["green-2002"]}),
        ("/v1/goals/general?include=phases,roles,sources", {
            "phases": ["push-off"], "roles": ["elastic-storage", "power"], "sources": []}),
        ("/v1/goals/spring?include=muscles,sources",
         {"muscles": ["calf"], "sources": ["brown-2001"]}),
        ("/v1/training-rules/r01?include=sources", {"sources": []}),
        ("/v1/muscles?kind=head&include=wholes",
         {"muscles": ["calf", "gastrocnemius"]}),
        ("/v1/muscles/calf/exercises?ids=hop,pogo&include=progressions,roles", {
            "exercises": ["heel-raise", "hop", "pogo"], "roles": ["elastic-storage", "power"]}),
        ("/v1/muscle-roles?muscle=soleus&speed=3&phase=push-off&function=propulsion"
         "&include=findings", {"findings": ["f1"]}),
        ("/v1/exercises?category=drill&include=muscles,sources", {"muscles": [], "sources": []}),
        ("/v1/exercises/hop?include=muscles,muscles",
         {"muscles": ["calf", "gastrocnemius", "soleus"]}),
    ],
)  # fmt: skip
def test_what_an_answer_names_is_sent_along(
    world: httpx.Client, question: str, included: dict[str, list[str]]
) -> None:
    answer = world.get(question).json()

    assert keys_of(answer["included"]) == included
    assert list(answer["included"]) == sorted(included)


def test_what_is_sent_along_is_whole(world: httpx.Client) -> None:
    sent = world.get("/v1/exercises?limit=200&include=muscles,progressions,sources").json()

    for kind, documents in sent["included"].items():
        assert len(documents) > 1
        for one in documents:
            assert one == world.get(f"/v1/{kind}/{one[KEYS[kind]]}").json()


def test_an_answer_without_include_sends_nothing_along(world: httpx.Client) -> None:
    assert world.get("/v1/muscles").json()["included"] is None
    assert world.get("/v1/muscle-roles?speed=3").json()["included"] is None
    assert "included" not in world.get("/v1/muscles/calf").json()


def test_fields_shape_the_items_and_not_what_is_sent_along(world: httpx.Client) -> None:
    plain = world.get("/v1/muscles?include=parts").json()

    page = world.get("/v1/muscles?include=parts&fields=slug").json()
    one = world.get("/v1/muscles/gastrocnemius?include=parts&fields=slug").json()

    assert {tuple(item) for item in page["items"]} == {("slug",)}
    assert page["included"] == plain["included"]
    assert list(one) == ["slug", "included"]
    assert set(one["included"]["muscles"][0]) == set(READS["muscles"].model_fields)


def test_a_page_sends_along_what_its_own_items_name(world: httpx.Client) -> None:
    first = world.get("/v1/injuries?limit=1&include=muscles").json()

    second = world.get(first["next"]).json()

    assert first["next"].startswith("/v1/injuries?include=muscles&limit=1&cursor=")
    assert keys_of(first["included"]) == {"muscles": ["gastrocnemius", "soleus"]}
    assert keys_of(second["included"]) == {"muscles": ["rectus-femoris"]}


def test_a_cursor_goes_on_with_another_include(world: httpx.Client) -> None:
    following = world.get("/v1/injuries?limit=1&include=muscles").json()["next"]

    page = world.get(following.replace("include=muscles", "include=sources")).json()

    assert keys_of(page["included"]) == {"sources": ["brown-2001"]}


@pytest.mark.parametrize(
    ("question", "detail", "nearest"),
    [
        ("/v1/exercises?include=musles", "Nothing called 'musles' can be sent along with "
         "exercises. Did you mean 'muscles' or 'muscle-roles'?", ["muscles", "muscle-roles"]),
        ("/v1/exercises/hop?include=MUSCLES", "Nothing called 'MUSCLES' can be sent along with "
         "exercises. Did you mean 'muscles' or 'muscle-roles'?", ["muscles", "muscle-roles"]),
        ("/v1/joint-work?speed=3&include=phases,xyz",
         "Nothing called 'xyz' can be sent along with joint work.", []),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_along_is_refused_with_the_nearest(
    world: httpx.Client, question: str, detail: str, nearest: list[str]
) -> None:
    fault = fault_in(world.get(question), "unknown_value")

    kind = question.split("/")[2].partition("?")[0]
    assert (fault["parameter"], fault["detail"], fault["nearest"]) == ("include", detail, nearest)
    assert fault["valid"] == list(INCLUDES[kind])


@pytest.mark.parametrize("value", ["", ",", "muscles,", ",muscles", "muscles, roles", "a" * 401])
def test_a_broken_list_of_words_is_refused(world: httpx.Client, value: str) -> None:
    for path in ("/v1/exercises", "/v1/exercises/hop"):
        fault = fault_in(world.get(path, params={"include": value}), "invalid_value")

        assert fault["parameter"] == "include"


def test_include_is_repeated_or_takes_commas(world: httpx.Client) -> None:
    repeated = world.get("/v1/exercises?include=roles&include=muscles&limit=1").json()

    assert repeated == world.get("/v1/exercises?include=muscles,roles&limit=1").json()
    assert list(repeated["included"]) == ["muscles", "roles"]


def every_key(value: Any, names: set[str]) -> Iterator[str]:
    """Find every text under some names, at any depth, by slug or key where it is an object."""
    if isinstance(value, list):
        for one in value:
            yield from every_key(one, names)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in names:
                texts = inner if isinstance(inner, list) else [inner]
                yield from (text for text in texts if isinstance(text, str))
                yield from (t["key"] for t in texts if isinstance(t, dict) and "key" in t)
            yield from every_key(inner, names)


CITED = {"source", "sources", "share_sources", "cohort", "cited"}


@pytest.mark.parametrize("kind", [kind for kind, words in INCLUDES.items() if "sources" in words])
def test_every_source_that_the_real_data_name_is_sent_along(
    client: httpx.Client, kind: str
) -> None:
    """No citation is forgotten, wherever in a document it stands."""
    fields = ",".join(READS[kind].model_fields)
    following: str | None = f"/v1/{kind}?limit=200&include=sources&fields={fields}"
    while following:
        page = client.get(following).json()
        assert keys_of(page["included"]) == {
            "sources": sorted(set(every_key(page["items"], CITED)))
        }
        following = page["next"]


@pytest.mark.parametrize("kind", [kind for kind, words in INCLUDES.items() if words])
def test_all_of_the_real_data_can_be_sent_along(client: httpx.Client, kind: str) -> None:
    words = ",".join(INCLUDES[kind])
    following: str | None = f"/v1/{kind}?limit=200&include={words}"
    while following:
        response = client.get(following)
        assert response.status_code == 200, response.text
        page = response.json()
        for other, documents in page["included"].items():
            keys = keys_of({other: documents})[other]
            assert keys == sorted(set(keys))
        following = page["next"]


def test_two_hundred_ids_send_along_what_they_name(client: httpx.Client) -> None:
    slugs = [item["slug"] for item in client.get("/v1/exercises?limit=200").json()["items"]]

    page = client.get(f"/v1/exercises?limit=200&ids={','.join(slugs)}&include=muscles,sources")

    assert page.status_code == 200
    assert len(page.json()["items"]) == 200
    assert {kind: len(sent) > 40 for kind, sent in page.json()["included"].items()} == {
        "muscles": True,
        "sources": True,
    }


def test_every_kind_says_what_it_can_send_along() -> None:
    assert INCLUDES.keys() == READS.keys()
    assert {one.kind for words in INCLUDES.values() for one in words.values()} <= READS.keys()


def test_every_word_of_include_is_in_the_openapi_document(world: httpx.Client) -> None:
    document = world.get("/openapi.json").json()
    schemas = document["components"]["schemas"]

    for kind, words in INCLUDES.items():
        operation = document["paths"][f"/v1/{kind}"]["get"]
        parameters = {one["name"]: one["schema"] for one in operation["parameters"]}
        if words:
            assert parameters["include"]["items"]["enum"] == list(words)
        else:
            assert "include" not in parameters
    assert set(schemas["Included"]["properties"]) == {
        one.kind.replace("-", "_") for words in INCLUDES.values() for one in words.values()
    }
