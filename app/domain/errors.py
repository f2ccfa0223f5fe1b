"""Everything that can go wrong with a question, without a word of HTTP.

PushoffError
├── NotFound          no such resource
├── NoFigure          an exercise that has not been drawn
├── Gone              it existed, and may say what replaces it
├── Moved             it has a new slug
├── NoHistory         the changes since a release are not known here
├── NotKept           files of an edition that are not kept any more
├── NotWritten        files that cannot be written now
├── NotInstalled      it takes an extra that is not there
├── BadQuestion       a parameter cannot be answered
├── NotReady          there is no revision to answer from
├── Stopping          it has been asked to stop, and answers what comes until then
└── Overloaded        more is asked than can be answered in time
"""

from dataclasses import dataclass, field


class PushoffError(Exception):
    """A question that cannot be answered."""


@dataclass
class NotFound(PushoffError):
    """No resource of that kind has that slug."""

    kind: str
    key: str
    nearest: list[str] = field(default_factory=list)


@dataclass
class NoFigure(PushoffError):
    """The exercise is there, and has no figure."""

    slug: str


@dataclass
class Gone(PushoffError):
    """The resource was removed; its slug is never used again."""

    kind: str
    key: str
    replaced_by: str | None = None


@dataclass
class Moved(PushoffError):
    """The resource lives on under another slug."""

    kind: str
    key: str
    to: str


@dataclass
class NoHistory(PushoffError):
    """The changes since a release cannot be told; `reason` says why."""

    reason: str


@dataclass
class NotKept(PushoffError):
    """The files of an edition are not kept here any more, or never were."""

    edition: str
    newest: str


@dataclass
class NotWritten(PushoffError):
    """The files of a release cannot be written now."""

    reason: str


@dataclass
class NotInstalled(PushoffError):
    """What was asked for takes an extra of ours that is not installed; `instead` is a path."""

    extra: str
    instead: str


@dataclass
class BadQuestion(PushoffError):
    """One parameter holds a value that nothing can be found by."""

    parameter: str
    reason: str
    code: str = "unknown_value"
    valid: list[str] = field(default_factory=list)
    nearest: list[str] = field(default_factory=list)


class NotReady(PushoffError):
    """The database holds no revision yet."""


class Stopping(PushoffError):
    """The service has been asked to stop."""


class Overloaded(PushoffError):
    """More is asked than can be answered in time."""
