"""Documents of injuries and red flags."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from app.domain.exercises import Exercise
from app.domain.injuries import Gate, Injury, InjuryExercise, InjuryMuscle, RedFlag
from app.domain.vocabulary import GateKind
from app.schemas.injuries import (
    JUDGEMENT,
    GateOfInjury,
    InjuryRead,
    InjurySummary,
    LinkOfInjury,
    RedFlagRead,
)
from app.schemas.paging import Named
from app.seeding.render.pages import Commons, Page, by, page

EXAMPLES = 5  # Exercises that stand with each thing an injury asks: a list tells all of them.
STRICTEST_FIRST = list(GateKind)


class InjuryShelf:
    """All rows of injuries, each table read once."""

    def __init__(self, commons: Commons) -> None:
        """Read the rows."""
        rows = commons.rows
        self._commons = commons
        self._injuries: list[Injury] = rows(Injury, Injury.slug)
        self._muscles = by(rows(InjuryMuscle, InjuryMuscle.muscle), "injury")
        self._links = by(rows(InjuryExercise, InjuryExercise.id), "injury")
        self._gates = by(rows(Gate, Gate.exercise, Gate.stage), "injury")
        self._flags: dict[str, RedFlag] = {f.slug: f for f in rows(RedFlag, RedFlag.position)}
        self._exercises = {exercise.slug: exercise.name for exercise in rows(Exercise)}

    def injuries(self) -> Iterator[Page]:
        """Render the injuries, in full and as lists show them."""
        for injury in self._injuries:
            slug = injury.slug
            muscles = [self._commons.ref(row.muscle) for row in self._muscles[slug]]
            shared = {"aliases": self._commons.names("injury", slug), "muscles": muscles}
            gates: list[Gate] = self._gates[slug]
            read = InjuryRead.model_validate(
                injury,
                update=shared
                | {
                    "red_flags": [
                        Named(slug=flag, name=self._flags[flag].name) for flag in injury.red_flags
                    ],
                    "exercises": [self._link(link) for link in self._links[slug]],
                    "gates": list(self._asked(gates)),
                    "gated": f"/v1/exercises?gated_by={slug}",
                },
            )
            kinds = {gate.exercise + str(gate.gate): gate.gate for gate in gates}
            counts = Counter(kinds.values())
            summary = InjurySummary.model_validate(
                injury, update=shared | {"gates": {kind: counts[kind] for kind in GateKind}}
            )
            yield page("injuries", slug, read, summary)

    def _named(self, slug: str) -> Named:
        return Named(slug=slug, name=self._exercises[slug])

    def _link(self, link: InjuryExercise) -> LinkOfInjury:
        return LinkOfInjury.model_validate(
            link,
            update={
                "exercise": self._named(link.exercise),
                "source": self._commons.cite_known(link.source),
            },
        )

    def _asked(self, gates: Sequence[Gate]) -> Iterator[GateOfInjury]:
        """Say each thing that gates ask once, with the number of exercises it is asked of."""
        alike: dict[tuple[int, str, str, str], list[Gate]] = defaultdict(list)
        for gate in gates:
            rank = STRICTEST_FIRST.index(gate.gate)
            alike[rank, gate.stage, gate.reason, gate.source or ""].append(gate)
        for _, group in sorted(alike.items()):
            examples = [self._named(gate.exercise) for gate in group[:EXAMPLES]]
            yield GateOfInjury.model_validate(
                group[0],
                update={
                    "number": len(group),
                    "examples": examples,
                    "source": self._commons.cite_known(group[0].source),
                    "label": JUDGEMENT if group[0].source is None else None,
                },
            )

    def red_flags(self) -> Iterator[Page]:
        """Render the red flags."""
        for slug, flag in self._flags.items():
            cited = {"source": self._commons.cite_known(flag.source)}
            yield page("red-flags", slug, RedFlagRead.model_validate(flag, update=cited))
