"""Entries that are there without any import: ids and words that our own data name."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.crosswalk.systems import GARMIN, IMPORTED, key_of, system_of, words_of_system
from app.domain.base import Name
from app.domain.crosswalk import ForeignLink
from app.domain.exercises import NO_FIT_CATEGORY, NO_FIT_NAME, Garmin, Highlight
from app.domain.muscles import Muscle
from app.domain.vocabulary import CrosswalkKind, CrosswalkMatch, MatchQuality
from app.schemas.crosswalk import CrosswalkMatchRead, CrosswalkRead
from app.seeding.crosswalk.facts import Facts, path_of
from app.seeding.render.pages import by

ADDRESSES = {
    "fma": "http://purl.org/sig/ont/fma/fma{}",
    "uberon": "http://purl.obolibrary.org/obo/UBERON_{}",
}
"""Where a muscle stands in a work of anatomy that gives each an address, by its number there."""
FIT_REASONS = {
    MatchQuality.exact: "The same movement, sides and kind of load.",
    MatchQuality.close: "The same movement with one difference that would not mislead a runner.",
    MatchQuality.category_only: "Only the category fits.",
}
RANKS = {quality: rank for rank, quality in enumerate(CrosswalkMatch)}


@dataclass(frozen=True)
class Entry:
    """An entry, rendered."""

    read: CrosswalkRead

    @cached_property
    def body(self) -> str:
        """The JSON that the API answers with."""
        return self.read.model_dump_json()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what is said."""
        return hashlib.sha256(self.body.encode()).hexdigest()


def known_entries(facts: Facts) -> Iterator[Entry]:
    """Give the entries of the FIT profile, of anatomy, of packages on npm and of our tables."""
    yield from _garmin(facts)
    yield from _anatomy(facts)
    yield from _highlights(facts)
    for system in IMPORTED:
        for kind in (CrosswalkKind.muscle, CrosswalkKind.equipment):
            for links in facts.linked(system, kind).values():
                yield _plain(
                    words_of_system(system, kind), kind, links[0].id, links[0].name,
                    [match_of(facts, link) for link in links],
                )  # fmt: skip


def match_of(facts: Facts, link: ForeignLink) -> CrosswalkMatchRead:
    """Say what a reviewed link says."""
    return _match(facts, link.kind, link.slug, link.match, link.reason)


def in_order(matches: Iterable[CrosswalkMatchRead]) -> list[CrosswalkMatchRead]:
    """Order matches, the best first."""
    return sorted(matches, key=lambda one: (RANKS[one.match], -(one.score or 0), one.slug))


def _match(
    facts: Facts, kind: CrosswalkKind, slug: str, quality: MatchQuality, reason: str
) -> CrosswalkMatchRead:
    return CrosswalkMatchRead(
        slug=slug,
        name=facts.names[kind][slug],
        match=CrosswalkMatch(quality.value),
        score=None,
        reason=reason,
        path=path_of(kind, slug),
    )


def _plain(
    system: str,
    kind: CrosswalkKind,
    foreign_id: str,
    name: Name | None,
    matches: Sequence[CrosswalkMatchRead],
    *,
    also: str | None = None,
    url: str | None = None,
) -> Entry:
    """Render an entry of which nothing is given but ids and words."""
    about = system_of(system)
    return Entry(
        CrosswalkRead(
            key=key_of(system, foreign_id),
            system=system,
            id=foreign_id,
            also=also,
            kind=kind,
            name=name,
            matches=in_order(matches),
            muscles=[],
            equipment=[],
            unmapped=[],
            licence=about.licence,
            licence_url=about.licence_url,
            attribution=about.attribution,
            url=url or about.url,
        )
    )


def _garmin(facts: Facts) -> Iterator[Entry]:
    """Give each pair of category and name once, with all exercises that have it."""
    rows = facts.rows(Garmin, Garmin.category_id, Garmin.name_id, Garmin.exercise)
    for (category, name), ours in by(rows, "category_id", "name_id").items():
        first: Garmin = ours[0]
        if category == NO_FIT_CATEGORY:
            continue
        words = first.category if name == NO_FIT_NAME else f"{first.category}:{first.name}"
        exercise = CrosswalkKind.exercise
        matches = [
            _match(facts, exercise, row.exercise, row.match, FIT_REASONS[row.match]) for row in ours
        ]
        spoken = words.replace(":", ": ").replace("_", " ")
        yield _plain(GARMIN, exercise, f"{category}:{name}", spoken, matches, also=words)


def _anatomy(facts: Facts) -> Iterator[Entry]:
    """Give the muscles that works of anatomy number."""
    for muscle in facts.muscles.values():
        for system, foreign_id in _numbers(muscle):
            number = foreign_id.rpartition(":")[2]
            kind = CrosswalkKind.muscle
            matches = [_match(facts, kind, muscle.slug, MatchQuality.exact, "The same muscle.")]
            url = ADDRESSES[system].format(number) if system in ADDRESSES else None
            also = number if number != foreign_id else None
            name = muscle.latin or muscle.name
            yield _plain(system, kind, foreign_id, name, matches, also=also, url=url)


def _numbers(muscle: Muscle) -> Iterator[tuple[str, str]]:
    given = (("fma", muscle.fma), ("uberon", muscle.uberon), ("ta2", muscle.ta2))
    for system, number in given:
        if number is not None:
            yield system, str(number)


def _highlights(facts: Facts) -> Iterator[Entry]:
    """Give each slug of a body-highlighter package once, with all muscles that it lights up."""
    rows = facts.rows(Highlight, Highlight.package, Highlight.slug, Highlight.muscle)
    for (package, slug), lit in by(rows, "package", "slug").items():
        kind = CrosswalkKind.muscle
        said = "The package lights the muscle up by this word."
        matches = [_match(facts, kind, row.muscle, MatchQuality.close, said) for row in lit]
        yield _plain(package, kind, slug, slug.replace("-", " "), matches)
