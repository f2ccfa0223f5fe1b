"""The stride: a phase of the running cycle, and the muscles that work in it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from app.domain.vocabulary import Direction
from app.schemas.running import MuscleRoleRead
from app.web.page import Page
from app.web.params import StrideParams
from app.web.reader import Picture, Reader, named

SHOWN = 6  # Muscles of a function before the rest folds away: they fit beside the body.
ROWS = 8  # Muscles of the timeline: as long as the body is tall.
SPEEDS = ((2.0, "8:20"), (3.0, "5:33"), (4.0, "4:10"), (5.0, "3:20"))
"""Speeds to choose from, m/s, each with its pace, min:s per km; shares are measured at 2 to 5."""


class Ranked(NamedTuple):
    """Muscles that drive or oppose one function, the heaviest first."""

    function: str
    name: str
    means: str
    direction: Direction
    first: Sequence[MuscleRoleRead]
    rest: Sequence[MuscleRoleRead]
    unknown: Sequence[MuscleRoleRead]


async def see(reader: Reader, params: StrideParams) -> Page:
    """Show what muscles do in a phase in one role, on the body and ranked."""
    found = await reader.items("/v1/muscle-roles", **params.model_dump())
    phases = (await reader.get("/v1/phases"))["items"]
    roles = (await reader.get("/v1/roles"))["items"]
    phase, role = named(phases, [params.phase])[0], named(roles, [params.role])[0]
    ranked = _rank([MuscleRoleRead(**one) for one in found], role)
    shown = {
        "phases": phases,
        "roles": roles,
        "phase": phase,
        "role": role,
        "speed": params.speed,
        "speeds": SPEEDS,
        "ranked": ranked,
        "known": [] if ranked else await _known(reader, role["slug"], phases),
    }
    title = f"{role['name']} in {phase['name'].lower()}"
    return Page("stride", title, shown | await _pictures(reader, phase, role))


async def _pictures(
    reader: Reader, phase: dict[str, Any], role: dict[str, Any]
) -> dict[str, Picture | None]:
    """Give the body in a phase, and the whole cycle with that phase marked."""
    doing, when = role["name"].lower(), phase["name"].lower()
    asked = {"phase": phase["slug"], "role": role["slug"]}
    return {
        "body": await reader.picture(
            "/v1/muscle-map.svg", f"The body of a runner, coloured: {doing} in {when}.", **asked
        ),
        "strip": await reader.picture(
            "/v1/gait-timeline.svg",
            f"Who leads in {doing} over the whole running cycle.",
            **asked,
            limit=ROWS,
        ),
    }


def _rank(items: Sequence[MuscleRoleRead], role: dict[str, Any]) -> list[Ranked]:
    """Put muscles under what they do, as the API ranks them; those without a share come last."""
    functions = {one["slug"]: one for one in role["functions"]}
    ranked = []
    for (function, direction), group in groupby(
        items, key=lambda one: (one.function, one.direction)
    ):
        of = list(group)
        weighed = [one for one in of if one.share is not None]
        ranked.append(
            Ranked(
                function=function,
                name=functions[function]["name"],
                means=functions[function][direction.value] or functions[function]["definition"],
                direction=direction,
                first=weighed[:SHOWN],
                rest=weighed[SHOWN:],
                unknown=[one for one in of if one.share is None],
            )
        )
    return ranked


async def _known(
    reader: Reader, role: str, phases: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Give the phases in which shares are known of a role: one muscle leads in each of them."""
    leaders = await reader.items("/v1/muscle-roles", role=role, min_weight=1, fields="phase")
    known = {one["phase"] for one in leaders}
    return [phase for phase in phases if phase["slug"] in known]
