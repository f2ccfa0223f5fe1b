"""Say in the documents of injuries how many exercises they gate, once there are more."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import from_json, to_json

from app.domain.injuries import Gate
from app.seeding.render.injuries import EXAMPLES
from app.seeding.render.pages import Page
from benchmarks.bulk import Writer
from benchmarks.shapes import Shape, Shapes, columns_of

FIRST = f"""
    SELECT exercise.slug, exercise.name
    FROM injury_gate JOIN exercise ON exercise.slug = injury_gate.exercise
    WHERE injury || '' = ? AND gate = ? AND stage = ? AND reason = ? AND coalesce(source, '') = ?
    ORDER BY injury_gate.exercise LIMIT {EXAMPLES}
"""  # noqa: S608  (a number of ours)
"""The first exercises of which something is asked; not by the index of the injury, which would find
all of them first."""


def count_gated(
    writer: Writer, number: int, shapes: Shapes, used: Mapping[str, int]
) -> Iterator[str]:
    """Write the documents anew, in a revision; give their digests."""
    asked, kinds = _count(shapes, used)
    found = writer.run("SELECT key, body, summary FROM document WHERE kind = 'injuries'")
    for key, body, summary in sorted(found):
        whole, shown = from_json(body), from_json(summary)
        for one in whole["gates"]:
            source = one["source"]["key"] if one["source"] else None
            place = (key, one["gate"], one["stage"], one["reason"], source)
            one["number"] += asked[place]
            first = writer.run(FIRST, [*place[:-1], source or ""])
            one["examples"] = [{"slug": slug, "name": name} for slug, name in first]
        for kind in shown["gates"]:
            shown["gates"][kind] += kinds[key, kind]
        page = Page("injuries", key, to_json(whole).decode(), to_json(shown).decode())
        writer.run(
            "UPDATE document SET body = ?, summary = ?, digest = ?, revision = ? "
            "WHERE kind = 'injuries' AND key = ?",
            (page.body, page.summary, page.digest, number, key),
        )
        yield page.digest


def _count(
    shapes: Shapes, used: Mapping[str, int]
) -> tuple[Counter[tuple[Any, ...]], Counter[tuple[str, str]]]:
    """Count of how many new exercises each thing is asked, and how many each kind gates."""
    asked: Counter[tuple[Any, ...]] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    for shape in (one for of in shapes.pairs.values() for p in of for one in (p.easier, p.harder)):
        gates = list(_gates_of(shape))
        for gate in gates:
            place = (gate["injury"], gate["gate"], gate["stage"], gate["reason"], gate["source"])
            asked[place] += used.get(shape.slug, 0)
        for kind in {(gate["injury"], gate["gate"]) for gate in gates}:
            kinds[kind] += used.get(shape.slug, 0)
    return asked, kinds


def _gates_of(shape: Shape) -> Iterator[dict[str, Any]]:
    names = columns_of(Gate)[1:]
    for row in shape.rows.get(Gate, ()):
        yield dict(zip(names, row, strict=True))
