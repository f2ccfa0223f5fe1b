"""Entries of imported catalogues: mapped to ours through tables, likely pairs proposed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from app.crosswalk.match import Theirs
from app.crosswalk.systems import key_of
from app.domain.crosswalk import ForeignExercise, ForeignLink
from app.domain.vocabulary import CrosswalkKind, CrosswalkMatch, Involvement
from app.schemas.crosswalk import (
    CrosswalkMatchRead,
    CrosswalkRead,
    ForeignMuscle,
    ImportReport,
    UnmappedWord,
)
from app.seeding.crosswalk.facts import Facts, path_of
from app.seeding.crosswalk.ours import Entry, in_order, match_of

Words = dict[str, list[ForeignLink]]
"""For each word of a catalogue, the reviewed links to ours."""


class _Catalogue:
    """A catalogue, as far as our tables know its words."""

    def __init__(self, facts: Facts, system: str) -> None:
        """Take its links."""
        self._facts = facts
        self.exercises: Words = facts.linked(system, CrosswalkKind.exercise)
        self.muscles: Words = facts.linked(system, CrosswalkKind.muscle)
        self.equipment: Words = facts.linked(system, CrosswalkKind.equipment)

    def entry(self, foreign: ForeignExercise) -> Entry:
        """Render an exercise of it."""
        muscles = list(self._worked(foreign))
        return Entry(
            CrosswalkRead(
                key=key_of(foreign.system, foreign.id),
                system=foreign.system,
                id=foreign.id,
                also=foreign.also,
                kind=CrosswalkKind.exercise,
                name=foreign.name,
                matches=in_order(self._matches(foreign, muscles)),
                muscles=muscles,
                equipment=_slugs(self.equipment, foreign.equipment),
                unmapped=[
                    *unknown(self.muscles, muscles_of(foreign)),
                    *unknown(self.equipment, foreign.equipment),
                ],
                licence=foreign.licence,
                licence_url=foreign.licence_url,
                attribution=foreign.attribution,
                url=foreign.url,
            )
        )

    def _worked(self, foreign: ForeignExercise) -> Iterator[ForeignMuscle]:
        """Give its muscles by our names, each once, as primary where it is said to be both."""
        seen: set[str] = set()
        for words, involvement in (
            (foreign.primary_muscles, Involvement.primary),
            (foreign.secondary_muscles, Involvement.secondary),
        ):
            for slug in _slugs(self.muscles, words):
                if slug not in seen:
                    seen.add(slug)
                    path = f"{path_of(CrosswalkKind.muscle, slug)}/roles"
                    ref = self._facts.ref(slug)
                    yield ForeignMuscle(muscle=ref, involvement=involvement, path=path)

    def _matches(
        self, foreign: ForeignExercise, muscles: list[ForeignMuscle]
    ) -> Iterator[CrosswalkMatchRead]:
        """Say which of ours it is: what is reviewed, or else what is likely."""
        if foreign.id in self.exercises:
            yield from (match_of(self._facts, link) for link in self.exercises[foreign.id])
            return
        if foreign.name is None:
            return
        primary = (one for one in muscles if one.involvement is Involvement.primary)
        theirs = Theirs(
            names=(foreign.name, *foreign.aliases),
            primary=frozenset(one.muscle.slug for one in primary),
            equipment=self._needed(foreign),
        )
        for proposal in self._facts.matcher.propose(theirs):
            yield CrosswalkMatchRead(
                slug=proposal.slug,
                name=self._facts.names[CrosswalkKind.exercise][proposal.slug],
                match=CrosswalkMatch.proposed,
                score=proposal.score,
                reason=proposal.reason,
                path=path_of(CrosswalkKind.exercise, proposal.slug),
            )

    def _needed(self, foreign: ForeignExercise) -> frozenset[str] | None:
        """Give what it needs, where all of it is told in words that our tables know."""
        if not foreign.equipment or unknown(self.equipment, foreign.equipment):
            return None
        return frozenset(_slugs(self.equipment, foreign.equipment))


def imported_entries(
    facts: Facts, system: str, progress: Callable[[int, int], None]
) -> tuple[list[Entry], ImportReport]:
    """Give the entries of an imported catalogue, and what of it fits ours."""
    catalogue = _Catalogue(facts, system)
    every = facts.rows(ForeignExercise, ForeignExercise.system, ForeignExercise.id)
    held = [one for one in every if one.system == system]
    entries = []
    for done, foreign in enumerate(held, 1):
        entries.append(catalogue.entry(foreign))
        progress(done, len(held))
    ids = {foreign.id for foreign in held}
    linked = [e for e in entries if e.read.id in catalogue.exercises]
    proposed = [e for e in entries if e.read.matches and e.read.id not in catalogue.exercises]
    return entries, ImportReport(
        linked=len(linked),
        proposed=len(proposed),
        with_muscles=sum(bool(entry.read.muscles) for entry in entries),
        unmapped_muscles=_counted(unknown(catalogue.muscles, muscles_of(one)) for one in held),
        unmapped_equipment=_counted(unknown(catalogue.equipment, one.equipment) for one in held),
        gone=sorted(catalogue.exercises.keys() - ids),
    )


def muscles_of(foreign: ForeignExercise) -> list[dict[str, str]]:
    """Give the words of a foreign exercise for all its muscles."""
    return [*foreign.primary_muscles, *foreign.secondary_muscles]


def unknown(known: Words, words: Iterable[dict[str, str]]) -> list[str]:
    """Name the words that our tables do not know, each once."""
    return list(dict.fromkeys(word["name"] for word in words if word["id"] not in known))


def _slugs(known: Words, words: Iterable[dict[str, str]]) -> list[str]:
    """Give what of ours some words mean, each once."""
    found = (link.slug for word in words for link in known.get(word["id"], ()))
    return list(dict.fromkeys(found))


def _counted(unmapped: Iterable[list[str]]) -> list[UnmappedWord]:
    """Count the exercises that use each word, the most used first."""
    counts = Counter(word for words in unmapped for word in words)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [UnmappedWord(word=word, exercises=times) for word, times in ordered]
