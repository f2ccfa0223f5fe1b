"""Goals and the rules of training: what there is to train for, and by which rules."""

import httpx
import pytest

from app.recommend.rules import Rule
from app.schemas.goals import GoalPage, TrainingRulePage
from tests.problems import fault_in, problem_in
from tests.queries.training import GOALS, SEED, ask, promised

SPRING = {
    "slug": "spring",
    "name": "A better spring",
    "position": 2,
    "summary": "Tendons that give back.",
    "heavy": True,
    "suits": {"strength": 0.5},
    "sources": ["brown-2001"],
    "aliases": ["A better spring"],
    "aims": [
        {
            "role": "elastic-storage",
            "phase": "loading",
            "function": "tendon-strain-energy",
            "within": "calf",
            "importance": 1.0,
        }
    ],
}


def test_a_goal_is_told_whole(world: httpx.Client) -> None:
    assert ask(world, "goals/spring") == SPRING


def test_a_rule_is_told_whole(world: httpx.Client) -> None:
    assert ask(world, "training-rules/r08") == {
        "id": "r08",
        "area": "area",
        "statement": "Rule r08.",
        "explain": "Because of r08.",
        "certainty": "low",
        "judgement": True,
        "sources": [],
        "label": None,
        "cited": [],
    }


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("goals", ["general", "spring"]),
        ("goals?sort=slug", ["general", "spring"]),
        ("goals?ids=spring,nope", ["spring"]),
        ("training-rules?limit=2", ["r01", "r03"]),
        ("training-rules?sort=-id&limit=2", ["r34", "r30"]),
        ("training-rules?ids=r99,r22", ["r22"]),
    ],
)
def test_lists_hold_what_is_asked_for(world: httpx.Client, query: str, keys: list[str]) -> None:
    items = ask(world, query)["items"]

    assert [item.get("slug") or item["id"] for item in items] == keys


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("goals/sprin", "There is no 'sprin' among the goals. Did you mean 'spring'?"),
        ("training-rules/zzz", "There is no 'zzz' among the training rules."),
    ],
)
def test_an_unknown_one_is_not_found(world: httpx.Client, path: str, detail: str) -> None:
    assert problem_in(world.get(f"/v1/{path}"), 404, "not_found")["detail"] == detail


@pytest.mark.parametrize(
    "query", ["goals?role=power", "training-rules?area=tendon", "goals?sort=-id"]
)
def test_what_a_list_does_not_take_is_refused(world: httpx.Client, query: str) -> None:
    response = world.get(f"/v1/{query}")

    assert fault_in(response, response.json()["code"])["parameter"] in {"role", "area", "sort"}


@pytest.mark.parametrize("name", ["spring", "A better spring", "a-better-spring", "SPRING"])
def test_a_goal_is_asked_for_by_any_of_its_names(world: httpx.Client, name: str) -> None:
    answer = ask(world, "recommendations", goal=name)

    assert answer["goal"] == {"slug": "spring", "name": "A better spring"}


def test_the_real_data_has_the_shapes_that_it_declares(client: httpx.Client) -> None:
    goals, rules = ask(client, "goals?limit=200"), ask(client, "training-rules?limit=200")

    assert GoalPage.model_validate(goals).model_dump(mode="json") == goals
    assert TrainingRulePage.model_validate(rules).model_dump(mode="json") == rules


def test_the_goals_of_the_issue_are_there_in_their_order(client: httpx.Client) -> None:
    goals = ask(client, "goals?limit=200")["items"]

    assert [goal["slug"] for goal in goals] == GOALS
    assert [goal["position"] for goal in goals] == list(range(1, len(goals) + 1))
    assert all(goal["aims"] for goal in goals)


def test_every_name_of_a_goal_finds_it(client: httpx.Client) -> None:
    for goal in ask(client, "goals?limit=200")["items"]:
        for name in goal["aliases"]:
            asked = ask(client, "recommendations", goal=name, limit=1)

            assert asked["goal"]["slug"] == goal["slug"], name


def test_every_rule_that_code_follows_is_told(client: httpx.Client) -> None:
    told = {rule["id"] for rule in ask(client, "training-rules?limit=200")["items"]}

    assert {rule.value for rule in Rule} <= told


def test_a_rule_is_cited_or_says_that_it_is_a_judgement(client: httpx.Client) -> None:
    labels = {source.key: source.label for source in SEED.sources}

    for rule in ask(client, "training-rules?limit=200")["items"]:
        assert rule["sources"] or rule["judgement"], rule["id"]
        cited = [(one["key"], one["label"]) for one in rule["cited"]]
        assert cited == [(key, labels[key]) for key in rule["sources"]], rule["id"]
        assert promised(rule) == [], rule["id"]


def test_goals_promise_no_health_and_name_known_sources(client: httpx.Client) -> None:
    known = {source.key for source in SEED.sources}

    for goal in ask(client, "goals?limit=200")["items"]:
        assert promised(goal) == [], goal["slug"]
        assert set(goal["sources"]) <= known, goal["slug"]
