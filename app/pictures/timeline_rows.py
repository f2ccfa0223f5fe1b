"""From what is known of muscle roles to rows over the running cycle: pure choices and words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from app.domain.vocabulary import Derivation, Direction, Grade, MuscleKind
from app.pictures.bands import PAD, VALUE, Band, Row, Section
from app.pictures.cycle import WIDE, Phase
from app.pictures.letters import broken

SMALL = 0.005
"""The smallest weight that is not 0.00 when it is written."""


@dataclass(frozen=True)
class Fact:
    """A muscle role in words; facts come in the rank of the API: what drives first."""

    id: str
    muscle: str
    muscle_name: str
    kind: MuscleKind
    phase: Phase
    role: str
    role_name: str
    role_position: int
    function: str
    function_name: str
    function_position: int
    direction: Direction
    weight: float | None
    share: float | None
    grade: Grade
    derivation: Derivation

    @property
    def opposes(self) -> bool:
        """Whether it works against the function."""
        return self.direction is Direction.opposes

    @property
    def ranks(self) -> bool:
        """Whether lists rank it: sums of parts, and groups across the tree, stand for others."""
        is_measured = self.derivation is Derivation.measured
        return is_measured and self.kind is not MuscleKind.functional

    @property
    def does(self) -> str:
        """What it does, as the rest of a sentence."""
        return f"{self.direction} {self.function_name.lower()}"


def rows_by_muscle(facts: Sequence[Fact], *, headed: bool = True) -> list[Section]:
    """Give each role a section and each muscle in it a row, in the order of their heaviest bands.

    A band stands for the function of the role in which the muscle weighs most.
    """
    return [
        Section(same[0].role_name if headed else "", tuple(sorted(_muscles(same), key=_when)))
        for same in _grouped(facts, lambda fact: (fact.role_position, fact.role))
    ]


def rows_by_function(facts: Sequence[Fact]) -> list[Section]:
    """Give each role of a muscle a section and each function in it a row.

    Of several muscles, each has one section, and rows say of which role they are.
    """
    muscles = _grouped(facts, lambda fact: (fact.muscle_name, fact.muscle))
    if len(muscles) > 1:
        return [Section(same[0].muscle_name, _functions(same, aside=True)) for same in muscles]
    roles = _grouped(facts, lambda fact: (fact.role_position, fact.role))
    return [Section(same[0].role_name, _functions(same)) for same in roles]


def _functions(facts: Sequence[Fact], *, aside: bool = False) -> tuple[Row, ...]:
    groups = _grouped(facts, lambda f: (f.role_position, f.function_position, f.function))
    return tuple(
        Row(one[0].function_name, _heaviest(one), one[0].role_name.lower() if aside else "")
        for one in groups
    )


def rows_of_leaders(facts: Sequence[Fact]) -> list[Section]:
    """Give each role a section of one row: in each phase, who comes first in the API's rank."""
    known = [fact for fact in facts if fact.share is not None and not fact.opposes]
    return [
        Section(
            same[0].role_name,
            (Row("", tuple(_leader(one[0]) for one in _grouped(same, _phase))),),
        )
        for same in _grouped(known, lambda fact: (fact.role_position, fact.role))
    ]


def _phase(fact: Fact) -> tuple[float, float, str]:
    return (fact.phase.start, fact.phase.end, fact.phase.slug)


def shorten(sections: Sequence[Section], limit: int) -> list[Section]:
    """Keep the leading rows, as many of each section as of the others while it has some."""
    turns = [
        (turn, number, row)
        for number, section in enumerate(sections)
        for turn, row in enumerate(sorted(section.rows, key=_rank))
    ]
    kept = {(number, row) for _, number, row in sorted(turns, key=lambda t: t[:2])[:limit]}
    shorter = (
        Section(section.heading, tuple(row for row in section.rows if (number, row) in kept))
        for number, section in enumerate(sections)
    )
    return [section for section in shorter if section.rows]


def _grouped(facts: Iterable[Fact], key: Callable[[Fact], Any]) -> list[list[Fact]]:
    """Group facts in the order of their keys; inside a group they keep their rank."""
    return [list(same) for _, same in groupby(sorted(facts, key=key), key)]


def _muscles(facts: Sequence[Fact]) -> list[Row]:
    return [
        Row(one[0].muscle_name, _heaviest(one), _aside(one))
        for one in _grouped(facts, lambda fact: (fact.muscle_name, fact.muscle))
    ]


def _aside(facts: Sequence[Fact]) -> str:
    """Say what a muscle does most."""
    most = max(facts, key=lambda fact: (not fact.opposes, _level(fact.weight)))
    verb = "opposes " if most.opposes else ""
    said = f"{verb}{most.function_name.lower()}, {most.phase.name.lower()}"
    return f"group: {said}" if most.kind in WHOLES else said


WHOLES = (MuscleKind.group, MuscleKind.functional)


def _heaviest(facts: Sequence[Fact]) -> tuple[Band, ...]:
    """Give each phase and direction the band of its heaviest fact, phase by phase."""
    groups = _grouped(facts, lambda fact: (*_phase(fact), fact.opposes))
    return tuple(_band(max(same, key=lambda fact: _level(fact.weight))) for same in groups)


def _level(weight: float | None) -> float:
    return -1.0 if weight is None else weight


def _band(fact: Fact) -> Band:
    if fact.weight is None or fact.share is None:
        said = f"{fact.does.capitalize()}, how much is not known"
        value = "opposes ?" if fact.opposes else "?"
        return Band(fact.phase, (f"{value} {fact.grade}",), said, None, fact.opposes)
    value = f"{fact.weight:.2f}" if fact.weight >= SMALL else "<0.01"
    said = f"{fact.does.capitalize()}, share {100 * fact.share:.0f} %"
    return Band(fact.phase, (f"{value} {fact.grade}",), said, fact.weight, fact.opposes)


def _leader(fact: Fact) -> Band:
    share = fact.share or 0.0
    room = WIDE * (fact.phase.end - fact.phase.start) / 100 - 2 * PAD
    lines = [
        line
        for name in (fact.muscle_name, fact.function_name)
        for line in broken(name, room, VALUE)
    ]
    said = f"{fact.muscle_name} {fact.does}"
    return Band(fact.phase, (*lines, f"{100 * share:.0f} % {fact.grade}"), said, share)


def _when(row: Row) -> tuple[float, float, str]:
    """Say where a row stands: by the time of its heaviest band, the heavier first."""
    heaviest = max(row.bands, key=lambda band: (not band.opposes, _level(band.level)))
    return (heaviest.phase.start, -_level(heaviest.level), row.label)


def _rank(row: Row) -> tuple[float, float, float, str]:
    """Say how much a row leads: by the most that it drives, by all that it drives, and so on."""
    drives = [_level(band.level) for band in row.bands if not band.opposes]
    opposes = [_level(band.level) for band in row.bands if band.opposes]
    return (
        -max(drives, default=-2.0),
        -sum(level for level in drives if level > 0),
        -max(opposes, default=-2.0),
        row.label,
    )
