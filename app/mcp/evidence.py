"""Tools about evidence: popular claims, and the findings and sources behind everything."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from app.domain.base import fold, shown
from app.mcp.arguments import CheckClaim, GetEvidence
from app.mcp.reader import Json, Reader
from app.mcp.text import SECOND_HAND, finding, write

FINDINGS = 8  # Findings that an answer tells.
STANCES = {"supports": "For", "dissents": "Against", "qualifies": "But"}


async def check_claim(reader: Reader, asked: CheckClaim) -> str:
    """Give the verdict on a popular claim, with the evidence both ways; or list the claims."""
    slugs = await _claims_like(reader, asked.claim) if asked.claim else []
    if not slugs:
        return await _list_claims(reader, asked.claim)
    claim = await reader.get(f"/v1/claims/{slugs[0]}")
    evidence = list(_both_ways(claim["evidence"]))
    lines = [f"{STANCES[one['stance']]}: {_said(one)}" for one in evidence]
    others = f"Other claims with these words: {', '.join(slugs[1:])}." if slugs[1:] else ""
    foot = [
        *await reader.cite(source["key"] for one in evidence for source in one["sources"]),
        *filter(None, [others]),
        f"Full answer: {reader.link(f'/v1/claims/{slugs[0]}')}",
    ]
    said = [
        f"Claim: {claim['statement']}",
        f"Verdict: {claim['verdict']}.",
        claim["explanation"],
        "Evidence, both ways:",
    ]
    return write(said, lines, foot)


async def get_evidence(reader: Reader, asked: GetEvidence) -> str:
    """Give findings with figures, grades and sources; of a source, what it is."""
    query = asked.query()
    said: list[str] = []
    if asked.source:
        said = _about(await reader.get(f"/v1/sources/{fold(asked.source) or '-'}"))
    page = await reader.get("/v1/findings", **query, sort="grade", limit=FINDINGS, count="true")
    said.append(f"{page['total']} findings; the best graded first.")
    lines = [f"- {finding(one)}" for one in page["items"]]
    if asked.source and set(query) == {"source"}:
        effects = await reader.get("/v1/effects", source=asked.source, limit=FINDINGS)
        lines += [f"- {_effect(one)}" for one in effects["items"]]
    foot = [
        *([] if asked.source else await reader.cite(o["source"]["key"] for o in page["items"])),
        f"All findings: {reader.link('/v1/findings', **query)}",
    ]
    return write(said, lines, foot)


async def _claims_like(reader: Reader, words: str) -> list[str]:
    hits = (await reader.get("/v1/search", q=words, kind="claims", limit=4))["items"]
    return [hit["slug"] for hit in hits]


async def _list_claims(reader: Reader, words: str | None) -> str:
    """List the claims that were tested, each with its verdict."""
    page = await reader.get("/v1/claims", fields="slug,statement,verdict")
    head = "Popular claims that were tested against the evidence; ask for one by its slug:"
    if words:
        head = f"No claim has the words {shown(words)}. {head}"
    lines = [f"- {one['slug']}: {one['statement']} {one['verdict']}." for one in page["items"]]
    return write([head], lines, [f"Full answer: {reader.link('/v1/claims')}"])


def _both_ways(evidence: Iterable[Json]) -> Iterator[Json]:
    """Take turns between what is for a claim, against it, and in between."""
    by_stance: dict[str, list[Json]] = {stance: [] for stance in STANCES}
    for one in evidence:
        by_stance[one["stance"]].append(one)
    for turn in zip_longest(*by_stance.values()):
        yield from (one for one in turn if one is not None)


def _said(one: Json) -> str:
    """Say a piece of evidence with its grade, its warning and who says it."""
    grade = f" (grade {one['grade']})" if one["grade"] else ""
    label = f" [{one['label']}]" if one["label"] else ""
    sources = "; ".join(source["label"] for source in one["sources"])
    return f"{one['says']}{grade}{label} {sources}."


def _about(source: Json) -> list[str]:
    """Say what a source is, and where it was seen."""
    seen = source["verified"] if source["verified"] != "secondary" else SECOND_HAND
    where = ". ".join(filter(None, [source["title"], source["journal"], source["kind"]]))
    note = f" {source['note']}" if source["note"] else ""
    return [
        f"{source['label']} ({source['key']}), {source['year']}. {where}. Seen: {seen}.{note}"
    ] + ([source["url"]] if source["url"] else [])


def _effect(one: Json) -> str:
    """Say a training effect."""
    interval = f", {one['interval']}" if one["interval"] else ""
    label = f" [{one['label']}]" if one["label"] else ""
    return (
        f"Training effect: {one['mode']} in {one['population']}: {one['outcome']} {one['effect']}"
        f"{interval}. {one['interpretation'] or ''}{label}"
    )
