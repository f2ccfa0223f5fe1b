"""The session builder: from what a runner has, can and wants to a session with its reasons."""

from collections.abc import Sequence
from typing import Any

from app.schemas.sessions import SessionRead
from app.web.page import Page
from app.web.params import BuilderParams
from app.web.reader import Picture, Reader, named, target_of

PATH = "/v1/sessions"
FORMATS = {"html": "Page to print", "text": "Plain text", "markdown": "Markdown"}
IN_THE_FORM = frozenset(
    ("goal", "minutes", "max_level", "available_equipment", "injury", "stage", "red_flag", "date")
)
LEVELS = {
    1: "new to strength training",
    2: "some practice",
    3: "trained now and then",
    4: "trained regularly",
    5: "trained athlete",
}
"""Levels of exercises, as a runner would name their own."""


async def see(reader: Reader, params: BuilderParams) -> Page:
    """Show the questions, and the session that answers them or the referral in its place."""
    asked = params.model_dump(mode="json", exclude_defaults=True)
    of_session = {name: value for name, value in asked.items() if name != "date"}
    read = SessionRead(**await reader.get(PATH, **of_session))
    title = "No training now" if read.referral else f"{read.minutes:.0f} minutes: {read.goal.name}"
    found = {
        "read": read,
        "params": params,
        "levels": LEVELS,
        "kept": _pairs({n: v for n, v in asked.items() if n not in IN_THE_FORM}),
        "in_file": _pairs(of_session),
        "fit": target_of(f"{PATH}.fit", of_session),
        "formats": [
            (label, target_of(PATH, of_session | {"format": name}))
            for name, label in FORMATS.items()
        ],
    }
    choices = await _choices(reader, params)
    return Page("session", title, found | choices | {"figures": await _figures(reader, read)})


async def _choices(reader: Reader, params: BuilderParams) -> dict[str, Any]:
    """Give what can be chosen, and the slugs of what is."""
    equipment = await reader.items("/v1/equipment")
    injuries = await reader.items("/v1/injuries", fields="slug,name,aliases")
    flags = await reader.items("/v1/red-flags", fields="slug,name,signs")
    goals = await reader.items("/v1/goals", fields="slug,name")
    return {
        "goals": goals,
        "sets": [one for one in equipment if _is_set(one)],
        "things": [one for one in equipment if not _is_set(one)],
        "injuries": injuries,
        "flags": flags,
        "owned": _slugs(equipment, params.available_equipment),
        "injured": _slugs(injuries, params.injury),
        "flagged": _slugs(flags, params.red_flag),
    }


def _is_set(one: dict[str, Any]) -> bool:
    """Whether a piece of equipment stands for a whole place: a home, a gym, or nothing at all."""
    return bool(one["includes"]) or one["slug"] == "bodyweight"


def _slugs(items: Sequence[dict[str, Any]], names: Sequence[str]) -> set[str]:
    return {one["slug"] for one in named(items, names)}


def _pairs(query: dict[str, Any]) -> list[tuple[str, Any]]:
    """Give a query as the hidden fields of a form."""
    return [
        (name, one)
        for name, value in query.items()
        for one in (value if isinstance(value, list) else [value])
    ]


async def _figures(reader: Reader, read: SessionRead) -> dict[str, Picture]:
    """Give the figures of the exercises that have one."""
    figures = {}
    for block in read.blocks:
        for item in block.items:
            slug, name = item.exercise.slug, item.exercise.name
            figure = await reader.picture(
                f"/v1/exercises/{slug}/figure.svg", f"How {name.lower()} is done."
            )
            if figure is not None:
                figures[slug] = figure
    return figures
