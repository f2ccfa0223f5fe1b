"""The commands that build training, and where they put it."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from typer import BadParameter, Context, Option, echo

from app.cli import options
from app.cli.api import fetch
from app.cli.output import emit, place_of, write_whole
from app.cli.words import words

OURS = {"api", "as_json", "form", "output"}
"""Arguments that say how to ask and where to put it; all others are parameters of the API."""
STDOUT = "-"
FOR_PEOPLE = "txt"


class Form(NamedTuple):
    """How training is written: what is put behind the path, and the format that is asked for."""

    suffix: str = ""
    format: str | None = None


PLAN_FORMS = {
    "txt": Form(format="text"),
    "md": Form(format="markdown"),
    "html": Form(format="html"),
    "ics": Form(".ics"),
    "json": Form(),
}
"""By the ending of a file."""
SESSION_FORMS = PLAN_FORMS | {"fit": Form(".fit")}

Output = Annotated[
    str | None,
    Option(
        "--output",
        "-o",
        metavar="FILE",
        help="File to write; its ending chooses the format. -: standard output.",
    ),
]
FormatOption = Annotated[
    str | None,
    Option("--format", metavar="ENDING", help="Format, where no file name says it."),
]
Time = Annotated[str | None, Option("--time", metavar="HH:MM", help="In a calendar: time of day.")]
TimeZone = Annotated[
    str | None, Option("--time-zone", metavar="ZONE", help="In a calendar: Europe/Berlin …")
]
AsForm = Annotated[bool, Option("--json", help="The same as --format json.")]


def session(
    context: Context,
    *,
    goal: options.Goal = None,
    minutes: options.Minutes = None,
    available_equipment: options.Own = None,
    max_level: options.MaxLevel = None,
    max_impact: options.MaxImpact = None,
    injury: options.Injuries = None,
    stage: options.Stage = None,
    red_flag: options.RedFlags = None,
    include: Annotated[
        list[str] | None,
        Option(
            "--include",
            metavar="EXERCISE",
            help="Exercise that must appear; repeat it.",
            autocompletion=words("exercise"),
        ),
    ] = None,
    exclude: options.Exclude = None,
    hours_to_next_key_run: Annotated[
        str | None,
        Option("--hours-to-next-key-run", metavar="N", help="Hours to the next hard or long run."),
    ] = None,
    race_in_days: Annotated[
        str | None, Option("--race-in-days", metavar="N", help="Days to a race.")
    ] = None,
    weekly_distance_jump_pct: options.Jump = None,
    seed: options.OtherChoice = None,
    date: Annotated[
        str | None, Option("--date", metavar="DAY", help="In a calendar: the day, YYYY-MM-DD.")
    ] = None,
    time: Time = None,
    time_zone: TimeZone = None,
    output: Output = None,
    form: FormatOption = None,
    api: options.Api = None,
    as_json: AsForm = False,
) -> None:
    """A session that fits minutes, things and runner.

    pushoff session --goal downhill-control --minutes 30 -o today.fit

    pushoff session --goal late-race-form --own full-gym --injury calf-strain --stage late

    The ending of FILE says how it is written: txt, md, html, json, ics (a calendar, with --date) or
    fit (for watches). Without a file it is printed as text.
    """
    build(context, "/v1/sessions", SESSION_FORMS)


def plan(
    context: Context,
    *,
    goal: options.Goal = None,
    weeks: Annotated[str | None, Option("--weeks", metavar="N", help="Weeks, 1 to 24.")] = None,
    sessions_per_week: Annotated[
        str | None, Option("--sessions-per-week", metavar="N", help="Sessions a week, 1 to 4.")
    ] = None,
    minutes: options.Minutes = None,
    key_run_day: Annotated[
        list[str] | None,
        Option("--key-run-day", metavar="DAY", help="mon … sun: day of a hard run; repeat it."),
    ] = None,
    start: Annotated[
        str | None, Option("--start", metavar="DAY", help="A day of the first week, YYYY-MM-DD.")
    ] = None,
    race: Annotated[
        str | None, Option("--race", metavar="DAY", help="Day of the race, YYYY-MM-DD.")
    ] = None,
    available_equipment: options.Own = None,
    max_level: options.MaxLevel = None,
    max_impact: options.MaxImpact = None,
    injury: options.Injuries = None,
    stage: options.Stage = None,
    red_flag: options.RedFlags = None,
    exclude: options.Exclude = None,
    weekly_distance_jump_pct: options.Jump = None,
    seed: options.OtherChoice = None,
    time: Time = None,
    time_zone: TimeZone = None,
    output: Output = None,
    form: FormatOption = None,
    api: options.Api = None,
    as_json: AsForm = False,
) -> None:
    """Weeks of sessions, up to a race.

    pushoff plan --weeks 8 --key-run-day tue --key-run-day sun

    pushoff plan --start 2027-03-01 --race 2027-04-25 --time 18:30 -o plan.ics

    The ending of FILE says how it is written: txt, md, html, json or ics (a calendar). Without a
    file it is printed as text.
    """
    build(context, "/v1/plans", PLAN_FORMS)


def build(context: Context, path: str, forms: Mapping[str, Form]) -> None:
    """Ask for training in the form that the arguments name, and put it where they say."""
    given = context.params
    ending = _ending_of(given, forms)
    place = _place_of(given["output"])
    unnamed_terminal = given["output"] is None and sys.stdout.isatty()
    if unnamed_terminal and ending == "fit":
        raise BadParameter("A FIT file is no text: name a file.", param_hint="-o")
    form = forms[ending]
    query = {name: value for name, value in given.items() if name not in OURS}
    body = fetch(given["api"], path + form.suffix, query | {"format": form.format})
    if place is not None:
        write_whole(place, body)
        echo(f"{given['output']}: {len(body):,} bytes.", err=True)
    elif unnamed_terminal and ending == FOR_PEOPLE:
        from app.cli.screen import Screen

        Screen().text(body.decode())
    else:
        emit(body)


def _ending_of(given: Mapping[str, Any], forms: Mapping[str, Form]) -> str:
    """Choose a form by its name or the ending of the file; raises BadParameter where that fails."""
    output = given["output"]
    named = {
        "--json": "json" if given["as_json"] else None,
        "--format": given["form"],
        "-o": None if output in (None, STDOUT) else Path(output).suffix.lower().lstrip("."),
    }
    said = {option: ending for option, ending in named.items() if ending is not None}
    for option, ending in said.items():
        if ending not in forms:
            known = ", ".join(forms)
            raise BadParameter(f"{ending!r} is none of {known}.", param_hint=option)
    if len(set(said.values())) > 1:
        raise BadParameter("They name different formats.", param_hint=list(said))
    return next(iter(said.values()), FOR_PEOPLE)


def _place_of(output: str | None) -> Path | None:
    return None if output in (None, STDOUT) else place_of(output)
