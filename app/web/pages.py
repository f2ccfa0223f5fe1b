"""The pages of the explorer; each shows what the API answers, and which calls those were."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.deps import KeyPath
from app.schemas.paging import NoParams
from app.web import assets, builder, exercises, finder, muscles, stride
from app.web.params import BuilderParams, FinderParams, StrideParams
from app.web.route import PageRoute, show

router = APIRouter(include_in_schema=False, route_class=PageRoute)
router.add_route(assets.FOLDER + "/{name}", assets.send_asset, include_in_schema=False)


@router.get("/")
async def show_stride(request: Request, params: Annotated[StrideParams, Query()]) -> Response:
    """Scrub the running cycle: which muscles work in a phase, and how much."""
    return await show(request, partial(stride.see, params=params))


@router.get("/muscles")
async def show_muscles(request: Request, _params: Annotated[NoParams, Query()]) -> Response:
    """Pick a muscle."""
    return await show(request, muscles.see_all)


@router.get("/muscles/{slug}")
async def show_muscle(
    request: Request, slug: KeyPath, _params: Annotated[NoParams, Query()]
) -> Response:
    """Show what a muscle does in running, how sure that is, and what trains it."""
    return await show(request, partial(muscles.see, slug=slug))


@router.get("/exercises/{slug}")
async def show_exercise(
    request: Request, slug: KeyPath, _params: Annotated[NoParams, Query()]
) -> Response:
    """Show how an exercise is done, what it trains and what does the same."""
    return await show(request, partial(exercises.see, slug=slug))


@router.get("/session")
async def show_builder(request: Request, params: Annotated[BuilderParams, Query()]) -> Response:
    """Build a session from equipment, level, minutes, history and goal."""
    return await show(request, partial(builder.see, params=params))


@router.get("/search")
async def show_finder(request: Request, params: Annotated[FinderParams, Query()]) -> Response:
    """Find muscles, exercises, phases, roles, injuries and claims by words."""
    return await show(request, partial(finder.see, params=params))
