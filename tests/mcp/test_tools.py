"""The tools on the real seed: short, cited, cautious, and the same as the API."""

import re
from typing import Any

import httpx
import pytest

from app.mcp.text import ENOUGH
from tests.mcp.talk import AGES, Call, call_all, fault_of, refused, text_of, told, tools_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

MOST_TOKENS = 3_000
LONGEST_SESSION = 7_000  # Characters: a session is told whole, with all that injuries ask of it.
BYTES_A_TOKEN = 3  # English in JSON takes four and more: a bound, on the safe side.
NAMES = [
    "find_muscles", "explain_muscle", "find_exercises", "find_alternatives", "build_session",
    "check_routine", "check_claim", "get_evidence",
]  # fmt: skip
WELL: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "find_muscles",
        {"phase": "propulsion", "role": "power"},
        ["- Triceps surae: share 0.", "grade B", "Against: Montgomery", "Oppose propulsion"],
    ),
    ("find_muscles", {"role": "power", "phase": "push-off", "pace": "4:54"}, ["Cohorts ran at"]),
    ("find_muscles", {"phase": "push-off", "speed": 9.5}, ["not measured at this speed"]),
    ("explain_muscle", {"muscle": "hams"}, ["Hamstrings (hamstrings), group", "late-swing"]),
    (
        "find_exercises",
        {"muscle": ["calf"], "role": ["power"], "injury": ["calf-strain"], "max_level": None},
        ["Why: ", "Calf strain, ", "coaching judgement", "no promise"],
    ),
    (
        "find_alternatives",
        {"exercise": "Back squat", "available_equipment": ["band"], "injury": ["PFP"]},
        ["Instead of Barbell back squat [back-squat]", "coaching judgement", "loses"],
    ),
    (
        "build_session",
        {"goal": "late-race-form", "minutes": 30, "available_equipment": ["home"]},
        [" minutes.", "main:", " reps", "Why ", "no promise"],
    ),
    (
        "check_routine",
        {"exercise": ["back-squat", "nordic-curl"]},
        ["of the demand", "Largest gaps", "Adding ", "no promise"],
    ),
    ("check_claim", {"claim": "injury protection"}, ["Verdict: unproven.", "For: ", "Against: "]),
    ("get_evidence", {"muscle": "soleus", "topic": "power"}, ["Hamner", "grade ", "second-hand"]),
    ("get_evidence", {"source": "wu-2024"}, ["Training effect: ", "Not significant"]),
    ("get_evidence", {"source": "hamner-2010"}, ["https://doi.org/10.1016/", "at most 1 %"]),
]
WRONGLY: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "find_muscles",
        {"phase": "pushof"},
        ["no phase 'pushof'", "Did you mean 'push-off'", "loading"],
    ),
    ("find_muscles", {"phas": "push-off"}, ["'phas'", "Did you mean 'phase'?"]),
    ("find_muscles", {}, ["Give phase, role or both."]),
    ("find_muscles", {"phase": "stance", "speed": 3, "pace": "4:54"}, ["not both"]),
    ("find_muscles", {"phase": "stance", "pace": "fast"}, ["'pace'", "'fast'"]),
    ("find_muscles", {"phase": ["stance"]}, ["'phase'", "valid string"]),
    ("find_muscles", {"phase": "stance", "speed": 99}, ["'speed'", "13", "99"]),
    ("find_muscles", {"phase": "stance", "direction": "drive"}, ["Did you mean 'drives'?"]),
    ("find_muscles", {"phase": "\x00"}, ["'phase'"]),
    ("explain_muscle", {}, ["'muscle' is needed"]),
    ("explain_muscle", {"muscle": "solleus"}, ["'solleus'", "Did you mean soleus"]),
    ("explain_muscle", {"muscle": "?"}, ["'?'"]),
    ("explain_muscle", {"muscle": "../sources"}, ["'../sources'"]),
    ("find_exercises", {"injury": "calf-strain"}, ["'injury'", "valid list"]),
    ("find_exercises", {"stage": "acute"}, ["Give stage only with injury"]),
    ("find_exercises", {"goal": "top-speed", "role": ["power"]}, ["not both"]),
    ("find_exercises", {"max_level": "hard"}, ["'max_level'", "integer"]),
    ("find_alternatives", {"exercise": "backsquatt"}, ["Did you mean back-squat"]),
    ("build_session", {"minutes": 5}, ["'minutes'", "10"]),
    ("build_session", {"red_flag": ["bone pain"]}, ["no red flag 'bone pain'", "focal-bone-pain"]),
    ("build_session", {"include": ["drop-jump"], "max_impact": 0}, ["drop-jump", "To relax: "]),
    ("check_routine", {"exercise": []}, ["'exercise'"]),
    ("check_routine", {"exercise": ["nope-nope"]}, ["no exercise 'nope-nope'"]),
    ("get_evidence", {}, ["Give muscle, topic, phase, source or grade."]),
    ("get_evidence", {"source": "hamnr-2010"}, ["'hamnr-2010'", "hamner-2010"]),
    ("get_evidence", {"grade": "F"}, ["A, B, C, D, E"]),
]


@pytest.mark.parametrize("age", AGES)
def test_the_tools_are_eight_and_read_only(client: httpx.Client, age: str) -> None:
    tools = tools_of(client, age)

    assert [tool.name for tool in tools] == NAMES
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.title
        assert tool.description
        assert tool.input_schema["additionalProperties"] is False
        for name, said in tool.input_schema["properties"].items():
            assert {"type", "description"} <= said.keys(), name


def test_the_list_of_tools_stays_small(client: httpx.Client) -> None:
    listed = "".join(t.model_dump_json(by_alias=True, exclude_none=True) for t in tools_of(client))

    assert len(listed.encode()) / BYTES_A_TOKEN < MOST_TOKENS


def test_words_are_told_once_and_are_those_of_the_api(client: httpx.Client) -> None:
    schemas = {tool.name: tool.input_schema["properties"] for tool in tools_of(client)}

    def words(kind: str) -> str:
        page = client.get(f"/v1/{kind}?fields=slug").json()
        return ", ".join(one["slug"] for one in page["items"])

    assert schemas["find_muscles"]["phase"]["description"].endswith(f": {words('phases')}")
    assert schemas["find_exercises"]["injury"]["description"].endswith(f": {words('injuries')}")
    assert schemas["build_session"]["injury"]["description"].endswith(": as in find_exercises")
    assert schemas["build_session"]["red_flag"]["description"].endswith(f": {words('red-flags')}")


@pytest.mark.parametrize(("name", "arguments", "parts"), WELL)
def test_a_tool_answers_shortly_with_sources_and_links(
    client: httpx.Client, name: str, arguments: dict[str, Any], parts: list[str]
) -> None:
    text = told(client, name, **arguments)

    assert [part for part in parts if part not in text] == []
    assert len(text) <= ENOUGH
    assert "http://localhost:8000/v1/" in text
    assert "Sources:" in text or "doi.org" in text or "coaching judgement" in text


@pytest.mark.parametrize(("name", "arguments", "parts"), WRONGLY)
def test_what_is_not_understood_is_refused_with_the_way_out(
    client: httpx.Client, name: str, arguments: dict[str, Any], parts: list[str]
) -> None:
    text = refused(client, name, **arguments)

    assert [part for part in parts if part not in text] == []


@pytest.mark.parametrize("age", AGES)
def test_an_unknown_tool_is_a_fault_of_the_protocol(client: httpx.Client, age: str) -> None:
    fault = fault_of(client, "find_muscle", age)

    assert fault.code == -32602
    assert "no tool 'find_muscle'" in fault.message
    assert all(name in fault.message for name in NAMES)


def test_every_answer_keeps_to_its_bound(client: httpx.Client) -> None:
    def slugs(kind: str, key: str = "slug") -> list[str]:
        target = f"/v1/{kind}?fields={key}&limit=200"
        found: list[str] = []
        while target:
            page = client.get(target).json()
            found += [one[key] for one in page["items"]]
            target = page["next"]
        return found

    calls: list[Call] = [("explain_muscle", {"muscle": one}) for one in slugs("muscles")]
    calls += [("check_claim", {"claim": one}) for one in slugs("claims")]
    calls += [("get_evidence", {"source": one}) for one in slugs("sources", "key")]
    calls += [("find_alternatives", {"exercise": one}) for one in slugs("exercises")[::20]]
    calls += [("find_muscles", {"role": role}) for role in slugs("roles")]
    calls += [("find_muscles", {"phase": phase}) for phase in slugs("phases")]
    routine = slugs("exercises")[:40]
    for injuries in zip(*[iter(slugs("injuries"))] * 3, strict=False):
        runner = {"injury": list(injuries), "max_level": 5, "max_impact": 3}
        calls.append(("build_session", runner | {"minutes": 120}))
        calls.append(("find_exercises", runner))
        calls.append(("check_routine", runner | {"exercise": routine}))

    results = call_all(client, calls)

    for call, result in zip(calls, results, strict=True):
        text = text_of(result)
        assert not result.is_error, (call, text)
        assert len(text) <= (LONGEST_SESSION if call[0] == "build_session" else ENOUGH), call


def test_a_claim_is_told_with_its_own_verdict_and_no_other(client: httpx.Client) -> None:
    claims = client.get("/v1/claims").json()["items"]
    results = call_all(client, [("check_claim", {"claim": one["slug"]}) for one in claims])

    for claim, result in zip(claims, results, strict=True):
        text = text_of(result)
        assert re.findall(r"^Verdict: (.+)\.$", text, re.MULTILINE) == [claim["verdict"]]
        assert claim["explanation"] in text
        stances = {one["stance"] for one in claim["evidence"]}
        for stance, sign in (
            ("supports", "For: "),
            ("dissents", "Against: "),
            ("qualifies", "But: "),
        ):
            assert (stance in stances) == (f"\n{sign}" in text), (claim["slug"], sign)


def test_words_that_no_claim_has_give_the_list_of_claims(client: httpx.Client) -> None:
    claims = client.get("/v1/claims").json()["items"]

    text = told(client, "check_claim", claim="stretching cures everything")

    assert text.startswith("No claim has the words 'stretching cures everything'.")
    assert all(f"{one['slug']}: {one['statement']} {one['verdict']}." in text for one in claims)


def test_a_red_flag_gives_a_referral_and_nothing_to_do(client: httpx.Client) -> None:
    for flag in client.get("/v1/red-flags").json()["items"]:
        text = told(client, "build_session", red_flag=[flag["slug"]], minutes=20)

        assert text.startswith(f"No session: {flag['name']}")
        assert flag["action"] in text
        assert f"/v1/red-flags/{flag['slug']}" in text
        assert " reps" not in text


def test_a_session_is_told_whole_with_every_caution(client: httpx.Client) -> None:
    asked = "goal=downhill-control&minutes=45&injury=calf-strain&injury=patellofemoral-pain"
    session = client.get(f"/v1/sessions?{asked}").json()

    text = told(
        client,
        "build_session",
        goal="downhill-control",
        minutes=45,
        injury=["calf-strain", "patellofemoral-pain"],
    )

    items = [item for block in session["blocks"] for item in block["items"]]
    assert items
    for item in items:
        assert (
            f"- {item['exercise']['name']} [{item['exercise']['slug']}]: {item['sets']} x " in text
        )
        line = next(line for line in text.splitlines() if f"[{item['exercise']['slug']}]" in line)
        minded = re.findall(r"\d+", line.partition(" Mind ")[2])
        assert len(minded) == len(item["cautions"])
        for number, caution in zip(minded, item["cautions"], strict=True):
            said = f"{caution['injury']['name']}, {caution['gate']}: {caution['text']}"
            assert f"\nMind {number}: {said}" in text
    assert session["note"] in text
    assert f"http://localhost:8000/v1/sessions?{asked.replace('&minutes=45', '')}" in text


def test_figures_are_those_of_the_api(client: httpx.Client) -> None:
    query = "phase=late-swing&role=deceleration&speed=3.4"
    first = client.get(f"/v1/muscle-roles?{query}&limit=1").json()["items"][0]

    text = told(client, "find_muscles", phase="terminal-swing", role="deceleration", speed=3.4)

    assert (
        f"- {first['muscle']['name']}: share {first['share']:.2f} ({first['share_low']:.2f} to "
        f"{first['share_high']:.2f}), weight {first['weight']:.2f}, n {first['n']}, grade "
        f"{first['grade']}."
    ) in text


@pytest.mark.parametrize("age", AGES)
def test_nothing_that_arguments_hold_breaks_a_tool(client: httpx.Client, age: str) -> None:
    nested: Any = "x"
    for _ in range(60):
        nested = [nested]
    hostile = [
        "\ud800",
        "\ufffd",
        "x" * 5_000,
        10**30,
        1e308,
        True,
        {},
        nested,
        "' OR 1=1",
        "%00/..",
    ]
    calls: list[Call] = [("explain_muscle", {"muscle": one}) for one in hostile if one != "\ud800"]
    calls += [("build_session", {"minutes": one}) for one in hostile if one != "\ud800"]

    results = call_all(client, calls, age)

    assert [text_of(one) for one in results if not one.is_error] == []
    assert all(0 < len(text_of(one)) < 1_000 for one in results)
