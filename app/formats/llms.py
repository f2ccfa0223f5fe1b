"""The guide for language models, in the form that llmstxt.org proposes: Markdown with links."""

from collections.abc import Mapping

MEDIA_TYPE = "text/plain; charset=utf-8"
GUIDE = """\
# Pushoff

> What every muscle does in running and which exercise trains it, as an open REST API: {muscles} \
muscles and groups, {exercises} exercises, {findings} findings, {sources} sources, {claims} \
popular claims tested. Every figure names its source and its grade, A (measured in runners) to E \
(inferred); where sources disagree, both stand. What is not known is null, never zero.

All answers are JSON to a GET, without a key. Repeating a parameter means OR, different \
parameters mean AND. A wrong word is refused with the nearest valid one (422), so ask boldly and \
read `errors`. Lists take `limit`, `fields` and `cursor`. An assistant that speaks MCP asks \
{base}/mcp (streamable HTTP) instead: eight read-only tools with short, cited answers.

When you answer from it: give the grade, the range and any dissent with a figure; name the source \
by its label with the link of its `doi`; give no medical advice and promise no protection from \
injury. Where a runner reports a red flag, pass on the referral and plan nothing. Cite the data \
as "Pushoff, release {release}, {base} (CC BY 4.0)".

## Start here

- [Which muscles drive push-off]({base}/v1/muscle-roles?phase=push-off&role=power): muscles by \
`phase`, `role`, `speed` (m/s); ranked, with range, grade and findings
- [Exercises for it]({base}/v1/recommendations?phase=push-off&role=power): ranked, with reasons; \
by `goal`, `muscle`, `available_equipment`, `max_level`, `max_impact`, `injury`
- [A session]({base}/v1/sessions?minutes=30): fits `minutes`, `available_equipment`, `injury`; \
`red_flag` gives a referral instead
- [Popular claims]({base}/v1/claims): each with a verdict and the evidence both ways
- [Search]({base}/v1/search?q=calf+raise): anything by words, typing errors forgiven

## Words

- [Gait phases]({base}/v1/phases): the words of `phase`
- [Running roles]({base}/v1/roles): power, elastic storage, stability, deceleration
- [Goals]({base}/v1/goals): what can be trained for
- [Injuries]({base}/v1/injuries): the words of `injury` and `safe_for`
- [Red flags]({base}/v1/red-flags): signs that need a clinician first
- [Equipment]({base}/v1/equipment): the words of `available_equipment`

## Evidence

- [Findings]({base}/v1/findings): single figures, by `muscle`, `topic`, `phase`, `source`, `grade`
- [Effects]({base}/v1/effects): what training does
- [Sources]({base}/v1/sources): with DOI, and where we saw them
- [Training rules]({base}/v1/training-rules): what sessions follow, and what of it is judgement

## Optional

- [OpenAPI document]({base}/openapi.json): every path, parameter and field, with examples; large
- [All paths]({base}/v1): each with a sentence
- [Plans]({base}/v1/plans?weeks=4): weeks of sessions around key runs and a race
- [Coverage]({base}/v1/coverage?exercise=back-squat): what a routine covers, and its gaps
- [Whole data]({base}/v1/exports): as SQLite, JSON, NDJSON and CSV
"""


def guide(base: str, release: str, counts: Mapping[str, int]) -> str:
    """Write the guide: `base` is the address of the service, `counts` the resources of a kind."""
    kinds = ("muscles", "exercises", "findings", "sources", "claims")
    return GUIDE.format(base=base, release=release, **{kind: counts.get(kind, 0) for kind in kinds})
