"""Tools about muscles: who does what when, and what one of them is there for."""

from typing import Any

from app.mcp.arguments import ExplainMuscle, FindMuscles
from app.mcp.reader import Json, Reader
from app.mcp.text import finding, listed, share_of, write

SHAPE = "muscle,phase,role,function,direction,weight,share,share_low,share_high,n,grade"
FIELDS = f"{SHAPE},at_speed,sources,findings"
FIRST = 3  # Muscles told of each function and direction.
AGAINST = {"dissents": "Against", "qualifies": "But"}
READING = (
    "Share: part of the whole of that function; the range spans runners and methods. Weight: the "
    "share over the largest one. Grade: A measured in runners, to E inferred."
)


async def find_muscles(reader: Reader, asked: FindMuscles) -> str:
    """Rank muscles in a phase and role."""
    page = await reader.get("/v1/muscle-roles", **asked.query(), limit=200, fields=FIELDS)
    groups: dict[tuple[str, str], dict[str, list[Json]]] = {}
    for item in page["items"]:
        place = groups.setdefault((item["phase"], item["function"]), {})
        place.setdefault(item["direction"], []).append(item)
    sources: list[str] = []
    seen: set[str] = set()
    lines: list[str] = []
    for (phase, function), ways in groups.items():
        for direction, items in ways.items():
            verb = "Drive" if direction == "drives" else "Oppose"
            told = f"{min(FIRST, len(items))} of {len(items)}"
            lines.append(f"{verb} {function} in {phase} ({told}):")
            first = items[:FIRST]
            lines += [_told(one, one["muscle"]["name"], seen, sources) for one in first]
    head = [f"{_place(asked.query())}: {len(page['items'])} muscle roles are known."]
    if page["speed"]:
        head.append(page["speed"]["text"])
    more = f"Full answer: {reader.link('/v1/muscle-roles', **asked.query())}"
    if not lines:
        return write([*head, "Nothing is known here; that is no zero."], [], [more])
    return write([*head, READING], lines, [*await reader.cite(sources), more])


async def explain_muscle(reader: Reader, asked: ExplainMuscle) -> str:
    """Tell what a muscle is and what it does in running."""
    slug = await reader.find("muscles", asked.muscle)
    muscle = await reader.get(f"/v1/muscles/{slug}")
    query = {name: value for name, value in asked.query().items() if name != "muscle"}
    page = await reader.get(
        f"/v1/muscles/{slug}/roles", **query, sort="-weight", limit=12, fields=FIELDS
    )
    said = [
        f"{muscle['name']} ({slug}), {muscle['kind']}. {muscle['summary']}",
        *_anatomy(muscle),
        f"In running, the heaviest first. {READING}" if page["items"] else NOTHING,
    ]
    sources: list[str] = []
    seen: set[str] = set()
    lines: list[str] = []
    for item in page["items"]:
        verb = "drives" if item["direction"] == "drives" else "opposes"
        does = f"{item['muscle']['name']} {verb} {item['function']} in {item['phase']}"
        lines.append(_told(item, f"{does} ({item['role']})", seen, sources))
    foot = [
        *await reader.cite(sources),
        f"All of it: {reader.link(f'/v1/muscles/{slug}')}",
        f"All roles: {reader.link(f'/v1/muscles/{slug}/roles', **query)}",
    ]
    return write(said, lines, foot)


NOTHING = "Nothing is known of its roles here; that is no zero."


def _anatomy(muscle: Json) -> list[str]:
    """Say the anatomy that is known."""
    parts = [*muscle["parts"], *muscle["members"]]
    facts = {
        "Part of": " > ".join(one["name"] for one in muscle["path"]),
        "Parts": listed((one["name"] for one in parts), ""),
        "From": muscle["origin"],
        "To": muscle["insertion"],
        "Nerve": muscle["nerve"],
        "Actions": listed(muscle["actions"], ""),
    }
    known = [f"{name}: {fact}" for name, fact in facts.items() if fact]
    return [". ".join(known) + "."] if known else []


def _told(item: Json, name: str, seen: set[str], sources: list[str]) -> str:
    """Say a muscle role, and once in an answer each finding that qualifies or contradicts it."""
    lines = [f"- {name}: {share_of(item)}."]
    sources += item["sources"][:2]
    for one in item["findings"]:
        if one["stance"] in AGAINST and one["id"] not in seen:
            seen.add(one["id"])
            sources.append(one["source"]["key"])
            lines.append(f"  {AGAINST[one['stance']]}: {finding(one)}")
    return "\n".join(lines)


def _place(query: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in query.items()).capitalize()
