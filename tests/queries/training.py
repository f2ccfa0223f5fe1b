"""What the tests of training know of the real seed, and how they read sessions and plans."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx

from app.domain.vocabulary import Contraction, GateKind
from app.recommend.model import Runner
from app.seeding.read import read_seed
from app.seeding.records import ExerciseRecord, GateRecord
from app.settings import ROOT
from tests.test_seed_catalogue import promises

Answer = dict[str, Any]
HEAVY = 0.8  # Least part of the best single lift that is heavy.
ANYONE = Runner(
    equipment=None, max_level=3, max_impact=2, injuries=(), stage=None, exclude=frozenset()
)
GOALS = [
    "general", "push-off-power", "running-economy", "elastic-stiffness", "downhill-control",
    "pelvic-stability", "late-race-form", "top-speed", "foot-strength",
]  # fmt: skip
INJURIES = sorted(path.stem for path in (ROOT / "seed" / "injuries").glob("*.toml"))
SEED = read_seed(ROOT / "seed")
RED_FLAGS = sorted(flag.slug for flag in SEED.red_flags)
STAGES = {"": {"any", "acute", "late"}, "acute": {"any", "acute"}, "late": {"any", "late"}}
RUNNERS: list[tuple[list[str], int, int, list[str]]] = [
    (["bodyweight"], 1, 0, ["glute-bridge"]),
    (["band"], 2, 1, []),
    (["band", "home-basics"], 3, 2, ["split-squat", "single-leg-calf-raise"]),
    (["home-basics"], 4, 3, []),
    (["full-gym"], 5, 3, ["back-squat"]),
]
"""Equipment, level, impact, and what must not appear."""


@cache
def exercises() -> dict[str, ExerciseRecord]:
    """Give every exercise of the real seed, as its file has it."""
    return {exercise.slug: exercise for exercise in SEED.exercises}


@cache
def avoided(injury: str, stage: str) -> frozenset[str]:
    """Name what an injury says to avoid at a stage; "" is a stage that nobody knows."""
    return frozenset(
        gate.exercise
        for gate in SEED.gates
        if gate.injury == injury
        and gate.gate is GateKind.avoid
        and gate.stage.value in STAGES[stage]
    )


def gates_of(exercise: str, injury: str, stage: str) -> list[tuple[str, str, str]]:
    """Give what an injury asks of an exercise that it does not forbid, as the seed has it."""
    return sorted(
        (gate.gate.value, gate.stage.value, injury)
        for gate in _gates().get((exercise, injury), [])
        if gate.gate is not GateKind.avoid and gate.stage.value in STAGES[stage]
    )


@cache
def _gates() -> dict[tuple[str, str], list[GateRecord]]:
    found: dict[tuple[str, str], list[GateRecord]] = {}
    for gate in SEED.gates:
        found.setdefault((gate.exercise, gate.injury), []).append(gate)
    return {
        pair: sorted(gates, key=lambda one: (one.gate, one.stage)) for pair, gates in found.items()
    }


@cache
def owned(things: tuple[str, ...]) -> frozenset[str]:
    """Name everything that these things and sets hold."""
    includes = {one.slug: one.includes for one in SEED.equipment}
    inside = {part for thing in things for part in owned(tuple(includes[thing]))}
    return frozenset({*things, *inside})


def is_doable(slug: str, things: list[str]) -> bool:
    """Whether one of the ways to do an exercise needs nothing beside these things."""
    has = owned(tuple(things))
    return any(has.issuperset(way) for way in exercises()[slug].equipment)


def is_heavy_or_eccentric(slug: str) -> bool:
    """Whether an exercise is what a key run or a race must not follow soon."""
    exercise = exercises()[slug]
    load = exercise.dose.load_1rm_low
    return (load is not None and load >= HEAVY) or exercise.contraction is Contraction.eccentric


def ask(client: httpx.Client, path: str, **query: Any) -> Answer:
    """Ask a question that must have an answer."""
    response = client.get(f"/v1/{path}", params=query or None)
    assert response.status_code == 200, response.text
    answer: Answer = response.json()
    return answer


def items_of(session: Answer) -> list[Answer]:
    """Give the exercises of a session in the order to do them."""
    return [item for block in session["blocks"] for item in block["items"]]


def slugs_of(session: Answer) -> list[str]:
    """Name them."""
    return [item["exercise"]["slug"] for item in items_of(session)]


def work_of(session: Answer) -> list[str]:
    """Name those that do not prepare."""
    return [
        item["exercise"]["slug"]
        for block in session["blocks"]
        if block["kind"] != "prepare"
        for item in block["items"]
    ]


def contacts_of(session: Answer) -> int:
    """Count the ground contacts of a session, both sides together."""
    return sum(
        item["sets"] * (item["contacts"] or 0) * (1 + item["per_side"])
        for item in items_of(session)
    )


def sentences(value: Any) -> Iterator[str]:
    """Give every text with a space in it that an answer holds."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inside in value:
            yield from sentences(inside)
    elif isinstance(value, str) and " " in value:
        yield value


def promised(answer: Answer) -> list[str]:
    """Give the texts of an answer that promise health."""
    return [text for text in sentences(answer) if promises(text)]
