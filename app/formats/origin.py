"""The question that a session or a plan answers, and where it can be asked again."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel

PRESENTATION = frozenset({"format", "time", "time_zone"})
"""Parameters that change how an answer is written, or when in the day it is done, and not what it
says."""


@dataclass(frozen=True)
class Origin:
    """A question: the address of the service, the path, and what was asked."""

    base: str
    """Without a slash at its end, such as `https://api.example.org`."""
    path: str
    asked: BaseModel
    """The params model of the question."""

    def address(self, suffix: str = "", without: frozenset[str] = frozenset(), **more: Any) -> str:
        """Give the absolute address of the question.

        `suffix` is put behind the path, such as `.fit`; `without` names parameters to drop, `more`
        gives some to add. What is left at its default is not said, so that one question has one
        address.
        """
        said = self.asked.model_dump(
            mode="json", exclude_defaults=True, exclude={*PRESENTATION, *without}
        )
        query = urlencode(sorted((said | more).items()), doseq=True)
        return f"{self.base}{self.path}{suffix}{f'?{query}' if query else ''}"

    def uid(self, *parts: object) -> str:
        """Give a permanent id of the answer, or of the part of it that `parts` name.

        It follows from the question alone (a UUID of version 5, RFC 9562), so that the same
        question asked tomorrow updates what it made today.
        """
        question = Origin("", self.path, self.asked).address()
        return str(uuid5(NAMESPACE_URL, "#".join([f"pushoff:{question}", *map(str, parts)])))
