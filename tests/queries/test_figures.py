"""Figures of exercises, as they are asked for."""

from pathlib import Path

import httpx
import pytest

from app.database import open_engine
from app.seeding.load import seed_database
from tests.conftest import NewDatabase, seeded
from tests.problems import problem_in
from tests.seeding.changes import edited
from tests.world import write_world

FIGURE = "/v1/exercises/heel-raise/figure.svg"


def test_an_exercise_names_its_figure(world: httpx.Client) -> None:
    drawn = world.get("/v1/exercises/heel-raise").json()
    other = world.get("/v1/exercises/hop").json()

    assert (drawn["figure"], other["figure"]) == (FIGURE, None)


def test_a_figure_is_a_picture_that_may_be_looked_at_alone(world: httpx.Client) -> None:
    answer = world.get(FIGURE)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<title" in answer.text
    assert ">Heel raise</title>" in answer.text


def test_a_figure_that_is_known_is_not_sent_again(world: httpx.Client) -> None:
    etag = world.get(FIGURE).headers["etag"]

    again = world.get(FIGURE, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_a_still_and_a_theme_are_other_pictures(world: httpx.Client) -> None:
    questions = ("", "?still=start", "?still=top", "?theme=dark")

    answers = {world.get(f"{FIGURE}{question}").text for question in questions}

    assert len(answers) == len(questions)


def test_an_exercise_without_poses_says_that_it_has_no_figure(world: httpx.Client) -> None:
    problem = problem_in(world.get("/v1/exercises/hop/figure.svg"), 404, "no_figure")

    assert problem["detail"].startswith("'hop' has no figure.")


def test_an_unknown_exercise_is_not_one_without_a_figure(world: httpx.Client) -> None:
    problem = problem_in(world.get("/v1/exercises/heel-rise/figure.svg"), 404, "not_found")

    assert problem["errors"][0]["nearest"][0] == "heel-raise"


def test_an_unknown_pose_is_refused_with_those_that_there_are(world: httpx.Client) -> None:
    problem = problem_in(world.get(FIGURE, params={"still": "tap"}), 422, "unknown_value")

    assert problem["errors"][0]["valid"] == ["start", "top"]
    assert problem["errors"][0]["nearest"][0] == "top"


@pytest.mark.parametrize("question", ["theme=blue", "still=", "pose=top", "still=a&still=b"])
def test_what_cannot_be_drawn_is_refused(world: httpx.Client, question: str) -> None:
    assert world.get(f"{FIGURE}?{question}").status_code == 422


def test_another_pose_is_another_release(new_database: NewDatabase, tmp_path: Path) -> None:
    url = seeded(new_database("sqlite"), write_world(tmp_path / "before"))
    moved = edited("exercises/heel-raise.toml", ("ankle = -30", "ankle = -25"))
    engine = open_engine(url)

    outcome = seed_database(engine, write_world(tmp_path / "after", moved))

    engine.dispose()
    assert (outcome.revision, outcome.changed) == (2, 1)
