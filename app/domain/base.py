"""The types that every table is built from, each with its bounds."""

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator
from pydantic import Field as Bound
from sqlalchemy import JSON, Enum, MetaData, String
from sqlmodel import SQLModel

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SLUG_LENGTH = 80
KEY_LENGTH = 100  # The longest key of a resource; a muscle role's is made of five slugs.

# What checks and writes a model is made when it first does: most are only described.
SQLModel.model_config["defer_build"] = True
SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Bytes, not the database's locale, order names: both databases must page alike.
SlugColumn = String(KEY_LENGTH).with_variant(String(KEY_LENGTH, collation="C"), "postgresql")
KindColumn = String(40).with_variant(String(40, collation="C"), "postgresql")
NameColumn = String(120).with_variant(String(120, collation="C"), "postgresql")
ListColumn = JSON(none_as_null=True)

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ufffd\ud800-\udfff]")
_TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _printable(text: str) -> str:
    """Refuse what no database stores alike: control characters, U+FFFD, lone surrogates."""
    if _UNPRINTABLE.search(text):
        raise ValueError("The text holds a control character or a broken character.")
    return text


def _legible(text: str) -> str:
    """Refuse what nobody sees: nothing but spaces, and marks that turn the text beside them."""
    if _TURNING.search(text):
        raise ValueError("The text holds a mark that changes the direction of writing.")
    if text.isspace():
        raise ValueError("The text holds nothing but spaces.")
    return text


Printable = AfterValidator(_printable)
Legible = AfterValidator(_legible)
Slug = Annotated[str, Bound(pattern=SLUG_PATTERN, min_length=1, max_length=SLUG_LENGTH)]
Name = Annotated[str, Printable, Legible, Bound(min_length=1, max_length=120)]
Line = Annotated[str, Printable, Legible, Bound(min_length=1, max_length=400)]
Prose = Annotated[str, Printable, Legible, Bound(min_length=1, max_length=2000)]
# One database keeps the sign of zero and another does not: there is only one zero.
OneZero = AfterValidator(lambda number: number + 0.0)
Share = Annotated[float, Bound(ge=0, le=1, allow_inf_nan=False), OneZero]
Number = Annotated[float, Bound(ge=-1e9, le=1e9, allow_inf_nan=False), OneZero]
Positive = Annotated[float, Bound(gt=0, le=1e6, allow_inf_nan=False)]
SpeedMS = Annotated[float, Bound(ge=0.1, le=13, allow_inf_nan=False)]
CyclePct = Annotated[float, Bound(ge=0, le=100, allow_inf_nan=False), OneZero]
Count = Annotated[int, Bound(ge=1, le=1_000_000)]


def stored(vocabulary: type[StrEnum]) -> Any:
    """Give the column type that stores the values of a vocabulary, the same on every database."""
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


_DASHES = re.compile("[\u2010-\u2015\u2212]")  # What phones and papers write for a hyphen.


def fold(name: str) -> str:
    """Reduce a name to what people mean by it: no accents, case, spaces or signs."""
    plain = unicodedata.normalize("NFKD", _DASHES.sub("-", name))
    plain = plain.encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "")  # A runner's knee is a runners knee.
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


SHOWN = 60  # Characters of an offending value that a message repeats.


def shown(value: object) -> str:
    """Repeat an offending value safely: quoted, in ASCII, on one short line."""
    text = ascii(str(value))
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…'"
