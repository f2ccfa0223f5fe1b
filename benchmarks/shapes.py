"""Exercises to grow a catalogue from: made of real ones, with the rows and documents of seeding.

Seeding costs milliseconds for each exercise, which is too much for a million. So it makes some
shapes only, each a pair of exercises of which one is the harder, under names that stand nowhere
else. Exercises are then shapes with names of their own in the place of these.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any

from pydantic_core import to_json
from sqlmodel import SQLModel

from app.domain.exercises import Exercise, ExerciseMuscle, Progression
from app.domain.search import SearchEntry
from app.seeding.read import Seed, read_seed
from app.seeding.records import DoseRecord, ExerciseRecord, StepRecord
from app.seeding.render.exercises import ExerciseShelf
from app.seeding.render.pages import Commons
from app.seeding.rows import table_rows
from benchmarks.catalogue import AMOUNTS, IMPACTS, LEVELS, MOST_SWAPPED, SEED, SETS, step

SHAPES = 3
"""Pairs made of each real exercise."""
SLUG_COLUMNS = {
    Exercise: ("slug", "name"),
    ExerciseMuscle: ("exercise", "name"),
    Progression: ("easier", "harder"),
    SearchEntry: ("key",),
}
"""Columns that name the exercise, where that is not `exercise` alone; they are written first."""
MADE_FROM_NAMES = frozenset({"alias"})

Table = type[SQLModel]


@dataclass
class Shape:
    """One exercise under a name that stands nowhere else."""

    slug: str
    name: str
    body: str = ""
    summary: str = ""
    hint: str = ""
    about: tuple[str, ...] = ()
    """The stems of words about it."""
    rows: dict[Table, list[tuple[Any, ...]]] = field(default_factory=dict)
    """Rows of each table, without the columns that name the exercise."""
    ways: list[set[str]] = field(default_factory=list)
    """The ways to do it, each with all that it needs."""


@dataclass(frozen=True)
class Pair:
    """Two shapes; the second one is the harder."""

    easier: Shape
    harder: Shape


@dataclass(frozen=True)
class Shapes:
    """All shapes, by the slug of the real exercise that they come from."""

    names: list[tuple[str, str]]
    """Slug and name of every real exercise, by slug."""
    pairs: dict[str, list[Pair]]

    def count_doable(self, used: Mapping[str, int], sets: Mapping[str, set[str]]) -> dict[str, int]:
        """Count what can be done with each thing alone, of shapes that are used so often."""
        counts = dict.fromkeys(sets, 0)
        for shape in (s for of in self.pairs.values() for p in of for s in (p.easier, p.harder)):
            for thing, owned in sets.items():
                if any(way <= owned and (way or thing == "bodyweight") for way in shape.ways):
                    counts[thing] += used.get(shape.slug, 0)
        return counts


def columns_of(table: Table) -> list[str]:
    """Name the columns of a table in the order in which rows are written."""
    first = SLUG_COLUMNS.get(table, ("exercise",))
    columns = [column.name for column in table.metadata.tables[str(table.__tablename__)].columns]
    return [*first, *(name for name in columns if name not in first)]


def plain(value: Any) -> Any:
    """Turn a value into what both databases take: words as text, lists and maps as JSON."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | dict):
        return to_json(value).decode()
    return value


def make_shapes(folder: Path, number: int = SHAPES) -> Shapes:
    """Make `number` pairs of each real exercise, the same in every run."""
    seed = read_seed(folder)
    records = list(_records(seed, number))
    grown = replace(
        seed,
        exercises=[record for _, record in records],
        gates=_copied(seed.gates, records),
        garmin=_copied(seed.garmin, records),
        emg=[],
        emg_rankings=[],
        injury_links=[],
        foreign=[],
    )
    made = {record.slug: Shape(record.slug, record.name) for _, record in records}
    for _, record in records:
        made[record.slug].ways = [set(way) for way in record.equipment]
    rows: dict[Table, list[Any]] = defaultdict(list)
    for row in table_rows(grown):
        rows[type(row)].append(row)
    for page in ExerciseShelf(_InMemory(rows)).exercises():
        made[page.key].body, made[page.key].summary = page.body, str(page.summary)
    for table, filled in rows.items():
        _sort_in(made, table, filled)
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for (base, easier), (_, harder) in zip(records[::2], records[1::2], strict=True):
        pairs[base.slug].append(Pair(made[easier.slug], made[harder.slug]))
    names = sorted((exercise.slug, exercise.name) for exercise in seed.exercises)
    return Shapes(names, dict(pairs))


def _records(seed: Seed, number: int) -> Iterator[tuple[ExerciseRecord, ExerciseRecord]]:
    """Give real records with variations of them, the harder one after the easier."""
    chance = Random(SEED)  # noqa: S311  (the same in every run is what is wanted)
    groups: dict[str, list[ExerciseRecord]] = defaultdict(list)
    for real in seed.exercises:
        groups[real.category].append(real)
    place = 0
    for real in sorted(seed.exercises, key=lambda record: record.slug):
        for _ in range(number):
            easier = _vary(real, chance.choice(groups[real.category]), f"xqz{place}a", chance)
            harder = _vary(real, chance.choice(groups[real.category]), f"xqz{place}z", chance)
            harder.level = min(LEVELS[1], easier.level + 1)
            change = StepRecord(
                exercise=harder.slug,
                change="More load, or less to hold on to.",
                same_level_because="It asks for more strength." if easier.level == 5 else None,  # noqa: PLR2004
            )
            easier.harder = [change]
            place += 1
            yield real, easier
            yield real, harder


def _vary(base: ExerciseRecord, other: ExerciseRecord, slug: str, chance: Random) -> ExerciseRecord:
    """Make a record like one, with something of another one of its category."""
    new = [work for work in other.works if work.muscle not in {w.muscle for w in base.works}]
    swapped = min(chance.randint(0, MOST_SWAPPED), len(new), max(0, len(base.works) - 1))
    lost = {work.muscle for work in chance.sample(base.works, swapped)}
    works = [work for work in base.works if work.muscle not in lost] + chance.sample(new, swapped)
    worked = {work.muscle for work in works}
    trains = [
        training.model_copy(update={"muscles": [m for m in training.muscles if m not in lost]})
        for training in base.trains
    ]
    return base.model_copy(
        update={
            "slug": slug,
            "name": slug.capitalize(),
            "aliases": [],
            "level": step(base.level, LEVELS, chance),
            "impact": step(base.impact, IMPACTS, chance),
            "equipment": chance.choice((base.equipment, base.equipment, other.equipment)),
            "instructions": [*base.instructions[:-1], chance.choice(other.instructions)],
            "cues": chance.choice((base.cues, other.cues)),
            "mistakes": chance.choice((base.mistakes, other.mistakes)),
            "works": works,
            "trains": [t for t in trains if t.muscles and worked.issuperset(t.muscles)],
            "dose": _dose(base.dose, chance),
            "harder": [],
        }
    )


def _dose(dose: DoseRecord, chance: Random) -> DoseRecord:
    """Change sets by one at most and amounts by a fifth; low stays below high."""
    update: dict[str, int] = {}
    if dose.sets_low is not None and dose.sets_high is not None:
        sets = sorted(step(value, SETS, chance) for value in (dose.sets_low, dose.sets_high))
        update |= {"sets_low": sets[0], "sets_high": sets[1]}
    if dose.amount_low is not None and dose.amount_high is not None:
        factor = chance.uniform(*AMOUNTS)
        update |= {
            "amount_low": max(1, round(dose.amount_low * factor)),
            "amount_high": max(1, round(dose.amount_high * factor)),
        }
    return dose.model_copy(update=update)


def _copied(records: Sequence[Any], made: Sequence[tuple[ExerciseRecord, ExerciseRecord]]) -> Any:
    """Say of each made exercise what links say of the one that it comes from."""
    of: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        of[record.exercise].append(record)
    return [
        record.model_copy(update={"exercise": one.slug})
        for base, one in made
        for record in of[base.slug]
    ]


class _InMemory(Commons):
    """What documents may name, from rows that are in no database."""

    def __init__(self, rows: dict[Table, list[Any]]) -> None:
        self._by_table = rows
        super().__init__(None)  # type: ignore[arg-type]  # Only `rows` would ask the session.

    def rows(self, table: Any, *order: Any) -> list[Any]:
        """Give the rows of a table in an order."""
        keys = [column.key for column in order]
        return sorted(self._by_table[table], key=lambda row: [getattr(row, key) for key in keys])


def _sort_in(made: dict[str, Shape], table: Table, rows: Sequence[SQLModel]) -> None:
    """Put the rows of a table to the shapes that they are of."""
    if str(table.__tablename__) in MADE_FROM_NAMES:
        return
    first = SLUG_COLUMNS.get(table, ("exercise",))
    if first[0] not in table.model_fields:
        return
    others = columns_of(table)[len(first) :]
    for row in rows:
        shape = made.get(str(getattr(row, first[0])))
        if shape is None:
            continue
        if isinstance(row, SearchEntry):
            shape.hint, shape.about = row.hint, tuple(row.about.split())
        else:
            values = tuple(plain(getattr(row, name)) for name in others)
            shape.rows.setdefault(table, []).append(values)
