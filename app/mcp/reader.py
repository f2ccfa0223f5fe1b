"""How the tools read the API: they ask the application itself, as any client would."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI

from app.domain.base import fold, shown
from app.inside import Answer, ask
from app.problems import Fault

Json = dict[str, Any]
SHORT_LIST = 20  # Valid words that a refusal lists; a longer list is found by its path.
CITED = 6  # Sources that an answer names with their address.


class Refused(Exception):
    """The question cannot be answered; the message says why, and the way out."""

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> "Refused":
        """Say faults, with the words that would do where they are few."""
        said: dict[str, None] = {}
        for fault in faults:
            listed = fault.valid if len(fault.valid) <= SHORT_LIST else []
            absent = [one for one in listed if one not in fault.detail]
            said[f"{fault.detail} Valid: {', '.join(listed)}." if absent else fault.detail] = None
        return cls(" ".join(said))


class Reader:
    """Reads the API, and knows the address under which clients find more."""

    def __init__(self, app: FastAPI) -> None:
        """Read from an application."""
        self._app = app

    async def get(self, path: str, **query: Any) -> Json:
        """Give the answer to a question; raises Refused with the words of the API."""
        answer = await self._ask(path, query)
        if answer.status != HTTPStatus.OK:
            raise _refusal(answer)
        return dict(answer.body)

    async def find(self, kind: str, name: str) -> str:
        """Give the slug of what has a name or an alias; raises Refused with the nearest."""
        answer = await self._ask(f"/v1/{kind}/{fold(name) or '-'}", {"fields": "slug"})
        if answer.status == HTTPStatus.OK:
            return str(answer.body["slug"])
        if answer.status != HTTPStatus.NOT_FOUND:
            raise _refusal(answer)
        hits = (await self.get("/v1/search", q=name, kind=kind, limit=3))["items"]
        if hits and hits[0]["match"] == "exact":
            return str(hits[0]["slug"])
        meant = [hit["slug"] for hit in hits] or answer.body["errors"][0]["nearest"]
        hint = f" Did you mean {' or '.join(meant)}?" if meant else ""
        raise Refused(f"There is no {shown(name)} among the {kind}.{hint}")

    async def words(self, kind: str) -> list[str]:
        """Give the slugs of a kind, where they are few; else none."""
        page = await self.get(f"/v1/{kind}", fields="slug", limit=SHORT_LIST)
        return [] if page["next"] else [one["slug"] for one in page["items"]]

    async def cite(self, keys: Iterable[str]) -> list[str]:
        """Name sources with their keys and addresses, the first ones first."""
        wanted = list(dict.fromkeys(keys))
        if not wanted:
            return []
        first = wanted[:CITED]
        page = await self.get("/v1/sources", ids=",".join(sorted(first)), fields="key,label,url")
        known = {one["key"]: one for one in page["items"]}
        named = [
            f"{known[key]['label']} ({key}): {known[key]['url'] or self.link(f'/v1/sources/{key}')}"
            for key in first
            if key in known  # Else it was removed a moment ago, by a new revision.
        ]
        rest = len(wanted) - CITED
        return [
            "Sources:",
            *named,
            *([f"and {rest} more, in the full answer."] if rest > 0 else []),
        ]

    def link(self, path: str, **query: Any) -> str:
        """Give the absolute address of a question."""
        return f"{self._app.state.base_url}{_target(path, query)}"

    async def _ask(self, path: str, query: Json) -> Answer:
        """Ask, and ask again where a slug has moved to."""
        answer = await ask(self._app, _target(path, query), kept=True)
        if answer.status == HTTPStatus.MOVED_PERMANENTLY:
            return await ask(self._app, answer.headers["location"], kept=True)
        return answer


def _target(path: str, query: Json) -> str:
    asked = urlencode(sorted(query.items()), doseq=True)
    return f"{path}?{asked}" if asked else path


def _refusal(answer: Answer) -> Refused:
    """Say what the API said."""
    faults = [Fault(**one) for one in answer.body["errors"]]
    return Refused.of(faults) if faults else Refused(answer.body["detail"])
