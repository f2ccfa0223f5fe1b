"""From what is known of muscles to how dark each drawn muscle is, and in which words.

What is known of a whole holds for its parts where nothing is known of the part itself; the shade
says so. What is not known has no shade: it is never the same as a little.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from app.domain.vocabulary import Direction, Grade, Involvement

LEVELS = {Involvement.primary: 0.9, Involvement.secondary: 0.5, Involvement.stabiliser: 0.1}
"""Where involvement stands on the scale: its last, middle and first step."""


@dataclass(frozen=True)
class Shade:
    """How a muscle is coloured."""

    level: float
    """From 0 to 1."""
    value: str
    """The same as it is written: a weight or a word."""
    said: str
    """A sentence."""
    opposes: bool = False
    group: str | None = None
    """Slug of the whole that it is known of; None: it is known of the muscle itself."""


@dataclass(frozen=True)
class Anatomy:
    """The tree, as far as a drawing needs it."""

    names: Mapping[str, str]
    wholes: Mapping[str, Sequence[str]]
    """For each node all that hold it, the nearest first."""


@dataclass(frozen=True)
class RoleFact:
    """What a node does in a phase, in words, and how much of it; the order is that of the API."""

    muscle: str
    about: tuple[str, str, Direction]
    """Phase, function and direction: shares of one total."""
    weight: float | None
    grade: Grade
    phase_name: str
    function_name: str

    @property
    def opposes(self) -> bool:
        """Whether it works against the function."""
        return self.about[2] is Direction.opposes


@dataclass(frozen=True)
class WorkFact:
    """How much an exercise involves a node."""

    muscle: str
    involvement: Involvement
    exercise_name: str


Fact = TypeVar("Fact")


def shade_roles(
    drawn: Iterable[str], anatomy: Anatomy, facts: Sequence[RoleFact]
) -> dict[str, Shade]:
    """Shade muscles by the heaviest of the roles asked for, each role by the nearest node.

    A role whose share nobody knows has no weight, and shades nothing.
    """
    weighed = sorted((f for f in facts if f.weight is not None), key=lambda fact: fact.about)
    shades: dict[str, Shade] = {}
    for _, same in groupby(weighed, lambda fact: fact.about):
        known = {fact.muscle: fact for fact in same}
        for muscle, fact in _nearest(drawn, anatomy, known):
            shade = _shade_of_role(muscle, fact, anatomy)
            if muscle not in shades or shade.level > shades[muscle].level:
                shades[muscle] = shade
    return shades


def shade_work(
    drawn: Iterable[str], anatomy: Anatomy, facts: Sequence[WorkFact]
) -> dict[str, Shade]:
    """Shade muscles by the exercise that involves them most, each exercise by the nearest node."""
    by_exercise = attrgetter("exercise_name")
    shades: dict[str, Shade] = {}
    for _, same in groupby(sorted(facts, key=by_exercise), by_exercise):
        known = {fact.muscle: fact for fact in same}
        for muscle, fact in _nearest(drawn, anatomy, known):
            group = _group(muscle, fact.muscle)
            said = f"{fact.involvement.capitalize()} in {fact.exercise_name}"
            shade = Shade(
                level=LEVELS[fact.involvement],
                value=fact.involvement,
                said=said + _as_part(group, anatomy),
                group=group,
            )
            if muscle not in shades or shade.level > shades[muscle].level:
                shades[muscle] = shade
    return shades


def shade_parts(drawn: Iterable[str], anatomy: Anatomy, asked: Sequence[str]) -> dict[str, Shade]:
    """Shade the muscles asked for, and the parts of what was asked for."""
    shades = {}
    for muscle in drawn:
        whole = next((one for one in (muscle, *anatomy.wholes[muscle]) if one in asked), None)
        if whole is not None:
            group = _group(muscle, whole)
            value = anatomy.names[whole]
            shades[muscle] = Shade(0.5, value, f"Highlighted{_as_part(group, anatomy)}")
    return shades


def not_drawn(drawn: Sequence[str], anatomy: Anatomy, known: Iterable[str]) -> list[str]:
    """Name the nodes of which something is known, and neither they nor a part of them are drawn."""
    shown = set(drawn).union(*(anatomy.wholes[muscle] for muscle in drawn))
    return sorted(set(known) - shown)


def _nearest(
    drawn: Iterable[str], anatomy: Anatomy, known: Mapping[str, Fact]
) -> Iterator[tuple[str, Fact]]:
    """Give what is known of each muscle: of itself, or of the smallest whole that holds it."""
    for part in drawn:
        nodes = [part, *anatomy.wholes[part]]
        fact = next((known[node] for node in nodes if node in known), None)
        if fact is not None:
            yield part, fact


def _shade_of_role(muscle: str, fact: RoleFact, anatomy: Anatomy) -> Shade:
    weight = fact.weight or 0.0
    group = _group(muscle, fact.muscle)
    verb = "Opposes" if fact.opposes else "Drives"
    said = f"{verb} {fact.function_name.lower()} in {fact.phase_name.lower()}, grade {fact.grade}"
    whole = _as_part(group, anatomy)
    return Shade(weight, f"{weight:.2f}", f"{said}{whole}", fact.opposes, group)


def _group(muscle: str, known: str) -> str | None:
    return None if muscle == known else known


def _as_part(group: str | None, anatomy: Anatomy) -> str:
    """End a sentence, saying of which whole it is known."""
    return f", known of {anatomy.names[group]} as a whole." if group else "."
