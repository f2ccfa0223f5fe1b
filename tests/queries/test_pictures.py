"""The muscle map over the API: what is asked, what is refused, and how it is sent."""

from xml.etree import ElementTree as Xml

import httpx
import pytest

from tests.problems import problem_in

PATH = "/v1/muscle-map.svg"
SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES, MOST_COMPRESSED = 40_000, 12_000


def picture(server: httpx.Client, query: str = "") -> Xml.Element:
    """Ask for a map and read it."""
    response = server.get(f"{PATH}?{query}")
    assert response.status_code == 200, response.text
    return Xml.fromstring(response.content)  # noqa: S314  (Our own bytes.)


def classes(root: Xml.Element) -> dict[str, str]:
    """Give the colour of each muscle by its id without the prefix."""
    return {
        name.removeprefix("pm-"): (one.get("class") or "").removeprefix("pm-")
        for one in root.iter(f"{SVG}path")
        if (name := one.get("id"))
    }


def texts(root: Xml.Element) -> list[str]:
    return [str(one.text) for one in root.iter(f"{SVG}text")]


def test_roles_of_the_world_colour_it(world: httpx.Client) -> None:
    root = picture(world, "phase=push-off&function=propulsion")

    colours = classes(root)
    assert colours["back-soleus"] == "s2"  # Its own weight, not that of the calf.
    assert colours["front-rectus-femoris"] == "o5"
    assert "front-deltoid" not in colours  # The world does not know it: it is only drawn.
    assert texts(root)[0] == "Push-off: propulsion"


def test_an_answer_is_kept_like_every_other(world: httpx.Client) -> None:
    first = world.get(PATH, params={"phase": "push-off"})
    again = world.get(
        PATH, params={"phase": "push-off"}, headers={"If-None-Match": first.headers["ETag"]}
    )

    assert first.headers["content-type"] == "image/svg+xml"
    assert first.headers["content-security-policy"].startswith("default-src 'none'")
    assert "max-age" in first.headers["cache-control"]
    assert first.headers["x-pushoff-release"]
    assert (again.status_code, again.content) == (304, b"")
    assert world.head(PATH).headers["content-type"] == "image/svg+xml"


def test_whatever_a_client_accepts_it_gets_the_picture(world: httpx.Client) -> None:
    for accept in ("image/svg+xml", "image/*,*/*;q=0.8", "text/html", "application/json"):
        assert (
            world.get(PATH, headers={"Accept": accept}).headers["content-type"] == "image/svg+xml"
        )


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("phase=pushoof", "unknown_value", "push-off"),
        ("colour=red", "unknown_parameter", "view"),
        ("view=top", "unknown_value", "front"),
        ("theme=dunkel", "unknown_value", "dark"),
        ("labels=yes", "unknown_value", "names"),
        ("view=front&view=back", "duplicate_parameter", "one value"),
        ("muscle=", "invalid_value", "muscle"),
        ("muscle=%00", "invalid_value", "muscle"),
        ("muscle=%3Cscript%3E", "unknown_value", "<script>"),
        ("exercise=no-such-exercise", "unknown_value", "exercise"),
        ("exercise=pogo-hop&phase=push-off", "invalid_value", "two pictures"),
        ("role=power&function=tendon-strain-energy", "unknown_value", "elastic-storage"),
        ("format=png", "unknown_parameter", "format"),
    ],
)
def test_what_means_nothing_is_refused_with_the_way_out(
    world: httpx.Client, query: str, code: str, words: str
) -> None:
    problem = problem_in(world.get(f"{PATH}?{query}"), 422, code)

    assert words in str(problem)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "phase=push-off&role=power",
        "phase=loading&phase=push-off&role=stability&role=deceleration",
        "role=power",
        "exercise=nordic-curl",
        "exercise=back-squat&exercise=pull-up&exercise=front-plank",
        "muscle=hip-flexors&theme=auto",
    ],
)
def test_a_map_is_small(client: httpx.Client, query: str) -> None:
    plain = client.get(f"{PATH}?{query}", headers={"Accept-Encoding": "identity"})
    coded = client.get(f"{PATH}?{query}", headers={"Accept-Encoding": "br"})

    assert int(plain.headers["content-length"]) <= MOST_BYTES
    assert int(coded.headers["content-length"]) <= MOST_COMPRESSED
    assert coded.content == plain.content


def test_names_are_understood_as_everywhere(client: httpx.Client) -> None:
    assert picture(client, "phase=propulsion&muscle=Glute+Med").find(f"{SVG}title") is not None
    assert texts(picture(client, "muscle=SOL"))[0] == "Soleus"


def test_a_group_colours_its_parts_and_says_so(client: httpx.Client) -> None:
    roles = client.get("/v1/muscle-roles?phase=push-off&function=propulsion").json()["items"]
    known = {item["muscle"]["slug"] for item in roles}
    assert "quadratus-lumborum" not in known
    assert "erector-spinae" in known

    root = picture(client, "phase=push-off&function=propulsion")

    assert (
        classes(root)["back-longissimus-thoracis"] == classes(root)["back-spinalis-thoracis"] != ""
    )
    assert any(
        text.startswith("Known as a whole only") and "Erector spinae" in text
        for text in texts(root)
    )


def test_weights_are_those_of_the_roles(client: httpx.Client) -> None:
    query = "phase=push-off&function=propulsion"
    roles = client.get(f"/v1/muscle-roles?{query}&limit=200").json()["items"]
    weights = {item["muscle"]["slug"]: item["weight"] for item in roles}

    root = picture(client, f"{query}&labels=values")

    soleus = next(one for one in root.iter(f"{SVG}path") if one.get("id") == "pm-back-soleus")
    assert soleus.findtext(f"{SVG}title") == f"Soleus: {weights['soleus']:.2f}"


def test_an_exercise_colours_what_it_involves(client: httpx.Client) -> None:
    exercise = client.get("/v1/exercises/nordic-curl").json()
    primary = {
        work["muscle"]["slug"] for work in exercise["muscles"] if work["involvement"] == "primary"
    }

    root = picture(client, "exercise=nordic-curl")

    assert texts(root)[0] == exercise["name"]
    assert "hamstrings" in primary or "biceps-femoris-long-head" in primary
    assert classes(root)["back-biceps-femoris-long-head"] == "s5"
    assert classes(root)["front-deltoid"] == ""


def test_a_muscle_is_highlighted_with_its_parts(client: httpx.Client) -> None:
    colours = classes(picture(client, "muscle=hamstrings"))

    lit = {name.partition("-")[2] for name, colour in colours.items() if colour == "s3"}
    assert lit == {
        "biceps-femoris-long-head",
        "biceps-femoris-short-head",
        "semimembranosus",
        "semitendinosus",
    }


def test_what_cannot_be_seen_is_said(client: httpx.Client) -> None:
    root = picture(client, "muscle=levator-ani")

    assert "Not drawn: Levator ani. Lies inside the pelvis." in texts(root)


def test_every_question_to_phases_roles_and_functions_has_a_picture(client: httpx.Client) -> None:
    for kind in ("phases", "roles"):
        for item in client.get(f"/v1/{kind}").json()["items"]:
            picture(client, f"{kind.removesuffix('s')}={item['slug']}&view=side")


def test_the_order_of_names_and_their_aliases_change_nothing(world: httpx.Client) -> None:
    one, other, alias = (
        world.get(f"/v1/muscle-map.svg?{query}")
        for query in (
            "muscle=soleus&muscle=gastrocnemius",
            "muscle=gastrocnemius&muscle=soleus",
            "muscle=Soleus&muscle=gastrocnemius",
        )
    )

    assert one.content == other.content == alias.content
