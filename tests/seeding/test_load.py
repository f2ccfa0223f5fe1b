"""Seeding brings either database to what the seed says, in one transaction and one revision."""

import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, event

from app.seeding import load as loading
from app.seeding.load import seed_database
from app.seeding.outcome import BadSeed, Outcome, fingerprint
from app.seeding.read import Seed
from app.seeding.rules import check
from app.settings import ROOT
from tests.conftest import BACKENDS
from tests.seeding.changes import Changes, added, edited, everywhere, without
from tests.seeding.conftest import Folder, Fresh, Load
from tests.seeding.stored import changed_since, contents, documents, revisions, said, tombstones

CALF = "calf.push-off.power.propulsion.drives"
FINDINGS = "measurements/findings.csv"

NEW_SUMMARY = edited("muscles/soleus.toml", ("Lifts the body", "Raises the body"))
NEW_NAME = edited("muscles/soleus.toml", ('name = "Soleus"', 'name = "Sole muscle"'))
NO_EFFECT = without("effects", "e1") | edited(
    "claims.toml",
    (
        '[[claim.evidence]]\nstance = "qualifies"\nsays = "Training helped a little."\n'
        'effect = "e1"\n',
        "",
    ),
)
RENAMED_EFFECT = (
    edited("measurements/effects.csv", ("e1,", "e2,"))
    | edited("claims.toml", ('effect = "e1"', 'effect = "e2"'))
    | {"moved.toml": '[[moved]]\nkind = "effects"\nkey = "e1"\nto = "e2"\nwhy = "Renumbered."\n'}
)
DRIVES = "push-off.power.propulsion.drives"
NO_LATERAL_HEAD: Changes = {
    "muscles/gastrocnemius-lateral-head.toml": None,
    "moved.toml": '[[moved]]\nkind = "muscles"\nkey = "gastrocnemius-lateral-head"\n'
    'to = "gastrocnemius"\nwhy = "The heads are told apart no more."\n',
} | without("shares", "gastrocnemius-lateral-head")
PLANTARIS = """
name = "Plantaris"
kind = "muscle"
region = "leg"
parent = "calf"
summary = "A thin cord."
"""
NO_GASTROCNEMIUS: Changes = (
    everywhere("gastrocnemius", "plantaris")
    | {
        "muscles/plantaris.toml": PLANTARIS,
        "muscles/gastrocnemius.toml": None,
        "muscles/gastrocnemius-lateral-head.toml": None,
        "muscles/gastrocnemius-medial-head.toml": None,
    }
    | edited("muscles/plantarflexors.toml", ('"gastrocnemius", ', ""))
    | without("shares", "gastrocnemius")
    | without("weights", "gastrocnemius")
)
NO_CALF: Changes = (
    {"muscles/calf.toml": None}
    | edited("muscles/gastrocnemius.toml", ('parent = "calf"\n', ""))
    | edited("muscles/soleus.toml", ('parent = "calf"\n', ""))
    | edited(FINDINGS, (CALF, ""), (",,,calf,", ",,,soleus,"))
    | edited("claims.toml", (CALF, CALF.replace("calf", "soleus")))
    | without("shares", "calf")
    | without("trends", "calf")
    | without("highlights", "calf")
    | without("foreign", "free-exercise-db,muscle")
    | everywhere('"calf"', '"plantarflexors"')
)
NO_GREEN_SOURCE = (
    edited(
        "sources.toml",
        (
            '[[source]]\nkey = "green-2002"\nlabel = "Green 2002"\nkind = "review"\n'
            'verified = "secondary"\n\n',
            "",
        ),
    )
    | edited(FINDINGS, ("green-2002,secondary", "brown-2001,secondary"))
    | everywhere("green-2002", "brown-2001")
)
WORKED_OUT_ANEW = added(
    "sources.toml",
    '\n[[source]]\nkey = "black-2000"\nlabel = "Black"\nkind = "in vivo"\nverified = "primary"\n'
    '\n[[source]]\nkey = "derived-black-2000"\nlabel = "On Black"\nkind = "re-analysis"\n'
    'verified = "computed"\norigin = "black-2000"\n',
)
HANGS_BEFORE_THE_END = """
import signal, sys
from pathlib import Path
from app.database import open_engine
from app.seeding import load

publish = load._publish

def publish_and_hang(*given):
    publish(*given)
    print("published", flush=True)
    signal.pause()

load._publish = publish_and_hang
load.seed_database(open_engine(sys.argv[1]), Path(sys.argv[2]))
"""


def test_an_empty_database_gets_everything_in_revision_1(engine: Engine, load: Load) -> None:
    outcome = load()

    assert outcome == Outcome(revision=1, created=77, is_new=True)
    assert outcome.is_new
    stored = documents(engine)
    assert Counter(document.kind for document in stored.values()) == {
        "sources": 4,
        "phases": 2,
        "roles": 2,
        "muscles": 7,
        "findings": 3,
        "effects": 1,
        "muscle-roles": 17,
        "joint-work": 2,
        "claims": 1,
        "equipment": 7,
        "exercises": 7,
        "emg-studies": 2,
        "injuries": 2,
        "red-flags": 2,
        "goals": 2,
        "training-rules": 16,
    }
    assert {(document.created, document.revision) for document in stored.values()} == {(1, 1)}
    assert tombstones(engine) == {}


def test_seeding_again_changes_nothing(engine: Engine, load: Load) -> None:
    load()
    before = contents(engine)

    outcome = load()

    assert outcome == Outcome(revision=1)
    assert not outcome.is_new
    assert contents(engine) == before


def test_a_database_that_holds_the_seed_is_only_asked_for_its_revision(
    engine: Engine, load: Load
) -> None:
    load()
    statements: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    load()

    questions = [statement for statement in statements if statement != "BEGIN"]
    assert [question.split()[0] for question in questions] == ["SELECT"]
    assert "FROM revision" in questions[0]


def test_a_comment_in_the_seed_makes_no_revision(
    engine: Engine, load: Load, folder: Folder
) -> None:
    load()
    before = contents(engine)
    commented = added("phases.toml", "# A comment.\n")

    outcome = load(commented)

    assert outcome == Outcome(revision=1)
    assert revisions(engine)[0].seed == fingerprint(folder(commented))
    assert contents(engine) | {"revision": []} == before | {"revision": []}


def test_a_new_summary_changes_one_document(engine: Engine, load: Load) -> None:
    load()
    before = documents(engine)

    outcome = load(NEW_SUMMARY)

    assert outcome == Outcome(revision=2, changed=1, is_new=True)
    assert changed_since(before, engine) == {"muscles/soleus"}
    soleus = documents(engine)["muscles/soleus"]
    assert "Raises the body" in soleus.body
    assert "Raises the body" in (soleus.summary or "")


def test_a_new_name_changes_every_document_that_says_it_and_no_other(
    engine: Engine, load: Load
) -> None:
    load()
    before = documents(engine)

    outcome = load(NEW_NAME)

    changed = changed_since(before, engine)
    assert changed == {
        "muscles/soleus",
        # Its parent and its group name it, and so does its finding.
        "muscles/calf",
        "muscles/plantarflexors",
        "findings/f1",
        # Its own roles, and the bases of the sums that speak of it.
        "muscle-roles/soleus.push-off.power.propulsion.drives",
        "muscle-roles/soleus.push-off.power.work-generation.drives",
        "muscle-roles/soleus.loading.elastic-storage.tendon-strain-energy.drives",
        "muscle-roles/calf.push-off.power.work-generation.drives",
        "muscle-roles/calf.loading.elastic-storage.tendon-strain-energy.drives",
        "muscle-roles/plantarflexors.push-off.power.propulsion.drives",
        "muscle-roles/plantarflexors.push-off.power.work-generation.drives",
        "muscle-roles/plantarflexors.loading.elastic-storage.tendon-strain-energy.drives",
        # The exercises that work it, what was measured in them, and its injury.
        "exercises/heel-raise",
        "exercises/single-leg-heel-raise",
        "exercises/loaded-heel-raise",
        "exercises/seated-heel-raise",
        "exercises/hop",
        "emg-studies/brown-2001",
        "injuries/calf-strain",
    }
    assert outcome == Outcome(revision=2, changed=len(changed), is_new=True)


def test_what_did_not_change_keeps_its_revision(engine: Engine, load: Load) -> None:
    load()

    load(NEW_SUMMARY)

    stored = documents(engine)
    soleus = stored.pop("muscles/soleus")
    assert (soleus.created, soleus.revision) == (1, 2)
    assert {(document.created, document.revision) for document in stored.values()} == {(1, 1)}


def test_a_change_that_no_document_shows_is_a_revision_all_the_same(
    engine: Engine, load: Load
) -> None:
    load()

    outcome = load(edited("measurements/timings.csv", ("0.75,0.3", "0.76,0.3")))

    first, second = revisions(engine)
    assert (outcome.revision, second.number) == (2, 2)
    assert outcome.is_new
    assert second.digest == first.digest


def test_a_removed_effect_leaves_a_tombstone(engine: Engine, load: Load) -> None:
    load()
    before = documents(engine)

    outcome = load(NO_EFFECT)

    # The claim rests on less, and the source is cited less.
    assert outcome == Outcome(revision=2, changed=2, removed=1, is_new=True)
    after = documents(engine)
    assert before.keys() - after.keys() == {"effects/e1"}
    assert {key for key in after if after[key].revision == 2} == {
        "claims/calf-drives",
        "sources/brown-2001",
    }
    assert tombstones(engine) == {"effects/e1": None}


def test_a_renamed_effect_leaves_a_tombstone_that_leads_on(engine: Engine, load: Load) -> None:
    load()

    outcome = load(RENAMED_EFFECT)

    assert outcome == Outcome(revision=2, created=1, changed=1, removed=1, is_new=True)
    assert tombstones(engine) == {"effects/e1": "e2"}
    assert (documents(engine)["effects/e2"].created, outcome.revision) == (2, 2)


def test_a_removed_head_takes_its_roles_along(engine: Engine, load: Load) -> None:
    load()

    outcome = load(NO_LATERAL_HEAD)

    assert outcome.removed == 2
    assert tombstones(engine) == {
        "muscles/gastrocnemius-lateral-head": "gastrocnemius",
        f"muscle-roles/gastrocnemius-lateral-head.{DRIVES}": f"gastrocnemius.{DRIVES}",
    }


def test_a_retired_slug_leads_on_in_a_database_that_never_held_it(
    engine: Engine, load: Load
) -> None:
    load(NO_LATERAL_HEAD)

    assert tombstones(engine) == {"muscles/gastrocnemius-lateral-head": "gastrocnemius"}


def test_a_successor_may_be_named_later(engine: Engine, load: Load) -> None:
    load()
    load(NO_LATERAL_HEAD | {"moved.toml": ""})

    load(NO_LATERAL_HEAD)

    assert tombstones(engine)["muscles/gastrocnemius-lateral-head"] == "gastrocnemius"


def test_a_slug_that_comes_back_loses_its_tombstone(engine: Engine, load: Load) -> None:
    load()
    load(NO_EFFECT)

    outcome = load()

    assert outcome == Outcome(revision=3, created=1, changed=2, is_new=True)
    assert tombstones(engine) == {}
    effect = documents(engine)["effects/e1"]
    assert (effect.created, effect.revision) == (3, 3)


def test_equal_content_has_an_equal_digest(engine: Engine, load: Load) -> None:
    load()
    load(NEW_NAME)

    load()

    first, second, third = revisions(engine)
    assert first.digest == third.digest != second.digest


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, NO_GREEN_SOURCE),
        ({}, NO_CALF),
        (NO_CALF, {}),
        ({}, NO_GASTROCNEMIUS),
        (WORKED_OUT_ANEW, {}),
    ],
    ids=[
        "a source goes, and what cited it cites another",
        "a group goes, and its parts stay",
        "a group comes, and takes parts that were there",
        "a muscle goes with its heads, and another takes its place",
        "a computation goes with its data",
    ],
)
def test_the_way_to_a_seed_does_not_matter(
    engine: Engine, folder: Folder, fresh: Fresh, first: Changes, second: Changes
) -> None:
    seed_database(engine, folder(first))

    outcome = seed_database(engine, folder(second))

    assert outcome.revision == 2
    assert said(engine) == said(fresh(folder(second)))


def test_the_whole_seed_may_be_exchanged(engine: Engine, world_folder: Path, fresh: Fresh) -> None:
    seed_database(engine, ROOT / "seed")

    seed_database(engine, world_folder)

    assert said(engine) == said(fresh(world_folder))


def test_both_databases_hold_the_same_world(folder: Folder, fresh: Fresh) -> None:
    # SQLite forgets the sign of a zero, and PostgreSQL does not.
    changed = folder(edited(FINDINGS, ("number,-17,", "number,-0.0,")))

    sqlite, postgresql = (fresh(changed, backend) for backend in BACKENDS)

    assert contents(sqlite) == contents(postgresql)


def test_both_databases_hold_the_same_seed(fresh: Fresh) -> None:
    sqlite, postgresql = (fresh(ROOT / "seed", backend) for backend in BACKENDS)

    assert said(sqlite) == said(postgresql)
    assert revisions(sqlite) == revisions(postgresql)


def test_a_bad_seed_is_refused_and_changes_nothing(engine: Engine, load: Load) -> None:
    load()
    before = contents(engine)

    with pytest.raises(BadSeed) as refused:
        load(NEW_SUMMARY | edited("phases.toml", ("position = 2", "position = 1")))

    assert refused.value.faults == [
        "phases.toml [[phase]] 2: position 1 is that of the phase at phases.toml [[phase]] 1"
    ]
    assert contents(engine) == before


def test_a_bad_seed_leaves_an_empty_database_empty(engine: Engine, load: Load) -> None:
    with pytest.raises(BadSeed):
        load({"moved.toml": None})

    assert not any(contents(engine).values())


def test_an_error_in_the_middle_undoes_all_of_it(
    engine: Engine, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    load()
    before = contents(engine)

    def fail(*_given: Any) -> None:
        raise OSError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(loading, "_bury", fail)
        with pytest.raises(OSError, match="The disk is full"):
            load(NEW_NAME)

    assert contents(engine) == before
    assert load(NEW_NAME).revision == 2


def test_two_seedings_at_once_make_one_revision(
    engine: Engine, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_looked = Barrier(2, timeout=30)

    def check_together(seed: Seed) -> list[str]:
        both_have_looked.wait()
        return check(seed)

    monkeypatch.setattr(loading, "check", check_together)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(load, [{}, {}]))

    assert sorted(outcome.created for outcome in outcomes) == [0, 77]
    assert {outcome.revision for outcome in outcomes} == {1}
    assert [revision.number for revision in revisions(engine)] == [1]


def test_a_seeding_that_is_killed_leaves_the_old_revision_whole(
    engine: Engine, load: Load, folder: Folder, empty_database: str
) -> None:
    load()
    before = contents(engine)
    target = folder(NO_LATERAL_HEAD | NEW_NAME)

    with subprocess.Popen(
        [sys.executable, "-c", HANGS_BEFORE_THE_END, empty_database, str(target)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as seeding:
        assert seeding.stdout is not None
        assert seeding.stdout.readline() == "published\n"
        while_it_writes = contents(engine)
        seeding.kill()

    assert seeding.returncode == -signal.SIGKILL
    assert while_it_writes == before
    assert contents(engine) == before
    assert seed_database(engine, target).revision == 2
    assert tombstones(engine)["muscles/gastrocnemius-lateral-head"] == "gastrocnemius"
