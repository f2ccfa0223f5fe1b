"""The gait timeline over the API: what is asked, what is refused, and how it is sent."""

import gzip
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

import httpx
import pytest
from inline_snapshot import snapshot

from app.pictures.cycle import x_of
from app.settings import ROOT, Settings
from tests.conftest import NewDatabase, seeded, serving
from tests.pictures.boxes import SVG, meetings
from tests.problems import problem_in

PATH = "/v1/gait-timeline.svg"
MOST_BYTES, MOST_COMPRESSED = 40_000, 12_288
LEFT, RIGHT = x_of(0), x_of(100)


@pytest.fixture(scope="module")
def real(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """Talk to a server over the real seed: pictures are made of rows that no database changes."""
    url = seeded(new_database("sqlite"), ROOT / "seed")
    exports = tmp_path_factory.mktemp("exports")
    with serving(Settings(database_url=url, exports=exports)) as client:
        yield client


def picture(client: httpx.Client, query: str = "") -> Xml.Element:
    """Ask for a timeline and read it."""
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200, response.text
    return Xml.fromstring(response.content)  # noqa: S314  (Our own bytes.)


def said(root: Xml.Element) -> str | None:
    return root.findtext(f"{SVG}desc")


def texts(root: Xml.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def bands(root: Xml.Element) -> Iterator[tuple[str, float, float]]:
    """Give what is said of each band, and where it begins and ends."""
    for group in root.iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        if rect is not None:
            left = float(rect.get("x", 0))
            yield group.findtext(f"{SVG}title") or "", left, left + float(rect.get("width", 0))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "",
            snapshot(
                "The muscle that leads each running role in each phase. Power: push-off Calf "
                "Propulsion 80 % B. Elastic storage: loading Soleus Tendon strain energy 50 % "
                "D."
            ),
        ),
        (
            "muscle=soleus",
            snapshot(
                "Lifts the body from the ankle. Power: Propulsion: push-off 0.38 D. Power: Work"
                " generation: push-off 1.00 C. Elastic storage: Tendon strain energy: loading "
                "1.00 D."
            ),
        ),
        (
            "muscle=SOL&role=elastic-storage",
            snapshot(
                "What each muscle does, function by function. Elastic storage: Tendon strain "
                "energy: loading 1.00 D."
            ),
        ),
        (
            "role=power",
            snapshot(
                "Gives energy. Calf: push-off 1.00 B. Rectus femoris: push-off against it 1.00 "
                "D. Soleus: push-off 1.00 C. Medial head of gastrocnemius: push-off 0.60 C. "
                "Lateral head of gastrocnemius: push-off 0.16 D."
            ),
        ),
        (
            "role=power&limit=2",
            snapshot("Gives energy. Calf: push-off 1.00 B. Soleus: push-off 1.00 C."),
        ),
        (
            "exercise=calf-raise",
            snapshot(
                "The muscles that it trains, in the roles that it trains them for. Power: Calf:"
                " push-off 1.00 B. Power: Soleus: push-off 1.00 C. Power: Gastrocnemius: push-"
                "off 0.60 C."
            ),
        ),
        (
            "muscle=plantarflexors",
            snapshot(
                "All that point the foot. Power: Propulsion: push-off 0.88 D. Power: Work "
                "generation: push-off ? C. Elastic storage: Tendon strain energy: loading ? D."
            ),
        ),
    ],
)
def test_what_the_world_shows(world: httpx.Client, query: str, told: str) -> None:
    root = picture(world, query)

    assert said(root) == told
    assert meetings(root) == []


def test_a_cut_says_how_many_rows_there_are(world: httpx.Client) -> None:
    written = texts(picture(world, "role=power&limit=2"))

    assert [text for text in written if text.startswith("The leading")] == snapshot(
        ["The leading 2 of 5 rows."]
    )


def test_nothing_known_is_said(world: httpx.Client) -> None:
    root = picture(world, "muscle=gastrocnemius-lateral-head&role=elastic-storage")

    assert said(root) == "Nothing is known to this question."


def test_a_phase_is_highlighted(world: httpx.Client) -> None:
    plain, marked = picture(world), picture(world, "phase=propulsion")

    count = [
        sum("pm-mark" in one.get("class", "") for one in root.iter(f"{SVG}rect"))
        for root in (plain, marked)
    ]
    assert count == [0, 2]
    assert said(plain) == said(marked)


KNOWN: dict[str, bytes] = {}


@pytest.mark.parametrize("query", ["", "muscle=calf", "role=power", "exercise=pogo&theme=auto"])
def test_every_database_gives_the_same_bytes(world: httpx.Client, query: str) -> None:
    body = world.get(f"{PATH}?{query}").content

    assert KNOWN.setdefault(query, body) == body


@pytest.mark.parametrize(
    "names",
    [("muscle=soleus", "muscle=calf"), ("role=power", "role=elastic-storage"),
     ("exercise=pogo", "exercise=hop"), ("phase=loading", "phase=push-off")],
)  # fmt: skip
def test_the_order_of_names_makes_no_other_picture(
    world: httpx.Client, names: tuple[str, str]
) -> None:
    # A value of its own keeps each answer apart from the other, which is kept under one name.
    one, other = (
        world.get(f"{PATH}?{'&'.join(order)}&limit={limit}").content
        for limit, order in ((11, names), (12, names[::-1]))
    )

    assert one == other


def test_an_answer_is_kept_like_every_other(world: httpx.Client) -> None:
    first = world.get(PATH, params={"muscle": "soleus"})
    again = world.get(
        PATH, params={"muscle": "soleus"}, headers={"If-None-Match": first.headers["ETag"]}
    )

    assert first.headers["content-type"] == "image/svg+xml"
    assert first.headers["content-security-policy"].startswith("default-src 'none'")
    assert "max-age" in first.headers["cache-control"]
    assert first.headers["x-pushoff-release"]
    assert (again.status_code, again.content) == (304, b"")
    assert world.head(PATH).headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("phase=pushoof", "unknown_value", "push-off"),
        ("muscle=soleous", "unknown_value", "soleus"),
        ("role=powr", "unknown_value", "power"),
        ("exercise=no-such-exercise", "unknown_value", "exercise"),
        ("colour=red", "unknown_parameter", "theme"),
        ("theme=dunkel", "unknown_value", "dark"),
        ("theme=dark&theme=light", "duplicate_parameter", "one value"),
        ("limit=0", "invalid_value", "limit"),
        ("limit=13", "invalid_value", "limit"),
        ("limit=all", "invalid_value", "limit"),
        ("limit=1e999", "invalid_value", "limit"),
        ("limit=99999999999999999999", "invalid_value", "limit"),
        ("muscle=", "invalid_value", "muscle"),
        ("muscle=%00", "invalid_value", "muscle"),
        ("role=%3Cscript%3E", "unknown_value", "<script>"),
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
        "muscle=soleus&phase=push-off",
        "muscle=gluteus-maximus&theme=auto&limit=12",
        "muscle=hamstrings&muscle=quadriceps&limit=12",
        "muscle=levator-ani",
        "role=power&theme=auto&limit=12",
        "role=deceleration&theme=auto&limit=12",
        "role=stability&role=elastic-storage&phase=stance&phase=midstance",
        "exercise=bounding&limit=12",
        "exercise=nordic-curl&phase=late-swing&phase=initial-contact",
    ],
)
def test_a_timeline_is_small_whole_and_readable(real: httpx.Client, query: str) -> None:
    body = real.get(f"{PATH}?{query}").content
    root = Xml.fromstring(body)  # noqa: S314  (Our own bytes.)

    assert len(body) <= MOST_BYTES
    assert len(gzip.compress(body, 6, mtime=0)) <= MOST_COMPRESSED
    assert meetings(root) == []
    assert all(LEFT <= left < right <= RIGHT for _, left, right in bands(root))


def test_of_a_part_that_nothing_is_known_of_the_whole_is_named(real: httpx.Client) -> None:
    written = " ".join(texts(picture(real, "muscle=longissimus-thoracis")))

    assert "Nothing is known to this question." in written
    assert "ask for Erector spinae." in written


def test_every_phase_is_drawn_or_named_on_the_axis(real: httpx.Client) -> None:
    root = picture(real)
    titles = {title.text or "" for title in root.iter(f"{SVG}title")}

    for phase in real.get("/v1/phases").json()["items"]:
        whole = (phase["start_pct"], phase["end_pct"]) == (0, 100)
        assert whole or any(title.startswith(phase["name"]) for title in titles), phase["slug"]


def test_bands_are_the_roles_that_the_api_gives(real: httpx.Client) -> None:
    phases = {one["slug"]: one for one in real.get("/v1/phases").json()["items"]}
    roles = real.get("/v1/muscles/soleus/roles?scope=exact&limit=200").json()["items"]

    shown = list(bands(picture(real, "muscle=soleus&limit=12")))

    assert len(shown) == len({(one["phase"], one["function"], one["direction"]) for one in roles})
    for role in roles:
        start, end = (x_of(phases[role["phase"]][f"{bound}_pct"]) for bound in ("start", "end"))
        words = f"{role['direction'].capitalize()} {role['function'].replace('-', ' ')}, "
        assert [
            title
            for title, left, right in shown
            if title.lower().startswith(words.lower()) and start <= left < right <= end
        ], role["id"]


def test_the_leader_of_a_phase_is_the_first_of_the_list(real: httpx.Client) -> None:
    query = "role=power&phase=push-off&limit=1"
    (first,) = real.get(f"/v1/muscle-roles?{query}").json()["items"]

    root = picture(real)

    leader = f"{first['muscle']['name']} drives {first['function']}"
    assert leader in [title for title, _, _ in bands(root)]
    assert f"{100 * first['share']:.0f} % {first['grade']}" in texts(root)


def test_an_exercise_shows_what_it_trains(real: httpx.Client) -> None:
    trained = real.get("/v1/exercises/bodyweight-squat").json()["roles"]

    written = texts(picture(real, "exercise=bodyweight-squat"))

    assert "Power" in written
    assert any(text.startswith("Gluteus maximus") for text in written)
    assert {one["role"] for one in trained} >= {"power", "deceleration"}
