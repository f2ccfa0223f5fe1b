"""Pictures as images: the SVG, drawn; and what is said where that cannot be."""

import struct
import sys
from pathlib import Path

import httpx
import pytest

from app.pictures import rasterise
from tests.problems import fault_in, problem_in

IMAGE = "/v1/muscle-map.png"
PNG = b"\x89PNG\r\n\x1a\n"


def size_of(image: bytes) -> tuple[int, int]:
    """Give width and height of a PNG, px."""
    assert image.startswith(PNG)
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def test_an_image_is_the_picture_as_wide_as_asked(world: httpx.Client) -> None:
    answer = world.get(f"{IMAGE}?muscle=soleus&view=back&width=300")

    width, height = size_of(answer.content)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"] == 'inline; filename="pushoff-muscle-map.png"'
    assert width == 300
    assert height > 300


def test_the_same_question_has_the_same_image_and_a_304(world: httpx.Client) -> None:
    asked = f"{IMAGE}?view=side&width=200"
    first = world.get(asked)

    again = world.get(asked, headers={"If-None-Match": first.headers["etag"]})
    other = world.get(f"{asked}&theme=dark")

    assert again.status_code == 304
    assert other.content != first.content


def test_nothing_of_the_server_waits_while_an_image_is_drawn(world: httpx.Client) -> None:
    """The renderer would hold the interpreter; so it must never be loaded into this one."""
    assert world.get(f"{IMAGE}?view=side&width=201").status_code == 200

    assert "resvg_py" not in sys.modules


def test_a_drawing_that_is_killed_is_no_answer(
    world: httpx.Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    killed = tmp_path / "killed.py"
    killed.write_text("import os; os.kill(os.getpid(), 9)")
    monkeypatch.setattr(rasterise, "__file__", str(killed))

    problem_in(world.get(f"{IMAGE}?view=side&width=202"), 500, "internal")

    monkeypatch.undo()
    assert world.get(f"{IMAGE}?view=side&width=202").status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("width=199", "width", "invalid_value"),
        ("width=2401", "width", "invalid_value"),
        ("theme=auto", "theme", "unknown_value"),
    ],
)
def test_what_no_image_can_be_is_refused(
    world: httpx.Client, query: str, parameter: str, code: str
) -> None:
    fault = fault_in(world.get(f"{IMAGE}?{query}"), code)

    assert fault["parameter"] == parameter


def test_without_the_extra_the_way_out_is_named(
    world: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    problem = problem_in(world.get(f"{IMAGE}?width=333"), 406, "not_installed")

    assert problem["detail"] == (
        "This server lacks what that takes: whoever runs it can install pushoff[png]. "
        "GET /v1/muscle-map.svg gives the same picture."
    )
