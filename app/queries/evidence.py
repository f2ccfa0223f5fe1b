"""Questions about sources, findings, effects and claims."""

from sqlalchemy import String, cast, func, literal_column
from sqlmodel import Session, col, select

from app.domain.evidence import Claim, Effect, Finding, FindingMuscle, Source
from app.queries.muscles import parts_of
from app.queries.names import known_names
from app.queries.paging import NUMBER, By, Listing, render_page
from app.queries.snapshots import open_snapshot
from app.queries.statements import Condition, ask, is_one_of
from app.schemas.evidence import (
    ClaimParams,
    ClaimSort,
    EffectParams,
    EffectSort,
    FindingParams,
    FindingSort,
    SourceParams,
    SourceSort,
)
from app.schemas.paging import Rendered

SOURCES = Listing("sources", col(Source.key))
FINDINGS = Listing("findings", col(Finding.id))
EFFECTS = Listing("effects", col(Effect.id))
CLAIMS = Listing("claims", col(Claim.slug))

_YEAR = func.coalesce(Source.year, literal_column("0"))
SOURCE_ORDER = {
    SourceSort.key: (By(col(Source.key)),),
    SourceSort.key_descending: (By(col(Source.key), descending=True),),
    SourceSort.year: (By(_YEAR, holds=NUMBER), By(col(Source.key))),
    SourceSort.year_descending: (By(_YEAR, descending=True, holds=NUMBER), By(col(Source.key))),
}
FINDING_ORDER = {
    FindingSort.id: (By(col(Finding.id)),),
    FindingSort.id_descending: (By(col(Finding.id), descending=True),),
    FindingSort.grade: (By(cast(Finding.grade, String)), By(col(Finding.id))),
}
EFFECT_ORDER = {
    EffectSort.id: (By(col(Effect.id)),),
    EffectSort.id_descending: (By(col(Effect.id), descending=True),),
}
CLAIM_ORDER = {
    ClaimSort.position: (By(col(Claim.position), holds=NUMBER), By(col(Claim.slug))),
    ClaimSort.slug: (By(col(Claim.slug)),),
}

SOURCE_VERIFIED = is_one_of(col(Source.verified))
FINDING_TOPIC = is_one_of(col(Finding.topic))
FINDING_PHASE = is_one_of(col(Finding.phase))
FINDING_SOURCE = is_one_of(col(Finding.source))
FINDING_GRADE = is_one_of(col(Finding.grade))
FINDING_MUSCLE = Condition(
    lambda wholes: col(Finding.id).in_(
        select(FindingMuscle.finding).where(parts_of(col(FindingMuscle.muscle)).build(wholes))
    )
)
EFFECT_SOURCE = is_one_of(col(Effect.source))
CLAIM_VERDICT = is_one_of(col(Claim.verdict))


def list_sources(session: Session, params: SourceParams) -> Rendered:
    """List the sources."""
    where = ask({SOURCE_VERIFIED: params.verified})
    order = SOURCE_ORDER[params.sort]
    with open_snapshot(session) as at:
        return render_page(at, SOURCES, params, path="/v1/sources", order=order, where=where)


def list_findings(session: Session, params: FindingParams) -> Rendered:
    """List the findings."""
    with open_snapshot(session) as at:
        names = known_names(at)
        where = ask(
            {
                FINDING_MUSCLE: names.resolve("muscle", "muscle", params.muscle),
                FINDING_TOPIC: names.resolve("topic", "topic", params.topic),
                FINDING_PHASE: names.resolve("phase", "phase", params.phase),
                FINDING_SOURCE: names.resolve("source", "source", params.source),
                FINDING_GRADE: [*params.grade],
            }
        )
        order = FINDING_ORDER[params.sort]
        return render_page(at, FINDINGS, params, path="/v1/findings", order=order, where=where)


def list_effects(session: Session, params: EffectParams) -> Rendered:
    """List the effects of training."""
    with open_snapshot(session) as at:
        names = known_names(at)
        sources = names.resolve("source", "source", params.source)
        where = ask({EFFECT_SOURCE: sources})
        order = EFFECT_ORDER[params.sort]
        return render_page(at, EFFECTS, params, path="/v1/effects", order=order, where=where)


def list_claims(session: Session, params: ClaimParams) -> Rendered:
    """List the claims with their verdicts."""
    where = ask({CLAIM_VERDICT: params.verdict})
    order = CLAIM_ORDER[params.sort]
    with open_snapshot(session) as at:
        return render_page(at, CLAIMS, params, path="/v1/claims", order=order, where=where)
