"""Widths of texts: lines that fit, whatever the words."""

import pytest

from app.pictures.letters import broken, width_of


@pytest.mark.parametrize("room", [30, 60, 90, 200])
def test_a_text_is_broken_into_lines_that_fit(room: float) -> None:
    lines = broken("Medial head of gastrocnemius", room, 12)

    assert all(width_of(line, 12) <= room for line in lines)
    assert lines[0][0] == "M"
