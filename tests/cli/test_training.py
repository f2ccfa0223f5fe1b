"""Sessions and plans: which format is asked for, and where it goes."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot

from app.cli import output
from tests.cli.conftest import Answering, Shell, answered

TEXT = """General strength
Strength session for runners, 30 min

Main
• Heel raise: 3 × 8 reps per side, rest 60 s. As heavy as it goes with two repetitions in reserve.
"""


def asked_for(request: httpx.Request) -> tuple[str, dict[str, str]]:
    """Give the path and the query that a service was asked."""
    return request.url.path.removeprefix("/pushoff"), dict(request.url.params)


@pytest.mark.parametrize(
    ("file", "path", "query"),
    [
        ("x.fit", "/v1/sessions.fit", {}),
        ("x.FIT", "/v1/sessions.fit", {}),
        ("x.ics", "/v1/sessions.ics", {}),
        ("x.json", "/v1/sessions", {}),
        ("x.md", "/v1/sessions", {"format": "markdown"}),
        ("x.txt", "/v1/sessions", {"format": "text"}),
        ("my.session.html", "/v1/sessions", {"format": "html"}),
    ],
)
def test_the_ending_of_a_file_chooses_the_format(
    *, file: str, path: str, query: dict[str, str], shell: Shell, service: Any, tmp_path: Path
) -> None:
    asked = service(lambda _: answered(b"\x0e\x10 bytes"))

    done = shell("session", "-o", str(tmp_path / file))

    assert done == (0, "", f"{tmp_path / file}: 8 bytes.\n")
    assert [asked_for(one) for one in asked] == [(path, query)]
    assert (tmp_path / file).read_bytes() == b"\x0e\x10 bytes"
    assert [place.name for place in tmp_path.iterdir()] == [file]


def test_a_plan_in_a_calendar_is_asked_with_its_days(
    shell: Shell, service: Any, tmp_path: Path
) -> None:
    asked = service(lambda _: answered("BEGIN:VCALENDAR"))
    days = ["--start", "2027-03-01", "--key-run-day", "sun", "--time", "18:30"]

    done = shell("plan", *days, "--own", "band", "-o", str(tmp_path / "plan.ics"))

    assert done.code == 0
    assert asked_for(asked[0]) == (
        "/v1/plans.ics",
        {
            "start": "2027-03-01",
            "key_run_day": "sun",
            "time": "18:30",
            "available_equipment": "band",
        },
    )


def test_a_session_is_printed_as_text_that_fits_the_terminal(shell: Shell, service: Any) -> None:
    asked = service(lambda _: answered(TEXT))

    narrow, piped = shell("session", width=40), shell("session")

    assert narrow.out == snapshot("""\
General strength
Strength session for runners, 30 min

Main
• Heel raise: 3 × 8 reps per side, rest
  60 s. As heavy as it goes with two
  repetitions in reserve.
""")
    assert piped.out == TEXT
    assert asked_for(asked[0]) == ("/v1/sessions", {"format": "text"})


@pytest.mark.parametrize(
    "words", [["-o", "-", "--format", "fit"], ["--format", "fit"], ["-o", "-", "--format", "ics"]]
)
def test_a_pipe_takes_any_format(words: list[str], shell: Shell, service: Any) -> None:
    service(lambda _: answered(b"\x0e\x10\n"))

    assert shell("session", *words) == (0, "\x0e\x10\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["-o", "x.fitt"],
            "Invalid value for -o: 'fitt' is none of txt, md, html, ics, json, fit.",
        ),
        (["-o", "today"], "Invalid value for -o: '' is none of txt, md, html, ics, json, fit."),
        (["--format", "pdf"], "Invalid value for --format: 'pdf' is none of txt, md, html"),
        (["-o", "x.fit", "--json"], "They name different formats."),
        (["-o", "x.md", "--format", "txt"], "They name different formats."),
        (["-o", "no/such/folder/x.fit"], "There is no folder 'no/such/folder'."),
        (["-o", "folder.fit"], "'folder.fit' is there and is no file."),
    ],
)
def test_a_place_or_format_that_cannot_be_is_refused_before_anything_is_asked(
    *, words: list[str], said: str, shell: Shell, service: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.fit").mkdir()
    asked = service(lambda _: answered(b""))

    done = shell("session", *words)

    assert (done.code, done.out, asked) == (2, "", [])
    assert said in done.err
    assert [place.name for place in tmp_path.iterdir()] == ["folder.fit"]


def test_a_plan_has_no_single_workout(shell: Shell, service: Any) -> None:
    asked = service(lambda _: answered(b""))

    done = shell("plan", "-o", "x.fit")

    assert (done.code, asked) == (2, [])
    assert "'fit' is none of txt, md, html, ics, json." in done.err


def test_a_terminal_is_spared_a_fit_file(shell: Shell, service: Any) -> None:
    asked = service(lambda _: answered(b"\x0e"))

    done = shell("session", "--format", "fit", width=80)

    assert (done.code, done.out, asked) == (2, "", [])
    assert "A FIT file is no text: name a file." in done.err


def refusing(_request: httpx.Request) -> httpx.Response:
    """Refuse as the API does."""
    problem = {"detail": "Pinpoint bone pain: no workout is written."}
    return httpx.Response(422, json=problem, headers={"Content-Type": "application/problem+json"})


def breaking(_request: httpx.Request) -> httpx.Response:
    """Break off in the middle of an answer."""
    raise httpx.RemoteProtocolError("The peer closed the connection")


@pytest.mark.parametrize("answer", [refusing, breaking])
def test_a_refused_question_leaves_the_file_of_yesterday(
    answer: Answering, shell: Shell, service: Any, tmp_path: Path
) -> None:
    file = tmp_path / "today.fit"
    file.write_bytes(b"yesterday")
    service(answer)

    done = shell("session", "-o", str(file))

    assert done.code == 1
    assert [place.read_bytes() for place in tmp_path.iterdir()] == [b"yesterday"]


def test_a_disk_that_fills_up_leaves_the_file_of_yesterday(
    shell: Shell, service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "today.fit"
    file.write_bytes(b"yesterday")
    service(lambda _: answered(b"today, and a lot of it"))

    def fill_up(place: Path, body: bytes) -> int:
        with place.open("wb") as half:
            half.write(body[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_up)
    done = shell("session", "-o", str(file))

    assert done == (1, "", f"{file} cannot be written: No space left on device.\n")
    assert [place.read_bytes() for place in tmp_path.iterdir()] == [b"yesterday"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.fit").write_bytes(b"old")
    (tmp_path / "link.fit").symlink_to("real.fit")

    output.write_whole(output.place_of(str(tmp_path / "link.fit")), b"new")

    assert (tmp_path / "link.fit").is_symlink()
    assert (tmp_path / "real.fit").read_bytes() == b"new"


@pytest.fixture(scope="module")
def session() -> list[str]:
    """Give the words that ask for a small session of the world."""
    return ["session", "--minutes", "20", "--own", "step"]


def test_a_real_session_is_printed_or_written_as_its_ending_says(
    session: list[str], shell: Shell, tmp_path: Path
) -> None:
    files = {ending: tmp_path / f"today.{ending}" for ending in ("json", "txt", "md", "html")}

    done = [shell(*session, "-o", str(file)) for file in files.values()]

    assert [(one.code, one.out) for one in done] == [(0, "")] * len(files)
    text = {ending: file.read_text(encoding="utf-8") for ending, file in files.items()}
    assert json.loads(text["json"])["blocks"]
    assert text["md"].startswith("# ")
    assert text["html"].startswith("<!doctype html>")
    assert shell(*session).out == text["txt"]
    assert shell(*session, width=200).out.split() == text["txt"].split()
    assert shell(*session, "--json").out == text["json"]


def test_a_red_flag_is_answered_and_makes_no_session(shell: Shell) -> None:
    done = shell("session", "--red-flag", "night-pain")

    assert (done.code, done.err) == (0, "")
    assert "No training now: see a clinician first." in done.out


def test_a_real_plan_is_printed(shell: Shell) -> None:
    done = shell("plan", "--weeks", "1", "--sessions-per-week", "1", "--minutes", "20")

    assert done.code == 0
    assert "Week 1" in done.out
