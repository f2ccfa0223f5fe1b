"""Real questions, whose answers the OpenAPI document shows."""

import re
from dataclasses import dataclass

from app.queries.names import Names

PREFERRED = {
    "claim": "calf-propulsion-elastic-storage",
    "emg-study": "ekstrom-2007",
    "equipment": "dumbbell",
    "exercise": "nordic-curl",
    "goal": "late-race-form",
    "injury": "midportion-achilles-tendinopathy",
    "muscle": "soleus",
    "muscle-role": "triceps-surae.push-off.power.propulsion.drives",
    "phase": "push-off",
    "red-flag": "focal-bone-pain",
    "role": "power",
    "system": "garmin-fit",
}
"""What examples are about, by kind; the first slug of a kind that is not here, or has no such."""


@dataclass(frozen=True)
class Question:
    """A question in words and as a query string, with `{kind}` where a slug of it belongs."""

    words: str
    query: str


SESSION = "goal={goal}&minutes=20&available_equipment={equipment}"
PLAN = "goal={goal}&weeks=1&sessions_per_week=1&minutes=20&start=2027-03-01&race=2027-03-07"

QUESTIONS = {
    "list_exercises": [
        Question(
            "What trains the calf for push-off, with a sore Achilles tendon?",
            "muscle={muscle}&phase={phase}&safe_for={injury}&facets=level&count=true&limit=2",
        ),
    ],
    "list_alternatives": [
        Question(
            "What else does its work, with a sore Achilles tendon?", "safe_for={injury}&limit=1"
        ),
    ],
    "list_muscle_roles": [
        Question("Which muscles drive push-off?", "phase={phase}&role={role}&limit=1"),
        Question("And at 3.4 m/s?", "phase={phase}&role={role}&speed=3.4&limit=1"),
    ],
    "list_roles_of_muscle": [
        Question("What does it do in push-off?", "phase={phase}&limit=1"),
    ],
    "list_exercises_of_muscle": [
        Question(
            "What trains it most, the easiest first?", "involvement=primary&sort=level&limit=2"
        ),
    ],
    "download_muscle_map": [
        Question("Which muscles drive it, and which oppose it?", "phase={phase}&role={role}"),
    ],
    "download_gait_timeline": [
        Question("Who leads each role in each phase?", ""),
        Question("What does it do over the cycle?", "muscle={muscle}&phase={phase}"),
        Question("Which muscles lead this role?", "role={role}"),
        Question("What does it train, and when does that work?", "exercise={exercise}"),
    ],
    "search_everything": [
        Question("What has this name?", "q={muscle}&limit=2"),
        Question("What is meant by a typing error?", "q=nordic+crul&limit=2"),
    ],
    "suggest_completions": [Question("What begins like this?", "q=so&limit=2")],
    "list_recommendations": [
        Question(
            "What trains for a goal, coming back from an injury?",
            "goal={goal}&injury={injury}&limit=1",
        ),
    ],
    "get_session_plan": [
        Question(
            "What to do with 20 minutes and a dumbbell?",
            SESSION,
        ),
        Question("And with pain at one spot of a bone?", "red_flag={red-flag}"),
        Question("And as linked data?", f"{SESSION}&format=jsonld"),
    ],
    "get_plan": [
        Question(
            "What to do in the week of a race?",
            PLAN,
        ),
        Question("And as linked data?", f"{PLAN}&format=jsonld"),
    ],
    "get_coverage": [
        Question("What does this routine cover, and what not?", "exercise={exercise}&goal={goal}")
    ],
    "list_changes": [
        Question("What is there, from the beginning?", "since=0&include=document&limit=2")
    ],
    "get_exercise": [
        Question("How is it done, what does it train, and why?", ""),
        Question(
            "And what can be said of its equipment?", "fields=slug,equipment&include=equipment"
        ),
    ],
    "list_crosswalk": [
        Question("What does every other catalogue call it?", "exercise={exercise}&limit=2"),
        Question("And a muscle?", "muscle={muscle}&limit=2"),
    ],
    "list_joint_work": [Question("Who does the work at 3.4 m/s?", "speed=3.4&limit=1")],
}
"""What operations are asked; one that is not here is asked for its first items."""

FORMATS = {
    "application/ld+json": (
        "LinkedData",
        "A muscle as linked data.",
        "/v1/muscles/{muscle}?format=jsonld",
    ),
    "text/csv": (
        "Table",
        "Exercises as a table.",
        "/v1/exercises?format=csv&fields=slug,name,level&limit=2",
    ),
    "text/plain": (
        "PlainText",
        "A session as plain text.",
        f"/v1/sessions?{SESSION}&format=text",
    ),
    "text/markdown": (
        "Markdown",
        "A session as Markdown.",
        f"/v1/sessions?{SESSION}&format=markdown",
    ),
    "text/html": (
        "WebPage",
        "A session as a page.",
        f"/v1/sessions?{SESSION}&format=html",
    ),
    "application/vnd.pushoff.intervals+json": (
        "IntervalsEvents",
        "A session for the calendar of Intervals.icu.",
        f"/v1/sessions?{SESSION}&format=intervals&date=2027-03-02",
    ),
}
"""For each format beside JSON the one example that all operations show: its name, what it is, and
the path and query that it answers."""


def preferred(kind: str, names: Names) -> str:
    """Give the slug of a kind that examples are about; empty where there is none."""
    slugs = names.slugs(kind)
    wanted = PREFERRED.get(kind)
    return wanted if wanted in slugs else next(iter(slugs), "")


def filled(query: str, names: Names) -> str:
    """Write the slugs into a query string."""
    return re.sub(r"\{([a-z-]+)\}", lambda slot: preferred(slot[1], names), query)
