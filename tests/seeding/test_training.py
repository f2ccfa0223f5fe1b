"""What exercises train: what their muscles do in a running role, and who speaks for whom."""

from itertools import permutations
from pathlib import Path

import pytest

from app.domain.running import MATTERS
from app.domain.vocabulary import Category, Direction, RoleMode
from app.seeding.read import Seed, read_seed
from app.seeding.records import ExerciseRecord, TrainingRecord
from app.seeding.roles import RoleFacts, work_out_roles
from app.seeding.training import MuscleRoleFinder, mode_of
from app.seeding.tree import Tree

LATERAL, MEDIAL = "gastrocnemius-lateral-head", "gastrocnemius-medial-head"
PUSH = "push-off.power.propulsion.drives"
SPRING = "loading.elastic-storage.tendon-strain-energy.drives"
WORK = "push-off.power.work-generation.drives"


@pytest.fixture(scope="module")
def seed(world_folder: Path) -> Seed:
    return read_seed(world_folder)


@pytest.fixture(scope="module")
def exercises(seed: Seed) -> dict[str, ExerciseRecord]:
    return {exercise.slug: exercise for exercise in seed.exercises}


def facts(id_: str, weight: float | None) -> RoleFacts:
    """Know of a muscle role what its id says, and its weight."""
    muscle, phase, role, function, direction = id_.split(".")
    return RoleFacts(muscle, role, phase, function, Direction(direction), weight=weight)


def finder_of(seed: Seed, *known: str, weights: dict[str, float] | None = None) -> MuscleRoleFinder:
    """Know these roles of the muscles of the world, without a weight unless one is given."""
    given = weights or {}
    return MuscleRoleFinder(Tree(seed.muscles), [facts(id_, given.get(id_)) for id_ in known])


def through(exercise: ExerciseRecord, *muscles: str, role: str = "power") -> ExerciseRecord:
    """Let an exercise train one role through other muscles."""
    training = TrainingRecord(role=role, muscles=list(muscles), reason="It does.")
    return exercise.model_copy(update={"trains": [training]})


@pytest.mark.parametrize(
    ("known", "muscle", "played"),
    [
        # Its own roles, in every phase and function.
        ([f"soleus.{PUSH}", f"soleus.{WORK}"], "soleus", [f"soleus.{PUSH}", f"soleus.{WORK}"]),
        (
            [f"soleus.{PUSH}", f"soleus.{PUSH}".replace("push-off", "loading")],
            "soleus",
            [f"soleus.{PUSH}".replace("push-off", "loading"), f"soleus.{PUSH}"],
        ),
        ([f"soleus.{SPRING}"], "soleus", []),
        ([], "soleus", []),
        # The parts speak in the places where the whole is mute, however deep they are.
        (
            [f"gastrocnemius.{PUSH}", f"{MEDIAL}.{PUSH}", f"{MEDIAL}.{WORK}", f"{LATERAL}.{WORK}"],
            "gastrocnemius",
            [f"{LATERAL}.{WORK}", f"{MEDIAL}.{WORK}", f"gastrocnemius.{PUSH}"],
        ),
        ([f"{MEDIAL}.{WORK}", f"calf.{PUSH}"], "calf", [f"calf.{PUSH}", f"{MEDIAL}.{WORK}"]),
        ([f"soleus.{PUSH}"], "plantarflexors", [f"soleus.{PUSH}"]),
        # The whole speaks only where nothing is known of the muscle or its parts, in no place.
        ([f"calf.{PUSH}"], "soleus", [f"calf.{PUSH}"]),
        ([f"calf.{PUSH}", f"soleus.{SPRING}"], "soleus", [f"calf.{PUSH}"]),
        ([f"calf.{PUSH}", f"soleus.{WORK}"], "soleus", [f"soleus.{WORK}"]),
        ([f"calf.{PUSH}", f"{MEDIAL}.{WORK}"], "gastrocnemius", [f"{MEDIAL}.{WORK}"]),
        # The nearest whole speaks, and a sibling never does.
        ([f"calf.{PUSH}", f"gastrocnemius.{WORK}"], MEDIAL, [f"gastrocnemius.{WORK}"]),
        ([f"{LATERAL}.{PUSH}", f"soleus.{PUSH}"], MEDIAL, []),
        # Functional groups come last, those of a whole included.
        ([f"plantarflexors.{PUSH}", f"calf.{WORK}"], "soleus", [f"calf.{WORK}"]),
        ([f"plantarflexors.{PUSH}"], "soleus", [f"plantarflexors.{PUSH}"]),
        ([f"plantarflexors.{PUSH}"], MEDIAL, [f"plantarflexors.{PUSH}"]),
        ([f"plantarflexors.{PUSH}"], "rectus-femoris", []),
        ([f"plantarflexors.{PUSH}"], "calf", []),
        # What works against a function is not trained, and keeps nobody from speaking.
        ([f"soleus.{PUSH}".replace("drives", "opposes")], "soleus", []),
        (
            [f"soleus.{PUSH}".replace("drives", "opposes"), f"calf.{WORK}"],
            "soleus",
            [f"calf.{WORK}"],
        ),
    ],
)
def test_a_muscle_plays_what_is_known_of_the_nearest(
    seed: Seed, known: list[str], muscle: str, played: list[str]
) -> None:
    assert finder_of(seed, *known).played(muscle, "power") == sorted(played)


@pytest.mark.parametrize(
    ("weights", "muscle", "played"),
    [
        (
            {f"soleus.{PUSH}": MATTERS, f"soleus.{WORK}": MATTERS - 0.001},
            "soleus",
            {PUSH: "soleus"},
        ),
        # Who is known to do little lets neither a whole nor a part speak in that place.
        ({f"soleus.{PUSH}": 0.05, f"calf.{WORK}": 1.0}, "soleus", {}),
        ({f"gastrocnemius.{PUSH}": 0.05, f"{MEDIAL}.{PUSH}": 1.0}, "gastrocnemius", {}),
        (
            {f"gastrocnemius.{PUSH}": 0.05, f"{MEDIAL}.{WORK}": 1.0},
            "gastrocnemius",
            {WORK: MEDIAL},
        ),
        ({f"{MEDIAL}.{PUSH}": 0.05, f"{LATERAL}.{PUSH}": 1.0}, "gastrocnemius", {PUSH: LATERAL}),
    ],
)
def test_what_weighs_too_little_is_left_out(
    seed: Seed, weights: dict[str, float], muscle: str, played: dict[str, str]
) -> None:
    finder = finder_of(seed, *weights, weights=weights)

    assert finder.played(muscle, "power") == [f"{node}.{place}" for place, node in played.items()]


@pytest.mark.parametrize(
    ("exercise", "trained"),
    [
        # Soleus and gastrocnemius are the whole calf, so that each speaks for it, too.
        (
            "heel-raise",
            [
                ("gastrocnemius", f"calf.{PUSH}"),
                ("gastrocnemius", f"calf.{WORK}"),
                ("gastrocnemius", f"gastrocnemius.{PUSH}"),
                ("gastrocnemius", f"gastrocnemius.{WORK}"),
                ("soleus", f"calf.{PUSH}"),
                ("soleus", f"calf.{WORK}"),
                ("soleus", f"soleus.{PUSH}"),
                ("soleus", f"soleus.{WORK}"),
            ],
        ),
        # Gastrocnemius is worked here, but the role is trained through soleus alone.
        ("loaded-heel-raise", [("soleus", f"soleus.{PUSH}"), ("soleus", f"soleus.{WORK}")]),
        # One muscle, two roles.
        ("pogo", [("calf", f"calf.{SPRING}"), ("calf", f"calf.{PUSH}"), ("calf", f"calf.{WORK}")]),
        (
            "hop",
            [
                ("gastrocnemius", f"calf.{SPRING}"),
                ("gastrocnemius", f"gastrocnemius.{SPRING}"),
                ("soleus", f"calf.{SPRING}"),
                ("soleus", f"soleus.{SPRING}"),
            ],
        ),
        # Mobility work prepares the range for a role, and trains nothing.
        ("calf-stretch", []),
    ],
)
def test_the_exercises_of_the_world_train_exactly_this(
    seed: Seed,
    exercises: dict[str, ExerciseRecord],
    exercise: str,
    trained: list[tuple[str, str]],
) -> None:
    finder = MuscleRoleFinder(Tree(seed.muscles), work_out_roles(seed))

    assert finder.trained_by(exercises[exercise]) == sorted(trained)


@pytest.mark.parametrize(
    ("muscles", "nodes"),
    [
        ([MEDIAL], {MEDIAL}),
        ([MEDIAL, LATERAL], {MEDIAL, LATERAL, "gastrocnemius"}),
        ([MEDIAL, "soleus"], {MEDIAL, "soleus"}),
        (["gastrocnemius", "soleus"], {"gastrocnemius", "soleus", "calf"}),
        ([MEDIAL, LATERAL, "soleus"], {MEDIAL, LATERAL, "soleus", "gastrocnemius", "calf"}),
        (["calf"], {"calf"}),
        # A functional group is no whole of the tree.
        (["plantarflexors"], {"plantarflexors"}),
        ([], set()),
    ],
)
def test_a_whole_is_trained_where_all_of_it_is_worked(
    seed: Seed, exercises: dict[str, ExerciseRecord], muscles: list[str], nodes: set[str]
) -> None:
    every_node = [f"{muscle.slug}.{PUSH}" for muscle in seed.muscles]
    finder = finder_of(seed, *every_node)

    trained = finder.trained_by(through(exercises["heel-raise"], *muscles))

    assert {id_.removesuffix(f".{PUSH}") for _, id_ in trained} == nodes
    assert {muscle for muscle, _ in trained} == set(muscles)


def test_every_muscle_speaks_for_the_whole_in_whatever_order_they_are_named(
    seed: Seed, exercises: dict[str, ExerciseRecord]
) -> None:
    finder = finder_of(seed, f"calf.{PUSH}", f"soleus.{WORK}", f"{MEDIAL}.{WORK}")
    muscles = (LATERAL, MEDIAL, "soleus")

    for order in permutations(muscles):
        trained = finder.trained_by(through(exercises["heel-raise"], *order))

        assert {muscle for muscle, id_ in trained if id_ == f"calf.{PUSH}"} == set(muscles)


@pytest.mark.parametrize("category", Category)
def test_only_mobility_work_prepares(
    exercises: dict[str, ExerciseRecord], category: Category
) -> None:
    exercise = exercises["heel-raise"].model_copy(update={"category": category})

    mode = RoleMode.prepares if category == "mobility" else RoleMode.trains
    assert mode_of(exercise) is mode
