"""Importing: one transaction and one revision, and what seeding makes of it afterwards."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.crosswalk.systems import IMPORTED
from app.database import open_engine
from app.domain.crosswalk import CrosswalkEntry, ForeignExercise
from app.domain.errors import NotReady
from app.exports.write import write_edition
from app.imports.load import BadCatalogue, Imported, import_catalogue
from app.imports.report import told
from app.queries.snapshots import open_snapshot
from app.schemas.crosswalk import ImportReport, UnmappedWord
from app.seeding.load import seed_database
from app.settings import ROOT
from tests.conftest import BACKENDS, NewDatabase, seeded
from tests.imports.conftest import Import, silent
from tests.imports.files import FREE, WGER, free, wger, without, written
from tests.seeding.changes import Changes, added, edited
from tests.seeding.changes import without as no_lines
from tests.seeding.stored import contents, documents, revisions
from tests.world import write_world

FOREIGN = "links/foreign.csv"
HANGS_BEFORE_THE_END = """
import signal, sys
from pathlib import Path
from app.database import open_engine
from app.imports.load import import_catalogue

def hang(done, of):
    if done == of:
        print("compared", flush=True)
        signal.pause()

import_catalogue(open_engine(sys.argv[1]), "free-exercise-db", Path(sys.argv[2]), hang)
"""


def entries(engine: Engine, system: str) -> dict[str, Any]:
    """Read the entries of a catalogue as the API tells them, by id."""
    with Session(engine) as session:
        found = select(CrosswalkEntry).where(col(CrosswalkEntry.system) == system)
        return {entry.id: json.loads(entry.body) for entry in session.exec(found)}


def matched(engine: Engine, system: str) -> dict[str, list[tuple[str, str]]]:
    """Give what each entry of a catalogue is matched with, and how."""
    return {
        key: [(match["slug"], match["match"]) for match in entry["matches"]]
        for key, entry in entries(engine, system).items()
    }


def test_an_import_is_one_revision_and_leaves_all_documents_as_they_are(
    both: Engine, bring: Import
) -> None:
    before = documents(both)

    imported = bring(both, "free-exercise-db", FREE)

    assert imported == Imported(
        revision=2,
        is_new=True,
        entries=4,
        report=ImportReport(
            linked=1,
            proposed=1,
            with_muscles=3,
            unmapped_muscles=[
                UnmappedWord(word="neck", exercises=1),
                UnmappedWord(word="wings", exercises=1),
            ],
            unmapped_equipment=[UnmappedWord(word="rings", exercises=1)],
            gone=["Lost_One"],
        ),
    )
    first, second = revisions(both)
    assert first.digest != second.digest
    assert first.seed == second.seed
    assert {key: d.model_dump() for key, d in documents(both).items()} == {
        key: d.model_dump() for key, d in before.items()
    }


def test_an_entry_is_mapped_linked_and_proposed(local: Engine, bring: Import) -> None:
    bring(local, "free-exercise-db", FREE)

    found = entries(local, "free-exercise-db")

    assert found["Hopping"]["matches"] == snapshot(
        [
            {
                "slug": "hop",
                "name": "Hop",
                "match": "close",
                "score": None,
                "reason": "Theirs goes forward.",
                "path": "/v1/exercises/hop",
            }
        ]
    )
    assert found["Heel_Raises"] == snapshot(
        {
            "key": "free-exercise-db.Heel_Raises",
            "system": "free-exercise-db",
            "id": "Heel_Raises",
            "also": None,
            "kind": "exercise",
            "name": "Heel Raises",
            "matches": [
                {
                    "slug": "heel-raise",
                    "name": "Heel raise",
                    "match": "proposed",
                    "score": 1.0,
                    "reason": "Same words in both names: Heel Raises; Heel raise. "
                    "Same main muscles: calf. Same equipment: none.",
                    "path": "/v1/exercises/heel-raise",
                }
            ],
            "muscles": [
                {
                    "muscle": {"slug": "calf", "name": "Calf", "kind": "group"},
                    "involvement": "primary",
                    "path": "/v1/muscles/calf/roles",
                }
            ],
            "equipment": ["bodyweight"],
            "unmapped": ["neck"],
            "licence": "The Unlicense",
            "licence_url": "https://unlicense.org/",
            "attribution": "Free Exercise DB, github.com/yuhonas/free-exercise-db",
            "url": "https://github.com/yuhonas/free-exercise-db/blob/main/exercises/Heel_Raises.json",
        }
    )
    assert [muscle["muscle"]["slug"] for muscle in found["Leg_Thing"]["muscles"]] == [
        "calf",
        "rectus-femoris",
    ]
    assert (found["Arm_Thing"]["muscles"], found["Arm_Thing"]["unmapped"]) == (
        [],
        ["wings", "rings"],
    )
    assert matched(local, "free-exercise-db")["Leg_Thing"] == []


def test_another_name_is_compared_and_no_name_is_not(local: Engine, bring: Import) -> None:
    bring(local, "wger", WGER)

    assert matched(local, "wger") == {
        "7": [("heel-raise", "proposed")],
        "12": [("pogo", "proposed")],
        "13": [],
        "14": [],
    }


def test_importing_again_changes_nothing(both: Engine, bring: Import) -> None:
    first = bring(both, "free-exercise-db", FREE)
    before = contents(both)

    again = bring(both, "free-exercise-db", FREE)

    assert again == Imported(2, False, first.entries, first.report)
    assert contents(both) == before


def test_a_newer_file_changes_what_differs_and_removes_what_is_gone(
    local: Engine, bring: Import, new_database: NewDatabase, world_folder: Path
) -> None:
    newer = [FREE[0], {**FREE[1], "name": "Pogos"}, free("New_One")]
    bring(local, "free-exercise-db", FREE)

    assert bring(local, "free-exercise-db", newer).revision == 3
    fresh = seeded(new_database("sqlite"), world_folder)
    assert matched(local, "free-exercise-db") == {
        "Hopping": [("hop", "close")],
        "Heel_Raises": [("pogo", "proposed")],
        "New_One": [],
    }
    other = open_engine(fresh)
    bring(other, "free-exercise-db", newer)
    after, expected = contents(local), contents(other)
    other.dispose()
    for table in ("foreign_catalogue", "foreign_exercise", "crosswalk_entry", "crosswalk_link"):
        assert after[table] == expected[table]


def test_two_catalogues_stand_beside_each_other(local: Engine, bring: Import) -> None:
    bring(local, "free-exercise-db", FREE)
    before = entries(local, "free-exercise-db")

    assert bring(local, "wger", WGER).revision == 3
    assert entries(local, "free-exercise-db") == before
    assert bring(local, "wger", WGER["results"][:1]).revision == 4
    assert [*entries(local, "wger")] == ["7"]
    assert entries(local, "free-exercise-db") == before


def test_equal_imports_have_an_equal_digest_on_both_databases_in_any_order(
    new_database: NewDatabase, world_folder: Path, tmp_path: Path
) -> None:
    digests, files = set(), set()
    orders = (("free-exercise-db", "wger"), ("wger", "free-exercise-db"))
    contents_of = {"free-exercise-db": FREE, "wger": WGER}

    for backend, order in zip(BACKENDS, orders, strict=True):
        engine = open_engine(seeded(new_database(backend), world_folder))
        for system in order:
            path = written(tmp_path, contents_of[system])
            import_catalogue(engine, system, path, silent)
        digests.add(revisions(engine)[-1].digest)
        folder = tmp_path / backend
        folder.mkdir()
        with open_snapshot(Session(engine, info={"documents": None})) as at:
            manifest = write_edition(at, folder)
        files.add(tuple((file.name, file.sha256) for file in manifest.files))
        engine.dispose()

    assert len(digests) == 1
    assert len(files) == 1


@pytest.mark.parametrize(
    "content", [b"{", [], [{"id": 1}], [FREE[0], without(FREE[1], "name")], [FREE[0], FREE[0]]]
)
def test_a_wrong_file_changes_nothing(local: Engine, bring: Import, content: Any) -> None:
    bring(local, "free-exercise-db", FREE)
    before = contents(local)

    with pytest.raises(BadCatalogue):
        bring(local, "free-exercise-db", content)

    assert contents(local) == before


def test_an_import_that_fails_on_its_way_changes_nothing(
    both: Engine, bring: Import, tmp_path: Path
) -> None:
    bring(both, "free-exercise-db", FREE)
    before = contents(both)

    def fail(done: int, of: int) -> None:
        if done == of:
            raise OSError("The terminal went away.")

    with pytest.raises(OSError, match="went away"):
        import_catalogue(both, "free-exercise-db", written(tmp_path, FREE[:1]), fail)

    assert contents(both) == before


def test_a_killed_import_leaves_everything_as_it_was(local: Engine, tmp_path: Path) -> None:
    before = contents(local)
    url = local.url.render_as_string(hide_password=False)

    with subprocess.Popen(
        [sys.executable, "-c", HANGS_BEFORE_THE_END, url, str(written(tmp_path, FREE))],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as importing:
        assert importing.stdout is not None
        assert importing.stdout.readline() == "compared\n"
        while_it_writes = contents(local)
        importing.kill()

    assert importing.returncode == -signal.SIGKILL
    assert while_it_writes == contents(local) == before


def test_without_a_revision_there_is_nothing_to_compare_with(engine: Engine, bring: Import) -> None:
    with pytest.raises(NotReady):
        bring(engine, "wger", WGER)

    assert revisions(engine) == []
    with Session(engine) as session:
        assert session.exec(select(ForeignExercise)).all() == []


def test_seeding_again_keeps_what_was_imported(
    both: Engine, bring: Import, world_folder: Path
) -> None:
    bring(both, "free-exercise-db", FREE)
    before = contents(both)

    outcome = seed_database(both, world_folder)

    assert (outcome.revision, outcome.is_new) == (2, False)
    assert contents(both) == before


NO_WORDS = no_lines("foreign", "free-exercise-db,muscle")
RENAMED = edited(FOREIGN, ("Hopping,Hopping,hop,close", "Hopping,Hopping,pogo,exact"))
LINKED = added(
    FOREIGN, "free-exercise-db,exercise,Leg_Thing,Leg thing,calf-stretch,close,It stretches.\n"
)
NEW_NAME = edited("exercises/pogo.toml", ('["ankle hops"', '["arm thing", "ankle hops"'))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (NO_WORDS, {"Hopping": [("hop", "close")]}),
        (RENAMED, {"Hopping": [("pogo", "exact")]}),
        (LINKED, {"Leg_Thing": [("calf-stretch", "close")]}),
        (NEW_NAME, {"Arm_Thing": [("pogo", "proposed")]}),
    ],
    ids=["words go", "a link moves", "a link comes", "ours has another name"],
)
def test_what_was_imported_is_mapped_anew_when_the_seed_changes(
    local: Engine, bring: Import, tmp_path: Path, changes: Changes, expected: dict[str, Any]
) -> None:
    bring(local, "free-exercise-db", FREE)
    before = matched(local, "free-exercise-db")

    outcome = seed_database(local, write_world(tmp_path / "changed", changes))

    assert (outcome.revision, outcome.is_new) == (3, True)
    assert matched(local, "free-exercise-db") == before | expected
    assert revisions(local)[-1].digest != revisions(local)[-2].digest


def test_words_that_lose_their_row_are_reported(
    local: Engine, bring: Import, tmp_path: Path
) -> None:
    bring(local, "free-exercise-db", FREE)

    seed_database(local, write_world(tmp_path / "changed", NO_WORDS))

    again = bring(local, "free-exercise-db", FREE)
    assert not again.is_new
    assert again.report.with_muscles == 0
    assert [word.word for word in again.report.unmapped_muscles] == [
        "calves",
        "legs",
        "neck",
        "wings",
    ]


def test_more_words_than_fit_are_counted() -> None:
    words = [UnmappedWord(word=f"word {n}", exercises=1) for n in range(23)]
    report = ImportReport(
        linked=0,
        proposed=0,
        with_muscles=0,
        unmapped_muscles=words,
        unmapped_equipment=[],
        gone=[],
    )

    lines = list(told("wger", Imported(2, is_new=False, entries=1, report=report)))

    assert lines[0] == "wger: 1 exercises, revision 2 (up to date)."
    assert lines[-2] == "       and 3 more, in /v1/crosswalk/systems"


def test_an_id_that_is_a_word_elsewhere_clashes_with_nothing(local: Engine, bring: Import) -> None:
    before = documents(local)

    bring(local, "wger", [wger(15), wger(3)])

    assert documents(local).keys() == before.keys()
    assert entries(local, "wger-muscles").keys() == {"15"}
    assert entries(local, "wger").keys() == {"15", "3"}


def test_the_command_migrates_seeds_imports_and_tells_what_fits(
    world_folder: Path, tmp_path: Path
) -> None:
    settings = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite",
        "PUSHOFF_SEED": str(world_folder),
    }
    good = written(tmp_path, FREE)
    bad = written(tmp_path, [free("A", name=""), {}], "other.json")

    done, refused = (command("free-exercise-db", file, **settings) for file in (good, bad))

    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "Comparing with ours."
    assert done.stdout.partition("\n")[2] == snapshot("""\
free-exercise-db: 4 exercises, revision 2 (new).
     1 with a reviewed link to ours
     1 with a proposal that is not reviewed
     3 with muscles that are mapped to ours
Words for muscles that are not mapped to ours, and the exercises that use them:
     1 neck
     1 wings
Words for equipment that are not mapped to ours, and the exercises that use them:
     1 rings
With a reviewed link, and not in the file: Lost_One
Read them: /v1/crosswalk?system=free-exercise-db&match=proposed
""")
    assert refused.returncode == 1
    assert "revision 2, up to date." in refused.stdout
    _, fault, *_, nothing = refused.stderr.splitlines()
    assert fault.startswith(f"{bad}: entry 1 (id 'A'): name: ")
    assert nothing == "Nothing was changed."


def test_the_command_names_the_catalogues_that_there_are(tmp_path: Path) -> None:
    misspelt = command("wgr", tmp_path / "x.json")

    assert misspelt.returncode == 2
    assert misspelt.stderr.splitlines()[-1].endswith(
        f"'wgr' is not one of {', '.join(map(repr, IMPORTED))}."
    )


def command(system: str, file: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "app", "import", system, str(file)],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_names_and_words_as_long_as_may_be_are_told(local: Engine, bring: Import) -> None:
    words = [*("calves", "legs"), *(f"{n} {'x' * 110}" for n in range(98))]
    name = " ".join(["calf raise", *(f"{n}y" for n in range(30))])[:120]

    bring(local, "free-exercise-db", [free("A" * 70, name=name, primaryMuscles=words)])
    bring(local, "wger", [wger(2**31 - 1, license_author="a" * 200)])

    (entry,) = entries(local, "free-exercise-db").values()
    assert len(entry["unmapped"]) == 98
    assert entries(local, "wger").keys() == {"2147483647"}
