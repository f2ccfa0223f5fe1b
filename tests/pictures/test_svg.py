"""SVG as it is written: whatever text reaches it, it stays one well-formed document."""

from xml.etree import ElementTree as Xml

import pytest

from app.pictures.svg import NAMESPACE, drawing, element, text_of, write


def test_an_element_is_written_with_its_attributes_and_children() -> None:
    path = element("path", element("title", "Soleus"), d="M0 0Z", class_="m", stroke_width=0.5)

    assert (
        write(path) == b'<path d="M0 0Z" class="m" stroke-width="0.5"><title>Soleus</title></path>'
    )


def test_an_attribute_of_none_is_left_out() -> None:
    assert write(element("g", id=None, x=0)) == b'<g x="0"/>'


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1"), (1.0, "1"), (0.125, "0.12"), (-0.001, "0"), (-3.10, "-3.1"), (1000, "1000")],
)
def test_a_number_is_short(number: float, text: str) -> None:
    assert text_of(number) == text


@pytest.mark.parametrize(
    "hostile",
    [
        "</title><script>alert(1)</script>",
        '"><image href="https://example.org/x"/>',
        "' onload='alert(1)",
        "a & b &amp; c",
        "]]><!-- --><?xml?>",
        "zero\x00bell\x07\ufffe",
    ],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    written = write(element("g", hostile, element("title", hostile), id=hostile))

    read = Xml.fromstring(written)  # noqa: S314  (Our own bytes.)
    seen = hostile.translate({0: "\ufffd", 7: "\ufffd", 0xFFFE: "\ufffd"})
    assert [one.tag for one in read.iter()] == ["g", "title"]
    assert (read.text, read.findtext("title"), read.attrib) == (seen, seen, {"id": seen})


def test_a_drawing_is_an_image_with_a_name() -> None:
    root = drawing(20, 10.5, element("title", "A foot", id="t"), labelled_by="t", class_="pm")

    read = Xml.fromstring(write(root))  # noqa: S314  (Our own bytes.)

    assert read.tag == f"{{{NAMESPACE}}}svg"
    assert read.get("viewBox") == "0 0 20 10.5"
    assert (read.get("role"), read.get("aria-labelledby"), read.get("class")) == ("img", "t", "pm")
