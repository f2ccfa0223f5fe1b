"""Sessions: what is in them, in which order, how much of it, and what they keep to."""

import httpx
import pytest
from inline_snapshot import snapshot

from app.domain.errors import BadQuestion
from app.queries.sessions import refuse_referral
from app.schemas.paging import Named
from app.schemas.sessions import Referral
from tests.problems import fault_in, problem_in
from tests.queries.training import ask, items_of, work_of

EVERYTHING = "max_level=5&max_impact=3"


def test_a_session_is_told_whole(world: httpx.Client) -> None:
    answer = ask(world, "sessions?minutes=20&exclude=single-leg-heel-raise&injury=calf-strain")

    first, *rest = items_of(answer)
    assert [block["kind"] for block in answer.pop("blocks")] == snapshot(["calf-and-foot"])
    assert first == snapshot(
        {
            "exercise": {"slug": "heel-raise", "name": "Heel raise"},
            "sets": 3,
            "reps": 10,
            "hold_s": None,
            "metres": None,
            "contacts": None,
            "per_side": False,
            "measure": "reps",
            "load": "A load with which 2 good repetitions would be left at the end of a set.",
            "rest_s": 60,
            "minutes": 3.8,
            "score": 0.7606,
            "reasons": [
                {
                    "muscle": "gastrocnemius",
                    "role": "power",
                    "phase": "push-off",
                    "muscle_role": "calf.push-off.power.propulsion.drives",
                    "importance": 0.2831,
                    "adds": 0.1982,
                    "weight": 1.0,
                    "share": 0.8,
                    "grade": "B",
                    "text": "Calf: about 80 % of the forward impulse in push-off (evidence grade "
                    "B). Lifts it with a straight knee. Builds the push.",
                    "findings": [{"id": "f2", "stance": "dissents"}],
                    "sources": [
                        {
                            "key": "derived-brown-2001",
                            "label": "Pushoff computation on Brown 2001 data",
                        },
                        {
                            "key": "derived-white-2003",
                            "label": "Pushoff computation on White 2003 data",
                        },
                        {"key": "green-2002", "label": "Green 2002"},
                    ],
                },
                {
                    "muscle": "soleus",
                    "role": "power",
                    "phase": "push-off",
                    "muscle_role": "soleus.push-off.power.work-generation.drives",
                    "importance": 0.2831,
                    "adds": 0.1982,
                    "weight": 1.0,
                    "share": 0.5,
                    "grade": "C",
                    "text": "Soleus: about 50 % of the positive muscle work in push-off "
                    "(evidence grade C). Lifts the heel. Builds the push.",
                    "findings": [],
                    "sources": [
                        {
                            "key": "derived-brown-2001",
                            "label": "Pushoff computation on Brown 2001 data",
                        }
                    ],
                },
            ],
            "cautions": [],
        }
    )
    assert [item.pop("reasons")[0] for item in rest] == snapshot(
        [
            {
                "muscle": "soleus",
                "role": "power",
                "phase": "push-off",
                "muscle_role": "soleus.push-off.power.work-generation.drives",
                "importance": 0.2831,
                "adds": 0.2548,
                "weight": 1.0,
                "share": 0.5,
                "grade": "C",
                "text": "Soleus: about 50 % of the positive muscle work in push-off "
                "(evidence grade C). Lifts heel and weight. Builds the most force.",
                "findings": [],
                "sources": [
                    {"key": "derived-brown-2001", "label": "Pushoff computation on Brown 2001 data"}
                ],
            },
            {
                "muscle": "soleus",
                "role": "power",
                "phase": "push-off",
                "muscle_role": "soleus.push-off.power.work-generation.drives",
                "importance": 0.2831,
                "adds": 0.1982,
                "weight": 1.0,
                "share": 0.5,
                "grade": "C",
                "text": "Soleus: about 50 % of the positive muscle work in push-off "
                "(evidence grade C). Works alone with bent knees. A first step to "
                "the push.",
                "findings": [],
                "sources": [
                    {"key": "derived-brown-2001", "label": "Pushoff computation on Brown 2001 data"}
                ],
            },
        ]
    )
    assert rest == snapshot(
        [
            {
                "exercise": {"slug": "loaded-heel-raise", "name": "Loaded heel raise"},
                "sets": 4,
                "reps": 6,
                "hold_s": None,
                "metres": None,
                "contacts": None,
                "per_side": True,
                "measure": "reps",
                "load": "A load with which 2 good repetitions would be left at the end of a set.",
                "rest_s": 30,
                "minutes": 4.2,
                "score": 0.515,
                "cautions": [],
            },
            {
                "exercise": {"slug": "seated-heel-raise", "name": "Seated heel raise"},
                "sets": 3,
                "reps": 10,
                "hold_s": None,
                "metres": None,
                "contacts": None,
                "per_side": False,
                "measure": "reps",
                "load": "A load with which 2 good repetitions would be left at the end of a set.",
                "rest_s": 60,
                "minutes": 3.8,
                "score": 0.3928,
                "cautions": [],
            },
        ]
    )
    assert answer == snapshot(
        {
            "goal": {"slug": "general", "name": "General strength"},
            "minutes": 11.9,
            "coverage": [
                {"role": "elastic-storage", "phase": "loading", "met": 0.0},
                {"role": "power", "phase": "push-off", "met": 0.6573},
            ],
            "left_out": [
                {
                    "exercise": {"slug": "single-leg-heel-raise", "name": "Single-leg heel raise"},
                    "code": "excluded",
                    "text": "You asked to leave it out.",
                },
                {
                    "exercise": {"slug": "pogo", "name": "Pogo"},
                    "code": "injury",
                    "text": "Calf strain: It stretches the torn muscle fast: leave it out.",
                },
                {
                    "exercise": {"slug": "hop", "name": "Hop"},
                    "code": "injury",
                    "text": "Calf strain: It loads the torn muscle: leave it out.",
                },
            ],
            "rules": [
                {
                    "id": "r15",
                    "text": "Because of r15.",
                    "judgement": True,
                    "label": None,
                    "sources": [],
                },
                {
                    "id": "r20",
                    "text": "Because of r20.",
                    "judgement": True,
                    "label": None,
                    "sources": [],
                },
                {
                    "id": "r22",
                    "text": "Because of r22.",
                    "judgement": True,
                    "label": None,
                    "sources": [],
                },
            ],
            "sources": [
                {"key": "derived-brown-2001", "label": "Pushoff computation on Brown 2001 data"},
                {"key": "derived-white-2003", "label": "Pushoff computation on White 2003 data"},
                {"key": "green-2002", "label": "Green 2002"},
            ],
            "referral": None,
            "links": {
                "fit": "/v1/sessions.fit?exclude=single-leg-heel-raise&injury=calf-strain"
                "&minutes=20"
            },
            "meta": {
                "gap": 0.0,
                "contacts": 0,
                "uses_minutes": False,
                "unmet": ["care", "hip", "knee", "loaded", "main", "trunk"],
            },
            "note": "Exercises are chosen from evidence and coaching judgement; strength work is "
            "no promise against injury, and nothing here clears anybody for training.",
            "revision": 1,
        }
    )


@pytest.mark.parametrize(
    ("query", "work"),
    [
        ("", snapshot(["pogo", "single-leg-heel-raise", "heel-raise", "loaded-heel-raise"])),
        (
            "minutes=10",
            snapshot(["pogo", "single-leg-heel-raise", "heel-raise", "loaded-heel-raise"]),
        ),
        ("max_impact=0", snapshot(["single-leg-heel-raise", "heel-raise", "loaded-heel-raise"])),
        ("max_level=1", snapshot(["heel-raise", "seated-heel-raise"])),
        (
            "exclude=pogo&exclude=HR",
            snapshot(["single-leg-heel-raise", "loaded-heel-raise", "seated-heel-raise"]),
        ),
        (
            "injury=calf-strain",
            snapshot(["single-leg-heel-raise", "heel-raise", "loaded-heel-raise"]),
        ),
        (
            "include=seated-heel-raise",
            snapshot(["pogo", "single-leg-heel-raise", "heel-raise", "seated-heel-raise"]),
        ),
        (
            f"include=hop&{EVERYTHING}",
            snapshot(["hop", "single-leg-heel-raise", "heel-raise", "loaded-heel-raise"]),
        ),
        (
            f"goal=spring&{EVERYTHING}",
            snapshot(["hop", "loaded-heel-raise", "single-leg-heel-raise"]),
        ),
    ],
)
def test_a_session_is_made_of_what_serves_the_goal(
    world: httpx.Client, query: str, work: list[str]
) -> None:
    answer = ask(world, f"sessions?{query}")

    assert work_of(answer) == work


@pytest.mark.parametrize(
    "flags", ["night-pain", "calf-swelling", "night-pain&red_flag=calf-swelling"]
)
def test_with_a_red_flag_there_is_a_referral_and_no_session(
    world: httpx.Client, flags: str
) -> None:
    answer = ask(world, f"sessions?red_flag={flags}&minutes=40&include=hop&max_impact=0")

    assert answer["referral"] == (
        {
            "red_flag": {"slug": "calf-swelling", "name": "Swollen calf"},
            "signs": "A swollen, warm calf.",
            "action": "Get emergency care.",
            "urgency": "emergency",
        }
        if "calf-swelling" in flags
        else {
            "red_flag": {"slug": "night-pain", "name": "Pain at night"},
            "signs": "Pain that wakes you.",
            "action": "See a clinician.",
            "urgency": "clinician",
        }
    )
    assert (answer["blocks"], answer["minutes"], answer["left_out"]) == ([], 0, [])
    assert [rule["id"] for rule in answer["rules"]] == ["r26"]
    assert answer["meta"]["uses_minutes"] is False


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("minutes=9", "minutes", "invalid_value"),
        ("minutes=121", "minutes", "invalid_value"),
        ("goal=sprnig", "goal", "unknown_value"),
        ("goal=spring&goal=general", "goal", "invalid_value"),
        ("stage=late", "stage", "invalid_value"),
        ("include=hopp", "include", "unknown_value"),
        ("exclude=hopp", "exclude", "unknown_value"),
        ("red_flag=night-pian", "red_flag", "unknown_value"),
        ("hours_to_next_key_run=-1", "hours_to_next_key_run", "invalid_value"),
        ("hours_to_next_key_run=337", "hours_to_next_key_run", "invalid_value"),
        ("race_in_days=366", "race_in_days", "invalid_value"),
        ("weekly_distance_jump_pct=1001", "weekly_distance_jump_pct", "invalid_value"),
        ("seed=-1", "seed", "invalid_value"),
        ("minutes=10&minutes=20", "minutes", "duplicate_parameter"),
        ("weeks=4", "weeks", "unknown_parameter"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    world: httpx.Client, query: str, parameter: str, code: str
) -> None:
    fault = fault_in(world.get(f"/v1/sessions?{query}"), code)

    assert fault["parameter"] == parameter


@pytest.mark.parametrize(
    ("query", "ways"),
    [
        ("include=loaded-heel-raise&available_equipment=chair", ["available_equipment", "include"]),
        ("include=pogo&exclude=pogo", ["exclude", "include"]),
        ("include=hop&max_level=4", ["max_impact", "include"]),
        ("include=hop&max_impact=3", ["max_level", "include"]),
        ("include=hop", ["include"]),
        (f"include=hop&injury=calf-strain&{EVERYTHING}", ["include"]),
        (
            "available_equipment=bodyweight&max_level=1&max_impact=0&exclude=heel-raise",
            ["available_equipment", "exclude", "max_level"],
        ),
        (f"include=hop&injury=calf-strain&stage=acute&exclude=hop&{EVERYTHING}", ["include"]),
    ],
)
def test_where_nothing_fits_the_problem_names_what_to_relax(
    world: httpx.Client, query: str, ways: list[str]
) -> None:
    body = problem_in(world.get(f"/v1/sessions?{query}"), 422, "infeasible")

    (fault,) = body["errors"]
    assert fault["valid"] == ways
    assert fault["parameter"] in ways
    assert body["detail"].startswith("No session keeps to all that was asked.")
    assert body["detail"].endswith(f"To relax: {' or '.join(ways)}.")


def test_no_workout_is_written_where_a_clinician_comes_first() -> None:
    flag = Named(slug="focal-bone-pain", name="Pinpoint bone pain")
    referral = Referral(
        red_flag=flag, signs="Pain at one spot.", action="See a clinician.", urgency="clinician"
    )

    with pytest.raises(BadQuestion) as refused:
        refuse_referral(referral)

    assert (refused.value.parameter, refused.value.code) == ("red_flag", "referral")
    assert refused.value.reason == ("Pinpoint bone pain: no workout is written. See a clinician.")
