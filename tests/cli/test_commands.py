"""What all commands have in common: help, words, parameters, and how they end."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

from app import __version__
from app.cli import COMMANDS, EPILOG, name_of, pushoff, training
from app.cli.words import FILES, FOLDERS, slugs_of
from app.main import create_app
from app.settings import ROOT, Settings, get_settings
from tests.cli.conftest import Shell

ASKED = {
    "ask": ["/v1/muscle-roles"],
    "exercises": ["/v1/exercises"],
    "alternatives": ["/v1/exercises/{slug}/alternatives"],
    "search": ["/v1/search"],
    "session": ["/v1/sessions"],
    "plan": ["/v1/plans"],
}
"""The paths that commands with options ask."""
CALENDAR = {"date", "time", "time_zone"}
"""Parameters of calendars alone."""
OURS = {"api", "as_json", "slug", *training.OURS}
COMMAND: Any = typer.main.get_command(pushoff)


def start(*words: str, **settings: str) -> subprocess.Popen[str]:
    """Start the command as a shell does."""
    return subprocess.Popen(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("name", ASKED)
def test_an_option_is_a_parameter_of_the_api(name: str) -> None:
    app = create_app(Settings(database_url="sqlite:///never-opened.sqlite"))
    routes: dict[str, Any] = {getattr(route, "path", ""): route for route in app.routes}
    known = {name for path in ASKED[name] for name in routes[path].params_model.model_fields}

    options = {option.name for option in COMMAND.commands[name].params} - OURS

    assert options - CALENDAR - known == set()
    assert options & known


def test_help_names_every_command_whole(shell: Shell) -> None:
    shown = shell("--help").out

    for command in COMMANDS:
        sentence = (command.__doc__ or "").partition("\n")[0]
        assert re.search(rf"^  {name_of(command)} +{re.escape(sentence)}$", shown, re.MULTILINE)
    assert " ".join(EPILOG.split()) in " ".join(shown.split())


@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
def test_every_option_is_explained(command: Any, shell: Shell) -> None:
    done = shell(name_of(command), "--help")

    assert (done.code, done.err) == (0, "")
    for option in COMMAND.commands[name_of(command)].params:
        if option.param_type_name == "option":
            assert option.help, option.name


def test_the_version_is_shown(shell: Shell) -> None:
    assert shell("--version") == (0, f"pushoff {__version__}\n", "")


@pytest.mark.parametrize("kind", [*FOLDERS, *FILES])
def test_the_shell_completes_the_words_that_there_are(kind: str) -> None:
    get_settings.cache_clear()

    slugs = slugs_of(kind)

    assert len(slugs) > 3
    assert len(set(slugs)) == len(slugs)


def test_without_a_seed_no_words_are_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUSHOFF_SEED", str(tmp_path))
    get_settings.cache_clear()
    (tmp_path / "phases.toml").write_text("[[pha", encoding="utf-8")

    assert [slugs_of(kind) for kind in ("muscle", "role", "phase")] == [[], [], []]
    get_settings.cache_clear()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("pushoff ask late", "late-swing"),
        ("pushoff exercises --own kettleb", "kettlebell"),
        ("pushoff exercise nordic-", "nordic-curl"),
        ("pushoff sessi", "session"),
    ],
)
def test_a_press_of_the_tab_key_completes(typed: str, offered: str, tmp_path: Path) -> None:
    script = {
        "_PUSHOFF_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split()) - 1),
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
    }

    pressed = start(**script)

    assert pressed.communicate(timeout=20) == (f"{offered}\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_leaves_early_is_not_told_so(world_file: str, world_folder: Path) -> None:
    settings = {"DATABASE_URL": world_file, "PUSHOFF_SEED": str(world_folder)}
    printing = start("exercises", **settings)
    assert printing.stdout is not None
    assert printing.stderr is not None

    printing.stdout.close()

    assert printing.stderr.read() == ""
    assert printing.wait(timeout=20) == 1
    printing.stderr.close()


def test_a_terminal_without_a_sign_shows_another(world_file: str, world_folder: Path) -> None:
    settings = {"DATABASE_URL": world_file, "PUSHOFF_SEED": str(world_folder)}

    out, err = start("exercise", "pogo", PYTHONIOENCODING="latin-1", **settings).communicate()

    assert "\n ? " in out
    assert err == ""


def test_ctrl_c_ends_a_command_quietly(tmp_path: Path) -> None:
    seeding = start("seed", DATABASE_URL=f"sqlite:///{tmp_path}/x.sqlite")
    assert seeding.stderr is not None
    first = seeding.stderr.readline()

    seeding.send_signal(signal.SIGINT)
    out, err = seeding.communicate(timeout=20)

    assert first == "Filling the database; this takes about ten seconds.\n"
    assert (seeding.returncode, out, err) == (130, "", "")


def test_the_first_question_fills_the_database(world_folder: Path, tmp_path: Path) -> None:
    settings = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
    }

    first, second = (
        start("session", "--json", **settings).communicate(timeout=60) for _ in range(2)
    )

    assert first[1] == "Filling the database; this takes about ten seconds.\n"
    assert second[1] == ""
    assert first[0] == second[0]
    assert first[0].startswith('{"goal":')


def test_what_takes_long_to_import_is_imported_where_it_is_needed() -> None:
    asked = "import sys, app.cli; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert {"alembic", "app.main", "httpx", "pydantic", "rich", "uvicorn"} & set(loaded) == set()
