"""Read the seed files into records, collecting every fault instead of stopping at the first."""

import csv
import io
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from app.domain.base import SHOWN, shown
from app.seeding.records import (
    ArchitectureRecord,
    ClaimRecord,
    EffectRecord,
    EmgRankingRecord,
    EmgRecord,
    EquipmentRecord,
    ExerciseRecord,
    FindingRecord,
    ForeignLinkRecord,
    GarminRecord,
    GateRecord,
    GoalRecord,
    HighlightRecord,
    InjuryLinkRecord,
    InjuryRecord,
    JointTrendRecord,
    JointWorkRecord,
    MovedRecord,
    MuscleRecord,
    PatternRecord,
    PhaseRecord,
    Record,
    RedFlagRecord,
    RoleRecord,
    ShareRecord,
    SourceRecord,
    TimingRecord,
    TrainingRuleRecord,
    TrendRecord,
    VolumeRecord,
    WeightRecord,
)

R = TypeVar("R", bound=Record)


@dataclass
class Seed:
    """Everything that the seed says, record by record, and what could not be read."""

    muscles: list[MuscleRecord] = field(default_factory=list)
    sources: list[SourceRecord] = field(default_factory=list)
    phases: list[PhaseRecord] = field(default_factory=list)
    roles: list[RoleRecord] = field(default_factory=list)
    claims: list[ClaimRecord] = field(default_factory=list)
    moved: list[MovedRecord] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    shares: list[ShareRecord] = field(default_factory=list)
    weights: list[WeightRecord] = field(default_factory=list)
    trends: list[TrendRecord] = field(default_factory=list)
    joint_work: list[JointWorkRecord] = field(default_factory=list)
    joint_trends: list[JointTrendRecord] = field(default_factory=list)
    timings: list[TimingRecord] = field(default_factory=list)
    architecture: list[ArchitectureRecord] = field(default_factory=list)
    volumes: list[VolumeRecord] = field(default_factory=list)
    effects: list[EffectRecord] = field(default_factory=list)
    equipment: list[EquipmentRecord] = field(default_factory=list)
    patterns: list[PatternRecord] = field(default_factory=list)
    exercises: list[ExerciseRecord] = field(default_factory=list)
    emg: list[EmgRecord] = field(default_factory=list)
    emg_rankings: list[EmgRankingRecord] = field(default_factory=list)
    injuries: list[InjuryRecord] = field(default_factory=list)
    red_flags: list[RedFlagRecord] = field(default_factory=list)
    injury_links: list[InjuryLinkRecord] = field(default_factory=list)
    gates: list[GateRecord] = field(default_factory=list)
    garmin: list[GarminRecord] = field(default_factory=list)
    highlights: list[HighlightRecord] = field(default_factory=list)
    foreign: list[ForeignLinkRecord] = field(default_factory=list)
    goals: list[GoalRecord] = field(default_factory=list)
    training_rules: list[TrainingRuleRecord] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_seed(folder: Path) -> Seed:
    """Read the whole seed; a file or a record that does not fit becomes a fault, not an error."""
    seed = Seed()
    read = _Reader(folder, seed.faults)
    seed.muscles = read.folder("muscles", MuscleRecord)
    seed.sources = read.entries("sources.toml", "source", SourceRecord)
    seed.phases = read.entries("phases.toml", "phase", PhaseRecord)
    seed.roles = read.entries("roles.toml", "role", RoleRecord)
    seed.claims = read.entries("claims.toml", "claim", ClaimRecord)
    seed.moved = read.entries("moved.toml", "moved", MovedRecord)
    seed.equipment = read.entries("equipment.toml", "equipment", EquipmentRecord)
    seed.patterns = read.entries("patterns.toml", "pattern", PatternRecord)
    seed.exercises = read.folder("exercises", ExerciseRecord)
    seed.injuries = read.folder("injuries", InjuryRecord)
    seed.red_flags = read.entries("red_flags.toml", "red_flag", RedFlagRecord)
    seed.goals = read.entries("goals.toml", "goal", GoalRecord)
    seed.training_rules = read.entries("training_rules.toml", "rule", TrainingRuleRecord)
    seed.findings = read.table("findings", FindingRecord)
    seed.shares = read.table("shares", ShareRecord)
    seed.weights = read.table("weights", WeightRecord)
    seed.trends = read.table("trends", TrendRecord)
    seed.joint_work = read.table("joint_work", JointWorkRecord)
    seed.joint_trends = read.table("joint_trends", JointTrendRecord)
    seed.timings = read.table("timings", TimingRecord)
    seed.architecture = read.table("architecture", ArchitectureRecord)
    seed.volumes = read.table("volumes", VolumeRecord)
    seed.effects = read.table("effects", EffectRecord)
    seed.emg = read.table("emg", EmgRecord)
    seed.emg_rankings = read.table("emg_rankings", EmgRankingRecord)
    seed.injury_links = read.table("injury_exercises", InjuryLinkRecord, within="links")
    seed.gates = read.table("gates", GateRecord, within="links")
    seed.garmin = read.table("garmin", GarminRecord, within="links")
    seed.highlights = read.table("highlights", HighlightRecord, within="links")
    seed.foreign = read.table("foreign", ForeignLinkRecord, within="links")
    read.name_the_others()
    return seed


@dataclass
class _Reader:
    """The seed folder, and the faults found in it so far."""

    root: Path
    faults: list[str]
    read: set[Path] = field(default_factory=set)
    """The files that were asked for so far."""

    def folder(self, name: str, kind: type[R]) -> list[R]:
        """Read a folder of one-record files; the file name is the slug."""
        files = sorted((self.root / name).glob("*.toml"))
        if not files:
            self.faults.append(f"{name}/: the folder holds no .toml file")
        read = ((file, self._toml(file)) for file in files)
        raw = ((self._place(f), self._named(f, told)) for f, told in read if told is not None)
        return list(self._records(raw, kind))

    def _named(self, file: Path, content: dict[str, Any]) -> dict[str, Any]:
        """Name a record by its file; its slug stands nowhere else."""
        if "slug" in content:
            place = self._place(file)
            self.faults.append(f"{place}: slug: the name of the file is the slug; leave it out")
        return {**content, "slug": file.stem}

    def entries(self, file: str, key: str, kind: type[R]) -> list[R]:
        """Read one file of `[[key]]` entries."""
        content = self._toml(self.root / file) or {}
        for other in content.keys() - {key}:
            said = shown(other)
            self.faults.append(f"{file}: unknown key {said}; the file holds [[{key}]] alone")
        entries = content.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            self.faults.append(f"{file}: {key!r} is not a list of [[{key}]] entries")
            return []
        raw = ((f"{file} [[{key}]] {n}", entry) for n, entry in enumerate(entries, 1))
        return list(self._records(raw, kind))

    def table(self, name: str, kind: type[R], within: str = "measurements") -> list[R]:
        """Read a table of measurements or of links; an empty cell is a fact that is not known."""
        place = f"{within}/{name}.csv"
        text = self._text(self.root / place)
        if text is None:
            return []
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            header, *rows = [(reader.line_num, row) for row in reader if row] or [(0, [])]
        except csv.Error as error:
            self.faults.append(f"{place}:{reader.line_num}: cannot be read: {error}")
            return []
        columns = header[1]
        if not columns:
            self.faults.append(f"{place}: the first line must name the columns")
        for column, times in Counter(columns).items():
            if times > 1:
                self.faults.append(f"{place}: column {shown(column)} stands {times} times")
        for line, row in rows:
            if len(row) != len(columns):
                self.faults.append(f"{place}:{line}: {len(row)} cells under {len(columns)} columns")
        known = kind.model_fields  # A column that is not known is a fault, though all is empty.
        raw = (
            (
                f"{place}:{line}",
                {c: cell for c, cell in zip(columns, row, strict=True) if cell or c not in known},
            )
            for line, row in rows
            if len(row) == len(columns)
        )
        return list(self._records(raw, kind, as_text=True))

    def name_the_others(self) -> None:
        """Name the files that look like seed files, and stand where none is read."""
        for path in sorted(self.root.rglob("*")):
            if path.suffix.lower() in {".toml", ".csv"} and path not in self.read:
                self.faults.append(f"{self._place(path)}: no file of this name is read here")

    def _toml(self, path: Path) -> dict[str, Any] | None:
        """Read a file of TOML; None where that cannot be done."""
        text = self._text(path)
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except RecursionError:
            self.faults.append(f"{self._place(path)}: cannot be read: it is nested too deeply")
        except tomllib.TOMLDecodeError as error:
            self.faults.append(f"{self._place(path)}: cannot be read: {error}")
        except ValueError:
            self.faults.append(f"{self._place(path)}: cannot be read: a number has no end")
        return None

    def _text(self, path: Path) -> str | None:
        """Read a file; None where that cannot be done."""
        self.read.add(path)
        try:
            if path.is_file() or not path.exists():
                return path.read_bytes().decode()
            error: Exception | str = "it is no file"  # To read a pipe may take for ever.
        except (OSError, UnicodeDecodeError) as broken:
            error = broken
        self.faults.append(f"{self._place(path)}: cannot be read: {error}")
        return None

    def _place(self, path: Path) -> str:
        """Name a file of the seed."""
        return _said(path.relative_to(self.root).as_posix())

    def _records(
        self, raw: Iterable[tuple[str, dict[str, Any]]], kind: type[R], *, as_text: bool = False
    ) -> Iterator[R]:
        """Give the records that fit their kind; `as_text`: a number is written as text."""
        for place, content in raw:
            try:
                record = kind.model_validate(content)
            except ValidationError as error:
                self.faults.extend(_faults(place, error))
                continue
            if not as_text:
                self.faults += [f"{place}: {key}: {fault}" for key, fault in _odd(content, record)]
            record.stand_at(place)
            yield record


def _faults(place: str, error: ValidationError) -> Iterator[str]:
    """Say each fault of a record in one line: where, which key, what is wrong."""
    for fault in error.errors(include_url=False, include_input=False):
        key = ".".join(_said(str(part)) for part in fault["loc"])
        yield f"{place}: {key + ': ' if key else ''}{fault['msg']}"


def _odd(given: Any, read: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Name the values of a file that pydantic would turn into numbers and flags."""
    if isinstance(given, dict | list):
        for part, value in given.items() if isinstance(given, dict) else enumerate(given):
            inside = (
                read[part] if isinstance(read, dict | list | tuple) else getattr(read, str(part))
            )
            yield from _odd(value, inside, f"{key}.{part}" if key else str(part))
    elif isinstance(given, bool) != isinstance(read, bool):
        yield key, f"Input should be {'true or false' if isinstance(read, bool) else 'a number'}"
    elif isinstance(read, int | float) and isinstance(given, str):
        yield key, "Input should be a number"


def _said(name: str) -> str:
    """Say a name as it is, where it can be printed on a short line."""
    return name if name.isprintable() and len(name) <= SHOWN else shown(name)
