"""Rules of evidence: levels are told, computations name their data, claims rest on something."""

from collections.abc import Iterator
from typing import Any

from app.domain.vocabulary import Verification
from app.seeding.read import Seed
from app.seeding.records import (
    EffectRecord,
    FindingRecord,
    InjuryLinkRecord,
    RedFlagRecord,
)
from app.seeding.roles import work_out_roles

LABELLED = frozenset({Verification.secondary, Verification.computed, Verification.expert})
"""Levels that the reader must be told of wherever the figure stands."""


def levels_are_told(seed: Seed) -> Iterator[str]:
    """A figure that we computed, or saw second-hand, says so in its label."""
    computed = {s.key for s in seed.sources if s.verified is Verification.computed}
    figures: list[FindingRecord | EffectRecord] = [*seed.findings, *seed.effects]
    told_of: list[Any] = [*figures, *seed.emg, *seed.emg_rankings]
    for told in [*told_of, *seed.injuries, *seed.injury_links, *seed.red_flags]:
        if told.verified in LABELLED and not told.label:
            yield f"{told.place}: level {told.verified!s} needs a label"
    for record in figures:
        if (record.source in computed) != (record.verified is Verification.computed):
            yield (
                f"{record.place}: source {record.source!r} and level {record.verified!s} "
                "do not agree on who computed the figure"
            )


def experts_cite_nothing(seed: Seed) -> Iterator[str]:
    """What no source says is our own synthesis, and the other way round."""
    links: list[InjuryLinkRecord | RedFlagRecord] = [*seed.injury_links, *seed.red_flags]
    for record in links:
        if (record.source is None) != (record.verified is Verification.expert):
            yield f"{record.place}: source {record.source!r} with level {record.verified!s}"
    for injury in seed.injuries:
        if (not injury.sources) != (injury.verified is Verification.expert):
            yield f"{injury.place}: sources {injury.sources} with level {injury.verified!s}"


def computations_name_their_data(seed: Seed) -> Iterator[str]:
    """A computation of ours names the source of its data, which is not a computation itself."""
    sources = {source.key: source for source in seed.sources}
    for source in seed.sources:
        if (source.verified is Verification.computed) != (source.origin is not None):
            yield f"{source.place}: a computation, and only that, names the origin of its data"
        origin = sources.get(source.origin or "")
        if origin is not None and origin.origin is not None:
            yield f"{source.place}: origin {source.origin!r} is itself a computation"


def dois_have_a_level(seed: Seed) -> Iterator[str]:
    """A DOI says where it was seen, and nothing else does."""
    for source in seed.sources:
        if (source.doi is None) != (source.doi_verified is None):
            yield f"{source.place}: doi and doi_verified go together"


def claims_have_evidence(seed: Seed) -> Iterator[str]:
    """Every claim rests on evidence, and its findings and effects exist."""
    findings = {finding.id for finding in seed.findings}
    effects = {effect.id for effect in seed.effects}
    for claim in seed.claims:
        if not claim.evidence:
            yield f"{claim.place}: a claim without evidence"
        for piece in claim.evidence:
            if piece.finding and piece.finding not in findings:
                yield f"{claim.place}: no finding {piece.finding!r}"
            if piece.effect and piece.effect not in effects:
                yield f"{claim.place}: no effect {piece.effect!r}"


def claims_rest_on_known_roles(seed: Seed) -> Iterator[str]:
    """The muscle roles that claims rest on come out of the measurements."""
    known = {role.id for role in work_out_roles(seed)}
    for claim in seed.claims:
        for piece in claim.evidence:
            if piece.muscle_role and piece.muscle_role not in known:
                yield f"{claim.place}: no muscle role {piece.muscle_role!r}"
