"""Workouts for a watch: a session and a plan say where they are, and what they are."""

from typing import Any

import httpx
import pytest
from inline_snapshot import snapshot

from app.formats.fit import write_fit
from app.schemas.exercises import GarminRead
from app.schemas.sessions import SessionBlock
from tests.formats.fit_files import expected_steps, read_fit, without_notes
from tests.problems import fault_in, problem_in
from tests.queries.training import GOALS, ask, slugs_of

Answer = dict[str, Any]
PLAN = "plans?weeks=3&sessions_per_week=2&start=2027-03-01&race=2027-03-14&max_level=4&minutes=20"
WORLD_PLAN = "weeks=2&sessions_per_week=1&minutes=12&max_impact=0"


@pytest.fixture(scope="module")
def sessions(client: httpx.Client) -> list[Answer]:
    """Build a session for each goal, and one with an injury; and plan some with a race."""
    built = [
        ask(client, f"sessions?goal={goal}&minutes={16 + 2 * n}") for n, goal in enumerate(GOALS)
    ]
    built.append(ask(client, "sessions?injury=calf-strain&injury=plantar-fasciopathy"))
    plan = ask(client, PLAN)
    return built + [session for week in plan["weeks"] for session in week["sessions"]]


def blocks_of(session: Answer) -> list[SessionBlock]:
    """Read the blocks of an answer."""
    return [SessionBlock.model_validate(block) for block in session["blocks"]]


def entries(client: httpx.Client, sessions: list[Answer]) -> dict[str, GarminRead]:
    """Ask for the entries of exercises in the FIT profile, where they have one."""
    slugs = sorted({slug for session in sessions for slug in slugs_of(session)})
    items = client.get(
        "/v1/exercises", params={"ids": slugs, "fields": "slug,garmin", "limit": 200}
    )
    found = items.json()["items"]
    return {one["slug"]: GarminRead(**one["garmin"]) for one in found if one["garmin"]}


def test_every_session_is_a_workout_that_says_the_same(
    client: httpx.Client, sessions: list[Answer]
) -> None:
    watch = entries(client, sessions)

    for session in sessions:
        blocks = blocks_of(session)
        workout = read_fit(write_fit("Test", blocks, watch))
        expected = expected_steps(blocks, watch)
        assert without_notes(workout.steps) == expected
        assert workout.workout["num_valid_steps"] == len(expected)


def test_a_link_leads_to_the_workout_of_what_it_stands_in(
    client: httpx.Client, sessions: list[Answer]
) -> None:
    watch = entries(client, sessions)

    for session in (sessions[0], sessions[9], sessions[-1]):
        answer = client.get(session["links"]["fit"])
        assert answer.status_code == 200
        told = read_fit(answer.content)
        same = read_fit(write_fit(told.workout["wkt_name"], blocks_of(session), watch))
        assert told == same


def test_a_workout_is_sent_as_a_file_that_is_kept_and_known_by_its_tag(
    client: httpx.Client,
) -> None:
    path = "/v1/sessions.fit?goal=push-off-power&minutes=20"

    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    head = client.head(path)
    plain = client.get(path, headers={"Accept-Encoding": "identity"})

    assert first.headers["content-type"] == "application/vnd.ant.fit"
    assert first.headers["content-disposition"] == (
        'attachment; filename="pushoff-push-off-power-20-min.fit"'
    )
    assert "Content-Disposition" in first.headers["access-control-expose-headers"]
    assert first.headers["content-encoding"] in ("zstd", "br", "gzip")
    assert (again.status_code, again.content) == (304, b"")
    assert head.headers["content-length"] == first.headers["content-length"]
    assert plain.content == first.content
    assert int(plain.headers["content-length"]) == len(first.content)


def test_a_media_type_of_its_own_may_be_asked_for(world: httpx.Client) -> None:
    for accept in ("application/vnd.ant.fit", "*/*", "application/octet-stream"):
        answer = world.get("/v1/sessions.fit?minutes=12", headers={"Accept": accept})

        assert answer.headers["content-type"] == "application/vnd.ant.fit"


def test_the_name_of_a_workout_tells_the_minutes_and_the_goal(world: httpx.Client) -> None:
    session = ask(world, "sessions?minutes=12&max_impact=0")

    workout = read_fit(world.get("/v1/sessions.fit?minutes=12&max_impact=0").content)

    assert workout.workout == snapshot(
        {"wkt_name": "12 min: General strength", "num_valid_steps": 9, "sport": 10, "sub_sport": 20}
    )
    assert without_notes(workout.steps) == expected_steps(
        blocks_of(session), entries(world, [session])
    )


def test_a_session_of_a_plan_is_named_by_week_and_day(world: httpx.Client) -> None:
    answer = world.get(f"/v1/plans.fit?{WORLD_PLAN}&week=2&day=mon")

    assert read_fit(answer.content).workout == snapshot(
        {"wkt_name": "W2 Mon: General strength", "num_valid_steps": 9, "sport": 10, "sub_sport": 20}
    )
    assert answer.headers["content-disposition"] == snapshot(
        'attachment; filename="pushoff-general-week-2-mon.fit"'
    )


def test_a_plan_without_that_session_says_which_it_has(world: httpx.Client) -> None:
    day = world.get(f"/v1/plans.fit?{WORLD_PLAN}&week=2&day=tue")
    week = world.get(f"/v1/plans.fit?{WORLD_PLAN}&week=3&day=mon")
    none = world.get("/v1/plans.fit?weeks=1&start=2027-03-01&race=2027-03-01&week=1&day=mon")

    assert fault_in(day, "no_session") == snapshot(
        {
            "parameter": "day",
            "code": "no_session",
            "detail": "Week 2 of this plan has no session on tue. Choose mon.",
            "valid": ["mon"],
            "nearest": [],
        }
    )
    assert fault_in(week, "no_session") == snapshot(
        {
            "parameter": "week",
            "code": "no_session",
            "detail": "Week 3 of this plan has no session. Choose 1 or 2.",
            "valid": ["1", "2"],
            "nearest": [],
        }
    )
    assert fault_in(none, "no_session") == snapshot(
        {
            "parameter": "week",
            "code": "no_session",
            "detail": "Week 1 of this plan has no session.",
            "valid": [],
            "nearest": [],
        }
    )


def test_a_session_that_a_race_left_empty_is_no_workout(world: httpx.Client) -> None:
    others = [
        exercise["slug"]
        for exercise in world.get("/v1/exercises").json()["items"]
        if exercise["slug"] != "hop"
    ]
    query: Answer = {
        "exclude": others, "weeks": 2, "sessions_per_week": 1, "minutes": 12, "max_level": 5,
        "max_impact": 3, "start": "2026-03-02", "race": "2026-03-14",
    }  # fmt: skip

    first, second = (week["sessions"] for week in ask(world, "plans", **query)["weeks"])
    answer = world.get("/v1/plans.fit", params=query | {"week": 2, "day": "mon"})

    assert (first[0]["links"] is None, second[0]["links"] is None) == (False, True)
    assert second[0]["blocks"] == []
    assert fault_in(answer, "no_session")["valid"] == ["1"]


def test_a_week_and_a_day_are_needed(world: httpx.Client) -> None:
    problem = problem_in(world.get("/v1/plans.fit"), 422, "invalid_query")

    assert [(fault["parameter"], fault["code"]) for fault in problem["errors"]] == [
        ("week", "missing_parameter"), ("day", "missing_parameter"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["sessions.fit?", "plans.fit?week=1&day=mon&"])
def test_with_a_red_flag_no_workout_is_written(world: httpx.Client, path: str) -> None:
    answer = world.get(f"/v1/{path}red_flag=calf-swelling")

    fault = fault_in(answer, "referral")
    assert fault["parameter"] == "red_flag"
    assert "no workout is written" in fault["detail"]


def test_a_referral_leads_to_no_file(world: httpx.Client) -> None:
    assert ask(world, "sessions?red_flag=calf-swelling")["links"] is None


def test_an_alias_leads_to_the_file_of_the_slug(client: httpx.Client) -> None:
    question = "sessions?minutes=15&available_equipment={}"

    by_alias = ask(client, question.format("rucksack"))

    assert by_alias["links"] == {"fit": "/v1/sessions.fit?available_equipment=backpack&minutes=15"}
    assert by_alias == ask(client, question.format("backpack"))
