"""Write SVG: elements whose texts and attributes are always escaped, and numbers kept short."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

MEDIA_TYPE = "image/svg+xml"
NAMESPACE = "http://www.w3.org/2000/svg"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""What a picture may do where a browser opens it as a page: nothing but use its own style sheet."""
DECIMALS = 2
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, escaped or not (XML 1.0, production 2)."""

Value: TypeAlias = str | int | float | None


@dataclass(frozen=True)
class Element:
    """An element with what stands in it: other elements and text."""

    name: str
    attributes: dict[str, str]
    children: tuple["Element | str", ...]


def element(name: str, *children: Element | str, **attributes: Value) -> Element:
    """Make an element.

    Attributes are named as in Python: `stroke_width` is stroke-width, `class_` is class, and those
    of camel case (`viewBox`) stay as they are. An attribute of None is left out.
    """
    said = {_named(key): text_of(value) for key, value in attributes.items() if value is not None}
    return Element(name, said, children)


def text_of(value: str | float) -> str:
    """Write a value: a number with at most two decimals, and none that says nothing."""
    if isinstance(value, str):
        return value
    short = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def drawing(
    width: float, height: float, *children: Element | str, labelled_by: str, **attributes: Value
) -> Element:
    """Make the root of a picture: an image to screen readers, named by the ids in `labelled_by`."""
    return element(
        "svg",
        *children,
        xmlns=NAMESPACE,
        viewBox=f"0 0 {text_of(width)} {text_of(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=labelled_by,
        **attributes,
    )


def write(root: Element) -> bytes:
    """Write a picture as a document."""
    return "".join(_parts(root)).encode()


def _parts(one: Element | str) -> Iterator[str]:
    if isinstance(one, str):
        yield escape(NOT_XML.sub("\ufffd", one), quote=False)
        return
    said = "".join(f' {key}="{_quoted(value)}"' for key, value in one.attributes.items())
    if not one.children:
        yield f"<{one.name}{said}/>"
        return
    yield f"<{one.name}{said}>"
    for child in one.children:
        yield from _parts(child)
    yield f"</{one.name}>"


def _quoted(value: str) -> str:
    return escape(NOT_XML.sub("\ufffd", value))


def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
