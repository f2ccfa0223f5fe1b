"""Documents of exercises, equipment and EMG studies."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from app.domain.emg import Emg, EmgRanking, EmgRankingExercise, EmgRankingMuscle
from app.domain.evidence import Source
from app.domain.exercises import (
    Dose,
    Equipment,
    Exercise,
    ExerciseMuscle,
    ExerciseMuscleRole,
    ExerciseRole,
    ExerciseRoleMuscle,
    Garmin,
    Highlight,
    Need,
    Progression,
    Way,
)
from app.domain.injuries import Gate, Injury, InjuryExercise
from app.domain.running import MuscleRole
from app.domain.vocabulary import Involvement
from app.schemas.emg import (
    EmgOfExercise,
    EmgStudyRead,
    StudyGroup,
    StudyMeasurement,
    StudyRanking,
)
from app.schemas.exercises import (
    DoseRead,
    EquipmentRead,
    ExerciseRead,
    ExerciseRef,
    ExerciseSummary,
    GarminRead,
    HighlightRead,
    Served,
    StepRead,
    TrainingRead,
    WorkRead,
)
from app.schemas.figures import figure_of
from app.schemas.injuries import JUDGEMENT, GateOfExercise, LinkOfExercise
from app.schemas.paging import Named
from app.seeding.render.pages import Commons, Page, by, page

INVOLVED = list(Involvement)


class ExerciseShelf:
    """All rows of exercises, each table read once."""

    def __init__(self, commons: Commons) -> None:
        """Read the rows."""
        rows = commons.rows
        self._commons = commons
        self._exercises: dict[str, Exercise] = {e.slug: e for e in rows(Exercise, Exercise.slug)}
        self._things: dict[str, Equipment] = {e.slug: e for e in rows(Equipment, Equipment.slug)}
        self._doses = {d.exercise: d for d in rows(Dose)}
        self._ways = by(rows(Way, Way.exercise, Way.way), "exercise")
        self._needs = by(rows(Need, Need.exercise, Need.way, Need.equipment), "exercise", "way")
        self._works = by(rows(ExerciseMuscle, ExerciseMuscle.position), "exercise")
        self._roles = by(rows(ExerciseRole, ExerciseRole.exercise, ExerciseRole.role), "exercise")
        self._role_muscles = by(
            rows(ExerciseRoleMuscle, ExerciseRoleMuscle.muscle), "exercise", "role"
        )
        self._served = by(rows(ExerciseMuscleRole, ExerciseMuscleRole.muscle_role), "exercise")
        self._muscle_roles: dict[str, MuscleRole] = {r.id: r for r in rows(MuscleRole)}
        steps = rows(Progression, Progression.easier, Progression.harder)
        self._harder = by(steps, "easier")
        self._easier = by(steps, "harder")
        self._garmin: dict[str, Garmin] = {g.exercise: g for g in rows(Garmin)}
        self._highlights = by(rows(Highlight, Highlight.package, Highlight.slug), "package")
        self._emg: list[Emg] = rows(Emg, Emg.id)
        self._rankings = by(rows(EmgRanking, EmgRanking.id), "source")
        self._ranked_muscles = by(rows(EmgRankingMuscle, EmgRankingMuscle.muscle), "ranking")
        self._ranked = by(rows(EmgRankingExercise, EmgRankingExercise.exercise), "ranking")
        self._gates = by(rows(Gate, Gate.injury, Gate.stage), "exercise")
        self._links = by(rows(InjuryExercise, InjuryExercise.id), "exercise")
        self._injuries: dict[str, Injury] = {i.slug: i for i in rows(Injury)}
        self._ranks = _ranks(self._emg)
        self._emg_of = by(self._emg, "exercise")

    def equipment(self) -> Iterator[Page]:
        """Render the equipment."""
        ways = [
            {need.equipment for need in self._needs[slug, way.way]} for slug, way in self._all_ways
        ]
        owners = [slug for slug, _ in self._all_ways]
        for slug, thing in self._things.items():
            owned = {slug, *thing.includes}
            done = {
                owner
                for owner, way in zip(owners, ways, strict=True)
                if way <= owned and (way or slug == "bodyweight")
            }
            update = {"aliases": self._commons.names("equipment", slug), "exercises": len(done)}
            yield page("equipment", slug, EquipmentRead.model_validate(thing, update=update))

    @property
    def _all_ways(self) -> list[tuple[str, Way]]:
        return [(slug, way) for slug in self._exercises for way in self._ways[slug]]

    def exercises(self) -> Iterator[Page]:
        """Render the exercises, in full and as lists show them."""
        for slug, exercise in self._exercises.items():
            ways = [[n.equipment for n in self._needs[slug, w.way]] for w in self._ways[slug]]
            works = sorted(self._works[slug], key=lambda work: INVOLVED.index(work.involvement))
            read = ExerciseRead.model_validate(
                exercise,
                update={
                    "aliases": self._commons.names("exercise", slug),
                    "equipment": [[self._thing(thing) for thing in way] for way in ways],
                    "helpful": [self._thing(thing) for thing in exercise.helpful],
                    "dose": DoseRead.model_validate(self._doses[slug]),
                    "muscles": [self._work(work) for work in works],
                    "roles": [self._training(training) for training in self._roles[slug]],
                    "emg": [self._activity(row) for row in self._emg_of[slug]],
                    "easier": [self._step(s, s.easier) for s in self._easier[slug]],
                    "harder": [self._step(s, s.harder) for s in self._harder[slug]],
                    "gates": [self._gate(gate) for gate in self._gates[slug]],
                    "injuries": [self._link(link) for link in self._links[slug]],
                    "garmin": _known(GarminRead, self._garmin.get(slug)),
                    "highlights": self._lit(works),
                    "figure": figure_of(slug) if exercise.figure else None,
                },
            )
            summary = ExerciseSummary.model_validate(
                exercise,
                update={
                    "equipment": ways,
                    "muscles": [w.muscle for w in works if w.involvement == Involvement.primary],
                    "roles": [training.role for training in self._roles[slug]],
                },
            )
            yield page("exercises", slug, read, summary, drawn_from=exercise.figure)

    def _named(self, slug: str) -> Named:
        return Named(slug=slug, name=self._exercises[slug].name)

    def _thing(self, slug: str) -> Named:
        return Named(slug=slug, name=self._things[slug].name)

    def _work(self, work: ExerciseMuscle) -> WorkRead:
        return WorkRead.model_validate(work, update={"muscle": self._commons.ref(work.muscle)})

    def _training(self, training: ExerciseRole) -> TrainingRead:
        muscles = [row.muscle for row in self._role_muscles[training.exercise, training.role]]
        roles = {
            row.muscle_role: self._muscle_roles[row.muscle_role]
            for row in self._served[training.exercise]
            if self._muscle_roles[row.muscle_role].role == training.role
        }
        served = sorted(roles.values(), key=lambda role: (-(role.weight or 0.0), role.id))
        return TrainingRead.model_validate(
            training,
            update={
                "muscles": [self._commons.ref(muscle) for muscle in muscles],
                "serves": [
                    Served(
                        muscle_role=role.id,
                        muscle=role.muscle,
                        phase=role.phase,
                        function=role.function,
                        weight=role.weight,
                    )
                    for role in served
                ],
            },
        )

    def _activity(self, row: Emg) -> EmgOfExercise:
        rank, ranked = self._ranks.get(row.id, (None, 1))
        return EmgOfExercise.model_validate(
            row,
            update={
                "muscle": self._commons.ref(row.muscle),
                "source": self._commons.cite(row.source),
                "rank": rank,
                "ranked": ranked,
            },
        )

    def _step(self, step: Progression, to: str) -> StepRead:
        exercise = self._exercises[to]
        ref = ExerciseRef(slug=to, name=exercise.name, level=exercise.level)
        return StepRead.model_validate(step, update={"exercise": ref})

    def _gate(self, gate: Gate) -> GateOfExercise:
        injury = self._injuries[gate.injury]
        return GateOfExercise.model_validate(
            gate,
            update={
                "injury": Named(slug=injury.slug, name=injury.name),
                "source": self._commons.cite_known(gate.source),
                "label": JUDGEMENT if gate.source is None else None,
            },
        )

    def _link(self, link: InjuryExercise) -> LinkOfExercise:
        injury = self._injuries.get(link.injury or "")
        return LinkOfExercise.model_validate(
            link,
            update={
                "injury": injury and Named(slug=injury.slug, name=injury.name),
                "source": self._commons.cite_known(link.source),
            },
        )

    def _lit(self, works: list[ExerciseMuscle]) -> list[HighlightRead]:
        """Say the muscles of an exercise in the words of each package."""
        lit = []
        for package, rows in self._highlights.items():
            slugs = by(rows, "muscle")
            of = {
                involvement: sorted(
                    {
                        row.slug
                        for work in works
                        if work.involvement == involvement
                        for row in slugs.get(work.muscle, ())
                    }
                )
                for involvement in (Involvement.primary, Involvement.secondary)
            }
            primary = of[Involvement.primary]
            secondary = [slug for slug in of[Involvement.secondary] if slug not in primary]
            lit.append(HighlightRead(package=package, primary=primary, secondary=secondary))
        return lit

    def emg_studies(self) -> Iterator[Page]:
        """Render what each study says of muscle activity."""
        measured = by(self._emg, "source")
        for key in sorted({*measured, *self._rankings}):
            source: Source = self._commons.sources[key]
            groups = [
                self._group(list(rows))
                for _, rows in groupby(sorted(measured[key], key=_comparable), _comparable)
            ]
            rankings = [
                StudyRanking.model_validate(
                    ranking,
                    update={
                        "muscles": [
                            self._commons.ref(row.muscle)
                            for row in self._ranked_muscles[ranking.id]
                        ],
                        "exercises": [
                            self._named(row.exercise) for row in self._ranked[ranking.id]
                        ],
                    },
                )
                for ranking in self._rankings[key]
            ]
            cited = self._commons.cite(source.key)
            read = EmgStudyRead(key=key, source=cited, groups=groups, rankings=rankings)
            yield page("emg-studies", key, read)

    def _group(self, rows: list[Emg]) -> StudyGroup:
        rows.sort(key=lambda row: (-row.value_pct_mvic, row.id))
        return StudyGroup(
            muscle=self._commons.ref(rows[0].muscle),
            part=rows[0].part,
            metric=rows[0].metric,
            condition=rows[0].condition,
            measurements=[
                StudyMeasurement.model_validate(
                    row,
                    update={
                        "exercise": row.exercise and self._named(row.exercise),
                        "rank": self._ranks.get(row.id, (None, 1))[0],
                    },
                )
                for row in rows
            ],
        )


def _known(read: Any, row: Any) -> Any:
    return None if row is None else read.model_validate(row)


def _comparable(row: Emg) -> tuple[str, ...]:
    """Name what two measurements must have in common to be compared."""
    return (row.source, row.muscle, row.part or "", row.metric, row.condition or "")


def _ranks(measurements: list[Emg]) -> dict[str, tuple[int, int]]:
    """Rank the exercises of ours inside a study; equal figures have the same rank."""
    ranks = {}
    ours = [row for row in measurements if row.exercise is not None]
    for _, rows in groupby(sorted(ours, key=_comparable), _comparable):
        group = list(rows)
        if len({row.exercise for row in group}) > 1:
            for row in group:
                above = sum(other.value_pct_mvic > row.value_pct_mvic for other in group)
                ranks[row.id] = (above + 1, len(group))
    return ranks
