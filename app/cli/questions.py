"""The commands that look something up."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context, Option

from app.cli import options, views
from app.cli.api import fetch, key_of, read_json
from app.cli.output import emit
from app.cli.words import words

if TYPE_CHECKING:
    from app.cli.screen import Screen

OURS = {"api", "as_json", "slug"}
"""Arguments that say how to ask and how to show it; all others are parameters of the API."""


def show(context: Context, path: str, view: "Callable[[Screen, Any], None]") -> None:
    """Ask what the arguments of a command ask, and show the answer."""
    query = {name: value for name, value in context.params.items() if name not in OURS}
    body = fetch(context.params["api"], path, query)
    if context.params["as_json"]:
        emit(body)
        return
    from app.cli.screen import Screen

    view(Screen(), read_json(body))


def ask(
    context: Context,
    *,
    phase: Annotated[
        list[str] | None,
        Argument(metavar="[PHASE]...", help="Gait phase.", autocompletion=words("phase")),
    ] = None,
    role: options.Roles = None,
    function: Annotated[
        list[str] | None, Option("--function", metavar="FUNCTION", help="Mechanical function.")
    ] = None,
    muscle: options.Muscles = None,
    direction: Annotated[
        list[str] | None,
        Option("--direction", metavar="DIRECTION", help="Only what drives, or what opposes."),
    ] = None,
    level: Annotated[
        list[str] | None,
        Option("--level", metavar="KIND", help="Depth: group, muscle, head or functional."),
    ] = None,
    min_weight: Annotated[
        str | None, Option("--min-weight", metavar="0-1", help="Smallest weight.")
    ] = None,
    speed: options.Speed = None,
    pace: options.Pace = None,
    limit: options.Limit = None,
    cursor: options.Cursor = None,
    api: options.Api = None,
    as_json: options.AsJson = False,
) -> None:
    """Which muscles do what, and when.

    pushoff ask push-off --role power

    pushoff ask late-swing --role deceleration --speed 3.4
    """
    show(context, "/v1/muscle-roles", views.show_roles)


def muscle(
    context: Context,
    *,
    slug: Annotated[str, Argument(metavar="MUSCLE", autocompletion=words("muscle"))],
    api: options.Api = None,
    as_json: options.AsJson = False,
) -> None:
    """What a muscle is, and what it belongs to.

    pushoff muscle soleus
    """
    show(context, f"/v1/muscles/{key_of(slug)}", views.show_muscle)


def exercises(
    context: Context,
    *,
    q: Annotated[str | None, Option("-q", metavar="WORDS", help="Words that find it.")] = None,
    muscle: options.Muscles = None,
    involvement: Annotated[
        list[str] | None,
        Option("--involvement", metavar="HOW", help="Of the muscle: primary, secondary …"),
    ] = None,
    role: options.Roles = None,
    phase: options.Phases = None,
    available_equipment: options.Own = None,
    max_level: options.MaxLevel = None,
    max_impact: options.MaxImpact = None,
    safe_for: options.SafeFor = None,
    stage: options.Stage = None,
    sort: Annotated[
        str | None, Option("--sort", metavar="ORDER", help="name, level, impact or slug.")
    ] = None,
    limit: options.Limit = None,
    cursor: options.Cursor = None,
    api: options.Api = None,
    as_json: options.AsJson = False,
) -> None:
    """What trains it, with what you own.

    pushoff exercises --muscle calf --own band --max-level 2

    pushoff exercises -q "calf raise" --safe-for insertional-achilles-tendinopathy
    """
    show(context, "/v1/exercises", views.show_exercises)


def exercise(
    context: Context,
    *,
    slug: options.Exercise,
    api: options.Api = None,
    as_json: options.AsJson = False,
) -> None:
    """How to do an exercise, and what it trains.

    pushoff exercise nordic-curl
    """
    show(context, f"/v1/exercises/{key_of(slug)}", views.show_exercise)


def alternatives(
    context: Context,
    *,
    slug: options.Exercise,
    available_equipment: options.Own = None,
    max_level: options.MaxLevel = None,
    max_impact: options.MaxImpact = None,
    safe_for: options.SafeFor = None,
    stage: options.Stage = None,
    limit: options.Limit = None,
    api: options.Api = None,
    as_json: options.AsJson = False,
) -> None:
    """What else does the work of an exercise.

    pushoff alternatives back-squat --own band --max-level 4
    """
    show(context, f"/v1/exercises/{key_of(slug)}/alternatives", views.show_alternatives)


def search(
    context: Context,
    *,
    q: Annotated[list[str], Argument(metavar="WORDS...")],
    kind: Annotated[
        list[str] | None, Option("--kind", metavar="KIND", help="Only exercises, muscles …")
    ] = None,
    limit: options.Limit = None,
    api: options.Api = None,
    as_json: options.AsJson = False,
) -> None:
    """Find anything, typing errors forgiven.

    pushoff search bulgerian split sqat
    """
    context.params |= {"q": " ".join(q), "count": "true"}
    show(context, "/v1/search", views.show_hits)


def claim(
    context: Context,
    *,
    slug: Annotated[str | None, Argument(metavar="[CLAIM]", autocompletion=words("claim"))] = None,
    api: options.Api = None,
    as_json: options.AsJson = False,
) -> None:
    """What is true of popular claims.

    pushoff claim

    pushoff claim calf-propulsion-elastic-storage
    """
    if slug is None:
        show(context, "/v1/claims", views.show_claims)
    else:
        show(context, f"/v1/claims/{key_of(slug)}", views.show_claim)
