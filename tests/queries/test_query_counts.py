"""How many questions an answer asks of the database: few, and no more for more items."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event

from app import main
from app.database import open_engine
from app.queries import snapshots
from app.queries.statements import Prepared
from app.settings import Settings
from app.watch import Watch
from tests.conftest import serving

run_as_ever = snapshots._run

LISTS = [
    "/v1/muscle-roles?",
    "/v1/muscle-roles?phase=push-off&role=power&muscle=calf&",
    "/v1/muscle-roles?speed=3.4&",
    "/v1/muscles?",
    "/v1/muscles?within=calf&role=power&",
    "/v1/muscles/calf/roles?",
    "/v1/joint-work?",
    "/v1/joint-work?speed=3.4&",
    "/v1/findings?",
    "/v1/findings?muscle=calf&topic=power&",
    "/v1/sources?",
    "/v1/effects?",
    "/v1/claims?",
    "/v1/phases?",
    "/v1/roles?",
    "/v1/exercises?",
    "/v1/exercises?available_equipment=chair&available_equipment=band&max_level=3&max_impact=1&",
    "/v1/exercises?muscle=soleus&involvement=primary&phase=push-off&role=power&sort=-level&",
    "/v1/exercises?q=calf raise&category=strength&",
    "/v1/exercises?safe_for=calf-strain&stage=late&",
    "/v1/exercises?facets=category&facets=role&",
    "/v1/muscles/calf/exercises?",
    "/v1/equipment?",
    "/v1/injuries?",
    "/v1/injuries?muscle=calf&exercise=pogo-hop&",
    "/v1/red-flags?",
    "/v1/emg-studies?",
    "/v1/emg-studies?muscle=gluteus-medius&exercise=clamshell&",
    "/v1/goals?",
    "/v1/training-rules?",
    "/v1/crosswalk?",
    "/v1/crosswalk?system=garmin-fit&system=uberon&exercise=back-squat&match=exact&",
]
RANKED = [
    "/v1/exercises/pogo-hop/alternatives?",
    "/v1/exercises/single-leg-calf-raise/alternatives?available_equipment=band&max_impact=3&",
    "/v1/exercises/forward-lunge/alternatives?safe_for=calf-strain&stage=late&",
]
CHAINS = ["/v1/exercises/pogo-hop/progressions", "/v1/exercises/sit-to-stand/progressions"]
ITEMS = [
    "/v1/muscle-roles/triceps-surae.push-off.power.propulsion.drives",
    "/v1/muscles/calf",
    "/v1/phases/push-off",
    "/v1/roles/power",
    "/v1/exercises/pogo-hop",
    "/v1/equipment/home-basics",
    "/v1/injuries/calf-strain",
    "/v1/red-flags/focal-bone-pain",
    "/v1/emg-studies/boren-2011",
    "/v1/goals/general",
    "/v1/training-rules/r08",
]
CHOSEN = [
    "/v1/recommendations?goal=running-economy&limit=50",
    "/v1/recommendations?injury=calf-strain&stage=late&muscle=calf&speed=3.4",
    "/v1/sessions?minutes=60&available_equipment=home-basics&exclude=pogo-hop&include=step-up",
    "/v1/plans?weeks=12&sessions_per_week=3&minutes=20",
    "/v1/coverage?exercise=back-squat&exercise=front-plank&goal=late-race-form",
    "/v1/muscle-map.svg?phase=push-off&role=power&muscle=calf&labels=values",
]
WATCHED = [
    "/v1/sessions.fit?minutes=60&available_equipment=home-basics",
    "/v1/plans.fit?weeks=2&minutes=20&week=2&day=mon",
]
CHANGES = [
    "/v1/changes?since=0&",
    "/v1/changes?since=0&include=document&",
    "/v1/changes?since=0&include=document&kind=muscles&kind=exercises&kind=roles&",
]
INCLUDING = [
    ("/v1/exercises?", "muscles,roles,sources,progressions", 5),
    ("/v1/exercises?fields=slug&", "muscles,equipment", 2),
    ("/v1/muscles/calf/exercises?", "muscles", 2),
    ("/v1/muscles?", "parts,wholes,roles", 3),
    ("/v1/muscle-roles?", "muscles,sources", 2),
    ("/v1/muscle-roles?speed=3.4&", "phases,findings", 2),
    ("/v1/joint-work?", "sources", 1),
    ("/v1/injuries?", "sources", 2),
    ("/v1/claims?", "sources,effects", 2),
]
"""Lists, what they send along, and the questions that costs: one a kind, and one where a list shows
less than the whole document that tells what it names."""
FORMATS = ["/v1/exercises?format=csv&", "/v1/muscles?format=jsonld&", "/v1/claims?format=jsonld&"]
ALL = [
    *LISTS, *RANKED, *CHAINS, *ITEMS, *CHOSEN, *WATCHED, *CHANGES, *FORMATS, "/v1/vocabulary",
    "/v1/crosswalk/systems", "/v1/muscles?include=parts,roles",
]  # fmt: skip


class Counted:
    """A server whose engine is watched."""

    def __init__(self, client: httpx.Client, engine: Engine) -> None:
        """Note every statement, beside those that open a snapshot."""
        self._client = client
        self._statements: list[str] = []
        self._connections: list[Any] = []
        event.listen(engine, "before_cursor_execute", self._note)
        event.listen(engine, "checkout", self._know)

    def _know(self, connection: Any, *_: Any) -> None:
        self._connections.append(connection)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            self._statements.append(statement)

    def run(self, connection: Any, prepared: Prepared, values: Any) -> Any:
        """Run a statement past SQLAlchemy, as snapshots do, and note it if it is this server's."""
        if any(connection.dbapi_connection is known for known in self._connections):
            self._statements.append(prepared.sql)
        return run_as_ever(connection, prepared, values)

    def count(self, question: str) -> int:
        """Count the statements of one question that has been asked before."""
        assert self._client.get(question).status_code == 200
        self._statements.clear()
        assert self._client.get(question).status_code == 200
        return len(self._statements)


@contextmanager
def counting(url: str, *, answers_mb: int, documents_mb: int) -> Iterator[Counted]:
    """Run a server that looks for no new revision, and watch what it asks."""
    engines: list[Engine] = []

    def open_and_show(*arguments: Any, **options: Any) -> Engine:
        engines.append(open_engine(*arguments, **options))
        return engines[0]

    async def look_no_more(watch: Watch) -> None:
        await watch._stopped.wait()

    settings = Settings(database_url=url, answers_mb=answers_mb, documents_mb=documents_mb)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(main, "open_engine", open_and_show)
        patch.setattr(Watch, "run", look_no_more)
        with serving(settings) as client:
            counted = Counted(client, engines[0])
            patch.setattr(snapshots, "_run", counted.run)
            yield counted


@pytest.fixture(scope="module", params=[0, 16], ids=["cold", "warm"])
def counted(request: pytest.FixtureRequest, database: str) -> Iterator[tuple[Counted, bool]]:
    """Give a server that keeps no answers, and either no documents or all of them."""
    with counting(database, answers_mb=0, documents_mb=request.param) as counted:
        yield counted, bool(request.param)


@pytest.mark.parametrize("question", LISTS)
def test_a_list_asks_the_same_few_questions_whatever_its_length(
    counted: tuple[Counted, bool], question: str
) -> None:
    server, warm = counted
    kept = 2 if warm else 3  # Release and keys; and the documents, where they are not kept.
    kept += question.startswith("/v1/muscles/calf")  # Does the muscle exist?
    kept += warm and question.startswith("/v1/crosswalk")  # Its entries are not kept by themselves.
    kept -= question.startswith("/v1/joint-work")  # Its few keys are known by name already.
    kept += "safe_for=" in question  # What do the injuries ask of this page?
    kept += question.count("facets=")
    kept += "q=" in question  # Which reading of the words finds something?
    kept += "exercise=" in question and not warm  # Which exercises are meant?

    counts = [server.count(f"{question}limit={limit}") for limit in (1, 20, 200)]

    assert counts == [kept] * 3


@pytest.mark.parametrize(("question", "words", "more"), INCLUDING)
def test_what_is_sent_along_costs_the_same_few_questions_whatever_the_length(
    counted: tuple[Counted, bool], question: str, words: str, more: int
) -> None:
    server, warm = counted
    plain = server.count(f"{question}limit=20")

    counts = [server.count(f"{question}include={words}&limit={limit}") for limit in (8, 50, 200)]

    assert counts == [plain + (0 if warm else more)] * 3


@pytest.mark.parametrize("question", FORMATS)
def test_a_format_costs_no_question(counted: tuple[Counted, bool], question: str) -> None:
    server, _ = counted

    other = server.count(f"{question}limit=20")

    assert other == server.count(f"{question.partition('?')[0]}?limit=20")


@pytest.mark.parametrize("question", LISTS)
def test_the_total_and_the_missing_cost_at_most_one_question_each(
    counted: tuple[Counted, bool], question: str
) -> None:
    server, _ = counted
    plain = server.count(f"{question}limit=20")

    with_total = server.count(f"{question}limit=20&count=true")
    with_ids = server.count(f"{question}limit=20&ids=nope,power,calf")

    assert with_total <= plain + 1
    assert with_ids <= plain + 1


@pytest.mark.parametrize("question", ITEMS)
def test_an_item_asks_the_same_few_questions(counted: tuple[Counted, bool], question: str) -> None:
    server, warm = counted

    assert server.count(question) == (1 if warm else 2)


@pytest.mark.parametrize("question", RANKED)
def test_alternatives_ask_the_same_few_questions_however_many_there_are(
    counted: tuple[Counted, bool], question: str
) -> None:
    server, warm = counted
    kept = 3 if warm else 4  # Release, original, keys; and the documents, where they are not kept.
    kept += "safe_for=" in question

    counts = [server.count(f"{question}limit={limit}") for limit in (1, 10, 50)]

    assert counts == [kept] * 3


@pytest.mark.parametrize("question", CHAINS)
def test_a_chain_asks_the_same_few_questions_whatever_its_length(
    counted: tuple[Counted, bool], question: str
) -> None:
    server, warm = counted

    # Release, original, and a question each way; and the document, where it is not kept.
    assert server.count(question) == (4 if warm else 5)


@pytest.mark.parametrize("question", CHOSEN)
def test_what_is_chosen_is_chosen_from_what_is_known_already(
    counted: tuple[Counted, bool], question: str
) -> None:
    server, warm = counted
    kept = 1  # The release.
    if not warm:  # Which exercises are meant, each time that their slugs are needed.
        kept += "exercise=" in question
        kept += 3 * sum(name in question for name in ("exclude=", "include="))

    assert server.count(question) == kept


@pytest.mark.parametrize("question", WATCHED)
def test_a_workout_costs_one_question_more_for_what_the_watch_knows(
    counted: tuple[Counted, bool], question: str
) -> None:
    server, warm = counted

    assert server.count(question) == (1 if warm else 2)  # The release; and the documents.


@pytest.mark.parametrize("question", CHANGES)
def test_a_page_of_changes_asks_the_same_few_questions_whatever_its_length(
    counted: tuple[Counted, bool], question: str
) -> None:
    server, _ = counted

    counts = [server.count(f"{question}limit={limit}") for limit in (1, 20, 200)]
    with_total = server.count(f"{question}limit=20&count=true")

    assert counts == [2] * 3  # Release, and the page with its documents.
    assert with_total == 3


def test_a_release_id_costs_one_more_question(
    counted: tuple[Counted, bool], client: httpx.Client
) -> None:
    server, _ = counted
    release = client.get("/v1/release").json()["id"]

    assert server.count(f"/v1/changes?since={release}") == 3


def test_a_red_flag_costs_one_more_question(counted: tuple[Counted, bool]) -> None:
    server, _ = counted

    assert server.count("/v1/sessions?red_flag=focal-bone-pain") == 2


def test_a_picture_of_exercises_costs_one_more_question_and_its_names(
    counted: tuple[Counted, bool],
) -> None:
    server, warm = counted
    kept = 2 if warm else 3  # The release and muscles; and the names, where they are not kept.

    assert server.count("/v1/muscle-map.svg?exercise=back-squat&exercise=pogo-hop") == kept


def test_a_kept_answer_asks_nothing(database: str) -> None:
    with counting(database, answers_mb=8, documents_mb=0) as server:
        counts = [server.count(question) for question in ALL]

    assert set(counts) == {0}
