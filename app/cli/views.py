"""What of an answer people see: the words in tables are those that commands take."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.cli.screen import Screen

Read = Mapping[str, Any]
UNKNOWN = "–"
AID = "A coaching aid, no medical clearance."
OPINION = "A coaching judgement."
NOTHING = "nothing"  # Floor, wall and doorway are always there.


def show_roles(screen: "Screen", page: Read) -> None:
    """Show muscle roles: a table for each function, since weights compare inside one only."""
    if page["speed"]:
        screen.say(page["speed"]["text"], "")
    for number, (place, roles) in enumerate(groupby(page["items"], _place)):
        (phase, role, function, direction), items = place, list(roles)
        if number > 0:
            screen.say("")
        screen.title(f"{phase}, {role}: {direction} {function}")
        columns = ("Muscle", "Weight", "Share", "Range", "Runners", "Grade", "Findings")
        screen.table(columns, map(_role, items))
        screen.say(f"Sources: {', '.join(_sources_of(items))}.")
    _end(screen, page, "No muscle role is known for that.")


def _place(item: Read) -> tuple[str, ...]:
    return item["phase"], item["role"], item["function"], item["direction"]


def _role(item: Read) -> tuple[str, ...]:
    low, high = item["share_low"], item["share_high"]
    spread = UNKNOWN if low is None else f"{100 * low:.0f}–{_percent(high)}"
    runners = UNKNOWN if item["n"] is None else str(item["n"])
    weight = UNKNOWN if item["weight"] is None else f"{item['weight']:.2f}"
    share = _percent(item["share"])
    findings = _stances(item["findings"])
    return item["muscle"]["slug"], weight, share, spread, runners, item["grade"], findings


def _percent(share: float | None) -> str:
    return UNKNOWN if share is None else f"{100 * share:.0f} %"


def _stances(findings: Iterable[Read]) -> str:
    """Count the findings that bear on something, by how they bear on it."""
    stances = [finding["stance"] for finding in findings]
    return ", ".join(f"{one} {stances.count(one)}" for one in dict.fromkeys(stances))


def _sources_of(items: Iterable[Read]) -> list[str]:
    """Name the sources behind shares and findings, each once."""
    keys = {key for item in items for key in item["sources"]}
    return sorted(keys | {f["source"]["key"] for item in items for f in item["findings"]})


def show_muscle(screen: "Screen", muscle: Read) -> None:
    """Show a node of the tree of anatomy."""
    screen.title(muscle["name"])
    screen.say(muscle["summary"], muscle["note"])
    nerve = ", ".join(filter(None, (muscle["nerve"], muscle["roots"])))
    facts = {
        "Latin": muscle["latin"],
        "Kind": muscle["kind"],
        "Also called": ", ".join(muscle["aliases"]),
        "Part of": ", ".join(node["slug"] for node in muscle["path"]),
        "Parts": ", ".join(node["slug"] for node in muscle["parts"]),
        "Members": ", ".join(node["slug"] for node in muscle["members"]),
        "Origin": muscle["origin"],
        "Insertion": muscle["insertion"],
        "Nerve": nerve,
        "Actions": ", ".join(muscle["actions"]),
    }
    screen.say("")
    screen.facts(facts)
    screen.say("", f"What it does in running: pushoff ask --muscle {muscle['slug']}")


def show_exercises(screen: "Screen", page: Read) -> None:
    """Show a list of exercises."""
    columns = ("Exercise", "Level", "Impact", "Muscles", "Trains", "Needs")
    rows = [
        (
            item["slug"],
            str(item["level"]),
            str(item["impact"]),
            ", ".join(item["muscles"]),
            ", ".join(item["roles"]),
            _ways(item["equipment"]),
        )
        for item in page["items"]
    ]
    screen.table(columns, rows)
    if page["cautions"] is not None:
        cautions = [_caution(one, one["exercise"], one["injury"]) for one in page["cautions"]]
        screen.points("Take care", cautions)
        screen.say("", AID)
    _end(screen, page, "No exercise keeps to all of that.")


def _ways(ways: Iterable[Iterable[str]]) -> str:
    """Say the complete ways to do an exercise."""
    return " or ".join(" + ".join(way) or NOTHING for way in ways)


def _caution(one: Read, *about: str) -> str:
    """Say what an injury asks of an exercise, with its warning and its source."""
    stage = "" if one["stage"] == "any" else f", {one['stage']} stage"
    source = one["source"]["key"] if isinstance(one["source"], dict) else one["source"]
    said = (one["reason"], one["label"], f"Source: {source}." if source else None)
    return f"{', '.join(about)} ({one['gate']}{stage}): {' '.join(filter(None, said))}"


def show_exercise(screen: "Screen", exercise: Read) -> None:
    """Show how an exercise is done, how much of it, what it trains and what to mind."""
    screen.title(exercise["name"])
    screen.say(exercise["summary"], "")
    needs = _ways([[thing["slug"] for thing in way] for way in exercise["equipment"]])
    kind = (exercise["category"], exercise["pattern"], exercise["laterality"])
    dose = exercise["dose"]
    screen.facts(
        {
            "Level": f"{exercise['level']} of 5, impact {exercise['impact']} of 3",
            "Kind": ", ".join(kind),
            "Needs": needs,
            "How much": " ".join([dose["text"], OPINION] if dose["judgement"] else [dose["text"]]),
            "Safety": exercise["safety"],
        }
    )
    screen.points("How to do it", exercise["instructions"], mark="1")
    screen.points("Cues", exercise["cues"])
    screen.points("Mistakes", exercise["mistakes"])
    screen.points("Works", [_work(one) for one in exercise["muscles"]])
    screen.points("Trains", [f"{one['role']}: {one['reason']}" for one in exercise["roles"]])
    gates = [_caution(one, one["injury"]["slug"]) for one in exercise["gates"]]
    screen.points("With an injury", gates)
    for heading in ("easier", "harder"):
        steps = [f"{one['exercise']['slug']}: {one['change']}" for one in exercise[heading]]
        screen.points(heading.capitalize(), steps)


def _work(one: Read) -> str:
    return f"{one['muscle']['slug']} ({one['involvement']}): {one['reason']}"


def show_alternatives(screen: "Screen", answer: Read) -> None:
    """Show what else does the work of an exercise."""
    screen.title(f"Instead of {answer['exercise']['slug']}")
    columns = ("Exercise", "Level", "What changes", "Needs")
    rows = [
        (
            item["exercise"]["slug"],
            str(item["exercise"]["level"]),
            item["text"],
            _ways(item["needs"]),
        )
        for item in answer["items"]
    ]
    screen.table(columns, rows)
    if rows:
        screen.say("", "How much of the work is done is a coaching judgement, no measurement.")
    else:
        screen.say("No exercise does much of the same work and keeps to all of that.")
    cautions = [
        _caution(one, item["exercise"]["slug"], one["injury"])
        for item in answer["items"]
        for one in item["cautions"]
    ]
    if cautions:
        screen.points("Take care", cautions)
        screen.say("", AID)


def show_hits(screen: "Screen", answer: Read) -> None:
    """Show what words find."""
    rows = [(hit["slug"], hit["kind"], hit["match"], hit["hint"]) for hit in answer["items"]]
    screen.table(("Word", "Among", "Match", "What it is"), rows)
    if not rows:
        screen.say("These words find nothing.")
    if (more := answer["total"] - len(rows)) > 0:
        screen.say("", f"{more} more: --limit.")


def show_claims(screen: "Screen", page: Read) -> None:
    """Show the popular claims and what we make of them."""
    rows = [(claim["slug"], claim["verdict"], claim["statement"]) for claim in page["items"]]
    screen.table(("Claim", "Verdict", "What is said"), rows)
    _end(screen, page, "No claim has that verdict.")


def show_claim(screen: "Screen", claim: Read) -> None:
    """Show a claim, our verdict, and the evidence both ways."""
    screen.title(claim["statement"])
    screen.say(f"Verdict: {claim['verdict']}.", "", claim["explanation"])
    screen.points("Evidence", [_evidence(one) for one in claim["evidence"]])


def _evidence(one: Read) -> str:
    grade = f"grade {one['grade']}; " if one["grade"] else ""
    sources = ", ".join(source["label"] for source in one["sources"])
    says = " ".join(filter(None, (one["says"], one["label"])))
    return f"{one['stance']}: {says} ({grade}{sources})"


def _end(screen: "Screen", page: Read, nothing: str) -> None:
    """Say how to go on, or that there is nothing."""
    if not page["items"]:
        screen.say(nothing)
    if page["next"]:
        cursor = page["next"].partition("cursor=")[2].partition("&")[0]
        screen.say("", "There is more: --limit shows up to 200, and this goes on:")
        screen.verbatim(f"--cursor {cursor}")
