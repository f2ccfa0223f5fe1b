"""Whole exercises, as the world has them: what they name, and what they serve in running."""

import httpx

PUSH = "push-off.power.propulsion.drives"
WORK = "push-off.power.work-generation.drives"
SPRING = "loading.elastic-storage.tendon-strain-energy.drives"


def test_an_exercise_is_told_whole(world: httpx.Client) -> None:
    gastrocnemius = {"slug": "gastrocnemius", "name": "Gastrocnemius", "kind": "muscle"}
    soleus = {"slug": "soleus", "name": "Soleus", "kind": "muscle"}
    spring = {"phase": "loading", "function": "tendon-strain-energy"}

    hop = world.get("/v1/exercises/hop").json()

    links = {name: hop.pop(name) for name in ("emg", "gates", "injuries")}
    assert {name: len(linked) for name, linked in links.items()} == {
        "emg": 1,
        "gates": 3,
        "injuries": 1,
    }
    assert hop == {
        "slug": "hop",
        "name": "Hop",
        "summary": "Hops forward on one leg.",
        "category": "plyometric",
        "pattern": "hop",
        "laterality": "unilateral",
        "level": 4,
        "impact": 3,
        "measure": "contacts",
        "per_side": True,
        "contraction": "ballistic",
        "instructions": ["Stand on your better leg.", "Hop forward.", "Land and hold."],
        "cues": ["Quick off the ground.", "Quiet landing."],
        "mistakes": ["Twisting: look ahead.", "Falling: hop shorter."],
        "safety": "On even ground only.",
        "aliases": [],
        "equipment": [[]],
        "helpful": [],
        "dose": {
            "sets_low": 3,
            "sets_high": 5,
            "amount_low": None,
            "amount_high": None,
            "contacts_low": 20,
            "contacts_high": 60,
            "hold_s": None,
            "reps_in_reserve_low": None,
            "reps_in_reserve_high": None,
            "load_1rm_low": None,
            "rest_low_s": None,
            "rest_high_s": None,
            "per_week_low": None,
            "per_week_high": None,
            "weeks": None,
            "text": "20 to 60 contacts, half on each side.",
            "judgement": True,
            "sources": [],
            "note": None,
        },
        "muscles": [
            {
                "involvement": "primary",
                "contraction": "ballistic",
                "reason": "Throws the body forward.",
                "muscle": gastrocnemius,
            },
            {
                "involvement": "secondary",
                "contraction": "ballistic",
                "reason": "Helps to throw it.",
                "muscle": soleus,
            },
        ],
        "roles": [
            {
                "role": "elastic-storage",
                "reason": "Loads one tendon.",
                "mode": "trains",
                "muscles": [gastrocnemius, soleus],
                "serves": [
                    {"muscle_role": f"{muscle}.{SPRING}", "muscle": muscle, **spring, "weight": w}
                    for muscle, w in [("soleus", 1.0), ("calf", None), ("gastrocnemius", None)]
                ],
            }
        ],
        "easier": [
            {
                "change": "Use one leg.",
                "same_level_because": None,
                "exercise": {"slug": "pogo", "name": "Pogo", "level": 2},
            }
        ],
        "harder": [],
        "garmin": None,
        "highlights": [
            {"package": "body-one", "primary": ["calves"], "secondary": []},
            {"package": "body-two", "primary": [], "secondary": ["left-soleus", "right-soleus"]},
        ],
        "figure": None,
    }


def test_an_exercise_serves_what_its_muscles_do_the_heaviest_first(world: httpx.Client) -> None:
    both = [
        (f"calf.{PUSH}", 1.0),
        (f"soleus.{WORK}", 1.0),
        (f"gastrocnemius.{WORK}", 0.6),
        (f"gastrocnemius.{PUSH}", 0.5),
        (f"soleus.{PUSH}", 0.375),
        (f"calf.{WORK}", None),
    ]
    served = {
        slug: {
            (role["role"], role["mode"]): [(s["muscle_role"], s["weight"]) for s in role["serves"]]
            for role in world.get(f"/v1/exercises/{slug}").json()["roles"]
        }
        for slug in ("heel-raise", "seated-heel-raise", "pogo", "calf-stretch")
    }

    assert served == {
        "heel-raise": {("power", "trains"): both},
        "seated-heel-raise": {
            ("power", "trains"): [pair for pair in both if pair[0].startswith("soleus")]
        },
        "pogo": {
            ("elastic-storage", "trains"): [(f"calf.{SPRING}", None)],
            ("power", "trains"): [both[0], both[5]],
        },
        "calf-stretch": {("power", "prepares"): []},
    }


def test_an_exercise_tells_names_helpers_ways_and_packages(world: httpx.Client) -> None:
    told = {
        slug: world.get(f"/v1/exercises/{slug}?fields={fields}").json()
        for slug, fields in [
            ("heel-raise", "aliases,helpful,garmin"),
            ("loaded-heel-raise", "equipment,highlights"),
            ("single-leg-heel-raise", "safety,highlights"),
        ]
    }

    soleus = ["left-soleus", "right-soleus"]
    lit = [
        {"package": "body-one", "primary": ["calves"], "secondary": []},
        {"package": "body-two", "primary": soleus, "secondary": []},
    ]
    assert told == {
        "heel-raise": {
            "aliases": ["calf raise", "HR"],
            "helpful": [{"slug": "mat", "name": "Mat"}],
            "garmin": {
                "match": "exact",
                "category": "calf_raise",
                "category_id": 1,
                "name": "standing_calf_raise",
                "name_id": 19,
            },
        },
        "loaded-heel-raise": {
            "equipment": [
                [{"slug": "dumbbell", "name": "Dumbbell"}, {"slug": "step", "name": "Step"}],
                [{"slug": "kettlebell", "name": "Kettlebell"}, {"slug": "step", "name": "Step"}],
            ],
            "highlights": lit,
        },
        "single-leg-heel-raise": {"safety": "Stop if the calf hurts.", "highlights": lit},
    }
