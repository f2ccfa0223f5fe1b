"""What is said of the data as a whole: its release, its words, the health of the service."""

from pydantic import Field as Bound

from app.domain.base import Line, Name, Slug
from app.schemas.shape import Shape


class ReleaseRead(Shape):
    """The data that answers come from."""

    id: str = Bound(description="Revision and content digest: equal content, equal digest.")
    revision: int = Bound(description="Number of the revision, counting up in this database.")
    digest: str = Bound(
        description="SHA-256 over every document of the revision, and the crosswalk."
    )
    counts: dict[str, int] = Bound(description="Number of resources of each kind.")
    version: str = Bound(description="Version of the software.")
    licence: str = Bound(description="Licence of the data.")


class Term(Shape):
    """One word of a vocabulary."""

    value: str
    description: Line
    aliases: list[Name]


class Vocabulary(Shape):
    """All words that one parameter or field can take."""

    name: Slug
    description: Line
    open: bool = Bound(description="Whether a later revision may add words.")
    terms: list[Term]


class VocabularyRead(Shape):
    """Every vocabulary of the API; each list is open to later additions unless it says not."""

    vocabularies: list[Vocabulary]
    revision: int


class Health(Shape):
    """The state of the service."""

    status: Name


class Place(Shape):
    """One path of the API."""

    path: Line
    summary: Line


class Index(Shape):
    """What can be asked, and where."""

    documentation: Line
    openapi: Line
    paths: list[Place]
