"""The options that several commands take, each written once.

An option of a question has the name of the parameter of the API that it is sent as; all its values
are text, and judged by the API alone.
"""

from typing import Annotated

from typer import Argument, BadParameter, Option

from app.cli.words import words


def _address(api: str | None) -> str | None:
    """Take the address of a service, without a slash at its end."""
    if api and not api.startswith(("http://", "https://")):
        raise BadParameter("give an address such as https://api.example.org")
    return api.rstrip("/") if api else None


Api = Annotated[
    str | None,
    Option(
        "--api",
        metavar="URL",
        envvar="PUSHOFF_API",
        callback=_address,
        help="Ask the service at this address instead of the local database.",
    ),
]
AsJson = Annotated[bool, Option("--json", help="Print what the API answers, byte for byte.")]
Limit = Annotated[str | None, Option("--limit", metavar="N", help="How many to show.")]
Cursor = Annotated[
    str | None, Option("--cursor", metavar="WORD", help="Go on where the last page ended.")
]

Phases = Annotated[
    list[str] | None,
    Option("--phase", metavar="PHASE", help="Gait phase.", autocompletion=words("phase")),
]
Roles = Annotated[
    list[str] | None,
    Option("--role", metavar="ROLE", help="Running role.", autocompletion=words("role")),
]
Muscles = Annotated[
    list[str] | None,
    Option("--muscle", metavar="MUSCLE", help="Muscle or group.", autocompletion=words("muscle")),
]
Speed = Annotated[str | None, Option("--speed", metavar="M_S", help="At this running speed, m/s.")]
Pace = Annotated[
    str | None, Option("--pace", metavar="MIN:S", help="At this pace, minutes and seconds per km.")
]
Goal = Annotated[
    str | None,
    Option("--goal", metavar="GOAL", help="What to train for.", autocompletion=words("goal")),
]
Own = Annotated[
    list[str] | None,
    Option(
        "--own",
        metavar="THING",
        help="What you own; repeat it. Without it: anything.",
        autocompletion=words("equipment"),
    ),
]
MaxLevel = Annotated[
    str | None, Option("--max-level", metavar="1-5", help="Highest level of difficulty.")
]
MaxImpact = Annotated[str | None, Option("--max-impact", metavar="0-3", help="Highest impact.")]
SafeFor = Annotated[
    list[str] | None,
    Option(
        "--safe-for",
        metavar="INJURY",
        help="Leave out what this injury says to avoid; repeat it. No medical clearance.",
        autocompletion=words("injury"),
    ),
]
Injuries = Annotated[
    list[str] | None,
    Option(
        "--injury",
        metavar="INJURY",
        help="Injury that you have or come back from; repeat it.",
        autocompletion=words("injury"),
    ),
]
Stage = Annotated[
    str | None, Option("--stage", metavar="STAGE", help="Stage of the injuries: acute or late.")
]
Minutes = Annotated[str | None, Option("--minutes", metavar="N", help="Minutes there are.")]
Exclude = Annotated[
    list[str] | None,
    Option(
        "--exclude",
        metavar="EXERCISE",
        help="Exercise that must not appear; repeat it.",
        autocompletion=words("exercise"),
    ),
]
RedFlags = Annotated[
    list[str] | None,
    Option(
        "--red-flag",
        metavar="SIGN",
        help="A sign that a clinician should see first: no training then, but what to do.",
        autocompletion=words("red_flag"),
    ),
]
Jump = Annotated[
    str | None,
    Option(
        "--weekly-distance-jump-pct",
        metavar="PCT",
        help="Rise of the weekly running distance over the last two weeks, %.",
    ),
]
OtherChoice = Annotated[
    str | None,
    Option("--seed", metavar="N", help="Another number: another choice of the same worth."),
]
Exercise = Annotated[str, Argument(metavar="EXERCISE", autocompletion=words("exercise"))]
