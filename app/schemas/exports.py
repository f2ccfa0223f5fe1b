"""What is said of the whole data as files."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Bound

from app.domain.base import Line, Name
from app.schemas.shape import Shape

Sha256 = Annotated[str, Bound(pattern=r"^[0-9a-f]{64}$")]


class ExportFormat(StrEnum):
    """Forms in which the data can be taken away."""

    sqlite = "sqlite"
    json = "json"
    ndjson = "ndjson"
    csv = "csv"


class Encoding(StrEnum):
    """Ways in which a file is compressed."""

    gzip = "gzip"
    zstd = "zstd"


class ExportFile(Shape):
    """One file."""

    name: Name = Bound(description="Name of the file, the same in every release.")
    format: ExportFormat = Bound(description="What it holds, once it is unpacked.")
    media_type: Line = Bound(description="Media type that it is served as.")
    encoding: Encoding | None = Bound(
        description="How the file is compressed; null: it is not. It is served as it is, so that "
        "size and sha256 are those of the compressed file."
    )
    kind: Name | None = Bound(description="Kind of the resources in it; null: all kinds.")
    rows: Annotated[int, Bound(ge=0)] = Bound(description="Number of resources in it.")
    size: Annotated[int, Bound(ge=0)] = Bound(description="Size, bytes.")
    sha256: Sha256 = Bound(description="SHA-256 of the file.")
    url: Line = Bound(description="Path of the file; what is there never changes.")


class ExportsRead(Shape):
    """The whole data of one release, as files."""

    release: Name = Bound(description="The release that all files are of; cite it.")
    revision: int = Bound(description="Number of its revision.")
    digest: Sha256 = Bound(
        description="SHA-256 over every document of the release, and the crosswalk."
    )
    edition: Name = Bound(
        description="The release, and a mark of the software that wrote the files: one edition is "
        "the same bytes everywhere."
    )
    schema_version: int = Bound(
        description="Counts up when a table, column or field of the files is renamed, removed or "
        "means something else; what is only added does not count."
    )
    version: Name = Bound(description="Version of the software that wrote the files.")
    licence: Name = Bound(description="Licence of the data.")
    licence_url: Line = Bound(description="Text of the licence.")
    attribution: Line = Bound(description="The sentence that gives credit.")
    counts: dict[str, int] = Bound(description="Number of resources of each kind.")
    files: list[ExportFile] = Bound(description="The files, by name.")
