"""Muscles: all of them to pick from, and one with what it does and what trains it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from app.domain.vocabulary import Stance
from app.schemas.running import MuscleRoleRead, RoleFindingRead
from app.web.page import Page
from app.web.reader import Reader

REGIONS = ("hip", "thigh", "leg", "foot", "trunk", "upper-limb")
"""Regions of the body in the order in which a runner thinks of them."""
SUMMARY = "slug,name,kind,region,parent"


class Does(NamedTuple):
    """What a muscle does in one phase."""

    phase: str
    name: str
    roles: Sequence[MuscleRoleRead]


async def see_all(reader: Reader) -> Page:
    """Show every muscle by region, under the group that it belongs to."""
    found = await reader.items("/v1/muscles", fields=SUMMARY)
    tree = [one for one in found if one["kind"] != "functional"]
    below: dict[str | None, list[dict[str, Any]]] = {}
    for one in tree:
        below.setdefault(one["parent"], []).append(one)
    tops = below[None]
    regions = [(region, [one for one in tops if one["region"] == region]) for region in REGIONS]
    across = [one for one in found if one["kind"] == "functional"]
    return Page(
        "muscles",
        "Muscles",
        {
            "regions": [(region, of) for region, of in regions if of],
            "below": below,
            "across": across,
            "body": await reader.picture(
                "/v1/muscle-map.svg", "The body of a runner, its muscles."
            ),
        },
    )


async def see(reader: Reader, slug: str) -> Page:
    """Show one muscle."""
    path = f"/v1/muscles/{slug}"
    muscle = await reader.get(path)
    read = await _roles(reader, muscle)
    trains = await reader.items(f"{path}/exercises")
    phases = (await reader.get("/v1/phases", fields="slug,name"))["items"]
    name = muscle["name"]
    return Page(
        "muscle",
        name,
        {
            "muscle": muscle,
            "does": _by_phase(read, phases),
            "dissent": [one for one in _findings(read) if one.stance is Stance.dissents],
            "trains": _by_level(trains),
            "body": await reader.picture(
                "/v1/muscle-map.svg", f"Where the {name.lower()} lies.", muscle=slug
            ),
            "strip": await reader.picture(
                "/v1/gait-timeline.svg",
                f"When in the running cycle the {name.lower()} works.",
                muscle=slug,
            ),
        },
    )


async def _roles(reader: Reader, muscle: dict[str, Any]) -> list[MuscleRoleRead]:
    """Give the roles of a muscle; where none is known of it alone, those of its parts or wholes."""
    path = f"/v1/muscles/{muscle['slug']}/roles"
    found = await reader.items(path, scope="exact")
    if not found:
        around = "parts" if muscle["kind"] in ("group", "functional") else "wholes"
        found = await reader.items(path, scope=around)
    return [MuscleRoleRead(**one) for one in found]


def _by_phase(roles: Sequence[MuscleRoleRead], phases: Sequence[dict[str, Any]]) -> list[Does]:
    """Put roles under their phases, in the order of the cycle, the heaviest first."""
    by_phase = []
    for phase in phases:
        of = [one for one in roles if one.phase == phase["slug"]]
        of.sort(key=lambda one: (one.role, -(one.weight or 0), one.id))
        by_phase.append(Does(phase["slug"], phase["name"], of))
    return [one for one in by_phase if one.roles]


def _findings(roles: Sequence[MuscleRoleRead]) -> list[RoleFindingRead]:
    """Give each finding behind roles once."""
    return list({one.id: one for role in roles for one in role.findings}.values())


def _by_level(exercises: Sequence[dict[str, Any]]) -> list[tuple[int, list[dict[str, Any]]]]:
    """Put exercises under their levels, the easiest first."""
    ordered = sorted(exercises, key=lambda one: (one["level"], one["name"]))
    return [(level, list(of)) for level, of in groupby(ordered, key=lambda one: one["level"])]
