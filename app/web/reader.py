"""How a page gets what it shows: it asks the API, and remembers what it asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI

from app.domain.base import fold
from app.inside import Answer, ask
from app.schemas.paging import Release

DARK = {"theme": "dark"}
LARGEST = 200  # Items of a page of a list at most.
SIZE = re.compile(r'<svg\b[^>]*? width="([0-9.]+)"[^>]*? height="([0-9.]+)"')


class Refused(Exception):
    """The API did not answer what was asked; its answer says why."""

    def __init__(self, answer: Answer) -> None:
        """Take the refusal."""
        super().__init__(answer.target)
        self.answer = answer


@dataclass(frozen=True)
class Picture:
    """A picture of the API, in its light and in its dark colours."""

    light: str
    dark: str
    width: int
    height: int
    alt: str


class Reader:
    """Reads the API for one page."""

    def __init__(self, app: FastAPI) -> None:
        """Read from an application."""
        self._app = app
        self.calls: list[str] = []
        """What was asked, path and query, in order."""
        self.releases: set[Release] = set()
        """Releases that the answers come from: two, where a revision came in between."""

    async def get(self, path: str, **query: Any) -> Any:
        """Give the answer to a question; raises Refused."""
        answer = await self._ask(target_of(path, query))
        if answer.status != HTTPStatus.OK:
            raise Refused(answer)
        return answer.body

    async def items(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """Give all items of a list, in as few pages as it takes; raises Refused."""
        page = await self.get(path, **query, limit=LARGEST)
        found = page["items"]
        while page["next"]:
            page = await self.get(page["next"])
            found += page["items"]
        return list(found)

    async def picture(self, path: str, alt: str, **query: Any) -> Picture | None:
        """Give a picture, with the size that it has; None: there is none of it."""
        light = target_of(path, query)
        answer = await self._ask(light)
        size = SIZE.search(answer.body) if answer.status == HTTPStatus.OK else None
        if size is None:
            self.calls.remove(light)
            return None
        width, height = (round(float(side)) for side in size.groups())
        return Picture(light, target_of(path, query | DARK), width, height, alt)

    async def _ask(self, target: str) -> Answer:
        self.calls.append(target)
        answer = await ask(self._app, target, kept=True)
        if answer.status == HTTPStatus.OK:
            number, _, digest = answer.headers["x-pushoff-release"].partition("-")
            self.releases.add(Release(int(number), digest))
        return answer


def target_of(path: str, query: dict[str, Any]) -> str:
    """Give path and query of a question; what is None or empty is not asked."""
    said = {name: value for name, value in query.items() if value is not None and value != []}
    return f"{path}?{urlencode(said, doseq=True, safe=',')}" if said else path


def named(items: Sequence[dict[str, Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    """Give the items that names stand for, as the API understands them: by slug, name or alias."""
    wanted = {fold(name) for name in names}
    return [
        one
        for one in items
        if wanted & {one["slug"], fold(one["name"]), *map(fold, one.get("aliases", ()))}
    ]
