"""The muscle roles of the world: what is measured, what is added up, and what may not be."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.vocabulary import Derivation, Direction, Grade, Stance
from app.seeding.read import Seed, read_seed
from app.seeding.roles import Point, RoleFacts, work_out_roles
from tests.seeding.changes import Changes, added, edited
from tests.world import write_world

FINDINGS = "measurements/findings.csv"
SHARES = "measurements/shares.csv"
WEIGHTS = "measurements/weights.csv"
LATERAL = "lateral-head,push-off,propulsion,drives,derived-brown-2001"
PROPULSION = "push-off.power.propulsion.drives"
WORK = "push-off.power.work-generation.drives"
SPRING = "loading.elastic-storage.tendon-strain-energy.drives"


@pytest.fixture(scope="module")
def seed(world_folder: Path) -> Seed:
    return read_seed(world_folder)


@pytest.fixture(scope="module")
def roles(seed: Seed) -> dict[str, RoleFacts]:
    return {role.id: role for role in work_out_roles(seed)}


def roles_after(changes: Changes, folder: Path) -> dict[str, RoleFacts]:
    seed = read_seed(write_world(folder, changes))
    assert seed.faults == []
    return {role.id: role for role in work_out_roles(seed)}


def said(role: RoleFacts) -> str:
    """Say the figures of a role in a line: share, range, weight, grade and number of runners."""
    return (
        f"{role.derivation} {role.share} ({role.share_low}, {role.share_high}), "
        f"weight {role.weight}, grade {role.grade}, n {role.n}"
    )


@pytest.mark.parametrize(
    ("place", "muscles"),
    [
        (
            PROPULSION,
            {
                "calf": "measured 0.8 (0.5, 0.95), weight 1.0, grade B, n 10",
                "gastrocnemius": "summed 0.4 (0.25, 0.6), weight 0.5, grade D, n 4",
                "gastrocnemius-lateral-head": (
                    "measured 0.125 (0.05, 0.2), weight 0.156, grade D, n 4"
                ),
                "gastrocnemius-medial-head": (
                    "measured 0.275 (0.2, 0.4), weight 0.344, grade D, n 4"
                ),
                "plantarflexors": "summed 0.7 (0.35, 1.0), weight 0.875, grade D, n 4",
                "soleus": "measured 0.3 (0.1, 0.5), weight 0.375, grade D, n 4",
            },
        ),
        (
            PROPULSION.replace("drives", "opposes"),
            {"rectus-femoris": "measured 0.9 (0.8, 1.0), weight 1.0, grade D, n 4"},
        ),
        (
            WORK,
            {
                "calf": "unsummable None (None, None), weight None, grade C, n None",
                "gastrocnemius": "summed 0.3 (0.2, 0.4), weight 0.6, grade C, n 1",
                "gastrocnemius-medial-head": "measured 0.3 (0.2, 0.4), weight 0.6, grade C, n 1",
                "plantarflexors": "unsummable None (None, None), weight None, grade C, n None",
                "soleus": "measured 0.5 (0.4, 0.6), weight 1.0, grade C, n 1",
            },
        ),
        (
            SPRING,
            {
                "calf": "unsummable None (None, None), weight None, grade D, n None",
                "gastrocnemius": "unsummable None (None, None), weight None, grade D, n None",
                "gastrocnemius-medial-head": (
                    "measured 0.3 (None, None), weight 0.6, grade D, n 1"
                ),
                "plantarflexors": "unsummable None (None, None), weight None, grade D, n None",
                "soleus": "measured 0.5 (0.4, 0.6), weight 1.0, grade D, n 1",
            },
        ),
    ],
)
def test_the_world_has_exactly_these_roles_in_a_place(
    roles: dict[str, RoleFacts], place: str, muscles: dict[str, str]
) -> None:
    found = {role.muscle: said(role) for role_id, role in roles.items() if place in role_id}

    assert found == muscles


def test_the_world_has_no_other_role(roles: dict[str, RoleFacts]) -> None:
    assert len(roles) == 17


def test_roles_come_in_the_order_of_their_ids(seed: Seed) -> None:
    ids = [role.id for role in work_out_roles(seed)]

    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    ("role", "basis"),
    [
        (
            f"calf.{PROPULSION}",
            "Mean of 2 cohort means (10 runners, 2 to 4 m/s), computed by this project from public "
            "data; low and high are the extremes over runners, speeds and ways to share force "
            "among muscles.",
        ),
        (
            f"gastrocnemius.{PROPULSION}",
            "Sum over Lateral head of gastrocnemius and Medial head of gastrocnemius, source by "
            "source and speed by speed; low and high add the parts' extremes.",
        ),
        (
            f"plantarflexors.{PROPULSION}",
            "Sum over Lateral head of gastrocnemius, Medial head of gastrocnemius and Soleus, "
            "source by source and speed by speed; low and high add the parts' extremes.",
        ),
        (
            f"gastrocnemius.{WORK}",
            "Sum over Medial head of gastrocnemius, all of the same source; low and high add the "
            "parts' extremes. No such figure for Lateral head of gastrocnemius.",
        ),
        (
            f"calf.{WORK}",
            "Known of Medial head of gastrocnemius and Soleus only, and not added up: "
            "their shares come from different sources.",
        ),
        (
            f"calf.{SPRING}",
            "Known of Medial head of gastrocnemius and Soleus only, and not added up: "
            "tendon strain energy of different muscles is not part of one total at one time.",
        ),
        (f"soleus.{SPRING}", "Share of the peaks. Computed by this project from public data."),
    ],
)
def test_a_basis_says_how_the_share_came_about(
    roles: dict[str, RoleFacts], role: str, basis: str
) -> None:
    assert roles[role].basis == basis


def test_a_sum_keeps_the_points_that_all_parts_have(roles: dict[str, RoleFacts]) -> None:
    assert roles[f"plantarflexors.{PROPULSION}"].points == [
        Point("derived-brown-2001", speed_m_s=2, share=0.8, low=0.55, high=1.0, n=4),
        Point("derived-brown-2001", speed_m_s=4, share=0.6, low=0.35, high=0.9, n=4),
    ]


def test_a_role_carries_its_trends_and_findings(roles: dict[str, RoleFacts]) -> None:
    calf, soleus = roles[f"calf.{PROPULSION}"], roles[f"soleus.{PROPULSION}"]

    assert [(trend.source, trend.slope_per_m_s) for trend in calf.trends] == [
        ("derived-brown-2001", -0.1)
    ]
    # `bears_on` wins over the finding's own muscles; without it, its muscles bear the finding.
    assert calf.findings == {"f2": Stance.dissents}
    assert soleus.findings == {"f1": Stance.supports}


def test_a_cohort_counts_once_however_many_speeds_it_ran(roles: dict[str, RoleFacts]) -> None:
    calf = roles[f"calf.{PROPULSION}"]

    # The mean of 0.7 and 0.9, one a cohort, not that of the three points.
    assert [point.share for point in calf.points] == [0.8, 0.6, 0.9]
    assert calf.share == 0.8


def test_a_range_covers_every_runner_and_every_method(tmp_path: Path) -> None:
    changes = edited(SHARES, ("0.7,0.9,0.05,4,0.75,0.85", "0.7,0.9,0.05,4,0.3,0.99"))

    calf = roles_after(changes, tmp_path)[f"calf.{PROPULSION}"]

    assert (calf.share, calf.share_low, calf.share_high) == (0.8, 0.3, 0.99)


def test_runners_analysed_apart_widen_the_range_and_leave_the_mean(tmp_path: Path) -> None:
    changes = added(
        WEIGHTS, "soleus,push-off,propulsion,drives,0.7,0.02,0.8,2,C,derived-brown-2001,Apart\n"
    )

    soleus = roles_after(changes, tmp_path)[f"soleus.{PROPULSION}"]

    assert said(soleus) == "measured 0.3 (0.02, 0.8), weight 0.375, grade D, n 4"
    assert soleus.basis.endswith(", and over 2 runners analysed apart.")


def test_a_share_names_the_sources_behind_it_and_its_range(tmp_path: Path) -> None:
    soleus = f"soleus.{PROPULSION}"
    changes = added(
        WEIGHTS, "soleus,push-off,propulsion,drives,0.7,0.02,0.8,2,C,derived-white-2003,Apart\n"
    )
    changes |= edited(FINDINGS, ("calf.push-off", "rectus-femoris.push-off"))

    plain, apart = (roles_after(after, tmp_path) for after in ({}, changes))

    assert plain[soleus].sources == ["derived-brown-2001"]
    assert apart[soleus].sources == ["derived-brown-2001", "derived-white-2003"]
    assert plain[f"gastrocnemius-medial-head.{WORK}"].sources == ["derived-white-2003"]
    assert apart[f"rectus-femoris.{PROPULSION}"].sources == []


def test_a_finding_alone_makes_a_role_without_a_share(tmp_path: Path) -> None:
    changes = edited(FINDINGS, ("calf.push-off", "rectus-femoris.push-off"))

    roles = roles_after(changes, tmp_path)

    rectus = roles[f"rectus-femoris.{PROPULSION}"]
    assert said(rectus) == "measured None (None, None), weight None, grade D, n None"
    assert rectus.basis == (
        "No share is known: the findings below name a rank, a figure or a statement."
    )


def test_the_strongest_of_several_findings_grades_a_role_without_a_share(tmp_path: Path) -> None:
    changes = edited(
        FINDINGS,
        ("calf.push-off", "rectus-femoris.push-off"),
        (
            "brown-2001,primary,,,soleus,",
            f"brown-2001,primary,,,soleus,rectus-femoris.{PROPULSION}",
        ),
    )

    rectus = roles_after(changes, tmp_path)[f"rectus-femoris.{PROPULSION}"]

    assert rectus.grade is Grade.A
    assert rectus.findings == {"f1": Stance.supports, "f2": Stance.dissents}


def test_parts_known_by_findings_alone_are_not_added_up(tmp_path: Path) -> None:
    target = "gastrocnemius-medial-head.loading.power.work-generation.drives"
    changes = edited(FINDINGS, (f"calf.{PROPULSION}", target))

    gastrocnemius = roles_after(changes, tmp_path)[
        "gastrocnemius.loading.power.work-generation.drives"
    ]

    assert said(gastrocnemius) == "unsummable None (None, None), weight None, grade D, n None"
    assert gastrocnemius.basis == (
        "Known of Medial head of gastrocnemius only, and not added up: "
        "no part has a share, only ranks, figures or statements."
    )


def test_shares_of_one_source_are_added_up(tmp_path: Path) -> None:
    changes = edited(WEIGHTS, ("derived-white-2003", "derived-brown-2001"))

    calf = roles_after(changes, tmp_path)[f"calf.{WORK}"]

    assert said(calf) == "summed 0.8 (0.6, 1.0), weight 1.0, grade C, n 1"
    assert calf.sources == ["derived-brown-2001"]
    assert calf.basis == (
        "Sum over Medial head of gastrocnemius and Soleus, all of the same source; low and high "
        "add the parts' extremes. No such figure for Lateral head of gastrocnemius."
    )


def test_a_sum_of_parts_with_an_unknown_range_has_an_unknown_range(tmp_path: Path) -> None:
    changes = edited(
        WEIGHTS, ("0.3,0.2,0.4,1,C,derived-white-2003", "0.3,,,1,C,derived-brown-2001")
    )

    calf = roles_after(changes, tmp_path)[f"calf.{WORK}"]

    assert (calf.share, calf.share_low, calf.share_high) == (0.8, None, None)


def test_parts_without_a_common_speed_are_not_added_up(tmp_path: Path) -> None:
    changes = edited(
        SHARES,
        (f"{LATERAL},2,", f"{LATERAL},2.5,"),
        (f"{LATERAL},4,", f"{LATERAL},4.5,"),
    )

    gastrocnemius = roles_after(changes, tmp_path)[f"gastrocnemius.{PROPULSION}"]

    assert gastrocnemius.derivation is Derivation.unsummable
    assert gastrocnemius.points == []
    assert gastrocnemius.basis.endswith(
        "and not added up: no source gives all of them at the same speed."
    )


def test_only_a_speed_that_all_parts_share_is_added_up(tmp_path: Path) -> None:
    changes = edited(
        SHARES,
        (f"{LATERAL},4,", f"{LATERAL},4.5,"),
    )

    gastrocnemius = roles_after(changes, tmp_path)[f"gastrocnemius.{PROPULSION}"]

    assert [(point.speed_m_s, point.share) for point in gastrocnemius.points] == [(2, 0.4)]
    assert (gastrocnemius.share, gastrocnemius.weight) == (0.4, 0.5)


def test_a_direction_is_weighed_alone(roles: dict[str, RoleFacts]) -> None:
    rectus = roles["rectus-femoris.push-off.power.propulsion.opposes"]

    assert rectus.place == ("push-off", "propulsion", Direction.opposes)
    assert (rectus.share, rectus.weight) == (0.9, 1.0)


def test_a_functional_group_sets_no_measure_for_the_tree(tmp_path: Path) -> None:
    changes = added(
        SHARES,
        "plantarflexors,push-off,propulsion,drives,derived-brown-2001,2,1,1,1,0,4,,,,,,B\n",
    )

    roles = roles_after(changes, tmp_path)

    assert said(roles[f"plantarflexors.{PROPULSION}"]) == (
        "measured 1.0 (1.0, 1.0), weight 1.0, grade B, n 4"
    )
    assert roles[f"calf.{PROPULSION}"].weight == 1.0


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
def test_roles_do_not_depend_on_the_order_of_the_records(seed: Seed, order: random.Random) -> None:
    shuffled = replace(
        seed,
        **{
            name: order.sample(records, len(records))
            for name, records in vars(seed).items()
            if name != "faults"
        },
    )

    assert plain(work_out_roles(shuffled)) == plain(work_out_roles(seed))


def plain(roles: list[RoleFacts]) -> list[RoleFacts]:
    """Put points and trends in an order, as the tables do by their keys."""
    return [
        replace(
            role,
            points=sorted(role.points, key=lambda point: (point.source, point.speed_m_s)),
            trends=sorted(role.trends, key=lambda trend: trend.source),
        )
        for role in roles
    ]
