"""An answer has a strong validator, is kept while it holds, and carries the same headers always."""

import asyncio
import gc
import json
import re
import time
import tracemalloc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from app.answers import Answers, respond
from app.database import open_engine
from app.schemas.paging import Release, Rendered
from app.settings import ROOT, Settings
from app.shedding import Crowd
from app.watch import Watch
from tests.conftest import NewDatabase, seeded, serving
from tests.world import MUSCLES, write_world

LIST = "/v1/muscle-roles?phase=push-off&role=power"
ITEM = "/v1/muscles/soleus"
SOME_OF_EACH = [
    LIST,
    "/v1/muscle-roles?level=group&level=functional&sort=-share&limit=7",
    "/v1/muscle-roles?speed=3.4&limit=200",
    "/v1/muscle-roles?pace=4:54&role=power&sort=id",
    "/v1/muscle-roles?sort=grade&limit=20&count=true",
    "/v1/muscles?limit=200",
    "/v1/muscles?sort=-name&limit=20",
    "/v1/muscles?within=hip-extensors&fields=slug,origin,architecture",
    "/v1/muscles/gastrocnemius",
    "/v1/muscles/soleus/roles?scope=wholes",
    "/v1/joint-work?speed=3.4",
    "/v1/findings?limit=200&sort=grade",
    "/v1/sources?limit=200&sort=-year",
    "/v1/effects?limit=200&sort=-id",
    "/v1/claims",
    "/v1/phases?sort=slug",
    "/v1/roles",
    "/v1/exercises?limit=200",
    "/v1/exercises?sort=-level&limit=7&count=true&facets=pattern&facets=equipment&facets=role",
    "/v1/exercises?available_equipment=home-basics&available_equipment=band&sort=impact",
    "/v1/exercises?muscle=soleus&involvement=primary&phase=push-off&role=power&max_level=3",
    "/v1/exercises?safe_for=calf-strain&safe_for=patellofemoral-pain&stage=late&limit=200",
    "/v1/exercises?q=single leg squatt&fields=slug,name,dose,gates&ids=single-leg-squat,nope",
    "/v1/exercises/single-leg-calf-raise",
    "/v1/exercises/back-squat/alternatives?available_equipment=band&safe_for=low-back-pain",
    "/v1/exercises/countermovement-jump/alternatives?max_impact=3&limit=50",
    "/v1/exercises/sit-to-stand/progressions",
    "/v1/muscles/quadriceps/exercises?sort=-name&limit=30&facets=level",
    "/v1/equipment?limit=200",
    "/v1/injuries?limit=200",
    "/v1/injuries/calf-strain",
    "/v1/injuries?muscle=quadriceps&sort=-slug",
    "/v1/red-flags",
    "/v1/emg-studies?muscle=gluteus-medius&limit=200",
    "/v1/goals",
    "/v1/goals/downhill-control",
    "/v1/training-rules?limit=200&sort=-id",
    "/v1/recommendations?limit=50",
    "/v1/recommendations?goal=top-speed&speed=6&limit=50&max_level=5&max_impact=3",
    "/v1/recommendations?role=stability&phase=loading&muscle=gluteus-medius&max_impact=0",
    "/v1/recommendations?injury=patellofemoral-pain&injury=low-back-pain&limit=50",
    "/v1/sessions",
    "/v1/sessions?goal=elastic-stiffness&minutes=60&max_level=5&max_impact=3&seed=7",
    "/v1/sessions?goal=foot-strength&minutes=10&available_equipment=bodyweight&max_level=1",
    "/v1/sessions?injury=calf-strain&minutes=45&available_equipment=band&include=glute-bridge",
    "/v1/sessions?goal=late-race-form&minutes=120&hours_to_next_key_run=10&race_in_days=3",
    "/v1/sessions?red_flag=focal-bone-pain",
    "/v1/plans?goal=running-economy&weeks=6&key_run_day=tue&key_run_day=sun&minutes=45",
    "/v1/plans?weeks=9&sessions_per_week=3&start=2026-03-04&race=2026-05-02&seed=3",
    "/v1/plans?injury=midportion-achilles-tendinopathy&weeks=5&available_equipment=home-basics",
    "/v1/coverage?exercise=back-squat&exercise=pogo-hop&exercise=front-plank",
    "/v1/coverage?exercise=clamshell&goal=pelvic-stability&max_level=2&available_equipment=band",
    "/v1/changes?since=0&limit=200&include=document",
    "/v1/changes?since=0&limit=7&kind=roles&kind=muscle-roles&count=true",
    "/v1/changes?since=1",
    "/v1/changes?since=2",
    "/v1/release",
    "/v1/vocabulary",
    "/openapi.json",
    "/v1/muscles/soleuss",
    "/v1/muscle-roles?phase=pushoff",
    "/v1/exercises/single-leg-calf-rase",
    "/v1/exercises?available_equipment=dumbel&limit=3",
    "/v1/exercises?safe_for=runners-kne",
    "/v1/sessions?include=deadlift&available_equipment=bodyweight&max_level=5",
    "/v1/plans?goal=ecconomy",
]


@pytest.mark.parametrize("path", [LIST, ITEM, "/v1/release", "/v1/vocabulary"])
def test_an_answer_has_a_strong_validator_and_may_be_kept(client: httpx.Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    etag = response.headers["etag"]
    assert etag[0] == etag[-1] == '"'
    assert re.fullmatch(r'"[0-9a-f]{32}(-zstd|-br|-gzip)?"', etag)
    assert response.headers["cache-control"] == (
        "public, max-age=60, stale-while-revalidate=86400, stale-if-error=604800"
    )
    assert response.headers["content-type"] == "application/json"


def test_the_order_of_parameters_does_not_matter_to_a_worker_that_kept_nothing(
    world_database: str,
) -> None:
    settings = Settings(database_url=world_database, answers_mb=0)
    with serving(settings) as client:
        one = client.get("/v1/muscle-roles?level=head&level=muscle&limit=2")
        other = client.get("/v1/muscle-roles?limit=2&level=muscle&level=head")

    assert one.headers["etag"] == other.headers["etag"]
    assert one.content == other.content
    assert one.headers["link"] == other.headers["link"]


def test_another_question_has_another_validator(client: httpx.Client) -> None:
    paths = [path for path in SOME_OF_EACH if "etag" in client.get(path).headers]

    validators = {client.get(path).headers["etag"] for path in paths}

    assert len(paths) > 15
    assert len(validators) == len(paths)


@pytest.mark.parametrize("path", [LIST, ITEM])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"other",W/{} , "third"', "*"])
def test_an_answer_that_the_client_has_is_not_sent_again(
    client: httpx.Client, path: str, method: str, form: str
) -> None:
    known = client.get(path)

    response = client.request(
        method, path, headers={"If-None-Match": form.format(known.headers["etag"])}
    )

    assert response.status_code == 304
    assert response.content == b""
    kept = ("etag", "cache-control", "x-pushoff-revision", "access-control-allow-origin")
    assert [response.headers[name] for name in kept] == [known.headers[name] for name in kept]
    assert "content-type" not in response.headers


@pytest.mark.parametrize("form", ['"other"', "other", "", "{}", '{}x"', "W/", '"*"'])
def test_an_answer_that_the_client_does_not_have_is_sent(client: httpx.Client, form: str) -> None:
    known = client.get(ITEM)

    response = client.get(ITEM, headers={"If-None-Match": form.format(known.headers["etag"][:-1])})

    assert response.status_code == 200
    assert response.content == known.content


def test_the_validator_of_one_question_is_none_of_another(client: httpx.Client) -> None:
    other = client.get(LIST).headers["etag"]

    response = client.get(ITEM, headers={"If-None-Match": other})

    assert response.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/docs",
        "/openapi.json",
        "/v1/nope",
        "/v1/muscles/nope",
        "/v1/muscles?limit=0",
    ],
)
def test_head_says_what_get_would_and_sends_no_body(client: httpx.Client, path: str) -> None:
    get = client.get(path)

    head = client.head(path)

    assert head.status_code == get.status_code
    assert head.content == b""
    assert {k: v for k, v in head.headers.items() if k != "date"} == {
        k: v for k, v in get.headers.items() if k != "date"
    }
    assert int(head.headers["content-length"]) == get.num_bytes_downloaded


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/openapi.json", 200),
        ("GET", "/docs", 200),
        ("GET", "/", 200),
        ("GET", "/muscles/nope", 404),
        ("OPTIONS", "/v1/muscles", 204),
        ("GET", "/v1/nope", 404),
        ("GET", "/v1/muscles/nope", 404),
        ("POST", "/v1/muscles", 405),
        ("GET", "/v1/muscles?" + "x" * 33_000, 414),
        ("GET", "/v1/muscles?limit=0", 422),
    ],
)
def test_every_response_names_the_revision_and_other_sites_may_read_it(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    response = client.request(method, path, headers={"Origin": "https://example.org"})

    assert response.status_code == status
    assert response.headers["x-pushoff-revision"] == "1"
    assert response.headers["access-control-allow-origin"] == "*"
    exposed = response.headers["access-control-expose-headers"].split(", ")
    assert {"ETag", "Link", "X-Pushoff-Revision"} <= set(exposed)
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", [LIST, "/v1/muscles/anything", "/openapi.json", "/docs"])
def test_a_preflight_is_told_what_a_path_takes(client: httpx.Client, path: str) -> None:
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }

    response = client.options(path, headers=asked)

    assert response.status_code == 204
    assert response.content == b""
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response.headers["access-control-allow-headers"]
    assert response.headers["access-control-max-age"] == "86400"


def test_a_preflight_of_an_unknown_path_is_not_found(client: httpx.Client) -> None:
    response = client.options("/v1/nope")

    assert response.status_code == 404
    assert response.json()["code"] == "no_such_path"


def wait_for_revision(client: httpx.Client, number: str) -> float:
    """Wait until a running server tells a revision; give the seconds that it took."""
    start = time.monotonic()
    while client.get(ITEM).headers["x-pushoff-revision"] != number:
        assert time.monotonic() - start < 5
        time.sleep(0.02)
    return time.monotonic() - start


def test_a_new_revision_is_followed_by_a_running_server(
    empty_database: str, world_folder: Path, tmp_path: Path
) -> None:
    seeded(empty_database, world_folder)
    better = {"muscles/soleus.toml": MUSCLES["soleus"].replace("Lifts the", "Lifts and drives the")}

    with serving(Settings(database_url=empty_database, refresh_s=0.1)) as client:
        old, old_claims = client.get(ITEM), client.get("/v1/claims")
        seeded(empty_database, write_world(tmp_path, better))
        took = wait_for_revision(client, "2")
        new = client.get(ITEM, headers={"If-None-Match": old.headers["etag"]})
        claims = client.get("/v1/claims", headers={"If-None-Match": old_claims.headers["etag"]})
        again = client.get(ITEM, headers={"If-None-Match": new.headers["etag"]})
        described = client.get("/openapi.json")

    assert took < 2
    assert old.json()["summary"] == "Lifts the body from the ankle."
    assert new.status_code == 200
    assert new.json()["summary"] == "Lifts and drives the body from the ankle."
    assert new.headers["x-pushoff-revision"] == "2"
    assert claims.status_code == 200
    assert claims.json()["revision"] == 2
    assert again.status_code == 304
    assert described.headers["x-pushoff-revision"] == "2"


def test_an_equal_database_agrees_on_the_validator_and_a_different_one_does_not(
    new_database: NewDatabase, world_folder: Path, world: httpx.Client, tmp_path: Path
) -> None:
    changes = {"muscles/soleus.toml": MUSCLES["soleus"].replace("Lifts", "Raises")}
    other = seeded(new_database("sqlite"), write_world(tmp_path, changes))
    equal = seeded(new_database("sqlite"), world_folder)

    with serving(Settings(database_url=other)) as client:
        different = client.get("/v1/claims")
    with serving(Settings(database_url=equal)) as client:
        same = client.get("/v1/claims")
    here = world.get("/v1/claims")

    assert same.headers["etag"] == here.headers["etag"]
    assert different.content == here.content
    assert different.headers["etag"] != here.headers["etag"]


def test_another_address_of_the_service_makes_another_validator(world_database: str) -> None:
    """Calendars and texts link back to it: a 304 must not keep the old links alive."""
    asked = "/v1/sessions?format=text&minutes=20"
    told = []
    for address in ("https://old.example.org", "https://new.example.org"):
        with serving(Settings(database_url=world_database, public_url=address)) as client:
            told.append(client.get(asked))

    old, new = told
    assert "https://old.example.org/v1/sessions" in old.text
    assert "https://new.example.org/v1/sessions" in new.text
    assert old.headers["etag"] != new.headers["etag"]


def test_both_databases_give_the_same_bytes(new_database: NewDatabase) -> None:
    answers = []
    for backend in ("sqlite", "postgresql"):
        url = seeded(new_database(backend), ROOT / "seed")
        with serving(Settings(database_url=url)) as client:
            answers.append([client.get(path) for path in SOME_OF_EACH])

    for one, other in zip(*answers, strict=True):
        assert one.content == other.content, one.url
        assert one.headers.get("etag") == other.headers.get("etag")
        assert one.headers.get("link") == other.headers.get("link")


CHOSEN = [
    path for path in SOME_OF_EACH if path.startswith(("/v1/rec", "/v1/ses", "/v1/pl", "/v1/cov"))
]


def test_what_is_chosen_twice_is_chosen_alike(database: str) -> None:
    with serving(Settings(database_url=database, answers_mb=0)) as client:
        first = [client.get(path) for path in CHOSEN]
        again = [client.get(path) for path in reversed(CHOSEN)]

    for one, other in zip(first, reversed(again), strict=True):
        assert one.content == other.content, one.url
        assert one.headers.get("etag") == other.headers.get("etag")


LIMIT = 1_000_000


class Stub:
    """An application that gives one answer and counts how often it is asked."""

    def __init__(self, status: int, size: int = 3_000, link: int = 0) -> None:
        """Answer with this status and this many bytes."""
        self.asked = 0
        self.release = Release(1, "abc")
        self._status = status
        self._body = b"x" * size
        self._link = "l" * link

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        self.asked += 1
        if self._status == 200:
            rendered = Rendered(self._body, self.release, headers={"Link": self._link})
            await respond(rendered)(scope, receive, send)
        else:
            await Response(self._body, self._status)(scope, receive, send)


def answers_over(stub: Stub) -> Answers:
    """Put the layer of kept answers over an application, at release 1-abc."""
    watch = Watch(open_engine("sqlite:///never-opened.sqlite"), 1)
    watch.release = Release(1, "abc")
    return Answers(stub, watch, LIMIT, address="", crowd=Crowd(0))


class Full(Crowd):
    """A crowd in which nobody's turn comes."""

    async def turn(self) -> bool:
        """Refuse."""
        return False


def ask(
    answers: Answers,
    queries: list[str],
    path: str = "/v1/x",
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> list[Message]:
    """Ask for one path with each of these query strings; give all that was sent."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask_all() -> None:
        for query in queries:
            scope: Scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
            asked: Scope = {"query_string": query.encode(), "app": Starlette()}
            await answers({**scope, **asked}, receive, send)

    asyncio.run(ask_all())
    return sent


def test_an_answer_is_made_once_a_release() -> None:
    stub = Stub(200)
    answers = answers_over(stub)

    sent = ask(answers, ["a=1", "a=1", "a=1&b=2", "b=2&a=1"])

    assert stub.asked == 2
    assert sent[0] == sent[2]
    assert sent[4] == sent[6]


def test_an_answer_that_knows_the_release_by_its_id_is_kept() -> None:
    """As a page does: it reads the release from the headers of what it shows."""
    stub = Stub(200)
    answers = answers_over(stub)
    answers._watch.release = Release(1, "abc" * 10)
    stub.release = Release(1, "abcabcabcabcabca")

    ask(answers, ["a=1", "a=1"])

    assert stub.release.id == answers._watch.release.id
    assert stub.asked == 1


@pytest.mark.parametrize("status", [301, 404, 405, 410, 422, 500, 503])
def test_nothing_but_an_answer_is_kept(status: int) -> None:
    stub = Stub(status)
    answers = answers_over(stub)

    ask(answers, ["a=1", "a=1"])

    assert stub.asked == 2
    assert answers._kept.currsize == 0


@pytest.mark.parametrize(
    ("padding", "size", "link"), [(0, 3_000, 0), (0, 0, 0), (30_000, 10, 30_000), (0, 200_000, 0)]
)
def test_a_flood_of_questions_does_not_take_more_memory_than_is_allowed(
    padding: int, size: int, link: int
) -> None:
    answers = answers_over(Stub(200, size, link))
    tracemalloc.start()

    ask(answers, [f"a={number}&b={'y' * padding}" for number in range(2_000)])
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert answers._kept.currsize <= LIMIT
    assert taken < 1.5 * LIMIT


def test_under_overload_only_what_must_be_made_is_refused() -> None:
    stub = Stub(200)
    answers = answers_over(stub)
    kept, _ = ask(answers, ["kept=1"])
    etag = dict(kept["headers"])[b"etag"]

    answers._crowd = Full(1)
    sent = ask(answers, ["kept=1", "new=1"])
    known = ask(answers, ["kept=1"], headers=[(b"if-none-match", etag)])
    live = ask(answers, ["", ""], path="/health/live")

    assert [one["status"] for one in sent[::2]] == [200, 503]
    assert sent[0] == kept
    assert dict(sent[2]["headers"])[b"retry-after"] == b"2"
    assert json.loads(sent[3]["body"])["code"] == "overloaded"
    assert known[0]["status"] == 304
    assert live[0]["status"] == 200
    assert stub.asked == 2


def test_an_answer_of_an_older_release_is_made_again() -> None:
    stub = Stub(200)
    answers = answers_over(stub)
    ask(answers, ["a=1"])

    answers._watch.release = Release(2, "def")
    ask(answers, ["a=1"])

    assert stub.asked == 2


def test_many_clients_at_once_are_all_answered_alike(database: str) -> None:
    questions = [f"/v1/muscle-roles?limit={limit}" for limit in range(1, 101)]

    with serving(Settings(database_url=database, answers_mb=0)) as client:
        alone = [client.get(question).content for question in questions]
        with ThreadPoolExecutor(64) as clients:
            together = list(clients.map(client.get, questions))

    assert [response.status_code for response in together] == [200] * 100
    assert [response.content for response in together] == alone
