"""Read the seed files into records, collecting every fault instead of stopping at the first."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

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
    return seed


@dataclass
class _Reader:
    """The seed folder, and the faults found in it so far."""

    root: Path
    faults: list[str]

    def folder(self, name: str, kind: type[R]) -> list[R]:
        """Read a folder of one-record files; the file name is the slug."""
        files = sorted((self.root / name).glob("*.toml"))
        if not files:
            self.faults.append(f"{name}/: the folder holds no .toml file")
        return list(self._records(((f"{name}/{f.name}", self._named(f)) for f in files), kind))

    def _named(self, file: Path) -> dict[str, Any]:
        """Read a record whose slug is the name of its file, and stands nowhere else."""
        content = self._toml(file)
        if "slug" in content:
            place = file.relative_to(self.root)
            self.faults.append(f"{place}: slug: the name of the file is the slug; leave it out")
        return {**content, "slug": file.stem}

    def entries(self, file: str, key: str, kind: type[R]) -> list[R]:
        """Read one file of `[[key]]` entries."""
        content = self._toml(self.root / file)
        for other in content.keys() - {key}:
            self.faults.append(f"{file}: unknown key {other!r}; the file holds [[{key}]] alone")
        entries = content.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            self.faults.append(f"{file}: {key!r} is not a list of [[{key}]] entries")
            return []
        raw = ((f"{file} [[{key}]] {n}", entry) for n, entry in enumerate(entries, 1))
        return list(self._records(raw, kind))

    def table(self, name: str, kind: type[R], within: str = "measurements") -> list[R]:
        """Read a table of measurements or of links; an empty cell is a fact that is not known."""
        place = f"{within}/{name}.csv"
        try:
            with (self.root / place).open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file, strict=True)
                header, *rows = [(reader.line_num, row) for row in reader if row] or [(0, [])]
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            self.faults.append(f"{place}: cannot be read: {error}")
            return []
        columns = header[1]
        for column, times in Counter(columns).items():
            if times > 1:
                self.faults.append(f"{place}: column {column!r} stands {times} times")
        for line, row in rows:
            if len(row) != len(columns):
                self.faults.append(f"{place}:{line}: {len(row)} cells under {len(columns)} columns")
        raw = (
            (f"{place}:{line}", {c: cell for c, cell in zip(columns, row, strict=True) if cell})
            for line, row in rows
            if len(row) == len(columns)
        )
        return list(self._records(raw, kind))

    def _toml(self, path: Path) -> dict[str, Any]:
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self.faults.append(f"{path.relative_to(self.root)}: cannot be read: {error}")
            return {}

    def _records(self, raw: Iterator[tuple[str, dict[str, Any]]], kind: type[R]) -> Iterator[R]:
        for place, content in raw:
            try:
                record = kind.model_validate(content)
            except ValidationError as error:
                self.faults.extend(_faults(place, error))
            else:
                record.stand_at(place)
                yield record


def _faults(place: str, error: ValidationError) -> Iterator[str]:
    """Say each fault of a record in one line: where, which key, what is wrong."""
    for fault in error.errors(include_url=False, include_input=False):
        key = ".".join(str(part) for part in fault["loc"])
        yield f"{place}: {key + ': ' if key else ''}{fault['msg']}"
