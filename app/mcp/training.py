"""Tools about training: exercises, what replaces one, a session, and what a routine covers."""

from collections.abc import Iterable

from app.mcp.arguments import BuildSession, CheckRoutine, FindAlternatives, FindExercises
from app.mcp.reader import Json, Reader
from app.mcp.text import listed, write

FEW = 5  # Exercises that an answer tells.
HOW = "How it is done: {}, with the slug in brackets."


async def find_exercises(reader: Reader, asked: FindExercises) -> str:
    """Rank exercises for what is to be trained, and say why."""
    query = asked.query()
    body = await reader.get("/v1/recommendations", **query, limit=FEW)
    sources: list[str] = []
    lines = [
        _entry(
            f"- {_name(item['exercise'])}: level {item['level']}, impact {item['impact']}, score "
            f"{item['score']:.2f}; needs {_needs(item['needs'])}.",
            item,
            sources,
        )
        for item in body["items"]
    ]
    if not lines:
        lines.append("Nothing in the catalogue keeps to all that was asked.")
    others = [f"Not offered: {_name(o['exercise'])}. {o['text']}" for o in body["left_out"][:FEW]]
    foot = [
        *await reader.cite(sources),
        body["note"],
        f"More, with all reasons: {reader.link('/v1/recommendations', **query)}",
    ]
    about = body["goal"]["name"] if body["goal"] else "What was asked"
    head = f"{about}: exercises, the best first. The score is a coaching judgement, 0 to 1."
    return write([head], [*lines, *others], foot)


async def find_alternatives(reader: Reader, asked: FindAlternatives) -> str:
    """Rank what does much of the work of an exercise, and say what is lost."""
    slug = await reader.find("exercises", asked.exercise)
    names = {"injury": "safe_for"}
    query = {
        names.get(name, name): value for name, value in asked.query().items() if name != "exercise"
    }
    path = f"/v1/exercises/{slug}/alternatives"
    body = await reader.get(path, **query, limit=FEW)
    lines: list[str] = []
    sources: list[str] = []
    for item in body["items"]:
        exercise = item["exercise"]
        cautions = [
            f"  {one['injury']}, {one['gate']}: {one['reason']} ({_basis(one['source'])})"
            for one in item["cautions"]
        ]
        trade = (
            f"- {_name(exercise)}: overlap {item['overlap']:.2f}, level {exercise['level']}, "
            f"impact {exercise['impact']}; needs {_needs(item['needs'])}. {item['text']}"
        )
        lines.append("\n".join([trade, *cautions]))
        sources += [one["source"] for one in item["cautions"] if one["source"]]
    if not lines:
        lines.append("Nothing in the catalogue does its work and keeps to all that was asked.")
    head = (
        f"Instead of {_name(body['exercise'])} (level {body['exercise']['level']}): the overlap, 0 "
        "to 1, is a coaching judgement on muscles, roles and manner, no measurement."
    )
    foot = [
        *await reader.cite(sources),
        f"More, with what is kept: {reader.link(path, **query)}",
    ]
    return write([head], lines, foot)


async def build_session(reader: Reader, asked: BuildSession) -> str:
    """Build a session; with a red flag the referral, and no session."""
    query = asked.query()
    body = await reader.get("/v1/sessions", **query)
    more = f"Full answer: {reader.link('/v1/sessions', **query)}"
    if body["referral"]:
        return _refer(reader, body)
    said = [f"{body['goal']['name']}: {body['minutes']:g} minutes."]
    why: list[str] = []
    sources: list[str] = []
    cautions: dict[str, int] = {}
    loads: dict[str, int] = {}
    for block in body["blocks"]:
        said.append(f"{block['kind']}:")
        for item in block["items"]:
            load = loads.setdefault(item["load"], len(loads) + 1)
            minded = [
                cautions.setdefault(_caution(one), len(cautions) + 1) for one in item["cautions"]
            ]
            mind = f" Mind {listed(map(str, minded))}." if minded else ""
            said.append(f"- {_name(item['exercise'])}: {_dose(item)}, load {load}.{mind}")
            for reason in item["reasons"][:1]:
                why.append(f"Why {item['exercise']['name']}: {reason['text']}")
                sources += [source["key"] for source in reason["sources"]]
            sources += [one["source"] for one in item["cautions"] if one["source"]]
    said += (
        [f"Families of movement missing: {listed(body['meta']['unmet'])}."]
        if body["meta"]["unmet"]
        else []
    )
    said += [f"Load {number}: {text}" for text, number in loads.items()]
    said += [f"Mind {number}: {text}" for text, number in cautions.items()]
    how = HOW.format(reader.link("/v1/exercises/{slug}"))
    foot = [*await reader.cite(sources), how, body["note"], more]
    return write(said, why, foot)


async def check_routine(reader: Reader, asked: CheckRoutine) -> str:
    """Say what a routine covers of running, and what would close its gaps."""
    query = asked.query()
    body = await reader.get("/v1/coverage", **query)
    said = [f"{body['goal']['name']}: the routine meets {_percent(body['covered'])} of the demand."]
    said += [
        f"- {one['role']} in {one['phase']}: {_percent(one['met'])} met."
        for one in body["by_place"]
    ]
    said += [
        "Largest gaps: "
        + listed(
            f"{one['muscle']} for {one['role']} in {one['phase']}" for one in body["gaps"][:FEW]
        )
        + "."
    ]
    said += body["imbalances"]
    lines: list[str] = []
    sources: list[str] = []
    for one in body["additions"][:FEW]:
        item = one["exercise"]
        gain = (
            f"Adding {_name(item['exercise'])} (level {item['level']}, impact {item['impact']}; "
            f"needs {_needs(item['needs'])}) would meet {_percent(one['adds'])} more."
        )
        lines.append(_entry(gain, item, sources))
    foot = [
        *await reader.cite(sources),
        "Demand and coverage are a coaching judgement on the muscle roles.",
        body["note"],
        f"Full answer: {reader.link('/v1/coverage', **query)}",
    ]
    return write(said, lines, foot)


def _refer(reader: Reader, body: Json) -> str:
    """Send to a clinician."""
    referral = body["referral"]
    slug = referral["red_flag"]["slug"]
    said = [
        f"No session: {referral['red_flag']['name']} ({referral['urgency']}). {referral['action']}",
        f"The signs: {referral['signs']}",
        *(rule["text"] for rule in body["rules"]),
        "This is no diagnosis.",
        body["note"],
        f"More: {reader.link(f'/v1/red-flags/{slug}')}",
    ]
    return write(said, [], [])


def _entry(first: str, item: Json, sources: list[str]) -> str:
    """Tell an exercise with its first reason and with all that injuries ask of it, together."""
    lines = [first]
    for reason in item["reasons"][:1]:
        lines.append(f"  Why: {reason['text']}")
        sources += [source["key"] for source in reason["sources"]]
    lines += [f"  {_caution(one)}" for one in item["cautions"]]
    sources += [one["source"] for one in item["cautions"] if one["source"]]
    return "\n".join(lines)


def _name(exercise: Json) -> str:
    return f"{exercise['name']} [{exercise['slug']}]"


def _needs(ways: Iterable[list[str]]) -> str:
    """Say the ways to do an exercise; one is enough."""
    return " or ".join(" + ".join(way) or "nothing" for way in list(ways)[:3])


def _caution(one: Json) -> str:
    return f"{one['injury']['name']}, {one['gate']}: {one['text']} ({_basis(one['source'])})"


def _basis(source: str | None) -> str:
    return source or "coaching judgement"


def _dose(item: Json) -> str:
    """Say sets, what is in each, and the rest."""
    units = {"reps": "reps", "hold_s": "s", "metres": "m", "contacts": "contacts"}
    amount = next(f"{item[name]} {unit}" for name, unit in units.items() if item[name] is not None)
    side = " per side" if item["per_side"] else ""
    return f"{item['sets']} x {amount}{side}, rest {item['rest_s']} s"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
