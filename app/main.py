"""The whole application in one screen."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from sqlmodel import Session
from starlette.types import ASGIApp, Receive, Scope, Send

from app import __version__
from app.access import Access
from app.answers import Answers
from app.database import MARGIN_S, open_engine
from app.drain import draining
from app.exports.shelf import Shelf
from app.lines import Lines
from app.mcp.endpoint import mount_mcp
from app.memory import give_back_memory
from app.metrics import Metrics, gauges_of, mount_metrics
from app.openapi import describe
from app.problems import handle_problems
from app.queries.cache import DocumentCache
from app.rates import Rates
from app.routers import (
    claims,
    crosswalk,
    effects,
    emg_studies,
    equipment,
    exercises,
    exports,
    findings,
    goals,
    health,
    images,
    injuries,
    joint_work,
    models,
    muscle_roles,
    muscles,
    phases,
    pictures,
    red_flags,
    releases,
    roles,
    search,
    sources,
    training,
    training_rules,
)
from app.settings import Settings, get_settings
from app.shedding import SWITCH_S, Crowd, Lanes
from app.tracing import OFF, ON
from app.watch import Watch
from app.web import pages

MB = 1_000_000

ROUTERS = (  # The most asked come first: routes are tried in order.
    exercises, muscle_roles, muscles, search, training, joint_work, findings, sources, claims,
    effects, emg_studies, injuries, red_flags, equipment, goals, training_rules, phases, roles,
    crosswalk, pictures, images, releases, exports, health, models, pages,
)  # fmt: skip


class Pushoff(FastAPI):
    """FastAPI, with finished answers kept outside all its layers."""

    traced = False  # Whether telemetry is on.

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Go to the answers at once, past the look for telemetry where that is off."""
        if self.middleware_stack is None or self.traced or scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        await self.middleware_stack(scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        """Put the answers around everything else."""
        access: Access = self.state.access
        self.state.inner = super().build_middleware_stack()
        self.state.answers = self.state.around(access.inside(self.state.inner))
        return access.around(self.state.answers, self.routes)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application; the database must be migrated and seeded to be ready."""
    settings = settings or get_settings()
    engine = open_engine(
        settings.answers_from,
        settings.statement_timeout_ms,
        connections=settings.database_connections,
        patience_s=settings.statement_timeout_ms / 1_000 + MARGIN_S,
    )
    watch = Watch(engine, settings.refresh_s)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        sys.setswitchinterval(SWITCH_S)
        await asyncio.to_thread(watch.look)
        looking = asyncio.create_task(watch.run())
        giving_back = asyncio.create_task(give_back_memory())
        async with access.open():
            with draining(app, settings.drain_s):
                yield
        giving_back.cancel()
        await mcp.close()
        watch.stop()
        await looking
        engine.dispose()

    app = Pushoff(
        title="Pushoff",
        version=__version__,
        lifespan=lifespan,
        redirect_slashes=False,
        docs_url=None,
        openapi_url=None,
        telemetry=ON if settings.tracing else OFF,
        redoc_url=None,
    )
    app.state.engine = engine
    app.traced = settings.tracing
    app.state.stopping = False
    # A read of an embedded file takes less time than the way to another thread and back.
    app.state.answers_inline = engine.dialect.name == "sqlite"
    app.state.lanes = Lanes(settings.longest_wait_ms / 1_000)
    app.state.documents = DocumentCache(settings.documents_mb * MB)
    app.state.session = Session(engine, info={"documents": app.state.documents})
    app.state.changes_kept = settings.changes_kept
    app.state.base_url = settings.base_url
    app.state.shelf = Shelf(settings.exports)
    lines = Lines() if settings.log == "json" else None
    gauges = partial(gauges_of, app.state, watch, lines)
    metrics = Metrics(gauges, settings.metrics_folder) if settings.metrics else None
    access = Access(watch, lines, metrics, settings.log_client, tracing=settings.tracing)
    app.state.access = access
    app.state.around = partial(
        Answers,
        watch=watch,
        limit_bytes=settings.answers_mb * MB,
        address=settings.public_url,
        crowd=Crowd(settings.longest_wait_ms / 1_000),
        rates=Rates(settings.rate_limit) if settings.rate_limit else None,
    )
    handle_problems(app)
    for router in ROUTERS:
        # Each route stands by itself: one search through a flat list finds it.
        app.router.routes.extend(router.router.routes)
    if metrics:
        mount_metrics(app, metrics)
    mcp = mount_mcp(app, settings.hosts_of_mcp)
    describe(
        app,
        lambda: Session(engine, info={"documents": app.state.documents}),
        settings.public_url,
    )
    return app
