"""Search finds what people mean, the best first: exactly in the world, in spirit in the seed."""

import sqlite3
from contextlib import closing
from typing import Any
from unittest.mock import Mock, call

import httpx
import pytest
from inline_snapshot import snapshot
from sqlalchemy.dialects import sqlite

from app.migrate import migrate
from app.queries.search import AT_PLACES, HOLDS, WORD, _best
from app.queries.statements import shape_of
from app.settings import ROOT, Settings
from tests.conftest import BACKENDS, NewDatabase, seeded, serving
from tests.problems import fault_in

KINDS = ("exercises", "muscles", "phases", "roles", "injuries", "claims")
RAISES = "loaded-heel-raise seated-heel-raise single-leg-heel-raise"


def found(
    client: httpx.Client, words: str, path: str = "/v1/search", limit: int = 100
) -> dict[str, Any]:
    """Give what words find; search counts it, too."""
    counted = {"count": "true"} if path == "/v1/search" else {}
    response = client.get(path, params={"q": words, "limit": limit, **counted})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def slugs_in(answer: dict[str, Any]) -> list[str]:
    """Name what was found."""
    return [hit["slug"] for hit in answer["items"]]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        (
            "calf",
            "exact calf; prefix calf-stretch calf-strain heel-raise calf-drives; "
            "about hop loaded-heel-raise pogo seated-heel-raise single-leg-heel-raise",
        ),
        ("calf raise", f"exact heel-raise; about {RAISES}"),
        ("raise calf", f"word heel-raise; about {RAISES}"),
        ("heel raise", f"exact heel-raise; word {RAISES}"),
        ("Heels, raised!", f"exact heel-raise; word {RAISES}"),
        ("heel", f"prefix heel-raise; word {RAISES}"),
        ("HR", "exact heel-raise"),
        ("loaded heel", "prefix loaded-heel-raise"),
        ("singleleg heelraise", "exact single-leg-heel-raise"),
        ("hop", "exact hop; word pogo"),
        ("hopp", "similar hop pogo"),
        ("ankle pogo", "word pogo"),
        ("pogo plyometric", "about pogo"),
        ("plyometric", "about hop pogo"),
        ("kettlebell", "about loaded-heel-raise"),
        ("soleus", f"exact soleus; about heel-raise {RAISES}"),
        ("Musculus soleus", "exact soleus"),
        ("push off", "exact push-off; word calf-drives"),
        ("propulsion", "exact push-off"),
        ("spring", "exact elastic-storage"),
        ("runner’s knee", "exact knee-pain"),
        ("calf strain", "exact calf-strain"),
        # A guess at a name does not also find what has to do with it.
        ("solues", "similar soleus"),
        ("strech", "similar calf-stretch"),
        # Words that find nothing, and words that a name repeats, do not spoil a name.
        ("Medial head of gastrocnemius", "exact gastrocnemius-medial-head"),
        # Of three words and more, one may be missing where nothing holds them all.
        ("single leg raise kettlebell", "similar single-leg-heel-raise"),
        ("lateral medial", ""),
        # One word that nobody knows is left out beside two others.
        ("heel raise xyzzy", f"exact heel-raise; word {RAISES}"),
        ("heel xyzzy", ""),
        ("xyzzy", ""),
        ("€ ?!", ""),
        (" ", ""),
    ],
)
def test_the_better_a_name_fits_the_earlier_it_stands(
    world: httpx.Client, words: str, hits: str
) -> None:
    answer = found(world, words)

    ranked = [
        (match, slug)
        for match, *slugs in (part.split() for part in hits.split("; ") if part)
        for slug in slugs
    ]
    assert [(hit["match"], hit["slug"]) for hit in answer["items"]] == ranked
    assert answer["total"] == len(ranked)
    assert answer["revision"] == 1


def test_of_names_that_are_guessed_the_one_that_is_meant_whole_stands_first(
    world: httpx.Client,
) -> None:
    answer = found(world, "claf")

    assert {hit["match"] for hit in answer["items"]} == {"similar"}
    assert slugs_in(answer)[0] == "calf"
    assert set(slugs_in(answer)) == {
        "calf", "calf-drives", "calf-strain", "calf-stretch", "heel-raise"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "url", "name", "hint"),
    [
        ("pogo", "/v1/exercises/pogo", "Pogo", "Plyometric, hop, level 2"),
        ("SOL", "/v1/muscles/soleus", "Soleus", "Muscle, leg"),
        ("load", "/v1/phases/loading", "Loading", "Gait phase, 0 to 18 % of the cycle"),
        ("power", "/v1/roles/power", "Power", "Running role"),
        ("pulled calf", "/v1/injuries/calf-strain", "Calf strain", "Injury"),
        ("calf drives", "/v1/claims/calf-drives", "The calf drives push-off.", "Claim, supported"),
    ],
)
def test_a_hit_says_what_it_is_and_leads_there(
    world: httpx.Client, words: str, url: str, name: str, hint: str
) -> None:
    hit = found(world, words)["items"][0]

    kind, slug = url.split("/")[2:]
    said = {"kind": kind, "slug": slug, "name": name, "hint": hint, "match": "exact", "url": url}
    assert hit == said
    assert world.get(url).json()["slug"] == slug


@pytest.mark.parametrize(
    ("query", "slugs", "total"),
    [
        ("kind=muscles", ["calf"], 1),
        ("kind=injuries&kind=muscles", ["calf", "calf-strain"], 2),
        ("kind=claims&kind=phases&kind=roles", ["calf-drives"], 1),
        ("kind=phases", [], 0),
        ("kind=exercises&limit=2", ["calf-stretch", "heel-raise"], 7),
        ("limit=3", ["calf", "calf-stretch", "calf-strain"], 10),
        ("limit=1", ["calf"], 10),
    ],
)
def test_kinds_are_chosen_and_the_total_counts_all_hits(
    world: httpx.Client, query: str, slugs: list[str], total: int
) -> None:
    answer = world.get(f"/v1/search?q=calf&count=true&{query}").json()
    uncounted = world.get(f"/v1/search?q=calf&{query}").json()

    assert slugs_in(answer) == slugs
    assert answer["total"] == total
    assert uncounted == answer | {"total": None}


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("calf raise", f"heel-raise {RAISES}"),
        ("heel single", "single-leg-heel-raise"),
        ("solues", f"heel-raise {RAISES}"),
        ("pylometric", "hop pogo"),
        ("kettle bell", "loaded-heel-raise"),
        ("heel raise xyzzy", f"heel-raise {RAISES}"),
        ("soleus chair", "seated-heel-raise"),
        ("single leg raise kettlebell", ""),
        ("power", ""),
        ("xyzzy", ""),
    ],
)
def test_a_list_of_exercises_keeps_those_that_hold_all_words(
    world: httpx.Client, words: str, slugs: str
) -> None:
    answer = world.get("/v1/exercises", params={"q": words, "sort": "slug"}).json()

    assert slugs_in(answer) == slugs.split()


@pytest.mark.parametrize("path", ["/v1/search", "/v1/suggest", "/v1/exercises"])
@pytest.mark.parametrize("words", ["", "x" * 121, "calf%00", "calf%0Araise", "%7F", "%EF%BF%BD"])
def test_words_that_nobody_types_are_refused(world: httpx.Client, path: str, words: str) -> None:
    fault = fault_in(world.get(f"{path}?q={words}"), "invalid_value")

    assert fault["parameter"] == "q"


@pytest.mark.parametrize("path", ["/v1/search", "/v1/suggest"])
def test_words_are_needed(world: httpx.Client, path: str) -> None:
    fault = fault_in(world.get(path), "missing_parameter")

    assert fault["parameter"] == "q"
    assert "was given" not in fault["detail"]  # Nothing was.


@pytest.mark.parametrize(
    ("query", "code", "parameter", "valid"),
    [
        ("/v1/search?q=calf&kind=sources", "unknown_value", "kind", [*KINDS]),
        ("/v1/suggest?q=calf&kind=muscle", "unknown_value", "kind", [*KINDS]),
        (
            "/v1/search?q=calf&colour=red",
            "unknown_parameter",
            "colour",
            ["q", "kind", "limit", "count"],
        ),
        ("/v1/suggest?q=calf&cursor=x", "unknown_parameter", "cursor", ["q", "kind", "limit"]),
        ("/v1/search?q=calf&q=hop", "duplicate_parameter", "q", []),
        ("/v1/search?q=calf&limit=101", "invalid_value", "limit", []),
        ("/v1/search?q=calf&limit=0", "invalid_value", "limit", []),
        ("/v1/suggest?q=calf&limit=11", "invalid_value", "limit", []),
    ],
)
def test_what_search_does_not_take_is_refused(
    world: httpx.Client, query: str, code: str, parameter: str, valid: list[str]
) -> None:
    fault = fault_in(world.get(query), code)

    assert (fault["parameter"], fault["valid"]) == (parameter, valid)


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("ho", "hop pogo"),
        ("heel r", f"heel-raise {RAISES}"),
        ("single-leg h", "single-leg-heel-raise"),
        ("calf s", "calf-stretch calf-strain"),
        ("pus", "push-off calf-drives"),
        ("solues", "soleus"),
        # Completed is a name; what merely has to do with the words is not.
        ("calf", "calf calf-stretch calf-strain heel-raise calf-drives"),
        ("kettlebell", ""),
        ("r heel", ""),
        ("xyz", ""),
    ],
)
def test_what_is_typed_is_completed(world: httpx.Client, typed: str, slugs: str) -> None:
    answer = found(world, typed, "/v1/suggest", limit=10)

    assert slugs_in(answer) == slugs.split()
    assert list(answer) == ["items", "revision"]


def test_completions_are_limited_to_kinds_and_number(world: httpx.Client) -> None:
    by_kind = world.get("/v1/suggest?q=calf&kind=injuries&kind=claims").json()
    by_number = world.get("/v1/suggest?q=calf&limit=2").json()

    assert slugs_in(by_kind) == ["calf-strain", "calf-drives"]
    assert slugs_in(by_number) == ["calf", "calf-stretch"]


FIRST = {
    # Exercises
    "single-leg-calf-raise": (12, "single leg calf raise, SL calf raise, sinlge leg calf raise"),
    "double-leg-calf-raise": (30, "calf raise, calf raises, heel raises, raise calf, raise heel"),
    "nordic-curl": (6, "nordics, NHE, nordic curls, nordik curl, curl nordic"),
    "romanian-deadlift": (
        10,
        "RDL, RDLs, romanian dead lift, romainan deadlift, deadlift romanian",
    ),
    "single-leg-romanian-deadlift": (6, "SL RDL, SLRDL, single leg RDL, one leg deadlift"),
    "deadlift": (15, "dead lift, deadlfit, barbell deadlifts"),
    "trap-bar-deadlift": (4, "hex bar deadlift, trapbar deadlift"),
    "rear-foot-elevated-split-squat": (4, "RFESS, bulgerian split squat, Bulgarian splitsquats"),
    "bodyweight-squat": (60, "squat, squats, air squats"),
    "heavy-half-squat": (4, "half squat, Hálf-squats"),
    "forward-lunge": (30, "lunge, lunges, forward lunges"),
    "split-squat": (10, "split squats, splitsquat, squat split"),
    "step-up": (10, "step-ups, step up, stepup, stepups, box step ups"),
    "step-down": (6, "step downs, stepdown"),
    "bird-dog": (3, "birddog, bird dog, bird-dogs"),
    "dead-bug": (3, "deadbug, dead bugs"),
    "clamshell": (6, "clams, clam shell, clam shells, clamshels"),
    "front-plank": (20, "plank, forearm planks"),
    "side-plank": (8, "side plank, sideplank, side planks, plank side"),
    "wall-sit": (4, "wall sit, wallsit, wall sits"),
    "hip-thrust": (6, "hipthrust, hip thrusts, thrust hip"),
    "glute-bridge": (15, "glute bridges, hip bridge, glute brigde"),
    "hip-hitch": (3, "hip hikes, pelvic drop"),
    "pallof-press": (5, "pallof, palof press, Palloff press"),
    "farmer-carry": (4, "farmers walk, farmer's carry, FARMER’S WALK!"),
    "kettlebell-swing": (3, "KB swings, kettelbell swing"),
    "pogo-hop": (5, "pogos, pogo hops, pogo jumps"),
    "drop-jump": (4, "depth jumps, dropjump"),
    "box-jump": (8, "box jumps, boxjump"),
    "a-skip": (4, "A skips, a-skip"),
    "b-skip": (4, "B skips, b-skip"),
    "butt-kick": (4, "butt kicks, bum kicks"),
    "hill-sprint": (6, "hill sprints, hill repeats"),
    "push-up": (5, "pushups, push ups, press ups"),
    "incline-push-up": (5, "incline push-up, incline pushups"),
    "quadruped-hip-extension": (4, "donkey kicks"),
    "jump-rope": (4, "skipping rope, skiping rope"),
    "lateral-band-walk": (4, "crab walks, banded side steps"),
    "short-foot-seated": (10, "short foot, foot doming"),
    "toe-curl-towel": (4, "towel scrunches, toe curls"),
    "tibialis-raise": (8, "tib raises, tibialis riase"),
    "eccentric-heel-drop-straight": (4, "alfredson heel drops, eccentric heel drops"),
    "hip-flexor-stretch": (4, "hip flexor strech, hip flexer stretch, psoas stretch"),
    "figure-four-glute-stretch": (4, "piriformis strech, figure 4 stretch"),
    "worlds-greatest-stretch": (3, "worlds greatest stretch, World’s greatest stretch"),
    # Muscles
    "hamstrings": (60, "hams, hamstrings, hamstirng, hammies, exercises for hamstrings"),
    "quadriceps": (110, "quads, quadricep, quadracep"),
    "calf": (70, "calfs, calves, exercises for my calf"),
    "soleus": (60, "soleus, solues"),
    "gastrocnemius": (50, "gastroc, gastrocnemeus"),
    "gluteals": (140, "glutes, buttocks, bum"),
    "gluteus-maximus": (110, "glute max, glutius maximus"),
    "gluteus-medius": (70, "glute med, gluteous medius"),
    "hip-flexors": (10, "hip flexors, hipflexors, hip flexers"),
    "hip-adductors": (30, "groin, adductors, inner thigh"),
    "hip-abductors": (60, "abductors, hip abductor"),
    "abdominal-wall": (40, "abs, stomach muscles"),
    "iliopsoas": (5, "illiopsoas, iliopsaos"),
    "tensor-fasciae-latae": (4, "TFL, tensor fascia lata"),
    "vastus-medialis": (4, "VMO, teardrop muscle"),
    "tibialis-anterior": (8, "tib ant, tibialis anteriror"),
    "tibialis-posterior": (8, "tib post, tibialis posterier"),
    "fibulares": (20, "peroneals, perineals"),
    "quadratus-lumborum": (6, "QL, quadratus lumborun"),
    "piriformis": (5, "piriformis, priformis"),
    "sartorius": (12, "sartorius, sartorious"),
    # Injuries
    "patellofemoral-pain": (5, "runners knee, runner's knee, runner’s knee, PFPS"),
    "patellar-tendinopathy": (4, "jumpers knee, knee jumpers, patella tendonitis"),
    "iliotibial-band-syndrome": (4, "ITB, ITBS, IT band, illiotibial band"),
    "medial-tibial-stress-syndrome": (4, "shin splints, shinsplints, MTSS, shin spilnts"),
    "plantar-heel-pain": (4, "plantar fasciitis, plantar facitis, planter fasciitis, arch pain"),
    "midportion-achilles-tendinopathy": (4, "achilles tendinitis, acheles tendonitis"),
    "hamstring-strain": (4, "pulled hamstring, hamstring tear, pulled hammy"),
    "calf-strain": (4, "torn calf, calf pain"),
    "bone-stress-injury": (4, "stress fracture, BSI"),
    "lateral-ankle-sprain": (4, "rolled ankle, ankle sprian"),
    "low-back-pain": (4, "back pain, lower back pain"),
    "gluteal-tendinopathy": (4, "hip bursitis, GTPS"),
    "adductor-related-groin-pain": (4, "groin strain, pulled groin"),
    # Phases and roles
    "push-off": (6, "push off, push-off, pushoff, propulsion, late stance"),
    "toe-off": (4, "toe off, toeoff"),
    "late-swing": (4, "terminal swing, late swing"),
    "initial-contact": (4, "foot strike, footstrike, heel strike"),
    "midstance": (4, "mid stance, mid-stance"),
    "loading": (4, "loading response, braking phase"),
    "elastic-storage": (35, "elastic, Élastic storage, spring"),
    "power": (12, "power"),
    "stability": (10, "stability, stabilty"),
    "deceleration": (4, "deceleration, decceleration"),
    # Claims
    "strength-form-under-fatigue": (3, "form under fatigue"),
    "leg-strength-injury-protection": (4, "strong legs protect, injury prevention"),
    "quadriceps-power-push-off": (4, "quadriceps push off"),
    "squats-lunges-deadlifts-performance": (4, "squats improve performance"),
}
"""By what must come first: how many hits are too many but one, and what people type for it."""

AMONG = {
    "midportion-achilles-tendinopathy insertional-achilles-tendinopathy": (5, "achiles, achilles"),
    "copenhagen-adduction long-lever-copenhagen-hold": (5, "copenhagan, copenhagens"),
    "long-lever-copenhagen-hold short-lever-copenhagen-hold": (8, "copenhagen side plank"),
    "calf-stretch-straight calf-stretch-bent": (6, "calf stretches, stretch for the calf"),
    "eccentric-heel-drop-straight eccentric-heel-drop-bent": (6, "heel drops, alfredson"),
    "continuous-squat-jump loaded-squat-jump": (8, "squat jumps, jump squats"),
    "lateral-band-walk monster-walk": (4, "band walks, monster walks"),
    "anterior-leg tibialis-anterior": (10, "shin muscle"),
    "hip-adductors hip-abductors": (25, "aductors"),
    "patellofemoral-pain": (5, "knee pain"),
    "quadriceps-power-push-off": (6, "quads push off"),
}
"""By what must be among the first three: the same."""


def rows_of(table: dict[str, tuple[int, str]]) -> list[tuple[str, str, int]]:
    """Give each query with the slugs that it must find and the most hits allowed."""
    return [
        (words, slugs, most)
        for slugs, (most, typed) in table.items()
        for words in typed.split(", ")
    ]


@pytest.mark.parametrize(("words", "slug", "most"), rows_of(FIRST))
def test_people_find_first_what_they_mean(
    client: httpx.Client, words: str, slug: str, most: int
) -> None:
    answer = found(client, words)

    assert slugs_in(answer)[:1] == [slug], slugs_in(answer)[:5]
    assert answer["total"] <= most


@pytest.mark.parametrize(("words", "slugs", "most"), rows_of(AMONG))
def test_people_find_near_the_top_what_they_may_mean(
    client: httpx.Client, words: str, slugs: str, most: int
) -> None:
    answer = found(client, words)

    assert set(slugs.split()) <= set(slugs_in(answer)[:3]), slugs_in(answer)[:5]
    assert answer["total"] <= most


def test_a_kind_of_exercise_is_found_in_spite_of_a_typing_error(client: httpx.Client) -> None:
    meant = found(client, "plyometric")

    assert found(client, "plyometic") == meant
    assert {hit["hint"].partition(",")[0] for hit in meant["items"]} == {"Plyometric"}


@pytest.mark.parametrize("words", ["xyzzy", "qqqq", "hjkl zxcv", "1234567", "的", "–", "?!"])
def test_what_nobody_means_finds_nothing(client: httpx.Client, words: str) -> None:
    assert found(client, words)["items"] == []


@pytest.mark.parametrize("words", ["calf raise", "raise calf", "single leg", "hip", "leg band"])
def test_what_is_looked_through_in_pieces_is_what_is_looked_through_at_once(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    at_once = found(client, words, limit=99)
    monkeypatch.setattr("app.queries.search.LOOKED", 1)
    monkeypatch.setattr("app.queries.search.FURTHER", 2)

    in_pieces = found(client, words)

    assert len(at_once["items"]) > 5
    assert in_pieces["total"] == at_once["total"]
    assert in_pieces["items"][:99] == at_once["items"]


def test_no_more_is_looked_for_where_enough_is_found(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.queries.search.LOOKED", 16)
    monkeypatch.setattr("app.queries.search.COMPARED", 5)
    at_places = Mock(side_effect=AT_PLACES)
    monkeypatch.setattr("app.queries.search.AT_PLACES", at_places)

    client.get("/v1/search?q=raise calf&limit=4")
    few = at_places.mock_calls
    at_places.reset_mock()
    client.get("/v1/search?q=raise calf&limit=60")

    assert few == [call(0, 16)]
    assert at_places.mock_calls == [call(0, 16), call(16, 64)]


def test_words_are_entered_by_an_index_that_holds_their_order(new_database: NewDatabase) -> None:
    url = new_database("sqlite")
    migrate(url)
    shape, values = shape_of([WORD("calf", "^calf rais"), AT_PLACES(0, 8), HOLDS("rais")])
    prepared = _best(sqlite.dialect(), shape)

    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        rows = connection.execute(
            f"EXPLAIN QUERY PLAN {prepared.sql}", prepared.bind([*values, 8])
        ).fetchall()

    steps = [row[3] for row in rows if row[3].startswith(("SEARCH", "SCAN search_"))]
    assert steps == snapshot(
        [
            "SEARCH search_word USING COVERING INDEX ix_search_word_word_place "
            "(word=? AND place>? AND place<?)",
            "SEARCH search_word_1 USING COVERING INDEX sqlite_autoindex_search_word_1 "
            "(word=? AND kind=? AND key=?)",
            "SEARCH search_entry USING INDEX sqlite_autoindex_search_entry_1 (kind=? AND key=?)",
        ]
    )


def test_both_databases_find_the_same_in_the_same_bytes(new_database: NewDatabase) -> None:
    typed = [words for words, _, _ in rows_of(FIRST | AMONG)]
    paths = ("/v1/search", "/v1/suggest", "/v1/exercises?fields=slug")
    answers = []
    for backend in BACKENDS:
        url = seeded(new_database(backend), ROOT / "seed")
        with serving(Settings(database_url=url)) as client:
            answers.append(
                [
                    client.get(httpx.URL(path).copy_merge_params({"q": words}))
                    for words in typed
                    for path in paths
                ]
            )

    for one, other in zip(*answers, strict=True):
        assert one.status_code == 200, one.text
        assert one.content == other.content, one.url
