"""Red flags: what sends a person to a clinician before any plan."""

import httpx
import pytest

from app.schemas.injuries import RedFlagPage


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["calf-swelling", "night-pain"]),
        ("sort=slug", ["calf-swelling", "night-pain"]),
        ("urgency=clinician", ["night-pain"]),
        ("urgency=urgent", []),
        ("urgency=clinician&urgency=emergency", ["calf-swelling", "night-pain"]),
        ("ids=night-pain,hop", ["night-pain"]),
    ],
)
def test_red_flags_are_found_by_urgency(world: httpx.Client, query: str, slugs: list[str]) -> None:
    page = world.get(f"/v1/red-flags?{query}").json()

    assert [item["slug"] for item in page["items"]] == slugs


def test_a_red_flag_is_told_whole(world: httpx.Client) -> None:
    flag = world.get("/v1/red-flags/night-pain").json()

    assert flag == {
        "slug": "night-pain",
        "name": "Pain at night",
        "position": 2,
        "signs": "Pain that wakes you.",
        "concern": "It does not fit a strain.",
        "action": "See a clinician.",
        "urgency": "clinician",
        "verified": "primary",
        "label": None,
        "source": {"key": "brown-2001", "label": "Brown 2001"},
    }
    assert flag in world.get("/v1/red-flags").json()["items"]


def test_every_red_flag_of_the_real_data_has_a_source_or_a_label_and_stands_in_order(
    client: httpx.Client,
) -> None:
    page = client.get("/v1/red-flags?limit=200").json()

    assert RedFlagPage.model_validate(page).model_dump(mode="json") == page
    assert page["items"]
    assert all(flag["source"] or flag["label"] for flag in page["items"])
    places = [(flag["position"], flag["slug"]) for flag in page["items"]]
    assert places == sorted(places)
