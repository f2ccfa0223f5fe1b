"""Injuries: what they ask of exercises, and on what that rests."""

import json
from typing import Any

import httpx
import pytest

from app.schemas.injuries import InjuryPage, InjuryRead
from app.seeding.render.injuries import EXAMPLES
from tests.problems import fault_in

JUDGEMENT = "Coaching judgement, not evidence; conservative by design."
MOST_BYTES = 20_000  # Of one injury, however many exercises there are.
BROWN = {"key": "brown-2001", "label": "Brown 2001"}
EVERY = [
    "calf-stretch", "heel-raise", "hop", "loaded-heel-raise", "pogo", "seated-heel-raise",
    "single-leg-heel-raise",
]  # fmt: skip
UNLOADED = [slug for slug in EVERY if slug not in {"hop", "pogo"}]
STRAIN = {"injury": "calf-strain", "source": None, "label": JUDGEMENT}
TORN = STRAIN | {
    "exercise": "single-leg-heel-raise",
    "gate": "caution",
    "stage": "acute",
    "reason": "Watch the pain.",
}
SMALL_HOPS = STRAIN | {
    "exercise": "hop",
    "gate": "modify",
    "stage": "late",
    "reason": "Return in small hops.",
}
WATCH = STRAIN | {
    "exercise": "pogo",
    "gate": "caution",
    "stage": "late",
    "reason": "Watch the calf.",
}
BEND = {
    "exercise": "hop",
    "injury": "knee-pain",
    "gate": "modify",
    "stage": "any",
    "reason": "Land with less bend.",
    "source": "brown-2001",
    "label": None,
}


@pytest.mark.parametrize(
    ("query", "slugs", "cautions"),
    [
        ("safe_for=calf-strain", UNLOADED, [TORN]),
        ("safe_for=pulled calf", UNLOADED, [TORN]),
        ("safe_for=calf-strain&stage=acute", UNLOADED, [TORN]),
        ("safe_for=calf-strain&stage=late", EVERY, [SMALL_HOPS, WATCH]),
        ("safe_for=knee-pain", EVERY, [BEND]),
        ("safe_for=runner's knee", EVERY, [BEND]),
        ("safe_for=Runners Knee", EVERY, [BEND]),
        ("safe_for=runner’s knee&stage=acute", EVERY, [BEND]),
        ("safe_for=knee-pain&stage=late", EVERY, [BEND]),
        ("safe_for=knee-pain&safe_for=calf-strain", UNLOADED, [TORN]),
        (
            "safe_for=knee-pain&safe_for=calf-strain&safe_for=pulled calf&stage=late",
            EVERY,
            [SMALL_HOPS, BEND, WATCH],
        ),
        ("safe_for=knee-pain&muscle=rectus-femoris", ["single-leg-heel-raise"], []),
        ("safe_for=knee-pain&category=drill", [], []),
        ("safe_for=knee-pain&max_impact=1", [slug for slug in EVERY if slug != "hop"], []),
        ("", EVERY, None),
    ],
)
def test_what_an_injury_says_to_avoid_is_left_out_and_the_rest_told(
    world: httpx.Client, query: str, slugs: list[str], cautions: list[dict[str, str | None]] | None
) -> None:
    response = world.get(f"/v1/exercises?{query}")

    page = problemless(response)
    assert [item["slug"] for item in page["items"]] == slugs
    assert page["cautions"] == cautions


def problemless(response: httpx.Response) -> dict[str, Any]:
    """Give the answer of a question that must have one."""
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


def test_cautions_stand_with_their_page_in_its_order(world: httpx.Client) -> None:
    query = "/v1/exercises?safe_for=calf-strain&safe_for=knee-pain&stage=late&sort=-name"

    first = problemless(world.get(f"{query}&limit=3&fields=slug"))
    second = problemless(world.get(first["next"]))
    third = problemless(world.get(second["next"]))

    told = [
        [(one["exercise"], one["injury"]) for one in page["cautions"]]
        for page in (first, second, third)
    ]
    assert told == [
        [("pogo", "calf-strain")],
        [("hop", "calf-strain"), ("hop", "knee-pain")],
        [],
    ]


@pytest.mark.parametrize(
    "path", ["exercises", "muscles/calf/exercises", "exercises/hop/alternatives"]
)
def test_a_stage_without_an_injury_is_refused(world: httpx.Client, path: str) -> None:
    fault = fault_in(world.get(f"/v1/{path}?stage=acute"), "invalid_value")

    assert fault["detail"] == "Give stage only with safe_for: it is the stage of that injury."


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["calf-strain", "knee-pain"]),
        ("sort=-slug", ["knee-pain", "calf-strain"]),
        ("muscle=soleus", ["calf-strain"]),
        ("muscle=calves", ["calf-strain"]),
        ("muscle=plantarflexors", ["calf-strain"]),
        ("muscle=gastrocnemius-medial-head", ["calf-strain"]),
        ("muscle=rectus-femoris", ["knee-pain"]),
        ("muscle=rectus-femoris&muscle=gastroc", ["calf-strain", "knee-pain"]),
        ("exercise=heel-raise", ["calf-strain"]),
        ("exercise=calf raise", ["calf-strain"]),
        ("exercise=hop", ["calf-strain"]),
        ("exercise=pogo", []),
        ("exercise=pogo&exercise=hr", ["calf-strain"]),
        ("exercise=hop&muscle=rectus-femoris", []),
        ("ids=knee-pain,nope", ["knee-pain"]),
    ],
)
def test_injuries_are_found_by_muscle_and_exercise(
    world: httpx.Client, query: str, slugs: list[str]
) -> None:
    page = problemless(world.get(f"/v1/injuries?{query}"))

    assert [item["slug"] for item in page["items"]] == slugs


CALF_STRAIN = {
    "slug": "calf-strain",
    "name": "Calf strain",
    "summary": "A sudden pain in the calf.",
    "share": "5 % of injuries",
    "share_population": "Runners of one club.",
    "share_sources": ["brown-2001"],
    "muscles_basis": "Our own synthesis.",
    "aggravating": ["Hills", "Speed"],
    "management": "Load it step by step.",
    "certainty": "Low.",
    "sources": ["green-2002"],
    "verified": "secondary",
    "label": "Second-hand.",
    "note": "One club.",
    "aliases": ["pulled calf"],
    "muscles": [
        {"slug": "gastrocnemius", "name": "Gastrocnemius", "kind": "muscle"},
        {"slug": "soleus", "name": "Soleus", "kind": "muscle"},
    ],
}


def test_a_list_counts_the_exercises_behind_each_gate(world: httpx.Client) -> None:
    items = problemless(world.get("/v1/injuries"))["items"]

    assert items[0] == CALF_STRAIN | {
        "red_flags": ["calf-swelling"],
        "gates": {"avoid": 2, "modify": 1, "caution": 2},
    }
    assert items[1]["gates"] == {"avoid": 0, "modify": 1, "caution": 0}


def test_an_injury_is_told_whole(world: httpx.Client) -> None:
    injury = problemless(world.get("/v1/injuries/calf-strain"))

    gates = injury.pop("gates")
    assert injury == CALF_STRAIN | {
        "gated": "/v1/exercises?gated_by=calf-strain",
        "red_flags": [{"slug": "calf-swelling", "name": "Swollen calf"}],
        "exercises": [
            {
                "id": "ie-1",
                "role": "rehab",
                "stages": ["early", "mid"],
                "timing": None,
                "dose": "3 x 10",
                "evidence": "One trial.",
                "scope": "It tested this exercise.",
                "verified": "primary",
                "label": None,
                "note": None,
                "exercise": {"slug": "heel-raise", "name": "Heel raise"},
                "source": BROWN,
            },
            {
                "id": "ie-2",
                "role": "avoid",
                "stages": ["early", "mid", "late"],
                "timing": "until cleared",
                "dose": None,
                "evidence": "Our own synthesis.",
                "scope": "No source.",
                "verified": "expert",
                "label": "No source: our own synthesis.",
                "note": None,
                "exercise": {"slug": "hop", "name": "Hop"},
                "source": None,
            },
        ],
    }
    assert gates[0] == {
        "gate": "avoid",
        "stage": "acute",
        "reason": "It loads the torn muscle: leave it out.",
        "source": None,
        "label": JUDGEMENT,
        "number": 1,
        "examples": [{"slug": "hop", "name": "Hop"}],
    }
    assert [(g["gate"], g["stage"], g["number"], g["examples"][0]["slug"]) for g in gates] == [
        ("avoid", "acute", 1, "hop"),
        ("avoid", "acute", 1, "pogo"),
        ("modify", "late", 1, "hop"),
        ("caution", "acute", 1, "single-leg-heel-raise"),
        ("caution", "late", 1, "pogo"),
    ]


def test_each_thing_is_told_once_with_a_few_examples(client: httpx.Client) -> None:
    for item in problemless(client.get("/v1/injuries?limit=200"))["items"]:
        injury = problemless(client.get(f"/v1/injuries/{item['slug']}"))
        stored = gates_of(client, item["slug"])

        told = [(g["gate"], g["stage"], g["reason"], g["source"]) for g in injury["gates"]]
        assert len(told) == len({str(one) for one in told})
        assert sum(gate["number"] for gate in injury["gates"]) == len(stored)
        assert all(len(g["examples"]) == min(EXAMPLES, g["number"]) for g in injury["gates"])
        listed = walk(client, f"{injury['gated']}&fields=slug&sort=slug")
        assert listed == sorted({gate["exercise"]["slug"] for gate in stored})
        assert len(json.dumps(injury)) < MOST_BYTES


@pytest.mark.parametrize(
    ("question", "slugs", "asked"),
    [
        ("", ["hop", "pogo", "single-leg-heel-raise"], 5),
        ("&gate=avoid", ["hop", "pogo"], 4),
        ("&gate=avoid&stage=late", [], 0),
        ("&gate=modify&gate=caution&stage=late", ["hop", "pogo"], 2),
        ("&gated_by=knee-pain&gate=modify", ["hop"], 3),
    ],
)
def test_a_list_names_the_exercises_that_an_injury_gates(
    world: httpx.Client, question: str, slugs: list[str], asked: int
) -> None:
    """Their cautions are all that it asks of them, whatever was looked for."""
    page = problemless(world.get(f"/v1/exercises?gated_by=calf-strain{question}&sort=slug"))

    assert [one["slug"] for one in page["items"]] == slugs
    assert len(page["cautions"]) == asked


def test_what_is_safe_for_one_injury_and_gated_by_another_shows_what_both_ask(
    world: httpx.Client,
) -> None:
    asked = "/v1/exercises?safe_for=knee-pain&gated_by=calf-strain&stage=late&sort=slug"
    page = problemless(world.get(asked))

    assert [(one["exercise"], one["injury"], one["gate"]) for one in page["cautions"]] == [
        ("hop", "calf-strain", "modify"),
        ("hop", "knee-pain", "modify"),
        ("pogo", "calf-strain", "caution"),
    ]


def test_a_gate_without_a_source_says_that_it_is_a_judgement(world: httpx.Client) -> None:
    strain, knee = (
        {"slug": "calf-strain", "name": "Calf strain"},
        {"slug": "knee-pain", "name": "Knee pain"},
    )

    gates = problemless(world.get("/v1/exercises/hop"))["gates"]

    assert gates == [
        {
            "gate": "avoid",
            "stage": "acute",
            "reason": "It loads the torn muscle: leave it out.",
            "source": None,
            "label": JUDGEMENT,
            "injury": strain,
        },
        {
            "gate": "modify",
            "stage": "late",
            "reason": "Return in small hops.",
            "source": None,
            "label": JUDGEMENT,
            "injury": strain,
        },
        {
            "gate": "modify",
            "stage": "any",
            "reason": "Land with less bend.",
            "source": BROWN,
            "label": None,
            "injury": knee,
        },
    ]
    assert problemless(world.get("/v1/injuries/knee-pain"))["gates"] == [
        {
            "gate": "modify",
            "stage": "any",
            "reason": "Land with less bend.",
            "source": BROWN,
            "label": None,
            "number": 1,
            "examples": [{"slug": "hop", "name": "Hop"}],
        }
    ]


def test_an_exercise_names_the_injuries_whose_study_names_it(world: httpx.Client) -> None:
    linked = {
        slug: problemless(world.get(f"/v1/exercises/{slug}?fields=injuries"))["injuries"]
        for slug in ("hop", "pogo", "seated-heel-raise")
    }

    assert [(one["id"], one["role"], one["injury"], one["source"]) for one in linked["hop"]] == [
        ("ie-2", "avoid", {"slug": "calf-strain", "name": "Calf strain"}, None)
    ]
    assert linked["pogo"] == [
        {
            "id": "ie-3",
            "role": "prevention",
            "stages": [],
            "timing": "off-season",
            "dose": None,
            "evidence": "A review.",
            "scope": "It tested a programme.",
            "verified": "secondary",
            "label": "Second-hand.",
            "note": "It promised nothing.",
            "injury": None,
            "source": {"key": "green-2002", "label": "Green 2002"},
        }
    ]
    assert linked["seated-heel-raise"] == []


def test_the_real_data_has_the_shapes_that_it_declares(client: httpx.Client) -> None:
    injuries = problemless(client.get("/v1/injuries?limit=200"))

    assert InjuryPage.model_validate(injuries).model_dump(mode="json") == injuries
    for item in injuries["items"]:
        injury = problemless(client.get(f"/v1/injuries/{item['slug']}"))
        assert InjuryRead.model_validate(injury).model_dump(mode="json") == injury


@pytest.mark.parametrize("stage", ["", "acute", "late"])
def test_what_the_real_data_says_to_avoid_is_never_listed(client: httpx.Client, stage: str) -> None:
    stages = {"any", stage} if stage else {"any", "acute", "late"}
    every = walk(client, "/v1/exercises?fields=slug&sort=slug")
    asked = f"&stage={stage}" if stage else ""

    for item in problemless(client.get("/v1/injuries?limit=200"))["items"]:
        gates = gates_of(client, item["slug"])
        safe = walk(client, f"/v1/exercises?fields=slug&sort=slug&safe_for={item['slug']}{asked}")

        avoided = {
            gate["exercise"]["slug"]
            for gate in gates
            if gate["gate"] == "avoid" and gate["stage"] in stages
        }
        assert safe == [slug for slug in every if slug not in avoided], item["slug"]


def gates_of(client: httpx.Client, injury: str) -> list[dict[str, Any]]:
    """Read what an injury asks of exercises from their own documents, by exercise and stage."""
    return [
        gate | {"exercise": {"slug": gated["slug"]}}
        for gated in walk_items(client, "/v1/exercises?fields=slug,gates&sort=slug")
        for gate in gated["gates"]
        if gate.pop("injury")["slug"] == injury
    ]


def walk(client: httpx.Client, question: str) -> list[str]:
    """Name every exercise of a list."""
    return [item["slug"] for item in walk_items(client, question)]


def walk_items(client: httpx.Client, question: str) -> list[dict[str, Any]]:
    """Give every item of a list."""
    items: list[dict[str, Any]] = []
    following: str | None = f"{question}&limit=200"
    while following:
        page = problemless(client.get(following))
        items += page["items"]
        following = page["next"]
    return items


def test_every_caution_of_the_real_data_is_a_gate_of_an_exercise_on_the_page(
    client: httpx.Client,
) -> None:
    for item in problemless(client.get("/v1/injuries?limit=200"))["items"]:
        page = problemless(client.get(f"/v1/exercises?safe_for={item['slug']}&limit=200"))
        gates = gates_of(client, item["slug"])

        listed = {exercise["slug"] for exercise in page["items"]}
        asked = [
            gate
            | {
                "exercise": gate["exercise"]["slug"],
                "injury": item["slug"],
                "source": gate["source"] and gate["source"]["key"],
            }
            for gate in gates
            if gate["exercise"]["slug"] in listed
        ]
        told = sorted(page["cautions"], key=lambda one: (one["exercise"], one["stage"]))
        assert told == asked
        assert "avoid" not in {one["gate"] for one in told}
